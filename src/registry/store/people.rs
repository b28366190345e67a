//! Reads of people: a page of the list, and the pairs of records that may be of one person.

use chrono::NaiveDate;
use sqlx::{FromRow, QueryBuilder};

use crate::{
    db::{Failure, Tx, on_driver, sql},
    ground::ids::SpecialistId,
    i18n::names,
    registry::{
        model::{PeopleFilter, PersonMark},
        policy::CanSeePeople,
    },
    specialists::PersonName,
};

/// Pairs `a` and `b` of records with the same folded name and birth date, one of which has no IIN, unless staff have
/// answered that they are two people (rule R2). The names that come twice are found in their index alone.
const PAIRS: &str = " from (select duplicate_key, birth_date from specialists
        where erased_at is null and birth_date is not null and duplicate_key <> ''
        group by duplicate_key, birth_date having count(*) > 1) t
    join specialists a on a.duplicate_key = t.duplicate_key and a.birth_date = t.birth_date and a.erased_at is null
    join specialists b on b.duplicate_key = a.duplicate_key and b.birth_date = a.birth_date and b.erased_at is null
        and b.id > a.id
    where (a.iin_hash is null or b.iin_hash is null) and not exists (select 1 from distinct_people d
        where d.one_id = a.id and d.other_id = b.id) ";

/// Person as the list shows them.
#[derive(Clone, Debug, FromRow)]
pub struct ListedPerson {
    pub id: SpecialistId,
    #[sqlx(flatten)]
    pub name: ListedName,
    pub birth_date: Option<NaiveDate>,
    pub region: Option<String>,
    pub profession: Option<String>,
    pub has_account: bool,
    pub has_claim: bool,
    pub is_possible_duplicate: bool,
}

/// Name of a listed person.
#[derive(Clone, Debug, FromRow)]
pub struct ListedName {
    surname: String,
    given_name: String,
    patronymic: Option<String>,
}

impl ListedName {
    pub fn full(&self) -> String {
        let Self { surname, given_name, patronymic } = self.clone();
        PersonName { surname, given_name, patronymic }.full()
    }
}

/// Adds the condition that a person `s` fits the filter.
macro_rules! push_filter {
    ($query:expr, $filter:expr) => {
        $query.push(" where s.erased_at is null");
        if let Some(region) = $filter.region {
            $query.push(" and s.region = ").push_bind(region.code);
        }
        if let Some(profession) = $filter.profession {
            $query.push(" and s.profession = ").push_bind(profession.code);
        }
        match $filter.mark {
            None => {}
            Some(PersonMark::Account) => {
                $query.push(" and s.id in (select x.specialist_id from accounts x where x.specialist_id is not null)");
            }
            Some(PersonMark::Claim) => {
                $query.push(" and s.claimed_iin_hash is not null");
            }
            Some(PersonMark::Duplicate) => {
                $query.push(" and s.id in (select a.id").push(PAIRS).push("union select b.id").push(PAIRS).push(")");
            }
        }
        if $filter.q.contains('@') {
            let email = $filter.q.to_lowercase();
            $query.push(" and (lower(s.email) = ").push_bind(email.clone());
            $query.push(" or s.id in (select specialist_id from accounts where email = ").push_bind(email).push("))");
        } else {
            let folded = names::search_key(&$filter.q);
            // letters, digits and spaces are all that a folded word has
            let words: Vec<_> =
                folded.split(' ').filter(|word| !word.is_empty()).map(|word| format!("%{word}%")).collect();
            if !words.is_empty() {
                $query.push(" and ((1 = 1");
                for word in &words {
                    $query.push(" and s.search_key like ").push_bind(word.clone());
                }
                $query.push(") or s.id in (select f.specialist_id from former_names f where 1 = 1");
                for word in words {
                    $query.push(" and f.search_key like ").push_bind(word);
                }
                $query.push("))");
            }
        }
    };
}

