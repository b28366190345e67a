//! Marks on a real database: who sets them, which one holds, and what the pages show.

use chrono::TimeDelta;

use super::{
    model::Mark,
    service::{self, Answer, Sheet, TypedMark},
};
use crate::{
    audit,
    courses::{model::NewRun, service as courses},
    db::{Ctx, on_driver},
    ground::{
        AppError, FormErrors, Problem,
        caller::{Caller, Role},
        clock::Clock,
        error::Clash,
        ids::{AccountId, EnrollmentId, RunId},
    },
    testing::{
        self,
        browser::Browser,
        on_both_databases, registry,
        world::{Trainee, World, announce, ten_days, with_meetings},
    },
};

/// Run of three meetings on its fourth day, with these people in it.
struct Course {
    ctx: Ctx,
    run: RunId,
    people: Vec<Trainee>,
    enrollments: Vec<EnrollmentId>,
}

async fn course(ctx: &Ctx, people: u32) -> Course {
    let mut world = World::begin(ctx).await;
    let trainees: Vec<Trainee> = world.trainees(people).await;
    let run = announce(ctx, &with_meetings(ten_days("RUN-1", 20), 3)).await;
    let mut enrollments = Vec::new();
    for who in &trainees {
        who.applies_to(ctx, run).await.unwrap();
        enrollments.push(who.enrollment_in(ctx, run).await.unwrap().id);
    }
    // 4 November 2026, noon in Astana: the second of the three meetings is today
    let ctx = Ctx { clock: Clock::Fixed("2026-11-04T07:00:00Z".parse().unwrap()), ..ctx.clone() };
    Course { ctx, run, people: trainees, enrollments }
}

impl Course {
    async fn marks(&self, caller: &Caller, cells: &[(usize, usize, &str)]) -> Result<usize, AppError> {
        let marks = cells.iter().map(|(who, meeting, typed)| TypedMark {
            enrollment: self.enrollments[*who],
            meeting: *meeting,
            typed,
            shown: None,
        });
        self.saves(caller, &Sheet { marks: marks.collect(), all_present: None }).await
    }

    async fn saves(&self, caller: &Caller, sheet: &Sheet<'_>) -> Result<usize, AppError> {
        let mut tx = self.ctx.as_caller(caller.clone()).begin().await?;
        let saved = service::mark(&mut tx, "RUN-1", sheet).await?;
        audit::commit_changes(tx).await?;
        Ok(saved)
    }

    async fn row(&self, who: usize) -> Vec<Option<Mark>> {
        let grid = service::grid(&mut self.ctx.read().await.unwrap(), "RUN-1").await.unwrap();
        grid.people.iter().find(|one| one.enrollment == self.enrollments[who]).unwrap().marks.clone()
    }

    async fn trainer(&self, email: &str, teaches: bool) -> (Caller, AccountId) {
        let account = registry::account(&self.ctx, email, &[Role::Trainer], None).await;
        if teaches {
            registry::teach(&self.ctx, self.run, account).await;
        }
        (testing::caller_of(account, None, &[Role::Trainer]), account)
    }
}

fn staff() -> Caller {
    testing::account(&[Role::Staff])
}

on_both_databases!(the_later_mark_holds_and_the_log_has_both, |ctx| {
    let course = course(&ctx, 2).await;
    let (trainer, _) = course.trainer("trainer@example.org", true).await;
    assert_eq!(course.marks(&trainer, &[(0, 1, "absent"), (1, 1, "present")]).await, Ok(2));
    assert_eq!(course.marks(&staff(), &[(0, 1, "3"), (1, 1, "present")]).await, Ok(1), "one of them is as it was");
    assert_eq!(course.row(0).await, [Some(Mark::Part(3)), None, None]);
    assert_eq!(course.marks(&staff(), &[(0, 1, "")]).await, Ok(1));
    assert_eq!(course.row(0).await, [None, None, None]);
    let mut tx = course.ctx.read().await.unwrap();
    let sql = "select count(*) from audit_entries where action = 'attendance.marked'";
    let lines: i64 = on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap();
    assert_eq!(lines, 4);
});

