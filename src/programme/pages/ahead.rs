//! Outlook of a phase on its page: the forecast, the way from application to certificate, and what expires.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::{by::Name, opened::Opened};
use crate::{
    ground::{Locale, address::Address},
    i18n::{dates, numbers, text},
    programme::{
        Filter,
        model::{
            By, NOT_STATED,
            forecast::{Forecast, Met},
        },
        query::{COURSE, MONTH, REGION, RUN},
        service::{MONTHS_AHEAD, Outlook},
        site::{Expiring, Runs},
    },
    ui::{Chart, Empty},
};

/// Whole per cent of a share between nought and one.
pub(super) fn of_hundred(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// Day of the target, what else would help, and who is in training, as facts beside the figure.
pub(super) fn facts(opened: &Opened, outlook: &Outlook, left: u32) -> Option<impl IntoView + use<>> {
    let locale = opened.locale();
    if left == 0 {
        return None;
    }
    let fact = |name: String, value: String, more: Option<String>| {
        view! { <div><dt>{name}</dt><dd>{value}" "{more.map(|more| view! { <span class="muted">{more}</span> })}</dd></div> }
    };
    let Some(forecast) = &outlook.forecast else {
        return Some(fact(text!(locale, outlook.target_met), text!(locale, outlook.too_little), None).into_any());
    };
    let met = match forecast.met {
        Met::Already => return None,
        // a band of one day says no more than the day
        Met::On { early, middle, late } if late == Some(early) => {
            fact(text!(locale, outlook.target_met), dates::long(locale, middle), None)
        }
        Met::On { early, middle, late } => {
            let more = late.map_or_else(
                || text!(locale, outlook.met_early, early = dates::long(locale, early)),
                |late| {
                    let (early, late) = (dates::long(locale, early), dates::long(locale, late));
                    text!(locale, outlook.met_between, early = early, late = late)
                },
            );
            fact(text!(locale, outlook.target_met), dates::long(locale, middle), Some(more))
        }
        Met::NotWithRunsAnnounced => fact(text!(locale, outlook.target_met), text!(locale, outlook.not_met), None),
    };
    let more = (forecast.more_runs != Some(0)).then(|| {
        let value = forecast.more_runs.map_or_else(
            || text!(locale, outlook.more_runs_many),
            |runs| text!(locale, outlook.more_runs_enough, count = runs),
        );
        let share = of_hundred(forecast.one_more_run);
        fact(text!(locale, outlook.more_runs), value, Some(text!(locale, outlook.one_more_run, share = share)))
    });
    let in_training = outlook.in_training();
    let in_training = (in_training.people > 0).then(|| {
        let href = opened.links().with(&Runs, &Filter::default());
        let runs = text!(locale, outlook.in_training_runs, count = in_training.runs);
        view! {
            <div>
                <dt>{text!(locale, outlook.in_training)}</dt>
                <dd>
                    <a href=href>{numbers::whole(locale, in_training.people.into())}</a>" "
                    <span class="muted">{runs}</span>
                </dd>
            </div>
        }
    });
    Some(view! { {met}{more}{in_training} }.into_any())
}

/// Title of the chart by month where there is a forecast.
pub(super) fn title(locale: Locale, forecast: &Forecast) -> String {
    let whole = |number: u32| numbers::whole(locale, number.into());
    let (total, month) = (whole(forecast.total.middle), dates::month(locale, forecast.total.month));
    text!(locale, outlook.would_end_at, total = total, month = month)
}

/// Words at the end of the band.
pub(super) fn band_words(locale: Locale, forecast: &Forecast) -> String {
    let whole = |number: u32| numbers::whole(locale, number.into());
    let total = forecast.total;
    format!("{} ({}–{})", whole(total.middle), whole(total.low), whole(total.high))
}

/// Expected sums by month, the runs ahead, and the method.
pub(super) fn method(opened: &Opened, outlook: &Outlook, forecast: &Forecast) -> impl IntoView + use<> {
    let locale = opened.locale();
    let whole = |number: u32| numbers::whole(locale, number.into());
    let rates = forecast.rates;
    let words = text!(
        locale,
        outlook.method_words,
        runs = forecast.past_runs,
        confirm = of_hundred(rates.confirm),
        complete = of_hundred(rates.complete),
        new = of_hundred(rates.new),
        simulations = whole(forecast.simulations)
    );
    let months = forecast.by_month.iter().map(|expected| {
        view! {
            <tr>
                <th scope="row">{dates::month(locale, expected.month)}</th>
                <td class="num">{whole(expected.low)}</td>
                <td class="num"><b>{whole(expected.middle)}</b></td>
                <td class="num">{whole(expected.high)}</td>
            </tr>
        }
    });
    let months = months.collect_view();
    let runs = outlook.runs_coming().map(|run| {
        let course = By::Course.name(locale, &opened.choices, &run.course);
        view! {
            <tr>
                <th scope="row" class="nowrap">{dates::short(run.ends_on)}</th>
                <td><span class="code">{run.code.clone()}</span>" "<span lang=course.lang>{course.words}</span></td>
                <td class="num">{whole(run.confirmed)}</td>
                <td class="num">{whole(run.capacity)}</td>
            </tr>
        }
    });
    let runs = runs.collect_view();
    view! {
        <details class="plot-gap">
            <summary>{text!(locale, outlook.method)}</summary>
            <div class="method stack">
                <p>{words}</p>
                <div class="scroll" role="region" tabindex="0" aria-label=text!(locale, outlook.expected)>
                    <table class="table">
                        <caption>{text!(locale, outlook.expected)}</caption>
                        <thead><tr>
                            <th scope="col">{text!(locale, charts.month)}</th>
                            <th scope="col" class="num">{text!(locale, outlook.low)}</th>
                            <th scope="col" class="num">{text!(locale, outlook.middle)}</th>
                            <th scope="col" class="num">{text!(locale, outlook.high)}</th>
                        </tr></thead>
                        <tbody>{months}</tbody>
                    </table>
                </div>
                <div class="scroll" role="region" tabindex="0" aria-label=text!(locale, outlook.runs_ahead)>
                    <table class="table">
                        <caption>{text!(locale, outlook.runs_ahead)}</caption>
                        <thead><tr>
                            <th scope="col">{text!(locale, outlook.ends_on)}</th>
                            <th scope="col">{text!(locale, outlook.run)}</th>
                            <th scope="col" class="num">{text!(locale, outlook.confirmed)}</th>
                            <th scope="col" class="num">{text!(locale, outlook.places)}</th>
                        </tr></thead>
                        <tbody>{runs}</tbody>
                    </table>
                </div>
            </div>
        </details>
    }
}

/// Funnel from application to certificate, over the runs that are over; `None`: the view is narrowed to what a run does
/// not say.
pub(super) fn funnel(opened: &Opened, outlook: &Outlook, place: &'static str) -> Option<impl IntoView + use<>> {
    let (locale, filter) = (opened.locale(), &opened.filter);
    let course = filter.course.as_deref();
    if (Filter { course: None, ..filter.clone() }).is_narrow() {
        return None;
    }
    let funnel = outlook.funnel(opened.view.as_of, course);
    let steps = [
        (funnel.applied, text!(locale, outlook.applied), text!(locale, outlook.applied_more)),
        (funnel.confirmed, text!(locale, outlook.confirmed), text!(locale, outlook.confirmed_more)),
        (funnel.completed, text!(locale, outlook.completed), text!(locale, outlook.completed_more)),
        (funnel.certified, text!(locale, outlook.certified), text!(locale, outlook.certified_more)),
    ];
    let title = if funnel.applied == 0 {
        text!(locale, outlook.no_runs_over)
    } else {
        let share = numbers::share(locale, funnel.certified, funnel.applied);
        text!(locale, outlook.funnel_title, share = share)
    };
    let href = opened.links().with(&Runs, filter);
    let mut before = None;
    let items = steps.map(|(count, name, more)| {
        let number = numbers::whole(locale, count.into());
        let rate = before.replace(count).map(|before| {
            format!(": {}", text!(locale, outlook.of_before, share = numbers::share(locale, count, before)))
        });
        let width = format!("{:.1}%", f64::from(count) * 100.0 / f64::from(funnel.applied.max(1)));
        let label = format!("{name}: {number}");
        view! {
            <li>
                <a href=href.clone() aria-label=label>{number}</a>
                <div>
                    <p><b>{name}</b>{rate}<br/>{more}</p>
                    <svg class="bar" aria-hidden="true">
                        <rect class="rest" width="100%" height="100%"/><rect width=width height="100%"/>
                    </svg>
                </div>
            </li>
        }
    });
    let list = (funnel.applied > 0).then(|| view! { <ol class="funnel">{items.collect_view()}</ol> });
    Some(view! {
        <Chart id="funnel" place title sub=Some(text!(locale, outlook.funnel_sub))>{list}</Chart>
    })
}

/// Address of the list of what expires.
fn expiring_href(locale: Locale, fields: &[(&'static str, String)]) -> String {
    Expiring.with(locale, fields.iter().cloned())
}

/// Certificates that expire within a year: how many places that takes, by month, course and region.
pub(super) fn expiring(opened: &Opened, outlook: &Outlook, place: &'static str) -> Option<impl IntoView + use<>> {
    let locale = opened.locale();
    if opened.filter.is_narrow() {
        return None;
    }
    let whole = |number: u32| numbers::whole(locale, number.into());
    let [near, middle, year] = MONTHS_AHEAD.map(|months| outlook.expiring_within(months));
    let title = if year == 0 {
        text!(locale, outlook.nothing_expires)
    } else {
        text!(locale, outlook.expiring_title, near = whole(near), year = whole(year))
    };
    if year == 0 {
        let sub = Some(text!(locale, outlook.expiring_sub));
        return Some(view! { <Chart id="expiring" place title sub><span></span></Chart> }.into_any());
    }
    let within = [near, middle, year].into_iter().zip(MONTHS_AHEAD).map(|(count, months)| {
        let href = expiring_href(locale, &[("months", months.to_string())]);
        view! {
            <div>
                <dt>{text!(locale, outlook.within, count = months)}</dt>
                <dd><a href=href>{text!(locale, outlook.places_needed, count = count, number = whole(count))}</a></dd>
            </div>
        }
    });
    let within = within.collect_view();
    let line = |name: Name, count: u32, href: String| {
        let label = text!(locale, charts.open, name = name.words.clone(), number = whole(count));
        view! {
            <tr>
                <th scope="row" lang=name.lang>{name.words}</th>
                <td class="num"><a class="n-link" href=href aria-label=label>{whole(count)}</a></td>
            </tr>
        }
    };
    let months = outlook.expiring_by_month().into_iter().map(|(month, count)| {
        let href = expiring_href(locale, &[(MONTH, month_word(month))]);
        line(dates::month(locale, month).into(), count, href)
    });
    let of = |by: By, field: &'static str, counts: std::collections::BTreeMap<String, u32>| {
        let mut lines: Vec<(String, u32)> = counts.into_iter().collect();
        lines.sort_by_key(|(word, count)| (word == NOT_STATED, std::cmp::Reverse(*count)));
        let lines = lines.into_iter().map(|(word, count)| {
            let href = expiring_href(locale, &[("months", "12".to_owned()), (field, word.clone())]);
            line(by.name(locale, &opened.choices, &word), count, href)
        });
        lines.collect_view()
    };
    let table = |heading: String, rows: AnyView| {
        view! {
            <table class="table">
                <thead><tr>
                    <th scope="col">{heading}</th><th scope="col" class="num">{text!(locale, outlook.expire)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    let months = table(text!(locale, charts.month), months.collect_view().into_any());
    let courses =
        table(text!(locale, dashboard.course), of(By::Course, COURSE, outlook.expiring_by_course()).into_any());
    let regions = table(text!(locale, ui.region), of(By::Region, REGION, outlook.expiring_by_region()).into_any());
    Some(
        view! {
            <Chart id="expiring" place title sub=Some(text!(locale, outlook.expiring_sub))>
                <dl class="facts">{within}</dl>
                <details class="plot-gap">
                    <summary>{text!(locale, outlook.expiring_tables)}</summary>
                    <div class="trip">{months}{courses}{regions}</div>
                </details>
            </Chart>
        }
        .into_any(),
    )
}

/// Month as an address has it.
fn month_word(month: NaiveDate) -> String {
    format!("{}-{:02}", month.year(), month.month())
}

/// Place of the number of certificates among those of a run.
const CERTIFIED: usize = 4;

/// Table of runs with the number of people at each step.
pub(super) fn runs_table<'a>(
    opened: &Opened,
    runs: impl Iterator<Item = &'a crate::programme::model::runs::RunCounts>,
    caption: String,
) -> AnyView {
    let locale = opened.locale();
    let mut runs: Vec<_> = runs.collect();
    // the first column is the last day
    runs.sort_by(|one, other| (one.ends_on, &one.code).cmp(&(other.ends_on, &other.code)));
    let whole = |number: u32| numbers::whole(locale, number.into());
    if runs.is_empty() {
        return view! { <Empty><h2>{caption}</h2><p>{text!(locale, outlook.no_runs)}</p></Empty> }.into_any();
    }
    let heads = [
        text!(locale, outlook.places),
        text!(locale, outlook.applied),
        text!(locale, outlook.confirmed),
        text!(locale, outlook.completed),
        text!(locale, outlook.certified),
        text!(locale, outlook.new),
    ];
    let head = heads.iter().map(|name| view! { <th role="columnheader" scope="col" class="num">{name.clone()}</th> });
    let head = head.collect_view();
    let mut sums = [0; 6];
    let rows = runs.iter().map(|run| {
        let counts = [run.capacity, run.applied, run.confirmed, run.completed, run.certified, run.new];
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
        let course = By::Course.name(locale, &opened.choices, &run.course);
        let fields = opened.links().fields(&opened.filter).into_iter().chain([(RUN, run.code.clone())]);
        let certificates = Runs.with(locale, fields);
        let cells = counts.into_iter().zip(heads.clone()).enumerate();
        let cells = cells.map(|(place, (count, head))| {
            let number = whole(count);
            // of all the steps, the last alone has certificates to show
            let number = if place == CERTIFIED && count > 0 {
                let label = text!(locale, charts.open, name = run.code.clone(), number = number.clone());
                view! { <a class="n-link" href=certificates.clone() aria-label=label>{number}</a> }.into_any()
            } else {
                number.into_any()
            };
            view! { <td role="cell" class="num" data-label=head>{number}</td> }
        });
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">
                    <span class="code">{run.code.clone()}</span><br/>
                    <span class="small" lang=course.lang>{course.words}</span>
                </th>
                <td role="cell" class="nowrap" data-label=text!(locale, outlook.days)>
                    {dates::short(run.starts_on)}"\u{a0}– "{dates::short(run.ends_on)}
                </td>
                {cells.collect_view()}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let total = sums.into_iter().zip(heads);
    let total = total.map(|(sum, head)| view! { <td role="cell" class="num" data-label=head><b>{whole(sum)}</b></td> });
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=caption.clone()>
            <table class="table table--stack table--many" role="table">
                <caption>{caption.clone()}</caption>
                <thead role="rowgroup"><tr role="row">
                    <th role="columnheader" scope="col">{text!(locale, outlook.run)}</th>
                    <th role="columnheader" scope="col">{text!(locale, outlook.days)}</th>{head}
                </tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
                <tfoot role="rowgroup"><tr role="row">
                    <th role="rowheader" scope="row">{text!(locale, charts.total)}</th><td role="cell"></td>
                    {total.collect_view()}
                </tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}
