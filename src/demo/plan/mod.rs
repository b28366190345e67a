//! Story of the demonstration: who was on which run, how it went, and what became of the certificates.
//!
//! A pure function of the day, so that a test can try it on years of days. Phase 1 lies where history has it, the
//! demonstration's phase around today, and two small runs between them.

mod cast;
mod deliveries;
mod regions;

use chrono::{Days, Months, NaiveDate};

use self::{
    cast::{Cast, Line, TRAINEE},
    deliveries::{
        AHEAD, Ahead, BESIDE, CANCELLED, DEMO, DRAFT, Delivery, ENU, ONLINE, PHASE_1, Place, TO_CLOSE, TO_ISSUE,
        UNDER_WAY,
    },
};
use super::{
    calendar::{self, ISSUED_AFTER, Period, end_of, evenly, fridays, monday_of, start_of, working_days},
    files::{days_of, find_taught, trainers},
    histories::history,
    people::{People, married_surname},
    timetable::{days_after, days_before, meetings},
};
use crate::{
    courses::model::{Admission, Meeting, RunState, Trainer},
    enrollments::{
        State,
        model::{History, IllegalStep},
    },
    ground::Locale,
    specialists::{PersonName, Sex, model::NewSpecialist},
};

/// Number to start from; any would do, and this one is the day the programme began.
const SEED: u64 = 20_211_101;

/// Number of people whom the demonstration's phase has trained so far.
pub(super) const DEMO_TRAINED: usize = 87;

/// Seat of a person on a run, by the person's number in the plan.
#[derive(Debug)]
pub(super) struct Seat {
    pub person: usize,
    pub history: History,
}

/// Last thing that staff do with a run, today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastStep {
    Close,
    Cancel,
}

#[derive(Debug)]
pub(super) struct PlannedRun {
    pub course: &'static str,
    pub code: String,
    pub place: Option<Place>,
    pub language: Locale,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub enroll_until: Option<NaiveDate>,
    pub decides_on: Option<NaiveDate>,
    pub admission: Admission,
    pub state: RunState,
    pub capacity: i32,
    /// Meetings; known only of runs that are not over.
    pub meetings: Vec<Meeting>,
    pub trainers: Vec<Trainer>,
    /// Tells whether the trainer who has a sign-in is the first of them.
    pub is_taught_by_sign_in: bool,
    /// Day of the certificates of all who completed it.
    pub issued_on: Option<NaiveDate>,
    pub last_step: Option<LastStep>,
    pub seats: Vec<Seat>,
}

/// Event of one person's certificate of one run, both by their number in the plan.
#[derive(Debug)]
pub(super) struct Turn {
    pub run: usize,
    pub person: usize,
    pub on: NaiveDate,
    pub what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Revoked,
    /// Person has another name since the day, and a new certificate under it.
    Renamed {
        since: NaiveDate,
        name: PersonName,
    },
}

#[derive(Debug)]
pub(super) struct Plan {
    pub people: Vec<NewSpecialist>,
    pub runs: Vec<PlannedRun>,
    pub turns: Vec<Turn>,
    /// Person with an account, by their number in the plan.
    pub trainee: usize,
}

