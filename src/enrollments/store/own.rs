//! Enrollments as their own person sees them.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::{
    courses::model::{Admission, Format, RunState},
    db::{Failure, Tx, on_driver, sql},
    enrollments::{
        model::{Reason, State, Step, StepReason},
        policy::Scope,
    },
    ground::{
        Locale, Localized,
        ids::{EnrollmentId, RunId},
    },
};

/// Enrollment as its own person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnEnrollment {
    pub id: EnrollmentId,
    pub run: RunId,
    /// Code of the run.
    pub code: String,
    pub course_code: String,
    pub title: Localized,
    pub academic_hours: i32,
    pub format: Format,
    /// Place where the run is held, in words.
    pub venue: Localized,
    pub language: Option<Locale>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub run_state: RunState,
    pub admission: Admission,
    /// Day by which staff answer, if they choose.
    pub decides_on: Option<NaiveDate>,
    /// Hours for which an offered seat of the run is reserved.
    pub offer_hours: i32,
    /// Beginning of the first meeting, if meetings are known.
    pub first_meeting: Option<DateTime<Utc>>,
    pub state: State,
    /// Instant since which it is in this state.
    pub since: DateTime<Utc>,
    pub applied_at: DateTime<Utc>,
    /// Reason of the latest step; a note is shown if staff declined.
    pub last_reason: StepReason,
    /// Position on the waiting list, the first being 1, and how many wait.
    pub queue_position: Option<(u32, u32)>,
    /// Number on the waiting list that it was once given.
    pub waiting_number: Option<i32>,
    /// End of the offer, whether it lies ahead or has passed.
    pub offer_ends_at: Option<DateTime<Utc>>,
    pub recorded_at: DateTime<Utc>,
}

impl OwnEnrollment {
    /// Tells whether it has ended because the centre cancelled the run.
    pub fn is_run_cancelled(&self) -> bool {
        self.last_reason == StepReason::Program(Reason::RunCancelled)
    }

    /// Tells whether the person can still withdraw by themselves: before the first day of the run, and as long as they
    /// have no seat in it.
    pub fn can_withdraw(&self, today: NaiveDate) -> bool {
        self.state.awaits_place() || self.state.is_open() && today < self.starts_on
    }

    /// Tells whether the run began while they waited for a seat.
    pub fn waited_in_vain(&self) -> bool {
        self.state == State::Declined && self.last_reason == StepReason::Program(Reason::RunBegan)
    }

    /// Tells whether a seat is offered, and can still be accepted.
    pub fn is_offer_open(&self, now: DateTime<Utc>) -> bool {
        self.state == State::Offered && self.offer_ends_at.is_some_and(|until| now < until)
    }

    /// State at this instant. An offer ends with its time, even if the seat has not been offered to the next person
    /// yet.
    pub fn state_at(&self, now: DateTime<Utc>) -> State {
        if self.state == State::Offered && !self.is_offer_open(now) { State::Expired } else { self.state }
    }
}

#[derive(FromRow)]
struct Row {
    id: EnrollmentId,
    run_id: RunId,
    code: String,
    course_code: String,
    title_kk: String,
    title_ru: String,
    title_en: String,
    academic_hours: i32,
    #[sqlx(try_from = "String")]
    format: Format,
    venue_kk: String,
    venue_ru: String,
    venue_en: String,
    language: Option<String>,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    #[sqlx(try_from = "String")]
    run_state: RunState,
    #[sqlx(try_from = "String")]
    admission: Admission,
    decides_on: Option<NaiveDate>,
    offer_hours: i32,
    first_meeting: Option<DateTime<Utc>>,
    #[sqlx(try_from = "String")]
    state: State,
    since: DateTime<Utc>,
    applied_at: DateTime<Utc>,
    last_reason: Option<String>,
    last_note: Option<String>,
    position: i64,
    waiting: i64,
    waiting_number: Option<i32>,
    offer_ends_at: Option<DateTime<Utc>>,
    recorded_at: DateTime<Utc>,
}

impl TryFrom<Row> for OwnEnrollment {
    type Error = Failure;

