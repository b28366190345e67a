//! A whole list: its rows read, and compared with each other.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::{
    Column, Fault, FaultKind, FileFault, ListedCertificate, Remark, RemarkKind,
    cell::{Cell, SheetRow},
    heading::Heading,
    limits,
    row::{self, RowRead},
    sheet,
};
use crate::{
    ground::letters::code_key,
    i18n::{
        dates,
        names::{duplicate_key, search_key},
    },
    specialists::Iin,
};

/// What a file tells. With a fault in it nothing of it may be saved.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct List {
    /// The rows without faults.
    pub rows: Vec<ListedCertificate>,
    /// By row, then column.
    pub faults: Vec<Fault>,
    pub remarks: Vec<Remark>,
}

/// Reads a list. `today` tells which days lie ahead.
pub fn read(bytes: &[u8], today: NaiveDate) -> Result<List, FileFault> {
    let sheet = sheet::read(bytes)?;
    let heading = Heading::find(&sheet)?;
    let mut rows = Vec::new();
    let mut totals = Vec::new();
    for row in &sheet.rows[heading.place + 1..] {
        if let Some(total) = Total::read(&heading, row) {
            totals.push(total);
        } else if is_told(&heading, row, !totals.is_empty()) {
            rows.push(row::read(&heading, row, today));
        }
    }
    if rows.is_empty() {
        return Err(FileFault::NoRows);
    }
    if rows.len() > limits::ROWS {
        return Err(FileFault::TooManyRows);
    }
    Ok(List::of(rows, &totals))
}

/// Whether a row tells of a certificate. Below a total stand signatures.
fn is_told(heading: &Heading, row: &SheetRow, is_below_total: bool) -> bool {
    let holds = |column: &Column| *heading.cell(row, *column) != Cell::Empty;
    if is_below_total {
        [Column::Course, Column::Run, Column::StartsOn, Column::RegistrationNumber].iter().any(holds)
    } else {
        Column::ALL.iter().any(holds)
    }
}

/// The first spelling of each code of a list: whatever reads as the same code is one, and is kept as it was first
/// written.
#[derive(Default)]
struct Spellings(HashMap<String, String>);

impl Spellings {
    fn unify(&mut self, code: &mut Option<String>, listed: Option<&mut String>) {
        let Some(code) = code else { return };
        code.clone_from(self.0.entry(code_key(code)).or_insert_with(|| code.clone()));
        if let Some(listed) = listed {
            listed.clone_from(code);
        }
    }
}

/// A row that sums the list up.
struct Total {
    row: u32,
    people: Option<u32>,
}

impl Total {
    fn read(heading: &Heading, row: &SheetRow) -> Option<Self> {
        let mut cells = row.cells.iter().filter(|cell| **cell != Cell::Empty);
        let Some(Cell::Text(first)) = cells.next() else { return None };
        let words = search_key(&first.replace([':', '.'], " "));
        let is_total = matches!(words.split(' ').next(), Some("итого" | "всего" | "барлыгы" | "жиыны" | "total"));
        if !is_total || *heading.cell(row, Column::RegistrationNumber) != Cell::Empty {
            return None;
        }
        let in_words = words.split(' ').find_map(|word| word.parse().ok());
        let in_cells = || cells.find_map(|cell| cell.shown().parse().ok());
        Some(Self { row: row.number, people: in_words.or_else(in_cells) })
    }
}

impl List {
    fn of(mut rows: Vec<RowRead>, totals: &[Total]) -> Self {
        let (mut courses, mut runs) = (Spellings::default(), Spellings::default());
        for row in &mut rows {
            courses.unify(&mut row.course, row.listed.as_mut().map(|listed| &mut listed.course));
            runs.unify(&mut row.run, row.listed.as_mut().map(|listed| &mut listed.run));
        }
        let mut faults = repeated_numbers(&rows);
        faults.extend(disagreeing_runs(&rows));
        let mut list = Self::default();
        for row in rows {
            list.faults.extend(row.faults);
            list.remarks.extend(row.remarks);
            list.rows.extend(row.listed);
        }
        list.refuse(faults);
        list.compare_people();
        // people of rows that could not be read could not be counted
        if list.faults.is_empty() {
            list.compare_totals(totals);
        }
        list.remarks.sort_by_key(|remark| (remark.row, remark.column));
        list
    }

    /// How many people the rows tell of: the same IIN is one person, a row without one is a person of its own.
    pub fn people(&self) -> usize {
        let known: HashSet<&Iin> = self.rows.iter().filter_map(|row| row.person.iin.as_ref()).collect();
        known.len() + self.rows.iter().filter(|row| row.person.iin.is_none()).count()
    }

    /// Takes the rows with these faults out of the list.
    pub fn refuse(&mut self, faults: Vec<Fault>) {
        self.faults.extend(faults);
        self.faults.sort_by_key(|fault| (fault.row, fault.column));
        let refused: HashSet<u32> = self.faults.iter().map(|fault| fault.row).collect();
        self.rows.retain(|row| !refused.contains(&row.row));
    }

    /// Refuses the rows of courses that the registry does not have.
    pub fn refuse_unknown_courses(&mut self, known: &[impl AsRef<str>]) {
        let is_known = |course: &str| known.iter().any(|code| code.as_ref() == course);
        let faults = self.rows.iter().filter(|row| !is_known(&row.course)).map(|row| Fault {
            row: row.row,
            column: Some(Column::Course),
            value: row.course.clone(),
            kind: FaultKind::CourseUnknown {
                nearest: row::nearest(&row.course, known.iter().map(|code| (code.as_ref(), code.as_ref().to_owned()))),
            },
        });
        self.refuse(faults.collect());
    }

