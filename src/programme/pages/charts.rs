//! Breakdowns of the figure as charts: each with its finding, its links and its table.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::{ahead, by::Cell, opened::Opened};
use crate::{
    ground::Locale,
    i18n::{dates, numbers, text},
    programme::{
        Filter, Progress,
        model::{
            By, NOT_STATED,
            forecast::Forecast,
            month_of,
            needs::{Gap, Need, gaps},
        },
        service::Outlook,
    },
    reference,
    reports::site::{ChartFile, ChartOf, ChartPicture},
    specialists::Sex,
    ui::{Bar, BarTable, Chart, Expected, Month, MonthChart, NumberRow, NumberTable, Take, Target, Tile, TileMap},
};

fn cells(opened: &Opened, progress: &Progress, by: By) -> Vec<Cell> {
    by.cells(opened.locale(), &opened.choices, progress, opened.links(), &opened.filter)
}

pub(super) fn by_month(
    opened: &Opened,
    progress: &Progress,
    outlook: Option<&Outlook>,
    place: &'static str,
) -> impl IntoView + use<> {
    let (locale, view, filter) = (opened.locale(), &opened.view, &opened.filter);
    let links = opened.links();
    let months = progress.months(&view.phase, view.as_of);
    let whole = |number: u32| numbers::whole(locale, number.into());
    let forecast = outlook.and_then(|outlook| Some((outlook, outlook.forecast.as_ref()?)));
    let busiest = progress.by_month.iter().rev().max_by_key(|(_, count)| **count);
    let title = if let Some((_, forecast)) = forecast {
        ahead::title(locale, forecast)
    } else if let Some((month, count)) = busiest {
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
            expected: forecast.filter(|_| count.is_none()).and_then(|(_, forecast)| expected(forecast, month)),
            planned: forecast.map_or(0, |(outlook, _)| planned(outlook, month)),
            count,
        })
        .collect();
    let head = [text!(locale, charts.month), text!(locale, charts.in_month), text!(locale, charts.sum)];
    let total = whole(progress.trained);
    let band = forecast.map(|(_, forecast)| ahead::band_words(locale, forecast));
    let take = Some(take(opened, ChartOf::Months, &text!(locale, words.by_month)));
    let method = forecast.map(|(outlook, forecast)| ahead::method(opened, outlook, forecast));
    view! {
        <Chart id="by-month" place title sub=Some(text!(locale, charts.by_month_sub)) take>
            <MonthChart sentence months=columns target total expected=band/>
            <NumberTable summary=text!(locale, charts.months_table) head rows/>
            {method}
        </Chart>
    }
}

/// Pictures of a chart, with the view in their addresses.
fn take(opened: &Opened, chart: ChartOf, title: &str) -> Take {
    let (locale, links) = (opened.locale(), opened.links());
    let picture = |format: &'static str, as_pixels| {
        let label = text!(locale, charts.take_of, format = format, title = title.to_owned());
        let address = ChartPicture { chart: ChartFile { chart, as_pixels } };
        (format, label, links.with(&address, &opened.filter))
    };
    Take { words: text!(locale, charts.take), pictures: [picture("SVG", false), picture("PNG", true)] }
}

const fn chart_of(by: By) -> ChartOf {
    match by {
        By::Region => ChartOf::Region,
        By::Profession => ChartOf::Profession,
        By::Sex => ChartOf::Sex,
        By::OrganizationType => ChartOf::OrganizationType,
        By::Language => ChartOf::Language,
        By::Funders => ChartOf::Funders,
        By::Course => ChartOf::Course,
    }
}

/// Sums that are expected by the end of a month; behind the last one forecast, nothing more comes.
fn expected(forecast: &Forecast, month: NaiveDate) -> Option<Expected> {
    let of_month = forecast.by_month.iter().find(|expected| expected.month == month)?;
    Some(Expected { low: of_month.low, middle: of_month.middle, high: of_month.high })
}

/// Number of planned runs that end in a month.
fn planned(outlook: &Outlook, month: NaiveDate) -> u32 {
    let runs = outlook.runs_coming().filter(|run| month_of(run.ends_on) == month);
    u32::try_from(runs.count()).unwrap_or(u32::MAX)
}

