//! Parts that pages are put together from: layout, fields, tables, charts, the sun.
//!
//! They know languages but no slice: their input is finished. A page is a function from a `PageRequest` to a `Page`;
//! `Frame` puts the document around it.

mod attachment;
pub mod badge;
pub mod centre;
pub mod charts;
pub mod chips;
pub mod crumbs;
pub mod document;
pub mod empty;
pub mod error_page;
pub mod error_summary;
pub mod fallback;
pub mod field;
pub mod form;
/// Gallery of every part in every state, for looking at them; debug builds only.
#[cfg(debug_assertions)]
pub mod gallery;
#[cfg(not(debug_assertions))]
#[path = "no_gallery.rs"]
pub mod gallery;
pub mod icon;
pub mod kept;
pub mod layout;
mod letter_preview;
mod list_table;
pub mod location;
pub mod notice;
pub mod options;
pub mod page;
pub mod pager;
pub mod problem;
mod qr;
mod request;
pub mod site;
pub mod steps;
pub mod sun;
pub mod ticks;

pub use attachment::attachment;
pub use badge::{Badge, BadgeKind};
pub use centre::{WriteTo, WriteToOr, centre, centre_words};
pub use charts::{
    Bar, BarTable, Chart, Expected, Month, MonthChart, NumberRow, NumberTable, Take, Target, Tile, TileMap,
};
pub use chips::{Chip, Chips};
pub use crumbs::{Crumb, Crumbs};
pub use document::Frame;
pub use empty::Empty;
pub use error_summary::{ErrorLine, ErrorSummary};
pub use fallback::Fallback;
pub use field::{
    AreaField, BirthDayField, ChoiceField, CodeField, DayField, EditorField, FileField, InputSize, PasswordField,
    SelectField, TextField, TickField, TicksField,
};
pub use form::{FormFields, FormFile, FormRequest, FormState, Redirect, SessionCookie};
pub use icon::{Icon, IconName};
pub use layout::{Reader, Site};
pub use letter_preview::{LetterPreview, LetterPreviews, letter_previews};
pub use list_table::ListTable;
pub use location::Location;
pub use notice::{Notice, NoticeKind};
pub use options::{capitalized, organization_options, profession_options, region_options};
pub use page::{Page, Section, Surroundings};
pub use pager::{Pager, page_asked};
pub use qr::qr;
pub use request::PageRequest;
pub use site::{Audience, MenuEntry, Navigation, Route};
pub use steps::Steps;
pub use sun::{Sun, SunFigure};
pub use ticks::{Seats, Trail};
