//! QR code as a drawing.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use super::parts::DocumentError;

/// Light edge around a code, in modules: cameras need it.
const EDGE: usize = 4;

/// QR code of a text as SVG: one path of bars.
pub(super) fn svg(text: &str) -> Result<String, DocumentError> {
    // a code on paper is not dirty or torn at a corner, and a low level of repetition gives larger modules
    let code =
        QrCode::with_error_correction_level(text, EcLevel::L).map_err(|_| DocumentError::QrTooLong(text.len()))?;
    let (width, all) = (code.width(), code.width() + 2 * EDGE);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-{EDGE} -{EDGE} {all} {all}\" width=\"{all}\" \
         height=\"{all}\"><path d=\""
    );
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let dark = modules[column..].iter().take_while(|module| **module == Color::Dark).count();
            if dark > 0 {
                // writing to a String cannot fail
                let _ = write!(svg, "M{column} {row}h{dark}v1h-{dark}z");
            }
            column += dark.max(1);
        }
    }
    svg.push_str("\"/></svg>");
    Ok(svg)
}
