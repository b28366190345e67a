//! Quick half of the proof: what can be said without running the program.

use anyhow::Result;

use crate::{
    assets,
    steps::{Steps, answers, cargo, run},
};

/// `cargo xtask check`
pub(crate) fn check() -> Result<()> {
    let mut steps = Steps::new();
    let outcome = all(&mut steps);
    steps.finish(outcome)
}

/// Formatting, lints and licences, as steps of a longer command.
pub(crate) fn all(steps: &mut Steps) -> Result<()> {
    steps.step("format", || run(&mut cargo("fmt --all --check")))?;
    assets::add_wasm_target(steps)?;
    for (name, words) in [
        ("lints, server", "clippy --features ssr --all-targets"),
        ("lints, browser", "clippy --lib --no-default-features --features hydrate --target wasm32-unknown-unknown"),
        ("lints, check page", "clippy --lib --no-default-features --features check --target wasm32-unknown-unknown"),
        ("lints, tool chain", "clippy --package xtask --all-targets"),
    ] {
        steps.step(name, || run(cargo(words).args(["--", "-D", "warnings"])))?;
    }
    if answers(&mut cargo("deny --version")) {
        // Advisories need the advisory database from the network, so they are not part of the everyday check.
        steps.step("licences", || run(&mut cargo("deny --workspace --log-level error check licenses bans sources")))?;
    } else {
        steps.skip("licences", "no cargo-deny: cargo install --locked cargo-deny");
    }
    Ok(())
}
