//! Fields of an editor, whose forms have many of them: a line, a day, a number.

use leptos::prelude::*;

use super::{InputSize, TextField};
use crate::{
    ground::{Locale, Problem},
    i18n::text,
};

/// Field of an editor, with all that is known of it. The browser fills in nothing of its own.
pub struct EditorField {
    pub locale: Locale,
    pub name: &'static str,
    pub label: String,
    pub value: String,
    pub hint: Option<String>,
    pub problem: Option<Problem>,
}

impl EditorField {
    /// Line of text.
    pub fn line(self, size: InputSize) -> AnyView {
        let Self { locale, name, label, value, hint, problem } = self;
        view! {
            <TextField locale name label value nostrip:hint=hint problem autocomplete="off" maxlength=100 size/>
        }
        .into_any()
    }

    /// Day, as people write it.
    pub fn day(self) -> AnyView {
        let Self { locale, name, label, value, hint, problem } = self;
        view! {
            <TextField locale name label value nostrip:hint=hint problem placeholder=text!(locale, forms.day_pattern)
                autocomplete="off" maxlength=40 size=InputSize::Small/>
        }
        .into_any()
    }

    /// Whole number.
    pub fn number(self) -> AnyView {
        let Self { locale, name, label, value, hint, problem } = self;
        view! {
            <TextField locale name label value nostrip:hint=hint problem inputmode="numeric" autocomplete="off"
                maxlength=10 size=InputSize::Small/>
        }
        .into_any()
    }
}
