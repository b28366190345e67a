//! Finished page, before the layout is put around it.

use axum::http::StatusCode;
use leptos::prelude::*;

/// Part of the product that a page belongs to; its entry in the menu is marked. The order is that of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Today,
    Runs,
    StaffCourses,
    People,
    Certificates,
    My,
    Courses,
    Dashboard,
    Editions,
    Verify,
    Targets,
    Accounts,
    Admin,
    SignIn,
    Home,
    None,
}

/// Masthead and footer around a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surroundings {
    Public,
    /// Masthead of staff and officers.
    Staff,
    /// Absence of both: a page for a projector fills the screen.
    Nothing,
}

/// Script that a page loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Brings islands to life.
    Islands,
    /// Checks certificates in the browser: by camera, photo or PDF.
    Check,
}

impl Script {
    pub(super) const fn file(self) -> &'static str {
        match self {
            Self::Islands => "islands.js",
            Self::Check => "check.js",
        }
    }
}

/// Finished page.
pub struct Page {
    pub title: String,
    pub status: StatusCode,
    pub section: Section,
    /// Sentence about the page for search machines and for whoever is sent a link to it.
    pub description: Option<String>,
    /// Path of the picture that a shared link to the page shows.
    pub picture: Option<String>,
    /// True if the page carries the mark that excludes search machines.
    pub private: bool,
    /// Script of the page, if it has one.
    pub script: Option<Script>,
    pub surroundings: Surroundings,
    /// Seconds after which it loads itself again.
    pub loaded_again: Option<u32>,
    /// Address that the reader is led to instead.
    pub leads_to: Option<String>,
    pub main: AnyView,
}

impl Page {
    pub fn new(title: String, section: Section, main: impl IntoView + 'static) -> Self {
        Self {
            title,
            status: StatusCode::OK,
            section,
            description: None,
            picture: None,
            private: false,
            script: None,
            surroundings: Surroundings::Public,
            loaded_again: None,
            leads_to: None,
            main: main.into_any(),
        }
    }

    /// Leads the reader on to this address of ours, and shows no page.
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

    /// Describes the page to search machines and to whoever is sent a link to it.
    #[must_use]
    pub fn described(self, description: String) -> Self {
        Self { description: Some(description), ..self }
    }

    /// Gives the page a picture of its own for shared links.
    #[must_use]
    pub fn pictured(self, path: String) -> Self {
        Self { picture: Some(path), ..self }
    }

    /// Makes the page private: no search machine and no cache may save it.
    #[must_use]
    pub fn private(self) -> Self {
        Self { private: true, ..self }
    }

    /// Marks the page that checks certificates in the browser: it loads its own script, and may use the camera.
    #[must_use]
    pub fn checking(self) -> Self {
        Self { script: Some(Script::Check), ..self }
    }

    /// Marks a page of which a part comes to life in the browser; it alone loads scripts.
    #[must_use]
    pub fn island(self) -> Self {
        Self { script: Some(Script::Islands), ..self }
    }

    /// Fills the screen of a projector, and loads the page again after so many seconds; private as well.
    #[must_use]
    pub fn projected(self, seconds: u32) -> Self {
        Self { surroundings: Surroundings::Nothing, private: true, ..self.loaded_again(seconds) }
    }

    /// Loads the page again after so many seconds, for work that goes on.
    #[must_use]
    pub fn loaded_again(self, seconds: u32) -> Self {
        Self { loaded_again: Some(seconds), ..self }
    }

    /// Puts the page under the masthead of staff and officers; private as well.
    #[must_use]
    pub fn staff(self) -> Self {
        Self { surroundings: Surroundings::Staff, private: true, ..self }
    }
}
