//! Takes the cells of one row by their meaning, and notes what is wrong with them.

use chrono::NaiveDate;

use super::day::{self, NoDay};
use crate::{
    accounts::Email,
    certificates::RegistrationNumber,
    ground::{
        Private, Problem,
        letters::{is_apostrophe, is_dash, is_direction, is_impossible},
    },
    i18n::names::search_key,
    imports::{
        Column, Fault, FaultKind, Remark, RemarkKind,
        cell::{Cell, SheetRow},
        heading::Heading,
        limits,
    },
    specialists::{
        Iin,
        model::{
            IinFault,
            name::{self, NameFault, ReadName, says_none},
            profile::{LONGEST_NAME, LONGEST_SPELLING},
        },
    },
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
                Cell::Text(text) if text.contains(is_impossible) => {
                    reader.fault(column, FaultKind::ImpossibleCharacter);
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
    pub(super) fn text(&mut self, column: Column) -> Option<String> {
        if self.is_told(column) {
            return None;
        }
        let shown: String = self.cell(column).shown().chars().filter(|letter| !is_direction(*letter)).collect();
        let text = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_empty = if Column::REQUIRED.contains(&column) { text.chars().all(is_dash) } else { says_none(&text) };
        if is_empty {
            self.miss(column);
        }
        (!is_empty).then_some(text)
    }

    /// Tells whether it was told already what is wrong with a cell.
    fn is_told(&self, column: Column) -> bool {
        self.faults.iter().any(|fault| fault.column == Some(column))
    }

    /// Notes that a required cell is empty, unless it was told already what is wrong with it.
    fn miss(&mut self, column: Column) {
        if self.is_told(column) || !Column::REQUIRED.contains(&column) {
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
        if name::has_lost_letters(&text) {
            self.fault(column, FaultKind::LettersLost);
            return None;
        }
        let Some(repaired) = name::look_alikes(&text) else { return Some(text) };
        self.remark_look_alikes(column, &text, &repaired);
        Some(repaired)
    }

    fn remark_look_alikes(&mut self, column: Column, from: &str, to: &str) {
        let kind = RemarkKind::LookAlikesRepaired { from: shortened(from), to: shortened(to) };
        self.remark(column, kind);
    }

    /// A part of a person's name.
    pub(super) fn name(&mut self, column: Column) -> Option<String> {
        self.read_name(column, name::read, usize::from(LONGEST_NAME))
    }

    /// A whole name in another spelling.
    pub(super) fn spelling(&mut self, column: Column) -> Option<String> {
        self.read_name(column, name::read_spelling, usize::from(LONGEST_SPELLING))
    }

    fn read_name(
        &mut self,
        column: Column,
        read: impl Fn(&str) -> Result<Option<ReadName>, NameFault>,
        most: usize,
    ) -> Option<String> {
        if self.is_told(column) {
            return None;
        }
        match read(&self.cell(column).shown()) {
            Ok(Some(ReadName { name, before_look_alikes, before_capitals })) => {
                let name = self.not_too_long(column, name, most)?;
                let titled_from = before_capitals.as_ref().unwrap_or(&name);
                if let Some(from) = before_look_alikes {
                    self.remark_look_alikes(column, &from, titled_from);
                }
                if let Some(from) = before_capitals {
                    self.remark(column, RemarkKind::CapitalsRepaired { from, to: name.clone() });
                }
                Some(name)
            }
            Ok(None) => {
                self.miss(column);
                None
            }
            Err(fault) => {
                let kind = match fault {
                    NameFault::Malformed => FaultKind::NameUnreadable,
                    NameFault::LettersLost => FaultKind::LettersLost,
                };
                self.fault(column, kind);
                None
            }
        }
    }

    /// A code, as written.
    pub(super) fn code(&mut self, column: Column) -> Option<String> {
        let text = self.text(column)?;
        if text.contains(char::REPLACEMENT_CHARACTER) {
            self.fault(column, FaultKind::LettersLost);
            return None;
        }
        self.not_too_long(column, text, limits::NAME_CHARACTERS)
    }

    pub(super) fn registration_number(&mut self) -> Option<RegistrationNumber> {
        let column = Column::RegistrationNumber;
        let text = self.code(column)?;
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
            (Err(NoDay::YearShort), _) => FaultKind::YearShort,
            (Err(NoDay::Unreadable), _) => FaultKind::DayUnreadable,
        };
        self.fault(column, kind);
        None
    }

    pub(super) fn iin(&mut self) -> Option<Iin> {
        let column = Column::Iin;
        let text = self.text(column)?;
        if is_rounded(&text) {
            self.fault(column, FaultKind::IinRounded);
            return None;
        }
        let digits: String =
            without_label(&text).chars().filter(|letter| !letter.is_whitespace() && !is_apostrophe(*letter)).collect();
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

    /// An address as accounts have it, so that a list and a sign-up mean one person.
    pub(super) fn email(&mut self) -> Option<Private<String>> {
        let text = self.text(Column::Email)?;
        let email = Email::parse(&text).map_err(|problem| {
            let kind =
                if problem == Problem::EmailNotLatin { FaultKind::EmailNotLatin } else { FaultKind::EmailUnreadable };
            self.fault(Column::Email, kind);
        });
        let email = email.ok()?;
        Some(email.private())
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

/// «ИИН 640705144044» has the number's own name before it.
fn without_label(text: &str) -> &str {
    let number = text.trim_start_matches(|letter: char| !letter.is_numeric());
    let label = search_key(&text[..text.len() - number.len()]);
    if matches!(label.as_str(), "иин" | "жсн" | "iin") { number } else { text }
}

/// `9,00316E+11`: how a spreadsheet writes a number that is too long for it.
fn is_rounded(text: &str) -> bool {
    text.to_uppercase().split_once("E+").is_some_and(|(number, exponent)| {
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        is_digits(exponent) && is_digits(&number.replace([',', '.'], ""))
    })
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
pub(super) fn shortened(text: &str) -> String {
    let steers = |letter: char| letter.is_control() || is_impossible(letter) || is_direction(letter);
    let marked = text.chars().map(|letter| if steers(letter) { char::REPLACEMENT_CHARACTER } else { letter });
    if text.chars().nth(SHOWN).is_none() {
        return marked.collect();
    }
    marked.take(SHOWN - 1).chain(std::iter::once('…')).collect()
}
