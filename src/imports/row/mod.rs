//! Row of a list: its cells become a checked certificate, or faults.

mod reader;

use chrono::NaiveDate;

use self::reader::Reader;
use super::{Column, Fault, FaultKind, Remark, RemarkKind, heading::Heading};
use crate::{
    certificates::RegistrationNumber,
    courses::model::field::days_in_order,
    ground::Problem,
    sheets::cell::{RowPlace, SheetRow},
    specialists::model::{NewSpecialist, PersonFields},
};

/// Certificate as the list describes it, checked, with its holder and its run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCertificate {
    pub row: RowPlace,
    pub person: NewSpecialist,
    /// Code in capitals.
    pub course: String,
    pub run: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub hours: Option<u32>,
    pub registration_number: RegistrationNumber,
    pub issued_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
}

/// Values that could be read in a row, for comparing it with the others.
#[derive(Debug)]
pub(super) struct RowRead {
    pub row: RowPlace,
    pub course: Option<String>,
    pub run: Option<String>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub registration_number: Option<RegistrationNumber>,
    /// Checked certificate, if there was no mistake.
    pub listed: Option<ListedCertificate>,
    pub faults: Vec<Fault>,
    pub remarks: Vec<Remark>,
}

pub(super) fn read(heading: &Heading, row: &SheetRow, today: NaiveDate) -> RowRead {
    let mut reader = Reader::new(heading, row);
    let person = reader.person(today);
    let days = Days::read(&mut reader, &person, today);
    let person = new_specialist(&mut reader, person);
    let course = reader.code(Column::Course).map(|code| code.to_uppercase());
    let run = reader.code(Column::Run);
    let hours = reader.hours();
    let registration_number = reader.registration_number();
    let whole = || {
        Some(ListedCertificate {
            row: row.number,
            person,
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

/// Person of a row, with their address. An IIN that reads as another birth date or sex only gets a remark.
fn new_specialist(reader: &mut Reader<'_>, person: PersonFields) -> NewSpecialist {
    let birth_date = person.birth_date.as_ref().map(|day| *day.reveal());
    let is_comparable = !reader.is_told(Column::BirthDate) && !reader.is_told(Column::Sex);
    if is_comparable && person.iin.as_ref().is_some_and(|iin| iin.disagrees_with(birth_date, person.facts.sex)) {
        reader.remark(Column::Iin, RemarkKind::IinDisagrees);
    }
    NewSpecialist { email: reader.email(), ..person.into() }
}

struct Days {
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    issued_on: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
}

impl Days {
    /// Reads the days and compares them with each other; a day that is wrong already is not compared.
    fn read(reader: &mut Reader<'_>, person: &PersonFields, today: NaiveDate) -> Self {
        let birth_date = person.birth_date.as_ref().map(|day| *day.reveal());
        let starts_on = reader.day(Column::StartsOn);
        let ends_on = reader.day(Column::EndsOn);
        let issued_on = reader.day(Column::IssuedOn);
        let valid_until = reader.day_if_any(Column::ValidUntil);
        if birth_date.zip(starts_on).is_some_and(|(birth, start)| birth >= start) {
            reader.fault(Column::BirthDate, FaultKind::Field(Problem::BirthDateUnlikely));
        }
        match (starts_on, ends_on, issued_on) {
            (Some(starts_on), Some(ends_on), _) if days_in_order(starts_on, ends_on).is_err() => {
                reader.fault(Column::EndsOn, FaultKind::Field(Problem::EndsBeforeStart));
            }
            (_, Some(ends_on), Some(issued_on)) if issued_on < ends_on => {
                reader.fault(Column::IssuedOn, FaultKind::IssuedBeforeEnd { ends_on });
            }
            (_, _, Some(issued_on)) if issued_on > today => {
                reader.fault(Column::IssuedOn, FaultKind::Field(Problem::DayInFuture));
            }
            _ => {}
        }
        if let Some((issued_on, until)) = issued_on.zip(valid_until)
            && until < issued_on
        {
            reader.fault(Column::ValidUntil, FaultKind::ValidUntilBeforeIssue { issued_on });
        }
        Self { starts_on, ends_on, issued_on, valid_until }
    }
}
