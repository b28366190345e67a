//! Documents and credentials: made once, given to those who may have them, gone with their holder; reminders; checks.

use super::*;
use crate::{
    certificates::{
        model::filter::RegisterFilter,
        service::{CheckCounter, DocumentFacts, MonthOfChecks},
        site::DocumentForm,
    },
    courses::service::RunDetails,
    credentials::{
        check::{FileVerdict, Proven, Verdict, pdf::credential_in},
        published,
        ring::KeyRing,
        status::StatusFile,
    },
    ground::{error::Rule, ids::SpecialistId},
    outbox::{self, LetterKind},
};

/// Issues a run of so many people on 12 October 2026, and returns it with its certificates.
async fn issued(ctx: &Ctx, people: std::ops::Range<u32>) -> (RunDetails, Vec<Certificate>) {
    with_courses_and_phases(ctx).await;
    let (details, ids) = run::completed_run(ctx, "RUN-1", people).await;
    run::issue_all(ctx, &details, &ids, "2026-10-12").await.unwrap();
    let mut tx = ctx.read().await.unwrap();
    let issued = service::of_run(&mut tx, &details, day("2026-10-12")).await.unwrap().issued;
    (details, issued)
}

fn holder(ctx: &Ctx, specialist: SpecialistId) -> Ctx {
    ctx.as_caller(testing::caller_of(AccountId(uuid::Uuid::nil()), Some(specialist), &[Role::Trainee]))
}

/// Makes what is due, as the job does; returns how many there were.
async fn make_due(ctx: &Ctx) -> usize {
    let ctx = ctx.as_caller(Caller::Scheduler);
    let (due, unmade) = service::make_due(&ctx).await.unwrap();
    let mut tx = ctx.begin().await.unwrap();
    service::postpone(&mut tx, &unmade).await.unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    due
}

/// Numbers of documents of a run that are due, and of those that could not be made.
async fn due(ctx: &Ctx, details: &RunDetails) -> (u32, u32) {
    let mut tx = ctx.read().await.unwrap();
    let documents = service::of_run(&mut tx, details, day("2026-10-12")).await.unwrap().documents;
    (documents.due, documents.failed)
}

async fn pdf(ctx: &Ctx, one: &Certificate) -> Result<Vec<u8>, AppError> {
    let number = one.registration_number.to_string();
    service::document(ctx, &number, DocumentForm::Pdf).await.map(|document| document.bytes)
}

on_both_databases!(the_documents_of_a_run_are_made_once_and_stay_as_they_are, |ctx| {
    let (details, certificates) = issued(&ctx, 1..4).await;
    assert_eq!(due(&ctx, &details).await, (3, 0));
    assert_eq!(make_due(&ctx).await, 3);
    assert_eq!((due(&ctx, &details).await, make_due(&ctx).await), ((0, 0), 0));
    let one = &certificates[0];
    let first = pdf(&ctx, one).await.unwrap();
    assert!(first.starts_with(b"%PDF-"));
    let sha256 = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &first).as_ref().to_vec();
    assert_eq!(check(&ctx, one).await.file_sha256, Some(sha256.clone()));
    // other words, other keys, another day: the same bytes
    let mut tx = ctx.begin().await.unwrap();
    let typed = vec![(crate::settings::Setting::HeadName, "Үлгілов Ү.Ү.".to_owned())];
    crate::settings::service::set(&mut tx, typed).await.unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(pdf(&on_the_day(&ctx, "2027-01-01"), one).await, Ok(first.clone()));
    let mut tx = ctx.read().await.unwrap();
    let seen = service::staff_certificate(&mut tx, &one.registration_number).await.unwrap().unwrap();
    assert_eq!(seen.document, Some(DocumentFacts { bytes: first.len() as u64, sha256 }));
    let log: Vec<String> = seen.events.iter().map(|event| event.actor.clone()).collect();
    assert_eq!(log, ["scheduler", "tester"]);
});

