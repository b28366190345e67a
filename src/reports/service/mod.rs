//! Reports of a view, the pack that proves one, editions, the public figures, and letters about views.

pub mod editions;
pub mod public;
pub mod subscriptions;

use crate::{
    audit,
    db::Tx,
    ground::AppError,
    programme::{
        Filter,
        service::{self as programme, ViewCache, ViewQuery},
    },
};

pub use super::{
    evidence::pack,
    formats::Format,
    report::{Report, TWO_WAY},
};

/// Report of a view, for those who may see its breakdowns. `NotFound`: there is no phase yet.
pub async fn report(tx: &mut Tx, cache: &ViewCache, query: ViewQuery, filter: Filter) -> Result<Report, AppError> {
    let choices = programme::choices(tx).await?;
    let view = programme::view(tx, cache, query).await?.ok_or(AppError::NotFound)?;
    let progress = programme::figures(tx.caller(), &view, &filter)?;
    let two_way = TWO_WAY.into_iter().map(|by| (by, view.two_way(&filter, by))).collect();
    let audit = audit::head(tx).await?;
    let (made_at, known_at) = (tx.at(), view.known_at.unwrap_or(tx.at()));
    Ok(Report { view, filter, progress, two_way, choices, known_at, made_at, audit })
}