on_both_databases!(only_staff_and_the_trainers_of_the_run_see_and_mark_it, |ctx| {
    let course = course(&ctx, 1).await;
    let (other, _) = course.trainer("other@example.org", false).await;
    let mut callers = testing::outsiders();
    callers.push((other, AppError::NotFound));
    for (caller, refusal) in callers {
        assert_eq!(course.marks(&caller, &[(0, 1, "present")]).await, Err(refusal.clone()), "{caller:?}");
        let mut tx = course.ctx.as_caller(caller).read().await.unwrap();
        assert_eq!(service::grid(&mut tx, "RUN-1").await.map(drop), Err(refusal));
    }
    assert_eq!(course.row(0).await, [None, None, None]);
});

on_both_databases!(a_trainer_marks_what_has_come_and_staff_mark_any_day, |ctx| {
    let mut course = course(&ctx, 1).await;
    let (trainer, _) = course.trainer("trainer@example.org", true).await;
    let outside = Err(AppError::Conflict(Clash::OutsideRunDays));
    assert_eq!(course.marks(&trainer, &[(0, 2, "present")]).await, Ok(1), "it begins later today");
    assert_eq!(course.marks(&trainer, &[(0, 3, "present")]).await, outside);
    assert_eq!(course.marks(&staff(), &[(0, 3, "excused")]).await, Ok(1));
    course.ctx.clock = Clock::Fixed("2026-11-13T07:00:00Z".parse().unwrap());
    assert_eq!(course.marks(&trainer, &[(0, 1, "present")]).await, outside);
    assert_eq!(course.marks(&staff(), &[(0, 1, "present")]).await, Ok(1));
});

on_both_databases!(a_run_that_is_over_is_not_marked, |ctx| {
    let course = course(&ctx, 1).await;
    for (state, clash) in [("closed", Clash::RunIsClosed), ("cancelled", Clash::RunIsCancelled)] {
        let mut tx = course.ctx.begin().await.unwrap();
        on_driver!(tx, |c| sqlx::query("update runs set state = $1").bind(state).execute(c).await.map(drop)).unwrap();
        audit::commit_upkeep(tx).await.unwrap();
        assert_eq!(course.marks(&staff(), &[(0, 1, "present")]).await, Err(AppError::Conflict(clash)));
    }
});

on_both_databases!(a_cell_that_was_left_alone_does_not_undo_what_another_marked, |ctx| {
    let course = course(&ctx, 2).await;
    // both opened the empty grid; the first marks one person, the second the other
    let sheet = |first: &'static str, second: &'static str| Sheet {
        marks: vec![
            TypedMark { enrollment: course.enrollments[0], meeting: 1, typed: first, shown: Some("") },
            TypedMark { enrollment: course.enrollments[1], meeting: 1, typed: second, shown: Some("") },
        ],
        all_present: None,
    };
    assert_eq!(course.saves(&staff(), &sheet("present", "")).await, Ok(1));
    assert_eq!(course.saves(&staff(), &sheet("", "absent")).await, Ok(1));
    assert_eq!((course.row(0).await[0], course.row(1).await[0]), (Some(Mark::Present), Some(Mark::Absent)));
    // everybody who has no mark yet is present
    let everybody = Sheet { marks: Vec::new(), all_present: Some(2) };
    assert_eq!(course.marks(&staff(), &[(0, 2, "absent")]).await, Ok(1));
    assert_eq!(course.saves(&staff(), &everybody).await, Ok(1));
    assert_eq!((course.row(0).await[1], course.row(1).await[1]), (Some(Mark::Absent), Some(Mark::Present)));
});

on_both_databases!(hours_that_a_meeting_does_not_have_are_refused_with_all_the_rest, |ctx| {
    let course = course(&ctx, 1).await;
    let refused = course.marks(&staff(), &[(0, 1, "present"), (0, 2, "5")]).await;
    let field = format!("mark.{}.2", course.enrollments[0]);
    let problem = Problem::OutOfBounds { least: 0, most: 4 };
    assert_eq!(refused, Err(FormErrors::of(field, problem).into()));
    assert_eq!(course.row(0).await, [None, None, None]);
});

