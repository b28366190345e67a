//! Figure as a document for programs.

use std::collections::BTreeMap;

use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

use super::View;
use crate::programme::model::{NOT_STATED, Progress};

/// Part of the document that is public.
pub fn headline(view: &View) -> Value {
    let mut headline = json!({
        "phase": view.phase.code, "as_of": view.as_of, "target": view.phase.target,
        "baseline": view.phase.baseline, "trained": view.progress.trained,
    });
    if let (Some(fields), Some(moment)) = (headline.as_object_mut(), view.known_at) {
        fields.insert("known_at".to_owned(), moment.to_rfc3339_opts(SecondsFormat::AutoSi, true).into());
    }
    headline
}

/// Counts by word; a word of which there is nobody is left out, but for "not stated".
pub fn breakdown(counts: &BTreeMap<String, u32>) -> Value {
    counts
        .iter()
        .filter(|(word, count)| **count > 0 || *word == NOT_STATED)
        .map(|(word, count)| (word.clone(), Value::from(*count)))
        .collect::<Map<_, _>>()
        .into()
}

/// Whole document; every breakdown adds up to `trained`, and words with the count nought are left out.
pub fn document(view: &View, progress: &Progress) -> Value {
    let months: Map<_, _> = progress
        .by_month
        .iter()
        .map(|(month, count)| (month.format("%Y-%m").to_string(), Value::from(*count)))
        .collect();
    let mut document = headline(view);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("certificates".to_owned(), progress.certificates.into());
        fields.insert("by_region".to_owned(), breakdown(&progress.by_region));
        fields.insert("by_sex".to_owned(), breakdown(&progress.by_sex));
        fields.insert("by_profession".to_owned(), breakdown(&progress.by_profession));
        fields.insert("by_course".to_owned(), breakdown(&progress.by_course));
        fields.insert("by_month".to_owned(), months.into());
    }
    document
}
