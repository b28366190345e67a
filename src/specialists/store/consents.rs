//! The table `consents`, and what it means for the check of a certificate.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{
    db::{Failure, Tx, on_driver},
    ground::{
        Locale,
        ids::{ConsentId, SpecialistId},
    },
    specialists::{
        model::consent::{Consent, ConsentKind, ConsentText},
        policy::{CanDecide, CanKeepPerson},
    },
};

#[derive(FromRow)]
struct ConsentRow {
    kind: String,
    version: String,
    locale: String,
    given_at: DateTime<Utc>,
    withdrawn_at: Option<DateTime<Utc>>,
}

impl TryFrom<ConsentRow> for Consent {
    type Error = Failure;

    fn try_from(row: ConsentRow) -> Result<Self, Failure> {
        let unreadable = |what: &str| Failure::Unreadable(format!("{what} of a consent"));
        Ok(Self {
            kind: row.kind.parse().map_err(|_| unreadable("kind"))?,
            version: row.version,
            locale: Locale::from_code(&row.locale).ok_or_else(|| unreadable("language"))?,
            given_at: row.given_at,
            withdrawn_at: row.withdrawn_at,
        })
    }
}

/// All that a person has ever agreed to, the first first.
pub(in crate::specialists) async fn list(tx: &mut Tx, permit: &CanKeepPerson) -> Result<Vec<Consent>, Failure> {
    const SQL: &str = "select kind, version, locale, given_at, withdrawn_at from consents where specialist_id = $1
        order by given_at, id";
    let id = permit.specialist();
    let rows: Vec<ConsentRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_all(c).await)?;
    rows.into_iter().map(Consent::try_from).collect()
}

/// Keeps that somebody agrees, now and to the text as it reads now.
pub(in crate::specialists) async fn insert(
    tx: &mut Tx,
    permit: &CanDecide,
    kind: ConsentKind,
    locale: Locale,
) -> Result<(), Failure> {
    const SQL: &str = "insert into consents (id, specialist_id, kind, version, locale, given_at)
        values ($1, $2, $3, $4, $5, $6)";
    let (id, at): (ConsentId, _) = (tx.ids().next(), tx.at());
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(permit.specialist())
        .bind(kind.as_str())
        .bind(&ConsentText::current().version)
        .bind(locale.code())
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Ends the consent that stands; says whether there was one.
pub(in crate::specialists) async fn update_withdrawn(
    tx: &mut Tx,
    permit: &CanDecide,
    kind: ConsentKind,
) -> Result<bool, Failure> {
    const SQL: &str = "update consents set withdrawn_at = $3
        where specialist_id = $1 and kind = $2 and withdrawn_at is null";
    let (id, at) = (permit.specialist(), tx.at());
    let rows = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(kind.as_str())
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Removes what an erased person had agreed to.
pub(in crate::specialists) async fn delete(tx: &mut Tx, permit: &CanDecide) -> Result<(), Failure> {
    const SQL: &str = "delete from consents where specialist_id = $1";
    let id = permit.specialist();
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(drop))?;
    Ok(())
}

/// Whether the name is shown to who checks.
pub(in crate::specialists) async fn is_name_shown(tx: &mut Tx, id: SpecialistId) -> Result<bool, Failure> {
    Ok(count_willing(tx, id, ConsentKind::CheckPage).await? > 0)
}

/// Whether a new certificate keeps the facts that donors count by.
pub(in crate::specialists) async fn count_with_facts(tx: &mut Tx, id: SpecialistId) -> Result<i64, Failure> {
    count_willing(tx, id, ConsentKind::Programme).await
}

/// As long as the person is there and has not been asked, and after that as they answered. Everything is asked at
/// once, so one answer tells that they were. People of lists that came on paper were never asked by the registry.
async fn count_willing(tx: &mut Tx, id: SpecialistId, kind: ConsentKind) -> Result<i64, Failure> {
    const SQL: &str = "select count(*) from specialists s where s.id = $1 and s.erased_at is null
        and (exists (select 1 from consents c where c.specialist_id = s.id and c.kind = $2 and c.withdrawn_at is null)
            or not exists (select 1 from consents c where c.specialist_id = s.id))";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(id).bind(kind.as_str()).fetch_one(c).await)?)
}
