//! Ids of keys: the beginning of a key's thumbprint, as text, as bytes, and as the end of a name.

use data_encoding::HEXLOWER;

/// Id as text.
pub(super) fn text(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// Id as the bytes that a statement names a key by.
pub(super) fn bytes(id: &str) -> Vec<u8> {
    HEXLOWER.decode(id.as_bytes()).unwrap_or_default()
}

/// Id in an address or a name of a key: what follows the last slash or `#`.
pub(super) fn in_name(name: &str) -> &str {
    name.rsplit(['/', '#']).next().unwrap_or(name)
}
