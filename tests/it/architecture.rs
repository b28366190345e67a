//! Plan of the house as tests: who may use whom, where SQL is, where the gates are.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Slices in the order of the centre's work. One uses only those before it.
const SLICES: [&str; 17] = [
    "accounts",
    "specialists",
    "places",
    "courses",
    "enrollments",
    "attendance",
    "completion",
    "certificates",
    "my",
    "help",
    "registry",
    "programme",
    "reports",
    "imports",
    "desk",
    "demo",
    "admin",
];
/// Rooms that every slice may use.
const GROUND: [&str; 12] = [
    "ground",
    "reference",
    "i18n",
    "db",
    "audit",
    "settings",
    "auth",
    "outbox",
    "ui",
    "sheets",
    "documents",
    "credentials",
];
/// Files of a slice that later ones may use. Its store and its policy are closed to them.
const FRONT: [&str; 6] = ["model", "service", "query", "pages", "site", "outcome"];
/// Files of a slice from the bottom up: each uses only those before it.
const LAYERS: [&str; 10] =
    ["model", "policy", "store", "wording", "letters", "service", "query", "api", "forms", "pages"];
/// Rooms whose work is no change of the registry: sessions, throttles, the delivery of letters.
const UPKEEP: [&str; 5] = ["accounts", "audit", "auth", "jobs", "outbox"];

pub(crate) struct Source {
    /// Path under `src/`, with slashes.
    pub(crate) path: String,
    /// Source without comments, and without the tests at the foot.
    pub(crate) code: String,
    whole: String,
}

impl Source {
    pub(crate) fn room(&self) -> &str {
        let head = self.path.split('/').next().unwrap_or_default();
        head.strip_suffix(".rs").unwrap_or(head)
    }

    /// Layer of a slice that the file belongs to: `pages/home.rs` belongs to `pages`.
    fn layer(&self) -> &str {
        let second = self.path.split('/').nth(1).unwrap_or_default();
        second.strip_suffix(".rs").unwrap_or(second)
    }

    pub(crate) fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/") || self.room() == "testing"
    }
}

pub(crate) fn files_under(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_under(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn sources() -> Vec<Source> {
    let src = root().join("src");
    let sources: Vec<Source> = files_under(&src, ".rs")
        .into_iter()
        .map(|file| {
            let whole = fs::read_to_string(&file).unwrap();
            let without_tests = whole
                .split_once("\n#[cfg(test)]\nmod tests {")
                .or_else(|| whole.split_once("\n#[cfg(all(test, feature = \"ssr\"))]\nmod tests {"))
                .map_or(whole.as_str(), |(before, _)| before);
            let code: Vec<&str> = without_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            let path = file.strip_prefix(&src).unwrap().to_string_lossy().into_owned();
            Source { path, code: code.join("\n"), whole }
        })
        .collect();
    assert!(sources.len() > 80, "the sources of the product were found");
    sources
}

/// Paths behind a prefix such as `crate::`: their first two names. Groups in braces are read through.
fn paths_behind<'a>(code: &'a str, prefix: &str) -> BTreeSet<(&'a str, &'a str)> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        for item in items(rest) {
            let first = name(item);
            let seconds = item[first.len()..].strip_prefix("::").map(items).unwrap_or_default();
            if seconds.is_empty() {
                found.insert((first, ""));
            }
            found.extend(seconds.into_iter().map(|second| (first, name(second))));
        }
    }
    found
}

fn name(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    &text[..end]
}

