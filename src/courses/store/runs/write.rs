//! Runs with their meetings and trainers, as they are written.

use crate::{
    courses::{
        model::{Meeting, NewRun, Trainer},
        policy::{CanEditRun, CanKeepCourses},
    },
    db::{Failure, Tx, on_driver},
    ground::{
        Locale, Localized,
        ids::{CourseId, MeetingId, RunId},
        letters::code_key,
    },
    i18n::names,
};

/// Code, venue in all languages and public trainers, folded.
pub(super) fn search_key(code: &str, venue: &Localized, trainers: &[Trainer]) -> String {
    let venue = Locale::ALL.into_iter().map(|locale| venue.part(locale));
    let trainers = trainers.iter().filter(|trainer| trainer.is_public).map(|trainer| trainer.name.as_str());
    names::search_key(&[code].into_iter().chain(venue).chain(trainers).collect::<Vec<_>>().join(" "))
}

pub(in crate::courses) async fn insert_run(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    id: RunId,
    course: CourseId,
    run: &NewRun,
) -> Result<(), Failure> {
    const SQL: &str = "insert into runs (id, code, course_id, venue_kk, venue_ru, venue_en, region, language,
        starts_on, ends_on, enroll_until, decides_on, offer_hours, admission, state, search_key, recorded_at, code_key)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    let (at, key) = (tx.at(), search_key(&run.code, &run.venue, &run.trainers));
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&run.code)
        .bind(course)
        .bind(&run.venue.kk)
        .bind(&run.venue.ru)
        .bind(&run.venue.en)
        .bind(run.region.map(|region| region.code))
        .bind(run.language.map(Locale::code))
        .bind(run.starts_on)
        .bind(run.ends_on)
        .bind(run.enroll_until)
        .bind(run.decides_on)
        .bind(run.offer_hours)
        .bind(run.admission.as_str())
        .bind(run.state.as_str())
        .bind(&key)
        .bind(at)
        .bind(code_key(&run.code))
        .execute(c)
        .await
        .map(drop))?;
    for (position, meeting) in (1_i32..).zip(&run.meetings) {
        insert_meeting(tx, (id, position), meeting).await?;
    }
    for (position, trainer) in (1_i32..).zip(&run.trainers) {
        insert_trainer(tx, (id, position), trainer).await?;
    }
    Ok(())
}

async fn insert_meeting(tx: &mut Tx, (run, position): (RunId, i32), meeting: &Meeting) -> Result<(), Failure> {
    const SQL: &str = "insert into meetings (id, run_id, position, starts_at, ends_at, academic_hours, topic_kk,
        topic_ru, topic_en, number) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let id: MeetingId = tx.ids().next();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(run)
        .bind(position)
        .bind(meeting.starts_at)
        .bind(meeting.ends_at)
        .bind(meeting.academic_hours)
        .bind(&meeting.topic.kk)
        .bind(&meeting.topic.ru)
        .bind(&meeting.topic.en)
        .bind(meeting.number)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

