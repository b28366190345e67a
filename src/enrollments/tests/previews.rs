//! Letters that staff see before they are sent: the same words, in the language of each recipient.

use super::*;
use crate::{
    courses::model::change::RunChange,
    enrollments::{
        model::{ApplicationFilter, ApplicationOrder, Decision},
        service::NewDecision,
    },
    testing::browser::Browser,
};

fn staff(ctx: &Ctx) -> Ctx {
    ctx.as_caller(testing::account(&[Role::Staff]))
}

on_both_databases!(a_decision_shows_the_letters_that_it_sends, |ctx| {
    let people = trainees(&ctx, 4).await;
    let run = announce(&ctx, &NewRun { admission: Admission::Selection, ..ten_days("RUN-1", 9) }).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    let mut tx = staff(&ctx).begin().await.unwrap();
    let details = courses::run_by_id(&mut tx, run).await.unwrap().unwrap();
    let ids: Vec<_> = people.iter().map(|who| who.specialist).collect();
    let seen = service::preview_decision(&mut tx, &details, Decision::Confirm, &ids, None).await.unwrap();
    let mut counts: Vec<_> = seen.letters.iter().map(|letter| letter.count).collect();
    counts.sort_unstable();
    assert_eq!((counts, seen.without_address), (vec![1, 1, 2], 0));
    let (filter, order) = (ApplicationFilter::default(), ApplicationOrder::default());
    let list = service::applications(&mut tx, run, &filter, order, 1).await.unwrap();
    let chosen: Vec<_> = list.applications.iter().map(|one| one.id).collect();
    let plainly = NewDecision { decision: Decision::Confirm, note: "", is_note_sent: false };
    service::decide(&mut tx, run, &chosen, plainly).await.unwrap();
    audit::commit(tx).await.unwrap();
    let sent = world::letters(&ctx).await;
    for preview in &seen.letters {
        let of_language = |letter: &&crate::outbox::QueuedLetter| {
            letter.kind.as_str() == "place_confirmed" && letter.locale == preview.locale
        };
        let letter = sent.iter().find(of_language).unwrap().content.as_ref().unwrap();
        assert_eq!(letter.subject, preview.subject);
        assert!(preview.paragraphs.iter().all(|words| letter.text.contains(words.as_str())), "{}", letter.text);
    }
});

on_both_databases!(a_change_of_a_run_shows_its_letters_and_sends_none_before_it_is_saved, |ctx| {
    let (run, people) = run_with(&ctx, 2, 3).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    let mut tx = staff(&ctx).read().await.unwrap();
    let details = courses::run_by_id(&mut tx, run).await.unwrap().unwrap();
    let cancelling = service::preview_cancelling(&mut tx, &details).await.unwrap();
    assert_eq!(cancelling.letters.iter().map(|letter| letter.count).sum::<usize>(), 3, "who waits is told too");
    let unchanged = RunChange { before: details.clone(), after: details };
    assert!(service::preview_change(&mut tx, &unchanged).await.unwrap().letters.is_empty());
    drop(tx);
    let account = registry::account(&ctx, "staff@example.org", &[Role::Staff], None).await;
    let browser = Browser::of(&ctx, Some(account)).await;
    let editor = "/en/staff/runs/RUN-1/edit";
    browser.opens(editor).await.says(&["Show the letters", "Cancel", "3 letters"]);
    let form = |days: &str, action: &str| {
        format!(
            "action={action}&version=0&code=RUN-1&language=kk&venue_kk=&venue_ru=&venue_en=&region=&{days}\
             &enroll_until=&decides_on=&admission=first_come&capacity=2&offer_hours=72"
        )
    };
    let moved = form("starts_on=04.11.2026&ends_on=13.11.2026", "letters");
    let page = browser.posts(editor, &moved).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page.says(&["2 letters", "2026", "value=\"04.11.2026\""]);
    let same = form("starts_on=03.11.2026&ends_on=12.11.2026", "letters");
    browser.posts(editor, &same).await.says(&["No letters are sent about this change"]);
    assert_eq!(browser.posts(editor, &form("starts_on=x&ends_on=12.11.2026", "letters")).await.status, 422);
    assert_eq!(letters(&ctx, "run_changed").await, 0);
    browser
        .posts_and_follows(editor, &form("starts_on=04.11.2026&ends_on=13.11.2026", "save"))
        .await
        .says(&["2 people"]);
    assert_eq!(letters(&ctx, "run_changed").await, 2);
});
