//! Work of staff on a person's record: correcting it, and settling a claim to an IIN.

use serde_json::json;

use super::{
    SUBJECT,
    own::{decrypt, profile_with},
};
use crate::{
    accounts::service as accounts,
    audit,
    db::{Failure, Tx},
    ground::{AppError, FormErrors, Locale, Private, Problem, error::Clash, ids::SpecialistId},
    specialists::{
        Iin,
        model::{PersonFields, PersonRecord, ProfileField, Repair},
        policy::{may_decide, may_edit_people},
        store::{self, Person, SpecialistRecord},
    },
};

/// Record of a person, for staff.
///
/// `NotFound`: there is nobody in this record, or not any more.
pub async fn record(tx: &mut Tx, id: SpecialistId) -> Result<PersonRecord, AppError> {
    may_edit_people(tx.caller())?;
    let stored = store::find(tx, id).await?.ok_or(AppError::NotFound)?;
    read(tx, stored)
}

pub(super) fn read(tx: &Tx, stored: SpecialistRecord) -> Result<PersonRecord, AppError> {
    let claimed_iin = decrypt(tx, stored.claimed_iin_cipher.as_deref())?;
    let iin = decrypt(tx, stored.iin_cipher.as_deref())?;
    let (email, revision) = (stored.email.clone().map(Private::new), stored.revision);
    let address = email.clone().unwrap_or_else(|| Private::new(String::new()));
    let profile = profile_with(stored, iin, address, Locale::default());
    Ok(PersonRecord { profile, claimed_iin, email, revision })
}

/// People who typed this IIN for themselves and wait for staff, in order of time.
pub async fn claimants(tx: &mut Tx, iin: &Iin) -> Result<Vec<SpecialistId>, AppError> {
    let permit = may_edit_people(tx.caller())?;
    Ok(store::staff::list_claimants(tx, &permit, iin).await?)
}

/// Change of a record, and whether a name of the form was put right in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edited {
    pub is_repaired: bool,
}

/// Corrects a record as the form of staff has it, by the checks of the person's own form. `seen` is the version that the
/// page showed; `text` gives the typed value of a field. A former name can still be found, and an account is called by
/// the new one. An IIN that staff type is one whose document they have seen: it is no claim.
///
/// `Conflict`: the record was changed meanwhile. `Invalid`: a field is wrong, or another record has the IIN.
pub async fn edit<T: AsRef<str>>(
    tx: &mut Tx,
    id: SpecialistId,
    seen: i32,
    text: impl Fn(ProfileField) -> T,
) -> Result<Edited, AppError> {
    let permit = may_edit_people(tx.caller())?.person(id);
    let account = accounts::lock_of(tx, id).await?;
    let stored = lock(tx, id).await?;
    let known = read(tx, stored.clone())?;
    let fields = PersonFields::read(
        |field| if field.is_in_record() { text(field).as_ref().to_owned() } else { String::new() },
        |field| known.profile.must_have(field),
        tx.today(),
    );
    if known.revision != seen {
        return Err(AppError::Conflict(Clash::PersonChanged));
    }
    let mut errors: FormErrors = fields.mistakes.iter().map(|(field, problem)| (field.as_str(), *problem)).collect();
    if let Some(iin) = &fields.iin
        && super::find_by_iin(tx, iin).await?.is_some_and(|other| other.id != id)
    {
        errors.add(ProfileField::Iin.as_str(), Problem::IinTaken);
    }
    errors.or(())?;
    let is_put_right = |(field, repair): &(ProfileField, Repair)| {
        field.is_name() && !matches!(repair, Repair::FatherForSurname { .. })
    };
    let edited = Edited { is_repaired: fields.repairs.iter().any(is_put_right) };
    let name = known.profile.name.clone();
    let before = Person::of_record(&stored, &name, [known.profile.iin.as_ref(), known.claimed_iin.as_ref()]);
    let after = Person {
        name: &fields.name,
        second_spelling: fields.second_spelling.as_deref(),
        iin: fields.iin.as_ref(),
        claimed_iin: known.claimed_iin.as_ref().filter(|claimed| fields.iin.as_ref() != Some(*claimed)),
        birth_date: fields.birth_date.as_ref().map(|day| *day.reveal()),
        facts: fields.facts,
        organization: fields.organization.as_deref(),
        phone: fields.phone.as_ref().map(|phone| phone.reveal().as_str()),
        ..before
    };
    if before == after {
        return Ok(edited);
    }
    if before.name != after.name {
        let today = tx.today();
        store::insert_former_name(tx, &permit, before.name, today).await?;
    }
    store::staff::update_all(tx, &permit, &after).await.map_err(taken)?;
    audit::record(tx, "specialist.changed", (SUBJECT, id), Some(&before.document()), Some(&after.document()))?;
    if let Some(account) = account {
        accounts::follow(tx, &account, id, &fields.name.full()).await?;
    }
    Ok(edited)
}

