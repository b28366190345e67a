//! Import of courses from a file.

use super::*;
use crate::{
    audit,
    courses::service::{Brought, CourseFaultKind},
    ground::{AppError, caller::Caller},
    testing::on_both_databases,
};

fn ours() -> CoursesFile {
    file(include_str!("../../../data/courses.json"))
}

on_both_databases!(the_centres_courses_come_in_once, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let (brought, faults) = service::bring_in(&mut tx, ours()).await.unwrap();
    assert_eq!((brought, faults.len()), (Brought { new: 12, known: 0 }, 0));
    let (again, faults) = service::bring_in(&mut tx, ours()).await.unwrap();
    assert_eq!((again, faults.len()), (Brought { new: 0, known: 12 }, 0));
    let courses = service::list(&mut tx).await.unwrap();
    assert_eq!(courses.len(), 12);
    assert_eq!((courses[0].1.min_attendance, courses[0].1.minutes_per_hour), (80, 45));
    for (_, course) in &courses {
        for text in [&course.summary, &course.outcomes, &course.conditions] {
            assert!(!text.kk.is_empty() && !text.ru.is_empty(), "{}", course.code);
        }
    }
});

on_both_databases!(every_fault_of_a_course_is_told_at_once, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let text = r#"{"courses":[{"code":"X-1","title":{},"academic_hours":0,"pass_mark":101,
        "competence_area":"magic","format":"by post"}]}"#;
    let (_, faults) = service::bring_in(&mut tx, file(text)).await.unwrap();
    let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["title", "academic_hours", "pass_mark", "competence_area", "format"]);
    assert!(service::list(&mut tx).await.unwrap().is_empty());
});

const PLAIN: &str = r#"{"courses":[{"code":"X-1","title":{"ru":"Курс"},"academic_hours":8,
    "competence_area":"psychosocial","format":"online"}]}"#;

/// File with the same course and more facts.
fn with(more: &str) -> CoursesFile {
    file(&PLAIN.replace(r#""academic_hours""#, &format!(r#"{more}, "academic_hours""#)))
}

on_both_databases!(a_known_course_with_other_facts_is_a_fault, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    service::bring_in(&mut tx, with(r#""summary": {"ru": "О чём"}"#)).await.unwrap();
    let others = [file(&PLAIN.replace(":8", ":16")), with(r#""summary": {"ru": "О другом"}"#)];
    for other in others {
        let (_, faults) = service::bring_in(&mut tx, other).await.unwrap();
        assert_eq!(faults[0].kind, CourseFaultKind::Differs);
    }
});

on_both_databases!(what_the_registry_does_not_say_of_a_course_is_taken_from_the_file, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    service::bring_in(&mut tx, file(PLAIN)).await.unwrap();
    audit::commit(tx).await.unwrap();

    let mut tx = ctx.begin().await.unwrap();
    let more = r#""summary": {"ru": "О поддержке"}, "outcomes": {"ru": "Слушать."}, "pass_mark": 60"#;
    for _ in 0..2 {
        let (brought, faults) = service::bring_in(&mut tx, with(more)).await.unwrap();
        assert_eq!((brought, faults), (Brought { new: 0, known: 1 }, vec![]));
    }
    // a file with fewer facts changes nothing
    let (brought, faults) = service::bring_in(&mut tx, file(PLAIN)).await.unwrap();
    assert_eq!((brought, faults), (Brought { new: 0, known: 1 }, vec![]));
    let actions: Vec<_> = tx.take_changes().into_iter().map(|change| change.action).collect();
    assert_eq!(actions, ["course.completed"]);

    let (_, course) = service::list(&mut tx).await.unwrap().remove(0);
    assert_eq!((course.summary.ru.as_str(), course.pass_mark), ("О поддержке", Some(60)));
    let filter = Filter { q: "поддержк".to_owned(), ..Filter::default() };
    assert_eq!(service::catalogue(&mut tx, &filter).await.unwrap().entries.len(), 1);
});

on_both_databases!(visitors_do_not_bring_in_courses, |ctx| {
    let mut tx = ctx.as_caller(Caller::Visitor).begin().await.unwrap();
    assert_eq!(service::bring_in(&mut tx, ours()).await.err(), Some(AppError::SignInNeeded));
});
