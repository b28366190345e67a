//! Tables `runs`, `meetings` and `trainers`, with the counts that `places` has of a run.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use super::courses;
use crate::{
    courses::{
        model::{Format, Meeting, NewRun, Places, Run, Trainer, details::RunDetails},
        policy::CanKeepCourses,
    },
    db::{Failure, Tx, on_driver},
    ground::{
        Locale, Localized,
        ids::{CourseId, MeetingId, RunId},
        letters::code_key,
    },
    i18n::names,
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

/// Venue in all languages and public trainers, folded.
fn search_key<'a>(venue: &'a Localized, trainers: impl Iterator<Item = &'a str>) -> String {
    let venue = Locale::ALL.into_iter().map(|locale| venue.part(locale));
    names::search_key(&venue.chain(trainers).collect::<Vec<_>>().join(" "))
}

pub(in crate::courses) async fn insert_run(
    tx: &mut Tx,
    permit: &CanKeepCourses,
    id: RunId,
    course: CourseId,
    run: &NewRun,
) -> Result<(), Failure> {
    const SQL: &str = "insert into runs (id, code, course_id, venue_kk, venue_ru, venue_en, region, language,
        starts_on, ends_on, enroll_until, decides_on, offer_hours, admission, state, search_key, recorded_at, code_key)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    let trainers = run.trainers.iter().filter(|trainer| trainer.is_public).map(|trainer| trainer.name.as_str());
    let (at, key) = (tx.at(), search_key(&run.venue, trainers));
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&run.code)
        .bind(course)
        .bind(&run.venue.kk)
        .bind(&run.venue.ru)
        .bind(&run.venue.en)
        .bind(run.region.map(|region| region.code))
        .bind(run.language.map(Locale::code))
        .bind(run.starts_on)
        .bind(run.ends_on)
        .bind(run.enroll_until)
        .bind(run.decides_on)
        .bind(run.offer_hours)
        .bind(run.admission.as_str())
        .bind(run.state.as_str())
        .bind(&key)
        .bind(at)
        .bind(code_key(&run.code))
        .execute(c)
        .await
        .map(drop))?;
    for (position, meeting) in (1_i32..).zip(&run.meetings) {
        insert_meeting(tx, permit, (id, position), meeting).await?;
    }
    for (position, trainer) in (1_i32..).zip(&run.trainers) {
        insert_trainer(tx, permit, (id, position), trainer).await?;
    }
    Ok(())
}

async fn insert_meeting(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    (run, position): (RunId, i32),
    meeting: &Meeting,
) -> Result<(), Failure> {
    const SQL: &str = "insert into meetings (id, run_id, position, starts_at, ends_at, academic_hours, topic_kk,
        topic_ru, topic_en) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let id: MeetingId = tx.ids().next();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(run)
        .bind(position)
        .bind(meeting.starts_at)
        .bind(meeting.ends_at)
        .bind(meeting.academic_hours)
        .bind(&meeting.topic.kk)
        .bind(&meeting.topic.ru)
        .bind(&meeting.topic.en)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

async fn insert_trainer(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    (run, position): (RunId, i32),
    trainer: &Trainer,
) -> Result<(), Failure> {
    const SQL: &str = "insert into trainers (run_id, position, name, about_kk, about_ru, about_en, is_public)
        values ($1, $2, $3, $4, $5, $6, $7)";
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(run)
        .bind(position)
        .bind(&trainer.name)
        .bind(&trainer.about.kk)
        .bind(&trainer.about.ru)
        .bind(&trainer.about.en)
        .bind(trainer.is_public)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
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

/// Tables of the runs `r`, each with its places `p`.
macro_rules! from_runs {
    () => {
        " from runs r join places p on p.run_id = r.id "
    };
}

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
        let search_key = if is_old { search_key(&run.venue, std::iter::empty()) } else { row.search_key };
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
struct UpcomingRow {
    title_kk: String,
    title_ru: String,
    title_en: String,
    format: String,
    academic_hours: i32,
    #[sqlx(flatten)]
    run: RunRow,
}

/// Run that lies ahead, as the home page announces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upcoming {
    pub title: Localized,
    pub format: Format,
    pub academic_hours: i32,
    pub run: Run,
}

pub(in crate::courses) async fn list_upcoming(
    tx: &mut Tx,
    from: NaiveDate,
    limit: i64,
) -> Result<Vec<Upcoming>, Failure> {
    const SQL: &str = concat!(
        "select c.title_kk, c.title_ru, c.title_en, c.format, c.academic_hours, ",
        run_columns!(),
        from_runs!(),
        "join courses c on c.id = r.course_id where ",
        is_ahead!(),
        " order by r.starts_on, r.code limit $2"
    );
    let rows: Vec<UpcomingRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(from).bind(limit).fetch_all(c).await)?;
    let upcoming = |row: UpcomingRow| {
        Ok(Upcoming {
            title: Localized { kk: row.title_kk, ru: row.title_ru, en: row.title_en },
            format: row.format.parse().map_err(|_| Failure::Unreadable(format!("course of {}", row.run.code)))?,
            academic_hours: row.academic_hours,
            run: row.run.try_into()?,
        })
    };
    rows.into_iter().map(upcoming).collect()
}

#[derive(FromRow)]
struct DetailsRow {
    id: RunId,
    course_id: CourseId,
    decides_on: Option<NaiveDate>,
    offer_hours: i32,
    recorded_at: DateTime<Utc>,
    #[sqlx(flatten)]
    run: RunRow,
}

macro_rules! select_details {
    ($condition:literal) => {
        concat!(
            "select r.id, r.course_id, r.decides_on, r.offer_hours, r.recorded_at, ",
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
    let Some(course) = courses::find(tx, row.course_id).await? else { return Ok(None) };
    Ok(Some(RunDetails {
        meetings: list_meetings(tx, row.id).await?,
        trainers: list_public_trainers(tx, row.id).await?,
        id: row.id,
        course_id: row.course_id,
        course,
        run: row.run.try_into()?,
        decides_on: row.decides_on,
        offer_hours: row.offer_hours,
        recorded_at: row.recorded_at,
    }))
}

#[derive(FromRow)]
struct MeetingRow {
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    academic_hours: i32,
    topic_kk: String,
    topic_ru: String,
    topic_en: String,
}

async fn list_meetings(tx: &mut Tx, run: RunId) -> Result<Vec<Meeting>, Failure> {
    const SQL: &str = "select starts_at, ends_at, academic_hours, topic_kk, topic_ru, topic_en
        from meetings where run_id = $1 order by position";
    let rows: Vec<MeetingRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(run).fetch_all(c).await)?;
    let meeting = |row: MeetingRow| Meeting {
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
}

/// Trainers of the run who agreed to be named on a public page.
async fn list_public_trainers(tx: &mut Tx, run: RunId) -> Result<Vec<Trainer>, Failure> {
    const SQL: &str = "select name, about_kk, about_ru, about_en, is_public
        from trainers where run_id = $1 and is_public order by position";
    let rows: Vec<TrainerRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(run).fetch_all(c).await)?;
    let trainer = |row: TrainerRow| Trainer {
        name: row.name,
        about: Localized { kk: row.about_kk, ru: row.about_ru, en: row.about_en },
        is_public: row.is_public,
    };
    Ok(rows.into_iter().map(trainer).collect())
}
