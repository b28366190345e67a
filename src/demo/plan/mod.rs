//! The story of the demonstration: who was on which run, how it went, and what became of the certificates.
//!
//! A pure function of the day, so that a test can try it on years of days. Phase 1 lies where history has it,
//! the demonstration's phase around today, and two small runs between them.

mod deliveries;
mod regions;

use chrono::{Days, Months, NaiveDate};

use self::deliveries::{AHEAD, Ahead, DEMO, Delivery, ENU_KK, ONLINE, PHASE_1, UNDER_WAY};
use super::{
    calendar::{self, ISSUED_AFTER, Period, end_of, evenly, fridays, monday_after, monday_of, start_of},
    files::days_of,
    people::{People, Shares, married_surname},
};
use crate::{
    courses::model::{Admission, RunState},
    enrollments::{
        State,
        model::{History, IllegalStep, Step},
    },
    ground::Locale,
    specialists::{PersonName, Sex, model::NewSpecialist},
};

/// Any number does; this one is the day the programme began.
const SEED: u64 = 20_211_101;

/// People of phase 1, as many as history has.
const PHASE_1_TRAINED: usize = 130;
/// People whom the demonstration's phase has trained so far, and how many of them come from phase 1.
pub(super) const DEMO_TRAINED: usize = 87;
const RETURNING: usize = 12;
/// People who hold no certificate, or not any more.
const OTHERS: usize = 75;

/// A person's place on a run, by the person's number in the plan.
#[derive(Debug)]
pub(super) struct Seat {
    pub person: usize,
    pub history: History,
}

#[derive(Debug)]
pub(super) struct PlannedRun {
    pub course: &'static str,
    pub code: String,
    pub place: Option<&'static str>,
    pub language: Locale,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub admission: Admission,
    pub state: RunState,
    pub capacity: i32,
    /// The day of the certificates of all who completed it.
    pub issued_on: Option<NaiveDate>,
    pub seats: Vec<Seat>,
}

/// Something that happened to one person's certificate of one run, both by their number in the plan.
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
    /// The person has another name since the day, and a new certificate under it.
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
}

impl Plan {
    /// The story as it is told when it begins on this day.
    pub(super) fn of(today: NaiveDate, phase: Period) -> Result<Self, IllegalStep> {
        let mut invent = People::new(SEED);
        let mut cast = Cast::new(&mut invent);
        let mut plan = Self { people: std::mem::take(&mut cast.people), runs: Vec::new(), turns: Vec::new() };
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
        plan.ahead(&mut cast.others, today)?;
        plan.record_twice(cast.demo.all[40], today)?;
        Ok(plan)
    }

    /// A closed run: the next of the cast who are new, those who come again, and those for whom it went
    /// another way.
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

    /// Phase 2 is told sparsely: people of phase 1 who came again. The certificates of the first run expire
    /// within the next 90 days.
    fn between_the_phases(&mut self, demo: Period, today: NaiveDate) -> Result<(), IllegalStep> {
        const EXPIRES_IN: Days = Days::new(41);
        const VALIDITY: Months = Months::new(36);
        let renewing = calendar::friday_before(today - VALIDITY + EXPIRES_IN);
        let later = NaiveDate::from_ymd_opt(2024, 10, 11).filter(|day| *day < demo.start);
        let first = ("NRC-10", ONLINE, 6..17, Some(renewing));
        let second = ("NRC-08", ENU_KK, 44..52, later);
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
        for (run, days) in UNDER_WAY.iter().zip(days) {
            self.announce(run, days, others, today)?;
        }
        Ok(())
    }

    fn ahead(&mut self, others: &mut Line, today: NaiveDate) -> Result<(), IllegalStep> {
        for (run, after) in &AHEAD {
            let length = days_of(run.course);
            let starts_on = monday_after(today + Days::new(*after), length);
            self.announce(run, (starts_on, end_of(starts_on, length)), others, today)?;
        }
        Ok(())
    }

    /// An open run with whoever has applied.
    fn announce(
        &mut self,
        open: &Ahead,
        days: (NaiveDate, NaiveDate),
        others: &mut Line,
        today: NaiveDate,
    ) -> Result<(), IllegalStep> {
        let states = open.states.iter().flat_map(|(state, count)| std::iter::repeat_n(*state, *count));
        let states: Vec<State> = states.collect();
        let people: Vec<(usize, State)> = others.next(states.len()).into_iter().zip(states).collect();
        let run = PlannedRun {
            admission: open.admission,
            capacity: open.capacity,
            ..self.run(open.course, open.place, open.language, days, RunState::Open)
        };
        self.fill(run, &people, today)
    }

