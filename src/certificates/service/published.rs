//! Publication of the centre and of all certificates together: keys, issuer, status lists.

use crate::{
    certificates::store::published as store,
    credentials::{
        self, Issuer, PublishedKey, StatusChange,
        published::{self, Changes},
        status::Standing,
    },
    db::{Ctx, Tx},
    ground::{AppError, Locale, Localized},
    settings::service as settings,
};

/// Centre as the issuer of credentials.
pub async fn issuer(ctx: &Ctx) -> Result<Issuer, AppError> {
    issuer_in(&mut ctx.read().await?).await
}

pub(super) async fn issuer_in(tx: &mut Tx) -> Result<Issuer, AppError> {
    let centre = settings::current(tx).await?;
    let name = |locale| centre.full_name(locale).text;
    let name = Localized { kk: name(Locale::Kk), ru: name(Locale::Ru), en: name(Locale::En) };
    Ok(Issuer { origin: tx.origin().to_owned(), name })
}

/// Issuer and all keys; the first that asks has them made.
pub async fn issuer_and_keys(ctx: &Ctx) -> Result<(Issuer, Vec<PublishedKey>), AppError> {
    credentials::signer(ctx).await?;
    let mut tx = ctx.read().await?;
    Ok((issuer_in(&mut tx).await?, published::keys(&mut tx).await?))
}

/// Certificates that were revoked or replaced by today.
pub async fn changes(tx: &mut Tx) -> Result<Changes, AppError> {
    let today = tx.today();
    let issued = store::count_places(tx).await?.unsigned_abs();
    let ended = store::list_ended(tx, today).await?.into_iter().map(|row| StatusChange {
        index: row.status_index.unsigned_abs(),
        standing: if row.revoked_on.is_some() { Standing::Revoked } else { Standing::Replaced },
    });
    Ok(Changes { issued, changes: ended.collect() })
}

/// Status file for the check without a network.
pub async fn status_file(ctx: &Ctx) -> Result<Vec<u8>, AppError> {
    let signer = credentials::signer(ctx).await?;
    let mut tx = ctx.read().await?;
    let (at, changes) = (tx.at(), changes(&mut tx).await?);
    Ok(published::status_file(&signer, at, &changes))
}

/// Bitstring status list with this number.
pub async fn status_list(ctx: &Ctx, number: i64) -> Result<String, AppError> {
    let signer = credentials::signer(ctx).await?;
    let mut tx = ctx.read().await?;
    let (at, issuer, changes) = (tx.at(), issuer_in(&mut tx).await?, changes(&mut tx).await?);
    published::status_list(&signer, &issuer, at, (number, &changes))
}
