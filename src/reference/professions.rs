//! Professions of the specialists, with their ISCO-08 unit groups.

use crate::ground::text::Fixed;

/// Profession of a specialist, in the groups that donors report by.
#[derive(Debug, PartialEq, Eq)]
pub struct Profession {
    pub code: &'static str,
    pub name: Fixed,
    /// Unit group of ISCO-08.
    pub isco_08: Option<&'static str>,
}

/// Entry with this code.
pub fn profession(code: &str) -> Option<&'static Profession> {
    PROFESSIONS.iter().find(|entry| entry.code == code)
}

pub static PROFESSIONS: [Profession; 12] = [
    Profession {
        code: "educational_psychologist",
        name: Fixed {
            kk: "педагог-психолог", ru: "педагог-психолог", en: "educational psychologist"
        },
        isco_08: Some("2634"),
    },
    Profession {
        code: "psychologist",
        name: Fixed {
            kk: "практик психолог", ru: "практикующий психолог", en: "practising psychologist"
        },
        isco_08: Some("2634"),
    },
    Profession {
        code: "social_pedagogue",
        name: Fixed {
            kk: "әлеуметтік педагог", ru: "социальный педагог", en: "social pedagogue"
        },
        isco_08: Some("2635"),
    },
    Profession {
        code: "social_worker",
        name: Fixed {
            kk: "әлеуметтік қызметкер", ru: "социальный работник", en: "social worker"
        },
        isco_08: Some("2635"),
    },
    Profession {
        code: "guardianship_specialist",
        name: Fixed {
            kk: "қорғаншылық және қамқоршылық органының маманы",
            ru: "специалист органа опеки и попечительства",
            en: "guardianship authority specialist",
        },
        isco_08: Some("2635"),
    },
    Profession {
        code: "case_manager",
        name: Fixed { kk: "кейс-менеджер", ru: "кейс-менеджер", en: "case manager" },
        isco_08: Some("2635"),
    },
    Profession {
        code: "teacher",
        name: Fixed { kk: "мектеп мұғалімі", ru: "учитель школы", en: "school teacher" },
        isco_08: Some("2330"),
    },
    Profession {
        code: "theologian",
        name: Fixed {
            kk: "теолог-дінтанушы",
            ru: "теолог-религиовед",
            en: "theologian / religious-studies specialist",
        },
        isco_08: Some("2636"),
    },
    Profession {
        code: "lawyer", name: Fixed { kk: "заңгер", ru: "юрист", en: "lawyer" }, isco_08: Some("2611")
    },
    Profession {
        code: "university_lecturer",
        name: Fixed {
            kk: "жоғары оқу орнының оқытушысы", ru: "преподаватель вуза", en: "university lecturer"
        },
        isco_08: Some("2310"),
    },
    Profession {
        code: "doctor", name: Fixed { kk: "дәрігер", ru: "врач", en: "doctor" }, isco_08: Some("2211")
    },
    Profession {
        code: "other",
        name: Fixed {
            kk: "басқа мамандық", ru: "другая профессия", en: "other profession"
        },
        isco_08: None,
    },
];
