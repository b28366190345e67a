//! Targets of a phase and the courses that count in it. Nothing is changed in place: a later row takes the place of an
//! earlier one from the moment that it is recorded, so that earlier reports stay what they were.

use chrono::NaiveDate;
use serde_json::json;

use crate::{
    audit,
    db::Tx,
    ground::{AppError, FormErrors, Locale, Localized, Problem, ids::PhaseId},
    programme::{
        model::{Phase, PhaseWithTargets, Target},
        policy::may_edit_programme,
        store::{self, RecordedTarget},
    },
};

const SUBJECT: &str = "phase";
/// Fields of the forms.
pub const COURSE: &str = "course";
pub const FROM_ON: &str = "from_on";
pub const TO_ON: &str = "to_on";
pub const TARGET: &str = "target";
pub const BASELINE: &str = "baseline";
pub const REASON: &str = "reason";
pub const CODE: &str = "code";
/// Characters that the name of a phase may have.
const LONGEST_NAME: usize = 120;

/// Phase with everything that an administrator sets in it.
#[derive(Clone, Debug)]
pub struct PhaseSettings {
    pub phase: PhaseWithTargets,
    /// Targets with those whose place they took, by day, the last recorded first.
    pub targets: Vec<RecordedTarget>,
    /// Codes of the courses that count, with their days.
    pub courses: Vec<(String, NaiveDate, NaiveDate)>,
}

/// Phases with their targets and counting courses, for administrators.
pub async fn phase_settings(tx: &mut Tx) -> Result<Vec<PhaseSettings>, AppError> {
    let permit = may_edit_programme(tx.caller())?;
    let counting = store::list_counting_courses(tx, None).await?;
    let mut settings = Vec::new();
    for (id, phase) in store::list_phases(tx, None).await? {
        let targets = store::list_targets(tx, &permit, id).await?;
        let of_phase = counting.iter().filter(|course| course.phase_id == id);
        let mut courses: Vec<_> = of_phase.map(|course| (course.code.clone(), course.from_on, course.to_on)).collect();
        courses.sort();
        settings.push(PhaseSettings { phase, targets, courses });
    }
    Ok(settings)
}

async fn phase(tx: &mut Tx, code: &str) -> Result<(PhaseId, PhaseWithTargets), AppError> {
    let phases = store::list_phases(tx, None).await?;
    phases.into_iter().find(|(_, phase)| phase.code == code).ok_or(AppError::NotFound)
}

fn required(reason: &str) -> Result<&str, FormErrors> {
    if reason.is_empty() { Err(FormErrors::of(REASON, Problem::Required)) } else { Ok(reason) }
}

/// Adds a phase with its first target; the courses that count toward the target count in it. The reason goes into the
/// audit log.
pub async fn add_phase(tx: &mut Tx, phase: &Phase, reason: &str) -> Result<(), AppError> {
    let permit = may_edit_programme(tx.caller())?;
    let reason = required(reason)?;
    let mut errors = FormErrors::default();
    if phase.code.is_empty() {
        errors.add(CODE, Problem::Required);
    } else if store::list_phases(tx, None).await?.iter().any(|(_, known)| known.code == phase.code) {
        errors.add(CODE, Problem::CodeTaken);
    }
    if phase.ends_on < phase.starts_on {
        errors.add(TO_ON, Problem::EndsBeforeStart);
    }
    if phase.target == 0 {
        errors.add(TARGET, Problem::OutOfBounds { least: 1, most: i32::MAX });
    }
    wording_errors(&phase.name, &mut errors);
    errors.or(())?;
    let programme = store::first_programme(tx).await?.ok_or(AppError::NotFound)?;
    let id = tx.ids().next();
    store::insert_phase(tx, &permit, id, programme, phase).await?;
    store::insert_counting_courses(tx, &permit).await?;
    let after = json!({
        "code": phase.code, "name": phase.name, "starts_on": phase.starts_on, "ends_on": phase.ends_on,
        "target": phase.target, "baseline": phase.baseline, "reason": reason,
    });
    audit::record_new(tx, "phase.added", (SUBJECT, id), &after)?;
    tx.figures_change();
    Ok(())
}

