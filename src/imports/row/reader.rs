//! Takes the cells of one row by their meaning, and notes what is wrong with them.

use chrono::{Datelike, NaiveDate};

use crate::{
    accounts::Email,
    certificates::RegistrationNumber,
    ground::{
        Private, Problem,
        letters::{is_dash, is_direction, is_impossible},
        visible::visible_text,
    },
    i18n::dates,
    imports::{
        Column, Fault, FaultKind, Remark, RemarkKind,
        cell::{Cell, SheetRow},
        heading::Heading,
        limits,
    },
    specialists::{
        Iin,
        model::{PersonFields, ProfileField, Repair, name::says_none},
    },
};

/// Of characters of a cell that a message repeats.
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
    /// A cell that cannot be taken as it stands is a fault at once, and then reads as empty.
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

    /// The text of a cell with single spaces; dashes and «нет» say that there is none.
    fn text(&mut self, column: Column) -> Option<String> {
        if self.is_told(column) {
            return None;
        }
        let text = visible_text(&self.cell(column).shown());
        if !column.is_required() {
            return Some(text).filter(|text| !says_none(text));
        }
        // «нет» may be a code
        if text.chars().all(is_dash) {
            self.fault(column, FaultKind::Field(Problem::Required));
            return None;
        }
        Some(text)
    }

    /// Tells whether it was told already what is wrong with a cell.
    pub(super) fn is_told(&self, column: Column) -> bool {
        self.faults.iter().any(|fault| fault.column == Some(column))
    }

    /// The person of the row, read as the form of the profile is.
    pub(super) fn person(&mut self, today: NaiveDate) -> PersonFields {
        let iin = self.iin();
        let text = |field| match Column::of_field(field) {
            Some(Column::Iin) => iin.clone(),
            Some(column) => self.cell(column).shown(),
            None => String::new(),
        };
        let is_required = |field| Column::of_field(field).is_some_and(Column::is_required);
        let mut person = PersonFields::read(text, is_required, today);
        // a cell that cannot be taken as it stands has read as empty
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

    /// The text of the IIN. A spreadsheet drops the zeros before a number: they are put back, if it then is an IIN.
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

    /// A code, as written.
    pub(super) fn code(&mut self, column: Column) -> Option<String> {
        let text = self.text(column)?;
        if text.contains(char::REPLACEMENT_CHARACTER) {
            self.fault(column, FaultKind::Field(Problem::LettersLost));
            return None;
        }
        self.not_too_long(column, text)
    }

    pub(super) fn registration_number(&mut self) -> Option<RegistrationNumber> {
        let text = self.code(Column::RegistrationNumber)?;
        RegistrationNumber::parse(&text)
    }

    fn not_too_long(&mut self, column: Column, text: String) -> Option<String> {
        if text.chars().nth(column.longest()).is_some() {
            self.fault(column, FaultKind::Field(Problem::TooLong));
            return None;
        }
        Some(text)
    }

    pub(super) fn day(&mut self, column: Column) -> Option<NaiveDate> {
        let text = self.text(column)?;
        let day = dates::parse(&text).map_err(Problem::from);
        let day = day.and_then(|day| if YEARS.contains(&day.year()) { Ok(day) } else { Err(Problem::DayImpossible) });
        day.map_err(|problem| self.fault(column, FaultKind::Field(problem))).ok()
    }

    /// An address as accounts have it, so that a list and a sign-up mean one person.
    pub(super) fn email(&mut self) -> Option<Private<String>> {
        let text = self.text(Column::Email)?;
        let email = Email::parse(&text).map_err(|problem| self.fault(Column::Email, FaultKind::Field(problem)));
        Some(email.ok()?.private())
    }

    /// A whole number of hours; «36 ч.», «36,0» and «36 (тридцать шесть)» are one too.
    pub(super) fn hours(&mut self) -> Option<u32> {
        let text = self.text(Column::Hours)?;
        let hours = whole_hours(&text).filter(|hours| limits::HOURS.contains(hours));
        if hours.is_none() {
            self.fault(Column::Hours, FaultKind::HoursOutOfRange);
        }
        hours
    }
}

fn whole_hours(text: &str) -> Option<u32> {
    let text = text.split('(').next().unwrap_or(text);
    let number = text.trim_end_matches(|letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '.'));
    let (whole, part) = number.split_once([',', '.']).unwrap_or((number, "0"));
    part.bytes().all(|digit| digit == b'0').then(|| whole.parse().ok()).flatten()
}

/// A repair as a message repeats it.
fn short(repair: Repair) -> Repair {
    match repair {
        Repair::LookAlikes { from, to } => Repair::LookAlikes { from: shortened(&from), to: shortened(&to) },
        Repair::Capitals { .. } | Repair::FatherForSurname { .. } => repair,
    }
}

/// Only the last four digits, so that no message holds an IIN.
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

/// The beginning of a text for a message; what would steer a terminal or turn the line around is a mark in it.
fn shortened(text: &str) -> String {
    let steers = |letter: char| letter.is_control() || is_impossible(letter) || is_direction(letter);
    let marked = text.chars().map(|letter| if steers(letter) { char::REPLACEMENT_CHARACTER } else { letter });
    if text.chars().nth(SHOWN).is_none() {
        return marked.collect();
    }
    marked.take(SHOWN - 1).chain(std::iter::once('…')).collect()
}
