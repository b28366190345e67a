//! Addresses of the files that a view of the figure is taken along in, whose query is that of the view, of
//! editions, and of the public figures.

use std::{fmt, str::FromStr};

use crate::ground::{address::addresses, text_enum};

addresses! {
    /// View as a workbook, a sheet a breakdown.
    Workbook = "/{locale}/dashboard/export.xlsx";
    /// View as separated values.
    Table = "/{locale}/dashboard/export.csv";
    /// View as a report for paper.
    Pdf = "/{locale}/dashboard/export.pdf";
    /// View as a result with its indicator (IATI 2.03).
    Iati = "/{locale}/dashboard/export.xml";
    /// View as a document for programs.
    Json = "/{locale}/dashboard/export.json";
    /// Pack from which a stranger counts the view again.
    EvidencePack = "/{locale}/dashboard/evidence.zip";
    /// Views that the reader gets by letter.
    Letters = "/{locale}/dashboard/letters";
    /// Programme in figures, for everybody.
    Figures = "/{locale}/figures";
    FiguresFile = "/{locale}/figures.csv";
    /// Chart of a view as a picture.
    ChartPicture { chart: ChartFile } = "/{locale}/dashboard/charts/{chart}";
    /// Editions, and the check of a file.
    Editions = "/{locale}/dashboard/editions";
    EditionPage { edition: u32 } = "/{locale}/dashboard/editions/{edition}";
    /// File of an edition.
    EditionFile { edition_file: FileOfEdition } = "/{locale}/dashboard/editions/files/{edition_file}";
}

/// File of an edition as addresses name it: `edition-5.ru.pdf`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileOfEdition {
    pub edition: u32,
    pub name: String,
}

impl fmt::Display for FileOfEdition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "edition-{}.{}", self.edition, self.name)
    }
}

/// Address that names no file.
#[derive(Debug)]
pub struct NoFile;

impl FromStr for FileOfEdition {
    type Err = NoFile;

    fn from_str(text: &str) -> Result<Self, NoFile> {
        let (edition, name) = text.strip_prefix("edition-").and_then(|rest| rest.split_once('.')).ok_or(NoFile)?;
        Ok(Self { edition: edition.parse().map_err(|_| NoFile)?, name: name.to_owned() })
    }
}

text_enum! {
    /// Chart of the dashboard: the months, or a breakdown.
    pub enum ChartOf {
        Months = "month",
        Region = "region",
        Profession = "profession",
        Sex = "sex",
        OrganizationType = "organization_type",
        Language = "language",
        Funders = "funders",
        Course = "course",
    }
}

/// Chart as addresses name it: `region.svg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartFile {
    pub chart: ChartOf,
    /// True for a PNG, false for an SVG.
    pub as_pixels: bool,
}

impl fmt::Display for ChartFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.chart.as_str(), if self.as_pixels { "png" } else { "svg" })
    }
}

impl FromStr for ChartFile {
    type Err = NoFile;

    fn from_str(text: &str) -> Result<Self, NoFile> {
        let (chart, ending) = text.split_once('.').ok_or(NoFile)?;
        let as_pixels = match ending {
            "svg" => false,
            "png" => true,
            _ => return Err(NoFile),
        };
        Ok(Self { chart: chart.parse().map_err(|_| NoFile)?, as_pixels })
    }
}
