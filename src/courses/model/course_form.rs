//! Course as its editor types it. What may be in a field is said by the table of fields alone, as for the courses' file.

use std::collections::BTreeMap;

use super::{Course, CourseDraft, CourseField as F, draft::ACTION};
use crate::{
    ground::{FormErrors, Localized, Problem},
    ui::FormFields,
};

/// Fields of the professions of which the rules differ, each repeated.
pub const VALIDITY_PROFESSION: &str = "validity_profession";
pub const VALIDITY_FOR: &str = "validity_for";
/// Buttons that change these rows; the number of the row follows the second.
pub const ADD_VALIDITY: &str = "add-validity";
pub const DROP_VALIDITY: &str = "drop-validity-";

/// Button of the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CourseAction {
    Save,
    Archive,
    Restore,
    /// Preview or a change of the rows in the form, of which nothing is saved.
    Form,
}

impl CourseAction {
    /// Reads the button; a form that was sent without one is saved.
    pub fn read(fields: &FormFields) -> Self {
        match fields.field(ACTION) {
            "" | "save" => Self::Save,
            "archive" => Self::Archive,
            "restore" => Self::Restore,
            _ => Self::Form,
        }
    }
}

/// Course as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CourseForm {
    pub code: String,
    pub title: Localized,
    pub summary: Localized,
    pub outcomes: Localized,
    pub conditions: Localized,
    pub academic_hours: String,
    pub minutes_per_hour: String,
    pub competence_area: String,
    pub format: String,
    pub validity_months: String,
    pub min_attendance: String,
    pub pass_mark: String,
    /// Professions of which the rules differ, each with its months.
    pub validity: Vec<(String, String)>,
}

impl CourseForm {
    pub fn read(fields: &FormFields) -> Self {
        let text = |field: F| fields.field(field.as_str()).to_owned();
        let localized = |field: F| {
            let part = |language: &str| fields.field(&format!("{}_{language}", field.as_str())).replace("\r\n", "\n");
            Localized { kk: part("kk"), ru: part("ru"), en: part("en") }
        };
        let months = fields.each(VALIDITY_FOR);
        let validity = fields.each(VALIDITY_PROFESSION).into_iter().enumerate();
        Self {
            code: text(F::Code),
            title: localized(F::Title),
            summary: localized(F::Summary),
            outcomes: localized(F::Outcomes),
            conditions: localized(F::Conditions),
            academic_hours: text(F::AcademicHours),
            minutes_per_hour: text(F::MinutesPerHour),
            competence_area: text(F::CompetenceArea),
            format: text(F::Format),
            validity_months: text(F::ValidityMonths),
            min_attendance: text(F::MinAttendance),
            pass_mark: text(F::PassMark),
            validity: validity.map(|(row, of)| (of, months.get(row).cloned().unwrap_or_default())).collect(),
        }
    }

    /// Form of a course that is there.
    pub fn of(course: &Course) -> Self {
        let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
        let validity = course.validity_by_profession.iter();
        Self {
            code: course.code.clone(),
            title: course.title.clone(),
            summary: course.summary.clone(),
            outcomes: course.outcomes.clone(),
            conditions: course.conditions.clone(),
            academic_hours: course.academic_hours.to_string(),
            minutes_per_hour: course.minutes_per_hour.to_string(),
            competence_area: course.competence_area.code.to_owned(),
            format: course.format.as_str().to_owned(),
            validity_months: number(course.validity_months),
            min_attendance: course.min_attendance.to_string(),
            pass_mark: number(course.pass_mark),
            validity: validity.map(|(profession, months)| (profession.code.to_owned(), months.to_string())).collect(),
        }
    }

    /// Does what a button of the rows says: a row more, a row less.
    pub fn change_rows(&mut self, button: &str) {
        let row = button.strip_prefix(DROP_VALIDITY).and_then(|row| row.parse::<usize>().ok()?.checked_sub(1));
        if button == ADD_VALIDITY {
            self.validity.push(Default::default());
        } else if let Some(row) = row.filter(|row| *row < self.validity.len()) {
            self.validity.remove(row);
        }
    }