async fn lock(tx: &mut Tx, id: SpecialistId) -> Result<SpecialistRecord, AppError> {
    if !store::lock(tx, id).await? {
        return Err(AppError::NotFound);
    }
    store::find(tx, id).await?.ok_or(AppError::NotFound)
}

/// Error of a row whose IIN another one got a moment ago.
pub(super) fn taken(failure: Failure) -> AppError {
    match failure {
        Failure::Taken(_) => AppError::Conflict(Clash::IinTaken),
        other => other.into(),
    }
}

/// Records an IIN that a person typed for themselves, as their form does; for the people of the demonstration.
pub async fn claim(tx: &mut Tx, id: SpecialistId, iin: &Iin) -> Result<(), AppError> {
    may_decide(tx.caller(), id)?;
    let permit = may_edit_people(tx.caller())?.person(id);
    let stored = lock(tx, id).await?;
    let (known, name) = (decrypt(tx, stored.iin_cipher.as_deref())?, stored.name());
    let after = Person::of_record(&stored, &name, [known.as_ref(), Some(iin)]);
    store::update(tx, &permit, &after).await?;
    audit::record_new(tx, "specialist.changed", (SUBJECT, id), &after.document())?;
    Ok(())
}

/// Makes a claim the IIN that the record is known by: staff have seen the document. An IIN that the record had before
/// was a mistake, and goes.
///
/// `Conflict`: another record has the IIN, or the claim is settled already.
pub async fn accept_claim(tx: &mut Tx, id: SpecialistId) -> Result<(), AppError> {
    settle(tx, id, true).await
}

/// Removes a claim: the IIN is not theirs.
///
/// `Conflict`: the claim is settled already.
pub async fn refuse_claim(tx: &mut Tx, id: SpecialistId) -> Result<(), AppError> {
    settle(tx, id, false).await
}

async fn settle(tx: &mut Tx, id: SpecialistId, is_theirs: bool) -> Result<(), AppError> {
    let permit = may_edit_people(tx.caller())?.person(id);
    let stored = lock(tx, id).await?;
    let known = read(tx, stored.clone())?;
    let claimed = known.claimed_iin.ok_or(AppError::Conflict(Clash::NoClaim))?;
    let name = known.profile.name;
    let (action, iin) = if is_theirs {
        if super::find_by_iin(tx, &claimed).await?.is_some_and(|other| other.id != id) {
            return Err(AppError::Conflict(Clash::IinTaken));
        }
        ("specialist.iin_seen", Some(&claimed))
    } else {
        ("specialist.iin_claim_refused", known.profile.iin.as_ref())
    };
    store::staff::update_all(tx, &permit, &Person::of_record(&stored, &name, [iin, None])).await.map_err(taken)?;
    let before = json!({ "claimed_iin": true, "iin": known.profile.iin.is_some() });
    Ok(audit::record(tx, action, (SUBJECT, id), Some(&before), Some(&json!({ "iin": iin.is_some() })))?)
}
