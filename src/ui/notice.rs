//! Message in the flow of a page.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// Meaning of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Information.
    #[default]
    Plain,
    /// Action is done.
    Ok,
    /// Warning.
    Warn,
    /// Action has failed.
    Bad,
}

impl NoticeKind {
    /// Class, icon, and role for a screen reader.
    const fn look(self) -> (&'static str, IconName, Option<&'static str>) {
        match self {
            Self::Plain => ("notice", IconName::Info, None),
            Self::Ok => ("notice notice--ok", IconName::CheckCircle, Some("status")),
            Self::Warn => ("notice notice--warn", IconName::Alert, None),
            Self::Bad => ("notice notice--bad", IconName::Alert, Some("alert")),
        }
    }
}

/// Message of one paragraph: what happened, in bold, and then what it means.
#[component]
pub fn Notice(
    #[prop(optional)] kind: NoticeKind,
    /// Icon that says more than that of its kind.
    #[prop(optional)]
    icon: Option<IconName>,
    #[prop(optional_no_strip)] title: Option<String>,
    children: Children,
) -> impl IntoView {
    let (class, sign, role) = kind.look();
    let title = title.map(|title| view! { <strong>{title}</strong>" " });
    view! {
        <div class=class role=role>
            <Icon name=icon.unwrap_or(sign)/>
            <div><p>{title}{children()}</p></div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_wrong_is_an_alert_and_what_is_done_a_status() {
        let html = |kind| view! { <Notice kind>"x"</Notice> }.to_html();
        assert!(html(NoticeKind::Bad).contains(r#"role="alert""#));
        assert!(html(NoticeKind::Ok).contains(r#"role="status""#));
        assert!(!html(NoticeKind::Plain).contains("role="));
    }
}
