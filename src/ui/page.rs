//! A finished page, before the layout is put around it.

use axum::http::StatusCode;
use leptos::prelude::*;

/// The part of the product a page belongs to; its entry in the menu is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Home,
    Courses,
    My,
    SignIn,
    Admin,
    Verify,
    Dashboard,
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
            main: main.into_any(),
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
