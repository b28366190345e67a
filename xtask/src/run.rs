//! From a fresh clone to the running demonstration.

use std::{env, fs};

use anyhow::{Result, ensure};

use crate::{
    assets,
    steps::{Steps, answers, build_server, program, root},
};

/// Builds what is not built yet and starts the demonstration; it ends with Ctrl-C.
pub(crate) fn run(extra: &[String]) -> Result<()> {
    let mut steps = Steps::new();
    ensure!(
        answers(program("cc").arg("--version")),
        "there is no C compiler `cc`, which SQLite and the cryptography are built with: install gcc (Debian: apt install gcc libc6-dev)"
    );
    assets::build(&mut steps, assets::QUICK)?;
    // Not optimised: it would make the first start minutes later, and one visitor sees no difference.
    let server = steps.step("the server", || build_server("dev"))?;

    let mut command = program(server);
    command.args(["serve", "--demo"]).args(extra);
    if env::var_os("DATABASE_URL").is_none() && !extra.iter().any(|word| word.starts_with("--database")) {
        fs::create_dir_all(root().join("target/demo"))?;
        command.env("DATABASE_URL", "sqlite:target/demo/maman.db");
    }
    if env::var_os("MAMAN_ADDR").is_none() {
        command.env("MAMAN_ADDR", "127.0.0.1:3000");
    }
    become_it(&mut command)
}

// The server takes our place, so that Ctrl-C and its exit code are its own.
#[cfg(unix)]
fn become_it(command: &mut std::process::Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn become_it(command: &mut std::process::Command) -> Result<()> {
    crate::steps::outlive_ctrl_c()?;
    crate::steps::run(command)
}
