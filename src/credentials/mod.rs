//! Credentials that certificates are proven by: signing keys, signed statements, and their check. Knows no slice.
//!
//! A slice hands over the facts of a certificate, and `Signer` makes three things of them: an Open Badges credential as a
//! signed token, the same as a document, and the short statement of the QR code. What follows `check` is shared with the
//! browser, which proves all of them without a network.

#[cfg(feature = "ssr")]
mod badge;
#[cfg(all(feature = "check", not(feature = "ssr")))]
pub mod browser;
pub mod check;
pub mod claims;
mod cose;
#[cfg(not(feature = "ssr"))]
#[path = "crypto/browser.rs"]
mod crypto;
#[cfg(feature = "ssr")]
#[path = "crypto/server.rs"]
mod crypto;
#[cfg(feature = "ssr")]
mod facts;
mod key_id;
#[cfg(feature = "ssr")]
mod keys;
mod letters;
#[cfg(feature = "ssr")]
mod lists;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
mod proof;
#[cfg(feature = "ssr")]
pub mod published;
#[cfg(feature = "ssr")]
mod published_key;
pub mod ring;
#[cfg(feature = "ssr")]
mod sign;
#[cfg(feature = "ssr")]
pub mod site;
pub mod statement;
pub mod status;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests;
pub mod token;

#[cfg(feature = "ssr")]
pub use facts::{CredentialFacts, Issuer, SignedCredential};
#[cfg(feature = "ssr")]
pub use keys::{Signer, rotate, signer};
#[cfg(feature = "ssr")]
pub use lists::{LIST_LENGTH, StatusChange, random_status_index};
#[cfg(feature = "ssr")]
pub use published_key::PublishedKey;
#[cfg(feature = "ssr")]
pub use sign::{qr_text, sign};
