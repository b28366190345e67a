//! Asking the same page again and again, by wrk or oha.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::steps::{on_path, output, program};

// Browsers ask for compressed pages, and compressing is part of what a page costs.
const HEADER: &str = "Accept-Encoding: gzip, deflate, br";

/// The program that asks.
#[derive(Clone, Copy)]
pub(crate) enum Tool {
    Wrk,
    Oha,
}

/// What it saw.
#[derive(Debug, PartialEq)]
pub(crate) struct Load {
    pub(crate) requests: f64,
    pub(crate) requests_a_second: f64,
    pub(crate) median_ms: f64,
    pub(crate) p99_ms: f64,
}

impl Tool {
    pub(crate) fn find() -> Option<Self> {
        on_path("wrk").map(|_| Self::Wrk).or_else(|| on_path("oha").map(|_| Self::Oha))
    }

    /// Asks for `url` over so many connections, each waiting for its answer before it asks again.
    pub(crate) fn ask(self, url: &str, connections: u32, seconds: u32) -> Result<Load> {
        match self {
            Self::Wrk => {
                let words = format!("--threads 1 --connections {connections} --duration {seconds}s --latency");
                read_wrk(&output(program("wrk").args(words.split(' ')).args(["--header", HEADER, url]))?)
            }
            Self::Oha => {
                let words = format!("--no-tui --output-format json -c {connections} -z {seconds}s");
                read_oha(&output(program("oha").args(words.split(' ')).args(["-H", HEADER, url]))?)
            }
        }
        .with_context(|| format!("asking for {url}"))
    }
}

fn read_wrk(text: &str) -> Result<Load> {
    ensure!(!text.contains("Non-2xx") && !text.contains("Socket errors"), "not every answer was a page:\n{text}");
    let after = |start: &str| text.lines().find_map(|line| line.trim().strip_prefix(start)).map(str::trim);
    let before = |end: &str| text.lines().find_map(|line| line.split_once(end)).map(|(count, _)| count.trim());
    let read = || {
        Some(Load {
            requests: before(" requests in ")?.parse().ok()?,
            requests_a_second: after("Requests/sec:")?.parse().ok()?,
            median_ms: milliseconds(after("50%")?)?,
            p99_ms: milliseconds(after("99%")?)?,
        })
    };
    read().with_context(|| format!("wrk printed something else than expected:\n{text}"))
}

fn milliseconds(text: &str) -> Option<f64> {
    let unit = text.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
    match unit {
        "us" => Some(number / 1000.0),
        "ms" => Some(number),
        "s" => Some(number * 1000.0),
        _ => None,
    }
}

fn read_oha(text: &str) -> Result<Load> {
    let report: Value = serde_json::from_str(text)?;
    let statuses = report["statusCodeDistribution"].as_object().context("oha counted no answers")?;
    ensure!(statuses.keys().all(|status| status == "200"), "not every answer was a page: {statuses:?}");
    let number = |value: &Value| value.as_f64().context("oha printed something else than expected");
    Ok(Load {
        requests: statuses.values().filter_map(Value::as_f64).sum(),
        requests_a_second: number(&report["summary"]["requestsPerSec"])?,
        median_ms: number(&report["latencyPercentiles"]["p50"])? * 1000.0,
        p99_ms: number(&report["latencyPercentiles"]["p99"])? * 1000.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRK: &str = "\
Running 5s test @ http://127.0.0.1:3000/ru
  1 threads and 8 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.05ms  231.00us   9.12ms   95.10%
    Req/Sec     7.60k   312.00     8.10k    80.00%
  Latency Distribution
     50%  912.00us
     75%    1.10ms
     90%    1.30ms
     99%    1.92ms
  37812 requests in 5.00s, 310.10MB read
Requests/sec:   7562.40
Transfer/sec:     62.02MB
";

    #[test]
    fn the_report_of_wrk_is_read_in_milliseconds() {
        let load = Load { requests: 37812.0, requests_a_second: 7562.4, median_ms: 0.912, p99_ms: 1.92 };
        assert_eq!(read_wrk(WRK).unwrap(), load);
    }

    #[test]
    fn an_error_page_is_not_measured_as_if_it_were_the_page() {
        assert!(read_wrk(&format!("{WRK}  Non-2xx or 3xx responses: 3\n")).is_err());
    }

    #[test]
    fn the_report_of_oha_is_read_in_milliseconds() {
        let report = r#"{"summary": {"requestsPerSec": 500.5}, "latencyPercentiles": {"p50": 0.001, "p99": 0.004},
            "statusCodeDistribution": {"200": 2500}}"#;
        let load = Load { requests: 2500.0, requests_a_second: 500.5, median_ms: 1.0, p99_ms: 4.0 };
        assert_eq!(read_oha(report).unwrap(), load);
    }
}