pub(super) fn by_region(
    opened: &Opened,
    progress: &Progress,
    needs: &BTreeMap<String, Need>,
    place: &'static str,
) -> impl IntoView + use<> {
    let locale = opened.locale();
    let cells = cells(opened, progress, By::Region);
    let reached = progress.regions_reached();
    let gaps = gaps(progress, needs);
    let title = if progress.trained == 0 {
        text!(locale, charts.nobody)
    } else if let Some(gap) = gaps.first() {
        gap_title(opened, gap)
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
                need: needs.get(region.code).map(|need| {
                    let words = text!(locale, charts.of_need, need = numbers::whole(locale, need.count.into()));
                    (need.count, words)
                }),
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
    let sub = Some(need_source(locale, needs).unwrap_or_else(|| text!(locale, charts.by_region_sub)));
    let all: u32 = gaps.iter().map(Gap::missing).sum();
    let missing = (all > 0).then(|| view! { <p class="small">{text!(locale, charts.missing_all, count = all)}</p> });
    let need_table = (!gaps.is_empty()).then(|| need_table(opened, &gaps));
    let take = Some(take(opened, ChartOf::Region, &text!(locale, words.by_region)));
    view! {
        <Chart id="by-region" place title sub take>
            <TileMap label=text!(locale, charts.regions) counted=text!(locale, charts.counted)
                nobody=text!(locale, charts.none) tiles/>
            {missing}
            <NumberTable summary=text!(locale, charts.regions_table) head rows/>
            {need_table}
        </Chart>
    }
}

fn gap_title(opened: &Opened, gap: &Gap) -> String {
    let locale = opened.locale();
    if gap.missing() == 0 {
        return text!(locale, charts.need_met);
    }
    let name = By::Region.name(locale, &opened.choices, &gap.region).words;
    text!(locale, charts.need_title, name = name, missing = numbers::whole(locale, gap.missing().into()))
}

/// Measure of the map where needs are known, with the source that was entered last.
fn need_source(locale: Locale, needs: &BTreeMap<String, Need>) -> Option<String> {
    let last = needs.values().max_by_key(|need| need.counted_on)?;
    let all: u32 = needs.values().map(|need| need.count).sum();
    let (need, source) = (numbers::whole(locale, all.into()), last.source.clone());
    Some(text!(locale, charts.need_sub, need = need, source = source, day = dates::long(locale, last.counted_on)))
}

/// Table of the needs, the largest gap first.
fn need_table(opened: &Opened, gaps: &[Gap]) -> impl IntoView + use<> {
    let locale = opened.locale();
    let whole = |number: u32| numbers::whole(locale, number.into());
    let rows = gaps.iter().map(|gap| {
        let name = By::Region.name(locale, &opened.choices, &gap.region).words;
        view! {
            <tr>
                <th scope="row">{name}</th><td class="num">{whole(gap.trained)}</td>
                <td class="num">{whole(gap.need)}</td><td class="num">{whole(gap.missing())}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let summary = text!(locale, charts.need_table);
    view! {
        <details class="plot-gap">
            <summary>{summary.clone()}</summary>
            <div class="scroll" role="region" tabindex="0" aria-label=summary>
                <table class="table">
                    <thead><tr>
                        <th scope="col">{text!(locale, ui.region)}</th>
                        <th scope="col" class="num">{text!(locale, charts.trained)}</th>
                        <th scope="col" class="num">{text!(locale, charts.needed)}</th>
                        <th scope="col" class="num">{text!(locale, charts.missing)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
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

pub(super) fn by_language(opened: &Opened, progress: &Progress) -> impl IntoView + use<> {
    let locale = opened.locale();
    let title = most_often(&cells(opened, progress, By::Language)).map_or_else(
        || text!(locale, charts.language_unknown),
        |cell| {
            let share = share_of(locale, progress, &cell);
            text!(locale, charts.most_languages, name = cell.name.words.clone(), share = share)
        },
    );
    let words = (title, text!(locale, words.by_language));
    bars(opened, progress, By::Language, ("by-language", ""), words, text!(locale, dashboard.language))
}

pub(super) fn by_funders(opened: &Opened, progress: &Progress) -> impl IntoView + use<> {
    let locale = opened.locale();
    let title = most_often(&cells(opened, progress, By::Funders)).map_or_else(
        || text!(locale, dashboard.funders_not_stated),
        |cell| {
            let share = share_of(locale, progress, &cell);
            text!(locale, charts.most_funders, name = cell.name.words.clone(), share = share)
        },
    );
    let words = (title, text!(locale, words.by_funders));
    bars(opened, progress, By::Funders, ("by-funders", ""), words, text!(locale, dashboard.funders))
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
    let take = Some(take(opened, chart_of(by), &caption));
    view! {
        <Chart id place title sub take>
            {(!bars.is_empty()).then(|| view! { <BarTable caption head bars/> })}
        </Chart>
    }
}
