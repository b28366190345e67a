//! Reader of one row: takes its cells by their meaning, and notes the mistakes in them.

use chrono::{Datelike, NaiveDate};

use crate::{
    accounts::Email,
    certificates::RegistrationNumber,
    courses::model::field::{CourseField, parse_code},
    ground::{
        Private, Problem,
        letters::{is_dash, is_direction, is_impossible},
        visible::visible_text,
    },
    i18n::dates,
    imports::{Column, Fault, FaultKind, Remark, RemarkKind, heading::Heading},
    sheets::cell::{Cell, SheetRow},
    specialists::{
        Iin,
        model::{PersonFields, ProfileField, Repair, name::says_none},
    },
};

/// Characters of a cell that a message repeats.
const SHOWN: usize = 60;
/// Digits of an IIN whose first digits are zeros: of someone born from 2000 to 2009.
const SHORT_IIN: std::ops::Range<usize> = 9..12;
/// Years in which a day of a course or a certificate can lie.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

pub(super) struct Reader<'a> {
    heading: &'a Heading,
    row: &'a SheetRow,
    pub faults: Vec<Fault>,
    pub remarks: Vec<Remark>,
}

impl<'a> Reader<'a> {
    /// Makes the reader. A cell whose value cannot be taken is a fault at once, and then reads as empty.
    pub(super) fn new(heading: &'a Heading, row: &'a SheetRow) -> Self {
        let mut reader = Self { heading, row, faults: Vec::new(), remarks: Vec::new() };
        for column in Column::ALL.iter().copied() {
            match reader.cell(column) {
                Cell::TooLong => reader.fault(column, FaultKind::CellTooLong),
                Cell::Error => reader.fault(column, FaultKind::CellError),
                Cell::Formula => reader.fault(column, FaultKind::Formula),
                Cell::Text(text) if column.field().is_none() && text.contains(is_impossible) => {
                    reader.fault(column, FaultKind::Field(Problem::ImpossibleCharacter));
                }
                Cell::Unshown => reader.fault(column, FaultKind::NumberFormat),
                Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) => {}
            }
        }
        reader
    }

    fn cell(&self, column: Column) -> &'a Cell {
        self.heading.cell(self.row, column)
    }

    pub(super) fn fault(&mut self, column: Column, kind: FaultKind) {
        let shown = self.cell(column).shown();
        let value = shortened(&if column == Column::Iin { masked(&shown) } else { shown });
        self.faults.push(Fault { row: self.row.number, column: Some(column), value, kind });
    }

    pub(super) fn remark(&mut self, column: Column, kind: RemarkKind) {
        self.remarks.push(Remark { row: self.row.number, column: Some(column), kind });
    }

    /// Tells whether a fault of a cell has been noted already.
    pub(super) fn is_told(&self, column: Column) -> bool {
        self.faults.iter().any(|fault| fault.column == Some(column))
    }

    /// Reads the person of the row, as the form of the profile is read.
    pub(super) fn person(&mut self, today: NaiveDate) -> PersonFields {
        let iin = self.iin();
        let text = |field| match Column::of_field(field) {
            Some(Column::Iin) => iin.clone(),
            Some(column) => self.cell(column).shown(),
            None => String::new(),
        };
        let is_required = |field| Column::of_field(field).is_some_and(Column::is_required);
        let mut person = PersonFields::read(text, is_required, today);
        // a cell whose value cannot be taken has read as empty
        let open = |field: ProfileField| Column::of_field(field).filter(|column| !self.is_told(*column));
        let mistakes: Vec<_> = person.mistakes.drain(..).filter_map(|(field, it)| Some((open(field)?, it))).collect();
        let repairs: Vec<_> = person.repairs.drain(..).filter_map(|(field, it)| Some((open(field)?, it))).collect();
        for (column, problem) in mistakes {
            self.fault(column, FaultKind::Field(problem));
        }
        for (column, repair) in repairs {
            self.remark(column, RemarkKind::Repaired(short(repair)));
        }
        person
    }

    /// Text of the IIN. A spreadsheet drops the zeros before a number: they are put back, if the result is an IIN.
    fn iin(&mut self) -> String {
        let shown = self.cell(Column::Iin).shown();
        let whole = format!("{shown:0>12}");
        let is_short = matches!(self.cell(Column::Iin), Cell::Number(_)) && SHORT_IIN.contains(&shown.len());
        if !is_short || Iin::parse(&whole).is_err() {
            return shown;
        }
        self.remark(Column::Iin, RemarkKind::ZerosRestored);
        whole
    }

    /// Reads a code, as written.
    pub(super) fn code(&mut self, column: Column) -> Option<String> {
        self.take(column, parse_code)
    }

    pub(super) fn registration_number(&mut self) -> Option<RegistrationNumber> {
        let number = self.take(Column::RegistrationNumber, |text| {
            let code = parse_code(text)?;
            let is_long = code.chars().nth(RegistrationNumber::MAX_LENGTH).is_some();
            if is_long { Err(Problem::TooLong) } else { Ok(code) }
        });
        RegistrationNumber::parse(&number?)
    }

    /// Reads a cell, unless a fault of it has been noted already.
    fn take<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        if self.is_told(column) {
            return None;
        }
        parse(&self.cell(column).shown()).map_err(|problem| self.fault(column, FaultKind::Field(problem))).ok()
    }

    /// Reads a cell that may be empty; a dash and «нет» mean that it is.
    fn take_any<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        if says_none(&visible_text(&self.cell(column).shown())) { None } else { self.take(column, parse) }
    }

    /// Reads a day that every certificate has.
    pub(super) fn day(&mut self, column: Column) -> Option<NaiveDate> {
        self.take(column, |text| {
            if visible_text(text).chars().all(is_dash) { Err(Problem::Required) } else { day_of_our_times(text) }
        })
    }

    pub(super) fn day_if_any(&mut self, column: Column) -> Option<NaiveDate> {
        self.take_any(column, day_of_our_times)
    }

    /// Reads an address in the form that accounts have, so that a list and a sign-up mean one person.
    pub(super) fn email(&mut self) -> Option<Private<String>> {
        self.take_any(Column::Email, Email::parse).map(|email| email.private())
    }

    pub(super) fn hours(&mut self) -> Option<u32> {
        let hours = self.take_any(Column::Hours, |text| CourseField::AcademicHours.number(text))?;
        Some(hours.unsigned_abs())
    }
}

