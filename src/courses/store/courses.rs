//! Tables `courses` and `course_validity`.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{
    courses::{
        model::Course,
        policy::{CanEditCourse, CanKeepCourses},
    },
    db::{Failure, Tx, on_driver},
    ground::{Localized, ids::CourseId, letters::code_key},
    i18n::names,
    reference::{competence_area, profession},
};

#[derive(FromRow)]
struct CourseRow {
    id: CourseId,
    code: String,
    title_kk: String,
    title_ru: String,
    title_en: String,
    summary_kk: String,
    summary_ru: String,
    summary_en: String,
    outcomes_kk: String,
    outcomes_ru: String,
    outcomes_en: String,
    conditions_kk: String,
    conditions_ru: String,
    conditions_en: String,
    academic_hours: i32,
    minutes_per_hour: i32,
    days: Option<i32>,
    competence_area: String,
    format: String,
    validity_months: Option<i32>,
    min_attendance: i32,
    pass_mark: Option<i32>,
    counts_toward_target: bool,
    search_key: String,
    revision: i32,
    archived_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct ValidityRow {
    course_id: CourseId,
    profession: String,
    months: i32,
}

/// Course with what its editor and the catalogue need beside its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseRecord {
    pub id: CourseId,
    pub course: Course,
    /// Number of changes so far.
    pub revision: i32,
    /// Instant since which it is in no catalogue, if it is archived.
    pub archived_at: Option<DateTime<Utc>>,
    /// Titles and summaries of all languages, folded.
    pub(in crate::courses) search_key: String,
}

impl CourseRow {
    fn read(self, validity: &[ValidityRow]) -> Result<CourseRecord, Failure> {
        let unreadable = || Failure::Unreadable(format!("course {}", self.code));
        let validity_by_profession = validity
            .iter()
            .filter(|row| row.course_id == self.id)
            .map(|row| Ok((profession(&row.profession).ok_or_else(unreadable)?, row.months)))
            .collect::<Result<_, Failure>>()?;
        let course = Course {
            competence_area: competence_area(&self.competence_area).ok_or_else(unreadable)?,
            format: self.format.parse().map_err(|_| unreadable())?,
            code: self.code,
            title: Localized { kk: self.title_kk, ru: self.title_ru, en: self.title_en },
            summary: Localized { kk: self.summary_kk, ru: self.summary_ru, en: self.summary_en },
            outcomes: Localized { kk: self.outcomes_kk, ru: self.outcomes_ru, en: self.outcomes_en },
            conditions: Localized { kk: self.conditions_kk, ru: self.conditions_ru, en: self.conditions_en },
            academic_hours: self.academic_hours,
            minutes_per_hour: self.minutes_per_hour,
            days: self.days,
            validity_months: self.validity_months,
            validity_by_profession,
            min_attendance: self.min_attendance,
            pass_mark: self.pass_mark,
            counts_toward_target: self.counts_toward_target,
        };
        // a row that is older than the column has an empty one
        let key = if self.search_key.is_empty() { search_key(&course) } else { self.search_key };
        let (revision, archived_at) = (self.revision, self.archived_at);
        Ok(CourseRecord { id: self.id, course, revision, archived_at, search_key: key })
    }
}

/// Titles and summaries of all languages, folded.
fn search_key(course: &Course) -> String {
    let (title, summary) = (&course.title, &course.summary);
    names::search_key(
        &[&title.kk, &title.ru, &title.en, &summary.kk, &summary.ru, &summary.en].map(String::as_str).join(" "),
    )
}

/// Columns of a course, and what follows them in the statement.
macro_rules! select_courses {
    ($rest:literal) => {
        concat!(
            "select id, code, title_kk, title_ru, title_en, summary_kk, summary_ru, summary_en, ",
            "outcomes_kk, outcomes_ru, outcomes_en, conditions_kk, conditions_ru, conditions_en, ",
            "academic_hours, minutes_per_hour, days, competence_area, format, validity_months, min_attendance, ",
            "pass_mark, counts_toward_target, search_key, revision, archived_at from courses ",
            $rest
        )
    };
}

/// Courses by code, archived ones too.
pub(in crate::courses) async fn list(tx: &mut Tx) -> Result<Vec<CourseRecord>, Failure> {
    const SQL: &str = select_courses!("order by code");
    const VALIDITY: &str = "select course_id, profession, months from course_validity order by profession";
    let rows: Vec<CourseRow> = on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    let validity: Vec<ValidityRow> = on_driver!(tx, |c| sqlx::query_as(VALIDITY).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.read(&validity)).collect()
}

pub(in crate::courses) async fn find(tx: &mut Tx, id: CourseId) -> Result<Option<CourseRecord>, Failure> {
    const SQL: &str = select_courses!("where id = $1");
    let row: Option<CourseRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?;
    with_validity(tx, row).await
}

pub(in crate::courses) async fn find_by_code(tx: &mut Tx, code: &str) -> Result<Option<CourseRecord>, Failure> {
    const SQL: &str = select_courses!("where code_key = $1");
    let row: Option<CourseRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(code_key(code)).fetch_optional(c).await)?;
    with_validity(tx, row).await
}

async fn with_validity(tx: &mut Tx, row: Option<CourseRow>) -> Result<Option<CourseRecord>, Failure> {
    const SQL: &str =
        "select course_id, profession, months from course_validity where course_id = $1 order by profession";
    let Some(row) = row else { return Ok(None) };
    let id = row.id;
    let validity: Vec<ValidityRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_all(c).await)?;
    row.read(&validity).map(Some)
}

