//! Table `attendance`, with the people and meetings of a run that its grid is made of.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::FromRow;

use super::{
    model::Mark,
    policy::{CanCheckIn, CanMark, CanSeeOwn},
};
use crate::{
    courses::service::RunTeam,
    db::{Failure, Tx, on_driver, sql, sql_words},
    enrollments::State,
    ground::ids::{EnrollmentId, MeetingId, RunId, SpecialistId},
    specialists::PersonName,
};

const IN_RUN: &str = sql_words!(State::words(State::IN_RUN));

#[derive(FromRow)]
pub(super) struct PersonRow {
    pub id: EnrollmentId,
    pub specialist_id: SpecialistId,
    surname: String,
    given_name: String,
    patronymic: Option<String>,
    #[sqlx(try_from = "String")]
    pub state: State,
}

impl PersonRow {
    pub(super) fn name(&self) -> PersonName {
        PersonName {
            surname: self.surname.clone(),
            given_name: self.given_name.clone(),
            patronymic: self.patronymic.clone(),
        }
    }
}

/// People who have a seat in the run, in the order of their names.
pub(super) async fn list_people(tx: &mut Tx, team: &RunTeam) -> Result<Vec<PersonRow>, Failure> {
    const SQL: &str = sql!(
        "select e.id, e.specialist_id, s.surname, s.given_name, s.patronymic, e.state from enrollments e
        join specialists s on s.id = e.specialist_id where e.run_id = $1 and e.state in (",
        IN_RUN,
        ") order by s.sort_key, e.id"
    );
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(team.run()).fetch_all(c).await)?)
}

/// Meetings of a run in the order of time.
pub(super) async fn list_meetings_of(tx: &mut Tx, run: RunId) -> Result<Vec<MeetingId>, Failure> {
    const SQL: &str = "select id from meetings where run_id = $1 order by position";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(run).fetch_all(c).await)?)
}

/// Meeting that somebody may check in to.
#[derive(Clone, Copy, Debug, FromRow)]
pub(super) struct MeetingRow {
    pub id: MeetingId,
    pub run_id: RunId,
    pub starts_at: DateTime<Utc>,
}

/// Meetings of all runs that begin within half a day of this instant.
pub(super) async fn list_meetings_around(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<MeetingRow>, Failure> {
    const SQL: &str =
        "select id, run_id, starts_at from meetings where starts_at between $1 and $2 order by starts_at, id";
    let (from, to) = (now - TimeDelta::hours(12), now + TimeDelta::hours(12));
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(from).bind(to).fetch_all(c).await)?)
}

/// Enrollment of the caller in a run in which they have a seat.
#[derive(Clone, Copy, Debug, FromRow)]
pub(super) struct OwnSeat {
    pub id: EnrollmentId,
}

pub(super) async fn find_own_seat(tx: &mut Tx, permit: &CanCheckIn, run: RunId) -> Result<Option<OwnSeat>, Failure> {
    const SQL: &str =
        sql!("select id from enrollments where run_id = $1 and specialist_id = $2 and state in (", IN_RUN, ")");
    let who = permit.specialist();
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(run).bind(who).fetch_optional(c).await)?)
}

/// Marks of the caller in a run.
pub(super) async fn list_marks_of(tx: &mut Tx, seat: &OwnSeat) -> Result<Vec<(MeetingId, Mark)>, Failure> {
    const SQL: &str = "select meeting_id, mark, hours from attendance where enrollment_id = $1";
    let rows: Vec<(MeetingId, String, Option<i32>)> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(seat.id).fetch_all(c).await)?;
    let mark = |(meeting, word, hours): (MeetingId, String, Option<i32>)| {
        let mark = Mark::stored(&word, hours);
        Ok((meeting, mark.ok_or_else(|| Failure::Unreadable(format!("mark of {}", seat.id)))?))
    };
    rows.into_iter().map(mark).collect()
}

/// Mark of a person, with the meeting that it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnMark {
    pub enrollment: EnrollmentId,
    /// Beginning of the meeting.
    pub starts_at: DateTime<Utc>,
    pub mark: Mark,
    pub marked_at: DateTime<Utc>,
}

