//! Comparison of two views of one phase: which certificates came between them, which went, and why.

use std::collections::BTreeSet;

use super::{View, facts};
use crate::{
    db::Tx,
    ground::{AppError, work},
    programme::{
        Filter,
        model::changes::{Change, Facts, changes},
    },
};

/// Certificates that came and went from one view of a phase to another, each with its reason.
pub async fn changes_between(
    tx: &mut Tx,
    (before, after): (&View, &View),
    filter: &Filter,
) -> Result<Vec<Change>, AppError> {
    let then = facts_of(tx, before).await?;
    let now = facts_of(tx, after).await?;
    let [before, after] = [before, after].map(|view| view.counted(filter).into_iter().collect::<BTreeSet<String>>());
    work::blocking(move || changes((&then, &before), (&now, &after))).await
}

async fn facts_of(tx: &mut Tx, view: &View) -> Result<Facts, AppError> {
    let known_at = view.known_at.unwrap_or(tx.at());
    let (_, rule, certificates) = facts(tx, &view.phase.code, known_at).await?;
    Ok(Facts::new(view.as_of, rule, certificates))
}
