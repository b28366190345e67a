//! Form actions of an enrollment: enrolling, accepting an offered seat, withdrawing, the decisions of staff,
//! and their changes of a run.

use super::{
    model::{Decision, State},
    outcome::{ByHandOutcome, DecisionOutcome, Outcome, Remark},
    query::{self, ACTION, ByHandStep, ENROLLMENT, IN_LETTER, SURE},
    service::{self, NewDecision, REASON},
    site,
};
use crate::{
    audit,
    auth::{self, Attempt},
    courses::{
        model::{
            RunState,
            draft::{EditorAction, RunDraft, VERSION},
        },
        outcome::{RunConsequence, RunOutcome},
        service as courses,
        site::EditRun,
    },
    db::{Ctx, Tx},
    ground::{AppError, FormErrors, Problem, code::RunCode, ids::RunId},
    my,
    ui::{FormRequest, Redirect},
};

/// `POST /{l}/runs/{run}/enroll`: enrolls the sender in the run.
pub async fn enroll(ctx: Ctx, form: FormRequest, address: site::Enroll) -> Result<Redirect, AppError> {
    let locale = form.locale;
    let mut tx = begin(&ctx).await?;
    let run = run(&mut tx, &address.run).await?;
    let applied = service::apply(&mut tx, run, |name| form.fields.field(name), locale).await?;
    audit::commit_changes(tx).await?;
    let state = applied.enrolled.state;
    if state == State::Offered {
        // enrolled before, and now it is their turn
        return Ok(Redirect::to(&site::Accept { run: address.run }, locale));
    }
    let redirect = to_my(&form, Outcome::of(state));
    Ok(if applied.is_name_repaired { redirect.reporting(Remark::NameRepaired) } else { redirect })
}

/// `POST /{l}/runs/{run}/accept`: accepts the seat that is offered to the sender.
pub async fn accept(ctx: Ctx, form: FormRequest, address: site::Accept) -> Result<Redirect, AppError> {
    let mut tx = begin(&ctx).await?;
    let run = run(&mut tx, &address.run).await?;
    service::accept(&mut tx, run).await?;
    audit::commit_changes(tx).await?;
    Ok(to_my(&form, Some(Outcome::Accepted)))
}

/// `POST /{l}/runs/{run}/withdraw`: withdraws the sender from the run.
pub async fn withdraw(ctx: Ctx, form: FormRequest, address: site::Withdraw) -> Result<Redirect, AppError> {
    let mut tx = begin(&ctx).await?;
    let run = run(&mut tx, &address.run).await?;
    service::withdraw(&mut tx, run).await?;
    audit::commit_changes(tx).await?;
    Ok(to_my(&form, Some(Outcome::Withdrawn)))
}

/// `POST /{l}/staff/runs/{run}/applications`: shows the decision first, and takes it once staff are sure.
pub async fn decide(ctx: Ctx, form: FormRequest, address: site::Applications) -> Result<Redirect, AppError> {
    let (locale, fields) = (form.locale, &form.fields);
    let decision: Decision = fields.field(ACTION).parse().map_err(|_| FormErrors::of(ACTION, Problem::Required))?;
    let ids = service::read_ids(fields.all(ENROLLMENT));
    let mut tx = ctx.begin().await?;
    let details = service::run_for_staff(&mut tx, address.run.as_str()).await?;
    if ids.is_empty() {
        return Err(FormErrors::of(ENROLLMENT, Problem::Required).into());
    }
    if !fields.has(SURE) {
        return Ok(Redirect::to_own(query::decision_address(locale, &address.run, decision, &ids)));
    }
    let new = NewDecision { decision, note: fields.field(REASON), is_note_sent: fields.has(IN_LETTER) };
    let decided = service::decide(&mut tx, details.id, &ids, new).await?;
    audit::commit_changes(tx).await?;
    let outcome = match decision {
        Decision::Confirm => DecisionOutcome::Confirmed,
        Decision::Waitlist => DecisionOutcome::Waitlisted,
        Decision::Decline => DecisionOutcome::Declined,
    };
    let redirect = Redirect::to(&address, locale);
    Ok(redirect.reporting_of(outcome, decided.decided).reporting_of(DecisionOutcome::Left, decided.left))
}

