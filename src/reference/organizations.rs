//! Kinds of organisations that send specialists.

use crate::ground::text::Fixed;

/// Kind of organisation that a specialist works for.
#[derive(Debug, PartialEq, Eq)]
pub struct OrganizationType {
    pub code: &'static str,
    pub name: Fixed,
}

/// Entry with this code.
pub fn organization_type(code: &str) -> Option<&'static OrganizationType> {
    ORGANIZATION_TYPES.iter().find(|entry| entry.code == code)
}

pub static ORGANIZATION_TYPES: [OrganizationType; 8] = [
    OrganizationType { code: "school", name: Fixed { kk: "мектеп", ru: "школа", en: "school" } },
    OrganizationType {
        code: "psych_support_centre",
        name: Fixed {
            kk: "психологиялық қолдау орталығы",
            ru: "центр психологической поддержки",
            en: "psychological support centre",
        },
    },
    OrganizationType {
        code: "guardianship_body",
        name: Fixed {
            kk: "қорғаншылық және қамқоршылық органы",
            ru: "орган опеки и попечительства",
            en: "guardianship and trusteeship body",
        },
    },
    OrganizationType {
        code: "social_services",
        name: Fixed {
            kk: "арнаулы әлеуметтік қызметтер көрсететін ұйым",
            ru: "организация специальных социальных услуг",
            en: "special social services organisation",
        },
    },
    OrganizationType {
        code: "ngo",
        name: Fixed {
            kk: "үкіметтік емес ұйым",
            ru: "неправительственная организация",
            en: "non-governmental organisation",
        },
    },
    OrganizationType {
        code: "university",
        name: Fixed {
            kk: "жоғары оқу орны", ru: "высшее учебное заведение", en: "university"
        },
    },
    OrganizationType {
        code: "government_body",
        name: Fixed {
            kk: "мемлекеттік орган", ru: "государственный орган", en: "government body"
        },
    },
    OrganizationType {
        code: "health_organisation",
        name: Fixed {
            kk: "денсаулық сақтау ұйымы", ru: "медицинская организация", en: "health care organisation"
        },
    },
];
