//! Outcomes of the forms of reports, as the next page reports them.

use crate::ground::text_enum;

text_enum! {
    pub enum Outcome {
        Fixed = "edition_fixed",
        Subscribed = "subscribed",
        SubscribedAlready = "subscribed_already",
        Unsubscribed = "unsubscribed",
    }
}
