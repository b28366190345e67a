//! Classes of the pages: each has a style, so that none is lost when a part is rebuilt.

use std::{collections::BTreeSet, fs, path::Path};

use crate::architecture::{assert_none, files_under};

/// Names that follow a dot in a style sheet.
fn styled() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in files_under(&Path::new(env!("CARGO_MANIFEST_DIR")).join("style"), ".css") {
        for rest in fs::read_to_string(file).unwrap().split('.').skip(1) {
            let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
            names.insert(rest.chars().take_while(|letter| is_of_name(*letter)).collect());
        }
    }
    names
}

#[test]
fn every_class_of_a_page_has_a_style() {
    let styled = styled();
    let mut missing = Vec::new();
    for file in files_under(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), ".rs") {
        let code = fs::read_to_string(&file).unwrap();
        for (at, _) in code.match_indices(" class=\"") {
            let classes = code[at + " class=\"".len()..].split('"').next().unwrap_or_default();
            let unknown = classes.split_whitespace().filter(|class| !class.contains('{') && !styled.contains(*class));
            missing.extend(unknown.map(|class| format!("{}: {class}", file.display())));
        }
    }
    assert_none(&missing, "Write a style for these classes under style/, or take them off:");
}
