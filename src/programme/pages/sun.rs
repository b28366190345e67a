//! Figure as the sun, in words.

use crate::{
    ground::Locale,
    i18n::{numbers, text},
    ui::SunFigure,
};

/// Sun of a count and its target. Past the target a second lap begins, and the words say so.
pub fn sun_figure(locale: Locale, trained: u32, target: u32) -> SunFigure {
    let (number, goal) = (numbers::whole(locale, trained.into()), numbers::whole(locale, target.into()));
    let what = match trained.checked_sub(target) {
        None => text!(locale, charts.sun_what, count = target, target = goal.clone()),
        Some(0) => text!(locale, charts.sun_reached),
        Some(beyond) => {
            text!(locale, charts.sun_beyond, target = goal.clone(), beyond = numbers::whole(locale, beyond.into()))
        }
    };
    let description = match trained.checked_sub(target) {
        None => text!(locale, charts.sun_part, share = numbers::share(locale, trained, target)),
        Some(0) => text!(locale, charts.sun_full),
        Some(_) => text!(locale, charts.sun_second_lap),
    };
    SunFigure {
        trained,
        target,
        of: text!(locale, charts.sun_of),
        title: text!(locale, charts.sun_title, trained = number.clone(), target = goal),
        number,
        what,
        description,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_fit_the_suns_middle_in_every_language() {
        for locale in Locale::ALL {
            for trained in [0, 1, 87, 130, 143, 260] {
                let figure = sun_figure(locale, trained, 130);
                let most = if trained > 130 { 16 } else { 19 };
                assert!(figure.what.chars().count() <= most, "{}", figure.what);
                assert!(figure.of.chars().count() <= 14, "{}", figure.of);
            }
        }
    }

    #[test]
    fn the_lines_of_the_sun_read_as_a_sentence_that_says_trained() {
        let read = |locale, trained| {
            let SunFigure { number, of, what, .. } = sun_figure(locale, trained, 130);
            format!("{number} {of} {what}").replace('\u{a0}', " ")
        };
        assert_eq!(read(Locale::Kk, 87), "87 маман оқытылды нысана: 130");
        assert_eq!(read(Locale::Ru, 87), "87 обучено из 130 специалистов");
        assert_eq!(read(Locale::En, 0), "0 trained of 130 specialists");
        assert_eq!(read(Locale::Kk, 130), "130 маман оқытылды нысана орындалды");
        assert_eq!(read(Locale::Kk, 143), "143 маман оқытылды нысана 130, +13");
        assert_eq!(read(Locale::Ru, 143), "143 обучено из 130, +13");
    }

    #[test]
    fn past_the_target_the_words_still_say_both_numbers() {
        let figure = sun_figure(Locale::Ru, 143, 130);
        assert_eq!((figure.number.as_str(), figure.what.as_str()), ("143", "из 130, +13"));
        assert_eq!(figure.title, "Обучено специалистов: 143 из 130");
    }
}
