//! Person of two records that become one: whose value of each field is kept, and which IIN (rule R2).

use chrono::NaiveDate;

use super::{CountedFacts, Iin, OwnProfile, PersonName, ProfileField};
use crate::ground::{Private, text_enum};

text_enum! {
    /// Record of a pair: the one with the smaller id, which is kept, or the other.
    pub enum Side {
        A = "a",
        B = "b",
    }
}

/// IINs of a record: the one that it is known by, and one that its person typed for themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Iins {
    pub known: Option<Iin>,
    pub claimed: Option<Iin>,
}

impl Iins {
    /// IINs of the person that two records become; of two claims the one of `side` stays. `None`: the two are known by
    /// different IINs, and so are two people.
    pub fn merged([a, b]: [&Self; 2], side: Side) -> Option<Self> {
        if a.known.is_some() && b.known.is_some() && a.known != b.known {
            return None;
        }
        let known = a.known.clone().or_else(|| b.known.clone());
        let (first, second) = if side == Side::A { (a, b) } else { (b, a) };
        // a claim to the IIN that the other record is known by is borne out
        let claims = [&first.claimed, &second.claimed].into_iter().flatten();
        let claimed = claims.into_iter().find(|claimed| Some(*claimed) != known.as_ref()).cloned();
        Some(Self { known, claimed })
    }
}

/// Values of a person that two records become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedPerson {
    pub name: PersonName,
    pub second_spelling: Option<String>,
    pub birth_date: Option<NaiveDate>,
    pub facts: CountedFacts,
    pub organization: Option<String>,
    pub phone: Option<Private<String>>,
}

impl MergedPerson {
    /// Takes each field from the record that `side` names.
    pub fn of(pair: [&OwnProfile; 2], side: impl Fn(ProfileField) -> Side) -> Self {
        use ProfileField as F;
        let of = |field| match side(field) {
            Side::A => pair[0],
            Side::B => pair[1],
        };
        Self {
            name: PersonName {
                surname: of(F::Surname).name.surname.clone(),
                given_name: of(F::GivenName).name.given_name.clone(),
                patronymic: of(F::Patronymic).name.patronymic.clone(),
            },
            second_spelling: of(F::SecondSpelling).second_spelling.clone(),
            birth_date: of(F::BirthDate).birth_date.as_ref().map(|day| *day.reveal()),
            facts: CountedFacts {
                region: of(F::Region).facts.region,
                profession: of(F::Profession).facts.profession,
                sex: of(F::Sex).facts.sex,
                organization_type: of(F::OrganizationType).facts.organization_type,
            },
            organization: of(F::Organization).organization.clone(),
            phone: of(F::Phone).phone.clone(),
        }
    }
}

/// Record from which a field is taken if nobody chooses: the first, unless it has nothing there.
pub fn usual_side([a, b]: [&OwnProfile; 2], field: ProfileField) -> Side {
    if a.value(field).is_empty() && !b.value(field).is_empty() { Side::B } else { Side::A }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specialists::{Sex, model::invented_iin};

    fn iin(serial: u32) -> Option<Iin> {
        NaiveDate::from_ymd_opt(1990, 3, 15).map(|day| invented_iin(day, Sex::Female, serial))
    }

    fn iins(known: Option<Iin>, claimed: Option<Iin>) -> Iins {
        Iins { known, claimed }
    }

    #[test]
    fn an_iin_that_one_is_known_by_bears_out_the_others_claim_and_two_of_them_are_two_people() {
        let merged = |a: &Iins, b: &Iins, side| Iins::merged([a, b], side);
        let (first, second) = (iins(iin(1), None), iins(None, iin(1)));
        assert_eq!(merged(&first, &second, Side::A), Some(iins(iin(1), None)));
        assert_eq!(merged(&second, &first, Side::A), Some(iins(iin(1), None)));
        assert_eq!(merged(&first, &iins(iin(2), None), Side::A), None);
        assert_eq!(merged(&first, &iins(None, iin(2)), Side::A), Some(iins(iin(1), iin(2))));
        let other = iins(None, iin(2));
        assert_eq!(merged(&second, &other, Side::A), Some(iins(None, iin(1))));
        assert_eq!(merged(&second, &other, Side::B), Some(iins(None, iin(2))));
        assert_eq!(merged(&Iins::default(), &Iins::default(), Side::B), Some(Iins::default()));
    }
}
