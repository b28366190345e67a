//! Files of every form, and files that are no list.

use std::io::{Cursor, Write};

use encoding_rs::{IBM866, WINDOWS_1251};
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

fn text_list(separator: &str) -> String {
    let row = ROW.map(|value| if value == "школа" { "\"Школа \"\"Нұр\"\"\nг. Астана\"" } else { value });
    format!("Список, обученных\n\n{}\n{}\n", HEADINGS.join(separator), row.join(separator))
}

#[test]
fn tables_as_text_are_read_with_any_separator_mark_and_line_ending() {
    let whole = read_today(text_list(";").as_bytes()).unwrap();
    assert_eq!((whole.rows.len(), &whole.faults), (1, &vec![]));
    assert_eq!(whole.rows[0].row.row, 4);
    assert_eq!(whole.rows[0].person.organization.as_deref(), Some("Школа \"Нұр\" г. Астана"));
    for separator in [",", ";", "\t"] {
        let text = text_list(separator);
        let marked = format!("\u{feff}{text}");
        let utf_16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [
            text.as_bytes(),
            marked.as_bytes(),
            text.replace('\n', "\r\n").as_bytes(),
            text.trim_end().as_bytes(),
            &utf_16,
        ] {
            assert_eq!(read_today(bytes), Ok(whole.clone()), "{separator:?}");
        }
    }
}

#[test]
fn the_row_told_is_the_sheets_own_after_blank_rows_and_broken_cells() {
    let broken = line(1, &[("Организация", "\"две\n\nстроки\"")]);
    let text = format!("{}\n\n\n{}\n{broken}\n;;;\n{}\n", HEADINGS.join(";"), line(0, &[]), line(2, &[("Имя", "")]));
    for text in [text.clone(), text.replace('\n', "\r\n")] {
        let list = read_today(text.as_bytes()).unwrap();
        assert_eq!(list.rows.iter().map(|row| row.row.row).collect::<Vec<_>>(), [4, 5]);
        assert_eq!(list.faults[0].row.row, 7);
    }
}

#[test]
fn windows_1251_is_read_where_a_file_is_not_utf_8() {
    let text = text_list(";")
        .replace("Әлиева", "Алиева")
        .replace("Гүлнұр", "Гульнур")
        .replace("Бауыржанқызы", "")
        .replace("Нұр", "Нур");
    let list = read_today(&WINDOWS_1251.encode(&text).0).unwrap();
    assert_eq!(list.rows[0].person.name.full(), "Алиева Гульнур");
}

#[test]
fn headings_are_read_in_each_language_and_in_any_order() {
    let kazakh = "Берілген күні;Сертификат нөмірі;Сағат саны;Аяқталу күні;Басталу күні;Топ;Курс коды;Лауазымы;Ұйым;Өңір;Жынысы;Туған күні;ЖСН;Әкесінің аты;Аты;Тегі\n\
        06.05.2022 ж.;NRC-2022-00001;80;04.05.2022;25.04.2022;NRC-01-2204-5;nrc-01;психолог;мектеп;Астана қаласы;әйел;15.03.1990;900315212345;Бауыржанқызы;Гүлнұр;Әлиева\n";
    let english = "Certificate number,Surname,Given name,Patronymic,IIN,Date of birth,Sex,Region,Organisation,Profession,Course,Run,Starts on,Ends on,Hours,Issued on\n\
        NRC-2022-00001,Әлиева,Гүлнұр,Бауыржанқызы,900315212345,1990-03-15,F,Astana,school,practising psychologist,NRC-01,NRC-01-2204-5,2022-04-25,2022-05-04,80,2022-05-06\n";
    let twofold = format!(
        "{}\n{}\n",
        HEADINGS.join(";").replace("Фамилия", "Тегі / Фамилия").replace("ИИН", "ИИН (12 цифр)"),
        line(0, &[])
    );
    let rows = list_with(&[&[]]).rows;
    for text in [kazakh, english, &twofold] {
        assert_eq!(read_today(text.as_bytes()).map(|list| list.rows), Ok(rows.clone()), "{text}");
    }
}

#[test]
fn the_first_sheet_with_a_heading_is_read() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "Пояснение").unwrap();
    let sheet = workbook.add_worksheet();
    for (column, (heading, value)) in (0..).zip(HEADINGS.into_iter().zip(ROW)) {
        sheet.write_string(10, column, heading).unwrap();
        sheet.write_string(12, column, value).unwrap();
    }
    let list = read_today(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(list.rows[0].row.row, 13);
}

#[test]
fn a_missing_column_and_two_of_one_meaning_are_named() {
    let without = |headings: &str| read_today(format!("{headings}\n1;2;3\n").as_bytes()).unwrap_err();
    assert_eq!(
        without("Имя;Код курса;Поток;Начало;Окончание;Дата выдачи;Регион"),
        FileFault::ColumnsMissing(vec![Column::Surname, Column::RegistrationNumber])
    );
    let FileFault::ColumnsRepeated(repeated) = without(&format!("{};Тегі", HEADINGS.join(";"))) else { panic!() };
    assert_eq!(repeated.len(), 1);
    assert_eq!(repeated[0].column, Column::Surname);
    assert_eq!(repeated[0].headings, [("B".to_owned(), "Фамилия".to_owned()), ("R".to_owned(), "Тегі".to_owned())]);
}

