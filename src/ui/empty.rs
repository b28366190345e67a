//! Empty list: why it is empty, and at most one thing to do.

use leptos::prelude::*;

/// Frame with the ornament. Its first child is a heading of the level that fits the page.
#[component]
pub fn Empty(children: Children) -> impl IntoView {
    view! {
        <div class="empty">
            <svg viewBox="0 0 32 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" aria-hidden="true">
                <path d="M16 22V12A6.5 6.5 0 0 0 3 12A4.6 4.6 0 0 0 12.2 12A2.6 2.6 0 0 0 7 12.4M16 12A6.5 6.5 0 0 1 29 12A4.6 4.6 0 0 1 19.8 12A2.6 2.6 0 0 1 25 12.4M12 22h8"></path>
            </svg>
            {children()}
        </div>
    }
}
