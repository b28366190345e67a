//! Workbooks of several sheets, and with other content beside the list.

use rust_xlsxwriter::Format;

use super::*;
use crate::ground::Locale;

/// Makes a workbook of these sheets, each with its name and the runs of its rows; a `-` before the name hides the
/// sheet, and one without rows has no heading either.
fn book(sheets: &[(&str, &[&str])]) -> Workbook {
    let mut workbook = Workbook::new();
    let mut number = 0;
    for (name, runs) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name.trim_start_matches('-')).unwrap().set_hidden(name.starts_with('-'));
        for (column, heading) in (0..).zip(HEADINGS).filter(|_| !runs.is_empty()) {
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
    let list = read_book(book(&[("Пояснение", &[]), ("-Список", &["A", "A"])])).unwrap();
    assert_eq!((list.rows.len(), remarks(&list)), (2, vec!["hidden_sheet_read"]));
}

#[test]
fn a_fault_on_the_second_sheet_names_it_in_every_language() {
    let mut workbook = book(&[("1-топ", &["A"]), ("2-топ", &["B"])]);
    workbook.worksheet_from_name("2-топ").unwrap().write_string(1, 15, "NRC-2022-00001").unwrap();
    let list = read_book(workbook).unwrap();
    let [fault] = &list.faults[..] else { panic!("{:?}", list.faults) };
    let found = |locale| wording::fault(locale, &list.sheets, fault);
    assert!(found(Locale::Ru).starts_with("Лист «2-топ». Строка 2, столбец «№ сертификата»"), "{}", found(Locale::Ru));
    assert!(found(Locale::Ru).ends_with("Строка 2 — на листе «1-топ»."), "{}", found(Locale::Ru));
    assert!(found(Locale::Kk).starts_with("«2-топ» парағы. 2-жол"), "{}", found(Locale::Kk));
    assert!(found(Locale::En).starts_with("Sheet “2-топ”. Row 2"), "{}", found(Locale::En));
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

/// Content of an open-format sheet with these rows, and with this text before them.
fn open_document(before: &str, rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"ta2\"><style:table-properties \
         table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{before}\
         <table:table table:name=\"Список\" table:style-name=\"ta1\">{rows}<table:table-row \
         table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
         </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mime_type: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    files::packed(&[("mimetype", mime_type), ("content.xml", content.as_bytes())])
}

fn open_row(attributes: &str, cells: impl Iterator<Item = String>) -> String {
    format!("<table:table-row{attributes}>{}</table:table-row>", cells.collect::<String>())
}

fn open_cell(value: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{value}</text:p></table:table-cell>")
}

#[test]
fn a_sheet_of_libreoffice_is_read_as_it_shows_itself() {
    let headings = open_row("", HEADINGS.iter().map(|heading| open_cell(heading)));
    let number = |value: &str, shown: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{shown}</text:p></table:table-cell>"
        )
    };
    let cells = HEADINGS.iter().zip(ROW).map(|(heading, value)| match *heading {
        "Начало" => "<table:table-cell office:value-type=\"date\" office:date-value=\"2022-04-25\"><text:p>25.04.22</text:p></table:table-cell>".to_owned(),
        "Часы" => number("80", "80,00"),
        "№ сертификата" => number("41", "NRC-2022-00041"),
        "Имя" => format!("<table:table-cell office:value-type=\"string\"><office:annotation><text:p>проверить</text:p></office:annotation><text:p>{value}</text:p></table:table-cell>"),
        _ => open_cell(value),
    });
    let row = open_row(" table:visibility=\"filter\"", cells);
    let hidden =
        "<table:table table:name=\"Старый\" table:style-name=\"ta2\">".to_owned() + &headings + "</table:table>";
    let list = read_today(&open_document(&hidden, &(headings + &row))).unwrap();
    assert_eq!(list.faults, []);
    let row = &list.rows[0];
    assert_eq!((row.row.row, row.starts_on, row.hours), (2, day("2022-04-25"), Some(80)));
    assert_eq!(row.registration_number.as_str(), "NRC-2022-00041");
    assert_eq!(row.person.name.full(), "Әлиева Гүлнұр Бауыржанқызы");
    assert_eq!(remarks(&list), ["hidden_sheet_left", "hidden_rows"]);
}

#[test]
fn rows_and_cells_that_libreoffice_repeats_by_a_number_cost_no_more_than_those_that_are_written() {
    let headings = open_row("", HEADINGS.iter().map(|heading| open_cell(heading)));
    let wide = " table:number-columns-repeated=\"4000000000\"";
    let wide = open_cell("x").replacen("cell", &format!("cell{wide}"), 1);
    let wide = open_row("", std::iter::once(wide));
    assert_eq!(read_today(&open_document("", &(headings.clone() + &wide))).unwrap().rows.len(), 0);
    let tall = open_row(" table:number-rows-repeated=\"4000000000\"", std::iter::once(open_cell("x")));
    assert_eq!(read_today(&open_document("", &(headings + &tall))), Err(FileFault::Sheet(SheetFault::TooManyRows)));
}
