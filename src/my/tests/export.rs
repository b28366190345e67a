//! Data of a person as a file: all of it, and nothing of anybody else.

use serde_json::json;

use super::*;
use crate::{
    accounts::{model::SignIn, service::Browser},
    attendance::service::{self as attendance, Sheet, TypedMark},
    completion::service::{self as completion, TypedScore},
    ground::clock::Clock,
    settings::{Setting, service as settings},
    specialists::model::ProfileField,
    testing::world::{World, announce, ten_days, with_meetings},
};

async fn export(asking: &Ctx) -> Value {
    service::export(&mut asking.read().await.unwrap()).await.unwrap()
}

on_both_databases!(the_export_holds_all_of_ones_own_and_nothing_of_others, |ctx| {
    let [(holder, asking), (other, _)] = Box::pin(two_with_everything(&ctx)).await;
    let export = export(&asking).await;
    let text = export.to_string();
    let at = |path: &str| export.pointer(path).cloned().unwrap_or(Value::Null);
    assert_eq!(at("/profile/iin"), holder.person.iin.as_ref().unwrap().reveal());
    assert_eq!(at("/account/email"), "person-7@example.org");
    assert_eq!(at("/profile/name/surname"), "Сейітқали-7-ова");
    assert_eq!(at("/profile/former_names/0/name/surname"), "Сейітқали-7");
    for field in ProfileField::ALL.iter().filter(|field| field.is_in_record()) {
        let (whole, part) = (format!("/profile/{}", field.as_str()), format!("/profile/name/{}", field.as_str()));
        assert!(export.pointer(&whole).or(export.pointer(&part)).is_some(), "{field:?}");
    }
    assert_eq!(at("/certificates/0/holder/surname"), "Сейітқали-7");
    assert_eq!(at("/consents").as_array().unwrap().len(), ConsentKind::ALL.len());
    assert_eq!(at("/enrollments/0/state"), "confirmed");
    let steps: Vec<Value> =
        at("/enrollments/0/steps").as_array().unwrap().iter().map(|step| step["to"].clone()).collect();
    assert_eq!(steps, ["applied", "confirmed"]);
    assert_eq!(at("/enrollments").as_array().unwrap().len(), 2);
    let actions: Vec<Value> = at("/log").as_array().unwrap().iter().map(|line| line["action"].clone()).collect();
    assert_eq!(actions[..3], ["account.created", "specialist.registered", "specialist.renamed"]);
    for kept in ["/account", "/profile", "/profile/former_names/0", "/enrollments/1", "/certificates/0", "/log/0"] {
        assert_eq!(at(&format!("{kept}/recorded_at")), json!(testing::now()), "{kept}");
    }
    assert_eq!((at("/sessions/0/device"), at("/letters/0/kind")), ("a telephone".into(), "place_confirmed".into()));
    assert!(!text.contains("token") && !text.contains("password") && !text.contains("argon2"), "{text}");
    for foreign in ["Сейітқали-8", "person-8@", other.person.iin.as_ref().unwrap().reveal(), &other.id.to_string()]
    {
        assert!(!text.contains(foreign), "{foreign}");
    }
});

on_both_databases!(the_export_names_the_operator_whom_each_consent_was_given_to, |ctx| {
    let set = async |at: &Ctx, name: &str, bin: &str| {
        let mut tx = at.begin().await.unwrap();
        let typed = [Setting::FullNameKk, Setting::FullNameRu, Setting::FullNameEn].map(|key| (key, name.to_owned()));
        settings::set(&mut tx, typed.into_iter().chain([(Setting::Bin, bin.to_owned())]).collect()).await.unwrap();
        audit::commit(tx).await.unwrap();
    };
    set(&ctx, "Бірінші орталық", "000040000019").await;
    let [(_, asking), _] = Box::pin(two_with_everything(&ctx)).await;
    // the centre moves to another operator later on the same day
    let later = Ctx { clock: Clock::Fixed(testing::now() + TimeDelta::hours(1)), ..ctx.clone() };
    set(&later, "Екінші орталық", "").await;
    let export = export(&asking).await;
    for consent in export["consents"].as_array().unwrap() {
        assert_eq!(consent["operator"], json!({ "name": "Бірінші орталық", "bin": "000040000019" }), "{consent}");
    }
});

on_both_databases!(the_export_says_why_a_certificate_was_revoked_and_which_one_replaced_which, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (holder, asking) = trainee(&ctx, 1).await;
    let mut tx = ctx.begin().await.unwrap();
    let old = registry::issue(&mut tx, &holder, ("NRC-01", "OLD-1"), day("2025-03-14")).await;
    let new =
        certificates::reissue(&mut tx, old.id, &holder.person.name, day("2026-01-15"), "for a test").await.unwrap();
    certificates::revoke(&mut tx, new.id, day("2026-02-01"), "issued by mistake").await.unwrap();
    audit::commit(tx).await.unwrap();
    let export = export(&asking).await;
    let (newest, oldest) = (&export["certificates"][0], &export["certificates"][1]);
    assert_eq!(newest["replaces"], old.registration_number.as_str());
    assert_eq!((&newest["revoked_on"], &newest["revoked_reason"]), (&json!("2026-02-01"), &json!("issued by mistake")));
    assert_eq!((&oldest["replaces"], &oldest["replaced_on"]), (&Value::Null, &json!("2026-01-15")));
});

