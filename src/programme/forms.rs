//! Form actions about targets and the courses that count.

use super::{
    model::Target,
    outcome::Outcome,
    service::{
        self,
        targets::{BASELINE, COURSE, FROM_ON, REASON, TARGET, TO_ON},
    },
    site,
};
use crate::{
    audit,
    db::Ctx,
    ground::{AppError, FormErrors, Problem},
    i18n::dates,
    ui::{FormRequest, Redirect},
};

/// Fields that say which phase is meant, and what is done in it.
pub const PHASE: &str = "phase";
pub const ACTION: &str = "action";
pub const SET_TARGET: &str = "target";
pub const SET_COUNTING: &str = "counting";
/// Tick by which a course counts no longer.
pub const NO_LONGER: &str = "no_longer";

/// Largest target that a form takes.
const MOST: i32 = 1_000_000;

/// `POST /{l}/admin/targets`: sets a target, or the days between which a course counts.
pub async fn targets(ctx: Ctx, form: FormRequest, _: site::Targets) -> Result<Redirect, AppError> {
    let fields = &form.fields;
    let (phase, reason) = (fields.field(PHASE), fields.field(REASON));
    let mut errors = FormErrors::default();
    let day = |errors: &mut FormErrors, field: &'static str| {
        let day = match fields.field(field) {
            "" => Err(Problem::Required),
            typed => dates::parse(typed).map_err(Problem::from),
        };
        errors.take(field, day)
    };
    let number = |errors: &mut FormErrors, field: &'static str, least: i32| {
        let number = match fields.field(field) {
            "" => Err(Problem::Required),
            // a number may be grouped, as the page shows it
            typed => typed
                .replace([' ', '\u{a0}'], "")
                .parse()
                .ok()
                .filter(|number| (least..=MOST).contains(number))
                .ok_or(Problem::OutOfBounds { least, most: MOST }),
        };
        errors.take(field, number)
    };
    if reason.is_empty() {
        errors.add(REASON, Problem::Required);
    }
    let mut tx = ctx.begin().await?;
    let outcome = match fields.field(ACTION) {
        SET_TARGET => {
            let from_on = day(&mut errors, FROM_ON);
            let (target, baseline) = (number(&mut errors, TARGET, 1), number(&mut errors, BASELINE, 0));
            let (Some(from_on), Some(target), Some(baseline)) = (from_on, target, baseline) else {
                return Err(errors.into());
            };
            errors.or(())?;
            let target = Target { from_on, target: target.unsigned_abs(), baseline: baseline.unsigned_abs() };
            service::set_target(&mut tx, phase, target, reason).await?;
            Outcome::TargetSet
        }
        SET_COUNTING => {
            let days =
                if fields.has(NO_LONGER) { None } else { day(&mut errors, FROM_ON).zip(day(&mut errors, TO_ON)) };
            if fields.field(COURSE).is_empty() {
                errors.add(COURSE, Problem::Required);
            }
            errors.or(())?;
            service::set_counting(&mut tx, phase, fields.field(COURSE), days, reason).await?;
            Outcome::CountingSet
        }
        _ => return Err(FormErrors::of(ACTION, Problem::Required).into()),
    };
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&site::Targets, form.locale).reporting(outcome))
}
