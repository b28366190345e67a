//! Run with all that its own page shows: its course, meetings and trainers.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use super::{RunRow, from_runs, run_columns};
use crate::{
    courses::{
        model::{Meeting, Trainer, details::RunDetails},
        store::courses,
    },
    db::{Failure, Tx, on_driver},
    ground::{
        Localized,
        ids::{AccountId, CourseId, RunId},
        letters::code_key,
    },
};

#[derive(FromRow)]
struct DetailsRow {
    id: RunId,
    course_id: CourseId,
    decides_on: Option<NaiveDate>,
    offer_hours: i32,
    recorded_at: DateTime<Utc>,
    revision: i32,
    changed_at: Option<DateTime<Utc>>,
    #[sqlx(flatten)]
    run: RunRow,
}

macro_rules! select_details {
    ($condition:literal) => {
        concat!(
            "select r.id, r.course_id, r.decides_on, r.offer_hours, r.recorded_at, r.revision, r.changed_at, ",
            run_columns!(),
            from_runs!(),
            "where ",
            $condition
        )
    };
}

/// Run with this code, and all that its page shows.
pub(in crate::courses) async fn find_details(tx: &mut Tx, code: &str) -> Result<Option<RunDetails>, Failure> {
    const SQL: &str = select_details!("r.code_key = $1");
    let row: Option<DetailsRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(code_key(code)).fetch_optional(c).await)?;
    details(tx, row).await
}

/// Run with this id, and all that its page shows.
pub(in crate::courses) async fn find_details_by_id(tx: &mut Tx, id: RunId) -> Result<Option<RunDetails>, Failure> {
    const SQL: &str = select_details!("r.id = $1");
    let row: Option<DetailsRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?;
    details(tx, row).await
}

async fn details(tx: &mut Tx, row: Option<DetailsRow>) -> Result<Option<RunDetails>, Failure> {
    let Some(row) = row else { return Ok(None) };
    let Some(record) = courses::find(tx, row.course_id).await? else { return Ok(None) };
    Ok(Some(RunDetails {
        meetings: list_meetings(tx, row.id).await?,
        trainers: list_trainers(tx, row.id).await?.into_iter().filter(|trainer| trainer.is_public).collect(),
        id: row.id,
        course_id: row.course_id,
        course: record.course,
        run: row.run.try_into()?,
        decides_on: row.decides_on,
        offer_hours: row.offer_hours,
        recorded_at: row.recorded_at,
        revision: row.revision,
        changed_at: row.changed_at,
    }))
}

#[derive(FromRow)]
struct MeetingRow {
    number: i32,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    academic_hours: i32,
    topic_kk: String,
    topic_ru: String,
    topic_en: String,
}

async fn list_meetings(tx: &mut Tx, run: RunId) -> Result<Vec<Meeting>, Failure> {
    const SQL: &str = "select number, starts_at, ends_at, academic_hours, topic_kk, topic_ru, topic_en
        from meetings where run_id = $1 order by position";
    let rows: Vec<MeetingRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(run).fetch_all(c).await)?;
    let meeting = |row: MeetingRow| Meeting {
        number: row.number,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        academic_hours: row.academic_hours,
        topic: Localized { kk: row.topic_kk, ru: row.topic_ru, en: row.topic_en },
    };
    Ok(rows.into_iter().map(meeting).collect())
}

#[derive(FromRow)]
struct TrainerRow {
    name: String,
    about_kk: String,
    about_ru: String,
    about_en: String,
    is_public: bool,
    account_id: Option<AccountId>,
}

/// Trainers of the run, whether or not they agreed to be named on a public page.
pub(in crate::courses) async fn list_trainers(tx: &mut Tx, run: RunId) -> Result<Vec<Trainer>, Failure> {
    const SQL: &str = "select name, about_kk, about_ru, about_en, is_public, account_id
        from trainers where run_id = $1 order by position";
    let rows: Vec<TrainerRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(run).fetch_all(c).await)?;
    let trainer = |row: TrainerRow| Trainer {
        name: row.name,
        about: Localized { kk: row.about_kk, ru: row.about_ru, en: row.about_en },
        is_public: row.is_public,
        account: row.account_id,
    };
    Ok(rows.into_iter().map(trainer).collect())
}
