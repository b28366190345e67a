//! Tables `merges` and `merged_certificates`; and people read with their marks, in few statements.

mod people;

pub use people::{ListedPair, ListedPerson};
pub(super) use people::{count_claims, count_pairs, count_people, list_pairs, list_pairs_of, list_people};

use super::policy::CanMerge;
use crate::{
    db::{Failure, Tx, on_driver},
    ground::ids::{CertificateId, MergeId},
};

/// Writes down that two records became one, and which certificates had the other holder until now.
pub(super) async fn insert_merge(tx: &mut Tx, permit: &CanMerge, moved: &[CertificateId]) -> Result<(), Failure> {
    const SQL: &str = "insert into merges (id, kept_id, gone_id, merged_at, merged_by) values ($1, $2, $3, $4, $5)";
    const CERTIFICATE: &str = "insert into merged_certificates (merge_id, certificate_id) values ($1, $2)";
    let (id, at, by): (MergeId, _, _) = (tx.ids().next(), tx.at(), tx.caller().name());
    on_driver!(tx, |c| {
        sqlx::query(SQL).bind(id).bind(permit.kept()).bind(permit.gone()).bind(at).bind(&by).execute(&mut *c).await?;
        for certificate in moved {
            sqlx::query(CERTIFICATE).bind(id).bind(certificate).execute(&mut *c).await?;
        }
        Ok::<_, sqlx::Error>(())
    })?;
    Ok(())
}
