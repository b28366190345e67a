//! Icons, suns and charts.

use leptos::prelude::*;

use super::{part, say};
use crate::{
    ground::Locale,
    i18n::numbers,
    reference::REGIONS,
    ui::{
        Bar, BarTable, Chart, Expected, Icon, IconName, Month, MonthChart, NumberRow, NumberTable, Sun, SunFigure,
        Target, Tile, TileMap,
    },
};

pub(super) fn all(locale: Locale) -> AnyView {
    let charts = view! { {months(locale)}{map(locale)}{bars(locale)} };
    [
        part("signs", say(locale, "Белгілер", "Знаки", "Signs"), signs()),
        part("suns", say(locale, "Күн", "Солнце", "The sun"), suns(locale)),
        part("charts", say(locale, "Диаграммалар", "Диаграммы", "Charts"), charts),
    ]
    .collect_view()
    .into_any()
}

fn signs() -> impl IntoView {
    let signs = IconName::ALL
        .iter()
        .map(|name| view! { <li class="with-icon small"><Icon name=*name/><span lang="en">{format!("{name:?}")}</span></li> })
        .collect_view();
    view! { <ul class="row">{signs}</ul> }
}

fn suns(locale: Locale) -> impl IntoView {
    let suns = [(0, "sun-0"), (87, "sun-87"), (130, "sun-130"), (143, "sun-143")]
        .map(|(trained, id)| view! { <div class="sky on-sky panel"><Sun figure=figure(locale, trained) id/></div> })
        .collect_view();
    view! { <div class="grid-2">{suns}</div> }
}

fn figure(locale: Locale, trained: u32) -> SunFigure {
    let number = numbers::whole(locale, trained.into());
    let people = say(locale, "маман", "специалистов", "specialists");
    SunFigure {
        trained,
        target: 130,
        of: say(locale, "130-дан", "из 130", "of 130"),
        what: people.clone(),
        title: format!("{number} / 130, {people}"),
        description: say(locale, "Сәулелері бар күн.", "Солнце с лучами.", "A sun of rays."),
        number,
    }
}

fn months(locale: Locale) -> AnyView {
    let months = [(9, Some(12)), (10, Some(0)), (11, Some(31)), (12, Some(44)), (1, None), (2, None)];
    let name = |month: i32| format!("{month:02}");
    let year = |month: i32| if month < 9 { "2027" } else { "2026" }.to_owned();
    let columns = months
        .iter()
        .map(|(month, count)| Month {
            short: name(*month),
            year: year(*month),
            count: *count,
            number: count.map(|count: u32| count.to_string()).unwrap_or_default(),
            expected: count.is_none().then_some(Expected { low: 95, middle: 105, high: 120 }),
            planned: u32::from(count.is_none()),
        })
        .collect();
    let mut sum = 0;
    let rows = months
        .iter()
        .filter_map(|(month, count)| {
            let count = (*count)?;
            sum += count;
            let name = format!("{}.{}", name(*month), year(*month));
            Some(row(name, count, sum.to_string()))
        })
        .collect();
    let title = say(locale, "Желтоқсанда ең көп", "Больше всего в декабре", "Most in December");
    let target = Target { count: 130, words: say(locale, "Нысана: 130", "Цель: 130", "Target: 130") };
    let sentence = say(
        locale,
        "Алты айдың бағандары және олардың қосындысы.",
        "Столбцы за шесть месяцев и линия их суммы.",
        "Columns of six months and the line of their sum.",
    );
    view! {
        <Chart id="chart-months" place="" title sub=Some(say(locale, "Ай бойынша", "По месяцам", "By month"))>
            <MonthChart sentence months=columns target=Some(target) total=sum.to_string()/>
            <NumberTable summary=say(locale, "Айлар кестесі", "Таблица по месяцам", "Table of months")
                head=head(locale) rows/>
        </Chart>
    }
    .into_any()
}

fn row(name: String, count: u32, more: String) -> NumberRow {
    let label = format!("{name}: {count}");
    NumberRow { name, number: count.to_string(), href: "#charts".to_owned(), label, more }
}

fn head(locale: Locale) -> [String; 3] {
    [say(locale, "Атауы", "Название", "Name"), say(locale, "Саны", "Число", "Number"), "Σ".to_owned()]
}

fn map(locale: Locale) -> AnyView {
    let tiles = REGIONS
        .iter()
        .zip((0..).step_by(3))
        .map(|(region, step): (_, u32)| {
            let count = step % 19;
            Tile {
                name: region.name.get(locale).to_owned(),
                short: region.short.get(locale).to_owned(),
                long: region.on_tile.get(locale).to_owned(),
                count,
                number: count.to_string(),
                href: "#charts".to_owned(),
                place: region.tile,
                is_city: region.is_city,
                need: None,
            }
        })
        .collect();
    let title = say(locale, "Барлық өңір емес", "Не во всех регионах", "Not in every region");
    view! {
        <Chart id="chart-map" place="" title>
            <TileMap label=say(locale, "Өңірлер", "Регионы", "Regions")
                counted=say(locale, "мамандар", "специалисты", "specialists")
                nobody=say(locale, "ешкім", "никого", "nobody") tiles/>
        </Chart>
    }
    .into_any()
}

fn bars(locale: Locale) -> AnyView {
    let bars = [
        (say(locale, "психолог", "психолог", "psychologist"), 57),
        (say(locale, "заңгер", "юрист", "lawyer"), 30),
        (say(locale, "көрсетілмеген", "не указано", "not stated"), 0),
    ]
    .map(|(name, count)| Bar {
        label: format!("{name}: {count}"),
        name,
        lang: None,
        count,
        number: count.to_string(),
        share: numbers::share(locale, count, 87),
        href: "#charts".to_owned(),
    })
    .to_vec();
    let title = say(locale, "Ең көбі психологтар", "Больше всего психологов", "Most are psychologists");
    let caption = say(locale, "Мамандық бойынша", "По профессиям", "By profession");
    view! { <Chart id="chart-bars" place="" title><BarTable caption head=head(locale) bars/></Chart> }.into_any()
}
