//! Programs of others prove what we sign, and refuse it with any one field changed.
//!
//! `end2end/credentials/` has the two that ask them: `@digitalbazaar/vc` and `jose` (npm), `openbadgeslib` (Python). Where these are
//! not installed, the test says so and passes; with `CI=true` it fails.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{facts, issuer, now, signer};
use crate::{
    credentials::{
        StatusChange,
        published::{self, Changes},
        status::Standing,
    },
    db::Ctx,
    testing::on_both_databases,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Folder with what is published and signed: each has its own, for both databases are tested at once.
async fn published_in(ctx: &Ctx) -> PathBuf {
    let signer = signer(ctx).await;
    let keys = published::keys(&mut ctx.read().await.unwrap()).await.unwrap();
    let signed = signer.sign(&issuer(), &facts()).unwrap();
    let revoked = StatusChange { index: 7, standing: Standing::Revoked };
    let list = published::status_list(&signer, &issuer(), now(), (1, &Changes { issued: 2, changes: vec![revoked] }));
    let folder = std::env::temp_dir().join(format!("maman-strangers-{}", signer.ed25519_id()));
    fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, content: &str| fs::write(folder.join(name), content).unwrap();
    write("credential.jwt", &signed.jwt);
    write("credential.json", &signed.document);
    write("achievement.json", &signed.achievement.document);
    write("list.jwt", &list.unwrap());
    write("did.json", &published::did(&issuer(), &keys).to_string());
    write("jwks.json", &published::jwks(&issuer(), &keys).to_string());
    folder
}

/// Runs a program that asks the others; `false`: they are not installed.
fn asks(program: &str, script: &str, folder: &Path) -> bool {
    let mut command = Command::new(program);
    command.arg(root().join("end2end/credentials").join(script)).arg(folder).arg(root().join("data"));
    let Ok(output) = command.output() else { return false };
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    match output.status.code() {
        Some(0) => true,
        Some(77) => false,
        _ => panic!("{script}: {said}"),
    }
}

#[expect(clippy::disallowed_methods, reason = "a test asks what the machine has")]
fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| value == "true")
}

#[expect(clippy::disallowed_methods, reason = "a test asks what the machine has")]
fn python() -> String {
    std::env::var("MAMAN_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

on_both_databases!(others_prove_what_we_sign_and_refuse_what_is_altered, |ctx| {
    let folder = published_in(&ctx).await;
    for (program, script) in [("node".to_owned(), "prove.mjs"), (python(), "prove.py")] {
        let is_asked = asks(&program, script, &folder);
        assert!(is_asked || !in_ci(), "{script}: the programs that it asks are not installed");
    }
    fs::remove_dir_all(&folder).unwrap();
});
