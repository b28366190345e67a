//! Fields of a person: one table, and one way to read them, for the form of the profile and for lists alike.

use chrono::NaiveDate;

use super::{
    CountedFacts, Iin, NewSpecialist, PersonName,
    name::{self, ReadName, says_none},
    region, word,
};
use crate::{
    ground::{
        Locale, Private, Problem,
        letters::{is_apostrophe, is_impossible, is_margin},
        text_enum,
        visible::visible_text,
    },
    i18n::{dates, names::search_key},
};

text_enum! {
    /// Field of a person, in the order of the page. The word names the field of the form, the column of the table, of
    /// the export and of a list.
    pub enum ProfileField {
        Surname = "surname",
        GivenName = "given_name",
        Patronymic = "patronymic",
        SecondSpelling = "second_spelling",
        Iin = "iin",
        BirthDate = "birth_date",
        Sex = "sex",
        Region = "region",
        Profession = "profession",
        Organization = "organization",
        OrganizationType = "organization_type",
        Phone = "phone",
        Locale = "locale",
    }
}

impl ProfileField {
    /// Tells whether a person needs it to enroll.
    pub const fn is_required(self) -> bool {
        match self {
            Self::Surname
            | Self::GivenName
            | Self::BirthDate
            | Self::Sex
            | Self::Region
            | Self::Profession
            | Self::Locale => true,
            Self::Patronymic
            | Self::SecondSpelling
            | Self::Iin
            | Self::Organization
            | Self::OrganizationType
            | Self::Phone => false,
        }
    }

    /// Characters that it may have; for a number or a day, the length of an input with spaces between the digits. A
    /// choice from a list has no limit of its own.
    pub const fn longest(self) -> u16 {
        match self {
            Self::Surname | Self::GivenName | Self::Patronymic => 80,
            Self::SecondSpelling => 160,
            Self::Organization => 200,
            Self::Iin => 20,
            Self::Phone => 30,
            Self::BirthDate => 40,
            Self::Sex | Self::Region | Self::Profession | Self::OrganizationType | Self::Locale => u16::MAX,
        }
    }

    /// Tells whether it is in the person's record, to be exported and erased with it; the others belong to their
    /// account.
    pub const fn is_in_record(self) -> bool {
        !matches!(self, Self::Locale)
    }

    /// Tells whether it is a name, so that its holder gets to see what was put right in it.
    pub const fn is_name(self) -> bool {
        matches!(self, Self::Surname | Self::GivenName | Self::Patronymic | Self::SecondSpelling)
    }
}

/// Repair that was made in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Latin letters among Cyrillic ones that became the Cyrillic ones they look like.
    LookAlikes { from: String, to: String },
    /// Capitals that were put where they belong.
    Capitals { from: String, to: String },
    /// Father's name that was moved into the place of the surname, which was empty.
    FatherForSurname { name: String },
}

/// Values of a person's fields, as far as they could be read, and the mistakes in the others.
#[derive(Clone, Debug, Default)]
pub struct PersonFields {
    pub name: PersonName,
    pub second_spelling: Option<String>,
    pub iin: Option<Iin>,
    pub birth_date: Option<Private<NaiveDate>>,
    pub facts: CountedFacts,
    pub organization: Option<String>,
    /// Number in E.164: `+7` and ten digits, or another country's.
    pub phone: Option<Private<String>>,
    pub locale: Option<Locale>,
    /// Mistakes in the order of the page, as the repairs are.
    pub mistakes: Vec<(ProfileField, Problem)>,
    pub repairs: Vec<(ProfileField, Repair)>,
}

