//! Migrations of both databases: they give the same tables with the same rules.

use std::{collections::BTreeMap, fs, path::Path};

use maman::{
    db::{Ctx, tables},
    enrollments::{State, model::Reason},
    testing::{self, TestDatabase},
};

fn files(folder: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder);
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn both_folders_have_the_same_files() {
    let names = |folder| files(folder).into_keys().collect::<Vec<_>>();
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn lists_of_words_in_the_tables_are_those_of_the_program() {
    let text: String = files("sqlite").into_values().collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lists = [
        State::ALL.iter().map(|state| state.as_str()).collect::<Vec<_>>(),
        State::words(State::BLOCKING_REAPPLYING).to_vec(),
        Reason::ALL.iter().map(|reason| reason.as_str()).collect(),
    ];
    for words in lists {
        let list = format!("in ('{}')", words.join("', '"));
        assert!(text.contains(&list), "no table has the list {list}");
    }
}

/// Statements of a migration, without the words that are one database's own.
fn statements(sql: &str) -> Vec<String> {
    let lines: Vec<&str> = sql.lines().filter_map(|line| line.split("--").next()).collect();
    let kinds = |word: &str| {
        match word.trim_end_matches(',') {
            "uuid" | "bytea" | "blob" => "bytes",
            "date" | "timestamptz" | "text" => "text",
            "bigint" | "boolean" | "integer" => "number",
            "strict" | ")strict" => "",
            _ => return word.to_owned(),
        }
        .to_owned()
            + if word.ends_with(',') { "," } else { "" }
    };
    lines
        .join(" ")
        .split(';')
        .map(|statement| {
            let words: Vec<String> = statement.split_whitespace().map(kinds).filter(|word| !word.is_empty()).collect();
            words.join(" ")
        })
        .filter(|statement| statement.starts_with("create") || statement.starts_with("alter"))
        .collect()
}

#[test]
fn both_folders_make_the_same_tables_checks_and_indexes() {
    for ((name, sqlite), (_, postgres)) in files("sqlite").into_iter().zip(files("postgres")) {
        let (sqlite, postgres) = (statements(&sqlite), statements(&postgres));
        assert!(!sqlite.is_empty(), "{name}");
        for (sqlite, postgres) in sqlite.iter().zip(&postgres) {
            assert_eq!(sqlite, postgres, "{name}");
        }
        assert_eq!(sqlite.len(), postgres.len(), "{name}");
    }
}

async fn tables_of(ctx: Ctx) -> BTreeMap<String, String> {
    tables(&mut ctx.read().await.unwrap()).await.unwrap()
}

/// Type in which SQLite stores a type of PostgreSQL.
fn on_sqlite(kind: &str) -> String {
    let (kind, rest) = kind.split_once(" not null").map_or((kind, ""), |(kind, _)| (kind, " not null"));
    let kept = match kind {
        "uuid" | "bytea" => "BLOB",
        "integer" | "bigint" | "boolean" => "INTEGER",
        "text" | "date" | "timestamp with time zone" => "TEXT",
        other => panic!("{other} is new: say in this test what SQLite keeps it as"),
    };
    format!("{kept}{rest}")
}

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    let sqlite = testing::run(Some(TestDatabase::sqlite()), tables_of).await.unwrap();
    assert!(sqlite.len() > 100 && sqlite.contains_key("certificates.valid_until"), "{}", sqlite.len());
    let Some(postgres) = testing::run(TestDatabase::postgres().await, tables_of).await else { return };
    assert_eq!(postgres.keys().collect::<Vec<_>>(), sqlite.keys().collect::<Vec<_>>());
    for (column, kind) in &postgres {
        assert_eq!(on_sqlite(kind), sqlite[column].to_uppercase().replace("NOT NULL", "not null"), "{column}");
    }
}

#[tokio::test]
async fn days_and_instants_are_not_kept_as_mere_text() {
    // SQLite has no kind for them, so only PostgreSQL tells whether one was forgotten
    let Some(postgres) = testing::run(TestDatabase::postgres().await, tables_of).await else { return };
    for (column, kind) in &postgres {
        let (_, name) = column.split_once('.').unwrap();
        let is_day = ["_on", "_until", "_since", "_date"].iter().any(|ending| name.ends_with(ending));
        let is_instant = name.ends_with("_at");
        let wanted = if is_day {
            "date"
        } else if is_instant {
            "timestamp with time zone"
        } else {
            continue;
        };
        assert!(kind.starts_with(wanted), "{column} is {kind}, and should be {wanted}");
    }
}
