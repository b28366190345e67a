//! Checksum that a copy carries in itself: docs/decisions/2026-11-28-a-backup-carries-its-checksum.md.
//!
//! A row of the copy holds SHA-256 over the whole file, with zeros where the row's own 32 bytes lie. A database that
//! has been used since has other bytes, and one that `backup` did not write has no such row.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom},
    os::unix::fs::FileExt,
    path::Path,
};

use aws_lc_rs::digest::{Context, SHA256};
use sqlx::{
    ConnectOptions, Connection, Executor,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::BackupError;
use crate::ground::ids::Ids;

const LENGTH: usize = 32;
const CHUNK: u64 = 1 << 20;

type Checksum = [u8; LENGTH];

/// Writes its checksum into a file that nobody else has open.
pub(super) async fn seal(file: &Path) -> Result<(), BackupError> {
    // random bytes mark the position: they are found again, and occur nowhere else in the file
    let place = Ids::default().random::<LENGTH>();
    let mut connection = options(file).connect().await?;
    connection.execute("drop table if exists backup_seal").await?;
    let table =
        "create table backup_seal (id integer not null primary key check (id = 1), checksum blob not null) strict";
    connection.execute(table).await?;
    let row = "insert into backup_seal (id, checksum) values (1, $1)";
    sqlx::query(row).bind(&place[..]).execute(&mut connection).await?;
    connection.close().await?;
    let at = find(file, &place)?.ok_or_else(|| BackupError::Altered(file.to_path_buf()))?;
    let sealed = OpenOptions::new().write(true).open(file)?;
    sealed.write_all_at(&checksum(file, at)?, at)?;
    Ok(sealed.sync_all()?)
}

/// Removes the checksum: a file that is about to change is no copy any more.
pub(super) async fn unseal(file: &Path) -> Result<(), BackupError> {
    let mut connection = options(file).connect().await?;
    connection.execute("drop table if exists backup_seal").await?;
    Ok(connection.close().await?)
}

/// Checks that a file is a copy, and that each of its bytes is as it was written.
pub(super) async fn check(file: &Path) -> Result<(), BackupError> {
    let not_one = |_| BackupError::NotABackup(file.to_path_buf());
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
    let mut connection = options.connect().await.map_err(not_one)?;
    let row: Vec<u8> = sqlx::query_scalar("select checksum from backup_seal where id = 1")
        .fetch_one(&mut connection)
        .await
        .map_err(not_one)?;
    connection.close().await?;
    let altered = || BackupError::Altered(file.to_path_buf());
    let written = Checksum::try_from(row).map_err(|_| altered())?;
    let at = find(file, &written)?.ok_or_else(altered)?;
    if checksum(file, at)? == written { Ok(()) } else { Err(altered()) }
}

/// Options for a copy: it has no write-ahead log, so that all of it is in the one file. A server that opens it changes
/// the mode, which is written in the file's first bytes, before anything else.
fn options(file: &Path) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new().filename(file);
    options.journal_mode(SqliteJournalMode::Delete).synchronous(SqliteSynchronous::Full)
}

fn find(file: &Path, bytes: &Checksum) -> io::Result<Option<u64>> {
    let mut file = File::open(file)?;
    let (mut window, mut start) = (Vec::new(), 0);
    loop {
        // what is looked for may lie across the end of a chunk
        let done = window.len().saturating_sub(LENGTH - 1);
        window.drain(..done);
        start += done as u64;
        if file.by_ref().take(CHUNK).read_to_end(&mut window)? == 0 {
            return Ok(None);
        }
        if let Some(at) = window.windows(LENGTH).position(|part| part == bytes) {
            return Ok(Some(start + at as u64));
        }
    }
}

/// SHA-256 over a file, with zeros for the 32 bytes at a place.
fn checksum(file: &Path, at: u64) -> io::Result<Checksum> {
    let mut file = File::open(file)?;
    let mut context = Context::new(&SHA256);
    update(&mut context, file.by_ref().take(at))?;
    context.update(&[0; LENGTH]);
    file.seek(SeekFrom::Start(at + LENGTH as u64))?;
    update(&mut context, file)?;
    let mut sum = [0; LENGTH];
    sum.copy_from_slice(context.finish().as_ref());
    Ok(sum)
}

fn update(context: &mut Context, mut bytes: impl Read) -> io::Result<()> {
    let mut chunk = Vec::new();
    while bytes.by_ref().take(CHUNK).read_to_end(&mut chunk)? > 0 {
        context.update(&chunk);
        chunk.clear();
    }
    Ok(())
}
