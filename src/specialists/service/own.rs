//! Records of people as they see and change them themselves.

use serde_json::Value;

use super::SUBJECT;
use crate::{
    accounts::{self, Account},
    audit,
    db::{Failure, Tx},
    ground::{
        AppError, Locale, Private,
        caller::{Caller, SignedIn},
        ids::SpecialistId,
    },
    specialists::{
        model::{FormerName, Iin, OwnProfile, Profile},
        policy::{CanKeepPerson, CanRegister, CanRegisterSelf, may_keep_person, may_register_self},
        store::{self, Person, SpecialistRecord},
    },
};

/// Account of the caller as it is in this transaction, and the caller with it: the account may have got its record a
/// moment ago, by another form or by this very one.
pub(super) async fn current_account(tx: &mut Tx) -> Result<(Caller, Account), AppError> {
    let id = tx.caller().signed_in()?.account;
    let account = accounts::service::find(tx, id).await?.ok_or(AppError::SignInNeeded)?;
    Ok((caller_with(tx, account.specialist)?, account))
}

/// Caller with this record.
pub(super) fn caller_with(tx: &Tx, specialist: Option<SpecialistId>) -> Result<Caller, AppError> {
    Ok(Caller::Account(SignedIn { specialist, ..tx.caller().signed_in()?.clone() }))
}

/// Caller as their account is in this transaction; a caller without an account is returned unchanged.
pub(super) async fn current_caller(tx: &mut Tx) -> Result<Caller, AppError> {
    match tx.caller() {
        Caller::Account(_) => Ok(current_account(tx).await?.0),
        other => Ok(other.clone()),
    }
}

/// Record of the caller, if there is one, as it is in this transaction.
pub async fn own_id(tx: &mut Tx) -> Result<Option<SpecialistId>, AppError> {
    Ok(current_account(tx).await?.1.specialist)
}

/// Profile that the registry has of the caller.
pub async fn own(tx: &mut Tx) -> Result<Option<OwnProfile>, AppError> {
    let (caller, account) = current_account(tx).await?;
    profile_of(tx, &caller, &account).await
}

/// Profile that the registry has of the person with this account.
pub(super) async fn profile_of(
    tx: &mut Tx,
    caller: &Caller,
    account: &Account,
) -> Result<Option<OwnProfile>, AppError> {
    let Some(id) = account.specialist else { return Ok(None) };
    may_keep_person(caller, id)?;
    let Some(stored) = store::find(tx, id).await? else { return Ok(None) };
    Ok(Some(read(tx, stored, account)?))
}

fn read(tx: &Tx, stored: SpecialistRecord, account: &Account) -> Result<OwnProfile, AppError> {
    let claimed = decrypt(tx, stored.claimed_iin_cipher.as_deref())?;
    let iin = decrypt(tx, stored.iin_cipher.as_deref())?;
    // the IIN that they gave last: they may not see whether somebody else has it
    Ok(profile_with(stored, claimed.or(iin), account.email.clone(), account.locale))
}

/// Profile of a stored person with this IIN, address and language of letters.
pub(super) fn profile_with(
    stored: SpecialistRecord,
    iin: Option<Iin>,
    email: Private<String>,
    locale: Locale,
) -> OwnProfile {
    OwnProfile {
        specialist: stored.id,
        name: stored.name(),
        iin,
        birth_date: stored.birth_date.map(Private::new),
        facts: stored.facts(),
        second_spelling: stored.second_spelling,
        organization: stored.organization,
        phone: stored.phone.map(Private::new),
        email,
        locale,
        recorded_at: stored.recorded_at,
    }
}

pub(super) fn decrypt(tx: &Tx, cipher: Option<&[u8]>) -> Result<Option<Iin>, Failure> {
    let Some(cipher) = cipher else { return Ok(None) };
    let plain = tx.key().decrypt(cipher)?;
    let iin = Iin::parse(plain.reveal()).map_err(|_| Failure::Unreadable("an IIN in the table".to_owned()))?;
    Ok(Some(iin))
}

/// Names that a person had before, the latest first.
pub async fn former_names(tx: &mut Tx, specialist: SpecialistId) -> Result<Vec<FormerName>, AppError> {
    let permit = may_keep_person(&current_caller(tx).await?, specialist)?;
    Ok(store::list_former_names(tx, &permit).await?)
}

/// Lines of the audit log about the caller's record, in order of time.
pub async fn own_log(tx: &mut Tx) -> Result<Vec<audit::Line>, AppError> {
    let Some(id) = own_id(tx).await? else { return Ok(Vec::new()) };
    let mut lines = audit::lines_about(tx, SUBJECT, id).await?;
    // of the records that have become one with this
    for merged in store::staff::list_merged_into(tx, id).await? {
        lines.extend(audit::lines_about(tx, SUBJECT, merged).await?);
    }
    lines.sort_by_key(|line| line.recorded_at);
    for line in &mut lines {
        for document in [&mut line.before, &mut line.after].into_iter().flatten() {
            hide_claim(document);
        }
    }
    Ok(lines)
}

