//! What a person tells of themselves: the form they fill, and the record they see.

use chrono::{DateTime, NaiveDate, Utc};
use unicode_normalization::UnicodeNormalization;

use super::{
    CountedFacts, Iin, IinFault, PersonName, Sex,
    name::{self, NameFault, ReadName},
};
use crate::{
    ground::{
        FormErrors, Locale, Private, Problem,
        ids::SpecialistId,
        letters::{is_direction, is_impossible, is_invisible},
    },
    i18n::dates,
    reference::{OrganizationType, Profession, Region, organization_type, profession, region},
};

/// In characters.
pub const LONGEST_NAME: u16 = 80;
/// Of a whole name in its second spelling.
pub const LONGEST_SPELLING: u16 = 160;
pub const LONGEST_ORGANIZATION: u16 = 200;
/// As old as somebody is who can sign up, and as old as they may be.
const AGES: std::ops::RangeInclusive<u32> = 14..=100;

/// What a person tells of themselves, checked: after this no text of it is checked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub name: PersonName,
    pub second_spelling: Option<String>,
    pub iin: Option<Iin>,
    pub birth_date: Private<NaiveDate>,
    pub sex: Sex,
    pub region: &'static Region,
    pub profession: &'static Profession,
    pub organization: Option<String>,
    pub organization_type: Option<&'static OrganizationType>,
    /// In E.164: `+7` and ten digits, or another country's.
    pub phone: Option<Private<String>>,
    /// The language of their letters.
    pub locale: Locale,
    /// True if a name was put right, which the person is to be told.
    pub is_repaired: bool,
}

impl Profile {
    /// Reads the form; `field` gives what stands in a field, empty where nothing does. All that is wrong is told
    /// together, in the order of the page.
    ///
    /// A surname may be missing where a patronymic in -ұлы or -қызы stands in its place (Family Code, article 194).
    pub fn parse<T: AsRef<str>>(field: impl Fn(&str) -> T, today: NaiveDate) -> Result<Self, FormErrors> {
        let read = |name: &str| tidy(field(name).as_ref());
        let mut errors = FormErrors::default();
        let mut is_repaired = false;
        let mut named = |name: &str, read: fn(&str) -> Result<Option<ReadName>, NameFault>, most: u16| {
            let read = read(field(name).as_ref()).map_err(problem_of)?;
            is_repaired |= read.as_ref().is_some_and(ReadName::is_repaired);
            not_too_long(read.map(|read| read.name), most)
        };
        let patronymic = named("patronymic", name::read, LONGEST_NAME);
        let (surname, patronymic) = match (named("surname", name::read, LONGEST_NAME), patronymic) {
            (Ok(None), Ok(Some(father))) if stands_for_surname(&father) => (Ok(father), Ok(None)),
            (surname, patronymic) => (surname.and_then(required), patronymic),
        };
        let surname = errors.take("surname", surname);
        let given_name = errors.take("given_name", named("given_name", name::read, LONGEST_NAME).and_then(required));
        let patronymic = errors.take("patronymic", patronymic);
        let second_spelling = named("second_spelling", name::read_spelling, LONGEST_SPELLING);
        let second_spelling = errors.take("second_spelling", second_spelling);
        let iin = errors.take("iin", iin(&read("iin")));
        let birth_date = errors.take("birth_date", birth_date(&read("birth_date"), today));
        let sex = errors.take("sex", listed(&read("sex"), |word| word.parse().ok()).and_then(required));
        let region = errors.take("region", listed(&read("region"), region).and_then(required));
        let profession = errors.take("profession", listed(&read("profession"), profession).and_then(required));
        let organization = errors.take("organization", text(&read("organization"), LONGEST_ORGANIZATION));
        let organization_type = errors.take("organization_type", listed(&read("organization_type"), organization_type));
        let phone = errors.take("phone", phone(&read("phone")));
        let locale = errors.take("locale", listed(&read("locale"), Locale::from_code).and_then(required));
        let checked = (|| {
            Some(Self {
                name: PersonName { surname: surname?, given_name: given_name?, patronymic: patronymic? },
                second_spelling: second_spelling?,
                iin: iin?,
                birth_date: birth_date?,
                sex: sex?,
                region: region?,
                profession: profession?,
                organization: organization?,
                organization_type: organization_type?,
                phone: phone?,
                locale: locale?,
                is_repaired,
            })
        })();
        // whatever is missing has been noted above
        checked.ok_or(errors)
    }

    pub const fn facts(&self) -> CountedFacts {
        CountedFacts {
            region: Some(self.region),
            profession: Some(self.profession),
            sex: Some(self.sex),
            organization_type: self.organization_type,
        }
    }
}

