//! Statements of what staff alone do to records: whole changes, claims settled, two records made one or told apart.

use chrono::{DateTime, Utc};

use super::{Person, person};
use crate::{
    db::{Failure, Tx, on_driver},
    ground::ids::SpecialistId,
    specialists::{
        model::Iin,
        policy::{CanEditPeople, CanKeepPerson, CanMergePeople},
    },
};

/// Replaces all values of a person, the IIN that the record is known by among them.
pub(in crate::specialists) async fn update_all(
    tx: &mut Tx,
    permit: &CanKeepPerson,
    person: &Person<'_>,
) -> Result<(), Failure> {
    const SQL: &str = "update specialists set surname = $2, given_name = $3, patronymic = $4, second_spelling = $5,
        birth_date = $6, sex = $7, region = $8, profession = $9, organization = $10, organization_type = $11,
        email = $12, phone = $13, sort_key = $14, search_key = $15, duplicate_key = $16, claimed_iin_cipher = $17,
        claimed_iin_hash = $18, iin_cipher = $19, iin_hash = $20, revision = revision + 1
        where id = $1 and erased_at is null";
    let (keys, id) = (person.keys(tx)?, permit.specialist());
    on_driver!(tx, |c| person::bound!(SQL, id, person, keys)
        .bind(&keys.iin.cipher)
        .bind(&keys.iin.hash)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// People who typed this IIN for themselves, whatever IIN their record is known by, in order of time.
pub(in crate::specialists) async fn list_claimants(
    tx: &mut Tx,
    _permit: &CanEditPeople,
    iin: &Iin,
) -> Result<Vec<SpecialistId>, Failure> {
    const SQL: &str = "select id from specialists where claimed_iin_hash = $1 and erased_at is null
        order by recorded_at, id";
    let hash = tx.key().index(iin.reveal());
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(&hash).fetch_all(c).await)?)
}

/// Empties the row of a record that ends in another, which it leads to from now on, as do those that led to it.
pub(in crate::specialists) async fn update_merged(tx: &mut Tx, permit: &CanMergePeople) -> Result<(), Failure> {
    const EMPTY: &str = "update specialists set surname = '', given_name = '', patronymic = null,
        second_spelling = null, iin_cipher = null, iin_hash = null, claimed_iin_cipher = null,
        claimed_iin_hash = null, birth_date = null, sex = null, region = null, profession = null,
        organization = null, organization_type = null, email = null, phone = null, sort_key = $2, search_key = '',
        duplicate_key = '', erased_at = $3, revision = revision + 1 where id = $1";
    const LEAD: &str = "update specialists set merged_into = $1 where id = $2 or merged_into = $2";
    const NAMES: &str = "update former_names set specialist_id = $1 where specialist_id = $2";
    let (kept, gone, at, no_key) = (permit.kept(), permit.gone(), tx.at(), Vec::<u8>::new());
    on_driver!(tx, |c| sqlx::query(EMPTY).bind(gone).bind(&no_key).bind(at).execute(c).await.map(drop))?;
    for sql in [LEAD, NAMES] {
        on_driver!(tx, |c| sqlx::query(sql).bind(kept).bind(gone).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Finds the record that this one was merged into.
pub(in crate::specialists) async fn find_merged_into(
    tx: &mut Tx,
    id: SpecialistId,
) -> Result<Option<SpecialistId>, Failure> {
    const SQL: &str = "select merged_into from specialists where id = $1";
    let found: Option<Option<SpecialistId>> =
        on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?;
    Ok(found.flatten())
}

/// Records that were merged into this one.
pub(in crate::specialists) async fn list_merged_into(
    tx: &mut Tx,
    id: SpecialistId,
) -> Result<Vec<SpecialistId>, Failure> {
    const SQL: &str = "select id from specialists where merged_into = $1 order by id";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_all(c).await)?)
}

/// Remembers that two records are two people; returns whether that is new. The smaller id comes first.
pub(in crate::specialists) async fn insert_distinct(
    tx: &mut Tx,
    _permit: &CanEditPeople,
    [one, other]: [SpecialistId; 2],
) -> Result<bool, Failure> {
    const SQL: &str = "insert into distinct_people (one_id, other_id, answered_at, answered_by)
        values ($1, $2, $3, $4) on conflict (one_id, other_id) do nothing";
    let (at, by) = (tx.at(), tx.caller().name());
    let rows = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(one)
        .bind(other)
        .bind(at)
        .bind(&by)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Instant at which staff answered that two records are two people.
pub(in crate::specialists) async fn find_distinct(
    tx: &mut Tx,
    _permit: &CanEditPeople,
    [one, other]: [SpecialistId; 2],
) -> Result<Option<DateTime<Utc>>, Failure> {
    const SQL: &str = "select answered_at from distinct_people where one_id = $1 and other_id = $2";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(one).bind(other).fetch_optional(c).await)?)
}
