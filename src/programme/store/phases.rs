//! Programmes, and phases as administrators make and word them.

use crate::{
    db::{Failure, Tx, on_driver},
    ground::{
        Localized,
        ids::{PhaseId, ProgrammeId},
    },
    programme::policy::CanEditProgramme,
};

/// Finds the programme that new phases belong to: the first that was brought in.
pub(crate) async fn first_programme(tx: &mut Tx) -> Result<Option<ProgrammeId>, Failure> {
    const SQL: &str = "select id from programmes order by recorded_at, code limit 1";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_optional(c).await)?)
}

/// Changes the name of a phase.
pub(crate) async fn update_phase_name(
    tx: &mut Tx,
    _permit: &CanEditProgramme,
    phase: PhaseId,
    name: &Localized,
) -> Result<(), Failure> {
    const SQL: &str = "update phases set name_kk = $2, name_ru = $3, name_en = $4 where id = $1";
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(phase)
        .bind(&name.kk)
        .bind(&name.ru)
        .bind(&name.en)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Programme as a repeated import is compared with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredProgramme {
    pub id: ProgrammeId,
    pub name: Localized,
}

pub(crate) async fn find_programme(tx: &mut Tx, code: &str) -> Result<Option<StoredProgramme>, Failure> {
    const SQL: &str = "select id, name_kk, name_ru, name_en from programmes where code = $1";
    let row: Option<(ProgrammeId, String, String, String)> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(code).fetch_optional(c).await)?;
    Ok(row.map(|(id, kk, ru, en)| StoredProgramme { id, name: Localized { kk, ru, en } }))
}

pub(crate) async fn insert_programme(
    tx: &mut Tx,
    _permit: &CanEditProgramme,
    id: ProgrammeId,
    code: &str,
    name: &Localized,
) -> Result<(), Failure> {
    const SQL: &str = "insert into programmes (id, code, name_kk, name_ru, name_en, recorded_at)
        values ($1, $2, $3, $4, $5, $6)";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(code)
        .bind(&name.kk)
        .bind(&name.ru)
        .bind(&name.en)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
