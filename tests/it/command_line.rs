//! Command line: what each command says and with which code it ends.

use std::collections::BTreeMap;

use maman::{
    audit, auth,
    certificates::service as certificates,
    ground::caller::Role,
    routes,
    state::AppState,
    testing::registry::{self, day, earned, issue, register, take_over},
};
use serde_json::{Value, json};

use crate::binary::{CORRECTED, Maman, RECEIVED};

fn expected() -> Value {
    serde_json::from_str(include_str!("../data/phase1-participants.expected.json")).unwrap()
}

/// Head of the audit log, as it is printed to be written down.
fn head(maman: &Maman) -> String {
    let output = maman.run(&["audit", "verify"]);
    let head = output.assert_code(0).out.split_whitespace().last().map(ToOwned::to_owned);
    head.filter(|head| head.contains(':')).unwrap_or_else(|| panic!("{}", output.out))
}

/// Number of lines in the audit log.
fn log_lines(maman: &Maman) -> u64 {
    head(maman).split(':').next().unwrap().parse().unwrap()
}

#[test]
fn the_main_job_runs_as_it_is_told() {
    let maman = Maman::with_courses();
    let before = log_lines(&maman);

    let received = maman.run(&["import", RECEIVED]);
    received.assert_code(2);
    let rows = ["18", "30", "42", "64", "72", "73", "116"];
    for row in rows {
        let output = received.err.lines().filter(|line| line.starts_with(&format!("Row {row},"))).count();
        assert_eq!(output, 1, "row {row}: {}", received.err);
    }
    assert!(received.err.contains("7 faults") && received.err.contains("Nothing was saved."), "{}", received.err);
    assert_eq!(log_lines(&maman), before);

    let corrected = maman.run(&["import", CORRECTED]);
    let brought = "new specialists: 130, course runs: 6, completed enrollments: 140, certificates: 140";
    assert!(corrected.assert_code(0).out.contains(brought), "{}", corrected.out);
    let after = log_lines(&maman);
    assert!(after > before + 400, "{after}");

    let again = maman.run(&["import", CORRECTED]);
    assert!(again.assert_code(0).out.contains("nothing was changed"), "{}", again.out);
    assert!(again.out.contains("140 certificates were there already"), "{}", again.out);
    assert_eq!(log_lines(&maman), after);
}

#[test]
fn faults_are_told_in_each_language() {
    let maman = Maman::with_courses();
    let mut output = Vec::new();
    for (lang, refused, nothing) in [
        ("kk", "тізім қабылданбады", "Ештеңе сақталған жоқ"),
        ("ru", "список не принят", "Ничего не сохранено"),
        ("en", "was not accepted", "Nothing was saved"),
    ] {
        let answer = maman.run(&["import", RECEIVED, "--lang", lang]);
        answer.assert_code(2);
        assert!(answer.err.contains(refused) && answer.err.contains(nothing), "{}", answer.err);
        for value in ["NRC-99", "31.02.1985", "2591", "Тмутараканская область", "17.06.2022", "NRC-2022-00003"]
        {
            assert!(answer.err.contains(value), "{lang}: {value} is missing in {}", answer.err);
        }
        // of an IIN the last four digits are enough to find the cell
        assert!(!answer.err.chars().collect::<Vec<_>>().windows(12).any(|part| part.iter().all(char::is_ascii_digit)));
        output.push(answer.err);
    }
    assert!(output[0] != output[1] && output[1] != output[2]);
}

#[test]
fn a_dry_run_tells_the_same_and_saves_nothing() {
    let maman = Maman::with_courses();
    let before = log_lines(&maman);
    let dry = maman.run(&["import", CORRECTED, "--dry-run"]);
    assert!(
        dry.assert_code(0).out.contains("certificates: 140") && dry.out.contains("nothing was saved"),
        "{}",
        dry.out
    );
    assert_eq!(log_lines(&maman), before);
    maman.run(&["import", RECEIVED, "--dry-run"]).assert_code(2);
    let real = maman.run(&["import", CORRECTED]);
    assert!(real.assert_code(0).out.contains("certificates: 140"));
}

