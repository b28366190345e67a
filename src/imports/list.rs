//! List as a whole: its rows read, and compared with each other.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::{
    Column, Fault, FaultKind, FileFault, ListedCertificate, Remark, RemarkKind,
    heading::{HEADINGS, Heading},
    row::{self, RowRead},
};
use crate::{
    ground::letters::code_key,
    i18n::{
        dates,
        names::{self, duplicate_key, search_key},
    },
    sheets::{
        self, Allowance, SheetFault,
        cell::{Cell, RowPlace, Sheet, SheetRow},
        limits,
    },
    specialists::Iin,
};

/// Contents of a file. If it has a fault, nothing of it may be saved.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct List {
    /// Rows without faults.
    pub rows: Vec<ListedCertificate>,
    /// Faults by row, then column.
    pub faults: Vec<Fault>,
    pub remarks: Vec<Remark>,
    /// Names of all sheets that hold a list, if there are several.
    pub sheets: Vec<String>,
}

/// Reads a list. `today` tells which days lie ahead. It needs no database, so that no transaction waits for it.
pub fn read(bytes: &[u8], today: NaiveDate) -> Result<List, FileFault> {
    read_within(bytes, today, &Allowance::usual())
}

/// Reads a list at no higher cost than this.
pub fn read_within(bytes: &[u8], today: NaiveDate, allowance: &Allowance) -> Result<List, FileFault> {
    let mut sheets = sheets::read(bytes, HEADINGS, allowance)?;
    for (place, sheet) in (0..).zip(&mut sheets) {
        sheet.rows.iter_mut().for_each(|row| row.number.sheet = place);
    }
    let mut gathered = Gathered::default();
    for (heading, sheet) in choose(&sheets, &mut gathered.remarks)? {
        gathered.add(&heading, sheet, today, allowance)?;
    }
    if gathered.rows.is_empty() {
        return Err(FileFault::NoRows);
    }
    let mut list = gathered.whole();
    if sheets.len() > 1 {
        list.sheets = sheets.into_iter().map(|sheet| sheet.name).collect();
    }
    Ok(list)
}

/// Sheets that are read, each with its heading: all visible ones, or else all hidden ones. A remark is made about a
/// sheet that is left out; a visible one that has most of the headings is not left out but refused.
fn choose<'a>(sheets: &'a [Sheet], remarks: &mut Vec<Remark>) -> Result<Vec<(Heading, &'a Sheet)>, FileFault> {
    let is_any_visible = sheets.iter().any(|sheet| !sheet.is_hidden);
    let mut chosen = Vec::new();
    let mut first_fault = None;
    for (number, sheet) in (0..).zip(sheets) {
        let name = sheet.name.clone();
        let mut remark = |kind| remarks.push(Remark { row: RowPlace { sheet: number, row: 0 }, column: None, kind });
        if sheet.is_hidden && is_any_visible {
            remark(RemarkKind::HiddenSheetLeft { sheet: name });
            continue;
        }
        match Heading::find(sheet) {
            Ok(heading) => {
                chosen.push((heading, sheet));
                if sheet.is_hidden {
                    remark(RemarkKind::HiddenSheetRead { sheet: name });
                }
            }
            Err(fault) if sheets.len() == 1 => return Err(fault),
            Err(FileFault::ColumnsMissing(missing)) if 2 * missing.len() > Column::REQUIRED.len() => {
                let fault = FileFault::ColumnsMissing(missing.clone());
                first_fault.get_or_insert(FileFault::OnSheet { sheet: name.clone(), fault: Box::new(fault) });
                remark(RemarkKind::SheetLeft { sheet: name, missing });
            }
            Err(fault) => return Err(FileFault::OnSheet { sheet: name, fault: Box::new(fault) }),
        }
    }
    match first_fault {
        Some(fault) if chosen.is_empty() => Err(fault),
        _ => Ok(chosen),
    }
}

/// List that is made of the sheets of a file.
#[derive(Default)]
struct Gathered {
    rows: Vec<RowRead>,
    totals: Vec<Total>,
    faults: Vec<Fault>,
    remarks: Vec<Remark>,
}

impl Gathered {
    fn add(
        &mut self,
        heading: &Heading,
        sheet: &Sheet,
        today: NaiveDate,
        allowance: &Allowance,
    ) -> Result<(), FileFault> {
        let mut hidden = Vec::new();
        let mut remarked = HashSet::new();
        let mut has_total = false;
        for row in &sheet.rows[heading.place + 1..] {
            allowance.check_time()?;
            if let Some(total) = Total::read(heading, row) {
                self.totals.push(total);
                has_total = true;
            } else if let Some(is_same) = heading.is_repeated_in(row) {
                if !is_same {
                    let kind = FaultKind::HeadingDiffers;
                    self.faults.push(Fault { row: row.number, column: None, value: String::new(), kind });
                }
            } else if !is_title(sheet, row) && is_remarked(heading, row, has_total) {
                self.rows.push(row::read(heading, row, today));
                remarked.insert(row.number.row);
                if row.is_hidden {
                    hidden.push(row.number.row);
                }
            }
            if self.rows.len() > limits::ROWS {
                return Err(SheetFault::TooManyRows.into());
            }
        }
        let number = sheet.rows[heading.place].number.sheet;
        for range in sheet.wide.iter().filter(|range| remarked.contains(&range.rows.0)) {
            if heading.count_within(range.columns.0..=range.columns.1) > 1 {
                let kind = FaultKind::MergedAcross { range: *range };
                let row = RowPlace { sheet: number, row: range.rows.0 };
                self.faults.push(Fault { row, column: None, value: String::new(), kind });
            }
        }
        if !hidden.is_empty() {
            let kind = RemarkKind::HiddenRows { rows: hidden };
            self.remarks.push(Remark { row: RowPlace { sheet: number, row: 0 }, column: None, kind });
        }
        Ok(())
    }

