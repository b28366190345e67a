//! Tables `specialists` and `former_names`; `consents.rs` has the consents of people, `staff.rs` what staff alone do to
//! records.

pub(super) mod consents;
pub(super) mod people;
mod person;
pub(super) mod staff;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, QueryBuilder};

pub(super) use person::Person;

use super::{
    model::{FormerName, Iin, PersonName},
    policy::{CanDecide, CanKeepPerson, CanRegister},
};
use crate::{
    db::{Conn, Failure, Tx, on_driver},
    ground::{Private, ids::SpecialistId},
    i18n::names,
};

/// Person as they are stored; never one who was erased.
#[derive(Clone, FromRow)]
pub struct SpecialistRecord {
    pub id: SpecialistId,
    pub surname: String,
    pub given_name: String,
    pub patronymic: Option<String>,
    pub second_spelling: Option<String>,
    pub iin_cipher: Option<Vec<u8>>,
    pub claimed_iin_cipher: Option<Vec<u8>>,
    pub birth_date: Option<NaiveDate>,
    pub sex: Option<String>,
    pub region: Option<String>,
    pub profession: Option<String>,
    pub organization: Option<String>,
    pub organization_type: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub recorded_at: DateTime<Utc>,
    /// Number of changes so far.
    pub revision: i32,
}

impl SpecialistRecord {
    pub fn name(&self) -> PersonName {
        PersonName {
            surname: self.surname.clone(),
            given_name: self.given_name.clone(),
            patronymic: self.patronymic.clone(),
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, surname, given_name, patronymic, second_spelling, iin_cipher, claimed_iin_cipher, ",
            "birth_date, sex, region, profession, organization, organization_type, email, phone, recorded_at, ",
            "revision from specialists ",
            $rest
        )
    };
}

pub(super) async fn find(tx: &mut Tx, id: SpecialistId) -> Result<Option<SpecialistRecord>, Failure> {
    const SQL: &str = select!("where id = $1 and erased_at is null");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?)
}

/// Locks a person. `false`: there is nobody with this id, or not any more. PostgreSQL takes the lock `for no key
/// update`, which lets rows be written that only refer to the person.
pub(super) async fn lock(tx: &mut Tx, id: SpecialistId) -> Result<bool, Failure> {
    // SQLite has one writer, which holds the whole database already
    let sql = match tx.conn() {
        Conn::Sqlite(_) => "select id from specialists where id = $1 and erased_at is null",
        Conn::Postgres(_) => "select id from specialists where id = $1 and erased_at is null for no key update",
    };
    let locked: Option<SpecialistId> = on_driver!(tx, |c| sqlx::query_scalar(sql).bind(id).fetch_optional(c).await)?;
    Ok(locked.is_some())
}

/// Finds the person with this IIN. An erased row has none, so that nobody who was erased is found by theirs.
pub(super) async fn find_by_iin(tx: &mut Tx, iin: &Iin) -> Result<Option<SpecialistRecord>, Failure> {
    const SQL: &str = select!("where iin_hash = $1");
    let hash = tx.key().index(iin.reveal());
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(&hash).fetch_optional(c).await)?)
}

/// People whose folded name and birth date are the same, where one of the two has no IIN (rule R2).
pub(super) async fn list_possible_duplicates(
    tx: &mut Tx,
    name: &PersonName,
    birth_date: Option<NaiveDate>,
    has_iin: bool,
) -> Result<Vec<SpecialistId>, Failure> {
    const SQL: &str = "select id from specialists
        where duplicate_key = $1 and birth_date = $2 and (iin_hash is null or not $3) and erased_at is null";
    let key = names::duplicate_key(&name.full());
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(&key).bind(birth_date).bind(has_iin).fetch_all(c).await)?)
}

/// IIN and e-mail of a person, as they are stored.
#[derive(FromRow)]
pub(super) struct IdentityRow {
    pub id: SpecialistId,
    pub iin_cipher: Option<Vec<u8>>,
    pub email: Option<String>,
}

