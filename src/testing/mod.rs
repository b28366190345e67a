//! Databases made for one test and gone after it; the same test body on both kinds.
//!
//! Debug builds only. PostgreSQL is used where `TEST_POSTGRES_URL` names a server (`cargo xtask test` starts one);
//! without it those tests print so and do nothing. `registry` fills such a database with a few words, `smtp` is a mail
//! server that takes their letters.

#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot have its database ends there")]

pub mod browser;
mod mime;
pub mod registry;
pub mod smtp;
pub mod world;

use std::{future::Future, path::PathBuf};

use chrono::{DateTime, Utc};
use sqlx::{ConnectOptions, Connection, Executor, postgres::PgConnectOptions};

use crate::{
    db::{Ctx, Db},
    ground::{
        AppError, Locale,
        caller::{Caller, Role, SignedIn},
        clock::Clock,
        error::Rule,
        ids::{AccountId, Ids, SpecialistId},
    },
    ui::{FormFields, FormRequest, Redirect},
};

/// Key of every database made here.
pub const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// Day on which tests happen unless they say otherwise: Monday, 12 October 2026, 14:00 in Astana.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_791_795_600, 0).unwrap_or_default()
}

/// Database of its own for one test.
pub enum TestDatabase {
    Sqlite(PathBuf),
    Postgres { server: String, name: String },
}

impl TestDatabase {
    pub fn sqlite() -> Self {
        let folder = std::env::temp_dir().join(format!("maman-test-{:032x}", rand::random::<u128>()));
        Self::Sqlite(folder)
    }

    /// Makes a database on PostgreSQL; `None` where no server is named.
    pub async fn postgres() -> Option<Self> {
        let server = std::env::var("TEST_POSTGRES_URL").ok()?;
        let name = format!("maman_test_{:032x}", rand::random::<u128>());
        Self::on_server(&server, format!("create database {name} template template0 encoding 'UTF8'")).await;
        Some(Self::Postgres { server, name })
    }

    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.join("maman.db").display()),
            Self::Postgres { server, name } => {
                let (base, query) = server.split_once('?').unwrap_or((server, ""));
                let (host, _) = base.rsplit_once('/').unwrap_or((base, ""));
                format!("{host}/{name}?{query}")
            }
        }
    }

    async fn on_server(server: &str, sql: String) {
        let options: PgConnectOptions = server.parse().expect("TEST_POSTGRES_URL is the address of a server");
        let mut connection = options.connect().await.expect("the PostgreSQL server for tests answers");
        connection.execute(sqlx::AssertSqlSafe(sql)).await.expect("the test role may create databases");
        let _ = connection.close().await;
    }

    pub async fn remove(self) {
        match self {
            Self::Sqlite(folder) => {
                let _ = std::fs::remove_dir_all(folder);
            }
            Self::Postgres { server, name } => {
                Self::on_server(&server, format!("drop database {name} with (force)")).await;
            }
        }
    }
}

/// Context for the operator of a test, with a stopped clock and counted ids.
pub async fn context(database: &TestDatabase) -> Ctx {
    Ctx {
        funders: None,
        db: Db::open(&database.url(), Some(KEY)).await.expect("a fresh database opens"),
        caller: Caller::Operator { name: "tester".to_owned() },
        clock: Clock::Fixed(now()),
        ids: Ids::counted(),
        origin: "https://maman.example".into(),
    }
}

/// Account with these roles and no record of a person; it need not be in any table for a permit.
pub fn account(roles: &[Role]) -> Caller {
    // counted ids never come so far: it is a stranger to every account that a test makes
    caller_of(AccountId(uuid::Uuid::from_u128(u128::MAX)), None, roles)
}

/// Caller with this account.
pub fn caller_of(account: AccountId, specialist: Option<SpecialistId>, roles: &[Role]) -> Caller {
    Caller::Account(SignedIn { account, specialist, roles: roles.iter().copied().collect(), locale: Locale::Ru })
}

/// Callers who do not manage the registry, each with the error that they get.
pub fn outsiders() -> Vec<(Caller, AppError)> {
    let refused = || AppError::Refused(Rule::RegistryIsKeptByStaff);
    vec![
        (Caller::Visitor, AppError::SignInNeeded),
        (account(&[Role::Trainee]), refused()),
        (account(&[Role::Officer]), refused()),
        (account(&[Role::Administrator]), refused()),
        (Caller::Scheduler, refused()),
    ]
}

/// Form as a browser sends it from a page in this language.
pub fn form(locale: Locale, body: &str) -> FormRequest {
    FormRequest {
        locale,
        fields: FormFields::parse(body),
        from: None,
        session: None,
        token: None,
        signed_up: None,
        device: "a browser".to_owned(),
    }
}

/// Answer to a form that was carried out: on to this address, which reports these outcomes.
pub fn redirect(to: &str, outcomes: &[&'static str]) -> Redirect {
    Redirect { outcomes: outcomes.iter().map(|word| (*word).to_owned()).collect(), ..Redirect::to_own(to.to_owned()) }
}

/// Runs a test body on a database and deletes the database afterwards. `None`: there was no database.
pub async fn run<F: Future>(database: Option<TestDatabase>, body: impl FnOnce(Ctx) -> F) -> Option<F::Output> {
    let Some(database) = database else {
        eprintln!("skipped: TEST_POSTGRES_URL is not set");
        return None;
    };
    let ctx = context(&database).await;
    let outcome = body(ctx.clone()).await;
    ctx.db.close().await;
    database.remove().await;
    Some(outcome)
}

/// Declares one test that runs on SQLite and on PostgreSQL, each time on a fresh database.
#[macro_export]
macro_rules! on_both_databases {
    ($name:ident, |$ctx:ident| $body:block) => {
        mod $name {
            use super::*;

            async fn body($ctx: $crate::db::Ctx) $body

            #[tokio::test]
            async fn sqlite() {
                $crate::testing::run(Some($crate::testing::TestDatabase::sqlite()), body).await;
            }

            #[tokio::test]
            async fn postgres() {
                $crate::testing::run($crate::testing::TestDatabase::postgres().await, body).await;
            }
        }
    };
}
pub use on_both_databases;