#[test]
fn what_is_no_list_is_told_by_its_own_name() {
    let old =
        [COMPOUND_FILE, "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>().as_slice()].concat();
    let heading_alone = HEADINGS.join(";");
    let cases: [(&[u8], FileFault); 10] = [
        (b"", FileFault::Sheet(SheetFault::Empty)),
        ("\u{feff} \r\n".as_bytes(), FileFault::Sheet(SheetFault::Empty)),
        (COMPOUND_FILE, FileFault::Sheet(SheetFault::PasswordProtected)),
        (&old, FileFault::Sheet(SheetFault::OldExcel)),
        (b"%PDF-1.7\n%\x00\x01", FileFault::Sheet(SheetFault::NotASpreadsheet)),
        (b"PK\x03\x04 and no more", FileFault::Sheet(SheetFault::Damaged)),
        (&packed(&[("word/document.xml", b"<w/>")]), FileFault::Sheet(SheetFault::NotASpreadsheet)),
        (
            &packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]),
            FileFault::Sheet(SheetFault::Damaged),
        ),
        (
            "Уважаемые коллеги, список, как вы просили, пришлю завтра.".as_bytes(),
            FileFault::Sheet(SheetFault::NoHeading),
        ),
        (heading_alone.as_bytes(), FileFault::NoRows),
    ];
    for (bytes, fault) in cases {
        assert_eq!(read_today(bytes), Err(fault));
    }
    assert_eq!(read_today(&vec![b'a'; limits::FILE_BYTES + 1]), Err(FileFault::Sheet(SheetFault::TooLarge)));
}

#[test]
fn the_cause_is_told_where_a_heading_is_there_and_cannot_be_read() {
    let list = text_list(";");
    let utf_16: Vec<u8> = list.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let read_wrongly = WINDOWS_1251.decode(list.as_bytes()).0.into_owned();
    let lines: Vec<String> = list.lines().map(|line| format!("\"{}\"", line.replace('"', "\"\""))).collect();
    let parted = format!("№;{};;\n;;Фамилия;Имя\n", HEADINGS[4..].join(";"));
    let utf_8 = |text: &str| text.as_bytes().to_vec();
    let cases = [
        (
            IBM866.encode(&list.replace(['Ә', 'ұ', 'қ', 'ү'], "о")).0.into_owned(),
            FileFault::Sheet(SheetFault::OtherEncoding),
        ),
        (utf_16, FileFault::Sheet(SheetFault::OtherEncoding)),
        (utf_8(&read_wrongly), FileFault::Sheet(SheetFault::OtherEncoding)),
        (utf_8(&text_list("|")), FileFault::Sheet(SheetFault::OtherSeparator('|'))),
        (utf_8(&lines.join("\n")), FileFault::Sheet(SheetFault::AllInOneCell)),
        (utf_8("<?xml version=\"1.0\"?><Workbook/>"), FileFault::Sheet(SheetFault::Xml)),
        (utf_8("MIME-Version: 1.0\r\nContent-Type: multipart/related"), FileFault::Sheet(SheetFault::WebPage)),
        (b"\x09\x08\x10\x00\x00\x06".to_vec(), FileFault::Sheet(SheetFault::OldExcel)),
        (utf_8(&parted), FileFault::HeadingInTwoRows { first: 1, second: 2 }),
    ];
    for (bytes, fault) in cases {
        assert_eq!(read_today(&bytes), Err(fault));
    }
}

const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(super) fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_lone_cell_in_the_far_corner_costs_nothing() {
    let list = read_today(&workbook(|sheet| {
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
    }));
    assert_eq!(list.unwrap().rows.len(), 1);
    let wide = read_today(&workbook(|sheet| {
        sheet.write_string(0, 200, "Ещё").unwrap();
    }));
    assert_eq!(wide, Err(FileFault::Sheet(SheetFault::TooManyColumns)));
}

#[test]
fn twenty_thousand_rows_are_read_and_one_more_is_not() {
    let list = |count: usize| {
        let lines: Vec<String> = (0..count).map(|place| line(place, &[("ИИН", ""), ("Дата рождения", "")])).collect();
        read_today(format!("{}\n{}\n", HEADINGS.join(";"), lines.join("\n")).as_bytes())
    };
    let whole = list(limits::ROWS).unwrap();
    assert_eq!((whole.rows.len(), whole.faults.len()), (20_000, 0));
    assert_eq!(list(limits::ROWS + 1), Err(FileFault::Sheet(SheetFault::TooManyRows)));
    let long = read_today(&workbook(|sheet| {
        for row in 0..30_000 {
            sheet.write_number(row + 2, 1, row).unwrap();
        }
    }));
    assert_eq!(long, Err(FileFault::Sheet(SheetFault::TooManyRows)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_answered_without_a_panic(bytes: Vec<u8>, start in 0..4usize) {
        let start: &[u8] = [&b""[..], b"PK\x03\x04", COMPOUND_FILE, "Фамилия;Имя;ИИН;Регион\n".as_bytes()][start];
        let _ = read_today(&[start, &bytes].concat());
        let _ = content(&bytes);
    }

    #[test]
    fn any_text_in_any_cell_is_answered_without_a_panic(text in "\\PC{0,80}", place in 0..17usize) {
        let value = text.replace([';', '"'], " ");
        let _ = list_with(&[&[(HEADINGS[place], &value)]]);
    }

    #[test]
    fn a_workbook_with_any_byte_changed_is_answered_without_a_panic(place in 0..RECEIVED.len(), byte: u8) {
        let mut bytes = RECEIVED.to_vec();
        bytes[place] = byte;
        let _ = read_today(&bytes);
    }
}
