//! Tables `credentials` and `certificate_files`: what was signed and printed, as the very bytes that were given out.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::{Certificate, Row, Scope};
use crate::{
    certificates::policy::{CanEraseHolder, CanMakeDocument},
    credentials::SignedCredential,
    db::{Failure, Tx, on_driver},
    documents::Pdf,
    ground::ids::{CertificateId, RunId},
};

/// Credential of a certificate as it is stored; its texts are empty once the holder was erased.
#[derive(FromRow)]
pub(in crate::certificates) struct StoredCredential {
    pub jwt: String,
    pub document: String,
    pub statement: Vec<u8>,
}

/// Certificates that are issued here and wait for their documents, those that wait longest first. Those that are over are
/// not made any more, and nothing is printed of somebody who was erased.
pub(in crate::certificates) async fn list_due(
    tx: &mut Tx,
    scope: &Scope,
    limit: i64,
) -> Result<Vec<Certificate>, Failure> {
    const SQL: &str = in_scope!(
        "document_due_at <= $2 and revoked_on is null and replaced_on is null
            and (surname <> '' or given_name <> '') order by document_due_at, issued_on, id limit $3"
    );
    let at = tx.at();
    let rows: Vec<Row> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(scope.holder()).bind(at).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Numbers of the certificates of a run whose documents are still to be made: by now, and later since they could not be.
pub(in crate::certificates) async fn count_due_of_run(
    tx: &mut Tx,
    _scope: &Scope,
    run: RunId,
) -> Result<(i64, i64), Failure> {
    const SQL: &str = "select count(case when c.document_due_at <= $2 then 1 end),
            count(case when c.document_due_at > $2 then 1 end)
        from certificates c join enrollments e on e.id = c.enrollment_id
        where c.document_due_at is not null and c.revoked_on is null and c.replaced_on is null
            and (c.surname <> '' or c.given_name <> '') and e.run_id = $1";
    let at = tx.at();
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(run).bind(at).fetch_one(c).await)?)
}

pub(in crate::certificates) async fn find_file(
    tx: &mut Tx,
    _scope: &Scope,
    id: CertificateId,
) -> Result<Option<Vec<u8>>, Failure> {
    const SQL: &str = "select pdf from certificate_files where certificate_id = $1";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?)
}

/// Hash and length in bytes of a document.
pub(in crate::certificates) async fn find_file_facts(
    tx: &mut Tx,
    id: CertificateId,
) -> Result<Option<(Vec<u8>, i64)>, Failure> {
    const SQL: &str = "select sha256, cast(length(pdf) as bigint) from certificate_files where certificate_id = $1";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?)
}

pub(in crate::certificates) async fn find_credential(
    tx: &mut Tx,
    _scope: &Scope,
    id: CertificateId,
) -> Result<Option<StoredCredential>, Failure> {
    const SQL: &str = "select jwt, document, statement from credentials
        where certificate_id = $1 and jwt <> ''";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?)
}

/// Number of credentials so far.
pub(in crate::certificates) async fn count_credentials(tx: &mut Tx) -> Result<i64, Failure> {
    const SQL: &str = "select count(*) from credentials";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?)
}

pub(in crate::certificates) async fn is_index_taken(tx: &mut Tx, index: i64) -> Result<bool, Failure> {
    const SQL: &str = "select count(*) from credentials where status_index = $1";
    let taken: i64 = on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(index).fetch_one(c).await)?;
    Ok(taken > 0)
}

/// Saves credential and document of a certificate, both or neither. False: another server was faster, or the holder was
/// erased meanwhile, and nothing is saved.
pub(in crate::certificates) async fn insert(
    tx: &mut Tx,
    permit: &CanMakeDocument,
    (index, signed): (i64, &SignedCredential),
    file: &Pdf,
) -> Result<bool, Failure> {
    const CREDENTIAL: &str = "insert into credentials
        (certificate_id, status_index, jwt, document, statement, signed_at)
        select id, $2, $3, $4, $5, $6 from certificates
            where id = $1 and (surname <> '' or given_name <> '')
        on conflict (certificate_id) do nothing returning status_index";
    const FILE: &str = "insert into certificate_files (certificate_id, pdf, sha256, made_at) values ($1, $2, $3, $4)";
    const DONE: &str = "update certificates set document_due_at = null where id = $1";
    let (id, at) = (permit.certificate(), tx.at());
    let saved: Option<i64> = on_driver!(tx, |c| sqlx::query_scalar(CREDENTIAL)
        .bind(id)
        .bind(index)
        .bind(&signed.jwt)
        .bind(&signed.document)
        .bind(&signed.statement)
        .bind(at)
        .fetch_optional(c)
        .await)?;
    if saved.is_none() {
        return Ok(false);
    }
    on_driver!(tx, |c| sqlx::query(FILE)
        .bind(id)
        .bind(&file.bytes)
        .bind(&file.sha256[..])
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    on_driver!(tx, |c| sqlx::query(DONE).bind(id).execute(c).await.map(drop))?;
    Ok(true)
}

/// Marks the document of a certificate that was issued here as due from this moment on.
pub(in crate::certificates) async fn update_due(
    tx: &mut Tx,
    permit: &CanMakeDocument,
    from: DateTime<Utc>,
) -> Result<(), Failure> {
    const SQL: &str = "update certificates set document_due_at = $2 where id = $1";
    let id = permit.certificate();
    Ok(on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(from).execute(c).await.map(drop))?)
}

/// Erases the documents and credentials of a person. The places in the status lists remain taken.
pub(in crate::certificates) async fn erase(tx: &mut Tx, permit: &CanEraseHolder) -> Result<(), Failure> {
    const FILES: &str = "delete from certificate_files
        where certificate_id in (select id from certificates where specialist_id = $1)";
    const CREDENTIALS: &str = "update credentials set jwt = '', document = '', statement = $2
        where certificate_id in (select id from certificates where specialist_id = $1)";
    let nothing: &[u8] = &[];
    on_driver!(tx, |c| sqlx::query(FILES).bind(permit.holder()).execute(c).await.map(drop))?;
    Ok(on_driver!(tx, |c| sqlx::query(CREDENTIALS).bind(permit.holder()).bind(nothing).execute(c).await.map(drop))?)
}
