//! Figures in memory, brought up to date by what has changed.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{Outlook, View};
use crate::{
    db::{Installation, Tx},
    ground::{AppError, FormErrors, Problem, ids::PhaseId, work},
    programme::{
        model::{
            Filter, PhaseWithTargets,
            expiries::Expiries,
            ledger::{Changes, Ledger},
            rule::Rule,
        },
        store::{self, Read},
    },
};

/// Figures of all phases, for all readers. The database says whether they still hold, so that several servers agree; a
/// test proves that they equal a recount.
#[derive(Clone, Debug, Default)]
pub struct ViewCache(Arc<Kept>);

#[derive(Debug, Default)]
struct Kept {
    figures: Mutex<Option<Arc<Figures>>>,
    /// Figures as they were known at the moment that was last requested.
    known_before: Mutex<Option<Arc<Figures>>>,
    /// Outlooks by phase.
    outlooks: Mutex<HashMap<String, Arc<Outlook>>>,
    /// Held while figures are read from the database: a reader who comes then waits, and does not read them again.
    reading: tokio::sync::Mutex<()>,
}

/// Figures at one version of the database.
#[derive(Debug)]
pub(super) struct Figures {
    version: i64,
    /// Moment as of which the facts are meant; `None`: now.
    known_at: Option<DateTime<Utc>>,
    /// Phases, the earliest first.
    phases: Vec<Counted>,
    /// Certificates that expire. Empty in figures of an earlier moment: nobody asks then what was to come.
    expiries: Expiries,
    views: Mutex<Views>,
}

/// Views by phase, where one was requested, and day.
type Views = HashMap<(Option<String>, NaiveDate), Arc<View>>;

#[derive(Clone, Debug)]
struct Counted {
    phase: PhaseWithTargets,
    rule: Arc<Rule>,
    ledger: Arc<Ledger>,
}

/// Largest number of views in the cache. Each is a tally of some kilobytes that any reader may request, and is made
/// again in about a millisecond.
const MOST_VIEWS: usize = 64;

impl ViewCache {
    fn now(&self) -> MutexGuard<'_, Option<Arc<Figures>>> {
        self.0.figures.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn outlooks(&self) -> MutexGuard<'_, HashMap<String, Arc<Outlook>>> {
        self.0.outlooks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Outlook of a phase that was kept last.
    pub(super) fn outlook(&self, phase: &str) -> Option<Arc<Outlook>> {
        self.outlooks().get(phase).cloned()
    }

    pub(super) fn keep_outlook(&self, phase: String, outlook: &Arc<Outlook>) {
        self.outlooks().insert(phase, Arc::clone(outlook));
    }

    fn at(&self, version: i64) -> Option<Arc<Figures>> {
        self.now().clone().filter(|figures| figures.version == version)
    }

    /// Figures of the state that the transaction reads. Where others are waiting for the same, they are read once.
    pub(super) async fn figures(&self, tx: &mut Tx) -> Result<Arc<Figures>, AppError> {
        let version = Installation::figures_version(tx).await?;
        if let Some(figures) = self.at(version) {
            return Ok(figures);
        }
        // the reader who holds this has a connection already, so those who wait here with theirs do not stop it
        let _reading = self.0.reading.lock().await;
        if let Some(figures) = self.at(version) {
            return Ok(figures);
        }
        let before = self.now().clone();
        let figures = up_to_date(tx, version, before).await?;
        *self.now() = Some(Arc::clone(&figures));
        Ok(figures)
    }

    /// Figures of the registry as it was known at a moment that is over. Nothing that is recorded later changes them, and
    /// so those of the last such moment are kept.
    pub(super) async fn known_at(&self, tx: &mut Tx, moment: DateTime<Utc>) -> Result<Arc<Figures>, AppError> {
        let lock = || self.0.known_before.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(figures) = lock().clone().filter(|figures| figures.known_at == Some(moment)) {
            return Ok(figures);
        }
        let figures = recounted(tx, moment).await?;
        // a transaction that began before the moment may end after it
        if tx.at() - moment > TimeDelta::minutes(5) {
            *lock() = Some(Arc::clone(&figures));
        }
        Ok(figures)
    }
}

