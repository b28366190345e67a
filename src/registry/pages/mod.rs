//! Pages of staff about people: the list, one person, the form of their record, and two records side by side.

mod claim;
mod duplicate;
mod duplicates;
mod edit;
mod parts;
mod people;
mod person;

pub use duplicate::duplicate;
pub use duplicates::duplicates;
pub use edit::edit;
pub use people::people;
pub use person::person;
