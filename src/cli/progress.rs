//! `maman progress`: the figure with its breakdowns, as text, JSON or CSV.

use std::{collections::BTreeMap, process::ExitCode};

use super::{Config, Stop, open, print_line, say};
use crate::{
    courses::service as courses,
    ground::{AppError, FormErrors, Locale},
    i18n::{dates, numbers, text},
    programme::{
        Filter, Progress, api,
        model::NOT_STATED,
        service::{self, View, ViewCache, ViewQuery},
    },
    reference::{profession, region},
};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Code of the phase; the one that fits the day unless given
    #[arg(long)]
    phase: Option<String>,
    /// Day, as 2022-12-31 or 31.12.2022; today unless given
    #[arg(long)]
    as_of: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
}

pub(super) async fn run(config: &Config, args: &Args) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    let as_of = match &args.as_of {
        Some(typed) => {
            Some(dates::parse(typed).map_err(|no_day| AppError::from(FormErrors::of("as_of", no_day.into())))?)
        }
        None => None,
    };
    let ctx = open(config).await?;
    let query = ViewQuery { phase: args.phase.clone(), as_of };
    let view = service::view(&mut ctx.read().await?, &ViewCache::default(), query).await?;
    let view = view.ok_or_else(|| Stop::Line(text!(locale, cli.no_phase)))?;
    let progress = service::figures(&ctx.caller, &view, &Filter::default())?;
    match args.format {
        Format::Json => print_line(&api::document(&view, &progress).to_string())?,
        Format::Csv => print_line(csv(&view, &progress)?.trim_end())?,
        Format::Text => {
            let titles = courses::list(&mut ctx.read().await?).await?;
            let titles = titles
                .into_iter()
                .map(|(_, course)| (course.code.clone(), course.title.pick(locale).0.to_owned()))
                .collect();
            say!("{}", words(locale, &view, &progress, &titles));
        }
    }
    ctx.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Table with one line a number: the breakdown, the word, the number. UTF-8 with a mark, so that a spreadsheet reads it
/// right.
fn csv(view: &View, progress: &Progress) -> Result<String, Stop> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let failed = |error: csv::Error| Stop::Line(error.to_string());
    writer.write_record(["phase", "as_of", "breakdown", "key", "value"]).map_err(failed)?;
    let months = progress.by_month.iter().map(|(month, count)| (month.format("%Y-%m").to_string(), *count)).collect();
    let totals = BTreeMap::from([
        ("target".to_owned(), view.phase.target),
        ("baseline".to_owned(), view.phase.baseline),
        ("trained".to_owned(), progress.trained),
        ("certificates".to_owned(), progress.certificates),
    ]);
    let as_of = view.as_of.to_string();
    for (breakdown, counts) in [
        ("total", &totals),
        ("region", &progress.by_region),
        ("sex", &progress.by_sex),
        ("profession", &progress.by_profession),
        ("course", &progress.by_course),
        ("month", &months),
    ] {
        for (key, count) in counts {
            writer
                .write_record([&view.phase.code, &as_of, breakdown, key.as_str(), &count.to_string()])
                .map_err(failed)?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| Stop::Line(error.to_string()))?;
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

fn words(locale: Locale, view: &View, progress: &Progress, titles: &BTreeMap<String, String>) -> String {
    let mut lines = vec![
        text!(
            locale,
            cli.progress_headline,
            phase = view.phase.name.pick(locale).0,
            day = dates::long(locale, view.as_of),
            trained = progress.trained,
            target = view.phase.target,
            share = numbers::share(locale, progress.trained, view.phase.target)
        ),
        text!(locale, cli.progress_certificates, count = progress.certificates),
    ];
    let mut breakdown = |heading: String, counts: &BTreeMap<String, u32>, name: &dyn Fn(&str) -> String| {
        lines.push(String::new());
        lines.push(heading);
        for (word, count) in counts.iter().filter(|(_, count)| **count > 0) {
            let name = if word == NOT_STATED { text!(locale, words.not_stated) } else { name(word) };
            lines.push(format!("{count:>7}  {name}"));
        }
    };
    breakdown(text!(locale, words.by_region), &progress.by_region, &|code| {
        region(code).map_or(code, |region| region.name.get(locale)).to_owned()
    });
    breakdown(text!(locale, words.by_sex), &progress.by_sex, &|word| sex_name(locale, word));
    breakdown(text!(locale, words.by_profession), &progress.by_profession, &|code| {
        profession(code).map_or(code, |profession| profession.name.get(locale)).to_owned()
    });
    breakdown(text!(locale, words.by_course), &progress.by_course, &|code| {
        titles.get(code).map_or_else(|| code.to_owned(), |title| format!("{code}  {title}"))
    });
    let months: BTreeMap<String, u32> =
        progress.by_month.iter().map(|(month, count)| (month.to_string(), *count)).collect();
    breakdown(text!(locale, words.by_month), &months, &|day| {
        day.parse().map_or_else(|_| day.to_owned(), |day| dates::month(locale, day))
    });
    lines.join("\n")
}

fn sex_name(locale: Locale, word: &str) -> String {
    match word {
        "female" => text!(locale, words.female),
        "male" => text!(locale, words.male),
        other => other.to_owned(),
    }
}
