//! Files of an embedded database: who may read them, how one takes another's name, and how much room there is.

use std::{
    fs::{self, File, OpenOptions, Permissions},
    io,
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use rustix::fs::Access;

/// Mode of a file that its owner alone reads and writes.
const PRIVATE: u32 = 0o600;
/// Files that SQLite has beside a database: the write-ahead log with its index, and the journal of the other mode.
pub(super) const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Path with a text behind its name: `maman.db` and `.key` make `maman.db.key`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(ending);
    path.into()
}

/// Folder that a file lies in.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Makes the names in the file's folder survive a power cut, which may undo a rename alone.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder(path))?.sync_all()
}

/// Bytes that are free on the disk of the file's folder.
pub(super) fn free_room(path: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder(path))?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Closes a database, its key and its companions to everybody but their owner. The program makes its files so;
/// those that came another way, such as a copy put in place by hand, are made so when they are opened.
pub(super) fn narrow(database: &Path, key: &Path) {
    let companions = COMPANIONS.map(|ending| beside(database, ending));
    for file in [database, key].into_iter().chain(companions.iter().map(PathBuf::as_path)) {
        let Ok(found) = fs::metadata(file) else { continue };
        if found.is_file() && found.permissions().mode() & 0o077 != 0 {
            match fs::set_permissions(file, Permissions::from_mode(PRIVATE)) {
                Ok(()) => tracing::warn!("others could read {}; now only its owner can", file.display()),
                Err(error) => tracing::warn!("others can read {}, and it stays so: {error}", file.display()),
            }
        }
    }
}

/// Tells whether a database can be written: the file, and the folder, in which its write-ahead log is made.
pub(super) fn is_writable(database: &Path) -> bool {
    rustix::fs::access(database, Access::WRITE_OK).is_ok()
        && rustix::fs::access(folder(database), Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

/// Gives a file to the owner of another, so that a file that root puts in place can be opened by the server's own user.
/// Only root can, and nobody else needs it.
pub(super) fn give_to_owner_of(model: &Path, file: &Path) {
    if let (Ok(model), Ok(found)) = (fs::metadata(model), fs::metadata(file))
        && (model.uid(), model.gid()) != (found.uid(), found.gid())
    {
        let _ = std::os::unix::fs::chown(file, Some(model.uid()), Some(model.gid()));
    }
}

/// File that is being written beside its future place. It is removed unless it is published, and one that was left by a
/// killed program is taken over, for the lock on it died with that program.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
    target: PathBuf,
    /// Open as long as this lives: its lock says that the file is in use.
    file: File,
    is_published: bool,
}

impl Partial {
    /// Claims the file; `None` where another program is writing it just now.
    pub(super) fn claim(target: &Path) -> io::Result<Option<Self>> {
        let path = beside(target, ".partial");
        let left = match File::open(&path) {
            Ok(left) => Some(left),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if let Some(left) = &left {
            // its writer may have published it between the two lines, and another one may have begun
            if left.try_lock().is_err() || !is_same(left, &path) {
                return Ok(None);
            }
            fs::remove_file(&path)?;
        }
        // a journal that was left would be played back into the new file
        remove_companions(&path)?;
        let file = match OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(None),
            Err(error) => return Err(error),
        };
        if file.try_lock().is_err() || !is_same(&file, &path) {
            return Ok(None);
        }
        Ok(Some(Self { path, target: target.to_path_buf(), file, is_published: false }))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Gives the file its own name in one step, over the file that has it. The folder is still to be synced.
    pub(super) fn publish(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, &self.target)?;
        self.is_published = true;
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.is_published {
            let _ = fs::remove_file(&self.path);
            let _ = remove_companions(&self.path);
        }
    }
}

fn remove_companions(database: &Path) -> io::Result<()> {
    for ending in COMPANIONS {
        match fs::remove_file(beside(database, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn is_same(file: &File, path: &Path) -> bool {
    let id = |found: fs::Metadata| (found.dev(), found.ino());
    matches!((file.metadata().map(id), fs::metadata(path).map(id)), (Ok(open), Ok(named)) if open == named)
}