impl Plan {
    /// Story as it is when it begins on this day.
    pub(super) fn of(today: NaiveDate, phase: Period) -> Result<Self, IllegalStep> {
        let mut invent = People::new(SEED);
        let mut cast = Cast::new(&mut invent);
        let people = std::mem::take(&mut cast.people);
        let mut plan = Self { people, runs: Vec::new(), turns: Vec::new(), trainee: TRAINEE };
        for (delivery, ends_on) in &PHASE_1 {
            let ends_on = ends_on.unwrap_or_default();
            plan.deliver(delivery, ends_on, &mut cast.phase_1, &mut cast.others, today)?;
        }
        plan.between_the_phases(phase, today)?;
        let fridays = fridays(phase, today);
        let first = plan.runs.len();
        let (counting, extra) = DEMO.split_at(DEMO.len() - 1);
        let ends = evenly(&fridays, counting.len());
        for (delivery, ends_on) in counting.iter().zip(&ends) {
            plan.deliver(delivery, *ends_on, &mut cast.demo, &mut cast.others, today)?;
        }
        // the course that counts for nothing comes the week after the fifth
        for (delivery, ends_on) in extra.iter().zip(ends.get(4)) {
            plan.deliver(delivery, *ends_on + Days::new(7), &mut cast.demo, &mut cast.others, today)?;
        }
        plan.take_turns(first, today);
        plan.under_way(&mut cast.others, today)?;
        let ahead = plan.runs.len();
        plan.ahead(&mut cast.others, today)?;
        plan.seat_trainee(first, ahead);
        plan.record_twice(cast.demo.all[40], today)?;
        plan.work_of_staff(&mut cast.others, today)?;
        Ok(plan)
    }

    /// Run that is closed: the next of the cast who are new, those who come again, and those for whom it ended
    /// otherwise.
    fn deliver(
        &mut self,
        delivery: &Delivery,
        ends_on: NaiveDate,
        cast: &mut Line,
        others: &mut Line,
        today: NaiveDate,
    ) -> Result<(), IllegalStep> {
        let starts_on = start_of(ends_on, days_of(delivery.course));
        let new = cast.next(delivery.new);
        let again = delivery.again.iter().map(|place| cast.all[*place]);
        let completed = new.into_iter().chain(again).map(|person| (person, State::Completed));
        let otherwise = others.next(delivery.others.len()).into_iter().zip(delivery.others.iter().copied());
        let people: Vec<(usize, State)> = completed.chain(otherwise).collect();
        let run = PlannedRun {
            issued_on: Some(ends_on + Days::new(ISSUED_AFTER)),
            ..self.run(delivery.course, delivery.place, delivery.language, (starts_on, ends_on), RunState::Closed)
        };
        self.fill(PlannedRun { capacity: 25, ..run }, &people, today)
    }

    /// Phase 2, in few runs: people of phase 1 who came again. The certificates of the first run expire within the next
    /// 90 days.
    fn between_the_phases(&mut self, demo: Period, today: NaiveDate) -> Result<(), IllegalStep> {
        const EXPIRES_IN: Days = Days::new(41);
        const VALIDITY: Months = Months::new(36);
        let renewing = calendar::friday_before(today - VALIDITY + EXPIRES_IN);
        let later = NaiveDate::from_ymd_opt(2024, 10, 11).filter(|day| *day < demo.start);
        let first = ("NRC-10", ONLINE, 6..17, Some(renewing));
        let second = ("NRC-08", ENU, 44..52, later);
        for (course, place, people, ends_on) in [first, second] {
            let Some(ends_on) = ends_on else { continue };
            let starts_on = start_of(ends_on, days_of(course));
            let people: Vec<(usize, State)> = people.map(|person| (person, State::Completed)).collect();
            let run = PlannedRun {
                issued_on: Some(ends_on + Days::new(ISSUED_AFTER)),
                ..self.run(course, place, Locale::Kk, (starts_on, ends_on), RunState::Closed)
            };
            self.fill(PlannedRun { capacity: 15, ..run }, &people, today)?;
        }
        Ok(())
    }

    fn under_way(&mut self, others: &mut Line, today: NaiveDate) -> Result<(), IllegalStep> {
        // a course of nine working days that begins on this Monday holds today, weekends included
        let in_a_row = monday_of(today - Days::new(4));
        // a blended one is spread over five weeks
        let spread = monday_of(today - Days::new(14));
        let length = days_of(UNDER_WAY[0].course);
        let days = [(in_a_row, end_of(in_a_row, length)), (spread, spread + Days::new(32))];
        let first_of_all = self.runs.len();
        for (run, (first, last)) in UNDER_WAY.iter().zip(days) {
            self.announce(run, &working_days(first, last), others, today)?;
        }
        if let Some(run) = self.runs.get_mut(first_of_all) {
            run.is_taught_by_sign_in = true;
        }
        Ok(())
    }

