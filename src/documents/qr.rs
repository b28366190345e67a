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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upper_case_takes_less_room() {
        let statement = "JBSWY3DPEHPK3PXP".repeat(35);
        let code = svg(&format!("HTTPS://MAMAN.EXAMPLE/V/4H7K-Q2MX-9RDT#{statement}")).unwrap();
        // 350 bytes in base 32: half a millimetre a module on 40 mm of paper
        assert!(code.contains("viewBox=\"-4 -4 77 77\""), "{}", &code[..120]);
        let lower = svg(&format!("https://maman.example/v/4H7K-Q2MX-9RDT#{}", statement.to_lowercase())).unwrap();
        assert!(lower.contains("viewBox=\"-4 -4 93 93\""), "{}", &lower[..120]);
    }

    #[test]
    fn a_text_that_no_code_holds_is_refused() {
        assert_eq!(svg(&"x".repeat(3_000)), Err(DocumentError::QrTooLong(3_000)));
    }
}
