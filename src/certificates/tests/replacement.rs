//! Replacement of a certificate: another name, a corrected fact.

use super::*;
use crate::{
    certificates::model::{Correction, correction::ENDS_ON},
    ground::{FormErrors, Problem},
};

on_both_databases!(a_fact_that_was_printed_wrong_is_corrected_by_a_new_certificate, |ctx| {
    let old = one(&ctx).await;
    let holder = &old.printed.holder;
    let reissue = async |correction: Correction| {
        let mut tx = ctx.begin().await.unwrap();
        let new = service::reissue(&mut tx, old.id, correction, day("2026-02-01"), "for a test").await?;
        audit::commit(tx).await.unwrap();
        Ok::<_, AppError>(new)
    };
    let wrong = Correction { ends_on: Some(old.printed.starts_on - TimeDelta::days(1)), ..holder.into() };
    let refused = FormErrors::of(ENDS_ON, Problem::EndsBeforeStart);
    assert_eq!(reissue(wrong).await.err(), Some(AppError::Invalid(refused)));
    let late = Correction { ends_on: Some(day("2026-02-02")), ..holder.into() };
    let refused = FormErrors::of(ENDS_ON, Problem::DayInFuture);
    assert_eq!(reissue(late).await.err(), Some(AppError::Invalid(refused)));
    let last = old.printed.ends_on + TimeDelta::days(1);
    let right = Correction { academic_hours: Some(40), ends_on: Some(last), ..holder.into() };
    let new = reissue(right).await.unwrap();
    assert_eq!((new.printed.academic_hours, new.printed.ends_on), (40, last));
    assert_eq!((&new.printed.holder, &new.printed.title), (holder, &old.printed.title));
    assert_eq!((new.counts_on, new.replaces), (old.counts_on, Some(old.id)));
    // what was printed first stays as it was
    let checked = check(&ctx, &old).await;
    assert_eq!((checked.status, checked.academic_hours), (Status::Replaced, old.printed.academic_hours));
});

on_both_databases!(a_replaced_certificate_leaves_its_enrollment_to_the_new_one_alone, |ctx| {
    let old = one(&ctx).await;
    let new = reissue(&ctx, &old, "Әлиева", "2026-01-15").await;
    assert_eq!(new.printed.enrollment, old.printed.enrollment);
    let mut tx = ctx.begin().await.unwrap();
    let again = service::reissue(&mut tx, old.id, &old.printed.holder, day("2026-02-01"), "for a test").await;
    assert_eq!(again, Err(AppError::Conflict(Clash::CertificateIsOver)));
});

on_both_databases!(a_reissued_certificate_keeps_its_day_its_facts_and_what_was_learned, |ctx| {
    let old = one(&ctx).await;
    let new = reissue(&ctx, &old, "Әлиева", "2026-01-15").await;
    assert_eq!((new.printed.issued_on, new.counts_on), (day("2026-01-15"), day("2022-05-06")));
    assert_eq!((new.registration_number.as_str(), new.printed.issued_on.year()), ("NRC-2026-00001", 2026));
    assert_ne!(new.check_code, old.check_code);
    assert_eq!(new.replaces, Some(old.id));
    assert_eq!(new.printed.holder.surname, "Әлиева");
    let (holder, issued_on) = (new.printed.holder.clone(), new.printed.issued_on);
    assert_eq!(new.printed, PrintedCertificate { holder, issued_on, ..old.printed });
    // a second change of name goes on from there
    let newest = reissue(&ctx, &new, "Омарова", "2026-03-01").await;
    assert_eq!(newest.counts_on, day("2022-05-06"));
});

on_both_databases!(a_replaced_certificate_stays_replaced_when_the_new_one_is_revoked, |ctx| {
    let old = one(&ctx).await;
    let new = reissue(&ctx, &old, "Әлиева", "2026-01-15").await;
    revoke(&ctx, &new, "2026-06-01").await;
    let checked = check(&ctx, &old).await;
    assert_eq!((checked.status, checked.replaced_on), (Status::Replaced, Some(day("2026-01-15"))));
    assert_eq!(checked.holder, Some(old.printed.holder));
    assert_eq!(check(&ctx, &new).await.status, Status::Revoked);
});
