//! What every request is given.

use axum::extract::FromRef;
use leptos::prelude::provide_context;

use crate::{
    db::{Ctx, Installation, Invented},
    ground::{AppError, caller::Caller},
    programme::service::KeptViews,
    settings::CentreCache,
    ui::{FormState, Site, Viewer},
};

/// The state behind every route. Cheap to clone.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The world as a visitor of the web meets it.
    pub ctx: Ctx,
    pub views: KeptViews,
    pub site: Site,
    /// Settings of the centre.
    pub centre: CentreCache,
    /// Whether the reader's address is told by a proxy in front.
    pub behind_proxy: bool,
}

impl AppState {
    /// Looks at the database to know whether it is a demonstration; `mail` says whether letters go out.
    pub async fn new(ctx: &Ctx, behind_proxy: bool, mail: bool) -> Result<Self, AppError> {
        let installation = Installation::find(&mut ctx.read().await?).await?;
        let demo = installation.and_then(|row| row.invented()) == Some(Invented::Demo);
        let (ctx, centre) = (ctx.as_caller(Caller::Visitor), CentreCache::default());
        centre.current(&ctx).await;
        Ok(Self { ctx, views: KeptViews::default(), site: Site { demo, mail }, centre, behind_proxy })
    }

    /// What a page for this reader is made from.
    pub async fn provide(&self, viewer: Viewer, form: FormState) -> impl Fn() + Clone + Send + 'static + use<> {
        let centre = match form.error() {
            // the database has just not answered
            Some(AppError::Unavailable) => self.centre.last_known(),
            _ => self.centre.current(&self.ctx).await,
        };
        let (ctx, views, site) = (self.ctx.as_caller(viewer.caller.clone()), self.views.clone(), self.site);
        move || {
            provide_context(ctx.clone());
            provide_context(views.clone());
            provide_context(site);
            provide_context(centre.clone());
            provide_context(viewer.clone());
            provide_context(form.clone());
        }
    }
}
