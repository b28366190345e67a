//! Transaction on either database, tied to its caller and to the changes it makes.

use std::{
    collections::BTreeSet,
    ops::{Deref, DerefMut},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::{Postgres, Sqlite, SqliteConnection, Transaction, pool::PoolConnection};

use super::{Failure, Key};
use crate::ground::{
    caller::Caller,
    clock,
    ids::{Ids, SpecialistId},
};

/// Connection of a transaction. Only `on_driver!` looks inside.
pub enum Conn {
    Sqlite(Embedded),
    Postgres(Transaction<'static, Postgres>),
}

/// Connection to the embedded database.
pub enum Embedded {
    Transaction(Transaction<'static, Sqlite>),
    /// Connection without a transaction: each statement reads the state of its own moment.
    Autocommit(PoolConnection<Sqlite>),
}

impl Deref for Embedded {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match self {
            Self::Transaction(tx) => tx,
            Self::Autocommit(connection) => connection,
        }
    }
}

impl DerefMut for Embedded {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Transaction(tx) => tx,
            Self::Autocommit(connection) => connection,
        }
    }
}

/// Transaction: its changes are seen by others all at once, or never.
///
/// Dropped without a commit, it leaves no trace. Changes are committed by `audit::commit` alone, so that none is
/// without its line in the log.
pub struct Tx {
    pub(super) conn: Conn,
    pub(super) caller: Caller,
    pub(super) at: DateTime<Utc>,
    pub(super) ids: Ids,
    pub(super) key: Key,
    pub(super) origin: Arc<str>,
    pub(super) changes: Vec<Change>,
    pub(super) figures_change: Option<FiguresChange>,
}

/// Change of what figures depend on, by one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FiguresChange {
    /// Certificates of these people.
    Of(BTreeSet<SpecialistId>),
    /// Certificates of any person, or the rules by which they count.
    OfAnybody,
}

/// Number of people beyond which reading everybody's certificates again is quicker.
const MOST_CHANGED: usize = 1_000;

/// Change that the audit log is to hold: what was done to which thing, and how it looked before and after.
#[derive(Debug)]
pub struct Change {
    pub action: &'static str,
    pub subject_kind: &'static str,
    pub subject_id: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

impl Tx {
    /// Moment of the transaction: everything in it is recorded at this instant.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// Calendar day of the transaction in Kazakhstan (rule R11).
    pub fn today(&self) -> NaiveDate {
        clock::day_of(self.at)
    }

    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    pub fn ids(&self) -> &Ids {
        &self.ids
    }

    /// Key that personal data is encrypted with.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Public address of the site, without a slash at its end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Notes a change; it is written to the log when the transaction is committed.
    pub fn note(&mut self, change: Change) {
        self.changes.push(change);
    }

    pub fn has_changes(&self) -> bool {
        !self.changes.is_empty()
    }

    pub fn count_changes(&self) -> usize {
        self.changes.len()
    }

    /// Notes that the rules of counting or any certificates have changed, so that cached figures are counted anew once
    /// this is committed.
    pub fn figures_change(&mut self) {
        self.figures_change = Some(FiguresChange::OfAnybody);
    }

    /// Notes that certificates of this person have changed, so that saved figures follow once this is committed.
    pub fn figures_change_of(&mut self, specialist: SpecialistId) {
        let change = self.figures_change.get_or_insert_with(|| FiguresChange::Of(BTreeSet::new()));
        if let FiguresChange::Of(people) = change {
            people.insert(specialist);
            if people.len() > MOST_CHANGED {
                *change = FiguresChange::OfAnybody;
            }
        }
    }

    pub fn take_figures_change(&mut self) -> Option<FiguresChange> {
        self.figures_change.take()
    }

    /// Takes the changes so far, for the audit log to write.
    pub fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// Lets `on_driver!` reach the connection.
    #[doc(hidden)]
    pub fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    /// Ends the transaction for good. Called by `audit::commit`, and by the database's own upkeep.
    pub(crate) async fn finish(self) -> Result<(), Failure> {
        match self.conn {
            Conn::Sqlite(Embedded::Transaction(tx)) => tx.commit().await?,
            // it can only read
            Conn::Sqlite(Embedded::Autocommit(_)) => {}
            Conn::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// Runs one body on the database that the transaction belongs to; `$c` is the connection.
macro_rules! on_driver {
    ($tx:expr, |$c:ident| $body:expr) => {
        match $tx.conn() {
            $crate::db::Conn::Sqlite(connection) => {
                let $c = &mut **connection;
                $body
            }
            $crate::db::Conn::Postgres(connection) => {
                let $c = &mut **connection;
                $body
            }
        }
    };
}
pub(crate) use on_driver;
