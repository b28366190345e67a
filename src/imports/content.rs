//! Kinds of files: courses, a programme or a list, known by what is in a file.

/// Kind of a file, known by what is in it, never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    Courses,
    Programme,
    /// Spreadsheet, or something that [`read`](super::read) will refuse.
    List,
    /// JSON of another kind, or broken.
    Unknown,
}

/// Kind of a file with these bytes.
pub fn content(bytes: &[u8]) -> Content {
    #[derive(serde::Deserialize)]
    struct Keys {
        courses: Option<serde::de::IgnoredAny>,
        phases: Option<serde::de::IgnoredAny>,
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'[')) {
        return Content::List;
    }
    match serde_json::from_slice(bytes) {
        Ok(Keys { courses: Some(_), phases: None }) => Content::Courses,
        Ok(Keys { phases: Some(_), courses: None }) => Content::Programme,
        _ => Content::Unknown,
    }
}