impl PersonFields {
    /// Reads all fields. `text` gives the written value of a field, empty if there is none; `is_required` says which of
    /// them may not be empty.
    pub fn read<T: AsRef<str>>(
        text: impl Fn(ProfileField) -> T,
        is_required: impl Fn(ProfileField) -> bool,
        today: NaiveDate,
    ) -> Self {
        use ProfileField as F;
        let mut reader = FieldReader { text, is_required, mistakes: Vec::new(), repairs: Vec::new() };
        let name = reader.person_name();
        let second_spelling = reader.name(F::SecondSpelling, name::read_spelling);
        let sex = reader.word(F::Sex, word::sex);
        let region = reader.word(F::Region, region::parse);
        let profession = reader.word(F::Profession, word::profession);
        let stated = reader.word(F::OrganizationType, word::organization_type);
        let organization = reader.words(F::Organization);
        let named = organization.as_deref().and_then(|words| word::organization_type(words).ok());
        // a kind in the place of a name is the kind, unless another one is given
        let (organization_type, organization) = match named {
            Some(kind) if stated.is_none_or(|stated| stated == kind) => (Some(kind), None),
            _ => (stated, organization),
        };
        let mut read = Self {
            name,
            second_spelling,
            iin: reader.take(F::Iin, iin),
            birth_date: reader.take(F::BirthDate, |text| birth_date(text, today)),
            facts: CountedFacts { region, profession, sex, organization_type },
            organization,
            phone: reader.take(F::Phone, phone),
            locale: reader.take(F::Locale, |text| Locale::from_code(&visible_text(text)).ok_or(Problem::Unknown)),
            mistakes: reader.mistakes,
            repairs: reader.repairs,
        };
        read.mistakes.sort_by_key(|(field, _)| *field);
        read.repairs.sort_by_key(|(field, _)| *field);
        read
    }
}

impl From<PersonFields> for NewSpecialist {
    fn from(fields: PersonFields) -> Self {
        Self {
            name: fields.name,
            second_spelling: fields.second_spelling,
            iin: fields.iin,
            birth_date: fields.birth_date,
            facts: fields.facts,
            organization: fields.organization,
            email: None,
            phone: fields.phone,
        }
    }
}

struct FieldReader<T, R> {
    text: T,
    is_required: R,
    mistakes: Vec<(ProfileField, Problem)>,
    repairs: Vec<(ProfileField, Repair)>,
}

impl<W: AsRef<str>, T: Fn(ProfileField) -> W, R: Fn(ProfileField) -> bool> FieldReader<T, R> {
    /// Reads a field, unless it is empty or wrong. A dash and a word such as «нет» mean that there is none.
    fn take<V>(&mut self, field: ProfileField, parse: impl FnOnce(&str) -> Result<V, Problem>) -> Option<V> {
        let text = (self.text)(field);
        let text = text.as_ref().trim_matches(is_margin);
        let read = if text.contains(is_impossible) {
            Err(Problem::ImpossibleCharacter)
        } else if !says_none(&visible_text(text)) {
            parse(text)
        } else if (self.is_required)(field) {
            Err(Problem::Required)
        } else {
            return None;
        };
        read.map_err(|problem| self.mistakes.push((field, problem))).ok()
    }

    /// Reads words, with look-alike letters put right.
    fn words(&mut self, field: ProfileField) -> Option<String> {
        let text = self.take(field, |text| {
            let text = visible_text(text);
            if name::has_lost_letters(&text) { Err(Problem::LettersLost) } else { not_too_long(text, field) }
        })?;
        let Some(to) = name::look_alikes(&text) else { return Some(text) };
        self.repairs.push((field, Repair::LookAlikes { from: text, to: to.clone() }));
        Some(to)
    }

    /// Reads a word of a list that the product knows.
    fn word<V>(&mut self, field: ProfileField, parse: impl FnOnce(&str) -> Result<V, Problem>) -> Option<V> {
        let words = self.words(field)?;
        parse(&words).map_err(|problem| self.mistakes.push((field, problem))).ok()
    }

    fn name(
        &mut self,
        field: ProfileField,
        read: impl FnOnce(&str) -> Result<Option<ReadName>, Problem>,
    ) -> Option<String> {
        let read = self.take(field, |text| {
            let read = read(text)?.ok_or(Problem::Required)?;
            Ok(ReadName { name: not_too_long(read.name, field)?, ..read })
        })?;
        let ReadName { name, before_look_alikes, before_capitals } = read;
        if let Some(from) = before_look_alikes {
            let to = before_capitals.clone().unwrap_or_else(|| name.clone());
            self.repairs.push((field, Repair::LookAlikes { from, to }));
        }
        if let Some(from) = before_capitals {
            self.repairs.push((field, Repair::Capitals { from, to: name.clone() }));
        }
        Some(name)
    }

