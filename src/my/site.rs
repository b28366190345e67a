//! Addresses of a person's own space.

use crate::ground::address::addresses;

addresses! {
    My = "/{locale}/my";
    Transcript = "/{locale}/my/transcript";
    /// Transcript as a document.
    TranscriptFile = "/{locale}/my/transcript.pdf";
    /// Data stored about a person, to take along or to have erased.
    Data = "/{locale}/my/data";
    /// Data as a file.
    DataFile = "/{locale}/my/data/download";
    Erase = "/{locale}/my/data/erase";
}
