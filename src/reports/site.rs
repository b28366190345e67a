//! Addresses of files that a view of the figure is taken along in. The query is that of the view.

use crate::ground::address::addresses;

addresses! {
    /// View as a workbook, a sheet a breakdown.
    Workbook = "/{locale}/dashboard/export.xlsx";
    /// View as separated values.
    Table = "/{locale}/dashboard/export.csv";
    /// View as a result with its indicator (IATI 2.03).
    Iati = "/{locale}/dashboard/export.xml";
    /// View as a document for programs.
    Json = "/{locale}/dashboard/export.json";
    /// Pack from which a stranger counts the view again.
    EvidencePack = "/{locale}/dashboard/evidence.zip";
}
