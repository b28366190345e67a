//! Comments in plain English: the first word of each doc comment is a noun or a verb.

use std::{fs, path::Path};

use crate::architecture::files_under;

/// Words that are neither a noun nor a verb, so that no doc comment begins with them.
const NO_BEGINNINGS: &str = "A All An And Another Any As At But By Each Every Everybody Everything For From Here How If \
    In It Its More Most No Nobody None Not Nothing Of On Once One One's Only Or Other Same So Somebody Something That \
    The There These They This Those Three To Two Until What When Where Whether Which While Who Whoever Whose Why With \
    Without";

/// Kind of a doc comment's line, and the text behind it; `None` for every other line.
fn doc_comment(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start();
    ["//!", "///"].into_iter().find_map(|kind| Some((kind, line.strip_prefix(kind)?)))
}

fn first_word(text: &str) -> String {
    let word = text.trim_start().chars().take_while(|letter| letter.is_alphabetic() || "'’".contains(*letter));
    word.collect::<String>().replace('’', "'")
}

/// Doc comments of a source that begin with such a word: the number of the line, and the text of the line.
fn bad_beginnings(source: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut before = None;
    for (number, line) in source.lines().enumerate() {
        let comment = doc_comment(line);
        if let Some((kind, text)) = comment
            && before != Some(kind)
            && NO_BEGINNINGS.split_whitespace().any(|word| word == first_word(text))
        {
            found.push((number + 1, text.trim()));
        }
        before = comment.map(|(kind, _)| kind);
    }
    found
}

#[test]
fn a_doc_comment_begins_with_a_noun_or_a_verb() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut mistakes = Vec::new();
    for folder in ["src", "xtask/src"] {
        for path in files_under(&root.join(folder), ".rs") {
            let shown = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            let source = fs::read_to_string(&path).unwrap();
            let lines = bad_beginnings(&source).into_iter();
            mistakes.extend(lines.map(|(number, text)| format!("{shown}:{number}: {text}")));
        }
    }
    assert!(
        mistakes.is_empty(),
        "{} comments begin with a word that is neither a noun nor a verb:\n{}",
        mistakes.len(),
        mistakes.join("\n")
    );
}

#[test]
fn only_the_first_line_of_a_comment_is_looked_at() {
    let source = "//! The room.\n\n/// Seats of a run.\n/// The rest.\nfn seats() {}\n/// One’s own.\nfn own() {}\n\
        /// `GET /`: the page.\nfn page() {}\n// The note.\n/// Theory of it.\nfn theory() {}\n";
    assert_eq!(bad_beginnings(source), [(1, "The room."), (6, "One’s own.")]);
}
