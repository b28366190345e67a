//! Competence areas of the courses.

use crate::ground::text::Fixed;

/// Subject area of a course.
#[derive(Debug, PartialEq, Eq)]
pub struct CompetenceArea {
    pub code: &'static str,
    pub name: Fixed,
}

/// Entry with this code.
pub fn competence_area(code: &str) -> Option<&'static CompetenceArea> {
    COMPETENCE_AREAS.iter().find(|entry| entry.code == code)
}

pub static COMPETENCE_AREAS: [CompetenceArea; 7] = [
    CompetenceArea {
        code: "psychosocial",
        name: Fixed {
            kk: "психоәлеуметтік қолдау", ru: "психосоциальная поддержка", en: "psychosocial support"
        },
    },
    CompetenceArea {
        code: "case_management",
        name: Fixed {
            kk: "кейс-менеджмент және баланы қорғау",
            ru: "кейс-менеджмент и защита ребёнка",
            en: "case management and child protection",
        },
    },
    CompetenceArea {
        code: "law_ethics",
        name: Fixed { kk: "құқық және этика", ru: "право и этика", en: "law and ethics" },
    },
    CompetenceArea {
        code: "community",
        name: Fixed {
            kk: "қауымдастық және реинтеграция",
            ru: "сообщество и реинтеграция",
            en: "community and reintegration",
        },
    },
    CompetenceArea {
        code: "religious_literacy",
        name: Fixed {
            kk: "діни сауаттылық", ru: "религиозная грамотность", en: "religious literacy"
        },
    },
    CompetenceArea {
        code: "staff_care",
        name: Fixed {
            kk: "мамандарды қолдау", ru: "поддержка специалистов", en: "care for specialists"
        },
    },
    CompetenceArea {
        code: "training_skills",
        name: Fixed {
            kk: "тренерлік дағдылар", ru: "тренерские навыки", en: "trainer skills"
        },
    },
];
