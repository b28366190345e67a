//! `maman evidence`: the pack from which a stranger counts a view again.

use std::{fs, path::PathBuf, process::ExitCode};

use super::{Config, Stop, open, progress::View, say};
use crate::{
    i18n::text,
    programme::{Filter, service::ViewCache},
    reports::service as reports,
};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    view: View,
    /// File to write to
    #[arg(long, value_name = "FILE.zip")]
    out: PathBuf,
}

pub(super) async fn run(config: &Config, args: &Args) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    let query = args.view.query()?;
    let ctx = open(config).await?;
    let mut tx = ctx.read().await?;
    let report = reports::report(&mut tx, &ViewCache::default(), query, Filter::default()).await?;
    let pack = reports::pack(&mut tx, &report).await?;
    drop(tx);
    ctx.db.close().await;
    let failed = |error: std::io::Error| Stop::Line(text!(locale, cli.file_failed, why = error.to_string()));
    fs::write(&args.out, pack).map_err(failed)?;
    say!("{}", text!(locale, cli.evidence_written, fingerprint = report.fingerprint()));
    Ok(ExitCode::SUCCESS)
}
