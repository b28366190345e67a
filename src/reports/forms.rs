//! Form actions of reports: a view is fixed as an edition, a file is checked against those that were given out,
//! and a reader subscribes to a view.

use super::{
    outcome::Outcome,
    service::{
        self,
        editions::{NOTE, TITLE},
    },
    site,
};
use crate::{
    audit,
    db::{Ctx, Tx},
    ground::{
        AppError, FormErrors, Problem,
        address::{Address, with_query},
    },
    programme::{
        Filter, query,
        service::{self as programme, ViewCache, ViewQuery},
    },
    ui::{FormRequest, Redirect},
};

pub const ACTION: &str = "action";
pub const FIX: &str = "fix";
pub const CHECK: &str = "check";
/// Fields of the address of the view that is fixed.
pub const VIEW: &str = "view";
/// File that is checked; in an address, its SHA-256.
pub const FILE: &str = "file";

pub const SUBSCRIBE: &str = "subscribe";
pub const UNSUBSCRIBE: &str = "unsubscribe";
pub const EVERY: &str = "every";
/// Subscription that is ended.
pub const SUBSCRIPTION: &str = "subscription";

/// View that a hidden field of a form names.
async fn view(tx: &mut Tx, form: &FormRequest) -> Result<(ViewQuery, Filter), AppError> {
    let (choices, today) = (programme::choices(tx).await?, tx.today());
    Ok(query::read_fields(form.fields.field(VIEW), &choices, today)?)
}

/// `POST /{l}/dashboard/letters`: subscribes to a view, or ends a subscription.
pub async fn letters(ctx: Ctx, form: FormRequest, _: site::Letters) -> Result<Redirect, AppError> {
    let fields = &form.fields;
    let mut tx = ctx.begin().await?;
    let outcome = match fields.field(ACTION) {
        SUBSCRIBE => {
            let every = fields.field(EVERY).parse().map_err(|_| FormErrors::of(EVERY, Problem::Required))?;
            let view = view(&mut tx, &form).await?;
            if service::subscriptions::subscribe(&mut tx, view, every).await? {
                Outcome::Subscribed
            } else {
                Outcome::SubscribedAlready
            }
        }
        UNSUBSCRIBE => {
            let id = fields.field(SUBSCRIPTION).parse().map_err(|_| AppError::NotFound)?;
            service::subscriptions::unsubscribe(&mut tx, id).await?;
            Outcome::Unsubscribed
        }
        _ => return Err(FormErrors::of(ACTION, Problem::Required).into()),
    };
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&site::Letters, form.locale).reporting(outcome))
}

/// `POST /{l}/dashboard/editions`: fixes a view, or checks a file.
pub async fn editions(ctx: Ctx, form: FormRequest, _: site::Editions, views: ViewCache) -> Result<Redirect, AppError> {
    let fields = &form.fields;
    match fields.field(ACTION) {
        CHECK => {
            let file = fields.file().ok_or_else(|| FormErrors::of(FILE, Problem::Required))?;
            let sha256 = service::editions::sha256(&file.bytes);
            Ok(Redirect::to_own(with_query(&site::Editions.path(form.locale), [(FILE, sha256)]) + "#check"))
        }
        FIX => {
            let mut tx = ctx.read().await?;
            let view = view(&mut tx, &form).await?;
            let (title, note) = (fields.field(TITLE), fields.field(NOTE));
            drop(tx);
            let number = service::editions::fix(&ctx, &views, view, title, note).await?;
            Ok(Redirect::to(&site::EditionPage::of(number), form.locale).reporting(Outcome::Fixed))
        }
        _ => Err(FormErrors::of(ACTION, Problem::Required).into()),
    }
}
