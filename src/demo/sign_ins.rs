//! Accounts of invented people. All have one password, which is no secret and is hashed once.

use crate::{
    accounts::{
        Email,
        model::{DEMO_PASSWORD, DEMO_SIGN_INS, NewAccount},
        service as accounts,
    },
    auth::password::NewPassword,
    db::Tx,
    ground::{
        AppError, FormErrors, Locale, Private,
        caller::{Role, Roles},
        ids::{AccountId, SpecialistId},
    },
    specialists::{PersonName, model::ConsentKind, service as specialists},
};

/// Hash of the password that all of them have.
pub(super) async fn hash(tx: &Tx) -> Result<Private<String>, AppError> {
    let password = NewPassword::parse(DEMO_PASSWORD, &[]).map_err(|problem| FormErrors::of("password", problem))?;
    Ok(password.hash(tx.ids()).await?.into())
}

/// Makes an account for a person of the registry, with the consent that enrolling needs and those in `agreed`.
pub(super) async fn for_person(
    tx: &mut Tx,
    email: &str,
    roles: Roles,
    (specialist, name): (SpecialistId, &PersonName),
    (hash, agreed): (&Private<String>, &[ConsentKind]),
) -> Result<AccountId, AppError> {
    specialists::give(tx, specialist, &[&[ConsentKind::Processing], agreed].concat(), Locale::Kk).await?;
    make(tx, email, roles, Some((specialist, name)), hash).await
}

async fn make(
    tx: &mut Tx,
    email: &str,
    roles: Roles,
    person: Option<(SpecialistId, &PersonName)>,
    hash: &Private<String>,
) -> Result<AccountId, AppError> {
    let new = NewAccount {
        email: Email::parse(email).map_err(|problem| FormErrors::of("email", problem))?,
        password_hash: Some(hash.clone()),
        name: person.map(|(_, name)| name.full()),
        locale: Locale::Kk,
        roles,
        specialist: person.map(|(id, _)| id),
    };
    accounts::create(tx, new).await
}

/// Makes the demonstration's sign-ins, one a role; the trainee's is of a person of the story. Returns the trainer's
/// account.
pub(super) async fn of_demo(tx: &mut Tx, trainee: (SpecialistId, &PersonName)) -> Result<Option<AccountId>, AppError> {
    let hash = hash(tx).await?;
    let mut trainer = None;
    for sign_in in DEMO_SIGN_INS {
        let roles = Roles::of(sign_in.role);
        if sign_in.role == Role::Trainee {
            for_person(tx, sign_in.email, roles, trainee, (&hash, &[ConsentKind::Programme, ConsentKind::CheckPage]))
                .await?;
        } else {
            let account = make(tx, sign_in.email, roles, None, &hash).await?;
            trainer = trainer.or((sign_in.role == Role::Trainer).then_some(account));
        }
    }
    Ok(trainer)
}

/// Sign-ins of the demonstration that can be used, each with its role.
pub(super) async fn list_of_demo(tx: &mut Tx) -> Result<Vec<(&'static str, Role)>, AppError> {
    let mut usable = Vec::new();
    for sign_in in DEMO_SIGN_INS {
        let email = Email::parse(sign_in.email).map_err(|problem| FormErrors::of("email", problem))?;
        let account = accounts::find_by_email(tx, &email).await?;
        if account.is_some_and(|account| account.disabled_at.is_none()) {
            usable.push((sign_in.email, sign_in.role));
        }
    }
    Ok(usable)
}
