//! Looks of the files of a view: what each format says, line by line.
//!
//! `INSTA_UPDATE=always cargo nextest run --features ssr -E 'test(reports::tests::looks)'` writes them anew; look at
//! what changed.

use chrono::{DateTime, Utc};

use super::{Format, Report, registry, report, temporary};
use crate::{
    ground::{AppError, Locale},
    programme::Filter,
    settings::service as settings,
    sheets::{self, Allowance, Headings},
    testing::on_both_databases,
};

/// Report as if it had been made at a moment that never changes, on a registry whose audit log never changes.
fn at_a_fixed_moment(report: Report) -> Report {
    let moment: DateTime<Utc> = "2023-01-16T09:30:00Z".parse().unwrap();
    Report { known_at: moment, made_at: moment, audit: format!("0:{}", "0".repeat(64)).parse().unwrap(), ..report }
}

/// Cells of a workbook: the name of each sheet, and a line for each of its rows.
fn cells(workbook: &[u8]) -> String {
    let headings = Headings { is_known: |_| true, least_known: 2, least_columns: 2 };
    let sheets = sheets::read(workbook, headings, &Allowance::usual()).unwrap();
    let lines = sheets.iter().flat_map(|sheet| {
        let rows = sheet.rows.iter().map(|row| {
            let cells: Vec<String> = (0..row.cells.len()).map(|place| row.cell(place).shown()).collect();
            cells.join(" | ")
        });
        std::iter::once(format!("\n[{}]", sheet.name)).chain(rows)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Text of a PDF, where `pdftotext` is installed; where changes are proven, it is.
fn text_of(pdf: &[u8]) -> Option<String> {
    let file = temporary("looks");
    std::fs::write(&file, pdf).unwrap();
    let told = std::process::Command::new("pdftotext").args(["-layout", "-nopgbrk"]).arg(&file).arg("-").output();
    std::fs::remove_file(&file).unwrap();
    match told {
        Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
        Err(missing) => {
            assert!(option_env!("CI").is_none(), "pdftotext: {missing}");
            None
        }
    }
}

on_both_databases!(files_of_a_view_say_what_they_said, |ctx| {
    registry(&ctx).await;
    let report = at_a_fixed_moment(report(&ctx, Filter::default()).await);
    let centre = settings::current(&mut ctx.read().await.unwrap()).await.unwrap();
    let write = |format: Format, locale| -> Result<Vec<u8>, AppError> { format.write(locale, &report, &centre) };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        for locale in Locale::ALL {
            let code = locale.code();
            insta::assert_snapshot!(format!("view_{code}_csv"), text(write(Format::Table, locale).unwrap()));
            insta::assert_snapshot!(format!("view_{code}_xlsx"), cells(&write(Format::Workbook, locale).unwrap()));
            if let Some(words) = text_of(&write(Format::Pdf, locale).unwrap()) {
                insta::assert_snapshot!(format!("view_{code}_pdf"), words);
            }
        }
        insta::assert_snapshot!("view_xml", text(write(Format::Iati, Locale::En).unwrap()).replace("><", ">\n<"));
        insta::assert_snapshot!("view_json", format!("{:#}", report.document()));
    });
});
