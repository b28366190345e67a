//! Scores of a spreadsheet: its rows read, and compared with the people of a run.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::parse_score;
use crate::{
    ground::{Private, Problem, ids::EnrollmentId, text_enum},
    i18n::names::search_key,
    sheets::{
        self, Allowance, Headings, SheetFault,
        cell::{Cell, Sheet, SheetRow},
    },
    specialists::{Iin, PersonName, model::name::look_alikes},
};

text_enum! {
    /// Column that is read.
    pub enum Column {
        Enrollment = "enrollment",
        Name = "name",
        Iin = "iin",
        Email = "email",
        Score = "score",
    }
}

/// Headings by which such a list is found: one that names people, and that of the score.
const HEADINGS: Headings =
    Headings { is_known: |heading| Column::of_heading(heading).is_some(), least_known: 2, least_columns: 2 };

impl Column {
    /// Headings that people write for it; case, punctuation and brackets make no difference.
    const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Enrollment => {
                &["Тіркелу нөмірі", "Тіркелу ID", "Номер заявки", "ID заявки", "Enrollment number", "Enrollment ID"]
            }
            Self::Name => &[
                "Аты-жөні",
                "Тегі, аты, әкесінің аты",
                "Тыңдаушы",
                "ФИО",
                "Ф.И.О.",
                "Фамилия, имя, отчество",
                "Слушатель",
                "Name",
                "Full name",
            ],
            Self::Iin => &["ЖСН", "ИИН", "IIN"],
            Self::Email => &["Эл. пошта", "Электрондық пошта", "Эл. почта", "Электронная почта", "E-mail", "Email"],
            Self::Score => {
                &["Балл", "Баға", "Қорытынды балл", "Баллы", "Итоговый балл", "Оценка", "Score", "Final score", "Grade"]
            }
        }
    }

    /// Column that a heading means.
    fn of_heading(heading: &str) -> Option<Self> {
        let key = |text: &str| {
            let text = look_alikes(text).unwrap_or_else(|| text.to_owned());
            search_key(&text.replace(['.', '_', ',', ':', '*'], " "))
        };
        let known = |text: &str| {
            let typed = key(text);
            Self::ALL.iter().copied().find(|column| column.headings().iter().any(|heading| key(heading) == typed))
        };
        known(heading).or_else(|| heading.split(['/', '\n', '|', '(', ')', '[']).find_map(known))
    }
}

/// Reason why no scores can be read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListFault {
    Sheet(SheetFault),
    /// Column that is missing: the score, or all that name a person.
    Missing(Column),
    /// Column that comes twice.
    Repeated(Column),
    /// Headings without rows below them.
    NoRows,
}

impl From<SheetFault> for ListFault {
    fn from(fault: SheetFault) -> Self {
        Self::Sheet(fault)
    }
}

/// Row of a file, its cells as they are seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedScore {
    /// Number that the spreadsheet gives the row.
    pub row: u32,
    enrollment: String,
    name: String,
    iin: String,
    email: String,
    score: TypedCell,
}

/// Score as the cell has it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum TypedCell {
    Text(String),
    /// Formula, error, or number in a format for which it is not known what it shows.
    Unreadable,
}

/// Reads the rows of the first visible sheet that has the headings, or of the first one at all. It needs no database.
pub fn read(bytes: &[u8], allowance: &Allowance) -> Result<Vec<ListedScore>, ListFault> {
    let sheets = sheets::read(bytes, HEADINGS, allowance)?;
    let sheet = sheets.iter().find(|sheet| !sheet.is_hidden).or(sheets.first()).ok_or(SheetFault::NoHeading)?;
    let place = HEADINGS.place(&sheet.rows).ok_or(SheetFault::NoHeading)?;
    let columns = columns(sheet, place)?;
    let rows: Vec<ListedScore> = sheet.rows[place + 1..].iter().map(|row| listed(&columns, row)).collect();
    if rows.is_empty() { Err(ListFault::NoRows) } else { Ok(rows) }
}

fn columns(sheet: &Sheet, place: usize) -> Result<HashMap<Column, usize>, ListFault> {
    let mut columns = HashMap::new();
    for (place, cell) in sheet.rows[place].cells.iter().enumerate() {
        let Cell::Text(heading) = cell else { continue };
        if let Some(column) = Column::of_heading(heading)
            && columns.insert(column, place).is_some()
        {
            return Err(ListFault::Repeated(column));
        }
    }
    let names_people =
        [Column::Enrollment, Column::Iin, Column::Name].iter().any(|column| columns.contains_key(column));
    if !columns.contains_key(&Column::Score) {
        Err(ListFault::Missing(Column::Score))
    } else if names_people {
        Ok(columns)
    } else {
        Err(ListFault::Missing(Column::Name))
    }
}

