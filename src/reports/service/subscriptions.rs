//! Letters about a view, each month or quarter: the figure, what changed since the last letter and why, the link.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde_json::json;
use uuid::Uuid;

use crate::{
    accounts::service as accounts,
    audit,
    db::{Ctx, Tx},
    ground::{
        AppError, FormErrors, Locale, Problem,
        address::with_query,
        caller::{Caller, SignedIn},
    },
    i18n::{dates, numbers, text},
    outbox::{self, Letter, LetterKind},
    programme::{
        Filter,
        model::{
            changes::{Change, Reason},
            quarter_of,
        },
        query::{self, Links},
        service::{self as programme, Count, View, ViewCache, ViewQuery},
        site::Dashboard,
    },
    reports::{
        model::{Every, Subscription, Told},
        policy::may_subscribe,
        store::subscriptions as store,
    },
};

/// Subject of the lines in the audit log.
const SUBJECT: &str = "subscription";

/// Subscriptions of the caller, the earliest first.
pub async fn own(tx: &mut Tx) -> Result<Vec<Subscription>, AppError> {
    let permit = may_subscribe(tx.caller())?;
    Ok(store::list_of(tx, &permit).await?)
}

/// Subscribes the caller to a view; its day and moment are those of each letter. Returns whether it is new.
pub async fn subscribe(tx: &mut Tx, view: (ViewQuery, Filter), every: Every) -> Result<bool, AppError> {
    let permit = may_subscribe(tx.caller())?;
    let phase = view.0.phase.clone().ok_or_else(|| FormErrors::of(query::PHASE, Problem::Required))?;
    let fields = query::fields_of(&phase, &view.1);
    let address = with_query("", fields);
    let told = Told { as_of: tx.today(), known_at: tx.at() };
    let id: Uuid = tx.ids().next();
    let is_new = store::insert(tx, &permit, id, (&address, every), told).await?;
    if is_new {
        let after = json!({ "view": address, "every": every.as_str() });
        audit::record_new(tx, "subscription.added", (SUBJECT, id), &after)?;
    }
    Ok(is_new)
}

/// Ends a subscription of the caller. `NotFound`: they have no such subscription.
pub async fn unsubscribe(tx: &mut Tx, id: Uuid) -> Result<(), AppError> {
    let permit = may_subscribe(tx.caller())?;
    if !store::delete(tx, &permit, id).await? {
        return Err(AppError::NotFound);
    }
    audit::record_new(tx, "subscription.ended", (SUBJECT, id), &json!({}))?;
    Ok(())
}

/// Phase and filter that a stored view names; `None`: a phase or a course of it is gone.
pub async fn read(tx: &mut Tx, view: &str) -> Result<Option<(ViewQuery, Filter)>, AppError> {
    let (choices, today) = (programme::choices(tx).await?, tx.today());
    Ok(query::read_fields(view, &choices, today).ok())
}

/// First day of the month or quarter of a day.
fn period_start(every: Every, day: NaiveDate) -> NaiveDate {
    match every {
        Every::Month => day.with_day(1).unwrap_or(day),
        Every::Quarter => quarter_of(day),
    }
}

/// Last day of the month or quarter before that of a day, which a letter tells of.
fn last_told(every: Every, today: NaiveDate) -> NaiveDate {
    period_start(every, today) - Days::new(1)
}

/// Day on which the next letter of a subscription is due.
pub fn next_letter(subscription: &Subscription) -> NaiveDate {
    let months = match subscription.every {
        Every::Month => 1,
        Every::Quarter => 3,
    };
    let start = period_start(subscription.every, subscription.told.as_of + Days::new(1));
    // a letter tells of the last day of a period; the next is due when the one after it is over
    start.checked_add_months(Months::new(months)).unwrap_or(start)
}

