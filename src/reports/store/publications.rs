//! Publications of the public figures. They are added, and never changed.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::{
    db::{Failure, Tx, on_driver},
    reports::public::{Publication, Quarter},
};

/// Breakdown and word of the total of a quarter.
const TOTAL: &str = "total";

#[derive(FromRow)]
struct PublicationRow {
    number: i64,
    published_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct CountRow {
    publication: i64,
    quarter_end: NaiveDate,
    breakdown: String,
    word: String,
    shown: Option<i32>,
}

/// Lists the publications of a phase, the earliest first, with all their counts.
pub(crate) async fn list_publications(tx: &mut Tx, phase: &str) -> Result<Vec<Publication>, Failure> {
    const SQL: &str = "select n.number, n.published_at from publications n join phases p on p.id = n.phase_id
        where p.code = $1 order by n.number";
    const COUNTS: &str = "select c.publication, c.quarter_end, c.breakdown, c.word, c.shown
        from published_counts c join publications n on n.number = c.publication join phases p on p.id = n.phase_id
        where p.code = $1 order by c.publication, c.quarter_end";
    let rows: Vec<PublicationRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(phase).fetch_all(c).await)?;
    let counts: Vec<CountRow> = on_driver!(tx, |c| sqlx::query_as(COUNTS).bind(phase).fetch_all(c).await)?;
    let mut quarters: BTreeMap<i64, Vec<Quarter>> = BTreeMap::new();
    for row in counts {
        let of_publication = quarters.entry(row.publication).or_default();
        if of_publication.last().is_none_or(|quarter| quarter.ends_on != row.quarter_end) {
            of_publication.push(Quarter { ends_on: row.quarter_end, trained: 0, shown: BTreeMap::new() });
        }
        let Some(quarter) = of_publication.last_mut() else { continue };
        let shown = row.shown.map(i32::unsigned_abs);
        if row.breakdown == TOTAL {
            quarter.trained = shown.unwrap_or_default();
        } else {
            quarter.shown.entry(row.breakdown).or_default().insert(row.word, shown);
        }
    }
    let publication = |row: PublicationRow| Publication {
        published_at: row.published_at,
        quarters: quarters.remove(&row.number).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(publication).collect())
}

/// Codes of the phases that have publications.
pub(crate) async fn list_published_phases(tx: &mut Tx) -> Result<Vec<String>, Failure> {
    const SQL: &str = "select p.code from phases p where exists (select 1 from publications n where n.phase_id = p.id)
        order by p.starts_on, p.code";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_all(c).await)?)
}

/// Adds a publication of a phase, under the next number. `Ok(false)`: another server adds one at the same time.
pub(crate) async fn insert_publication(tx: &mut Tx, phase: &str, publication: &Publication) -> Result<bool, Failure> {
    const LAST: &str = "select coalesce(max(number), 0) from publications";
    const SQL: &str = "insert into publications (number, phase_id, published_at)
        select $1, p.id, $2 from phases p where p.code = $3 on conflict (number) do nothing";
    const COUNT: &str = "insert into published_counts (publication, quarter_end, breakdown, word, shown)
        values ($1, $2, $3, $4, $5)";
    let last: i64 = on_driver!(tx, |c| sqlx::query_scalar(LAST).fetch_one(c).await)?;
    let number = last + 1;
    let added = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(number)
        .bind(publication.published_at)
        .bind(phase)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if added == 0 {
        return Ok(false);
    }
    for quarter in &publication.quarters {
        let mut cells = vec![(TOTAL, TOTAL, Some(quarter.trained))];
        for (breakdown, shown) in &quarter.shown {
            cells.extend(shown.iter().map(|(word, shown)| (breakdown.as_str(), word.as_str(), *shown)));
        }
        for (breakdown, word, shown) in cells {
            on_driver!(tx, |c| sqlx::query(COUNT)
                .bind(number)
                .bind(quarter.ends_on)
                .bind(breakdown)
                .bind(word)
                .bind(shown.map(u32::cast_signed))
                .execute(c)
                .await
                .map(drop))?;
        }
    }
    Ok(true)
}
