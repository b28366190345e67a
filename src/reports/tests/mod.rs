//! Reports and packs: what they say is what the view says, and a stranger counts the same.

mod editions;
mod looks;
mod public;
mod subscriptions;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use zip::ZipArchive;

use super::service::{self, Format, Report};
use crate::{
    audit,
    db::Ctx,
    ground::{AppError, Locale},
    programme::{
        Filter,
        service::{ViewCache, ViewQuery},
    },
    settings::service as settings,
    sheets::{self, Allowance, Headings},
    testing::{
        self, on_both_databases,
        registry::{day, issue, register, with_courses_and_phases},
    },
};

/// Registry of some people in phase 1: one with two certificates, one whose only one is revoked.
async fn registry(ctx: &Ctx) {
    with_courses_and_phases(ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    for number in 1..=9 {
        let holder = register(&mut tx, number).await;
        let first = issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-03-04")).await;
        match number {
            1 => drop(issue(&mut tx, &holder, ("NRC-02", "RUN-2"), day("2022-05-06")).await),
            2 => {
                let on = day("2022-04-01");
                crate::certificates::service::revoke(&mut tx, first.id, on, "for a test").await.unwrap();
            }
            _ => {}
        }
    }
    audit::commit(tx).await.unwrap();
}

async fn report(ctx: &Ctx, filter: Filter) -> Report {
    let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: Some(day("2022-12-31")), known_at: None };
    service::report(&mut ctx.read().await.unwrap(), &ViewCache::default(), query, filter).await.unwrap()
}

/// Path that no other test has.
fn temporary(what: &str) -> PathBuf {
    std::env::temp_dir().join(format!("maman-{what}-{}-{:?}", std::process::id(), std::thread::current().id()))
}

/// Folder with what is in a pack; gone afterwards.
struct Unpacked(PathBuf);

impl Unpacked {
    fn of(pack: &[u8]) -> Self {
        let folder = temporary("pack");
        ZipArchive::new(std::io::Cursor::new(pack)).unwrap().extract(&folder).unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Answer of the pack's own program: whether it found every number right, and what it said.
fn recount(folder: &Path) -> (bool, String) {
    let output = Command::new("python3").arg(folder.join("recount.py")).output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

on_both_databases!(a_stranger_counts_the_pack_again_and_finds_what_was_changed, |ctx| {
    registry(&ctx).await;
    let narrowed = Filter { sex: Some(Some("female".to_owned())), ..Filter::default() };
    let quarter = Filter { quarter: Some(day("2022-01-01")), ..Filter::default() };
    for filter in [Filter::default(), narrowed, quarter] {
        let report = report(&ctx, filter).await;
        let pack = service::pack(&mut ctx.read().await.unwrap(), &report).await.unwrap();
        let folder = Unpacked::of(&pack);
        let (is_right, said) = recount(folder.path());
        assert!(is_right, "{said}");
        assert!(said.contains(&format!("{} trained", report.progress.trained)), "{said}");
        let list = fs::read_to_string(folder.path().join("certificates.csv")).unwrap();
        assert_eq!(list.lines().count(), 11, "the heading, and ten certificates");
        // nobody is named, and a certificate that goes missing shows
        let all: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        assert!(all.iter().all(|text| !text.contains("Айгерим") && !text.contains("iin")));
        let shorter: Vec<&str> = list.lines().take(4).collect();
        fs::write(folder.path().join("certificates.csv"), shorter.join("\n")).unwrap();
        let (is_right, said) = recount(folder.path());
        assert!(!is_right && said.contains("certificates.csv is not the file"), "{said}");
        // the same view gives the same pack
        let again = service::pack(&mut ctx.read().await.unwrap(), &report).await.unwrap();
        assert_eq!(again, pack);
    }
});

/// Holds a document against the schema of IATI 2.03, where `xmllint` is installed; where changes are proven, it is.
fn assert_valid_iati(xml: &str) {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/iati-2.03/iati-activities-schema.xsd");
    let file = temporary("iati");
    fs::write(&file, xml).unwrap();
    let checked = Command::new("xmllint").args(["--noout", "--nonet", "--schema", schema]).arg(&file).output();
    fs::remove_file(&file).unwrap();
    match checked {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(missing) => assert!(option_env!("CI").is_none(), "xmllint: {missing}"),
    }
}

on_both_databases!(every_format_says_the_numbers_of_the_view, |ctx| {
    registry(&ctx).await;
    let report = report(&ctx, Filter::default()).await;
    assert_eq!((report.progress.trained, report.progress.certificates), (8, 9));
    let centre = settings::current(&mut ctx.read().await.unwrap()).await.unwrap();
    let xml = String::from_utf8(Format::Iati.write(Locale::En, &report, &centre).unwrap()).unwrap();
    assert_valid_iati(&xml);
    assert!(xml.contains(r#"<target value="130"/>"#) && xml.contains(r#"<actual value="8"/>"#), "{xml}");
    for locale in Locale::ALL {
        let table = String::from_utf8(Format::Table.write(locale, &report, &centre).unwrap()).unwrap();
        assert!(table.starts_with('\u{feff}'));
        let separator = if locale == Locale::En { ',' } else { ';' };
        assert_eq!(table.lines().nth(1).unwrap().split(separator).nth(3), Some("8"), "{table}");
        let workbook = Format::Workbook.write(locale, &report, &centre).unwrap();
        assert_eq!(workbook, Format::Workbook.write(locale, &report, &centre).unwrap(), "the same bytes");
        let headings = Headings { is_known: |_| true, least_known: 2, least_columns: 2 };
        let sheets = sheets::read(&workbook, headings, &Allowance::usual()).unwrap();
        // the view, seven breakdowns, the months, and two tables of two breakdowns
        assert_eq!(sheets.len(), 11);
        let last = sheets.last().unwrap().rows.last().unwrap();
        let sums: Vec<u32> = (1..).map(|place| last.cell(place).shown()).map_while(|cell| cell.parse().ok()).collect();
        let (total, parts) = sums.split_last().unwrap();
        assert_eq!((*total, parts.iter().sum::<u32>()), (8, 8));
    }
    let document: Value = report.document();
    let cells = document["two_way"]["region_by_sex"].as_array().unwrap();
    let sum: u64 = cells.iter().map(|cell| cell[2].as_u64().unwrap()).sum();
    assert_eq!((document["trained"].as_u64(), sum), (Some(8), 8));
});

on_both_databases!(reports_are_for_those_who_see_the_figures, |ctx| {
    registry(&ctx).await;
    for (caller, _) in testing::outsiders().into_iter().filter(|(caller, _)| !caller.sees_figures()) {
        let ctx = ctx.as_caller(caller);
        let (mut tx, cache) = (ctx.read().await.unwrap(), ViewCache::default());
        let answer = service::report(&mut tx, &cache, ViewQuery::default(), Filter::default()).await.map(drop);
        let is_refused = matches!(answer, Err(AppError::Refused(_) | AppError::SignInNeeded));
        assert!(is_refused, "{answer:?}");
    }
});
