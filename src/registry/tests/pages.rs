//! Pages of staff about people, and their forms.

use super::*;
use crate::{
    ground::{Locale, address::Address},
    registry::site,
    testing::browser::Browser,
};

async fn browser(ctx: &Ctx) -> Browser {
    Browser::of(ctx, Some(registry::account(ctx, "staff@example.org", &[Role::Staff], None).await)).await
}

fn at(address: &impl Address) -> String {
    address.path(Locale::En)
}

on_both_databases!(an_iin_is_searched_by_a_form_and_never_stands_in_an_address, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let holder = registry::register(&mut tx, 1).await;
    audit::commit(tx).await.unwrap();
    let browser = browser(&ctx).await;
    let digits = holder.person.iin.unwrap().reveal().to_owned();
    let answer = browser.posts(&at(&site::People), &format!("q={digits}")).await;
    assert_eq!((answer.status, answer.location.as_str()), (303, at(&site::Person { id: holder.id }).as_str()));
    let page = browser.opens(&answer.location).await;
    assert!(!page.body.contains(&digits) && page.body.contains(&digits[8..]), "the IIN is masked");
    let unknown = registry::person(2).iin.unwrap();
    let answer = browser.posts_and_follows(&at(&site::People), &format!("q={}", unknown.reveal())).await;
    answer.says(&["Nobody in the registry has this IIN."]);
    // mistyped: nothing is searched, and what was typed is still there
    let answer = browser.posts(&at(&site::People), "q=900315212346").await;
    assert_eq!(answer.status, 422);
    answer.says(&["900315212346"]);
    let answer = browser.posts(&at(&site::People), "q=Seit&region=KZ-71&mark=claim").await;
    assert_eq!(answer.location, "/en/staff/specialists?q=Seit&region=KZ-71&mark=claim");
});

on_both_databases!(a_merge_is_asked_twice_and_its_gone_address_leads_on, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let one = registry::register(&mut tx, 1).await;
    let other = register_second(&mut tx, 1).await;
    registry::issue(&mut tx, &other, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
    audit::commit(tx).await.unwrap();
    let browser = browser(&ctx).await;
    let pair = at(&site::Duplicate { pair: pair_of(one.id, other.id) });
    browser.opens(&at(&site::Duplicates)).await.says(&["1 pair.", &pair]);
    let asked = browser.posts(&pair, "action=merge&from.region=b").await;
    assert_eq!(asked.status, 200);
    asked.says(&["Merge the two records?", "1 certificate moves", "sure", "version"]);
    assert_eq!(count(&ctx, "select count(*) from merges").await, 0, "nothing is done before it is sure");
    let late = browser.posts(&pair, "action=merge&sure=1&version=7.7").await;
    assert_eq!(late.status, 409);
    late.says(&["Somebody else changed the record in the meantime"]);
    let done = browser.posts_and_follows(&pair, "action=merge&sure=1&version=0.0&from.region=b").await;
    done.says(&["The two records are one now."]);
    let gone = browser.opens(&at(&site::Person { id: other.id })).await;
    assert_eq!((gone.status, gone.location), (303, at(&site::Person { id: one.id })));
    assert_eq!(browser.opens(&pair).await.status, 303);
    browser.opens(&at(&site::Duplicates)).await.says(&["There are no possible duplicates"]);
});

on_both_databases!(a_form_that_came_late_shows_what_is_saved_and_keeps_what_was_typed, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let id = registry::register(&mut tx, 1).await.id;
    audit::commit(tx).await.unwrap();
    let browser = browser(&ctx).await;
    let edit = at(&site::EditPerson { id });
    let form = |version: i32, surname: &str, organization: &str| {
        format!(
            "version={version}&surname={surname}&given_name=Aigerim&birth_date=10.02.1980&sex=female&region=KZ-71\
             &profession=psychologist&organization={organization}"
        )
    };
    browser.posts_and_follows(&edit, &form(0, "Omarova", "")).await.says(&["The record is saved.", "Former names"]);
    let late = browser.posts(&edit, &form(0, "Seitkali", "School")).await;
    assert_eq!(late.status, 409);
    late.says(&[
        "Somebody else changed the record in the meantime",
        "What is saved now differs",
        "Surname: Omarova",
        "name=\"version\" value=\"1\"",
        "School",
    ]);
    let wrong = browser.posts(&edit, &form(1, "", "School")).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(browser.posts(&edit, &form(1, "Seitkali", "School")).await.status, 303);
});

on_both_databases!(a_claim_is_settled_on_the_page_of_its_person, |ctx| {
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let ids = [register_second(&mut tx, 1).await.id, register_second(&mut tx, 2).await.id];
    for (number, id) in (1..).zip(ids) {
        specialists::claim(&mut tx, id, &registry::person(number).iin.unwrap()).await.unwrap();
    }
    audit::commit(tx).await.unwrap();
    let browser = browser(&ctx).await;
    browser.opens("/en/staff").await.says(&["IINs to confirm", "mark=claim"]);
    let [first, second] = ids.map(|id| at(&site::Person { id }));
    browser.opens(&first).await.says(&["Claimed IIN", "Document seen: the IIN is theirs"]);
    browser.posts_and_follows(&first, "action=theirs").await.says(&["The IIN is confirmed"]);
    browser.posts_and_follows(&second, "action=not_theirs").await.says(&["The claimed IIN is removed."]);
    assert_eq!(browser.posts(&second, "action=theirs").await.status, 409);
});
