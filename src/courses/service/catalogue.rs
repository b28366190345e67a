//! The catalogue: every course that is looked for, with the run that answers best.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::{
    courses::{
        model::{Course, Filter, Run},
        store,
    },
    db::Tx,
    ground::{AppError, Locale},
    i18n::names,
};

/// What the catalogue shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// The courses with dates first, the nearest first; then the others by code.
    pub entries: Vec<Entry>,
    /// Whether the registry has any course at all.
    pub has_courses: bool,
}

/// A course of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub course: Course,
    /// The languages of its runs that lie ahead.
    pub languages: Vec<Locale>,
    /// The nearest of the runs looked for that take applications today, or else the nearest of them all.
    pub next: Option<Run>,
}

/// The courses that fit the filter. A word is looked for in titles and summaries of all languages, and in places and
/// public trainers of the runs that lie ahead. Two statements, whatever the size.
pub async fn catalogue(tx: &mut Tx, filter: &Filter) -> Result<Catalogue, AppError> {
    let today = tx.today();
    let courses = store::list_with_keys(tx).await?;
    let mut runs: HashMap<_, Vec<Searched>> = HashMap::new();
    for store::Ahead { course, run, search_key } in store::list_ahead(tx, today).await? {
        runs.entry(course).or_default().push(Searched { run, key: search_key });
    }
    let has_courses = !courses.is_empty();
    let folded = names::search_key(&filter.q);
    let wanted = Wanted { filter, words: folded.split(' ').filter(|word| !word.is_empty()).collect(), today };
    let mut entries: Vec<Entry> = courses
        .into_iter()
        .filter_map(|(id, course, key)| wanted.entry(course, &key, runs.remove(&id).unwrap_or_default()))
        .collect();
    // stable: courses of one day, and those without a day, stay in the order of their codes
    entries.sort_by_key(|entry| entry.next.as_ref().map_or(NaiveDate::MAX, |run| run.starts_on));
    Ok(Catalogue { entries, has_courses })
}

/// A run and the folded words it is found by.
struct Searched {
    run: Run,
    key: String,
}

struct Wanted<'a> {
    filter: &'a Filter,
    /// Folded, like the keys.
    words: Vec<&'a str>,
    today: NaiveDate,
}

impl Wanted<'_> {
    /// The course as the catalogue shows it; `None` where it is not looked for.
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
        let next = fitting.iter().position(|run| run.takes_applications(self.today)).unwrap_or(0);
        Some(Entry { course, languages, next: (next < fitting.len()).then(|| fitting.swap_remove(next)) })
    }
}
