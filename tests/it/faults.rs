//! Faults of the ground under the product: a full disk, a row that is locked, requests that are no requests. None of
//! them may outlast its cause.

use std::{
    fs,
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use axum::http::Method;
use maman::testing::{TestDatabase, registry};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::time::timeout;

use crate::{
    app::TestApp,
    crowd::{Trainee, crowd, run_ahead},
};

/// File system of its own, small enough to be filled.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts a disk; `None`, and a line that says so, where the test may not.
    fn mount(megabytes: u32) -> Option<Self> {
        let TestDatabase::Sqlite(folder) = TestDatabase::sqlite() else { panic!("SQLite keeps files") };
        fs::create_dir_all(&folder).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"]).arg(&folder);
        if mount.output().is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        eprintln!("skipped: a small file system can be mounted by root alone");
        let _ = fs::remove_dir(&folder);
        None
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }

    fn fill(&self) {
        let mut left = 64 * 1024 * 1024;
        let mut bytes = Vec::new();
        // what does not fit in a large piece fits in smaller ones
        while left >= 1 {
            bytes.resize(left, b'x');
            while append(&self.filler(), &bytes) {}
            left /= 2;
        }
    }

    fn free(&self) {
        fs::remove_file(self.filler()).unwrap();
    }
}

fn append(file: &Path, bytes: &[u8]) -> bool {
    use std::io::Write;
    let mut file = fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
    let before = file.metadata().unwrap().len();
    let is_whole = file.write_all(bytes).is_ok();
    if !is_whole {
        // a part of it was written; the smaller pieces fill the rest to the last byte
        file.set_len(before).unwrap();
    }
    is_whole
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
        let _ = fs::remove_dir(&self.0);
    }
}

/// Enrolls a person who is ready to; returns the status and the page.
async fn enrolls(app: &TestApp, who: &Trainee, run: &str) -> (u16, String) {
    let answer = app.posts_as(&who.cookie, &format!("/ru/runs/{run}/enroll"), "").await;
    (answer.status, if answer.status == 303 { String::new() } else { answer.words() })
}

/// Proves that nothing can be written while the disk is full, and everything as soon as it is not.
async fn writing_goes_on_after_a_full_disk(app: &TestApp, disk: &SmallDisk) {
    registry::with_courses_and_phases(&app.ctx).await;
    run_ahead(&app.ctx, "R-1", "2026-11-02", 500).await;
    let people = crowd(&app.ctx, 300).await;
    let mut people = people.iter();
    assert_eq!(enrolls(app, people.next().unwrap(), "R-1").await.0, 303);

    disk.fill();
    // pages that have room left take a few more
    let (refused, said) = loop {
        let person = people.next().expect("a full disk refuses somebody");
        let (status, said) = enrolls(app, person, "R-1").await;
        if status != 303 {
            assert_eq!(status, 503, "{said}");
            break (person, said);
        }
    };
    assert!(said.contains("Сейчас ответить не получается") || said.contains("временно"), "{said}");
    for _ in 0..3 {
        assert_eq!(enrolls(app, refused, "R-1").await.0, 503);
        assert_eq!(app.opens("/ru/courses").await.status, 200, "reading goes on");
    }

    disk.free();
    assert_eq!(app.opens("/readyz").await.status, 200);
    assert_eq!(enrolls(app, refused, "R-1").await, (303, String::new()));
    for person in people.take(30) {
        assert_eq!(enrolls(app, person, "R-1").await, (303, String::new()));
    }
    let report = maman::audit::verify(&mut app.ctx.read().await.unwrap()).await.unwrap();
    assert_eq!(report.broken_at, None);
}

#[tokio::test]
async fn a_full_disk_refuses_and_a_freed_one_takes_writers_again_on_sqlite() {
    let Some(disk) = SmallDisk::mount(8) else { return };
    let app = TestApp::on(TestDatabase::Sqlite(disk.0.join("db")), false, false).await;
    writing_goes_on_after_a_full_disk(&app, &disk).await;
    app.ends().await;
}

