//! Rows of editions, of the public figures, and of subscriptions.

pub(super) mod editions;
pub(super) mod publications;
pub(super) mod subscriptions;
