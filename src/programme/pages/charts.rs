//! Breakdowns of the figure as charts: each with its finding, its links and its table.

use chrono::{Datelike, Months, NaiveDate};
use leptos::prelude::*;

use super::{by::Cell, opened::Opened};
use crate::{
    ground::Locale,
    i18n::{dates, numbers, text},
    programme::{
        Filter, Phase, Progress,
        model::{By, NOT_STATED, month_of},
    },
    reference,
    specialists::Sex,
    ui::{Bar, BarTable, Chart, Month, MonthChart, NumberRow, NumberTable, Target, Tile, TileMap},
};

/// Months of a phase, each with the number of people trained in it; none where it lies in the future.
fn months(phase: &Phase, as_of: NaiveDate, progress: &Progress) -> Vec<(NaiveDate, Option<u32>)> {
    let next = |month: &NaiveDate| month.checked_add_months(Months::new(1));
    std::iter::successors(Some(month_of(phase.starts_on)), next)
        .take_while(|month| *month <= phase.ends_on)
        .map(|month| (month, (month <= as_of).then(|| progress.by_month.get(&month).copied().unwrap_or_default())))
        .collect()
}

fn cells(opened: &Opened, progress: &Progress, by: By) -> Vec<Cell> {
    by.cells(opened.locale(), &opened.choices, progress, opened.links(), &opened.filter)
}

pub(super) fn by_month(opened: &Opened, progress: &Progress, place: &'static str) -> impl IntoView + use<> {
    let (locale, view, filter) = (opened.locale(), &opened.view, &opened.filter);
    let links = opened.links();
    let months = months(&view.phase, view.as_of, progress);
    let whole = |number: u32| numbers::whole(locale, number.into());
    let busiest = progress.by_month.iter().rev().max_by_key(|(_, count)| **count);
    let title = if let Some((month, count)) = busiest {
        text!(locale, charts.busiest, month = dates::month(locale, *month), number = whole(*count))
    } else {
        text!(locale, charts.nobody)
    };
    let sentence = text!(
        locale,
        charts.months_sentence,
        trained = whole(progress.trained),
        from = dates::month(locale, view.phase.starts_on),
        to = dates::month(locale, view.as_of.min(view.phase.ends_on))
    );
    // a part of the programme has no target of its own
    let target = (!filter.is_narrow()).then(|| Target {
        count: view.phase.target,
        words: text!(locale, charts.target, target = whole(view.phase.target)),
    });
    let mut sum = 0;
    let rows = months
        .iter()
        .filter_map(|(month, count)| {
            let count = (*count)?;
            sum += count;
            let (name, number) = (dates::month(locale, *month), whole(count));
            Some(NumberRow {
                label: text!(locale, charts.open, name = name.clone(), number = number.clone()),
                href: links.certificates(&Filter { month: Some(*month), ..filter.clone() }),
                name,
                number,
                more: whole(sum),
            })
        })
        .collect();
    let columns = months
        .into_iter()
        .map(|(month, count)| Month {
            short: dates::month_short(locale, month),
            year: month.year().to_string(),
            number: count.map(whole).unwrap_or_default(),
            count,
        })
        .collect();
    let head = [text!(locale, charts.month), text!(locale, charts.in_month), text!(locale, charts.sum)];
    let total = whole(progress.trained);
    view! {
        <Chart id="by-month" place title sub=Some(text!(locale, charts.by_month_sub))>
            <MonthChart sentence months=columns target total/>
            <NumberTable summary=text!(locale, charts.months_table) head rows/>
        </Chart>
    }
}

pub(super) fn by_region(opened: &Opened, progress: &Progress, place: &'static str) -> impl IntoView + use<> {
    let locale = opened.locale();
    let cells = cells(opened, progress, By::Region);
    let reached = progress.regions_reached();
    let title = if progress.trained == 0 {
        text!(locale, charts.nobody)
    } else if reached == reference::REGIONS.len() {
        text!(locale, charts.all_regions)
    } else {
        text!(locale, charts.regions_without, number = reference::REGIONS.len() - reached)
    };
    let mut tiles: Vec<Tile> = cells
        .iter()
        .filter_map(|cell| {
            let region = reference::region(&cell.word)?;
            Some(Tile {
                name: cell.name.words.clone(),
                short: region.short.get(locale).to_owned(),
                long: region.on_tile.get(locale).to_owned(),
                count: cell.count,
                number: cell.number(locale),
                href: cell.href.clone(),
                place: region.tile,
                is_city: region.is_city,
            })
        })
        .collect();
    // read and tabbed through as they lie, not by their counts
    tiles.sort_by_key(|tile| tile.place);
    let rows = cells
        .iter()
        .map(|cell| NumberRow {
            name: cell.name.words.clone(),
            number: cell.number(locale),
            href: cell.href.clone(),
            label: cell.label(locale),
            more: numbers::share(locale, cell.count, progress.trained),
        })
        .collect();
    let head = [text!(locale, ui.region), text!(locale, charts.trained), text!(locale, charts.share)];
    view! {
        <Chart id="by-region" place title sub=Some(text!(locale, charts.by_region_sub))>
            <TileMap label=text!(locale, charts.regions) counted=text!(locale, charts.counted)
                nobody=text!(locale, charts.none) tiles/>
            <NumberTable summary=text!(locale, charts.regions_table) head rows/>
        </Chart>
    }
}