    /// Makes the course, or lists all mistakes, each with the field of the form.
    pub fn check(&self) -> Result<Course, FormErrors> {
        let mut errors = FormErrors::default();
        let optional = |errors: &mut FormErrors, field: F, typed: &str| match typed {
            "" => None,
            typed => errors.take(field.as_str(), field.number(typed)),
        };
        let hours = match self.academic_hours.as_str() {
            "" => Err(Problem::Required),
            typed => F::AcademicHours.number(typed),
        };
        let hours = errors.take(F::AcademicHours.as_str(), hours);
        let minutes_per_hour = optional(&mut errors, F::MinutesPerHour, &self.minutes_per_hour);
        let validity_months = optional(&mut errors, F::ValidityMonths, &self.validity_months);
        let min_attendance = optional(&mut errors, F::MinAttendance, &self.min_attendance);
        let pass_mark = optional(&mut errors, F::PassMark, &self.pass_mark);
        let mut validity = BTreeMap::new();
        for (row, (profession, months)) in (1..).zip(&self.validity).filter(|(_, row)| **row != Default::default()) {
            let months = errors.take(format!("{VALIDITY_FOR}.{row}"), F::ValidityMonths.number(months));
            if profession.is_empty() {
                errors.add(format!("{VALIDITY_PROFESSION}.{row}"), Problem::Required);
            } else if validity.insert(profession.clone(), months.unwrap_or(1)).is_some() {
                errors.add(format!("{VALIDITY_PROFESSION}.{row}"), Problem::Ambiguous);
            }
        }
        let draft = CourseDraft {
            code: self.code.clone(),
            title: self.title.clone(),
            summary: self.summary.clone(),
            outcomes: self.outcomes.clone(),
            conditions: self.conditions.clone(),
            // a number that could not be read is a mistake already
            academic_hours: hours.unwrap_or(1),
            minutes_per_hour,
            days: None,
            competence_area: self.competence_area.clone(),
            format: self.format.clone(),
            validity_months,
            validity_by_profession: validity,
            min_attendance,
            pass_mark,
            counts_toward_target: false,
        };
        match draft.check() {
            Ok(course) => errors.or(course),
            Err(mistakes) => {
                for (field, problem) in mistakes {
                    errors.add(field_of_form(field), problem);
                }
                Err(errors)
            }
        }
    }
}

/// Name of a field in the form: a text in three languages begins with Kazakh.
pub const fn field_of_form(field: F) -> &'static str {
    match field {
        F::Title => "title_kk",
        F::Summary => "summary_kk",
        F::Outcomes => "outcomes_kk",
        F::Conditions => "conditions_kk",
        F::ValidityByProfession => "validity_profession.1",
        other => other.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "code=X-1&title_kk=%D0%9A&title_ru=&title_en=&summary_kk=&outcomes_kk=A%0D%0AB&academic_hours=72&\
        minutes_per_hour=&competence_area=psychosocial&format=online&validity_months=36&min_attendance=&pass_mark=70&\
        validity_profession=educational_psychologist&validity_for=12&validity_profession=&validity_for=";

    fn check(form: &str) -> Result<Course, FormErrors> {
        CourseForm::read(&FormFields::parse(form)).check()
    }

    #[test]
    fn a_form_makes_the_same_course_as_the_file_and_is_made_of_it_again() {
        let course = check(FORM).unwrap();
        assert_eq!((course.minutes_per_hour, course.min_attendance, course.pass_mark), (45, 80, Some(70)));
        assert_eq!(course.outcomes.kk, "A\nB");
        let of_file = CourseDraft {
            validity_by_profession: [("educational_psychologist".to_owned(), 12)].into(),
            ..serde_json::from_value(serde_json::json!({
                "code": "X-1", "title": {"kk": "К"}, "outcomes": {"kk": "A\nB"}, "academic_hours": 72,
                "competence_area": "psychosocial", "format": "online", "validity_months": 36, "pass_mark": 70,
            }))
            .unwrap()
        };
        assert_eq!(of_file.check(), Ok(course.clone()));
        assert_eq!(CourseForm::of(&course).check(), Ok(course));
    }

    #[test]
    fn every_mistake_is_said_beside_its_field() {
        for (from, to, expected) in [
            ("title_kk=%D0%9A", "title_kk=", ("title_kk", "required")),
            ("academic_hours=72", "academic_hours=", ("academic_hours", "required")),
            ("academic_hours=72", "academic_hours=many", ("academic_hours", "out_of_bounds")),
            ("pass_mark=70", "pass_mark=101", ("pass_mark", "out_of_bounds")),
            ("format=online", "format=post", ("format", "unknown")),
            ("validity_for=12", "validity_for=0", ("validity_for.1", "out_of_bounds")),
            ("=educational_psychologist", "=", ("validity_profession.1", "required")),
            ("=educational_psychologist", "=wizard", ("validity_profession.1", "unknown")),
        ] {
            let errors = check(&FORM.replacen(from, to, 1)).unwrap_err();
            let found: Vec<_> = errors.iter().map(|(field, problem)| (field.to_owned(), problem.code())).collect();
            assert_eq!(found, [(expected.0.to_owned(), expected.1)], "{to}");
        }
    }

    #[test]
    fn the_months_of_a_profession_go_before_those_of_the_course() {
        let course = check(FORM).unwrap();
        let until = |profession: &str| {
            let day = "2026-11-28".parse().unwrap();
            course.valid_until(day, crate::reference::profession(profession)).unwrap().to_string()
        };
        assert_eq!(
            (until("educational_psychologist").as_str(), until("teacher").as_str()),
            ("2027-11-28", "2029-11-28")
        );
    }
}
