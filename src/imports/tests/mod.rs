//! Lists of every kind, good and bad.

mod cases;
mod cells;
mod claims;
mod files;
mod hostile;
mod keys;
mod rows;
mod same_as_forms;
mod saving;
mod sheets;
mod values;
mod words;

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::*;
use crate::{
    ground::Problem,
    sheets::{Allowance, SheetFault, cell, limits},
};

const RECEIVED: &[u8] = include_bytes!("../../../tests/data/phase1-participants.xlsx");
const CORRECTED: &[u8] = include_bytes!("../../../tests/data/phase1-participants-corrected.xlsx");

const HEADINGS: [&str; 17] = [
    "№",
    "Фамилия",
    "Имя",
    "Отчество",
    "ИИН",
    "Дата рождения",
    "Пол",
    "Регион",
    "Организация",
    "Должность",
    "Код курса",
    "Поток",
    "Начало",
    "Окончание",
    "Часы",
    "№ сертификата",
    "Дата выдачи",
];
/// Row of an invented holder: the IIN is of someone born in the 1800s.
const ROW: [&str; 17] = [
    "1",
    "Әлиева",
    "Гүлнұр",
    "Бауыржанқызы",
    "900315212345",
    "15.03.1990",
    "жен",
    "город Астана",
    "школа",
    "психолог",
    "NRC-01",
    "NRC-01-2204-5",
    "25.04.2022",
    "04.05.2022",
    "80",
    "NRC-2022-00001",
    "06.05.2022",
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn read_today(bytes: &[u8]) -> Result<List, FileFault> {
    read(bytes, day("2026-11-22"))
}

/// Reads a list as text, with these values in place of those of [`ROW`], one row for each set of them.
fn list_with(rows: &[&[(&str, &str)]]) -> List {
    let lines: Vec<String> = rows.iter().enumerate().map(|(place, changes)| line(place, changes)).collect();
    read_today(format!("{}\n{}\n", HEADINGS.join(";"), lines.join("\n")).as_bytes()).unwrap()
}

fn line(place: usize, changes: &[(&str, &str)]) -> String {
    let number = format!("NRC-2022-{:05}", place + 1);
    let value = |heading: &&str, usual: &str| {
        let given = changes.iter().find(|(changed, _)| changed == heading).map(|(_, value)| *value);
        let usual = if *heading == "№ сертификата" { &number } else { usual };
        given.unwrap_or(usual).to_owned()
    };
    let values: Vec<String> = HEADINGS.iter().zip(ROW).map(|(heading, usual)| value(heading, usual)).collect();
    values.join(";")
}

/// Kinds of faults in a list of one row with this value in it.
fn faults_with(heading: &str, value: &str) -> Vec<String> {
    list_with(&[&[(heading, value)]]).faults.iter().map(|fault| fault.code().into_owned()).collect()
}

fn remarks(list: &List) -> Vec<&'static str> {
    list.remarks.iter().map(|remark| remark.kind.code()).collect()
}

/// Makes a workbook with the headings and one good row, to which the test adds.
fn workbook(change: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, (heading, value)) in (0..).zip(HEADINGS.into_iter().zip(ROW)) {
        sheet.write_string(0, column, heading).unwrap();
        sheet.write_string(1, column, value).unwrap();
    }
    change(sheet);
    workbook.save_to_buffer().unwrap()
}

fn date_format() -> Format {
    Format::new().set_num_format("dd.mm.yyyy")
}
