//! The tables `certificates` and `registration_series`. No certificate is ever deleted; its holder's name may be.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use super::{
    model::{CheckCode, RegistrationNumber, Validity},
    policy::{CanEnd, CanIssue, CanKeepOwn},
};
use crate::{
    db::{Failure, Tx, on_driver},
    ground::{
        Localized,
        ids::{CertificateId, CourseId, EnrollmentId, SpecialistId},
        letters::code_key,
    },
    specialists::PersonName,
};

/// A certificate as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Stored {
    pub id: CertificateId,
    pub registration_number: String,
    pub check_code: String,
    pub enrollment_id: EnrollmentId,
    pub specialist_id: SpecialistId,
    pub course_id: CourseId,
    pub surname: String,
    pub given_name: String,
    pub patronymic: Option<String>,
    pub title_kk: String,
    pub title_ru: String,
    pub title_en: String,
    pub academic_hours: i32,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub issued_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
    pub counts_on: NaiveDate,
    pub region: Option<String>,
    pub profession: Option<String>,
    pub sex: Option<String>,
    pub organization_type: Option<String>,
    pub revoked_on: Option<NaiveDate>,
    pub revoked_reason: Option<String>,
    pub replaced_on: Option<NaiveDate>,
    pub replaces_id: Option<CertificateId>,
    pub recorded_at: DateTime<Utc>,
}

impl Stored {
    pub fn holder(&self) -> PersonName {
        PersonName {
            surname: self.surname.clone(),
            given_name: self.given_name.clone(),
            patronymic: self.patronymic.clone(),
        }
    }

    /// Whether the holder's name has been taken off at their request.
    pub fn is_erased(&self) -> bool {
        self.surname.is_empty() && self.given_name.is_empty()
    }

    pub fn title(&self) -> Localized {
        Localized { kk: self.title_kk.clone(), ru: self.title_ru.clone(), en: self.title_en.clone() }
    }

    pub fn validity(&self) -> Validity {
        Validity { valid_until: self.valid_until, revoked_on: self.revoked_on, replaced_on: self.replaced_on }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, registration_number, check_code, enrollment_id, specialist_id, course_id, surname, ",
            "given_name, patronymic, title_kk, title_ru, title_en, academic_hours, starts_on, ends_on, issued_on, ",
            "valid_until, counts_on, region, profession, sex, organization_type, revoked_on, revoked_reason, ",
            "replaced_on, replaces_id, recorded_at from certificates ",
            $rest
        )
    };
}

pub(super) async fn find_by_code(tx: &mut Tx, code: &CheckCode) -> Result<Option<Stored>, Failure> {
    const SQL: &str = select!("where check_code = $1");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(code.plain()).fetch_optional(c).await)?)
}

pub(super) async fn find_by_number(tx: &mut Tx, number: &RegistrationNumber) -> Result<Option<Stored>, Failure> {
    const SQL: &str = select!("where number_key = $1");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(number.key()).fetch_optional(c).await)?)
}

pub(super) async fn find(tx: &mut Tx, id: CertificateId) -> Result<Option<Stored>, Failure> {
    const SQL: &str = select!("where id = $1");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?)
}

/// The whole register, by year and number as the journal has them.
pub(super) async fn list(tx: &mut Tx) -> Result<Vec<Stored>, Failure> {
    const SQL: &str = select!("order by issued_on, registration_number");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}

/// A person's certificates, the newest first.
pub(super) async fn list_own(tx: &mut Tx, permit: &CanKeepOwn) -> Result<Vec<Stored>, Failure> {
    const SQL: &str = select!("where specialist_id = $1 order by issued_on desc, registration_number desc");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(permit.holder()).fetch_all(c).await)?)
}

/// Takes the name off a person's certificates, and the reasons, which may say more. What counts stays (R1, R2).
pub(super) async fn update_erased(tx: &mut Tx, permit: &CanKeepOwn) -> Result<(), Failure> {
    const SQL: &str = "update certificates set surname = '', given_name = '', patronymic = null,
        revoked_reason = case when revoked_reason is null then null else '' end where specialist_id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.holder()).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn insert(tx: &mut Tx, permit: &CanIssue, certificate: &Stored) -> Result<(), Failure> {
    const SQL: &str = "insert into certificates (id, registration_number, check_code, enrollment_id, specialist_id,
        course_id, surname, given_name, patronymic, title_kk, title_ru, title_en, academic_hours, starts_on, ends_on,
        issued_on, valid_until, counts_on, region, profession, sex, organization_type, replaces_id, recorded_at,
        number_key)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
        $23, $24, $25)";
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(certificate.id)
        .bind(&certificate.registration_number)
        .bind(&certificate.check_code)
        .bind(permit.enrollment())
        .bind(certificate.specialist_id)
        .bind(certificate.course_id)
        .bind(&certificate.surname)
        .bind(&certificate.given_name)
        .bind(&certificate.patronymic)
        .bind(&certificate.title_kk)
        .bind(&certificate.title_ru)
        .bind(&certificate.title_en)
        .bind(certificate.academic_hours)
        .bind(certificate.starts_on)
        .bind(certificate.ends_on)
        .bind(certificate.issued_on)
        .bind(certificate.valid_until)
        .bind(certificate.counts_on)
        .bind(&certificate.region)
        .bind(&certificate.profession)
        .bind(&certificate.sex)
        .bind(&certificate.organization_type)
        .bind(certificate.replaces_id)
        .bind(certificate.recorded_at)
        .bind(code_key(&certificate.registration_number))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn update_revoked(tx: &mut Tx, permit: &CanEnd, on: NaiveDate, reason: &str) -> Result<(), Failure> {
    const SQL: &str = "update certificates set revoked_on = $2, revoked_reason = $3 where id = $1";
    let id = permit.certificate();
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(on).bind(reason).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn update_replaced(tx: &mut Tx, permit: &CanEnd, on: NaiveDate) -> Result<(), Failure> {
    const SQL: &str = "update certificates set replaced_on = $2 where id = $1";
    let id = permit.certificate();
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(on).execute(c).await.map(drop))?;
    Ok(())
}

/// Takes the next number of a year. The year's row is locked until the transaction ends, and a transaction
/// that fails gives its numbers back: so the series has no gaps.
pub(super) async fn update_next_number(tx: &mut Tx, _permit: &CanIssue, year: i32) -> Result<i64, Failure> {
    const SQL: &str = "insert into registration_series (year, last_number) values ($1, 1)
        on conflict (year) do update set last_number = registration_series.last_number + 1 returning last_number";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(year).fetch_one(c).await)?)
}

/// Moves a year's series on to a number that came from elsewhere, if that is higher.
pub(super) async fn update_series(tx: &mut Tx, _permit: &CanIssue, year: i32, number: i64) -> Result<(), Failure> {
    const SQL: &str = "insert into registration_series (year, last_number) values ($1, $2)
        on conflict (year) do update set last_number = $2 where registration_series.last_number < $2";
    on_driver!(tx, |c| sqlx::query(SQL).bind(year).bind(number).execute(c).await.map(drop))?;
    Ok(())
}

/// The highest number of a year so far.
pub(super) async fn find_last_number(tx: &mut Tx, year: i32) -> Result<Option<i64>, Failure> {
    const SQL: &str = "select last_number from registration_series where year = $1";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(year).fetch_optional(c).await)?)
}
