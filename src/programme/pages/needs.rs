//! `/{l}/admin/needs`: how many specialists each region needs, from which source, counted on which day.

use leptos::prelude::*;

use crate::{
    ground::{AppError, address::Address},
    i18n::{dates, names, text},
    programme::{
        forms::{NEED, need_field},
        outcome::Outcome,
        service::{
            self,
            needs::{COUNTED_ON, SOURCE},
        },
        site,
    },
    reference::REGIONS,
    ui::{Crumb, Crumbs, DayField, Notice, NoticeKind, Page, PageRequest, Section, TextField, field::problem_words},
};

pub async fn needs(mut request: PageRequest, _: site::Needs) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let outcome = request.outcome::<Outcome>();
    let known = service::needs::latest_needs(request.tx().await?).await?;
    let report = outcome.map(|_| view! { <Notice kind=NoticeKind::Ok>{text!(locale, targets.done_needs)}</Notice> });
    let title = text!(locale, targets.needs);
    let mut regions: Vec<_> = REGIONS.iter().collect();
    regions.sort_by_cached_key(|region| names::sort_key(region.name.get(locale)));
    let fields: Vec<(String, String)> =
        regions.iter().map(|region| (need_field(region.code), region.name.get(locale).to_owned())).collect();
    let labels: Vec<(String, String)> = [
        (SOURCE, text!(locale, targets.source)),
        (COUNTED_ON, text!(locale, targets.counted_on)),
        (NEED, title.clone()),
    ]
    .into_iter()
    .map(|(field, name)| (field.to_owned(), name))
    .chain(fields)
    .collect();
    let summary = form.summary(locale, &labels);
    let rows = regions.iter().map(|region| {
        let name = need_field(region.code);
        let before = known.get(region.code);
        let value = form.value(&name, &before.map(|need| need.count.to_string()).unwrap_or_default());
        let problem = form.problem(&name).map(|problem| problem_words(locale, problem));
        let described = problem.is_some().then(|| format!("{name}-error"));
        let error = problem.map(|words| view! { <p class="err" id=format!("{name}-error")>{words}</p> });
        let since = before.map(|need| {
            view! { <span class="small muted">{dates::short(need.counted_on)}", "{need.source.clone()}</span> }
        });
        view! {
            <tr role="row">
                <th role="rowheader" scope="row"><label for=name.clone()>{region.name.get(locale)}</label></th>
                <td role="cell">
                    <input class="input input--s" id=name.clone() name=name value=value inputmode="numeric"
                        autocomplete="off" aria-invalid=described.is_some().then_some("true") aria-describedby=described/>
                    {error}
                </td>
                <td role="cell">{since}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let last = known.values().max_by_key(|need| need.counted_on);
    let above = vec![Crumb { words: text!(locale, targets.title), lang: None, href: site::Targets.path(locale) }];
    let source = form.value(SOURCE, last.map_or("", |need| need.source.as_str()));
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <Crumbs locale above here=title.clone()/>
            {report}
            {summary}
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{text!(locale, targets.needs_lede)}</p></div>
            <form class="form" method="post" action=site::Needs.path(locale) novalidate>
                <TextField locale name=SOURCE label=text!(locale, targets.source) value=source
                    problem=form.problem(SOURCE) hint=text!(locale, targets.source_hint) maxlength=300 autocomplete="off"/>
                <DayField locale name=COUNTED_ON label=text!(locale, targets.counted_on)
                    value=form.value(COUNTED_ON, "") problem=form.problem(COUNTED_ON)/>
                <p class="small muted">{text!(locale, targets.needs_caption)}</p>
                <table class="table table--stack" role="table">
                    <caption class="vh">{title.clone()}</caption>
                    <thead role="rowgroup"><tr role="row">
                        <th role="columnheader" scope="col">{text!(locale, ui.region)}</th>
                        <th role="columnheader" scope="col">{text!(locale, targets.need)}</th>
                        <th role="columnheader" scope="col">{text!(locale, targets.known_since)}</th>
                    </tr></thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
                <p><button class="btn btn--go">{text!(locale, targets.save)}</button></p>
            </form>
        </div>
    };
    Ok(Page::new(title, Section::Targets, main).staff())
}
