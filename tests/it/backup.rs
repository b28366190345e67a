//! Copies of the embedded database: made while it serves, put back, and refused where they would do harm.

use std::{fs, io::Read, net::TcpStream, os::unix::fs::FileExt, process::Stdio};

use maman::db;

use crate::binary::{Maman, output};

pub(crate) fn progress(maman: &Maman) -> String {
    maman.run(&["progress", "--phase", "phase-1", "--format", "json"]).assert_code(0).out.clone()
}

#[test]
fn a_copy_that_was_put_back_holds_all_there_was() {
    let maman = Maman::with_list();
    let (figures, log) = (progress(&maman), maman.run(&["audit", "verify"]).out);
    assert!(figures.contains("\"trained\":130"), "{figures}");
    let copy = maman.file("copy.db").display().to_string();
    let output = maman.run(&["backup", &copy]);
    let key_id = output.assert_code(0).out.clone();

    // elsewhere, with the key that was kept apart
    let other = Maman::new();
    let output = other.run(&["restore", &copy]);
    assert!(output.assert_code(0).out.contains("is not beside"), "{}", output.out);
    let needed = output
        .out
        .split_whitespace()
        .map(|word| word.trim_matches(','))
        .find(|word| word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert!(needed.is_some_and(|needed| key_id.contains(needed)), "{} {key_id}", output.out);
    assert!(other.run(&["progress"]).assert_code(1).why().contains("maman.db.key"));
    fs::copy(maman.file("maman.db.key"), other.file("maman.db.key")).unwrap();
    assert_eq!((progress(&other), other.run(&["audit", "verify"]).out), (figures, log));
}

#[test]
fn what_stood_there_before_is_kept_beside() {
    let maman = Maman::with_courses();
    let copy = maman.file("copy.db").display().to_string();
    maman.run(&["backup", &copy]).assert_code(0);
    maman.run(&["import", crate::binary::CORRECTED]).assert_code(0);
    let output = maman.run(&["restore", &copy]);
    assert!(output.assert_code(0).out.contains("before-restore-1"), "{}", output.out);
    assert!(progress(&maman).contains("\"trained\":0"));
    // and can be put back itself
    let kept = maman.file("maman.db.before-restore-1").display().to_string();
    maman.run(&["restore", &kept]).assert_code(0);
    assert!(progress(&maman).contains("\"trained\":130"));
    maman.run(&["audit", "verify"]).assert_code(0);
}

#[test]
fn a_copy_is_made_while_it_serves_and_none_is_put_back() {
    let maman = Maman::with_list();
    let serving = maman.serve(&[]);
    assert!(answers(&serving.address));
    let copy = maman.file("copy.db").display().to_string();
    maman.run(&["backup", &copy]).assert_code(0);
    let output = maman.run(&["restore", &copy]);
    assert!(output.assert_code(1).why().contains("stop the server first"), "{output:?}");
    assert!(answers(&serving.address));
    assert!(progress(&maman).contains("\"trained\":130"));
    drop(serving);
    maman.run(&["restore", &copy]).assert_code(0);
    assert!(progress(&maman).contains("\"trained\":130"));
}

/// Tells whether the server's database answers.
fn answers(address: &str) -> bool {
    use std::io::Write;

    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.starts_with("HTTP/1.1 200")
}

#[test]
fn a_copy_never_overwrites_and_what_is_no_copy_is_not_put_back() {
    let maman = Maman::with_courses();
    let there = maman.write("there.db", "mine");
    assert!(maman.run(&["backup", &there]).assert_code(1).why().contains("there already"));
    assert_eq!(fs::read_to_string(&there).unwrap(), "mine");
    let text = maman.write("text.db", "not a database at all ".repeat(100));
    for other in [there, text, maman.file("nowhere.db").display().to_string(), "src".to_owned()] {
        assert!(maman.run(&["restore", &other]).assert_code(1).why().contains("not a backup of Maman"), "{other}");
    }
    maman.run(&["audit", "verify"]).assert_code(0);
}

#[tokio::test]
async fn one_wrong_bit_anywhere_in_a_copy_is_noticed() {
    let maman = Maman::with_courses();
    let (copy, flipped) = (maman.file("copy.db"), maman.file("flipped.db"));
    maman.run(&["backup", &copy.display().to_string()]).assert_code(0);
    let length = fs::metadata(&copy).unwrap().len();
    let file = fs::File::options().read(true).write(true).open(&copy).unwrap();
    let mut byte = [0];
    // each byte of the head of the file, and one in each stretch of the rest
    for at in (0..100).chain((100..length).step_by(997)).chain([length - 1]) {
        file.read_exact_at(&mut byte, at).unwrap();
        let was = byte;
        byte[0] ^= 1 << (at % 8);
        file.write_all_at(&byte, at).unwrap();
        assert!(db::restore(&maman.url(), &copy).await.is_err(), "byte {at}");
        file.write_all_at(&was, at).unwrap();
    }
    fs::copy(&copy, &flipped).unwrap();
    let file = fs::File::options().read(true).write(true).open(&flipped).unwrap();
    file.read_exact_at(&mut byte, length / 3).unwrap();
    file.write_all_at(&[!byte[0]], length / 3).unwrap();
    let flipped = flipped.display().to_string();
    for (lang, said) in [("kk", "бақылау сомасы"), ("ru", "контрольная сумма"), ("en", "checksum does not match")]
    {
        let output = maman.run(&["restore", &flipped, "--lang", lang]);
        assert!(output.assert_code(1).why().contains(said), "{output:?}");
    }
    // a file that lost its end, too
    file.set_len(length - 4096).unwrap();
    maman.run(&["restore", &flipped]).assert_code(1).why();
    assert!(!maman.file("maman.db.partial").exists() && !maman.file("maman.db.before-restore-1").exists());
    maman.run(&["restore", &copy.display().to_string()]).assert_code(0);
}

#[test]
fn two_copies_to_one_name_at_once_make_exactly_one() {
    let maman = Maman::with_courses();
    for round in 0..6 {
        let copy = maman.file(&format!("copy-{round}.db")).display().to_string();
        let both = [(), ()].map(|()| {
            let mut command = maman.command(&["backup", &copy]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        });
        let mut codes = both.map(|child| child.wait_with_output().unwrap().status.code());
        codes.sort_unstable();
        assert_eq!(codes, [Some(0), Some(1)], "round {round}");
        maman.run(&["restore", &copy]).assert_code(0);
    }
    let left = fs::read_dir(&maman.folder).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(!left.into_iter().any(|name| name.to_string_lossy().contains(".partial")));
}

#[test]
fn a_copy_that_finds_no_room_leaves_nothing_behind() {
    let maman = Maman::with_list();
    let copy = maman.file("copy.db");
    let argument = copy.display().to_string();
    let output = output(&mut maman.with_room_for(100, &["backup", &argument]));
    output.assert_code(1).why();
    assert!(!copy.exists() && !maman.file("copy.db.partial").exists());
    // what a killed one leaves is in nobody's way
    fs::write(maman.file("copy.db.partial"), "cut short").unwrap();
    maman.run(&["backup", &argument]).assert_code(0);
    assert!(!maman.file("copy.db.partial").exists());
}

#[test]
fn the_database_file_itself_is_no_backup_with_or_without_its_log() {
    let (maman, other) = (Maman::with_courses(), Maman::new());
    let raw = other.file("raw.db").display().to_string();
    let serving = maman.serve(&[]);
    maman.run(&["import", crate::binary::CORRECTED]).assert_code(0);
    fs::copy(maman.file("maman.db"), &raw).unwrap();
    fs::copy(maman.file("maman.db-wal"), format!("{raw}-wal")).unwrap();
    for _ in ["with its log", "without"] {
        for (lang, said) in
            [("kk", "«Маман» көшірмесі емес"), ("ru", "не копия «Маман»"), ("en", "not a backup of Maman")]
        {
            let output = other.run(&["restore", &raw, "--lang", lang]);
            assert!(output.assert_code(1).why().contains(said), "{output:?}");
        }
        let _ = fs::remove_file(format!("{raw}-wal"));
    }
    drop(serving);
    assert!(!other.file("maman.db").exists());

    // nor is one that was a backup once, and has been used since
    let copy = maman.file("copy.db").display().to_string();
    maman.run(&["backup", &copy]).assert_code(0);
    for placed_by_hand in [false, true] {
        let used = Maman::new();
        fs::copy(maman.file("maman.db.key"), used.file("maman.db.key")).unwrap();
        if placed_by_hand {
            fs::copy(&copy, used.file("maman.db")).unwrap();
        } else {
            used.run(&["restore", &copy]).assert_code(0);
        }
        let serving = used.serve(&[]);
        fs::copy(used.file("maman.db"), &raw).unwrap();
        other.run(&["restore", &raw]).assert_code(1).why();
        drop(serving);
    }
}
