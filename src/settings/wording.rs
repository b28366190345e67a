//! Names of the settings in three languages.

use super::Setting;
use crate::{ground::Locale, i18n::text};

/// Name of a setting beside its field; words have their language behind it.
pub fn label(locale: Locale, setting: Setting) -> String {
    let name = match setting {
        Setting::NameKk | Setting::NameRu | Setting::NameEn => text!(locale, ui.centre_name),
        Setting::FullNameKk | Setting::FullNameRu | Setting::FullNameEn => text!(locale, ui.centre_full_name),
        Setting::AddressKk | Setting::AddressRu | Setting::AddressEn => text!(locale, ui.centre_address),
        Setting::Phone => text!(locale, centre.phone),
        Setting::Email => text!(locale, centre.email),
        Setting::Bin => text!(locale, centre.bin),
        Setting::Website => text!(locale, centre.website),
        Setting::HeadName => text!(locale, centre.head),
        Setting::LeadName => text!(locale, centre.lead),
        Setting::HeadRoleKk | Setting::HeadRoleRu | Setting::HeadRoleEn => text!(locale, centre.head_role),
        Setting::LeadRoleKk | Setting::LeadRoleRu | Setting::LeadRoleEn => text!(locale, centre.lead_role),
    };
    match setting.language() {
        Some(Locale::Kk) => text!(locale, centre.of_kazakh, name = name),
        Some(Locale::Ru) => text!(locale, centre.of_russian, name = name),
        Some(Locale::En) => text!(locale, centre.of_english, name = name),
        None => name,
    }
}