on_both_databases!(one_document_that_cannot_be_made_holds_up_no_other, |ctx| {
    let (details, certificates) = issued(&ctx, 1..4).await;
    let broken = &certificates[0];
    let name = async |given_name: &'static str| {
        let mut tx = ctx.begin().await.unwrap();
        on_driver!(tx, |c| sqlx::query("update certificates set given_name = $2 where id = $1")
            .bind(broken.id)
            .bind(given_name)
            .execute(c)
            .await
            .map(drop))
        .unwrap();
        audit::commit_upkeep(tx).await.unwrap();
    };
    // a letter of no font is refused before the issue, so this stands for whatever else may go wrong
    name("艾").await;
    assert_eq!(make_due(&ctx).await, 3);
    assert_eq!((due(&ctx, &details).await, make_due(&ctx).await), ((0, 1), 0));
    assert!(pdf(&ctx, broken).await.is_err());
    assert_eq!(service::run_documents(&ctx, details.id).await.unwrap().len(), 2);
    // it is tried again once its time has come
    name("Айжан").await;
    let later = ctx.clock.now() + TimeDelta::hours(1);
    let later = Ctx { clock: Clock::Fixed(later), ..ctx.clone() };
    assert_eq!(make_due(&later).await, 1);
    assert_eq!(due(&ctx, &details).await, (0, 0));
});

on_both_databases!(a_document_that_nobody_has_made_yet_is_made_for_whoever_asks_first, |ctx| {
    let one = one(&ctx).await;
    let own = holder(&ctx, one.printed.specialist);
    let number = one.registration_number.to_string();
    let get = async |ctx: &Ctx, form| service::own_document(ctx, &number, form).await.map(|document| document.bytes);
    let first = get(&own, DocumentForm::Pdf).await.unwrap();
    assert_eq!(pdf(&ctx, &one).await, Ok(first));
    let jwt = String::from_utf8(get(&own, DocumentForm::Jwt).await.unwrap()).unwrap();
    assert_eq!(jwt.split('.').count(), 3, "{jwt}");
    let document: serde_json::Value = serde_json::from_slice(&get(&own, DocumentForm::Json).await.unwrap()).unwrap();
    assert!(document.get("@context").is_some(), "{document}");
    // no IIN is in any of them
    assert!(!document.to_string().contains("iin"));
});

on_both_databases!(a_document_is_for_its_holder_and_for_staff_alone, |ctx| {
    let one = one(&ctx).await;
    let number = one.registration_number.to_string();
    let stranger = holder(&ctx, SpecialistId(uuid::Uuid::from_u128(7)));
    for form in DocumentForm::ALL {
        assert_eq!(service::own_document(&stranger, &number, *form).await, Err(AppError::NotFound));
        for (caller, refused) in testing::outsiders() {
            assert_eq!(service::document(&ctx.as_caller(caller), &number, *form).await, Err(refused));
        }
    }
    let officer = ctx.as_caller(testing::account(&[Role::Officer]));
    assert_eq!(service::duplicate(&officer, &number).await, Err(AppError::Refused(Rule::RegistryIsKeptByStaff)));
});

on_both_databases!(an_erased_holder_leaves_no_document_and_no_credential, |ctx| {
    let (_, certificates) = issued(&ctx, 1..3).await;
    let one = &certificates[0];
    pdf(&ctx, one).await.unwrap();
    let own = holder(&ctx, one.printed.specialist);
    let mut tx = own.begin().await.unwrap();
    service::erase(&mut tx).await.unwrap();
    audit::commit(tx).await.unwrap();
    for form in DocumentForm::ALL {
        let number = one.registration_number.to_string();
        assert_eq!(service::document(&ctx, &number, *form).await, Err(AppError::NotFound));
    }
    assert_eq!(check(&ctx, one).await.file_sha256, None);
    // the other one's is made; this one's is not made again
    assert_eq!(make_due(&ctx).await, 1);
    // its place in the status lists remains taken
    let mut tx = ctx.read().await.unwrap();
    let places: i64 =
        on_driver!(tx, |c| sqlx::query_scalar("select count(*) from credentials").fetch_one(c).await).unwrap();
    assert_eq!(places, 2);
});

on_both_databases!(a_certificate_that_is_over_keeps_its_document_and_is_not_printed_anew, |ctx| {
    let (_, certificates) = issued(&ctx, 1..3).await;
    let [made, unmade] = &certificates[..] else { panic!("two were issued") };
    let first = pdf(&ctx, made).await.unwrap();
    revoke(&ctx, made, "2026-10-12").await;
    revoke(&ctx, unmade, "2026-10-12").await;
    assert_eq!(pdf(&ctx, made).await, Ok(first));
    assert_eq!(pdf(&ctx, unmade).await, Err(AppError::NotFound));
    assert_eq!(make_due(&ctx).await, 0);
});