/// Items in a group in braces, or the one item without them.
fn items(rest: &str) -> Vec<&str> {
    let Some(inside) = rest.strip_prefix('{') else { return vec![rest] };
    let (mut depth, mut start, mut items) = (1, 0, Vec::new());
    for (at, letter) in inside.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && letter == ',') {
            items.push(inside[start..at].trim());
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

pub(crate) fn assert_none(mistakes: &[String], what_to_do: &str) {
    assert!(mistakes.is_empty(), "{what_to_do}\n  {}\n", mistakes.join("\n  "));
}

#[test]
fn groups_of_paths_are_read_through() {
    let code = "use crate::{\n    db::{Ctx, tx::Tx},\n    ground::AppError,\n    ui,\n};\nlet x = crate::i18n::dates::short(crate::demo);";
    let read = paths_behind(code, "crate::");
    let expected = [("db", "Ctx"), ("db", "tx"), ("demo", ""), ("ground", "AppError"), ("i18n", "dates"), ("ui", "")];
    assert_eq!(read, BTreeSet::from(expected));
    assert!(paths_behind("pub(crate) use $xcrate::db;", "crate::").is_empty());
}

/// Rooms that a room may use, beside itself. `None`: the room is not in the plan.
fn may_use(room: &str) -> Option<Vec<&'static str>> {
    if let Some(place) = SLICES.iter().position(|slice| *slice == room) {
        return Some([&GROUND[..], &SLICES[..place]].concat());
    }
    Some(match room {
        "ground" => vec![],
        // its words exist in three languages, and that kind of text is the ground's
        "reference" | "i18n" | "config" | "db" => vec!["ground", "reference"],
        "audit" => vec!["ground", "db"],
        "settings" => vec!["ground", "i18n", "db", "audit"],
        "auth" | "credentials" => vec!["ground", "db", "audit"],
        "outbox" => vec!["ground", "db", "audit", "i18n", "settings"],
        "sheets" => vec!["ground", "i18n"],
        "documents" => vec!["ground", "i18n", "settings"],
        "jobs" => {
            vec!["ground", "db", "audit", "auth", "outbox", "enrollments", "certificates", "programme", "reports"]
        }
        "ui" => vec!["ground", "reference", "i18n", "db", "settings"],
        "state" => vec!["ground", "app", "db", "settings", "certificates", "programme", "ui"],
        "server" => vec!["ground"],
        "app" | "routes" | "cli" | "main" | "lib" | "testing" => {
            [&GROUND[..], &SLICES, &["app", "cli", "config", "jobs", "routes", "server", "state"]].concat()
        }
        _ => return None,
    })
}

/// Tells whether a slice names another one for its addresses alone. These lead anywhere: from an enrollment to the
/// person's own page, which is made later.
fn names_addresses_alone(source: &Source, used: &str, inside: &str) -> bool {
    let is_between_slices = SLICES.contains(&source.room()) && SLICES.contains(&used);
    let path = format!("{used}::");
    let mut uses = source.code.match_indices(&path).filter(|(at, _)| {
        let before = source.code[..*at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    });
    is_between_slices
        && (inside == "site"
            || inside.is_empty() && uses.all(|(at, _)| source.code[at + path.len()..].starts_with("site::")))
}

#[test]
fn every_room_uses_only_the_rooms_below_it() {
    let mut mistakes = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let room = source.room();
        let Some(allowed) = may_use(room) else {
            mistakes
                .push(format!("src/{}: the room `{room}` is new; write it into the table of this test", source.path));
            continue;
        };
        for (used, inside) in paths_behind(&source.code, "crate::") {
            let is_macro = used.starts_with("on_") || used == "text";
            if used != room && !is_macro && !allowed.contains(&used) && !names_addresses_alone(source, used, inside) {
                mistakes.push(format!("src/{}: {room} must not use {used} ({inside})", source.path));
            }
        }
    }
    assert_none(
        &mistakes,
        "docs/architecture.md says who may use whom. Move what is shared down to the room that both may use, or let the \
         later slice call the earlier one:",
    );
}

#[test]
fn an_address_leans_on_nothing_but_the_ground_and_other_addresses() {
    let mut mistakes = Vec::new();
    for source in sources().iter().filter(|source| SLICES.contains(&source.room()) && source.layer() == "site") {
        for (used, inside) in paths_behind(&source.code, "crate::") {
            let names_addresses = inside == "site" || names_addresses_alone(source, used, inside);
            if used != "ground" && !names_addresses {
                mistakes.push(format!("src/{}: crate::{used}::{inside}", source.path));
            }
        }
        let own = paths_behind(&source.code, "super::");
        mistakes.extend(own.into_iter().map(|(used, _)| format!("src/{}: super::{used}", source.path)));
    }
    assert_none(
        &mistakes,
        "Every slice names the addresses of every other, so they must lead to no page. What ties an address to its page, form \
         action and audience is the slice's `routes.rs`:",
    );
}

#[test]
fn a_slice_is_entered_by_its_front_door() {
    let mut mistakes = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        for (used, inside) in paths_behind(&source.code, "crate::") {
            let is_inside = inside.starts_with(char::is_lowercase) && inside != "self" && !FRONT.contains(&inside);
            // imports is a reader of files more than a slice: its parts are named by what they read
            let is_open =
                ["imports", "demo"].contains(&used) || (["cli", "app", "routes", "state"].contains(&source.room()));
            if used != source.room() && SLICES.contains(&used) && is_inside && !is_open {
                mistakes.push(format!("src/{}: crate::{used}::{inside}", source.path));
            }
        }
    }
    assert_none(
        &mistakes,
        "Use what the slice offers in its `mod.rs`, or its model, service or pages; what else it has is its own:",
    );
}

