//! `/{l}/figures`: the programme in figures for anybody, with nothing in it that would speak of few people.

use leptos::prelude::*;

use crate::{
    ground::{AppError, Locale, address::Address},
    i18n::{dates, names, numbers, text},
    programme::{
        Phase,
        model::{By, NOT_STATED},
        pages::{Name, quarter_name, sun_figure},
        query::PHASE,
        service::Choices,
    },
    reports::{
        public::{Publication, Quarter},
        report::word,
        service, site,
    },
    ui::{Chart, Empty, Icon, IconName, Page, PageRequest, Section, Sun, capitalized},
};

pub async fn figures(mut request: PageRequest, _: site::Figures) -> Result<Page, AppError> {
    let (locale, wanted) = (request.locale, request.field(PHASE).map(ToOwned::to_owned));
    let (phases, latest) = service::public::published(request.tx().await?, wanted.as_deref()).await?;
    let title = text!(locale, figures.title);
    let Some((phase, publication)) = latest else {
        let main = view! {
            <div class="wrap page stack stack--5">
                <h1>{title.clone()}</h1>
                <Empty>
                    <h2>{text!(locale, figures.nothing)}</h2>
                    <p>{text!(locale, figures.nothing_more)}</p>
                </Empty>
            </div>
        };
        return Ok(Page::new(title, Section::None, main).described(text!(locale, figures.lede)));
    };
    let main = view! {
        <div class="wrap page stack stack--5">
            {headline(locale, &phase, &publication)}
            {other_phases(locale, &phases, &phase)}
            <div class="panel trip">
                {latest_counts(locale, &publication, By::Profession)}
                {latest_counts(locale, &publication, By::Sex)}
            </div>
            {by_quarter(locale, &publication, By::Region)}
            {by_quarter(locale, &publication, By::Profession)}
            {by_quarter(locale, &publication, By::Sex)}
            {why(locale)}
        </div>
    };
    Ok(Page::new(title, Section::None, main).described(text!(locale, figures.lede)))
}

fn headline(locale: Locale, phase: &Phase, publication: &Publication) -> impl IntoView + use<> {
    let trained = publication.quarters.last().map_or(0, |quarter| quarter.trained);
    let ends_on = publication.quarters.last().map_or(phase.starts_on, |quarter| quarter.ends_on);
    let name = Name::of(locale, &phase.name);
    let file = site::FiguresFile.with(locale, [(PHASE, phase.code.clone())]);
    view! {
        <section class="sky on-sky headline" aria-labelledby="figures">
            <span class="sun-link"><Sun figure=sun_figure(locale, trained, phase.target)/></span>
            <div class="stack">
                <h1 id="figures">{text!(locale, figures.title)}</h1>
                <p class="lede">
                    {text!(locale, figures.lede)}" "<span lang=name.lang>{name.words}</span>", "
                    {text!(locale, figures.until, day = dates::long(locale, ends_on))}
                </p>
                <p class="row no-print">
                    <a class="btn btn--gold" href=file><Icon name=IconName::Download/>{text!(locale, figures.as_table)}</a>
                    <a class="btn btn--sky" href="#why">{text!(locale, figures.why)}</a>
                </p>
            </div>
        </section>
    }
}

