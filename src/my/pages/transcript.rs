//! `/{l}/my/transcript`: all that was finished, on one sheet for paper.

use leptos::prelude::*;

use crate::{
    certificates, courses,
    enrollments::State,
    ground::{AppError, Locale, address::Address},
    i18n::{dates, text},
    my::{
        service::{self, Finished, Transcript},
        site,
        wording::Title,
    },
    ui::{Crumbs, Empty, Icon, IconName, Page, PageRequest, Section, crumbs::above_own},
};

pub async fn transcript(mut request: PageRequest, _: site::Transcript) -> Result<Page, AppError> {
    let (locale, today) = (request.locale, request.today());
    let transcript = service::transcript(request.tx().await?).await?;
    let title = text!(locale, transcript.title);
    let made_on = text!(locale, transcript.made_on, day = dates::long(locale, today));
    let name = transcript.name.as_ref().map(|name| view! { <p class="person">{name.full()}</p> });
    let main = view! {
        <div class="wrap page stack stack--5">
            <Crumbs locale above=above_own(locale, &request.reader.caller, site::My.path(locale)) here=title.clone()/>
            <div class="head">
                <h1>{title.clone()}</h1>
                {name}
                <p class="muted">{text!(locale, layout.centre_long)}". "{made_on}"."</p>
            </div>
            {sheet(locale, &transcript, request.origin())}
        </div>
    };
    Ok(Page::new(title, Section::My, main).private())
}

fn sheet(locale: Locale, transcript: &Transcript, origin: &str) -> AnyView {
    if transcript.finished.is_empty() {
        return view! {
            <Empty>
                <h2>{text!(locale, transcript.none)}</h2>
                <p>{text!(locale, transcript.none_more)}</p>
                <a class="btn" href=courses::site::Catalogue.path(locale)>{text!(locale, my.to_courses)}</a>
            </Empty>
        }
        .into_any();
    }
    let address = certificates::site::VerifyForm.url(origin, locale);
    view! {
        <p class="no-print">
            <a class="btn" href=site::TranscriptFile.path(locale)>
                <Icon name=IconName::Download/>{text!(locale, transcript.file)}
            </a>
        </p>
        {table(locale, &transcript.finished)}
        <p><strong>{text!(locale, transcript.sum, count = transcript.hours())}</strong></p>
        <p class="small">{text!(locale, transcript.check, address = address)}</p>
    }
    .into_any()
}

fn table(locale: Locale, finished: &[Finished]) -> AnyView {
    let heads = [
        text!(locale, transcript.course),
        text!(locale, transcript.hours),
        text!(locale, transcript.dates),
        text!(locale, transcript.result),
        text!(locale, transcript.certificate),
    ];
    let head =
        heads.iter().map(|name| view! { <th role="columnheader" scope="col">{name.clone()}</th> }).collect_view();
    let rows = finished.iter().map(|finished| row(locale, finished, &heads)).collect_view();
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=text!(locale, transcript.title)>
            <table class="table table--stack" role="table">
                <thead role="rowgroup"><tr role="row">{head}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(locale: Locale, finished: &Finished, heads: &[String; 5]) -> impl IntoView + use<> {
    let [_, hours_head, dates_head, result_head, certificate_head] = heads.clone();
    let certificate = finished.certificate.as_ref();
    // as printed, where there is a certificate
    let title =
        Title::of(locale, certificate.map_or_else(|| &finished.own.title, |certificate| &certificate.printed.title));
    let (from, to) = certificate.map_or((finished.own.starts_on, finished.own.ends_on), |certificate| {
        (certificate.printed.starts_on, certificate.printed.ends_on)
    });
    let result = match finished.own.state {
        State::Completed => text!(locale, transcript.completed),
        State::NoShow => text!(locale, transcript.no_show),
        _ => text!(locale, transcript.not_completed),
    };
    let number = certificate.map(|certificate| {
        let code = certificate.check_code.to_string();
        let href = certificates::site::Verify::of(&code).path(locale);
        view! {
            <span class="code">{certificate.registration_number.to_string()}</span>
            <br/><span class="muted">{text!(locale, transcript.code)}</span>" "
            <a class="code" href=href>{code}</a>
        }
    });
    let number = number.map_or_else(|| "–".into_any(), IntoAny::into_any);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" lang=title.lang>{title.words}</th>
            <td role="cell" class="num" data-label=hours_head>{finished.hours()}</td>
            <td role="cell" data-label=dates_head>{dates::span(locale, from, to)}</td>
            <td role="cell" data-label=result_head>{result}</td>
            <td role="cell" data-label=certificate_head>{number}</td>
        </tr>
    }
}