#[test]
fn all_files_of_one_call_are_saved_or_none() {
    let maman = Maman::new();
    maman.run(&["import", "data/courses.json", "data/programme.json", RECEIVED]).assert_code(2);
    let courses = maman.run(&["import", "data/courses.json"]);
    assert!(courses.assert_code(0).out.contains("new courses: 12"), "{}", courses.out);
    let all = maman.run(&["import", "data/programme.json", CORRECTED]);
    assert!(all.assert_code(0).out.contains("certificates: 140"), "{}", all.out);
    let progress = maman.run(&["progress", "--phase", "phase-1", "--format", "json"]);
    let document: Value = serde_json::from_str(&progress.assert_code(0).out).unwrap();
    assert_eq!(document["trained"], 130);
}

/// Document without the words that count nobody.
fn as_expected(mut document: Value) -> Value {
    let fields = document.as_object_mut().unwrap();
    for name in ["phase", "as_of", "target", "baseline"] {
        fields.remove(name);
    }
    for counts in fields.values_mut().filter_map(Value::as_object_mut) {
        counts.retain(|word, count| word != "not_stated" || *count != json!(0));
    }
    document
}

#[tokio::test]
async fn every_way_to_the_figure_tells_the_same() {
    use tower::ServiceExt;

    let maman = Maman::with_list();
    for (as_of, key) in [("2022-12-31", "phase_1"), ("2022-06-30", "phase_1_as_of_2022_06_30")] {
        let arguments = |format| ["progress", "--phase", "phase-1", "--as-of", as_of, "--format", format];
        let json: Value = serde_json::from_str(&maman.run(&arguments("json")).assert_code(0).out).unwrap();
        assert_eq!(as_expected(json.clone()), expected()[key]);

        let ctx = maman.ctx().await;
        let router = routes::router(AppState::new(&ctx, false, false).await.unwrap());
        let address = format!("/api/v1/progress?phase=phase-1&as_of={as_of}");
        let officer = registry::account(&ctx, &format!("officer-{as_of}@example.org"), &[Role::Officer], None).await;
        let mut tx = ctx.begin().await.unwrap();
        let token = auth::begin(&mut tx, officer, "a test", false).await.unwrap();
        audit::commit_upkeep(tx).await.unwrap();
        let request = axum::http::Request::builder().uri(address);
        let request = request.header("cookie", format!("__Host-session={}", token.reveal()));
        let request = request.body(axum::body::Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&body).unwrap(), json);
        ctx.db.close().await;

        let csv = maman.run(&arguments("csv")).assert_code(0).out.clone();
        let mut reader = csv::Reader::from_reader(csv.strip_prefix('\u{feff}').unwrap().as_bytes());
        let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
        for line in reader.records() {
            let line = line.unwrap();
            assert_eq!((&line[0], &line[1]), ("phase-1", as_of));
            counts.insert((line[2].to_owned(), line[3].to_owned()), line[4].parse().unwrap());
        }
        for total in ["target", "baseline", "trained", "certificates"] {
            assert_eq!(json!(counts[&("total".to_owned(), total.to_owned())]), json[total]);
        }
        for breakdown in ["region", "sex", "profession", "course", "month"] {
            let of_csv: BTreeMap<&str, u64> = counts
                .iter()
                .filter(|((name, word), count)| name == breakdown && (**count > 0 || word == "not_stated"))
                .map(|((_, word), count)| (word.as_str(), *count))
                .collect();
            assert_eq!(json!(of_csv), json[format!("by_{breakdown}")], "{breakdown}");
        }

        let text = maman.run(&arguments("text")).assert_code(0).out.clone();
        let trained = json["trained"].to_string();
        assert!(text.lines().next().unwrap().contains(&format!("{trained} of 130")), "{text}");
        let numbers: u64 = text.lines().filter_map(|line| line.split_whitespace().next()?.parse::<u64>().ok()).sum();
        // seven breakdowns, each of which adds up to all
        let certificates = json["certificates"].as_u64().unwrap();
        let of_breakdowns = 7 * json["trained"].as_u64().unwrap();
        assert!([of_breakdowns, of_breakdowns + certificates].contains(&numbers), "{numbers}: {text}");
    }
}

