//! Decision before it is taken: who it is about, which letter they get, and what is left of the seats.

use leptos::prelude::*;

use super::parts::flags;
use crate::{
    courses::service::RunDetails,
    enrollments::{
        model::Decision,
        pages::parts::state_words_for_staff,
        query::{ACTION, ENROLLMENT, IN_LETTER, SURE},
        service::{REASON, RunApplication},
        site,
    },
    ground::{Locale, address::Address},
    i18n::text,
    ui::{AreaField, Empty, FormState, LetterPreviews, Notice, NoticeKind, TickField, letter_previews},
};

/// Page that asks once more: who, which letter they get, and how many seats are left afterwards.
pub(super) fn decide(
    locale: Locale,
    details: &RunDetails,
    form: &FormState,
    decision: Decision,
    (people, previews): (Vec<RunApplication>, LetterPreviews),
) -> impl IntoView + use<> {
    let (open, others): (Vec<_>, Vec<_>) = people.into_iter().partition(|one| decision.is_open_to(one.state));
    let back = site::Applications::of(&details.run.code).path(locale);
    let action = back.clone();
    let count = u32::try_from(open.len()).unwrap_or(u32::MAX);
    let left = (!others.is_empty()).then(|| {
        let names =
            others.iter().map(|one| format!("{} ({})", one.name.full(), state_words_for_staff(locale, one.state)));
        let names = names.collect::<Vec<_>>().join(", ");
        view! { <Notice kind=NoticeKind::Warn title=Some(text!(locale, enrollments.decided_already))>{names}</Notice> }
    });
    if open.is_empty() {
        return view! {
            {left}
            <Empty>
                <h2>{text!(locale, enrollments.nobody_chosen)}</h2>
                <p><a href=back>{text!(locale, enrollments.back_to_list)}</a></p>
            </Empty>
        }
        .into_any();
    }
    let free = details.run.places.free();
    let has_overlap = open.iter().any(|one| one.overlap.is_some());
    let seats = (decision == Decision::Confirm).then(|| {
        if let Some(left) = free.checked_sub(count) {
            view! { <p>{text!(locale, enrollments.seats_left_then, count = left)}</p> }.into_any()
        } else {
            let words = text!(locale, enrollments.seats_too_few, free = free, count = count);
            view! { <Notice kind=NoticeKind::Bad>{words}</Notice> }.into_any()
        }
    });
    let needs_note = decision == Decision::Decline || (decision == Decision::Confirm && has_overlap);
    let note = needs_note.then(|| {
        let problem = form.problem(REASON);
        let label = if decision == Decision::Decline {
            text!(locale, enrollments.why_decline)
        } else {
            text!(locale, enrollments.why_overlap)
        };
        let value = form.value(REASON, "");
        let in_letter = (decision == Decision::Decline).then(|| {
            let ticked = form.is_ticked(IN_LETTER, false);
            view! { <TickField locale name=IN_LETTER label=text!(locale, enrollments.note_in_letter) ticked problem=None/> }
        });
        view! {
            <AreaField locale name=REASON label value problem maxlength=500/>
            {in_letter}
        }
    });
    let (title, letter, button, class) = match decision {
        Decision::Confirm => (
            text!(locale, enrollments.confirm_people, count = count),
            text!(locale, enrollments.letter_confirmed),
            text!(locale, enrollments.confirm_people, count = count),
            "btn btn--go",
        ),
        Decision::Waitlist => (
            text!(locale, enrollments.waitlist_people, count = count),
            text!(locale, enrollments.letter_waitlisted),
            text!(locale, enrollments.waitlist_people, count = count),
            "btn btn--go",
        ),
        Decision::Decline => (
            text!(locale, enrollments.decline_people, count = count),
            text!(locale, enrollments.letter_declined),
            text!(locale, enrollments.decline_people, count = count),
            "btn btn--bad",
        ),
    };
    // without an address among them the sentence would promise what does not come
    let letter = (!previews.letters.is_empty()).then(|| view! { <p class="muted">{letter}</p> });
    let names = open.iter().map(|one| {
        view! {
            <li>
                <input type="hidden" name=ENROLLMENT value=one.id.to_string()/>
                {one.name.full()}
                {flags(locale, one)}
            </li>
        }
    });
    let names = names.collect_view();
    view! {
        {left}
        <form method="post" class="panel stack" action=action novalidate>
            <h2>{title}</h2>
            <input type="hidden" name=SURE value="1"/>
            <ul class="dots">{names}</ul>
            {letter}
            {letter_previews(locale, previews)}
            {seats}
            {note}
            <div class="row">
                <button class=class name=ACTION value=decision.as_str()>{button}</button>
                <a class="btn" href=back>{text!(locale, enrollments.back_to_list)}</a>
            </div>
        </form>
    }
    .into_any()
}
