//! The tables `specialists` and `former_names`.

use chrono::NaiveDate;
use sqlx::FromRow;

use super::{
    model::{Iin, NewSpecialist, PersonName},
    policy::CanKeepPeople,
};
use crate::{
    db::{Failure, Tx, on_driver},
    ground::{Private, ids::SpecialistId},
    i18n::names,
};

/// A stored person, as far as a repeated record is compared with it.
#[derive(Clone, Debug, FromRow)]
pub struct Stored {
    pub id: SpecialistId,
    pub surname: String,
    pub given_name: String,
    pub patronymic: Option<String>,
    pub birth_date: Option<NaiveDate>,
    pub sex: Option<String>,
    pub region: Option<String>,
    pub profession: Option<String>,
    pub organization: Option<String>,
    pub organization_type: Option<String>,
    pub email: Option<String>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, surname, given_name, patronymic, birth_date, sex, region, profession, organization, ",
            "organization_type, email from specialists ",
            $rest
        )
    };
}

pub(super) async fn find(tx: &mut Tx, id: SpecialistId) -> Result<Option<Stored>, Failure> {
    const SQL: &str = select!("where id = $1");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?)
}

pub(super) async fn find_by_iin(tx: &mut Tx, iin: &Iin) -> Result<Option<Stored>, Failure> {
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
        where duplicate_key = $1 and birth_date = $2 and (iin_hash is null or not $3)";
    let key = names::duplicate_key(&name.full());
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(&key).bind(birth_date).bind(has_iin).fetch_all(c).await)?)
}

pub(super) async fn insert(
    tx: &mut Tx,
    _permit: &CanKeepPeople,
    id: SpecialistId,
    person: &NewSpecialist,
) -> Result<(), Failure> {
    const SQL: &str = "insert into specialists (id, surname, given_name, patronymic, second_spelling, iin_cipher,
        iin_hash, birth_date, sex, region, profession, organization, organization_type, email, sort_key,
        search_key, duplicate_key, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    let full = person.name.full();
    let cipher = person.iin.as_ref().map(|iin| tx.key().encrypt(tx.ids(), iin.reveal())).transpose()?;
    let hash = person.iin.as_ref().map(|iin| tx.key().index(iin.reveal()));
    let spellings = [full.as_str(), person.second_spelling.as_deref().unwrap_or_default()].join(" ");
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&person.name.surname)
        .bind(&person.name.given_name)
        .bind(&person.name.patronymic)
        .bind(&person.second_spelling)
        .bind(&cipher)
        .bind(&hash)
        .bind(person.birth_date.as_ref().map(Private::reveal))
        .bind(person.facts.sex.map(super::Sex::as_str))
        .bind(person.facts.region.map(|region| region.code))
        .bind(person.facts.profession.map(|profession| profession.code))
        .bind(&person.organization)
        .bind(person.facts.organization_type.map(|kind| kind.code))
        .bind(person.email.as_ref().map(Private::reveal))
        .bind(names::sort_key(&full))
        .bind(names::search_key(&spellings))
        .bind(names::duplicate_key(&full))
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn update_email(
    tx: &mut Tx,
    _permit: &CanKeepPeople,
    id: SpecialistId,
    email: &Private<String>,
) -> Result<(), Failure> {
    const SQL: &str = "update specialists set email = $2 where id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(email.reveal()).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn update_name(
    tx: &mut Tx,
    _permit: &CanKeepPeople,
    id: SpecialistId,
    name: &PersonName,
) -> Result<(), Failure> {
    const SQL: &str = "update specialists set surname = $2, given_name = $3, patronymic = $4, sort_key = $5,
        search_key = $6, duplicate_key = $7 where id = $1";
    let full = name.full();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&name.surname)
        .bind(&name.given_name)
        .bind(&name.patronymic)
        .bind(names::sort_key(&full))
        .bind(names::search_key(&full))
        .bind(names::duplicate_key(&full))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn insert_former_name(
    tx: &mut Tx,
    _permit: &CanKeepPeople,
    id: SpecialistId,
    name: &PersonName,
    until_on: NaiveDate,
) -> Result<(), Failure> {
    const SQL: &str = "insert into former_names
        (specialist_id, surname, given_name, patronymic, search_key, until_on, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let at = tx.at();
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
