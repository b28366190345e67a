//! Form actions about targets, the courses that count, the needs of the regions, and the funders of
//! runs.

use std::collections::BTreeMap;

use super::{
    model::{Phase, Target, funders::Share},
    outcome::Outcome,
    service::{
        self,
        funders::{FUNDER, MOST as MOST_FUNDERS, SHARE},
        needs::{COUNTED_ON, SOURCE},
        targets::{BASELINE, CODE, COURSE, FROM_ON, REASON, TARGET, TO_ON, name_field},
    },
    site,
};
use crate::{
    audit,
    db::Ctx,
    ground::{AppError, FormErrors, Locale, Localized, Problem},
    i18n::dates,
    reference::REGIONS,
    ui::{FormFields, FormRequest, Redirect},
};

/// Fields that say which phase is meant, and what is done in it.
pub const PHASE: &str = "phase";
pub const ACTION: &str = "action";
pub const SET_TARGET: &str = "target";
pub const SET_COUNTING: &str = "counting";
pub const ADD_PHASE: &str = "phase";
pub const SET_WORDING: &str = "wording";
/// Tick by which a course counts no longer.
pub const NO_LONGER: &str = "no_longer";

/// Head of the fields of the needs, in front of a region's code; alone it stands for all of them.
pub const NEED: &str = "need";

/// Field of the need of a region.
pub fn need_field(region: &str) -> String {
    format!("{NEED}.{region}")
}

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
        ADD_PHASE => {
            let (starts_on, ends_on) = (day(&mut errors, FROM_ON), day(&mut errors, TO_ON));
            let (target, baseline) = (number(&mut errors, TARGET, 1), number(&mut errors, BASELINE, 0));
            let (Some(starts_on), Some(ends_on), Some(target), Some(baseline)) = (starts_on, ends_on, target, baseline)
            else {
                return Err(errors.into());
            };
            errors.or(())?;
            let (code, name) = (fields.field(CODE).to_owned(), names(fields));
            let (target, baseline) = (target.unsigned_abs(), baseline.unsigned_abs());
            let phase = Phase { code, name, starts_on, ends_on, target, baseline };
            service::targets::add_phase(&mut tx, &phase, reason).await?;
            Outcome::PhaseAdded
        }
        SET_WORDING => {
            errors.or(())?;
            service::targets::set_wording(&mut tx, phase, &names(fields), reason).await?;
            Outcome::PhaseWorded
        }
        _ => return Err(FormErrors::of(ACTION, Problem::Required).into()),
    };
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&site::Targets, form.locale).reporting(outcome))
}

/// Name of a phase as it was typed in each language.
fn names(fields: &FormFields) -> Localized {
    let [kk, ru, en] = Locale::ALL.map(|locale| fields.field(name_field(locale)).to_owned());
    Localized { kk, ru, en }
}

/// `POST /{l}/admin/needs`: records how many specialists the regions need.
pub async fn needs(ctx: Ctx, form: FormRequest, _: site::Needs) -> Result<Redirect, AppError> {
    let fields = &form.fields;
    let mut errors = FormErrors::default();
    let counted_on = match fields.field(COUNTED_ON) {
        "" => Err(Problem::Required),
        typed => dates::parse(typed).map_err(Problem::from),
    };
    let counted_on = errors.take(COUNTED_ON, counted_on);
    let mut counts = BTreeMap::new();
    for region in &REGIONS {
        let field = need_field(region.code);
        let typed = fields.field(&field).replace([' ', '\u{a0}'], "");
        if typed.is_empty() {
            continue;
        }
        let count = typed.parse().ok().filter(|count| *count <= MOST.unsigned_abs());
        let count = count.ok_or(Problem::OutOfBounds { least: 0, most: MOST });
        counts.extend(errors.take(field, count).map(|count| (region.code.to_owned(), count)));
    }
    if counts.is_empty() && errors.is_empty() {
        errors.add(NEED, Problem::Required);
    }
    if fields.field(SOURCE).is_empty() {
        errors.add(SOURCE, Problem::Required);
    }
    let Some(counted_on) = counted_on else { return Err(errors.into()) };
    errors.or(())?;
    let mut tx = ctx.begin().await?;
    service::needs::set_needs(&mut tx, &counts, counted_on, fields.field(SOURCE)).await?;
    audit::commit(tx).await?;
    Ok(Redirect::to(&site::Needs, form.locale).reporting(Outcome::NeedsSet))
}

/// `POST /{l}/staff/runs/{run}/funders`: sets who pays for a run.
pub async fn run_funders(ctx: Ctx, form: FormRequest, address: site::RunFunders) -> Result<Redirect, AppError> {
    let mut errors = FormErrors::default();
    let mut shares = Vec::new();
    for (funder, share) in form.fields.each(FUNDER).into_iter().zip(form.fields.each(SHARE)).take(MOST_FUNDERS) {
        if funder.is_empty() && share.is_empty() {
            continue;
        }
        let share = share.trim_end_matches(['%', ' ', '\u{a0}']).parse().map_err(|_| Problem::SharesNotWhole);
        shares.extend(errors.take(SHARE, share).map(|share| Share { funder, share }));
    }
    errors.or(())?;
    let mut tx = ctx.begin().await?;
    service::funders::set(&mut tx, &address.run, shares).await?;
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&address, form.locale).reporting(Outcome::FundersSet))
}
