//! Settings as a server remembers them between requests.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Centre, service};
use crate::db::{Ctx, Failure, Installation};

/// Settings, remembered for as long as `installation.settings_version` stays the same: a page makes one small query, or
/// none where nothing was committed since the last one, and several servers agree. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct CentreCache(Arc<Mutex<Remembered>>);

#[derive(Clone, Debug, Default)]
struct Remembered {
    centre: Arc<Centre>,
    /// Number of commits before the settings were read or compared; `None`: it could not be told.
    commits: Option<i64>,
}

impl CentreCache {
    fn remembered(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Settings as they were last read: for a page that says that the database does not answer.
    pub fn last_known(&self) -> Arc<Centre> {
        Arc::clone(&self.remembered().centre)
    }

    /// Settings of this moment. Where the database does not answer, the last ones read: a page does not fail because of
    /// its footer.
    pub async fn current(&self, ctx: &Ctx) -> Arc<Centre> {
        self.read(ctx).await.unwrap_or_else(|_| self.last_known())
    }

    async fn read(&self, ctx: &Ctx) -> Result<Arc<Centre>, Failure> {
        let commits = ctx.db.commits();
        let Remembered { mut centre, commits: read_at } = self.remembered().clone();
        if commits.is_some() && commits == read_at {
            return Ok(centre);
        }
        if Installation::settings_version(&mut ctx.autocommit().await?).await? != centre.version {
            centre = Arc::new(service::current(&mut ctx.read().await?).await?);
        }
        *self.remembered() = Remembered { centre: Arc::clone(&centre), commits };
        Ok(centre)
    }
}
