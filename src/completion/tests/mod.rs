//! Scores and closing on a real database: who decides what, what follows, and how it is taken back.

mod file;

use super::service::{self, TypedDecision, TypedScore};
use crate::{
    attendance::service::{self as attendance, Sheet, TypedMark},
    audit,
    certificates::service as certificates,
    db::{Ctx, on_driver},
    enrollments::State,
    ground::{
        AppError, FormErrors, Problem,
        caller::{Caller, Role},
        clock::Clock,
        error::{Clash, Rule},
        ids::{AccountId, EnrollmentId, RunId},
    },
    specialists,
    testing::{
        self,
        browser::Browser,
        on_both_databases,
        registry::{self, day},
        world::{self, Trainee, World, announce, ten_days, with_meetings},
    },
};

const CLOSE: &str = "/en/staff/runs/RUN-1/close";

/// Run of two meetings that has ended, with three people: the first was always there, the second once, the third never.
/// Its course has an assessment with a pass mark of 60.
struct Course {
    ctx: Ctx,
    run: RunId,
    people: Vec<Trainee>,
    enrollments: Vec<EnrollmentId>,
}

async fn course(ctx: &Ctx) -> Course {
    let mut world = World::begin(ctx).await;
    let people = world.trainees(3).await;
    execute(ctx, "update courses set pass_mark = 60").await;
    let run = announce(ctx, &with_meetings(ten_days("RUN-1", 3), 2)).await;
    let mut enrollments = Vec::new();
    for who in &people {
        who.applies_to(ctx, run).await.unwrap();
        enrollments.push(who.enrollment_in(ctx, run).await.unwrap().id);
    }
    let ctx = Ctx { clock: Clock::Fixed("2026-11-20T07:00:00Z".parse().unwrap()), ..ctx.clone() };
    let course = Course { ctx, run, people, enrollments };
    let cells = [(0, 1, "present"), (0, 2, "present"), (1, 1, "present"), (1, 2, "absent"), (2, 1, "absent")];
    course.marks(&cells).await;
    course
}

async fn execute(ctx: &Ctx, sql: &'static str) {
    let mut tx = ctx.begin().await.unwrap();
    on_driver!(tx, |c| sqlx::query(sql).execute(c).await.map(drop)).unwrap();
    audit::commit_upkeep(tx).await.unwrap();
}

fn staff() -> Caller {
    testing::account(&[Role::Staff])
}

impl Course {
    async fn marks(&self, cells: &[(usize, usize, &str)]) {
        let marks = cells.iter().map(|(who, meeting, typed)| TypedMark {
            enrollment: self.enrollments[*who],
            meeting: *meeting,
            typed,
            shown: None,
        });
        let sheet = Sheet { marks: marks.collect(), all_present: None };
        let mut tx = self.ctx.begin().await.unwrap();
        attendance::mark(&mut tx, "RUN-1", &sheet).await.unwrap();
        audit::commit(tx).await.unwrap();
    }

    async fn scores(&self, caller: &Caller, scores: &[(usize, &str)]) -> Result<usize, AppError> {
        let typed =
            scores.iter().map(|(who, typed)| TypedScore { enrollment: self.enrollments[*who], typed, shown: None });
        let mut tx = self.ctx.as_caller(caller.clone()).begin().await?;
        let saved = service::save_scores(&mut tx, "RUN-1", &typed.collect::<Vec<_>>()).await?;
        audit::commit_changes(tx).await?;
        Ok(saved)
    }

    /// Sets all that is missing: the first completes, the second does not, the third did not come.
    async fn is_whole(&self) {
        self.marks(&[(2, 2, "absent")]).await;
        assert_eq!(self.scores(&staff(), &[(0, "92"), (1, "88")]).await, Ok(2));
    }

    async fn closes(&self, decisions: &[(usize, &str, &str)]) -> Result<usize, AppError> {
        let typed = decisions.iter().map(|(who, chosen, reason)| TypedDecision {
            enrollment: self.enrollments[*who],
            chosen: Some(chosen),
            reason,
        });
        let typed: Vec<_> = typed.collect();
        let mut tx = self.ctx.as_caller(staff()).begin().await?;
        let completed = service::close(&mut tx, "RUN-1", &typed).await?;
        audit::commit(tx).await?;
        Ok(completed)
    }

