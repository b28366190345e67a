//! Pages of a long list.

use leptos::prelude::*;

use crate::{ground::Locale, i18n::text};

/// Links to the first, the last and the nearest pages. Nothing where one page holds all.
#[component]
pub fn Pager(
    locale: Locale,
    current: i64,
    last: i64,
    /// Address of the list with its question mark; the page is added to it.
    base: String,
) -> impl IntoView {
    (last > 1).then(|| {
        let href = |page: i64| if page == 1 { base.clone() } else { format!("{base}&page={page}") };
        let links = shown(current, last)
            .into_iter()
            .map(|page| match page {
                Some(page) => {
                    let is_current = (page == current).then_some("page");
                    let label = text!(locale, ui.page, page = page);
                    view! { <a href=href(page) aria-current=is_current aria-label=label>{page}</a> }.into_any()
                }
                None => view! { <span aria-hidden="true">"…"</span> }.into_any(),
            })
            .collect_view();
        let next = (current < last).then(|| view! { <a href=href(current + 1)>{text!(locale, ui.next_page)}</a> });
        view! { <nav class="pages" aria-label=text!(locale, ui.pages)>{links}{next}</nav> }
    })
}

/// Number of the page of the list that the address names; `None` for a page that the list does not have.
pub fn page_asked(typed: Option<&str>, last: i64) -> Option<i64> {
    let page = match typed {
        None => 1,
        Some(typed) if typed.bytes().all(|byte| byte.is_ascii_digit()) => typed.parse().ok()?,
        Some(_) => return None,
    };
    (1..=last).contains(&page).then_some(page)
}

/// Numbers that are shown; `None` is a gap.
fn shown(current: i64, last: i64) -> Vec<Option<i64>> {
    let mut numbers = Vec::new();
    let mut before = 0;
    for page in (1..=last).filter(|page| *page == 1 || *page == last || (page - current).abs() <= 1) {
        if page > before + 1 {
            // a gap of one page is that page
            numbers.push((page == before + 2).then_some(page - 1));
        }
        numbers.push(Some(page));
        before = page;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(current: i64, last: i64) -> String {
        let words = shown(current, last).into_iter().map(|page| page.map_or("…".to_owned(), |page| page.to_string()));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn far_pages_are_left_out_but_never_a_single_one() {
        assert_eq!(written(1, 3), "1 2 3");
        assert_eq!(written(1, 200), "1 2 … 200");
        assert_eq!(written(4, 200), "1 2 3 4 5 … 200");
        assert_eq!(written(100, 200), "1 … 99 100 101 … 200");
        assert_eq!(written(200, 200), "1 … 199 200");
    }

    #[test]
    fn a_page_that_the_list_does_not_have_is_none() {
        assert_eq!(page_asked(None, 3), Some(1));
        assert_eq!(page_asked(Some("3"), 3), Some(3));
        for typed in ["4", "0", "-1", "+1", "1.5", "x", "99999999999999999999"] {
            assert_eq!(page_asked(Some(typed), 3), None, "{typed}");
        }
    }
}