on_both_databases!(nothing_is_printed_while_the_site_has_no_address, |ctx| {
    let one = one(&ctx).await;
    let listening = ctx.at_origin("http://127.0.0.1:3000");
    assert_eq!(pdf(&listening, &one).await, Err(AppError::Conflict(Clash::AddressUnset)));
    assert_eq!(make_due(&listening).await, 0);
    assert!(pdf(&ctx, &one).await.is_ok());
});

on_both_databases!(a_duplicate_says_so_and_is_remembered, |ctx| {
    let one = one(&ctx).await;
    let number = one.registration_number.to_string();
    let first = pdf(&ctx, &one).await.unwrap();
    let second = service::duplicate(&ctx, &number).await.unwrap();
    assert!(second.bytes.starts_with(b"%PDF-") && second.bytes != first);
    assert_eq!(pdf(&ctx, &one).await, Ok(first));
    let mut tx = ctx.read().await.unwrap();
    let seen = service::staff_certificate(&mut tx, &one.registration_number).await.unwrap().unwrap();
    assert_eq!(seen.events[0].kind, service::EventKind::DuplicatePrinted);
});

on_both_databases!(a_run_is_printed_together_and_its_order_and_journal_list_it, |ctx| {
    let (details, certificates) = issued(&ctx, 1..4).await;
    let documents = service::run_documents(&ctx, details.id).await.unwrap();
    let numbers: Vec<_> = documents.iter().map(|document| document.number.clone()).collect();
    assert_eq!(numbers, certificates.iter().map(|one| one.registration_number.clone()).collect::<Vec<_>>());
    assert_eq!(due(&ctx, &details).await, (0, 0));
    assert!(service::print_file(&ctx, details.id, 1).await.unwrap().bytes.starts_with(b"%PDF-"));
    assert_eq!(service::print_file(&ctx, details.id, 2).await.map(drop), Err(AppError::NotFound));
    assert_eq!((service::print_files(3), service::print_files(250), service::print_files(251)), (1, 1, 2));
    let mut tx = ctx.read().await.unwrap();
    assert!(service::order(&mut tx, &details).await.unwrap().bytes.starts_with(b"%PDF-"));
    assert!(service::journal(&mut tx, 2026).await.unwrap().bytes.starts_with(b"%PDF-"));
    assert_eq!(service::journal(&mut tx, 2025).await.map(drop), Err(AppError::NotFound));
    for (caller, refused) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).read().await.unwrap();
        assert_eq!(service::journal(&mut tx, 2026).await.map(drop), Err(refused.clone()));
        assert_eq!(service::order(&mut tx, &details).await.map(drop), Err(refused));
    }
});

/// Kinds of the letters in the queue, the earliest first.
async fn letters(ctx: &Ctx) -> Vec<LetterKind> {
    let mut tx = ctx.read().await.unwrap();
    let letters = outbox::list(&mut tx, 100, 0).await.unwrap();
    letters.iter().rev().map(|letter| letter.kind).collect()
}

on_both_databases!(a_holder_is_reminded_90_30_and_7_days_before_and_once_each, |ctx| {
    let stored = one(&ctx).await;
    registry::account(&ctx, "aigerim@example.org", &[Role::Trainee], Some(stored.printed.specialist)).await;
    let remind = async |on: &str| service::remind(&on_the_day(&ctx, on).as_caller(Caller::Scheduler)).await.unwrap();
    // valid until 6 May 2025
    for (on, sent) in [
        ("2025-02-04", 0),
        ("2025-02-05", 1),
        ("2025-02-06", 0),
        ("2025-04-06", 1),
        ("2025-04-28", 0),
        // the server was off on the 29th
        ("2025-05-01", 1),
        ("2025-05-06", 0),
        ("2025-05-07", 0),
    ] {
        assert_eq!(remind(on).await, sent, "{on}");
    }
    assert_eq!(letters(&ctx).await, [LetterKind::CertificateExpires; 3]);
});

