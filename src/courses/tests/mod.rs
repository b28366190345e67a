//! Steps of this room on a real database.

mod calendar;
mod catalogue;
mod courses;
mod dates;
mod editor;
mod files;
mod runs;
mod staff;

use crate::{
    courses::{
        model::{Filter, Meeting, NewRun, Trainer},
        service::{self, Catalogue, CoursesFile},
    },
    db::{Ctx, Tx},
    ground::{Locale, Localized, ids::RunId},
    testing::registry::day,
};

/// Courses of the tests: two with texts in three languages, one in Russian alone, one that nobody teaches.
const COURSES: &str = r#"{"courses": [
    {"code": "A-1", "title": {"kk": "Психоәлеуметтік қолдау", "ru": "Психосоциальная поддержка", "en": "Support"},
     "summary": {"kk": "Балаға көмек", "ru": "Помощь ребёнку", "en": "Help for a child"},
     "outcomes": {"kk": "Байқау.\nТыңдау.", "ru": "Замечать.\nСлушать.", "en": "Notice.\nListen."},
     "academic_hours": 72, "competence_area": "psychosocial", "format": "in_person", "pass_mark": 70},
    {"code": "B-2", "title": {"kk": "Баланың құқығы", "ru": "Права ребёнка", "en": "Rights of the child"},
     "academic_hours": 24, "competence_area": "law_ethics", "format": "online"},
    {"code": "C-3", "title": {"ru": "Профилактика выгорания"},
     "academic_hours": 16, "competence_area": "staff_care", "format": "online"},
    {"code": "D-4", "title": {"kk": "Тренерлік дағды", "ru": "Навыки тренера", "en": "Trainer skills"},
     "academic_hours": 16, "competence_area": "training_skills", "format": "blended"}
]}"#;

fn file(text: &str) -> CoursesFile {
    serde_json::from_str(text).unwrap()
}

async fn bring_in(tx: &mut Tx) {
    let (_, faults) = service::bring_in(tx, file(COURSES)).await.unwrap();
    assert_eq!(faults, []);
}

/// Run of a course that is open, for 20 people, of ten days.
fn run(code: &str, starts_on: &str) -> NewRun {
    NewRun::plain(code, day(starts_on), day(starts_on) + chrono::Days::new(9), 20)
}

async fn announce(tx: &mut Tx, course: &str, run: &NewRun) -> RunId {
    let all = service::list(tx).await.unwrap();
    let (id, _) = all.iter().find(|(_, known)| known.code == course).unwrap();
    service::announce(tx, *id, run).await.unwrap()
}

fn words(kk: &str, ru: &str, en: &str) -> Localized {
    Localized { kk: kk.to_owned(), ru: ru.to_owned(), en: en.to_owned() }
}

fn trainer(name: &str, is_public: bool) -> Trainer {
    Trainer {
        name: name.to_owned(), about: words("Психолог", "Психолог", "Psychologist"), is_public, account: None
    }
}

fn meeting(number: i32, starts_at: &str, ends_at: &str, topic: Localized) -> Meeting {
    Meeting {
        number,
        starts_at: starts_at.parse().unwrap(),
        ends_at: ends_at.parse().unwrap(),
        academic_hours: 4,
        topic,
    }
}

async fn found(ctx: &Ctx, filter: &Filter) -> Catalogue {
    service::catalogue(&mut ctx.read().await.unwrap(), filter).await.unwrap()
}

/// Codes of the courses that the filter finds, in the order of the catalogue.
async fn codes(ctx: &Ctx, filter: &Filter) -> Vec<String> {
    found(ctx, filter).await.entries.into_iter().map(|entry| entry.course.code).collect()
}
