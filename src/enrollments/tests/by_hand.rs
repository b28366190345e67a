//! Enrolling by hand: whom staff find, what they enter from paper, and what becomes of two at once.

use std::collections::HashMap;

use tokio::task::JoinSet;

use super::*;
use crate::{
    enrollments::service::Enrolled,
    ground::{FormErrors, Problem},
    specialists::{Sex, model::invented_iin, service as specialists},
    testing::browser::Browser,
};

const PAGE: &str = "/en/staff/runs/RUN-1/applications/new";

fn staff(ctx: &Ctx) -> Ctx {
    ctx.as_caller(testing::account(&[Role::Staff]))
}

fn iin(serial: u32) -> String {
    invented_iin(day("1987-06-05"), Sex::Female, serial).reveal().to_owned()
}

/// Form of a new person as it is sent, with these changes.
fn paper(changes: &[(&str, &str)]) -> HashMap<String, String> {
    let usual = [
        ("surname", "Жұмабек-Мысал"),
        ("given_name", "Дана"),
        ("birth_date", "05.06.1987"),
        ("sex", "female"),
        ("region", "KZ-71"),
        ("profession", "psychologist"),
        ("phone", "8 701 000 00 00"),
        ("locale", "kk"),
        ("email", "dana@example.org"),
        ("consent_processing", "1"),
        ("consent_on", "01.10.2026"),
    ];
    usual.iter().chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Makes a run of so many seats, and nobody.
async fn run(ctx: &Ctx, capacity: i32) -> RunId {
    World::begin(ctx).await.run("RUN-1", capacity).await
}

async fn enroll(ctx: &Ctx, run: RunId, form: &HashMap<String, String>) -> Result<Enrolled, AppError> {
    let mut tx = staff(ctx).begin().await?;
    let field = |name: &str| form.get(name).cloned().unwrap_or_default();
    let enrolled = service::enroll_by_hand(&mut tx, run, field, Locale::Ru).await?;
    audit::commit_changes(tx).await?;
    Ok(enrolled)
}

fn of_person(who: Trainee) -> HashMap<String, String> {
    HashMap::from([("specialist".to_owned(), who.specialist.to_string())])
}

fn sent(form: &HashMap<String, String>) -> String {
    let pairs = form.iter().map(|(name, value)| format!("{name}={}", crate::ground::address::escaped(value)));
    pairs.chain(["action=enroll".to_owned()]).collect::<Vec<_>>().join("&")
}

async fn staff_browser(ctx: &Ctx) -> Browser {
    let account = registry::account(ctx, "staff@example.org", &[Role::Staff], None).await;
    Browser::of(ctx, Some(account)).await
}

on_both_databases!(a_new_person_is_entered_from_paper_and_gets_a_seat_and_a_letter, |ctx| {
    let run = run(&ctx, 2).await;
    let browser = staff_browser(&ctx).await;
    browser.opens("/en/staff/runs/RUN-1/applications").await.says(&["Enroll by hand"]);
    browser.posts(PAGE, "action=search&q=Nobody").await.says(&["Nobody was found", "Enter a new person"]);
    let page = browser.posts(PAGE, &format!("action=new&q={}", iin(1))).await;
    page.says(&[&format!("value=\"{}\"", iin(1)), "Consent on paper", "2 places are free"]);
    let number = iin(1);
    let form = paper(&[("iin", &number), ("reason", "Brought the paper herself")]);
    let page = browser.posts_and_follows(PAGE, &sent(&form)).await;
    page.says(&["The person is enrolled", "Жұмабек-Мысал Дана", "Brought the paper herself"]);
    assert_eq!(taken(&ctx).await, (1, 1));
    let mails = world::letters(&ctx).await;
    let mail = mails.iter().find(|letter| letter.kind.as_str() == "place_confirmed").expect("a letter went");
    assert_eq!(mail.locale, Locale::Kk);
    let lines = "select count(*) from audit_entries where action in ('specialist.registered', 'specialist.agreed',
        'enrollment.by_hand') and actor like 'account%'";
    assert_eq!(numbers(&ctx, lines).await, [3]);
    let mut tx = staff(&ctx).read().await.unwrap();
    let found = specialists::search(&mut tx, &iin(1)).await.unwrap().people.remove(0);
    let given = specialists::consents_for_staff(&mut tx, found.id).await.unwrap().remove(0);
    assert_eq!((given.is_on_paper, crate::ground::clock::day_of(given.given_at)), (true, day("2026-10-01")));
    assert_eq!(found.email.unwrap().reveal(), "dana@example.org");
    drop(tx);
    // the same form once more finds the person, and offers the record that is there
    let again = browser.posts(PAGE, &sent(&form)).await;
    assert_eq!(again.status, 422);
    again.says(&["The person with this IIN is in the registry already", "Choose: Жұмабек-Мысал Дана"]);
    let pick = browser.posts(PAGE, &format!("action=pick&specialist={}", found.id)).await;
    pick.says(&["This person is in the run already"]);
    let chosen = HashMap::from([("specialist".to_owned(), found.id.to_string())]);
    assert_eq!(enroll(&ctx, run, &chosen).await, Err(AppError::Conflict(Clash::EnrolledAlready)));
});

