//! `/{l}/dashboard/editions/{number}`: an edition with its files, its fingerprint, and what changed since the one before.

use leptos::prelude::*;

use super::editions::{phase_name, state};
use crate::{
    ground::{AppError, Locale, address::Address, clock::day_of},
    i18n::{dates, numbers, text},
    programme::{
        model::changes::{Change, Reason},
        service as programme,
        site::Dashboard,
    },
    reports::{
        model::{Edition, EditionFile, EditionInFull},
        outcome::Outcome,
        service,
        site::{self, FileOfEdition},
    },
    ui::{Crumb, Crumbs, Icon, IconName, Notice, NoticeKind, Page, PageRequest, Section},
};

/// Squares of a line of the reconciliation; of more changes than these the number alone speaks.
const MOST_SQUARES: usize = 40;

pub async fn edition(mut request: PageRequest, address: site::EditionPage) -> Result<Page, AppError> {
    let (locale, outcome) = (request.locale, request.outcome::<Outcome>());
    let tx = request.tx().await?;
    let EditionInFull { edition, files, before } = service::editions::edition(tx, address.edition).await?;
    let choices = programme::choices(tx).await?;
    let phase = phase_name(locale, &choices, &edition.phase);
    let title = text!(locale, reports.edition_n, number = edition.number, title = edition.title.clone());
    let seen = text!(
        locale,
        reports.edition_seen,
        phase = phase.words,
        day = dates::long(locale, edition.as_of),
        known = dates::long(locale, day_of(edition.known_at)),
        time = dates::time(edition.known_at)
    );
    let done = outcome.map(|_| view! { <Notice kind=NoticeKind::Ok>{text!(locale, reports.done_fixed)}</Notice> });
    let above = vec![Crumb { words: text!(locale, reports.editions), lang: None, href: site::Editions.path(locale) }];
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <Crumbs locale above here=text!(locale, reports.edition_short, number = edition.number)/>
            {done}
            <div class="row row--apart">
                <div class="stack stack--2"><h1>{title.clone()}</h1><p class="muted">{seen}</p></div>
                <p>{state(locale, &edition)}</p>
            </div>
            <div class="split">
                <aside class="stack stack--5">{list_of_files(locale, &edition, files)}{finger(locale, &edition)}</aside>
                <div class="stack stack--7">
                    {reconciliation(locale, &edition, before)}
                    {figure(locale, &edition)}
                </div>
            </div>
        </div>
    };
    Ok(Page::new(title, Section::Editions, main).staff())
}

fn size(locale: Locale, bytes: u32) -> String {
    let kilobytes = bytes.div_ceil(1024);
    if kilobytes < 1024 {
        text!(locale, reports.kilobytes, size = kilobytes)
    } else {
        text!(locale, reports.megabytes, size = kilobytes.div_ceil(1024))
    }
}

/// Files of an edition: those in the reader's language and those in none first.
fn list_of_files(locale: Locale, edition: &Edition, files: Vec<EditionFile>) -> impl IntoView + use<> {
    let number = edition.number;
    let item = |file: &EditionFile| {
        let ending = file.name.rsplit('.').next().unwrap_or_default();
        let (icon, name) = match ending {
            "pdf" => (IconName::Print, text!(locale, reports.file_pdf)),
            "zip" => (IconName::Shield, text!(locale, reports.file_evidence)),
            "json" | "xml" => (IconName::File, ending.to_uppercase()),
            _ => (IconName::Download, ending.to_uppercase()),
        };
        let name = if ending == "xml" { "IATI XML".to_owned() } else { name };
        let file_name = FileOfEdition { edition: number, name: file.name.clone() };
        let label = file_name.to_string();
        let href = site::EditionFile::of(file_name).path(locale);
        view! {
            <li><a href=href><Icon name=icon/><span>{name}<small>{label}", "{size(locale, file.size)}</small></span></a></li>
        }
    };
    let (others, own): (Vec<EditionFile>, Vec<EditionFile>) = files.into_iter().partition(|file| {
        let language = file.name.split_once('.').and_then(|(language, _)| Locale::from_code(language));
        language.is_some_and(|language| language != locale)
    });
    let order = ["pdf", "xlsx", "csv", "json", "xml", "zip"];
    let mut own = own;
    own.sort_by_key(|file| order.iter().position(|ending| file.name.ends_with(ending)));
    view! {
        <section class="panel stack" aria-labelledby="files">
            <h2 id="files" class="h3">{text!(locale, reports.files)}</h2>
            <ul class="files">{own.iter().map(item).collect_view()}</ul>
            <details>
                <summary>{text!(locale, reports.other_languages)}</summary>
                <ul class="files">{others.iter().map(item).collect_view()}</ul>
            </details>
        </section>
    }
}