    /// Reads the three parts of a name. A surname may be missing if a patronymic in -ұлы or -қызы takes its place
    /// (Family Code, article 194). A part that is missing or wrong is empty.
    fn person_name(&mut self) -> PersonName {
        let mut surname = self.name(ProfileField::Surname, name::read);
        let given_name = self.name(ProfileField::GivenName, name::read);
        let mut patronymic = self.name(ProfileField::Patronymic, name::read);
        let missing = (ProfileField::Surname, Problem::Required);
        if self.mistakes.contains(&missing)
            && let Some(father) = patronymic.take_if(|father| name::stands_for_surname(father))
        {
            self.mistakes.retain(|mistake| *mistake != missing);
            self.repairs.push((ProfileField::Surname, Repair::FatherForSurname { name: father.clone() }));
            surname = Some(father);
        }
        PersonName { surname: surname.unwrap_or_default(), given_name: given_name.unwrap_or_default(), patronymic }
    }
}

fn not_too_long(text: String, field: ProfileField) -> Result<String, Problem> {
    if text.chars().nth(usize::from(field.longest())).is_some() { Err(Problem::TooLong) } else { Ok(text) }
}

/// Reads an IIN. People write long numbers with spaces inside, and may write its name before it: «ИИН 640705 144044».
fn iin(text: &str) -> Result<Iin, Problem> {
    let text = visible_text(text);
    if is_rounded(&text) {
        return Err(Problem::IinRounded);
    }
    let is_part = |letter: &char| !letter.is_whitespace() && !is_apostrophe(*letter);
    Iin::parse(&without_label(&text).chars().filter(is_part).collect::<String>())
}

fn without_label(text: &str) -> &str {
    let number = text.trim_start_matches(|letter: char| !letter.is_numeric());
    let label = search_key(&text[..text.len() - number.len()]);
    if matches!(label.as_str(), "иин" | "жсн" | "iin") { number } else { text }
}

/// Tells whether a spreadsheet has rounded a number that is too long for it: `9,00316E+11`.
fn is_rounded(text: &str) -> bool {
    text.to_uppercase().split_once("E+").is_some_and(|(number, exponent)| {
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        is_digits(exponent) && is_digits(&number.replace([',', '.'], ""))
    })
}

/// Ages of people who can sign up.
const AGES: std::ops::RangeInclusive<u32> = 14..=100;

fn birth_date(text: &str, today: NaiveDate) -> Result<Private<NaiveDate>, Problem> {
    let day = dates::parse(text)?;
    match today.years_since(day) {
        None => Err(Problem::DayInFuture),
        Some(age) if AGES.contains(&age) => Ok(day.into()),
        Some(_) => Err(Problem::BirthDateUnlikely),
    }
}

/// Reads a phone number. `8 701 …`, `+7 (701) …` and `701 …` are numbers of Kazakhstan; others begin with a plus.
fn phone(text: &str) -> Result<Private<String>, Problem> {
    let is_part = |letter: &char| !letter.is_whitespace() && !matches!(letter, '-' | '(' | ')' | '.');
    let plain: String = visible_text(text).chars().filter(is_part).collect();
    let (is_whole, digits) = plain.strip_prefix('+').map_or((false, plain.as_str()), |digits| (true, digits));
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::PhoneMalformed);
    }
    match (is_whole, digits.len(), digits.as_bytes().first()) {
        (true, 11, Some(b'7')) | (true, 8..=15, Some(b'1'..=b'6' | b'8' | b'9')) => Ok(format!("+{digits}").into()),
        (false, 11, Some(b'7' | b'8')) => Ok(format!("+7{}", &digits[1..]).into()),
        (false, 10, Some(b'7')) => Ok(format!("+7{digits}").into()),
        _ => Err(Problem::PhoneMalformed),
    }
}
