//! The release binary: everything optimised, everything inside.

use std::fs;

use anyhow::Result;

use crate::{
    assets,
    steps::{Steps, build_server},
};

/// Builds it and says where it is and how large its parts are.
pub(crate) fn dist() -> Result<()> {
    let mut steps = Steps::new();
    let package = assets::build(&mut steps)?;
    let server = steps.step("the server, optimised", || build_server("dist"))?;
    println!("{}", server.display());
    println!("server {:>9} bytes", fs::metadata(&server)?.len());
    for file in ["maman_bg.wasm", "maman.js", "main.css"] {
        let size = compressed_size(&fs::read(package.join(file))?)?;
        println!("{file} {size:>9} bytes (brotli)");
    }
    Ok(())
}

// As the server compresses it when it embeds it: the best of brotli.
fn compressed_size(content: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &brotli::enc::BrotliEncoderParams::default())?;
    Ok(compressed.len())
}