fn finger(locale: Locale, edition: &Edition) -> impl IntoView + use<> {
    let letters: Vec<char> = edition.fingerprint.chars().collect();
    let parts = letters.chunks(8).map(|part| view! { <span>{part.iter().collect::<String>()}</span> });
    view! {
        <section class="panel stack" aria-labelledby="finger">
            <h2 id="finger" class="h3">{text!(locale, reports.finger)}</h2>
            <p class="finger">{parts.collect_view()}</p>
            <p class="small muted">{text!(locale, reports.finger_more)}</p>
            <dl class="facts facts--tight">
                <div>
                    <dt>{text!(locale, reports.audit)}</dt>
                    <dd class="code code--long">{edition.audit_head.clone()}</dd>
                </div>
                <div>
                    <dt>{text!(locale, reports.fixed)}</dt>
                    <dd>{dates::long(locale, day_of(edition.fixed_at))}", "{dates::time(edition.fixed_at)}</dd>
                </div>
            </dl>
        </section>
    }
}

/// Meaning of a reason, in a sentence.
fn reason_more(locale: Locale, reason: Reason) -> String {
    match reason {
        Reason::Issued => text!(locale, reports.reason_issued_more),
        Reason::EnteredLate => text!(locale, reports.reason_entered_late_more),
        Reason::Rule => text!(locale, reports.reason_rule_more),
        Reason::Merged => text!(locale, reports.reason_merged_more),
        Reason::Revoked => text!(locale, reports.reason_revoked_more),
        Reason::Replaced => text!(locale, reports.reason_replaced_more),
        Reason::AnotherFirst => text!(locale, reports.reason_another_first_more),
    }
}

