//! `/{l}/staff/specialists/duplicates`: pairs of records that may be of one person.

use leptos::prelude::*;

use super::parts::{above, joined, profession_words, region_words, report};
use crate::{
    ground::{AppError, Locale, address::Address},
    i18n::{dates, text},
    registry::{
        outcome::Outcome,
        service::{self, ListedPair},
        site::{self, Pair},
    },
    ui::{Crumbs, Empty, Page, PageRequest, Pager, Section, page_asked},
};

pub async fn duplicates(mut request: PageRequest, _: site::Duplicates) -> Result<Page, AppError> {
    let (locale, outcome) = (request.locale, request.outcome::<Outcome>());
    let number = page_asked(request.field("page"), i64::MAX).ok_or(AppError::NotFound)?;
    let found = service::duplicates(request.tx().await?, number).await?;
    let title = text!(locale, registry.duplicates);
    let (current, last) = (found.page, found.last);
    let list = if found.rows.is_empty() {
        view! {
            <Empty><h2>{text!(locale, registry.no_duplicates)}</h2><p>{text!(locale, registry.no_duplicates_more)}</p></Empty>
        }
        .into_any()
    } else {
        let rows = found.rows.iter().map(|pair| task(locale, pair)).collect_view();
        view! {
            <p>{text!(locale, registry.pairs, count = found.count)}" "{text!(locale, registry.duplicates_more)}</p>
            <ul class="tasks">{rows}</ul>
            <Pager locale current last base=format!("{}?", site::Duplicates.path(locale))/>
        }
        .into_any()
    };
    let main = view! {
        <div class="wrap wrap--wide page stack">
            <Crumbs locale above=above(locale) here=title.clone()/>
            <div class="head"><h1>{title.clone()}</h1></div>
            {report(locale, outcome)}
            {list}
        </div>
    };
    Ok(Page::new(title, Section::People, main).staff())
}

/// Pair in a list, with the way to the page on which the two are compared.
pub(super) fn task(locale: Locale, pair: &ListedPair) -> AnyView {
    let Some(ids) = Pair::of(pair.a, pair.b) else { return ().into_any() };
    let name = pair.name.full();
    let of = |region: Option<&str>, profession: Option<&str>| {
        let words = joined([region_words(locale, region), profession_words(locale, profession)]);
        if words.is_empty() { text!(locale, registry.nothing_known) } else { words }
    };
    let one = of(pair.region.as_deref(), pair.profession.as_deref());
    let other = of(pair.other_region.as_deref(), pair.other_profession.as_deref());
    let label = format!("{}: {name}", text!(locale, registry.compare));
    view! {
        <li class="task">
            <div>
                <h2 class="h3">{name}", "{dates::short(pair.birth_date)}</h2>
                <p class="small muted">{one}</p>
                <p class="small muted">{other}</p>
            </div>
            <a class="btn" href=site::Duplicate { pair: ids }.path(locale) aria-label=label>{text!(locale, registry.compare)}</a>
        </li>
    }
    .into_any()
}
