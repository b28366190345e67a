//! Program itself, run as an operator runs it, with a database of its own.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use maman::{
    db::{Ctx, Db},
    testing::TestDatabase,
};

/// Folder with a database in it, and the program to run on it.
pub(crate) struct Maman {
    pub folder: PathBuf,
}

/// Result of a command.
#[derive(Debug)]
pub(crate) struct Output {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Output {
    /// Line that says why it could not be done, among all others.
    pub(crate) fn why(&self) -> &str {
        assert!(!self.err.contains("panicked") && !self.err.contains("backtrace"), "{}", self.err);
        let lines: Vec<&str> = self.err.lines().filter(|line| line.starts_with("maman: ")).collect();
        assert_eq!(lines.len(), 1, "{self:?}");
        lines[0]
    }

    pub(crate) fn assert_code(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(!self.err.contains("panicked") && !self.err.contains("backtrace"), "{}", self.err);
        self
    }
}

impl Maman {
    /// Folder without a database yet.
    pub(crate) fn new() -> Self {
        let TestDatabase::Sqlite(folder) = TestDatabase::sqlite() else { panic!("SQLite keeps files") };
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    /// Folder whose database has the centre's courses and phases.
    pub(crate) fn with_courses() -> Self {
        let maman = Self::new();
        maman.run(&["import", "data/courses.json", "data/programme.json"]).assert_code(0);
        maman
    }

    /// Folder whose database has the centre's list of phase 1 as well.
    pub(crate) fn with_list() -> Self {
        let maman = Self::with_courses();
        maman.run(&["import", CORRECTED]).assert_code(0);
        maman
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes a file with these bytes beside the database.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let file = self.file(name);
        std::fs::write(&file, bytes).unwrap();
        file.to_string_lossy().into_owned()
    }

    pub(crate) fn url(&self) -> String {
        format!("sqlite:{}", self.file("maman.db").display())
    }

    /// Command, in English unless it says otherwise, with nothing of this machine's surroundings.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_maman"));
        command.args(arguments).env_clear().env("LANG", "en_GB.UTF-8").env("RUST_BACKTRACE", "0");
        command.env("DATABASE_URL", self.url()).current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).stdin(Stdio::null());
        command
    }

    /// Command where no file can grow beyond so many KB: writing more fails as on a full disk.
    pub(crate) fn with_room_for(&self, kilobytes: u32, arguments: &[&str]) -> Command {
        let whole = self.command(arguments);
        let mut command = Command::new("sh");
        // a block is half a KB; the signal that comes with the failure would end the program
        let limited = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", 2 * kilobytes);
        command.args(["-c", &limited]).arg(whole.get_program()).args(whole.get_args()).env_clear();
        command.envs(whole.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
        command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        output(&mut self.command(arguments))
    }

    /// Context on the database, as the library opens it.
    pub(crate) async fn ctx(&self) -> Ctx {
        Ctx::operator(Db::open(&self.url(), None).await.unwrap(), "tester")
    }

    /// Server, once it answers: with the address it listens on.
    pub(crate) fn serve(&self, arguments: &[&str]) -> Serving {
        let mut command = self.command(&[&["serve", "--addr", "127.0.0.1:0"], arguments].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("http://").next().unwrap().to_owned();
        assert!(address.starts_with("127.0.0.1:"), "{line:?}");
        Serving { child, address }
    }
}

pub(crate) fn output(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    Output {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Drop for Maman {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Server that ends with the test.
pub(crate) struct Serving {
    child: Child,
    pub address: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// List of the centre as it was received, with seven faults.
pub(crate) const RECEIVED: &str = "tests/data/phase1-participants.xlsx";
pub(crate) const CORRECTED: &str = "tests/data/phase1-participants-corrected.xlsx";