    fn compare_people(&mut self) {
        let mut by_iin: HashMap<&Iin, &ListedCertificate> = HashMap::new();
        let mut by_name: HashMap<(String, NaiveDate), &ListedCertificate> = HashMap::new();
        let mut remarks = Vec::new();
        for row in &self.rows {
            let person = &row.person;
            let mut is_new = true;
            if let Some(iin) = &person.iin {
                let first = *by_iin.entry(iin).or_insert(row);
                is_new = first.row == row.row;
                if let Some(column) = difference(first, row) {
                    let kind = RemarkKind::PersonDiffers { first_row: first.row };
                    remarks.push(Remark { row: row.row, column: Some(column), kind });
                }
            }
            let Some(birth_date) = person.birth_date.as_ref().filter(|_| is_new) else { continue };
            let first = *by_name.entry((duplicate_key(&person.name.full()), *birth_date.reveal())).or_insert(row);
            let are_known_apart = person.iin.is_some() && first.person.iin.is_some();
            if first.row != row.row && !are_known_apart {
                let kind = RemarkKind::PossibleDuplicate { of_row: Some(first.row) };
                remarks.push(Remark { row: row.row, column: Some(Column::Surname), kind });
            }
        }
        self.remarks.extend(remarks);
    }

    fn compare_totals(&mut self, totals: &[Total]) {
        let counted = u32::try_from(self.people()).unwrap_or(u32::MAX);
        let differing =
            totals.iter().filter_map(|total| Some((total.row, total.people.filter(|told| *told != counted)?)));
        let remarks =
            differing.map(|(row, told)| Remark { row, column: None, kind: RemarkKind::TotalDiffers { told, counted } });
        self.remarks.extend(remarks);
    }
}

/// The first fact in which two rows of one person differ. What may change from course to course, such as
/// the region or the profession, is no difference.
fn difference(first: &ListedCertificate, row: &ListedCertificate) -> Option<Column> {
    let (a, b) = (&first.person, &row.person);
    let same = |a: &str, b: &str| duplicate_key(a) == duplicate_key(b);
    if !same(&a.name.surname, &b.name.surname) {
        Some(Column::Surname)
    } else if !same(&a.name.given_name, &b.name.given_name) {
        Some(Column::GivenName)
    } else if a.birth_date.is_some() && b.birth_date.is_some() && a.birth_date != b.birth_date {
        Some(Column::BirthDate)
    } else if a.facts.sex.is_some() && b.facts.sex.is_some() && a.facts.sex != b.facts.sex {
        Some(Column::Sex)
    } else {
        None
    }
}

/// A registration number stands once; the later rows are told.
fn repeated_numbers(rows: &[RowRead]) -> Vec<Fault> {
    let mut first_rows = HashMap::new();
    rows.iter()
        .filter_map(|row| {
            let number = row.registration_number.as_ref()?;
            let first_row = *first_rows.entry(number.key()).or_insert(row.row);
            (first_row != row.row).then(|| Fault {
                row: row.row,
                column: Some(Column::RegistrationNumber),
                value: number.to_string(),
                kind: FaultKind::RegistrationNumberRepeated { first_row },
            })
        })
        .collect()
}

/// The course and the days of a run are the same in all its rows. What most rows say holds, so that one
/// wrong row does not make all others wrong.
fn disagreeing_runs(rows: &[RowRead]) -> Vec<Fault> {
    let said = |row: &RowRead, column| match column {
        Column::Course => row.course.clone(),
        Column::StartsOn => row.starts_on.map(dates::short),
        _ => row.ends_on.map(dates::short),
    };
    let mut runs: BTreeMap<&str, Vec<&RowRead>> = BTreeMap::new();
    for row in rows {
        if let Some(run) = &row.run {
            runs.entry(run).or_default().push(row);
        }
    }
    let mut faults = Vec::new();
    for rows in runs.values() {
        for column in [Column::Course, Column::StartsOn, Column::EndsOn] {
            let told: Vec<(u32, String)> = rows.iter().filter_map(|row| Some((row.row, said(row, column)?))).collect();
            let Some((first_row, expected)) = what_most_say(&told) else { continue };
            faults.extend(told.iter().filter(|(_, value)| *value != expected).map(|(row, value)| Fault {
                row: *row,
                column: Some(column),
                value: value.clone(),
                kind: FaultKind::RunDisagrees { first_row, expected: expected.clone() },
            }));
        }
    }
    faults
}

/// The value that most rows have, with the first of these rows; of equally many, the one that comes first.
fn what_most_say(said: &[(u32, String)]) -> Option<(u32, String)> {
    let mut rows_of: HashMap<&str, (u32, usize)> = HashMap::new();
    for (row, value) in said {
        rows_of.entry(value).or_insert((*row, 0)).1 += 1;
    }
    let most = rows_of.into_iter().max_by_key(|(_, (row, count))| (*count, std::cmp::Reverse(*row)));
    most.map(|(value, (row, _))| (row, value.to_owned()))
}

/// What a file brings, told by what is in it, never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    Courses,
    Programme,
    /// A spreadsheet, or something that [`read`] will say is none.
    List,
    /// JSON of another kind, or broken.
    Unknown,
}

/// Tells what a file brings.
pub fn content(bytes: &[u8]) -> Content {
    #[derive(serde::Deserialize)]
    struct Keys {
        courses: Option<serde::de::IgnoredAny>,
        phases: Option<serde::de::IgnoredAny>,
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'[')) {
        return Content::List;
    }
    match serde_json::from_slice(bytes) {
        Ok(Keys { courses: Some(_), phases: None }) => Content::Courses,
        Ok(Keys { phases: Some(_), courses: None }) => Content::Programme,
        _ => Content::Unknown,
    }
}
