//! Pictures of the documents, compared with those in `tests/data/documents`.
//!
//! A picture that is not there is written, and the test fails once: look at it, at print size too, before it is kept.

use std::{fs, path::Path};

use super::{all, programs};
use programs::File;

/// Largest mean difference of two pictures, of 255: other versions of poppler draw edges a little differently.
const TOLERANCE: f64 = 2.0;

/// Width and height of a picture, and its colours.
fn pixels(png: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    (info.width, info.height, bytes)
}

#[test]
fn documents_look_as_they_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/documents");
    let mut written = Vec::new();
    for (name, pdf) in all().into_iter().filter(|(name, _)| *name != "certificates") {
        let Some(picture) = programs::picture(&File::of(&pdf), 1, "60") else { return };
        let kept = folder.join(name).with_extension("png");
        if !kept.exists() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&kept, picture.bytes()).unwrap();
            written.push(name);
            continue;
        }
        let (now, before) = (pixels(&picture.bytes()), pixels(&fs::read(&kept).unwrap()));
        assert_eq!((now.0, now.1), (before.0, before.1), "{name}: another size");
        let difference: u64 = now.2.iter().zip(&before.2).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        #[expect(clippy::cast_precision_loss, reason = "a mean of some hundred thousand small numbers")]
        let mean = difference as f64 / now.2.len() as f64;
        assert!(mean <= TOLERANCE, "{name} looks different: {mean:.2}; remove {} to keep it", kept.display());
    }
    assert!(written.is_empty(), "new pictures, to be looked at: {written:?}");
}
