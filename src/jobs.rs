//! Jobs that run by themselves while the server runs: letters go out, offers that were not taken pass on, waiting ends
//! when a run begins, documents are made, holders are reminded, public figures are published once a quarter, and old
//! rows are deleted.
//!
//! Several servers on one database may all do this: a letter is claimed before it is sent, and an offer passes on in a
//! transaction of its own.

use std::{
    future::Future,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::{sync::watch, time::sleep};

use crate::{
    audit, auth,
    certificates::service::{self as certificates, CheckCounter},
    db::Ctx,
    enrollments,
    ground::{AppError, caller::Caller},
    outbox::{self, Mailer},
    programme::service::ViewCache,
    reports,
};

/// Interval at which due letters are looked for.
const LETTERS: Duration = Duration::from_secs(5);
/// Interval at which offers that have run out are looked for.
const OFFERS: Duration = Duration::from_mins(1);
/// Interval at which documents that are due are looked for.
const DOCUMENTS: Duration = Duration::from_secs(2);
/// Interval at which certificates that expire soon are looked for.
const REMINDERS: Duration = Duration::from_hours(1);
/// Interval at which public figures and letters about views that are due are looked for.
const FIGURES: Duration = Duration::from_hours(1);
/// Interval at which counts of checks are written down.
const COUNTING: Duration = Duration::from_mins(1);
/// Interval at which ended sessions, used links and the like are deleted.
const CLEARING: Duration = Duration::from_hours(1);

/// Runs the jobs, once at least and then again and again, until `stop` changes. A job under way is then brought to its
/// end. Without a mailer, letters remain where an administrator sees them.
pub async fn run(ctx: Ctx, mailer: Option<Mailer>, checks: CheckCounter, views: ViewCache, stop: watch::Receiver<()>) {
    let ctx = ctx.as_caller(Caller::Scheduler);
    let watch = Mutex::new(ClockWatch::new(ctx.clock.now(), Instant::now()));
    let steady = || {
        let mut watch = watch.lock().unwrap_or_else(PoisonError::into_inner);
        watch.is_steady(ctx.clock.now(), Instant::now())
    };
    let letters = async {
        if let Some(mailer) = &mailer {
            every(LETTERS, stop.clone(), "letters", steady, || deliver(&ctx, mailer)).await;
        } else {
            tracing::warn!(
                "MAMAN_SMTP_URL is not set: letters are kept, and administrators read them under /admin/settings"
            );
        }
    };
    let offers = every(OFFERS, stop.clone(), "offers", steady, || pass_on(&ctx));
    let documents = every(DOCUMENTS, stop.clone(), "documents", steady, || make_documents(&ctx, &stop));
    let reminders = every(REMINDERS, stop.clone(), "reminders", steady, || remind(&ctx));
    let figures = every(FIGURES, stop.clone(), "figures", steady, || give_out_figures(&ctx, &views));
    let counting = every(COUNTING, stop.clone(), "counting", steady, || write_checks(&ctx, &checks));
    let clearing = every(CLEARING, stop.clone(), "clearing", steady, || clear_away(&ctx));
    tokio::join!(letters, offers, documents, reminders, figures, counting, clearing);
    // those who checked since the last turn
    if let Err(error) = write_checks(&ctx, &checks).await {
        tracing::warn!(?error, "the last checks of certificates were not counted");
    }
}

/// Runs a job at once, and then again after each pause, while the clock is steady. A job that failed runs again at its
/// next turn.
async fn every<Doing>(
    pause: Duration,
    mut stop: watch::Receiver<()>,
    name: &'static str,
    steady: impl Fn() -> bool,
    job: impl Fn() -> Doing,
) where
    Doing: Future<Output = Result<(), AppError>>,
{
    loop {
        if !steady() {
            tracing::warn!(job = name, "the machine's clock has leapt; nothing is done by it for a while");
        } else if let Err(error) = job().await {
            tracing::warn!(job = name, ?error, "a job was not done; it is tried again when its turn comes");
        }
        tokio::select! {
            biased;
            // the holder of the other end wants us to stop, or is gone
            _ = stop.changed() => return,
            () = sleep(pause) => {}
        }
    }
}

/// Watch for leaps of the machine's clock, by comparison with a clock that only goes on. A thing that ends by the clock
/// ends for good, so nothing is ended by a clock that was wrong for a moment.
struct ClockWatch {
    at: DateTime<Utc>,
    seen: Instant,
    leapt: Option<Instant>,
}

impl ClockWatch {
    /// Largest difference that is no leap: clocks are set by seconds.
    const TOLERANCE: TimeDelta = TimeDelta::hours(1);
    /// Time after which a clock that has leapt and gone on is believed.
    const BELIEVED: Duration = Duration::from_mins(15);

    const fn new(at: DateTime<Utc>, seen: Instant) -> Self {
        Self { at, seen, leapt: None }
    }

    /// Compares the clock with the time that has passed since it was last steady.
    fn is_steady(&mut self, at: DateTime<Utc>, seen: Instant) -> bool {
        let passed = TimeDelta::from_std(seen.duration_since(self.seen)).unwrap_or(TimeDelta::MAX);
        let leap = (at - self.at - passed).abs();
        let leapt = *self.leapt.get_or_insert(seen);
        if leap > Self::TOLERANCE && seen.duration_since(leapt) < Self::BELIEVED {
            return false;
        }
        *self = Self::new(at, seen);
        true
    }
}

async fn deliver(ctx: &Ctx, mailer: &Mailer) -> Result<(), AppError> {
    let done = outbox::deliver(ctx, mailer).await?;
    if done.sent > 0 {
        tracing::info!(sent = done.sent, "letters were sent");
    }
    Ok(())
}

async fn pass_on(ctx: &Ctx) -> Result<(), AppError> {
    enrollments::service::pass_on(ctx).await.map(drop)
}

/// Makes the documents that are due, until there are none or the program is to end.
async fn make_documents(ctx: &Ctx, stop: &watch::Receiver<()>) -> Result<(), AppError> {
    let mut all = 0;
    loop {
        let (due, unmade) = certificates::make_due(ctx).await?;
        all += due - unmade.len();
        if !unmade.is_empty() {
            let mut tx = ctx.begin().await?;
            certificates::postpone(&mut tx, &unmade).await?;
            audit::commit_upkeep(tx).await?;
        }
        if due == 0 || stop.has_changed().unwrap_or(true) {
            break;
        }
    }
    if all > 0 {
        tracing::info!(made = all, "documents of certificates were made");
    }
    Ok(())
}

async fn remind(ctx: &Ctx) -> Result<(), AppError> {
    let letters = certificates::remind(ctx).await?;
    if letters > 0 {
        tracing::info!(letters, "reminders of certificates that expire were queued");
    }
    Ok(())
}

/// Publishes the figures of a quarter that is over, and writes to those who subscribed to a view.
async fn give_out_figures(ctx: &Ctx, views: &ViewCache) -> Result<(), AppError> {
    reports::service::public::publish_due(ctx, views).await?;
    let letters = reports::service::subscriptions::send_due(ctx, views).await?;
    if letters > 0 {
        tracing::info!(letters, "letters about views were queued");
    }
    Ok(())
}

/// Writes down how often certificates were checked.
async fn write_checks(ctx: &Ctx, checks: &CheckCounter) -> Result<(), AppError> {
    let counts = checks.take();
    if counts.is_empty() {
        return Ok(());
    }
    let written = async {
        let mut tx = ctx.begin().await?;
        certificates::add_checks(&mut tx, &counts).await?;
        Ok(audit::commit_upkeep(tx).await?)
    };
    let outcome = written.await;
    if outcome.is_err() {
        checks.put_back(counts);
    }
    outcome
}

async fn clear_away(ctx: &Ctx) -> Result<(), AppError> {
    auth::clear_away(ctx).await?;
    ctx.db.refresh_statistics().await?;
    // what was cleared away, or erased before a crash, goes from the write-ahead log too
    Ok(ctx.db.empty_log().await.map(drop)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        courses::{model::NewRun, service as courses},
        db::on_driver,
        enrollments::{
            State,
            model::{History, Step},
            service,
        },
        ground::{Locale, clock::Clock},
        outbox::Letter,
        testing::{
            self, on_both_databases,
            registry::{course, day, register, with_courses_and_phases},
            smtp::Server,
        },
    };

    /// Turn of every job, once.
    async fn turn(ctx: &Ctx, mailer: Option<Mailer>) {
        let (stop, stopped) = watch::channel(());
        drop(stop);
        Box::pin(run(ctx.clone(), mailer, CheckCounter::default(), ViewCache::default(), stopped)).await;
    }

    /// Makes a run whose only seat is offered to one person while another waits for it.
    async fn with_an_offer(ctx: &Ctx) {
        with_courses_and_phases(ctx).await;
        let mut tx = ctx.begin().await.unwrap();
        let (course, _) = course(&mut tx, "NRC-01").await;
        let plain = NewRun::plain("RUN-1", day("2026-12-07"), day("2026-12-11"), 1);
        let run = courses::announce(&mut tx, course, &plain).await.unwrap();
        let waits = [State::Applied, State::Waitlisted];
        let offered = [State::Applied, State::Waitlisted, State::Offered];
        for (number, states) in [(1, &offered[..]), (2, &waits[..])] {
            let holder = register(&mut tx, number).await;
            let step = |to: &State| Step::noted(*to, testing::now(), "for a test");
            let history = History::lived(states.iter().map(step).collect()).unwrap();
            service::record(&mut tx, run, holder.id, &history).await.unwrap();
        }
        audit::commit(tx).await.unwrap();
    }

    async fn states(ctx: &Ctx) -> Vec<String> {
        let sql = "select e.state from enrollments e join specialists s on s.id = e.specialist_id order by s.surname";
        let mut tx = ctx.read().await.unwrap();
        on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap()
    }

    on_both_databases!(an_offer_that_nobody_takes_passes_on_when_its_time_is_over_and_not_before, |ctx| {
        with_an_offer(&ctx).await;
        Box::pin(turn(&ctx, None)).await;
        assert_eq!(states(&ctx).await, ["offered", "waitlisted"]);
        let later = Ctx { clock: Clock::Fixed(testing::now() + TimeDelta::hours(72)), ..ctx.clone() };
        Box::pin(turn(&later, None)).await;
        assert_eq!(states(&ctx).await, ["expired", "offered"]);
        let sql = "select actor from audit_entries order by seq desc limit 1";
        let mut tx = ctx.read().await.unwrap();
        let actor: String = on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap();
        assert_eq!(actor, "scheduler");
    });

    on_both_databases!(due_letters_go_out_and_without_a_mail_server_they_stay, |ctx| {
        let mut tx = ctx.begin().await.unwrap();
        let letter = Letter {
            kind: crate::outbox::LetterKind::Reset,
            to: "aigerim@example.org".to_owned().into(),
            locale: Locale::Kk,
            subject: "x".to_owned(),
            paragraphs: Vec::new(),
            action: None,
            dedupe_key: None,
            calendar: None,
            useless_after: None,
        };
        outbox::queue(&mut tx, letter).await.unwrap();
        audit::commit_upkeep(tx).await.unwrap();
        let waiting = async || outbox::count_by_state(&mut ctx.read().await.unwrap()).await.unwrap().waiting;
        Box::pin(turn(&ctx, None)).await;
        assert_eq!(waiting().await, 1);
        let server = Server::start().await;
        Box::pin(turn(&ctx, Mailer::from_url(&server.url(), "okytu@maman.example").ok())).await;
        assert_eq!((waiting().await, server.letters().await.len()), (0, 1));
    });

    #[test]
    fn nothing_is_ended_by_a_clock_that_leaps_for_a_moment() {
        let (at, seen) = (testing::now(), Instant::now());
        let mut watch = ClockWatch::new(at, seen);
        let mut steady = |wrong: TimeDelta, minutes: u64| {
            let passed = Duration::from_mins(minutes);
            watch.is_steady(at + wrong + TimeDelta::from_std(passed).unwrap(), seen + passed)
        };
        assert!(steady(TimeDelta::zero(), 1) && steady(TimeDelta::seconds(40), 2));
        assert!(!steady(TimeDelta::days(400), 3) && !steady(TimeDelta::days(400), 4));
        assert!(steady(TimeDelta::zero(), 5));
        // backwards too; and one that stays so is right
        assert!(!steady(TimeDelta::days(-400), 6) && !steady(TimeDelta::days(-400), 20));
        assert!(steady(TimeDelta::days(-400), 21) && steady(TimeDelta::days(-400), 22));
    }
}
