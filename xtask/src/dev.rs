//! Demonstration for developers: built again and started again with every change.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant, SystemTime},
};

use anyhow::Result;

use crate::{
    assets,
    steps::{DEV, Steps, answers, build_server, is_interrupted, outlive_ctrl_c, program, root},
};

/// Files and folders that the server and its pages are made of.
const WATCHED: [&str; 8] = ["src", "locales", "style", "public", "data", "migrations", "templates", "Cargo.toml"];
/// Pause between two looks at the files.
const PAUSE: Duration = Duration::from_millis(150);

/// Builds without optimisation, serves, and does so again whenever a file changes; ends with Ctrl-C. While it builds,
/// and while a change does not compile, the last server goes on serving.
pub(crate) fn dev() -> Result<()> {
    outlive_ctrl_c()?;
    let mut seen = BTreeMap::new();
    let mut server: Option<Child> = None;
    let mut serves: Option<SystemTime> = None;
    while !is_interrupted() {
        let files = files()?;
        if files == seen {
            thread::sleep(PAUSE);
            continue;
        }
        let changed: Vec<&PathBuf> =
            files.iter().filter(|(file, at)| seen.get(*file) != Some(*at)).map(|(file, _)| file).collect();
        if let ([file, ..], true) = (changed.as_slice(), !seen.is_empty()) {
            eprintln!("── {} changed", file.strip_prefix(root()).unwrap_or(file).display());
        }
        let start = Instant::now();
        let mut steps = Steps::new();
        let has_new_assets = seen.is_empty() || changed.iter().any(|file| is_of_the_browser(file));
        let built = if has_new_assets { assets::build(&mut steps, assets::QUICK).map(|_| ()) } else { Ok(()) };
        seen = files;
        match built.and_then(|()| steps.step("the server", || build_server(DEV))) {
            Ok(binary) => {
                let made = binary.metadata()?.modified()?;
                if serves != Some(made) {
                    stop(server.take());
                    server = Some(serve(&binary)?);
                    serves = Some(made);
                }
                eprintln!("   serving after {:.1} s", start.elapsed().as_secs_f64());
            }
            // the compiler has said what is wrong
            Err(error) => eprintln!("   {error:#}"),
        }
    }
    stop(server);
    Ok(())
}

/// Tells whether the browser's half is made of this file: style, pictures, and the code of islands.
fn is_of_the_browser(file: &Path) -> bool {
    let below = file.strip_prefix(root()).unwrap_or(file);
    below.starts_with("style")
        || below.starts_with("public")
        || below.ends_with("islands.rs")
        || below.ends_with("Cargo.toml")
}

/// Watched files with the time of their last change.
fn files() -> Result<BTreeMap<PathBuf, SystemTime>> {
    let mut files = BTreeMap::new();
    for name in WATCHED {
        look_at(root().join(name), &mut files)?;
    }
    Ok(files)
}

fn look_at(path: PathBuf, files: &mut BTreeMap<PathBuf, SystemTime>) -> Result<()> {
    // an editor may take a file away for a moment
    let Ok(about) = path.metadata() else { return Ok(()) };
    if about.is_dir() {
        for entry in fs::read_dir(path)? {
            look_at(entry?.path(), files)?;
        }
    } else {
        files.insert(path, about.modified()?);
    }
    Ok(())
}

/// Starts the demonstration; its data stays from one start to the next.
fn serve(binary: &Path) -> Result<Child> {
    Ok(demonstration(binary)?.stdin(Stdio::null()).spawn()?)
}

fn stop(server: Option<Child>) {
    let Some(mut server) = server else { return };
    // a request to end first, so that it closes its database
    answers(program("kill").arg(server.id().to_string()));
    if server.wait().is_err() {
        drop(server.kill());
    }
}

/// Command that serves the demonstration from its folder, unless the environment names another database or address.
pub(crate) fn demonstration(binary: &Path) -> Result<Command> {
    let mut command = program(binary);
    command.args(["serve", "--demo"]);
    if env::var_os("DATABASE_URL").is_none() {
        fs::create_dir_all(root().join("target/demo"))?;
        command.env("DATABASE_URL", "sqlite:target/demo/maman.db");
    }
    if env::var_os("MAMAN_ADDR").is_none() {
        command.env("MAMAN_ADDR", "127.0.0.1:3000");
    }
    Ok(command)
}
