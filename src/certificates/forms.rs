//! Form actions about certificates: staff issue those of a run, revoke and replace; a holder chooses what the check shows.

use super::{
    model::{
        Correction, NewRevocation, RegistrationNumber, RevocationKind,
        correction::{ACADEMIC_HOURS, ENDS_ON, STARTS_ON, TITLE_NOW},
    },
    outcome::Outcome,
    service::{self, ISSUED_ON},
    site,
};
use chrono::NaiveDate;

use crate::{
    audit,
    courses::model::CourseField,
    db::{Ctx, Tx},
    enrollments::service as enrollments,
    ground::{AppError, FormErrors, Problem, ids::CertificateId},
    i18n::dates,
    specialists::model::{PersonFields, ProfileField},
    ui::{FormFields, FormRequest, Redirect},
};

/// Fields of the forms.
pub const ENROLLMENT: &str = "enrollment";
pub const SURE: &str = "sure";
pub const ACTION: &str = "action";
pub const REVOKE: &str = "revoke";
pub const REPLACE: &str = "replace";
pub const KIND: &str = "reason_kind";
pub const REASON: &str = "reason";
pub const TELL: &str = "tell";
/// Choice of what the check shows: the name, or no more than what it is and until when it is valid.
pub const SHOW: &str = "show";
pub const WITH_NAME: &str = "name";
pub const SHORT: &str = "short";

/// `POST /{l}/staff/runs/{run}/certificates`: issues the certificates of the people who are ticked.
pub async fn issue(ctx: Ctx, form: FormRequest, address: site::Issue) -> Result<Redirect, AppError> {
    let fields = &form.fields;
    let mut tx = ctx.begin().await?;
    let details = enrollments::run_for_staff(&mut tx, address.run.as_str()).await?;
    if !fields.has(SURE) {
        // the page shows what is to come, and its own form is sure
        return Ok(Redirect::to(&address, form.locale));
    }
    let ids = enrollments::read_ids(fields.all(ENROLLMENT));
    let day = match fields.field(ISSUED_ON) {
        "" => Err(Problem::Required),
        typed => dates::parse(typed).map_err(Problem::from),
    };
    let day = day.map_err(|problem| FormErrors::of(ISSUED_ON, problem))?;
    let issued = service::issue_run(&mut tx, &details, &ids, day).await?;
    audit::commit_changes(tx).await?;
    let redirect = Redirect::to(&address, form.locale);
    Ok(redirect.reporting_of(Outcome::Issued, issued.issued).reporting_of(Outcome::Left, issued.left))
}

/// `POST /{l}/staff/certificates/{number}`: revokes the certificate, or puts another in its place.
pub async fn change(ctx: Ctx, form: FormRequest, address: site::StaffCertificate) -> Result<Redirect, AppError> {
    let (locale, fields) = (form.locale, &form.fields);
    let mut tx = ctx.begin().await?;
    let id = find(&mut tx, &address.number).await?;
    let reason = fields.field(REASON);
    let today = tx.today();
    let required = |field: &'static str| FormErrors::of(field, Problem::Required);
    match fields.field(ACTION) {
        REVOKE => {
            let mut errors = FormErrors::default();
            let kind: Option<RevocationKind> = fields.field(KIND).parse().ok();
            if kind.is_none() {
                errors.add(KIND, Problem::Required);
            }
            if reason.is_empty() {
                errors.add(REASON, Problem::Required);
            }
            errors.or(())?;
            let kind = kind.ok_or_else(|| required(KIND))?;
            let new = NewRevocation { kind, reason, is_said: fields.has(TELL) };
            service::revoke(&mut tx, id, today, new).await?;
            audit::commit_changes(tx).await?;
            Ok(Redirect::to(&address, locale).reporting(Outcome::Revoked))
        }
        REPLACE => {
            let correction = correction(fields, today)?;
            let new = service::reissue(&mut tx, id, correction, today, reason).await?;
            audit::commit_changes(tx).await?;
            let address = site::StaffCertificate::of(new.registration_number.to_string());
            Ok(Redirect::to(&address, locale).reporting(Outcome::Replaced))
        }
        _ => Err(required(ACTION).into()),
    }
}

/// `POST /{l}/my/certificates/{number}`: chooses what the check shows of it.
pub async fn show(ctx: Ctx, form: FormRequest, address: site::OwnCertificate) -> Result<Redirect, AppError> {
    let is_short = match form.fields.field(SHOW) {
        WITH_NAME => false,
        SHORT => true,
        _ => return Err(FormErrors::of(SHOW, Problem::Required).into()),
    };
    let mut tx = ctx.begin().await?;
    service::show(&mut tx, &address.number, is_short).await?;
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&address, form.locale).reporting(Outcome::Shown))
}

/// Reads what is to be printed on a new certificate. A fact whose field is empty or missing stays as it was.
fn correction(fields: &FormFields, today: NaiveDate) -> Result<Correction, FormErrors> {
    use ProfileField::{GivenName, Patronymic, Surname};
    let of_name = |field: ProfileField| match field {
        Surname | GivenName | Patronymic => fields.field(field.as_str()),
        _ => "",
    };
    let read = PersonFields::read(of_name, |field| matches!(field, Surname | GivenName), today);
    let mut errors = FormErrors::default();
    for (field, problem) in read.mistakes {
        errors.add(field.as_str(), problem);
    }
    let typed = |field| Some(fields.field(field)).filter(|typed| !typed.is_empty());
    let hours = typed(ACADEMIC_HOURS).map(|typed| CourseField::AcademicHours.number(typed));
    let academic_hours = hours.and_then(|hours| errors.take(ACADEMIC_HOURS, hours));
    let mut day = |field| {
        let day = typed(field).map(|typed| dates::parse(typed).map_err(Problem::from));
        day.and_then(|day| errors.take(field, day))
    };
    let (starts_on, ends_on) = (day(STARTS_ON), day(ENDS_ON));
    if fields.field(REASON).is_empty() {
        errors.add(REASON, Problem::Required);
    }
    let has_current_title = fields.has(TITLE_NOW);
    errors.or(Correction { holder: read.name, academic_hours, starts_on, ends_on, has_current_title })
}

async fn find(tx: &mut Tx, number: &str) -> Result<CertificateId, AppError> {
    let number = RegistrationNumber::parse(number).ok_or(AppError::NotFound)?;
    let certificate = service::find_by_number(tx, &number).await?;
    certificate.map(|certificate| certificate.id).ok_or(AppError::NotFound)
}