#[test]
fn a_wrong_question_about_the_figure_is_told_by_its_field() {
    let maman = Maman::with_courses();
    for (arguments, field) in
        [(["--phase", "phase-9"], "phase"), (["--as-of", "31.02.2022"], "as_of"), (["--as-of", "2999-01-01"], "as_of")]
    {
        let output = maman.run(&[&["progress"], &arguments[..]].concat());
        assert!(output.assert_code(2).why().contains(field), "{output:?}");
    }
    let empty = Maman::new();
    assert!(empty.run(&["progress"]).assert_code(1).why().contains("maman import"));
}

#[tokio::test]
async fn a_check_ends_with_a_code_for_each_answer() {
    let maman = Maman::with_courses();
    let ctx = maman.ctx().await;
    let mut tx = ctx.begin().await.unwrap();
    let mut codes = Vec::new();
    for person in 1..=4 {
        let holder = register(&mut tx, person).await;
        // this course's certificates do not expire
        let mut new = earned(&mut tx, &holder, ("NRC-06", "RUN-1"), day("2022-05-06")).await;
        new.valid_until = (person == 2).then(|| day("2023-05-06"));
        codes.push(take_over(&mut tx, &new).await);
    }
    certificates::revoke(&mut tx, codes[2].id, day("2022-06-01"), "for a test").await.unwrap();
    certificates::reissue(&mut tx, codes[3].id, &codes[3].printed.holder, day("2022-07-01"), "for a test")
        .await
        .unwrap();
    audit::commit(tx).await.unwrap();
    ctx.db.close().await;
    let codes: Vec<String> = codes.iter().map(|stored| stored.check_code.to_string()).collect();
    for (code, exit, said) in [
        (codes[0].as_str(), 0, "Сейітқали-1"),
        (&codes[1], 3, "2023"),
        (&codes[2], 4, "2022"),
        (&codes[3], 5, "2022"),
        (crate::app::UNKNOWN, 6, crate::app::UNKNOWN),
        (crate::app::MISTYPED, 7, "check character"),
        ("NRC-2022-00001", 7, "registration number"),
        ("NRC2022", 7, "7 of 12"),
    ] {
        let output = maman.run(&["verify", code]);
        assert!(output.assert_code(exit).out.contains(said), "{output:?}");
    }
    let sloppy = codes[0].to_lowercase().replace('-', " ");
    for spelling in [sloppy, format!("Код: {}", codes[0]), format!("https://maman.example/v/{}", codes[0])] {
        maman.run(&["verify", &spelling, "--lang", "kk"]).assert_code(0);
    }
}

#[test]
fn a_course_file_with_a_character_that_no_text_has_is_refused() {
    let maman = Maman::new();
    let file = maman.write("courses.json", registry::COURSES.replace("\"ru\": \"", "\"ru\": \"\\u0000"));
    let output = maman.run(&["import", &file]);
    assert!(output.assert_code(2).err.contains("not allowed in text"), "{output:?}");
    assert!(!output.err.contains('\0'));
}

