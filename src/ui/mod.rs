//! The parts that pages are put together from: layout, fields, tables, charts, the sun.
//!
//! They know languages but no slice: whatever they show comes in finished. Pages begin with [`page`].

pub mod error_page;
pub mod field;
pub mod icon;
pub mod layout;
pub mod page;
pub mod problem;
pub mod sun;

pub use field::CodeField;
pub use icon::{Icon, IconName};
pub use layout::{Section, Site};
pub use page::{Asked, Page, page};
pub use sun::{Sun, SunFigure};