/// Number of people who fit the filter.
pub(in crate::registry) async fn count_people(
    tx: &mut Tx,
    _permit: &CanSeePeople,
    filter: &PeopleFilter,
) -> Result<i64, Failure> {
    Ok(on_driver!(tx, |c| {
        let mut query = QueryBuilder::new("select count(*) from specialists s");
        push_filter!(query, filter);
        query.build_query_scalar().fetch_one(c).await
    })?)
}

/// People who fit the filter, in the order of their names. The marks are found for the page alone.
pub(in crate::registry) async fn list_people(
    tx: &mut Tx,
    _permit: &CanSeePeople,
    filter: &PeopleFilter,
    (limit, behind): (i64, i64),
) -> Result<Vec<ListedPerson>, Failure> {
    Ok(on_driver!(tx, |c| {
        let mut query = QueryBuilder::new(
            "select p.id, p.surname, p.given_name, p.patronymic, p.birth_date, p.region, p.profession,
            exists (select 1 from accounts x where x.specialist_id = p.id) as has_account,
            p.claimed_iin_hash is not null as has_claim,
            exists (select 1 from specialists o where o.duplicate_key = p.duplicate_key and o.birth_date = p.birth_date
                and o.id <> p.id and o.erased_at is null and (o.iin_hash is null or p.iin_hash is null)
                and not exists (select 1 from distinct_people d
                    where d.one_id in (o.id, p.id) and d.other_id in (o.id, p.id))) as is_possible_duplicate
            from specialists p join (select s.id from specialists s",
        );
        push_filter!(query, filter);
        query.push(" order by s.sort_key, s.id limit ").push_bind(limit);
        query.push(" offset ").push_bind(behind).push(") page on page.id = p.id order by p.sort_key, p.id");
        query.build_query_as().fetch_all(c).await
    })?)
}

/// Pair of records that may be of one person.
#[derive(Clone, Debug, FromRow)]
pub struct ListedPair {
    pub a: SpecialistId,
    pub b: SpecialistId,
    #[sqlx(flatten)]
    pub name: ListedName,
    pub birth_date: NaiveDate,
    pub region: Option<String>,
    pub profession: Option<String>,
    pub other_region: Option<String>,
    pub other_profession: Option<String>,
}

const COLUMNS: &str = "select a.id as a, b.id as b, a.surname, a.given_name, a.patronymic, a.birth_date, a.region,
    a.profession, b.region as other_region, b.profession as other_profession";

/// Pairs in the order of their names.
pub(in crate::registry) async fn list_pairs(
    tx: &mut Tx,
    _permit: &CanSeePeople,
    (limit, behind): (i64, i64),
) -> Result<Vec<ListedPair>, Failure> {
    const SQL: &str = sql!(COLUMNS, PAIRS, "order by a.sort_key, a.id, b.id limit $1 offset $2");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(limit).bind(behind).fetch_all(c).await)?)
}

/// Pairs that this person is in.
pub(in crate::registry) async fn list_pairs_of(
    tx: &mut Tx,
    _permit: &CanSeePeople,
    person: SpecialistId,
) -> Result<Vec<ListedPair>, Failure> {
    const SQL: &str = sql!(COLUMNS, PAIRS, "and (a.id = $1 or b.id = $1) order by a.id, b.id");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(person).fetch_all(c).await)?)
}

/// Number of pairs.
pub(in crate::registry) async fn count_pairs(tx: &mut Tx, _permit: &CanSeePeople) -> Result<i64, Failure> {
    const SQL: &str = sql!("select count(*)", PAIRS);
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?)
}

/// Number of people with a claim to an IIN.
pub(in crate::registry) async fn count_claims(tx: &mut Tx, _permit: &CanSeePeople) -> Result<i64, Failure> {
    const SQL: &str = "select count(*) from specialists where claimed_iin_hash is not null and erased_at is null";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?)
}
