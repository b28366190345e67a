//! Table `consents`, and what it means for the check of a certificate.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::{
    db::{Failure, Tx, on_driver},
    ground::{
        Locale, clock,
        ids::{ConsentId, SpecialistId},
    },
    specialists::{
        model::consent::{Consent, ConsentKind, ConsentText},
        policy::{CanDecide, CanKeepPerson, CanMergePeople, CanRecordPaper},
    },
};

const INSERT: &str = "insert into consents (id, specialist_id, kind, version, locale, given_at, on_paper)
    values ($1, $2, $3, $4, $5, $6, $7)";
const WITHDRAW: &str = "update consents set withdrawn_at = $3
    where specialist_id = $1 and kind = $2 and withdrawn_at is null";

#[derive(FromRow)]
struct ConsentRow {
    kind: String,
    version: String,
    locale: String,
    given_at: DateTime<Utc>,
    on_paper: bool,
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
            is_on_paper: row.on_paper,
            withdrawn_at: row.withdrawn_at,
        })
    }
}

/// Consents that a person has ever given, in order of time.
pub(in crate::specialists) async fn list(tx: &mut Tx, permit: &CanKeepPerson) -> Result<Vec<Consent>, Failure> {
    const SQL: &str =
        "select kind, version, locale, given_at, on_paper, withdrawn_at from consents where specialist_id = $1
        order by given_at, id";
    let id = permit.specialist();
    let rows: Vec<ConsentRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_all(c).await)?;
    rows.into_iter().map(Consent::try_from).collect()
}

/// Saves that somebody agrees, now and to the present text.
pub(in crate::specialists) async fn insert(
    tx: &mut Tx,
    permit: &CanDecide,
    kind: ConsentKind,
    locale: Locale,
) -> Result<(), Failure> {
    let at = tx.at();
    write(tx, permit.specialist(), (kind, locale), (at, false)).await
}

/// Saves what somebody has signed on paper on this day.
pub(in crate::specialists) async fn insert_on_paper(
    tx: &mut Tx,
    permit: &CanRecordPaper,
    (kind, locale): (ConsentKind, Locale),
    given_on: NaiveDate,
) -> Result<(), Failure> {
    write(tx, permit.specialist(), (kind, locale), (clock::start_of(given_on), true)).await
}

/// Writes a consent to the present text, given at an instant, on paper or not.
async fn write(
    tx: &mut Tx,
    specialist: SpecialistId,
    (kind, locale): (ConsentKind, Locale),
    (at, is_on_paper): (DateTime<Utc>, bool),
) -> Result<(), Failure> {
    let id: ConsentId = tx.ids().next();
    on_driver!(tx, |c| sqlx::query(INSERT)
        .bind(id)
        .bind(specialist)
        .bind(kind.as_str())
        .bind(&ConsentText::current().version)
        .bind(locale.code())
        .bind(at)
        .bind(is_on_paper)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Ends the valid consent to an older text, in whose place one on paper comes.
pub(in crate::specialists) async fn update_replaced(
    tx: &mut Tx,
    permit: &CanRecordPaper,
    kind: ConsentKind,
) -> Result<(), Failure> {
    let (id, at) = (permit.specialist(), tx.at());
    on_driver!(tx, |c| sqlx::query(WITHDRAW).bind(id).bind(kind.as_str()).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// Ends the valid consent; returns whether there was one.
pub(in crate::specialists) async fn update_withdrawn(
    tx: &mut Tx,
    permit: &CanDecide,
    kind: ConsentKind,
) -> Result<bool, Failure> {
    let (id, at) = (permit.specialist(), tx.at());
    let rows = on_driver!(tx, |c| sqlx::query(WITHDRAW)
        .bind(id)
        .bind(kind.as_str())
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Removes the consents of an erased person.
pub(in crate::specialists) async fn delete(tx: &mut Tx, permit: &CanDecide) -> Result<(), Failure> {
    const SQL: &str = "delete from consents where specialist_id = $1";
    let id = permit.specialist();
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(drop))?;
    Ok(())
}

/// Gives the consents of two records that become one to the one that is kept. Of two in force to the same thing the later
/// one stays so; one that was given before its person withdrew the like in the other record ends with it.
pub(in crate::specialists) async fn merge(tx: &mut Tx, permit: &CanMergePeople) -> Result<(), Failure> {
    const END: &str = "update consents set withdrawn_at = $3
        where specialist_id in ($1, $2) and withdrawn_at is null and exists (select 1 from consents o
            where o.specialist_id in ($1, $2) and o.specialist_id <> consents.specialist_id and o.kind = consents.kind
            and (o.withdrawn_at is null and (o.given_at > consents.given_at
                    or o.given_at = consents.given_at and o.id > consents.id)
                or o.withdrawn_at > consents.given_at and not exists (select 1 from consents l
                    where l.specialist_id = o.specialist_id and l.kind = o.kind and l.withdrawn_at is null)))";
    const MOVE: &str = "update consents set specialist_id = $1 where specialist_id = $2";
    let (kept, gone, at) = (permit.kept(), permit.gone(), tx.at());
    on_driver!(tx, |c| sqlx::query(END).bind(kept).bind(gone).bind(at).execute(c).await.map(drop))?;
    on_driver!(tx, |c| sqlx::query(MOVE).bind(kept).bind(gone).execute(c).await.map(drop))?;
    Ok(())
}

/// Tells whether the check of a certificate shows the name.
pub(in crate::specialists) async fn is_name_shown(tx: &mut Tx, id: SpecialistId) -> Result<bool, Failure> {
    Ok(count_willing(tx, id, ConsentKind::CheckPage).await? > 0)
}

/// Counts 1 if a new certificate gets the facts that donors count by, else 0.
pub(in crate::specialists) async fn count_with_facts(tx: &mut Tx, id: SpecialistId) -> Result<i64, Failure> {
    count_willing(tx, id, ConsentKind::Programme).await
}

/// Counts 1 if the person is there and agrees, or has not been asked; else 0. All consents are asked for at once, so
/// one answer means that they were asked. People of paper lists were never asked by the registry.
async fn count_willing(tx: &mut Tx, id: SpecialistId, kind: ConsentKind) -> Result<i64, Failure> {
    const SQL: &str = "select count(*) from specialists s where s.id = $1 and s.erased_at is null
        and (exists (select 1 from consents c where c.specialist_id = s.id and c.kind = $2 and c.withdrawn_at is null)
            or not exists (select 1 from consents c where c.specialist_id = s.id))";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(id).bind(kind.as_str()).fetch_one(c).await)?)
}
