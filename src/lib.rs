//! Maman: the training registry of a National Resource Centre.
//!
//! This is the map. Each room is gated here and nowhere inside; `docs/architecture.md` says who may use whom. The
//! slices follow the order of the centre's work, and a slice uses only earlier ones.

// views are nested types, and a page nests many
#![recursion_limit = "512"]

/// Accounts: who signs in, and the pages to make and change an account.
#[cfg(feature = "ssr")]
pub mod accounts;
/// Settings for administrators, and the demonstration's mailbox.
#[cfg(feature = "ssr")]
pub mod admin;
/// Document around every page, and the list of pages.
#[cfg(feature = "ssr")]
pub mod app;
/// Attendance at the meetings of a run.
pub mod attendance;
/// Audit log: who did what to which thing, in a chain.
#[cfg(feature = "ssr")]
pub mod audit;
/// Sessions, passwords and throttles.
#[cfg(feature = "ssr")]
pub mod auth;
/// Certificates: issuing and checking.
pub mod certificates;
/// Command line, one file a command.
#[cfg(feature = "ssr")]
pub mod cli;
/// Scores, results, and closing a run.
pub mod completion;
/// Environment and flags, read once.
#[cfg(feature = "ssr")]
pub mod config;
/// Courses and their runs.
pub mod courses;
/// Credentials: signing keys, what they sign, and how it is checked.
#[cfg(any(feature = "ssr", feature = "check"))]
pub mod credentials;
/// Access to the two databases through one interface.
#[cfg(feature = "ssr")]
pub mod db;
/// Invented registries: the demonstration, and people in any number.
#[cfg(feature = "ssr")]
pub mod demo;
/// Staff's first page: what is due today.
#[cfg(feature = "ssr")]
pub mod desk;
/// Documents for paper: what is printed goes in, the bytes of a PDF come out.
#[cfg(feature = "ssr")]
pub mod documents;
/// Seat of a person on a run.
pub mod enrollments;
/// Words that all rooms share.
pub mod ground;
/// Help: questions and answers, and the accessibility statement.
#[cfg(feature = "ssr")]
pub mod help;
/// Texts, dates, numbers and the order of names.
#[cfg(feature = "ssr")]
pub mod i18n;
/// Lists of people that arrive as spreadsheets.
#[cfg(feature = "ssr")]
pub mod imports;
/// Jobs that run by themselves: letters go, offers pass on.
#[cfg(feature = "ssr")]
pub mod jobs;
/// Trainee's own space: what to do next, transcript, my data.
#[cfg(feature = "ssr")]
pub mod my;
/// Letters, queued with the change they report, and their delivery.
#[cfg(feature = "ssr")]
pub mod outbox;
/// Seats and queue of each run.
pub mod places;
/// Phases, targets, and the figure.
pub mod programme;
/// Regions, professions, kinds of organisations, competence areas.
pub mod reference;
/// People as staff see them: list, record, duplicates.
#[cfg(feature = "ssr")]
pub mod registry;
/// Views of the figure that are handed to a stranger, and what proves them.
pub mod reports;
/// Routes that are not pages, and the order of the layers.
#[cfg(feature = "ssr")]
pub mod routes;
/// Connections of the web: how many, how long, and how they end.
#[cfg(feature = "ssr")]
pub mod server;
/// Settings: what the centre says of itself, dated.
#[cfg(feature = "ssr")]
pub mod settings;
/// Spreadsheets, read and written.
#[cfg(feature = "ssr")]
pub mod sheets;
/// People the centre has trained.
pub mod specialists;
/// State that every request is given.
#[cfg(feature = "ssr")]
pub mod state;
/// Databases made for one test; debug builds only.
#[cfg(all(feature = "ssr", debug_assertions))]
#[doc(hidden)]
pub mod testing;
/// Parts that pages are put together from.
#[cfg(feature = "ssr")]
pub mod ui;

/// Entry point of the browser: makes ready for the islands, which `public/islands.js` then brings to life.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
