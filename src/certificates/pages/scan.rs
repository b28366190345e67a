//! Check by camera, photo or PDF: what `public/check.js` brings to life, and the answers that it fills in. Without scripts
//! none of it is shown, and the code is typed as before.

use leptos::prelude::*;

use crate::{
    credentials::{
        check::{FileVerdict, Verdict},
        site::{Jwks, StatusFileAddress},
    },
    ground::{Locale, address::Address},
    i18n::text,
    ui::{Icon, IconName},
};

/// Words, colour and sign of an answer.
type Answer = (&'static str, IconName, String, String);

fn answer_of(locale: Locale, verdict: Verdict) -> Answer {
    match verdict {
        Verdict::Valid => {
            ("ok", IconName::CheckCircle, text!(locale, verify.valid), text!(locale, verify.valid_offline))
        }
        Verdict::Altered => ("bad", IconName::Alert, text!(locale, verify.altered), text!(locale, verify.altered_more)),
        Verdict::Revoked => ("bad", IconName::Ban, text!(locale, verify.revoked), text!(locale, verify.revoked_more)),
        Verdict::Replaced => {
            ("old", IconName::Swap, text!(locale, verify.replaced), text!(locale, verify.replaced_more))
        }
        Verdict::Expired => {
            ("old", IconName::Hourglass, text!(locale, verify.expired), text!(locale, verify.expired_more))
        }
        Verdict::UnknownKey => {
            ("off", IconName::Key, text!(locale, verify.unknown_key), text!(locale, verify.unknown_key_more))
        }
        Verdict::ListTooOld => {
            ("off", IconName::Clock, text!(locale, verify.list_too_old), text!(locale, verify.list_too_old_more))
        }
    }
}

fn answer_of_file(locale: Locale, verdict: FileVerdict) -> Answer {
    match verdict {
        FileVerdict::VeryFile => {
            ("ok", IconName::CheckCircle, text!(locale, verify.very_file), text!(locale, verify.very_file_more))
        }
        FileVerdict::GenuineInAnotherFile => {
            ("warn", IconName::File, text!(locale, verify.another_file), text!(locale, verify.another_file_more))
        }
        FileVerdict::Altered => {
            ("bad", IconName::Alert, text!(locale, verify.altered), text!(locale, verify.altered_file_more))
        }
        FileVerdict::NotOurs => {
            ("off", IconName::Question, text!(locale, verify.not_ours), text!(locale, verify.not_ours_more))
        }
    }
}

/// Answer as a template that the script copies.
fn template(word: &'static str, (kind, icon, heading, more): Answer) -> impl IntoView {
    view! {
        <template data-answer=word>
            <div class=format!("answer answer--{kind}") role="status">
                <Icon name=icon/>
                <div><h2 class="h3">{heading}</h2><p>{more}</p></div>
            </div>
        </template>
    }
}

/// Facts of a certificate that is proven; the script fills in the values and leaves out the rows without one.
fn facts(locale: Locale) -> impl IntoView {
    let rows = [
        ("name", text!(locale, verify.holder)),
        ("title", text!(locale, verify.course)),
        ("hours", text!(locale, verify.hours)),
        ("studied", text!(locale, verify.studied)),
        ("issued", text!(locale, verify.issued)),
        ("until", text!(locale, verify.holds_until)),
        ("number", text!(locale, verify.number)),
        ("code", text!(locale, ui.check_code)),
    ];
    let rows = rows.map(|(fact, label)| view! { <div data-row=fact><dt>{label}</dt><dd data-fact=fact></dd></div> });
    view! { <template data-answer="facts"><dl class="facts">{rows}</dl></template> }
}

/// Parts of the page that scripts alone can use; hidden until they run.
pub fn scanner(locale: Locale) -> impl IntoView {
    let verdicts = Verdict::ALL.map(|verdict| template(verdict.word(), answer_of(locale, verdict)));
    let files = FileVerdict::ALL.map(|verdict| template(verdict.word(), answer_of_file(locale, verdict)));
    let others = [
        ("file-unknown", text!(locale, verify.file_unknown), text!(locale, verify.file_unknown_more)),
        ("no-code", text!(locale, verify.no_code), text!(locale, verify.no_code_more)),
        ("no-camera", text!(locale, verify.no_camera), text!(locale, verify.no_camera_more)),
    ]
    .map(|(word, heading, more)| template(word, ("off", IconName::Question, heading, more)));
    view! {
        <section
            class="scan" hidden id="scan" aria-label=text!(locale, verify.scan)
            data-keys=Jwks.path(locale) data-status=StatusFileAddress.path(locale)
        >
            <p>{text!(locale, verify.scan_lede)}</p>
            <div class="scan__frame" hidden id="scan-frame">
                <video id="scan-video" muted playsinline></video>
                <p>{text!(locale, verify.hold_code)}</p>
            </div>
            <button class="btn btn--go btn--wide" type="button" id="scan-camera">
                <Icon name=IconName::Camera/>{text!(locale, verify.scan_camera)}
            </button>
            <div class="scan__ways">
                <label class="btn"><Icon name=IconName::Image/>{text!(locale, verify.from_photo)}
                    <input class="vh" id="scan-photo" type="file" accept="image/*"/></label>
                <label class="btn"><Icon name=IconName::File/>{text!(locale, verify.from_pdf)}
                    <input class="vh" id="scan-pdf" type="file" accept="application/pdf"/></label>
            </div>
            <p class="small muted">{text!(locale, verify.drop_pdf)}</p>
            <div class="answers" id="scan-answers" aria-live="polite"></div>
            {verdicts} {files} {others} {facts(locale)}
        </section>
    }
}

/// Age of the list that this device checks against, and the ways to have a newer one; hidden until scripts run.
pub fn list_age(locale: Locale) -> impl IntoView {
    view! {
        <section class="age stack" hidden id="list">
            <h2 class="h3">{text!(locale, verify.list_of)}" "<time id="list-made"></time></h2>
            <svg class="seats" aria-hidden="true">
                <line x1="0" x2="100%" y1="6" y2="6" pathLength="30" stroke-dasharray="0.78 0.22"></line>
                <line class="taken" id="list-taken" x1="0" x2="0" y1="6" y2="6" pathLength="1" stroke-dasharray="0.78 0.22">
                </line>
            </svg>
            <p class="small muted">{text!(locale, verify.list_days)}" "<strong id="list-days"></strong>". "
                {text!(locale, verify.list_good)}</p>
            <p class="row">
                <button class="btn" type="button" id="list-fetch">{text!(locale, verify.fetch_list)}</button>
                <button class="btn btn--plain" type="button" id="list-keep">{text!(locale, verify.keep_page)}</button>
                <span class="small" id="list-kept" role="status" hidden>{text!(locale, verify.kept_page)}</span>
            </p>
        </section>
    }
}