on_both_databases!(all_mistakes_of_a_form_are_told_together_and_what_was_typed_stays, |ctx| {
    let run = run(&ctx, 2).await;
    let wrong = [("surname", ""), ("email", "dana"), ("consent_processing", ""), ("consent_on", "01.01.2030")];
    let Err(AppError::Invalid(errors)) = enroll(&ctx, run, &paper(&wrong)).await else { panic!("it is refused") };
    let mut found: Vec<_> = errors.iter().map(|(field, problem)| (field.to_owned(), problem)).collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let expected = [
        ("consent_on", Problem::DayInFuture),
        ("consent_processing", Problem::ConsentNeeded),
        ("email", Problem::EmailMalformed),
        ("surname", Problem::Required),
    ];
    assert_eq!(found, expected.map(|(field, problem)| (field.to_owned(), problem)));
    let page = staff_browser(&ctx).await.posts(PAGE, &sent(&paper(&wrong))).await;
    assert_eq!(page.status, 422);
    page.says(&["value=\"Дана\"", "value=\"dana\""]);
    assert_eq!(numbers(&ctx, "select count(*) from specialists").await, [0]);
});

on_both_databases!(a_record_that_looks_the_same_is_pointed_out_before, |ctx| {
    let run = run(&ctx, 5).await;
    enroll(&ctx, run, &paper(&[])).await.unwrap();
    let twin = paper(&[("email", ""), ("surname", "Жумабек-Мысал")]);
    let refused = FormErrors::of("different", Problem::TickNeeded).into();
    assert_eq!(enroll(&ctx, run, &twin).await, Err(refused));
    let page = staff_browser(&ctx).await.posts(PAGE, &sent(&twin)).await;
    page.says(&["a record that looks the same", "Choose: Жұмабек-Мысал Дана", "This is another person"]);
    enroll(&ctx, run, &paper(&[("email", ""), ("different", "1")])).await.unwrap();
    assert_eq!(numbers(&ctx, "select count(*) from specialists").await, [2]);
    // who has no address gets no letter
    assert_eq!(letters(&ctx, "place_confirmed").await, 1);
});

