//! Marks, and the hours that they are worth. `check_in.rs` has the codes by which people mark themselves.

pub mod check_in;

use crate::ground::Problem;

/// Mark of a person at a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Present for all hours of the meeting.
    Present,
    /// Present for so many academic hours of it, and not for all.
    Part(i32),
    Absent,
    /// Absent for a good reason. It is worth no hours (rule R5).
    Excused,
}

impl Mark {
    /// Reads a mark as a form sends it: a word, or the hours attended of a meeting of so many; empty for no mark.
    pub fn parse(typed: &str, of: i32) -> Result<Option<Self>, Problem> {
        let out_of_bounds = Problem::OutOfBounds { least: 0, most: of };
        match typed {
            "" => Ok(None),
            "present" => Ok(Some(Self::Present)),
            "absent" => Ok(Some(Self::Absent)),
            "excused" => Ok(Some(Self::Excused)),
            hours => match hours.parse::<i32>() {
                Ok(0) => Ok(Some(Self::Absent)),
                Ok(hours) if hours == of => Ok(Some(Self::Present)),
                Ok(hours) if (1..of).contains(&hours) => Ok(Some(Self::Part(hours))),
                _ => Err(out_of_bounds),
            },
        }
    }

    /// Value that a form sends for this mark.
    pub fn value(self) -> String {
        match self {
            Self::Part(hours) => hours.to_string(),
            other => other.word().to_owned(),
        }
    }

    /// Word of the mark, as it is stored beside the hours of a part.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Part(_) => "part",
            Self::Absent => "absent",
            Self::Excused => "excused",
        }
    }

    /// Hours attended, where only a part of them was.
    pub const fn part(self) -> Option<i32> {
        match self {
            Self::Part(hours) => Some(hours),
            _ => None,
        }
    }

    /// Mark of its stored word and hours.
    pub fn stored(word: &str, hours: Option<i32>) -> Option<Self> {
        match (word, hours) {
            ("present", None) => Some(Self::Present),
            ("part", Some(hours)) => Some(Self::Part(hours)),
            ("absent", None) => Some(Self::Absent),
            ("excused", None) => Some(Self::Excused),
            _ => None,
        }
    }

    /// Academic hours attended of a meeting of so many. A part never exceeds the meeting, which may have been shortened.
    pub const fn hours(self, of: i32) -> i32 {
        match self {
            Self::Part(hours) if hours < of => hours,
            Self::Present | Self::Part(_) => of,
            Self::Absent | Self::Excused => 0,
        }
    }
}

/// Hours of one person in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Hours attended.
    pub attended: u32,
    /// Hours of the meetings that are marked.
    pub marked: u32,
    /// Hours of all meetings.
    pub all: u32,
}

impl Tally {
    /// Adds up the marks at meetings of so many hours.
    pub fn of(marks: impl IntoIterator<Item = (Option<Mark>, i32)>) -> Self {
        marks.into_iter().fold(Self::default(), |sum, (mark, of)| Self {
            attended: sum.attended + mark.map_or(0, |mark| mark.hours(of)).unsigned_abs(),
            marked: sum.marked + if mark.is_some() { of.unsigned_abs() } else { 0 },
            all: sum.all + of.unsigned_abs(),
        })
    }

    /// Hours of the meetings without a mark.
    pub const fn unmarked(self) -> u32 {
        self.all - self.marked
    }

    /// Share of the marked hours in whole per cent, never rounded up to a minimum that is not reached; `None` while
    /// nothing is marked.
    pub fn percent(self) -> Option<u32> {
        (self.attended * 100).checked_div(self.marked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_is_written() {
        for mark in [Mark::Present, Mark::Part(1), Mark::Part(3), Mark::Absent, Mark::Excused] {
            assert_eq!(Mark::parse(&mark.value(), 4), Ok(Some(mark)));
            assert_eq!(Mark::stored(mark.word(), mark.part()), Some(mark));
        }
        assert_eq!(Mark::parse("", 4), Ok(None));
        assert_eq!((Mark::parse("4", 4), Mark::parse("0", 4)), (Ok(Some(Mark::Present)), Ok(Some(Mark::Absent))));
        for typed in ["5", "-1", "half", "1.5", "part"] {
            assert_eq!(Mark::parse(typed, 4), Err(Problem::OutOfBounds { least: 0, most: 4 }), "{typed}");
        }
    }

    #[test]
    fn hours_are_those_of_the_meeting_or_of_the_part() {
        let marks = [Some(Mark::Present), Some(Mark::Part(2)), Some(Mark::Absent), Some(Mark::Excused), None];
        let tally = Tally::of(marks.map(|mark| (mark, 6)));
        assert_eq!(tally, Tally { attended: 8, marked: 24, all: 30 });
        assert_eq!((tally.unmarked(), tally.percent()), (6, Some(33)));
        assert_eq!(Tally::of([(None, 6)]).percent(), None);
        assert_eq!(Mark::Part(5).hours(4), 4, "a meeting that was shortened later");
    }
}
