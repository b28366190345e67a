//! `/{l}/dashboard/compare`: two views side by side, two phases or two days, with their differences.

use std::{cmp::Ordering, collections::BTreeSet};

use leptos::prelude::*;

use super::{
    by::Name,
    opened::{Opened, open},
};
use crate::{
    ground::{AppError, FormErrors, Locale, Problem, address::Address, clock::day_of},
    i18n::{dates, names, numbers, text},
    programme::{
        Progress,
        model::{
            By, NOT_STATED,
            changes::{Change, Reason},
        },
        query::{AS_OF, Links, WITH_AS_OF, WITH_KNOWN_AT, WITH_PHASE, known_at},
        service::{self, Count, View, ViewCache, ViewQuery},
        site,
    },
    ui::{Crumb, Crumbs, DayField, Page, PageRequest, Section, SelectField, capitalized},
};

pub async fn compare(mut request: PageRequest, _: site::Compare, views: ViewCache) -> Result<Page, AppError> {
    let opened = match open(&mut request, &views).await? {
        Ok(opened) => opened,
        Err(page) => return Ok(page),
    };
    let (locale, caller) = (opened.locale(), request.reader.caller.clone());
    let (query, mut errors) = second(&opened);
    let tx = request.tx().await?;
    let other = match query {
        Some(query) if errors.is_empty() => match service::view(tx, &views, query).await {
            Ok(view) => view,
            Err(AppError::Invalid(wrong)) => {
                for (field, problem) in wrong.iter() {
                    errors.add(if field == AS_OF { WITH_AS_OF } else { WITH_PHASE }, problem);
                }
                None
            }
            Err(error) => return Err(error),
        },
        _ => None,
    };
    let tables = match &other {
        Some(other) => {
            let pair = [(&*opened.view, Links::of(locale, &opened.view)), (&**other, Links::of(locale, other))];
            let [first, second] = [&opened.view, other].map(|view| service::figures(&caller, view, &opened.filter));
            let progress = [first?, second?];
            let is_one_phase = opened.view.phase.code == other.phase.code;
            let changes = if is_one_phase {
                let counts = [&opened.view, other].map(|view| Count::of(view, &opened.filter, tx.at()));
                Some(service::changes_between(tx, &opened.view.phase.code, counts).await?)
            } else {
                None
            };
            Some(differences(&opened, pair, &progress, changes))
        }
        None => None,
    };
    let title = text!(locale, compare.title);
    let above = vec![Crumb {
        words: text!(locale, dashboard.title),
        lang: None,
        href: opened.links().dashboard(&opened.filter),
    }];
    let status =
        if errors.is_empty() { axum::http::StatusCode::OK } else { axum::http::StatusCode::UNPROCESSABLE_ENTITY };
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <Crumbs locale above here=title.clone()/>
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{text!(locale, compare.lede)}</p></div>
            {form(&opened, &errors)}
            {tables}
        </div>
    };
    Ok(Page::new(title, Section::Dashboard, main).staff().status(status))
}

/// Second view that the address names; `None`: it names none yet.
fn second(opened: &Opened) -> (Option<ViewQuery>, FormErrors) {
    let mut errors = FormErrors::default();
    let field = |name| opened.location.field(name);
    let as_of = field(WITH_AS_OF).and_then(|typed| errors.take(WITH_AS_OF, dates::parse(typed).map_err(Problem::from)));
    let known = field(WITH_KNOWN_AT).and_then(|typed| errors.take(WITH_KNOWN_AT, known_at(typed)));
    let is_named = [WITH_PHASE, WITH_AS_OF, WITH_KNOWN_AT].into_iter().any(|name| field(name).is_some());
    let phase = field(WITH_PHASE).unwrap_or(&opened.view.phase.code).to_owned();
    (is_named.then_some(ViewQuery { phase: Some(phase), as_of, known_at: known }), errors)
}

