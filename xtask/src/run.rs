//! Way from a fresh clone to the running demonstration.

use anyhow::{Result, ensure};

use crate::{
    assets,
    dev::demonstration,
    steps::{DEV, Steps, answers, build_server, program},
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
    let server = steps.step("the server", || build_server(DEV))?;

    become_it(demonstration(&server)?.args(extra))
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
