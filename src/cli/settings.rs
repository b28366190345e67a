//! `maman settings`: shows and changes the centre's settings.

use std::process::ExitCode;

use super::{Config, Stop, open, say};
use crate::{
    audit,
    ground::{AppError, FormErrors, Locale},
    i18n::{dates, text},
    settings::{Setting, service as settings},
};

/// Form in which a setting is given and shown.
const FORM: &str = "KEY=VALUE";
/// Command that an operator is shown.
pub(super) const COMMAND: &str = "maman settings set KEY=VALUE…";

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Settings, a line each: KEY=VALUE, with nothing behind it where nothing is set
    Show(Show),
    /// Change settings, all of them or none; an empty value takes one back
    Set(Set),
}

#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// Day whose settings at its end are shown, as 2022-12-31 or 31.12.2022; the present ones unless given
    #[arg(long)]
    as_of: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Set {
    #[arg(value_name = FORM, required = true)]
    pairs: Vec<String>,
}

pub(super) async fn run(config: &Config, command: Option<&Command>) -> Result<ExitCode, Stop> {
    match command {
        None => show(config, None).await,
        Some(Command::Show(args)) => show(config, args.as_of.as_deref()).await,
        Some(Command::Set(args)) => set(config, &args.pairs).await,
    }
}

async fn show(config: &Config, as_of: Option<&str>) -> Result<ExitCode, Stop> {
    let wrong = |no_day: dates::NoDay| AppError::from(FormErrors::of("as_of", no_day.into()));
    let day = as_of.map(|typed| dates::parse(typed).map_err(wrong)).transpose()?;
    let ctx = open(config).await?;
    let mut tx = ctx.read().await?;
    let centre = match day {
        Some(day) => settings::as_of(&mut tx, day).await?,
        None => settings::current(&mut tx).await?,
    };
    drop(tx);
    ctx.db.close().await;
    for setting in Setting::ALL {
        say!("{}={}", setting.as_str(), centre.value(*setting));
    }
    Ok(ExitCode::SUCCESS)
}

async fn set(config: &Config, pairs: &[String]) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    let typed = parsed(locale, pairs).map_err(Stop::Input)?;
    let ctx = open(config).await?;
    let mut tx = ctx.begin().await?;
    let changed = settings::set(&mut tx, typed).await?;
    if changed.is_empty() {
        // the database waits for it before it closes
        drop(tx);
    } else {
        audit::commit(tx).await?;
    }
    ctx.db.close().await;
    if changed.is_empty() {
        say!("{}", text!(locale, cli.settings_unchanged));
    } else {
        say!("{}", text!(locale, cli.settings_changed, keys = keys(&changed)));
    }
    Ok(ExitCode::SUCCESS)
}

/// Keys as an operator reads them in a line.
pub(super) fn keys(settings: &[Setting]) -> String {
    settings.iter().map(|setting| setting.as_str()).collect::<Vec<_>>().join(", ")
}

/// Reads `KEY=VALUE`, each key once; or returns the problems of all of them, a line each.
fn parsed(locale: Locale, pairs: &[String]) -> Result<Vec<(Setting, String)>, String> {
    let mut typed: Vec<(Setting, String)> = Vec::new();
    let mut faults = Vec::new();
    for pair in pairs {
        let Some((key, value)) = pair.split_once('=') else {
            faults.push(text!(locale, cli.settings_pair, typed = pair.as_str(), form = FORM));
            continue;
        };
        match key.parse::<Setting>() {
            Err(_) => {
                faults.push(text!(locale, cli.settings_unknown, typed = key, keys = keys(Setting::ALL)));
            }
            Ok(setting) if typed.iter().any(|(known, _)| *known == setting) => {
                faults.push(text!(locale, cli.settings_twice, key = key));
            }
            Ok(setting) => typed.push((setting, value.to_owned())),
        }
    }
    if faults.is_empty() { Ok(typed) } else { Err(faults.join("\n")) }
}