async fn insert_trainer(tx: &mut Tx, (run, position): (RunId, i32), trainer: &Trainer) -> Result<(), Failure> {
    const SQL: &str = "insert into trainers
        (run_id, position, name, about_kk, about_ru, about_en, is_public, account_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(run)
        .bind(position)
        .bind(&trainer.name)
        .bind(&trainer.about.kk)
        .bind(&trainer.about.ru)
        .bind(&trainer.about.en)
        .bind(trainer.is_public)
        .bind(trainer.account)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Writes a run as it is described now; returns whether it was still in the version of the permit. Its meetings and
/// trainers are written by `replace_meetings` and `replace_trainers`.
pub(in crate::courses) async fn update_run(tx: &mut Tx, permit: &CanEditRun, run: &NewRun) -> Result<bool, Failure> {
    const SQL: &str = "update runs set code = $3, code_key = $4, venue_kk = $5, venue_ru = $6, venue_en = $7,
        region = $8, language = $9, starts_on = $10, ends_on = $11, enroll_until = $12, decides_on = $13,
        offer_hours = $14, admission = $15, state = $16, search_key = $17, changed_at = $18, revision = revision + 1
        where id = $1 and revision = $2 returning id";
    let (at, key) = (tx.at(), search_key(&run.code, &run.venue, &run.trainers));
    let updated: Option<RunId> = on_driver!(tx, |c| sqlx::query_scalar(SQL)
        .bind(permit.run())
        .bind(permit.revision())
        .bind(&run.code)
        .bind(code_key(&run.code))
        .bind(&run.venue.kk)
        .bind(&run.venue.ru)
        .bind(&run.venue.en)
        .bind(run.region.map(|region| region.code))
        .bind(run.language.map(Locale::code))
        .bind(run.starts_on)
        .bind(run.ends_on)
        .bind(run.enroll_until)
        .bind(run.decides_on)
        .bind(run.offer_hours)
        .bind(run.admission.as_str())
        .bind(run.state.as_str())
        .bind(&key)
        .bind(at)
        .fetch_optional(c)
        .await)?;
    Ok(updated.is_some())
}

/// Writes the meetings of a run in place of those that it had. One with other times is a row of its own: the table of
/// marks refers to the old one, so that the database refuses to move or remove a meeting that somebody has marked.
pub(in crate::courses) async fn replace_meetings(
    tx: &mut Tx,
    permit: &CanEditRun,
    (before, after): (&[Meeting], &[Meeting]),
) -> Result<(), Failure> {
    const DELETE: &str = "delete from meetings where run_id = $1 and number = $2";
    // no two meetings of a run have one position, not even on the way to the new order
    const MAKE_ROOM: &str = "update meetings set position = -position where run_id = $1";
    const UPDATE: &str = "update meetings set position = $3, academic_hours = $4, topic_kk = $5, topic_ru = $6,
        topic_en = $7 where run_id = $1 and number = $2";
    let is_same = |one: &Meeting, other: &Meeting| {
        (one.number, one.starts_at, one.ends_at) == (other.number, other.starts_at, other.ends_at)
    };
    let run = permit.run();
    for gone in before.iter().filter(|was| !after.iter().any(|is| is_same(was, is))) {
        on_driver!(tx, |c| sqlx::query(DELETE).bind(run).bind(gone.number).execute(c).await.map(drop))?;
    }
    on_driver!(tx, |c| sqlx::query(MAKE_ROOM).bind(run).execute(c).await.map(drop))?;
    for (position, meeting) in (1_i32..).zip(after) {
        if before.iter().any(|was| is_same(was, meeting)) {
            on_driver!(tx, |c| sqlx::query(UPDATE)
                .bind(run)
                .bind(meeting.number)
                .bind(position)
                .bind(meeting.academic_hours)
                .bind(&meeting.topic.kk)
                .bind(&meeting.topic.ru)
                .bind(&meeting.topic.en)
                .execute(c)
                .await
                .map(drop))?;
        } else {
            insert_meeting(tx, (run, position), meeting).await?;
        }
    }
    Ok(())
}

/// Writes the trainers of a run in place of those that it had.
pub(in crate::courses) async fn replace_trainers(
    tx: &mut Tx,
    permit: &CanEditRun,
    trainers: &[Trainer],
) -> Result<(), Failure> {
    const DELETE: &str = "delete from trainers where run_id = $1";
    let run = permit.run();
    on_driver!(tx, |c| sqlx::query(DELETE).bind(run).execute(c).await.map(drop))?;
    for (position, trainer) in (1_i32..).zip(trainers) {
        insert_trainer(tx, (run, position), trainer).await?;
    }
    Ok(())
}

/// Cancels a run; returns whether it was still in the version of the permit.
pub(in crate::courses) async fn cancel_run(tx: &mut Tx, permit: &CanEditRun) -> Result<bool, Failure> {
    const SQL: &str = "update runs set state = 'cancelled', changed_at = $3, revision = revision + 1
        where id = $1 and revision = $2 returning id";
    let at = tx.at();
    let cancelled: Option<RunId> = on_driver!(tx, |c| sqlx::query_scalar(SQL)
        .bind(permit.run())
        .bind(permit.revision())
        .bind(at)
        .fetch_optional(c)
        .await)?;
    Ok(cancelled.is_some())
}