#[tokio::test]
async fn a_full_disk_refuses_and_a_freed_one_takes_writers_again_on_postgres() {
    let Some(database) = TestDatabase::postgres().await else {
        eprintln!("skipped: TEST_POSTGRES_URL is not set");
        return;
    };
    let TestDatabase::Postgres { server, name } = &database else { panic!("PostgreSQL was asked for") };
    let mut connection = PgConnection::connect(server).await.unwrap();
    let data: String = sqlx::query_scalar("show data_directory").fetch_one(&mut connection).await.unwrap();
    let Ok(owner) = fs::metadata(&data) else {
        eprintln!("skipped: the server for tests is another machine's");
        return database.remove().await;
    };
    let Some(disk) = SmallDisk::mount(48) else { return database.remove().await };
    chown(&disk.0, Some(owner.uid()), Some(owner.gid())).unwrap();
    let space = disk.0.join("space");
    fs::create_dir(&space).unwrap();
    chown(&space, Some(owner.uid()), Some(owner.gid())).unwrap();
    for sql in [
        format!("create tablespace {name} location '{}'", space.display()),
        format!("alter database {name} set tablespace {name}"),
    ] {
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    }
    let name = name.clone();
    let app = TestApp::on(database, false, false).await;
    writing_goes_on_after_a_full_disk(&app, &disk).await;
    app.ends().await;
    connection.execute(AssertSqlSafe(format!("drop tablespace {name}"))).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_somebody_holds_keeps_no_reader_waiting_on_postgres() {
    const PATIENCE: Duration = Duration::from_secs(4);
    let Some(database) = TestDatabase::postgres().await else {
        eprintln!("skipped: TEST_POSTGRES_URL is not set");
        return;
    };
    let url = database.url();
    let app = std::sync::Arc::new(TestApp::on(database, false, false).await);
    registry::with_courses_and_phases(&app.ctx).await;
    run_ahead(&app.ctx, "R-1", "2026-11-02", 20).await;
    let people = crowd(&app.ctx, 12).await;
    let mut prompt = PgConnection::connect(&url).await.unwrap();
    prompt
        .execute(
            "begin; select p.run_id from places p join runs r on r.id = p.run_id where r.code = 'R-1' for update of p",
        )
        .await
        .unwrap();
    let enrolling: Vec<_> = people
        .into_iter()
        .map(|person| {
            let app = std::sync::Arc::clone(&app);
            tokio::spawn(async move { enrolls(&app, &person, "R-1").await })
        })
        .collect();
    // all writers that there are wait for the row
    let waiting =
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    // not the prompt: within a transaction the view does not change
    let mut watch = PgConnection::connect(&url).await.unwrap();
    timeout(Duration::from_secs(20), async {
        while sqlx::query_scalar::<_, i64>(waiting).fetch_one(&mut watch).await.unwrap() < 6 {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("six writers wait");
    watch.close().await.unwrap();
    for address in ["/ru", "/ru/courses", "/ru/runs/R-1", "/readyz"] {
        let answer = timeout(PATIENCE, app.opens(address)).await.unwrap_or_else(|_| panic!("{address} waits"));
        assert_eq!(answer.status, 200, "{address}");
    }
    prompt.execute("rollback").await.unwrap();
    prompt.close().await.unwrap();
    for answer in enrolling {
        assert_eq!(answer.await.unwrap(), (303, String::new()));
    }
    std::sync::Arc::into_inner(app).unwrap().ends().await;
}

#[tokio::test]
async fn a_target_that_is_no_path_is_refused_and_answered() {
    let app = TestApp::closed().await;
    for (method, target) in [(Method::CONNECT, "localhost:443"), (Method::OPTIONS, "*")] {
        let answer = app.sends(method.clone(), target, &[], Vec::new()).await;
        assert_eq!(answer.status, 400, "{method} {target}");
    }
    assert_eq!(app.opens("/ru").await.status, 200);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_no_body_that_is_too_long() {
    use axum::body::Body;
    use tower::ServiceExt;

    let app = TestApp::closed().await;
    let broken = futures_util::stream::iter([Ok("email=a"), Err(std::io::Error::other("gone"))]);
    let request = axum::http::Request::post("/ru/sign-in")
        .header("host", "localhost")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from_stream(broken))
        .unwrap();
    let response = app.router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 400);
}

#[tokio::test]
async fn an_answer_that_differs_by_reader_is_kept_by_no_cache() {
    let app = TestApp::open().await;
    for address in ["/api/v1/progress", "/ru", "/ru/courses", "/ru/nowhere"] {
        let officers = app.opens(address).await;
        assert_eq!(officers.header("cache-control"), "no-store", "{address}");
        assert!(officers.headers("vary").contains("cookie"), "{address}: {}", officers.headers("vary"));
        let publics = app.opens_with(address, &[("cookie", "lang=ru")]).await;
        assert!(["no-cache", "no-store"].contains(&publics.header("cache-control")), "{address}");
        assert!(publics.headers("vary").contains("cookie"), "{address}: {}", publics.headers("vary"));
    }
}

#[test]
fn the_number_on_an_error_page_is_in_the_log() {
    use std::io::{BufRead, BufReader, Read, Write};

    let maman = crate::binary::Maman::with_courses();
    let mut command = maman.command(&["serve", "--addr", "127.0.0.1:0"]);
    let mut child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().rsplit("http://").next().unwrap();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.write_all(b"GET /en/nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let id = answer.lines().find_map(|line| line.strip_prefix("x-request-id: ")).unwrap();
    assert!(answer.contains(&format!("<span class=\"request-id\">{id}")), "the page shows it");
    child.kill().unwrap();
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    child.wait().unwrap();
    assert!(log.lines().any(|line| line.contains(id) && line.contains("404")), "{log}");
    assert!(!log.contains('\u{1b}'), "no colours in a file: {log}");
}

#[tokio::test]
async fn one_account_takes_sixty_steps_an_hour() {
    let app = TestApp::on(TestDatabase::sqlite(), false, false).await;
    registry::with_courses_and_phases(&app.ctx).await;
    run_ahead(&app.ctx, "R-1", "2026-11-02", 5).await;
    let person = crowd(&app.ctx, 1).await.remove(0);
    for nth in 0..60 {
        let address = if nth % 2 == 0 { "/ru/runs/R-1/enroll" } else { "/ru/runs/R-1/withdraw" };
        assert_eq!(app.posts_as(&person.cookie, address, "").await.status, 303, "step {nth}");
    }
    let refused = app.posts_as(&person.cookie, "/ru/runs/R-1/enroll", "").await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("retry-after"), "3600");
}
