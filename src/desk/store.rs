//! Reads of what is due, each one statement over the runs that it concerns.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::{
    db::{Failure, Tx, on_driver},
    ground::Localized,
};

/// Runs in one list of the page at most; the page says how many more there are.
const MOST: i64 = 20;

#[derive(FromRow)]
struct Row {
    code: String,
    title_kk: String,
    title_ru: String,
    title_en: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    people: i64,
    moment: Option<DateTime<Utc>>,
    day: Option<NaiveDate>,
    all_people: i64,
    all_runs: i64,
}

/// Run in which something is due.
#[derive(Clone, Debug)]
pub(super) struct DueRun {
    pub code: String,
    pub title: Localized,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// People whom it concerns.
    pub people: u32,
    /// Earliest moment of the people: the end of an offer, or the oldest application.
    pub moment: Option<DateTime<Utc>>,
    /// Day by which an answer was promised.
    pub day: Option<NaiveDate>,
}

/// Runs of one kind of work, the most pressing first, with how many people and runs there are in all.
#[derive(Clone, Debug, Default)]
pub(super) struct Due {
    pub runs: Vec<DueRun>,
    pub all_people: u32,
    pub all_runs: u32,
}

impl From<Vec<Row>> for Due {
    fn from(rows: Vec<Row>) -> Self {
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        let (all_people, all_runs) = rows.first().map_or((0, 0), |row| (count(row.all_people), count(row.all_runs)));
        let runs = rows.into_iter().map(|row| DueRun {
            code: row.code,
            title: Localized { kk: row.title_kk, ru: row.title_ru, en: row.title_en },
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            people: count(row.people),
            moment: row.moment,
            day: row.day,
        });
        Self { runs: runs.collect(), all_people, all_runs }
    }
}

/// Statement over the runs with such enrollments `e`. These are found first, by an index of their own: SQLite would
/// otherwise read everybody in the order of the runs.
macro_rules! due {
    ($moment:literal, $where:literal, $order:literal) => {
        concat!(
            "with due as materialized (select e.run_id, ",
            $moment,
            " as moment from enrollments e where ",
            $where,
            ") select r.code, c.title_kk, c.title_ru, c.title_en, r.starts_on, r.ends_on, d.people, d.moment, ",
            "r.decides_on as day, cast(sum(d.people) over () as bigint) as all_people, ",
            "count(*) over () as all_runs from ",
            "(select run_id, count(*) as people, min(moment) as moment from due group by run_id) d ",
            "join runs r on r.id = d.run_id join courses c on c.id = r.course_id order by ",
            $order,
            " limit $1"
        )
    };
}

/// Offers that end before this instant.
pub(super) async fn offers_ending(tx: &mut Tx, before: DateTime<Utc>) -> Result<Due, Failure> {
    const SQL: &str = due!("e.offer_ends_at", "e.state = 'offered' and e.offer_ends_at <= $2", "d.moment, r.code");
    let rows: Vec<Row> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(MOST).bind(before).fetch_all(c).await)?;
    Ok(rows.into())
}

/// Applications that wait for a decision.
pub(super) async fn to_decide(tx: &mut Tx) -> Result<Due, Failure> {
    const SQL: &str = due!(
        "(select s.taken_at from enrollment_steps s where s.enrollment_id = e.id and s.position = 1)",
        "e.state = 'applied'",
        "d.moment, r.code"
    );
    let rows: Vec<Row> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(MOST).fetch_all(c).await)?;
    Ok(rows.into())
}

/// Runs that ended before this day and are not closed.
pub(super) async fn to_close(tx: &mut Tx, today: NaiveDate) -> Result<Due, Failure> {
    const SQL: &str = "select r.code, c.title_kk, c.title_ru, c.title_en, r.starts_on, r.ends_on,
            cast(p.seats_taken as bigint) as people, r.closed_at as moment, r.decides_on as day,
            cast(sum(p.seats_taken) over () as bigint) as all_people, count(*) over () as all_runs
        from runs r join courses c on c.id = r.course_id join places p on p.run_id = r.id
        where r.state = 'open' and r.ends_on < $2 order by r.ends_on, r.code limit $1";
    let rows: Vec<Row> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(MOST).bind(today).fetch_all(c).await)?;
    Ok(rows.into())
}

/// People who have completed a run that was closed here and have no certificate of it.
pub(super) async fn to_issue(tx: &mut Tx) -> Result<Due, Failure> {
    const SQL: &str = due!(
        "e.recorded_at",
        "e.state = 'completed' and e.run_id in (select id from runs where closed_at is not null)
            and not exists (select 1 from certificates k where k.enrollment_id = e.id and k.replaced_on is null)",
        "r.ends_on, r.code"
    );
    let rows: Vec<Row> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(MOST).fetch_all(c).await)?;
    Ok(rows.into())
}

/// Meeting of a day.
#[derive(Clone, Debug)]
pub(super) struct MeetingToday {
    pub code: String,
    pub title: Localized,
    pub venue: Localized,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub people: u32,
}

#[derive(FromRow)]
struct MeetingRow {
    code: String,
    title_kk: String,
    title_ru: String,
    title_en: String,
    venue_kk: String,
    venue_ru: String,
    venue_en: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    people: i32,
}

/// Meetings between two instants, the earliest first.
pub(super) async fn meetings_between(
    tx: &mut Tx,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<MeetingToday>, Failure> {
    const SQL: &str = "select r.code, c.title_kk, c.title_ru, c.title_en, r.venue_kk, r.venue_ru, r.venue_en,
            m.starts_at, m.ends_at, p.seats_taken - p.seats_offered as people
        from meetings m join runs r on r.id = m.run_id join courses c on c.id = r.course_id
        join places p on p.run_id = r.id
        where r.state = 'open' and m.starts_at >= $1 and m.starts_at < $2 order by m.starts_at, r.code";
    let rows: Vec<MeetingRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(from).bind(to).fetch_all(c).await)?;
    let meeting = |row: MeetingRow| MeetingToday {
        code: row.code,
        title: Localized { kk: row.title_kk, ru: row.title_ru, en: row.title_en },
        venue: Localized { kk: row.venue_kk, ru: row.venue_ru, en: row.venue_en },
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        people: row.people.unsigned_abs(),
    };
    Ok(rows.into_iter().map(meeting).collect())
}
