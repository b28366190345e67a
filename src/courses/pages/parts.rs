//! Parts about a run that the catalogue, a course and the home page share.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    courses::model::{Admission, Format, Opening, Places, Run},
    enrollments,
    ground::{Locale, Localized, address::Address},
    i18n::text,
    ui::{IconName, Seats, capitalized, fallback::language_name},
};

/// Words with their language, if it is not the reader's.
pub(super) struct Picked {
    pub(super) words: String,
    pub(super) lang: Option<&'static str>,
    pub(super) written_in: Locale,
}

impl Picked {
    pub(super) fn of(locale: Locale, text: &Localized) -> Self {
        let (words, written_in) = text.pick(locale);
        Self { words: words.to_owned(), lang: (written_in != locale).then(|| written_in.code()), written_in }
    }

    /// Lines of the text, without empty ones.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        self.words.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned)
    }
}

pub(super) fn format_words(locale: Locale, format: Format) -> String {
    match format {
        Format::InPerson => text!(locale, courses.in_person),
        Format::Online => text!(locale, courses.online),
        Format::Blended => text!(locale, courses.blended),
    }
}

pub(super) fn admission_words(locale: Locale, admission: Admission) -> String {
    match admission {
        Admission::FirstCome => text!(locale, ui.first_come),
        Admission::Selection => text!(locale, ui.selection),
    }
}

/// Languages in a row, as words in a sentence.
pub(super) fn languages_words(locale: Locale, languages: &[Locale]) -> String {
    languages.iter().map(|language| language_name(locale, *language)).collect::<Vec<_>>().join(", ")
}

/// Place where a run is held, in the reader's words; the venue among them may be in another language.
pub struct Held {
    pub icon: IconName,
    before: String,
    venue: String,
    /// Language of the venue, if it is not the reader's.
    lang: Option<&'static str>,
    after: String,
}

impl Held {
    /// Words alone, for texts that have no markup.
    pub fn plain(&self) -> String {
        format!("{}{}{}", self.before, self.venue, self.after)
    }

    /// Words with a capital, for the beginning of a line.
    pub(super) fn capitalized(self) -> Self {
        if self.before.is_empty() {
            Self { venue: capitalized(&self.venue), ..self }
        } else {
            Self { before: capitalized(&self.before), ..self }
        }
    }

    pub fn view(self) -> AnyView {
        let Self { before, venue, lang, after, .. } = self;
        match lang {
            Some(lang) => view! { {before}<span lang=lang>{venue}</span>{after} }.into_any(),
            None => format!("{before}{venue}{after}").into_any(),
        }
    }
}

/// Place where a run of a course of this format is held, as far as it is known.
pub fn where_held(locale: Locale, format: Format, venue: &Localized) -> Held {
    /// Character that marks the venue's position in a sentence.
    const GAP: &str = "\u{fffc}";
    let (sentence, icon) = match format {
        Format::Blended if !venue.is_empty() => (text!(locale, courses.blended_in, place = GAP), IconName::Pin),
        Format::InPerson if !venue.is_empty() => (GAP.to_owned(), IconName::Pin),
        Format::InPerson => (format_words(locale, format), IconName::Pin),
        Format::Online | Format::Blended => (format_words(locale, format), IconName::Screen),
    };
    let Some((before, after)) = sentence.split_once(GAP) else {
        return Held { icon, before: sentence, venue: String::new(), lang: None, after: String::new() };
    };
    let Picked { words, lang, .. } = Picked::of(locale, venue);
    Held { icon, before: before.to_owned(), venue: words, lang, after: after.to_owned() }
}

/// Number of seats that are left, in words, or of people who wait for one.
pub(super) fn places_words(locale: Locale, places: Places) -> String {
    match (places.free(), places.waiting) {
        (0, 0) => text!(locale, courses.full),
        (0, waiting) => text!(locale, courses.full_waiting, count = waiting),
        (free, _) => text!(locale, courses.free, count = free, capacity = places.capacity),
    }
}

/// Seats of a run as ticks: confirmed ones, and those reserved for an offer.
pub(super) fn seats(places: Places) -> impl IntoView {
    let confirmed = places.taken.saturating_sub(places.offered);
    view! { <Seats capacity=places.capacity taken=confirmed offered=places.offered/> }
}

/// Seats of a run in a list of runs: in words and as ticks.
pub fn places_in_list(locale: Locale, places: Places) -> AnyView {
    view! { <div class="places"><p>{places_words(locale, places)}</p>{seats(places)}</div> }.into_any()
}

/// Link to the form that applies for a run, named after what comes of it today; to the run's page where nobody can apply any
/// more. `what` tells it apart from other such buttons.
pub fn run_button(locale: Locale, run: &Run, today: NaiveDate, what: &str) -> AnyView {
    let (class, words) = match run.opening(today) {
        Opening::Place => ("btn btn--go", text!(locale, ui.enroll)),
        Opening::Selection => ("btn btn--go", text!(locale, ui.apply)),
        Opening::WaitingList => ("btn", text!(locale, ui.wait)),
        Opening::Over => ("btn", text!(locale, courses.details)),
    };
    let label = format!("{words}: {what}");
    let href = match run.opening(today) {
        Opening::Over => enrollments::site::RunPage::of(&run.code).path(locale),
        _ => enrollments::site::Enroll::of(&run.code).path(locale),
    };
    view! { <a class=class href=href aria-label=label>{words}</a> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_venue_in_another_language_is_marked_with_it_and_the_rest_of_the_sentence_is_not() {
        let venue = Localized { kk: "Шымкент, <b>3-қабат</b>".to_owned(), ..Localized::default() };
        let held = where_held(Locale::En, Format::Blended, &venue);
        assert_eq!(held.plain(), "Шымкент, <b>3-қабат</b> and online");
        let html = held.view().to_html();
        assert!(html.contains(r#"<span lang="kk">Шымкент, &lt;b&gt;3-қабат"#), "{html}");
        assert!(html.contains(" and online") && !html.contains("<b>"), "{html}");
        let own = where_held(Locale::Kk, Format::InPerson, &venue);
        assert!(!own.view().to_html().contains("lang="));
    }

    #[test]
    fn what_is_online_or_not_known_is_said_by_its_format_alone() {
        let held = |format, venue: &Localized| where_held(Locale::Ru, format, venue).plain();
        let none = Localized::default();
        assert_eq!(held(Format::InPerson, &none), text!(Locale::Ru, courses.in_person));
        assert_eq!(held(Format::Blended, &none), text!(Locale::Ru, courses.blended));
        let venue = Localized { ru: "Астана".to_owned(), ..none };
        assert_eq!(held(Format::Online, &venue), text!(Locale::Ru, courses.online));
        let line = where_held(Locale::Ru, Format::Online, &venue).capitalized();
        assert_eq!(line.plain(), "Онлайн");
    }
}