fn form(opened: &Opened, errors: &FormErrors) -> impl IntoView + use<> {
    let locale = opened.locale();
    let hidden = opened.links().fields(&opened.filter).into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value/> }
    });
    let value = |name| opened.location.field(name).unwrap_or_default().to_owned();
    let options: Vec<_> = std::iter::once((String::new(), text!(locale, compare.same_phase)))
        .chain(opened.choices.phases.iter().map(|phase| (phase.code.clone(), Name::of(locale, &phase.name).words)))
        .collect();
    let day = |name: &'static str, label: String| {
        view! { <DayField locale name label value=value(name) problem=errors.on(name)/> }
    };
    view! {
        <form class="panel stack no-print" action=site::Compare.path(locale)>
            {hidden.collect_view()}
            <div class="cols">
                <SelectField locale name=WITH_PHASE label=text!(locale, compare.with_phase) options chosen=value(WITH_PHASE)
                    problem=errors.on(WITH_PHASE)/>
                {day(WITH_AS_OF, text!(locale, compare.with_as_of))}
                {day(WITH_KNOWN_AT, text!(locale, compare.with_known_at))}
            </div>
            <p><button class="btn btn--go">{text!(locale, compare.show)}</button></p>
        </form>
    }
}

/// Difference of two numbers with its sign.
pub(super) fn difference(locale: Locale, first: u32, second: u32) -> String {
    let whole = |number: u32| numbers::whole(locale, number.into());
    match second.cmp(&first) {
        Ordering::Greater => format!("+\u{a0}{}", whole(second - first)),
        Ordering::Less => format!("−\u{a0}{}", whole(first - second)),
        Ordering::Equal => "0".to_owned(),
    }
}