pub(in crate::courses) async fn insert(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    id: CourseId,
    course: &Course,
) -> Result<(), Failure> {
    const SQL: &str = "insert into courses (id, code, title_kk, title_ru, title_en,
        summary_kk, summary_ru, summary_en, outcomes_kk, outcomes_ru, outcomes_en,
        conditions_kk, conditions_ru, conditions_en, academic_hours, minutes_per_hour, days, competence_area, format,
        validity_months, min_attendance, pass_mark, counts_toward_target, search_key, recorded_at, code_key)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
        $23, $24, $25, $26)";
    let (at, key) = (tx.at(), search_key(course));
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&course.code)
        .bind(&course.title.kk)
        .bind(&course.title.ru)
        .bind(&course.title.en)
        .bind(&course.summary.kk)
        .bind(&course.summary.ru)
        .bind(&course.summary.en)
        .bind(&course.outcomes.kk)
        .bind(&course.outcomes.ru)
        .bind(&course.outcomes.en)
        .bind(&course.conditions.kk)
        .bind(&course.conditions.ru)
        .bind(&course.conditions.en)
        .bind(course.academic_hours)
        .bind(course.minutes_per_hour)
        .bind(course.days)
        .bind(course.competence_area.code)
        .bind(course.format.as_str())
        .bind(course.validity_months)
        .bind(course.min_attendance)
        .bind(course.pass_mark)
        .bind(course.counts_toward_target)
        .bind(&key)
        .bind(at)
        .bind(code_key(&course.code))
        .execute(c)
        .await
        .map(drop))?;
    insert_validity(tx, id, course).await
}

async fn insert_validity(tx: &mut Tx, id: CourseId, course: &Course) -> Result<(), Failure> {
    const SQL: &str = "insert into course_validity (course_id, profession, months) values ($1, $2, $3)";
    for (profession, months) in &course.validity_by_profession {
        on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(profession.code).bind(months).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Writes a course as it is described now; returns whether it was still in the version of the permit.
pub(in crate::courses) async fn update(tx: &mut Tx, permit: &CanEditCourse, course: &Course) -> Result<bool, Failure> {
    const SQL: &str = "update courses set title_kk = $3, title_ru = $4, title_en = $5, summary_kk = $6,
        summary_ru = $7, summary_en = $8, outcomes_kk = $9, outcomes_ru = $10, outcomes_en = $11, conditions_kk = $12,
        conditions_ru = $13, conditions_en = $14, academic_hours = $15, minutes_per_hour = $16, competence_area = $17,
        format = $18, validity_months = $19, min_attendance = $20, pass_mark = $21, search_key = $22,
        revision = revision + 1 where id = $1 and revision = $2 returning id";
    const DELETE: &str = "delete from course_validity where course_id = $1";
    let (id, key) = (permit.course(), search_key(course));
    let updated: Option<CourseId> = on_driver!(tx, |c| sqlx::query_scalar(SQL)
        .bind(id)
        .bind(permit.revision())
        .bind(&course.title.kk)
        .bind(&course.title.ru)
        .bind(&course.title.en)
        .bind(&course.summary.kk)
        .bind(&course.summary.ru)
        .bind(&course.summary.en)
        .bind(&course.outcomes.kk)
        .bind(&course.outcomes.ru)
        .bind(&course.outcomes.en)
        .bind(&course.conditions.kk)
        .bind(&course.conditions.ru)
        .bind(&course.conditions.en)
        .bind(course.academic_hours)
        .bind(course.minutes_per_hour)
        .bind(course.competence_area.code)
        .bind(course.format.as_str())
        .bind(course.validity_months)
        .bind(course.min_attendance)
        .bind(course.pass_mark)
        .bind(&key)
        .fetch_optional(c)
        .await)?;
    if updated.is_none() {
        return Ok(false);
    }
    on_driver!(tx, |c| sqlx::query(DELETE).bind(id).execute(c).await.map(drop))?;
    insert_validity(tx, id, course).await?;
    Ok(true)
}

/// Archives a course, or restores it; returns whether it was still in the version of the permit.
pub(in crate::courses) async fn update_archived(
    tx: &mut Tx,
    permit: &CanEditCourse,
    is_archived: bool,
) -> Result<bool, Failure> {
    const SQL: &str = "update courses set archived_at = $3, revision = revision + 1
        where id = $1 and revision = $2 returning id";
    let at = is_archived.then(|| tx.at());
    let updated: Option<CourseId> = on_driver!(tx, |c| sqlx::query_scalar(SQL)
        .bind(permit.course())
        .bind(permit.revision())
        .bind(at)
        .fetch_optional(c)
        .await)?;
    Ok(updated.is_some())
}

/// Writes the parts of a course that may be missing: its texts beside the title, the pass mark, and the months of the
/// professions.
pub(in crate::courses) async fn update_silent(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    id: CourseId,
    course: &Course,
) -> Result<(), Failure> {
    const SQL: &str = "update courses set summary_kk = $2, summary_ru = $3, summary_en = $4,
        outcomes_kk = $5, outcomes_ru = $6, outcomes_en = $7, conditions_kk = $8, conditions_ru = $9,
        conditions_en = $10, pass_mark = $11, search_key = $12 where id = $1";
    const DELETE: &str = "delete from course_validity where course_id = $1";
    let key = search_key(course);
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&course.summary.kk)
        .bind(&course.summary.ru)
        .bind(&course.summary.en)
        .bind(&course.outcomes.kk)
        .bind(&course.outcomes.ru)
        .bind(&course.outcomes.en)
        .bind(&course.conditions.kk)
        .bind(&course.conditions.ru)
        .bind(&course.conditions.en)
        .bind(course.pass_mark)
        .bind(&key)
        .execute(c)
        .await
        .map(drop))?;
    on_driver!(tx, |c| sqlx::query(DELETE).bind(id).execute(c).await.map(drop))?;
    insert_validity(tx, id, course).await
}
