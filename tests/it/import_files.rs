//! Files that are no list, or a bad one: exit code 2, one clear line, and nothing saved.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::binary::{Maman, Output};

const HEADINGS: &str = "Фамилия;Имя;Регион;Код курса;Поток;Начало;Окончание;№ сертификата;Дата выдачи";
const ROW: &str = "Әлиева;Гүлнұр;KZ-71;NRC-01;RUN-1;25.04.2022;04.05.2022;NRC-2022-00001;06.05.2022";

/// Imports a file and returns the result, having checked that nothing was saved.
fn refused(maman: &Maman, name: &str, bytes: impl AsRef<[u8]>) -> Output {
    let file = maman.write(name, bytes);
    let before = maman.run(&["audit", "verify"]).out;
    let output = maman.run(&["import", &file]);
    output.assert_code(2);
    assert!(output.err.contains("Nothing was saved."), "{}", output.err);
    assert_eq!(maman.run(&["audit", "verify"]).out, before, "{name}");
    output
}

/// Checks a refusal where one line beside "nothing was saved" says it all.
fn refused_in_one_line(maman: &Maman, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let output = refused(maman, name, bytes);
    let lines: Vec<&str> = output.err.lines().collect();
    assert_eq!(lines.len(), 2, "{name}: {lines:#?}");
    assert!(lines[0].contains(name), "{}", lines[0]);
    lines[0].to_owned()
}

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

#[test]
fn what_is_no_list_is_refused_by_name() {
    let maman = Maman::with_courses();
    let compound: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    let cases: [(&str, &[u8], &str); 7] = [
        ("letter.txt", "Уважаемые коллеги, список пришлю завтра.".as_bytes(), "heading"),
        ("paper.pdf", b"%PDF-1.7\n%\x00\x01", "spreadsheet"),
        ("nothing.xlsx", b"", "empty"),
        ("locked.xlsx", compound, "password"),
        ("torn.xlsx", b"PK\x03\x04 and no more", "damaged"),
        ("heading.csv", HEADINGS.as_bytes(), "row"),
        ("other.json", b"{\"something\": []}", "neither courses"),
    ];
    for (name, bytes, said) in cases {
        let line = refused_in_one_line(&maman, name, bytes);
        assert!(line.to_lowercase().contains(said), "{line}");
    }
    let empty_sheet = workbook(|_| {});
    refused_in_one_line(&maman, "empty-sheet.xlsx", empty_sheet);
}

#[test]
fn a_missing_column_and_two_of_one_meaning_are_named() {
    let maman = Maman::with_courses();
    let missing = HEADINGS.replace("№ сертификата;", "");
    let line = refused_in_one_line(&maman, "missing.csv", format!("{missing}\nx;y\n"));
    assert!(line.contains("Certificate number"), "{line}");
    let line = refused_in_one_line(&maman, "twice.csv", format!("{HEADINGS};Тегі\n{ROW};Әлиева\n"));
    assert!(line.contains("Фамилия") && line.contains("Тегі"), "{line}");
}

#[test]
fn a_file_beyond_the_limits_is_refused_without_being_read() {
    let maman = Maman::with_courses();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<workbook/>").unwrap();
    zip.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    let megabyte = "<c/>".repeat(1 << 18).into_bytes();
    for _ in 0..110 {
        zip.write_all(&megabyte).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    let line = refused_in_one_line(&maman, "bomb.xlsx", bomb);
    assert!(line.contains("100"), "{line}");
    let line = refused_in_one_line(&maman, "large.csv", vec![b'a'; 6 << 20]);
    assert!(line.contains('5'), "{line}");
    let rows = format!("{ROW}\n").repeat(20_001);
    let line = refused_in_one_line(&maman, "long.csv", format!("{HEADINGS}\n{rows}"));
    assert!(line.contains("20,000"), "{line}");
}

#[test]
fn a_cell_of_a_hundred_thousand_characters_is_told_and_not_repeated() {
    let maman = Maman::with_courses();
    let cell = "Ә".repeat(100_000);
    let output = refused(&maman, "cell.csv", format!("{HEADINGS}\n{}\n", ROW.replace("Әлиева", &cell)));
    assert!(output.err.contains("Row 2,") && output.err.len() < 2_000, "{} bytes", output.err.len());
}

#[test]
fn a_file_that_is_not_there_is_told_in_one_line() {
    let maman = Maman::with_courses();
    let output = maman.run(&["import", "nowhere.xlsx"]);
    assert!(output.assert_code(1).why().contains("nowhere.xlsx"));
    let output = maman.run(&["import", "src"]);
    assert!(output.assert_code(1).why().contains("src"));
}

#[test]
fn broken_json_says_where() {
    let maman = Maman::with_courses();
    let line = refused_in_one_line(&maman, "courses.json", "{\"courses\": [{\"code\": 5}]}");
    assert!(line.contains("line 1"), "{line}");
    let line = refused_in_one_line(&maman, "half.json", "{\"courses\": [");
    assert!(line.contains("half.json"), "{line}");
}

#[test]
fn the_limits_of_memory_hold_for_a_bomb() {
    let maman = Maman::with_courses();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    let megabyte = vec![b'x'; 1 << 20];
    for _ in 0..900 {
        zip.write_all(&megabyte).unwrap();
    }
    let file = maman.write("bomb.xlsx", zip.finish().unwrap().into_inner());
    // a third of what it would unpack to; where the shell has no such limit, the test says nothing
    let script = format!("ulimit -v 3000000 && exec \"$0\" import {file}");
    let mut command = std::process::Command::new("sh");
    command
        .args(["-c", &script, env!("CARGO_BIN_EXE_maman")])
        .env_clear()
        .env("LANG", "en")
        .env("DATABASE_URL", maman.url());
    let output = crate::binary::output(&mut command);
    output.assert_code(2);
}