fn listed(columns: &HashMap<Column, usize>, row: &SheetRow) -> ListedScore {
    let cell = |column| columns.get(&column).map_or(&Cell::Empty, |place| row.cell(*place));
    let score = match cell(Column::Score) {
        Cell::Formula | Cell::Error | Cell::Unshown | Cell::TooLong => TypedCell::Unreadable,
        cell => TypedCell::Text(cell.shown()),
    };
    let shown = |column| cell(column).shown();
    ListedScore {
        row: row.number.row,
        enrollment: shown(Column::Enrollment),
        name: shown(Column::Name),
        // a spreadsheet drops the zeros before a number
        iin: Some(shown(Column::Iin))
            .filter(|iin| !iin.is_empty())
            .map_or_else(String::new, |iin| format!("{iin:0>12}")),
        email: shown(Column::Email).to_lowercase(),
        score,
    }
}

/// Person of a run, with all that a row may name them by.
#[derive(Clone, Debug)]
pub struct Known {
    pub enrollment: EnrollmentId,
    pub name: PersonName,
    /// IIN; `None` also where the reader of the file may not know it.
    pub iin: Option<Iin>,
    /// E-mail in small letters; `None` also where the reader of the file may not know it.
    pub email: Option<Private<String>>,
    pub score: Option<i32>,
}

/// Score that a file changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub row: u32,
    pub enrollment: EnrollmentId,
    pub name: PersonName,
    pub before: Option<i32>,
    pub after: i32,
}

/// Mistake in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    pub row: u32,
    /// Name in the row, as it is written there.
    pub name: String,
    pub kind: RowFaultKind,
}

/// Kinds of mistakes in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFaultKind {
    /// Person who is not in the run.
    Nobody,
    /// Name of several people of the run.
    SeveralPeople,
    /// Number of an enrollment and name are of two people; the one whose number it is.
    TwoPeople { owner: String },
    /// Person of an earlier row.
    Twice { first_row: u32 },
    /// Value is no score.
    Score { value: String, problem: Problem },
    /// Cell whose value cannot be taken.
    Unreadable,
}

/// File compared with a run.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Comparison {
    pub changes: Vec<Change>,
    pub faults: Vec<RowFault>,
    /// Rows that have the score that is known already.
    pub same: usize,
    /// Rows without a score; they change nothing.
    pub empty: usize,
}

/// Compares the rows with the people of a run. A row without a score changes nothing, whoever is meant.
pub fn compare(rows: &[ListedScore], people: &[Known]) -> Comparison {
    let mut comparison = Comparison::default();
    let mut first_rows: HashMap<EnrollmentId, u32> = HashMap::new();
    for row in rows {
        let mut refuse = |kind| {
            let name: String = row.name.chars().take(SHOWN).collect();
            comparison.faults.push(RowFault { row: row.row, name, kind });
        };
        let score = match &row.score {
            TypedCell::Unreadable => Err(RowFaultKind::Unreadable),
            TypedCell::Text(typed) => parse_score(typed)
                .map_err(|problem| RowFaultKind::Score { value: typed.chars().take(SHOWN).collect(), problem }),
        };
        if score == Ok(None) {
            comparison.empty += 1;
            continue;
        }
        let person = match row.person(people) {
            Ok(person) => person,
            Err(kind) => {
                refuse(kind);
                continue;
            }
        };
        let first_row = *first_rows.entry(person.enrollment).or_insert(row.row);
        match score {
            Err(kind) => refuse(kind),
            Ok(_) if first_row != row.row => refuse(RowFaultKind::Twice { first_row }),
            Ok(after) if after == person.score => comparison.same += 1,
            Ok(after) => comparison.changes.extend(after.map(|after| Change {
                row: row.row,
                enrollment: person.enrollment,
                name: person.name.clone(),
                before: person.score,
                after,
            })),
        }
    }
    comparison
}

/// Characters of a cell that a message repeats.
const SHOWN: usize = 60;

impl ListedScore {
    /// Person whom the row means: by the number of the enrollment, else by the IIN, else by name and e-mail.
    fn person<'a>(&self, people: &'a [Known]) -> Result<&'a Known, RowFaultKind> {
        if !self.enrollment.is_empty() {
            let id = Uuid::parse_str(&self.enrollment).map(EnrollmentId).ok();
            let person = people.iter().find(|person| Some(person.enrollment) == id).ok_or(RowFaultKind::Nobody)?;
            // a column that was sorted alone gives everybody the score of another
            return if self.name.is_empty() || is_called(&person.name, &self.name) {
                Ok(person)
            } else {
                Err(RowFaultKind::TwoPeople { owner: person.name.full() })
            };
        }
        let iin = Iin::parse(&self.iin).ok();
        if iin.is_some()
            && let Some(person) = people.iter().find(|person| person.iin == iin)
        {
            return Ok(person);
        }
        let has_other_iin = |person: &Known| iin.is_some() && person.iin.is_some();
        let has_other_email = |person: &Known| {
            let known = person.email.as_ref().map(|email| email.reveal().as_str());
            !self.email.is_empty() && known.is_some_and(|known| known != self.email)
        };
        let mut called = people
            .iter()
            .filter(|person| is_called(&person.name, &self.name))
            .filter(|person| !has_other_iin(person) && !has_other_email(person));
        match (called.next(), called.next()) {
            (Some(person), None) => Ok(person),
            (Some(_), Some(_)) => Err(RowFaultKind::SeveralPeople),
            (None, _) => Err(RowFaultKind::Nobody),
        }
    }
}