/// Reconciliation with the edition before: a line for each reason, and the sum.
fn reconciliation(locale: Locale, edition: &Edition, before: Option<(Edition, Vec<Change>)>) -> impl IntoView + use<> {
    let whole = |number: usize| numbers::whole(locale, u64::try_from(number).unwrap_or(u64::MAX));
    let Some((before, changes)) = before else {
        return view! { <p class="muted">{text!(locale, reports.recon_first)}</p> }.into_any();
    };
    let sum_row = |edition: &Edition| {
        let day = dates::long(locale, day_of(edition.fixed_at));
        view! {
            <tr class="sum">
                <th scope="row">
                    <strong>
                        <a href=site::EditionPage::of(edition.number).path(locale)>
                            {text!(locale, reports.edition_short, number = edition.number)}
                        </a>
                    </strong>
                    <span class="small muted">{text!(locale, reports.recon_given, day = day)}</span>
                </th>
                <td class="ticks"></td>
                <td class="num">{numbers::whole(locale, edition.trained.into())}</td>
            </tr>
        }
    };
    let of = |reason: Reason, came: bool| -> Vec<&str> {
        let wanted = changes.iter().filter(|change| change.reason == reason && change.came == came);
        wanted.map(|change| change.registration_number.as_str()).collect()
    };
    let lines = Reason::ALL.iter().filter_map(|reason| {
        let (came, went) = (of(*reason, true), of(*reason, false));
        if came.is_empty() && went.is_empty() {
            return None;
        }
        let (name, more) = (reason.words(locale), reason_more(locale, *reason));
        let net = match came.len().cmp(&went.len()) {
            std::cmp::Ordering::Greater => format!("+\u{a0}{}", whole(came.len() - went.len())),
            std::cmp::Ordering::Less => format!("−\u{a0}{}", whole(went.len() - came.len())),
            std::cmp::Ordering::Equal => "0".to_owned(),
        };
        let list = |numbers: &[&str], words: String| {
            (!numbers.is_empty()).then(|| view! { <p>{words}": "{numbers.join(", ")}</p> })
        };
        let count = whole(came.len() + went.len());
        Some(view! {
            <tr>
                <th scope="row">
                    <strong>{name}</strong>
                    <span class="small muted">{more}</span>
                    <details class="small">
                        <summary>{text!(locale, reports.recon_numbers, count = count)}</summary>
                        {list(&came, text!(locale, reports.came))}{list(&went, text!(locale, reports.went))}
                    </details>
                </th>
                <td class="ticks">{squares(came.len(), went.len())}</td>
                <td class="num">{net}</td>
            </tr>
        })
    });
    let lines = lines.collect_view();
    let (came, went) =
        (changes.iter().filter(|change| change.came).count(), changes.iter().filter(|one| !one.came).count());
    let title = if changes.is_empty() {
        text!(locale, reports.recon_same, number = before.number)
    } else {
        let (then, now) =
            (numbers::whole(locale, before.trained.into()), numbers::whole(locale, edition.trained.into()));
        text!(locale, reports.recon_title, then = then, now = now)
    };
    let sum = text!(
        locale,
        reports.recon_sum,
        then = numbers::whole(locale, before.trained.into()),
        came = whole(came),
        went = whole(went),
        now = numbers::whole(locale, edition.trained.into())
    );
    view! {
        <section class="stack" aria-labelledby="recon">
            <h2 id="recon">{title.clone()}</h2>
            <table class="recon">
                <caption class="vh">{title}</caption>
                <tbody>{sum_row(&before)}{lines}{sum_row(edition)}</tbody>
            </table>
            <p class="small muted">{sum}</p>
        </section>
    }
    .into_any()
}

/// Squares, one for each certificate: filled ones came, outlined ones went.
fn squares(came: usize, went: usize) -> Option<impl IntoView + use<>> {
    let square = |place: usize| {
        let class = if place < came { "came" } else { "went" };
        let (x, y) = (4 + place % 8 * 20, 3 + place / 8 * 20);
        view! { <rect class=class x=x y=y width="12" height="12" rx="2"/> }
    };
    let count = came + went;
    let view_box = format!("0 0 164 {}", count.div_ceil(8) * 20);
    (count <= MOST_SQUARES).then(|| {
        view! { <svg aria-hidden="true" viewBox=view_box>{(0..count).map(square).collect_view()}</svg> }
    })
}

fn figure(locale: Locale, edition: &Edition) -> impl IntoView + use<> {
    let whole = |number: u32| numbers::whole(locale, number.into());
    let note = (!edition.note.is_empty()).then(|| {
        view! { <div><dt>{text!(locale, reports.note)}</dt><dd>{edition.note.clone()}</dd></div> }
    });
    let view_of = format!("{}{}", Dashboard.path(locale), edition.view);
    view! {
        <section class="stack" aria-labelledby="figure">
            <h2 id="figure">{text!(locale, reports.the_figure)}</h2>
            <p class="big-n">
                <b>{whole(edition.trained)}</b>" "
                <span class="muted">{text!(locale, reports.of_target, target = whole(edition.target))}</span>
            </p>
            <dl class="facts">
                <div>
                    <dt>{text!(locale, reports.opens_now)}</dt>
                    <dd><a href=view_of>{text!(locale, reports.open_view)}</a></dd>
                </div>
                {note}
            </dl>
        </section>
    }
}
