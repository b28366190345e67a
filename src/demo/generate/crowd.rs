//! Further runs, so that people have been in several: a pure function of how many people there are.
//!
//! Nobody is in two at once. The runs that are over are shifted by the same part of the whole period from one round to
//! the next; those ahead come one after another.

use chrono::{Days, NaiveDate};

use crate::{
    courses::model::{Admission, NewRun, RunState},
    demo::{
        calendar::{Period, friday_before, start_of},
        files::{Taught, taught, trainers},
        groups::{Group, LONGEST, SIZE},
        timetable::{days_after, meetings},
    },
    enrollments::State,
    ground::Locale,
    reference::REGIONS,
};

/// Run that made no certificates, with those in it by their number.
pub(super) struct FurtherRun {
    pub course: &'static str,
    pub run: NewRun,
    pub seats: Vec<(usize, State)>,
    /// True if everybody who is signed in can still come into it.
    pub has_room: bool,
}

/// Endings for those who were free, over and over.
const ENDINGS: [State; 10] = [
    State::Completed,
    State::Completed,
    State::NotCompleted,
    State::Completed,
    State::Withdrawn,
    State::Completed,
    State::NoShow,
    State::Completed,
    State::Expired,
    State::Completed,
];

/// Runs that are over, one by one: each round takes everybody once, in groups of neighbours.
pub(super) fn over(
    groups: &[Group],
    people: usize,
    enrollments: usize,
    period: Period,
) -> impl Iterator<Item = FurtherRun> + use<> {
    let mut busy = vec![Vec::new(); people];
    for group in groups {
        for person in &group.people {
            busy[*person].push((group.starts_on, group.ends_on));
        }
    }
    let (rounds, of_one) = (enrollments.div_ceil(people), people.div_ceil(SIZE));
    let places = (rounds + 1) * of_one;
    let first_end = period.start + Days::new(LONGEST + 7);
    let span = usize::try_from((period.end - first_end).num_days()).unwrap_or(0);
    let first_number = groups.len() + 1;
    let mut left = enrollments;
    (0..rounds * of_one).zip(taught().iter().cycle()).map_while(move |(number, course)| {
        let (round, group) = (number / of_one, number % of_one);
        let members = group * SIZE..people.min(group * SIZE + SIZE.min(left));
        if members.is_empty() {
            return None;
        }
        left -= members.len();
        let place = (group * (rounds + 1) + (round + 1) * of_one) % places;
        let ends_on = friday_before(first_end + Days::new(u64::try_from(span * place / places).unwrap_or(0)));
        let days = (start_of(ends_on, course.days), ends_on);
        let seats = members.map(|person| (person, ending(person + round, days, &mut busy[person]))).collect();
        let code = code(course, days.0, first_number + number);
        let run = NewRun {
            state: RunState::Closed,
            language: Some(language(number)),
            ..NewRun::plain(code, days.0, days.1, to_i32(SIZE))
        };
        Some(FurtherRun { course: &course.code, run, seats, has_room: false })
    })
}

/// Language of a run; a run without one would be taken for an imported list.
pub(super) const fn language(number: usize) -> Locale {
    if number.is_multiple_of(2) { Locale::Kk } else { Locale::Ru }
}

/// Ending for a person; one who was elsewhere at the time did not come into the run.
fn ending(number: usize, run: (NaiveDate, NaiveDate), busy: &mut Vec<(NaiveDate, NaiveDate)>) -> State {
    let state = ENDINGS[number % ENDINGS.len()];
    if busy.iter().any(|other| run.0 <= other.1 && other.0 <= run.1) {
        return State::Declined;
    }
    if state.blocks_reapplying() {
        busy.push(run);
    }
    state
}

