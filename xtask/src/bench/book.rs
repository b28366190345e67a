//! Registry made for the measuring: how fast its server starts, and what a first visit of it costs.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    server::Server,
    steps::{output, program, root},
    test::chromium,
};

pub(super) const SEED: &str = "7";
/// File with what `maman generate` told of a registry.
const TOLD: &str = "told.txt";
/// Page without an island, one with an island, and the check, which loads its wasm when there is something to check.
const FIRST_VISITS: [&str; 3] = ["/ru", "/ru/courses", "/ru/verify"];

/// Codes of the runs in which staff have something to do.
#[derive(Default)]
pub(super) struct Work {
    /// Run with 2,000 applications, or with everybody's.
    pub applications: String,
    /// Run under way, of 60 people and 20 meetings.
    pub grid: String,
    /// Runs of 25 people that can be closed.
    pub small: Vec<String>,
    /// Runs of 500 people, or of everybody, that can be closed.
    pub large: Vec<String>,
}

/// Database with its key and its server's log, gone afterwards.
pub(super) struct Book<'a> {
    binary: &'a Path,
    folder: TempDir,
    pub enrollments: u32,
    /// Time that it took to invent everything in it.
    pub made_in: Duration,
    /// Check code of a certificate that is valid.
    pub check_code: String,
    /// Runs in the future, apart from each other, with seats for all who have a session.
    pub open_runs: Vec<String>,
    /// Runs in which staff have something to do.
    pub work: Work,
    /// Cookies of signed-in trainees; the first of them is of staff and sees the dashboard, too.
    pub sessions: Vec<String>,
}

impl<'a> Book<'a> {
    pub(super) fn empty(binary: &'a Path) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("maman-bench-").tempdir()?;
        let (check_code, open_runs, work, sessions) = Default::default();
        let book =
            Self { binary, folder, enrollments: 0, made_in: Duration::ZERO, check_code, open_runs, work, sessions };
        output(book.maman().arg("migrate"))?;
        Ok(book)
    }

    /// Registry of so many people. With a folder, one that was kept there is taken, or a new one is kept.
    pub(super) fn fill(binary: &'a Path, kept: Option<&Path>, specialists: u32, enrollments: u32) -> Result<Self> {
        let mut book = Self::empty(binary)?;
        book.enrollments = enrollments;
        let sessions = book.file("sessions.txt");
        let kept = kept.map(|folder| folder.join(format!("{specialists}-{enrollments}")));
        let start = Instant::now();
        let told = if let Some(kept) = kept.as_ref().filter(|kept| kept.is_dir()) {
            copy(kept, book.folder())?;
            fs::read_to_string(book.file(TOLD))?
        } else {
            let mut generate = book.maman();
            generate.args(["generate", "--seed", SEED, "--specialists", &specialists.to_string()]);
            generate.args(["--enrollments", &enrollments.to_string()]).arg("--work").arg("--sessions").arg(&sessions);
            let told = output(&mut generate)?;
            if let Some(kept) = kept {
                fs::write(book.file(TOLD), &told)?;
                copy(book.folder(), &kept)?;
            }
            told
        };
        book.made_in = start.elapsed();
        let told = |start: &str| {
            let line = told.lines().find_map(|line| line.strip_prefix(start));
            line.map(str::to_owned).with_context(|| format!("maman generate told no {start}"))
        };
        book.check_code = told("check code: ")?;
        let words = |line: &str| line.split(' ').map(str::to_owned).collect();
        book.open_runs = words(&told("open runs: ")?);
        book.work = Work {
            applications: told("applications: ")?,
            grid: told("grid: ")?,
            small: words(&told("runs of 25: ")?),
            large: words(&told("runs of 500: ")?),
        };
        book.sessions = fs::read_to_string(sessions)?.lines().map(str::to_owned).collect();
        ensure!(book.sessions.len() > 1, "there are no sessions");
        Ok(book)
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// File beside the database.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.file("maman.db").display())
    }

    pub(super) fn maman(&self) -> Command {
        let mut command = program(self.binary);
        command.env("DATABASE_URL", self.database());
        command
    }

    pub(super) fn serve(&self) -> Result<Server> {
        Server::start(self.binary, &self.database(), self.folder.path())
    }

    /// Waits until nothing has been written for some seconds: after a start the server queues all letters that are due.
    /// Returns how long that took.
    pub(super) fn wait_until_quiet(&self) -> Result<Duration> {
        const QUIET: Duration = Duration::from_secs(3);
        const LONGEST: Duration = Duration::from_mins(5);
        let start = Instant::now();
        loop {
            let written = fs::metadata(self.file("maman.db-wal"))?.modified()?;
            if written.elapsed().is_ok_and(|since| since >= QUIET) {
                return Ok(start.elapsed());
            }
            ensure!(start.elapsed() < LONGEST, "the server has not come to rest");
            thread::sleep(Duration::from_millis(250));
        }
    }

    pub(super) fn starts(&self, report: &mut String) -> Result<()> {
        let mut fastest = f64::INFINITY;
        for _ in 0..5 {
            fastest = fastest.min(self.serve()?.ready_after.as_secs_f64());
        }
        writeln!(report, "| cold start, best of 5 | {:.0} ms |", fastest * 1000.0)?;
        let server = self.serve()?;
        writeln!(report, "| memory at rest | {} |", megabytes(server.memory()))?;
        Ok(())
    }

    /// Bytes that a browser loads on its first visit, by each file.
    pub(super) fn first_visits(&self, report: &mut String) -> Result<()> {
        let folder = root().join("end2end");
        let (true, Some(chromium)) = (folder.join("node_modules").is_dir(), chromium()) else {
            writeln!(report, "| first visits | not measured: they need Chromium and `npm ci` in end2end |")?;
            return Ok(());
        };
        let server = self.serve()?;
        for path in FIRST_VISITS {
            let mut node = program("node");
            node.arg("first-visit.mjs").arg(server.url(path)).current_dir(&folder).env("CHROMIUM", &chromium);
            let visit: Value = serde_json::from_str(&output(&mut node)?)?;
            let kilobytes = |bytes: &Value| bytes.as_f64().unwrap_or_default() / 1000.0;
            writeln!(report, "| first visit of `{path}`, compressed | {:.1} KB |", kilobytes(&visit["total"]))?;
            for resource in visit["resources"].as_array().into_iter().flatten() {
                let file = resource["url"].as_str().unwrap_or_default();
                writeln!(report, "| · `{file}` | {:.1} KB |", kilobytes(&resource["bytes"]))?;
            }
        }
        Ok(())
    }
}

/// Copies the files of a folder into another, which is made.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        fs::copy(file.path(), to.join(file.file_name()))?;
    }
    Ok(())
}

pub(super) fn megabytes(kilobytes: Option<u64>) -> String {
    kilobytes.map_or("–".to_owned(), |kilobytes| format!("{} MB", kilobytes / 1024))
}
