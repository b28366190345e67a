//! Drawn signs. Each stands beside a word that says the same, so screen readers pass it by.
//!
//! The drawing goes into the page where it is used: no second request, and no sheet of symbols to keep in step.
//! A new sign is drawn on a grid of 24 units with a line of 1.75 and round ends.

use leptos::prelude::*;

/// The signs there are, named by what they show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    Alert,
    Arrow,
    Ban,
    Calendar,
    CheckCircle,
    Chevron,
    Clock,
    Filter,
    Globe,
    Hourglass,
    Info,
    Menu,
    Pin,
    Print,
    Question,
    Screen,
    Search,
    Swap,
    X,
    XCircle,
}

impl IconName {
    fn shapes(self) -> &'static str {
        match self {
            Self::Alert => r#"<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.2"/>"#,
            Self::Arrow => r#"<path d="M5 12h14M13 6l6 6-6 6"/>"#,
            Self::Ban => r#"<circle cx="12" cy="12" r="9"/><path d="m5.8 5.8 12.4 12.4"/>"#,
            Self::Calendar => r#"<path d="M4 6.5h16V20H4zM4 10.5h16M8 4v4M16 4v4"/>"#,
            Self::CheckCircle => r#"<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.8L16 9.6"/>"#,
            Self::Chevron => r#"<path d="m6 9 6 6 6-6"/>"#,
            Self::Clock => r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.2 2"/>"#,
            Self::Filter => r#"<path d="M4 6h16M7 12h10M10 18h4"/>"#,
            Self::Globe => {
                r#"<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/>"#
            }
            Self::Hourglass => {
                r#"<path d="M6 3.5h12M6 20.5h12M7.5 3.5c0 5 4.5 5.5 4.5 8.5s-4.5 3.5-4.5 8.5M16.5 3.5c0 5-4.5 5.5-4.5 8.5s4.5 3.5 4.5 8.5"/>"#
            }
            Self::Info => r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 7.8V8"/>"#,
            Self::Menu => r#"<path d="M4 7h16M4 12h16M4 17h16"/>"#,
            Self::Pin => {
                r#"<path d="M12 21c4.5-5 6.5-8.4 6.5-11.2a6.5 6.5 0 0 0-13 0C5.5 12.6 7.5 16 12 21z"/><circle cx="12" cy="9.8" r="2.3"/>"#
            }
            Self::Print => r#"<path d="M7 8.5V4h10v4.5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z"/>"#,
            Self::Question => {
                r#"<circle cx="12" cy="12" r="9"/><path d="M9.3 9.5a2.8 2.8 0 1 1 4.2 2.4c-1 .6-1.5 1-1.5 2.1M12 16.6v.2"/>"#
            }
            Self::Screen => r#"<path d="M3.5 5h17v11h-17zM9 20h6M12 16v4"/>"#,
            Self::Search => r#"<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>"#,
            Self::Swap => r#"<path d="M4 8.5h14M14 4.5l4 4-4 4M20 15.5H6M10 11.5l-4 4 4 4"/>"#,
            Self::X => r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
            Self::XCircle => r#"<circle cx="12" cy="12" r="9"/><path d="m9 9 6 6M15 9l-6 6"/>"#,
        }
    }
}

/// One sign, the size of the text around it.
#[component]
pub fn Icon(name: IconName) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" inner_html=name.shapes()></svg> }
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_drawn_in_place_and_hidden_from_screen_readers() {
        let html = view! { <Icon name=IconName::Arrow /> }.to_html();

        assert!(html.contains(r#"aria-hidden="true""#));
        assert!(html.ends_with(r#"><path d="M5 12h14M13 6l6 6-6 6"/></svg>"#));
    }
}
