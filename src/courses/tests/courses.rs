//! Editing of a course by staff.

use super::*;
use crate::{
    audit,
    courses::model::{Course, course_form::CourseForm},
    db::on_driver,
    ground::{AppError, FormErrors, Problem, error::Clash},
    reference::profession,
    testing::{self, on_both_databases},
};

async fn record(ctx: &Ctx, code: &str) -> service::CourseRecord {
    service::course_record(&mut ctx.read().await.unwrap(), code).await.unwrap()
}

async fn edit(ctx: &Ctx, code: &str, seen: i32, new: Course) -> Result<bool, AppError> {
    let mut tx = ctx.begin().await.unwrap();
    let is_new = service::edit_course(&mut tx, code, seen, new).await?;
    audit::commit_changes(tx).await.unwrap();
    Ok(is_new)
}

async fn archive(ctx: &Ctx, code: &str, seen: i32, is_archived: bool) -> Result<bool, AppError> {
    let mut tx = ctx.begin().await.unwrap();
    let is_new = service::archive_course(&mut tx, code, seen, is_archived).await?;
    audit::commit_changes(tx).await.unwrap();
    Ok(is_new)
}

async fn begin(ctx: &Ctx) {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    audit::commit(tx).await.unwrap();
}

on_both_databases!(a_course_is_saved_as_it_was_described_and_the_log_has_both, |ctx| {
    begin(&ctx).await;
    let before = record(&ctx, "A-1").await;
    let validity = vec![(profession("educational_psychologist").unwrap(), 12), (profession("teacher").unwrap(), 36)];
    let new = Course {
        title: words("Жаңа атау", "Новое название", "New title"),
        academic_hours: 80,
        pass_mark: None,
        validity_by_profession: validity,
        // what the form does not have stays
        code: "X-9".to_owned(),
        days: Some(5),
        ..before.course.clone()
    };
    assert_eq!(edit(&ctx, "A-1", before.revision, new.clone()).await, Ok(true));
    let after = record(&ctx, "A-1").await;
    let expected = Course { code: "A-1".to_owned(), days: before.course.days, ..new.clone() };
    assert_eq!((&after.course, after.revision), (&expected, before.revision + 1));
    assert_eq!(CourseForm::of(&after.course).check().unwrap(), Course { days: None, ..expected });
    // searched by the new words; sent twice, nothing is new
    assert_eq!(codes(&ctx, &Filter { q: "новое".to_owned(), ..Filter::default() }).await, ["A-1"]);
    assert_eq!(edit(&ctx, "A-1", before.revision, new).await, Ok(false));
    let lines = "select count(*) from audit_entries where action = 'course.edited'";
    let mut tx = ctx.read().await.unwrap();
    let count: i64 = on_driver!(tx, |c| sqlx::query_scalar(lines).fetch_one(c).await).unwrap();
    assert_eq!(count, 1);
});

on_both_databases!(of_two_editors_of_a_course_the_second_overwrites_nothing, |ctx| {
    begin(&ctx).await;
    let seen = record(&ctx, "A-1").await;
    let with = |hours| Course { academic_hours: hours, ..seen.course.clone() };
    assert_eq!(edit(&ctx, "A-1", seen.revision, with(40)).await, Ok(true));
    assert_eq!(edit(&ctx, "A-1", seen.revision, with(50)).await, Err(AppError::Conflict(Clash::CourseChanged)));
    assert_eq!(archive(&ctx, "A-1", seen.revision, true).await, Err(AppError::Conflict(Clash::CourseChanged)));
    assert_eq!(record(&ctx, "A-1").await.course.academic_hours, 40);
    for (caller, refusal) in testing::outsiders() {
        let ctx = ctx.as_caller(caller);
        assert_eq!(edit(&ctx, "A-1", 1, with(60)).await, Err(refusal.clone()));
        assert_eq!(archive(&ctx, "A-1", 1, true).await, Err(refusal.clone()));
        let mut tx = ctx.begin().await.unwrap();
        assert_eq!(service::create_course(&mut tx, &with(60)).await, Err(refusal.clone()));
        assert_eq!(service::staff_courses(&mut tx, "", false).await, Err(refusal));
    }
});

on_both_databases!(an_archived_course_leaves_the_catalogue_and_gets_no_new_run_until_it_is_restored, |ctx| {
    begin(&ctx).await;
    let seen = record(&ctx, "A-1").await;
    assert_eq!(archive(&ctx, "A-1", seen.revision, true).await, Ok(true));
    assert_eq!(archive(&ctx, "A-1", seen.revision, true).await, Ok(false));
    assert!(!codes(&ctx, &Filter::default()).await.contains(&"A-1".to_owned()));
    let mut tx = ctx.begin().await.unwrap();
    let id = record(&ctx, "A-1").await.id;
    let refused = service::announce(&mut tx, id, &run("A-1-2611", "2026-11-02")).await;
    assert_eq!(refused, Err(AppError::Conflict(Clash::CourseIsArchived)));
    assert_eq!(service::course_to_edit(&mut tx, "A-1").await, Ok(None));
    let listed = service::staff_courses(&mut tx, "қолдау a-1", true).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(service::staff_courses(&mut tx, "", false).await.unwrap().len(), 3);
    drop(tx);
    let now = record(&ctx, "A-1").await.revision;
    assert_eq!(archive(&ctx, "A-1", now, false).await, Ok(true));
    assert!(codes(&ctx, &Filter::default()).await.contains(&"A-1".to_owned()));
    // the file of the centre still knows it
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
});

on_both_databases!(a_new_course_has_a_code_of_its_own, |ctx| {
    begin(&ctx).await;
    let course = record(&ctx, "A-1").await.course;
    let mut tx = ctx.begin().await.unwrap();
    let taken = service::create_course(&mut tx, &Course { code: "a–1".to_owned(), ..course.clone() }).await;
    assert_eq!(taken, Err(FormErrors::of("code", Problem::CodeTaken).into()));
    drop(tx);
    let mut tx = ctx.begin().await.unwrap();
    let new = Course { code: "E-5".to_owned(), ..course };
    service::create_course(&mut tx, &new).await.unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(record(&ctx, "E-5").await.course, new);
    assert!(codes(&ctx, &Filter::default()).await.contains(&"E-5".to_owned()));
});
