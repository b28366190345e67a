//! Settings and their checks.

use std::collections::BTreeMap;

use crate::{
    ground::{Locale, Localized, Problem, kz_number::check_digit, letters::is_impossible, mail_address, text_enum},
    i18n::text,
};

text_enum! {
    /// Setting: its word is its key on the command line, its field in the form and its key in the table.
    pub enum Setting {
        /// Short name, for the head of a page and the sender of a letter.
        NameKk = "name_kk",
        NameRu = "name_ru",
        NameEn = "name_en",
        /// Full name, as documents have it.
        FullNameKk = "full_name_kk",
        FullNameRu = "full_name_ru",
        FullNameEn = "full_name_en",
        AddressKk = "address_kk",
        AddressRu = "address_ru",
        AddressEn = "address_en",
        Phone = "phone",
        /// Address that people write to, and that answers to letters go to.
        Email = "email",
        /// Business identification number (БИН).
        Bin = "bin",
        /// Address of the centre's own page elsewhere.
        Website = "website",
        /// People who sign documents: the head of the centre, and one more.
        HeadName = "head_name",
        HeadRoleKk = "head_role_kk",
        HeadRoleRu = "head_role_ru",
        HeadRoleEn = "head_role_en",
        LeadName = "lead_name",
        LeadRoleKk = "lead_role_kk",
        LeadRoleRu = "lead_role_ru",
        LeadRoleEn = "lead_role_en",
    }
}

/// Largest number of characters of a short name: it has to fit the head of a page on a phone.
pub const LONGEST_NAME: u16 = 60;
const LONGEST_LINE: u16 = 200;
/// Largest number of characters of what somebody is: it stands on one line under a signature.
const LONGEST_ROLE: u16 = 60;
const LONGEST_PHONE: u16 = 60;

impl Setting {
    /// Language it is written in, where it is words.
    pub const fn language(self) -> Option<Locale> {
        match self {
            Self::NameKk | Self::FullNameKk | Self::AddressKk | Self::HeadRoleKk | Self::LeadRoleKk => Some(Locale::Kk),
            Self::NameRu | Self::FullNameRu | Self::AddressRu | Self::HeadRoleRu | Self::LeadRoleRu => Some(Locale::Ru),
            Self::NameEn | Self::FullNameEn | Self::AddressEn | Self::HeadRoleEn | Self::LeadRoleEn => Some(Locale::En),
            Self::Phone | Self::Email | Self::Bin | Self::Website | Self::HeadName | Self::LeadName => None,
        }
    }

    /// Largest number of characters it may have.
    pub const fn longest(self) -> u16 {
        match self {
            Self::NameKk | Self::NameRu | Self::NameEn | Self::HeadName | Self::LeadName => LONGEST_NAME,
            Self::HeadRoleKk
            | Self::HeadRoleRu
            | Self::HeadRoleEn
            | Self::LeadRoleKk
            | Self::LeadRoleRu
            | Self::LeadRoleEn => LONGEST_ROLE,
            Self::Phone => LONGEST_PHONE,
            Self::Email => mail_address::LONGEST,
            // twelve digits, and room for spaces between them
            Self::Bin => 20,
            _ => LONGEST_LINE,
        }
    }

    /// Tells whether pages lack something while it is not set. For the names there is the programme's name for the
    /// centre.
    pub const fn is_expected(self) -> bool {
        matches!(
            self,
            Self::AddressKk
                | Self::AddressRu
                | Self::AddressEn
                | Self::Phone
                | Self::Email
                | Self::Bin
                | Self::HeadName
        )
    }

    /// Checks a typed value. An empty one is right too: it removes the setting.
    pub fn parse(self, typed: &str) -> Result<String, Problem> {
        let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.contains(|letter| is_impossible(letter) || letter == char::REPLACEMENT_CHARACTER) {
            return Err(Problem::ImpossibleCharacter);
        }
        if line.is_empty() {
            return Ok(line);
        }
        if line.chars().count() > usize::from(self.longest()) {
            return Err(Problem::TooLong);
        }
        match self {
            Self::Phone => phone(line),
            Self::Email => mail_address::parse(&line),
            Self::Bin => bin(&line),
            Self::Website => website(line),
            _ => Ok(line),
        }
    }
}

