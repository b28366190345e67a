//! Runs of the story: what was taught when, to how many, and how it ended for the rest.

use chrono::NaiveDate;

use crate::{
    courses::model::Admission,
    enrollments::State,
    ground::{Locale, text::Fixed},
};

/// Place where a run is held, in three languages, and the code of its region.
#[derive(Clone, Copy, Debug)]
pub(in crate::demo) struct Place {
    pub venue: Fixed,
    pub region: &'static str,
}

/// Run that is over.
pub(super) struct Delivery {
    pub course: &'static str,
    pub place: Option<Place>,
    pub language: Locale,
    /// Number of those who completed it and were there for the first time in the phase.
    pub new: usize,
    /// People who came again, by their position among the phase's people.
    pub again: &'static [usize],
    /// Endings for those who did not complete it.
    pub others: &'static [State],
}

#[expect(clippy::unnecessary_wraps, reason = "the runs of the story are held somewhere, or online")]
const fn at(kk: &'static str, ru: &'static str, en: &'static str, region: &'static str) -> Option<Place> {
    Some(Place { venue: Fixed { kk, ru, en }, region })
}

pub(super) const ENU: Option<Place> = at(
    "Астана, Л.Н. Гумилев атындағы Еуразия ұлттық университеті",
    "Астана, Евразийский национальный университет им. Л.Н. Гумилёва",
    "Astana, L.N. Gumilyov Eurasian National University",
    "KZ-71",
);
const ALMATY: Option<Place> = at("Алматы", "Алматы", "Almaty", "KZ-75");
const SHYMKENT: Option<Place> = at("Шымкент", "Шымкент", "Shymkent", "KZ-79");
const ORAL: Option<Place> = at("Орал", "Уральск", "Oral", "KZ-27");
const KARAGANDA: Option<Place> = at("Қарағанды", "Караганда", "Karaganda", "KZ-35");
const AKTOBE: Option<Place> = at("Ақтөбе", "Актобе", "Aktobe", "KZ-15");
const TURKISTAN: Option<Place> = at("Түркістан", "Туркестан", "Turkistan", "KZ-61");
const PAVLODAR: Option<Place> = at("Павлодар", "Павлодар", "Pavlodar", "KZ-55");
pub(super) const ONLINE: Option<Place> = None;

const fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

