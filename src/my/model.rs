//! Next steps of a trainee, progress of an enrollment, and time left.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use crate::{
    enrollments::{State, service::OwnEnrollment},
    ground::clock,
};

/// Days before a first meeting from which it counts as soon.
const SOON: Days = Days::new(7);

/// Next step or event of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Seat is offered, until then.
    Offer { enrollment: OwnEnrollment, until: DateTime<Utc> },
    /// Profile lacks what an open enrollment needs.
    Profile,
    /// Text that was agreed to reads differently now.
    Consent,
    /// Run begins within days.
    Begins(OwnEnrollment),
    /// Centre chooses, and answers by that day.
    Answer { enrollment: OwnEnrollment, by: NaiveDate },
}

impl NextStep {
    /// Tells whether it waits for the person; otherwise the person waits for it.
    pub const fn is_deed(&self) -> bool {
        matches!(self, Self::Offer { .. } | Self::Profile | Self::Consent)
    }
}

/// Parts that a person's record lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lacks {
    pub profile: bool,
    /// True if there is a consent, to an older text.
    pub renewal: bool,
}

/// Next steps: the most urgent first, mere information last.
pub fn next(enrollments: &[OwnEnrollment], lacks: Lacks, now: DateTime<Utc>) -> Vec<NextStep> {
    let today = clock::day_of(now);
    let mut offers: Vec<(DateTime<Utc>, &OwnEnrollment)> = enrollments
        .iter()
        .filter(|own| own.is_offer_open(now))
        .filter_map(|own| own.offer_ends_at.map(|until| (until, own)))
        .collect();
    offers.sort_by_key(|(until, _)| *until);
    let mut soon: Vec<&OwnEnrollment> = enrollments
        .iter()
        .filter(|own| own.state == State::Confirmed && (today..=today + SOON).contains(&own.starts_on))
        .collect();
    soon.sort_by_key(|own| own.starts_on);
    let mut answers: Vec<(NaiveDate, &OwnEnrollment)> = enrollments
        .iter()
        .filter(|own| own.state == State::Applied)
        .filter_map(|own| own.decides_on.filter(|by| today <= *by).map(|by| (by, own)))
        .collect();
    answers.sort_by_key(|(by, _)| *by);

    let offers = offers.into_iter().map(|(until, own)| NextStep::Offer { enrollment: own.clone(), until });
    // a person who is not on the way into a run gives it when they enroll
    let is_needed = enrollments.iter().any(|own| own.state_at(now).is_open());
    let profile = (lacks.profile && is_needed).then_some(NextStep::Profile);
    // one page has the fields for both
    let consent = (lacks.renewal && profile.is_none()).then_some(NextStep::Consent);
    let soon = soon.into_iter().map(|own| NextStep::Begins(own.clone()));
    let answers = answers.into_iter().map(|(by, own)| NextStep::Answer { enrollment: own.clone(), by });
    offers.chain(profile).chain(consent).chain(soon).chain(answers).collect()
}

/// Number of steps: application, seat, meetings, certificate.
pub const STEPS: u32 = 4;

/// Number of steps to a certificate that are done; `None` where the way has ended without one.
pub const fn steps_behind(state: State, has_certificate: bool) -> Option<u32> {
    match state {
        State::Applied | State::Waitlisted | State::Offered => Some(1),
        State::Confirmed => Some(2),
        State::Completed => Some(if has_certificate { STEPS } else { 3 }),
        State::Declined | State::Withdrawn | State::Expired | State::NotCompleted | State::NoShow => None,
    }
}

/// Time left, in the two units that matter: days and hours, or hours and minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeLeft {
    pub days: u32,
    pub hours: u32,
    pub minutes: u32,
}

impl TimeLeft {
    /// Time from now until `end`, in whole minutes, so that nobody is promised more than there is; one at least. Beside
    /// days, minutes do not matter.
    pub fn until(end: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let left = (end - now).max(TimeDelta::minutes(1));
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        let days = count(left.num_days());
        let minutes = if days > 0 { 0 } else { count(left.num_minutes() % 60) };
        Self { days, hours: count(left.num_hours() % 24), minutes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_never_more_than_there_is() {
        let now = crate::testing::now();
        let left = |delta| TimeLeft::until(now + delta, now);
        let time = |days, hours, minutes| TimeLeft { days, hours, minutes };
        assert_eq!(left(TimeDelta::minutes(3 * 24 * 60 - 1)), time(2, 23, 0));
        assert_eq!(left(TimeDelta::hours(72)), time(3, 0, 0));
        assert_eq!(left(TimeDelta::seconds(5 * 3600 + 59)), time(0, 5, 0));
        assert_eq!(left(TimeDelta::seconds(90)), time(0, 0, 1));
        assert_eq!(left(TimeDelta::zero()), time(0, 0, 1));
    }

    #[test]
    fn every_state_that_can_still_lead_to_a_certificate_is_on_the_way_to_it() {
        for state in State::ALL.iter().copied() {
            let is_on_the_way = state.is_open() || state == State::Completed;
            assert_eq!(steps_behind(state, false).is_some(), is_on_the_way, "{state:?}");
        }
        assert_eq!(steps_behind(State::Completed, true), Some(STEPS));
    }
}
