//! Context that every action is given: the database, the caller, the time, and the source of ids.

use std::{path::Path, sync::Arc};

use super::{Db, Failure, Tx};
use crate::ground::{caller::Caller, clock::Clock, ids::Ids};

/// Context of a service: all that it needs from the world around it. Cheap to clone.
#[derive(Clone)]
pub struct Ctx {
    pub db: Db,
    pub caller: Caller,
    pub clock: Clock,
    pub ids: Ids,
    /// Public address of the site, without a slash at its end; links in letters begin with it.
    pub origin: Arc<str>,
    /// Folder with the marks of funders that documents show, as the centre supplies them.
    pub funders: Option<Arc<Path>>,
}

/// Address of a server for which no public address is set.
const ORIGIN: &str = "http://127.0.0.1:3000";

impl Ctx {
    /// Context of the command line.
    pub fn operator(db: Db, name: impl Into<String>) -> Self {
        Self {
            db,
            caller: Caller::Operator { name: name.into() },
            clock: Clock::System,
            ids: Ids::default(),
            origin: ORIGIN.into(),
            funders: None,
        }
    }

    /// Returns the same context with another caller.
    #[must_use]
    pub fn as_caller(&self, caller: Caller) -> Self {
        Self { caller, ..self.clone() }
    }

    /// Returns the same context under another public address.
    #[must_use]
    pub fn at_origin(&self, origin: &str) -> Self {
        Self { origin: origin.trim_end_matches('/').into(), ..self.clone() }
    }

    /// Returns the same context with a folder of funders' marks.
    #[must_use]
    pub fn with_funders(&self, folder: Option<&Path>) -> Self {
        Self { funders: folder.map(Into::into), ..self.clone() }
    }

    /// Begins a transaction that may change things.
    pub async fn begin(&self) -> Result<Tx, Failure> {
        let conn = self.db.begin_write().await?;
        Ok(self.tx(conn))
    }

    /// Begins a transaction that sees one state of the database and cannot change it.
    pub async fn read(&self) -> Result<Tx, Failure> {
        let conn = self.db.begin_read().await?;
        Ok(self.tx(conn))
    }

    /// Begins to read with one statement, which sees the state of its moment; of several, each sees its own. For what is
    /// asked at every request: on SQLite it costs a fraction of a transaction.
    pub async fn autocommit(&self) -> Result<Tx, Failure> {
        let conn = self.db.begin_autocommit().await?;
        Ok(self.tx(conn))
    }

    fn tx(&self, conn: super::Conn) -> Tx {
        Tx {
            conn,
            caller: self.caller.clone(),
            at: self.clock.now(),
            ids: self.ids.clone(),
            key: self.db.key().clone(),
            origin: Arc::clone(&self.origin),
            changes: Vec::new(),
            figures_change: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{audit, db::on_driver, testing::on_both_databases};

    on_both_databases!(what_reads_one_statement_cannot_write, |ctx| {
        const WRITE: &str = "update installation set settings_version = settings_version + 1";
        let mut tx = ctx.autocommit().await.unwrap();
        assert!(on_driver!(tx, |c| sqlx::query(WRITE).execute(c).await.map(drop)).is_err());
    });

    on_both_databases!(the_number_of_commits_changes_with_each_and_with_nothing_else, |ctx| {
        let Some(before) = ctx.db.commits() else {
            assert!(ctx.db.sqlite_path().is_none(), "it is told on SQLite");
            return;
        };
        drop(ctx.begin().await.unwrap());
        drop(ctx.read().await.unwrap());
        assert_eq!(ctx.db.commits(), Some(before));
        let mut tx = ctx.begin().await.unwrap();
        audit::record_new(&mut tx, "thing.made", ("thing", "one"), &"x").unwrap();
        assert_eq!(ctx.db.commits(), Some(before), "nothing is committed yet");
        audit::commit(tx).await.unwrap();
        assert_ne!(ctx.db.commits(), Some(before));
        ctx.db.close().await;
        assert_eq!(ctx.db.commits(), None);
    });
}
