//! Parts of a packed file, each read once and counted while it is read.

use std::{
    collections::{HashMap, HashSet},
    io::{BufReader, Cursor, Read},
};

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
};
use zip::{ZipArchive, read::ZipFile, result::ZipError};

use super::{
    SheetFault,
    allowance::{Allowance, Counted},
    limits,
};

/// Packed file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    allowance: &'a Allowance,
    places: HashMap<String, usize>,
    opened: HashSet<usize>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], allowance: &'a Allowance) -> Result<Self, SheetFault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
        if archive.len() > limits::PACKED_FILES {
            return Err(SheetFault::TooLargeUnpacked);
        }
        let names = archive.file_names().enumerate().filter_map(|(place, name)| Some((key(&name.ok()?), place)));
        let places = names.collect();
        Ok(Self { archive, allowance, places, opened: HashSet::new() })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&key(name))
    }

    /// Markup of a part. A file that needs a part twice, for another sheet say, is built to be costly.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_, 'a>>, SheetFault> {
        let allowance = self.allowance;
        let Some(file) = self.file(name)? else { return Ok(None) };
        let mut reader = Reader::from_reader(BufReader::new(file));
        reader.config_mut().expand_empty_elements = true;
        Ok(Some(Part { reader, allowance, buffer: Vec::new(), depth: 0 }))
    }

    /// First bytes of a part.
    pub(super) fn start(&mut self, name: &str, most: u64) -> Result<Vec<u8>, SheetFault> {
        let allowance = self.allowance;
        allowance.begin_piece();
        let mut bytes = Vec::new();
        if let Some(file) = self.file(name)? {
            file.take(most).read_to_end(&mut bytes).map_err(|_| allowance.reason())?;
        }
        Ok(bytes)
    }

    fn file(&mut self, name: &str) -> Result<Option<CountedFile<'_, 'a>>, SheetFault> {
        let Some(place) = self.places.get(&key(name)).copied() else { return Ok(None) };
        if !self.opened.insert(place) {
            return Err(SheetFault::TooLargeUnpacked);
        }
        let file = self.archive.by_index(place).map_err(|error| fault(&error))?;
        Ok(Some(Counted { reader: file, allowance: self.allowance }))
    }
}

type CountedFile<'p, 'a> = Counted<'a, ZipFile<'p, Cursor<&'a [u8]>>>;

fn fault(error: &ZipError) -> SheetFault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => SheetFault::PasswordProtected,
        _ => SheetFault::Damaged,
    }
}

/// Key of a part's name: programs differ in the case of names and in the slashes of paths.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// Part of markup, piece by piece.
pub(super) struct Part<'p, 'a> {
    reader: Reader<BufReader<CountedFile<'p, 'a>>>,
    allowance: &'a Allowance,
    buffer: Vec<u8>,
    depth: usize,
}

impl Part<'_, '_> {
    pub(super) fn next(&mut self) -> Result<Event<'_>, SheetFault> {
        self.buffer.clear();
        self.allowance.begin_piece();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|_| self.allowance.reason())?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(SheetFault::Damaged),
            _ => {}
        }
        if self.depth > limits::DEPTH { Err(SheetFault::TooLargeUnpacked) } else { Ok(event) }
    }
}

/// Value of an attribute, whatever prefix its name has.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Adds the letter or sign that a reference such as `&lt;` or `&#1048;` means.
pub(super) fn push_reference(text: &mut String, reference: &BytesRef<'_>) -> Result<(), SheetFault> {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => text.push(letter),
        Ok(None) => text.push_str(resolve_predefined_entity(reference).ok_or(SheetFault::Damaged)?),
        Err(_) => return Err(SheetFault::Damaged),
    }
    Ok(())
}
