//! Funders: which of a run's costs each pays, entered by staff; and how many people each has trained, alone, together
//! with others, and once in all.

use leptos::prelude::*;

use super::{
    by::{Name, chips, facets},
    opened::{Opened, open},
};
use crate::{
    courses::site::EditRun,
    ground::{AppError, address::Address},
    i18n::{dates, numbers, text},
    programme::{
        Progress,
        model::{
            By, NOT_STATED,
            funders::{AND, by_funder},
        },
        outcome::Outcome,
        service::{
            self, ViewCache,
            funders::{FUNDER, MOST, SHARE},
        },
        site,
    },
    ui::{
        Chips, Crumb, Crumbs, Empty, Notice, NoticeKind, Page, PageRequest, Section, capitalized, field::problem_words,
    },
};

/// `/{l}/staff/runs/{run}/funders`: funders of a run with their shares.
pub async fn run_funders(mut request: PageRequest, address: site::RunFunders) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let outcome = request.outcome::<Outcome>();
    let (details, shares, names) = service::funders::of_run(request.tx().await?, &address.run).await?;
    let report = outcome.map(|_| view! { <Notice kind=NoticeKind::Ok>{text!(locale, funders.done)}</Notice> });
    let title = text!(locale, funders.of_run, run = details.run.code.clone());
    let course = Name::of(locale, &details.course.title);
    let labels = [(FUNDER, text!(locale, funders.funder)), (SHARE, text!(locale, funders.share))];
    let problem = |field| {
        form.problem(field).map(|problem| {
            view! { <p class="err" id=format!("{field}-error")>{problem_words(locale, problem)}</p> }
        })
    };
    let sent = |field: &str| form.each(field);
    let (typed_names, typed_shares) = (sent(FUNDER), sent(SHARE));
    let rows = (0..MOST).map(|place| {
        let known = shares.get(place);
        let name = typed_names
            .as_ref()
            .map_or_else(|| known.map(|one| one.funder.clone()), |typed| typed.get(place).cloned())
            .unwrap_or_default();
        let share = typed_shares
            .as_ref()
            .map_or_else(|| known.map(|one| one.share.to_string()), |typed| typed.get(place).cloned())
            .unwrap_or_default();
        let nth = place + 1;
        view! {
            <tr role="row">
                <td role="cell">
                    <input class="input" name=FUNDER id=(place == 0).then_some(FUNDER) value=name list="funders"
                        maxlength="60" autocomplete="off" aria-label=text!(locale, funders.funder_nth, nth = nth)/>
                </td>
                <td role="cell">
                    <input class="input input--s" name=SHARE id=(place == 0).then_some(SHARE) value=share
                        inputmode="numeric" autocomplete="off" aria-label=text!(locale, funders.share_nth, nth = nth)/>
                </td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let above = vec![Crumb {
        words: details.run.code.clone(),
        lang: None,
        href: EditRun::of(details.run.code.as_str()).path(locale),
    }];
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <Crumbs locale above here=text!(locale, funders.title)/>
            {report}
            {form.summary(locale, &labels)}
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="lede" lang=course.lang>{course.words}</p>
            </div>
            <form class="form" method="post" action=address.path(locale) novalidate>
                {problem(FUNDER)}{problem(SHARE)}
                <table class="table" role="table">
                    <caption>{text!(locale, funders.caption)}</caption>
                    <thead role="rowgroup"><tr role="row">
                        <th role="columnheader" scope="col">{text!(locale, funders.funder)}</th>
                        <th role="columnheader" scope="col">{text!(locale, funders.share)}</th>
                    </tr></thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
                <datalist id="funders">
                    {names.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
                </datalist>
                <p><button class="btn btn--go">{text!(locale, targets.save)}</button></p>
            </form>
        </div>
    };
    Ok(Page::new(title, Section::Runs, main).staff())
}

/// `/{l}/dashboard/funders`: people trained by funder.
pub async fn funders(mut request: PageRequest, _: site::Funders, views: ViewCache) -> Result<Page, AppError> {
    let opened = match open(&mut request, &views).await? {
        Ok(opened) => opened,
        Err(page) => return Ok(page),
    };
    let (locale, filter, links) = (opened.locale(), &opened.filter, opened.links());
    let progress = service::figures(&request.reader.caller, &opened.view, filter)?;
    let all = by_funder(&progress.by_funders);
    let whole = |number: u32| numbers::whole(locale, number.into());
    let rows = all.funders.iter().map(|of| {
        let alone = links.certificates(&By::Funders.narrowed(filter, Some(&of.funder)));
        let number = if of.alone > 0 {
            let label = text!(locale, charts.open, name = of.funder.clone(), number = whole(of.alone));
            view! { <a class="n-link" href=alone aria-label=label>{whole(of.alone)}</a> }.into_any()
        } else {
            whole(of.alone).into_any()
        };
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{of.funder.clone()}</th>
                <td role="cell" class="num" data-label=text!(locale, funders.alone)>{number}</td>
                <td role="cell" class="num" data-label=text!(locale, funders.joint)>{whole(of.joint)}</td>
                <td role="cell" class="num" data-label=text!(locale, charts.total)><b>{whole(of.alone + of.joint)}</b></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let joint = joint_runs(&opened, &progress);
    let sum: u32 = all.funders.iter().map(|of| of.alone + of.joint).sum();
    let not_stated = (all.not_stated > 0).then(|| {
        let href = links.certificates(&By::Funders.narrowed(filter, Some(NOT_STATED)));
        let name = text!(locale, words.not_stated);
        let label = text!(locale, charts.open, name = name.clone(), number = whole(all.not_stated));
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{name}</th><td role="cell"></td><td role="cell"></td>
                <td role="cell" class="num" data-label=text!(locale, charts.total)>
                    <a class="n-link" href=href aria-label=label>{whole(all.not_stated)}</a>
                </td>
            </tr>
        }
    });
    let title = text!(locale, funders.title);
    let above = vec![Crumb { words: text!(locale, dashboard.title), lang: None, href: links.dashboard(filter) }];
    let chips = chips(locale, facets(locale, &opened.choices, filter), |filter| links.with(&site::Funders, filter));
    let day = capitalized(&text!(locale, dashboard.as_of_day, day = dates::long(locale, opened.view.as_of)));
    let table = if all.funders.is_empty() {
        view! {
            <Empty>
                <h2>{text!(locale, funders.nobody)}</h2><p>{text!(locale, funders.nobody_more)}</p>
            </Empty>
        }
        .into_any()
    } else {
        let sum_words = text!(
            locale,
            funders.sum,
            sums = whole(sum + all.not_stated),
            overlaps = whole(all.overlaps),
            total = whole(all.total)
        );
        view! {
            <div class="scroll" role="region" tabindex="0" aria-label=title.clone()>
                <table class="table table--mid table--stack" role="table">
                    <caption>{text!(locale, funders.report)}</caption>
                    <thead role="rowgroup"><tr role="row">
                        <th role="columnheader" scope="col">{text!(locale, funders.funder)}</th>
                        <th role="columnheader" scope="col" class="num">{text!(locale, funders.alone)}</th>
                        <th role="columnheader" scope="col" class="num">{text!(locale, funders.joint)}</th>
                        <th role="columnheader" scope="col" class="num">{text!(locale, charts.total)}</th>
                    </tr></thead>
                    <tbody role="rowgroup">
                        {rows}
                        {not_stated}
                        <tr role="row">
                            <th role="rowheader" scope="row">{text!(locale, funders.once)}</th>
                            <td role="cell"></td><td role="cell"></td>
                            <td role="cell" class="num"><b>{whole(all.total)}</b></td>
                        </tr>
                    </tbody>
                </table>
            </div>
            <p class="small muted">{sum_words}</p>
            {joint}
        }
        .into_any()
    };
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <Crumbs locale above here=title.clone()/>
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="muted">{day}". "{text!(locale, funders.lede)}</p>
            </div>
            <Chips label=text!(locale, ui.narrowed_to) chips/>
            {table}
        </div>
    };
    Ok(Page::new(title, Section::Dashboard, main).staff())
}

/// Runs that several funders pay for together, each group with its people.
fn joint_runs(opened: &Opened, progress: &Progress) -> Option<impl IntoView + use<>> {
    let (locale, filter, links) = (opened.locale(), &opened.filter, opened.links());
    let whole = |number: u32| numbers::whole(locale, number.into());
    let joint = progress.by_funders.iter().filter(|(word, count)| word.contains(AND) && **count > 0);
    let joint = joint.map(|(word, count)| {
        let href = links.certificates(&By::Funders.narrowed(filter, Some(word)));
        let label = text!(locale, charts.open, name = word.clone(), number = whole(*count));
        view! { <li>{word.clone()}": "<a class="n-link" href=href aria-label=label>{whole(*count)}</a></li> }
    });
    let joint: Vec<_> = joint.collect();
    (!joint.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="joint">
                <h2 id="joint">{text!(locale, funders.joint_runs)}</h2><ul class="stack stack--2">{joint}</ul>
            </section>
        }
    })
}
