//! Certificates of one person as staff see them, and their way into another record of the same person.

use serde_json::json;

use super::SUBJECT;
use crate::{
    audit,
    certificates::{
        model::Certificate,
        policy::{Scope, may_move},
        store,
    },
    db::Tx,
    ground::{
        AppError,
        ids::{CertificateId, SpecialistId},
    },
};

/// Lists the certificates of a person, the newest first, for those who manage the register.
pub async fn of_person(tx: &mut Tx, person: SpecialistId) -> Result<Vec<Certificate>, AppError> {
    let scope = Scope::of_holder(tx.caller(), person)?;
    let mut certificates = store::list(tx, &scope).await?;
    certificates.reverse();
    Ok(certificates)
}

/// Gives the certificates of a record to the one that it is merged into; both are locked. What is printed on them stays.
/// Returns which certificates they are.
pub async fn move_to(tx: &mut Tx, from: SpecialistId, to: SpecialistId) -> Result<Vec<CertificateId>, AppError> {
    let permit = may_move(tx.caller(), from, to)?;
    let moved = store::update_holder(tx, &permit).await?;
    if !moved.is_empty() {
        tx.figures_change_of(from);
        tx.figures_change_of(to);
    }
    let (before, after) = (json!({ "specialist": from.to_string() }), json!({ "specialist": to.to_string() }));
    for id in &moved {
        audit::record(tx, "certificate.moved", (SUBJECT, *id), Some(&before), Some(&after))?;
    }
    Ok(moved)
}
