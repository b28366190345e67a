use super::*;
use crate::{
    accounts::model::NewAccount,
    db::{Tx, tables},
    ground::{
        Locale,
        caller::Roles,
        ids::{AccountId, SpecialistId},
    },
    testing::{caller_of, registry::register},
};

/// Changes an account and saves it.
async fn keep<T>(ctx: &Ctx, attempt: impl AsyncFnOnce(&mut Tx) -> Result<T, AppError>) -> Result<T, AppError> {
    let mut tx = ctx.begin().await?;
    let done = attempt(&mut tx).await?;
    audit::commit(tx).await?;
    Ok(done)
}

on_both_databases!(a_role_taken_away_ends_at_the_next_request, |ctx| {
    let id = account(&ctx, AIGERIM, &[Role::Trainee, Role::Staff], None).await;
    let (_, _, token) = signed_in(&ctx, AIGERIM).await;
    assert!(keep(&ctx, async |tx| service::set_roles(tx, id, Roles::TRAINEE).await).await.unwrap());
    let known = auth::find(&ctx, &token).await.unwrap().unwrap();
    assert_eq!(known.signed_in.roles.words(), ["trainee"]);
    let mut tx = ctx.begin().await.unwrap();
    assert!(!service::set_roles(&mut tx, id, Roles::TRAINEE).await.unwrap());
});

on_both_databases!(a_disabled_account_is_out_at_once_and_back_when_it_is_enabled, |ctx| {
    let id = account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let (_, _, token) = signed_in(&ctx, AIGERIM).await;
    ask_reset(&ctx, AIGERIM).await.unwrap();
    let link = link(&ctx, "reset").await;
    assert!(keep(&ctx, async |tx| service::disable(tx, id).await).await.unwrap());
    assert!(!holds(&ctx, &token).await);
    assert!(keep(&ctx, async |tx| service::enable(tx, id).await).await.unwrap());
    assert!(!holds(&ctx, &token).await);
    assert_eq!(reset(&ctx, &link, NEW_PASSWORD).await, Err(over()));
    assert!(sign_in(&ctx, AIGERIM, PASSWORD).await.is_ok());
});

on_both_databases!(accounts_are_kept_by_administrators_alone, |ctx| {
    let id = account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let refused = || AppError::Refused(Rule::SettingsAreForAdministrators);
    let outsiders = [
        (Caller::Visitor, AppError::SignInNeeded, AppError::SignInNeeded),
        (testing::account(&[Role::Trainee, Role::Staff, Role::Officer]), refused(), AppError::NotFound),
        (Caller::Scheduler, refused(), AppError::NotFound),
    ];
    for (caller, error, error_of_own) in outsiders {
        let mut tx = ctx.as_caller(caller).begin().await.unwrap();
        let new = NewAccount {
            email: Email::parse(OTHER).unwrap(),
            password_hash: None,
            name: None,
            locale: Locale::Kk,
            roles: Roles::of(Role::Administrator),
            specialist: None,
        };
        assert_eq!(service::create(&mut tx, new).await, Err(error.clone()));
        assert_eq!(service::list(&mut tx).await, Err(error.clone()));
        assert_eq!(service::set_roles(&mut tx, id, Roles::of(Role::Staff)).await, Err(error.clone()));
        assert_eq!(service::disable(&mut tx, id).await, Err(error.clone()));
        assert_eq!(service::enable(&mut tx, id).await, Err(error));
        assert_eq!(service::set_locale(&mut tx, id, Locale::En).await, Err(error_of_own.clone()));
        assert_eq!(service::tie(&mut tx, id, SpecialistId::from(id.0), "X").await, Err(error_of_own.clone()));
        assert_eq!(service::erase(&mut tx, id).await, Err(error_of_own));
    }
    let owner = ctx.as_caller(caller_of(id, None, &[Role::Trainee]));
    let own = keep(&owner, async |tx| service::set_roles(tx, id, Roles::of(Role::Administrator)).await).await;
    assert_eq!(own, Err(refused()));
    assert!(keep(&owner, async |tx| service::set_locale(tx, id, Locale::En).await).await.unwrap());
    let mut tx = ctx.as_caller(testing::account(&[Role::Administrator])).begin().await.unwrap();
    let listed: Vec<(AccountId, Locale)> =
        service::list(&mut tx).await.unwrap().iter().map(|account| (account.id, account.locale)).collect();
    assert_eq!(listed, [(id, Locale::En)]);
});