/// Queues the letters of the subscriptions whose month or quarter is over; returns how many.
pub async fn send_due(ctx: &Ctx, cache: &ViewCache) -> Result<u32, AppError> {
    let mut tx = ctx.read().await?;
    let today = tx.today();
    let due = store::list_told_before(&mut tx, last_told(Every::Month, today)).await?;
    drop(tx);
    let mut sent = 0;
    for subscription in due.into_iter().filter(|one| one.told.as_of < last_told(one.every, today)) {
        let mut tx = ctx.read().await?;
        let account = accounts::find(&mut tx, subscription.account).await?;
        drop(tx);
        let Some(account) = account.filter(|account| account.disabled_at.is_none()) else { continue };
        // the reader sees in the letter what they may see on the page, today
        let reader = Caller::Account(SignedIn {
            account: account.id,
            specialist: account.specialist,
            roles: account.roles,
            locale: account.locale,
        });
        if !reader.sees_figures() {
            continue;
        }
        let mut tx = ctx.as_caller(reader).begin().await?;
        let told = Told { as_of: last_told(subscription.every, today), known_at: tx.at() };
        if !store::update_told(&mut tx, &subscription, told).await? {
            continue;
        }
        let Some(letter) = letter(&mut tx, cache, &subscription, told, account.locale).await? else { continue };
        outbox::queue(&mut tx, Letter { to: account.email.clone(), ..letter }).await?;
        let after = json!({ "as_of": told.as_of });
        audit::record_new(&mut tx, "subscription.written", (SUBJECT, subscription.id), &after)?;
        audit::commit(tx).await?;
        sent += 1;
    }
    Ok(sent)
}

/// Letter of a subscription, without its address; `None`: its view is gone.
async fn letter(
    tx: &mut Tx,
    cache: &ViewCache,
    subscription: &Subscription,
    told: Told,
    locale: Locale,
) -> Result<Option<Letter>, AppError> {
    let Some((view, filter)) = read(tx, &subscription.view).await? else { return Ok(None) };
    let at = |told: Told| ViewQuery { as_of: Some(told.as_of), known_at: Some(told.known_at), ..view.clone() };
    let Some(now) = programme::view(tx, cache, at(told)).await? else { return Ok(None) };
    // what was known of the phase at the last letter may be nothing
    let before = match programme::view(tx, cache, at(subscription.told)).await {
        Ok(before) => before,
        Err(AppError::Invalid(_)) => None,
        Err(error) => return Err(error),
    };
    let changes = match &before {
        Some(before) => {
            let counts = [before, &now].map(|view| Count::of(view, &filter, tx.at()));
            programme::changes_between(tx, &now.phase.code, counts).await?
        }
        None => Vec::new(),
    };
    let trained = now.narrowed(&filter).trained;
    let whole = |number: u32| numbers::whole(locale, number.into());
    let day = dates::long(locale, told.as_of);
    let figure = if filter.is_narrow() {
        text!(locale, reports.letter_part, trained = whole(trained), day = day.clone())
    } else {
        text!(
            locale,
            reports.letter_figure,
            trained = whole(trained),
            target = whole(now.phase.target),
            day = day.clone()
        )
    };
    let since = before.map(|before| since(locale, &before, before.narrowed(&filter).trained, &changes));
    let href = tx.origin().to_owned() + &Links::of(locale, &now).with(&Dashboard, &filter);
    Ok(Some(Letter {
        kind: LetterKind::FigureOfView,
        to: String::new().into(),
        locale,
        subject: text!(locale, reports.letter_subject, trained = whole(trained), day = day),
        paragraphs: std::iter::once(figure)
            .chain(since.into_iter().flatten())
            .chain([text!(locale, reports.letter_stop)])
            .collect(),
        action: Some((text!(locale, reports.letter_open), href)),
        dedupe_key: Some(format!("figure {} {}", subscription.id, told.as_of)),
        calendar: None,
        useless_after: None,
    }))
}

/// Changes since the last letter, and why.
fn since(locale: Locale, before: &View, trained: u32, changes: &[Change]) -> Vec<String> {
    let whole = |number: u32| numbers::whole(locale, number.into());
    let day = dates::long(locale, before.as_of);
    if changes.is_empty() {
        return vec![text!(locale, reports.letter_same, day = day)];
    }
    let mut counts: BTreeMap<Reason, (u32, u32)> = BTreeMap::new();
    for change in changes {
        let (came, went) = counts.entry(change.reason).or_default();
        *if change.came { came } else { went } += 1;
    }
    let lines = counts.into_iter().map(|(reason, (came, went))| {
        text!(locale, reports.letter_line, reason = reason.words(locale), came = whole(came), went = whole(went))
    });
    std::iter::once(text!(locale, reports.letter_since, day = day, trained = whole(trained))).chain(lines).collect()
}
