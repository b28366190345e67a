//! Turns for work that occupies a processor instead of waiting: hashing passwords, and later making documents.

use std::sync::{Arc, LazyLock};

use tokio::sync::Semaphore;

use super::{AppError, Incident, ids::Ids};

/// Turns, as many as there are cores: more at once would make each of them slower.
static TURNS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Arc::new(Semaphore::new(cores))
});

/// Runs work off the threads that answer requests, when its turn has come.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let turn = Arc::clone(&TURNS).acquire_owned().await.map_err(unfinished)?;
    tokio::task::spawn_blocking(move || {
        let outcome = work();
        drop(turn);
        outcome
    })
    .await
    .map_err(unfinished)
}

fn unfinished(error: impl std::fmt::Display) -> AppError {
    let incident = Incident::from(u64::from_be_bytes(Ids::default().random()));
    tracing::error!(%incident, %error, "work off the threads did not end");
    AppError::Bug(incident)
}
