//! Parts that the sheets of a workbook share: their names, texts, cell formats and the first of all days.

use std::{collections::HashMap, sync::Arc};

use quick_xml::events::Event;

use super::{
    SheetFault,
    format::NumberFormat,
    limits,
    package::{Package, attribute, push_reference},
};

pub(super) struct Workbook {
    pub sheets: Vec<SheetPart>,
    pub texts: Texts,
    /// Formats by the number that a cell names.
    pub formats: Vec<NumberFormat>,
    /// True if days are counted from 1904, as Excel once did on Macintosh.
    pub is_1904: bool,
}

/// Sheet of cells, and the part that holds it.
pub(super) struct SheetPart {
    pub name: String,
    pub is_hidden: bool,
    pub part: String,
}

/// Link from one part to another.
struct Link {
    id: String,
    /// Last word of its type, such as `worksheet`.
    kind: String,
    target: String,
}

impl Workbook {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, SheetFault> {
        let links = links(package, "", "_rels/.rels")?;
        let book = links.into_iter().find(|link| link.kind == "officeDocument").map(|link| link.target);
        let book = book.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let (folder, name) = book.rsplit_once('/').map_or(("", book.as_str()), |(folder, name)| (folder, name));
        let links = self::links(package, folder, &join(folder, &format!("_rels/{name}.rels")))?;
        let (sheets, is_1904) = sheets(package, &book, &links)?;
        let part = |kind: &str, usual: &str| {
            let linked = links.iter().find(|link| link.kind == kind).map(|link| link.target.clone());
            linked.unwrap_or_else(|| join(folder, usual))
        };
        let texts = Texts::read(package, &part("sharedStrings", "sharedStrings.xml"))?;
        let formats = formats(package, &part("styles", "styles.xml"))?;
        Ok(Self { sheets, texts, formats, is_1904 })
    }
}

fn join(folder: &str, name: &str) -> String {
    match name.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None if folder.is_empty() => name.to_owned(),
        None => format!("{folder}/{name}"),
    }
}

fn links(package: &mut Package<'_>, folder: &str, name: &str) -> Result<Vec<Link>, SheetFault> {
    let mut links = Vec::new();
    let Some(mut part) = package.part(name)? else { return Ok(links) };
    loop {
        match part.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                let value = |name| attribute(&tag, name).unwrap_or_default();
                let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
                links.push(Link { id: value("Id"), kind, target: join(folder, &value("Target")) });
                if links.len() > limits::LINKS {
                    return Err(SheetFault::TooLargeUnpacked);
                }
            }
            Event::Eof => return Ok(links),
            _ => {}
        }
    }
}

fn sheets(package: &mut Package<'_>, book: &str, links: &[Link]) -> Result<(Vec<SheetPart>, bool), SheetFault> {
    let mut part = package.part(book)?.ok_or(SheetFault::NotASpreadsheet)?;
    let (mut sheets, mut is_1904, mut is_workbook) = (Vec::new(), false, false);
    loop {
        match part.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "workbook" => is_workbook = true,
                "workbookPr" => {
                    if let Some(value) = attribute(&tag, "date1904") {
                        is_1904 = value == "1" || value == "true";
                    }
                }
                "sheet" => {
                    let link = attribute(&tag, "id").and_then(|id| links.iter().find(|link| link.id == id));
                    let link = link.ok_or(SheetFault::Damaged)?;
                    // charts and dialogs are sheets too
                    if link.kind == "worksheet" {
                        sheets.push(SheetPart {
                            name: attribute(&tag, "name").unwrap_or_default(),
                            is_hidden: attribute(&tag, "state").is_some_and(|state| state != "visible"),
                            part: link.target.clone(),
                        });
                    }
                    if sheets.len() > limits::SHEETS {
                        return Err(SheetFault::TooManySheets);
                    }
                }
                _ => {}
            },
            Event::Eof if is_workbook => return Ok((sheets, is_1904)),
            Event::Eof => return Err(SheetFault::NotASpreadsheet),
            _ => {}
        }
    }
}

/// Texts that cells name by their number, one behind the other.
#[derive(Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(super) fn get(&self, place: usize) -> Option<&str> {
        let start = if place == 0 { 0 } else { *self.ends.get(place - 1)? };
        self.all.get(start..*self.ends.get(place)?)
    }

    fn read(package: &mut Package<'_>, name: &str) -> Result<Self, SheetFault> {
        let mut texts = Self::default();
        let Some(mut part) = package.part(name)? else { return Ok(texts) };
        let mut text = TextReader::default();
        loop {
            let event = part.next()?;
            match &event {
                Event::End(tag) if tag.local_name().as_ref() == "si" => {
                    texts.all.push_str(&unescaped(&std::mem::take(&mut text.text)));
                    texts.ends.push(texts.all.len());
                    if texts.ends.len() > limits::SHARED_TEXTS {
                        return Err(SheetFault::TooLargeUnpacked);
                    }
                }
                Event::Eof => return Ok(texts),
                event => text.take(event)?,
            }
        }
    }
}

/// Gathers the text of `<t>` elements, in one or many runs, without the readings that Japanese has above them.
#[derive(Default)]
pub(super) struct TextReader {
    pub text: String,
    is_open: bool,
    is_reading: bool,
}

impl TextReader {
    pub(super) fn take(&mut self, event: &Event<'_>) -> Result<(), SheetFault> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" | "v" => self.is_open = !self.is_reading,
                "rPh" => self.is_reading = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" | "v" => self.is_open = false,
                "rPh" => self.is_reading = false,
                _ => {}
            },
            Event::Text(text) if self.is_open => self.text.push_str(&text.xml10_content()),
            Event::CData(text) if self.is_open => self.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if self.is_open => push_reference(&mut self.text, reference)?,
            _ => {}
        }
        Ok(())
    }
}

/// Text with Excel's own escapes resolved: `_x000D_` is the end of a line.
pub(super) fn unescaped(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find("_x") {
        let (before, after) = rest.split_at(place);
        whole.push_str(before);
        let digits = after.get(2..6).filter(|_| after.as_bytes().get(6) == Some(&b'_'));
        if let Some(letter) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32) {
            whole.push(letter);
            rest = &after[7..];
        } else {
            whole.push_str("_x");
            rest = &after[2..];
        }
    }
    whole + rest
}

/// Formats of cells: what a number shows in each.
fn formats(package: &mut Package<'_>, name: &str) -> Result<Vec<NumberFormat>, SheetFault> {
    let (mut own, mut formats) = (HashMap::new(), Vec::new());
    let Some(mut part) = package.part(name)? else { return Ok(formats) };
    let mut is_of_cells = false;
    loop {
        match part.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "cellXfs" => is_of_cells = true,
                "numFmt" => {
                    let id: Option<u32> = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok());
                    if let Some((id, code)) = id.zip(attribute(&tag, "formatCode")) {
                        own.insert(id, NumberFormat::of_code(&Arc::from(code)));
                    }
                }
                "xf" if is_of_cells => {
                    let id = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    formats.push(own.get(&id).cloned().unwrap_or_else(|| NumberFormat::of_id(id)));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => is_of_cells = false,
            Event::Eof => return Ok(formats),
            _ => {}
        }
        if own.len().max(formats.len()) > limits::FORMATS {
            return Err(SheetFault::TooLargeUnpacked);
        }
    }
}
