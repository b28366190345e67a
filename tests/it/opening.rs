//! Databases that cannot be opened: one clear line, exit code 1, no backtrace, and not for ever.

use std::time::{Duration, Instant};

use sqlx::{Connection, Executor, SqliteConnection};

use crate::binary::Maman;

#[test]
fn another_key_than_the_databases_own_opens_nothing() {
    let maman = Maman::with_courses();
    let output = crate::binary::output(maman.command(&["progress"]).env("MAMAN_KEY", "ab".repeat(32)));
    assert!(output.assert_code(1).why().contains("needs the key"), "{output:?}");
    let output = crate::binary::output(maman.command(&["progress"]).env("MAMAN_KEY", "abc"));
    assert!(output.assert_code(1).why().contains("64 hexadecimal digits"), "{output:?}");
    maman.run(&["audit", "verify"]).assert_code(0);
}

#[test]
fn a_missing_key_file_is_named_and_none_is_made_in_its_place() {
    let maman = Maman::with_courses();
    let key = maman.file("maman.db.key");
    let text = std::fs::read_to_string(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let output = maman.run(&["progress"]);
    assert!(output.assert_code(1).why().contains("maman.db.key"), "{output:?}");
    assert!(!key.exists());
    // given by hand it opens
    let given = crate::binary::output(maman.command(&["audit", "verify"]).env("MAMAN_KEY", text));
    given.assert_code(0);
}

#[tokio::test]
async fn a_first_start_that_was_cut_short_is_finished_by_the_next() {
    let maman = Maman::new();
    maman.run(&["migrate"]).assert_code(0);
    let mut connection = SqliteConnection::connect(&maman.url()).await.unwrap();
    connection.execute("delete from installation").await.unwrap();
    connection.close().await.unwrap();
    std::fs::remove_file(maman.file("maman.db.key")).unwrap();
    maman.run(&["audit", "verify"]).assert_code(0);
    assert!(maman.file("maman.db.key").exists());
}

#[test]
fn a_key_without_its_database_stops_every_command_and_nothing_is_made() {
    let maman = Maman::with_courses();
    let (database, key) = (maman.file("maman.db"), maman.file("maman.db.key"));
    let (elsewhere, text) = (maman.file("elsewhere.db"), std::fs::read_to_string(&key).unwrap());
    std::fs::rename(&database, &elsewhere).unwrap();
    for found in [None, Some("")] {
        if let Some(empty) = found {
            std::fs::write(&database, empty).unwrap();
        }
        for arguments in [
            &["serve", "--addr", "127.0.0.1:0"][..],
            &["migrate"],
            &["import", "data/courses.json"],
            &["audit", "verify"],
            &["backup", "nowhere.db"],
        ] {
            for (lang, said) in [("kk", "дерекқоры жоқ"), ("ru", "её ключ"), ("en", "there is no database at")]
            {
                let output = maman.run(&[arguments, &["--lang", lang]].concat());
                let why = output.assert_code(1).why();
                let names = [&database.display().to_string(), "maman.db.key", "maman restore", "maman migrate --new"];
                assert!(why.contains(said) && names.iter().all(|name| why.contains(name)), "{why}");
            }
        }
        assert_eq!(std::fs::read(&database).ok(), found.map(|_| Vec::new()));
    }
    assert_eq!(std::fs::read_to_string(&key).unwrap(), text);

    // found again, it opens as before
    std::fs::rename(&elsewhere, &database).unwrap();
    maman.run(&["audit", "verify"]).assert_code(0);
    // when it is named, a new one is made under the same key
    std::fs::remove_file(&database).unwrap();
    maman.run(&["migrate", "--new"]).assert_code(0);
    let nothing = format!("0:{}", "0".repeat(64));
    assert!(maman.run(&["audit", "verify"]).assert_code(0).out.contains(&nothing));
    assert_eq!(std::fs::read_to_string(&key).unwrap(), text);
    // which takes nothing away from one that is there
    maman.run(&["import", "data/courses.json"]).assert_code(0);
    maman.run(&["migrate", "--new"]).assert_code(0);
    assert!(!maman.run(&["audit", "verify"]).assert_code(0).out.contains(&nothing));
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let maman = Maman::with_courses();
    let mut connection = SqliteConnection::connect(&maman.url()).await.unwrap();
    let newer = "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
        values (9999, 'from the future', current_timestamp, true, x'00', 0)";
    connection.execute(newer).await.unwrap();
    connection.close().await.unwrap();
    for arguments in [&["progress"][..], &["migrate"], &["serve", "--addr", "127.0.0.1:0"]] {
        let output = maman.run(arguments);
        assert!(output.assert_code(1).why().contains("newer than this program knows (9)"), "{output:?}");
        assert!(output.why().contains("9999"), "{output:?}");
    }
}

#[tokio::test]
async fn a_locked_database_is_waited_for_and_then_told() {
    let maman = Maman::with_courses();
    let mut other = SqliteConnection::connect(&maman.url()).await.unwrap();
    other.execute("begin immediate").await.unwrap();
    let started = Instant::now();
    let output = maman.run(&["import", crate::binary::CORRECTED]);
    assert!(started.elapsed() < Duration::from_secs(25), "{:?}", started.elapsed());
    let why = output.assert_code(1).why();
    assert!(why.contains("locked") || why.contains("busy") || why.contains("temporary"), "{output:?}");
    // reading goes on meanwhile, and waits for nobody
    let started = Instant::now();
    maman.run(&["progress"]).assert_code(0);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    other.execute("rollback").await.unwrap();
    other.close().await.unwrap();
    maman.run(&["import", crate::binary::CORRECTED]).assert_code(0);
}

#[tokio::test]
async fn a_database_that_another_program_has_to_itself_is_told_in_one_line() {
    let maman = Maman::with_courses();
    let mut other = SqliteConnection::connect(&maman.url()).await.unwrap();
    other.execute("pragma locking_mode = exclusive").await.unwrap();
    other.execute("begin exclusive").await.unwrap();
    let started = Instant::now();
    let output = maman.run(&["progress"]);
    output.assert_code(1).why();
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
}

#[test]
fn a_file_that_is_no_database_is_left_as_it_is() {
    let maman = Maman::new();
    let text = "Это письмо, а не база данных. ".repeat(100);
    maman.write("maman.db", &text);
    let output = maman.run(&["progress"]);
    assert!(output.assert_code(1).why().contains("not a database of Maman"), "{output:?}");
    assert_eq!(std::fs::read_to_string(maman.file("maman.db")).unwrap(), text);
}

#[tokio::test]
async fn a_database_of_another_program_is_left_as_it_is() {
    let maman = Maman::new();
    let url = format!("{}?mode=rwc", maman.url());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    connection.execute("create table recipes (id integer primary key, name text)").await.unwrap();
    connection.close().await.unwrap();
    let output = maman.run(&["progress"]);
    assert!(output.assert_code(1).why().contains("not a database of Maman"), "{output:?}");
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    let tables: Vec<String> =
        sqlx::query_scalar("select name from sqlite_master").fetch_all(&mut connection).await.unwrap();
    assert_eq!(tables, ["recipes"]);
    assert!(!maman.file("maman.db.key").exists());
}

#[test]
fn an_address_that_is_none_is_told_in_one_line() {
    let maman = Maman::new();
    for (url, said) in [
        ("mysql://localhost/x", "sqlite:"),
        ("maman.db", "sqlite:"),
        ("sqlite:/proc/nowhere/maman.db", ""),
        ("postgres://127.0.0.1:1/x", "MAMAN_KEY"),
    ] {
        let output = crate::binary::output(maman.command(&["progress"]).env("DATABASE_URL", url));
        assert!(output.assert_code(1).why().contains(said), "{url}: {output:?}");
    }
    let mut command = maman.command(&["progress", "--database", "postgres://127.0.0.1:1/x"]);
    let output = crate::binary::output(command.env("MAMAN_KEY", "ab".repeat(32)));
    output.assert_code(1).why();
}

#[test]
fn the_same_line_comes_in_each_language() {
    let maman = Maman::new();
    maman.write("maman.db", "not a database, whatever its name says".repeat(10));
    let output = ["kk", "ru", "en"].map(|lang| maman.run(&["progress", "--lang", lang]));
    for output in &output {
        output.assert_code(1).why();
    }
    assert!(output[0].err != output[1].err && output[1].err != output[2].err);
    assert!(output[1].why().contains("не база данных"), "{}", output[1].err);
}

#[test]
fn a_mail_server_whose_address_cannot_be_read_keeps_the_server_from_starting() {
    let maman = Maman::new();
    let mut serve = maman.command(&["serve", "--addr", "127.0.0.1:0"]);
    let output = crate::binary::output(serve.env("MAMAN_SMTP_URL", "http://user:secret@mail.example.org"));
    let why = output.assert_code(1).why();
    assert!(why.contains("mail server") && why.contains("smtps://") && !why.contains("secret"), "{output:?}");
    assert!(!maman.file("maman.db").exists(), "nothing was opened before it was clear that the server can start");
}

#[test]
fn of_many_first_starts_at_once_one_makes_the_database_and_the_others_wait_for_it() {
    let maman = Maman::new();
    let started: Vec<_> = (0..16)
        .map(|_| {
            let mut command = maman.command(&["audit", "verify"]);
            command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in started {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[tokio::test]
async fn a_file_that_is_no_list_is_refused_while_somebody_else_writes() {
    let maman = Maman::with_courses();
    let file = maman.write("letter.csv", "Уважаемые коллеги, список пришлю завтра.");
    let mut other = SqliteConnection::connect(&maman.url()).await.unwrap();
    other.execute("begin immediate").await.unwrap();
    maman.run(&["import", &file]).assert_code(2);
    other.execute("rollback").await.unwrap();
    other.close().await.unwrap();
}