/// Reads the changes since the figures in memory, or everything where the changes are not known, or where the
/// transaction began before those figures.
async fn up_to_date(tx: &mut Tx, version: i64, before: Option<Arc<Figures>>) -> Result<Arc<Figures>, AppError> {
    let mut older = before.filter(|before| before.version < version);
    if let Some(before) = &older
        && !Installation::are_figures_changes_known(tx, before.version, version).await?
    {
        older = None;
    }
    let changed_since = older.as_ref().map(|before| before.version);
    let (phases, expiries) = match older {
        Some(before) => (before.phases.clone(), before.expiries.clone()),
        None => (uncounted(tx, None).await?, Expiries::default()),
    };
    let read = changed_since.map_or(Read::All, Read::ChangedSince);
    count(tx, version, (phases, expiries), read).await
}

/// Figures of the registry as it was known at a moment, recounted from its facts.
async fn recounted(tx: &mut Tx, moment: DateTime<Utc>) -> Result<Arc<Figures>, AppError> {
    let phases = uncounted(tx, Some(moment)).await?;
    count(tx, 0, (phases, Expiries::default()), Read::KnownAt(moment)).await
}

/// Counts what is read into the phases, and into what expires.
async fn count(
    tx: &mut Tx,
    version: i64,
    (phases, expiries): (Vec<Counted>, Expiries),
    read: Read,
) -> Result<Arc<Figures>, AppError> {
    let known_at = if let Read::KnownAt(moment) = read { Some(moment) } else { None };
    let mut changes: Vec<Changes> = phases.iter().map(|counted| counted.ledger.changes()).collect();
    let mut expiring = expiries.changes(tx.today());
    store::read_certificates(tx, read, |_, of_one_person| {
        for (changes, counted) in changes.iter_mut().zip(&phases) {
            changes.put(&counted.rule, of_one_person);
        }
        if known_at.is_none() {
            expiring.put(of_one_person);
        }
    })
    .await?;
    let changed = move || {
        let counted = phases
            .into_iter()
            .zip(changes)
            .map(|(counted, changes)| Counted { ledger: Arc::new(counted.ledger.with(changes)), ..counted });
        let (phases, expiries) = (counted.collect(), expiries.with(expiring));
        Figures { version, known_at, phases, expiries, views: Mutex::default() }
    };
    Ok(Arc::new(work::blocking(changed).await?))
}

/// Phases with all that counts in them, with nothing counted yet.
async fn uncounted(tx: &mut Tx, known_at: Option<DateTime<Utc>>) -> Result<Vec<Counted>, AppError> {
    let mut courses: BTreeMap<PhaseId, HashMap<String, Vec<(NaiveDate, NaiveDate)>>> = BTreeMap::new();
    for course in store::list_counting_courses(tx, known_at).await? {
        let of_phase = courses.entry(course.phase_id).or_default();
        of_phase.entry(course.code).or_default().push((course.from_on, course.to_on));
    }
    let phases = store::list_phases(tx, known_at).await?.into_iter().map(|(id, phase)| {
        let courses = courses.remove(&id).unwrap_or_default();
        let rule = Rule { starts_on: phase.starts_on, ends_on: phase.ends_on, courses };
        Counted { phase, rule: Arc::new(rule), ledger: Arc::default() }
    });
    Ok(phases.collect())
}

/// Phase with the rule by which certificates count in it, as both were known at a moment.
pub(super) async fn phase_with_rule(
    tx: &mut Tx,
    code: &str,
    known_at: DateTime<Utc>,
) -> Result<Option<(PhaseWithTargets, Rule)>, AppError> {
    let counted = uncounted(tx, Some(known_at)).await?.into_iter().find(|counted| counted.phase.code == code);
    Ok(counted.map(|counted| (counted.phase, Arc::unwrap_or_clone(counted.rule))))
}

