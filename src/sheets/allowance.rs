//! Cost that reading one file may have.

use std::{
    cell::{Cell, RefCell},
    io::{self, Read},
    time::Instant,
};

use super::{SheetFault, limits};

/// Bytes that may still be read and time that is left. Every reading of every part takes from it, so a file that is
/// built to be costly is refused in the middle, whatever sizes it announces.
pub struct Allowance {
    bytes: Cell<usize>,
    is_late: Box<dyn Fn() -> bool + Send>,
    /// Bytes since the last piece of markup was handed out.
    piece: Cell<usize>,
    refused: RefCell<Option<SheetFault>>,
}

impl Allowance {
    /// Allowance that any honest list stays below.
    pub fn usual() -> Self {
        let start = Instant::now();
        Self::new(limits::UNPACKED_BYTES, move || start.elapsed() > limits::TIME)
    }

    /// Allowance of this many bytes, until `is_late` returns that the time is over.
    pub fn new(bytes: usize, is_late: impl Fn() -> bool + Send + 'static) -> Self {
        let (bytes, piece) = (Cell::new(bytes), Cell::new(0));
        Self { bytes, is_late: Box::new(is_late), piece, refused: RefCell::new(None) }
    }

    /// Takes the bytes that are stored or processed.
    pub fn take(&self, bytes: usize) -> Result<(), SheetFault> {
        match self.bytes.get().checked_sub(bytes) {
            Some(left) => {
                self.bytes.set(left);
                Ok(())
            }
            None => Err(SheetFault::TooLargeUnpacked),
        }
    }

    /// Fails once the time is over.
    pub fn check_time(&self) -> Result<(), SheetFault> {
        if (self.is_late)() { Err(SheetFault::TooLong) } else { Ok(()) }
    }

    pub(super) fn begin_piece(&self) {
        self.piece.set(0);
    }

    fn count(&self, bytes: usize) -> Result<(), SheetFault> {
        self.check_time()?;
        self.take(bytes)?;
        self.piece.set(self.piece.get() + bytes);
        if self.piece.get() > limits::PIECE_BYTES { Err(SheetFault::TooLargeUnpacked) } else { Ok(()) }
    }

    /// Reason why a reader under this allowance has failed: the allowance, or else the file itself.
    pub(super) fn reason(&self) -> SheetFault {
        self.refused.borrow().clone().unwrap_or(SheetFault::Damaged)
    }
}

/// Reader whose bytes are counted while they are read.
pub(super) struct Counted<'a, R> {
    pub reader: R,
    pub allowance: &'a Allowance,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.allowance.count(count).map_err(|fault| {
            self.allowance.refused.replace(Some(fault));
            io::Error::other("the allowance is used up")
        })?;
        Ok(count)
    }
}
