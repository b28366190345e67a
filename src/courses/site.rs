//! Addresses of courses, runs and the calendar file of a run. The filter of the catalogue is read and written in
//! `query.rs`.

use crate::ground::{
    Locale,
    address::{Address, addresses},
    code::{CourseCode, RunCode},
};

addresses! {
    Catalogue = "/{locale}/courses";
    CoursePage { course: CourseCode } = "/{locale}/courses/{course}";
    StaffCourses = "/{locale}/staff/courses";
    NewCourse = "/{locale}/staff/courses/new";
    EditCourse { course: CourseCode } = "/{locale}/staff/courses/{course}/edit";
    /// Runs as staff see them; a trainer sees those that they teach.
    StaffRuns = "/{locale}/staff/runs";
    /// Form for a new run; `course` in the query chooses its course, `copy` a run to copy.
    NewRun = "/{locale}/staff/runs/new";
    StaffRun { run: RunCode } = "/{locale}/staff/runs/{run}";
    EditRun { run: RunCode } = "/{locale}/staff/runs/{run}/edit";
    /// Picture that a shared link to a page shows.
    SharedPicture { picture: PictureOf } = "/{locale}/shared/{picture}";
    /// Meetings of a run for a calendar; `lang` in the query gives the language.
    CalendarFile { file: RunFile } = "/runs/{file}";
}

/// Field of a query that says a language.
pub const LANGUAGE: &str = "lang";

/// Page whose picture is meant, as addresses name it: `site.png`, `course-NRC-01.png`, `run-NRC-01-2611.png`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureOf {
    /// Page without a picture of its own.
    Site,
    Course(CourseCode),
    Run(RunCode),
}

impl std::fmt::Display for PictureOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Site => write!(f, "site.png"),
            Self::Course(code) => write!(f, "course-{code}.png"),
            Self::Run(code) => write!(f, "run-{code}.png"),
        }
    }
}

/// Error of a name that is of no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPicture;

impl std::str::FromStr for PictureOf {
    type Err = NoPicture;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name.strip_suffix(".png").ok_or(NoPicture)?.split_once('-') {
            None if name == "site.png" => Ok(Self::Site),
            Some(("course", code)) => Ok(Self::Course(code.into())),
            Some(("run", code)) => Ok(Self::Run(code.into())),
            _ => Err(NoPicture),
        }
    }
}

/// Name of a run's calendar file: `NRC-01-2611.ics`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFile(pub RunCode);

impl std::fmt::Display for RunFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.ics", self.0)
    }
}

impl From<&str> for RunFile {
    fn from(code: &str) -> Self {
        Self(code.into())
    }
}

/// Error of a name that does not end in `.ics`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCalendarFile;

impl std::str::FromStr for RunFile {
    type Err = NoCalendarFile;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        name.strip_suffix(".ics").map(|code| Self(code.into())).ok_or(NoCalendarFile)
    }
}

impl CalendarFile {
    /// Address of the file with words in this language.
    pub fn in_language(code: &str, locale: Locale) -> String {
        Self::of(code).with(locale, [(LANGUAGE, locale.code().to_owned())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_with_a_slash_stays_one_part_of_the_path() {
        assert_eq!(CoursePage::of("A/1 Б").path(Locale::En), "/en/courses/A%2F1%20%D0%91");
        let file = CalendarFile::in_language("NRC-01-2611", Locale::Kk);
        assert_eq!(file, "/runs/NRC-01-2611.ics?lang=kk");
        assert_eq!(CalendarFile::from_path("/runs/NRC-01-2611.ics"), Some(CalendarFile::of("NRC-01-2611")));
        assert_eq!(CalendarFile::from_path("/runs/NRC-01-2611"), None);
    }
}
