//! A finished page, before the layout is put around it.

use axum::http::StatusCode;
use leptos::prelude::*;

/// The part of the product a page belongs to; its entry in the menu is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Home,
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
    pub main: AnyView,
}

impl Page {
    pub fn new(title: String, section: Section, main: impl IntoView + 'static) -> Self {
        Self { title, status: StatusCode::OK, section, private: false, staff: false, main: main.into_any() }
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

    /// A page under the masthead of staff and officers; private as well.
    #[must_use]
    pub fn staff(self) -> Self {
        Self { staff: true, private: true, ..self }
    }
}
