//! Registering people, changing their names, and noticing that two records may be one person.
//!
//! This file has what staff and their lists do, and `claims.rs` deals with an IIN that somebody typed for themselves;
//! `own.rs` has what a person does with their own record, `consents.rs` their consents, `form.rs` both at once as they
//! come in a form, `people.rs` how staff find people and enter new ones, `staff.rs` what they do on the pages of people,
//! `merging.rs` how two records become one, and `erasure.rs` how people are removed.

mod applicant;
mod claims;
mod consents;
mod erasure;
mod form;
mod merging;
mod own;
mod people;
mod staff;

use chrono::NaiveDate;
use serde_json::json;

pub use self::{
    applicant::{Applicant, Missing, missing_for_enrollment},
    claims::{find_listed, is_claimed, settle_claim},
    consents::{consents, give, own_consents, shows_name, withdraw_consent},
    erasure::erase,
    form::{Kept, complete_from_form, keep_from_form},
    merging::{merge, merged_into, tell_apart, told_apart_at},
    own::{former_names, keep_own, may_have_profile, own, own_id, own_log},
    people::{
        CONSENT_ON, DIFFERENT, EMAIL, FoundPeople, PaperConsent, PersonCard, agree_on_paper, cards, consents_for_staff,
        is_processing_agreed, known_of_form, paper_address, paper_languages, read_consent, register_from_paper,
        renamed_since, search,
    },
    staff::{accept_claim, claim, claimants, edit, record, refuse_claim},
};
use super::{
    model::{CountedFacts, Iin, NewSpecialist, PersonName},
    policy::{CanRegister, may_edit_people},
    store::{self, Person},
};
use crate::{
    audit,
    db::{Failure, Tx},
    ground::{AppError, Private, ids::SpecialistId},
};

const SUBJECT: &str = "specialist";

/// Person who is in the registry already.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: SpecialistId,
    pub name: PersonName,
    birth_date: Option<NaiveDate>,
    facts: [Option<String>; 4],
    email: Option<String>,
    /// IIN that they typed for themselves and a list confirms, not settled yet.
    claims: Option<Iin>,
}

impl Known {
    /// Tells whether the record agrees with a listed person; e-mails may differ.
    pub fn agrees_with(&self, person: &NewSpecialist) -> bool {
        let birth_date = person.birth_date.as_ref().map(|day| *day.reveal());
        self.name == person.name
            && (birth_date.is_none() || birth_date == self.birth_date)
            && codes(&person.facts)
                .iter()
                .zip(&self.facts)
                .all(|(typed, known)| typed.is_none() || *typed == known.as_deref())
    }
}

fn codes(facts: &CountedFacts) -> [Option<&'static str>; 4] {
    [
        facts.region.map(|region| region.code),
        facts.profession.map(|profession| profession.code),
        facts.sex.map(super::Sex::as_str),
        facts.organization_type.map(|kind| kind.code),
    ]
}

impl From<store::SpecialistRecord> for Known {
    fn from(stored: store::SpecialistRecord) -> Self {
        Self {
            id: stored.id,
            name: stored.name(),
            birth_date: stored.birth_date,
            facts: [stored.region, stored.profession, stored.sex, stored.organization_type],
            email: stored.email,
            claims: None,
        }
    }
}

/// Finds the person with this IIN, if the registry has them.
pub async fn find_by_iin(tx: &mut Tx, iin: &Iin) -> Result<Option<Known>, AppError> {
    Ok(store::find_by_iin(tx, iin).await?.map(Known::from))
}

/// Records that may be of the same person as this one: the name, folded, and the birth date agree and an IIN is
/// missing. Without a birth date there is nothing to compare.
pub async fn possible_duplicates(tx: &mut Tx, person: &NewSpecialist) -> Result<Vec<SpecialistId>, AppError> {
    let birth_date = person.birth_date.as_ref().map(|day| *day.reveal());
    if birth_date.is_none() {
        return Ok(Vec::new());
    }
    Ok(store::list_possible_duplicates(tx, &person.name, birth_date, person.iin.is_some()).await?)
}

