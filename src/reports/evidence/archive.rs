//! ZIP that is written file by file, with the SHA-256 of each in its last.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use aws_lc_rs::digest::{Context, SHA256};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use crate::{
    db::{Failure, key::hex},
    ground::AppError,
    sheets,
};

const SUMS: &str = "SHA256SUMS";

/// ZIP under way. The same files give the same bytes.
pub(super) struct Archive {
    zip: Box<ZipWriter<Cursor<Vec<u8>>>>,
    sums: String,
    /// File that is being written.
    open: Option<(String, Context)>,
}

impl Default for Archive {
    fn default() -> Self {
        Self { zip: Box::new(ZipWriter::new(Cursor::new(Vec::new()))), sums: String::new(), open: None }
    }
}

impl Archive {
    /// Begins a file with these bytes; the one before is whole now.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), AppError> {
        self.close();
        self.start(name, bytes).map_err(unwritten)?;
        let mut sum = Context::new(&SHA256);
        sum.update(bytes);
        self.open = Some((name.to_owned(), sum));
        Ok(())
    }

    /// Adds rows to the table that is being written.
    pub(super) fn add_lines<const WIDTH: usize>(
        mut self,
        rows: impl Iterator<Item = [String; WIDTH]>,
    ) -> Result<Self, AppError> {
        let rows: Vec<_> = rows.collect();
        let lines = sheets::csv_lines(b',', rows.iter().map(|row| &row[..]))?;
        self.zip.write_all(&lines).map_err(|error| unwritten(error.into()))?;
        if let Some((_, sum)) = &mut self.open {
            sum.update(&lines);
        }
        Ok(self)
    }

    /// Bytes of the ZIP, ended by the list of the sums.
    pub(super) fn end(mut self) -> Result<Vec<u8>, AppError> {
        self.close();
        let sums = std::mem::take(&mut self.sums);
        self.start(SUMS, sums.as_bytes()).map_err(unwritten)?;
        Ok(self.zip.finish().map_err(unwritten)?.into_inner())
    }

    fn start(&mut self, name: &str, bytes: &[u8]) -> ZipResult<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        self.zip.start_file(name, options)?;
        Ok(self.zip.write_all(bytes)?)
    }

    fn close(&mut self) {
        if let Some((name, sum)) = self.open.take() {
            // writing to a text does not fail
            let _ = writeln!(self.sums, "{}  {name}", hex(sum.finish().as_ref()));
        }
    }
}

fn unwritten(error: zip::result::ZipError) -> AppError {
    Failure::Unreadable(error.to_string()).into()
}
