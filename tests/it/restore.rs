//! Putting a copy back: checked first, swapped in one step, and nothing lost on the way.

use std::{fs, os::unix::fs::MetadataExt, process::Stdio};

use sqlx::{Connection, Executor};

use crate::{
    backup::progress,
    binary::{CORRECTED, Maman, output},
};

/// Registry with nobody in it, its copy, and then the list of 130.
fn with_an_earlier_copy() -> (Maman, String) {
    let maman = Maman::with_courses();
    let copy = maman.file("copy.db").display().to_string();
    maman.run(&["backup", &copy]).assert_code(0);
    maman.run(&["import", CORRECTED]).assert_code(0);
    (maman, copy)
}

fn has(maman: &Maman, trained: u32) -> bool {
    maman.run(&["audit", "verify"]).assert_code(0);
    progress(maman).contains(&format!("\"trained\":{trained},"))
}

#[test]
fn a_restore_that_finds_no_room_leaves_the_database_as_it_was() {
    let (maman, copy) = with_an_earlier_copy();
    let output = output(&mut maman.with_room_for(100, &["restore", &copy]));
    output.assert_code(1).why();
    assert!(!maman.file("maman.db.partial").exists() && !maman.file("maman.db.before-restore-1").exists());
    assert!(has(&maman, 130));
    maman.run(&["restore", &copy]).assert_code(0);
    assert!(has(&maman, 0));
}

#[tokio::test]
async fn a_restore_that_is_killed_leaves_the_former_database_or_the_new_one() {
    let (maman, copy) = with_an_earlier_copy();
    let full = maman.file("full.db").display().to_string();
    maman.run(&["backup", &full]).assert_code(0);
    let mut found = [0, 0];
    for nth in 1..=12 {
        let mut child = maman.command(&["restore", &copy]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // killed when the copy begins to be written, or when the former database gets its second name, or a little later
        let sign = if nth % 2 == 0 { "partial".to_owned() } else { format!("before-restore-{}", kept(&maman) + 1) };
        let sign = maman.file(&format!("maman.db.{sign}"));
        while !sign.exists() && child.try_wait().unwrap().is_none() {
            tokio::task::yield_now().await;
        }
        for _ in 0..nth * 20 {
            tokio::task::yield_now().await;
        }
        let _ = child.kill();
        child.wait().unwrap();
        let is_new = has(&maman, 0);
        assert!(is_new || has(&maman, 130), "the {nth}th");
        found[usize::from(is_new)] += 1;
        // and whatever it left is in nobody's way
        maman.run(&["restore", &full]).assert_code(0);
        assert!(has(&maman, 130));
        assert!(!maman.file("maman.db.partial").exists());
    }
    assert!(found[0] > 0, "none was killed before its swap: {found:?}");
}

/// Number of former databases that lie beside.
fn kept(maman: &Maman) -> usize {
    (1..100).take_while(|number| maman.file(&format!("maman.db.before-restore-{number}")).exists()).count()
}

#[test]
fn a_kill_between_the_two_names_leaves_one_database_that_serves() {
    let (maman, copy) = with_an_earlier_copy();
    // as it lies after the former database got its second name, before the copy got the first
    fs::hard_link(maman.file("maman.db"), maman.file("maman.db.before-restore-1")).unwrap();
    fs::copy(&copy, maman.file("maman.db.partial")).unwrap();
    drop(maman.serve(&[]));
    assert!(has(&maman, 130));
    let output = maman.run(&["restore", &copy]);
    assert!(output.assert_code(0).out.contains("before-restore-2"), "{}", output.out);
    assert!(has(&maman, 0));
    maman.run(&["restore", &maman.file("maman.db.before-restore-2").display().to_string()]).assert_code(0);
    assert!(has(&maman, 130));
}

#[tokio::test]
async fn what_a_killed_restore_left_is_not_played_into_the_next() {
    let (maman, copy) = with_an_earlier_copy();
    // a copy of another size, killed while the program wrote in it: its journal says how to undo that
    let partial = maman.file("maman.db.partial");
    maman.run(&["backup", &partial.display().to_string()]).assert_code(0);
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&partial);
    let options = options.synchronous(sqlx::sqlite::SqliteSynchronous::Off);
    let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
    connection.execute("begin; drop table backup_seal").await.unwrap();
    let journal = maman.file("maman.db.partial-journal");
    let left = fs::read(&journal).unwrap();
    connection.execute("rollback").await.unwrap();
    connection.close().await.unwrap();
    fs::write(&journal, left).unwrap();
    maman.run(&["restore", &copy]).assert_code(0);
    assert!(has(&maman, 0));
    assert!(!journal.exists());
}

#[test]
fn what_a_killed_server_had_only_in_its_log_is_kept_with_the_former_database() {
    let maman = Maman::with_courses();
    let copy = maman.file("copy.db").display().to_string();
    maman.run(&["backup", &copy]).assert_code(0);
    let serving = maman.serve(&[]);
    maman.run(&["import", CORRECTED]).assert_code(0);
    // killed, it leaves its log
    drop(serving);
    assert!(fs::metadata(maman.file("maman.db-wal")).unwrap().size() > 0);
    maman.run(&["restore", &copy]).assert_code(0);
    assert!(has(&maman, 0));
    maman.run(&["restore", &maman.file("maman.db.before-restore-1").display().to_string()]).assert_code(0);
    assert!(has(&maman, 130));
}

#[test]
fn a_copy_takes_the_place_of_a_database_that_nobody_can_read_or_that_is_gone() {
    let (maman, copy) = with_an_earlier_copy();
    let garbage = "no database any more ".repeat(1000);
    maman.write("maman.db", &garbage);
    maman.write("maman.db-wal", "its log");
    maman.run(&["restore", &copy]).assert_code(0);
    assert!(has(&maman, 0));
    assert_eq!(fs::read_to_string(maman.file("maman.db.before-restore-1")).unwrap(), garbage);
    assert_eq!(fs::read_to_string(maman.file("maman.db.before-restore-1-wal")).unwrap(), "its log");

    fs::remove_file(maman.file("maman.db")).unwrap();
    maman.write("maman.db-wal", "left alone");
    let output = maman.run(&["restore", &copy]);
    assert!(output.assert_code(0).out.contains("before-restore-2"), "{}", output.out);
    assert_eq!(fs::read_to_string(maman.file("maman.db.before-restore-2-wal")).unwrap(), "left alone");
    assert!(has(&maman, 0));
}

#[tokio::test]
async fn a_copy_whose_log_is_not_whole_is_not_put_back() {
    let (maman, copy) = with_an_earlier_copy();
    let mut connection = sqlx::SqliteConnection::connect(&maman.url()).await.unwrap();
    connection.execute("update audit_entries set actor = 'somebody else' where seq = 3").await.unwrap();
    connection.close().await.unwrap();
    // the former database gets its checksum as it is
    maman.run(&["restore", &copy]).assert_code(0);
    let kept = maman.file("maman.db.before-restore-1").display().to_string();
    for (lang, said) in [("kk", "бүтін емес"), ("ru", "нарушен"), ("en", "is not intact")] {
        let output = maman.run(&["restore", &kept, "--lang", lang]);
        assert!(output.assert_code(1).why().contains(said), "{output:?}");
    }
    assert!(has(&maman, 0));
}
