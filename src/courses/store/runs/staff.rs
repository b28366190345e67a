//! List of runs as staff and trainers see it.

use sqlx::FromRow;

use super::{TitledRow, TitledRun, from_runs, run_columns, titled_runs};
use crate::{
    courses::{
        model::{RunFilter, RunStage, RunState},
        policy::RunScope,
    },
    db::{Failure, Tx, on_driver},
    ground::ids::AccountId,
    i18n::names,
};

/// Words of a search that are looked for; further ones narrow nothing.
const SEARCHED: usize = 4;

/// Condition that a run `r` of the course `c` is in the scope and fits the filter. The values are those of `Wanted`; a
/// pattern that everything fits is not looked for.
macro_rules! is_wanted {
    () => {
        "($1 is null or r.state = $1) and ($2 is null or (r.starts_on > $4) = $2) \
         and ($3 is null or (r.ends_on < $4) = $3) \
         and ($5 is null or r.state <> 'draft' and exists (select 1 from trainers t where t.run_id = r.id and t.account_id = $5)) \
         and ($6 = '%%' or (c.search_key || ' ' || r.search_key) like $6) \
         and ($7 = '%%' or (c.search_key || ' ' || r.search_key) like $7) \
         and ($8 = '%%' or (c.search_key || ' ' || r.search_key) like $8) \
         and ($9 = '%%' or (c.search_key || ' ' || r.search_key) like $9)"
    };
}

/// Values of the condition.
struct Wanted {
    state: Option<&'static str>,
    is_ahead: Option<bool>,
    is_over: Option<bool>,
    trainer: Option<AccountId>,
    /// Patterns of the searched words, each of which a run has to fit.
    patterns: [String; SEARCHED],
}

impl Wanted {
    fn new(scope: &RunScope, q: &str, stage: Option<RunStage>) -> Self {
        let (state, is_ahead, is_over) = match stage.map(RunStage::conditions) {
            Some((state, is_ahead, is_over)) => (Some(state.as_str()), is_ahead, is_over),
            None => (None, None, None),
        };
        let folded = names::search_key(q);
        let mut words = folded.split(' ');
        // letters, digits and spaces are all that a folded word has
        let patterns = std::array::from_fn(|_| format!("%{}%", words.next().unwrap_or_default()));
        Self { state, is_ahead, is_over, trainer: scope.trainer(), patterns }
    }
}

/// Binds the values of the condition, in their order.
macro_rules! bind_wanted {
    ($query:expr, $wanted:ident, $today:ident) => {{
        let [first, second, third, fourth] = &$wanted.patterns;
        $query
            .bind($wanted.state)
            .bind($wanted.is_ahead)
            .bind($wanted.is_over)
            .bind($today)
            .bind($wanted.trainer)
            .bind(first)
            .bind(second)
            .bind(third)
            .bind(fourth)
    }};
}

/// Page of the runs that fit the filter: the oldest first where work on them is left, else the latest.
pub(in crate::courses) async fn list_for_staff(
    tx: &mut Tx,
    scope: &RunScope,
    filter: &RunFilter,
    (limit, behind): (i64, i64),
) -> Result<Vec<TitledRun>, Failure> {
    const LATEST: &str =
        concat!(titled_runs!(), "where ", is_wanted!(), " order by r.starts_on desc, r.code limit $10 offset $11");
    const OLDEST: &str =
        concat!(titled_runs!(), "where ", is_wanted!(), " order by r.starts_on, r.code limit $10 offset $11");
    let sql = if filter.stage.is_none_or(RunStage::is_past) { LATEST } else { OLDEST };
    let (today, wanted) = (tx.today(), Wanted::new(scope, &filter.q, filter.stage));
    let rows: Vec<TitledRow> = on_driver!(tx, |c| bind_wanted!(sqlx::query_as(sql), wanted, today)
        .bind(limit)
        .bind(behind)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

#[derive(FromRow)]
struct CountRow {
    state: String,
    is_ahead: bool,
    is_over: bool,
    number: i64,
}

/// Number of runs of each stage that fit the searched words.
pub(in crate::courses) async fn count_by_stage(
    tx: &mut Tx,
    scope: &RunScope,
    q: &str,
) -> Result<Vec<(RunStage, i64)>, Failure> {
    const SQL: &str = concat!(
        "select r.state, r.starts_on > $4 as is_ahead, r.ends_on < $4 as is_over, count(*) as number ",
        "from runs r join courses c on c.id = r.course_id where ",
        is_wanted!(),
        " group by r.state, r.starts_on > $4, r.ends_on < $4"
    );
    let (today, wanted) = (tx.today(), Wanted::new(scope, q, None));
    let rows: Vec<CountRow> = on_driver!(tx, |c| bind_wanted!(sqlx::query_as(SQL), wanted, today).fetch_all(c).await)?;
    let counted = |row: CountRow| {
        let state: RunState = row.state.parse().map_err(|_| Failure::Unreadable("state of runs".to_owned()))?;
        Ok((RunStage::of(state, row.is_ahead, row.is_over), row.number))
    };
    rows.into_iter().map(counted).collect()
}
