//! Tables `certificates` and `registration_series`. No certificate is ever deleted; its holder's name may be.

pub(super) mod published;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use super::{
    model::{
        Certificate, CheckCode, NewRevocation, PrintedCertificate, RegistrationNumber, Revocation, RevocationKind,
    },
    policy::{CanEnd, CanEraseHolder, CanIssue, CanMoveCertificates, CanShow, Scope},
};
use crate::{
    db::{Failure, Tx, on_driver},
    ground::{
        Localized,
        ids::{CertificateId, CourseId, EnrollmentId, RunId, SpecialistId},
    },
    reference::{organization_type, profession, region},
    specialists::{PersonName, Sex, model::CountedFacts},
};

#[derive(FromRow)]
struct Row {
    id: CertificateId,
    registration_number: String,
    check_code: String,
    enrollment_id: EnrollmentId,
    specialist_id: SpecialistId,
    course_id: CourseId,
    surname: String,
    given_name: String,
    patronymic: Option<String>,
    title_kk: String,
    title_ru: String,
    title_en: String,
    academic_hours: i32,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    issued_on: NaiveDate,
    valid_until: Option<NaiveDate>,
    counts_on: NaiveDate,
    region: Option<String>,
    profession: Option<String>,
    sex: Option<String>,
    organization_type: Option<String>,
    revoked_on: Option<NaiveDate>,
    revoked_kind: Option<String>,
    revoked_reason: Option<String>,
    replaced_on: Option<NaiveDate>,
    replaces_id: Option<CertificateId>,
    recorded_at: DateTime<Utc>,
    is_shown_short: bool,
}

impl TryFrom<Row> for Certificate {
    type Error = Failure;

    fn try_from(row: Row) -> Result<Self, Failure> {
        let unreadable = || Failure::Unreadable(format!("certificate {}", row.id));
        let facts = CountedFacts {
            region: row.region.as_deref().map(|code| region(code).ok_or_else(unreadable)).transpose()?,
            profession: row.profession.as_deref().map(|code| profession(code).ok_or_else(unreadable)).transpose()?,
            sex: row.sex.as_deref().map(|word| word.parse().map_err(|_| unreadable())).transpose()?,
            organization_type: row
                .organization_type
                .as_deref()
                .map(|code| organization_type(code).ok_or_else(unreadable))
                .transpose()?,
        };
        // of before there were kinds
        let kind = row.revoked_kind.as_deref().unwrap_or(RevocationKind::Other.as_str());
        let kind = kind.parse().map_err(|_| unreadable())?;
        let revocation = row.revoked_on.zip(row.revoked_reason).map(|(on, reason)| Revocation { on, kind, reason });
        Ok(Self {
            id: row.id,
            registration_number: RegistrationNumber::parse(&row.registration_number).ok_or_else(unreadable)?,
            check_code: CheckCode::parse(&row.check_code).map_err(|_| unreadable())?,
            printed: PrintedCertificate {
                enrollment: row.enrollment_id,
                specialist: row.specialist_id,
                course: row.course_id,
                holder: PersonName { surname: row.surname, given_name: row.given_name, patronymic: row.patronymic },
                title: Localized { kk: row.title_kk, ru: row.title_ru, en: row.title_en },
                academic_hours: row.academic_hours,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
                issued_on: row.issued_on,
                valid_until: row.valid_until,
                facts,
            },
            counts_on: row.counts_on,
            revocation,
            replaced_on: row.replaced_on,
            replaces: row.replaces_id,
            recorded_at: row.recorded_at,
            is_shown_short: row.is_shown_short,
        })
    }
}

macro_rules! select {
    ($($rest:literal),+) => {
        concat!(
            "select id, registration_number, check_code, enrollment_id, specialist_id, course_id, surname, ",
            "given_name, patronymic, title_kk, title_ru, title_en, academic_hours, starts_on, ends_on, issued_on, ",
            "valid_until, counts_on, region, profession, sex, organization_type, revoked_on, revoked_kind, ",
            "revoked_reason, replaced_on, replaces_id, recorded_at, is_shown_short from certificates ",
            $($rest),+
        )
    };
}

/// Finds the certificate with this code: a reader who knows the code may see it.
pub(super) async fn find_by_code(tx: &mut Tx, code: &CheckCode) -> Result<Option<Certificate>, Failure> {
    const SQL: &str = select!("where check_code = $1");
    let row: Option<Row> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(code.plain()).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// Condition that a row is in the scope `$1`. Lists write it without the `or`, for which no index can be used.
macro_rules! in_scope {
    ($rest:literal) => {
        select!("where ($1 is null or specialist_id = $1) and ", $rest)
    };
}

pub(super) mod checks;
pub(super) mod documents;
pub(super) mod expiring;
pub(super) mod register;

/// Chooses what the check shows.
pub(super) async fn update_shown_short(tx: &mut Tx, permit: &CanShow, is_short: bool) -> Result<(), Failure> {
    const SQL: &str = "update certificates set is_shown_short = $2 where id = $1";
    let id = permit.certificate();
    Ok(on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(is_short).execute(c).await.map(drop))?)
}