    fn ahead(&mut self, others: &mut Line, today: NaiveDate) -> Result<(), IllegalStep> {
        let mut over = today;
        for (run, after) in &AHEAD {
            let Some(course) = find_taught(run.course) else { continue };
            // one after another, so that a person can be in several of them
            let days = days_after(over.max(today + Days::new(*after)), course);
            over = days.last().copied().unwrap_or(over);
            self.announce(run, &days, others, today)?;
        }
        let (run, with) = &BESIDE;
        let shared = self.runs.iter().rev().find(|run| run.course == *with).map(|run| run.starts_on);
        match shared.zip(find_taught(run.course)) {
            Some((day, course)) => self.announce(run, &days_after(day - Days::new(1), course), others, today),
            None => Ok(()),
        }
    }

    /// Runs in which staff have something to do, or have just done it: one to close, one whose certificates are to be
    /// issued, one cancelled and one not announced yet.
    fn work_of_staff(&mut self, others: &mut Line, today: NaiveDate) -> Result<(), IllegalStep> {
        let over = |run: &Ahead| find_taught(run.course).map(|course| days_before(today, course));
        let ahead = |run: &Ahead, after| find_taught(run.course).map(|course| days_after(today + after, course));
        let runs = [
            (&TO_CLOSE, over(&TO_CLOSE), RunState::Open, None),
            (&TO_ISSUE, over(&TO_ISSUE), RunState::Open, Some(LastStep::Close)),
            (&CANCELLED.0, ahead(&CANCELLED.0, Days::new(CANCELLED.1)), RunState::Open, Some(LastStep::Cancel)),
            (&DRAFT.0, ahead(&DRAFT.0, Days::new(DRAFT.1)), RunState::Draft, None),
        ];
        let first = self.runs.len();
        for (run, days, state, last_step) in runs {
            self.announce(run, &days.unwrap_or_default(), others, today)?;
            if let Some(announced) = self.runs.last_mut() {
                (announced.state, announced.last_step) = (state, last_step);
            }
        }
        let taught = self.runs.iter().find(|run| run.is_taught_by_sign_in).map(|run| run.trainers.clone());
        if let Some((to_close, trainers)) = self.runs.get_mut(first).zip(taught) {
            (to_close.trainers, to_close.is_taught_by_sign_in) = (trainers, true);
        }
        Ok(())
    }

    /// Seats the trainee in place of others: one seat of each kind that a person can have at the same time.
    fn seat_trainee(&mut self, first_of_demo: usize, first_ahead: usize) {
        const NOT_COMPLETED: usize = 7;
        let seats = [
            (first_of_demo + NOT_COMPLETED, State::NotCompleted),
            (first_ahead, State::Waitlisted),
            (first_ahead + 1, State::Offered),
            (first_ahead + 2, State::Confirmed),
            (first_ahead + 3, State::Applied),
        ];
        for (run, state) in seats {
            let seats = self.runs.get_mut(run).map(|run| run.seats.iter_mut());
            // the last of several: three wait before them
            let seat = seats.into_iter().flatten().rev().find(|seat| seat.history.state() == state);
            if let Some(seat) = seat {
                seat.person = self.trainee;
            }
        }
    }

