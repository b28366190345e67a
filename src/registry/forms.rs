//! Form actions of staff about people: searching, correcting, settling a claim, and answering about a pair.

use super::{
    model::{PeopleFilter, iin_typed},
    outcome::Outcome,
    policy::may_see_people,
    query::Q,
    service::{self, Merged, PairSide},
    site,
};
use crate::{
    audit,
    db::Ctx,
    ground::{AppError, FormErrors, Problem},
    specialists::{
        model::{ProfileField, Side},
        service as specialists,
    },
    ui::{FormFields, FormRequest, Redirect},
};

/// Fields of the forms.
pub const ACTION: &str = "action";
pub const THEIRS: &str = "theirs";
pub const NOT_THEIRS: &str = "not_theirs";
pub const MERGE: &str = "merge";
pub const DIFFERENT: &str = "different";
pub const SURE: &str = "sure";
/// Version of the record, or of both records, that the page showed.
pub const VERSION: &str = "version";
/// Head of the name of a choice between two records; the field follows.
pub const FROM: &str = "from.";

/// `POST /{l}/staff/specialists`: leads to the person with an IIN, or to the list of those who fit.
pub async fn search(ctx: Ctx, form: FormRequest, _: site::People) -> Result<Redirect, AppError> {
    let (locale, fields) = (form.locale, &form.fields);
    may_see_people(&ctx.caller)?;
    let iin = iin_typed(fields.field(Q)).transpose().map_err(|problem| FormErrors::of(Q, problem))?;
    let Some(iin) = iin else {
        return Ok(Redirect::to_own(PeopleFilter::read(|name| fields.field(name)).address(locale)));
    };
    Ok(match service::find_by_iin(&mut ctx.read().await?, &iin).await? {
        Some(id) => Redirect::to(&site::Person { id }, locale),
        None => Redirect::to(&site::People, locale).reporting(Outcome::NobodyHasIin),
    })
}

/// `POST /{l}/staff/specialists/{id}/edit`: corrects the record.
pub async fn edit(ctx: Ctx, form: FormRequest, address: site::EditPerson) -> Result<Redirect, AppError> {
    let fields = &form.fields;
    // a form without its version is as one that came too late
    let seen = fields.field(VERSION).parse().unwrap_or(-1);
    let mut tx = ctx.begin().await?;
    let edited = specialists::edit(&mut tx, address.id, seen, |field| fields.field(field.as_str())).await?;
    audit::commit_changes(tx).await?;
    let outcome = if edited.is_repaired { Outcome::Repaired } else { Outcome::Saved };
    Ok(Redirect::to(&site::Person { id: address.id }, form.locale).reporting(outcome))
}

/// `POST /{l}/staff/specialists/{id}`: settles the person's claim to an IIN.
pub async fn settle_claim(ctx: Ctx, form: FormRequest, address: site::Person) -> Result<Redirect, AppError> {
    let mut tx = ctx.begin().await?;
    specialists::record(&mut tx, address.id).await?;
    let outcome = match form.fields.field(ACTION) {
        THEIRS => {
            specialists::accept_claim(&mut tx, address.id).await?;
            Outcome::IinSeen
        }
        NOT_THEIRS => {
            specialists::refuse_claim(&mut tx, address.id).await?;
            Outcome::ClaimRefused
        }
        _ => return Err(FormErrors::of(ACTION, Problem::Required).into()),
    };
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&address, form.locale).reporting(outcome))
}

/// `POST /{l}/staff/specialists/duplicates/{pair}`: makes one record of two once it is asked twice, or remembers that
/// they are two people.
pub async fn answer(ctx: Ctx, form: FormRequest, address: site::Duplicate) -> Result<Redirect, AppError> {
    let (locale, fields) = (form.locale, &form.fields);
    let mut tx = ctx.begin().await?;
    let view = match service::pair(&mut tx, address.pair).await? {
        PairSide::Two(view) => view,
        PairSide::MergedInto(id) => return Ok(Redirect::to(&site::Person { id }, locale)),
    };
    match fields.field(ACTION) {
        // the page says what is to come, and its own form is sure
        MERGE if !fields.has(SURE) => Ok(Redirect::to_same_form()),
        MERGE => {
            let side = |field| chosen(fields, field).unwrap_or_else(|| view.usual_side(field));
            let (merged, id) = service::merge(&mut tx, address.pair, side, seen(fields)).await?;
            audit::commit_changes(tx).await?;
            let redirect = Redirect::to(&site::Person { id }, locale);
            Ok(if merged == Merged::Now { redirect.reporting(Outcome::Merged) } else { redirect })
        }
        DIFFERENT => {
            specialists::tell_apart(&mut tx, address.pair.ids()).await?;
            audit::commit_changes(tx).await?;
            Ok(Redirect::to(&site::Duplicates, locale).reporting(Outcome::ToldApart))
        }
        _ => Err(FormErrors::of(ACTION, Problem::Required).into()),
    }
}

/// Record that was chosen for a field.
pub fn chosen(fields: &FormFields, field: ProfileField) -> Option<Side> {
    fields.field(&format!("{FROM}{}", field.as_str())).parse().ok()
}

/// Versions of the two records that the page showed, as `3.1`.
fn seen(fields: &FormFields) -> [i32; 2] {
    let (a, b) = fields.field(VERSION).split_once('.').unwrap_or_default();
    [a, b].map(|number| number.parse().unwrap_or(-1))
}