    async fn states(&self) -> Vec<State> {
        let mut states = Vec::new();
        for who in &self.people {
            states.push(who.enrollment_in(&self.ctx, self.run).await.unwrap().state);
        }
        states
    }

    async fn numbers(&self, sql: &'static str) -> Vec<i64> {
        let mut tx = self.ctx.read().await.unwrap();
        on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap()
    }

    /// Asserts that every seat is somebody's, and that the run is in this state.
    async fn is_counted(&self, state: &str) {
        let sql = "select p.seats_taken - (select count(*) from enrollments e where e.run_id = p.run_id
            and e.state in ('confirmed', 'completed', 'not_completed', 'no_show')) from places p";
        assert_eq!(self.numbers(sql).await, [0]);
        let mut tx = self.ctx.read().await.unwrap();
        let details = crate::courses::service::run(&mut tx, "RUN-1").await.unwrap().unwrap();
        assert_eq!(details.run.state.as_str(), state);
    }

    async fn letters(&self) -> usize {
        let letters = world::letters(&self.ctx).await;
        letters.iter().filter(|letter| letter.kind.as_str() == "not_completed").count()
    }

    async fn staff_browser(&self) -> Browser {
        let account = registry::account(&self.ctx, "staff@example.org", &[Role::Staff], None).await;
        Browser::of(&self.ctx, Some(account)).await
    }

    async fn trainer(&self, email: &str, teaches: bool) -> (Caller, AccountId) {
        let account = registry::account(&self.ctx, email, &[Role::Trainer], None).await;
        if teaches {
            registry::teach(&self.ctx, self.run, account).await;
        }
        (testing::caller_of(account, None, &[Role::Trainer]), account)
    }
}

on_both_databases!(a_run_is_closed_by_the_rule_and_those_who_fell_short_hear_of_it, |ctx| {
    let course = course(&ctx).await;
    course.is_whole().await;
    assert_eq!(course.closes(&[]).await, Ok(1));
    assert_eq!(course.states().await, [State::Completed, State::NotCompleted, State::NoShow]);
    course.is_counted("closed").await;
    assert_eq!(course.letters().await, 1);
    let by_rule = "select count(*) from enrollment_steps where reason = 'by_rule'";
    assert_eq!(course.numbers(by_rule).await, [3]);
    assert_eq!(course.closes(&[]).await, Err(AppError::Conflict(Clash::RunIsClosed)));
    assert_eq!(course.scores(&staff(), &[(0, "50")]).await, Err(AppError::Conflict(Clash::RunIsClosed)));
});

on_both_databases!(what_is_missing_and_what_differs_has_to_be_decided_with_a_reason, |ctx| {
    let course = course(&ctx).await;
    let [first, second, third] = course.enrollments[..] else { panic!("three people") };
    let Err(AppError::Invalid(errors)) = course.closes(&[(1, "completed", "")]).await else { panic!("it is refused") };
    let expected = [
        (format!("outcome.{first}"), Problem::Required),
        (format!("reason.{second}"), Problem::Required),
        (format!("outcome.{third}"), Problem::Required),
    ];
    let mut found: Vec<_> = errors.iter().map(|(field, problem)| (field.to_owned(), problem)).collect();
    found.sort_by_key(|(field, _)| field.split_once('.').unwrap().1.to_owned());
    assert_eq!(found, expected);
    course.is_counted("open").await;
    let decided = [
        (0, "completed", "The paper was marked by hand"),
        (1, "completed", "Was in another group on 4 November"),
        (2, "no_show", "Never came"),
    ];
    assert_eq!(course.closes(&decided).await, Ok(2));
    assert_eq!(course.states().await, [State::Completed, State::Completed, State::NoShow]);
    let notes = "select count(*) from enrollment_steps where note in ('The paper was marked by hand',
        'Was in another group on 4 November', 'Never came')";
    assert_eq!(course.numbers(notes).await, [3]);
    assert_eq!(course.letters().await, 0);
});

