//! Pictures of charts: an SVG, and the same as a PNG in the fonts of the documents.

use std::sync::{Arc, LazyLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use super::{parts::DocumentError, world::FONTS};

/// Pixels of a PNG to a unit of its drawing, so that it is sharp on paper.
const SHARPNESS: f32 = 2.0;

static FONT_BASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    Arc::new(fonts)
});

/// Draws an SVG as a PNG.
pub fn png(svg: &str) -> Result<Vec<u8>, DocumentError> {
    let options = Options { fontdb: Arc::clone(&FONT_BASE), font_family: "Onest".to_owned(), ..Options::default() };
    let failed = |what: &dyn std::fmt::Display| DocumentError::Typst(what.to_string());
    let tree = Tree::from_str(svg, &options).map_err(|error| failed(&error))?;
    let size = tree.size().to_int_size().scale_by(SHARPNESS);
    let mut pixels = size
        .and_then(|size| Pixmap::new(size.width(), size.height()))
        .ok_or_else(|| failed(&"the picture has no size"))?;
    resvg::render(&tree, Transform::from_scale(SHARPNESS, SHARPNESS), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| failed(&error))
}