    fn run(
        &self,
        course: &'static str,
        place: Option<&'static str>,
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
            admission: Admission::FirstCome,
            state,
            capacity: 0,
            issued_on: None,
            seats: Vec::new(),
        }
    }

    fn fill(&mut self, mut run: PlannedRun, people: &[(usize, State)], today: NaiveDate) -> Result<(), IllegalStep> {
        for (place, (person, state)) in people.iter().enumerate() {
            let history = history(&run, *state, place, today)?;
            run.seats.push(Seat { person: *person, history });
        }
        self.runs.push(run);
        Ok(())
    }

    /// One certificate was issued by mistake, and one has its holder's maiden name.
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

    /// Somebody applied again without an IIN, and so has two records.
    fn record_twice(&mut self, person: usize, today: NaiveDate) -> Result<(), IllegalStep> {
        let email = format!("second.record.{}@example.org", self.people.len() + 1);
        let again = NewSpecialist { iin: None, email: Some(email.into()), ..self.people[person].clone() };
        self.people.push(again);
        let twin = self.people.len() - 1;
        if let Some(run) = self.runs.last_mut() {
            let history = history(run, State::Applied, run.seats.len(), today)?;
            run.seats.push(Seat { person: twin, history });
        }
        Ok(())
    }
}

/// The steps that led an enrollment to its state, none of them later than yesterday.
fn history(run: &PlannedRun, state: State, place: usize, today: NaiveDate) -> Result<History, IllegalStep> {
    let minute = i64::try_from(place).unwrap_or(0) * 7;
    // the first to apply is the first on the list; in the end all come within twelve days
    let wait = u64::try_from(place % 25).unwrap_or(0) / 2;
    let applied = (run.starts_on - Days::new(25) + Days::new(wait)).min(today - Days::new(20) + Days::new(wait));
    let after = |days: u64| applied + Days::new(days);
    let waited = [(State::Applied, applied), (State::Waitlisted, applied)];
    let confirmed = [(State::Applied, applied), (State::Confirmed, after(1))];
    let steps: Vec<(State, NaiveDate)> = match state {
        State::Applied => vec![(state, applied)],
        State::Waitlisted => waited.into(),
        State::Confirmed => confirmed.into(),
        State::Declined => vec![(State::Applied, applied), (state, after(1))],
        State::Offered => [&waited[..], &[(state, today - Days::new(1))]].concat(),
        State::Expired => [&waited[..], &[(State::Offered, after(2)), (state, after(5))]].concat(),
        State::Withdrawn => [&confirmed[..], &[(state, after(4))]].concat(),
        State::Completed | State::NotCompleted | State::NoShow => [&confirmed[..], &[(state, run.ends_on)]].concat(),
    };
    let steps = (0..).zip(steps).map(|(nth, (to, day))| Step {
        to,
        taken_at: calendar::at(day, minute + nth),
        reason: reason(to).to_owned(),
    });
    History::lived(steps.collect())
}

/// The note beside a step, in the language of the centre's records.
const fn reason(to: State) -> &'static str {
    match to {
        State::Applied => "Өтінім берілді",
        State::Confirmed => "Орын берілді",
        State::Waitlisted => "Бос орын жоқ",
        State::Declined => "Курс талаптарына сай келмейді",
        State::Withdrawn => "Тыңдаушының өтініші бойынша",
        State::Offered => "Орын босады",
        State::Expired => "Ұсыныс мерзімінде қабылданбады",
        State::Completed => "Курсты толық аяқтады",
        State::NotCompleted => "Сағаттардың 80 пайызынан азына қатысты",
        State::NoShow => "Сабаққа келмеді",
    }
}

/// People in the order in which they enter the story.
struct Line {
    all: Vec<usize>,
    entered: usize,
}

impl Line {
    const fn new(all: Vec<usize>) -> Self {
        Self { all, entered: 0 }
    }

    fn next(&mut self, count: usize) -> Vec<usize> {
        let entering: Vec<usize> = self.all.iter().skip(self.entered).take(count).copied().collect();
        self.entered += entering.len();
        entering
    }
}

/// Everybody in the story, by what they are in it for.
struct Cast {
    people: Vec<NewSpecialist>,
    phase_1: Line,
    demo: Line,
    others: Line,
}

impl Cast {
    fn new(invent: &mut People) -> Self {
        let mut people = cohort_by_age_of_region(invent, regions::PHASE_1);
        let reached = |person: &NewSpecialist| {
            person.facts.region.is_some_and(|region| regions::DEMO.iter().any(|(code, _)| *code == region.code))
        };
        let returning: Vec<usize> =
            (20..PHASE_1_TRAINED).filter(|one| reached(&people[*one])).take(RETURNING).collect();
        let free: Vec<usize> = (60..PHASE_1_TRAINED).filter(|one| !returning.contains(one)).collect();
        let mut grow = |size| {
            let first = people.len();
            people.extend(invent.cohort(size, regions::DEMO));
            first..people.len()
        };
        let new = grow(DEMO_TRAINED - RETURNING);
        let others = grow(OTHERS);
        let mut demo: Vec<usize> = returning.into_iter().chain(new).collect();
        invent.shuffle(&mut demo);
        // a few foreign experts have no IIN
        for person in [demo[30], demo[60], 77] {
            people[person].iin = None;
        }
        Self {
            people,
            phase_1: Line::new((0..PHASE_1_TRAINED).collect()),
            demo: Line::new(demo),
            others: Line::new(others.chain(free).collect()),
        }
    }
}

/// A phase that began before some regions did: their people come last.
fn cohort_by_age_of_region(invent: &mut People, regions: &Shares<&'static str>) -> Vec<NewSpecialist> {
    let mut people = invent.cohort(PHASE_1_TRAINED, regions);
    people.sort_by_key(|person| person.facts.region.is_some_and(|region| region.since.is_some()));
    people
}
