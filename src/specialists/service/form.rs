//! Profile and consents that come in one form.

use super::{applicant::Applicant, consents, own};
use crate::{
    db::Tx,
    ground::{AppError, FormErrors, Locale, Problem, ids::SpecialistId},
    specialists::model::{ConsentKind, Profile},
};

/// Form that was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    pub specialist: SpecialistId,
    /// True if a name in it was put right, which its sender is to see.
    pub is_repaired: bool,
}

/// Saves the profile and the ticked consents. `field` gives the value of a field of the form, empty if there is none;
/// `locale` is the language of the page. A tick that is left out withdraws nothing. A form sent twice at once is saved
/// once, because the account is locked first.
pub async fn keep_from_form<T: AsRef<str>>(
    tx: &mut Tx,
    field: impl Fn(&str) -> T,
    locale: Locale,
) -> Result<Kept, AppError> {
    let profile = Profile::parse(&field, tx.today())?;
    let applicant = Applicant::lock(tx).await?;
    let specialist = own::save(tx, &applicant.caller, &applicant.account, &profile).await?;
    let caller = own::caller_with(tx, Some(specialist))?;
    consents::add(tx, &caller, (specialist, &applicant.consents), &ticked(field), locale).await?;
    Ok(Kept { specialist, is_repaired: profile.is_repaired })
}

/// Saves what is missing for an enrollment, and nothing else of the form: the profile if it is missing, and the
/// consents. All mistakes in both are returned together; without the consent to processing it fails.
///
/// Returns the applicant as they are now, and whether a name of the form was put right.
pub async fn complete_from_form<T: AsRef<str>>(
    tx: &mut Tx,
    applicant: Applicant,
    field: impl Fn(&str) -> T,
    locale: Locale,
) -> Result<(Applicant, bool), AppError> {
    let missing = applicant.missing();
    let ticked = ticked(&field);
    let profile = if missing.profile { Profile::parse(&field, tx.today()).map(Some) } else { Ok(None) };
    let (profile, mut errors) = match profile {
        Ok(profile) => (profile, FormErrors::default()),
        Err(errors) => (None, errors),
    };
    if missing.consent && !ticked.contains(&ConsentKind::Processing) {
        errors.add(ConsentKind::Processing.field(), Problem::ConsentNeeded);
    }
    let profile = errors.or(profile)?;
    let is_repaired = profile.as_ref().is_some_and(|profile| profile.is_repaired);
    let Applicant { caller, account, consents: given, .. } = &applicant;
    let specialist = match &profile {
        Some(profile) => own::save(tx, caller, account, profile).await?,
        None => account.specialist.ok_or(AppError::NotFound)?,
    };
    let caller = own::caller_with(tx, Some(specialist))?;
    consents::add(tx, &caller, (specialist, given), &ticked, locale).await?;
    let is_unchanged = profile.is_none() && ticked.is_empty();
    Ok((if is_unchanged { applicant } else { Applicant::find(tx).await? }, is_repaired))
}

fn ticked<T: AsRef<str>>(field: impl Fn(&str) -> T) -> Vec<ConsentKind> {
    ConsentKind::ALL.iter().copied().filter(|kind| !field(kind.field()).as_ref().is_empty()).collect()
}
