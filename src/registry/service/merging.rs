//! Merging: two records that may be of one person, side by side and made one.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::PersonView;
use crate::{
    accounts::service::{self as accounts, Followed},
    audit,
    certificates::service as certificates,
    db::Tx,
    enrollments::service as enrollments,
    ground::{AppError, error::Clash, ids::SpecialistId},
    registry::{
        model::Obstacle,
        policy::{may_merge, may_see_people},
        service::{FoundPerson, person},
        site::Pair,
        store,
    },
    specialists::{
        model::{Iins, ProfileField, Side, merged::usual_side},
        service as specialists,
    },
};

/// Name of a merge in the audit log.
const SUBJECT: &str = "merge";

/// Pair of records, side by side.
#[derive(Clone, Debug)]
pub struct PairView {
    pub a: Box<PersonView>,
    pub b: Box<PersonView>,
    /// Cause for which they cannot become one.
    pub obstacle: Option<Obstacle>,
    /// Instant at which staff answered that they are two people.
    pub told_apart_at: Option<DateTime<Utc>>,
}

impl PairView {
    /// Record from which a field is taken if nobody chooses.
    pub fn usual_side(&self, field: ProfileField) -> Side {
        usual_side([&self.a.record.profile, &self.b.record.profile], field)
    }

    /// Versions of the two records.
    pub fn seen(&self) -> [i32; 2] {
        [self.a.record.revision, self.b.record.revision]
    }
}

/// Pair, or the record that one of the two was merged into.
#[derive(Clone, Debug)]
pub enum PairSide {
    Two(Box<PairView>),
    MergedInto(SpecialistId),
}

/// Reads two records, for staff.
///
/// `NotFound`: one of them is nobody's.
pub async fn pair(tx: &mut Tx, pair: Pair) -> Result<PairSide, AppError> {
    may_see_people(tx.caller())?;
    let mut views = Vec::with_capacity(2);
    for id in pair.ids() {
        match person(tx, id).await? {
            FoundPerson::Here(view) => views.push(view),
            FoundPerson::MergedInto(kept) => return Ok(PairSide::MergedInto(kept)),
        }
    }
    let (Some(b), Some(a)) = (views.pop(), views.pop()) else { return Err(AppError::NotFound) };
    let told_apart_at = specialists::told_apart_at(tx, pair.ids()).await?;
    let obstacle = obstacle(tx, pair, [&a, &b]).await?;
    Ok(PairSide::Two(Box::new(PairView { a, b, obstacle, told_apart_at })))
}

async fn obstacle(tx: &mut Tx, pair: Pair, [a, b]: [&PersonView; 2]) -> Result<Option<Obstacle>, AppError> {
    if Iins::merged([&a.record.iins(), &b.record.iins()], Side::A).is_none() {
        return Ok(Some(Obstacle::TwoIins));
    }
    if Followed::of(a.account.clone(), b.account.clone()).is_err() {
        return Ok(Some(Obstacle::TwoAccounts));
    }
    let shared = enrollments::shared_run(tx, pair.ids()).await?;
    Ok(shared.map(|run| Obstacle::SameRun(Box::new(run))))
}

/// Result of merging two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    Now,
    /// Merged already, by somebody else, a moment before.
    Before,
}

/// Makes one record of two: the older one is kept, with the chosen value of each field, all enrollments, certificates,
/// consents and names of both, and the account. Figures count the person once from now on; who held each certificate
/// until now is written down. `seen` are the versions of the two that the page showed.
///
/// `Conflict`: one of the two was changed meanwhile, or they cannot become one. `NotFound`: one of them is nobody's.
pub async fn merge(
    tx: &mut Tx,
    pair: Pair,
    side: impl Fn(ProfileField) -> Side,
    seen: [i32; 2],
) -> Result<(Merged, SpecialistId), AppError> {
    let permit = may_merge(tx.caller(), pair)?;
    let (kept, gone) = (permit.kept(), permit.gone());
    // accounts before people, people before runs: the order of all who decide about somebody
    let of_kept = accounts::lock_of(tx, kept).await?;
    let of_gone = accounts::lock_of(tx, gone).await?;
    for id in pair.ids() {
        if !specialists::lock(tx, id).await? {
            let into = specialists::merged_into(tx, id).await?.ok_or(AppError::NotFound)?;
            return Ok((Merged::Before, into));
        }
    }
    let followed = Followed::of(of_kept, of_gone)?;
    if enrollments::shared_run(tx, pair.ids()).await?.is_some() {
        return Err(AppError::Conflict(Clash::RecordsStayApart));
    }
    let enrolled = enrollments::move_to(tx, gone, kept).await?;
    let certified = certificates::move_to(tx, gone, kept).await?;
    let email = followed.stays.as_ref().map(|account| &account.email);
    let name = specialists::merge(tx, (kept, gone), side, seen, email).await?;
    accounts::merge(tx, &followed, kept, &name).await?;
    store::insert_merge(tx, &permit, &certified).await?;
    let after = json!({
        "kept": kept.to_string(), "gone": gone.to_string(), "enrollments": enrolled.len(),
        "certificates": certified.len(),
    });
    audit::record_new(tx, "registry.merged", (SUBJECT, gone), &after)?;
    Ok((Merged::Now, kept))
}
