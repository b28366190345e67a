//! Which column means what, by the words of its heading in any of the three languages.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    FileFault,
    fault::RepeatedColumn,
    limits,
    row::repair,
    sheet::{Cell, Sheet, SheetRow},
};
use crate::{ground::text_enum, i18n::names::search_key};

text_enum! {
    /// A column that is read, in the order in which faults are told.
    pub enum Column {
        Surname = "surname",
        GivenName = "given_name",
        Patronymic = "patronymic",
        SecondSpelling = "second_spelling",
        Iin = "iin",
        BirthDate = "birth_date",
        Sex = "sex",
        Region = "region",
        Organization = "organization",
        OrganizationType = "organization_type",
        Profession = "profession",
        Email = "email",
        Course = "course",
        Run = "run",
        StartsOn = "starts_on",
        EndsOn = "ends_on",
        Hours = "hours",
        RegistrationNumber = "registration_number",
        IssuedOn = "issued_on",
        ValidUntil = "valid_until",
    }
}

impl Column {
    /// Without these a row tells of no certificate.
    pub const REQUIRED: [Self; 8] = [
        Self::Surname,
        Self::GivenName,
        Self::Course,
        Self::Run,
        Self::StartsOn,
        Self::EndsOn,
        Self::RegistrationNumber,
        Self::IssuedOn,
    ];

    /// Headings that people write for it, set apart by bars; case, punctuation and brackets make no difference.
    const fn headings(self) -> &'static str {
        match self {
            Self::Surname => {
                "Фамилия|Фамилия слушателя|Фамилия специалиста|Тегі|Тыңдаушының тегі|Surname| \
                 Last name|Family name"
            }
            Self::GivenName => {
                "Имя|Имя слушателя|Имя специалиста|Аты|Есімі|Тыңдаушының аты|Given name|Given names| \
                 First name|Name|Forename"
            }
            Self::Patronymic => {
                "Отчество|Отчество (при наличии)|Отчество слушателя|Әкесінің аты|Patronymic| \
                 Middle name|Father's name"
            }
            Self::SecondSpelling => {
                "Второе написание|Другое написание|Второе написание имени|Написание в паспорте| \
                 ФИО латиницей|Имя латиницей|Латиницей|Екінші жазылуы|Аты-жөнінің екінші жазылуы| \
                 Латынша жазылуы|Second spelling|Other spelling|Name in Latin letters| \
                 Passport spelling"
            }
            Self::Iin => {
                "ИИН|ИИН слушателя|ЖСН|Жеке сәйкестендіру нөмірі| \
                 Индивидуальный идентификационный номер|IIN|Individual identification number"
            }
            Self::BirthDate => {
                "Дата рождения|День рождения|Дата рожд.|Др|Туған күні|Туған күні, айы, жылы| \
                 Туған уақыты|Date of birth|Birth date|Birthday|DOB"
            }
            Self::Sex => "Пол|Жынысы|Жыныс|Sex|Gender",
            Self::Region => {
                "Регион|Область|Область/город|Регион/область|Регион проживания|Өңір|Өңірі|Аймақ| \
                 Аймағы|Облыс|Облысы|Облыс/қала|Region|Oblast|Region or city"
            }
            Self::Organization => {
                "Организация|Место работы|Наименование организации|Название организации|Учреждение| \
                 Ұйым|Ұйымы|Ұйым атауы|Ұйымның атауы|Мекеме|Мекеме атауы|Жұмыс орны|Organization| \
                 Organisation|Employer|Place of work|Workplace|Institution"
            }
            Self::OrganizationType => {
                "Тип организации|Вид организации|Ұйым түрі|Ұйымның түрі|Мекеме түрі| \
                 Organization type|Organisation type|Type of organization|Type of organisation"
            }
            Self::Profession => {
                "Должность|Профессия|Специальность|Лауазымы|Лауазым|Қызметі|Мамандығы|Мамандық| \
                 Кәсібі|Profession|Position|Job title|Occupation|Post"
            }
            Self::Email => {
                "E-mail|Email|Эл. почта|Электронная почта|Адрес электронной почты|Почта|Эл. пошта| \
                 Электрондық пошта|Пошта|E-mail address"
            }
            Self::Course => "Код курса|Курс|Шифр курса|Курс коды|Курстың коды|Course|Course code",
            Self::Run => {
                "Поток|Код потока|Номер потока|№ потока|Группа|Код группы|Ағым|Ағым коды|Ағым нөмірі| \
                 Топ|Топ коды|Run|Run code|Course run|Group|Cohort"
            }
            Self::StartsOn => {
                "Начало|Дата начала|Начало обучения|Дата начала обучения|Начало курса| \
                 Дата начала курса|Басталуы|Басталу күні|Басталған күні|Оқудың басталуы| \
                 Оқу басталған күн|Курстың басталуы|Start|Starts on|Start date|Starts|From"
            }
            Self::EndsOn => {
                "Окончание|Дата окончания|Окончание обучения|Дата окончания обучения|Конец| \
                 Окончание курса|Дата окончания курса|Завершение|Дата завершения|Аяқталуы| \
                 Аяқталу күні|Аяқталған күні|Оқудың аяқталуы|Оқу аяқталған күн|Курстың аяқталуы|End| \
                 Ends on|End date|Ends|Until|To"
            }
            Self::Hours => {
                "Часы|Часов|Кол-во часов|Количество часов|Академические часы|Ак. часы|Объём| \
                 Объём в часах|Сағат|Сағаты|Сағат саны|Сағаттар|Академиялық сағат|Көлемі|Hours| \
                 Academic hours|Number of hours"
            }
            Self::RegistrationNumber => {
                "№ сертификата|Номер сертификата|Регистрационный номер|Регистрационный №|Рег. номер| \
                 Рег. №|Регистрационный номер сертификата|Сертификат №|Сертификат нөмірі| \
                 Сертификаттың нөмірі|Тіркеу нөмірі|Тіркеу №|Certificate number|Certificate no.| \
                 Certificate №|Registration number|Registration no."
            }
            Self::IssuedOn => {
                "Дата выдачи|Выдан|Дата выдачи сертификата|Сертификат выдан|Берілген күні| \
                 Сертификат берілген күн|Сертификаттың берілген күні|Берілді|Issued on|Issued| \
                 Date of issue|Issue date|Date issued"
            }
            Self::ValidUntil => {
                "Действителен до|Действует до|Срок действия|Срок действия до|Годен до| \
                 Дата окончания действия|Жарамды|Жарамды мерзімі|Жарамдылық мерзімі|Дейін жарамды| \
                 Қолданылу мерзімі|Valid until|Valid to|Expires|Expires on|Expiry date"
            }
        }
    }

    /// The column that a heading means.
    pub fn of_heading(heading: &str) -> Option<Self> {
        let known = |part: &str| BY_HEADING.get(&key(part)).copied();
        let outside_brackets = heading.split(['(', '[']).next().unwrap_or(heading);
        known(heading)
            .or_else(|| known(outside_brackets))
            // «Тегі / Фамилия» says it twice
            .or_else(|| heading.split(['/', '\n', '|', '(', ')', ';']).find_map(known))
    }
}

