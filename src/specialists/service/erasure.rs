//! Removal of a person who wishes it: the row is left for what counts, with no person in it.

use super::{SUBJECT, own::current_caller};
use crate::{
    audit,
    db::Tx,
    ground::{AppError, ids::SpecialistId},
    specialists::{policy::may_decide, store},
};

/// Removes a person from their record: names, former names, IIN, birth date, addresses, facts, consents, and the
/// descriptions in the audit log's lines about them. Enrollments, certificates and the account are erased elsewhere.
///
/// `NotFound`: they were removed already.
pub async fn erase(tx: &mut Tx, specialist: SpecialistId) -> Result<(), AppError> {
    let permit = may_decide(&current_caller(tx).await?, specialist)?;
    if !store::update_erased(tx, &permit).await? {
        return Err(AppError::NotFound);
    }
    store::delete_former_names(tx, &permit).await?;
    store::consents::delete(tx, &permit).await?;
    // lines about the records that have become one with this describe the same person
    for merged in store::staff::list_merged_into(tx, specialist).await? {
        audit::erase(tx, "specialist.erased", (SUBJECT, merged)).await?;
    }
    Ok(audit::erase(tx, "specialist.erased", (SUBJECT, specialist)).await?)
}
