//! Report: a view of the figure as one thing, with its fingerprint.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use crate::{
    audit::Head,
    db::key::hex,
    programme::{
        Filter, Progress,
        model::{By, TwoWay, quarter_word},
        service::{Choices, View, breakdown, document},
    },
};

/// Pairs of breakdowns of which a report has a table.
pub const TWO_WAY: [[By; 2]; 2] = [[By::Region, By::Sex], [By::Region, By::Profession]];

/// View of the figure as it is handed out.
#[derive(Debug)]
pub struct Report {
    pub view: Arc<View>,
    pub filter: Filter,
    /// Figure of the part that the filter leaves.
    pub progress: Progress,
    pub two_way: Vec<([By; 2], TwoWay)>,
    /// Names of phases and courses.
    pub choices: Choices,
    /// Moment as of which the registry's facts are meant.
    pub known_at: DateTime<Utc>,
    pub made_at: DateTime<Utc>,
    /// End of the audit log when it was made.
    pub audit: Head,
}

/// Word of a breakdown in documents.
pub const fn word(by: By) -> &'static str {
    match by {
        By::Region => "region",
        By::Profession => "profession",
        By::Sex => "sex",
        By::OrganizationType => "organization_type",
        By::Language => "language",
        By::Funders => "funders",
        By::Course => "course",
    }
}

impl Report {
    /// Figures as a document for programs: the same view gives the same document, whenever it is made.
    pub fn document(&self) -> Value {
        let mut document = document(&self.view, &self.progress);
        let narrowed =
            By::ALL.into_iter().filter_map(|by| Some((word(by).to_owned(), by.chosen(&self.filter)?.into())));
        let quarter = self.filter.quarter.map(|quarter| ("quarter".to_owned(), quarter_word(quarter).into()));
        let filter: Map<String, Value> = narrowed.chain(quarter).collect();
        let tables = self.two_way.iter().map(|([one, other], counts)| {
            let cells: Vec<Value> = counts.iter().map(|((row, column), count)| json!([row, column, count])).collect();
            (format!("{}_by_{}", word(*one), word(*other)), cells.into())
        });
        if let Some(fields) = document.as_object_mut() {
            // of a part of the phase, the headline is that of the part
            fields.insert("trained".to_owned(), self.progress.trained.into());
            let organizations = breakdown(&self.progress.by_organization_type);
            fields.insert("by_organization_type".to_owned(), organizations);
            fields.insert("by_language".to_owned(), breakdown(&self.progress.by_language));
            fields.insert("by_funders".to_owned(), breakdown(&self.progress.by_funders));
            fields.insert("filter".to_owned(), filter.into());
            fields.insert("two_way".to_owned(), tables.collect::<Map<_, _>>().into());
        }
        document
    }

    /// Fingerprint of the figures: the SHA-256 of their document.
    pub fn fingerprint(&self) -> String {
        hex(digest(&SHA256, self.document().to_string().as_bytes()).as_ref())
    }
}
