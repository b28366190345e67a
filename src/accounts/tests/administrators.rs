use super::*;
use crate::ground::ids::AccountId;

const ADMIN: &str = "admin@example.org";
const INVITED: &str = "dinara@example.org";

/// Context of an administrator who has signed in, and their account.
async fn administrator(ctx: &Ctx) -> (Ctx, AccountId) {
    let id = account(ctx, ADMIN, &[Role::Administrator], None).await;
    (signed_in(ctx, ADMIN).await.0, id)
}

async fn invite(ctx: &Ctx, fields: &[(&str, &str)]) -> Result<Redirect, AppError> {
    forms::invite(ctx.clone(), sent(fields), site::Accounts).await
}

async fn manage(ctx: &Ctx, id: AccountId, fields: &[(&str, &str)]) -> Result<Redirect, AppError> {
    forms::manage(ctx.clone(), sent(fields), site::ManageAccount { account: id }).await
}

fn trainer_invited() -> [(&'static str, &'static str); 4] {
    [("email", INVITED), ("role", "trainer"), ("role", "admin"), ("action", "invite")]
}

on_both_databases!(an_invited_person_chooses_a_password_and_is_at_their_work, |ctx| {
    let (admin, _) = administrator(&ctx).await;
    assert_eq!(invite(&admin, &trainer_invited()).await.unwrap().outcomes, ["invited"]);
    let account = found(&ctx, INVITED).await.unwrap();
    assert!(!account.has_password);
    assert_eq!(account.roles.words(), ["trainer", "administrator"]);
    // nobody has a password for it, not even an empty one
    assert_eq!(sign_in(&ctx, INVITED, PASSWORD).await, Err(refused("password", Problem::SignInWrong)));
    let (kind, to, text) = letters(&ctx).await.pop().unwrap();
    assert_eq!((kind.as_str(), to.as_str()), ("invitation", INVITED));
    assert!(text.contains("Ваши роли: Преподаватель, Администратор."), "{text}");
    let link = link(&ctx, "invitation").await;
    let week = TimeDelta::days(7);
    assert_eq!(reset(&later(&ctx, week), &link, NEW_PASSWORD).await, Err(over()));
    let done = reset(&later(&ctx, week - TimeDelta::seconds(1)), &link, NEW_PASSWORD).await.unwrap();
    assert_eq!((done.to.as_str(), done.outcomes.len()), ("/ru/staff/runs", 0));
    assert!(found(&ctx, INVITED).await.unwrap().has_password);
    assert!(sign_in(&ctx, INVITED, NEW_PASSWORD).await.is_ok());
    assert_eq!(letters(&ctx).await.len(), 1, "the first password is no changed one");
    assert_eq!(reset(&ctx, &link, PASSWORD).await, Err(over()));
});

on_both_databases!(a_second_invitation_takes_the_place_of_the_first, |ctx| {
    let (admin, _) = administrator(&ctx).await;
    invite(&admin, &trainer_invited()).await.unwrap();
    let first = link(&ctx, "invitation").await;
    let id = found(&ctx, INVITED).await.unwrap().id;
    assert_eq!(manage(&admin, id, &[("action", "invite")]).await.unwrap().outcomes, ["invited"]);
    let second = link(&ctx, "invitation").await;
    assert_eq!(reset(&ctx, &first, NEW_PASSWORD).await, Err(over()));
    assert!(reset(&ctx, &second, NEW_PASSWORD).await.is_ok());
    // whoever has a password is not invited
    assert!(manage(&admin, id, &[("action", "invite")]).await.unwrap().outcomes.is_empty());
    assert_eq!(letters(&ctx).await.len(), 2);
});

