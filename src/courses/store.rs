//! The tables `courses` and `runs`.

use chrono::NaiveDate;
use sqlx::FromRow;

use super::{
    model::{Course, NewRun},
    policy::CanKeepCourses,
};
use crate::{
    db::{Failure, Tx, on_driver},
    ground::{
        Localized,
        ids::{CourseId, RunId},
    },
    reference::competence_area,
};

#[derive(FromRow)]
struct CourseRow {
    id: CourseId,
    code: String,
    title_kk: String,
    title_ru: String,
    title_en: String,
    academic_hours: i32,
    minutes_per_hour: i32,
    days: Option<i32>,
    competence_area: String,
    format: String,
    validity_months: Option<i32>,
    min_attendance: i32,
    counts_toward_target: bool,
}

impl TryFrom<CourseRow> for (CourseId, Course) {
    type Error = Failure;

    fn try_from(row: CourseRow) -> Result<Self, Failure> {
        let unreadable = || Failure::Unreadable(format!("course {}", row.code));
        let course = Course {
            competence_area: competence_area(&row.competence_area).ok_or_else(unreadable)?,
            format: row.format.parse().map_err(|_| unreadable())?,
            code: row.code,
            title: Localized { kk: row.title_kk, ru: row.title_ru, en: row.title_en },
            academic_hours: row.academic_hours,
            minutes_per_hour: row.minutes_per_hour,
            days: row.days,
            validity_months: row.validity_months,
            min_attendance: row.min_attendance,
            counts_toward_target: row.counts_toward_target,
        };
        Ok((row.id, course))
    }
}

pub(super) async fn list(tx: &mut Tx) -> Result<Vec<(CourseId, Course)>, Failure> {
    const SQL: &str = "select id, code, title_kk, title_ru, title_en, academic_hours, minutes_per_hour, days,
        competence_area, format, validity_months, min_attendance, counts_toward_target from courses order by code";
    let rows: Vec<CourseRow> = on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

pub(super) async fn insert(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    id: CourseId,
    course: &Course,
) -> Result<(), Failure> {
    const SQL: &str = "insert into courses (id, code, title_kk, title_ru, title_en, academic_hours,
        minutes_per_hour, days, competence_area, format, validity_months, min_attendance, counts_toward_target,
        recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&course.code)
        .bind(&course.title.kk)
        .bind(&course.title.ru)
        .bind(&course.title.en)
        .bind(course.academic_hours)
        .bind(course.minutes_per_hour)
        .bind(course.days)
        .bind(course.competence_area.code)
        .bind(course.format.as_str())
        .bind(course.validity_months)
        .bind(course.min_attendance)
        .bind(course.counts_toward_target)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// A run as far as a repeated import is compared with it.
#[derive(Clone, Debug, FromRow)]
pub struct StoredRun {
    pub id: RunId,
    pub code: String,
    pub course_id: CourseId,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub capacity: i32,
    pub seats_taken: i32,
}

pub(super) async fn find_run(tx: &mut Tx, code: &str) -> Result<Option<StoredRun>, Failure> {
    const SQL: &str = "select id, code, course_id, starts_on, ends_on, capacity, seats_taken from runs where code = $1";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(code).fetch_optional(c).await)?)
}

pub(super) async fn insert_run(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    id: RunId,
    course: CourseId,
    run: &NewRun,
) -> Result<(), Failure> {
    const SQL: &str = "insert into runs (id, code, course_id, place, language, starts_on, ends_on, admission, state,
        capacity, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&run.code)
        .bind(course)
        .bind(&run.place)
        .bind(run.language.map(crate::ground::Locale::code))
        .bind(run.starts_on)
        .bind(run.ends_on)
        .bind(run.admission.as_str())
        .bind(run.state.as_str())
        .bind(run.capacity)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn update_capacity(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    id: RunId,
    capacity: i32,
) -> Result<(), Failure> {
    const SQL: &str = "update runs set capacity = $2 where id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(capacity).execute(c).await.map(drop))?;
    Ok(())
}

/// A run that lies ahead, as the home page announces it.
#[derive(Clone, Debug, FromRow)]
pub struct UpcomingRun {
    pub code: String,
    pub title_kk: String,
    pub title_ru: String,
    pub title_en: String,
    pub format: String,
    pub academic_hours: i32,
    pub place: Option<String>,
    pub language: Option<String>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub capacity: i32,
    pub seats_taken: i32,
    pub waiting: i64,
}

pub(super) async fn list_upcoming(tx: &mut Tx, from: NaiveDate, limit: i64) -> Result<Vec<UpcomingRun>, Failure> {
    const SQL: &str = "select r.code, c.title_kk, c.title_ru, c.title_en, c.format, c.academic_hours, r.place,
        r.language, r.starts_on, r.ends_on, r.capacity, r.seats_taken,
        (select count(*) from enrollments e where e.run_id = r.id and e.state = 'waitlisted') as waiting
        from runs r join courses c on c.id = r.course_id
        where r.starts_on >= $1 and r.state = 'open' order by r.starts_on, r.code limit $2";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(from).bind(limit).fetch_all(c).await)?)
}
