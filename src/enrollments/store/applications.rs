//! Applications to a run as staff see them: everybody who has ever applied, with what a decision needs to know.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, QueryBuilder};

use super::{OPEN, own::step_reason};
use crate::{
    db::{Failure, Tx, on_driver},
    enrollments::{
        model::{ApplicationFilter, ApplicationOrder, LockedEnrollment, State, StepReason},
        policy::RunScope,
    },
    ground::ids::{EnrollmentId, SpecialistId},
    i18n::names,
    places::service::LockedRun,
    specialists::model::{Iin, PersonName},
};

/// Applications on a page of the list.
pub const PAGE: i64 = 50;

/// Application to a run.
#[derive(Clone, Debug)]
pub struct Application {
    pub id: EnrollmentId,
    pub specialist: SpecialistId,
    pub name: PersonName,
    pub profession: Option<String>,
    pub region: Option<String>,
    pub organization: Option<String>,
    pub state: State,
    pub applied_at: DateTime<Utc>,
    /// Time and reason of the latest step.
    pub since: DateTime<Utc>,
    pub reason: StepReason,
    /// Position on the waiting list.
    pub queue_position: Option<u32>,
    pub offer_ends_at: Option<DateTime<Utc>>,
    /// Code of another run of the person with a day in common.
    pub overlap: Option<String>,
    /// True if another record has the same folded name and birth date (rule R2).
    pub is_possible_duplicate: bool,
}

/// Numbers of applications: all that a filter leaves, and those of them that wait for a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct ApplicationCounts {
    pub all: i64,
    pub undecided: i64,
}

#[derive(FromRow)]
struct Row {
    id: EnrollmentId,
    specialist_id: SpecialistId,
    surname: String,
    given_name: String,
    patronymic: Option<String>,
    profession: Option<String>,
    region: Option<String>,
    organization: Option<String>,
    #[sqlx(try_from = "String")]
    state: State,
    applied_at: DateTime<Utc>,
    since: DateTime<Utc>,
    last_reason: Option<String>,
    last_note: Option<String>,
    queue_position: Option<i64>,
    offer_ends_at: Option<DateTime<Utc>>,
    overlap: Option<String>,
    is_possible_duplicate: bool,
}

impl TryFrom<Row> for Application {
    type Error = Failure;

    fn try_from(row: Row) -> Result<Self, Failure> {
        Ok(Self {
            id: row.id,
            specialist: row.specialist_id,
            name: PersonName { surname: row.surname, given_name: row.given_name, patronymic: row.patronymic },
            profession: row.profession,
            region: row.region,
            organization: row.organization,
            state: row.state,
            applied_at: row.applied_at,
            since: row.since,
            reason: step_reason(row.last_reason.as_deref(), row.last_note)?,
            queue_position: row.queue_position.and_then(|position| u32::try_from(position).ok()),
            offer_ends_at: row.offer_ends_at,
            overlap: row.overlap,
            is_possible_duplicate: row.is_possible_duplicate,
        })
    }
}

/// Condition that the person of `e` has another run, not over yet, with a day in common.
const OVERLAPPING: &str = crate::db::sql!(
    "from enrollments o join runs other on other.id = o.run_id
        where o.specialist_id = e.specialist_id and o.run_id <> e.run_id and o.state in (",
    OPEN,
    ") and other.starts_on <= r.ends_on and other.ends_on >= r.starts_on"
);

/// Condition that another record looks like the person `s`.
const LIKE_ANOTHER: &str = "exists (select 1 from specialists d where d.duplicate_key = s.duplicate_key
        and d.birth_date = s.birth_date and d.id <> s.id and d.erased_at is null
        and (d.iin_hash is null or s.iin_hash is null)
        and not exists (select 1 from distinct_people p where p.one_id in (s.id, d.id) and p.other_id in (s.id, d.id)))";

const TABLES: &str = " from enrollments e join runs r on r.id = e.run_id join specialists s on s.id = e.specialist_id ";

/// First and latest step of the enrollment `e`.
const STEPS: &str = "join enrollment_steps begun on begun.enrollment_id = e.id and begun.position = 1
    join enrollment_steps latest on latest.enrollment_id = e.id and latest.position =
    (select max(t.position) from enrollment_steps t where t.enrollment_id = e.id) ";