on_both_databases!(the_page_shows_the_grid_and_says_how_many_marks_were_saved, |ctx| {
    let course = course(&ctx, 2).await;
    let account = registry::account(&course.ctx, "staff@example.org", &[Role::Staff], None).await;
    let (_, trainer) = course.trainer("trainer@example.org", true).await;
    let staff = Browser::of(&course.ctx, Some(account)).await;
    let (address, one) = ("/en/staff/runs/RUN-1/attendance", course.enrollments[0]);
    staff.opens(address).await.says(&["2 people", "Meeting 2", "today", &format!("mark.{one}.1")]);
    let form = format!("mark.{one}.1=2&mark.{one}.2=present&mark.{one}.3=&were.{one}=1:,2:,3:");
    staff.posts_and_follows(address, &form).await.says(&["2 marks saved", "75%", "below 80%", "1 mark is missing"]);
    staff.posts_and_follows(address, &form.replace("were", "is")).await.says(&["Nothing has changed"]);
    let answer = staff.posts(address, &format!("mark.{one}.1=9")).await;
    assert_eq!(answer.status, 422);
    answer.says(&["Meeting 1", "value=\"9\""]);
    // the trainer has names alone, and cannot mark what lies ahead
    let trainer = Browser::of(&course.ctx, Some(trainer)).await;
    let page = trainer.opens(address).await;
    page.says(&["Сейітқали-1 Айгерім", &format!("mark.{one}.2"), "not held yet"]);
    assert!(!page.body.contains("person-1@") && !page.body.contains(&format!("mark.{one}.3")), "{}", page.body);
    assert_eq!(trainer.posts(address, &format!("mark.{one}.3=present")).await.status, 409);
    assert_eq!(trainer.opens("/en/staff/runs/RUN-1/attendance/sheet.pdf").await.status, 200);
});

on_both_databases!(a_mark_goes_to_the_meeting_that_the_page_showed_wherever_it_was_moved, |ctx| {
    let course = course(&ctx, 1).await;
    let one = course.enrollments[0];
    let mut tx = course.ctx.as_caller(staff()).begin().await.unwrap();
    let details = courses::run_by_id(&mut tx, course.run).await.unwrap().unwrap();
    let mut moved = NewRun::of(&details, Vec::new());
    let (starts_at, ends_at) = (details.meetings[2].ends_at, details.meetings[2].ends_at + TimeDelta::hours(3));
    (moved.meetings[0].starts_at, moved.meetings[0].ends_at) = (starts_at, ends_at);
    courses::edit_run(&mut tx, course.run, 0, moved).await.unwrap();
    audit::commit(tx).await.unwrap();
    let account = registry::account(&course.ctx, "staff@example.org", &[Role::Staff], None).await;
    let browser = Browser::of(&course.ctx, Some(account)).await;
    let address = "/en/staff/runs/RUN-1/attendance";
    // the page was opened before the first meeting became the last
    let form = format!("mark.{one}.1=present&mark.{one}.2=&mark.{one}.3=&were.{one}=1:,2:,3:");
    browser.posts_and_follows(address, &form).await.says(&["1 mark saved", "value=\"2:,3:,1:present\""]);
    assert_eq!(course.row(0).await, [None, None, Some(Mark::Present)]);
    // and a cell that was left alone undoes nothing
    browser
        .posts_and_follows(address, &format!("mark.{one}.1=&were.{one}=1:,2:,3:"))
        .await
        .says(&["Nothing has changed"]);
});

/// Context of the same course at this instant of 4 November, in Astana: its second meeting begins at 14:00.
fn at(course: &Course, time: &str) -> Ctx {
    let instant = format!("2026-11-04T{time}+05:00").parse::<chrono::DateTime<chrono::FixedOffset>>().unwrap();
    Ctx { clock: Clock::Fixed(instant.to_utc()), ..course.ctx.clone() }
}

async fn code(ctx: &Ctx) -> String {
    service::projection(&mut ctx.as_caller(staff()).read().await.unwrap(), "RUN-1").await.unwrap().code
}

async fn checks_in(ctx: &Ctx, who: Trainee, code: &str) -> Result<(), AppError> {
    let mut tx = ctx.as_caller(who.caller()).begin().await?;
    service::check_in(&mut tx, code).await?;
    audit::commit_changes(tx).await?;
    Ok(())
}

async fn answer(ctx: &Ctx, who: Trainee, code: &str) -> Answer {
    service::look(&mut ctx.as_caller(who.caller()).read().await.unwrap(), code).await.unwrap().answer
}

