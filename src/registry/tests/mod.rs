//! People as staff see them: the list, claims, and two records made one, on both databases.

mod claims;
mod list;
mod merge;
mod pages;
mod refused;

use super::{
    service::{self, Merged, PairSide, PairView},
    site::Pair,
};
use crate::{
    audit,
    db::{Ctx, Tx, on_driver},
    ground::{
        AppError,
        caller::{Caller, Role},
        ids::SpecialistId,
    },
    specialists::{
        model::{NewSpecialist, ProfileField, Side},
        service as specialists,
    },
    testing::{
        self, on_both_databases,
        registry::{self, day},
        world::World,
    },
};

/// Context of somebody who keeps the registry.
fn as_staff(ctx: &Ctx) -> Ctx {
    ctx.as_caller(Caller::Operator { name: "registrar".to_owned() })
}

/// Second record of a person: the same name and birth date, and no IIN.
fn second(number: u32) -> NewSpecialist {
    NewSpecialist { iin: None, email: None, ..registry::person(number) }
}

/// Registers the second record of the person of this number.
async fn register_second(tx: &mut Tx, number: u32) -> registry::Holder {
    let person = second(number);
    registry::Holder { id: specialists::register(tx, &person).await.unwrap(), person }
}

fn pair_of(one: SpecialistId, other: SpecialistId) -> Pair {
    Pair::of(one, other).unwrap()
}

async fn view(ctx: &Ctx, pair: Pair) -> PairView {
    match service::pair(&mut as_staff(ctx).read().await.unwrap(), pair).await.unwrap() {
        PairSide::Two(view) => *view,
        PairSide::MergedInto(_) => panic!("the two are merged"),
    }
}

/// Merges a pair as it is now, with the usual value of each field.
async fn merge(ctx: &Ctx, pair: Pair) -> Result<(Merged, SpecialistId), AppError> {
    let view = view(ctx, pair).await;
    merge_seen(ctx, pair, |field| view.usual_side(field), view.seen()).await
}

async fn merge_seen(
    ctx: &Ctx,
    pair: Pair,
    side: impl Fn(ProfileField) -> Side,
    seen: [i32; 2],
) -> Result<(Merged, SpecialistId), AppError> {
    let mut tx = as_staff(ctx).begin().await?;
    let merged = service::merge(&mut tx, pair, side, seen).await?;
    audit::commit_changes(tx).await?;
    Ok(merged)
}

async fn count(ctx: &Ctx, sql: &'static str) -> i64 {
    let mut tx = ctx.read().await.unwrap();
    on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap()
}

/// Record of a person as staff read it.
async fn record(ctx: &Ctx, id: SpecialistId) -> Result<crate::specialists::model::PersonRecord, AppError> {
    specialists::record(&mut as_staff(ctx).read().await.unwrap(), id).await
}
