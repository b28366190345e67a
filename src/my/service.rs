//! Data of one person, gathered from the slices that store it.

use serde_json::{Value, json};

use super::{
    model::{Lacks, NextStep, next},
    policy::may_see_own_courses,
};
use crate::{
    accounts::{self, Account},
    attendance::service as attendance,
    audit, auth,
    certificates::{self, model::Certificate},
    completion::service as completion,
    courses,
    db::{Failure, Tx},
    documents::{self, CourseResult, Letterhead, Pdf, Signatory, TranscriptRow, TranscriptSheet},
    enrollments::{
        self,
        model::{Reason, Step, StepReason},
        service::OwnEnrollment,
    },
    ground::{
        AppError, Locale, Private,
        address::Address,
        ids::{AccountId, EnrollmentId},
        work,
    },
    outbox,
    settings::{Centre, service as settings},
    specialists::{
        self, PersonName, Sex,
        model::{Consent, ConsentKind, FormerName, OwnProfile, ProfileField},
        service::Applicant,
    },
};

/// Enrollment with all that its card shows.
#[derive(Clone, Debug)]
pub struct Enrolled {
    pub own: OwnEnrollment,
    /// Steps, the earliest first.
    pub steps: Vec<Step>,
    pub has_certificate: bool,
}

/// Contents of a trainee's own page.
#[derive(Clone, Debug)]
pub struct Home {
    /// Given name as the record has it, or the address of the account.
    pub greeted_as: Option<String>,
    pub next: Vec<NextStep>,
    /// Enrollments, the latest run first.
    pub enrollments: Vec<Enrolled>,
    /// Certificates, the newest first.
    pub certificates: Vec<Certificate>,
}

/// Reads the contents of the caller's own page.
pub async fn home(tx: &mut Tx) -> Result<Home, AppError> {
    may_see_own_courses(tx.caller())?;
    let Applicant { profile, consents, .. } = Applicant::find(tx).await?;
    let own = enrollments::service::own(tx).await?;
    let steps = enrollments::service::own_steps(tx).await?;
    let certificates = certificates::service::own(tx).await?;
    let next = next(&own, lacks(profile.as_ref(), &consents), tx.at());
    let enrollments = own
        .into_iter()
        .map(|own| Enrolled {
            steps: steps_of(own.id, &steps),
            has_certificate: certificates.iter().any(|certificate| certificate.printed.enrollment == own.id),
            own,
        })
        .collect();
    let greeted_as = profile.map(|profile| profile.name.given_name).filter(|name| !name.is_empty());
    Ok(Home { greeted_as, next, enrollments, certificates })
}

fn lacks(profile: Option<&OwnProfile>, consents: &[Consent]) -> Lacks {
    let is_outdated =
        |consent: &Consent| consent.kind == ConsentKind::Processing && consent.is_in_force() && !consent.is_current();
    Lacks { profile: profile.is_none_or(|profile| !profile.is_complete()), renewal: consents.iter().any(is_outdated) }
}

fn steps_of(enrollment: EnrollmentId, steps: &[(EnrollmentId, Step)]) -> Vec<Step> {
    steps.iter().filter(|(of, _)| *of == enrollment).map(|(_, step)| step.clone()).collect()
}

async fn own_account(tx: &mut Tx) -> Result<Account, AppError> {
    let id = tx.caller().signed_in()?.account;
    accounts::service::find(tx, id).await?.ok_or(AppError::SignInNeeded)
}

/// Run that a person was in, as their transcript shows it.
#[derive(Clone, Debug)]
pub struct Finished {
    pub own: OwnEnrollment,
    /// Certificate that is not replaced.
    pub certificate: Option<Certificate>,
}

/// Runs that a person has finished, the earliest first.
#[derive(Clone, Debug)]
pub struct Transcript {
    /// `None`: there is no record yet.
    pub name: Option<PersonName>,
    pub finished: Vec<Finished>,
}

impl Transcript {
    /// Academic hours of the courses that were completed.
    pub fn hours(&self) -> u32 {
        let completed = self.finished.iter().filter(|finished| finished.own.state == enrollments::State::Completed);
        completed.map(Finished::hours).sum()
    }
}

impl Finished {
    /// Academic hours: as printed, where there is a certificate.
    pub fn hours(&self) -> u32 {
        let printed = self.certificate.as_ref().map(|certificate| certificate.printed.academic_hours);
        printed.unwrap_or(self.own.academic_hours).unsigned_abs()
    }
}

/// Transcript of the caller.
pub async fn transcript(tx: &mut Tx) -> Result<Transcript, AppError> {
    use enrollments::State::{Completed, NoShow, NotCompleted};
    may_see_own_courses(tx.caller())?;
    let name = specialists::service::own(tx).await?.map(|profile| profile.name);
    let certificates = certificates::service::own(tx).await?;
    let own = enrollments::service::own(tx).await?;
    let finished = own.into_iter().rev().filter(|own| matches!(own.state, Completed | NotCompleted | NoShow));
    let finished = finished
        .map(|own| Finished {
            certificate: certificates
                .iter()
                .find(|certificate| certificate.printed.enrollment == own.id && certificate.replaced_on.is_none())
                .cloned(),
            own,
        })
        .collect();
    Ok(Transcript { name, finished })
}

