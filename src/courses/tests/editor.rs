//! Editing of a run by staff.

use super::*;
use crate::{
    audit,
    courses::model::{Admission, RunState, draft::RunDraft},
    db::on_driver,
    ground::{
        AppError, FormErrors, Problem,
        caller::{Caller, Role},
        error::Clash,
    },
    places::Places,
    testing::{self, on_both_databases, registry},
    ui::FormFields,
};

const FORM: &str = "code=A-1-2702&language=kk&region=KZ-79&venue_kk=%D0%90&starts_on=01.02.2027&ends_on=2027-02-12&\
    admission=first_come&capacity=20&offer_hours=&meeting_number=&meeting_on=02.02.2027&meeting_from=14%3A00&\
    meeting_to=17%3A10&meeting_hours=&meeting_topic_kk=%D0%90&meeting_topic_ru=&meeting_topic_en=&meeting_number=&\
    meeting_on=04.02.2027&meeting_from=9.00&meeting_to=12.00&meeting_hours=3&meeting_topic_kk=&meeting_topic_ru=&\
    meeting_topic_en=&trainer_name=Dana&trainer_about_kk=&trainer_about_ru=&trainer_about_en=&\
    trainer_email=trainer%40example.org&trainer_public=1";

async fn checked(ctx: &Ctx, form: &str) -> Result<NewRun, AppError> {
    let mut tx = ctx.read().await.unwrap();
    let (_, course) = service::course_to_edit(&mut tx, "A-1").await.unwrap().unwrap();
    let draft = RunDraft::read(&FormFields::parse(form)).without_blanks();
    service::check_run(&mut tx, &course, &draft, RunState::Draft).await
}

fn problems(result: Result<NewRun, AppError>) -> Vec<(String, &'static str)> {
    let Err(AppError::Invalid(errors)) = result else { panic!("{result:?}") };
    errors.iter().map(|(field, problem)| (field.to_owned(), problem.code())).collect()
}

on_both_databases!(what_is_typed_about_a_run_is_read_and_every_mistake_is_said_beside_its_field, |ctx| {
    let trainer = registry::account(&ctx, "trainer@example.org", &[Role::Trainer], None).await;
    registry::account(&ctx, "officer@example.org", &[Role::Officer], None).await;
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    audit::commit(tx).await.unwrap();
    let run = checked(&ctx, FORM).await.unwrap();
    assert_eq!((run.starts_on, run.ends_on, run.offer_hours), (day("2027-02-01"), day("2027-02-12"), 72));
    assert_eq!((run.state, run.admission, run.language), (RunState::Draft, Admission::FirstCome, Some(Locale::Kk)));
    let hours: Vec<_> = run.meetings.iter().map(|meeting| meeting.academic_hours).collect();
    assert_eq!(hours, [4, 3], "190 minutes are four hours of 45");
    assert_eq!(run.meetings[0].starts_at.to_rfc3339(), "2027-02-02T09:00:00+00:00");
    assert_eq!((run.trainers[0].account, run.trainers[0].is_public), (Some(trainer), true));
    for (from, to, expected) in [
        ("capacity=20", "capacity=many", ("capacity", "out_of_bounds")),
        ("starts_on=01.02.2027", "starts_on=", ("starts_on", "required")),
        ("ends_on=2027-02-12", "ends_on=2027-01-12", ("ends_on", "ends_before_start")),
        ("region=KZ-79", "region=KZ-99", ("region", "unknown")),
        ("meeting_from=14%3A00", "meeting_from=afternoon", ("meeting_from.1", "time_malformed")),
        ("meeting_to=12.00", "meeting_to=8.00", ("meeting_to.2", "ends_before_start")),
        ("meeting_on=04.02.2027", "meeting_on=14.02.2027", ("meeting_on.2", "outside_run")),
        ("meeting_hours=3", "meeting_hours=30", ("meeting_hours.2", "out_of_bounds")),
        ("trainer%40", "officer%40", ("trainer_email.1", "not_a_trainer")),
        ("admission=first_come", "admission=", ("admission", "required")),
    ] {
        let found = problems(checked(&ctx, &FORM.replace(from, to)).await);
        assert!(found.contains(&(expected.0.to_owned(), expected.1)), "{to}: {found:?}");
    }
});

