//! Documents and credentials: one, a run, and a whole year of them; and the check of one on the device.

use std::{
    fmt::Write,
    fs,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::book::{Book, megabytes};
use crate::{
    server::{memory, processor_seconds},
    steps::{output, program, root},
    test::chromium,
};

/// Documents made together: one, those of a run, those of a year.
const NUMBERS: [usize; 3] = [1, 25, 1_000];

pub(super) fn measure(book: &Book, report: &mut String) -> Result<()> {
    writeln!(report, "\n| documents with their credentials | seconds | CPU seconds | peak memory |")?;
    writeln!(report, "| --- | ---: | ---: | ---: |")?;
    let folder = book.file("documents");
    let mut made = 0;
    for number in NUMBERS {
        // those that were made before are only written out again
        let most = made + number;
        let run = export(book, &folder, most)?;
        let there = count(&folder, "pdf")?.0;
        if there < most {
            writeln!(report, "| {number} | not measured: {there} certificates are in force | | |")?;
            break;
        }
        let cpu = run.cpu.map_or("–".to_owned(), |cpu| format!("{cpu:.2}"));
        writeln!(report, "| {number} | {:.2} | {cpu} | {} |", run.took.as_secs_f64(), megabytes(run.memory))?;
        made = most;
    }
    writeln!(report, "\n| what | measured |\n| --- | --- |")?;
    for (ending, what) in [("pdf", "PDF"), ("jwt", "credential")] {
        let (files, bytes) = count(&folder, ending)?;
        #[expect(clippy::cast_precision_loss, reason = "a folder of a quadrillion bytes is none of ours")]
        let each = bytes as f64 / files as f64 / 1000.0;
        writeln!(report, "| bytes of a {what}, mean of {files} | {each:.1} KB |")?;
    }
    check_on_device(book, &folder, report)
}

/// Cost of a command.
struct Cost {
    took: Duration,
    cpu: Option<f64>,
    memory: Option<u64>,
}

/// Writes out so many documents, and watches the process meanwhile.
fn export(book: &Book, folder: &Path, most: usize) -> Result<Cost> {
    let mut command = book.maman();
    command.args(["export", "documents", "--most", &most.to_string(), "--out"]).arg(folder).stdout(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn()?;
    let (mut cpu, mut peak) = (None, None);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        // what was seen last is a few milliseconds old when it ends
        cpu = processor_seconds(child.id()).or(cpu);
        peak = memory(child.id(), "VmHWM:").or(peak);
        thread::sleep(Duration::from_millis(5));
    };
    ensure!(status.success(), "maman export documents ended with {status}");
    Ok(Cost { took: start.elapsed(), cpu, memory: peak })
}

/// Number of files with this ending, and their bytes.
fn count(folder: &Path, ending: &str) -> Result<(usize, u64)> {
    let (mut files, mut bytes) = (0, 0);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|found| found == ending) {
            files += 1;
            bytes += entry.metadata()?.len();
        }
    }
    Ok((files, bytes))
}

/// Milliseconds of a check in a browser without a network.
fn check_on_device(book: &Book, folder: &Path, report: &mut String) -> Result<()> {
    let tests = root().join("end2end");
    let pdf = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .find(|path| path.extension().is_some_and(|ending| ending == "pdf"))
        .context("there is no document")?;
    let picture = book.file("certificate");
    let drawn = output(program("pdftoppm").args(["-png", "-singlefile", "-r", "150"]).arg(&pdf).arg(&picture));
    let (true, Some(chromium), Ok(_)) = (tests.join("node_modules").is_dir(), chromium(), drawn) else {
        writeln!(
            report,
            "| check on the device | not measured: it needs Chromium, pdftoppm and `npm ci` in end2end |"
        )?;
        return Ok(());
    };
    let server = book.serve()?;
    let mut node = program("node");
    node.arg("offline-check.mjs").arg(server.url("/ru/verify")).arg(&pdf).arg(picture.with_extension("png"));
    let told: Value = serde_json::from_str(&output(node.current_dir(&tests).env("CHROMIUM", &chromium))?)?;
    for (what, key) in [("statement", "statement"), ("photograph, from file to answer", "picture"), ("PDF", "pdf")] {
        let ms = told[key].as_f64().context("the browser told no time")?;
        writeln!(report, "| check on the device, no network: {what} | {ms:.1} ms |")?;
    }
    Ok(())
}
