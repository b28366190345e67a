//! New runs with their meetings and trainers.

use crate::{
    courses::{
        model::{Meeting, NewRun, Trainer},
        policy::CanKeepCourses,
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
    permit: &CanKeepCourses,
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
        insert_meeting(tx, permit, (id, position), meeting).await?;
    }
    for (position, trainer) in (1_i32..).zip(&run.trainers) {
        insert_trainer(tx, permit, (id, position), trainer).await?;
    }
    Ok(())
}

async fn insert_meeting(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    (run, position): (RunId, i32),
    meeting: &Meeting,
) -> Result<(), Failure> {
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

async fn insert_trainer(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    (run, position): (RunId, i32),
    trainer: &Trainer,
) -> Result<(), Failure> {
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