/// Statement that begins to select applications.
macro_rules! select_applications {
    () => {{
        let mut query = QueryBuilder::new(
            "select e.id, e.specialist_id, s.surname, s.given_name, s.patronymic, s.profession, s.region,
            s.organization, e.state, begun.taken_at as applied_at, latest.taken_at as since, latest.reason as last_reason,
            latest.note as last_note, e.offer_ends_at,
            case when e.state = 'waitlisted' then (select count(*) from enrollments w where w.run_id = e.run_id
                and w.state = 'waitlisted' and w.waiting_number <= e.waiting_number) end as queue_position,
            (select min(other.code) ",
        );
        query.push(OVERLAPPING).push(") as overlap, ").push(LIKE_ANOTHER).push(" as is_possible_duplicate");
        query.push(TABLES).push(STEPS);
        query
    }};
}

/// Adds the conditions of a filter to a statement that has the tables.
macro_rules! push_filter {
    ($query:expr, $scope:expr, $filter:expr, $iin:expr) => {
        $query.push(" where e.run_id = ").push_bind($scope.run());
        if let Some(state) = $filter.state {
            $query.push(" and e.state = ").push_bind(state.as_str());
        }
        if let Some(region) = $filter.region {
            $query.push(" and s.region = ").push_bind(region.code);
        }
        if let Some(profession) = $filter.profession {
            $query.push(" and s.profession = ").push_bind(profession.code);
        }
        if let Some(hash) = $iin {
            $query
                .push(" and (s.iin_hash = ")
                .push_bind(hash)
                .push(" or s.claimed_iin_hash = ")
                .push_bind(hash)
                .push(")");
        } else {
            for word in names::search_key(&$filter.q).split(' ').filter(|word| !word.is_empty()) {
                $query.push(" and s.search_key like ").push_bind(format!("%{word}%"));
            }
        }
        if $filter.is_overlapping {
            $query.push(" and exists (select 1 ").push(OVERLAPPING).push(")");
        }
        if $filter.is_possible_duplicate {
            $query.push(" and ").push(LIKE_ANOTHER);
        }
    };
}

/// Hash of the IIN, if the words to search for are one.
fn iin_hash(tx: &Tx, filter: &ApplicationFilter) -> Option<Vec<u8>> {
    let iin = Iin::parse(&filter.q).ok()?;
    Some(tx.key().index(iin.reveal()))
}

pub(in crate::enrollments) async fn count_applications(
    tx: &mut Tx,
    scope: &RunScope,
    filter: &ApplicationFilter,
) -> Result<ApplicationCounts, Failure> {
    let iin = iin_hash(tx, filter);
    Ok(on_driver!(tx, |c| {
        let mut query =
            QueryBuilder::new("select count(*) as \"all\", count(*) filter (where e.state = 'applied') as undecided");
        query.push(TABLES);
        push_filter!(query, scope, filter, iin.as_deref());
        query.build_query_as().fetch_one(c).await
    })?)
}

/// Applications on a page of the list, of which 1 is the first. The page is chosen first, so that only its people are
/// compared with others.
pub(in crate::enrollments) async fn list_applications(
    tx: &mut Tx,
    scope: &RunScope,
    filter: &ApplicationFilter,
    order: ApplicationOrder,
    page: i64,
) -> Result<Vec<Application>, Failure> {
    let iin = iin_hash(tx, filter);
    let rows: Vec<Row> = on_driver!(tx, |c| {
        let mut query = select_applications!();
        query.push(" where e.id in (select e.id").push(TABLES).push(STEPS);
        push_filter!(query, scope, filter, iin.as_deref());
        query.push(" order by ").push(order.sql());
        query.push(" limit ").push_bind(PAGE).push(" offset ").push_bind((page - 1) * PAGE);
        query.push(") order by ").push(order.sql());
        query.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Applications with these ids, in the order of their arrival; ids of other runs are left out.
pub(in crate::enrollments) async fn list_chosen(
    tx: &mut Tx,
    scope: &RunScope,
    ids: &[EnrollmentId],
) -> Result<Vec<Application>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = on_driver!(tx, |c| {
        let mut query = select_applications!();
        query.push(" where e.run_id = ").push_bind(scope.run()).push(" and e.id in (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        query.push(") order by begun.taken_at, e.id");
        query.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// People of a run in one of these states, in the order of their names.
pub(in crate::enrollments) async fn list_in_states(
    tx: &mut Tx,
    scope: &RunScope,
    states: &[State],
) -> Result<Vec<Application>, Failure> {
    let rows: Vec<Row> = on_driver!(tx, |c| {
        let mut query = select_applications!();
        query.push(" where e.run_id = ").push_bind(scope.run()).push(" and e.state in (");
        let mut list = query.separated(", ");
        for state in states {
            list.push_bind(state.as_str());
        }
        query.push(") order by s.sort_key, e.id").build_query_as().fetch_all(c).await
    })?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// People who are in a run in one of these states.
pub(in crate::enrollments) async fn list_people_in(
    tx: &mut Tx,
    scope: &RunScope,
    states: &[State],
) -> Result<Vec<SpecialistId>, Failure> {
    Ok(on_driver!(tx, |c| {
        let mut query = QueryBuilder::new("select specialist_id from enrollments where run_id = ");
        query.push_bind(scope.run()).push(" and state in (");
        let mut list = query.separated(", ");
        for state in states {
            list.push_bind(state.as_str());
        }
        query.push(") order by id");
        query.build_query_scalar().fetch_all(c).await
    })?)
}

/// Enrollments of a locked run with these ids, in the order of their arrival.
pub(in crate::enrollments) async fn list_locked(
    tx: &mut Tx,
    run: &LockedRun,
    ids: &[EnrollmentId],
) -> Result<Vec<LockedEnrollment>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on_driver!(tx, |c| {
        let mut query = QueryBuilder::new(
            "select id, run_id, specialist_id, state, offer_ends_at from enrollments where run_id = ",
        );
        query.push_bind(run.id()).push(" and id in (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        query.push(") order by recorded_at, id");
        query.build_query_as().fetch_all(c).await
    })?)
}

/// People of these enrollments, in the order in which they are locked.
pub(in crate::enrollments) async fn list_people(
    tx: &mut Tx,
    scope: &RunScope,
    ids: &[EnrollmentId],
) -> Result<Vec<SpecialistId>, Failure> {
    let mut people: Vec<SpecialistId> =
        list_chosen(tx, scope, ids).await?.into_iter().map(|application| application.specialist).collect();
    people.sort_unstable();
    people.dedup();
    Ok(people)
}
