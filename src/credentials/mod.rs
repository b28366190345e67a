//! Credentials that certificates are proven by: signing keys, signed statements, and their check. Knows no slice.