/// Run as it is described, with its version.
async fn described(ctx: &Ctx, id: RunId) -> (NewRun, i32) {
    let mut tx = ctx.read().await.unwrap();
    let details = service::run_by_id(&mut tx, id).await.unwrap().unwrap();
    let edited = service::run_to_edit(&mut tx, &details.run.code).await.unwrap();
    let trainers = edited.trainers.into_iter().map(|(trainer, _)| trainer).collect();
    (NewRun::of(&details, trainers), details.revision)
}

async fn edit(ctx: &Ctx, id: RunId, seen: i32, new: NewRun) -> Result<Option<service::RunChange>, AppError> {
    let mut tx = ctx.begin().await.unwrap();
    let change = service::edit_run(&mut tx, id, seen, new).await?;
    audit::commit_changes(tx).await.unwrap();
    Ok(change)
}

/// Makes a draft with two meetings.
async fn draft(ctx: &Ctx) -> RunId {
    let meetings = vec![
        meeting(0, "2026-11-05T04:00:00Z", "2026-11-05T07:00:00Z", words("Б", "Б", "B")),
        meeting(0, "2026-11-03T04:00:00Z", "2026-11-03T07:00:00Z", words("А", "А", "A")),
    ];
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    let new = NewRun { state: RunState::Draft, meetings, ..run("A-1-2611", "2026-11-02") };
    let id = announce(&mut tx, "A-1", &new).await;
    audit::commit(tx).await.unwrap();
    id
}

on_both_databases!(a_draft_is_for_staff_alone_until_it_is_published, |ctx| {
    let id = draft(&ctx).await;
    let visitor = ctx.as_caller(Caller::Visitor);
    let public = async || service::run(&mut visitor.read().await.unwrap(), "A-1-2611").await.unwrap().is_some();
    assert!(!public().await);
    assert!(found(&visitor, &Filter::default()).await.entries.iter().all(|entry| entry.next.is_none()));
    let (new, seen) = described(&ctx, id).await;
    let numbers: Vec<_> = new.meetings.iter().map(|meeting| (meeting.number, meeting.topic.en.as_str())).collect();
    assert_eq!(numbers, [(1, "A"), (2, "B")], "in the order of time");
    let new = NewRun { state: RunState::Open, code: "A-1-2611-16".to_owned(), ..new };
    let change = edit(&ctx, id, seen, new.clone()).await.unwrap().unwrap();
    assert_eq!((change.after.run.code.as_str(), change.after.revision), ("A-1-2611-16", seen + 1));
    assert!(service::run(&mut visitor.read().await.unwrap(), "A-1-2611-16").await.unwrap().is_some());
    // sent twice, nothing is new; an announced run has its code for good
    assert_eq!(edit(&ctx, id, seen, new.clone()).await, Ok(None));
    let renamed = NewRun { code: "X-1".to_owned(), capacity: 21, ..new };
    assert_eq!(edit(&ctx, id, seen + 1, renamed).await.unwrap().unwrap().after.run.code, "A-1-2611-16");
    let lines = "select count(*) from audit_entries where action in ('run.announced', 'run.published', 'run.edited')";
    let mut tx = ctx.read().await.unwrap();
    let count: i64 = on_driver!(tx, |c| sqlx::query_scalar(lines).fetch_one(c).await).unwrap();
    assert_eq!(count, 3);
});

on_both_databases!(of_two_editors_the_second_overwrites_nothing, |ctx| {
    let id = draft(&ctx).await;
    let (new, seen) = described(&ctx, id).await;
    edit(&ctx, id, seen, NewRun { capacity: 25, ..new.clone() }).await.unwrap();
    let late = edit(&ctx, id, seen, NewRun { venue: words("Астана", "", ""), ..new.clone() }).await;
    assert_eq!(late, Err(AppError::Conflict(Clash::RunChanged)));
    assert_eq!(described(&ctx, id).await.0.capacity, 25);
    for (caller, refusal) in testing::outsiders() {
        let ctx = ctx.as_caller(caller);
        assert_eq!(edit(&ctx, id, seen + 1, new.clone()).await, Err(refusal));
    }
});

