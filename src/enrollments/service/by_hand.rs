//! Enrolling by hand: staff enter an application that came on paper, in person or by telephone.

use super::{Enrolled, REASON, admit, lock_run, offers};
use crate::{
    db::Tx,
    enrollments::{
        letters::EnrollmentNotice,
        model::{History, State, Step, begins_by_hand},
        policy::{self, Scope},
        store::{self, Overlap},
    },
    ground::{
        AppError, FormErrors, Locale, Problem,
        error::Clash,
        ids::{RunId, SpecialistId},
    },
    specialists::{
        model::Consent,
        service::{self as specialists, PersonCard},
    },
};

/// Field of the person whom staff have found in the registry; without it the form describes a new one.
pub const PERSON: &str = "specialist";

/// Person whom staff have chosen, before they are enrolled. It may have changed by the time they are.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub person: PersonCard,
    /// Consents that they have ever given.
    pub consents: Vec<Consent>,
    /// State in which they are in the run already.
    pub standing: Option<State>,
    /// Run of theirs that overlaps with it.
    pub overlap: Option<Overlap>,
}

/// Reads a person for the form that enrolls them; `None`: there is nobody with this id.
pub async fn chosen_person(
    tx: &mut Tx,
    run: &crate::courses::service::RunDetails,
    id: SpecialistId,
) -> Result<Option<Chosen>, AppError> {
    let scope = Scope::of_anybody(tx.caller(), id)?;
    let Some(person) = specialists::cards(tx, &[id]).await?.pop() else { return Ok(None) };
    let standing = store::find_standing(tx, &scope, run.id).await?;
    let overlap = store::find_overlap(tx, &scope, run.id, (run.run.starts_on, run.run.ends_on)).await?;
    let consents = specialists::consents_for_staff(tx, id).await?;
    Ok(Some(Chosen { person, consents, standing, overlap }))
}

/// Enrolls a person of the registry, or one whom the form describes, and saves what they have signed on paper: all of it
/// or nothing. `field` gives the value of a field of the form, empty if there is none; `locale` is the language of the
/// page.
///
/// `Invalid`: something is missing in the form, the person is in the registry already, or their runs overlap and no
/// reason says why they may all the same (rule R3). `Conflict`: they are enrolled already, or the run takes nobody.
pub async fn enroll_by_hand<T: AsRef<str>>(
    tx: &mut Tx,
    run: RunId,
    field: impl Fn(&str) -> T,
    locale: Locale,
) -> Result<Enrolled, AppError> {
    let permit = policy::may_decide(tx.caller(), run)?;
    let known = field(PERSON).as_ref().parse::<uuid::Uuid>().ok().map(SpecialistId);
    if let Some(id) = known
        && !specialists::lock(tx, id).await?
    {
        return Err(AppError::NotFound);
    }
    // whoever is entered at the same time for the same run is seen from here on
    let (locked, details) = lock_run(tx, run).await?;
    let state = begins_by_hand(&details.run, tx.today()).map_err(AppError::Conflict)?;
    let specialist = match known {
        Some(id) => {
            let standing = store::find_latest(tx, &locked, id).await?;
            if standing.is_some_and(|enrollment| enrollment.state.blocks_reapplying()) {
                return Err(AppError::Conflict(Clash::EnrolledAlready));
            }
            let given = specialists::consents_for_staff(tx, id).await?;
            if !specialists::is_processing_agreed(&given) {
                let paper = specialists::read_consent(&field, tx.today())?;
                specialists::agree_on_paper(tx, id, &paper, locale).await?;
            }
            id
        }
        None => specialists::register_from_paper(tx, &field).await?,
    };
    let scope = Scope::of_anybody(tx.caller(), specialist)?;
    let days = (details.run.starts_on, details.run.ends_on);
    let note = field(REASON).as_ref().trim().to_owned();
    if note.is_empty() && store::find_overlap(tx, &scope, run, days).await?.is_some() {
        return Err(FormErrors::of(REASON, Problem::Required).into());
    }
    if note.chars().nth(MOST_NOTE).is_some() {
        return Err(FormErrors::of(REASON, Problem::TooLong).into());
    }
    let at = tx.at();
    let steps = vec![Step::noted(State::Applied, at, ""), Step::noted(state, at, note)];
    let history = History::lived(steps)?;
    let enrollment = admit(tx, &permit.admit(specialist, &history)?, "enrollment.by_hand").await?;
    let notice = match state {
        State::Waitlisted => EnrollmentNotice::Waitlisted { place: details.run.places.waiting + 1 },
        _ => EnrollmentNotice::Confirmed,
    };
    offers::tell_person(tx, &details, (specialist, enrollment), notice).await?;
    if state == State::Waitlisted {
        // the run may have been given more seats since the last step
        offers::fill(tx, &permit.offer_seats(), &locked, &details).await?;
    }
    Ok(Enrolled { enrollment, state })
}

/// Characters that a note of staff has at most.
const MOST_NOTE: usize = 500;