/// Composed letters and single spaces, without what is not seen.
fn tidy(typed: &str) -> String {
    let seen: String = typed.nfc().filter(|letter| !is_invisible(*letter) && !is_direction(*letter)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

const fn problem_of(fault: NameFault) -> Problem {
    match fault {
        NameFault::Malformed => Problem::NameMalformed,
        NameFault::LettersLost => Problem::ImpossibleCharacter,
    }
}

fn required<T>(value: Option<T>) -> Result<T, Problem> {
    value.ok_or(Problem::Required)
}

fn text(typed: &str, most: u16) -> Result<Option<String>, Problem> {
    if typed.chars().any(|letter| is_impossible(letter) || letter == char::REPLACEMENT_CHARACTER) {
        return Err(Problem::ImpossibleCharacter);
    }
    not_too_long(Some(typed.to_owned()).filter(|text| !name::says_none(text)), most)
}

fn not_too_long(text: Option<String>, most: u16) -> Result<Option<String>, Problem> {
    match text {
        Some(text) if text.chars().count() > usize::from(most) => Err(Problem::TooLong),
        text => Ok(text),
    }
}

/// Whether a father's name has the ending with which it may stand in place of a surname, in any of its spellings.
fn stands_for_surname(patronymic: &str) -> bool {
    let lower = patronymic.to_lowercase();
    ["ұлы", "қызы", "улы", "кызы", "uly", "qyzy", "kyzy"].iter().any(|ending| lower.ends_with(ending))
}

/// Spaces inside it are how people write long numbers.
fn iin(typed: &str) -> Result<Option<Iin>, Problem> {
    let digits: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    Iin::parse(&digits).map(Some).map_err(|fault| match fault {
        IinFault::Shape => Problem::IinShape,
        IinFault::CheckDigit => Problem::IinCheckDigit,
    })
}

fn birth_date(typed: &str, today: NaiveDate) -> Result<Private<NaiveDate>, Problem> {
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let day = dates::parse(typed)?;
    match today.years_since(day) {
        None => Err(Problem::DayInFuture),
        Some(age) if AGES.contains(&age) => Ok(day.into()),
        Some(_) => Err(Problem::BirthDateUnlikely),
    }
}

/// A word out of a list that the product knows.
fn listed<T>(typed: &str, find: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
    if typed.is_empty() { Ok(None) } else { find(typed).map(Some).ok_or(Problem::Unknown) }
}

/// `8 701 …`, `+7 (701) …` and `701 …` are numbers of Kazakhstan; others begin with a plus.
fn phone(typed: &str) -> Result<Option<Private<String>>, Problem> {
    if typed.is_empty() {
        return Ok(None);
    }
    let plain: String =
        typed.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '(' | ')' | '.')).collect();
    let (is_whole, digits) = plain.strip_prefix('+').map_or((false, plain.as_str()), |digits| (true, digits));
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::PhoneMalformed);
    }
    let number = match (is_whole, digits.len(), digits.as_bytes().first()) {
        (true, 11, Some(b'7')) | (true, 8..=15, Some(b'1'..=b'6' | b'8' | b'9')) => format!("+{digits}"),
        (false, 11, Some(b'7' | b'8')) => format!("+7{}", &digits[1..]),
        (false, 10, Some(b'7')) => format!("+7{digits}"),
        _ => return Err(Problem::PhoneMalformed),
    };
    Ok(Some(number.into()))
}

/// A person's record as they see it themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProfile {
    pub specialist: SpecialistId,
    pub name: PersonName,
    pub second_spelling: Option<String>,
    /// As they gave it, whether the registry knows it for theirs or not (rule R2).
    pub iin: Option<Iin>,
    pub birth_date: Option<Private<NaiveDate>>,
    pub facts: CountedFacts,
    pub organization: Option<String>,
    pub phone: Option<Private<String>>,
    /// Where their letters go: the address of the account.
    pub email: Private<String>,
    pub locale: Locale,
    pub recorded_at: DateTime<Utc>,
}

impl OwnProfile {
    /// Whether it has all that an enrollment needs. A record from a list may have less.
    pub fn is_complete(&self) -> bool {
        let CountedFacts { region, profession, sex, .. } = self.facts;
        !self.name.surname.is_empty()
            && !self.name.given_name.is_empty()
            && self.birth_date.is_some()
            && region.is_some()
            && profession.is_some()
            && sex.is_some()
    }

    /// What stands in a field of the form.
    pub fn value(&self, field: &str) -> String {
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        match field {
            "surname" => self.name.surname.clone(),
            "given_name" => self.name.given_name.clone(),
            "patronymic" => text(self.name.patronymic.as_deref()),
            "second_spelling" => text(self.second_spelling.as_deref()),
            "iin" => text(self.iin.as_ref().map(Iin::reveal)),
            "birth_date" => self.birth_date.as_ref().map(|day| dates::short(*day.reveal())).unwrap_or_default(),
            "sex" => text(self.facts.sex.map(Sex::as_str)),
            "region" => text(self.facts.region.map(|region| region.code)),
            "profession" => text(self.facts.profession.map(|profession| profession.code)),
            "organization" => text(self.organization.as_deref()),
            "organization_type" => text(self.facts.organization_type.map(|kind| kind.code)),
            "phone" => text(self.phone.as_ref().map(|phone| phone.reveal().as_str())),
            "locale" => self.locale.code().to_owned(),
            _ => String::new(),
        }
    }
}

/// A name that somebody had before, and the day on which it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    pub name: PersonName,
    pub until_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
}
