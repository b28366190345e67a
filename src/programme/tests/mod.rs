//! Figure: against a recount, on single days, and from the cache.

mod cache;
mod days;
mod funders;
mod history;
mod known_at;
mod outlook;
mod recount;
mod rise;
mod targets;

use chrono::NaiveDate;

use super::{
    model::{Filter, Progress},
    service::{self, View, ViewCache, ViewQuery},
};
use crate::{
    certificates::{model::Certificate, service as certificates},
    db::{Ctx, on_driver},
    ground::{AppError, FormErrors, Problem, caller::Caller},
    testing::{
        on_both_databases,
        registry::{day, issue, register, with_courses_and_phases},
    },
};

/// View of a phase, counted anew.
async fn view_of(ctx: &Ctx, phase: &str, as_of: NaiveDate) -> std::sync::Arc<View> {
    let query = ViewQuery { phase: Some(phase.to_owned()), as_of: Some(as_of), known_at: None };
    service::view(&mut ctx.read().await.unwrap(), &ViewCache::default(), query).await.unwrap().unwrap()
}

/// Number of people trained in a phase by a day.
async fn trained(ctx: &Ctx, phase: &str, as_of: &str) -> u32 {
    view_of(ctx, phase, day(as_of)).await.progress.trained
}
