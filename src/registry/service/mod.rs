//! People as staff see them; `merging.rs` makes one record of two.

mod merging;

pub use self::merging::{Merged, PairSide, PairView, merge, pair};
pub use super::{
    model::{Obstacle, PeopleFilter, PersonMark},
    store::{ListedPair, ListedPerson},
};

use super::{policy::may_see_people, store};
use crate::{
    accounts::{Account, service as accounts},
    certificates::{model::Certificate, service as certificates},
    db::Tx,
    enrollments::service::{self as enrollments, OwnEnrollment},
    ground::{AppError, ids::SpecialistId},
    specialists::{
        Iin,
        model::{Consent, FormerName, PersonRecord},
        service as specialists,
    },
};

/// Rows on one page of a list.
pub const ON_PAGE: i64 = 50;

/// Part of a list that one page shows.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    pub rows: Vec<T>,
    /// Number of all rows.
    pub count: u32,
    pub page: i64,
    /// Number of the last page, from one.
    pub last: i64,
}

impl<T> Listed<T> {
    /// Rows before this page, and the number of the last one. `NotFound`: the list has no such page.
    fn part(count: i64, page: i64) -> Result<((i64, i64), i64), AppError> {
        let last = (count + ON_PAGE - 1).div_euclid(ON_PAGE).max(1);
        if (1..=last).contains(&page) { Ok(((ON_PAGE, (page - 1) * ON_PAGE), last)) } else { Err(AppError::NotFound) }
    }
}

fn counted(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Page of the people who fit a filter, by name; for staff. A page that the list does not have is not found.
pub async fn people(tx: &mut Tx, filter: &PeopleFilter, page: i64) -> Result<Listed<ListedPerson>, AppError> {
    let permit = may_see_people(tx.caller())?;
    let count = store::count_people(tx, &permit, filter).await?;
    let (part, last) = Listed::<ListedPerson>::part(count, page)?;
    let rows = store::list_people(tx, &permit, filter, part).await?;
    Ok(Listed { rows, count: counted(count), page, last })
}

/// Page of the pairs that may be of one person, by name; for staff.
pub async fn duplicates(tx: &mut Tx, page: i64) -> Result<Listed<ListedPair>, AppError> {
    let permit = may_see_people(tx.caller())?;
    let count = store::count_pairs(tx, &permit).await?;
    let (part, last) = Listed::<ListedPair>::part(count, page)?;
    let rows = store::list_pairs(tx, &permit, part).await?;
    Ok(Listed { rows, count: counted(count), page, last })
}

/// Numbers of pairs and of claims that wait for staff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsettled {
    pub duplicates: u32,
    pub claims: u32,
}

/// Counts what waits for staff among the records of people.
pub async fn unsettled(tx: &mut Tx) -> Result<Unsettled, AppError> {
    let permit = may_see_people(tx.caller())?;
    let duplicates = counted(store::count_pairs(tx, &permit).await?);
    Ok(Unsettled { duplicates, claims: counted(store::count_claims(tx, &permit).await?) })
}

/// Finds the person with this IIN: known by it, or else the first who claims it.
pub async fn find_by_iin(tx: &mut Tx, iin: &Iin) -> Result<Option<SpecialistId>, AppError> {
    may_see_people(tx.caller())?;
    match specialists::find_by_iin(tx, iin).await? {
        Some(known) => Ok(Some(known.id)),
        None => Ok(specialists::claimants(tx, iin).await?.first().copied()),
    }
}

/// Person with all that the centre has of them.
#[derive(Clone, Debug)]
pub struct PersonView {
    pub record: PersonRecord,
    /// Former names, the latest first.
    pub former_names: Vec<FormerName>,
    /// Consents that they ever gave, in order of time.
    pub consents: Vec<Consent>,
    pub account: Option<Account>,
    /// Enrollments, the latest run first.
    pub enrollments: Vec<OwnEnrollment>,
    /// Certificates, the newest first.
    pub certificates: Vec<Certificate>,
    /// Pairs with another record that may be of the same person.
    pub duplicates: Vec<ListedPair>,
    /// Record that is known by the IIN which this person claims.
    pub iin_holder: Option<SpecialistId>,
    /// People beside this one who claim the IIN that it is known by or claims.
    pub rivals: Vec<SpecialistId>,
}

/// Finds what a record's address shows.
#[derive(Clone, Debug)]
pub enum FoundPerson {
    Here(Box<PersonView>),
    /// Record that this one was merged into.
    MergedInto(SpecialistId),
}

/// Reads one person, for staff.
///
/// `NotFound`: there was never anybody in this record, or they were erased.
pub async fn person(tx: &mut Tx, id: SpecialistId) -> Result<FoundPerson, AppError> {
    let permit = may_see_people(tx.caller())?;
    if let Some(kept) = specialists::merged_into(tx, id).await? {
        return Ok(FoundPerson::MergedInto(kept));
    }
    let record = specialists::record(tx, id).await?;
    let iin_holder = match &record.claimed_iin {
        Some(claimed) => {
            specialists::find_by_iin(tx, claimed).await?.map(|known| known.id).filter(|holder| *holder != id)
        }
        None => None,
    };
    let mut rivals = Vec::new();
    for iin in [&record.profile.iin, &record.claimed_iin].into_iter().flatten() {
        rivals.extend(specialists::claimants(tx, iin).await?.into_iter().filter(|other| *other != id));
    }
    Ok(FoundPerson::Here(Box::new(PersonView {
        former_names: specialists::former_names(tx, id).await?,
        consents: specialists::consents(tx, id).await?,
        account: accounts::find_by_specialist(tx, id).await?,
        enrollments: enrollments::of_person(tx, id).await?,
        certificates: certificates::of_person(tx, id).await?,
        duplicates: store::list_pairs_of(tx, &permit, id).await?,
        record,
        iin_holder,
        rivals,
    })))
}