fn day_of_our_times(text: &str) -> Result<NaiveDate, Problem> {
    let day = dates::parse(text)?;
    if YEARS.contains(&day.year()) { Ok(day) } else { Err(Problem::DayImpossible) }
}

/// Repair as a message repeats it.
fn short(repair: Repair) -> Repair {
    match repair {
        Repair::LookAlikes { from, to } => Repair::LookAlikes { from: shortened(&from), to: shortened(&to) },
        Repair::Capitals { .. } | Repair::FatherForSurname { .. } => repair,
    }
}

/// Last four digits alone, so that no message holds an IIN.
fn masked(text: &str) -> String {
    let mut left = text.chars().filter(|letter| letter.is_numeric()).count();
    let hide = |letter: char| {
        if !letter.is_numeric() {
            return letter;
        }
        left -= 1;
        if left < 4 { letter } else { '•' }
    };
    text.chars().map(hide).collect()
}

/// Beginning of a text for a message; characters that would control a terminal or turn the line around become a mark.
fn shortened(text: &str) -> String {
    let steers = |letter: char| letter.is_control() || is_impossible(letter) || is_direction(letter);
    let marked = text.chars().map(|letter| if steers(letter) { char::REPLACEMENT_CHARACTER } else { letter });
    if text.chars().nth(SHOWN).is_none() {
        return marked.collect();
    }
    marked.take(SHOWN - 1).chain(std::iter::once('…')).collect()
}
