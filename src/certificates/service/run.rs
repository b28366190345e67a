//! Certificates of a run: those to come, and issuing all of them in one transaction.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::{
    documents::{self, RunDocuments},
    issue, make_soon,
};
use crate::{
    accounts::service as accounts,
    certificates::{
        letters::{self, CertificateNotice},
        model::{Certificate, RegistrationNumber, unprintable_letter},
        policy::Scope,
        store,
    },
    courses::service::{self as courses, RunDetails},
    db::Tx,
    enrollments::service::{self as enrollments, RunApplication},
    ground::{
        AppError, FormErrors, Problem,
        ids::{EnrollmentId, RunId},
    },
    places::service as places,
    reference::profession,
    specialists::service as specialists,
};

/// Field of the day of issue.
pub const ISSUED_ON: &str = "issued_on";

/// Person who has completed a run and has no certificate of it yet.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub application: RunApplication,
    /// True if their name was changed after the run was closed.
    pub is_renamed: bool,
    /// Letter of the name that no certificate can show.
    pub unprintable: Option<char>,
    pub valid_until: Option<NaiveDate>,
    /// Number to come, if everybody who can be issued a certificate now is issued one.
    pub number: Option<RegistrationNumber>,
}

/// Certificates of a run, those to come and those that are there.
#[derive(Clone, Debug)]
pub struct RunCertificates {
    pub candidates: Vec<Candidate>,
    pub issued: Vec<Certificate>,
    /// Progress of the documents of those issued.
    pub documents: RunDocuments,
}

/// Certificates of a run as they would be issued on this day; for staff.
pub async fn of_run(tx: &mut Tx, details: &RunDetails, on: NaiveDate) -> Result<RunCertificates, AppError> {
    let scope = Scope::register(tx.caller())?;
    let issued = store::list_of_run(tx, &scope, details.id).await?;
    let documents = documents::of_run(tx, details.id).await?;
    let with_certificate: BTreeSet<EnrollmentId> = issued.iter().map(|one| one.printed.enrollment).collect();
    let mut last = super::last_of_year(tx, on.year()).await?;
    let completed = enrollments::completed_in_run(tx, details.id).await?;
    let people: Vec<_> = completed.iter().map(|one| one.specialist).collect();
    let renamed = match courses::closed_at(tx, details.id).await? {
        Some(at) => specialists::renamed_since(tx, &people, at).await?,
        None => Vec::new(),
    };
    let candidates = completed.into_iter().filter(|one| !with_certificate.contains(&one.id)).map(|application| {
        let unprintable = unprintable_letter(&application.name.full());
        let number = unprintable.is_none().then(|| {
            last += 1;
            RegistrationNumber::in_series(on.year(), last)
        });
        let profession = application.profession.as_deref().and_then(profession);
        let valid_until = details.course.valid_until(on, profession);
        let is_renamed = renamed.contains(&application.specialist);
        Candidate { application, is_renamed, unprintable, valid_until, number }
    });
    Ok(RunCertificates { candidates: candidates.collect(), issued, documents })
}

/// Numbers of certificates that were issued, and of people who had theirs already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Issued {
    pub issued: usize,
    pub left: usize,
}

/// Issues the certificates of these people, all or none, and writes to each of them.
///
/// `Invalid`: the day lies before the end of the run or ahead, or a name has a letter that cannot be printed. `Conflict`:
/// somebody has not completed the run. Those who have their certificate already are left as they are.
pub async fn issue_run(
    tx: &mut Tx,
    details: &RunDetails,
    ids: &[EnrollmentId],
    issued_on: NaiveDate,
) -> Result<Issued, AppError> {
    let scope = Scope::register(tx.caller())?;
    check_day(issued_on, details.run.ends_on, tx.today())?;
    let completed = enrollments::completed_in_run(tx, details.id).await?;
    let mut chosen: Vec<_> = completed.into_iter().filter(|one| ids.contains(&one.id)).collect();
    if chosen.len() < ids.len() {
        return Err(AppError::NotFound);
    }
    if chosen.is_empty() || chosen.iter().any(|one| unprintable_letter(&one.name.full()).is_some()) {
        return Err(FormErrors::of("enrollment", Problem::Required).into());
    }
    lock(tx, details.id, &chosen).await?;
    let there = store::list_of_run(tx, &scope, details.id).await?;
    let there: BTreeSet<EnrollmentId> = there.into_iter().map(|one| one.printed.enrollment).collect();
    chosen.retain(|one| !there.contains(&one.id));
    for one in &chosen {
        let certificate = issue(tx, one.id, issued_on).await?;
        make_soon(tx, &certificate).await?;
        if let Some(account) = accounts::find_by_specialist(tx, one.specialist).await? {
            letters::queue(tx, &account, &certificate, CertificateNotice::Issued).await?;
        }
    }
    Ok(Issued { issued: chosen.len(), left: ids.len() - chosen.len() })
}

/// Locks the people, then the run: in the order of every other step, so that no two wait for each other.
async fn lock(tx: &mut Tx, run: RunId, chosen: &[RunApplication]) -> Result<(), AppError> {
    let people: BTreeSet<_> = chosen.iter().map(|one| one.specialist).collect();
    for person in people {
        specialists::lock(tx, person).await?;
    }
    places::lock(tx, run).await.map(drop)
}

fn check_day(issued_on: NaiveDate, ends_on: NaiveDate, today: NaiveDate) -> Result<(), AppError> {
    let problem = if issued_on > today {
        Problem::DayInFuture
    } else if issued_on < ends_on {
        Problem::BeforeEnd
    } else {
        return Ok(());
    };
    Err(FormErrors::of(ISSUED_ON, problem).into())
}
