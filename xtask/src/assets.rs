//! Style, fonts, pictures and the browser's half, made ready for the server to embed.
//!
//! All of it ends up in `target/site/pkg-<hash>/`, named by its content, so that a browser may cache it for ever.
//! `build.rs` embeds that folder; a call that finds nothing changed does nothing.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, ensure};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
    targets::{Browsers, Features, Targets},
};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::steps::{DEV, Steps, answers, cargo_build, output, program, root, run};

/// Profile of the browser's half as people download it: small.
pub(crate) const SMALL: &str = "wasm-release";
/// Profile of the browser's half while it is tried and tested: made in seconds.
pub(crate) const QUICK: &str = DEV;
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// File name with its path below the package folder, and content.
type Files = BTreeMap<String, Vec<u8>>;

/// Makes the assets with the browser's half in this profile; returns the folder they are in.
pub(crate) fn build(steps: &mut Steps, profile: &str) -> Result<PathBuf> {
    add_wasm_target(steps)?;
    let halves = [("the browser's half", "hydrate", "maman"), ("the check page's half", "check", "check_wasm")];
    let halves = halves.map(|(step, feature, name)| {
        steps.step(step, || {
            let words = format!(
                "rustc --lib --crate-type cdylib --target {WASM_TARGET} --no-default-features --features {feature}"
            );
            // the next one has the same name, so this one is bound first
            bind(&cargo_build(&words, profile, "maman.wasm")?, name)
        })
    });
    steps.step("assets", || {
        let mut files = Files::new();
        for half in halves {
            read_folder(&half?, "", &mut files)?;
        }
        read_folder(&root().join("public"), "", &mut files)?;
        files.insert("main.css".to_owned(), bundle(&root().join("style/main.css"))?.into_bytes());
        publish(&files, &root().join("target/site"))
    })
}

/// Files that a page loads, by name, with their bytes as they are sent: the server embeds them compressed by the best
/// of brotli.
pub(crate) fn sizes(package: &Path) -> Result<Vec<(String, usize)>> {
    let mut files = Files::new();
    read_folder(package, "", &mut files)?;
    let scripts_and_style = [".wasm", ".js", ".css"];
    files.retain(|name, _| scripts_and_style.iter().any(|ending| name.ends_with(ending)));
    let sizes = files.into_iter().map(|(name, content)| Ok((name, compressed_size(&content)?)));
    sizes.collect()
}

fn compressed_size(content: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &brotli::enc::BrotliEncoderParams::default())?;
    Ok(compressed.len())
}

/// Adds the target without which the browser's half can neither be built nor checked.
pub(crate) fn add_wasm_target(steps: &mut Steps) -> Result<()> {
    let folder = output(program("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    ensure!(
        answers(program("rustup").arg("--version")),
        "the compiler lacks the target {WASM_TARGET} and there is no rustup to add it: install rust from https://rustup.rs"
    );
    steps.step("adding the wasm target", || run(program("rustup").args(["target", "add", WASM_TARGET])))
}

// wasm-bindgen writes the JavaScript that loads the wasm. The result is kept beside the hash of what it was made from.
fn bind(wasm: &Path, name: &str) -> Result<PathBuf> {
    let folder = root().join("target/xtask/bindgen").join(name);
    let stamp = root().join("target/xtask/bindgen").join(name).with_extension("sha256");
    let content = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let hash = hex(&Sha256::digest(&content));
    if folder.is_dir() && fs::read_to_string(&stamp).is_ok_and(|old| old == hash) {
        return Ok(folder);
    }
    make_empty(&folder)?;
    Bindgen::new()
        .input_path(wasm)
        .out_name(name)
        .web(true)?
        .typescript(false)
        // Smaller on the wire than what wasm-opt makes of it: see docs/architecture.md.
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)?;
    fs::write(&stamp, hash)?;
    Ok(folder)
}

