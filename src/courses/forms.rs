//! Form actions of courses and of a new run. That of a run that is there is in `enrollments`, because its changes concern
//! people.

use super::{
    model::{
        NewRun, RunState,
        course_form::{CourseAction, CourseForm},
        draft::{COURSE, EditorAction, RunDraft, VERSION},
    },
    outcome::{CourseOutcome, DatesOutcome, RunOutcome},
    service, site,
};
use crate::{
    audit,
    db::Ctx,
    ground::{AppError, FormErrors, Problem},
    ui::{FormRequest, Redirect},
};

pub const ACTION: &str = "action";
/// Action that asks for a letter when the course has days.
pub const TELL_ME: &str = "tell_me";
/// Action that takes this back.
pub const TELL_ME_NOT: &str = "tell_me_not";

/// `POST /{l}/courses/{course}`: asks for a letter when the course has days, or takes this back.
pub async fn course(ctx: Ctx, form: FormRequest, address: site::CoursePage) -> Result<Redirect, AppError> {
    let mut tx = ctx.begin().await?;
    tx.caller().signed_in()?;
    let code = address.course.as_str();
    let outcome = match form.fields.field(ACTION) {
        TELL_ME => {
            service::request_dates(&mut tx, code).await?;
            DatesOutcome::WillBeTold
        }
        TELL_ME_NOT => {
            service::take_back_request(&mut tx, code).await?;
            DatesOutcome::WillNotBeTold
        }
        _ => return Err(FormErrors::of(ACTION, Problem::Required).into()),
    };
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&address, form.locale).reporting(outcome))
}

/// `POST /{l}/staff/runs/new`: makes a draft, or an announced run.
pub async fn create_run(ctx: Ctx, form: FormRequest, _: site::NewRun) -> Result<Redirect, AppError> {
    let mut draft = RunDraft::read(&form.fields).without_blanks();
    let mut tx = ctx.begin().await?;
    let chosen = service::course_to_edit(&mut tx, form.fields.field(COURSE)).await?;
    let (state, outcome) = match EditorAction::read(&form.fields) {
        EditorAction::Save => (RunState::Draft, RunOutcome::DraftSaved),
        EditorAction::Publish => (RunState::Open, RunOutcome::Published),
        EditorAction::Cancel | EditorAction::Letters | EditorAction::Rows => return Ok(Redirect::to_same_form()),
    };
    let (id, course) = chosen.ok_or_else(|| FormErrors::of(COURSE, Problem::Required))?;
    // the page proposes a code once it knows the course; whoever chose it last has not seen one
    if draft.code.is_empty() {
        let today = tx.today();
        draft.code = service::propose_code(&mut tx, &course, today).await?;
    }
    let new: NewRun = service::check_run(&mut tx, &course, &draft, state).await?;
    service::announce(&mut tx, id, &new).await?;
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&site::EditRun::of(&new.code), form.locale).reporting(outcome))
}

/// `POST /{l}/staff/courses/new`: adds a course.
pub async fn create_course(ctx: Ctx, form: FormRequest, _: site::NewCourse) -> Result<Redirect, AppError> {
    let mut tx = ctx.begin().await?;
    service::may_edit_courses(tx.caller())?;
    if CourseAction::read(&form.fields) != CourseAction::Save {
        return Ok(Redirect::to_same_form());
    }
    let course = CourseForm::read(&form.fields).check()?;
    service::create_course(&mut tx, &course).await?;
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&site::EditCourse::of(&course.code), form.locale).reporting(CourseOutcome::Added))
}

/// `POST /{l}/staff/courses/{course}/edit`: saves, archives or restores a course.
pub async fn edit_course(ctx: Ctx, form: FormRequest, address: site::EditCourse) -> Result<Redirect, AppError> {
    let mut tx = ctx.begin().await?;
    let code = address.course.as_str();
    let record = service::course_record(&mut tx, code).await?;
    // a form without its version is as one that came too late
    let seen = form.fields.field(VERSION).parse().unwrap_or(-1);
    let outcome = match CourseAction::read(&form.fields) {
        CourseAction::Form => return Ok(Redirect::to_same_form()),
        CourseAction::Save => {
            let typed = CourseForm { code: record.course.code, ..CourseForm::read(&form.fields) };
            service::edit_course(&mut tx, code, seen, typed.check()?).await?;
            CourseOutcome::Saved
        }
        CourseAction::Archive => {
            service::archive_course(&mut tx, code, seen, true).await?;
            CourseOutcome::Archived
        }
        CourseAction::Restore => {
            service::archive_course(&mut tx, code, seen, false).await?;
            CourseOutcome::Restored
        }
    };
    audit::commit_changes(tx).await?;
    Ok(Redirect::to(&address, form.locale).reporting(outcome))
}
