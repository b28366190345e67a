//! What every request is given.

use crate::{
    db::{Ctx, Installation, Invented},
    ground::{AppError, caller::Caller},
    programme::service::KeptViews,
    ui::Site,
};
use axum::extract::FromRef;

/// The state behind every route. Cheap to clone.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The world as a visitor of the web meets it.
    pub ctx: Ctx,
    pub views: KeptViews,
    pub site: Site,
}

impl AppState {
    /// Looks at the database to know whether it is a demonstration. `open_dashboard` shows the dashboard to
    /// whoever reaches the server; the command line allows that on the loopback address alone.
    pub async fn new(ctx: &Ctx, open_dashboard: bool) -> Result<Self, AppError> {
        let installation = Installation::find(&mut ctx.read().await?).await?;
        let demo = installation.and_then(|row| row.invented()) == Some(Invented::Demo);
        let site = Site { demo, dashboard_open: demo || open_dashboard };
        let caller = if site.dashboard_open { Caller::Observer } else { Caller::Visitor };
        Ok(Self { ctx: ctx.as_caller(caller), views: KeptViews::default(), site })
    }
}
