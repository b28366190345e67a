//! People as staff recognise them: found by name or IIN, and entered with what they signed on paper.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::{SUBJECT, consents, find_listed, own, possible_duplicates};
use crate::{
    accounts::{Email, service as accounts},
    audit,
    db::{Failure, Tx},
    ground::{AppError, FormErrors, Locale, Private, Problem, ids::SpecialistId},
    i18n::dates,
    specialists::{
        model::{Consent, ConsentKind, ConsentText, CountedFacts, Iin, NewSpecialist, PersonName, Profile},
        policy::{CanRegister, may_edit_people},
        store::{self, Person, SpecialistRecord},
    },
};

/// Field of the day on the paper that somebody signed.
pub const CONSENT_ON: &str = "consent_on";
/// Field of the address of a person whom staff enter.
pub const EMAIL: &str = "email";
/// Tick of staff that a person whom they enter is another one than the records that look the same.
pub const DIFFERENT: &str = "different";
/// People that a search shows at most.
pub const MOST_FOUND: usize = 20;

/// Person with what tells them from others.
#[derive(Clone, Debug)]
pub struct PersonCard {
    pub id: SpecialistId,
    pub name: PersonName,
    pub birth_date: Option<Private<NaiveDate>>,
    /// IIN that the record is known by, or else the claimed one.
    pub iin: Option<Iin>,
    pub facts: CountedFacts,
    pub organization: Option<String>,
    pub email: Option<Private<String>>,
}

fn card(tx: &Tx, stored: SpecialistRecord) -> Result<PersonCard, Failure> {
    let iin = own::decrypt(tx, stored.iin_cipher.as_deref())?;
    let claimed = own::decrypt(tx, stored.claimed_iin_cipher.as_deref())?;
    Ok(PersonCard {
        id: stored.id,
        name: stored.name(),
        birth_date: stored.birth_date.map(Private::new),
        iin: iin.or(claimed),
        facts: stored.facts(),
        organization: stored.organization,
        email: stored.email.map(Private::new),
    })
}

/// People that a search finds, and whether there are more.
#[derive(Clone, Debug, Default)]
pub struct FoundPeople {
    pub people: Vec<PersonCard>,
    pub has_more: bool,
}

/// Finds people by an IIN, claimed ones too, or by words of their name in any spelling, former names too; for staff.
/// Nothing is found by nothing.
pub async fn search(tx: &mut Tx, typed: &str) -> Result<FoundPeople, AppError> {
    may_edit_people(tx.caller())?;
    let mut found = store::people::search(tx, typed, MOST_FOUND + 1).await?;
    let has_more = found.len() > MOST_FOUND;
    found.truncate(MOST_FOUND);
    let people = found.into_iter().map(|stored| card(tx, stored)).collect::<Result<_, Failure>>()?;
    Ok(FoundPeople { people, has_more })
}

/// People with these ids, for staff; of those who were erased there is none.
pub async fn cards(tx: &mut Tx, ids: &[SpecialistId]) -> Result<Vec<PersonCard>, AppError> {
    may_edit_people(tx.caller())?;
    let found = store::people::list(tx, ids).await?;
    Ok(found.into_iter().map(|stored| card(tx, stored)).collect::<Result<_, Failure>>()?)
}

/// Records that the person of a form may already have: the one with their IIN, or else those that look the same.
pub async fn known_of_form<T: AsRef<str>>(tx: &mut Tx, field: impl Fn(&str) -> T) -> Result<Vec<PersonCard>, AppError> {
    let Ok(person) = read_person(&field, tx.today()) else { return Ok(Vec::new()) };
    let ids = match find_listed(tx, &person.new).await? {
        Some(known) => vec![known.id],
        None => look_alikes(tx, &person.new).await?,
    };
    cards(tx, &ids).await
}