on_both_databases!(a_name_that_changed_after_closing_is_pointed_out_before_a_certificate_shows_it, |ctx| {
    let course = course(&ctx).await;
    course.is_whole().await;
    let rename = async |ctx: &Ctx, who: &Trainee, surname: &str| {
        let mut tx = ctx.begin().await.unwrap();
        let name = specialists::PersonName { surname: surname.to_owned(), ..registry::person(1).name };
        specialists::service::rename(&mut tx, who.specialist, &name, day("2026-11-20")).await.unwrap();
        audit::commit(tx).await.unwrap();
    };
    rename(&course.ctx, &course.people[0], "Әлиева").await;
    let later = Ctx { clock: Clock::Fixed("2026-11-21T07:00:00Z".parse().unwrap()), ..course.ctx.clone() };
    course.closes(&[]).await.unwrap();
    let renamed = async || {
        let mut tx = later.as_caller(staff()).read().await.unwrap();
        let details = crate::courses::service::run(&mut tx, "RUN-1").await.unwrap().unwrap();
        let run = certificates::of_run(&mut tx, &details, day("2026-11-21")).await.unwrap();
        run.candidates.iter().map(|one| one.is_renamed).collect::<Vec<_>>()
    };
    assert_eq!(renamed().await, [false]);
    rename(&later, &course.people[0], "Омарова").await;
    assert_eq!(renamed().await, [true]);
    let account = registry::account(&later, "staff@example.org", &[Role::Staff], None).await;
    let browser = Browser::of(&later, Some(account)).await;
    browser.opens("/en/staff/runs/RUN-1/certificates").await.says(&["The name was changed after the run was closed"]);
});

on_both_databases!(of_two_who_close_at_once_one_does, |ctx| {
    let course = course(&ctx).await;
    course.is_whole().await;
    let mut attempts = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let ctx = course.ctx.as_caller(staff());
        attempts.spawn(async move {
            let mut tx = ctx.begin().await?;
            let completed = service::close(&mut tx, "RUN-1", &[]).await?;
            audit::commit(tx).await?;
            Ok(completed)
        });
    }
    let outcomes = attempts.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Ok(1)).count(), 1);
    let late = Err(AppError::Conflict(Clash::RunIsClosed));
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == late).count(), 3, "{outcomes:?}");
    assert_eq!(course.letters().await, 1);
    let steps = "select count(*) from enrollment_steps where from_state = 'confirmed'";
    assert_eq!(course.numbers(steps).await, [3]);
    course.is_counted("closed").await;
});

on_both_databases!(a_closed_run_is_opened_again_until_its_first_certificate, |ctx| {
    let course = course(&ctx).await;
    course.is_whole().await;
    let browser = course.staff_browser().await;
    assert_eq!(browser.posts(CLOSE, "action=reopen&reason=x").await.status, 409, "it is open");
    course.closes(&[]).await.unwrap();
    assert_eq!(browser.posts(CLOSE, "action=reopen&reason=").await.status, 422);
    let page = browser.posts_and_follows(CLOSE, "action=reopen&reason=A+sheet+was+found").await;
    page.says(&["The run is open again", "Close the run"]);
    assert_eq!(course.states().await, [State::Confirmed; 3]);
    course.is_counted("open").await;
    // what was marked is there, and the second closing has its own letters
    course.marks(&[(1, 2, "3")]).await;
    assert_eq!(course.closes(&[]).await, Ok(2));
    assert_eq!(course.letters().await, 1);
    let mut tx = course.ctx.begin().await.unwrap();
    certificates::issue(&mut tx, course.enrollments[0], day("2026-11-20")).await.unwrap();
    audit::commit(tx).await.unwrap();
    let answer = browser.posts(CLOSE, "action=reopen&reason=Another+sheet").await;
    assert_eq!(answer.status, 409);
    answer.says(&["A certificate has already been issued for this run"]);
    browser.opens(CLOSE).await.says(&["A certificate has been issued, so the run cannot be opened again"]);
    course.is_counted("closed").await;
    // one person's result can still be corrected, and earns a certificate
    let third = course.enrollments[2];
    let correction = |reason: &str| format!("action=correct&enrollment={third}&reason.{third}={reason}");
    assert_eq!(browser.posts(CLOSE, &correction("")).await.status, 422);
    browser.posts_and_follows(CLOSE, &correction("Complaint+7")).await.says(&["The result is corrected"]);
    assert_eq!(browser.posts(CLOSE, &correction("Complaint+7")).await.status, 409);
    assert_eq!(course.states().await, [State::Completed; 3]);
    let mut tx = course.ctx.begin().await.unwrap();
    certificates::issue(&mut tx, third, day("2026-11-21")).await.unwrap();
    audit::commit(tx).await.unwrap();
    course.is_counted("closed").await;
});

