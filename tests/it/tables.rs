//! Owners of the tables: a room reads and writes its own, and those of others where a reason is given.

use std::{collections::BTreeSet, fs, path::Path};

use crate::architecture::{assert_none, files_under, sources};

/// Tables of each room.
const OWN: [(&str, &[&str]); 17] = [
    ("db", &["installation", "figures_changes"]),
    ("audit", &["audit_entries", "audit_documents", "audit_head"]),
    ("settings", &["settings"]),
    ("auth", &["sessions", "throttles", "saved_forms"]),
    ("outbox", &["letters"]),
    ("accounts", &["accounts", "account_tokens"]),
    ("specialists", &["specialists", "former_names", "consents", "distinct_people"]),
    ("places", &["places"]),
    ("courses", &["courses", "course_validity", "date_requests", "runs", "meetings", "trainers"]),
    ("enrollments", &["enrollments", "enrollment_steps"]),
    ("attendance", &["attendance"]),
    ("completion", &["scores"]),
    ("credentials", &["achievements", "signing_keys"]),
    (
        "certificates",
        &["certificates", "certificate_checks", "certificate_files", "credentials", "registration_series"],
    ),
    ("registry", &["merges", "merged_certificates"]),
    ("programme", &["programmes", "phases", "targets", "counting_courses", "region_needs", "run_funders"]),
    ("reports", &["editions", "edition_files", "edition_changes", "publications", "published_counts", "subscriptions"]),
];

/// Tables of others that a room reads, and why it does not ask the other room.
const READ: [(&str, &[&str], &str); 11] = [
    ("auth", &["accounts"], "a request reads its session and the roles of its account in one statement"),
    ("courses", &["places"], "a list of runs shows the seats of each, in one statement"),
    (
        "enrollments",
        &["courses", "distinct_people", "runs", "meetings", "specialists"],
        "a list of enrollments shows the run and the person of each, in one statement",
    ),
    (
        "attendance",
        &["enrollments", "meetings", "specialists"],
        "the grid shows the people of a run by name with their marks at its meetings, in few statements",
    ),
    ("completion", &["enrollments"], "scores are those of the people of one run"),
    (
        "certificates",
        &["enrollments", "former_names", "specialists"],
        "the certificates of a run and those of a name in any spelling are found in one statement",
    ),
    (
        "registry",
        &["accounts", "distinct_people", "former_names", "specialists"],
        "the list of people is searched and marked in one statement, and pairs are found over all records",
    ),
    (
        "programme",
        &[
            "certificates",
            "courses",
            "enrollments",
            "figures_changes",
            "merged_certificates",
            "merges",
            "places",
            "runs",
        ],
        "the figure is counted over all certificates, also as they were known before a merge, and its outlook over all runs",
    ),
    (
        "reports",
        &["attendance", "certificates", "consents", "courses", "meetings", "phases", "scores"],
        "the pack has the hours and results behind each certificate, in one statement, and phases are named by their codes",
    ),
    (
        "desk",
        &["certificates", "courses", "enrollment_steps", "enrollments", "meetings", "places", "runs"],
        "what is due is counted over all runs, one statement for each kind of work",
    ),
    (
        "demo",
        &["accounts", "certificates", "courses", "programmes", "runs", "specialists"],
        "it invents nobody where anything is there already, and lists the codes to try out",
    ),
];

/// Tables of others that a room writes, and why.
const WRITTEN: [(&str, &[&str], &str); 1] =
    [("auth", &["account_tokens"], "one sweep clears away sessions, forms and links whose time is over")];

fn is_listed(list: &[(&str, &[&str], &str)], room: &str, table: &str) -> bool {
    list.iter().any(|(of, tables, _)| *of == room && tables.contains(&table))
}

/// Names in the places where a statement has a table, each with whether it is written to.
fn names_in(code: &str) -> BTreeSet<(&str, bool)> {
    let words: Vec<&str> = code.split_whitespace().map(|word| word.trim_start_matches(['(', '"'])).collect();
    let mut names = BTreeSet::new();
    for (place, pair) in words.windows(2).enumerate() {
        let is_written = match pair[0] {
            "into" | "update" => true,
            "from" => place > 0 && words[place - 1] == "delete",
            "join" => false,
            _ => continue,
        };
        let end = pair[1].find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        names.insert((&pair[1][..end.unwrap_or(pair[1].len())], is_written));
    }
    names
}

/// Tables that the migrations make.
fn tables() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let texts = files_under(&folder, ".sql").into_iter().map(|file| fs::read_to_string(file).unwrap());
    let made = |text: String| {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let tables = words.windows(3).filter(|three| three[0] == "create" && three[1] == "table");
        tables.map(|three| three[2].clone()).collect::<Vec<_>>()
    };
    texts.flat_map(made).collect()
}

#[test]
fn tables_are_read_out_of_statements() {
    let code = r#"const SQL: &str = "select a from runs r join places p on p.run_id = r.id
        where exists (select 1 from enrollments)"; ("delete from letters;", "update sessions set x = 1")"#;
    let names = [("enrollments", false), ("letters", true), ("places", false), ("runs", false), ("sessions", true)];
    assert_eq!(names_in(code), BTreeSet::from(names));
}

#[test]
fn every_table_is_somebodys_and_used_by_its_room_or_for_a_reason() {
    let tables = tables();
    let mut mistakes = Vec::new();
    for table in &tables {
        let owners = OWN.iter().filter(|(_, own)| own.contains(&table.as_str())).count();
        if owners != 1 {
            mistakes.push(format!("{table} has {owners} owners"));
        }
    }
    let mut used = BTreeSet::new();
    let sources = sources();
    for source in sources.iter().filter(|source| !source.is_test()) {
        for (table, is_written) in names_in(&source.code).into_iter().filter(|(name, _)| tables.contains(*name)) {
            let room = source.room();
            let is_own = OWN.iter().any(|(of, own)| *of == room && own.contains(&table));
            let allowed = if is_written { &WRITTEN[..] } else { &READ[..] };
            if !is_own && !is_listed(allowed, room, table) {
                let verb = if is_written { "writes" } else { "reads" };
                mistakes.push(format!("src/{}: {room} {verb} {table}", source.path));
            }
            used.insert((room, table, is_written));
        }
    }
    for (list, is_written) in [(&READ[..], false), (&WRITTEN[..], true)] {
        for (room, tables, _) in list {
            let left = tables.iter().filter(|table| !used.contains(&(*room, **table, is_written)));
            mistakes.extend(left.map(|table| format!("{room} does not use {table} any more")));
        }
    }
    assert_none(
        &mistakes,
        "Ask the room that has the table, or write the use with its reason into the lists of this test:",
    );
}