#[test]
fn inside_a_slice_the_layers_are_used_downwards_only() {
    let mut mistakes = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test() && SLICES.contains(&source.room())) {
        let Some(place) = LAYERS.iter().position(|layer| *layer == source.layer()) else { continue };
        let own = format!("crate::{}::", source.room());
        let used = paths_behind(&source.code, "super::")
            .into_iter()
            .chain(paths_behind(&source.code, &own))
            .map(|(used, _)| used)
            .collect::<BTreeSet<_>>();
        for used in used {
            let above = LAYERS.iter().position(|layer| *layer == used).is_some_and(|used| used > place);
            let skips = source.layer() == "pages" && ["store", "policy"].contains(&used);
            let is_api_of_pages = source.layer() == "service" && used == "query";
            if (above && !is_api_of_pages) || skips {
                mistakes.push(format!("src/{}: {} must not use {used}", source.path, source.layer()));
            }
        }
    }
    assert_none(
        &mistakes,
        "The order is model, policy, store, service, and then api, forms and pages. A page asks the service; it never \
         reaches for the store:",
    );
}

#[test]
fn sql_stands_in_the_stores_alone() {
    let mut mistakes = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test() && !["db", "audit"].contains(&source.room())) {
        let is_store = source.path.ends_with("/store.rs") || source.path.contains("/store/");
        if !is_store && (source.code.contains("sqlx::query") || source.code.contains("QueryBuilder")) {
            mistakes.push(format!("src/{}", source.path));
        }
    }
    assert_none(
        &mistakes,
        "Move the statement to the slice's `store.rs` and call it from there. Only the stores, `db`, `audit` and tests \
         speak SQL:",
    );
}

#[test]
fn a_transaction_is_ended_by_the_audit_log_alone() {
    let mut mistakes = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test() && !["db", "audit"].contains(&source.room())) {
        if source.code.contains(".finish().await") {
            mistakes.push(format!("src/{}", source.path));
        }
    }
    assert_none(
        &mistakes,
        "End the transaction with `audit::commit`, so that no change is without its line in the log (R8):",
    );
}

#[test]
fn only_upkeep_leaves_no_line_in_the_audit_log() {
    let mut mistakes = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test() && !UPKEEP.contains(&source.room())) {
        if source.code.contains("commit_upkeep") {
            mistakes.push(format!("src/{}", source.path));
        }
    }
    assert_none(
        &mistakes,
        "A attempt changes the registry and ends in `audit::commit` (R8). Sessions, throttles and the delivery of letters do \
         not; they have rooms of their own:",
    );
}

#[test]
fn gates_stand_at_mod_lines_alone() {
    let mut mistakes = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.whole.lines().map(str::trim).collect();
        for (number, line) in lines.iter().enumerate() {
            let is_inside = line.contains("cfg!(") || line.contains("#![cfg(");
            if !line.starts_with("#[cfg(") && !line.starts_with("#[cfg_attr(") && !is_inside {
                continue;
            }
            let gated = lines[number + 1..].iter().find(|line| !line.starts_with("#[") && !line.starts_with("//"));
            let is_mod = gated.is_some_and(|line| {
                let line = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub ")).unwrap_or(line);
                line.starts_with("mod ")
            });
            // what a gated module offers through its parent is gone with it
            let is_reexport = gated.and_then(|line| line.strip_prefix("pub use ")).is_some_and(|used| {
                let declared = [format!("mod {};", name(used)), format!("pub mod {};", name(used))];
                lines.windows(2).any(|pair| pair[0] == *line && declared.iter().any(|module| module == pair[1]))
            });
            let is_entry_of_the_browser = source.path == "lib.rs" && line.contains("feature = \"hydrate\"");
            if is_inside || !(is_mod || is_reexport || is_entry_of_the_browser) {
                mistakes.push(format!("src/{}:{}: {line}", source.path, number + 1));
            }
        }
    }
    assert_none(&mistakes, "Put what is for one half alone into a module of its own and gate its `mod` line:");
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let mut mistakes = Vec::new();
    for (folder, ending) in
        [("src", ".rs"), ("tests", ".rs"), ("xtask/src", ".rs"), ("style", ".css"), ("end2end", ".ts")]
    {
        for file in files_under(&root().join(folder), ending) {
            let length = fs::read_to_string(&file).unwrap().lines().count();
            if length > 400 && !file.components().any(|part| part.as_os_str() == "node_modules") {
                mistakes.push(format!("{}: {length} lines", file.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert_none(&mistakes, "Make a folder of the same name and cut the file where its matter changes:");
}
