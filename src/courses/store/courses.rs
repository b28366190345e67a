//! Table `courses`.

use sqlx::FromRow;

use crate::{
    courses::{model::Course, policy::CanKeepCourses},
    db::{Failure, Tx, on_driver},
    ground::{Localized, ids::CourseId, letters::code_key},
    i18n::names,
    reference::competence_area,
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
}

impl CourseRow {
    /// Reads the course, and the text in which it is searched.
    fn read(self) -> Result<(CourseId, Course, String), Failure> {
        let unreadable = || Failure::Unreadable(format!("course {}", self.code));
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
            min_attendance: self.min_attendance,
            pass_mark: self.pass_mark,
            counts_toward_target: self.counts_toward_target,
        };
        // a row that is older than the column has an empty one
        let key = if self.search_key.is_empty() { search_key(&course) } else { self.search_key };
        Ok((self.id, course, key))
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
            "pass_mark, counts_toward_target, search_key from courses ",
            $rest
        )
    };
}

/// Courses by code, each with the text in which it is searched.
pub(in crate::courses) async fn list_with_keys(tx: &mut Tx) -> Result<Vec<(CourseId, Course, String)>, Failure> {
    const SQL: &str = select_courses!("order by code");
    let rows: Vec<CourseRow> = on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(CourseRow::read).collect()
}

pub(in crate::courses) async fn list(tx: &mut Tx) -> Result<Vec<(CourseId, Course)>, Failure> {
    Ok(list_with_keys(tx).await?.into_iter().map(|(id, course, _)| (id, course)).collect())
}

pub(in crate::courses) async fn find(tx: &mut Tx, id: CourseId) -> Result<Option<Course>, Failure> {
    const SQL: &str = select_courses!("where id = $1");
    let row: Option<CourseRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?;
    Ok(row.map(CourseRow::read).transpose()?.map(|(_, course, _)| course))
}

pub(in crate::courses) async fn find_by_code(tx: &mut Tx, code: &str) -> Result<Option<(CourseId, Course)>, Failure> {
    const SQL: &str = select_courses!("where code_key = $1");
    let row: Option<CourseRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(code_key(code)).fetch_optional(c).await)?;
    Ok(row.map(CourseRow::read).transpose()?.map(|(id, course, _)| (id, course)))
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
    Ok(())
}

/// Writes the parts of a course that may be missing: its texts beside the title, and the pass mark.
pub(in crate::courses) async fn update_silent(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    id: CourseId,
    course: &Course,
) -> Result<(), Failure> {
    const SQL: &str = "update courses set summary_kk = $2, summary_ru = $3, summary_en = $4,
        outcomes_kk = $5, outcomes_ru = $6, outcomes_en = $7, conditions_kk = $8, conditions_ru = $9,
        conditions_en = $10, pass_mark = $11, search_key = $12 where id = $1";
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
    Ok(())
}
