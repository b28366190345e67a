//! The figure as the sun, in words.

use crate::{
    ground::Locale,
    i18n::{numbers, text},
    ui::SunFigure,
};

/// The sun of a count and its target. Past the target a second lap begins, and the words say so.
pub(super) fn sun_figure(locale: Locale, trained: u32, target: u32) -> SunFigure {
    let (number, goal) = (numbers::whole(locale, trained.into()), numbers::whole(locale, target.into()));
    let what = match trained.checked_sub(target) {
        None => text!(locale, charts.sun_what, count = target),
        Some(0) => text!(locale, charts.sun_reached),
        Some(beyond) => text!(locale, charts.sun_beyond, beyond = numbers::whole(locale, beyond.into())),
    };
    let description = match trained.checked_sub(target) {
        None => text!(locale, charts.sun_part, share = numbers::share(locale, trained, target)),
        Some(0) => text!(locale, charts.sun_full),
        Some(_) => text!(locale, charts.sun_second_lap),
    };
    SunFigure {
        trained,
        target,
        of: text!(locale, charts.sun_of, target = goal.clone()),
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
                assert!(figure.what.chars().count() <= 16, "{}", figure.what);
            }
        }
    }

    #[test]
    fn past_the_target_the_words_still_say_both_numbers() {
        let figure = sun_figure(Locale::Ru, 143, 130);
        assert_eq!((figure.number.as_str(), figure.of.as_str()), ("143", "из 130"));
        assert_eq!(figure.title, "Обучено специалистов: 143 из 130");
    }
}
