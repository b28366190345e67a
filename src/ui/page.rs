//! A finished page, before the layout is put around it.

use axum::http::StatusCode;
use leptos::prelude::*;

/// The part of the product a page belongs to; its entry in the menu is marked. The order is that of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    My,
    Courses,
    Dashboard,
    Verify,
    Admin,
    SignIn,
    Home,
    None,
}

/// A finished page.
pub struct Page {
    pub title: String,
    pub status: StatusCode,
    pub section: Section,
    /// Whether the page carries the mark that keeps search machines away.
    pub private: bool,
    /// Whether the masthead is that of staff and officers.
    pub staff: bool,
    /// Whether a part of it comes to life in the browser.
    pub island: bool,
    /// The address that the reader is led to instead.
    pub leads_to: Option<String>,
    pub main: AnyView,
}

impl Page {
    pub fn new(title: String, section: Section, main: impl IntoView + 'static) -> Self {
        Self {
            title,
            status: StatusCode::OK,
            section,
            private: false,
            staff: false,
            island: false,
            leads_to: None,
            main: main.into_any(),
        }
    }

    /// No page: the reader is led on to this address of ours.
    pub fn leading_to(address: String) -> Self {
        Self {
            status: StatusCode::SEE_OTHER,
            private: true,
            leads_to: Some(address),
            ..Self::new(String::new(), Section::None, ())
        }
    }

    #[must_use]
    pub fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// A page that no search machine and no cache may keep.
    #[must_use]
    pub fn private(self) -> Self {
        Self { private: true, ..self }
    }

    /// A page of which a part comes to life in the browser; it alone loads scripts.
    #[must_use]
    pub fn island(self) -> Self {
        Self { island: true, ..self }
    }

    /// A page under the masthead of staff and officers; private as well.
    #[must_use]
    pub fn staff(self) -> Self {
        Self { staff: true, private: true, ..self }
    }
}
