//! `maman verify CODE`: the worth of a certificate, as a line and as an exit code.

use std::process::ExitCode;

use super::{Config, Stop, open, say, verify_file};
use crate::{
    certificates::{
        CheckCode, Status,
        pages::{nameless, not_a_code},
        service::{self, Checked},
    },
    ground::Locale,
    i18n::{dates, text},
    specialists::PersonName,
    ui::field::problem_words,
};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Check code such as 4H7K-Q2MX-9RDT, a file (PDF or credential), or the text of the QR code
    #[arg(value_name = "FILE|CODE")]
    what: String,
    #[command(flatten)]
    sources: verify_file::Sources,
}

/// Exit codes, on which scripts rely: they never change.
const UNKNOWN: u8 = 6;
const MISTYPED: u8 = 7;

const fn exit_code(status: Status) -> u8 {
    match status {
        Status::Valid => 0,
        Status::Expired => 3,
        Status::Revoked => 4,
        Status::Replaced => 5,
    }
}

pub(super) async fn run(config: &Config, args: &Args) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    if verify_file::is_provable(&args.what) {
        return Box::pin(verify_file::run(config, &args.what, &args.sources)).await;
    }
    let code = match CheckCode::parse(&args.what) {
        Ok(code) => code,
        Err(fault) => {
            let heading = not_a_code(locale, fault.into()).map(|(heading, _)| heading).unwrap_or_default();
            say!("{heading}. {}", problem_words(locale, fault.into()));
            return Ok(ExitCode::from(MISTYPED));
        }
    };
    let ctx = open(config).await?;
    let checked = service::check(&mut ctx.read().await?, code).await?;
    ctx.db.close().await;
    let Some(checked) = checked else {
        say!("{}: {code}", text!(locale, verify.unknown));
        return Ok(ExitCode::from(UNKNOWN));
    };
    say!("{}", words(locale, &checked));
    Ok(ExitCode::from(exit_code(checked.status)))
}

fn words(locale: Locale, checked: &Checked) -> String {
    let verdict = match checked.status {
        Status::Valid => text!(locale, verify.valid),
        Status::Expired => text!(locale, verify.expired),
        Status::Revoked => text!(locale, verify.revoked),
        Status::Replaced => text!(locale, verify.replaced),
    };
    let day = |day| dates::long(locale, day);
    let hours = checked.academic_hours.unsigned_abs();
    let mut lines = vec![
        verdict,
        format!("  {}", checked.holder.as_ref().map_or_else(|| nameless(locale, checked), PersonName::full)),
        format!("  {}", checked.title.pick(locale).0),
    ];
    if !checked.is_short {
        let studied = dates::span(locale, checked.starts_on, checked.ends_on);
        lines.extend([
            format!("  {}: {}", text!(locale, verify.volume), text!(locale, ui.hours_of_course, count = hours)),
            format!("  {}: {studied}", text!(locale, verify.studied)),
            format!("  {}: {}", text!(locale, verify.issued), day(checked.issued_on)),
        ]);
    }
    lines.extend(checked.valid_until.map(|on| format!("  {}: {}", text!(locale, verify.holds_until), day(on))));
    lines.extend(checked.revoked_on.map(|on| format!("  {}: {}", text!(locale, verify.revoked_day), day(on))));
    lines.extend(checked.replaced_on.map(|on| format!("  {}: {}", text!(locale, verify.replaced_day), day(on))));
    lines.join("\n")
}
