//! Page as a file that nginx sends: what a page costs where nothing is read before it goes out.

use std::{
    fs,
    net::TcpStream,
    path::Path,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use crate::{
    postgres::free_port,
    server::processor_seconds,
    steps::{on_path, program},
};

const PATIENCE: Duration = Duration::from_secs(5);

/// nginx with one page, stopped when this is dropped.
pub(super) struct Nginx {
    child: Child,
    pub(super) address: String,
}

impl Nginx {
    /// Starts it in a folder, with this page at every address; `None`: it is not installed.
    pub(super) fn start(folder: &Path, page: &str) -> Result<Option<Self>> {
        // Debian keeps it where only administrators look
        let found = on_path("nginx").or_else(|| Some("/usr/sbin/nginx".into())).filter(|file| file.is_file());
        let Some(nginx) = found else { return Ok(None) };
        let address = format!("127.0.0.1:{}", free_port()?);
        let mut file = fs::File::create(folder.join("index.html"))?;
        brotli::BrotliCompress(&mut page.as_bytes(), &mut file, &brotli::enc::BrotliEncoderParams::default())?;
        let here = folder.display();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {here}/{name};\n"))
            .concat();
        let settings = format!(
            "daemon off;\nmaster_process off;\npid {here}/nginx.pid;\nevents {{ worker_connections 64; }}\nhttp {{
access_log off;\n{temporary}keepalive_requests 10000000;\nserver {{\nlisten {address};\nroot {here};\nlocation / {{
default_type text/html;\nadd_header Content-Encoding br;\ntry_files /index.html =404;\n}}\n}}\n}}\n"
        );
        let file = folder.join("nginx.conf");
        fs::write(&file, settings)?;
        let mut command = program(nginx);
        command.arg("-c").arg(&file).arg("-e").arg(folder.join("nginx.log")).stdin(Stdio::null());
        let mut started = Self { child: command.spawn().context("cannot start nginx")?, address };
        let start = Instant::now();
        while TcpStream::connect(&started.address).is_err() {
            ensure!(start.elapsed() < PATIENCE && started.child.try_wait()?.is_none(), "nginx did not start");
            thread::sleep(Duration::from_millis(5));
        }
        Ok(Some(started))
    }

    pub(super) fn processor_seconds(&self) -> Option<f64> {
        processor_seconds(self.child.id())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // it has nothing to save
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