/// Checks a telephone number, or several, with the signs that people write between the digits.
fn phone(line: String) -> Result<String, Problem> {
    let is_known = |letter: char| letter.is_ascii_digit() || " +-–(),;".contains(letter);
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 5 && line.chars().all(is_known) { Ok(line) } else { Err(Problem::PhoneMalformed) }
}

/// Checks a BIN. Spaces inside it are how people write long numbers.
fn bin(line: &str) -> Result<String, Problem> {
    let plain: String = line.chars().filter(|letter| !letter.is_whitespace()).collect();
    let digits: Vec<u32> = plain.bytes().filter(u8::is_ascii_digit).map(|byte| u32::from(byte - b'0')).collect();
    if plain.len() != 12 || digits.len() != 12 {
        return Err(Problem::BinShape);
    }
    if check_digit(&digits[..11]) == Some(digits[11]) { Ok(plain) } else { Err(Problem::BinCheckDigit) }
}

/// Checks the address of a page on the web: a link to anything else would not work.
fn website(line: String) -> Result<String, Problem> {
    let is_page = line.parse::<axum::http::Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| host.contains('.'))
    });
    if is_page { Ok(line) } else { Err(Problem::WebAddressMalformed) }
}

/// Words of the centre with the language they are in: the reader's where they are set in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    pub language: Locale,
}

impl Words {
    /// Language as a `lang` attribute; `None` where it is the reader's.
    pub fn lang(&self, locale: Locale) -> Option<&'static str> {
        (self.language != locale).then(|| self.language.code())
    }
}

/// Person who signs documents, and what they are in each language; a language may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    pub name: String,
    pub role: Localized,
}

/// Centre as it describes itself. A value that is not set is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Centre {
    /// Number of times it has been changed.
    pub version: i64,
    values: BTreeMap<Setting, String>,
}

impl Centre {
    pub fn new(version: i64, values: impl IntoIterator<Item = (Setting, String)>) -> Self {
        Self { version, values: values.into_iter().collect() }
    }

    /// Value of a setting; empty where it is not set.
    pub fn value(&self, setting: Setting) -> &str {
        self.values.get(&setting).map(String::as_str).unwrap_or_default()
    }

    fn set(&self, setting: Setting) -> Option<&str> {
        Some(self.value(setting)).filter(|value| !value.is_empty())
    }

    pub fn email(&self) -> Option<&str> {
        self.set(Setting::Email)
    }

    pub fn phone(&self) -> Option<&str> {
        self.set(Setting::Phone)
    }

    pub fn bin(&self) -> Option<&str> {
        self.set(Setting::Bin)
    }

    pub fn website(&self) -> Option<&str> {
        self.set(Setting::Website)
    }

    /// Short name with the language it is in. While none is set, it is the programme's name for the centre.
    pub fn name(&self, locale: Locale) -> Words {
        let name = self.words([Setting::NameKk, Setting::NameRu, Setting::NameEn]);
        picked(&name, locale).unwrap_or_else(|| Words { text: text!(locale, layout.centre), language: locale })
    }

    /// Full name with the language it is in; where none is set, the short name.
    pub fn full_name(&self, locale: Locale) -> Words {
        let full = self.words([Setting::FullNameKk, Setting::FullNameRu, Setting::FullNameEn]);
        let name = self.words([Setting::NameKk, Setting::NameRu, Setting::NameEn]);
        let found = picked(&full, locale).or_else(|| picked(&name, locale));
        found.unwrap_or_else(|| Words { text: text!(locale, layout.centre_long), language: locale })
    }

    /// Postal address with the language it is in.
    pub fn address(&self, locale: Locale) -> Option<Words> {
        picked(&self.words([Setting::AddressKk, Setting::AddressRu, Setting::AddressEn]), locale)
    }

    /// People who sign documents, the head first; none while their names are not set.
    pub fn signatories(&self) -> Vec<Signatory> {
        let head = (Setting::HeadName, [Setting::HeadRoleKk, Setting::HeadRoleRu, Setting::HeadRoleEn]);
        let lead = (Setting::LeadName, [Setting::LeadRoleKk, Setting::LeadRoleRu, Setting::LeadRoleEn]);
        let signatory =
            |(name, role)| self.set(name).map(|name| Signatory { name: name.to_owned(), role: self.words(role) });
        [head, lead].into_iter().filter_map(signatory).collect()
    }

