//! Fields of a course and of a run: one table of each with the values that a field may hold, for the courses' file, for
//! lists and for forms.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Course, Format, NewRun};
use crate::{
    ground::{
        FormErrors, Localized, Problem, clock,
        letters::{is_dash, is_impossible, is_margin},
        text_enum,
        visible::visible_text,
    },
    reference::{COMPETENCE_AREAS, Profession, competence_area, profession},
};

/// Characters at most in the code of a course or a run.
pub const LONGEST_CODE: u16 = 100;

/// Minutes of an hour, if nothing else is given.
const MINUTES_PER_HOUR: i32 = 45;
const MIN_ATTENDANCE: i32 = 80;

text_enum! {
    /// Field of a course. The word names it in the courses' file, in a form and in the table.
    pub enum CourseField {
        Code = "code",
        Title = "title",
        Summary = "summary",
        Outcomes = "outcomes",
        Conditions = "conditions",
        AcademicHours = "academic_hours",
        MinutesPerHour = "minutes_per_hour",
        Days = "days",
        ValidityMonths = "validity_months",
        ValidityByProfession = "validity_by_profession",
        MinAttendance = "min_attendance",
        PassMark = "pass_mark",
        CompetenceArea = "competence_area",
        Format = "format",
        CountsTowardTarget = "counts_toward_target",
    }
}

impl CourseField {
    /// Least and greatest number that it takes, if it takes numbers.
    pub const fn bounds(self) -> Option<(i32, i32)> {
        match self {
            Self::AcademicHours => Some((1, 2_000)),
            Self::MinutesPerHour => Some((30, 60)),
            Self::Days => Some((1, 366)),
            Self::ValidityMonths => Some((1, 600)),
            Self::MinAttendance => Some((0, 100)),
            Self::PassMark => Some((1, 100)),
            _ => None,
        }
    }

    /// Words that it takes, if it takes no others.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::CompetenceArea => COMPETENCE_AREAS.iter().map(|area| area.code).collect(),
            Self::Format => Format::ALL.iter().map(|format| format.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    /// Reads a number as people write it: «36 ч.», «36,0» and «36 (тридцать шесть)» are 36.
    pub fn number(self, text: &str) -> Result<i32, Problem> {
        bounded_number(self.bounds(), text)
    }
}

/// Course as a file or a form describes it, not checked yet.
#[derive(Clone, Debug, Deserialize)]
pub struct CourseDraft {
    pub code: String,
    pub title: Localized,
    #[serde(default)]
    pub summary: Localized,
    #[serde(default)]
    pub outcomes: Localized,
    #[serde(default)]
    pub conditions: Localized,
    pub academic_hours: i32,
    pub minutes_per_hour: Option<i32>,
    pub days: Option<i32>,
    pub competence_area: String,
    pub format: String,
    pub validity_months: Option<i32>,
    /// Months of the professions of which the rules differ, by their codes.
    #[serde(default)]
    pub validity_by_profession: BTreeMap<String, i32>,
    pub min_attendance: Option<i32>,
    pub pass_mark: Option<i32>,
    #[serde(default)]
    pub counts_toward_target: bool,
}

impl CourseDraft {
    /// Makes the course, or lists all mistakes in it in the order of the table.
    pub fn check(&self) -> Result<Course, Vec<(CourseField, Problem)>> {
        use CourseField as F;
        let mut mistakes = Vec::new();
        let code = noted(&mut mistakes, F::Code, parse_code(&self.code));
        let title = noted(&mut mistakes, F::Title, title(&self.title));
        let mut number = |field: F, number: Option<i32>| {
            number.and_then(|number| noted(&mut mistakes, field, within(field.bounds(), number)))
        };
        let academic_hours = number(F::AcademicHours, Some(self.academic_hours));
        let minutes_per_hour = number(F::MinutesPerHour, self.minutes_per_hour.or(Some(MINUTES_PER_HOUR)));
        let days = number(F::Days, self.days);
        let validity_months = number(F::ValidityMonths, self.validity_months);
        let min_attendance = number(F::MinAttendance, self.min_attendance.or(Some(MIN_ATTENDANCE)));
        let pass_mark = number(F::PassMark, self.pass_mark);
        let validity_by_profession = noted(&mut mistakes, F::ValidityByProfession, self.validity_of_professions());
        let area = competence_area(&self.competence_area).ok_or(Problem::Unknown);
        let competence_area = noted(&mut mistakes, F::CompetenceArea, area);
        let format = noted(&mut mistakes, F::Format, self.format.parse().map_err(|_| Problem::Unknown));
        let course = (|| {
            Some(Course {
                code: code?,
                title: title?,
                summary: self.summary.clone(),
                outcomes: self.outcomes.clone(),
                conditions: self.conditions.clone(),
                academic_hours: academic_hours?,
                minutes_per_hour: minutes_per_hour?,
                days,
                competence_area: competence_area?,
                format: format?,
                validity_months,
                validity_by_profession: validity_by_profession?,
                min_attendance: min_attendance?,
                pass_mark,
                counts_toward_target: self.counts_toward_target,
            })
        })();
        let has_mistakes = !mistakes.is_empty();
        course.filter(|_| !has_mistakes).ok_or(mistakes)
    }