/// `POST /{l}/staff/runs/{run}/applications/new`: leads through the steps of enrolling somebody by hand, and takes the
/// last one.
pub async fn enroll_by_hand(ctx: Ctx, form: FormRequest, address: site::NewApplication) -> Result<Redirect, AppError> {
    if form.fields.field(ACTION).parse() != Ok(ByHandStep::Enroll) {
        return Ok(Redirect::to_same_form());
    }
    let mut tx = ctx.begin().await?;
    let details = service::run_for_staff(&mut tx, address.run.as_str()).await?;
    let enrolled = service::enroll_by_hand(&mut tx, details.id, |name| form.fields.field(name), form.locale).await?;
    audit::commit_changes(tx).await?;
    let outcome = match enrolled.state {
        State::Waitlisted => ByHandOutcome::Waitlisted,
        _ => ByHandOutcome::Confirmed,
    };
    Ok(Redirect::to(&site::Applications { run: address.run }, form.locale).reporting(outcome))
}

/// `POST /{l}/staff/runs/{run}/edit`: saves, publishes or cancels a run, with all that it means to the people in it.
pub async fn edit_run(ctx: Ctx, form: FormRequest, address: EditRun) -> Result<Redirect, AppError> {
    let draft = RunDraft::read(&form.fields).without_blanks();
    let mut tx = ctx.begin().await?;
    let edited = courses::run_to_edit(&mut tx, address.run.as_str()).await?.details;
    // a form without its version is as one that came too late
    let seen = form.fields.field(VERSION).parse().unwrap_or(-1);
    let (state, outcome) = match (EditorAction::read(&form.fields), edited.run.state) {
        (EditorAction::Rows, _) => return Ok(Redirect::to_same_form()),
        (EditorAction::Letters, state) => {
            // a mistake in the form is shown in place of the letters
            courses::check_run(&mut tx, &edited.course, &draft, state).await?;
            return Ok(Redirect::to_same_form());
        }
        (EditorAction::Cancel, _) => {
            let done = service::cancel_run(&mut tx, edited.id, seen).await?;
            audit::commit_changes(tx).await?;
            let redirect = Redirect::to(&address, form.locale).reporting(RunOutcome::Cancelled);
            return Ok(redirect
                .reporting_of(RunConsequence::Ended, done.ended)
                .reporting_of(RunConsequence::Letters, done.letters));
        }
        (EditorAction::Publish, RunState::Draft) => (RunState::Open, RunOutcome::Published),
        (EditorAction::Save, RunState::Draft) => (RunState::Draft, RunOutcome::DraftSaved),
        (EditorAction::Save | EditorAction::Publish, state) => (state, RunOutcome::Saved),
    };
    let new = courses::check_run(&mut tx, &edited.course, &draft, state).await?;
    let code = if edited.run.state == RunState::Draft { new.code.clone() } else { edited.run.code.clone() };
    let done = service::edit_run(&mut tx, edited.id, seen, new).await?;
    audit::commit_changes(tx).await?;
    let redirect = Redirect::to(&EditRun::of(&code), form.locale).reporting(outcome);
    Ok(redirect.reporting_of(RunConsequence::Letters, done.letters).reporting_of(RunConsequence::Offers, done.offers))
}

/// Begins a transaction for a person's own step, counted as theirs.
async fn begin(ctx: &Ctx) -> Result<Tx, AppError> {
    let account = ctx.caller.signed_in()?.account;
    let mut tx = ctx.begin().await?;
    auth::throttle_within(&mut tx, Attempt::EnrollingOfAccount, &account.to_string()).await?;
    Ok(tx)
}

/// Id of the run that the address names.
async fn run(tx: &mut Tx, code: &RunCode) -> Result<RunId, AppError> {
    let found = courses::find_run(tx, code.as_str()).await?;
    found.map(|run| run.id).ok_or(AppError::NotFound)
}

/// Redirects to the reader's own page, which reports the outcome.
fn to_my(form: &FormRequest, outcome: Option<Outcome>) -> Redirect {
    let redirect = Redirect::to(&my::site::My, form.locale);
    match outcome {
        Some(outcome) => redirect.reporting(outcome),
        None => redirect,
    }
}
