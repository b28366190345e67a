//! QR code as a drawing in the page.

use std::fmt::Write;

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// Light edge around a code, in modules: cameras need it.
const EDGE: usize = 4;

/// QR code of a text, with the words that a screen reader says; nothing for a text that no code can hold.
pub fn qr(text: &str, label: String) -> Option<impl IntoView + use<>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (width, all) = (code.width(), code.width() + 2 * EDGE);
    let view_box = format!("-{EDGE} -{EDGE} {all} {all}");
    let edge = format!("-{EDGE}");
    let path = path(&code.to_colors(), width);
    Some(view! {
        <svg class="qr" viewBox=view_box role="img" aria-label=label shape-rendering="crispEdges">
            <rect x=edge.clone() y=edge width=all height=all fill="#fff"></rect>
            <path d=path fill="#000"></path>
        </svg>
    })
}

/// Dark modules as a path: a bar for each that lie side by side.
fn path(modules: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (row, modules) in modules.chunks(width.max(1)).enumerate() {
        let mut column = 0;
        while column < modules.len() {
            let dark = modules[column..].iter().take_while(|module| **module == Color::Dark).count();
            if dark > 0 {
                // writing to a String cannot fail
                let _ = write!(path, "M{column} {row}h{dark}v1h-{dark}z");
            }
            column += dark.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_side_by_side_are_one_bar() {
        use Color::{Dark, Light};
        assert_eq!(path(&[Dark, Dark, Light, Light, Light, Dark], 3), "M0 0h2v1h-2zM2 1h1v1h-1z");
    }

    #[test]
    fn an_address_fits_into_a_code_that_begins_with_its_corner() {
        let html = qr("https://maman.example/kk/my/check-in/6T2K-9WQD", "x".to_owned()).unwrap().to_html();
        assert!(html.contains("d=\"M0 0h7v1h-7z"), "{html}");
        assert!(qr(&"x".repeat(5_000), String::new()).is_none());
    }
}