/// Transcript of the caller as a document. `NotFound`: nothing is finished, or there is no record.
pub async fn transcript_document(tx: &mut Tx) -> Result<Pdf, AppError> {
    use enrollments::State::{Completed, NoShow};
    let transcript = transcript(tx).await?;
    let name = transcript.name.filter(|_| !transcript.finished.is_empty()).ok_or(AppError::NotFound)?;
    let row = |finished: &Finished| {
        let printed = finished.certificate.as_ref().map(|certificate| &certificate.printed);
        TranscriptRow {
            title: printed.map_or_else(|| finished.own.title.clone(), |printed| printed.title.clone()),
            academic_hours: finished.hours(),
            starts_on: printed.map_or(finished.own.starts_on, |printed| printed.starts_on),
            ends_on: printed.map_or(finished.own.ends_on, |printed| printed.ends_on),
            result: match finished.own.state {
                Completed => CourseResult::Completed,
                NoShow => CourseResult::NoShow,
                _ => CourseResult::NotCompleted,
            },
            certificate: finished
                .certificate
                .as_ref()
                .map(|certificate| (certificate.registration_number.to_string(), certificate.check_code.to_string())),
        }
    };
    let centre = settings::current(tx).await?;
    let address = certificates::site::VerifyForm.url(tx.origin(), Locale::Kk);
    let sheet = TranscriptSheet {
        holder: name.full(),
        rows: transcript.finished.iter().map(row).collect(),
        check_address: address.split_once("://").map_or(address.as_str(), |(_, typed)| typed).to_owned(),
        letterhead: Letterhead::of(&centre),
        signatories: Signatory::of(&centre),
        made_on: tx.today(),
        made_at: tx.at(),
    };
    work::blocking(move || documents::transcript(&sheet))
        .await?
        .map_err(|error| Failure::Unreadable(error.to_string()).into())
}

/// Exports all stored data about the caller, the IIN in full; of others nothing.
pub async fn export(tx: &mut Tx) -> Result<Value, AppError> {
    let account = own_account(tx).await?;
    let profile = specialists::service::own(tx).await?;
    let former_names = match &profile {
        Some(profile) => specialists::service::former_names(tx, profile.specialist).await?,
        None => Vec::new(),
    };
    let consents = specialists::service::own_consents(tx).await?;
    let mut told_consents = Vec::with_capacity(consents.len());
    for consent in &consents {
        told_consents.push(told_consent(consent, &settings::shown_at(tx, consent.given_at).await?));
    }
    let steps = enrollments::service::own_steps(tx).await?;
    let enrollments = enrollments::service::own(tx).await?;
    let results = Results { marks: attendance::own_marks(tx).await?, scores: completion::own_scores(tx).await? };
    let certificates = certificates::service::own(tx).await?;
    let sessions = auth::list(tx, account.id).await?;
    let letters = outbox::list_to(tx, &account.email).await?;
    let log = own_log(tx, account.id).await?;
    let date_requests = courses::service::own_date_requests(tx).await?;
    Ok(json!({
        "made_at": tx.at(),
        "account": {
            "email": account.email.reveal(), "name": account.name, "locale": account.locale.code(),
            "roles": account.roles.words(), "recorded_at": account.recorded_at,
        },
        "profile": profile.as_ref().map(|profile| told_profile(profile, &former_names)),
        "consents": told_consents,
        "enrollments":
            enrollments.iter().map(|own| told_enrollment(own, &steps_of(own.id, &steps), &results)).collect::<Vec<_>>(),
        "certificates": certificates.iter().map(|own| told_certificate(own, &certificates)).collect::<Vec<_>>(),
        "courses_to_be_told_of": date_requests,
        "sessions": sessions.iter().map(|session| json!({
            "device": session.device, "created_at": session.created_at, "last_seen_at": session.last_seen_at,
            "expires_at": session.expires_at,
        })).collect::<Vec<_>>(),
        "letters": letters.iter().map(|letter| json!({
            "kind": letter.kind.as_str(), "locale": letter.locale.code(), "queued_at": letter.queued_at,
            "state": letter.state.as_str(),
        })).collect::<Vec<_>>(),
        "log": log,
    }))
}

/// Lines of the audit log about an account and its record: every sign-in and every change, and what was changed.
async fn own_log(tx: &mut Tx, account: AccountId) -> Result<Vec<Value>, AppError> {
    let of_account = audit::lines_about(tx, "account", account).await?;
    let of_record = specialists::service::own_log(tx).await?;
    let of_account = of_account.iter().map(|line| told_line("account", line));
    Ok(of_account.chain(of_record.iter().map(|line| told_line("specialist", line))).collect())
}

fn told_line(about: &str, line: &audit::Line) -> Value {
    json!({
        "about": about, "action": line.action, "recorded_at": line.recorded_at, "before": line.before,
        "after": line.after,
    })
}

fn told_name(name: &PersonName) -> Value {
    json!({ "surname": name.surname, "given_name": name.given_name, "patronymic": name.patronymic })
}

