//! `maman verify FILE`: proves the credential in a file, with the registry or without any network.

use std::{fs, path::Path, process::ExitCode};

use super::{Config, Stop, open, say};
use crate::{
    certificates::service::published as certificates,
    credentials::{
        check::{Proof, Proven, Verdict, pdf},
        claims::{Claims, Holder},
        published,
        ring::KeyRing,
        site::{Jwks, StatusFileAddress},
        status::StatusFile,
    },
    ground::{Locale, address::Address, clock::Clock},
    i18n::{dates, text},
};

/// Exit code of a file in which nothing of ours is.
const UNKNOWN: u8 = 6;

/// Sources of keys and states: files, or the registry where they are not given.
#[derive(Debug, clap::Args)]
pub(super) struct Sources {
    /// Do not open the registry: keys and states come from the files alone
    #[arg(long, requires = "keys")]
    offline: bool,
    /// Published keys, as /.well-known/jwks.json has them
    #[arg(long, value_name = "FILE")]
    keys: Option<String>,
    /// Status file, as /status has it
    #[arg(long, value_name = "FILE")]
    status: Option<String>,
}

const fn exit_code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Valid => 0,
        Verdict::Expired => 3,
        Verdict::Revoked => 4,
        Verdict::Replaced => 5,
        Verdict::Altered => 8,
        Verdict::UnknownKey => 9,
        Verdict::ListTooOld => 10,
    }
}

/// Tells whether something that was typed is a file, or the text of a QR code, and no check code.
pub(super) fn is_provable(typed: &str) -> bool {
    typed.contains('#') || Path::new(typed).is_file()
}

pub(super) async fn run(config: &Config, typed: &str, sources: &Sources) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    let bytes = if typed.contains('#') { typed.as_bytes().to_vec() } else { read(locale, typed)? };
    let is_pdf = pdf::is_pdf(&bytes);
    let proven = if is_pdf {
        pdf::credential_in(bytes).and_then(|token| Proven::read(token.as_bytes()))
    } else {
        Proven::read(&bytes)
    };
    let Some(proven) = proven else {
        say!("{}", text!(locale, verify.not_ours));
        return Ok(ExitCode::from(UNKNOWN));
    };
    let (keys, status) = known(config, sources).await?;
    let verdict = proven.verdict(&keys, status.as_ref(), Clock::System.now()).await;
    say!("{}", words(locale, verdict));
    if !matches!(verdict, Verdict::Altered | Verdict::UnknownKey) {
        say!("{}", facts(locale, proven.claims()));
    }
    Ok(ExitCode::from(exit_code(verdict)))
}

fn read(locale: Locale, path: &str) -> Result<Vec<u8>, Stop> {
    let unreadable =
        |error: std::io::Error| Stop::Line(text!(locale, cli.file_unreadable, file = path, why = error.to_string()));
    fs::read(path).map_err(unreadable)
}

/// Keys and states: those of the files that were named, else the registry's.
async fn known(config: &Config, sources: &Sources) -> Result<(KeyRing, Option<StatusFile>), Stop> {
    let locale = config.locale();
    let ctx = if sources.offline { None } else { Some(open(config).await?) };
    let keys = match (&sources.keys, &ctx) {
        (Some(path), _) => read(locale, path)?,
        (None, Some(ctx)) => {
            let (issuer, keys) = certificates::issuer_and_keys(ctx).await?;
            published::jwks(&issuer, &keys).to_string().into_bytes()
        }
        (None, None) => Vec::new(),
    };
    let keys = KeyRing::from_jwks(&keys)
        .ok_or_else(|| Stop::Input(text!(locale, cli.no_key_file, address = Jwks.path(locale))))?;
    let status = match (&sources.status, &ctx) {
        (Some(path), _) => Some(read(locale, path)?),
        (None, Some(ctx)) => Some(certificates::status_file(ctx).await?),
        (None, None) => None,
    };
    if let Some(ctx) = ctx {
        ctx.db.close().await;
    }
    // one that nobody signed says nothing
    let refused = |_: Proof| Stop::Input(text!(locale, cli.no_status_file, address = StatusFileAddress.path(locale)));
    let status = status.map(|bytes| StatusFile::open(&bytes, &keys).map_err(refused)).transpose()?;
    Ok((keys, status))
}

/// Answer in words.
fn words(locale: Locale, verdict: Verdict) -> String {
    match verdict {
        Verdict::Valid => text!(locale, verify.valid),
        Verdict::Altered => text!(locale, verify.altered),
        Verdict::Revoked => text!(locale, verify.revoked),
        Verdict::Replaced => text!(locale, verify.replaced),
        Verdict::Expired => text!(locale, verify.expired),
        Verdict::UnknownKey => text!(locale, verify.unknown_key),
        Verdict::ListTooOld => text!(locale, verify.list_too_old),
    }
}

fn facts(locale: Locale, claims: &Claims) -> String {
    let day = |day| dates::long(locale, day);
    let holder = match &claims.holder {
        Holder::Named(name) => name.clone(),
        Holder::Hashed { .. } => text!(locale, verify.holder_hidden),
    };
    let hours = text!(locale, ui.hours_of_course, count = claims.academic_hours);
    let mut lines = vec![
        format!("  {holder}"),
        format!("  {}", claims.title),
        format!("  {}: {hours}", text!(locale, verify.volume)),
        format!("  {}: {}", text!(locale, verify.studied), dates::span(locale, claims.starts_on, claims.ends_on)),
        format!("  {}: {}", text!(locale, verify.issued), day(claims.issued_on)),
    ];
    lines.extend(claims.valid_until.map(|on| format!("  {}: {}", text!(locale, verify.holds_until), day(on))));
    lines.join("\n")
}
