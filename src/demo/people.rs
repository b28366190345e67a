//! People who do not exist: names recombined from a list of invented ones, by a seeded generator.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
    sync::LazyLock,
};

use chrono::{Days, NaiveDate};
use rand::{
    RngExt, SeedableRng,
    rngs::StdRng,
    seq::{IndexedRandom, SliceRandom},
};
use serde::Deserialize;

use super::files::NAMES;
use crate::{
    i18n::names::duplicate_key,
    reference::{organization_type, profession, region},
    specialists::{
        Iin, PersonName, Sex,
        model::{CountedFacts, NewSpecialist, invented_iin},
    },
};

/// Shares: how many of each there are, for every so many in all.
pub(super) type Shares<T> = [(T, u32)];

const SEXES: [(Sex, u32); 2] = [(Sex::Female, 76), (Sex::Male, 24)];

const PROFESSIONS: [(&str, u32); 12] = [
    ("educational_psychologist", 17),
    ("psychologist", 14),
    ("social_worker", 13),
    ("social_pedagogue", 11),
    ("teacher", 9),
    ("case_manager", 5),
    ("guardianship_specialist", 5),
    ("lawyer", 4),
    ("theologian", 3),
    ("university_lecturer", 3),
    ("doctor", 2),
    ("other", 2),
];

/// Usual kind of organisation for a profession.
fn usual_organization(profession: &str) -> &'static str {
    match profession {
        "educational_psychologist" | "social_pedagogue" | "teacher" => "school",
        "psychologist" => "psych_support_centre",
        "social_worker" | "case_manager" => "social_services",
        "guardianship_specialist" => "guardianship_body",
        "lawyer" | "theologian" => "government_body",
        "university_lecturer" => "university",
        "doctor" => "health_organisation",
        _ => "ngo",
    }
}

#[derive(Debug, Deserialize)]
struct Sample {
    sex: String,
    style: String,
    kk: Spelling,
    ru: Spelling,
    latin: Latin,
}

#[derive(Debug, Deserialize)]
struct Spelling {
    family: String,
    given: String,
    patronymic: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Latin {
    family: String,
    given: String,
}

#[derive(Debug, Default, Deserialize)]
struct Samples {
    people: Vec<Sample>,
}

// a file that cannot be read gives an empty list, and a test sees that it is not
static SAMPLES: LazyLock<Samples> = LazyLock::new(|| serde_json::from_str(NAMES).unwrap_or_default());

/// Tradition of a name: names are recombined only among those that go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tradition {
    Kazakh,
    Slavic,
    Other,
}

const TRADITIONS: [(Tradition, u32); 3] = [(Tradition::Kazakh, 74), (Tradition::Slavic, 18), (Tradition::Other, 8)];

impl Sample {
    fn tradition(&self) -> Tradition {
        match self.style.as_str() {
            "km" | "ko" | "np" | "fs" => Tradition::Kazakh,
            "sl" | "hy" | "sh" => Tradition::Slavic,
            _ => Tradition::Other,
        }
    }
}

/// Source of invented people; the same seed gives the same people.
pub(super) struct People {
    rng: StdRng,
    /// Hashes of the names so far: two names of one hash would only mean that another is drawn.
    names: HashSet<u64>,
    iins: HashSet<Iin>,
    count: u32,
}

impl People {
    pub(super) fn new(seed: u64) -> Self {
        Self { rng: StdRng::seed_from_u64(seed), names: HashSet::new(), iins: HashSet::new(), count: 0 }
    }

