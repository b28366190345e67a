//! State that every request is given.

use std::sync::Arc;

use axum::extract::FromRef;

use crate::{
    app,
    certificates::service::CheckCounter,
    db::{Ctx, Installation, Invented},
    ground::{AppError, caller::Caller},
    programme::service::ViewCache,
    settings::{Centre, CentreCache},
    ui::{FormState, Frame, Location, Navigation, Reader, Route, Site, kept::PageCache},
};

/// State behind every route. Cheap to clone.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// Context of a visitor on the web.
    pub ctx: Ctx,
    pub views: ViewCache,
    pub checks: CheckCounter,
    /// Public pages as they went out.
    pub pages: PageCache,
    pub site: Site,
    /// Settings of the centre.
    pub centre: CentreCache,
    pub routes: Arc<[Route]>,
    pub navigation: Arc<Navigation>,
    /// True if a proxy in front reports the reader's address.
    pub behind_proxy: bool,
}

impl AppState {
    /// Makes the state; the database says whether it is a demonstration, `mail` whether letters go out.
    pub async fn new(ctx: &Ctx, behind_proxy: bool, mail: bool) -> Result<Self, AppError> {
        let installation = Installation::find(&mut ctx.read().await?).await?;
        let demo = installation.and_then(|row| row.invented()) == Some(Invented::Demo);
        let (ctx, centre) = (ctx.as_caller(Caller::Visitor), CentreCache::default());
        centre.current(&ctx).await;
        let shared = app::Shared::default();
        let routes: Arc<[Route]> = app::routes(&shared).into();
        let app::Shared { views, checks } = shared;
        let navigation = Arc::new(app::navigation(&routes));
        let (pages, site) = (PageCache::default(), Site { demo, mail });
        Ok(Self { ctx, views, checks, pages, site, centre, routes, navigation, behind_proxy })
    }

    /// Frame around a page for this reader. With `form`, the page is one that comes back to its sender.
    pub async fn frame(&self, location: Location, reader: Reader, form: FormState) -> Frame {
        let centre = match form.error() {
            // the database has just not answered
            Some(AppError::Unavailable) => self.centre.last_known(),
            _ => self.centre.current(&self.ctx).await,
        };
        self.frame_with(location, reader, form, centre)
    }

    /// Frame with settings of the centre that are known already.
    pub fn frame_with(&self, location: Location, reader: Reader, form: FormState, centre: Arc<Centre>) -> Frame {
        Frame {
            location,
            reader,
            site: self.site,
            centre,
            origin: Arc::clone(&self.ctx.origin),
            navigation: Arc::clone(&self.navigation),
            form,
        }
    }
}
