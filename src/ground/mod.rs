//! Words that every room shares: no input or output, no rule of one slice.
//!
//! Begin with `error.rs`: every action of the product ends in its value or in an `AppError`.

#[cfg(feature = "ssr")]
pub mod address;
#[cfg(feature = "ssr")]
pub mod caller;
#[cfg(feature = "ssr")]
pub mod clock;
#[cfg(feature = "ssr")]
pub mod code;
pub mod error;
pub mod form;
#[cfg(feature = "ssr")]
pub mod ids;
pub mod kz_number;
pub mod letters;
#[cfg(feature = "ssr")]
pub mod mail_address;
#[cfg(feature = "ssr")]
pub mod network;
pub mod private;
pub mod text;
mod text_enum;
#[cfg(feature = "ssr")]
pub mod token;
#[cfg(feature = "ssr")]
pub mod visible;
#[cfg(feature = "ssr")]
pub mod work;

pub use error::{AppError, Incident};
pub use form::{FormErrors, Problem};
pub use private::Private;
pub use text::{Locale, Localized};
pub use text_enum::TextEnum;
pub(crate) use text_enum::text_enum;
