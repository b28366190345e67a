//! Reading and changing of the centre's settings.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value};

use super::{
    model::{Centre, Setting},
    policy::may_set,
    store,
};
use crate::{
    audit,
    db::{Failure, Installation, Tx},
    ground::{AppError, FormErrors, error::Clash},
};

/// Reads the present settings.
pub async fn current(tx: &mut Tx) -> Result<Centre, Failure> {
    store::find(tx).await
}

/// Reads the settings at the end of a day.
pub async fn as_of(tx: &mut Tx, day: NaiveDate) -> Result<Centre, Failure> {
    store::find_on(tx, day).await
}

/// Reads the settings before a later change, by the number of the change.
pub async fn at_version(tx: &mut Tx, version: i64) -> Result<Centre, Failure> {
    store::find_version(tx, version).await
}

/// Reads what pages showed at an instant: the operator's name, for example, when a person gave their consent.
pub async fn shown_at(tx: &mut Tx, at: DateTime<Utc>) -> Result<Centre, Failure> {
    store::find_at(tx, at).await
}

/// Changes settings, all of them or none, and returns those that are new.
///
/// `seen` is the version that the editor's page showed. Where another change came first, this one is refused, so that
/// nobody overwrites what they have not seen.
pub async fn change(tx: &mut Tx, seen: i64, typed: Vec<(Setting, String)>) -> Result<Vec<Setting>, AppError> {
    let permit = may_set(tx.caller())?;
    let mut errors = FormErrors::default();
    let values: Vec<_> = typed
        .into_iter()
        .filter_map(|(setting, typed)| {
            errors.take(setting.as_str(), setting.parse(&typed)).map(|value| (setting, value))
        })
        .collect();
    let values = errors.or(values)?;
    let before = current(tx).await?;
    let changes = before.changes(values);
    // also the same form sent twice
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    if before.version != seen {
        return Err(AppError::Conflict(Clash::SettingsChanged));
    }
    // of two who saved at once on PostgreSQL, the second finds another version here
    if !Installation::raise_settings_version(tx, seen).await? {
        return Err(AppError::Conflict(Clash::SettingsChanged));
    }
    let version = seen + 1;
    for (setting, value) in &changes {
        store::insert(tx, &permit, version, (*setting, value)).await?;
    }
    let settings: Vec<Setting> = changes.iter().map(|(setting, _)| *setting).collect();
    let old = document(settings.iter().map(|setting| (*setting, before.value(*setting))));
    let new = document(changes.iter().map(|(setting, value)| (*setting, value.as_str())));
    audit::record(tx, "settings.changed", ("settings", version), Some(&old), Some(&new))?;
    Ok(settings)
}

/// Changes settings whatever their version is: for a caller that names only the values to change.
pub async fn set(tx: &mut Tx, typed: Vec<(Setting, String)>) -> Result<Vec<Setting>, AppError> {
    let seen = current(tx).await?.version;
    change(tx, seen, typed).await
}

fn document<'a>(values: impl Iterator<Item = (Setting, &'a str)>) -> Value {
    Value::Object(
        values.map(|(setting, value)| (setting.as_str().to_owned(), Value::from(value))).collect::<Map<_, _>>(),
    )
}
