//! Outcomes of the forms about courses and runs, as the next page reports them.

use crate::{
    ground::{Locale, text_enum},
    i18n::text,
};

text_enum! {
    pub enum RunOutcome {
        DraftSaved = "draft_saved",
        Saved = "run_saved",
        Published = "run_published",
        Cancelled = "run_cancelled",
    }
}

text_enum! {
    /// Consequence for people, reported with their number beside the outcome.
    pub enum RunConsequence {
        /// Letters about the change.
        Letters = "letters",
        /// Offers of seats that a raised capacity has brought.
        Offers = "offers",
        /// Enrollments that a cancelled run has ended.
        Ended = "ended",
    }
}

text_enum! {
    pub enum CourseOutcome {
        Added = "course_added",
        Saved = "course_saved",
        Archived = "course_archived",
        Restored = "course_restored",
    }
}

text_enum! {
    /// Wish of somebody who waits for the days of a course.
    pub enum DatesOutcome {
        WillBeTold = "dates_requested",
        WillNotBeTold = "dates_not_requested",
    }
}

impl DatesOutcome {
    pub(super) fn words(self, locale: Locale) -> String {
        match self {
            Self::WillBeTold => text!(locale, courses.will_be_told),
            Self::WillNotBeTold => text!(locale, courses.will_not_be_told),
        }
    }
}

impl CourseOutcome {
    pub(super) fn words(self, locale: Locale) -> String {
        match self {
            Self::Added => text!(locale, course_editor.added),
            Self::Saved => text!(locale, course_editor.saved),
            Self::Archived => text!(locale, course_editor.was_archived),
            Self::Restored => text!(locale, course_editor.was_restored),
        }
    }
}

impl RunOutcome {
    pub(super) fn words(self, locale: Locale) -> String {
        match self {
            Self::DraftSaved => text!(locale, run_editor.draft_saved),
            Self::Saved => text!(locale, run_editor.saved),
            Self::Published => text!(locale, run_editor.published),
            Self::Cancelled => text!(locale, run_editor.cancelled),
        }
    }
}

impl RunConsequence {
    pub(super) fn words(self, locale: Locale, count: u32) -> String {
        match self {
            Self::Letters => text!(locale, run_editor.letters, count = count),
            Self::Offers => text!(locale, run_editor.offers, count = count),
            Self::Ended => text!(locale, run_editor.ended, count = count),
        }
    }
}
