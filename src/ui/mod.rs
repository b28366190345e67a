//! The parts that pages are put together from: layout, fields, tables, charts, the sun.
//!
//! They know languages but no slice: whatever they show comes in finished. Pages begin with `page`.

pub mod asked;
pub mod charts;
pub mod chips;
pub mod empty;
pub mod error_page;
pub mod error_summary;
pub mod field;
pub mod frame;
pub mod icon;
pub mod layout;
pub mod page;
pub mod pager;
pub mod problem;
pub mod sun;

pub use asked::Asked;
pub use charts::{Bar, BarTable, Chart, Month, MonthChart, NumberRow, NumberTable, Target, Tile, TileMap};
pub use chips::{Chip, Chips};
pub use empty::Empty;
pub use error_summary::{ErrorLine, ErrorSummary};
pub use field::{CodeField, DayField, SelectField};
pub use frame::{frame, page};
pub use icon::{Icon, IconName};
pub use layout::Site;
pub use page::{Page, Section};
pub use pager::Pager;
pub use sun::{Sun, SunFigure};