/// Records that may be of this person: those of the same name and birth date, and the one of their address's account.
async fn look_alikes(tx: &mut Tx, person: &NewSpecialist) -> Result<Vec<SpecialistId>, AppError> {
    let mut ids = possible_duplicates(tx, person).await?;
    if let Some(email) = person.email.as_ref().and_then(|email| Email::parse(email.reveal()).ok()) {
        ids.extend(accounts::find_by_email(tx, &email).await?.and_then(|account| account.specialist));
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// Address of a person who has agreed on paper, and the language in which they did; `None`: they have not, or there is no
/// address. People of the centre's old lists never asked for letters.
pub async fn paper_address(tx: &mut Tx, id: SpecialistId) -> Result<Option<(Private<String>, Locale)>, AppError> {
    Ok(store::people::find_paper_address(tx, id).await?)
}

/// Languages of the papers of these people, as far as they have signed one and letters go to them.
pub async fn paper_languages(tx: &mut Tx, people: &[SpecialistId]) -> Result<Vec<(SpecialistId, Locale)>, AppError> {
    Ok(store::people::list_paper_languages(tx, people).await?)
}

/// People among these whose name was changed after this instant; for staff.
pub async fn renamed_since(
    tx: &mut Tx,
    people: &[SpecialistId],
    at: DateTime<Utc>,
) -> Result<Vec<SpecialistId>, AppError> {
    may_edit_people(tx.caller())?;
    Ok(store::people::list_renamed_since(tx, people, at).await?)
}

/// Consents that a person has ever given, for staff.
pub async fn consents_for_staff(tx: &mut Tx, id: SpecialistId) -> Result<Vec<Consent>, AppError> {
    may_edit_people(tx.caller())?;
    let caller = tx.caller().clone();
    consents::list_of(tx, &caller, Some(id)).await
}

/// Tells whether a consent to processing with the present text is among these.
pub fn is_processing_agreed(given: &[Consent]) -> bool {
    given.iter().any(|consent| consent.kind == ConsentKind::Processing && consent.is_current())
}

/// Consents as staff copy them from a signed paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperConsent {
    pub kinds: Vec<ConsentKind>,
    pub given_on: NaiveDate,
}

/// Reads the consents of a form: the one to processing, the ticks of the others, and the day on the paper.
pub fn read_consent<T: AsRef<str>>(field: impl Fn(&str) -> T, today: NaiveDate) -> Result<PaperConsent, FormErrors> {
    let is_ticked = |kind: &ConsentKind| !field(kind.field()).as_ref().is_empty();
    let kinds: Vec<ConsentKind> = ConsentKind::ALL.iter().copied().filter(is_ticked).collect();
    let mut errors = FormErrors::default();
    if !kinds.contains(&ConsentKind::Processing) {
        errors.add(ConsentKind::Processing.field(), Problem::ConsentNeeded);
    }
    let typed = field(CONSENT_ON);
    let day = match typed.as_ref().trim() {
        "" => Err(Problem::Required),
        typed => match dates::parse(typed) {
            Ok(day) if day > today => Err(Problem::DayInFuture),
            read => read.map_err(Problem::from),
        },
    };
    match errors.take(CONSENT_ON, day) {
        Some(given_on) => errors.or(PaperConsent { kinds, given_on }),
        None => Err(errors),
    }
}

/// Saves what a person has signed on paper, as staff have it before them; consents to the present text that they have
/// given already are not saved twice.
pub async fn agree_on_paper(
    tx: &mut Tx,
    id: SpecialistId,
    paper: &PaperConsent,
    locale: Locale,
) -> Result<(), AppError> {
    let permit = may_edit_people(tx.caller())?.paper_of(id);
    let given = consents_for_staff(tx, id).await?;
    for kind in &paper.kinds {
        if given.iter().any(|consent| consent.kind == *kind && consent.is_current()) {
            continue;
        }
        store::consents::update_replaced(tx, &permit, *kind).await?;
        store::consents::insert_on_paper(tx, &permit, (*kind, locale), paper.given_on).await?;
        let version = &ConsentText::current().version;
        let after = json!({
            "kind": kind.as_str(), "version": version, "locale": locale.code(), "source": "paper", "on": paper.given_on,
        });
        audit::record_new(tx, "specialist.agreed", (SUBJECT, id), &after)?;
    }
    Ok(())
}

/// Person as staff type them in, checked.
struct TypedPerson {
    new: NewSpecialist,
    /// Language of their letters.
    locale: Locale,
}

fn read_person<T: AsRef<str>>(field: impl Fn(&str) -> T, today: NaiveDate) -> Result<TypedPerson, FormErrors> {
    let (profile, mut errors) = match Profile::parse(&field, today) {
        Ok(profile) => (Some(profile), FormErrors::default()),
        Err(errors) => (None, errors),
    };
    let typed = field(EMAIL);
    let email = match typed.as_ref().trim() {
        "" => None,
        typed => errors.take(EMAIL, Email::parse(typed)).map(|email| email.private()),
    };
    match (profile, errors.is_empty()) {
        (Some(profile), true) => {
            let locale = profile.locale;
            Ok(TypedPerson { new: NewSpecialist { email, ..profile.into() }, locale })
        }
        _ => Err(errors),
    }
}

/// Makes the record of a person whom staff type in, with their consents on paper. All mistakes are told together.
///
/// `Invalid`: also if the registry has somebody with this IIN, or a record that looks the same and staff have not said
/// that it is another person (rule R2).
pub async fn register_from_paper<T: AsRef<str>>(
    tx: &mut Tx,
    field: impl Fn(&str) -> T,
) -> Result<SpecialistId, AppError> {
    let permit = may_edit_people(tx.caller())?;
    let today = tx.today();
    let (person, paper) = match (read_person(&field, today), read_consent(&field, today)) {
        (Ok(person), Ok(paper)) => (person, paper),
        (person, paper) => {
            let mut errors = FormErrors::default();
            for (field, problem) in person.err().iter().chain(paper.err().iter()).flat_map(FormErrors::iter) {
                errors.add(field.to_owned(), problem);
            }
            return Err(errors.into());
        }
    };
    if find_listed(tx, &person.new).await?.is_some() {
        return Err(FormErrors::of("iin", Problem::IinTaken).into());
    }
    let is_different = !field(DIFFERENT).as_ref().is_empty();
    if !is_different && !look_alikes(tx, &person.new).await?.is_empty() {
        return Err(FormErrors::of(DIFFERENT, Problem::TickNeeded).into());
    }
    let (id, row) = (tx.ids().next(), Person::of_list(&person.new));
    store::insert(tx, &CanRegister::from(&permit), id, &row).await.map_err(|failure| match failure {
        // somebody else has entered them a moment ago
        Failure::Taken(_) => FormErrors::of("iin", Problem::IinTaken).into(),
        other => AppError::from(other),
    })?;
    audit::record_new(tx, "specialist.registered", (SUBJECT, id), &row.document())?;
    agree_on_paper(tx, id, &paper, person.locale).await?;
    Ok(id)
}
