//! `maman progress`: the figure with its breakdowns, as text, JSON or CSV.

use std::{collections::BTreeMap, process::ExitCode};

use super::{Config, Stop, open, print_bytes, print_line, say};
use crate::{
    courses::service as courses,
    ground::{AppError, FormErrors, Locale},
    i18n::{dates, numbers, text},
    programme::{
        Filter, Progress,
        model::NOT_STATED,
        query,
        service::{self, View as Figure, ViewCache, ViewQuery},
    },
    reference::{organization_type, profession, region},
    sheets,
    ui::fallback::language_name,
};

/// View that is meant: phase, day, and moment.
#[derive(Debug, clap::Args)]
pub(super) struct View {
    /// Code of the phase; the one that fits the day unless given
    #[arg(long)]
    phase: Option<String>,
    /// Day, as 2022-12-31 or 31.12.2022; today unless given
    #[arg(long)]
    as_of: Option<String>,
    /// Moment as of which the registry's facts are meant: 2022-12-31T18:00:00Z, or a day until its end; now unless given
    #[arg(long, value_name = "INSTANT")]
    known_at: Option<String>,
}

impl View {
    /// Query of the view.
    pub(super) fn query(&self) -> Result<ViewQuery, Stop> {
        let wrong = |field, problem| AppError::from(FormErrors::of(field, problem));
        let as_of = self.as_of.as_deref().map(dates::parse).transpose();
        let as_of = as_of.map_err(|no_day| wrong(query::AS_OF, no_day.into()))?;
        let known_at = self.known_at.as_deref().map(query::known_at).transpose();
        let known_at = known_at.map_err(|problem| wrong(query::KNOWN_AT, problem))?;
        Ok(ViewQuery { phase: self.phase.clone(), as_of, known_at })
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    view: View,
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
    let query = args.view.query()?;
    let ctx = open(config).await?;
    let view = service::view(&mut ctx.read().await?, &ViewCache::default(), query).await?;
    let view = view.ok_or_else(|| Stop::Line(text!(locale, cli.no_phase)))?;
    let progress = service::figures(&ctx.caller, &view, &Filter::default())?;
    match args.format {
        Format::Json => print_line(&service::document(&view, &progress).to_string())?,
        Format::Csv => print_bytes(&csv(&view, &progress)?)?,
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

/// Table with one line a number: the breakdown, the word, the number.
fn csv(view: &Figure, progress: &Progress) -> Result<Vec<u8>, Stop> {
    let mut rows = vec![["phase", "as_of", "breakdown", "key", "value"].map(str::to_owned)];
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
        ("organization_type", &progress.by_organization_type),
        ("language", &progress.by_language),
        ("course", &progress.by_course),
        ("month", &months),
    ] {
        for (key, count) in counts {
            rows.push([&view.phase.code, &as_of, breakdown, key.as_str(), &count.to_string()].map(str::to_owned));
        }
    }
    Ok(sheets::csv(b',', rows.iter().map(|row| &row[..]))?)
}

fn words(locale: Locale, view: &Figure, progress: &Progress, titles: &BTreeMap<String, String>) -> String {
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
    breakdown(text!(locale, words.by_organization), &progress.by_organization_type, &|code| {
        organization_type(code).map_or(code, |kind| kind.name.get(locale)).to_owned()
    });
    breakdown(text!(locale, words.by_language), &progress.by_language, &|code| {
        Locale::from_code(code).map_or_else(|| code.to_owned(), |language| language_name(locale, language))
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
