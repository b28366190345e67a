//! Tables `runs`, `meetings` and `trainers`, with the counts that `places` has of a run.

mod details;
mod staff;
mod write;

use chrono::NaiveDate;
use sqlx::FromRow;

pub(in crate::courses) use self::{
    details::{find_details, find_details_by_id, list_trainers},
    staff::{count_by_stage, list_for_staff},
    write::{cancel_run, insert_run, replace_meetings, replace_trainers, update_run},
};
use crate::{
    courses::model::{Format, Places, Run},
    db::{Failure, Tx, on_driver},
    ground::{
        Locale, Localized,
        ids::{CourseId, RunId},
        letters::code_key,
    },
    reference::region,
};

/// Run with the facts that a repeated import is compared with.
#[derive(Clone, Debug, FromRow)]
pub struct RunSummary {
    pub id: RunId,
    pub code: String,
    pub course_id: CourseId,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub capacity: i32,
    pub seats_taken: i32,
}

pub(in crate::courses) async fn find_run(tx: &mut Tx, code: &str) -> Result<Option<RunSummary>, Failure> {
    const SQL: &str = "select r.id, r.code, r.course_id, r.starts_on, r.ends_on, p.capacity, p.seats_taken
        from runs r join places p on p.run_id = r.id where r.code_key = $1";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(code_key(code)).fetch_optional(c).await)?)
}

#[derive(FromRow)]
struct RunRow {
    code: String,
    venue_kk: String,
    venue_ru: String,
    venue_en: String,
    region: Option<String>,
    language: Option<String>,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    enroll_until: Option<NaiveDate>,
    admission: String,
    state: String,
    capacity: i32,
    seats_taken: i32,
    seats_offered: i32,
    waiting: i32,
}

/// Columns of `RunRow`, of the run `r` with its places `p`.
macro_rules! run_columns {
    () => {
        "r.code, r.venue_kk, r.venue_ru, r.venue_en, r.region, r.language, r.starts_on, r.ends_on, r.enroll_until, \
         r.admission, r.state, p.capacity, p.seats_taken, p.seats_offered, p.waiting"
    };
}
use run_columns;

/// Tables of the runs `r`, each with its places `p`.
macro_rules! from_runs {
    () => {
        " from runs r join places p on p.run_id = r.id "
    };
}
use from_runs;

/// Condition that a run `r` is open and begins on the day $1 or later.
macro_rules! is_ahead {
    () => {
        "r.state = 'open' and r.starts_on >= $1"
    };
}

impl TryFrom<RunRow> for Run {
    type Error = Failure;

    fn try_from(row: RunRow) -> Result<Self, Failure> {
        let unreadable = || Failure::Unreadable(format!("run {}", row.code));
        Ok(Self {
            region: row.region.as_deref().map(|code| region(code).ok_or_else(unreadable)).transpose()?,
            language: row.language.as_deref().map(|code| Locale::from_code(code).ok_or_else(unreadable)).transpose()?,
            admission: row.admission.parse().map_err(|_| unreadable())?,
            state: row.state.parse().map_err(|_| unreadable())?,
            code: row.code,
            venue: Localized { kk: row.venue_kk, ru: row.venue_ru, en: row.venue_en },
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            enroll_until: row.enroll_until,
            places: Places {
                capacity: row.capacity.unsigned_abs(),
                taken: row.seats_taken.unsigned_abs(),
                offered: row.seats_offered.unsigned_abs(),
                waiting: row.waiting.unsigned_abs(),
            },
        })
    }
}

#[derive(FromRow)]
struct AheadRow {
    course_id: CourseId,
    search_key: String,
    #[sqlx(flatten)]
    run: RunRow,
}

/// Run that lies ahead, and the text in which it is searched.
pub(in crate::courses) struct Ahead {
    pub(in crate::courses) course: CourseId,
    pub(in crate::courses) run: Run,
    pub(in crate::courses) search_key: String,
}

/// Runs that lie ahead, the nearest first.
pub(in crate::courses) async fn list_ahead(tx: &mut Tx, from: NaiveDate) -> Result<Vec<Ahead>, Failure> {
    const SQL: &str = concat!(
        "select r.course_id, r.search_key, ",
        run_columns!(),
        from_runs!(),
        "where ",
        is_ahead!(),
        " order by r.starts_on, r.code"
    );
    let rows: Vec<AheadRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(from).fetch_all(c).await)?;
    let ahead = |row: AheadRow| {
        let run: Run = row.run.try_into()?;
        // a row that is older than the column has an empty one
        let is_old = row.search_key.is_empty();
        let search_key = if is_old { write::search_key(&run.code, &run.venue, &[]) } else { row.search_key };
        Ok(Ahead { course: row.course_id, run, search_key })
    };
    rows.into_iter().map(ahead).collect()
}

/// Runs of one course that lie ahead, the nearest first.
pub(in crate::courses) async fn list_ahead_of(
    tx: &mut Tx,
    course: CourseId,
    from: NaiveDate,
) -> Result<Vec<Run>, Failure> {
    const SQL: &str = concat!(
        "select ",
        run_columns!(),
        from_runs!(),
        "where ",
        is_ahead!(),
        " and r.course_id = $2 order by r.starts_on, r.code"
    );
    let rows: Vec<RunRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(from).bind(course).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

#[derive(FromRow)]
struct TitledRow {
    title_kk: String,
    title_ru: String,
    title_en: String,
    format: String,
    academic_hours: i32,
    #[sqlx(flatten)]
    run: RunRow,
}

/// Statement up to its condition that lists the runs `r`, each with its course `c`.
macro_rules! titled_runs {
    () => {
        concat!(
            "select c.title_kk, c.title_ru, c.title_en, c.format, c.academic_hours, ",
            run_columns!(),
            from_runs!(),
            "join courses c on c.id = r.course_id "
        )
    };
}
use titled_runs;

impl TryFrom<TitledRow> for TitledRun {
    type Error = Failure;

    fn try_from(row: TitledRow) -> Result<Self, Failure> {
        Ok(Self {
            title: Localized { kk: row.title_kk, ru: row.title_ru, en: row.title_en },
            format: row.format.parse().map_err(|_| Failure::Unreadable(format!("course of {}", row.run.code)))?,
            academic_hours: row.academic_hours,
            run: row.run.try_into()?,
        })
    }
}

/// Run with what a list says of its course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitledRun {
    pub title: Localized,
    pub format: Format,
    pub academic_hours: i32,
    pub run: Run,
}

/// Lists runs that somebody can still join or wait for: those with a free seat first, the nearest of them first.
pub(in crate::courses) async fn list_upcoming(
    tx: &mut Tx,
    from: NaiveDate,
    limit: i64,
) -> Result<Vec<TitledRun>, Failure> {
    const SQL: &str = concat!(
        titled_runs!(),
        "where ",
        is_ahead!(),
        " order by case when r.admission = 'first_come' and (p.seats_taken >= p.capacity or p.waiting > 0) then 1 else 0 end,
        r.starts_on, r.code limit $2"
    );
    let rows: Vec<TitledRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(from).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}
