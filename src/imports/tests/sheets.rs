//! Workbooks of several sheets, and what stands in them beside the list.

use rust_xlsxwriter::Format;

use super::*;
use crate::ground::Locale;

/// A workbook of these sheets, each with its name and the runs of its rows; a `-` before the name hides the sheet.
fn book(sheets: &[(&str, &[&str])]) -> Workbook {
    let mut workbook = Workbook::new();
    let mut number = 0;
    for (name, runs) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name.trim_start_matches('-')).unwrap().set_hidden(name.starts_with('-'));
        for (column, heading) in (0..).zip(HEADINGS) {
            sheet.write_string(0, column, heading).unwrap();
        }
        for (row, run) in (1..).zip(*runs) {
            number += 1;
            let line = line(number - 1, &[("Поток", run), ("ИИН", ""), ("Дата рождения", "")]);
            for (column, value) in (0..).zip(line.split(';')) {
                sheet.write_string(row, column, value).unwrap();
            }
        }
    }
    workbook
}

fn read_book(mut workbook: Workbook) -> Result<List, FileFault> {
    read_today(&workbook.save_to_buffer().unwrap())
}

#[test]
fn a_hidden_sheet_is_left_out_and_told_unless_there_is_no_other() {
    let list = read_book(book(&[("Список", &["A", "A"]), ("-Старый", &["B"])])).unwrap();
    assert_eq!((list.rows.len(), remarks(&list)), (2, vec!["hidden_sheet_left"]));
    let list = read_book(book(&[("-Список", &["A", "A"])])).unwrap();
    assert_eq!((list.rows.len(), remarks(&list)), (2, vec!["hidden_sheet_read"]));
}

#[test]
fn a_fault_on_the_second_sheet_names_it_in_every_language() {
    let mut workbook = book(&[("1-топ", &["A"]), ("2-топ", &["B"])]);
    workbook.worksheet_from_name("2-топ").unwrap().write_string(1, 15, "NRC-2022-00001").unwrap();
    let list = read_book(workbook).unwrap();
    let [fault] = &list.faults[..] else { panic!("{:?}", list.faults) };
    let told = |locale| wording::fault(locale, &list.sheets, fault);
    assert!(told(Locale::Ru).starts_with("Лист «2-топ». Строка 2, столбец «№ сертификата»"), "{}", told(Locale::Ru));
    assert!(told(Locale::Ru).ends_with("Строка 2 — на листе «1-топ»."), "{}", told(Locale::Ru));
    assert!(told(Locale::Kk).starts_with("«2-топ» парағы. 2-жол"), "{}", told(Locale::Kk));
    assert!(told(Locale::En).starts_with("Sheet “2-топ”. Row 2"), "{}", told(Locale::En));
}

#[test]
fn a_sheet_that_lacks_a_column_is_refused_by_name_and_one_of_other_things_is_told() {
    let mut workbook = book(&[("1-топ", &["A"]), ("2-топ", &["B"])]);
    workbook.worksheet_from_name("2-топ").unwrap().write_string(0, 16, "Когда").unwrap();
    let fault = Box::new(FileFault::ColumnsMissing(vec![Column::IssuedOn]));
    assert_eq!(read_book(workbook), Err(FileFault::OnSheet { sheet: "2-топ".to_owned(), fault }));

    let mut workbook = book(&[("1-топ", &["A"])]);
    let sheet = workbook.add_worksheet();
    for (column, heading) in ["Регион", "Организация", "Должность"].into_iter().enumerate() {
        sheet.write_string(0, u16::try_from(column).unwrap(), heading).unwrap();
    }
    let list = read_book(workbook).unwrap();
    assert_eq!((list.rows.len(), remarks(&list)), (1, vec!["sheet_left"]));
}

#[test]
fn cells_merged_over_columns_are_one_fault_with_their_range_and_a_title_between_groups_is_none() {
    let mut workbook = book(&[("Список", &["A", "A", "A"])]);
    let sheet = workbook.worksheet_from_name("Список").unwrap();
    sheet.merge_range(2, 12, 2, 13, "25.04.2022", &Format::new()).unwrap();
    let list = read_book(workbook).unwrap();
    let [fault] = &list.faults[..] else { panic!("{:?}", list.faults) };
    assert_eq!(wording::fault(Locale::En, &list.sheets, fault).split(' ').nth(4), Some("M3:N3"));

    let mut workbook = book(&[("Список", &["A", "A"])]);
    let sheet = workbook.worksheet_from_name("Список").unwrap();
    sheet.merge_range(3, 1, 3, 16, "2-топ", &Format::new()).unwrap();
    for (column, value) in (0..).zip(line(8, &[("Поток", "B"), ("ИИН", "")]).split(';')) {
        sheet.write_string(4, column, value).unwrap();
    }
    let list = read_book(workbook).unwrap();
    assert_eq!((list.rows.len(), list.faults), (3, vec![]));
}

#[test]
fn a_number_whose_look_nobody_can_say_is_a_fault_only_in_a_column_that_is_read() {
    let percent = Format::new().set_num_format("0%");
    let list = read_today(&workbook(|sheet| {
        sheet.write_with_format(1, 14, 72, &percent).unwrap();
        sheet.write_with_format(1, 0, 1, &percent).unwrap();
    }));
    let faults = list.unwrap().faults;
    assert_eq!((faults.len(), faults[0].column, &faults[0].kind), (1, Some(Column::Hours), &FaultKind::NumberFormat));
}