fn other_phases(locale: Locale, phases: &[Phase], shown: &Phase) -> Option<impl IntoView + use<>> {
    let links = phases.iter().filter(|phase| phase.code != shown.code).map(|phase| {
        let name = Name::of(locale, &phase.name);
        let href = site::Figures.with(locale, [(PHASE, phase.code.clone())]);
        view! { <li><a href=href lang=name.lang>{name.words}</a></li> }
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty()).then(|| {
        view! {
            <nav class="row no-print" aria-label=text!(locale, figures.other_phases)>
                <span class="muted">{text!(locale, figures.other_phases)}</span><ul class="row">{links}</ul>
            </nav>
        }
    })
}

/// Words of a breakdown that have anything to show, by name; "not stated" comes last.
fn words_of(locale: Locale, publication: &Publication, by: By) -> Vec<(String, String)> {
    let shown = |quarter: &Quarter| quarter.shown.get(word(by)).cloned().unwrap_or_default();
    let last = publication.quarters.last().map(shown).unwrap_or_default();
    let has_any = |word: &str| {
        let counts = publication.quarters.iter().map(|quarter| shown(quarter).get(word).copied().unwrap_or(Some(0)));
        word != NOT_STATED || counts.into_iter().any(|count| count != Some(0))
    };
    let mut words: Vec<(String, String)> = last
        .into_keys()
        .filter(|word| has_any(word))
        .map(|word| {
            let name = by.name(locale, &Choices::default(), &word).words;
            (word, capitalized(&name))
        })
        .collect();
    words.sort_by_cached_key(|(word, name)| (word == NOT_STATED, names::sort_key(name)));
    words
}

/// Count, or the mark of a hidden one.
fn cell(locale: Locale, count: Option<u32>) -> impl IntoView {
    let words = count.map_or_else(|| text!(locale, figures.hidden), |count| numbers::whole(locale, count.into()));
    view! { <span class:hush=count.is_none()>{words}</span> }
}

/// Counts of the last quarter as bars; a full track is everybody trained.
fn latest_counts(locale: Locale, publication: &Publication, by: By) -> Option<impl IntoView + use<>> {
    let quarter = publication.quarters.last()?;
    let shown = quarter.shown.get(word(by))?.clone();
    let trained = quarter.trained;
    let id = if by == By::Sex { "latest-sex" } else { "latest-profession" };
    let mut words = words_of(locale, publication, by);
    let all = words.len();
    words.retain(|(word, _)| shown.get(word).copied().flatten().is_some());
    words.sort_by_key(|(word, _)| std::cmp::Reverse(shown.get(word).copied().flatten()));
    let hidden = all - words.len();
    let hidden =
        (hidden > 0).then(|| view! { <p class="hush">{text!(locale, figures.hidden_lines, count = hidden)}</p> });
    let rows = words.into_iter().map(|(word, name)| {
        let count = shown.get(&word).copied().flatten().unwrap_or_default();
        let width = format!("{:.1}%", f64::from(count) * 100.0 / f64::from(trained.max(1)));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="b">
                    <svg class="bar" aria-hidden="true">
                        <rect class="rest" width="100%" height="100%"/><rect width=width height="100%"/>
                    </svg>
                </td>
                <td class="val">{numbers::whole(locale, count.into())}</td>
                <td class="pc">{numbers::share(locale, count, trained)}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let title = by.heading(locale);
    let caption = title.clone();
    let table = (!rows.is_empty()).then(|| {
        view! {
            <table class="bars">
                <caption class="vh">{caption}</caption>
                <thead class="vh"><tr>
                    <th scope="col">{text!(locale, figures.word)}</th><td></td>
                    <th scope="col">{text!(locale, figures.trained)}</th><th scope="col">{text!(locale, figures.share)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    Some(view! {
        <Chart id place="" title sub=None>
            {table}
            {hidden}
        </Chart>
    })
}

fn by_quarter(locale: Locale, publication: &Publication, by: By) -> impl IntoView + use<> {
    let title = by.heading(locale);
    let id = format!("quarters-{}", word(by));
    let region = format!("{title}: {}", text!(locale, figures.cumulative));
    let heads = publication.quarters.iter().map(|quarter| {
        view! { <th scope="col" class="num">{quarter_name(locale, quarter.ends_on)}</th> }
    });
    let heads = heads.collect_view();
    let rows = words_of(locale, publication, by).into_iter().map(|(of, name)| {
        let cells = publication.quarters.iter().map(|quarter| {
            let count = quarter.shown.get(word(by)).and_then(|shown| shown.get(&of)).copied().unwrap_or(Some(0));
            view! { <td class="num">{cell(locale, count)}</td> }
        });
        view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    let totals = publication.quarters.iter().map(|quarter| {
        view! { <td class="num"><b>{numbers::whole(locale, quarter.trained.into())}</b></td> }
    });
    let totals = totals.collect_view();
    view! {
        <section class="stack" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{text!(locale, figures.by_quarter, breakdown = title)}</h2>
            <div class="scroll" role="region" aria-label=region tabindex="0">
                <table class="table table--mid">
                    <caption>{text!(locale, figures.cumulative)}</caption>
                    <thead><tr><th scope="col">{text!(locale, figures.word)}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                    <tfoot><tr><th scope="row">{text!(locale, figures.total)}</th>{totals}</tr></tfoot>
                </table>
            </div>
        </section>
    }
}

fn why(locale: Locale) -> impl IntoView + use<> {
    view! {
        <section class="panel stack" id="why" aria-labelledby="why-heading">
            <h2 id="why-heading">{text!(locale, figures.why)}</h2>
            <p><span class="hush">{text!(locale, figures.hidden)}</span></p>
            <div class="cols cols--top">
                <p><strong>{text!(locale, figures.small)}</strong>" "{text!(locale, figures.small_more)}</p>
                <p><strong>{text!(locale, figures.beside)}</strong>" "{text!(locale, figures.beside_more)}</p>
            </div>
            <p class="small muted">{text!(locale, figures.proof)}</p>
        </section>
    }
}