/// Runs in the future, two of each course: one as they are, full or not, and one with room for everybody who is signed
/// in. These are the first of the people, and are in none of the second kind.
pub(super) fn ahead(people: usize, signed_in: usize, enrollments: usize, today: NaiveDate) -> Vec<FurtherRun> {
    const AMONG_MANY: usize = 20;
    let (mut begins_after, mut left) = (today + Days::new(7), enrollments);
    let mut runs = Vec::new();
    for (number, course) in taught().iter().chain(taught()).enumerate() {
        let has_room = number >= taught().len();
        let days = days_after(begins_after, course);
        let Some((first, last)) = days.first().zip(days.last()) else { continue };
        begins_after = *last;
        let (admission, seats): (_, Vec<_>) = if has_room {
            let others = people - signed_in;
            let taken = (0..AMONG_MANY.min(others)).map(|seat| signed_in + (number * AMONG_MANY + seat) % others);
            (Admission::FirstCome, taken.map(|person| (person, State::Confirmed)).collect())
        } else {
            usual(number, people)
        };
        let seats: Vec<(usize, State)> = seats.into_iter().take(left).collect();
        left -= seats.len();
        let region = (!course.is_online()).then(|| &REGIONS[number % REGIONS.len()]);
        let run = NewRun {
            venue: region.map(|region| region.name.into()).unwrap_or_default(),
            region,
            language: Some(language(number)),
            admission,
            meetings: meetings(course, &days),
            trainers: trainers(number),
            ..NewRun::plain(
                code(course, *first, 1),
                *first,
                *last,
                to_i32(if has_room { AMONG_MANY + signed_in } else { SIZE }),
            )
        };
        runs.push(FurtherRun { course: &course.code, run, seats, has_room });
    }
    runs
}

/// People in a usual run: it has seats left, or none, or a queue, or staff choose.
fn usual(number: usize, people: usize) -> (Admission, Vec<(usize, State)>) {
    let (admission, states): (Admission, &[(State, usize)]) = match number % 4 {
        0 => (Admission::FirstCome, &[(State::Confirmed, 12)]),
        1 => (Admission::FirstCome, &[(State::Confirmed, SIZE)]),
        2 => (Admission::FirstCome, &[(State::Confirmed, SIZE), (State::Waitlisted, 6)]),
        _ => (Admission::Selection, &[(State::Confirmed, 10), (State::Applied, 8)]),
    };
    let states = states.iter().flat_map(|(state, count)| std::iter::repeat_n(*state, *count));
    (admission, states.take(people).enumerate().map(|(seat, state)| ((number * SIZE + seat) % people, state)).collect())
}

/// Code of a run by the pattern of the centre's lists: course, month, number of the run.
fn code(course: &Taught, starts_on: NaiveDate, number: usize) -> String {
    format!("{}-{}-{number}", course.code, starts_on.format("%y%m"))
}

fn to_i32(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::demo::groups::groups;

    #[test]
    fn there_are_as_many_as_were_asked_for_and_nobody_is_in_two_at_once() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (today, period) = (day("2026-10-12"), Period { start: day("2021-11-01"), end: day("2026-10-11") });
        for (people, enrollments, signed_in) in [(1, 3, 1), (50, 0, 25), (130, 1_300, 65), (2_000, 20_000, 1_000)] {
            let groups = groups(people, true, period);
            let ahead = ahead(people, signed_in, enrollments, today);
            let seats = |runs: &[FurtherRun]| runs.iter().map(|run| run.seats.len()).sum::<usize>();
            let over: Vec<_> = over(&groups, people, enrollments - seats(&ahead), period).collect();
            assert_eq!(seats(&over) + seats(&ahead), enrollments);
            let mut codes: HashSet<&str> = groups.iter().map(|group| group.code.as_str()).collect();
            let mut live: HashMap<usize, Vec<(NaiveDate, NaiveDate)>> = HashMap::new();
            for group in &groups {
                for person in &group.people {
                    live.entry(*person).or_default().push((group.starts_on, group.ends_on));
                }
            }
            for FurtherRun { run, seats, has_room, .. } in over.iter().chain(&ahead) {
                assert!(codes.insert(&run.code), "{}", run.code);
                assert!(run.ends_on < today || today < run.starts_on, "{run:?}");
                let taken = seats.iter().filter(|(_, state)| state.holds_seat()).count();
                assert!(to_i32(taken) + if *has_room { to_i32(signed_in) } else { 0 } <= run.capacity);
                assert!(!has_room || seats.iter().all(|(person, _)| *person >= signed_in));
                for (person, _) in seats.iter().filter(|(_, state)| state.blocks_reapplying()) {
                    let others = live.entry(*person).or_default();
                    assert!(
                        others.iter().all(|other| run.ends_on < other.0 || other.1 < run.starts_on),
                        "{}",
                        run.code
                    );
                    others.push((run.starts_on, run.ends_on));
                }
            }
            assert!(ahead.windows(2).all(|pair| pair[0].run.ends_on < pair[1].run.starts_on));
        }
    }
}
