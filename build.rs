//! Puts the finished assets (style, fonts, the browser's half) into the server, and makes the keys of the
//! texts in `locales/` into code.
//!
//! `cargo xtask assets` makes the assets in `target/site/pkg-<hash>/`. Without them the server still compiles,
//! for lints and tests, and links to a folder that is not there.

#[cfg(not(feature = "ssr"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}

#[cfg(feature = "ssr")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    assets()?;
    texts()
}

/// The folder that is being built, asked when the script runs: one that was compiled elsewhere and copied here with its
/// `target` would otherwise read the texts and assets of that other folder.
#[cfg(feature = "ssr")]
#[expect(clippy::disallowed_methods, reason = "cargo tells a build script where it is by the environment alone")]
fn root() -> Result<std::path::PathBuf, std::env::VarError> {
    Ok(std::env::var("CARGO_MANIFEST_DIR")?.into())
}

#[cfg(feature = "ssr")]
fn assets() -> Result<(), Box<dyn std::error::Error>> {
    let site = root()?.join("target/site");
    std::fs::create_dir_all(&site)?;
    let mut package = "pkg-none".to_owned();
    for entry in std::fs::read_dir(&site)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with("pkg-") {
            package = name;
        }
    }
    println!("cargo::rustc-env=MAMAN_PKG={package}");
    // Embeds and compresses in a release build; a debug build reads the files when they are asked for.
    memory_serve::load_directory(site);
    Ok(())
}

/// The macro of `leptos_i18n` only warns of a missing translation and cannot put values into plain strings.
/// The parts it is made of can: so a text that lacks a language ends the build here.
#[cfg(feature = "ssr")]
#[expect(clippy::disallowed_methods, reason = "cargo tells a build script where to write by the environment alone")]
fn texts() -> Result<(), Box<dyn std::error::Error>> {
    use leptos_i18n_parser::parse_locales::{
        options::{Config, ParseOptions},
        parse_locales,
    };
    println!("cargo::rerun-if-changed=locales");
    let config = Config::new("kk")?
        .add_locales(["ru", "en"])?
        .locales_path("locales")
        .parse_options(ParseOptions::new().interpolate_display(true));
    let parsed = parse_locales(Some(root()?), config)?;
    let (errors, warnings) = parsed.diag.borrow();
    let told: Vec<String> =
        errors.iter().map(ToString::to_string).chain(warnings.iter().map(ToString::to_string)).collect();
    drop((errors, warnings));
    if !told.is_empty() {
        return Err(format!("the texts in locales/ do not agree:\n{}", told.join("\n")).into());
    }
    let code = leptos_i18n_codegen::gen_code(&parsed, None, false, None, false)?;
    let out = std::path::Path::new(&std::env::var("OUT_DIR")?).join("i18n.rs");
    // all of it stands on one line, and the compiler counts the letters of more than one byte in it for each place
    // that it names: written as escapes they cost a third of the whole build less
    let code: String = code.to_string().chars().map(ascii).collect();
    Ok(std::fs::write(out, code)?)
}

#[cfg(feature = "ssr")]
fn ascii(letter: char) -> String {
    if letter.is_ascii() { letter.to_string() } else { letter.escape_unicode().to_string() }
}
