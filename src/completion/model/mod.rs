//! Rule R5: the result that a person's hours and score give. `listed.rs` reads scores from a spreadsheet.

pub mod listed;

use crate::{
    attendance::model::Tally,
    courses::Course,
    enrollments::State,
    ground::{Problem, text_enum},
};

text_enum! {
    /// Result of a person in a run that is closed.
    pub enum RunResult {
        Completed = "completed",
        NotCompleted = "not_completed",
        NoShow = "no_show",
    }
}

impl RunResult {
    /// State of an enrollment with this result.
    pub const fn state(self) -> State {
        match self {
            Self::Completed => State::Completed,
            Self::NotCompleted => State::NotCompleted,
            Self::NoShow => State::NoShow,
        }
    }

    /// Result that a state is; `None`: the enrollment has no result yet.
    pub fn of_state(state: State) -> Option<Self> {
        Self::ALL.iter().copied().find(|result| result.state() == state)
    }
}

/// Requirements of a course for those who complete it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Least share of the hours, in per cent.
    pub min_attendance: u32,
    /// Least final score of 100; `None`: the course has no assessment.
    pub pass_mark: Option<i32>,
}

/// Cause of a result that the rule gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Hours and score suffice.
    Enough,
    /// Hours cannot reach the minimum any more.
    TooFewHours,
    /// Score is below the pass mark.
    ScoreTooLow,
    /// Person was at no meeting.
    NeverThere,
}

/// Fact without which the rule cannot decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Run has no meetings, and so no hours.
    Meetings,
    /// Marks, on which the result depends.
    Marks,
    /// Final score.
    Score,
}

/// Proposal of the registry for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposal {
    Decided(RunResult, Cause),
    Undecided(Missing),
}

impl Proposal {
    /// Result that is proposed, if there is one.
    pub const fn result(self) -> Option<RunResult> {
        match self {
            Self::Decided(result, _) => Some(result),
            Self::Undecided(_) => None,
        }
    }
}

impl Rule {
    pub fn of(course: &Course) -> Self {
        Self { min_attendance: course.min_attendance.unsigned_abs(), pass_mark: course.pass_mark }
    }

    /// Least whole number of hours that suffices, of so many.
    pub const fn hours_needed(self, all: u32) -> u32 {
        (all * self.min_attendance).div_ceil(100)
    }

    /// Result of a person by their hours and score. What later marks cannot change is decided before they are set.
    pub fn propose(self, hours: Tally, score: Option<i32>) -> Proposal {
        use Proposal::{Decided, Undecided};
        let suffices = |attended: u32| attended * 100 >= self.min_attendance * hours.all;
        let has_failed = self.pass_mark.zip(score).is_some_and(|(pass_mark, score)| score < pass_mark);
        if hours.all == 0 {
            Undecided(Missing::Meetings)
        } else if hours.attended == 0 {
            if hours.unmarked() == 0 {
                Decided(RunResult::NoShow, Cause::NeverThere)
            } else {
                Undecided(Missing::Marks)
            }
        } else if !suffices(hours.attended + hours.unmarked()) {
            Decided(RunResult::NotCompleted, Cause::TooFewHours)
        } else if has_failed {
            Decided(RunResult::NotCompleted, Cause::ScoreTooLow)
        } else if !suffices(hours.attended) {
            Undecided(Missing::Marks)
        } else if self.pass_mark.is_some() && score.is_none() {
            Undecided(Missing::Score)
        } else {
            Decided(RunResult::Completed, Cause::Enough)
        }
    }
}

/// Highest score.
pub const FULL_SCORE: i32 = 100;
/// Longest reason of a result, in characters.
pub const MOST_REASON: usize = 500;

/// Reads a score as it is typed; empty for none.
pub fn parse_score(typed: &str) -> Result<Option<i32>, Problem> {
    if typed.is_empty() {
        return Ok(None);
    }
    let score = typed.parse().ok().filter(|score| (0..=FULL_SCORE).contains(score));
    score.map(Some).ok_or(Problem::OutOfBounds { least: 0, most: FULL_SCORE })
}

/// Decision about one person, as staff make it on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub result: RunResult,
    /// Reason, where it is not what the rule proposes.
    pub reason: Option<String>,
}

/// Problem of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// Result is missing.
    Result,
    /// Reason is missing or cannot be one.
    Reason(Problem),
}

/// Decides about one person by what was chosen. `chosen` is `None` where the page did not ask: then the proposal holds.
pub fn decide(proposal: Proposal, chosen: Option<&str>, reason: &str) -> Result<Decision, Undecided> {
    let result = match chosen {
        Some(word) => word.parse().ok(),
        None => proposal.result(),
    };
    let result = result.ok_or(Undecided::Result)?;
    if proposal.result() == Some(result) {
        return Ok(Decision { result, reason: None });
    }
    parse_reason(reason).map(|reason| Decision { result, reason: Some(reason) }).map_err(Undecided::Reason)
}

