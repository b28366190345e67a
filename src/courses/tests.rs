use super::service::{self, Brought, CourseFaultKind, CoursesFile};
use crate::{ground::AppError, ground::caller::Caller, testing::on_both_databases};

fn file(text: &str) -> CoursesFile {
    serde_json::from_str(text).unwrap()
}

fn ours() -> CoursesFile {
    file(include_str!("../../data/courses.json"))
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
});

on_both_databases!(every_fault_of_a_course_is_told_at_once, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let text =
        r#"{"courses":[{"code":"X-1","title":{},"academic_hours":0,"competence_area":"magic","format":"by post"}]}"#;
    let (_, faults) = service::bring_in(&mut tx, file(text)).await.unwrap();
    let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["title", "academic_hours", "competence_area", "format"]);
    assert!(service::list(&mut tx).await.unwrap().is_empty());
});

on_both_databases!(a_known_course_with_other_facts_is_a_fault, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let text = r#"{"courses":[{"code":"X-1","title":{"ru":"Курс"},"academic_hours":8,"competence_area":"psychosocial","format":"online"}]}"#;
    service::bring_in(&mut tx, file(text)).await.unwrap();
    let (_, faults) = service::bring_in(&mut tx, file(&text.replace(":8", ":16"))).await.unwrap();
    assert_eq!(faults[0].kind, CourseFaultKind::Differs);
});

on_both_databases!(visitors_do_not_bring_in_courses, |ctx| {
    let mut tx = ctx.as_caller(Caller::Visitor).begin().await.unwrap();
    assert!(matches!(service::bring_in(&mut tx, ours()).await, Err(AppError::Refused(_))));
});