pub(super) fn by_sex(opened: &Opened, progress: &Progress) -> impl IntoView + use<> {
    let locale = opened.locale();
    let women = progress.by_sex.get(Sex::Female.as_str()).copied().unwrap_or_default();
    let title = text!(locale, charts.women, share = numbers::share(locale, women, progress.trained));
    bars(opened, progress, By::Sex, ("by-sex", ""), (title, text!(locale, words.by_sex)), text!(locale, dashboard.sex))
}

pub(super) fn by_profession(opened: &Opened, progress: &Progress) -> impl IntoView + use<> {
    let locale = opened.locale();
    let title = most_often(&cells(opened, progress, By::Profession)).map_or_else(
        || text!(locale, charts.profession_unknown),
        |cell| {
            text!(locale, charts.most_often, name = cell.name.words.clone(), share = share_of(locale, progress, &cell))
        },
    );
    let caption = text!(locale, words.by_profession);
    bars(opened, progress, By::Profession, ("by-profession", ""), (title, caption), text!(locale, dashboard.profession))
}

pub(super) fn by_organization(opened: &Opened, progress: &Progress, place: &'static str) -> impl IntoView + use<> {
    let locale = opened.locale();
    let title = most_often(&cells(opened, progress, By::OrganizationType)).map_or_else(
        || text!(locale, charts.organization_unknown),
        |cell| {
            let share = share_of(locale, progress, &cell);
            text!(locale, charts.most_organizations, name = cell.name.words.clone(), share = share)
        },
    );
    let heading = text!(locale, dashboard.organization);
    let words = (title, text!(locale, words.by_organization));
    bars(opened, progress, By::OrganizationType, ("by-organization", place), words, heading)
}

pub(super) fn by_language(opened: &Opened, progress: &Progress, place: &'static str) -> impl IntoView + use<> {
    let locale = opened.locale();
    let title = most_often(&cells(opened, progress, By::Language)).map_or_else(
        || text!(locale, charts.language_unknown),
        |cell| {
            let share = share_of(locale, progress, &cell);
            text!(locale, charts.most_languages, name = cell.name.words.clone(), share = share)
        },
    );
    let words = (title, text!(locale, words.by_language));
    bars(opened, progress, By::Language, ("by-language", place), words, text!(locale, dashboard.language))
}

/// Largest line that is stated.
fn most_often(cells: &[Cell]) -> Option<Cell> {
    cells.iter().find(|cell| cell.word != NOT_STATED && cell.count > 0).cloned()
}

fn share_of(locale: Locale, progress: &Progress, cell: &Cell) -> String {
    numbers::share(locale, cell.count, progress.trained)
}

pub(super) fn by_course(opened: &Opened, progress: &Progress, place: &'static str) -> impl IntoView + use<> {
    let locale = opened.locale();
    let title = cells(opened, progress, By::Course).first().filter(|cell| cell.count > 0).map_or_else(
        || text!(locale, charts.nobody),
        |cell| {
            let share = numbers::share(locale, cell.count, progress.trained);
            text!(locale, charts.largest_course, name = cell.name.words.clone(), share = share)
        },
    );
    let caption = text!(locale, words.by_course);
    bars(opened, progress, By::Course, ("by-course", place), (title, caption), text!(locale, dashboard.course))
}

/// Breakdown as bars.
fn bars(
    opened: &Opened,
    progress: &Progress,
    by: By,
    (id, place): (&'static str, &'static str),
    (title, caption): (String, String),
    heading: String,
) -> impl IntoView + use<> {
    let locale = opened.locale();
    let cells = cells(opened, progress, by);
    let title = if progress.trained == 0 { text!(locale, charts.nobody) } else { title };
    let sub = (by == By::Course).then(|| text!(locale, charts.by_course_sub));
    let bars: Vec<Bar> = cells
        .into_iter()
        .map(|cell| Bar {
            number: cell.number(locale),
            label: cell.label(locale),
            share: numbers::share(locale, cell.count, progress.trained),
            count: cell.count,
            href: cell.href,
            name: cell.name.words,
            lang: cell.name.lang,
        })
        .collect();
    let head = [heading, text!(locale, charts.trained), text!(locale, charts.share)];
    view! {
        <Chart id place title sub>
            {(!bars.is_empty()).then(|| view! { <BarTable caption head bars/> })}
        </Chart>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::Localized;

    #[test]
    fn every_month_of_the_phase_stands_in_the_chart_and_none_ahead_has_a_number() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let phase = Phase {
            code: "phase-1".to_owned(),
            name: Localized::default(),
            starts_on: day("2021-11-15"),
            ends_on: day("2022-03-01"),
            target: 130,
            baseline: 0,
        };
        let progress = Progress { by_month: [(day("2022-01-01"), 25)].into(), ..Progress::default() };

        assert_eq!(
            months(&phase, day("2022-01-01"), &progress),
            [
                (day("2021-11-01"), Some(0)),
                (day("2021-12-01"), Some(0)),
                (day("2022-01-01"), Some(25)),
                (day("2022-02-01"), None),
                (day("2022-03-01"), None),
            ]
        );
    }
}
