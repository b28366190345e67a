//! Look of a letter: the same words as text and as HTML.

use askama::Template;

use super::letter::{Content, Payload};
use crate::{
    db::Failure,
    ground::{Locale, Private},
    i18n::text,
    settings::Centre,
};

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    sheet: &'a Sheet<'a>,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Text<'a> {
    sheet: &'a Sheet<'a>,
}

/// Words on the sheet, in both forms.
struct Sheet<'a> {
    lang: &'static str,
    name: String,
    centre: String,
    subject: &'a str,
    paragraphs: &'a [String],
    action: Option<&'a (String, String)>,
    button_fails: String,
    centre_long: String,
    by_program: String,
    answers_at: String,
    /// Address that answers go to, where the centre has set one.
    contact: Option<&'a str>,
}

/// Content of the letter as its reader sees it.
pub(super) fn content(locale: Locale, centre: &Centre, payload: &Payload) -> Result<Content, Failure> {
    let sheet = Sheet {
        lang: locale.code(),
        name: text!(locale, layout.name),
        centre: centre.name(locale).text,
        subject: &payload.subject,
        paragraphs: &payload.paragraphs,
        action: payload.action.as_ref(),
        button_fails: text!(locale, letters.button_fails),
        centre_long: centre.full_name(locale).text,
        by_program: text!(locale, letters.by_program),
        answers_at: text!(locale, letters.answers_at),
        contact: centre.email(),
    };
    Ok(Content {
        to: Private::new(payload.to.clone()),
        subject: payload.subject.clone(),
        text: Text { sheet: &sheet }.render().map_err(unwritable)?,
        html: Html { sheet: &sheet }.render().map_err(unwritable)?,
        calendar: payload.calendar.clone(),
    })
}

fn unwritable(error: askama::Error) -> Failure {
    Failure::Unreadable(error.to_string())
}