    fn whole(self) -> List {
        let mut list = List { remarks: self.remarks, ..List::default() };
        // a value that is merged over several columns leaves the cells beside it empty, which is no fault of theirs
        let merged: HashSet<RowPlace> = self.faults.iter().map(|fault| fault.row).collect();
        let rows: Vec<RowRead> = self.rows.into_iter().filter(|row| !merged.contains(&row.row)).collect();
        list.refuse(self.faults);
        list.compare(rows, &self.totals);
        list
    }
}

/// Tells whether a row has nothing but a text that is merged over its cells: «2-топ» above the people of a group.
fn is_title(sheet: &Sheet, row: &SheetRow) -> bool {
    let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| **cell != Cell::Empty);
    let (Some((column, _)), None) = (filled.next(), filled.next()) else { return false };
    let row = row.number.row;
    sheet.wide.iter().any(|range| (range.rows.0, range.columns.0) == (row, column))
}

/// Tells whether a row describes a certificate. Rows below a total are signatures.
fn is_remarked(heading: &Heading, row: &SheetRow, is_below_total: bool) -> bool {
    let holds = |column: &Column| *heading.cell(row, *column) != Cell::Empty;
    if is_below_total {
        [Column::Course, Column::Run, Column::StartsOn, Column::RegistrationNumber].iter().any(holds)
    } else {
        Column::ALL.iter().any(holds)
    }
}

/// First spelling of each code of a list: codes that read the same are one, and are saved in that spelling.
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

/// Row that sums the list up.
struct Total {
    row: RowPlace,
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
    fn compare(&mut self, mut rows: Vec<RowRead>, totals: &[Total]) {
        let (mut courses, mut runs) = (Spellings::default(), Spellings::default());
        for row in &mut rows {
            courses.unify(&mut row.course, row.listed.as_mut().map(|listed| &mut listed.course));
            runs.unify(&mut row.run, row.listed.as_mut().map(|listed| &mut listed.run));
        }
        let mut faults = repeated_numbers(&rows);
        faults.extend(disagreeing_runs(&rows));
        for row in rows {
            self.faults.extend(row.faults);
            self.remarks.extend(row.remarks);
            self.rows.extend(row.listed);
        }
        self.refuse(faults);
        self.compare_people();
        // people of rows that could not be read were not counted
        if self.faults.is_empty() {
            self.compare_totals(totals);
        }
        self.remarks.sort_by_key(|remark| (remark.row, remark.column));
    }

    /// Number of people in the rows: the same IIN is one person, a row without one is a person of its own.
    pub fn people(&self) -> usize {
        let known: HashSet<&Iin> = self.rows.iter().filter_map(|row| row.person.iin.as_ref()).collect();
        known.len() + self.rows.iter().filter(|row| row.person.iin.is_none()).count()
    }

    /// Removes the rows with these faults from the list.
    pub fn refuse(&mut self, faults: Vec<Fault>) {
        self.faults.extend(faults);
        self.faults.sort_by_key(|fault| (fault.row, fault.column));
        let refused: HashSet<RowPlace> = self.faults.iter().map(|fault| fault.row).collect();
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
                nearest: names::nearest(
                    &row.course,
                    known.iter().map(|code| (code.as_ref(), code.as_ref().to_owned())),
                ),
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
            totals.iter().filter_map(|total| Some((total.row, total.people.filter(|stated| *stated != counted)?)));
        let remarks = differing.map(|(row, stated)| Remark {
            row,
            column: None,
            kind: RemarkKind::TotalDiffers { stated, counted },
        });
        self.remarks.extend(remarks);
    }
}

/// First fact in which two rows of one person differ. A fact that may change from course to course, such as the region
/// or the profession, is no difference.
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

/// Faults of registration numbers that come twice: each later row is one.
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

/// Faults of runs whose course or days are not the same in all rows. The value of most rows is taken as right, so that
/// one wrong row does not make all others wrong.
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
            let values: Vec<(RowPlace, String)> =
                rows.iter().filter_map(|row| Some((row.row, said(row, column)?))).collect();
            let Some((first_row, expected)) = what_most_say(&values) else { continue };
            faults.extend(values.iter().filter(|(_, value)| *value != expected).map(|(row, value)| Fault {
                row: *row,
                column: Some(column),
                value: value.clone(),
                kind: FaultKind::RunDisagrees { first_row, expected: expected.clone() },
            }));
        }
    }
    faults
}

/// Value that most rows have, with the first of these rows; of equally frequent values, the one that comes first.
fn what_most_say(said: &[(RowPlace, String)]) -> Option<(RowPlace, String)> {
    let mut rows_of: HashMap<&str, (RowPlace, usize)> = HashMap::new();
    for (row, value) in said {
        rows_of.entry(value).or_insert((*row, 0)).1 += 1;
    }
    let most = rows_of.into_iter().max_by_key(|(_, (row, count))| (*count, std::cmp::Reverse(*row)));
    most.map(|(value, (row, _))| (row, value.to_owned()))
}