on_both_databases!(the_export_says_who_took_each_step_and_names_nobody_else, |ctx| {
    let [(_, first), (_, second)] = Box::pin(two_with_everything(&ctx)).await;
    let run = courses::find_run(&mut ctx.read().await.unwrap(), "RUN-1").await.unwrap().unwrap().id;
    let mut tx = first.begin().await.unwrap();
    enrollments::withdraw(&mut tx, run).await.unwrap();
    audit::commit(tx).await.unwrap();
    let mut tx = second.begin().await.unwrap();
    enrollments::accept(&mut tx, run).await.unwrap();
    audit::commit(tx).await.unwrap();
    let export = export(&second).await;
    let by = |nth: usize| -> Vec<&str> {
        let steps = export["enrollments"][nth]["steps"].as_array().unwrap();
        steps.iter().map(|step| step["by"].as_str().unwrap()).collect()
    };
    // the seat came free by the other person's action
    assert_eq!((by(0), by(1)), (vec!["self", "program", "program", "self"], vec!["centre"]));
    assert_eq!(export["enrollments"][0]["waiting_number"], 1);
    let other = first.caller.signed_in().unwrap().account.to_string();
    assert!(!export.to_string().contains(&other), "{export}");
});

/// Fills in the profile of a new person with this IIN, signs in, and returns what their file has of the log.
async fn log_of_somebody_new(ctx: &Ctx, email: &str, iin: &str) -> Vec<Value> {
    let account = registry::account(ctx, email, &[Role::Trainee], None).await;
    let asking = ctx.as_caller(testing::caller_of(account, None, &[Role::Trainee]));
    let mut tx = asking.begin().await.unwrap();
    let field = |name: &str| match name {
        "surname" => "Мысал".to_owned(),
        "given_name" => "Дана".to_owned(),
        "birth_date" => "05.06.1987".to_owned(),
        "sex" => "female".to_owned(),
        "region" => "KZ-71".to_owned(),
        "profession" => "lawyer".to_owned(),
        "locale" => "ru".to_owned(),
        "iin" => iin.to_owned(),
        _ => String::new(),
    };
    specialists::keep_from_form(&mut tx, field, Locale::Ru).await.unwrap();
    audit::commit(tx).await.unwrap();
    let typed = SignIn::parse(email, PASSWORD, false).unwrap();
    let browser = Browser { from: "192.0.2.1".to_owned(), device: String::new(), token: None };
    accounts::service::sign_in(ctx, &typed, &browser).await.unwrap();
    export(&asking).await["log"].as_array().unwrap().clone()
}

on_both_databases!(the_export_has_every_sign_in_and_change_and_does_not_tell_whose_an_iin_is, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let known = register(&mut tx, 1).await.person;
    audit::commit(tx).await.unwrap();
    let (taken, free) = (known.iin.unwrap(), registry::person(2).iin.unwrap());
    let mut logs = Vec::new();
    for (email, iin) in [("claims@example.org", &taken), ("honest@example.org", &free)] {
        let log = log_of_somebody_new(&ctx, email, iin.reveal()).await;
        let found: Vec<&str> = log.iter().map(|line| line["action"].as_str().unwrap()).collect();
        assert_eq!(found, ["account.created", "account.tied", "account.signed_in", "specialist.registered"]);
        assert_eq!((&log[2]["about"], &log[3]["about"]), (&json!("account"), &json!("specialist")));
        assert_eq!((&log[2]["recorded_at"], &log[3]["after"]["email"]), (&json!(testing::now()), &json!(email)));
        let mut record = log[3]["after"].clone();
        record["email"] = Value::Null;
        logs.push(record);
    }
    // one of the two has an IIN that another person has, and cannot tell
    assert_eq!(logs[0], logs[1]);
    assert_eq!((&logs[0]["iin"], &logs[0]["name"]), (&json!(true), &json!("Мысал Дана")));
});

on_both_databases!(the_export_has_marks_and_scores, |ctx| {
    let mut world = World::begin(&ctx).await;
    let who = world.trainee().await;
    let sql = "update courses set pass_mark = 60";
    let mut tx = ctx.begin().await.unwrap();
    on_driver!(tx, |c| sqlx::query(sql).execute(c).await.map(drop)).unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    let run = announce(&ctx, &with_meetings(ten_days("RUN-9", 2), 2)).await;
    who.applies_to(&ctx, run).await.unwrap();
    let enrollment = who.enrollment_in(&ctx, run).await.unwrap().id;
    let mut tx = ctx.as_caller(testing::account(&[Role::Staff])).begin().await.unwrap();
    let mark = |meeting, typed| TypedMark { enrollment, meeting, typed, shown: None };
    let sheet = Sheet { marks: vec![mark(1, "present"), mark(2, "3")], all_present: None };
    attendance::mark(&mut tx, "RUN-9", &sheet).await.unwrap();
    completion::save_scores(&mut tx, "RUN-9", &[TypedScore { enrollment, typed: "92", shown: None }]).await.unwrap();
    audit::commit(tx).await.unwrap();
    let export = export(&ctx.as_caller(who.caller())).await;
    let own = &export["enrollments"][0];
    let marks: Vec<_> = own["attendance"].as_array().unwrap().iter().map(|one| (&one["mark"], &one["hours"])).collect();
    assert_eq!(marks, [(&json!("present"), &Value::Null), (&json!("part"), &json!(3))]);
    assert_eq!(own["score"]["score"], 92);
});
