//! Counts of checks. Readers are counted in memory and written down once a minute, so that nobody who
//! checks a certificate waits for a writer.

use std::{
    collections::BTreeMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{Datelike, NaiveDate};

use crate::{
    certificates::{policy::Scope, store::checks as store},
    db::Tx,
    ground::{AppError, ids::CertificateId},
};

/// Number of checks in a month, named by its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthOfChecks {
    pub month: NaiveDate,
    pub checks: u32,
}

/// Checks that are not written down yet, by certificate and month.
pub type Counts = BTreeMap<(CertificateId, NaiveDate), i64>;

/// Counter of checks until they are written down. Cheap to clone; all clones count together.
#[derive(Clone, Debug, Default)]
pub struct CheckCounter(Arc<Mutex<Counts>>);

impl CheckCounter {
    /// Different certificates and months that are counted between two writes at most; more would be no people.
    const MOST: usize = 10_000;

    /// Counts one check.
    pub fn count(&self, certificate: CertificateId, today: NaiveDate) {
        let month = today.with_day(1).unwrap_or(today);
        let mut counts = self.counts();
        if counts.len() < Self::MOST || counts.contains_key(&(certificate, month)) {
            *counts.entry((certificate, month)).or_default() += 1;
        }
    }

    /// Takes the counts to write them down.
    pub fn take(&self) -> Counts {
        mem::take(&mut *self.counts())
    }

    /// Puts counts back that could not be written down.
    pub fn put_back(&self, counts: Counts) {
        let mut since = self.counts();
        for (key, checks) in counts {
            *since.entry(key).or_default() += checks;
        }
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes counts down.
pub async fn add_checks(tx: &mut Tx, counts: &Counts) -> Result<(), AppError> {
    Ok(store::add(tx, counts).await?)
}

/// Checks of a certificate by month, the earliest first.
pub(super) async fn by_month(tx: &mut Tx, scope: &Scope, id: CertificateId) -> Result<Vec<MonthOfChecks>, AppError> {
    let months = store::list(tx, scope, id).await?;
    let counted =
        |(month, checks): (NaiveDate, i64)| MonthOfChecks { month, checks: u32::try_from(checks).unwrap_or(u32::MAX) };
    Ok(months.into_iter().map(counted).collect())
}