    /// Announces an open run with the people who have applied.
    fn announce(
        &mut self,
        open: &Ahead,
        days: &[NaiveDate],
        others: &mut Line,
        today: NaiveDate,
    ) -> Result<(), IllegalStep> {
        const TO_GET_READY: Days = Days::new(3);
        const TO_CHOOSE: Days = Days::new(7);
        const TO_GET_READY_ONCE_CHOSEN: Days = Days::new(14);
        let states = open.states.iter().flat_map(|(state, count)| std::iter::repeat_n(*state, *count));
        let states: Vec<State> = states.collect();
        let people: Vec<(usize, State)> = others.next(states.len()).into_iter().zip(states).collect();
        let (starts_on, ends_on) =
            days.first().zip(days.last()).map_or((today, today), |(first, last)| (*first, *last));
        let decides_on = starts_on - TO_GET_READY_ONCE_CHOSEN;
        let (enroll_until, decides_on) = match open.admission {
            Admission::FirstCome => (starts_on - TO_GET_READY, None),
            Admission::Selection => (decides_on - TO_CHOOSE, Some(decides_on)),
        };
        let run = PlannedRun {
            admission: open.admission,
            capacity: open.capacity,
            enroll_until: Some(enroll_until),
            decides_on,
            meetings: find_taught(open.course).map(|course| meetings(course, days)).unwrap_or_default(),
            ..self.run(open.course, open.place, open.language, (starts_on, ends_on), RunState::Open)
        };
        self.fill(run, &people, today)
    }

    fn run(
        &self,
        course: &'static str,
        place: Option<Place>,
        language: Locale,
        (starts_on, ends_on): (NaiveDate, NaiveDate),
        state: RunState,
    ) -> PlannedRun {
        PlannedRun {
            course,
            // the same pattern as in the centre's lists: course, month, number of the run
            code: format!("{course}-{}-{}", starts_on.format("%y%m"), self.runs.len() + 1),
            place,
            language,
            starts_on,
            ends_on,
            enroll_until: None,
            decides_on: None,
            admission: Admission::FirstCome,
            state,
            capacity: 0,
            meetings: Vec::new(),
            trainers: trainers(self.runs.len()),
            is_taught_by_sign_in: false,
            issued_on: None,
            last_step: None,
            seats: Vec::new(),
        }
    }

    fn fill(&mut self, mut run: PlannedRun, people: &[(usize, State)], today: NaiveDate) -> Result<(), IllegalStep> {
        for (place, (person, state)) in people.iter().enumerate() {
            let history = history((run.starts_on, run.ends_on), run.admission, *state, place, today)?;
            run.seats.push(Seat { person: *person, history });
        }
        self.runs.push(run);
        Ok(())
    }

    /// Events of two certificates: one was issued by mistake, and one has its holder's maiden name.
    fn take_turns(&mut self, first_demo_run: usize, today: NaiveDate) {
        let (married, mistaken) = (first_demo_run + 2, first_demo_run + 3);
        let bride = self.runs[married].seats.iter().map(|seat| seat.person).find_map(|person| {
            let known = &self.people[person];
            let surname = &known.name.surname;
            let may_marry = known.facts.sex == Some(Sex::Female) && surname.ends_with('а');
            let surname = married_surname(surname).filter(|_| may_marry)?;
            Some((person, PersonName { surname, ..known.name.clone() }))
        });
        if let Some((person, name)) = bride {
            let what = What::Renamed { since: today - Days::new(20), name };
            self.turns.push(Turn { run: married, person, on: today - Days::new(12), what });
        }
        let run = &self.runs[mistaken];
        let completed = run.seats.iter().rev().find(|seat| seat.history.state() == State::Completed);
        if let Some((seat, issued_on)) = completed.zip(run.issued_on) {
            let on = issued_on + Days::new(17);
            self.turns.push(Turn { run: mistaken, person: seat.person, on, what: What::Revoked });
        }
    }

    /// Records a person twice: they applied again without an IIN, and so have two records.
    fn record_twice(&mut self, person: usize, today: NaiveDate) -> Result<(), IllegalStep> {
        let email = format!("second.record.{}@example.org", self.people.len() + 1);
        let again = NewSpecialist { iin: None, email: Some(email.into()), ..self.people[person].clone() };
        self.people.push(again);
        let twin = self.people.len() - 1;
        if let Some(run) = self.runs.last_mut() {
            let days = (run.starts_on, run.ends_on);
            let history = history(days, run.admission, State::Applied, run.seats.len(), today)?;
            run.seats.push(Seat { person: twin, history });
        }
        Ok(())
    }
}
