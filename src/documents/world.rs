//! World that Typst sees: three fonts, the templates, and the files of one document. No disk, no network, no clock.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// Fonts of all documents, whole: each has all letters of the three languages.
pub(super) const FONTS: [&[u8]; 3] = [
    include_bytes!("fonts/Onest-Regular.ttf"),
    include_bytes!("fonts/Onest-SemiBold.ttf"),
    include_bytes!("fonts/Literata-Display.ttf"),
];

const TEMPLATES: [(&str, &str); 7] = [
    ("common.typ", include_str!("templates/common.typ")),
    ("certificate.typ", include_str!("templates/certificate.typ")),
    ("transcript.typ", include_str!("templates/transcript.typ")),
    ("attendance.typ", include_str!("templates/attendance.typ")),
    ("order.typ", include_str!("templates/order.typ")),
    ("journal.typ", include_str!("templates/journal.typ")),
    ("report.typ", include_str!("templates/report.typ")),
];

/// Drawings of the templates.
const ART: [(&str, &[u8]); 4] = [
    ("art/frame.svg", include_bytes!("templates/art/frame.svg")),
    ("art/sun.svg", include_bytes!("templates/art/sun.svg")),
    ("art/horns.svg", include_bytes!("templates/art/horns.svg")),
    ("art/logo.svg", include_bytes!("../../public/logo.svg")),
];

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
pub(super) static LOADED_FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FONTS.into_iter().filter_map(|bytes| Font::new(Bytes::new(bytes), 0)).collect());
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(LOADED_FONTS.iter())));
static SOURCES: LazyLock<HashMap<FileId, Source>> = LazyLock::new(|| {
    let sources = TEMPLATES.into_iter().filter_map(|(name, text)| {
        let id = file_id(name)?;
        Some((id, Source::new(id, text.to_owned())))
    });
    sources.collect()
});
static DRAWINGS: LazyLock<HashMap<FileId, Bytes>> =
    LazyLock::new(|| ART.into_iter().filter_map(|(name, bytes)| Some((file_id(name)?, Bytes::new(bytes)))).collect());

/// Identity of a file for Typst, which remembers each path for ever: names come from a small set.
fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

/// Document in the making: its template, and its files by path.
pub(super) struct Desk {
    main: FileId,
    files: BTreeMap<String, Bytes>,
}

impl Desk {
    /// Prepares a document of one template; nothing if there is no such template.
    pub fn new(template: &str, files: BTreeMap<String, Vec<u8>>) -> Option<Self> {
        let main = file_id(template).filter(|id| SOURCES.contains_key(id))?;
        Some(Self { main, files: files.into_iter().map(|(path, bytes)| (path, Bytes::new(bytes))).collect() })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let of_document = || self.files.get(id.vpath().get_without_slash());
        DRAWINGS.get(&id).or_else(of_document).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        LOADED_FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