on_both_databases!(who_has_renewed_or_has_no_account_gets_no_reminder, |ctx| {
    let stored = one(&ctx).await;
    let soon = on_the_day(&ctx, "2025-05-01").as_caller(Caller::Scheduler);
    // there is nobody to write to, and nobody is looked for again
    assert_eq!(service::remind(&soon).await, Ok(0));
    let mut tx = ctx.begin().await.unwrap();
    let other = register(&mut tx, 2).await;
    issue(&mut tx, &other, ("NRC-01", "RUN-2"), day("2022-05-06")).await;
    issue(&mut tx, &other, ("NRC-01", "RUN-3"), day("2025-03-01")).await;
    audit::commit(tx).await.unwrap();
    for (email, specialist) in [("a@example.org", stored.printed.specialist), ("b@example.org", other.id)] {
        registry::account(&ctx, email, &[Role::Trainee], Some(specialist)).await;
    }
    assert_eq!(service::remind(&soon).await, Ok(0));
    assert_eq!(letters(&ctx).await, []);
});

on_both_databases!(checks_are_counted_by_month_and_by_nothing_else, |ctx| {
    let stored = one(&ctx).await;
    let counter = CheckCounter::default();
    for (on, checks) in [("2026-09-30", 2), ("2026-10-01", 1), ("2026-10-31", 3)] {
        (0..checks).for_each(|_| counter.count(stored.id, day(on)));
    }
    for _ in 0..2 {
        let counts = counter.take();
        let mut tx = ctx.begin().await.unwrap();
        service::add_checks(&mut tx, &counts).await.unwrap();
        audit::commit_upkeep(tx).await.unwrap();
        counter.put_back(counts);
    }
    let own = holder(&ctx, stored.printed.specialist);
    let number = stored.registration_number.to_string();
    let seen = service::own_certificate(&mut own.read().await.unwrap(), &number).await.unwrap();
    let month = |month: &str, checks| MonthOfChecks { month: day(month), checks };
    assert_eq!(seen.checks, [month("2026-09-01", 4), month("2026-10-01", 8)]);
});

on_both_databases!(a_holder_shows_no_more_than_what_it_is_and_until_when, |ctx| {
    let stored = one(&ctx).await;
    let number = stored.registration_number.to_string();
    let show = async |ctx: &Ctx, is_short| {
        let mut tx = ctx.begin().await.unwrap();
        service::show(&mut tx, &number, is_short).await?;
        audit::commit_changes(tx).await.map_err(AppError::from)
    };
    let own = holder(&ctx, stored.printed.specialist);
    assert!(check(&ctx, &stored).await.holder.is_some());
    assert_eq!(show(&own, true).await, Ok(true));
    // twice is once
    assert_eq!(show(&own, true).await, Ok(false));
    let checked = check(&ctx, &stored).await;
    assert_eq!((checked.is_short, checked.holder, checked.is_erased), (true, None, false));
    assert_eq!(show(&own, false).await, Ok(true));
    assert!(check(&ctx, &stored).await.holder.is_some());
    let stranger = holder(&ctx, SpecialistId(uuid::Uuid::from_u128(7)));
    assert_eq!(show(&stranger, true).await, Err(AppError::NotFound));
});

on_both_databases!(the_register_is_narrowed_by_course_state_and_days, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let people = [register(&mut tx, 1).await, register(&mut tx, 2).await, register(&mut tx, 3).await];
    let expired = issue(&mut tx, &people[0], RUN, day("2022-05-06")).await;
    let valid = issue(&mut tx, &people[1], ("NRC-02", "RUN-2"), day("2026-05-06")).await;
    let revoked = issue(&mut tx, &people[2], ("NRC-02", "RUN-2"), day("2026-05-07")).await;
    service::revoke(&mut tx, revoked.id, day("2026-06-01"), "for a test").await.unwrap();
    let married = PersonName { surname: "Әлиева".to_owned(), ..expired.printed.holder.clone() };
    specialists::rename(&mut tx, people[0].id, &married, day("2026-05-01")).await.unwrap();
    audit::commit(tx).await.unwrap();
    let find = async |query: &[(&str, String)]| {
        let field = |name: &str| query.iter().find(|(of, _)| *of == name).map_or("", |(_, value)| value.as_str());
        let mut tx = ctx.read().await.unwrap();
        let found = service::search(&mut tx, &RegisterFilter::read(field), 1).await.unwrap();
        assert_eq!(found.count, i64::try_from(found.certificates.len()).unwrap());
        found.certificates.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    let course = valid.printed.course.to_string();
    let word = |word: &str| word.to_owned();
    assert_eq!(find(&[("course", course.clone())]).await, [revoked.id, valid.id]);
    assert_eq!(find(&[("state", word("expired"))]).await, [expired.id]);
    assert_eq!(find(&[("state", word("valid")), ("course", course)]).await, [valid.id]);
    assert_eq!(find(&[("state", word("revoked"))]).await, [revoked.id]);
    assert_eq!(find(&[("from", word("06.05.2026")), ("to", word("2026-05-06"))]).await, [valid.id]);
    // the name as it is now, and as it was
    assert_eq!(find(&[("q", word("алиева"))]).await, [expired.id]);
    assert!(find(&[("q", expired.printed.holder.surname.clone())]).await.contains(&expired.id));
    // what cannot be read narrows nothing
    assert_eq!(find(&[("state", word("lost")), ("from", word("31.02.2026"))]).await.len(), 3);
});

