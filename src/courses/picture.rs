//! Pictures that shared links show: the name of the course, the days of the run, and whose site it is.

use std::fmt::Write;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use quick_xml::escape::escape;

use super::{
    service,
    site::{PictureOf, SharedPicture},
};
use crate::{
    db::Failure,
    documents,
    ground::{AppError, Locale, work},
    i18n::{dates, text},
    settings,
    ui::PageRequest,
};

/// Units of the drawing; a PNG has two pixels to each, and so the size that those who show links ask for: 1200 by 630.
const WIDTH: u16 = 600;
const HEIGHT: u16 = 315;
/// Letters that a line of the title has room for, and lines of it.
const LETTERS: usize = 30;
const LINES: usize = 4;
/// Mark of the product, 48 units wide.
const MARK: &str = include_str!("../../public/logo.svg");

/// Words of a picture.
struct Words {
    title: String,
    below: String,
    centre: String,
}

/// `GET /{l}/shared/{picture}`.
pub async fn picture(mut request: PageRequest, address: SharedPicture) -> Result<Response, AppError> {
    let locale = request.locale;
    let tx = request.tx().await?;
    let (title, below) = match &address.picture {
        PictureOf::Site => (text!(locale, layout.promise), text!(locale, courses.picture_of_site)),
        PictureOf::Course(code) => {
            let (course, _) = service::course(tx, code.as_str()).await?.ok_or(AppError::NotFound)?;
            let hours = text!(locale, courses.picture_of_course, count = course.academic_hours.unsigned_abs());
            (course.title.pick(locale).0.to_owned(), hours)
        }
        PictureOf::Run(code) => {
            let details = service::run(tx, code.as_str()).await?.ok_or(AppError::NotFound)?;
            let days = dates::span(locale, details.run.starts_on, details.run.ends_on);
            (details.course.title.pick(locale).0.to_owned(), days)
        }
    };
    let centre = settings::service::current(tx).await?.name(locale).text.clone();
    let words = Words { title, below, centre };
    let drawn = work::blocking(move || documents::png(&drawing(locale, &words)));
    let bytes = drawn.await?.map_err(|error| AppError::from(Failure::Unreadable(error.to_string())))?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    Ok(response)
}

fn drawing(locale: Locale, words: &Words) -> String {
    let mark = MARK.split_once('>').map_or("", |(_, rest)| rest.trim_end().trim_end_matches("</svg>"));
    let mut lines = String::new();
    for (place, line) in title_lines(&words.title).iter().enumerate() {
        // writing to a text does not fail
        let _ = write!(lines, r#"<tspan x="40" dy="{}">{}</tspan>"#, if place == 0 { 0 } else { 38 }, escape(line));
    }
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">
<rect width="100%" height="100%" fill="#07364c"/><rect width="100%" height="6" fill="#fec50c"/>
<g transform="translate(40 28)">{mark}</g>
<g font-family="Onest" fill="#ffffff"><text x="102" y="50" font-size="20" font-weight="600">{name}</text>
<text x="102" y="70" font-size="12" fill="#c5dbe4">{centre}</text>
<text x="40" y="284" font-size="18" fill="#fec50c">{below}</text></g>
<text x="40" y="132" font-size="30" font-family="Literata" fill="#ffffff">{lines}</text></svg>"##,
        name = escape(text!(locale, layout.name)),
        centre = escape(shortened(&words.centre, 74)),
        below = escape(&words.below),
    )
}

/// Title in lines of whole words; what has no room ends in an ellipsis.
fn title_lines(title: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in title.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

fn shortened(words: &str, most: usize) -> String {
    if words.chars().count() <= most { words.to_owned() } else { words.chars().take(most - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_cut_at_a_word_and_says_so() {
        let lines = title_lines(
            "Дін негізінде радикалданудың алдын алу жөніндегі психологиялық-педагогикалық жұмыс негіздері мен тәжірибесі бойынша курс",
        );
        assert_eq!(lines.len(), LINES);
        assert!(lines.iter().all(|line| line.chars().count() <= LETTERS + 1), "{lines:?}");
        assert!(lines.last().unwrap().ends_with('…'), "{lines:?}");
        assert_eq!(title_lines("Кейс-менеджмент"), ["Кейс-менеджмент"]);
    }

    #[test]
    fn a_picture_has_the_size_that_links_are_shown_in_and_takes_words_for_words() {
        let words = Words { title: "<b> & co".to_owned(), below: "1–3".to_owned(), centre: String::new() };
        let png = documents::png(&drawing(Locale::Kk, &words)).unwrap();
        let decoder = png::Decoder::new(std::io::Cursor::new(png));
        let info = decoder.read_info().unwrap();
        assert_eq!((info.info().width, info.info().height), (1200, 630));
    }
}