    fn validity_of_professions(&self) -> Result<Vec<(&'static Profession, i32)>, Problem> {
        let bounds = CourseField::ValidityMonths.bounds();
        let one =
            |(code, months): (&String, &i32)| Ok((profession(code).ok_or(Problem::Unknown)?, within(bounds, *months)?));
        self.validity_by_profession.iter().map(one).collect()
    }

    /// Value of a field that may hold nothing but a code, a number or a known word.
    pub fn value(&self, field: CourseField) -> String {
        let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
        match field {
            CourseField::Code => self.code.clone(),
            CourseField::AcademicHours => self.academic_hours.to_string(),
            CourseField::MinutesPerHour => number(self.minutes_per_hour),
            CourseField::Days => number(self.days),
            CourseField::CompetenceArea => self.competence_area.clone(),
            CourseField::Format => self.format.clone(),
            CourseField::ValidityMonths => number(self.validity_months),
            CourseField::ValidityByProfession => {
                let one = |(code, months): (&String, &i32)| format!("{code}: {months}");
                self.validity_by_profession.iter().map(one).collect::<Vec<_>>().join(", ")
            }
            CourseField::MinAttendance => number(self.min_attendance),
            CourseField::PassMark => number(self.pass_mark),
            _ => String::new(),
        }
    }
}

text_enum! {
    /// Field of a run. The word names it in a form, in a list and in the table.
    pub enum RunField {
        Code = "code",
        Venue = "venue",
        Region = "region",
        Language = "language",
        StartsOn = "starts_on",
        EndsOn = "ends_on",
        EnrollUntil = "enroll_until",
        DecidesOn = "decides_on",
        OfferHours = "offer_hours",
        Admission = "admission",
        State = "state",
        Capacity = "capacity",
    }
}

impl RunField {
    /// Least and greatest number that it takes, if it takes numbers.
    pub const fn bounds(self) -> Option<(i32, i32)> {
        match self {
            Self::OfferHours => Some((1, 24 * 30)),
            // as many as a list may have rows
            Self::Capacity => Some((1, 20_000)),
            _ => None,
        }
    }

