//! Contrast of every pair of colours that lie on one another, by day and by night (WCAG 2.2 AA).

use std::{collections::HashMap, fs, path::Path};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Theme {
    Light,
    Dark,
}

/// Text, and the grounds it lies on.
const TEXT: [(&str, &[&str]); 17] = [
    ("ink", &["ground", "surface", "sunken", "tint"]),
    ("ink-2", &["ground", "surface", "sunken", "tint"]),
    ("link", &["ground", "surface", "sunken", "tint"]),
    ("link-hover", &["ground", "surface", "sunken", "tint"]),
    ("on-action", &["action", "action-hover"]),
    ("ok", &["ok-tint", "surface", "ground"]),
    ("warn", &["warn-tint", "surface", "ground"]),
    ("bad", &["bad-tint", "surface", "ground"]),
    ("ink", &["ok-tint", "warn-tint", "bad-tint"]),
    ("link", &["ok-tint", "warn-tint", "bad-tint"]),
    ("sky-ink", &["sky", "sky-2"]),
    ("sky-ink-2", &["sky", "sky-2"]),
    ("gold", &["sky", "sky-2"]),
    ("on-gold", &["gold", "gold-hover"]),
    ("on-verdict", &["verdict-valid", "verdict-bad", "verdict-unknown", "verdict-old"]),
    ("on-seq-light", &["seq-1", "seq-2", "seq-3"]),
    ("on-seq-deep", &["seq-4", "seq-5"]),
];

/// Edges, shapes and the ring around what has the focus.
const CONTROLS: [(&str, &[&str]); 6] = [
    ("edge", &["ground", "surface", "sunken"]),
    ("action", &["ground", "surface", "sunken"]),
    ("focus", &["ground", "surface", "sunken"]),
    ("sky-line", &["sky"]),
    ("sky-focus", &["sky", "sky-2"]),
    ("gold", &["sky", "sky-2"]),
];

/// Roles of `style/tokens.css` with their colours in one theme.
fn roles(theme: Theme) -> HashMap<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("style/tokens.css");
    let text = fs::read_to_string(file).unwrap();
    // behind these come the reader's own colours, and paper
    let screen = text.split("@media").next().unwrap();
    let mut roles = HashMap::new();
    for line in screen.lines() {
        let Some((name, value)) = line.trim().strip_prefix("--").and_then(|rest| rest.split_once(": ")) else {
            continue;
        };
        let value = value.trim_end_matches(';');
        let pair = value
            .strip_prefix("light-dark(")
            .and_then(|rest| rest.strip_suffix(')'))
            .and_then(|rest| rest.split_once(", "));
        let value = match (pair, theme) {
            (Some((light, _)), Theme::Light) => light,
            (Some((_, dark)), Theme::Dark) => dark,
            (None, _) => value,
        };
        if value.starts_with('#') {
            roles.insert(name.to_owned(), value.to_owned());
        }
    }
    assert!(roles.len() > 40, "the colours of tokens.css were read");
    roles
}

fn luminance(colour: &str) -> f64 {
    let digits: String = match colour.len() {
        4 => colour[1..].chars().flat_map(|digit| [digit, digit]).collect(),
        7 => colour[1..].to_owned(),
        _ => panic!("{colour} is no colour as this test reads them"),
    };
    let channel = |place: usize| {
        let share = f64::from(u8::from_str_radix(&digits[place..place + 2], 16).unwrap()) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_computed_as_the_standard_says() {
    assert!((contrast("#000", "#ffffff") - 21.0).abs() < 0.001);
    assert!((contrast("#777777", "#fff") - 4.478).abs() < 0.001);
}

#[test]
fn every_pair_of_roles_can_be_told_apart() {
    let mut faint = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        let roles = roles(theme);
        for (pairs, least) in [(&TEXT[..], 4.5), (&CONTROLS[..], 3.0)] {
            for (front, grounds) in pairs {
                for ground in *grounds {
                    let found = contrast(&roles[*front], &roles[*ground]);
                    if found < least {
                        faint.push(format!("{theme:?}: --{front} on --{ground} is {found:.2}, and must be {least}"));
                    }
                }
            }
        }
    }
    assert!(faint.is_empty(), "change the colours in style/tokens.css:\n  {}", faint.join("\n  "));
}
