//! Files and pages that are handed out of the figures: each export, the pack, a picture, an edition, and the public page.

use std::{fmt::Write, iter, time::Duration};

use anyhow::Result;

use super::{
    book::{Book, megabytes},
    figures::PHASE,
};
use crate::load::{Request, ask};

/// Times that each file is asked for, one after the other.
const TIMES: usize = 5;
/// Longest wait for one of them.
const LONGEST: Duration = Duration::from_mins(2);

pub(super) fn measure(book: &Book, report: &mut String) -> Result<()> {
    let server = book.serve()?;
    let officer = book.sessions.first().map(String::as_str);
    let ms = |took: Duration| took.as_secs_f64() * 1000.0;
    let view = format!("?phase={PHASE}");
    // the first reader after a start reads everybody's certificates
    ask(server.address(), 1, LONGEST, iter::once(&Request::page(&format!("/ru/dashboard{view}"), officer)))?;
    writeln!(report, "\n| what is handed out | first, ms | middle of {TIMES}, ms |\n| --- | ---: | ---: |")?;
    for path in [
        "dashboard/export.csv",
        "dashboard/export.xlsx",
        "dashboard/export.pdf",
        "dashboard/export.xml",
        "dashboard/export.json",
        "dashboard/evidence.zip",
        "dashboard/charts/month.png",
        "dashboard/runs",
        "dashboard/expiring",
        "dashboard/funders",
        "figures",
    ] {
        let request = Request::page(&format!("/ru/{path}{view}"), officer);
        let first = ask(server.address(), 1, LONGEST, iter::once(&request))?;
        let measured = ask(server.address(), 1, LONGEST, iter::repeat_n(&request, TIMES))?;
        writeln!(report, "| `{path}` | {:.0} | {:.0} |", ms(first.percentile(50)), ms(measured.percentile(50)))?;
    }
    let fields = format!("action=fix&title=Bench&note=&view=%3Fphase%3D{PHASE}");
    let fix = Request::form("/ru/dashboard/editions", officer, &fields, "/ru/dashboard/editions/");
    for what in ["an edition is fixed", "the next, with its reconciliation"] {
        let fixed = ask(server.address(), 1, LONGEST, iter::once(&fix))?;
        writeln!(report, "| {what} | {:.0} | |", ms(fixed.percentile(50)))?;
    }
    writeln!(report, "\nMemory after this: {}.", megabytes(server.memory()))?;
    Ok(())
}