/// Identities of these people.
pub(super) async fn list_identities(tx: &mut Tx, ids: &[SpecialistId]) -> Result<Vec<IdentityRow>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on_driver!(tx, |c| {
        let mut query =
            QueryBuilder::new("select id, iin_cipher, email from specialists where erased_at is null and id in (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        query.push(")");
        query.build_query_as().fetch_all(c).await
    })?)
}

/// Records of people who typed this IIN for themselves and are known by none, in order of time.
pub(super) async fn list_claims(tx: &mut Tx, iin: &Iin) -> Result<Vec<SpecialistRecord>, Failure> {
    const SQL: &str =
        select!("where claimed_iin_hash = $1 and iin_hash is null and erased_at is null order by recorded_at, id");
    let hash = tx.key().index(iin.reveal());
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(&hash).fetch_all(c).await)?)
}

/// Makes the IIN that a person claims the one their record is known by; returns whether the claim was still there.
pub(super) async fn update_claim_to_iin(tx: &mut Tx, permit: &CanKeepPerson, iin: &Iin) -> Result<bool, Failure> {
    const SQL: &str = "update specialists set iin_cipher = claimed_iin_cipher, iin_hash = claimed_iin_hash,
        claimed_iin_cipher = null, claimed_iin_hash = null, revision = revision + 1
        where id = $1 and claimed_iin_hash = $2 and iin_hash is null and erased_at is null";
    let (id, hash) = (permit.specialist(), tx.key().index(iin.reveal()));
    let rows =
        on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(&hash).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Records that may be of the person who reads the mail of this address: the IIN agrees, or the folded name and the
/// birth date, unless both have an IIN and these differ. If a list gave no address, all three must agree. The record
/// with the IIN comes first.
pub(super) async fn list_of_mailbox(
    tx: &mut Tx,
    email: &str,
    person: &Person<'_>,
) -> Result<Vec<SpecialistRecord>, Failure> {
    const SQL: &str = select!(
        "where erased_at is null and ((lower(email) = $1
                and (iin_hash = $2 or (duplicate_key = $3 and birth_date = $4 and (iin_hash is null or not $5))))
            or (email is null and iin_hash = $2 and duplicate_key = $3 and birth_date = $4))
        order by case when iin_hash = $2 then 0 else 1 end, recorded_at"
    );
    let hash = person.iin.map(|iin| tx.key().index(iin.reveal()));
    let key = names::duplicate_key(&person.name.full());
    on_driver!(tx, |c| sqlx::query_as(SQL)
        .bind(email)
        .bind(&hash)
        .bind(&key)
        .bind(person.birth_date)
        .bind(person.iin.is_some())
        .fetch_all(c)
        .await)
    .map_err(Failure::from)
}

