//! `maman verify FILE`: proves the credential in a file, with the registry or without any network.

use std::{fs, path::Path, process::ExitCode};

use aws_lc_rs::digest::{SHA256, digest};

use super::{Config, Stop, open, say};
use crate::{
    certificates::{
        CheckCode,
        service::{check, published as certificates},
    },
    credentials::{
        check::{FileVerdict, Proven, Verdict, pdf},
        claims::{Claims, Holder},
        published,
        ring::{KeyRing, Proof},
        site::{Jwks, StatusFileAddress},
        status::StatusFile,
    },
    db::Ctx,
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
    let pdf_hash = pdf::is_pdf(&bytes).then(|| digest(&SHA256, &bytes).as_ref().to_vec());
    let proven = if pdf_hash.is_some() {
        pdf::credential_in(bytes).and_then(|token| Proven::read(token.as_bytes()))
    } else {
        Proven::read(&bytes)
    };
    let Some(proven) = proven else {
        say!("{}", text!(locale, verify.not_ours));
        return Ok(ExitCode::from(UNKNOWN));
    };
    let ctx = if sources.offline { None } else { Some(open(config).await?) };
    let known = known(locale, sources, ctx.as_ref()).await;
    let issued_hash = match &ctx {
        Some(ctx) => issued_hash(ctx, &proven.claims().code).await,
        None => Ok(None),
    };
    if let Some(ctx) = ctx {
        ctx.db.close().await;
    }
    let ((keys, status), issued_hash) = (known?, issued_hash?);
    let verdict = proven.verdict(&keys, status.as_ref(), Clock::System.now()).await;
    say!("{}", words(locale, verdict));
    if !matches!(verdict, Verdict::Altered | Verdict::UnknownKey) {
        say!("{}", facts(locale, proven.claims()));
        if let (Some(own), Some(issued)) = (pdf_hash, issued_hash) {
            say!("{}", file_words(locale, FileVerdict::of(Ok(()), own == issued)));
        }
    }
    Ok(ExitCode::from(exit_code(verdict)))
}

fn read(locale: Locale, path: &str) -> Result<Vec<u8>, Stop> {
    let unreadable =
        |error: std::io::Error| Stop::Line(text!(locale, cli.file_unreadable, file = path, why = error.to_string()));
    fs::read(path).map_err(unreadable)
}

/// Hash of the PDF that was issued with this check code, where the registry has it.
async fn issued_hash(ctx: &Ctx, code: &str) -> Result<Option<Vec<u8>>, Stop> {
    let Ok(code) = CheckCode::parse(code) else { return Ok(None) };
    let checked = check(&mut ctx.read().await?, code).await?;
    Ok(checked.and_then(|checked| checked.file_sha256))
}

/// Keys and states: those of the files that were named, else the registry's.
async fn known(locale: Locale, sources: &Sources, ctx: Option<&Ctx>) -> Result<(KeyRing, Option<StatusFile>), Stop> {
    let keys = match (&sources.keys, ctx) {
        (Some(path), _) => read(locale, path)?,
        (None, Some(ctx)) => {
            let (issuer, keys) = certificates::issuer_and_keys(ctx).await?;
            published::jwks(&issuer, &keys).to_string().into_bytes()
        }
        (None, None) => Vec::new(),
    };
    let keys = KeyRing::from_jwks(&keys)
        .ok_or_else(|| Stop::Input(text!(locale, cli.no_key_file, address = Jwks.path(locale))))?;
    let status = match (&sources.status, ctx) {
        (Some(path), _) => Some(read(locale, path)?),
        (None, Some(ctx)) => Some(certificates::status_file(ctx).await?),
        (None, None) => None,
    };
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

/// Answer to whether it is the very file, in words.
fn file_words(locale: Locale, verdict: FileVerdict) -> String {
    match verdict {
        FileVerdict::VeryFile => text!(locale, verify.very_file_more),
        FileVerdict::GenuineInAnotherFile => text!(locale, verify.another_file_more),
        FileVerdict::Altered => text!(locale, verify.altered_file_more),
        FileVerdict::NotOurs => text!(locale, verify.not_ours_more),
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
