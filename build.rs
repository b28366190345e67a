//! Puts the finished assets (style, fonts, the browser's half) into the server, and makes code of the texts in
//! `locales/`.
//!
//! `cargo xtask assets` makes the assets in `target/site/pkg-<hash>/`. Without them the server still compiles, for
//! lints and tests, and links to a folder that is not there.

#[cfg(not(feature = "ssr"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}

#[cfg(feature = "ssr")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    assets()?;
    texts()
}

/// Folder that is being built, found when the script runs: one that was compiled elsewhere and copied here with its
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
    // Embeds and compresses in a release build; a debug build reads the files at each request.
    memory_serve::load_directory(site);
    Ok(())
}

/// Texts of one language: sections of keys, each with its text.
#[cfg(feature = "ssr")]
type Texts = std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>>;

/// Languages of `locales/`, each with its file, its variant of `Locale`, and the forms that a number takes in it (CLDR
/// plural rules).
#[cfg(feature = "ssr")]
const LOCALES: [(&str, &str, &[&str]); 3] =
    [("kk", "Kk", &["one", "other"]), ("ru", "Ru", &["one", "few", "many", "other"]), ("en", "En", &["one", "other"])];

/// Makes each text of `locales/` into code: a constant where it is the same words always, a type with a field for each
/// value where it has some. A text that lacks a language, a value or a form ends the build.
#[cfg(feature = "ssr")]
#[expect(clippy::disallowed_methods, reason = "cargo tells a build script where to write by the environment alone")]
fn texts() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=locales");
    let mut locales = Vec::new();
    for (code, ..) in LOCALES {
        let file = root()?.join("locales").join(code).with_extension("json");
        let texts: Texts =
            serde_json::from_slice(&std::fs::read(&file)?).map_err(|error| format!("{code}.json: {error}"))?;
        locales.push(texts);
    }
    let (mut code, mut mistakes) = (String::new(), Vec::new());
    for (section, keys) in &locales[0] {
        code.extend(["pub mod ", section, " {\n    use super::*;\n"]);
        for key in keys.keys() {
            match one_text(&locales, section, key) {
                Ok(item) => code += &item,
                Err(mistake) => mistakes.push(format!("{section}.{key}: {mistake}")),
            }
        }
        code += "}\n";
    }
    let names = |texts: &Texts| -> std::collections::BTreeSet<String> {
        let keys = texts.iter().flat_map(|(section, keys)| keys.keys().map(move |key| (section, key)));
        keys.map(|(section, key)| format!("{section}.{}", base_of(&texts[section], key))).collect()
    };
    for (other, (language, ..)) in locales.iter().zip(LOCALES).skip(1) {
        mistakes.extend(
            names(other).difference(&names(&locales[0])).map(|name| format!("{name}: only in {language}.json")),
        );
    }
    if !mistakes.is_empty() {
        return Err(format!("the texts in locales/ do not agree:\n{}", mistakes.join("\n")).into());
    }
    Ok(std::fs::write(std::path::Path::new(&std::env::var("OUT_DIR")?).join("texts.rs"), code)?)
}

/// Key without the form of a number at its end: `hours` of `hours_one`.
#[cfg(feature = "ssr")]
fn base_of<'a>(keys: &std::collections::BTreeMap<String, String>, key: &'a str) -> &'a str {
    let base = key.rsplit_once('_').filter(|(_, form)| ["one", "few", "many", "other"].contains(form));
    base.filter(|(base, _)| keys.contains_key(&format!("{base}_other"))).map_or(key, |(base, _)| base)
}

/// Code of one key; nothing for the second and later forms of a number.
#[cfg(feature = "ssr")]
fn one_text(locales: &[Texts], section: &str, key: &str) -> Result<String, String> {
    let base = base_of(&locales[0][section], key);
    let is_plural = base != key;
    if is_plural && !key.ends_with("_other") {
        return Ok(String::new());
    }
    let mut values = std::collections::BTreeSet::from_iter(is_plural.then(|| "count".to_owned()));
    // each language with its forms; the one form of a text without a number has no name
    let mut languages = Vec::new();
    for (texts, (language, variant, forms)) in locales.iter().zip(LOCALES) {
        let forms = if is_plural { forms } else { &[""] };
        let mut texts_of_forms = Vec::new();
        for form in forms {
            let name = if is_plural { format!("{base}_{form}") } else { key.to_owned() };
            let text =
                texts.get(section).and_then(|keys| keys.get(&name)).ok_or(format!("no {name} in {language}.json"))?;
            values.extend(values_of(text)?);
            texts_of_forms.push((*form, text));
        }
        languages.push((variant, texts_of_forms));
    }
    for (variant, forms) in &languages {
        // a form may do without its number: «one day»
        let of_language = forms.iter().filter_map(|(_, text)| values_of(text).ok()).flatten().collect::<Vec<_>>();
        if let Some(missing) = values.iter().find(|value| *value != "count" && !of_language.contains(value)) {
            return Err(format!("no {{{{ {missing} }}}} in {variant}"));
        }
    }
    if values.is_empty() && !is_plural {
        let texts = languages.iter().map(|(_, forms)| format!("{:?}", forms[0].1)).collect::<Vec<_>>().join(", ");
        return Ok(format!("    pub const {key}: Words = Words([{texts}]);\n"));
    }
    let fields = |of: &dyn Fn(&str) -> String| values.iter().map(|value| of(value)).collect::<Vec<_>>().join(", ");
    let declared = fields(&|value| match value {
        "count" if is_plural => "pub count: &'a dyn Count".to_owned(),
        _ => format!("pub {value}: &'a dyn Display"),
    });
    let arms = languages.iter().map(|(variant, forms)| match forms.as_slice() {
        [("", text)] => format!("Locale::{variant} => {}", formatted(text)),
        forms => {
            let forms = forms.iter().map(|(form, text)| match *form {
                "other" => format!("_ => {}", formatted(text)),
                form => format!("\"{form}\" => {}", formatted(text)),
            });
            let forms = forms.collect::<Vec<_>>().join(", ");
            format!("Locale::{variant} => match form(locale_, self.count.number()) {{ {forms} }}")
        }
    });
    let arms = arms.collect::<Vec<_>>().join(",\n            ");
    // a key may be called as a local would be, so the one local has a name that no key has
    Ok(format!(
        "    pub struct {base}<'a> {{ {declared} }}\n    impl {base}<'_> {{\n        pub fn get(&self, locale_: Locale) -> String {{\n            \
         match locale_ {{ {arms} }}\n        }}\n    }}\n"
    ))
}

/// Names of the values in a text: `{{ name }}`.
#[cfg(feature = "ssr")]
fn values_of(text: &str) -> Result<Vec<String>, String> {
    let places = text.split("{{").skip(1).map(|rest| rest.split_once("}}").map(|(name, _)| name.trim().to_owned()));
    places.collect::<Option<_>>().ok_or_else(|| "a {{ without its }}".to_owned())
}

/// Expression that puts the values into their places.
#[cfg(feature = "ssr")]
fn formatted(text: &str) -> String {
    let mut parts = text.split("{{");
    let (mut pattern, mut values) = (parts.next().unwrap_or_default().to_owned(), String::new());
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        pattern.extend(["{}", rest]);
        values.extend([", self.", name.trim()]);
    }
    if values.is_empty() {
        return format!("{pattern:?}.to_owned()");
    }
    format!("format!({pattern:?}{values})")
}
