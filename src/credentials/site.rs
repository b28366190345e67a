//! Addresses at which keys, issuer, achievements and status lists are published. They are in what was signed, and so never
//! change.

use crate::ground::address::addresses;

addresses! {
    /// Identity of the centre (did:web).
    DidDocument = "/.well-known/did.json";
    /// Public keys, retired ones among them.
    Jwks = "/.well-known/jwks.json";
    /// Public key, as the `kid` of a token names it.
    Key { id: String } = "/keys/{id}";
    /// Centre as issuer.
    IssuerProfile = "/issuer";
    /// Course as it was when a credential was signed.
    AchievementDocument { code: String } = "/achievements/{code}";
    /// Bitstring status list with this number.
    StatusList { number: i64 } = "/status/{number}";
    /// Status file for the check without a network.
    StatusFileAddress = "/status";
}
