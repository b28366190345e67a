//! One row of a list: the cells become a checked certificate, or faults.

mod day;
mod reader;
mod region;
mod words;

use chrono::NaiveDate;

use self::reader::Reader;
use super::{
    Column, Fault, FaultKind, Remark, RemarkKind,
    cell::{RowPlace, SheetRow},
    heading::Heading,
    limits,
};
use crate::{
    certificates::RegistrationNumber,
    ground::Private,
    reference::OrganizationType,
    specialists::{
        Iin, PersonName, Sex,
        model::{CountedFacts, NewSpecialist},
    },
};

/// A certificate as the list tells of it, checked, with its holder and its run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCertificate {
    pub row: RowPlace,
    pub person: NewSpecialist,
    /// The code, in capitals.
    pub course: String,
    pub run: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub hours: Option<u32>,
    pub registration_number: RegistrationNumber,
    pub issued_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
}

/// What could be read of a row, for comparing it with the others.
pub(super) struct RowRead {
    pub row: RowPlace,
    pub course: Option<String>,
    pub run: Option<String>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub registration_number: Option<RegistrationNumber>,
    /// The whole, if nothing was wrong.
    pub listed: Option<ListedCertificate>,
    pub faults: Vec<Fault>,
    pub remarks: Vec<Remark>,
}

pub(super) fn read(heading: &Heading, row: &SheetRow, today: NaiveDate) -> RowRead {
    let mut reader = Reader::new(heading, row);
    let surname = reader.name(Column::Surname);
    let given_name = reader.name(Column::GivenName);
    let patronymic = reader.name(Column::Patronymic);
    let days = Days::read(&mut reader, today);
    let person = person(&mut reader, &days);
    let course = reader.code(Column::Course).map(|code| code.to_uppercase());
    let run = reader.code(Column::Run);
    let hours = reader.hours();
    let registration_number = reader.registration_number();

    let named = |surname: &str, given_name: &str| NewSpecialist {
        name: PersonName { surname: surname.to_owned(), given_name: given_name.to_owned(), patronymic },
        ..person
    };
    let whole = || {
        Some(ListedCertificate {
            row: row.number,
            person: named(surname.as_deref()?, given_name.as_deref()?),
            course: course.clone()?,
            run: run.clone()?,
            starts_on: days.starts_on?,
            ends_on: days.ends_on?,
            hours,
            registration_number: registration_number.clone()?,
            issued_on: days.issued_on?,
            valid_until: days.valid_until,
        })
    };
    let listed = if reader.faults.is_empty() { whole() } else { None };
    RowRead {
        row: row.number,
        listed,
        course,
        run,
        starts_on: days.starts_on,
        ends_on: days.ends_on,
        registration_number,
        faults: reader.faults,
        remarks: reader.remarks,
    }
}

/// All that the row tells of its person, except the name.
fn person(reader: &mut Reader<'_>, days: &Days) -> NewSpecialist {
    let sex = reader.word(Column::Sex, words::sex);
    let region = reader.word(Column::Region, region::find);
    let profession = reader.word(Column::Profession, words::profession);
    let (organization_type, organization) = organization(reader);
    let iin = reader.iin();
    if let Some(iin) = &iin {
        remark_disagreement(reader, iin, days, sex);
    }
    NewSpecialist {
        name: PersonName::default(),
        second_spelling: reader.spelling(Column::SecondSpelling),
        iin,
        birth_date: days.birth_date.map(Private::new),
        facts: CountedFacts { region, profession, sex, organization_type },
        organization,
        email: reader.email(),
    }
}

/// The column may hold a kind of organisation or a name; a column of kinds weighs more.
fn organization(reader: &mut Reader<'_>) -> (Option<&'static OrganizationType>, Option<String>) {
    let stated = reader.word(Column::OrganizationType, words::organization_type);
    let Some(text) = reader.repaired(Column::Organization) else { return (stated, None) };
    match words::known_organization_type(&text) {
        Some(kind) => (stated.or(Some(kind)), None),
        None => (stated, Some(text)),
    }
}

fn remark_disagreement(reader: &mut Reader<'_>, iin: &Iin, days: &Days, sex: Option<Sex>) {
    let is_told = reader.faults.iter().any(|fault| matches!(fault.column, Some(Column::BirthDate | Column::Sex)));
    if !is_told && iin.disagrees_with(days.birth_date, sex) {
        reader.remark(Column::Iin, RemarkKind::IinDisagrees);
    }
}

struct Days {
    birth_date: Option<NaiveDate>,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    issued_on: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
}

impl Days {
    /// Reads them and compares them with each other; a day that is wrong already is compared no more.
    fn read(reader: &mut Reader<'_>, today: NaiveDate) -> Self {
        let birth_date = reader.day(Column::BirthDate);
        let starts_on = reader.day(Column::StartsOn);
        let ends_on = reader.day(Column::EndsOn);
        let issued_on = reader.day(Column::IssuedOn);
        let valid_until = reader.day(Column::ValidUntil);
        if birth_date.is_some_and(|day| day > today) {
            reader.fault(Column::BirthDate, FaultKind::BirthDateInFuture);
        } else if birth_date.zip(starts_on).is_some_and(|(birth, start)| birth >= start) {
            reader.fault(Column::BirthDate, FaultKind::BirthDateImpossible);
        }
        match (starts_on, ends_on, issued_on) {
            (Some(starts_on), Some(ends_on), _) if ends_on < starts_on => {
                reader.fault(Column::EndsOn, FaultKind::EndsBeforeStart { starts_on });
            }
            (_, Some(ends_on), Some(issued_on)) if issued_on < ends_on => {
                reader.fault(Column::IssuedOn, FaultKind::IssuedBeforeEnd { ends_on });
            }
            (_, _, Some(issued_on)) if issued_on > today => {
                reader.fault(Column::IssuedOn, FaultKind::IssuedInFuture);
            }
            _ => {}
        }
        if let Some((issued_on, until)) = issued_on.zip(valid_until)
            && until < issued_on
        {
            reader.fault(Column::ValidUntil, FaultKind::ValidUntilBeforeIssue { issued_on });
        }
        Self { birth_date, starts_on, ends_on, issued_on, valid_until }
    }
}

/// How alike two words must be for one to be offered in place of the other.
const LIKENESS: f64 = 0.7;

/// The entry whose name is most like what was typed, if any is alike at all.
pub(super) fn nearest<'a, T>(typed: &str, names: impl Iterator<Item = (&'a str, T)>) -> Option<T> {
    // comparing takes the product of the lengths
    if typed.chars().nth(limits::NAME_CHARACTERS).is_some() {
        return None;
    }
    names
        .map(|(name, entry)| (strsim::normalized_damerau_levenshtein(typed, name), entry))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, entry)| entry)
}
