//! Speed and size, measured against the budgets of docs/architecture.md.
//!
//! The figures are printed, never judged: they depend on the machine. Only what could not be measured fails.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result};
use clap::Args;
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    assets,
    load::Tool,
    server::Server,
    steps::{Steps, build_server, outlive_ctrl_c, output, program, root},
    test::chromium,
};

const SEED: &str = "7";
const LIST_ROWS: u32 = 10_000;

#[derive(Args)]
pub(crate) struct Options {
    /// How many specialists the generated databases hold
    #[arg(long, value_delimiter = ',', default_value = "130,10000")]
    specialists: Vec<u32>,
    /// How long each page is asked for
    #[arg(long, default_value_t = 5)]
    seconds: u32,
}

/// `cargo xtask bench`
pub(crate) fn bench(options: &Options) -> Result<()> {
    outlive_ctrl_c()?;
    let mut steps = Steps::new();
    let mut report = String::new();
    let outcome = measure(options, &mut steps, &mut report);
    println!("{report}");
    steps.finish(outcome)
}

fn measure(options: &Options, steps: &mut Steps, report: &mut String) -> Result<()> {
    assets::build(steps)?;
    let binary = steps.step("the server", || build_server("release"))?;
    let tool = Tool::find();
    if tool.is_none() {
        steps.skip("pages", "neither wrk nor oha found: install one (Debian: apt install wrk; or: cargo install oha)");
    }
    for &specialists in &options.specialists {
        let book =
            steps.step(&format!("a database of {specialists} specialists"), || Book::fill(&binary, specialists))?;
        writeln!(report, "\n## {specialists} specialists\n\n| what | measured |\n| --- | --- |")?;
        steps.step(&format!("starts, {specialists}"), || book.starts(report))?;
        steps.step(&format!("first visit, {specialists}"), || book.first_visit(report))?;
        if let Some(tool) = tool {
            steps.step(&format!("pages, {specialists}"), || book.pages(tool, options.seconds, report))?;
        }
    }
    steps.step("import", || import(&binary, report))
}

/// A database made for the measuring, gone afterwards.
struct Book<'a> {
    binary: &'a Path,
    folder: TempDir,
    check_code: String,
}

impl<'a> Book<'a> {
    fn empty(binary: &'a Path) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("maman-bench-").tempdir()?;
        let book = Self { binary, folder, check_code: String::new() };
        output(book.maman().arg("migrate"))?;
        Ok(book)
    }

    fn fill(binary: &'a Path, specialists: u32) -> Result<Self> {
        let mut book = Self::empty(binary)?;
        let told = output(book.maman().args(["generate", "--seed", SEED, "--specialists", &specialists.to_string()]))?;
        let last = told.lines().last().and_then(|line| line.strip_prefix("check code: "));
        last.context("maman generate named no check code")?.clone_into(&mut book.check_code);
        Ok(book)
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.folder.path().join("maman.db").display())
    }

    fn maman(&self) -> Command {
        let mut command = program(self.binary);
        command.env("DATABASE_URL", self.database());
        command
    }

    fn serve(&self) -> Result<Server> {
        Server::start(self.binary, &self.database(), self.folder.path())
    }

    fn starts(&self, report: &mut String) -> Result<()> {
        let mut fastest = f64::INFINITY;
        for _ in 0..5 {
            fastest = fastest.min(self.serve()?.ready_after.as_secs_f64());
        }
        writeln!(report, "| cold start, best of 5 | {:.0} ms |", fastest * 1000.0)?;
        let server = self.serve()?;
        writeln!(report, "| memory at rest | {} |", megabytes(server.memory()))?;
        Ok(())
    }

    fn first_visit(&self, report: &mut String) -> Result<()> {
        let folder = root().join("end2end");
        let (true, Some(chromium)) = (folder.join("node_modules").is_dir(), chromium()) else {
            writeln!(report, "| first visit of home | not measured: it needs Chromium and `npm ci` in end2end |")?;
            return Ok(());
        };
        let server = self.serve()?;
        let mut node = program("node");
        node.arg("first-visit.mjs").arg(server.url("/ru")).current_dir(folder).env("CHROMIUM", chromium);
        let visit: Value = serde_json::from_str(&output(&mut node)?)?;
        let kilobytes = |bytes: &Value| bytes.as_f64().unwrap_or_default() / 1000.0;
        writeln!(report, "| first visit of home, compressed | {:.1} KB |", kilobytes(&visit["total"]))?;
        for resource in visit["resources"].as_array().into_iter().flatten() {
            let path = resource["url"].as_str().unwrap_or_default();
            writeln!(report, "| · `{path}` | {:.1} KB |", kilobytes(&resource["bytes"]))?;
        }
        Ok(())
    }

    fn pages(&self, tool: Tool, seconds: u32, report: &mut String) -> Result<()> {
        let server = self.serve()?;
        writeln!(report, "\n| page | connections | requests/s | p50 ms | p99 ms | CPU ms a request |")?;
        writeln!(report, "| --- | ---: | ---: | ---: | ---: | ---: |")?;
        let verify = format!("/ru/verify/{}", self.check_code);
        for path in ["/ru", "/ru/dashboard?phase=phase-1", &verify, "/api/v1/progress?phase=phase-1"] {
            let url = server.url(path);
            tool.ask(&url, 1, 1).context("warming up")?;
            for connections in [1, 8] {
                let before = server.processor_seconds();
                let load = tool.ask(&url, connections, seconds)?;
                let used = server.processor_seconds().zip(before).map(|(after, before)| after - before);
                let cpu = used.map_or("–".to_owned(), |used| format!("{:.3}", used * 1000.0 / load.requests));
                writeln!(
                    report,
                    "| `{path}` | {connections} | {:.0} | {:.2} | {:.2} | {cpu} |",
                    load.requests_a_second, load.median_ms, load.p99_ms
                )?;
            }
        }
        writeln!(report, "\nMemory after this: {}.", megabytes(server.memory()))?;
        Ok(())
    }
}

fn import(binary: &Path, report: &mut String) -> Result<()> {
    let book = Book::empty(binary)?;
    let list: PathBuf = book.folder.path().join("list.csv");
    let rows = LIST_ROWS.to_string();
    output(book.maman().args(["generate", "--seed", SEED, "--specialists", &rows, "--list"]).arg(&list))?;
    output(book.maman().args(["import", "data/courses.json", "data/programme.json"]))?;
    let size = fs::metadata(&list)?.len();
    let start = Instant::now();
    output(book.maman().arg("import").arg(&list))?;
    let seconds = start.elapsed().as_secs_f64();
    writeln!(report, "\n## Import\n\n| what | measured |\n| --- | --- |")?;
    writeln!(report, "| a list of {LIST_ROWS} rows (CSV, {} KB) | {seconds:.2} s |", size / 1000)?;
    writeln!(report, "| rows a second | {:.0} |", f64::from(LIST_ROWS) / seconds)?;
    Ok(())
}

fn megabytes(kilobytes: Option<u64>) -> String {
    kilobytes.map_or("–".to_owned(), |kilobytes| format!("{} MB", kilobytes / 1024))
}