on_both_databases!(a_trainee_checks_in_by_the_code_of_the_projector_for_a_minute, |ctx| {
    let course = course(&ctx, 2).await;
    let [first, second] = course.people[..] else { panic!("two people") };
    let refused = Err(AppError::Conflict(Clash::CheckInRefused));
    let early = code(&at(&course, "13:44:30")).await;
    assert!(matches!(answer(&at(&course, "13:44:40"), first, &early).await, Answer::Early(_)));
    assert_eq!(checks_in(&at(&course, "13:44:40"), first, &early).await, refused);
    let shown = code(&at(&course, "14:05:00")).await;
    assert_eq!(shown, code(&at(&course, "14:05:29")).await);
    assert_ne!(shown, code(&at(&course, "14:05:30")).await);
    assert_eq!(answer(&at(&course, "14:05:20"), first, &shown).await, Answer::Open);
    assert_eq!(checks_in(&at(&course, "14:05:59"), first, &shown.to_lowercase().replace('-', "")).await, Ok(()));
    assert_eq!(checks_in(&at(&course, "14:05:59"), first, &shown).await, Ok(()), "twice changes nothing");
    assert_eq!(course.row(0).await, [None, Some(Mark::Present), None]);
    // the same code a moment later is of no use to a friend
    assert_eq!(checks_in(&at(&course, "14:06:00"), second, &shown).await, refused);
    assert_eq!(answer(&at(&course, "14:06:00"), second, &shown).await, Answer::Old);
    assert_eq!(answer(&at(&course, "14:06:00"), first, &shown).await, Answer::Marked);
    assert_eq!(answer(&at(&course, "14:06:00"), second, "0000-0000").await, Answer::Old);
    let late = code(&at(&course, "14:15:30")).await;
    assert!(matches!(answer(&at(&course, "14:15:31"), second, &late).await, Answer::Late(_)));
    assert_eq!(checks_in(&at(&course, "14:15:31"), second, &late).await, refused);
    assert_eq!(course.row(1).await, [None, None, None]);
});

on_both_databases!(only_people_of_the_run_check_in, |ctx| {
    let course = course(&ctx, 1).await;
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let stranger = Trainee::register(&mut tx, 77, crate::ground::Locale::Ru).await;
    audit::commit(tx).await.unwrap();
    let now = at(&course, "14:00:00");
    let shown = code(&now).await;
    assert_eq!(answer(&now, stranger, &shown).await, Answer::NotInRun);
    let refused = Err(AppError::Conflict(Clash::CheckInRefused));
    assert_eq!(checks_in(&now, stranger, &shown).await, refused);
    for (caller, refusal) in testing::outsiders() {
        if caller.has_role(Role::Trainee) {
            continue;
        }
        let mut tx = now.as_caller(caller).begin().await.unwrap();
        let found = service::check_in(&mut tx, &shown).await;
        assert!(found.is_err_and(|error| error.status() == refusal.status()));
    }
});

on_both_databases!(the_projector_and_the_phone_show_their_pages, |ctx| {
    let course = course(&ctx, 1).await;
    let now = at(&course, "14:05:10");
    let account = registry::account(&now, "staff@example.org", &[Role::Staff], None).await;
    let hall = Browser::of(&now, Some(account)).await.opens("/en/staff/runs/RUN-1/check-in").await;
    let shown = code(&now).await;
    hall.says(&["class=\"qr\"", "The code changes in 20 seconds", &shown, "of 1 checked in", "13:45 to 14:15"]);
    let phone = Browser::of(&now, Some(course.people[0].account)).await;
    let address = format!("/en/my/check-in/{shown}");
    phone.opens(&address).await.says(&["Check in to this meeting?", "Meeting 2", "14:00–17:00"]);
    phone.posts_and_follows(&address, "").await.says(&["You are checked in", "4 of 12 hours so far"]);
    phone.opens("/en/my/check-in/0000-0000").await.says(&["This code is too old"]);
    assert_eq!(phone.posts("/en/my/check-in/0000-0000", "").await.status, 409);
    let visitor = Browser::of(&now, None).await.opens(&address).await;
    assert!(visitor.location.starts_with("/en/sign-in?next="), "{visitor:?}");
});
