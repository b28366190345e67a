//! Public figures: published when a quarter is over, and read by anybody.

use serde_json::json;

use crate::{
    audit,
    db::{Ctx, Tx},
    ground::{AppError, clock::day_of},
    programme::{
        Phase,
        model::quarter_of,
        service::{self as programme, ViewCache, ViewQuery},
    },
    reports::{
        public::{Publication, publication, quarters_over},
        store::publications as store,
    },
};

/// Publishes the figures of each phase of which a quarter is over that was not published yet. A publication of nothing
/// is followed by one as soon as anything counts.
pub async fn publish_due(ctx: &Ctx, cache: &ViewCache) -> Result<(), AppError> {
    let phases = programme::begun_phases(&mut ctx.read().await?).await?;
    for phase in phases {
        let mut tx = ctx.begin().await?;
        if publish(&mut tx, cache, &phase).await? {
            audit::commit(tx).await?;
        }
    }
    Ok(())
}

/// Publishes the figures of a phase if that is due; returns whether it was.
async fn publish(tx: &mut Tx, cache: &ViewCache, phase: &Phase) -> Result<bool, AppError> {
    let today = tx.today();
    let ends = quarters_over(phase, today);
    let Some(last) = ends.last() else { return Ok(false) };
    let before = store::list_publications(tx, &phase.code).await?;
    let is_empty = |one: &Publication| one.quarters.iter().all(|quarter| quarter.trained == 0);
    if let Some(latest) = before.last()
        && day_of(latest.published_at) >= quarter_of(today)
        && !is_empty(latest)
    {
        return Ok(false);
    }
    let mut counts = Vec::new();
    for end in &ends {
        let query = ViewQuery { phase: Some(phase.code.clone()), as_of: Some(*end), known_at: None };
        let view = programme::view(tx, cache, query).await?.ok_or(AppError::NotFound)?;
        counts.push((*end, view.progress.clone()));
    }
    let made = publication(&counts, &before, tx.at());
    if before.last().is_some_and(|latest| day_of(latest.published_at) >= quarter_of(today) && is_empty(&made)) {
        return Ok(false);
    }
    if !store::insert_publication(tx, &phase.code, &made).await? {
        return Ok(false);
    }
    let trained = made.quarters.last().map(|quarter| quarter.trained);
    let after = json!({ "phase": phase.code, "until": last, "trained": trained });
    audit::record_new(tx, "figures.published", ("phase", &phase.code), &after)?;
    Ok(true)
}

/// Phases that have public figures, the earliest first, and the latest publication of the requested one; of the last
/// such phase unless another is requested. `NotFound`: the requested phase has none.
pub async fn published(
    tx: &mut Tx,
    phase: Option<&str>,
) -> Result<(Vec<Phase>, Option<(Phase, Publication)>), AppError> {
    let published = store::list_published_phases(tx).await?;
    let mut phases = programme::begun_phases(tx).await?;
    phases.retain(|one| published.contains(&one.code));
    let wanted = match phase {
        Some(code) => Some(phases.iter().find(|one| one.code == code).ok_or(AppError::NotFound)?),
        None => phases.last(),
    };
    let Some(wanted) = wanted.cloned() else { return Ok((phases, None)) };
    let latest = store::list_publications(tx, &wanted.code).await?.pop();
    Ok((phases, latest.map(|latest| (wanted, latest))))
}
