//! Input of a page: the location, the reader, what they typed, and one state of the database.

use chrono::{DateTime, NaiveDate, Utc};

use super::{FormState, Location, Reader, Site};
use crate::{
    db::{Ctx, Tx},
    ground::{AppError, Locale, TextEnum, clock},
};

/// Request for a page, with all that the page may need.
pub struct PageRequest {
    pub locale: Locale,
    pub location: Location,
    /// Form of the page as the reader last left it.
    pub form: FormState,
    pub reader: Reader,
    pub site: Site,
    /// Outcomes of the form before this page, in words; see `outcome`.
    pub outcomes: Vec<String>,
    ctx: Ctx,
    tx: Option<Tx>,
}

impl PageRequest {
    /// Makes a request; `ctx` is the reader's.
    pub fn new(ctx: Ctx, location: Location, reader: Reader, site: Site) -> Self {
        Self {
            locale: location.locale,
            location,
            form: FormState::default(),
            reader,
            site,
            outcomes: Vec::new(),
            ctx,
            tx: None,
        }
    }

    /// Transaction that the page reads in. It begins at the first call, and all that the page shows is of that one
    /// state of the database.
    pub async fn tx(&mut self) -> Result<&mut Tx, AppError> {
        let tx = match self.tx.take() {
            Some(tx) => tx,
            None => self.ctx.read().await?,
        };
        Ok(self.tx.insert(tx))
    }

    /// Value of a field of the query; an empty one counts as none.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.location.field(name)
    }

    /// Outcome of the form before this page, reported once, if it is of this kind.
    pub fn outcome<O: TextEnum>(&self) -> Option<O> {
        self.outcomes.iter().find_map(|word| word.split(':').next()?.parse().ok())
    }

    /// Outcomes of this kind, each with the number of things that it happened to.
    pub fn counted_outcomes<O: TextEnum>(&self) -> Vec<(O, u32)> {
        let counted = self.outcomes.iter().filter_map(|word| word.split_once(':'));
        counted.filter_map(|(word, count)| Some((word.parse().ok()?, count.parse().ok()?))).collect()
    }

    /// Context of the reader. Pages read in `tx`.
    pub const fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.ctx.clock.now()
    }

    pub fn today(&self) -> NaiveDate {
        clock::day_of(self.now())
    }

    /// Public address of the site, without a slash at its end.
    pub fn origin(&self) -> &str {
        &self.ctx.origin
    }
}