/// Shows a claim as an IIN like any other: people see that they gave one, and not whether somebody else has it (rule
/// R2).
fn hide_claim(document: &mut Value) {
    let Some(fields) = document.as_object_mut() else { return };
    if fields.remove("claimed_iin") == Some(true.into()) {
        fields.insert("iin".to_owned(), true.into());
    }
}

/// Tells whether the caller has a record or may make one.
pub async fn may_have_profile(tx: &mut Tx) -> Result<bool, AppError> {
    let (caller, account) = current_account(tx).await?;
    Ok(account.specialist.is_some() || may_register_self(&caller).is_ok())
}

/// Saves a person's profile: in their record, or in a new one that their account is tied to.
///
/// A person whom the centre knows from its lists gets the record that is there, if it has the address that they have
/// confirmed and their IIN, or their name and birth date; or, if the list has no address, all three. Any other IIN is a
/// claim beside the record, whether somebody else has it or nobody, and the person sees no difference: nobody can try
/// out whose IIN the registry knows, nor take one before its holder comes (rule R2).
pub async fn keep_own(tx: &mut Tx, profile: &Profile) -> Result<SpecialistId, AppError> {
    let (caller, account) = current_account(tx).await?;
    save(tx, &caller, &account, profile).await
}

/// Saves the profile for an account that was read in this transaction, as [`keep_own`] does.
pub(super) async fn save(
    tx: &mut Tx,
    caller: &Caller,
    account: &Account,
    profile: &Profile,
) -> Result<SpecialistId, AppError> {
    let full = profile.name.full();
    let id = if let Some(id) = account.specialist {
        let permit = may_keep_person(caller, id)?;
        let known = store::find(tx, id).await?.ok_or(AppError::NotFound)?;
        change(tx, &permit, account, known, profile, "specialist.changed").await?;
        if account.name.as_ref() != Some(&full) {
            accounts::service::tie(tx, account.id, id, &full).await?;
        }
        id
    } else {
        let permit = may_register_self(caller)?;
        let id = enter(tx, &permit, account, profile).await?;
        accounts::service::tie(tx, permit.account(), id, &full).await?;
        id
    };
    accounts::service::set_locale(tx, account.id, profile.locale).await?;
    Ok(id)
}

/// Makes a record of one's own, or takes the one that the centre has already.
async fn enter(
    tx: &mut Tx,
    permit: &CanRegisterSelf,
    account: &Account,
    profile: &Profile,
) -> Result<SpecialistId, AppError> {
    let typed = Person::of_profile(profile, &account.email);
    let with_iin = Person { iin: profile.iin.as_ref(), ..typed };
    for known in store::list_of_mailbox(tx, account.email.reveal(), &with_iin).await? {
        if accounts::service::find_by_specialist(tx, known.id).await?.is_none() {
            let (id, all) = (known.id, with_what_was_known(profile, &known));
            change(tx, &permit.person(id), account, known, &all, "specialist.taken_over").await?;
            return Ok(id);
        }
    }
    let person = Person { claimed_iin: profile.iin.as_ref(), ..typed };
    let id = tx.ids().next();
    store::insert(tx, &CanRegister::from(permit), id, &person).await?;
    audit::record_new(tx, "specialist.registered", (SUBJECT, id), &person.document())?;
    Ok(id)
}

/// Profile with the known values where the form has none: its sender did not see the record that is there, so nothing
/// is taken away.
fn with_what_was_known(profile: &Profile, known: &SpecialistRecord) -> Profile {
    let profile = profile.clone();
    Profile {
        second_spelling: profile.second_spelling.or_else(|| known.second_spelling.clone()),
        organization: profile.organization.or_else(|| known.organization.clone()),
        organization_type: profile.organization_type.or_else(|| known.facts().organization_type),
        phone: profile.phone.or_else(|| known.phone.clone().map(Private::new)),
        ..profile
    }
}

/// Writes the profile over the record. The former name can still be found.
async fn change(
    tx: &mut Tx,
    permit: &CanKeepPerson,
    account: &Account,
    known: SpecialistRecord,
    profile: &Profile,
    action: &'static str,
) -> Result<(), AppError> {
    let (own, claimed) = (decrypt(tx, known.iin_cipher.as_deref())?, decrypt(tx, known.claimed_iin_cipher.as_deref())?);
    let name = known.name();
    let before = Person::of_record(&known, &name, [own.as_ref(), claimed.as_ref()]);
    // the IIN that the record is known by is left; another one becomes a claim beside it
    let claimed_iin = profile.iin.as_ref().filter(|typed| own.as_ref() != Some(*typed));
    let after = Person { iin: own.as_ref(), claimed_iin, ..Person::of_profile(profile, &account.email) };
    if before == after && action == "specialist.changed" {
        return Ok(());
    }
    if before.name != after.name {
        let today = tx.today();
        store::insert_former_name(tx, permit, before.name, today).await?;
    }
    store::update(tx, permit, &after).await?;
    let (before, after) = (before.document(), after.document());
    Ok(audit::record(tx, action, (SUBJECT, known.id), Some(&before), Some(&after))?)
}
