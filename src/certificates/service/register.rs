//! Register and journal: what staff find, take along and print.

use chrono::{Datelike, Days, NaiveDate};

use super::documents::unmade;
use crate::{
    certificates::{
        model::{Certificate, filter::RegisterFilter},
        policy::Scope,
        store::{self, register},
    },
    courses::service::RunDetails,
    db::Tx,
    documents::{self, JournalRow, JournalSheet, JournalState, Letterhead, OrderRow, OrderSheet, Pdf, Signatory},
    ground::{AppError, work},
    settings::service as settings,
};

/// Page of the register.
#[derive(Clone, Debug)]
pub struct RegisterPage {
    pub certificates: Vec<Certificate>,
    pub count: i64,
}

/// Searches the register, the newest number first, on a page of which 1 is the first; for staff.
pub async fn search(tx: &mut Tx, filter: &RegisterFilter, page: i64) -> Result<RegisterPage, AppError> {
    let scope = Scope::register(tx.caller())?;
    let count = register::count_found(tx, &scope, filter).await?;
    Ok(RegisterPage { certificates: register::search(tx, &scope, filter, Some(page)).await?, count })
}

/// Finds all that a filter leaves of the register, the newest number first; for staff.
pub async fn search_all(tx: &mut Tx, filter: &RegisterFilter) -> Result<Vec<Certificate>, AppError> {
    let scope = Scope::register(tx.caller())?;
    Ok(register::search(tx, &scope, filter, None).await?)
}

/// Years in which certificates were issued, the latest first; for staff.
pub async fn journal_years(tx: &mut Tx) -> Result<Vec<i32>, AppError> {
    let scope = Scope::register(tx.caller())?;
    let mut years = Vec::new();
    let mut before = tx.today() + Days::new(1);
    // a few seeks in an index, where one statement would read every certificate
    while let Some(day) = register::last_issued_before(tx, &scope, before).await? {
        years.push(day.year());
        before = NaiveDate::from_ymd_opt(day.year(), 1, 1).ok_or(AppError::NotFound)?;
    }
    Ok(years)
}

/// Journal of a year as the centre's paper book; for staff. `NotFound`: there is no such year, or nothing was issued in it.
pub async fn journal(tx: &mut Tx, year: i32) -> Result<Pdf, AppError> {
    let scope = Scope::register(tx.caller())?;
    let days = NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31));
    let certificates = register::list_between(tx, &scope, days.ok_or(AppError::NotFound)?).await?;
    if certificates.is_empty() {
        return Err(AppError::NotFound);
    }
    let all: std::collections::HashMap<_, _> =
        certificates.iter().map(|one| (one.id, one.registration_number.to_string())).collect();
    let mut rows = Vec::with_capacity(certificates.len());
    for one in &certificates {
        let replaces = match one.replaces {
            None => None,
            Some(old) => match all.get(&old) {
                Some(number) => Some(number.clone()),
                // it was issued in an earlier year
                None => store::find(tx, &scope, old).await?.map(|old| old.registration_number.to_string()),
            },
        };
        rows.push(JournalRow {
            number: one.registration_number.to_string(),
            holder: one.printed.holder.full(),
            course: one.printed.title.clone(),
            academic_hours: one.printed.academic_hours.unsigned_abs(),
            issued_on: one.printed.issued_on,
            state: match (one.revoked_on(), one.replaced_on) {
                (Some(on), _) => JournalState::RevokedOn(on),
                (None, Some(on)) => JournalState::ReplacedOn(on),
                (None, None) => JournalState::Issued,
            },
            replaces,
        });
    }
    let centre = settings::current(tx).await?;
    let sheet = JournalSheet { year, as_of: tx.today(), rows, letterhead: Letterhead::of(&centre), made_at: tx.at() };
    work::blocking(move || documents::journal(&sheet)).await?.map_err(unmade)
}

/// Order that lists the certificates of a run; for staff. `NotFound`: there are none.
pub async fn order(tx: &mut Tx, run: &RunDetails) -> Result<Pdf, AppError> {
    let scope = Scope::register(tx.caller())?;
    let issued = store::list_of_run(tx, &scope, run.id).await?;
    let last = issued.iter().map(|one| one.printed.issued_on).max().ok_or(AppError::NotFound)?;
    let centre = settings::as_of(tx, last).await?;
    let row = |one: &Certificate| OrderRow {
        holder: one.printed.holder.full(),
        course: one.printed.title.clone(),
        academic_hours: one.printed.academic_hours.unsigned_abs(),
        number: one.registration_number.to_string(),
        issued_on: one.printed.issued_on,
        valid_until: one.printed.valid_until,
    };
    let sheet = OrderSheet {
        number: None,
        day: None,
        run: run.run.code.clone(),
        course: run.course.title.clone(),
        starts_on: run.run.starts_on,
        ends_on: run.run.ends_on,
        certificates: issued.iter().filter(|one| !one.is_over() && !one.is_erased()).map(row).collect(),
        letterhead: Letterhead::of(&centre),
        signatories: Signatory::of(&centre),
        made_at: tx.at(),
    };
    work::blocking(move || documents::order(&sheet)).await?.map_err(unmade)
}
