//! Ways through the pages, and numbers drawn as ticks.

use leptos::prelude::*;

use super::{part, say};
use crate::{
    ground::Locale,
    ui::{Chip, Chips, Crumb, Crumbs, Pager, Seats, Steps, Trail},
};

pub(super) fn all(locale: Locale) -> AnyView {
    [
        part("ways", say(locale, "Жолдар", "Пути", "Ways"), ways(locale)),
        part("seats", say(locale, "Орындар", "Места", "Places"), seats(locale)),
        part("steps", say(locale, "Қадамдар", "Шаги", "Steps"), steps(locale)),
    ]
    .collect_view()
    .into_any()
}

fn ways(locale: Locale) -> impl IntoView {
    let courses = say(locale, "Курстар", "Курсы", "Courses");
    let course = say(locale, "Алғашқы көмек", "Первая помощь", "First aid");
    let above = vec![
        Crumb { words: courses, lang: None, href: "#lists".to_owned() },
        Crumb { words: course, lang: None, href: "#lists".to_owned() },
    ];
    let here = say(locale, "3 қарашадағы топ", "Поток 3 ноября", "Run of 3 November");
    let chips = vec![Chip {
        words: say(locale, "Қазақша", "На казахском", "In Kazakh"),
        label: say(locale, "Сүзгіні алып тастау: қазақша", "Убрать фильтр: на казахском", "Remove filter: in Kazakh"),
        href: "#search".to_owned(),
    }];
    view! {
        <Crumbs locale above here/>
        <Chips label=say(locale, "Қосылған сүзгілер", "Выбранные фильтры", "Filters in use") chips/>
        <Pager locale current=4 last=200 base="?".to_owned()/>
    }
}

fn seats(locale: Locale) -> impl IntoView {
    let runs = [
        (24, 0, 0, say(locale, "24 орынның 24-і бос", "Свободно 24 места из 24", "24 of 24 places left")),
        (24, 18, 0, say(locale, "24 орынның 6-уы бос", "Свободно 6 мест из 24", "6 of 24 places left")),
        (20, 19, 0, say(locale, "20 орынның 1-і бос", "Свободно 1 место из 20", "1 of 20 places left")),
        (25, 25, 0, say(locale, "Орын жоқ, кезекте 4 адам", "Мест нет, в очереди 4", "Full, 4 people waiting")),
        (25, 23, 2, say(locale, "Орын жоқ, 2 ұсыныс", "Мест нет, 2 предложения", "Full, 2 offers open")),
        (300, 210, 0, say(locale, "300 орынның 90-ы бос", "Свободно 90 мест из 300", "90 of 300 places left")),
    ]
    .map(|(capacity, taken, offered, words)| {
        view! { <div class="places"><p>{words}</p><Seats capacity taken offered/></div> }
    })
    .collect_view();
    view! { <div class="cols">{runs}</div> }
}

fn steps(locale: Locale) -> impl IntoView {
    let names = || {
        vec![
            say(locale, "Деректер", "Данные", "Details"),
            say(locale, "Өтінім", "Заявка", "Application"),
            say(locale, "Растау", "Подтверждение", "Confirmation"),
        ]
    };
    let label = |place: usize| format!("{} {}", say(locale, "Қадамдар", "Шаги", "Steps"), place + 1);
    let steps = [0, 1, 2].map(|current| view! { <Steps label=label(current) steps=names() current/> }).collect_view();
    let trails = [
        (0, say(locale, "4 қадамның 1-і: өтінім.", "Шаг 1 из 4: заявка.", "Step 1 of 4: application.")),
        (2, say(locale, "4 қадамның 3-і: сабақтар.", "Шаг 3 из 4: занятия.", "Step 3 of 4: meetings.")),
        (4, say(locale, "4 қадам да өтілді.", "Пройдены все 4 шага.", "All 4 steps are done.")),
    ]
    .map(|(done, words)| view! { <Trail done of=4><strong>{words}</strong></Trail> })
    .collect_view();
    view! { {steps}<div class="cols">{trails}</div> }
}
