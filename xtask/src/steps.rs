//! Programs run step by step: each step is named, timed, and listed in the closing table.

use std::{
    env,
    ffi::OsStr,
    iter,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Steps of one command, in the order they ran.
pub(crate) struct Steps {
    rows: Vec<(String, Duration, Ending)>,
}

enum Ending {
    Done,
    Failed,
    Skipped(String),
}

impl Steps {
    pub(crate) fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// Runs one step, prints its name before and its time after.
    pub(crate) fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        ensure!(!INTERRUPTED.load(Ordering::Relaxed), "stopped");
        eprintln!("── {name}");
        let start = Instant::now();
        let outcome = work();
        let took = start.elapsed();
        let ending = if outcome.is_ok() { Ending::Done } else { Ending::Failed };
        eprintln!("   {name}: {} {:.1} s", ending.word(), took.as_secs_f64());
        self.rows.push((name.to_owned(), took, ending));
        outcome
    }

    /// Prints in one line what is left out and how to have it.
    pub(crate) fn skip(&mut self, name: &str, why: &str) {
        eprintln!("── {name}: skipped: {why}");
        self.rows.push((name.to_owned(), Duration::ZERO, Ending::Skipped(why.to_owned())));
    }

    /// Prints the closing table; with `CI=true` a skipped step is a failure, for nobody reads a green log.
    pub(crate) fn finish(self, outcome: Result<()>) -> Result<()> {
        let width = self.rows.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or(0);
        eprintln!();
        for (name, took, ending) in &self.rows {
            eprintln!("{name:width$}  {:>7.1} s  {}", took.as_secs_f64(), ending.word());
        }
        outcome?;
        let skipped: Vec<_> = self
            .rows
            .iter()
            .filter_map(|(name, _, ending)| match ending {
                Ending::Skipped(why) => Some(format!("{name} ({why})")),
                Ending::Done | Ending::Failed => None,
            })
            .collect();
        let in_ci = env::var_os("CI").is_some_and(|value| value == "true");
        ensure!(!in_ci || skipped.is_empty(), "skipped, and CI=true: {}", skipped.join("; "));
        Ok(())
    }
}

impl Ending {
    fn word(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "FAILED",
            Self::Skipped(_) => "skipped",
        }
    }
}

/// Makes Ctrl-C end the running program but not us, so that what was started is stopped and removed.
pub(crate) fn outlive_ctrl_c() -> Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed)).context("cannot listen for Ctrl-C")
}

/// Tells whether Ctrl-C was pressed.
pub(crate) fn is_interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// Folder of the project, wherever the command was called from.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Program that runs in the project's folder.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// Command of the very cargo that runs us, with the words given (split at spaces).
pub(crate) fn cargo(words: &str) -> Command {
    let mut command = program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words.split_whitespace());
    command
}

/// Runs a program to its end and fails if it does.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let child = command.spawn().with_context(|| format!("cannot start {}", shown(command)))?;
    let status = wait(child)?;
    ensure!(!INTERRUPTED.load(Ordering::Relaxed), "stopped");
    ensure!(status.success(), "{} ended with {status}", shown(command));
    Ok(())
}

/// Runs a program and returns its output; its complaints go to the screen.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {}", shown(command)))?;
    ensure!(output.status.success(), "{} ended with {}", shown(command), output.status);
    String::from_utf8(output.stdout).with_context(|| format!("{} did not print text", shown(command)))
}

/// Tells whether a program can be started and succeeds; its output is of no interest.
pub(crate) fn answers(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// First file of this name on `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Profile in which programs are tried and tested: made in minutes, not optimised.
pub(crate) const DEV: &str = "dev";

/// Builds with cargo in one of the profiles of Cargo.toml, and returns the one file that ends so; cargo reports where it
/// put it, whatever `CARGO_TARGET_DIR` is.
pub(crate) fn cargo_build(words: &str, profile: &str, file_name: &str) -> Result<PathBuf> {
    let mut command = cargo(words);
    command.args(["--profile", profile, "--message-format", "json-render-diagnostics"]);
    let messages = output(&mut command)?;
    let files = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default());
    for file in files {
        if let Some(path) = file.as_str().map(Path::new)
            && path.file_name().is_some_and(|name| name == file_name)
        {
            return Ok(path.to_owned());
        }
    }
    bail!("cargo {words} made no {file_name}")
}

/// Builds the server; `profile` is one of those in Cargo.toml.
pub(crate) fn build_server(profile: &str) -> Result<PathBuf> {
    let name = format!("maman{}", env::consts::EXE_SUFFIX);
    cargo_build("build --features ssr --bin maman", profile, &name)
}

// Looks instead of waiting, for a signal sent to us alone never reaches the child: give it three seconds, then end it.
fn wait(mut child: Child) -> Result<ExitStatus> {
    let mut patience = Duration::from_secs(3);
    let pause = Duration::from_millis(20);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if INTERRUPTED.load(Ordering::Relaxed) {
            patience = patience.saturating_sub(pause);
            if patience.is_zero() {
                child.kill()?;
            }
        }
        thread::sleep(pause);
    }
}

// The program by its name alone: its folder is of no interest.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words = iter::once(name).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