on_both_databases!(a_trainer_enters_scores_and_does_not_close, |ctx| {
    let course = course(&ctx).await;
    let (trainer, account) = course.trainer("trainer@example.org", true).await;
    let (other, _) = course.trainer("other@example.org", false).await;
    assert_eq!(course.scores(&trainer, &[(0, "92"), (1, "")]).await, Ok(1));
    assert_eq!(course.scores(&other, &[(0, "10")]).await, Err(AppError::NotFound));
    for (caller, refusal) in testing::outsiders() {
        assert_eq!(course.scores(&caller, &[(0, "10")]).await, Err(refusal));
    }
    let mut tx = course.ctx.as_caller(trainer).begin().await.unwrap();
    let refused = AppError::Refused(Rule::RegistryIsKeptByStaff);
    assert_eq!(service::close(&mut tx, "RUN-1", &[]).await, Err(refused.clone()));
    assert_eq!(service::begin_reopening(&mut tx, "RUN-1").await.map(drop), Err(refused));
    drop(tx);
    let out_of_bounds =
        FormErrors::of(format!("score.{}", course.enrollments[0]), Problem::OutOfBounds { least: 0, most: 100 });
    assert_eq!(course.scores(&staff(), &[(1, "50"), (0, "101")]).await, Err(out_of_bounds.into()));
    assert_eq!(course.numbers("select count(*) from scores").await, [1]);
    let browser = Browser::of(&course.ctx, Some(account)).await;
    browser.opens("/en/staff/runs/RUN-1/results").await.says(&["Сейітқали-1", "value=\"92\"", "2 scores are missing"]);
    let first = course.enrollments[0];
    let form = format!("score.{first}=75&was.{first}=92");
    browser.posts_and_follows("/en/staff/runs/RUN-1/results", &form).await.says(&["1 score saved", "value=\"75\""]);
    assert_eq!(browser.opens(CLOSE).await.status, 403);
});

on_both_databases!(the_page_lists_what_is_missing_and_those_who_need_a_look_first, |ctx| {
    let course = course(&ctx).await;
    let browser = course.staff_browser().await;
    let page = browser.opens(CLOSE).await;
    page.says(&["Before closing", "Enough hours, no score", "No marks for 4 hours", "Enter marks", "Enter scores"]);
    page.says(&["3 people need attention", "50% of the hours; 80% needed"]);
    let refused = browser.posts(CLOSE, "action=close").await;
    assert_eq!(refused.status, 422);
    course.is_whole().await;
    let page = browser.opens(CLOSE).await;
    page.says(&["Nothing is missing", "2 people need attention", "Completion is proposed for 1 other person"]);
    let chosen = [(0, "completed"), (1, "not_completed"), (2, "no_show")];
    let fields = chosen.map(|(who, outcome)| format!("outcome.{}={outcome}", course.enrollments[who]));
    let page = browser.posts_and_follows(CLOSE, &format!("action=close&{}", fields.join("&"))).await;
    page.says(&["The run was closed on", "Completed 1, not completed 1, no-show 1", "Issue the certificates"]);
    page.says(&["Correct a result", "Reopen the run"]);
});