/// Makes one style sheet from the one it starts with, its `@import`s in their layers. Addresses in `url()` stay as they
/// are written, so they are relative to the result, whichever file has them.
fn bundle(entry: &Path) -> Result<String> {
    let provider = FileProvider::new();
    let mut sheet = Bundler::new(&provider, None, ParserOptions::default())
        .bundle(entry)
        .map_err(|error| anyhow!("{}: {error}", entry.display()))?;
    let targets = Targets {
        browsers: Some(Browsers {
            chrome: Some(version(112)),
            firefox: Some(version(117)),
            safari: Some(version(16) | (5 << 8)),
            ..Browsers::default()
        }),
        // Lowered, light-dark() becomes three times as long, and our sheets bring plain values for older browsers.
        exclude: Features::LightDark | Features::Nesting,
        ..Targets::default()
    };
    let unnamed = |error: &dyn std::fmt::Display| anyhow!("{}: {error}", entry.display());
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| unnamed(&error))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| unnamed(&error))?;
    Ok(printed.code)
}

const fn version(major: u32) -> u32 {
    major << 16
}

fn read_folder(folder: &Path, below: &str, files: &mut Files) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read_folder(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}

// A finished folder appears by renaming, so that a build running at the same time never embeds half of it.
fn publish(files: &Files, site: &Path) -> Result<PathBuf> {
    let name = format!("pkg-{}", &content_hash(files)[..12]);
    let folder = site.join(&name);
    if folder.is_dir() {
        return Ok(folder);
    }
    let unfinished = root().join("target/xtask/unfinished");
    make_empty(&unfinished)?;
    for (name, content) in files {
        let file = unfinished.join(name);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, content)?;
    }
    fs::create_dir_all(site)?;
    for older in fs::read_dir(site)? {
        fs::remove_dir_all(older?.path())?;
    }
    fs::rename(&unfinished, &folder)?;
    Ok(folder)
}

fn content_hash(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (name, content) in files {
        hash.update(format!("{name}\n{}\n", content.len()));
        hash.update(content);
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.filter_map(|half| char::from_digit(half.into(), 16)).collect()
}

fn make_empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(main: &str, imported: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("components")).unwrap();
        fs::write(folder.path().join("main.css"), main).unwrap();
        fs::write(folder.path().join("components/tag.css"), imported).unwrap();
        bundle(&folder.path().join("main.css")).unwrap()
    }

    #[test]
    fn imports_are_bundled_into_their_layer_and_addresses_stay_as_written() {
        let css = bundled(
            "@layer base, components;\n@import url(\"components/tag.css\") layer(components);",
            ".tag { mask: url(\"ornament.svg\") }",
        );
        assert!(css.contains("@layer components{"), "{css}");
        assert!(css.contains("url(ornament.svg)"), "{css}");
        assert!(!css.contains("@import"), "{css}");
    }

    #[test]
    fn layers_keep_the_order_in_which_they_are_first_named() {
        let css = bundled(
            "@layer base, components;\n@import url(\"components/tag.css\") layer(components);\n@layer base { a { color: red } }",
            ".tag { color: blue }",
        );
        assert!(css.find("@layer base{") < css.find("@layer components{"), "{css}");
    }

    #[test]
    fn the_two_themes_stay_one_short_value() {
        let css = bundled("@import url(\"components/tag.css\");", ":root { --ink: light-dark(#000, #fff) }");
        assert!(css.contains("light-dark(#000,#fff)"), "{css}");
    }

    #[test]
    fn the_name_of_the_folder_changes_with_any_content_or_name() {
        let files = |name: &str, content: &str| Files::from([(name.to_owned(), content.as_bytes().to_vec())]);
        let hash = content_hash(&files("main.css", "a{}"));
        assert_eq!(hash, content_hash(&files("main.css", "a{}")));
        assert_ne!(hash, content_hash(&files("main.css", "b{}")));
        assert_ne!(hash, content_hash(&files("page.css", "a{}")));
    }
}