on_both_databases!(an_invitation_with_faults_tells_them_beside_the_fields_and_sends_nothing, |ctx| {
    let (admin, _) = administrator(&ctx).await;
    let trainee = account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    assert_eq!(invite(&admin, &invite_fields(AIGERIM)).await, Err(refused("email", Problem::HasAccount)));
    assert_eq!(invite(&admin, &[("email", OTHER), ("role", "tsar")]).await, Err(refused("role", Problem::Unknown)));
    let both = invite(&admin, &[("email", "x"), ("action", "invite")]).await.unwrap_err();
    let AppError::Invalid(errors) = both else { panic!("{both:?}") };
    assert_eq!((errors.on("email"), errors.on("role")), (Some(Problem::EmailMalformed), Some(Problem::Required)));
    assert!(letters(&ctx).await.is_empty());
    // the account of a trainee is found by its whole address, and is in no list
    let find = |email: &'static str| [("email", email), ("action", "find")];
    assert_eq!(invite(&admin, &find(AIGERIM)).await.unwrap().to, format!("/ru/admin/accounts/{trainee}"));
    assert_eq!(invite(&admin, &find(OTHER)).await, Err(refused("email", Problem::HasNoAccount)));
    let listed = service::list_of_centre(&mut admin.read().await.unwrap()).await.unwrap();
    assert_eq!(listed.iter().map(|account| account.email.reveal().as_str()).collect::<Vec<_>>(), [ADMIN]);
    let stranger = ctx.as_caller(testing::account(&[Role::Staff, Role::Officer]));
    let shut = AppError::Refused(Rule::SettingsAreForAdministrators);
    assert_eq!(invite(&stranger, &find(AIGERIM)).await, Err(shut.clone()));
    assert_eq!(invite(&stranger, &invite_fields(OTHER)).await, Err(shut.clone()));
    assert_eq!(manage(&stranger, trainee, &[("action", "disable")]).await, Err(shut));
});

fn invite_fields(email: &'static str) -> [(&'static str, &'static str); 3] {
    [("email", email), ("role", "staff"), ("action", "invite")]
}

on_both_databases!(roles_are_saved_from_what_the_page_showed, |ctx| {
    let (admin, own) = administrator(&ctx).await;
    let id = account(&ctx, OTHER, &[Role::Trainer], None).await;
    let save = |seen: &'static str, role: &'static str| [("seen", seen), ("role", role), ("action", "save")];
    assert_eq!(manage(&admin, id, &save("trainer", "officer")).await.unwrap().outcomes, ["roles_saved"]);
    // another page that still showed the former roles
    assert_eq!(manage(&admin, id, &save("trainer", "staff")).await, Err(AppError::Conflict(Clash::AccountChanged)));
    // the button pressed twice
    assert!(manage(&admin, id, &save("trainer", "officer")).await.unwrap().outcomes.is_empty());
    assert_eq!(manage(&admin, id, &[("action", "save")]).await, Err(refused("role", Problem::Required)));
    assert_eq!(found(&ctx, OTHER).await.unwrap().roles.words(), ["officer"]);
    let shut_out = || Err(AppError::Conflict(Clash::OwnAccount));
    assert_eq!(manage(&admin, own, &save("administrator", "staff")).await, shut_out());
    assert_eq!(manage(&admin, own, &[("action", "disable")]).await, shut_out());
    let more = [("seen", "administrator"), ("role", "administrator"), ("role", "staff"), ("action", "save")];
    assert_eq!(manage(&admin, own, &more).await.unwrap().outcomes, ["roles_saved"]);
});

on_both_databases!(an_administrator_ends_the_sessions_of_an_account, |ctx| {
    let (admin, _) = administrator(&ctx).await;
    let id = account(&ctx, OTHER, &[Role::Staff], None).await;
    let (_, _, token) = signed_in(&ctx, OTHER).await;
    let managed = service::manage(&mut admin.read().await.unwrap(), id).await.unwrap();
    assert_eq!((managed.sessions.len(), managed.is_own), (1, false));
    assert_eq!(manage(&admin, id, &[("action", "end_sessions")]).await.unwrap().outcomes, ["sessions_ended"]);
    assert!(!holds(&ctx, &token).await);
    assert!(manage(&admin, id, &[("action", "end_sessions")]).await.unwrap().outcomes.is_empty());
    assert_eq!(manage(&admin, id, &[("action", "disable")]).await.unwrap().outcomes, ["disabled"]);
    assert_eq!(manage(&admin, id, &[("action", "enable")]).await.unwrap().outcomes, ["enabled"]);
    assert_eq!(manage(&admin, AccountId(uuid::Uuid::nil()), &[("action", "enable")]).await, Err(AppError::NotFound));
});