pub(super) async fn insert(
    tx: &mut Tx,
    _permit: &CanRegister,
    id: SpecialistId,
    person: &Person<'_>,
) -> Result<(), Failure> {
    const SQL: &str = "insert into specialists (id, surname, given_name, patronymic, second_spelling, birth_date, sex,
        region, profession, organization, organization_type, email, phone, sort_key, search_key, duplicate_key,
        claimed_iin_cipher, claimed_iin_hash, iin_cipher, iin_hash, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";
    let (keys, at) = (person.keys(tx)?, tx.at());
    on_driver!(tx, |c| person::bound!(SQL, id, person, keys)
        .bind(&keys.iin.cipher)
        .bind(&keys.iin.hash)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Replaces the values that a person gives of themselves. The IIN that the record is known by is not theirs to set: it
/// comes from lists and staff.
pub(super) async fn update(tx: &mut Tx, permit: &CanKeepPerson, person: &Person<'_>) -> Result<(), Failure> {
    const SQL: &str = "update specialists set surname = $2, given_name = $3, patronymic = $4, second_spelling = $5,
        birth_date = $6, sex = $7, region = $8, profession = $9, organization = $10, organization_type = $11,
        email = $12, phone = $13, sort_key = $14, search_key = $15, duplicate_key = $16, claimed_iin_cipher = $17,
        claimed_iin_hash = $18, revision = revision + 1 where id = $1";
    let (keys, id) = (person.keys(tx)?, permit.specialist());
    on_driver!(tx, |c| person::bound!(SQL, id, person, keys).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn update_email(tx: &mut Tx, permit: &CanKeepPerson, email: &Private<String>) -> Result<(), Failure> {
    const SQL: &str = "update specialists set email = $2, revision = revision + 1 where id = $1";
    let id = permit.specialist();
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(email.reveal()).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn update_name(
    tx: &mut Tx,
    permit: &CanKeepPerson,
    name: &PersonName,
    second_spelling: Option<&str>,
) -> Result<(), Failure> {
    const SQL: &str = "update specialists set surname = $2, given_name = $3, patronymic = $4, sort_key = $5,
        search_key = $6, duplicate_key = $7, revision = revision + 1 where id = $1";
    let id = permit.specialist();
    let full = name.full();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&name.surname)
        .bind(&name.given_name)
        .bind(&name.patronymic)
        .bind(names::sort_key(&full))
        .bind(person::search_key(&full, second_spelling))
        .bind(names::duplicate_key(&full))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn insert_former_name(
    tx: &mut Tx,
    permit: &CanKeepPerson,
    name: &PersonName,
    until_on: NaiveDate,
) -> Result<(), Failure> {
    const SQL: &str = "insert into former_names
        (specialist_id, surname, given_name, patronymic, search_key, until_on, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let (id, at) = (permit.specialist(), tx.at());
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&name.surname)
        .bind(&name.given_name)
        .bind(&name.patronymic)
        .bind(names::search_key(&name.full()))
        .bind(until_on)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

#[derive(FromRow)]
struct FormerNameRow {
    surname: String,
    given_name: String,
    patronymic: Option<String>,
    until_on: NaiveDate,
    recorded_at: DateTime<Utc>,
}

/// Former names of a person, the latest first.
pub(super) async fn list_former_names(tx: &mut Tx, permit: &CanKeepPerson) -> Result<Vec<FormerName>, Failure> {
    const SQL: &str = "select surname, given_name, patronymic, until_on, recorded_at from former_names
        where specialist_id = $1 order by until_on desc, recorded_at desc";
    let id = permit.specialist();
    let rows: Vec<FormerNameRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_all(c).await)?;
    let name = |row: FormerNameRow| FormerName {
        name: PersonName { surname: row.surname, given_name: row.given_name, patronymic: row.patronymic },
        until_on: row.until_on,
        recorded_at: row.recorded_at,
    };
    Ok(rows.into_iter().map(name).collect())
}

/// Removes the person from their row, which is left for what counts; returns whether there was anybody in it.
pub(super) async fn update_erased(tx: &mut Tx, permit: &CanDecide) -> Result<bool, Failure> {
    const SQL: &str = "update specialists set surname = '', given_name = '', patronymic = null,
        second_spelling = null, iin_cipher = null, iin_hash = null, claimed_iin_cipher = null,
        claimed_iin_hash = null, birth_date = null, sex = null, region = null, profession = null,
        organization = null, organization_type = null, email = null, phone = null, sort_key = $2, search_key = '',
        duplicate_key = '', erased_at = $3 where id = $1 and erased_at is null";
    let (id, at, no_key) = (permit.specialist(), tx.at(), Vec::<u8>::new());
    let rows = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&no_key)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

pub(super) async fn delete_former_names(tx: &mut Tx, permit: &CanDecide) -> Result<(), Failure> {
    const SQL: &str = "delete from former_names where specialist_id = $1";
    let id = permit.specialist();
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(drop))?;
    Ok(())
}