/// Locks a person: nobody else can decide about them until the transaction ends. `false`: there is no such person, or
/// not any more.
pub async fn lock(tx: &mut Tx, id: SpecialistId) -> Result<bool, AppError> {
    Ok(store::lock(tx, id).await?)
}

/// Makes the record of a person.
pub async fn register(tx: &mut Tx, person: &NewSpecialist) -> Result<SpecialistId, AppError> {
    let permit = may_edit_people(tx.caller())?;
    let id = tx.ids().next();
    let row = Person::of_list(person);
    store::insert(tx, &CanRegister::from(&permit), id, &row).await?;
    audit::record_new(tx, "specialist.registered", (SUBJECT, id), &row.document())?;
    Ok(id)
}

/// Takes over a newer e-mail address; returns whether there was anything to change.
pub async fn update_email(tx: &mut Tx, known: &Known, email: &Private<String>) -> Result<bool, AppError> {
    if known.email.as_ref() == Some(email.reveal()) {
        return Ok(false);
    }
    let permit = may_edit_people(tx.caller())?;
    store::update_email(tx, &permit.person(known.id), email).await?;
    let (before, after) = (json!({ "email": known.email }), json!({ "email": email.reveal() }));
    audit::record(tx, "specialist.email_changed", (SUBJECT, known.id), Some(&before), Some(&after))?;
    Ok(true)
}

/// Records a new name; the earlier one can still be found.
pub async fn rename(tx: &mut Tx, id: SpecialistId, name: &PersonName, since: NaiveDate) -> Result<(), AppError> {
    let permit = may_edit_people(tx.caller())?.person(id);
    let known = store::find(tx, id).await?.ok_or(AppError::NotFound)?;
    store::insert_former_name(tx, &permit, &known.name(), since).await?;
    store::update_name(tx, &permit, name, known.second_spelling.as_deref()).await?;
    let (before, after) = (json!({ "name": known.name().full() }), json!({ "name": name.full() }));
    audit::record(tx, "specialist.renamed", (SUBJECT, id), Some(&before), Some(&after))?;
    Ok(())
}

/// Name of a person and the facts they are counted by, as a certificate is to have them.
pub async fn holder(tx: &mut Tx, id: SpecialistId) -> Result<(PersonName, CountedFacts), AppError> {
    may_edit_people(tx.caller())?;
    let stored = store::find(tx, id).await?.ok_or(AppError::NotFound)?;
    Ok((stored.name(), stored.facts()))
}

/// Tells whether a certificate that is issued now has its holder's facts, which officers see beside its number: not if
/// the holder was asked and did not agree. A person whom the centre knows from its paper lists alone was never asked,
/// and counts with the facts of the list.
pub async fn shows_facts(tx: &mut Tx, specialist: SpecialistId) -> Result<bool, AppError> {
    Ok(store::consents::count_with_facts(tx, specialist).await? > 0)
}

/// IIN and e-mail of a person, by which staff tell them from others.
#[derive(Clone, Debug)]
pub struct Identity {
    pub id: SpecialistId,
    pub iin: Option<Iin>,
    /// E-mail in small letters.
    pub email: Option<Private<String>>,
}

/// Identities of these people, for staff; of those who were erased there is none.
pub async fn identities(tx: &mut Tx, ids: &[SpecialistId]) -> Result<Vec<Identity>, AppError> {
    may_edit_people(tx.caller())?;
    let rows = store::list_identities(tx, ids).await?;
    let identity = |row: store::IdentityRow| {
        let email = row.email.map(|email| Private::new(email.to_lowercase()));
        Ok(Identity { id: row.id, iin: own::decrypt(tx, row.iin_cipher.as_deref())?, email })
    };
    Ok(rows.into_iter().map(identity).collect::<Result<_, Failure>>()?)
}