on_both_databases!(a_known_person_is_found_by_any_name_and_their_consent_is_not_asked_twice, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    let mut tx = ctx.begin().await.unwrap();
    let married = crate::specialists::PersonName { surname: "Омарова".to_owned(), ..registry::person(1).name };
    specialists::rename(&mut tx, people[0].specialist, &married, day("2026-05-01")).await.unwrap();
    audit::commit(tx).await.unwrap();
    let browser = staff_browser(&ctx).await;
    for typed in ["сейиткали-1", "Омарова Айгерим", registry::person(1).iin.unwrap().reveal()] {
        let typed = crate::ground::address::escaped(typed);
        browser.posts(PAGE, &format!("action=search&q={typed}")).await.says(&["1 person found", "Омарова Айгерім"]);
    }
    let page = browser.posts(PAGE, &format!("action=pick&specialist={}", people[0].specialist)).await;
    assert!(!page.body.contains("Consent on paper"), "they have agreed already");
    assert_eq!(enroll(&ctx, run, &of_person(people[0])).await.unwrap().state, State::Confirmed);
    // the run is full: the next one waits in line
    assert_eq!(enroll(&ctx, run, &of_person(people[1])).await.unwrap().state, State::Waitlisted);
    assert_eq!((letters(&ctx, "place_confirmed").await, letters(&ctx, "waiting_list").await), (1, 1));
    assert_places_are_right(&ctx).await;
    let begun = on(&ctx, day("2026-11-05"));
    let refused = enroll(&begun, run, &paper(&[])).await;
    assert_eq!(refused, Err(AppError::Conflict(Clash::RunIsFull)));
});

on_both_databases!(runs_that_overlap_need_a_reason, |ctx| {
    let (run, people) = run_with(&ctx, 5, 1).await;
    let other = announce(&ctx, &ten_days("RUN-2", 5)).await;
    people[0].applies_to(&ctx, other).await.unwrap();
    let mut form = of_person(people[0]);
    assert_eq!(enroll(&ctx, run, &form).await, Err(FormErrors::of("reason", Problem::Required).into()));
    let page = staff_browser(&ctx).await.posts(PAGE, &sent(&form)).await;
    assert_eq!(page.status, 422);
    page.says(&["RUN-2", "They can still be enrolled if you give a reason"]);
    form.insert("reason".to_owned(), "The second run is online in the evening".to_owned());
    assert_eq!(enroll(&ctx, run, &form).await.unwrap().state, State::Confirmed);
});

on_both_databases!(two_who_enter_the_same_person_at_once_make_one_record_and_one_enrollment, |ctx| {
    let run = run(&ctx, 5).await;
    let number = iin(7);
    let mut attempts = JoinSet::new();
    for form in [paper(&[("iin", &number)]), paper(&[("iin", &number)]), paper(&[]), paper(&[])] {
        let ctx = ctx.clone();
        attempts.spawn(async move { enroll(&ctx, run, &form).await });
    }
    let outcomes = attempts.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).all(|error| error.status() == 422));
    assert_eq!(numbers(&ctx, "select count(*) from specialists").await, [1]);
    assert_eq!(taken(&ctx).await, (1, 1));
});

on_both_databases!(of_two_for_the_last_seat_one_has_it_and_the_other_waits, |ctx| {
    let (run, people) = run_with(&ctx, 1, 4).await;
    let mut attempts = JoinSet::new();
    for who in people {
        let ctx = ctx.clone();
        attempts.spawn(async move { enroll(&ctx, run, &of_person(who)).await.unwrap().state });
    }
    let states = attempts.join_all().await;
    assert_eq!(states.iter().filter(|state| **state == State::Confirmed).count(), 1);
    assert_eq!(states.iter().filter(|state| **state == State::Waitlisted).count(), 3);
    assert_places_are_right(&ctx).await;
});

on_both_databases!(staff_alone_enroll_others, |ctx| {
    let (run, people) = run_with(&ctx, 1, 1).await;
    for (caller, refusal) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).begin().await.unwrap();
        let form = of_person(people[0]);
        let field = |name: &str| form.get(name).cloned().unwrap_or_default();
        assert_eq!(service::enroll_by_hand(&mut tx, run, field, Locale::Ru).await, Err(refusal));
    }
    let cancelled =
        announce(&ctx, &NewRun { state: crate::courses::model::RunState::Closed, ..ten_days("R-2", 1) }).await;
    let closed = AppError::Conflict(Clash::RunIsClosed);
    assert_eq!(enroll(&ctx, cancelled, &of_person(people[0])).await, Err(closed));
});
