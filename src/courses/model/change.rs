//! Change of a run, as those who are in it feel it.

use super::{Meeting, NewRun, Trainer, details::RunDetails};

/// Run before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunChange {
    pub before: RunDetails,
    pub after: RunDetails,
}

impl RunChange {
    /// Change of a run into what is described, before it is saved.
    pub fn planned(before: RunDetails, new: &NewRun) -> Self {
        let new = new.clone().numbered(&before.meetings);
        let mut after = before.clone();
        (after.run.starts_on, after.run.ends_on, after.run.enroll_until) =
            (new.starts_on, new.ends_on, new.enroll_until);
        (after.run.venue, after.run.region, after.meetings) = (new.venue, new.region, new.meetings);
        Self { before, after }
    }

    pub fn is_capacity_raised(&self) -> bool {
        self.before.run.places.capacity < self.after.run.places.capacity
    }

    pub fn are_days_moved(&self) -> bool {
        let days = |details: &RunDetails| (details.run.starts_on, details.run.ends_on);
        days(&self.before) != days(&self.after)
    }

    pub fn is_venue_changed(&self) -> bool {
        self.before.run.venue != self.after.run.venue
    }

    /// Meetings that have other times now: each as it was and as it is.
    pub fn moved(&self) -> Vec<(&Meeting, &Meeting)> {
        let moved = |was: &&Meeting, is: &&Meeting| (was.starts_at, was.ends_at) != (is.starts_at, is.ends_at);
        let pairs = self.before.meetings.iter().filter_map(|was| Some((was, find(&self.after, was.number)?)));
        pairs.filter(|(was, is)| moved(was, is)).collect()
    }

    /// Meetings that there are no more.
    pub fn removed(&self) -> Vec<&Meeting> {
        self.before.meetings.iter().filter(|was| find(&self.after, was.number).is_none()).collect()
    }

    /// Meetings that there were not before.
    pub fn added(&self) -> Vec<&Meeting> {
        self.after.meetings.iter().filter(|is| find(&self.before, is.number).is_none()).collect()
    }

    /// Tells whether somebody who has a seat must learn of it: they would come on another day or to another place.
    pub fn is_felt(&self) -> bool {
        self.are_days_moved()
            || self.is_venue_changed()
            || !self.moved().is_empty()
            || !self.removed().is_empty()
            || !self.added().is_empty()
    }
}

fn find(details: &RunDetails, number: i32) -> Option<&Meeting> {
    details.meetings.iter().find(|meeting| meeting.number == number)
}

impl NewRun {
    /// Description of a run that is there, with all its trainers.
    pub fn of(details: &RunDetails, trainers: Vec<Trainer>) -> Self {
        let run = &details.run;
        Self {
            code: run.code.clone(),
            venue: run.venue.clone(),
            region: run.region,
            language: run.language,
            starts_on: run.starts_on,
            ends_on: run.ends_on,
            enroll_until: run.enroll_until,
            decides_on: details.decides_on,
            offer_hours: details.offer_hours,
            admission: run.admission,
            state: run.state,
            capacity: run.places.capacity.cast_signed(),
            meetings: details.meetings.clone(),
            trainers,
        }
    }

    /// Puts the meetings into the order of time and gives each a number. One that calendars know leaves it its number;
    /// a new one gets the next.
    #[must_use]
    pub fn numbered(mut self, known: &[Meeting]) -> Self {
        self.meetings.sort_by_key(|meeting| (meeting.starts_at, meeting.ends_at));
        let mut last = known.iter().map(|meeting| meeting.number).max().unwrap_or(0);
        let mut given = Vec::new();
        for meeting in &mut self.meetings {
            let is_known = known.iter().any(|other| other.number == meeting.number);
            if !is_known || given.contains(&meeting.number) {
                last += 1;
                meeting.number = last;
            }
            given.push(meeting.number);
        }
        self
    }
}
