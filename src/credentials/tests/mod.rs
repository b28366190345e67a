//! Signing and checking: whatever is altered is not valid.

mod strangers;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::{
    CredentialFacts, Issuer, LIST_LENGTH, SignedCredential, Signer, StatusChange,
    check::{Proven, Verdict},
    claims::Holder,
    published::{self, Changes},
    qr_text, random_status_index,
    ring::{KeyRing, Proof},
    rotate, statement,
    status::{Standing, StatusFile},
};
use crate::{
    audit,
    db::Ctx,
    ground::{Localized, caller::Caller},
    testing::on_both_databases,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn localized(kk: &str, ru: &str, en: &str) -> Localized {
    Localized { kk: kk.to_owned(), ru: ru.to_owned(), en: en.to_owned() }
}

fn issuer() -> Issuer {
    let name = localized("Ұлттық ресурстық орталық", "Национальный ресурсный центр", "National Resource Centre");
    Issuer { origin: "https://registry.example".to_owned(), name }
}

fn facts() -> CredentialFacts {
    CredentialFacts {
        id: Uuid::from_u128(7),
        number: "NRC-2026-00042".to_owned(),
        check_code: "4H7K-Q2MX-9RDT".to_owned(),
        check_address: "https://registry.example/v/4H7K-Q2MX-9RDT".to_owned(),
        holder: "Әлиева Гүлнұр Бауыржанқызы".to_owned(),
        title: localized("Балаларға психоәлеуметтік қолдау көрсету", "Психосоциальная поддержка детей", "Support"),
        course_code: "NRC-04".to_owned(),
        description: Localized::default(),
        criteria: localized("Сабақтардың 80 %-ына қатысу", "", ""),
        academic_hours: 72,
        starts_on: day("2026-06-03"),
        ends_on: day("2026-06-26"),
        issued_on: day("2026-06-26"),
        valid_until: Some(day("2029-06-26")),
        status_index: 42,
        is_name_hashed: false,
    }
}

fn now() -> DateTime<Utc> {
    "2026-07-01T09:00:00Z".parse().unwrap()
}

async fn signer(ctx: &Ctx) -> Signer {
    let mut tx = ctx.begin().await.unwrap();
    let signer = Signer::current(&mut tx).await.unwrap();
    audit::commit_changes(tx).await.unwrap();
    signer
}

async fn ring(ctx: &Ctx) -> KeyRing {
    let keys = published::keys(&mut ctx.read().await.unwrap()).await.unwrap();
    KeyRing::from_jwks(published::jwks(&issuer(), &keys).to_string().as_bytes()).unwrap()
}

fn status(signer: &Signer, ring: &KeyRing, changes: &Changes) -> StatusFile {
    StatusFile::open(&published::status_file(signer, now(), changes), ring).unwrap()
}

async fn verdict(bytes: &[u8], ring: &KeyRing, status: Option<&StatusFile>) -> Option<Verdict> {
    match Proven::read(bytes) {
        Some(proven) => Some(proven.verdict(ring, status, now()).await),
        None => None,
    }
}

fn forms(signed: &SignedCredential) -> [Vec<u8>; 3] {
    let scanned = qr_text("https://registry.example/v/4H7K-Q2MX-9RDT", &signed.statement);
    [signed.statement.clone(), scanned.into_bytes(), signed.jwt.clone().into_bytes()]
}

on_both_databases!(every_form_states_the_same_facts_and_is_valid, |ctx| {
    let (signer, ring) = (signer(&ctx).await, ring(&ctx).await);
    let signed = signer.sign(&issuer(), &facts()).unwrap();
    let status = status(&signer, &ring, &Changes { issued: 1, ..Changes::default() });
    for form in forms(&signed) {
        let proven = Proven::read(&form).unwrap();
        let claims = proven.claims();
        assert_eq!((claims.number.as_str(), claims.code.as_str()), ("NRC-2026-00042", "4H7K-Q2MX-9RDT"));
        assert_eq!(claims.holder, Holder::Named("Әлиева Гүлнұр Бауыржанқызы".to_owned()));
        assert_eq!((claims.title.as_str(), claims.academic_hours), (facts().title.kk.as_str(), 72));
        assert_eq!((claims.starts_on, claims.ends_on), (day("2026-06-03"), day("2026-06-26")));
        assert_eq!((claims.issued_on, claims.valid_until), (day("2026-06-26"), Some(day("2029-06-26"))));
        assert_eq!(claims.status_index, 42);
        assert_eq!(proven.verdict(&ring, Some(&status), now()).await, Verdict::Valid);
    }
    assert_eq!(signed, signer.sign(&issuer(), &facts()).unwrap());
});

on_both_databases!(the_seven_answers_differ, |ctx| {
    let (signer, ring) = (signer(&ctx).await, ring(&ctx).await);
    let signed = signer.sign(&issuer(), &facts()).unwrap();
    let with = |standing| Changes { issued: 1, changes: vec![StatusChange { index: 42, standing }] };
    let unchanged = status(&signer, &ring, &Changes { issued: 1, ..Changes::default() });
    for form in forms(&signed) {
        let proven = Proven::read(&form).unwrap();
        for (standing, expected) in [(Standing::Revoked, Verdict::Revoked), (Standing::Replaced, Verdict::Replaced)] {
            let file = status(&signer, &ring, &with(standing));
            assert_eq!(proven.verdict(&ring, Some(&file), now()).await, expected);
            // what was said against it holds however old the file is
            assert_eq!(proven.verdict(&ring, Some(&file), now() + TimeDelta::days(400)).await, expected);
        }
        let later = now() + TimeDelta::days(31);
        assert_eq!(proven.verdict(&ring, Some(&unchanged), later).await, Verdict::ListTooOld);
        assert_eq!(proven.verdict(&ring, None, now()).await, Verdict::ListTooOld);
        let last: DateTime<Utc> = "2029-06-26T18:59:59Z".parse().unwrap();
        assert_eq!(proven.verdict(&ring, Some(&unchanged), last).await, Verdict::ListTooOld);
        let over = last + TimeDelta::seconds(1);
        assert_eq!(proven.verdict(&ring, Some(&unchanged), over).await, Verdict::Expired);
        assert_eq!(proven.verdict(&KeyRing::default(), Some(&unchanged), now()).await, Verdict::UnknownKey);
    }
});

on_both_databases!(no_altered_byte_of_a_statement_or_a_token_is_valid, |ctx| {
    let (signer, ring) = (signer(&ctx).await, ring(&ctx).await);
    let signed = signer.sign(&issuer(), &facts()).unwrap();
    let status = status(&signer, &ring, &Changes { issued: 1, ..Changes::default() });
    for form in forms(&signed) {
        // the address before the statement is no part of it
        let start = form.iter().position(|byte| *byte == b'#').map_or(0, |at| at + 1);
        for place in start..form.len() {
            for flip in [1_u8, 0x20, 0x80] {
                let mut altered = form.clone();
                altered[place] ^= flip;
                let verdict = verdict(&altered, &ring, Some(&status)).await;
                assert!(
                    matches!(verdict, None | Some(Verdict::Altered | Verdict::UnknownKey)),
                    "byte {place}: {verdict:?}"
                );
            }
        }
    }
});

on_both_databases!(a_retired_key_still_proves_what_it_signed_and_signs_nothing_more, |ctx| {
    let operator = ctx.as_caller(Caller::Operator { name: "test".to_owned() });
    let first = signer(&operator).await;
    let signed = first.sign(&issuer(), &facts()).unwrap();
    let mut tx = operator.begin().await.unwrap();
    rotate(&mut tx).await.unwrap();
    audit::commit(tx).await.unwrap();
    let second = signer(&operator).await;
    let ring = ring(&operator).await;
    assert_eq!(ring.len(), 4);
    assert_ne!(first.ed25519_id(), second.ed25519_id());
    let status = status(&second, &ring, &Changes { issued: 1, ..Changes::default() });
    let again = second.sign(&issuer(), &facts()).unwrap();
    assert_ne!(again.statement, signed.statement);
    for form in forms(&signed).into_iter().chain(forms(&again)) {
        assert_eq!(verdict(&form, &ring, Some(&status)).await, Some(Verdict::Valid));
    }
    let keys = published::keys(&mut operator.read().await.unwrap()).await.unwrap();
    assert_eq!(keys.iter().filter(|key| key.retired_at.is_some()).count(), 2);
});

on_both_databases!(a_status_file_of_another_key_or_an_altered_one_is_refused, |ctx| {
    let (signer, ring) = (signer(&ctx).await, ring(&ctx).await);
    let file = published::status_file(&signer, now(), &Changes::default());
    assert_eq!(StatusFile::open(&file, &KeyRing::default()), Err(Proof::UnknownKey));
    for place in (0..file.len()).step_by(997).chain(file.len() - 70..file.len()) {
        let mut altered = file.clone();
        altered[place] ^= 1;
        assert!(StatusFile::open(&altered, &ring).is_err(), "byte {place}");
    }
});

on_both_databases!(the_number_of_set_places_tells_nothing, |ctx| {
    let (signer, ring) = (signer(&ctx).await, ring(&ctx).await);
    let key = ctx.begin().await.unwrap().key().clone();
    let issued = 3;
    let places: Vec<u64> = (0..40_u64)
        .map(|seed| {
            let mut random = seed;
            let next = || {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                random.to_be_bytes()
            };
            random_status_index(&key, next, issued)
        })
        .collect();
    let changes = |count: usize| Changes {
        issued,
        changes: places[..count]
            .iter()
            .enumerate()
            .map(|(number, index)| {
                let standing = if number % 2 == 0 { Standing::Revoked } else { Standing::Replaced };
                StatusChange { index: *index, standing }
            })
            .collect(),
    };
    let counts = |count: usize| {
        let file = status(&signer, &ring, &changes(count));
        let of = |standing| (0..LIST_LENGTH).filter(|place| file.standing(*place) == Some(standing)).count();
        (of(Standing::Revoked), of(Standing::Replaced))
    };
    assert_eq!(counts(0), (256, 256));
    assert_eq!(counts(1), (256, 256));
    assert_eq!(counts(40), (256, 256));
    // a certificate that nobody touched is not set, whatever the decoys are
    let untouched = status(&signer, &ring, &changes(0));
    assert!(places.iter().all(|place| untouched.standing(*place) == Some(Standing::Unchanged)));
});

#[test]
fn a_statement_with_long_names_is_small_enough_to_print() {
    let claims = super::claims::Claims {
        number: "NRC-2026-123456".to_owned(),
        code: "4H7K-Q2MX-9RDT".to_owned(),
        holder: Holder::Named("Құдайбергенов-Ғабдулғазизұлы Мұхаммедғали Нұрсұлтанбекұлы".to_owned()),
        title: "Қақтығыс аймақтарынан оралған балалар мен отбасыларға психоәлеуметтік қолдау көрсетудің негіздері"
            .to_owned(),
        academic_hours: 240,
        starts_on: day("2026-06-03"),
        ends_on: day("2026-06-26"),
        issued_on: day("2026-06-26"),
        valid_until: Some(day("2029-06-26")),
        status_index: 131_071,
    };
    let bytes = statement::seal(&claims, "0011223344556677", |_| vec![0; 64]);
    assert!(bytes.len() <= 350, "{}", bytes.len());
    assert_eq!(statement::open(&bytes).unwrap().claims, claims);
    assert_eq!(
        statement::open(&statement::bytes_in(&qr_text("https://h/v/C", &bytes)).unwrap()).unwrap().claims,
        claims
    );
}
