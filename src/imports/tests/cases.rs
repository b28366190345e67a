//! Small lists with peculiarities of other people's programs and habits.

use super::*;

macro_rules! case {
    ($name:literal) => {
        read_today(include_bytes!(concat!("../../../tests/data/lists/", $name)))
    };
}

/// Registration numbers of a list without mistakes.
fn numbers(list: &List) -> Vec<&str> {
    assert_eq!(list.faults, []);
    list.rows.iter().map(|row| row.registration_number.as_str()).collect()
}

#[test]
fn days_of_a_workbook_from_a_macintosh_are_four_years_on() {
    let list = case!("date1904.xlsx").unwrap();
    assert_eq!(numbers(&list).len(), 3);
    for row in &list.rows {
        assert_eq!((row.starts_on, row.ends_on), (day("2022-03-14"), day("2022-03-25")));
        assert_eq!(row.issued_on, day("2022-03-28"));
    }
}

#[test]
fn line_ends_that_excel_wrote_as_letters_are_not_read_as_letters() {
    let list = case!("x000d.xlsx").unwrap();
    assert_eq!(numbers(&list).len(), 3);
    assert_eq!(list.rows[1].person.name.given_name, "Жандос");
}

#[test]
fn hidden_rows_are_read_and_told() {
    let list = case!("hidden-rows.xlsx").unwrap();
    assert_eq!(numbers(&list).len(), 4);
    assert_eq!(list.remarks.len(), 1);
    assert_eq!(list.remarks[0].kind, RemarkKind::HiddenRows { rows: vec![3, 5] });
}

#[test]
fn the_second_sheet_is_read_as_well() {
    let list = case!("two-sheets.xlsx").unwrap();
    assert_eq!(numbers(&list).len(), 4);
    assert_eq!(list.sheets, ["Поток 1", "Поток 2"]);
    assert_eq!((list.rows[2].row.sheet, list.rows[2].row.row, list.rows[2].run.as_str()), (1, 2, "P2-2022"));
}

#[test]
fn what_is_merged_downwards_holds_for_each_row() {
    let list = case!("merged-down.xlsx").unwrap();
    assert_eq!(numbers(&list).len(), 3);
    assert!(list.rows.iter().all(|row| row.run == "P1-2022" && row.hours == Some(72)));
}

#[test]
fn a_heading_of_two_rows_with_merged_cells_is_read() {
    assert_eq!(numbers(&case!("two-row-heading.xlsx").unwrap()).len(), 3);
}

#[test]
fn a_number_is_taken_as_its_cell_shows_it() {
    let list = case!("number-format.xlsx").unwrap();
    assert_eq!(numbers(&list), ["NRC-2022-00041", "NRC-2022-00042", "NRC-2022-00043"]);
}

#[test]
fn markup_with_prefixes_and_markup_without_places_are_read() {
    assert_eq!(numbers(&case!("prefixed-names.xlsx").unwrap()).len(), 3);
    let list = case!("no-r.xlsx").unwrap();
    let found: Vec<_> = list.faults.iter().map(|fault| (fault.row.row, &fault.kind)).collect();
    assert_eq!(found, [(4, &FaultKind::Field(Problem::DayImpossible))]);
}

#[test]
fn rows_that_hold_only_a_running_number_tell_of_nobody() {
    assert_eq!(numbers(&case!("numbered-blank-rows.xlsx").unwrap()).len(), 3);
}

#[test]
fn a_heading_that_is_repeated_for_the_second_page_is_nobody() {
    assert_eq!(numbers(&case!("repeated-heading.xlsx").unwrap()).len(), 4);
}

#[test]
fn a_second_heading_in_another_order_is_a_fault_of_its_row() {
    let other = "Имя;Фамилия;Код курса;Поток;Начало;Окончание;№ сертификата;Дата выдачи;ИИН;Пол";
    let list = read_today(format!("{}\n{}\n{other}\n", HEADINGS.join(";"), line(0, &[])).as_bytes()).unwrap();
    let found: Vec<_> = list.faults.iter().map(|fault| (fault.row.row, &fault.kind)).collect();
    assert_eq!(found, [(3, &FaultKind::HeadingDiffers)]);
}

#[test]
fn a_web_page_that_is_called_a_table_is_told_to_be_one() {
    assert_eq!(case!("html-table.xls"), Err(FileFault::Sheet(SheetFault::WebPage)));
}

#[test]
fn the_line_that_names_the_separator_is_no_row() {
    let list = case!("sep-line.csv").unwrap();
    let found: Vec<_> = list.faults.iter().map(|fault| (fault.row.row, &fault.kind)).collect();
    assert_eq!(found, [(3, &FaultKind::Field(Problem::DayImpossible))]);
    let list = read_today(format!("sep=\t\n{}\n{}\n", HEADINGS.join("\t"), ROW.join("\t")).as_bytes());
    assert_eq!(list.unwrap().rows[0].row.row, 2);
}

#[test]
fn two_byte_order_marks_and_unicode_text_are_read() {
    assert_eq!(numbers(&case!("double-bom.csv").unwrap()).len(), 2);
    assert_eq!(numbers(&case!("utf16.txt").unwrap()).len(), 2);
    assert_eq!(numbers(&case!("headings-broken.csv").unwrap()).len(), 2);
}

#[test]
fn a_quotation_mark_that_nothing_closes_swallows_nobody_in_silence() {
    assert_eq!(case!("lost-quote.csv"), Err(FileFault::Sheet(SheetFault::QuoteNotClosed { row: 3 })));
    let swallowing = |closing: &str| {
        let rows = [
            line(0, &[]),
            line(1, &[("Организация", "\"Жанашыр ЖШС")]),
            line(2, &[]),
            line(3, &[("Организация", closing)]),
        ];
        read_today(format!("{}\n\n{}\n", HEADINGS.join(";"), rows.join("\n")).as_bytes())
    };
    // a mark in the middle of a later cell closes the first one
    assert_eq!(swallowing("ТОО \"Үміт"), Err(FileFault::Sheet(SheetFault::RowsInCell { row: 4 })));
    let address = line(0, &[("Организация", "\"Школа, г. Астана,\nул. Абая, 5, корп. 2, каб. 3\"")]);
    assert_eq!(read_today(format!("{}\n{address}\n", HEADINGS.join(";")).as_bytes()).unwrap().rows.len(), 1);
}

#[test]
fn text_that_is_guarded_from_losing_its_zeros_keeps_them() {
    let list = case!("equals-quoted.csv").unwrap();
    assert_eq!(numbers(&list).len(), 2);
    assert_eq!(list.rows[0].person.iin.as_ref().unwrap().reveal(), "030506234014");
}

#[test]
fn one_column_for_the_whole_name_is_answered_with_the_two_that_are_missing() {
    assert_eq!(case!("fio.csv"), Err(FileFault::ColumnsMissing(vec![Column::Surname, Column::GivenName])));
}