#[test]
fn what_cannot_be_written_ends_in_a_sentence_and_a_closed_pipe_in_nothing() {
    use std::process::Stdio;
    let maman = Maman::with_list();
    for words in
        [&["export", "certificates"][..], &["progress"], &["audit", "verify"], &["verify", crate::app::UNKNOWN]]
    {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = maman.command(words).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{words:?}: {said}");
        assert!(said.contains("could not be written"), "{said}");
    }
    let mut child =
        maman.command(&["export", "certificates"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn hours_are_a_number_in_the_document_of_certificates() {
    let maman = Maman::with_list();
    let output = maman.run(&["export", "certificates", "--format", "json"]);
    let document: Value = serde_json::from_str(&output.assert_code(0).out).unwrap();
    let hours: Vec<Option<u64>> =
        document.as_array().unwrap().iter().map(|certificate| certificate["academic_hours"].as_u64()).collect();
    assert!(hours.len() == 140 && hours.iter().all(Option::is_some), "{hours:?}");
}

#[tokio::test]
async fn a_changed_line_of_the_log_is_found() {
    use sqlx::{Connection, Executor};

    let maman = Maman::with_courses();
    let whole = maman.run(&["audit", "verify"]);
    assert!(whole.assert_code(0).out.contains("intact"), "{}", whole.out);
    let mut connection = sqlx::SqliteConnection::connect(&maman.url()).await.unwrap();
    connection.execute("update audit_entries set actor = 'somebody else' where seq = 3").await.unwrap();
    connection.close().await.unwrap();
    let broken = maman.run(&["audit", "verify"]);
    assert!(broken.assert_code(1).out.contains("broken at line 3"), "{}", broken.out);
}

#[tokio::test]
async fn a_log_whose_end_was_cut_off_is_told_by_the_head_of_an_earlier_day() {
    use sqlx::{Connection, Executor};

    let maman = Maman::with_courses();
    let earlier = head(&maman);
    let against = |lang: &str, head: &str| maman.run(&["audit", "verify", "--against", head, "--lang", lang]);
    assert!(against("en", &earlier).assert_code(0).out.contains(&format!("goes on from {earlier}")));
    let mut connection = sqlx::SqliteConnection::connect(&maman.url()).await.unwrap();
    let cut = "delete from audit_documents where seq > 5; delete from audit_entries where seq > 5;
        update audit_head set seq = 5, hash = (select hash from audit_entries where seq = 5)";
    connection.execute(cut).await.unwrap();
    connection.close().await.unwrap();
    let of_line_five = head(&maman);
    for (lang, said) in [("kk", "соңы кесілген"), ("ru", "отрезан"), ("en", "cut off")] {
        let output = against(lang, &earlier);
        assert!(output.assert_code(3).out.contains(said), "{}", output.out);
        against(lang, &of_line_five).assert_code(0);
    }
    let another = format!("5:{}", "ab".repeat(32));
    assert!(against("en", &another).assert_code(3).out.contains("Line 5 is not the one"));
    let output = against("en", "yesterday");
    assert!(output.assert_code(2).why().contains("LINES:HASH"), "{output:?}");
}

#[tokio::test]
async fn content_of_the_log_that_was_deleted_by_hand_is_told_by_its_lines() {
    use sqlx::{Connection, Executor};

    let maman = Maman::with_list();
    let lines = log_lines(&maman);
    let mut connection = sqlx::SqliteConnection::connect(&maman.url()).await.unwrap();
    connection.execute("delete from audit_documents where seq = 3").await.unwrap();
    let output = maman.run(&["audit", "verify"]);
    assert!(output.assert_code(1).out.contains("no erasure in the log explains it: 3."), "{}", output.out);
    connection.execute("delete from audit_documents").await.unwrap();
    connection.close().await.unwrap();
    let output = maman.run(&["audit", "verify"]);
    let more =
        format!("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, … and {} more", lines - 20);
    assert!(output.assert_code(1).out.contains(&more), "{}", output.out);
    // and a copy of it is none
    let copy = maman.file("copy.db");
    let output = maman.run(&["backup", &copy.display().to_string()]);
    assert!(output.assert_code(1).why().contains("not intact") && !copy.exists(), "{output:?}");
}

#[tokio::test]
async fn whose_hand_it_was_stands_in_the_log() {
    let maman = Maman::new();
    maman.run(&["import", "data/courses.json", "--operator", "Айгүл"]).assert_code(0);
    let ctx = maman.ctx().await;
    let holder = {
        let mut tx = ctx.begin().await.unwrap();
        let holder = register(&mut tx, 1).await;
        issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
        audit::commit(tx).await.unwrap();
        holder
    };
    assert!(holder.person.iin.is_some());
    ctx.db.close().await;
    let mut connection = <sqlx::SqliteConnection as sqlx::Connection>::connect(&maman.url()).await.unwrap();
    let actors: Vec<String> = sqlx::query_scalar("select distinct actor from audit_entries order by actor")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert_eq!(actors, ["tester", "Айгүл"]);
}

#[test]
fn the_demonstration_is_not_told_over_real_data() {
    let maman = Maman::with_courses();
    let output = maman.run(&["serve", "--demo", "--addr", "127.0.0.1:0"]);
    assert!(output.assert_code(1).why().contains("holds data already"), "{output:?}");
    let output = maman.run(&["generate", "--specialists", "5"]);
    assert!(output.assert_code(1).why().contains("holds data already"), "{output:?}");
}
