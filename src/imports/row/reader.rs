//! Takes the cells of one row by their meaning, and notes what is wrong with them.

use chrono::NaiveDate;

use super::{
    day::{self, NoDay},
    repair,
};
use crate::{
    certificates::RegistrationNumber,
    i18n::names::search_key,
    imports::{
        Column, Fault, FaultKind, Remark, RemarkKind,
        cell::{Cell, SheetRow},
        heading::Heading,
        limits,
    },
    specialists::{Iin, model::IinFault},
};

/// Of characters of a cell that a message repeats.
const SHOWN: usize = 60;
/// Digits of an IIN whose first digits are zeros: of someone born from 2000 to 2009.
const SHORT_IIN: std::ops::Range<usize> = 9..12;

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
    pub(super) fn text(&mut self, column: Column) -> Option<String> {
        let shown = self.cell(column).shown();
        let text = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_dash = |letter: char| letter == '-' || ('\u{2010}'..='\u{2015}').contains(&letter);
        let says_none = !Column::REQUIRED.contains(&column)
            && matches!(search_key(&text).as_str(), "нет" | "жок" | "none" | "отсутствует" | "не указано");
        let is_empty = text.chars().all(is_dash) || says_none;
        if is_empty {
            self.miss(column);
        }
        (!is_empty).then_some(text)
    }

    /// Notes that a required cell is empty, unless it was told already what is wrong with it.
    fn miss(&mut self, column: Column) {
        let is_told = self.faults.iter().any(|fault| fault.column == Some(column));
        if is_told || !Column::REQUIRED.contains(&column) {
            return;
        }
        let kind = match column {
            Column::Surname => FaultKind::SurnameMissing,
            Column::GivenName => FaultKind::GivenNameMissing,
            _ => FaultKind::ValueMissing,
        };
        self.fault(column, kind);
    }

    /// The text with look-alike letters put right.
    pub(super) fn repaired(&mut self, column: Column) -> Option<String> {
        let text = self.text(column)?;
        let Some(repaired) = repair::look_alikes(&text) else { return Some(text) };
        let kind = RemarkKind::LookAlikesRepaired { from: shortened(&text), to: shortened(&repaired) };
        self.remark(column, kind);
        Some(repaired)
    }

    /// A name of a person.
    pub(super) fn name(&mut self, column: Column) -> Option<String> {
        let text = self.repaired(column)?;
        let name = text.split('-').map(str::trim).collect::<Vec<_>>().join("-");
        if name.chars().any(char::is_numeric) || !name.chars().any(char::is_alphabetic) {
            self.fault(column, FaultKind::NameUnreadable);
            return None;
        }
        let name = self.not_too_long(column, name, limits::NAME_CHARACTERS)?;
        let Some(titled) = repair::capitals(&name) else { return Some(name) };
        self.remark(column, RemarkKind::CapitalsRepaired { from: name, to: titled.clone() });
        Some(titled)
    }

    /// A code, as written.
    pub(super) fn code(&mut self, column: Column) -> Option<String> {
        let text = self.text(column)?;
        self.not_too_long(column, text, limits::NAME_CHARACTERS)
    }

    pub(super) fn registration_number(&mut self) -> Option<RegistrationNumber> {
        let column = Column::RegistrationNumber;
        let text = self.text(column)?;
        let text = self.not_too_long(column, text, RegistrationNumber::MAX_LENGTH)?;
        RegistrationNumber::parse(&text)
    }

    fn not_too_long(&mut self, column: Column, text: String, most: usize) -> Option<String> {
        if text.chars().nth(most).is_some() {
            self.fault(column, FaultKind::TextTooLong { most });
            return None;
        }
        Some(text)
    }

    /// A word out of a list that the product knows.
    pub(super) fn word<T>(&mut self, column: Column, find: impl Fn(&str) -> Result<T, FaultKind>) -> Option<T> {
        let text = self.repaired(column)?;
        find(&text).map_err(|kind| self.fault(column, kind)).ok()
    }

    pub(super) fn day(&mut self, column: Column) -> Option<NaiveDate> {
        self.text(column)?;
        let kind = match (day::read(self.cell(column)), column) {
            (Ok(day), _) => return Some(day),
            (Err(NoDay::Impossible), Column::BirthDate) => FaultKind::BirthDateImpossible,
            (Err(NoDay::Impossible), _) => FaultKind::DayImpossible,
            (Err(NoDay::Unreadable), _) => FaultKind::DayUnreadable,
        };
        self.fault(column, kind);
        None
    }

    pub(super) fn iin(&mut self) -> Option<Iin> {
        let column = Column::Iin;
        let text = self.text(column)?;
        let digits: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\'').collect();
        let kind = match Iin::parse(&digits) {
            Ok(iin) => return Some(iin),
            Err(IinFault::CheckDigit) => FaultKind::IinCheckDigit,
            Err(IinFault::Shape) => FaultKind::IinShape,
        };
        if matches!(self.cell(column), Cell::Number(_))
            && SHORT_IIN.contains(&digits.len())
            && let Ok(iin) = Iin::parse(&format!("{digits:0>12}"))
        {
            self.remark(column, RemarkKind::ZerosRestored);
            return Some(iin);
        }
        self.fault(column, kind);
        None
    }

    pub(super) fn email(&mut self) -> Option<String> {
        let text = self.text(Column::Email)?;
        let is_sane = text.len() <= 254
            && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>(),;:\"[]\\".contains(&byte))
            && text.split_once('@').is_some_and(|(user, host)| {
                !user.is_empty()
                    && !host.contains('@')
                    && host.contains('.')
                    && host.split('.').all(|part| !part.is_empty())
            });
        if !is_sane {
            self.fault(Column::Email, FaultKind::EmailUnreadable);
        }
        is_sane.then_some(text)
    }

    /// A whole number of hours; «36 ч.» is one too.
    pub(super) fn hours(&mut self) -> Option<u32> {
        let text = self.text(Column::Hours)?;
        let number = text.trim_end_matches(|letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '.'));
        let hours = number.parse().ok().filter(|hours| limits::HOURS.contains(hours));
        if hours.is_none() {
            self.fault(Column::Hours, FaultKind::HoursOutOfRange);
        }
        hours
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

pub(super) fn shortened(text: &str) -> String {
    if text.chars().nth(SHOWN).is_none() {
        return text.to_owned();
    }
    text.chars().take(SHOWN - 1).chain(std::iter::once('…')).collect()
}
