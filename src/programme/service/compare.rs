//! Comparison of two counts of one phase: which certificates came between them, which went, and why.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::{View, rule};
use crate::{
    db::Tx,
    ground::{AppError, ids::SpecialistId, work},
    programme::{
        Filter,
        model::changes::{Change, Facts, changes},
        policy::may_see_figures,
        store,
    },
};

/// Count of a phase, or of a part of it, on a day as it was known at a moment.
#[derive(Clone, Debug)]
pub struct Count {
    pub as_of: NaiveDate,
    pub known_at: DateTime<Utc>,
    /// Registration numbers of the certificates that it is made of.
    pub numbers: BTreeSet<String>,
}

impl Count {
    /// Count that a part of a view is made of. A view of what is known now is meant as known at `now`.
    pub fn of(view: &View, filter: &Filter, now: DateTime<Utc>) -> Self {
        Self {
            as_of: view.as_of,
            known_at: view.known_at.unwrap_or(now),
            numbers: view.counted(filter).into_iter().collect(),
        }
    }
}

/// Certificates that came and went from one count of a phase to another, each with its reason.
pub async fn changes_between(tx: &mut Tx, phase: &str, [before, after]: [Count; 2]) -> Result<Vec<Change>, AppError> {
    let permit = may_see_figures(tx.caller())?;
    // whoever holds none of these has nothing to do with any reason
    let differing: Vec<&str> = before.numbers.symmetric_difference(&after.numbers).map(String::as_str).collect();
    let people = store::list_holders(tx, &permit, &differing).await?;
    let then = facts_of(tx, phase, &before, &people).await?;
    let now = facts_of(tx, phase, &after, &people).await?;
    work::blocking(move || changes((&then, &before.numbers), (&now, &after.numbers))).await
}

/// Facts of some people at a count.
async fn facts_of(tx: &mut Tx, phase: &str, count: &Count, people: &[SpecialistId]) -> Result<Facts, AppError> {
    let permit = may_see_figures(tx.caller())?;
    let (_, rule) = rule(tx, phase, count.known_at).await?;
    let certificates = store::list_certificates_of(tx, &permit, count.known_at, people).await?;
    Ok(Facts::new(count.as_of, rule, certificates))
}
