//! Words belong to the room that shows them: a room uses its own sections of `locales/`, and those of `ui`.

use std::{fs, path::Path};

use crate::architecture::files_under;

/// Owner of each section. Sections of `ui` are for every room, and the command line words what the slices hand it.
const OWNERS: &[(&str, &str)] = &[
    ("accounts", "accounts"),
    ("attendance", "attendance"),
    ("centre", "settings"),
    ("charts", "programme"),
    ("certificates", "certificates"),
    ("cli", "cli"),
    ("completion", "completion"),
    ("consent", "specialists"),
    ("course_editor", "courses"),
    ("courses", "courses"),
    ("dashboard", "programme"),
    ("data", "my"),
    ("desk", "desk"),
    ("documents", "documents"),
    ("enrollment_letters", "enrollments"),
    ("enrollments", "enrollments"),
    ("errors", "ui"),
    ("evidence", "programme"),
    ("compare", "programme"),
    ("figures", "reports"),
    ("forms", "ui"),
    ("funders", "programme"),
    ("help", "help"),
    ("home", "programme"),
    ("imports", "imports"),
    ("layout", "ui"),
    ("letters", "outbox"),
    ("my", "my"),
    ("outlook", "programme"),
    ("privacy", "specialists"),
    ("problems", "ui"),
    ("profile", "specialists"),
    ("registry", "registry"),
    ("run_editor", "courses"),
    ("reports", "reports"),
    ("rise", "programme"),
    ("settings", "admin"),
    ("sheets", "sheets"),
    ("staff_runs", "courses"),
    ("targets", "programme"),
    ("transcript", "my"),
    ("ui", "ui"),
    ("verify", "certificates"),
    ("words", "ui"),
];

/// Sections that a source names in `text!`.
fn sections(code: &str) -> Vec<String> {
    let calls = code.split("text!(").skip(1).filter_map(|call| call.split_once(','));
    let keys = calls.map(|(_, rest)| rest.trim_start());
    let named = keys.filter_map(|key| key.split_once('.')).map(|(section, _)| section);
    named
        .filter(|section| section.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_'))
        .map(ToOwned::to_owned)
        .collect()
}

#[test]
fn a_room_uses_its_own_words_and_those_of_ui() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut mistakes, mut found) = (Vec::new(), 0);
    for file in files_under(&src, ".rs") {
        let path = file.strip_prefix(&src).unwrap().to_string_lossy().into_owned();
        let room = path.split(['/', '.']).next().unwrap();
        if path.contains("/tests") || room == "i18n" || room == "cli" {
            continue;
        }
        for section in sections(&fs::read_to_string(&file).unwrap()) {
            found += 1;
            match OWNERS.iter().find(|(name, _)| *name == section) {
                Some((_, owner)) if *owner == room || *owner == "ui" => {}
                Some((_, owner)) => mistakes.push(format!("src/{path}: {section} is of {owner}")),
                None => mistakes.push(format!("src/{path}: {section} has no owner in this test")),
            }
        }
    }
    assert!(found > 900, "the words were found: {found}");
    assert!(
        mistakes.is_empty(),
        "Give the room a text of its own, or move one that several rooms show to the section `ui`:\n  {}",
        mistakes.join("\n  ")
    );
}