on_both_databases!(a_code_of_another_run_and_fewer_seats_than_are_taken_are_refused, |ctx| {
    let id = draft(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    announce(&mut tx, "B-2", &run("B-2-2611", "2026-11-02")).await;
    let sql = "update places set seats_taken = 10 where run_id = $1";
    on_driver!(tx, |c| sqlx::query(sql).bind(id).execute(c).await.map(drop)).unwrap();
    audit::commit(tx).await.unwrap();
    let (new, seen) = described(&ctx, id).await;
    let taken = edit(&ctx, id, seen, NewRun { code: "b–2–2611".to_owned(), ..new.clone() }).await;
    assert_eq!(taken, Err(FormErrors::of("code", Problem::CodeTaken).into()));
    let few = edit(&ctx, id, seen, NewRun { capacity: 9, ..new.clone() }).await;
    assert_eq!(few, Err(FormErrors::of("capacity", Problem::SeatsTaken(10)).into()));
    let enough = edit(&ctx, id, seen, NewRun { capacity: 10, ..new }).await.unwrap().unwrap();
    assert_eq!(enough.after.run.places, Places { capacity: 10, taken: 10, offered: 0, waiting: 0 });
});

on_both_databases!(a_moved_meeting_keeps_its_number_and_a_marked_one_its_time, |ctx| {
    let id = draft(&ctx).await;
    let (new, seen) = described(&ctx, id).await;
    let mut meetings = new.meetings.clone();
    // the first comes last, and one more in between
    meetings[0].starts_at += chrono::TimeDelta::days(3);
    meetings[0].ends_at += chrono::TimeDelta::days(3);
    meetings.push(meeting(0, "2026-11-04T04:00:00Z", "2026-11-04T07:00:00Z", words("", "", "")));
    let change = edit(&ctx, id, seen, NewRun { meetings, ..new.clone() }).await.unwrap().unwrap();
    let numbers: Vec<_> = change.after.meetings.iter().map(|meeting| meeting.number).collect();
    assert_eq!(numbers, [3, 2, 1]);
    assert_eq!((change.moved().len(), change.added().len(), change.removed().len()), (1, 1, 0));
    // somebody has marked the meeting of the fifth
    let mut tx = ctx.begin().await.unwrap();
    let person = registry::register(&mut tx, 1).await.id;
    let history = registry::completed(day("2026-10-01"));
    let enrollment = crate::enrollments::service::record(&mut tx, id, person, &history).await.unwrap();
    let sql = "insert into attendance (enrollment_id, meeting_id, mark, marked_at, marked_by)
        select $1, id, 'present', $3, 'test' from meetings where run_id = $2 and number = 2";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(sql).bind(enrollment).bind(id).bind(at).execute(c).await.map(drop)).unwrap();
    audit::commit(tx).await.unwrap();
    let (new, seen) = described(&ctx, id).await;
    let without = new.meetings.iter().filter(|meeting| meeting.number != 2).cloned().collect();
    let mut moved = new.meetings.clone();
    moved[1].ends_at += chrono::TimeDelta::minutes(5);
    for meetings in [without, moved] {
        let refused = edit(&ctx, id, seen, NewRun { meetings, ..new.clone() }).await;
        assert_eq!(refused, Err(AppError::Conflict(Clash::MeetingHasMarks)));
    }
    let mut others = new.meetings.clone();
    others[1].topic = words("Жаңа", "Новая", "New");
    others.remove(0);
    let change = edit(&ctx, id, seen, NewRun { meetings: others, ..new }).await.unwrap().unwrap();
    assert_eq!((change.removed().len(), change.after.meetings[0].topic.en.as_str()), (1, "New"));
});
