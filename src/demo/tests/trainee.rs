use std::collections::BTreeMap;

use chrono::Days;

use super::words;
use crate::{
    accounts::{
        Email,
        model::{Account, DEMO_PASSWORD, SignIn},
        service::{self as accounts, Browser},
    },
    audit,
    certificates::{CheckCode, service as certificates},
    db::{Ctx, on_driver},
    demo::fill,
    enrollments::{State, service as enrollments},
    ground::caller::{Role, Roles},
    specialists::service as specialists,
    testing::{caller_of, on_both_databases},
};

/// Account of the demonstration's trainee, and the context of their requests.
async fn trainee(ctx: &Ctx) -> (Account, Ctx) {
    let email = Email::parse("trainee@maman.example").unwrap();
    let account = accounts::find_by_email(&mut ctx.read().await.unwrap(), &email).await.unwrap().unwrap();
    let caller = caller_of(account.id, account.specialist, &[Role::Trainee]);
    (account, ctx.as_caller(caller))
}

on_both_databases!(the_trainee_of_the_story_has_something_of_every_kind, |ctx| {
    fill(&ctx).await.unwrap();
    let (account, asking) = trainee(&ctx).await;
    let mut tx = asking.read().await.unwrap();
    let own = enrollments::own(&mut tx).await.unwrap();
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for enrollment in &own {
        *states.entry(enrollment.state.as_str()).or_default() += 1;
    }
    let expected = [("applied", 1), ("completed", 2), ("confirmed", 1), ("not_completed", 1), ("offered", 1)];
    assert_eq!(states, expected.into_iter().chain([("waitlisted", 1)]).collect());
    let in_state = |state| own.iter().find(|enrollment| enrollment.state == state).unwrap();
    assert!(in_state(State::Offered).is_offer_open(ctx.clock.now() + chrono::TimeDelta::hours(24)));
    assert_eq!(in_state(State::Waitlisted).queue_position, Some((4, 4)));
    assert!(in_state(State::Applied).decides_on > Some(ctx.clock.today() + Days::new(7)));
    assert!(in_state(State::Confirmed).first_meeting.is_some());
    assert_eq!(account.name, specialists::own(&mut tx).await.unwrap().map(|profile| profile.name.full()));
    assert!(!specialists::missing_for_enrollment(&mut tx).await.unwrap().anything());
    assert!(specialists::shows_name(&mut tx, account.specialist.unwrap()).await.unwrap());
    let codes: Vec<String> = on_driver!(tx, |c| sqlx::query_scalar(
        "select check_code from certificates where specialist_id = $1 order by issued_on"
    )
    .bind(account.specialist)
    .fetch_all(c)
    .await)
    .unwrap();
    drop(tx);
    let mut answers = Vec::new();
    for code in codes {
        let checked = certificates::check(&mut ctx.read().await.unwrap(), CheckCode::parse(&code).unwrap())
            .await
            .unwrap()
            .unwrap();
        answers.push(checked.status.as_str());
    }
    assert_eq!(answers, ["expired", "valid"]);
});

on_both_databases!(the_trainee_of_the_story_can_take_the_place_that_is_offered, |ctx| {
    fill(&ctx).await.unwrap();
    let (_, asking) = trainee(&ctx).await;
    let own = enrollments::own(&mut asking.read().await.unwrap()).await.unwrap();
    let offered = own.iter().find(|enrollment| enrollment.state == State::Offered).unwrap();
    let mut tx = asking.begin().await.unwrap();
    enrollments::accept(&mut tx, offered.run).await.unwrap();
    audit::commit(tx).await.unwrap();
    let standing = enrollments::own_in_run(&mut asking.read().await.unwrap(), offered.run).await.unwrap();
    assert_eq!(standing.map(|own| own.state), Some(State::Confirmed));
});

on_both_databases!(everybody_can_sign_in_to_the_demonstration_as_each_role, |ctx| {
    let story = fill(&ctx).await.unwrap();
    assert_eq!(story.sign_ins.iter().map(|(_, role)| *role).collect::<Vec<_>>(), Role::ALL);
    for (email, role) in story.sign_ins {
        let typed = SignIn::parse(email, DEMO_PASSWORD, false).unwrap();
        let browser = Browser { from: "192.0.2.1".to_owned(), device: String::new(), token: None };
        let begun = accounts::sign_in(&ctx, &typed, &browser).await.unwrap();
        assert_eq!(begun.roles, Roles::of(role));
    }
    // beside the trainee, one newcomer has a record: whose IIN is a claim
    let tied = words(&ctx, "select email from accounts where specialist_id is not null order by email").await;
    assert_eq!(tied, ["newcomer@example.org", "trainee@maman.example"]);
});
