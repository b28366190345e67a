//! Certificate as staff see it: those before and after it, its document, its history.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{
    SUBJECT,
    checks::{self, MonthOfChecks},
    documents::{self, DocumentFacts},
};
use crate::{
    accounts::service as accounts,
    audit,
    certificates::{
        model::{Certificate, RegistrationNumber},
        policy::Scope,
        store,
    },
    db::Tx,
    ground::{AppError, ids::AccountId},
};

/// Certificate with all that its page shows.
#[derive(Clone, Debug)]
pub struct StaffCertificate {
    pub certificate: Certificate,
    pub predecessor: Option<Certificate>,
    pub successor: Option<Certificate>,
    /// Facts of its document; `None`: it is not made yet.
    pub document: Option<DocumentFacts>,
    pub checks: Vec<MonthOfChecks>,
    /// Certificates of the holder besides that are in force.
    pub others: Vec<Certificate>,
    /// Events, the latest first.
    pub events: Vec<Event>,
}

/// Thing that happened to a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub at: DateTime<Utc>,
    /// Name of who did it: of an account its name or address, else the operator or the program.
    pub actor: String,
    pub kind: EventKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    Issued,
    Reissued,
    Replaced { reason: Option<String> },
    Revoked { reason: Option<String> },
    DocumentMade,
    DuplicatePrinted,
    Reminded { days: i64 },
    Shown { is_short: bool },
    Moved,
    Erased,
}

impl EventKind {
    fn of(line: &audit::Line) -> Option<Self> {
        let after = |key: &str| line.after.as_ref().and_then(|after| after.get(key));
        let reason = || after("reason").and_then(Value::as_str).map(ToOwned::to_owned);
        Some(match line.action.as_str() {
            "certificate.issued" => Self::Issued,
            "certificate.reissued" => Self::Reissued,
            "certificate.replaced" => Self::Replaced { reason: reason() },
            "certificate.revoked" => Self::Revoked { reason: reason() },
            "certificate.document_made" => Self::DocumentMade,
            "certificate.duplicate_printed" => Self::DuplicatePrinted,
            "certificate.reminded" => Self::Reminded { days: after("days")?.as_i64()? },
            "certificate.shown" => Self::Shown { is_short: after("is_shown_short")?.as_bool()? },
            "certificate.moved" => Self::Moved,
            "certificate.holder_erased" => Self::Erased,
            _ => return None,
        })
    }
}

/// Finds the certificate with this number, for those who manage the register.
pub async fn staff_certificate(tx: &mut Tx, number: &RegistrationNumber) -> Result<Option<StaffCertificate>, AppError> {
    let scope = Scope::register(tx.caller())?;
    let Some(certificate) = store::find_by_number(tx, &scope, number).await? else { return Ok(None) };
    let predecessor = match certificate.replaces {
        Some(id) => store::find(tx, &scope, id).await?,
        None => None,
    };
    let mut others = super::of_person(tx, certificate.printed.specialist).await?;
    others.retain(|other| other.id != certificate.id && !other.is_over());
    Ok(Some(StaffCertificate {
        successor: store::find_successor(tx, &scope, certificate.id).await?,
        document: documents::facts(tx, certificate.id).await?,
        checks: checks::by_month(tx, &scope, certificate.id).await?,
        events: events(tx, &certificate).await?,
        predecessor,
        others,
        certificate,
    }))
}

async fn events(tx: &mut Tx, certificate: &Certificate) -> Result<Vec<Event>, AppError> {
    let lines = audit::lines_about(tx, SUBJECT, certificate.id).await?;
    let mut events = Vec::with_capacity(lines.len());
    for line in lines.iter().rev() {
        if let Some(kind) = EventKind::of(line) {
            events.push(Event { at: line.recorded_at, actor: name_of(tx, &line.actor).await?, kind });
        }
    }
    Ok(events)
}

/// Name of an account in the place of its id; other actors are names already.
async fn name_of(tx: &mut Tx, actor: &str) -> Result<String, AppError> {
    let id: Option<AccountId> = actor.strip_prefix("account ").and_then(|id| id.parse().ok());
    let Some(id) = id else { return Ok(actor.to_owned()) };
    let account = accounts::find(tx, id).await?;
    Ok(account.map_or_else(String::new, |account| account.name.unwrap_or_else(|| account.email.reveal().clone())))
}