impl Figures {
    /// View of a phase on a day; without a phase, of the one that fits the day.
    pub(super) fn view(&self, phase: Option<String>, as_of: NaiveDate) -> Result<Option<Arc<View>>, AppError> {
        let key = (phase, as_of);
        if let Some(view) = self.views().get(&key) {
            return Ok(Some(Arc::clone(view)));
        }
        let counted = match &key.0 {
            Some(code) => {
                let counted = self.phases.iter().find(|counted| counted.phase.code == *code);
                Some(counted.ok_or_else(|| FormErrors::of("phase", Problem::Unknown))?)
            }
            None => self.usual_phase(as_of),
        };
        let Some(Counted { phase, ledger, .. }) = counted else { return Ok(None) };
        let progress = ledger.progress(as_of, &Filter::default());
        let view = Arc::new(View {
            phase: phase.on(as_of),
            as_of,
            known_at: self.known_at,
            ledger: Arc::clone(ledger),
            progress,
            two_way: Mutex::default(),
        });
        let mut views = self.views();
        if views.len() >= MOST_VIEWS {
            views.clear();
        }
        views.insert(key, Arc::clone(&view));
        Ok(Some(view))
    }

    pub(super) const fn expiries(&self) -> &Expiries {
        &self.expiries
    }

    /// Codes of the courses that count in a phase on any day.
    pub(super) fn counting_courses(&self, phase: &str) -> HashSet<String> {
        let counted = self.phases.iter().filter(|counted| counted.phase.code == phase);
        counted.flat_map(|counted| counted.rule.courses.keys().cloned()).collect()
    }

    fn views(&self) -> MutexGuard<'_, Views> {
        self.views.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Phase that holds the day, else the latest begun in which something counts, else the latest begun, else the
    /// first.
    fn usual_phase(&self, day: NaiveDate) -> Option<&Counted> {
        let latest = |fits: &dyn Fn(&Counted) -> bool| self.phases.iter().rfind(|counted| fits(counted));
        let has_begun = |counted: &Counted| counted.phase.starts_on <= day;
        latest(&|counted| has_begun(counted) && day <= counted.phase.ends_on)
            .or_else(|| latest(&|counted| has_begun(counted) && counted.ledger.counts_anything(day)))
            .or_else(|| latest(&has_begun))
            .or(self.phases.first())
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;
    use crate::{
        audit,
        testing::{
            on_both_databases,
            registry::{day, issue, register, with_courses_and_phases},
        },
    };

    on_both_databases!(any_number_of_days_is_answered_from_one_ledger_and_few_views_are_kept, |ctx| {
        with_courses_and_phases(&ctx).await;
        let mut tx = ctx.begin().await.unwrap();
        let holder = register(&mut tx, 1).await;
        issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
        audit::commit(tx).await.unwrap();
        let figures = ViewCache::default().figures(&mut ctx.read().await.unwrap()).await.unwrap();
        for days in 0..1_700 {
            let as_of = day("2021-11-01") + Days::new(days);
            let view = figures.view(Some("phase-1".to_owned()), as_of).unwrap().unwrap();
            assert_eq!(view.progress.trained, u32::from(as_of >= day("2022-05-06")));
            assert!(Arc::ptr_eq(&view.ledger, &figures.phases[0].ledger));
            assert!(figures.views().len() <= MOST_VIEWS);
        }
    });

    on_both_databases!(after_an_issue_the_certificates_of_its_holder_alone_are_read, |ctx| {
        with_courses_and_phases(&ctx).await;
        let cache = ViewCache::default();
        let mut before = cache.figures(&mut ctx.read().await.unwrap()).await.unwrap();
        for number in 1..=2 {
            let mut tx = ctx.begin().await.unwrap();
            let holder = register(&mut tx, number).await;
            for (place, issued_on) in ["2022-05-06", "2022-07-01"].into_iter().enumerate() {
                issue(&mut tx, &holder, ("NRC-01", &format!("RUN-{number}-{place}")), day(issued_on)).await;
            }
            audit::commit(tx).await.unwrap();
            let mut people = 0;
            let mut tx = ctx.read().await.unwrap();
            store::read_certificates(&mut tx, Read::ChangedSince(before.version), |_, held| {
                people += usize::from(!held.is_empty());
            })
            .await
            .unwrap();
            assert_eq!(people, 1);
            drop(tx);
            let after = cache.figures(&mut ctx.read().await.unwrap()).await.unwrap();
            assert!(Arc::ptr_eq(&before.phases[0].rule, &after.phases[0].rule), "the phases were not read again");
            before = after;
        }
        let view = before.view(Some("phase-1".to_owned()), day("2022-12-31")).unwrap().unwrap();
        assert_eq!((view.progress.trained, view.progress.certificates), (2, 4));
    });
}
