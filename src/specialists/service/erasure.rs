//! Removing a person who asks for it: the row stays for what counts, with nobody in it.

use super::{SUBJECT, own::current_caller};
use crate::{
    audit,
    db::Tx,
    ground::{AppError, ids::SpecialistId},
    specialists::{policy::may_decide, store},
};

/// Removes a person from their record: names, former names, IIN, birth date, addresses, facts, consents, and what the
/// audit log's lines about them describe. Enrollments, certificates and the account are another matter. To do it
/// twice is to find nobody there.
pub async fn erase(tx: &mut Tx, specialist: SpecialistId) -> Result<(), AppError> {
    let permit = may_decide(&current_caller(tx).await?, specialist)?;
    if !store::update_erased(tx, &permit).await? {
        return Err(AppError::NotFound);
    }
    store::delete_former_names(tx, &permit).await?;
    store::consents::delete(tx, &permit).await?;
    Ok(audit::erase(tx, "specialist.erased", (SUBJECT, specialist)).await?)
}