    /// Group in which regions, professions and sexes have their shares; its people are made one by one.
    pub(super) fn cohort<'a>(
        &'a mut self,
        size: usize,
        regions: &Shares<&'static str>,
    ) -> impl Iterator<Item = NewSpecialist> + use<'a> {
        let regions = self.deal(regions, size);
        let professions = self.deal(&PROFESSIONS, size);
        let sexes = self.deal(&SEXES, size);
        let facts = regions.into_iter().zip(professions).zip(sexes);
        facts.map(move |((region_code, profession_code), sex)| self.person(region_code, profession_code, sex))
    }

    /// Deals `size` cards in shuffled order, of each kind its share to the nearest whole.
    fn deal<T: Copy>(&mut self, shares: &Shares<T>, size: usize) -> Vec<T> {
        let deck: Vec<T> =
            shares.iter().flat_map(|(kind, share)| std::iter::repeat_n(*kind, *share as usize)).collect();
        let mut cards: Vec<T> = (0..size).map(|place| deck[(2 * place + 1) * deck.len() / (2 * size)]).collect();
        self.shuffle(&mut cards);
        cards
    }

    pub(super) fn shuffle<T>(&mut self, cards: &mut [T]) {
        cards.shuffle(&mut self.rng);
    }

    fn person(&mut self, region_code: &str, profession_code: &str, sex: Sex) -> NewSpecialist {
        self.count += 1;
        let (name, second_spelling, latin) = self.name(sex);
        // 23 years old at least when the first course of phase 1 began
        let born = NaiveDate::default() - Days::new(2_500) + Days::new(self.rng.random_range(0..12_800));
        NewSpecialist {
            name,
            second_spelling,
            iin: Some(self.iin(born, sex)),
            birth_date: Some(born.into()),
            facts: CountedFacts {
                region: region(region_code),
                profession: profession(profession_code),
                sex: Some(sex),
                organization_type: organization_type(usual_organization(profession_code)),
            },
            email: Some(format!("{latin}.{}@example.org", self.count).into()),
            ..NewSpecialist::default()
        }
    }

    fn iin(&mut self, born: NaiveDate, sex: Sex) -> Iin {
        let mut serial = self.count;
        loop {
            let iin = invented_iin(born, sex, serial);
            if self.iins.insert(iin.clone()) {
                return iin;
            }
            serial += 1;
        }
    }

    /// Name that nobody before had, as long as there are any.
    fn name(&mut self, sex: Sex) -> (PersonName, Option<String>, String) {
        const TRIES: usize = 20;
        let mut drawn = Default::default();
        for _ in 0..TRIES {
            drawn = self.draw(sex);
            let mut hash = DefaultHasher::new();
            duplicate_key(&drawn.0.full()).hash(&mut hash);
            if self.names.insert(hash.finish()) {
                break;
            }
        }
        drawn
    }

    fn draw(&mut self, sex: Sex) -> (PersonName, Option<String>, String) {
        let drawn = TRADITIONS.choose_weighted(&mut self.rng, |(_, share)| *share);
        let tradition = drawn.map_or(Tradition::Kazakh, |(tradition, _)| *tradition);
        let fitting: Vec<&Sample> = fitting(sex, tradition).collect();
        let fathers: Vec<&Sample> = fitting.iter().copied().filter(|sample| sample.kk.patronymic.is_some()).collect();
        let mut one_of = |samples: &[&'static Sample]| samples.choose(&mut self.rng).copied();
        let (Some(family), Some(given), Some(father)) = (one_of(&fitting), one_of(&fitting), one_of(&fathers)) else {
            return Default::default();
        };
        let name = |spelling: fn(&Sample) -> &Spelling| PersonName {
            surname: spelling(family).family.clone(),
            given_name: spelling(given).given.clone(),
            // a person who bears the father's name in place of the surname has no patronymic
            patronymic: spelling(family).patronymic.as_ref().and(spelling(father).patronymic.clone()),
        };
        let (name, second) = (name(|sample| &sample.kk), name(|sample| &sample.ru));
        let latin = format!("{}.{}", given.latin.given, family.latin.family).to_lowercase();
        let second_spelling = (second != name).then(|| second.full());
        (name, second_spelling, latin)
    }
}

fn fitting(sex: Sex, tradition: Tradition) -> impl Iterator<Item = &'static Sample> {
    SAMPLES.people.iter().filter(move |sample| sample.sex == sex.as_str() && sample.tradition() == tradition)
}

/// Surname of a woman after marriage.
pub(super) fn married_surname(maiden: &str) -> Option<String> {
    let mut others = fitting(Sex::Female, Tradition::Kazakh).filter(|sample| sample.style == "km");
    others.find(|sample| sample.kk.family != maiden).map(|sample| sample.kk.family.clone())
}
