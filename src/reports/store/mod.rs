//! Rows of editions, of what the evidence pack has beside the figures, of the public figures, and of subscriptions.

pub(super) mod editions;
pub(super) mod evidence;
pub(super) mod publications;
pub(super) mod subscriptions;
