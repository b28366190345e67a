//! Release binary: everything optimised, everything inside.

use std::fs;

use anyhow::Result;

use crate::{
    assets,
    steps::{Steps, build_server},
};

/// Builds the release binary and prints where it is and how large its parts are.
pub(crate) fn dist() -> Result<()> {
    let mut steps = Steps::new();
    let package = assets::build(&mut steps, assets::SMALL)?;
    let server = steps.step("the server, optimised", || build_server("dist"))?;
    println!("{}", server.display());
    println!("server {:>9} bytes", fs::metadata(&server)?.len());
    for (file, size) in assets::sizes(&package)? {
        println!("{file} {size:>9} bytes (brotli)");
    }
    Ok(())
}
