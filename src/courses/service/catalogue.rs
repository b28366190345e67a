//! Catalogue: the courses that fit a filter, each with the run that fits best.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::{
    courses::{
        model::{Course, Filter, Opening, Run},
        store,
    },
    db::Tx,
    ground::{AppError, Locale},
    i18n::names,
};

/// Contents of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// Courses with a free seat first, then those with dates, the nearest first; then the others by code.
    pub entries: Vec<Entry>,
    /// True if the registry has any course at all.
    pub has_courses: bool,
}

/// Course in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub course: Course,
    /// Languages of its runs that lie ahead.
    pub languages: Vec<Locale>,
    /// Nearest of the fitting runs that have a free seat, or else of those that take applications, or else of all.
    pub next: Option<Run>,
}

/// Finds the courses that fit the filter. A word is searched in titles and summaries of all languages, and in venues
/// and public trainers of the runs that lie ahead. It takes three statements, whatever the size.
pub async fn catalogue(tx: &mut Tx, filter: &Filter) -> Result<Catalogue, AppError> {
    let today = tx.today();
    let mut courses = store::list(tx).await?;
    courses.retain(|record| record.archived_at.is_none());
    let mut runs: HashMap<_, Vec<Searched>> = HashMap::new();
    for store::Ahead { course, run, search_key } in store::list_ahead(tx, today).await? {
        runs.entry(course).or_default().push(Searched { run, key: search_key });
    }
    let has_courses = !courses.is_empty();
    let folded = names::search_key(&filter.q);
    let wanted = Wanted { filter, words: folded.split(' ').filter(|word| !word.is_empty()).collect(), today };
    let mut entries: Vec<Entry> = courses
        .into_iter()
        .filter_map(|record| {
            wanted.entry(record.course, &record.search_key, runs.remove(&record.id).unwrap_or_default())
        })
        .collect();
    // stable: courses of one day, and those without a day, remain in the order of their codes
    entries.sort_by_key(|entry| match &entry.next {
        Some(run) => (rank(run, today), run.starts_on),
        None => (u8::MAX, NaiveDate::MAX),
    });
    Ok(Catalogue { entries, has_courses })
}

/// Rank of a run for somebody who looks for a seat: a free one, or one that staff give; a place in line; none any more.
fn rank(run: &Run, today: NaiveDate) -> u8 {
    match run.opening(today) {
        Opening::Place | Opening::Selection => 0,
        Opening::WaitingList => 1,
        Opening::Over => 2,
    }
}

/// Run, and the folded words by which it is found.
struct Searched {
    run: Run,
    key: String,
}

struct Wanted<'a> {
    filter: &'a Filter,
    /// Searched words, folded like the keys.
    words: Vec<&'a str>,
    today: NaiveDate,
}

impl Wanted<'_> {
    /// Course as the catalogue shows it; `None` if it does not fit.
    fn entry(&self, course: Course, key: &str, runs: Vec<Searched>) -> Option<Entry> {
        if !self.filter.accepts_course(&course) {
            return None;
        }
        let mut languages: Vec<Locale> = Vec::new();
        for language in runs.iter().filter_map(|searched| searched.run.language) {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        let found_by = |run_key: &str| self.words.iter().all(|word| key.contains(word) || run_key.contains(word));
        let mut fitting: Vec<Run> = runs
            .into_iter()
            .filter(|searched| found_by(&searched.key) && self.filter.accepts_run(&searched.run, self.today))
            .map(|searched| searched.run)
            .collect();
        if fitting.is_empty() && (self.filter.asks_for_run() || !found_by("")) {
            return None;
        }
        // they come by their days, and of several with the same rank the first is taken
        let next = (0..fitting.len()).min_by_key(|place| rank(&fitting[*place], self.today));
        Some(Entry { course, languages, next: next.map(|next| fitting.swap_remove(next)) })
    }
}
