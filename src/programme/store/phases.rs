//! Phases as administrators make and word them.

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