/// Words a phase anew, in three languages. The reason goes into the audit log.
pub async fn set_wording(tx: &mut Tx, code: &str, name: &Localized, reason: &str) -> Result<(), AppError> {
    let permit = may_edit_programme(tx.caller())?;
    let reason = required(reason)?;
    let mut errors = FormErrors::default();
    wording_errors(name, &mut errors);
    errors.or(())?;
    let (id, phase) = phase(tx, code).await?;
    store::update_phase_name(tx, &permit, id, name).await?;
    let (before, after) = (json!({ "name": phase.name }), json!({ "name": name, "reason": reason }));
    audit::record(tx, "phase.worded", (SUBJECT, id), Some(&before), Some(&after))?;
    // the words lie beside the figures in memory
    tx.figures_change();
    Ok(())
}

/// Problems of a name that is to be there in every language.
fn wording_errors(name: &Localized, errors: &mut FormErrors) {
    for locale in Locale::ALL {
        let words = name.part(locale);
        if words.is_empty() {
            errors.add(name_field(locale), Problem::Required);
        } else if words.chars().count() > LONGEST_NAME {
            errors.add(name_field(locale), Problem::TooLong);
        }
    }
}

/// Field of the name of a phase in a language.
pub const fn name_field(locale: Locale) -> &'static str {
    match locale {
        Locale::Kk => "name_kk",
        Locale::Ru => "name_ru",
        Locale::En => "name_en",
    }
}

/// Sets the target of a phase from a day on, in the place of the one that held from that day. The reason goes into the
/// audit log.
pub async fn set_target(tx: &mut Tx, code: &str, target: Target, reason: &str) -> Result<(), AppError> {
    let permit = may_edit_programme(tx.caller())?;
    let reason = required(reason)?;
    let (id, phase) = phase(tx, code).await?;
    if target.from_on < phase.starts_on || target.from_on > phase.ends_on {
        return Err(FormErrors::of(FROM_ON, Problem::OutsidePeriod).into());
    }
    if target.target == 0 {
        return Err(FormErrors::of(TARGET, Problem::OutOfBounds { least: 1, most: i32::MAX }).into());
    }
    let before = phase.targets.iter().find(|one| one.from_on == target.from_on);
    let before = before.map(|one| json!({ "from_on": one.from_on, "target": one.target, "baseline": one.baseline }));
    let after = json!({
        "from_on": target.from_on, "target": target.target, "baseline": target.baseline, "reason": reason,
    });
    store::insert_target(tx, &permit, id, &target).await?;
    audit::record(tx, "target.set", (SUBJECT, id), before.as_ref(), Some(&after))?;
    tx.figures_change();
    Ok(())
}

/// Sets the days between which a course counts in a phase, both included, in the place of all earlier ones; `None`: it
/// counts no longer. The reason goes into the audit log.
pub async fn set_counting(
    tx: &mut Tx,
    code: &str,
    course: &str,
    days: Option<(NaiveDate, NaiveDate)>,
    reason: &str,
) -> Result<(), AppError> {
    let permit = may_edit_programme(tx.caller())?;
    let reason = required(reason)?;
    let (id, phase) = phase(tx, code).await?;
    if let Some((from, to)) = days {
        if to < from {
            return Err(FormErrors::of(TO_ON, Problem::EndsBeforeStart).into());
        }
        if from < phase.starts_on || to > phase.ends_on {
            return Err(FormErrors::of(FROM_ON, Problem::OutsidePeriod).into());
        }
    }
    let counting = store::list_counting_courses(tx, None).await?;
    let before = counting.iter().filter(|one| one.phase_id == id && one.code == course);
    let before: Vec<_> = before.map(|one| (one.from_on, one.to_on)).collect();
    if !store::update_counting(tx, &permit, id, course, days).await? {
        return Err(FormErrors::of(COURSE, Problem::Unknown).into());
    }
    let before = json!({ "course": course, "days": before });
    let after = json!({ "course": course, "days": days, "reason": reason });
    audit::record(tx, "counting_course.set", (SUBJECT, id), Some(&before), Some(&after))?;
    tx.figures_change();
    Ok(())
}