pub(super) async fn find_by_number(
    tx: &mut Tx,
    scope: &Scope,
    number: &RegistrationNumber,
) -> Result<Option<Certificate>, Failure> {
    const SQL: &str = in_scope!("number_key = $2");
    let row: Option<Row> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(scope.holder()).bind(number.key()).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

pub(super) async fn find(tx: &mut Tx, scope: &Scope, id: CertificateId) -> Result<Option<Certificate>, Failure> {
    const SQL: &str = in_scope!("id = $2");
    let row: Option<Row> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(scope.holder()).bind(id).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// Certificates of a scope, by year and number as the journal has them.
pub(super) async fn list(tx: &mut Tx, scope: &Scope) -> Result<Vec<Certificate>, Failure> {
    const OWN: &str = select!("where specialist_id = $1 order by issued_on, registration_number");
    const ALL: &str = select!("where $1 is null order by issued_on, registration_number");
    let sql = if scope.holder().is_some() { OWN } else { ALL };
    let rows: Vec<Row> = on_driver!(tx, |c| sqlx::query_as(sql).bind(scope.holder()).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Removes the name from a person's certificates, and the reasons, which may contain more about them. What counts is
/// left (R1, R2).
pub(super) async fn erase_holder(tx: &mut Tx, permit: &CanEraseHolder) -> Result<(), Failure> {
    const SQL: &str = "update certificates set surname = '', given_name = '', patronymic = null,
        revoked_reason = case when revoked_reason is null then null else '' end,
        replaced_reason = case when replaced_reason is null then null else '' end where specialist_id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.holder()).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn insert(tx: &mut Tx, permit: &CanIssue, certificate: &Certificate) -> Result<(), Failure> {
    const SQL: &str = "insert into certificates (id, registration_number, check_code, enrollment_id, specialist_id,
        course_id, surname, given_name, patronymic, title_kk, title_ru, title_en, academic_hours, starts_on, ends_on,
        issued_on, valid_until, counts_on, region, profession, sex, organization_type, replaces_id, recorded_at,
        number_key)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
        $23, $24, $25)";
    let PrintedCertificate { holder, title, facts, .. } = &certificate.printed;
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(certificate.id)
        .bind(certificate.registration_number.as_str())
        .bind(certificate.check_code.plain())
        .bind(permit.enrollment())
        .bind(certificate.printed.specialist)
        .bind(certificate.printed.course)
        .bind(&holder.surname)
        .bind(&holder.given_name)
        .bind(&holder.patronymic)
        .bind(&title.kk)
        .bind(&title.ru)
        .bind(&title.en)
        .bind(certificate.printed.academic_hours)
        .bind(certificate.printed.starts_on)
        .bind(certificate.printed.ends_on)
        .bind(certificate.printed.issued_on)
        .bind(certificate.printed.valid_until)
        .bind(certificate.counts_on)
        .bind(facts.region.map(|region| region.code))
        .bind(facts.profession.map(|profession| profession.code))
        .bind(facts.sex.map(Sex::as_str))
        .bind(facts.organization_type.map(|kind| kind.code))
        .bind(certificate.replaces)
        .bind(certificate.recorded_at)
        .bind(certificate.registration_number.key())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn update_revoked(
    tx: &mut Tx,
    permit: &CanEnd,
    on: NaiveDate,
    new: NewRevocation<'_>,
) -> Result<(), Failure> {
    const SQL: &str = "update certificates set revoked_on = $2, revoked_kind = $3, revoked_reason = $4,
        revoked_recorded_at = $5 where id = $1";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(permit.certificate())
        .bind(on)
        .bind(new.kind.as_str())
        .bind(new.reason)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn update_replaced(tx: &mut Tx, permit: &CanEnd, on: NaiveDate, reason: &str) -> Result<(), Failure> {
    const SQL: &str =
        "update certificates set replaced_on = $2, replaced_reason = $3, replaced_recorded_at = $4 where id = $1";
    let (id, at) = (permit.certificate(), tx.at());
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(on).bind(reason).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// Certificate that came in the place of this one.
pub(super) async fn find_successor(
    tx: &mut Tx,
    scope: &Scope,
    id: CertificateId,
) -> Result<Option<Certificate>, Failure> {
    const SQL: &str = in_scope!("replaces_id = $2");
    let row: Option<Row> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(scope.holder()).bind(id).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// Certificates of the enrollments in a run that are not replaced, by number.
pub(super) async fn list_of_run(tx: &mut Tx, scope: &Scope, run: RunId) -> Result<Vec<Certificate>, Failure> {
    const SQL: &str = in_scope!(
        "replaced_on is null and enrollment_id in (select id from enrollments where run_id = $2)
            order by registration_number"
    );
    let rows: Vec<Row> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(scope.holder()).bind(run).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Takes the next number of a year. The year's row is locked until the transaction ends, and a transaction that fails
/// gives its numbers back: so the series has no gaps.
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

/// Highest number of a year so far.
pub(super) async fn find_last_number(tx: &mut Tx, year: i32) -> Result<Option<i64>, Failure> {
    const SQL: &str = "select last_number from registration_series where year = $1";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(year).fetch_optional(c).await)?)
}

/// Gives the certificates of a record to another one; returns which they are.
pub(super) async fn update_holder(tx: &mut Tx, permit: &CanMoveCertificates) -> Result<Vec<CertificateId>, Failure> {
    const SQL: &str = "update certificates set specialist_id = $2 where specialist_id = $1 returning id";
    let (from, to) = (permit.from(), permit.to());
    let mut moved: Vec<CertificateId> =
        on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(from).bind(to).fetch_all(c).await)?;
    moved.sort_unstable();
    Ok(moved)
}

/// Tells whether there is a certificate of an enrollment in this run.
pub(super) async fn is_any_issued(tx: &mut Tx, _scope: &Scope, run: RunId) -> Result<bool, Failure> {
    const SQL: &str = "select count(*) from certificates c join enrollments e on e.id = c.enrollment_id
        where e.run_id = $1";
    let issued: i64 = on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(run).fetch_one(c).await)?;
    Ok(issued > 0)
}
