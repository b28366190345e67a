//! Command line. One file a command; the work of a command is in the slices' services.
//!
//! Exit codes: 0 done, 1 could not be done, 2 the input is not right; `verify` has codes of its own.

mod account;
mod audit;
mod backup;
mod evidence;
mod export;
mod generate;
mod import;
mod keys;
mod progress;
mod serve;
mod settings;
mod site_map;
mod url;
mod verify;
mod verify_file;

use std::{
    fmt::Write as _,
    io::{ErrorKind, IsTerminal as _, Write as _},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use rustix::fs::Mode;

use crate::{
    config::{Config, ServeConfig},
    db::{BackupError, Ctx, Db, OpenError},
    ground::{AppError, Locale},
    i18n::text,
    ui::{error_page, field},
};

/// Prints words for a person, or ends the command where they cannot be written.
macro_rules! say {
    ($($line:tt)*) => { crate::cli::print_line(&crate::cli::breakable(&format!($($line)*)))? };
}
use say;

/// Prints a warning for a person, beside the command's own output.
macro_rules! complain {
    ($($line:tt)*) => { eprintln!("{}", crate::cli::breakable(&format!($($line)*))) };
}
use complain;

/// Words as a terminal shows them best, without the joins that a page has against breaking a date: they would hinder a
/// search here.
fn breakable(words: &str) -> String {
    words.replace('\u{a0}', " ").replace('\u{2060}', "")
}

/// Writes a line to standard output. A reader behind a pipe may stop reading (`| head`), which is no fault; a full disk
/// is one, for the output has not arrived.
fn print_line(line: &str) -> Result<(), Stop> {
    print_bytes(format!("{line}\n").as_bytes())
}

/// Writes bytes to standard output, as `print_line` does a line.
fn print_bytes(bytes: &[u8]) -> Result<(), Stop> {
    let mut output = std::io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Stop::Output(error)),
        _ => Ok(()),
    }
}

/// Training registry of a National Resource Centre.
#[derive(Debug, Parser)]
#[command(name = "maman", version, about)]
struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server; creates and migrates the database first
    Serve(ServeConfig),
    /// Bring the database up to date and stop
    Migrate {
        /// Make a new, empty database where there is none, under the key that is there already
        #[arg(long)]
        new: bool,
    },
    /// Bring in courses (JSON), a programme (JSON) or a list of trained specialists (XLSX, CSV)
    Import(import::Args),
    /// Number of trained specialists with its breakdowns
    Progress(progress::Args),
    /// Write out what the registry holds, with names: for the centre's own hands
    Export(export::Args),
    /// Pack from which a stranger counts a view again, without names
    Evidence(evidence::Args),
    /// Check a certificate: its code, its PDF, its credential, or the text of its QR code
    Verify(verify::Args),
    /// Accounts: who may sign in, and as what
    #[command(subcommand)]
    Account(account::Command),
    /// Centre's words about itself: shown, or changed with `set KEY=VALUE…`
    Settings {
        #[command(subcommand)]
        command: Option<settings::Command>,
    },
    /// Keys that sign credentials: listed, or rotated
    Keys {
        #[command(subcommand)]
        command: Option<keys::Command>,
    },
    /// Audit log: the lines and their chain
    #[command(subcommand)]
    Audit(audit::Command),
    /// Copy the embedded database to a file, while it serves
    Backup(backup::BackupArgs),
    /// Put a copy back in the database's place
    Restore(backup::RestoreArgs),
    /// Fill an empty database with invented people, for measuring
    Generate(generate::Args),
    /// Address of every page with its audience (JSON), for programs that visit them all
    #[command(hide = true)]
    SiteMap,
}

/// Reads the command line and carries it out.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    // files of the program hold names: they are for their owner alone, also those that SQLite makes beside
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let locale = cli.config.locale();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain!("maman: {error}");
            return ExitCode::FAILURE;
        }
    };
    if !matches!(cli.command, Command::Serve(_)) {
        log_to_stderr("error");
    }
    match runtime.block_on(dispatch(cli.config, cli.command)) {
        Ok(code) => code,
        Err(stop) => {
            complain!("maman: {}", stop.words(locale));
            ExitCode::from(stop.code())
        }
    }
}