    fn words(&self, [kk, ru, en]: [Setting; 3]) -> Localized {
        let value = |setting| self.value(setting).to_owned();
        Localized { kk: value(kk), ru: value(ru), en: value(en) }
    }

    /// Settings that pages need and that are not set.
    pub fn missing(&self) -> Vec<Setting> {
        Setting::ALL.iter().copied().filter(|setting| setting.is_expected() && self.set(*setting).is_none()).collect()
    }

    /// Filters these values down to those that differ from the present ones.
    pub fn changes(&self, values: impl IntoIterator<Item = (Setting, String)>) -> Vec<(Setting, String)> {
        values.into_iter().filter(|(setting, value)| self.value(*setting) != value).collect()
    }
}

fn picked(words: &Localized, locale: Locale) -> Option<Words> {
    let (found, language) = words.pick(locale);
    (!found.is_empty()).then(|| Words { text: found.to_owned(), language })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_says_what_is_wrong_with_it() {
        for (setting, typed, expected) in [
            (Setting::NameKk, "  Ұлттық \n ресурстық  орталық ", Ok("Ұлттық ресурстық орталық")),
            (Setting::NameRu, "", Ok("")),
            (Setting::Phone, "+7 (7172) 70-95-00, 70-95-01", Ok("+7 (7172) 70-95-00, 70-95-01")),
            (Setting::Phone, "звоните", Err(Problem::PhoneMalformed)),
            (Setting::Email, "centre@enu.kz", Ok("centre@enu.kz")),
            (Setting::Email, "centre@enu", Err(Problem::EmailMalformed)),
            (Setting::Email, "centre@@enu.kz", Err(Problem::EmailMalformed)),
            (Setting::Email, "Centre <centre@enu.kz>", Err(Problem::EmailMalformed)),
            (Setting::Email, "Centre@орталық.қаз", Ok("centre@xn--80awhik0d67a.xn--80ao21a")),
            (Setting::Bin, "0000 4000 0010", Err(Problem::BinCheckDigit)),
            (Setting::Bin, "00004000001", Err(Problem::BinShape)),
            (Setting::Bin, "00004000001х", Err(Problem::BinShape)),
            (Setting::Website, "https://www.enu.kz/ru", Ok("https://www.enu.kz/ru")),
            (Setting::Website, "javascript:alert(1)", Err(Problem::WebAddressMalformed)),
            (Setting::Website, "enu.kz", Err(Problem::WebAddressMalformed)),
        ] {
            assert_eq!(setting.parse(typed), expected.map(ToOwned::to_owned), "{} {typed}", setting.as_str());
        }
        assert_eq!(Setting::NameEn.parse(&"x".repeat(61)), Err(Problem::TooLong));
    }

    #[test]
    fn a_bin_is_right_with_one_check_digit_of_ten_and_spaces_are_no_part_of_it() {
        let right: Vec<String> =
            (0..10).filter_map(|digit| Setting::Bin.parse(&format!("0000 4000 001{digit}")).ok()).collect();
        assert_eq!(right.len(), 1);
        assert_eq!(right[0].len(), 12);
    }

    #[test]
    fn a_name_in_one_language_is_shown_in_it_and_the_programmes_own_name_only_where_none_is_set() {
        let unset = Centre::default();
        assert_eq!(unset.name(Locale::Ru).text, text!(Locale::Ru, layout.centre));
        assert_eq!(unset.full_name(Locale::Kk).text, text!(Locale::Kk, layout.centre_long));
        assert_eq!(unset.missing().len(), 7);
        let named = Centre::new(1, [(Setting::NameRu, "Центр «Б»".to_owned())]);
        let in_russian = Words { text: "Центр «Б»".to_owned(), language: Locale::Ru };
        assert_eq!((named.name(Locale::En), named.full_name(Locale::Kk)), (in_russian.clone(), in_russian.clone()));
        assert_eq!((in_russian.lang(Locale::En), in_russian.lang(Locale::Ru)), (Some("ru"), None));
        assert_eq!(named.address(Locale::Ru), None);
    }
}
