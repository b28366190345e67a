//! Claims: an IIN that somebody typed for themselves is one, until a list confirms it (rule R2).
//!
//! Anybody can know another's IIN. So a claim ties nothing to the record that has it, and gives way to a list.

use serde_json::json;

use super::{Known, SUBJECT, find_by_iin};
use crate::{
    accounts::{self, Email},
    audit,
    db::Tx,
    ground::{AppError, ids::SpecialistId},
    i18n::names::duplicate_key,
    specialists::{
        Iin,
        model::NewSpecialist,
        policy::may_edit_people,
        store::{self, SpecialistRecord},
    },
};

/// Finds the person with the IIN of a listed one: known by it, or with a claim to it that the list confirms.
pub async fn find_listed(tx: &mut Tx, person: &NewSpecialist) -> Result<Option<Known>, AppError> {
    let Some(iin) = &person.iin else { return Ok(None) };
    if let Some(known) = find_by_iin(tx, iin).await? {
        return Ok(Some(known));
    }
    let claims = store::list_claims(tx, iin).await?;
    let borne_out = if claims.is_empty() { None } else { borne_out(tx, person, claims).await? };
    Ok(borne_out.map(|stored| Known { claims: Some(iin.clone()), ..Known::from(stored) }))
}

/// Tells whether somebody typed this IIN for themselves and waits for staff to decide whose it is.
pub async fn is_claimed(tx: &mut Tx, iin: &Iin) -> Result<bool, AppError> {
    Ok(!store::list_claims(tx, iin).await?.is_empty())
}

/// Makes a claim that a list confirms the IIN that the record is known by; does nothing for a person without such a
/// claim.
///
/// `Unavailable`: the claim was taken back a moment ago. The next attempt does not find it.
pub async fn settle_claim(tx: &mut Tx, known: &Known) -> Result<(), AppError> {
    let Some(iin) = &known.claims else { return Ok(()) };
    let permit = may_edit_people(tx.caller())?.person(known.id);
    if !store::update_claim_to_iin(tx, &permit, iin).await? {
        return Err(AppError::Unavailable);
    }
    let (before, after) = (json!({ "claimed_iin": true }), json!({ "iin": true }));
    Ok(audit::record(tx, "specialist.iin_borne_out", (SUBJECT, known.id), Some(&before), Some(&after))?)
}

/// Claim that a list confirms: by an address that the account has confirmed, or else by folded name and birth date. Two
/// claims of the same name and birth date are for staff, and so is one that disagrees with the mailbox of the list.
async fn borne_out(
    tx: &mut Tx,
    person: &NewSpecialist,
    claims: Vec<SpecialistRecord>,
) -> Result<Option<SpecialistRecord>, AppError> {
    let mailbox = match person.email.as_ref().and_then(|email| Email::parse(email.reveal()).ok()) {
        Some(email) => accounts::service::find_by_email(tx, &email).await?,
        None => None,
    };
    let owner = mailbox.as_ref().and_then(|account| account.specialist);
    if owner.is_some_and(|owner| claims.iter().any(|claim| claim.id == owner)) {
        return Ok(claims.into_iter().find(|claim| Some(claim.id) == owner));
    }
    if mailbox.is_some() && may_be(tx, owner, person).await? {
        return Ok(None);
    }
    let mut agreeing = claims.into_iter().filter(|claim| is_of(claim, person));
    Ok(agreeing.next().filter(|_| agreeing.next().is_none()))
}

/// Tells whether the owner of a mailbox may be the listed person: with no record yet, or with one of their name.
async fn may_be(tx: &mut Tx, owner: Option<SpecialistId>, person: &NewSpecialist) -> Result<bool, AppError> {
    let Some(owner) = owner else { return Ok(true) };
    Ok(store::find(tx, owner).await?.is_some_and(|stored| is_of(&stored, person)))
}

fn is_of(stored: &SpecialistRecord, person: &NewSpecialist) -> bool {
    let birth_date = person.birth_date.as_ref().map(|day| *day.reveal());
    birth_date.is_some()
        && stored.birth_date == birth_date
        && duplicate_key(&stored.name().full()) == duplicate_key(&person.name.full())
}
