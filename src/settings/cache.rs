//! Settings as a server remembers them between requests.

use std::sync::{Arc, Mutex, PoisonError};

use super::{Centre, service};
use crate::db::{Ctx, Failure, Installation};

/// Settings, remembered for as long as `installation.settings_version` stays the same: a page makes one small query,
/// and several servers agree. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct CentreCache(Arc<Mutex<Arc<Centre>>>);

impl CentreCache {
    /// Settings as they were last read: for a page that says that the database does not answer.
    pub fn last_known(&self) -> Arc<Centre> {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Settings of this moment. Where the database does not answer, the last ones read: a page does not fail because of
    /// its footer.
    pub async fn current(&self, ctx: &Ctx) -> Arc<Centre> {
        self.read(ctx).await.unwrap_or_else(|_| self.last_known())
    }

    async fn read(&self, ctx: &Ctx) -> Result<Arc<Centre>, Failure> {
        let known = self.last_known();
        if Installation::settings_version(&mut ctx.autocommit().await?).await? == known.version {
            return Ok(known);
        }
        let mut tx = ctx.read().await?;
        let current = Arc::new(service::current(&mut tx).await?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&current);
        Ok(current)
    }
}
