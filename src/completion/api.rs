//! List of a run as a file, to be filled in with scores.

use axum::response::Response;

use super::{model::listed::Column, service, site, wording};
use crate::{
    ground::{AppError, Locale},
    i18n::text,
    sheets::{self, WrittenCell, WrittenColumn},
    ui::{PageRequest, attachment},
};

/// `GET /{l}/staff/runs/{run}/results/list.xlsx`: people of the run with their scores. IIN and e-mail are for staff alone.
pub async fn list(mut request: PageRequest, address: site::List) -> Result<Response, AppError> {
    let locale = request.locale;
    let named = service::named(request.tx().await?, address.run.as_str()).await?;
    let columns: Vec<Column> = Column::ALL
        .iter()
        .copied()
        .filter(|column| named.has_identities || !matches!(column, Column::Iin | Column::Email))
        .collect();
    let cells = |person: &crate::completion::model::listed::Known| {
        let text = |text: Option<String>| text.map_or(WrittenCell::Empty, WrittenCell::Text);
        let cell = |column: &Column| match column {
            Column::Enrollment => WrittenCell::Text(person.enrollment.to_string()),
            Column::Name => WrittenCell::Text(person.name.full()),
            Column::Iin => text(person.iin.as_ref().map(|iin| iin.reveal().to_owned())),
            Column::Email => text(person.email.as_ref().map(|email| email.reveal().clone())),
            Column::Score => person.score.map_or(WrittenCell::Empty, WrittenCell::Number),
        };
        columns.iter().map(cell).collect::<Vec<_>>()
    };
    let rows: Vec<_> = named.people.iter().map(cells).collect();
    let headings: Vec<_> = columns.iter().map(|column| heading(locale, *column)).collect();
    let run = &named.scores.grid.details.run.code;
    let file =
        sheets::workbook(&[sheets::WrittenSheet { name: text!(locale, completion.results), columns: headings, rows }])?;
    Ok(attachment(file, sheets::XLSX, &format!("{run}.xlsx")))
}

fn heading(locale: Locale, column: Column) -> WrittenColumn {
    let width = match column {
        Column::Enrollment | Column::Name => 38,
        Column::Email => 30,
        Column::Iin => 15,
        Column::Score => 10,
    };
    WrittenColumn { heading: wording::column(locale, column), width }
}