    /// Reads a number as people write it.
    pub fn number(self, text: &str) -> Result<i32, Problem> {
        bounded_number(self.bounds(), text)
    }
}

impl NewRun {
    /// Lists all mistakes in a run that is to be announced, in the order of the table.
    pub fn check(&self) -> Result<(), FormErrors> {
        use RunField as F;
        let mut errors = FormErrors::default();
        errors.take(F::Code.as_str(), parse_code(&self.code));
        errors.take(F::EndsOn.as_str(), days_in_order(self.starts_on, self.ends_on));
        for (field, number) in [(F::OfferHours, self.offer_hours), (F::Capacity, self.capacity)] {
            errors.take(field.as_str(), within(field.bounds(), number));
        }
        for (row, meeting) in (1..).zip(&self.meetings) {
            if !(self.starts_on..=self.ends_on).contains(&clock::day_of(meeting.starts_at)) {
                errors.add(format!("meeting_on.{row}"), Problem::OutsideRun);
            }
            if meeting.ends_at <= meeting.starts_at {
                errors.add(format!("meeting_to.{row}"), Problem::EndsBeforeStart);
            }
        }
        errors.or(())
    }
}

/// Reads the code of a course or a run, as it is written.
pub fn parse_code(text: &str) -> Result<String, Problem> {
    let code = visible_text(text);
    if text.trim_matches(is_margin).contains(is_impossible) {
        Err(Problem::ImpossibleCharacter)
    } else if code.chars().all(is_dash) {
        Err(Problem::Required)
    } else if code.contains(char::REPLACEMENT_CHARACTER) {
        Err(Problem::LettersLost)
    } else if code.chars().count() > usize::from(LONGEST_CODE) {
        Err(Problem::TooLong)
    } else {
        Ok(code)
    }
}

/// Checks that a run does not end before it starts.
pub fn days_in_order(starts_on: NaiveDate, ends_on: NaiveDate) -> Result<(), Problem> {
    if ends_on < starts_on { Err(Problem::EndsBeforeStart) } else { Ok(()) }
}

/// Returns the checked value, or adds a mistake.
fn noted<F, T>(mistakes: &mut Vec<(F, Problem)>, field: F, checked: Result<T, Problem>) -> Option<T> {
    checked.map_err(|problem| mistakes.push((field, problem))).ok()
}

/// Checks that a title is written in one language at least.
fn title(title: &Localized) -> Result<Localized, Problem> {
    let is_blank = [&title.kk, &title.ru, &title.en].iter().all(|part| part.trim().is_empty());
    if is_blank { Err(Problem::Required) } else { Ok(title.clone()) }
}

fn bounded_number(bounds: Option<(i32, i32)>, text: &str) -> Result<i32, Problem> {
    let (least, most) = bounds.unwrap_or((i32::MIN, i32::MAX));
    let number = whole_number(&visible_text(text)).ok_or(Problem::OutOfBounds { least, most })?;
    within(bounds, number)
}

fn within(bounds: Option<(i32, i32)>, number: i32) -> Result<i32, Problem> {
    match bounds {
        Some((least, most)) if !(least..=most).contains(&number) => Err(Problem::OutOfBounds { least, most }),
        _ => Ok(number),
    }
}

pub(super) fn whole_number(text: &str) -> Option<i32> {
    let text = text.split('(').next().unwrap_or(text);
    let number = text.trim_end_matches(|letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '.'));
    let (whole, part) = number.split_once([',', '.']).unwrap_or((number, "0"));
    part.bytes().all(|digit| digit == b'0').then(|| whole.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// Checks a course with all that is required, and with this value in this field.
    fn check(field: CourseField, value: impl Into<Value>) -> Result<Course, Vec<(CourseField, Problem)>> {
        let mut course = json!({
            "code": "X-1", "title": { "ru": "Курс" }, "academic_hours": 8, "competence_area": "psychosocial",
            "format": "online",
        });
        course[field.as_str()] = value.into();
        serde_json::from_value::<CourseDraft>(course).unwrap().check()
    }

    #[test]
    fn every_number_of_a_course_is_bounded() {
        for field in CourseField::ALL.iter().copied() {
            let Some((least, most)) = field.bounds() else { continue };
            assert!(check(field, least).is_ok() && check(field, most).is_ok(), "{field:?}");
            for number in [least - 1, most + 1] {
                assert_eq!(check(field, number), Err(vec![(field, Problem::OutOfBounds { least, most })]));
                assert_eq!(field.number(&number.to_string()), Err(Problem::OutOfBounds { least, most }));
            }
        }
        let silent = check(CourseField::Code, "X-1").unwrap();
        assert_eq!((silent.minutes_per_hour, silent.min_attendance, silent.pass_mark), (45, 80, None));
    }

    #[test]
    fn a_code_is_kept_as_it_is_seen() {
        assert_eq!(parse_code(" NRC\u{200b}-01\u{a0}"), Ok("NRC-01".to_owned()));
        for (text, problem) in [
            ("", Problem::Required),
            (" — ", Problem::Required),
            ("NRC\u{fffd}01", Problem::LettersLost),
            ("NRC\u{1}01", Problem::ImpossibleCharacter),
            (&"X".repeat(101), Problem::TooLong),
        ] {
            assert_eq!(parse_code(text), Err(problem), "{text:?}");
        }
    }

    #[test]
    fn a_run_is_announced_only_if_its_days_and_numbers_can_be() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let run = NewRun::plain("X-1-2611", day("2026-11-02"), day("2026-11-13"), 20);
        assert_eq!(run.check(), Ok(()));
        let wrong = NewRun { code: "—".to_owned(), ends_on: day("2026-11-01"), offer_hours: 0, capacity: 0, ..run };
        let errors = wrong.check().unwrap_err();
        let found: Vec<_> = errors.iter().map(|(field, problem)| (field, problem.code())).collect();
        let [required, bounds] = ["required", "out_of_bounds"];
        let ends_on = ("ends_on", "ends_before_start");
        assert_eq!(found, [("code", required), ends_on, ("offer_hours", bounds), ("capacity", bounds)]);
    }
}