async fn dispatch(config: Config, command: Command) -> Result<ExitCode, Stop> {
    match command {
        Command::Serve(serve) => serve::run(&config, &serve).await,
        Command::Migrate { new } => {
            let key = config.key.as_deref();
            let db = if new { Db::create(&config.database_url, key).await? } else { open(&config).await?.db };
            db.close().await;
            say!("{}", text!(config.locale(), cli.migrated));
            Ok(ExitCode::SUCCESS)
        }
        Command::Import(args) => import::run(&config, &args).await,
        Command::Progress(args) => progress::run(&config, &args).await,
        Command::Export(args) => export::run(&config, &args).await,
        Command::Evidence(args) => evidence::run(&config, &args).await,
        Command::Verify(args) => verify::run(&config, &args).await,
        Command::Account(command) => account::run(&config, &command).await,
        Command::Settings { command } => settings::run(&config, command.as_ref()).await,
        Command::Keys { command } => keys::run(&config, command.as_ref()).await,
        Command::Audit(command) => audit::run(&config, &command).await,
        Command::Backup(args) => backup::backup(&config, &args).await,
        Command::Restore(args) => backup::restore(&config, &args).await,
        Command::Generate(args) => generate::run(&config, &args).await,
        Command::SiteMap => site_map::run(),
    }
}

async fn open(config: &Config) -> Result<Ctx, Stop> {
    let db = Db::open(&config.database_url, config.key.as_deref()).await?;
    let ctx = Ctx::operator(db, &config.operator).with_funders(config.funders.as_deref());
    Ok(url::public_address(config)?.map_or_else(|| ctx.clone(), |url| ctx.at_origin(url)))
}

/// Sends log lines to standard error, so that a command's output can be piped on.
fn log_to_stderr(level: &str) {
    use tracing_subscriber::{EnvFilter, fmt};
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    // colours are for a person at a terminal, not for a file
    let colours = std::io::stderr().is_terminal();
    let _ = fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_writer(std::io::stderr)
        .with_ansi(colours)
        .try_init();
}

/// Reason for which a command stopped: one line for the operator, and an exit code.
#[derive(Debug)]
enum Stop {
    Open(OpenError),
    Backup(BackupError),
    App(AppError),
    /// Standard output cannot be written.
    Output(std::io::Error),
    /// Line that is worded.
    Line(String),
    /// Line about an argument that is not right.
    Input(String),
}

impl Stop {
    const fn code(&self) -> u8 {
        match self {
            Self::App(AppError::Invalid(_)) | Self::Input(_) => 2,
            Self::Open(_) | Self::Backup(_) | Self::App(_) | Self::Output(_) | Self::Line(_) => 1,
        }
    }

    fn words(&self, locale: Locale) -> String {
        match self {
            Self::Open(error) => opening(locale, error),
            Self::Backup(error) => backup::words(locale, error),
            Self::App(AppError::Invalid(errors)) => {
                let mut line = String::new();
                for (field, problem) in errors.iter() {
                    // writing to a String cannot fail
                    let _ = write!(line, "{field}: {} ", field::problem_words(locale, problem));
                }
                line.trim_end().to_owned()
            }
            Self::App(error) => {
                let (title, more) = error_page::words(locale, error);
                format!("{title}. {more}")
            }
            Self::Output(error) => text!(locale, cli.output_failed, why = error.to_string()),
            Self::Line(line) | Self::Input(line) => line.clone(),
        }
    }
}

/// Reason for which a database could not be opened, for the operator.
fn opening(locale: Locale, error: &OpenError) -> String {
    match error {
        OpenError::UnknownScheme => text!(locale, cli.open_scheme),
        OpenError::Newer { found, known } => text!(locale, cli.open_newer, found = *found, known = *known),
        OpenError::Locked => text!(locale, cli.open_locked),
        OpenError::NotOurs => text!(locale, cli.open_not_ours),
        OpenError::DatabaseMissing { database, key } => {
            let (database, key) = (database.display().to_string(), key.display().to_string());
            text!(locale, cli.database_missing, database = database, key = key)
        }
        OpenError::ReadOnly(file) => text!(locale, cli.open_read_only, file = file.display().to_string()),
        OpenError::Unopened(why) => text!(locale, cli.open_failed, why = why.as_str()),
        OpenError::Migration(why) => text!(locale, cli.open_migration, why = why.as_str()),
        OpenError::KeyMissing { path } => text!(locale, cli.key_missing, path = path.as_str()),
        OpenError::KeyMalformed => text!(locale, cli.key_malformed),
        OpenError::KeyNotGiven => text!(locale, cli.key_not_given),
        OpenError::KeyWrong { needed, given } => {
            text!(locale, cli.key_wrong, needed = needed.as_str(), given = given.as_str())
        }
        OpenError::Failed(failure) => text!(locale, cli.open_failed, why = failure.to_string()),
        OpenError::File(error) => text!(locale, cli.file_failed, why = error.to_string()),
    }
}

impl From<OpenError> for Stop {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<BackupError> for Stop {
    fn from(error: BackupError) -> Self {
        Self::Backup(error)
    }
}

impl From<AppError> for Stop {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<crate::db::Failure> for Stop {
    fn from(failure: crate::db::Failure) -> Self {
        Self::App(failure.into())
    }
}
