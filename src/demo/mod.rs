//! Invented registries: the story that `serve --demo` tells, and people in any number for measuring.
//!
//! `plan` says who was on which run and how it went, as a pure function of the day; `story.rs` carries that out through
//! the services, in one transaction. `generate` does the same with a crowd. Nobody in here exists: names are recombined
//! by `people.rs`, and no living person can hold such an IIN (rule R2).

mod calendar;
mod centre;
mod claims;
mod classroom;
mod files;
mod generate;
mod groups;
mod histories;
mod people;
mod plan;
mod sign_ins;
mod store;
mod story;
#[cfg(test)]
mod tests;
mod timetable;

pub use generate::{Generated, Wanted, Work, generate, list_csv};
pub use story::{Story, fill};

use chrono::NaiveDate;

use crate::{
    db::{Ctx, Failure, Installation, Invented, Tx},
    ground::{AppError, caller::Caller},
};

/// Reason for which nothing was invented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DemoError {
    /// Database holds something already that must not be mixed with invented people.
    NotEmpty,
    App(AppError),
}

impl From<AppError> for DemoError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<Failure> for DemoError {
    fn from(failure: Failure) -> Self {
        Self::App(failure.into())
    }
}

/// State of a database before people are invented in it.
enum Found {
    Empty,
    /// Demonstration, with its story from this day.
    Demo(NaiveDate),
    SomethingElse,
}

/// Begins a transaction that locks the installation's row, so that of two programs that start at once on one database
/// only one finds it empty.
async fn begin(ctx: &Ctx) -> Result<(Tx, Found), DemoError> {
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await?;
    Installation::raise_figures_version(&mut tx).await?;
    let installation = Installation::find(&mut tx).await?;
    let found = match installation.as_ref().map(Installation::invented) {
        Some(Some(Invented::Demo)) => {
            let since = installation.and_then(|installation| installation.demo_since);
            Found::Demo(since.unwrap_or_else(|| ctx.clock.today()))
        }
        Some(Some(Invented::Generated)) => Found::SomethingElse,
        Some(None) | None => {
            if store::count(&mut tx).await? == 0 {
                Found::Empty
            } else {
                Found::SomethingElse
            }
        }
    };
    Ok((tx, found))
}