on_both_databases!(the_credential_in_a_document_is_proven_and_a_changed_byte_is_never_the_very_file, |ctx| {
    let one = one(&ctx).await;
    let ctx = on_the_day(&ctx, "2023-01-01");
    let file = pdf(&ctx, &one).await.unwrap();
    let (issuer, keys) = service::published::issuer_and_keys(&ctx).await.unwrap();
    let ring = KeyRing::from_jwks(published::jwks(&issuer, &keys).to_string().as_bytes()).unwrap();
    let status = StatusFile::open(&service::published::status_file(&ctx).await.unwrap(), &ring).unwrap();
    let sha256 = |bytes: &[u8]| aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes).as_ref().to_vec();
    let issued = check(&ctx, &one).await.file_sha256.unwrap();
    let answer = async |bytes: &[u8]| {
        let token = credential_in(bytes.to_vec())?;
        let proven = Proven::read(token.as_bytes())?;
        let verdict = proven.verdict(&ring, Some(&status), ctx.clock.now()).await;
        let is_same = sha256(bytes) == issued;
        Some((token, verdict, FileVerdict::of(proven.prove(&ring).await, is_same)))
    };
    let (token, verdict, of_file) = answer(&file).await.unwrap();
    assert_eq!((verdict, of_file), (Verdict::Valid, FileVerdict::VeryFile));
    let claims = Proven::read(token.as_bytes()).unwrap();
    assert_eq!(claims.claims().number, one.registration_number.as_str());
    assert_eq!(claims.claims().code, one.check_code.to_string());
    // one byte of each stretch of the file
    for place in (0..file.len()).step_by(211) {
        let mut altered = file.clone();
        altered[place] ^= 1;
        if let Some((other, verdict, of_file)) = answer(&altered).await {
            assert_ne!(of_file, FileVerdict::VeryFile, "byte {place}");
            // what is valid is the credential itself, in another file
            assert!(other == token || verdict == Verdict::Altered || verdict == Verdict::UnknownKey, "byte {place}");
        }
    }
    // revoked, it remains the very file
    revoke(&ctx, &one, "2023-01-01").await;
    let status = StatusFile::open(&service::published::status_file(&ctx).await.unwrap(), &ring).unwrap();
    assert_eq!(claims.verdict(&ring, Some(&status), ctx.clock.now()).await, Verdict::Revoked);
});

on_both_databases!(documents_of_before_a_rotation_of_the_keys_are_proven_still, |ctx| {
    let (_, certificates) = issued(&ctx, 1..3).await;
    let before = pdf(&ctx, &certificates[0]).await.unwrap();
    let mut tx = ctx.begin().await.unwrap();
    crate::credentials::rotate(&mut tx).await.unwrap();
    audit::commit(tx).await.unwrap();
    let after = pdf(&ctx, &certificates[1]).await.unwrap();
    let (issuer, keys) = service::published::issuer_and_keys(&ctx).await.unwrap();
    assert_eq!(keys.len(), 4);
    let ring = KeyRing::from_jwks(published::jwks(&issuer, &keys).to_string().as_bytes()).unwrap();
    for file in [before, after] {
        let proven = Proven::read(credential_in(file).unwrap().as_bytes()).unwrap();
        assert_eq!(proven.prove(&ring).await, Ok(()));
    }
});
