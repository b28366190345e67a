//! Stage of a run: its state as staff have set it, and where the day lies among its days.

use chrono::NaiveDate;

use super::{Run, RunState};
use crate::ground::text_enum;

text_enum! {
    /// Stage of a run, in the order of the centre's work.
    pub enum RunStage {
        Draft = "draft",
        /// Announced, and not begun.
        Open = "open",
        UnderWay = "under_way",
        /// Over, with its results not decided yet.
        ToClose = "to_close",
        Closed = "closed",
        Cancelled = "cancelled",
    }
}

impl RunStage {
    /// Stage of a run in this state that begins later than today, or has ended before.
    pub const fn of(state: RunState, is_ahead: bool, is_over: bool) -> Self {
        match state {
            RunState::Draft => Self::Draft,
            RunState::Open if is_over => Self::ToClose,
            RunState::Open if is_ahead => Self::Open,
            RunState::Open => Self::UnderWay,
            RunState::Closed => Self::Closed,
            RunState::Cancelled => Self::Cancelled,
        }
    }

    /// State of the runs of this stage, whether they begin later than today, and whether they have ended before;
    /// `None`: both.
    pub const fn conditions(self) -> (RunState, Option<bool>, Option<bool>) {
        match self {
            Self::Draft => (RunState::Draft, None, None),
            Self::Open => (RunState::Open, Some(true), None),
            Self::UnderWay => (RunState::Open, Some(false), Some(false)),
            Self::ToClose => (RunState::Open, None, Some(true)),
            Self::Closed => (RunState::Closed, None, None),
            Self::Cancelled => (RunState::Cancelled, None, None),
        }
    }

    /// Tells whether the work on such a run is over, so that the latest of them come first in a list.
    pub const fn is_past(self) -> bool {
        matches!(self, Self::Closed | Self::Cancelled)
    }
}

impl Run {
    pub fn stage(&self, today: NaiveDate) -> RunStage {
        RunStage::of(self.state, today < self.starts_on, self.ends_on < today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_has_the_one_stage_whose_conditions_it_fits() {
        for state in RunState::ALL.iter().copied() {
            for (is_ahead, is_over) in [(true, false), (false, false), (false, true)] {
                let fits = |stage: &&RunStage| {
                    let (of, ahead, over) = stage.conditions();
                    of == state
                        && ahead.is_none_or(|ahead| ahead == is_ahead)
                        && over.is_none_or(|over| over == is_over)
                };
                let fitting: Vec<_> = RunStage::ALL.iter().filter(fits).copied().collect();
                assert_eq!(fitting, [RunStage::of(state, is_ahead, is_over)]);
            }
        }
    }

    #[test]
    fn an_open_run_is_under_way_from_its_first_day_to_its_last() {
        let stages = [(true, false), (false, false), (false, true)].map(|(a, o)| RunStage::of(RunState::Open, a, o));
        assert_eq!(stages, [RunStage::Open, RunStage::UnderWay, RunStage::ToClose]);
    }
}
