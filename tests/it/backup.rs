//! Copies of the embedded database: made while it serves, put back, and refused where they would do harm.

use std::{fs, io::Read, net::TcpStream};

use crate::binary::Maman;

fn progress(maman: &Maman) -> String {
    maman.run(&["progress", "--phase", "phase-1", "--format", "json"]).assert_code(0).out.clone()
}

#[test]
fn a_copy_that_was_put_back_holds_all_there_was() {
    let maman = Maman::with_list();
    let (figures, log) = (progress(&maman), maman.run(&["audit", "verify"]).out);
    assert!(figures.contains("\"trained\":130"), "{figures}");
    let copy = maman.file("copy.db").display().to_string();
    let told = maman.run(&["backup", &copy]);
    let key_id = told.assert_code(0).out.clone();

    // elsewhere, with the key that was kept apart
    let other = Maman::new();
    let told = other.run(&["restore", &copy]);
    assert!(told.assert_code(0).out.contains("does not lie beside"), "{}", told.out);
    let needed = told
        .out
        .split_whitespace()
        .map(|word| word.trim_matches(','))
        .find(|word| word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert!(needed.is_some_and(|needed| key_id.contains(needed)), "{} {key_id}", told.out);
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
    let told = maman.run(&["restore", &copy]);
    assert!(told.assert_code(0).out.contains("before-restore-1"), "{}", told.out);
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
    let told = maman.run(&["restore", &copy]);
    assert!(told.assert_code(1).why().contains("stop the server first"), "{told:?}");
    assert!(answers(&serving.address));
    assert!(progress(&maman).contains("\"trained\":130"));
    drop(serving);
    maman.run(&["restore", &copy]).assert_code(0);
    assert!(progress(&maman).contains("\"trained\":130"));
}

/// Whether the server's database answers.
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

#[test]
fn a_damaged_copy_is_not_put_back() {
    let maman = Maman::with_list();
    let copy = maman.file("copy.db");
    maman.run(&["backup", &copy.display().to_string()]).assert_code(0);
    let mut bytes = fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096 * 8].fill(0xa5);
    fs::write(&copy, bytes).unwrap();
    maman.run(&["restore", &copy.display().to_string()]).assert_code(1).why();
    assert!(progress(&maman).contains("\"trained\":130"));
}
