//! Drawn icons. Each has a word beside it that says the same, so screen readers pass it by.
//!
//! The drawing goes into the page where it is used: no second request, and no sheet of symbols to update with it. A new
//! icon is drawn on a grid of 24 units with a line of 1.75 and round ends.

use leptos::prelude::*;

/// Declares the icons with their drawings.
macro_rules! signs {
    ($($name:ident = $shapes:literal,)+) => {
        /// Icons that exist, named by what they show.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum IconName { $($name),+ }

        impl IconName {
            /// Icons in a list, as the gallery shows them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            const fn shapes(self) -> &'static str {
                match self { $(Self::$name => $shapes),+ }
            }
        }
    };
}

signs! {
    Alert = r#"<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.2"/>"#,
    Arrow = r#"<path d="M5 12h14M13 6l6 6-6 6"/>"#,
    Ban = r#"<circle cx="12" cy="12" r="9"/><path d="m5.8 5.8 12.4 12.4"/>"#,
    Calendar = r#"<path d="M4 6.5h16V20H4zM4 10.5h16M8 4v4M16 4v4"/>"#,
    Camera = r#"<path d="M3.5 7.5h4L9 5h6l1.5 2.5h4V19h-17z"/><circle cx="12" cy="13" r="3.6"/>"#,
    Certificate = r#"<path d="M4 4.5h16v11H4zM7.5 8.5h9M7.5 11.5h4"/><path d="M14 15.5v5l2-1.4 2 1.4v-5"/>"#,
    Check = r#"<path d="m5 12.5 4.5 4.5L19 7.5"/>"#,
    CheckCircle = r#"<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.8L16 9.6"/>"#,
    Chevron = r#"<path d="m6 9 6 6 6-6"/>"#,
    Clock = r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.2 2"/>"#,
    Download = r#"<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15"/>"#,
    Edit = r#"<path d="M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4"/>"#,
    File = r#"<path d="M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 13h6M9 16.5h6"/>"#,
    Filter = r#"<path d="M4 6h16M7 12h10M10 18h4"/>"#,
    Globe = r#"<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/>"#,
    Hourglass = r#"<path d="M6 3.5h12M6 20.5h12M7.5 3.5c0 5 4.5 5.5 4.5 8.5s-4.5 3.5-4.5 8.5M16.5 3.5c0 5-4.5 5.5-4.5 8.5s4.5 3.5 4.5 8.5"/>"#,
    Image = r#"<path d="M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17"/><circle cx="15.5" cy="9" r="1.3"/>"#,
    Info = r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 7.8V8"/>"#,
    Key = r#"<circle cx="8" cy="15.5" r="4.5"/><path d="M11.3 12.3 19.5 4M16 7.5l3 3"/>"#,
    Lock = r#"<path d="M5.5 11h13v9h-13zM8 11V8a4 4 0 0 1 8 0v3"/>"#,
    Mail = r#"<path d="M3.5 6h17v12.5h-17zM4 7l8 6 8-6"/>"#,
    Menu = r#"<path d="M4 7h16M4 12h16M4 17h16"/>"#,
    People = r#"<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.4-3.8 3-5.8 6.5-5.8s6.1 2 6.5 5.8M16 5.3a3.5 3.5 0 0 1 0 6.4M18 14.7c2 .8 3.2 2.6 3.5 5.3"/>"#,
    Person = r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.5-4.2 3.3-6.3 7.5-6.3s7 2.1 7.5 6.3"/>"#,
    Pin = r#"<path d="M12 21c4.5-5 6.5-8.4 6.5-11.2a6.5 6.5 0 0 0-13 0C5.5 12.6 7.5 16 12 21z"/><circle cx="12" cy="9.8" r="2.3"/>"#,
    Print = r#"<path d="M7 8.5V4h10v4.5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z"/>"#,
    Question = r#"<circle cx="12" cy="12" r="9"/><path d="M9.3 9.5a2.8 2.8 0 1 1 4.2 2.4c-1 .6-1.5 1-1.5 2.1M12 16.6v.2"/>"#,
    Queue = r#"<path d="M9 6h11M9 12h11M9 18h11M4 5l1.5-.8V8M4 18h2"/>"#,
    Screen = r#"<path d="M3.5 5h17v11h-17zM9 20h6M12 16v4"/>"#,
    Search = r#"<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>"#,
    Shield = r#"<path d="M12 3.5 5 6v5.5c0 4.3 2.8 7.3 7 9 4.2-1.7 7-4.7 7-9V6z"/><path d="m9 11.8 2.2 2.2 3.8-4.2"/>"#,
    Swap = r#"<path d="M4 8.5h14M14 4.5l4 4-4 4M20 15.5H6M10 11.5l-4 4 4 4"/>"#,
    X = r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
    XCircle = r#"<circle cx="12" cy="12" r="9"/><path d="m9 9 6 6M15 9l-6 6"/>"#,
}

/// Icon, the size of the text around it.
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
