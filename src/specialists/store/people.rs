//! People as staff look for them.

use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;

use super::SpecialistRecord;
use crate::{
    db::{Failure, Tx, on_driver},
    ground::{Locale, Private, ids::SpecialistId},
    i18n::names,
    specialists::Iin,
};

const COLUMNS: &str = "select id, surname, given_name, patronymic, second_spelling, iin_cipher, claimed_iin_cipher,
    birth_date, sex, region, profession, organization, organization_type, email, phone, recorded_at, revision
    from specialists s where erased_at is null and ";

/// Words of a search at most.
const MOST_WORDS: usize = 6;

/// People with this IIN, a claimed one too, or else with these words in one of their names, in the order of their names.
pub(in crate::specialists) async fn search(
    tx: &mut Tx,
    typed: &str,
    most: usize,
) -> Result<Vec<SpecialistRecord>, Failure> {
    let iin = Iin::parse(typed).ok().map(|iin| tx.key().index(iin.reveal()));
    let key = names::search_key(typed);
    let words: Vec<String> =
        key.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).map(|word| format!("%{word}%")).collect();
    if iin.is_none() && words.is_empty() {
        return Ok(Vec::new());
    }
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    Ok(on_driver!(tx, |c| {
        let mut query = QueryBuilder::new(COLUMNS);
        if let Some(hash) = &iin {
            query.push("(iin_hash = ").push_bind(hash).push(" or claimed_iin_hash = ").push_bind(hash).push(")");
        } else {
            let mut all = query.separated(" and ");
            for word in &words {
                all.push("(search_key like ").push_bind_unseparated(word);
                all.push_unseparated(" or exists (select 1 from former_names f where f.specialist_id = s.id");
                all.push_unseparated(" and f.search_key like ").push_bind_unseparated(word).push_unseparated("))");
            }
        }
        query.push(" order by sort_key, id limit ").push_bind(most);
        query.build_query_as().fetch_all(c).await
    })?)
}

/// People with these ids, in the order of their names.
pub(in crate::specialists) async fn list(tx: &mut Tx, ids: &[SpecialistId]) -> Result<Vec<SpecialistRecord>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on_driver!(tx, |c| {
        let mut query = QueryBuilder::new(COLUMNS);
        query.push("id in (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        query.push(") order by sort_key, id");
        query.build_query_as().fetch_all(c).await
    })?)
}

/// People among these whose name was changed after this instant.
pub(in crate::specialists) async fn list_renamed_since(
    tx: &mut Tx,
    people: &[SpecialistId],
    at: DateTime<Utc>,
) -> Result<Vec<SpecialistId>, Failure> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on_driver!(tx, |c| {
        let mut query = QueryBuilder::new("select distinct specialist_id from former_names where recorded_at > ");
        query.push_bind(at).push(" and specialist_id in (");
        let mut list = query.separated(", ");
        for id in people {
            list.push_bind(*id);
        }
        query.push(")");
        query.build_query_scalar().fetch_all(c).await
    })?)
}

/// Languages of these people's papers, as far as they have signed one and have an address.
pub(in crate::specialists) async fn list_paper_languages(
    tx: &mut Tx,
    people: &[SpecialistId],
) -> Result<Vec<(SpecialistId, Locale)>, Failure> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(SpecialistId, String)> = on_driver!(tx, |c| {
        let mut query = QueryBuilder::new(
            "select s.id, c.locale from specialists s join consents c on c.specialist_id = s.id
            where s.erased_at is null and s.email is not null and c.kind = 'processing' and c.withdrawn_at is null
            and c.on_paper = ",
        );
        query.push_bind(true).push(" and s.id in (");
        let mut list = query.separated(", ");
        for id in people {
            list.push_bind(*id);
        }
        query.push(")");
        query.build_query_as().fetch_all(c).await
    })?;
    let unreadable = || Failure::Unreadable("language of a consent".to_owned());
    let read = |(id, code): (SpecialistId, String)| Ok((id, Locale::from_code(&code).ok_or_else(unreadable)?));
    rows.into_iter().map(read).collect()
}

/// Address of a person who has agreed on paper, and the language in which they did.
pub(in crate::specialists) async fn find_paper_address(
    tx: &mut Tx,
    id: SpecialistId,
) -> Result<Option<(Private<String>, Locale)>, Failure> {
    const SQL: &str = "select s.email, c.locale from specialists s join consents c on c.specialist_id = s.id
        where s.id = $1 and s.erased_at is null and s.email is not null
        and c.kind = 'processing' and c.withdrawn_at is null and c.on_paper = $2";
    let row: Option<(String, String)> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).bind(true).fetch_optional(c).await)?;
    let unreadable = || Failure::Unreadable("language of a consent".to_owned());
    let read = |(email, locale): (String, String)| {
        Ok((Private::new(email), Locale::from_code(&locale).ok_or_else(unreadable)?))
    };
    row.map(read).transpose()
}