/// Tells whether a text is the name, in any order of its parts, with or without the patronymic.
fn is_called(name: &PersonName, text: &str) -> bool {
    let words = |text: &str| search_key(text).split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let written = words(text);
    let short = words(&format!("{} {}", name.surname, name.given_name));
    !text.is_empty() && (written == short || written == words(&name.full()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specialists::{Sex, model::invented_iin};

    fn known(number: u32, surname: &str) -> Known {
        let birth_date = "1990-03-15".parse().unwrap();
        Known {
            enrollment: EnrollmentId(Uuid::from_u128(number.into())),
            name: PersonName {
                surname: surname.to_owned(),
                given_name: "Айгерім".to_owned(),
                patronymic: Some("Серікқызы".to_owned()),
            },
            iin: Some(invented_iin(birth_date, Sex::Female, number)),
            email: Some(Private::new(format!("p{number}@example.org"))),
            score: (number == 1).then_some(50),
        }
    }

    fn people() -> Vec<Known> {
        vec![known(1, "Әлиева"), known(2, "Омарова"), known(3, "Омарова")]
    }

    fn compared(text: &str) -> Comparison {
        compare(&read(text.as_bytes(), &Allowance::usual()).unwrap(), &people())
    }

    fn kinds(text: &str) -> Vec<RowFaultKind> {
        compared(text).faults.into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn a_row_is_matched_by_number_or_iin_or_name_and_address() {
        let [first, second, third] = &people()[..] else { panic!() };
        let iin = second.iin.as_ref().unwrap().reveal();
        let list = format!(
            "Номер заявки;ФИО;ИИН;E-mail;Балл\n{};;;;51\n;кто-то;{iin};;60\n;Айгерім Омарова;;P3@Example.org;70\n",
            first.enrollment
        );
        let found: Vec<_> =
            compared(&list).changes.iter().map(|one| (one.row, one.enrollment, one.before, one.after)).collect();
        let expected =
            [(2, first.enrollment, Some(50), 51), (3, second.enrollment, None, 60), (4, third.enrollment, None, 70)];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_cannot_be_matched_or_is_no_score_is_a_fault_of_its_row() {
        let first = people()[0].enrollment;
        let list = format!(
            "Name,Score,Enrollment ID\nОмарова Айгерім,60,\nСейітова Дана,60,\nӘлиева Айгерім,101,\nОмарова,,\n\
             Омарова Айгерім,70,{first}\n"
        );
        let problem = Problem::OutOfBounds { least: 0, most: 100 };
        let score = RowFaultKind::Score { value: "101".to_owned(), problem };
        let owner = people()[0].name.full();
        let expected = [RowFaultKind::SeveralPeople, RowFaultKind::Nobody, score, RowFaultKind::TwoPeople { owner }];
        assert_eq!(kinds(&list), expected);
        assert_eq!(compared(&list).empty, 1);
        assert_eq!(kinds("ФИО;Балл\nӘлиева Айгерім;60\nАйгерім Әлиева;61"), [RowFaultKind::Twice { first_row: 2 }]);
        assert_eq!(compared("ФИО;Балл\nӘлиева Айгерім;50").same, 1);
        for typed in ["много", "-1", "5,5", "60%"] {
            let value = typed.to_owned();
            assert_eq!(kinds(&format!("ФИО;Балл\nӘлиева Айгерім;{typed}")), [RowFaultKind::Score { value, problem }]);
        }
    }

    #[test]
    fn a_file_without_the_columns_is_refused() {
        let read = |text: &str| read(text.as_bytes(), &Allowance::usual()).unwrap_err();
        assert_eq!(read("ФИО;ИИН\nА;1"), ListFault::Missing(Column::Score));
        assert_eq!(read("E-mail;Балл\nА;1"), ListFault::Missing(Column::Name));
        assert_eq!(read("ФИО;Балл;Оценка\nА;1;2"), ListFault::Repeated(Column::Score));
        assert_eq!(read("ФИО;Балл\n"), ListFault::NoRows);
        assert_eq!(read("Some words\n"), ListFault::Sheet(SheetFault::NoHeading));
    }
}
