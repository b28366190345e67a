//! Server of our own, `maman serve`, for as long as it is measured.

use std::{
    fs::{self, File},
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    sync::LazyLock,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    postgres::free_port,
    steps::{answers, output, program},
};

const PATIENCE: Duration = Duration::from_secs(30);

/// Server that runs; it is stopped when this is dropped.
pub(crate) struct Server {
    child: Child,
    address: String,
    /// Time from the start of the process to the first yes of `/readyz`.
    pub(crate) ready_after: Duration,
}

impl Server {
    /// Starts it on a free port and waits until it serves. Its log goes into a file of `folder`.
    pub(crate) fn start(binary: &Path, database: &str, folder: &Path) -> Result<Self> {
        let address = format!("127.0.0.1:{}", free_port()?);
        let log = folder.join("server.log");
        let mut command = program(binary);
        command.arg("serve").env("DATABASE_URL", database).env("MAMAN_ADDR", &address);
        command.stdout(File::create(&log)?).stderr(File::options().append(true).open(&log)?).stdin(Stdio::null());
        let start = Instant::now();
        let child = command.spawn().with_context(|| format!("cannot start {}", binary.display()))?;
        let mut server = Self { child, address, ready_after: Duration::ZERO };
        while !server.is_ready() {
            let ended = server.child.try_wait()?;
            if ended.is_some() || start.elapsed() > PATIENCE {
                bail!("the server is not ready: {}", fs::read_to_string(&log).unwrap_or_default().trim());
            }
            thread::sleep(Duration::from_millis(1));
        }
        server.ready_after = start.elapsed();
        Ok(server)
    }

    /// Host and port that it listens on.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Full address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Kilobytes of memory in use, where the system tells.
    pub(crate) fn memory(&self) -> Option<u64> {
        memory(self.child.id(), "VmRSS:")
    }

    /// Seconds of processor time used so far, where the system tells.
    pub(crate) fn processor_seconds(&self) -> Option<f64> {
        processor_seconds(self.child.id())
    }

    fn is_ready(&self) -> bool {
        let ask = || -> std::io::Result<String> {
            let mut stream = TcpStream::connect(&self.address)?;
            stream.set_read_timeout(Some(Duration::from_secs(2)))?;
            write!(stream, "GET /readyz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer)
        };
        ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A request to end comes first, so that it closes its database; `kill` of the standard library does not send
        // one.
        answers(program("kill").arg(self.child.id().to_string()));
        let start = Instant::now();
        while self.child.try_wait().is_ok_and(|status| status.is_none()) {
            if start.elapsed() > Duration::from_secs(5) && self.child.kill().is_err() {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Kilobytes of memory of a process, by their name in its status: `VmRSS:` in use, `VmHWM:` the most so far.
pub(crate) fn memory(process: u32, name: &str) -> Option<u64> {
    let status = fs::read_to_string(process_file(process, "status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches("kB").trim_end().parse().ok()
}

/// Seconds of processor time that a process has used so far.
pub(crate) fn processor_seconds(process: u32) -> Option<f64> {
    static TICKS_A_SECOND: LazyLock<Option<f64>> =
        LazyLock::new(|| output(program("getconf").arg("CLK_TCK")).ok()?.trim().parse().ok());
    let stat = fs::read_to_string(process_file(process, "stat")).ok()?;
    // The second field is the name in brackets; user and system time are the 14th and 15th.
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ').skip(11).map(|field| field.parse::<u32>().ok());
    let ticks = fields.next()?? + fields.next()??;
    Some(f64::from(ticks) / (*TICKS_A_SECOND)?)
}

fn process_file(process: u32, name: &str) -> PathBuf {
    Path::new("/proc").join(process.to_string()).join(name)
}
