//! Files of an embedded database.

use std::{
    fs::{self, Permissions},
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::Command,
};

use crate::binary::{Maman, output};

/// Account that owns nothing; it is the same on every system.
const NOBODY: u32 = 65534;

fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap_or_else(|error| panic!("{}: {error}", file.display())).permissions().mode() & 0o777
}

#[test]
fn every_file_of_the_program_is_for_its_owner_alone() {
    let maman = Maman::new();
    // as on a machine where new files are open to everybody
    let open_handed = |arguments: &[&str]| {
        let whole = maman.command(arguments);
        let mut command = Command::new("sh");
        command.args(["-c", "umask 0; exec \"$0\" \"$@\""]).arg(whole.get_program()).args(whole.get_args());
        command.env_clear().env("LANG", "en").env("DATABASE_URL", maman.url());
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        output(&mut command).assert_code(0).out.clone()
    };
    let (copy, list) = (maman.file("copy.db"), maman.file("list.csv"));
    open_handed(&["import", "data/courses.json", "data/programme.json"]);
    open_handed(&["backup", &copy.display().to_string()]);
    open_handed(&["restore", &copy.display().to_string()]);
    open_handed(&["generate", "--specialists", "3", "--list", &list.display().to_string()]);
    let serving = maman.serve(&[]);
    let database = ["maman.db", "maman.db-wal", "maman.db-shm", "maman.db.key", "maman.db.before-restore-1"];
    for file in database.map(|name| maman.file(name)).iter().chain([&copy, &list]) {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
    drop(serving);

    // and what came another way is closed when it is opened
    for name in ["maman.db", "maman.db.key"] {
        fs::set_permissions(maman.file(name), Permissions::from_mode(0o644)).unwrap();
    }
    open_handed(&["audit", "verify"]);
    assert_eq!((mode(&maman.file("maman.db")), mode(&maman.file("maman.db.key"))), (0o600, 0o600));
}

#[test]
fn a_database_that_can_only_be_read_keeps_the_server_from_starting() {
    let maman = Maman::with_courses();
    let is_root = chown(maman.file("maman.db"), Some(NOBODY), Some(NOBODY)).is_ok();
    if is_root {
        // nothing prevents root from writing, so the program runs as another user
        for file in [maman.file("maman.db.key"), maman.folder.clone()] {
            chown(file, Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }
    fs::set_permissions(maman.file("maman.db"), Permissions::from_mode(0o400)).unwrap();
    for (lang, said) in [("kk", "тек оқуға болады"), ("ru", "можно только читать"), ("en", "can only be read")]
    {
        let mut command = maman.command(&["serve", "--addr", "127.0.0.1:0", "--lang", lang]);
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        let output = output(&mut command);
        assert!(output.assert_code(1).why().contains(said), "{output:?}");
    }
}