/// Reads a reason that somebody at the centre writes.
pub fn parse_reason(typed: &str) -> Result<String, Problem> {
    match typed.trim() {
        "" => Err(Problem::Required),
        reason if reason.chars().count() > MOST_REASON => Err(Problem::TooLong),
        reason => Ok(reason.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::attendance::model::Mark;

    const RULE: Rule = Rule { min_attendance: 80, pass_mark: Some(60) };

    fn hours(attended: u32, marked: u32, all: u32) -> Tally {
        Tally { attended, marked, all }
    }

    #[test]
    fn the_examples_of_the_closing_page() {
        use RunResult::*;
        let propose = |attended, score| RULE.propose(hours(attended, 40, 40), score);
        assert_eq!(propose(40, Some(92)), Proposal::Decided(Completed, Cause::Enough));
        assert_eq!(propose(32, Some(60)), Proposal::Decided(Completed, Cause::Enough));
        assert_eq!(propose(31, Some(88)), Proposal::Decided(NotCompleted, Cause::TooFewHours));
        assert_eq!(propose(40, Some(59)), Proposal::Decided(NotCompleted, Cause::ScoreTooLow));
        assert_eq!(propose(0, None), Proposal::Decided(NoShow, Cause::NeverThere));
        assert_eq!(propose(36, None), Proposal::Undecided(Missing::Score));
        // a score cannot make up for hours, and need not be entered
        assert_eq!(propose(20, None), Proposal::Decided(NotCompleted, Cause::TooFewHours));
        assert_eq!(RULE.propose(hours(30, 36, 40), Some(80)), Proposal::Undecided(Missing::Marks));
        assert_eq!(RULE.propose(hours(0, 0, 0), Some(80)), Proposal::Undecided(Missing::Meetings));
        let without_assessment = Rule { pass_mark: None, ..RULE };
        assert_eq!(without_assessment.propose(hours(32, 40, 40), None), Proposal::Decided(Completed, Cause::Enough));
        assert_eq!((RULE.hours_needed(40), RULE.hours_needed(41)), (32, 33));
    }

    #[test]
    fn a_decision_otherwise_than_proposed_has_a_reason() {
        let proposal = Proposal::Decided(RunResult::NotCompleted, Cause::TooFewHours);
        let as_proposed = Decision { result: RunResult::NotCompleted, reason: None };
        assert_eq!(decide(proposal, Some("not_completed"), "needless"), Ok(as_proposed.clone()));
        assert_eq!(decide(proposal, None, ""), Ok(as_proposed));
        assert_eq!(decide(proposal, Some("completed"), " "), Err(Undecided::Reason(Problem::Required)));
        let reason = Some("sheet of 8 October".to_owned());
        let decision = Decision { result: RunResult::Completed, reason };
        assert_eq!(decide(proposal, Some("completed"), "sheet of 8 October "), Ok(decision));
        for chosen in [Some(""), Some("passed"), None] {
            assert_eq!(decide(Proposal::Undecided(Missing::Score), chosen, "x"), Err(Undecided::Result));
        }
        let without_reason = decide(Proposal::Undecided(Missing::Score), Some("completed"), "");
        assert_eq!(without_reason, Err(Undecided::Reason(Problem::Required)));
    }

    #[test]
    fn a_score_is_a_whole_number_of_a_hundred() {
        assert_eq!([parse_score(""), parse_score("0"), parse_score("100")], [Ok(None), Ok(Some(0)), Ok(Some(100))]);
        for typed in ["101", "-1", "85,5", "A"] {
            assert_eq!(parse_score(typed), Err(Problem::OutOfBounds { least: 0, most: 100 }), "{typed}");
        }
    }

    /// Mark at a meeting of this many hours.
    fn mark(of: i32) -> impl Strategy<Value = Option<Mark>> {
        prop_oneof![
            Just(None),
            Just(Some(Mark::Present)),
            Just(Some(Mark::Absent)),
            Just(Some(Mark::Excused)),
            (1..of.max(2)).prop_map(|hours| Some(Mark::Part(hours))),
        ]
    }

    fn meeting() -> impl Strategy<Value = (Option<Mark>, i32)> {
        (1..8_i32).prop_flat_map(|of| (mark(of), Just(of)))
    }

    proptest! {
        /// Rule R5 by its own words, once every mark is set and the score is entered.
        #[test]
        fn with_all_facts_the_result_is_that_of_rule_r5(
            meetings in prop::collection::vec(meeting(), 1..8),
            (min_attendance, pass_mark) in (1..=100_u32, prop::option::of(1..=100)),
            score in 0..=100,
        ) {
            let set = meetings.iter().map(|(mark, of)| (Some(mark.unwrap_or(Mark::Absent)), *of));
            let tally = Tally::of(set);
            let proposal = Rule { min_attendance, pass_mark }.propose(tally, Some(score));
            let share = f64::from(tally.attended) / f64::from(tally.all) * 100.0;
            let expected = if tally.attended == 0 {
                RunResult::NoShow
            } else if share + 1e-9 >= f64::from(min_attendance) && pass_mark.is_none_or(|least| score >= least) {
                RunResult::Completed
            } else {
                RunResult::NotCompleted
            };
            prop_assert_eq!(proposal.result(), Some(expected));
        }

        /// Proposals that are decided stay so, however the missing marks are set; one that is not decided for want of
        /// marks depends on them.
        #[test]
        fn a_proposal_does_not_depend_on_what_is_still_missing(
            meetings in prop::collection::vec(meeting(), 0..8),
            (min_attendance, pass_mark) in (1..=100_u32, prop::option::of(1..=100)),
            score in prop::option::of(0..=100),
        ) {
            let rule = Rule { min_attendance, pass_mark };
            let filled_with = |filling: Mark| {
                let set = meetings.iter().map(|(mark, of)| (Some(mark.unwrap_or(filling)), *of));
                rule.propose(Tally::of(set), score)
            };
            let proposal = rule.propose(Tally::of(meetings.iter().copied()), score);
            let (worst, best) = (filled_with(Mark::Absent), filled_with(Mark::Present));
            match proposal {
                Proposal::Decided(result, _) => {
                    prop_assert_eq!((worst.result(), best.result()), (Some(result), Some(result)));
                }
                Proposal::Undecided(Missing::Marks) => prop_assert_ne!(worst, best),
                Proposal::Undecided(Missing::Score) => {
                    prop_assert_eq!((worst, best), (proposal, proposal));
                }
                Proposal::Undecided(Missing::Meetings) => prop_assert!(meetings.is_empty()),
            }
        }
    }
}
