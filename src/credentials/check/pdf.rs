//! Credential inside a PDF: the associated file `credential.jwt`.

use hayro_syntax::{
    Pdf,
    object::{Dict, Object, Stream, String as PdfString},
};

/// Name of the file inside the document.
pub const FILE_NAME: &str = "credential.jwt";
/// Beginning of every PDF.
const MAGIC: &[u8] = b"%PDF-";

/// Tells whether bytes are a PDF.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Text of the credential in a document; `None`: there is none, or the file is no PDF.
pub fn credential_in(bytes: Vec<u8>) -> Option<String> {
    let pdf = Pdf::new(bytes).ok()?;
    pdf.objects().into_iter().filter_map(Object::into_dict).find_map(|specification| file_of(&specification))
}

/// Content of the file that a specification names, if it is the credential. The tree that leads to it is not followed, so
/// that a program that wrote the document anew may have laid it elsewhere.
fn file_of(specification: &Dict<'_>) -> Option<String> {
    let is_credential = ["UF", "F"]
        .into_iter()
        .any(|key| specification.get::<PdfString<'_>>(key).is_some_and(|name| text_of(name.as_bytes()) == FILE_NAME));
    let files = specification.get::<Dict<'_>>("EF").filter(|_| is_credential)?;
    let stream = files.get::<Stream<'_>>("F").or_else(|| files.get::<Stream<'_>>("UF"))?;
    String::from_utf8(stream.decoded().ok()?.into_owned()).ok()
}

/// Text of a PDF's string, which is UTF-16 behind a mark, or one byte a letter.
fn text_of(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(wide) => {
            let units = wide.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
            char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
