//! Cluster of PostgreSQL for the length of one test run: made, started, stopped and removed here.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::steps::{answers, on_path, output};

/// Cluster that runs; it is gone when this is dropped.
pub(crate) struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    owner: Option<&'static str>,
    url: String,
}

impl Cluster {
    /// Folder of `initdb` and `pg_ctl`; Debian has it off `PATH`, one a version.
    pub(crate) fn find_programs() -> Option<PathBuf> {
        let on_path = on_path("initdb").and_then(|file| file.parent().map(Path::to_owned));
        let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let newest = versions
            .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
            .max()
            .map(|(_, folder)| folder);
        let complete = |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file();
        on_path.filter(complete).or_else(|| newest.filter(complete))
    }

    /// Makes and starts a cluster that only this machine reaches and that forgets everything at a power cut.
    pub(crate) fn start(programs: PathBuf) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("maman-postgres-").tempdir()?;
        let owner = owner()?;
        if let Some(owner) = owner {
            output(Command::new("chown").arg(owner).arg(folder.path()))?;
        }
        let port = free_port()?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let cluster = Self { folder, programs, owner, url };

        let data = cluster.data();
        let mut initdb = cluster.command("initdb");
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"]);
        output(initdb.arg(&data))?;

        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 \
             -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        );
        let log = cluster.folder.path().join("log");
        let mut start = cluster.command("pg_ctl");
        start.args(["start", "--wait", "--silent", "--pgdata"]).arg(&data).arg("--log").arg(&log);
        // Not through a pipe: the server inherits it and would keep it open.
        let started = start.arg("--options").arg(options).stdout(Stdio::null()).status()?;
        if !started.success() {
            bail!("PostgreSQL did not start: {}", fs::read_to_string(&log).unwrap_or_default().trim());
        }
        Ok(cluster)
    }

    /// Address at which tests find it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    // PostgreSQL refuses to run as root, so root becomes another user.
    fn command(&self, name: &str) -> Command {
        let file = self.programs.join(name);
        let mut command = match self.owner {
            Some(owner) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", owner, "--regid", owner_group(owner), "--clear-groups", "--"]).arg(file);
                command
            }
            None => Command::new(file),
        };
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.command("pg_ctl");
        stop.args(["stop", "--mode=immediate", "--wait", "--silent", "--pgdata"]).arg(self.data());
        if !answers(&mut stop) {
            eprintln!("PostgreSQL in {} did not stop", self.folder.path().display());
        }
    }
}

// User that the cluster belongs to if we are root.
fn owner() -> Result<Option<&'static str>> {
    if output(Command::new("id").arg("-u"))?.trim() != "0" {
        return Ok(None);
    }
    let owner = ["postgres", "nobody"].into_iter().find(|name| answers(Command::new("id").arg(name)));
    owner.map(Some).context("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
}

fn owner_group(owner: &str) -> &str {
    if owner == "nobody" { "nogroup" } else { owner }
}

/// Port of the loopback address that nobody listens on.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
