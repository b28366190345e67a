//! Pages of editions: the list with its two forms, and one edition with its files and what changed since the one before;
//! the public figures; and the letters about views.

mod edition;
mod editions;
mod figures;
mod letters;

pub use edition::edition;
pub use editions::editions;
pub use figures::figures;
pub use letters::letters;
