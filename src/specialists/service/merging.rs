//! Records of one person, made one, and records of two people, told apart (rule R2). Enrollments, certificates and accounts are moved by the
//! rooms that have them.

use serde_json::json;

use super::{SUBJECT, staff};
use crate::{
    audit,
    db::Tx,
    ground::{AppError, Private, error::Clash, ids::SpecialistId},
    specialists::{
        model::{Iins, MergedPerson, ProfileField, Side},
        policy::{may_edit_people, may_merge_people},
        store::{self, Person},
    },
};

/// Record that this one was merged into, for staff.
pub async fn merged_into(tx: &mut Tx, id: SpecialistId) -> Result<Option<SpecialistId>, AppError> {
    may_edit_people(tx.caller())?;
    Ok(store::staff::find_merged_into(tx, id).await?)
}

/// Makes one record of two that were locked in this transaction: `gone` is emptied and leads to `kept`, which gets the
/// chosen value of each field, all names that the two ever had, and their consents. `email` is the address of the
/// account that the person signs in with. `seen` are the versions that the page showed. Returns the name of the person.
///
/// `Conflict`: one of the two was changed meanwhile, or they are known by different IINs.
pub async fn merge(
    tx: &mut Tx,
    (kept, gone): (SpecialistId, SpecialistId),
    side: impl Fn(ProfileField) -> Side,
    seen: [i32; 2],
    email: Option<&Private<String>>,
) -> Result<String, AppError> {
    let permit = may_merge_people(tx.caller(), kept, gone)?;
    let of_kept = may_edit_people(tx.caller())?.person(kept);
    let a = store::find(tx, kept).await?.ok_or(AppError::NotFound)?;
    let b = store::find(tx, gone).await?.ok_or(AppError::NotFound)?;
    let (first, second) = (staff::read(tx, a.clone())?, staff::read(tx, b.clone())?);
    if [first.revision, second.revision] != seen {
        return Err(AppError::Conflict(Clash::PersonChanged));
    }
    let iins = Iins::merged([&first.iins(), &second.iins()], side(ProfileField::Iin));
    let iins = iins.ok_or(AppError::Conflict(Clash::RecordsStayApart))?;
    let person = MergedPerson::of([&first.profile, &second.profile], side);
    let after = Person {
        name: &person.name,
        second_spelling: person.second_spelling.as_deref(),
        iin: iins.known.as_ref(),
        claimed_iin: iins.claimed.as_ref(),
        birth_date: person.birth_date,
        facts: person.facts,
        organization: person.organization.as_deref(),
        email: email.map(|email| email.reveal().as_str()).or(a.email.as_deref()).or(b.email.as_deref()),
        phone: person.phone.as_ref().map(|phone| phone.reveal().as_str()),
    };
    let today = tx.today();
    let mut names = vec![&person.name];
    for name in [&first.profile.name, &second.profile.name] {
        if !names.contains(&name) {
            store::insert_former_name(tx, &of_kept, name, today).await?;
            names.push(name);
        }
    }
    // in this order: the IIN of the emptied row is free for the other
    store::staff::update_merged(tx, &permit).await?;
    store::consents::merge(tx, &permit).await?;
    store::staff::update_all(tx, &of_kept, &after).await.map_err(staff::taken)?;
    let document = |record: &store::SpecialistRecord, iins: &Iins| {
        Person::of_record(record, &record.name(), [iins.known.as_ref(), iins.claimed.as_ref()]).document()
    };
    let before = [document(&a, &first.iins()), document(&b, &second.iins())];
    audit::record(tx, "specialist.merged", (SUBJECT, kept), Some(&before[0]), Some(&after.document()))?;
    let into = json!({ "merged_into": kept.to_string() });
    audit::record(tx, "specialist.merged_away", (SUBJECT, gone), Some(&before[1]), Some(&into))?;
    Ok(person.name.full())
}

/// Remembers that two records are two people; returns whether that is new.
///
/// `NotFound`: one of them is no record of a person.
pub async fn tell_apart(tx: &mut Tx, pair: [SpecialistId; 2]) -> Result<bool, AppError> {
    let permit = may_edit_people(tx.caller())?;
    for id in pair {
        if !store::lock(tx, id).await? {
            return Err(AppError::NotFound);
        }
    }
    let is_new = store::staff::insert_distinct(tx, &permit, pair).await?;
    if is_new {
        for (of, other) in [(pair[0], pair[1]), (pair[1], pair[0])] {
            audit::record_new(tx, "specialist.told_apart", (SUBJECT, of), &json!({ "from": other.to_string() }))?;
        }
    }
    Ok(is_new)
}

/// Instant at which staff answered that two records are two people; `None`: they have not.
pub async fn told_apart_at(
    tx: &mut Tx,
    pair: [SpecialistId; 2],
) -> Result<Option<chrono::DateTime<chrono::Utc>>, AppError> {
    let permit = may_edit_people(tx.caller())?;
    Ok(store::staff::find_distinct(tx, &permit, pair).await?)
}
