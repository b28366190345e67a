//! Register: certificates searched, narrowed and counted.

use chrono::NaiveDate;
use sqlx::QueryBuilder;

use super::{Certificate, Row, Scope};
use crate::{
    certificates::model::{Search, Status, filter::RegisterFilter},
    db::{Failure, Tx, on_driver},
    ground::letters::code_key,
    i18n::names,
};

/// Certificates on a page of the register.
pub const PAGE: i64 = 50;

/// Adds the conditions of a filter to a statement. A name is found in any spelling that the record has or had, and as it
/// is printed.
macro_rules! push_filter {
    ($query:expr, $filter:expr, $today:expr) => {
        $query.push(" where 1 = 1");
        match $filter.search() {
            Search::All => {}
            Search::Code(code) => {
                $query.push(" and check_code = ").push_bind(code.plain());
            }
            Search::Words(words) => {
                let key = names::search_key(&words);
                let words_of_key: Vec<String> =
                    key.split(' ').filter(|word| !word.is_empty()).map(|word| format!("%{word}%")).collect();
                $query.push(" and (number_key like ").push_bind(format!("%{}%", code_key(&words)));
                $query.push(" or specialist_id in (select id from specialists where 1 = 1");
                for word in &words_of_key {
                    $query.push(" and search_key like ").push_bind(word.clone());
                }
                $query.push(" union select specialist_id from former_names where 1 = 1");
                for word in &words_of_key {
                    $query.push(" and search_key like ").push_bind(word.clone());
                }
                $query.push("))");
            }
        }
        if let Some(course) = $filter.course {
            $query.push(" and course_id = ").push_bind(course);
        }
        if let Some(from) = $filter.from {
            $query.push(" and issued_on >= ").push_bind(from);
        }
        if let Some(to) = $filter.to {
            $query.push(" and issued_on <= ").push_bind(to);
        }
        match $filter.state {
            None => {}
            Some(Status::Revoked) => {
                $query.push(" and revoked_on is not null");
            }
            Some(Status::Replaced) => {
                $query.push(" and replaced_on is not null and revoked_on is null");
            }
            Some(Status::Valid) => {
                $query.push(
                    " and revoked_on is null and replaced_on is null and (valid_until is null or valid_until >= ",
                );
                $query.push_bind($today).push(")");
            }
            Some(Status::Expired) => {
                $query.push(" and revoked_on is null and replaced_on is null and valid_until < ").push_bind($today);
            }
        }
    };
}

/// Number of certificates that a filter finds.
pub(in crate::certificates) async fn count_found(
    tx: &mut Tx,
    scope: &Scope,
    filter: &RegisterFilter,
) -> Result<i64, Failure> {
    debug_assert!(scope.holder().is_none(), "the register as a whole is searched");
    let today = tx.today();
    Ok(on_driver!(tx, |c| {
        let mut query = QueryBuilder::new("select count(*) from certificates");
        push_filter!(query, filter, today);
        query.build_query_scalar().fetch_one(c).await
    })?)
}

/// Certificates that a filter finds, the newest number first: a page of them, of which 1 is the first, or all.
pub(in crate::certificates) async fn search(
    tx: &mut Tx,
    scope: &Scope,
    filter: &RegisterFilter,
    page: Option<i64>,
) -> Result<Vec<Certificate>, Failure> {
    debug_assert!(scope.holder().is_none(), "the register as a whole is searched");
    let today = tx.today();
    let rows: Vec<Row> = on_driver!(tx, |c| {
        let mut query = QueryBuilder::new(select!(""));
        push_filter!(query, filter, today);
        query.push(" order by issued_on desc, registration_number desc");
        if let Some(page) = page {
            query.push(" limit ").push_bind(PAGE);
            query.push(" offset ").push_bind((page - 1) * PAGE);
        }
        query.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Last day before this one on which a certificate was issued.
pub(in crate::certificates) async fn last_issued_before(
    tx: &mut Tx,
    _scope: &Scope,
    before: NaiveDate,
) -> Result<Option<NaiveDate>, Failure> {
    const SQL: &str = "select max(issued_on) from certificates where issued_on < $1";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(before).fetch_one(c).await)?)
}

/// Certificates issued from one day to another, by number as the journal has them.
pub(in crate::certificates) async fn list_between(
    tx: &mut Tx,
    scope: &Scope,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Certificate>, Failure> {
    const SQL: &str = select!("where issued_on >= $1 and issued_on <= $2 order by registration_number");
    debug_assert!(scope.holder().is_none(), "the journal has everybody");
    let rows: Vec<Row> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(from).bind(to).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}