    fn try_from(row: Row) -> Result<Self, Failure> {
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(Self {
            id: row.id,
            run: row.run_id,
            code: row.code,
            course_code: row.course_code,
            title: Localized { kk: row.title_kk, ru: row.title_ru, en: row.title_en },
            academic_hours: row.academic_hours,
            format: row.format,
            venue: Localized { kk: row.venue_kk, ru: row.venue_ru, en: row.venue_en },
            language: row.language.as_deref().and_then(Locale::from_code),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            run_state: row.run_state,
            admission: row.admission,
            decides_on: row.decides_on,
            offer_hours: row.offer_hours,
            first_meeting: row.first_meeting,
            state: row.state,
            since: row.since,
            applied_at: row.applied_at,
            last_reason: step_reason(row.last_reason.as_deref(), row.last_note)?,
            queue_position: (row.state == State::Waitlisted).then(|| (count(row.position), count(row.waiting))),
            waiting_number: row.waiting_number,
            offer_ends_at: row.offer_ends_at,
            recorded_at: row.recorded_at,
        })
    }
}

/// Reason of a step from its two columns.
pub(super) fn step_reason(word: Option<&str>, note: Option<String>) -> Result<StepReason, Failure> {
    match word {
        Some(word) => {
            word.parse().map(StepReason::Program).map_err(|_| Failure::Unreadable(format!("reason of a step: {word}")))
        }
        None => Ok(StepReason::Staff(note.unwrap_or_default())),
    }
}

macro_rules! select {
    ($($rest:expr),+) => {
        sql!(
            "select e.id, e.run_id, r.code, c.code as course_code, c.title_kk, c.title_ru, c.title_en, ",
            "c.academic_hours, c.format, r.venue_kk, r.venue_ru, r.venue_en, r.language, r.starts_on, r.ends_on, r.state as run_state, ",
            "r.admission, r.decides_on, r.offer_hours, ",
            "(select m.starts_at from meetings m where m.run_id = r.id order by m.position limit 1) as first_meeting, ",
            "e.state, latest.taken_at as since, latest.reason as last_reason, latest.note as last_note, begun.taken_at as applied_at, ",
            "(select count(*) from enrollments w where w.run_id = e.run_id and w.state = 'waitlisted' ",
            "and w.waiting_number <= e.waiting_number) as position, ",
            "(select count(*) from enrollments w where w.run_id = e.run_id and w.state = 'waitlisted') as waiting, ",
            "e.waiting_number, e.offer_ends_at, e.recorded_at from enrollments e ",
            "join runs r on r.id = e.run_id join courses c on c.id = r.course_id ",
            "join enrollment_steps begun on begun.enrollment_id = e.id and begun.position = 1 ",
            "join enrollment_steps latest on latest.enrollment_id = e.id and latest.position = ",
            "(select max(s.position) from enrollment_steps s where s.enrollment_id = e.id) ",
            "where e.specialist_id = $1 ",
            $($rest),+
        )
    };
}

/// Enrollments of a person, the latest run first.
pub(in crate::enrollments) async fn list_own(tx: &mut Tx, scope: &Scope) -> Result<Vec<OwnEnrollment>, Failure> {
    const SQL: &str = select!("order by r.starts_on desc, e.recorded_at desc, e.id desc");
    let rows: Vec<Row> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(scope.specialist()).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Enrollment of a person in this run: the one that blocks reapplying, or else the latest that is over.
pub(in crate::enrollments) async fn find_own(
    tx: &mut Tx,
    scope: &Scope,
    run: RunId,
) -> Result<Option<OwnEnrollment>, Failure> {
    const SQL: &str = select!(
        "and e.run_id = $2 order by case when e.state in (",
        super::BLOCKING_REAPPLYING,
        ") then 0 else 1 end, e.recorded_at desc, e.id desc limit 1"
    );
    let row: Option<Row> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(scope.specialist()).bind(run).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

#[derive(FromRow)]
struct StepRow {
    enrollment_id: EnrollmentId,
    #[sqlx(try_from = "String")]
    to_state: State,
    taken_at: DateTime<Utc>,
    reason: Option<String>,
    note: Option<String>,
}

/// Steps of a person's enrollments; those of each in their order.
pub(in crate::enrollments) async fn list_own_steps(
    tx: &mut Tx,
    scope: &Scope,
) -> Result<Vec<(EnrollmentId, Step)>, Failure> {
    const SQL: &str = "select s.enrollment_id, s.to_state, s.taken_at, s.reason, s.note from enrollment_steps s
        join enrollments e on e.id = s.enrollment_id where e.specialist_id = $1 order by s.enrollment_id, s.position";
    let rows: Vec<StepRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(scope.specialist()).fetch_all(c).await)?;
    let step = |row: StepRow| {
        let reason = step_reason(row.reason.as_deref(), row.note)?;
        Ok((row.enrollment_id, Step { to: row.to_state, taken_at: row.taken_at, reason }))
    };
    rows.into_iter().map(step).collect()
}
