//! Claim in the story: somebody typed an IIN into their own profile, and staff have not seen the document yet.

use super::sign_ins;
use crate::{
    db::Tx,
    ground::{AppError, caller::Roles, ids::SpecialistId},
    specialists::{
        Sex,
        model::{NewSpecialist, invented_iin},
        service as specialists,
    },
};

/// Address of their account; the password is that of all.
const EMAIL: &str = "newcomer@example.org";
/// Serial number of the invented IIN.
const SERIAL: u32 = 4_711;

/// Lets the first person of the story who has no IIN make an account and claim one.
pub(super) async fn claim(tx: &mut Tx, people: &[SpecialistId], known: &[NewSpecialist]) -> Result<(), AppError> {
    let without = people.iter().zip(known).find(|(_, person)| person.iin.is_none());
    let Some((id, NewSpecialist { name, birth_date: Some(birth_date), facts, .. })) = without else { return Ok(()) };
    let hash = sign_ins::hash(tx).await?;
    sign_ins::for_person(tx, EMAIL, Roles::TRAINEE, (*id, name), (&hash, &[])).await?;
    let iin = invented_iin(*birth_date.reveal(), facts.sex.unwrap_or(Sex::Female), SERIAL);
    specialists::claim(tx, *id, &iin).await
}