/// Heading of a view: its phase, day, and moment.
fn heading(locale: Locale, view: &View) -> String {
    let name = Name::of(locale, &view.phase.name).words;
    let day = text!(locale, dashboard.as_of_day, day = dates::long(locale, view.as_of));
    let known = view.known_at.map(|at| text!(locale, dashboard.known_at_day, day = dates::long(locale, day_of(at))));
    [Some(name), Some(day), known].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Headings of two columns: of each view, what it has that the other has not.
fn column_heads(locale: Locale, views: [&View; 2]) -> [String; 2] {
    let [first, second] = views;
    let (other_phase, other_known) = (first.phase.code != second.phase.code, first.known_at != second.known_at);
    views.map(|view| {
        let phase = other_phase.then(|| Name::of(locale, &view.phase.name).words);
        let is_day_said = first.as_of != second.as_of || !(other_phase || other_known);
        let day = is_day_said.then(|| dates::short(view.as_of));
        let known = other_known.then(|| match view.known_at {
            Some(at) => text!(locale, compare.known, day = dates::short(day_of(at))),
            None => text!(locale, compare.known_now),
        });
        [phase, day, known].into_iter().flatten().collect::<Vec<_>>().join(", ")
    })
}

fn differences(
    opened: &Opened,
    pair: [(&View, Links<'_>); 2],
    progress: &[Progress; 2],
    changes: Option<Vec<Change>>,
) -> impl IntoView + use<> {
    let (locale, filter) = (opened.locale(), &opened.filter);
    let [first, second] = pair;
    let seen = [first, second].map(|(view, _)| view! { <li>{heading(locale, view)}</li> });
    let heads = column_heads(locale, [first.0, second.0]);
    let row = |name: Name, counts: [u32; 2], hrefs: Option<[String; 2]>| {
        let number = |place: usize| {
            let words = numbers::whole(locale, counts[place].into());
            match &hrefs {
                Some(hrefs) if counts[place] > 0 => {
                    let label = text!(locale, charts.open, name = name.words.clone(), number = words.clone());
                    view! { <a class="n-link" href=hrefs[place].clone() aria-label=label>{words}</a> }.into_any()
                }
                _ => words.into_any(),
            }
        };
        view! {
            <tr>
                <th scope="row" lang=name.lang>{name.words.clone()}</th>
                <td class="num">{number(0)}</td><td class="num">{number(1)}</td>
                <td class="num"><b>{difference(locale, counts[0], counts[1])}</b></td>
            </tr>
        }
    };
    let table = |caption: String, rows: AnyView| {
        view! {
            <div class="scroll" role="region" tabindex="0" aria-label=caption.clone()>
                <table class="table table--many">
                    <caption>{caption.clone()}</caption>
                    <thead><tr>
                        <th scope="col">{text!(locale, compare.what)}</th>
                        <th scope="col" class="num">{heads[0].clone()}</th>
                        <th scope="col" class="num">{heads[1].clone()}</th>
                        <th scope="col" class="num">{text!(locale, compare.difference)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    };
    let both = |of: fn(&Progress) -> u32| [of(&progress[0]), of(&progress[1])];
    let all = [&first.1, &second.1].map(|links| links.certificates(filter));
    let certificates = [&first.1, &second.1]
        .map(|links| links.certificates(&crate::programme::Filter { all_certificates: true, ..filter.clone() }));
    let whole = view! {
        {row(text!(locale, charts.trained).into(), both(|one| one.trained), Some(all))}
        {row(text!(locale, dashboard.certificates).into(), both(|one| one.certificates), Some(certificates))}
        {row(text!(locale, compare.target).into(), [first.0.phase.target, second.0.phase.target], None)}
    };
    let whole = table(text!(locale, compare.whole), whole.into_any());
    let breakdowns = By::ALL.into_iter().filter(|by| by.chosen(filter).is_none()).map(|by| {
        let counts = progress.each_ref().map(|progress| by.counts(progress));
        let words: BTreeSet<&String> = counts.iter().flat_map(|counts| counts.keys()).collect();
        let mut lines: Vec<(String, Name, [u32; 2])> = words
            .into_iter()
            .map(|word| {
                let both = counts.map(|counts| counts.get(word).copied().unwrap_or_default());
                (word.clone(), by.name(locale, &opened.choices, word), both)
            })
            .filter(|(_, _, both)| both.iter().any(|count| *count > 0))
            .collect();
        lines.sort_by_cached_key(|(word, name, _)| (word == NOT_STATED, names::sort_key(&name.words)));
        let rows = lines.into_iter().map(|(word, name, both)| {
            let narrowed = by.narrowed(filter, Some(&word));
            let hrefs = [&first.1, &second.1].map(|links| links.certificates(&narrowed));
            row(Name { words: capitalized(&name.words), ..name }, both, Some(hrefs))
        });
        table(by.heading(locale), rows.collect_view().into_any())
    });
    let breakdowns = breakdowns.collect_view();
    let changes = changes.map(|changes| what_changed(locale, &changes));
    view! { <div class="prose"><ol>{seen.collect_view()}</ol></div>{whole}{changes}{breakdowns} }
}

/// Certificates that came and went, by reason.
fn what_changed(locale: Locale, changes: &[Change]) -> impl IntoView + use<> {
    let count = |numbers: &[&str]| numbers::whole(locale, u64::try_from(numbers.len()).unwrap_or(u64::MAX));
    let rows = Reason::ALL.iter().filter_map(|reason| {
        let of = |came: bool| -> Vec<&str> {
            let wanted = changes.iter().filter(|one| one.reason == *reason && one.came == came);
            wanted.map(|one| one.registration_number.as_str()).collect()
        };
        let (came, went) = (of(true), of(false));
        (!came.is_empty() || !went.is_empty()).then(|| {
            view! {
                <tr>
                    <th scope="row">
                        {reason.words(locale)}
                        <details class="small">
                            <summary>{text!(locale, compare.numbers)}</summary>
                            <p>{[&came[..], &went].concat().join(", ")}</p>
                        </details>
                    </th>
                    <td class="num">{count(&came)}</td><td class="num">{count(&went)}</td>
                </tr>
            }
        })
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return view! { <p class="muted">{text!(locale, compare.no_changes)}</p> }.into_any();
    }
    let caption = text!(locale, compare.changes);
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=caption.clone()>
            <table class="table">
                <caption>{caption.clone()}</caption>
                <thead><tr>
                    <th scope="col">{text!(locale, compare.reason)}</th>
                    <th scope="col" class="num">{text!(locale, compare.came)}</th>
                    <th scope="col" class="num">{text!(locale, compare.went)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