/// Marks of one person in all runs, in the order of the meetings.
pub(super) async fn list_own(tx: &mut Tx, permit: &CanSeeOwn) -> Result<Vec<OwnMark>, Failure> {
    const SQL: &str = "select a.enrollment_id, m.starts_at, a.mark, a.hours, a.marked_at from attendance a
        join meetings m on m.id = a.meeting_id join enrollments e on e.id = a.enrollment_id
        where e.specialist_id = $1 order by m.starts_at, m.id";
    type Row = (EnrollmentId, DateTime<Utc>, String, Option<i32>, DateTime<Utc>);
    let rows: Vec<Row> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(permit.specialist()).fetch_all(c).await)?;
    let own = |(enrollment, starts_at, word, hours, marked_at): Row| {
        let mark = Mark::stored(&word, hours);
        let mark = mark.ok_or_else(|| Failure::Unreadable(format!("mark of {enrollment}")))?;
        Ok(OwnMark { enrollment, starts_at, mark, marked_at })
    };
    rows.into_iter().map(own).collect()
}

#[derive(FromRow)]
struct MarkRow {
    enrollment_id: EnrollmentId,
    meeting_id: MeetingId,
    mark: String,
    hours: Option<i32>,
    marked_at: DateTime<Utc>,
}

/// Marks of a run by person and meeting, and the instant of the latest.
pub(super) struct Marks {
    pub by_cell: HashMap<(EnrollmentId, MeetingId), Mark>,
    pub latest: Option<DateTime<Utc>>,
}

pub(super) async fn find_marks(tx: &mut Tx, team: &RunTeam) -> Result<Marks, Failure> {
    const SQL: &str = "select a.enrollment_id, a.meeting_id, a.mark, a.hours, a.marked_at from attendance a
        join meetings m on m.id = a.meeting_id where m.run_id = $1";
    let rows: Vec<MarkRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(team.run()).fetch_all(c).await)?;
    let latest = rows.iter().map(|row| row.marked_at).max();
    let cell = |row: MarkRow| {
        let mark = Mark::stored(&row.mark, row.hours);
        let mark = mark.ok_or_else(|| Failure::Unreadable(format!("mark of {}", row.enrollment_id)))?;
        Ok(((row.enrollment_id, row.meeting_id), mark))
    };
    Ok(Marks { by_cell: rows.into_iter().map(cell).collect::<Result<_, Failure>>()?, latest })
}

/// Saves a mark in place of an earlier one. The person and the meeting are of the run of the permit, or nothing is
/// written.
pub(super) async fn upsert(
    tx: &mut Tx,
    permit: &CanMark,
    (enrollment, meeting): (EnrollmentId, MeetingId),
    mark: Mark,
) -> Result<(), Failure> {
    const SQL: &str = "insert into attendance (enrollment_id, meeting_id, mark, hours, marked_at, marked_by)
        select e.id, m.id, $4, $5, $6, $7 from enrollments e join meetings m on m.run_id = e.run_id
        where e.run_id = $1 and e.id = $2 and m.id = $3
        on conflict (enrollment_id, meeting_id) do update set mark = excluded.mark, hours = excluded.hours,
        marked_at = excluded.marked_at, marked_by = excluded.marked_by";
    let (at, by) = (tx.at(), tx.caller().name());
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(permit.run())
        .bind(enrollment)
        .bind(meeting)
        .bind(mark.word())
        .bind(mark.part())
        .bind(at)
        .bind(&by)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Takes a mark away that was set by mistake.
pub(super) async fn delete(
    tx: &mut Tx,
    permit: &CanMark,
    (enrollment, meeting): (EnrollmentId, MeetingId),
) -> Result<(), Failure> {
    const SQL: &str = "delete from attendance where enrollment_id = $2 and meeting_id = $3
        and meeting_id in (select id from meetings where run_id = $1)";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.run()).bind(enrollment).bind(meeting).execute(c).await.map(drop))?;
    Ok(())
}