on_both_databases!(an_address_has_one_account, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let again = NewAccount {
        email: Email::parse("AIGERIM@EXAMPLE.ORG").unwrap(),
        password_hash: None,
        name: None,
        locale: Locale::Kk,
        roles: Roles::TRAINEE,
        specialist: None,
    };
    let made = keep(&ctx, async |tx| service::create(tx, again).await).await;
    assert_eq!(made, Err(AppError::Conflict(Clash::AccountExists)));
});

on_both_databases!(an_account_is_tied_to_one_record_and_takes_over_its_newer_name, |ctx| {
    let id = account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let records = keep(&ctx, async |tx| Ok([register(tx, 1).await.id, register(tx, 2).await.id])).await.unwrap();
    let owner = ctx.as_caller(caller_of(id, None, &[Role::Trainee]));
    let tie = async |record, name: &str| keep(&owner, async |tx| service::tie(tx, id, record, name).await).await;
    tie(records[0], "Сейітқали-1 Айгерім").await.unwrap();
    tie(records[0], "Сейітқали-2 Айгерім").await.unwrap();
    assert_eq!(tie(records[1], "X").await, Err(AppError::Unavailable));
    let tied = service::find_by_specialist(&mut ctx.read().await.unwrap(), records[0]).await.unwrap().unwrap();
    assert_eq!((tied.id, tied.name.as_deref()), (id, Some("Сейітқали-2 Айгерім")));
    let (_, _, token) = signed_in(&ctx, AIGERIM).await;
    assert_eq!(auth::find(&ctx, &token).await.unwrap().unwrap().name, "Сейітқали-2 Айгерім");
});

/// Columns that hold this word somewhere.
async fn columns_with(ctx: &Ctx, word: &str) -> Vec<String> {
    let mut tx = ctx.read().await.unwrap();
    let mut found = Vec::new();
    for name in tables(&mut tx).await.unwrap().into_keys() {
        let (table, column) = name.split_once('.').unwrap();
        let sql = format!("select count(*) from \"{table}\" where cast(\"{column}\" as text) like '%{word}%'");
        let count: i64 =
            crate::db::on_driver!(tx, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(c).await).unwrap();
        if count > 0 {
            found.push(name);
        }
    }
    found
}

on_both_databases!(an_erased_account_leaves_nothing_of_its_address_in_any_table, |ctx| {
    let id = account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    sign_up(&ctx, AIGERIM).await.unwrap();
    ask_reset(&ctx, AIGERIM).await.unwrap();
    let (asking, _, token) = signed_in(&ctx, AIGERIM).await;
    assert!(auth::save_form(&ctx, &token, "/ru/my/profile", "surname=x").await.unwrap().is_some());
    assert_eq!(
        columns_with(&ctx, "aigerim").await,
        ["account_tokens.email", "accounts.email", "audit_documents.after"]
    );
    assert_eq!(letters(&ctx).await.len(), 2);

    keep(&asking, async |tx| service::erase(tx, id).await).await.unwrap();
    assert_eq!(columns_with(&ctx, "aigerim").await, [""; 0]);
    assert!(letters(&ctx).await.is_empty());
    assert!(!holds(&ctx, &token).await);
    let mut tx = ctx.read().await.unwrap();
    let sql = "select (select count(*) from accounts) + (select count(*) from sessions)
        + (select count(*) from account_tokens where account_id is not null) + (select count(*) from saved_forms)";
    let left: i64 = crate::db::on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap();
    assert_eq!(left, 0);
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
});
