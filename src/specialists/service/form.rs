//! Profile and consents as one form tells them.

use super::{consents, own};
use crate::{
    accounts::service as accounts,
    db::Tx,
    ground::{AppError, FormErrors, Locale, Problem, ids::SpecialistId},
    specialists::model::{ConsentKind, Profile},
};

/// A form that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    pub specialist: SpecialistId,
    /// True if a name in it was put right, which its sender is to be told.
    pub is_repaired: bool,
}

/// Keeps the profile and what is ticked beside it. `field` gives what stands in a field of the form, empty where
/// nothing does; `locale` is the language of the page. A tick left out withdraws nothing. A form sent twice at once is
/// kept once, for the account is locked first.
pub async fn keep_from_form<T: AsRef<str>>(
    tx: &mut Tx,
    field: impl Fn(&str) -> T,
    locale: Locale,
) -> Result<Kept, AppError> {
    let profile = Profile::parse(&field, tx.today())?;
    accounts::lock_own(tx).await?;
    let specialist = own::keep_own(tx, &profile).await?;
    consents::give(tx, specialist, &ticked(field), locale).await?;
    Ok(Kept { specialist, is_repaired: profile.is_repaired })
}

/// Keeps what an enrollment still lacks, and nothing else of the form: the profile where it is missing, and the
/// consents. Everything wrong with either is told together; without the consent to processing it ends here.
pub async fn complete_from_form<T: AsRef<str>>(
    tx: &mut Tx,
    field: impl Fn(&str) -> T,
    locale: Locale,
) -> Result<Kept, AppError> {
    let missing = consents::missing_for_enrollment(tx).await?;
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
    let specialist = match profile {
        Some(profile) => own::keep_own(tx, &profile).await?,
        None => own::own_id(tx).await?.ok_or(AppError::NotFound)?,
    };
    consents::give(tx, specialist, &ticked, locale).await?;
    Ok(Kept { specialist, is_repaired })
}

fn ticked<T: AsRef<str>>(field: impl Fn(&str) -> T) -> Vec<ConsentKind> {
    ConsentKind::ALL.iter().copied().filter(|kind| !field(kind.field()).as_ref().is_empty()).collect()
}
