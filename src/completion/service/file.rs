//! Scores from a spreadsheet: the file to fill in, and what a filled one changes.

use super::{Scores, scores};
use crate::{
    completion::model::listed::{self, Comparison, Known, ListFault, ListedScore},
    db::Tx,
    ground::{AppError, work},
    sheets::{Allowance, limits},
    specialists::service as specialists,
};

/// Time in which the scores of one run can be read many times over.
const TIME: std::time::Duration = std::time::Duration::from_secs(10);

/// Reads the rows of a file, off the threads that answer requests.
pub async fn read_file(
    bytes: impl AsRef<[u8]> + Send + 'static,
) -> Result<Result<Vec<ListedScore>, ListFault>, AppError> {
    let start = std::time::Instant::now();
    let allowance = Allowance::new(limits::UNPACKED_BYTES, move || start.elapsed() > TIME);
    work::blocking(move || listed::read(bytes.as_ref(), &allowance)).await
}

/// Scores of a run with all that a file may name its people by. A trainer sees names and nothing else (rule R7).
#[derive(Debug)]
pub struct Named {
    pub scores: Scores,
    pub people: Vec<Known>,
    /// True if the caller may know IINs and addresses.
    pub has_identities: bool,
}

impl Named {
    /// Compares the rows of a file with the run.
    pub fn compare(&self, rows: &[ListedScore]) -> Comparison {
        listed::compare(rows, &self.people)
    }
}

/// Reads the scores of a run for its team, to be written to a file or compared with one.
///
/// `NotFound`: no run has the code, or the caller is a trainer of others.
pub async fn named(tx: &mut Tx, code: &str) -> Result<Named, AppError> {
    let scores = scores(tx, code).await?;
    let has_identities = scores.grid.team.is_staff();
    let people = &scores.grid.people;
    let identities = if has_identities {
        specialists::identities(tx, &people.iter().map(|one| one.specialist).collect::<Vec<_>>()).await?
    } else {
        Vec::new()
    };
    let by_person: std::collections::HashMap<_, _> = identities.into_iter().map(|one| (one.id, one)).collect();
    let known = people.iter().map(|one| {
        let identity = by_person.get(&one.specialist);
        Known {
            enrollment: one.enrollment,
            name: one.name.clone(),
            iin: identity.and_then(|identity| identity.iin.clone()),
            email: identity.and_then(|identity| identity.email.clone()),
            score: scores.by_person.get(&one.enrollment).copied(),
        }
    });
    let people = known.collect();
    Ok(Named { scores, people, has_identities })
}