const fn held(
    (course, place, language): (&'static str, Option<Place>, Locale),
    new: usize,
    again: &'static [usize],
    others: &'static [State],
) -> Delivery {
    Delivery { course, place, language, new, again, others }
}

/// Phase 1: 130 people, 140 certificates.
pub(super) const PHASE_1: [(Delivery, Option<NaiveDate>); 7] = [
    (held(("NRC-01", ENU, Locale::Kk), 18, &[], &[State::NotCompleted]), day(2021, 12, 17)),
    (held(("NRC-01", ENU, Locale::Ru), 22, &[], &[State::Withdrawn]), day(2022, 2, 18)),
    (held(("NRC-05", ONLINE, Locale::Ru), 16, &[0, 1, 2], &[State::NoShow]), day(2022, 3, 18)),
    (held(("NRC-02", ALMATY, Locale::Kk), 20, &[], &[State::NotCompleted]), day(2022, 4, 29)),
    (held(("NRC-03", ENU, Locale::Kk), 24, &[], &[State::Withdrawn]), day(2022, 6, 3)),
    (held(("NRC-04", ORAL, Locale::Kk), 14, &[3, 4, 20, 21, 42], &[State::NoShow]), day(2022, 9, 23)),
    (held(("NRC-07", SHYMKENT, Locale::Ru), 16, &[5, 43], &[State::NotCompleted]), day(2022, 11, 11)),
];

/// Runs of the demonstration's phase so far: 87 people, some with two or three certificates. The fourth run has one
/// person too many, whose certificate is revoked. The last course counts for nothing.
pub(super) const DEMO: [Delivery; 9] = [
    held(("NRC-01", ENU, Locale::Kk), 13, &[], &[State::NotCompleted, State::Withdrawn]),
    held(("NRC-05", ONLINE, Locale::Ru), 7, &[0, 1], &[State::NoShow]),
    held(("NRC-02", ALMATY, Locale::Ru), 15, &[], &[State::NotCompleted, State::Declined]),
    held(("NRC-04", SHYMKENT, Locale::Kk), 10, &[0, 2, 3], &[State::Completed, State::Expired]),
    held(("NRC-03", KARAGANDA, Locale::Kk), 6, &[4, 5], &[State::NoShow, State::Withdrawn]),
    held(("NRC-09", ENU, Locale::Ru), 8, &[1, 6, 7], &[State::NotCompleted]),
    held(("NRC-07", AKTOBE, Locale::Kk), 16, &[8, 9], &[State::Declined, State::NoShow]),
    held(("NRC-10", ONLINE, Locale::Kk), 12, &[2, 10], &[State::NotCompleted]),
    held(("NRC-11", ONLINE, Locale::Ru), 0, &[11, 12, 13, 14, 15, 16], &[State::Withdrawn]),
];

/// Run that is under way or lies in the future.
pub(super) struct Ahead {
    pub course: &'static str,
    pub place: Option<Place>,
    pub language: Locale,
    pub admission: Admission,
    pub capacity: i32,
    pub states: &'static [(State, usize)],
}

pub(super) const UNDER_WAY: [Ahead; 2] = [
    Ahead {
        course: "NRC-04",
        place: TURKISTAN,
        language: Locale::Kk,
        admission: Admission::FirstCome,
        capacity: 20,
        states: &[(State::Confirmed, 18), (State::Withdrawn, 1)],
    },
    Ahead {
        course: "NRC-02",
        place: PAVLODAR,
        language: Locale::Ru,
        admission: Admission::FirstCome,
        capacity: 18,
        states: &[(State::Confirmed, 15)],
    },
];

/// Runs ahead, with the days from today after which each begins, and never before the one before it is over: one full
/// with a queue, one with an open offer, one hardly known yet, and two where staff choose.
pub(super) const AHEAD: [(Ahead, u64); 5] = [
    (
        Ahead {
            course: "NRC-02",
            place: ENU,
            language: Locale::Kk,
            admission: Admission::FirstCome,
            capacity: 20,
            states: &[(State::Confirmed, 20), (State::Expired, 1), (State::Waitlisted, 4)],
        },
        8,
    ),
    (
        Ahead {
            course: "NRC-05",
            place: ONLINE,
            language: Locale::Ru,
            admission: Admission::FirstCome,
            capacity: 15,
            states: &[(State::Confirmed, 14), (State::Withdrawn, 1), (State::Offered, 1), (State::Waitlisted, 2)],
        },
        20,
    ),
    (
        Ahead {
            course: "NRC-09",
            place: SHYMKENT,
            language: Locale::Kk,
            admission: Admission::FirstCome,
            capacity: 20,
            states: &[(State::Confirmed, 3)],
        },
        33,
    ),
    (
        Ahead {
            course: "NRC-12",
            place: ALMATY,
            language: Locale::Ru,
            admission: Admission::Selection,
            capacity: 16,
            states: &[(State::Confirmed, 2), (State::Applied, 4)],
        },
        54,
    ),
    (
        Ahead {
            course: "NRC-01",
            place: ENU,
            language: Locale::Ru,
            admission: Admission::Selection,
            capacity: 25,
            states: &[(State::Confirmed, 9), (State::Declined, 2), (State::Applied, 5)],
        },
        68,
    ),
];

/// Run in the days of another, whose course is beside it: a person in that one sees what is in the way of both.
pub(super) const BESIDE: (Ahead, &str) = (
    Ahead {
        course: "NRC-10",
        place: ONLINE,
        language: Locale::Kk,
        admission: Admission::FirstCome,
        capacity: 24,
        states: &[],
    },
    "NRC-09",
);

/// Run of last week whose marks and scores are there but for a few, and which nobody has closed yet.
pub(super) const TO_CLOSE: Ahead = Ahead {
    course: "NRC-03",
    place: KARAGANDA,
    language: Locale::Kk,
    admission: Admission::FirstCome,
    capacity: 18,
    states: &[(State::Confirmed, 16), (State::Withdrawn, 1)],
};

/// Run that is closed, and whose certificates are still to be issued.
pub(super) const TO_ISSUE: Ahead = Ahead {
    course: "NRC-05",
    place: ONLINE,
    language: Locale::Ru,
    admission: Admission::FirstCome,
    capacity: 15,
    states: &[(State::Confirmed, 14)],
};

/// Run that was cancelled after the first people had their seats, with the days from today after which it would begin.
pub(super) const CANCELLED: (Ahead, u64) = (
    Ahead {
        course: "NRC-08",
        place: ORAL,
        language: Locale::Kk,
        admission: Admission::FirstCome,
        capacity: 15,
        states: &[(State::Confirmed, 3)],
    },
    40,
);

/// Run that is not announced yet, with the days from today after which it begins.
pub(super) const DRAFT: (Ahead, u64) = (
    Ahead {
        course: "NRC-06",
        place: ONLINE,
        language: Locale::Ru,
        admission: Admission::FirstCome,
        capacity: 30,
        states: &[],
    },
    90,
);
