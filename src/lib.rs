//! Maman: the training registry of a National Resource Centre.
//!
//! The map. Each room is gated here and nowhere inside; `docs/architecture.md` says who may use whom.
//! The slices follow the order of the centre's work, and a slice uses only earlier ones.

// views are nested types, and a page nests many
#![recursion_limit = "512"]

/// Who signs in: accounts, and the pages to make and keep one.
#[cfg(feature = "ssr")]
pub mod accounts;
/// Settings for administrators, and the demonstration's mailbox.
#[cfg(feature = "ssr")]
pub mod admin;
/// The document around every page, and the list of pages.
#[cfg(feature = "ssr")]
pub mod app;
/// Who did what to which thing: the chained log.
#[cfg(feature = "ssr")]
pub mod audit;
/// Who asks: sessions, passwords, throttles.
#[cfg(feature = "ssr")]
pub mod auth;
/// Certificates, and checking one.
pub mod certificates;
/// The command line, one file a command.
#[cfg(feature = "ssr")]
pub mod cli;
/// Environment and flags, read once.
#[cfg(feature = "ssr")]
pub mod config;
/// Courses and their runs.
pub mod courses;
/// The two databases behind one door.
#[cfg(feature = "ssr")]
pub mod db;
/// Invented registries: the demonstration, and people in any number.
#[cfg(feature = "ssr")]
pub mod demo;
/// A person's place on a run.
pub mod enrollments;
/// Words that all rooms share.
pub mod ground;
/// Texts, dates, numbers and the order of names.
#[cfg(feature = "ssr")]
pub mod i18n;
/// Lists of people that arrive as spreadsheets.
#[cfg(feature = "ssr")]
pub mod imports;
/// What happens by itself: letters go, offers pass on.
#[cfg(feature = "ssr")]
pub mod jobs;
/// A trainee's own space: what to do next, transcript, my data.
#[cfg(feature = "ssr")]
pub mod my;
/// Letters, queued with the change they tell of, and their delivery.
#[cfg(feature = "ssr")]
pub mod outbox;
/// Seats and waiting list of each run.
pub mod places;
/// Phases, targets, and the figure.
pub mod programme;
/// Regions, professions, kinds of organisations, competence areas.
pub mod reference;
/// Everything that is not a page, and the order of the layers.
#[cfg(feature = "ssr")]
pub mod routes;
/// Connections of the web: how many, how long, and how they end.
#[cfg(feature = "ssr")]
pub mod server;
/// Settings: what the centre says of itself, dated.
#[cfg(feature = "ssr")]
pub mod settings;
/// The people the centre has trained.
pub mod specialists;
/// What every request is given.
#[cfg(feature = "ssr")]
pub mod state;
/// Databases made for one test; debug builds only.
#[cfg(all(feature = "ssr", debug_assertions))]
#[doc(hidden)]
pub mod testing;
/// The parts that pages are put together from.
#[cfg(feature = "ssr")]
pub mod ui;

/// The browser's entry point: makes ready for the islands, which `public/islands.js` then brings to life.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
