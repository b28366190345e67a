//! Registration numbers with a slip in them: the series of a year goes on from the highest, so that one is worth a
//! look.

use std::collections::BTreeMap;

use super::{Column, ListedCertificate, Remark, RemarkKind};
use crate::sheets::cell::RowPlace;
use crate::{
    certificates::{RegistrationNumber, service as certificates},
    db::Tx,
    ground::AppError,
};

/// Distance from the next lower number of its year at which a number gets a remark.
const FAR: u32 = 10_000;

/// Remarks on new numbers that are far from the others of their year, in the list and in the registry, and on those
/// that are higher than a series goes.
pub(super) async fn remarks(tx: &mut Tx, rows: &[&ListedCertificate]) -> Result<Vec<Remark>, AppError> {
    let mut remarks = Vec::new();
    let mut years: BTreeMap<i32, Vec<(u32, RowPlace)>> = BTreeMap::new();
    let remark = |row, kind| Remark { row, column: Some(Column::RegistrationNumber), kind };
    for row in rows {
        match row.registration_number.series() {
            Some((year, number)) => years.entry(year).or_default().push((number, row.row)),
            None if row.registration_number.is_beyond_series() => {
                remarks.push(remark(row.row, RemarkKind::NumberOutsideSeries));
            }
            None => {}
        }
    }
    for (year, mut numbers) in years {
        let last = certificates::last_of_year(tx, year).await?;
        numbers.sort_unstable();
        remarks.extend(far_off(&numbers, last).map(|(row, nearest)| {
            let nearest = RegistrationNumber::in_series(year, nearest).to_string();
            remark(row, RemarkKind::NumberFarOff { nearest })
        }));
    }
    Ok(remarks)
}

/// Rows whose number is far above the next lower one, each with that number; `last` is the highest of the registry.
fn far_off(numbers: &[(u32, RowPlace)], last: u32) -> impl Iterator<Item = (RowPlace, u32)> {
    let lower = std::iter::once(last).chain(numbers.iter().map(move |(number, _)| (*number).max(last)));
    numbers
        .iter()
        .zip(lower)
        .filter(|((number, _), lower)| number.saturating_sub(*lower) > FAR)
        .map(|((_, row), lower)| (*row, lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_far_above_the_others_is_told_with_the_nearest() {
        let row = RowPlace::from;
        let places = |numbers: &[(u32, RowPlace)], last| far_off(numbers, last).collect::<Vec<_>>();
        let slip = [(1, row(2)), (2, row(3)), (99_999, row(4))];
        assert_eq!(places(&slip, 0), [(row(4), 2)]);
        assert_eq!(places(&slip, 95_000), []);
        assert_eq!(places(&[(3_000, row(2)), (3_001, row(3))], 0), []);
    }
}
