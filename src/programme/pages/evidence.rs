//! `/{l}/dashboard/certificates`: the certificates that a number is made of, without names.

use leptos::prelude::*;

use super::{
    by::{Name, chips, facets},
    opened::{Opened, open},
};
use crate::{
    ground::{AppError, Locale, Localized, clock::day_of},
    i18n::{dates, text},
    programme::{
        Filter,
        query::PAGE,
        service::{self, Evidence, ViewCache},
        site,
    },
    reference::{profession, region},
    specialists::Sex,
    ui::{Chip, Chips, Empty, Page, PageRequest, Pager, Section, page_asked},
};

pub async fn evidence(
    mut request: PageRequest,
    _: site::DashboardCertificates,
    views: ViewCache,
) -> Result<Page, AppError> {
    let opened = match open(&mut request, &views).await? {
        Ok(opened) => opened,
        Err(page) => return Ok(page),
    };
    let progress = service::figures(&request.reader.caller, &opened.view, &opened.filter)?;
    let count = if opened.filter.all_certificates { progress.certificates } else { progress.trained };
    let last = i64::from(count).div_euclid(service::PAGE) + i64::from(i64::from(count) % service::PAGE > 0);
    let current = page_asked(opened.location.field(PAGE), last.max(1)).ok_or(AppError::NotFound)?;
    let lines = match count {
        0 => Vec::new(),
        _ => service::evidence(request.tx().await?, &opened.view, &opened.filter, current).await?,
    };
    Ok(evidence_page(&opened, count, lines, (current, last)))
}

fn evidence_page(opened: &Opened, count: u32, lines: Vec<Evidence>, (current, last): (i64, i64)) -> Page {
    let (locale, view, filter) = (opened.locale(), &opened.view, &opened.filter);
    let links = opened.links();
    let facets = facets(locale, &opened.choices, filter);
    let phase = Name::of(locale, &view.phase.name).words;
    let when = text!(locale, evidence.phase_on, phase = phase, day = dates::short(view.as_of));
    let known = view.known_at.map(|moment| text!(locale, dashboard.known_at_day, day = dates::short(day_of(moment))));
    let list = facets.iter().map(|(words, _)| words.clone()).chain([when]).chain(known).collect::<Vec<_>>().join(", ");
    let title = text!(locale, evidence.title, count = count, list = list);
    let more = if filter.all_certificates { text!(locale, evidence.all) } else { text!(locale, evidence.firsts) };
    let mut chips = chips(locale, facets, |filter| links.certificates(filter));
    if filter.all_certificates {
        let firsts = Filter { all_certificates: false, ..filter.clone() };
        let words = text!(locale, evidence.all_chip);
        let label = text!(locale, ui.remove_filter, words = words.clone());
        chips.push(Chip { words, label, href: links.certificates(&firsts) });
    }
    let list = if lines.is_empty() {
        view! {
            <Empty>
                <h2>{text!(locale, evidence.empty)}</h2>
                <p>{text!(locale, evidence.empty_more)}</p>
            </Empty>
        }
        .into_any()
    } else {
        table(locale, lines)
    };
    let pager = view! { <Pager locale current last base=links.certificates(filter)/> };
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <nav class="crumbs" aria-label=text!(locale, ui.you_are_here)>
                <ol>
                    <li><a href=links.dashboard(filter)>{text!(locale, dashboard.title)}</a></li>
                    <li><span aria-current="page">{text!(locale, evidence.crumb)}</span></li>
                </ol>
            </nav>
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="muted">{more}" "{text!(locale, evidence.no_names)}</p>
            </div>
            <Chips label=text!(locale, ui.narrowed_to) chips/>
            {list}
            {pager}
        </div>
    };
    Page::new(title, Section::Dashboard, main).staff()
}

pub(super) fn table(locale: Locale, lines: Vec<Evidence>) -> AnyView {
    let heads = [
        text!(locale, evidence.number),
        text!(locale, ui.region),
        text!(locale, dashboard.profession),
        text!(locale, dashboard.sex),
        text!(locale, dashboard.course),
        text!(locale, ui.hours_label),
        text!(locale, evidence.studied),
        text!(locale, evidence.issued),
        text!(locale, evidence.valid_until),
    ];
    let head =
        heads.iter().map(|name| view! { <th role="columnheader" scope="col">{name.clone()}</th> }).collect_view();
    let rows = lines.into_iter().map(|line| row(locale, line, &heads)).collect_view();
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=text!(locale, evidence.crumb)>
            <table class="table table--stack table--many" role="table">
                <thead role="rowgroup"><tr role="row">{head}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(locale: Locale, line: Evidence, heads: &[String; 9]) -> impl IntoView + use<> {
    let [_, region_head, profession_head, sex_head, course_head, hours_head, studied_head, issued_head, until_head] =
        heads.clone();
    let or_not_stated = |words: Option<String>| words.unwrap_or_else(|| text!(locale, words.not_stated));
    let region_name = line.region.map(|code| region(&code).map_or(code, |region| region.name.get(locale).to_owned()));
    let profession_name =
        line.profession.map(|code| profession(&code).map_or(code, |found| found.name.get(locale).to_owned()));
    let sex = line.sex.map(|word| {
        if word == Sex::Female.as_str() { text!(locale, evidence.female) } else { text!(locale, evidence.male) }
    });
    let course = Name::of(locale, &Localized { kk: line.title_kk, ru: line.title_ru, en: line.title_en });
    let counts_from = (line.counts_on != line.issued_on).then(|| {
        let day = dates::short(line.counts_on);
        view! { <br/><span class="muted">{text!(locale, evidence.counts_from, day = day)}</span> }
    });
    let until = line.valid_until.map_or_else(|| text!(locale, evidence.for_ever), dates::short);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="nowrap">{line.registration_number}</th>
            <td role="cell" data-label=region_head>{or_not_stated(region_name)}</td>
            <td role="cell" data-label=profession_head>{or_not_stated(profession_name)}</td>
            <td role="cell" data-label=sex_head>{or_not_stated(sex)}</td>
            <td role="cell" data-label=course_head><span lang=course.lang>{course.words}</span></td>
            <td role="cell" data-label=hours_head>{line.academic_hours}</td>
            <td role="cell" data-label=studied_head>{dates::short(line.starts_on)}"\u{a0}– "{dates::short(line.ends_on)}</td>
            <td role="cell" data-label=issued_head>{dates::short(line.issued_on)}{counts_from}</td>
            <td role="cell" data-label=until_head>{until}</td>
        </tr>
    }
}