fn told_profile(profile: &OwnProfile, former_names: &[FormerName]) -> Value {
    let mut record = json!({
        "name": told_name(&profile.name),
        "former_names": former_names.iter().map(|former| json!({
            "name": told_name(&former.name), "until_on": former.until_on, "recorded_at": former.recorded_at,
        })).collect::<Vec<_>>(),
    });
    for field in ProfileField::ALL.iter().copied().filter(|field| field.is_in_record()) {
        record[field.as_str()] = match field {
            ProfileField::BirthDate => json!(profile.birth_date.as_ref().map(Private::reveal)),
            ProfileField::Surname | ProfileField::GivenName | ProfileField::Patronymic => continue,
            _ => json!(Some(profile.value(field)).filter(|value| !value.is_empty())),
        };
    }
    record["recorded_at"] = json!(profile.recorded_at);
    record
}

/// Consent, and the operator's name in the text that was agreed to.
fn told_consent(consent: &Consent, centre: &Centre) -> Value {
    json!({
        "operator": { "name": centre.full_name(consent.locale).text, "bin": centre.bin() },
        "kind": consent.kind.as_str(), "version": consent.version, "locale": consent.locale.code(),
        "given_at": consent.given_at, "on_paper": consent.is_on_paper, "withdrawn_at": consent.withdrawn_at,
    })
}

/// Marks and scores of a person in all their runs.
struct Results {
    marks: Vec<attendance::OwnMark>,
    scores: Vec<completion::OwnScore>,
}

fn told_enrollment(own: &OwnEnrollment, steps: &[Step], results: &Results) -> Value {
    let marks = results.marks.iter().filter(|mark| mark.enrollment == own.id);
    let score = results.scores.iter().find(|score| score.enrollment_id == own.id);
    json!({
        "run": own.code, "course": own.course_code, "title": own.title, "starts_on": own.starts_on,
        "ends_on": own.ends_on, "state": own.state.as_str(), "offer_ends_at": own.offer_ends_at,
        "waiting": own.queue_position.map(|(place, all)| json!({ "place": place, "all": all })),
        "waiting_number": own.waiting_number, "recorded_at": own.recorded_at,
        "attendance": marks.map(|one| json!({
            "meeting": one.starts_at, "mark": one.mark.word(), "hours": one.mark.part(), "marked_at": one.marked_at,
        })).collect::<Vec<_>>(),
        "score": score.map(|score| json!({ "score": score.score, "entered_at": score.entered_at })),
        "steps": steps.iter().map(|step| json!({
            "to": step.to.as_str(), "taken_at": step.taken_at, "by": taken_by(step), "reason": step.reason.as_str(),
        })).collect::<Vec<_>>(),
    })
}

/// Word for who took a step, which names no other person.
const fn taken_by(step: &Step) -> &'static str {
    match step.reason {
        StepReason::Program(Reason::ByApplicant | Reason::OfferAccepted | Reason::AccountErased) => "self",
        StepReason::Program(_) => "program",
        StepReason::Staff(_) => "centre",
    }
}

/// Certificate for the file; `all` has the one that it replaces, too: both are of one person.
fn told_certificate(certificate: &Certificate, all: &[Certificate]) -> Value {
    let Certificate { printed, revocation, .. } = certificate;
    let replaced = all.iter().find(|other| certificate.replaces == Some(other.id));
    json!({
        "registration_number": certificate.registration_number.as_str(), "check_code": certificate.check_code.plain(),
        "holder": told_name(&printed.holder), "title": printed.title, "academic_hours": printed.academic_hours,
        "starts_on": printed.starts_on, "ends_on": printed.ends_on, "issued_on": printed.issued_on,
        "counts_on": certificate.counts_on, "valid_until": printed.valid_until,
        "revoked_on": certificate.revoked_on(),
        "revoked_reason": revocation.as_ref().map(|revocation| &revocation.reason),
        "replaced_on": certificate.replaced_on,
        "replaces": replaced.map(|replaced| replaced.registration_number.as_str()),
        "region": printed.facts.region.map(|region| region.code),
        "profession": printed.facts.profession.map(|profession| profession.code),
        "sex": printed.facts.sex.map(Sex::as_str),
        "organization_type": printed.facts.organization_type.map(|kind| kind.code),
        "recorded_at": certificate.recorded_at,
    })
}

/// Erases the caller, all at once: open enrollments are withdrawn and their seats go on, names go from record and
/// certificates, the account goes with its sessions and letters. Facts that count remain, with nobody in them (rule
/// R2).
pub async fn erase(tx: &mut Tx) -> Result<(), AppError> {
    let signed_in = tx.caller().signed_in()?.clone();
    accounts::service::lock_own(tx).await?;
    let own = specialists::service::own_id(tx).await?;
    if own != signed_in.specialist {
        // the record was made a moment ago; the next request knows of it
        return Err(AppError::Unavailable);
    }
    if let Some(specialist) = own {
        enrollments::service::erase(tx, specialist).await?;
        certificates::service::erase(tx).await?;
        specialists::service::erase(tx, specialist).await?;
    }
    accounts::service::erase(tx, signed_in.account).await
}