static BY_HEADING: LazyLock<HashMap<String, Column>> = LazyLock::new(|| {
    let all = Column::ALL.iter().copied();
    all.flat_map(|column| column.headings().split('|').map(move |heading| (key(heading), column))).collect()
});

fn key(heading: &str) -> String {
    let heading = repair::look_alikes(heading).unwrap_or_else(|| heading.to_owned());
    search_key(&heading.replace(['.', '_', ',', ':', '*'], " "))
}

/// Where the columns of a list stand.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The place of the heading among the sheet's rows.
    pub place: usize,
    columns: HashMap<Column, usize>,
}

impl Heading {
    /// Finds the heading; all that must be there has to be there once.
    pub fn find(sheet: &Sheet) -> Result<Self, FileFault> {
        let place = place(&sheet.rows).ok_or(FileFault::NoHeading)?;
        let row = &sheet.rows[place];
        if row.is_too_wide {
            return Err(FileFault::TooManyColumns);
        }
        let mut places: HashMap<Column, Vec<usize>> = HashMap::new();
        for (place, column) in columns(row) {
            places.entry(column).or_default().push(place);
        }
        let repeated: Vec<RepeatedColumn> = Column::ALL
            .iter()
            .filter_map(|column| {
                let headings = places.get(column).filter(|places| places.len() > 1)?;
                let headings = headings.iter().map(|place| (letters(*place), row.cell(*place).shown())).collect();
                Some(RepeatedColumn { column: *column, headings })
            })
            .collect();
        if !repeated.is_empty() {
            return Err(FileFault::ColumnsRepeated(repeated));
        }
        let missing: Vec<Column> = Column::REQUIRED.into_iter().filter(|column| !places.contains_key(column)).collect();
        if !missing.is_empty() {
            return Err(FileFault::ColumnsMissing(missing));
        }
        let columns = places.into_iter().map(|(column, places)| (column, places[0])).collect();
        Ok(Self { place, columns })
    }

    /// What stands in a column of a row; nothing, where the list has no such column.
    pub fn cell<'a>(&self, row: &'a SheetRow, column: Column) -> &'a Cell {
        self.columns.get(&column).map_or(&Cell::Empty, |place| row.cell(*place))
    }
}

/// Fewer known headings than this are a row of other words.
const LEAST_KNOWN: usize = 3;

/// The place of the row that reads most like a heading.
pub fn place(rows: &[SheetRow]) -> Option<usize> {
    let near = rows.iter().take(limits::HEADING_DEPTH).map(known).enumerate();
    near.filter(|(_, known)| *known >= LEAST_KNOWN).rev().max_by_key(|(_, known)| *known).map(|(place, _)| place)
}

/// How many headings of a row are known.
pub fn known(row: &SheetRow) -> usize {
    columns(row).count()
}

fn columns(row: &SheetRow) -> impl Iterator<Item = (usize, Column)> {
    row.cells.iter().enumerate().filter_map(|(place, cell)| match cell {
        Cell::Text(text) => Some((place, Column::of_heading(text)?)),
        _ => None,
    })
}

/// The name a spreadsheet gives to a column: `A`, `Z`, `AA`.
fn letters(place: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    if place < 26 { letter.to_string() } else { format!("{}{letter}", letters(place / 26 - 1)) }
}
