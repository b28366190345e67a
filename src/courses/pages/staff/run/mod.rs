//! `/{l}/staff/runs/{run}`, `/{l}/staff/runs/new` and `/{l}/staff/runs/{run}/edit`: the editor of a run.

mod editor;
mod fields;
mod meetings;
mod ready;
mod trainers;

use leptos::prelude::*;

use self::editor::Editor;
use super::{
    RunTab, run_frame,
    words::{stage_badge, stage_words},
};
use crate::{
    courses::{
        model::{
            Course, Run, RunStage, RunState,
            draft::{ACTION, COURSE, EditorAction, GENERATE, RunDraft},
            timetable::TimetableDraft,
        },
        outcome::{RunConsequence, RunOutcome},
        pages::parts::Picked,
        service::{self, EditedRun},
        site::{EditRun, NewRun, StaffRun, StaffRuns},
    },
    ground::{AppError, FormErrors, Locale, Problem, address::Address, error::Clash},
    i18n::text,
    programme::site::RunFunders,
    ui::{Crumb, Crumbs, FormState, LetterPreviews, Notice, NoticeKind, Page, PageRequest, Section},
};

/// Field of the query that names a run to copy.
const COPY: &str = "copy";

/// Rows and timetable of the form as its last button left them.
struct Typed {
    draft: RunDraft,
    timetable: TimetableDraft,
    problems: FormErrors,
}

impl Typed {
    /// Reads the form that was sent; `known` is what the page shows while nothing was.
    fn read(form: &FormState, known: RunDraft, course: Option<&Course>) -> Self {
        let Some(fields) = form.fields() else {
            return Self { draft: known, timetable: TimetableDraft::default(), problems: FormErrors::default() };
        };
        let (mut draft, timetable) = (RunDraft::read(fields), TimetableDraft::read(fields));
        if draft.code.is_empty() {
            draft.code = known.code;
        }
        let mut problems = FormErrors::default();
        if EditorAction::read(fields) != EditorAction::Rows {
            draft = draft.without_blanks();
        } else if fields.field(ACTION) == GENERATE {
            match (timetable.check(), course) {
                (Ok(made), Some(course)) => {
                    draft = draft.without_blanks();
                    draft.meetings = made.rows(&draft.meetings, course.minutes_per_hour);
                }
                (Ok(_), None) => problems.add(COURSE, Problem::Required),
                (Err(errors), _) => problems = errors,
            }
        } else {
            draft.change_rows(fields.field(ACTION));
        }
        Self { draft, timetable, problems }
    }
}

pub async fn new_run(mut request: PageRequest, _: NewRun) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let typed = form.fields().map(|fields| fields.field(COURSE).to_owned());
    let code = typed.or_else(|| request.field(COURSE).map(ToOwned::to_owned)).unwrap_or_default();
    // what was typed, or chosen, goes before what is copied
    let copied = request.field(COPY).filter(|_| form.fields().is_none()).map(ToOwned::to_owned);
    let tx = request.tx().await?;
    let today = tx.today();
    let mut chosen = service::course_to_edit(tx, &code).await?.map(|(_, course)| course);
    let courses = service::staff_courses(tx, "", false).await?;
    let courses = courses.into_iter().map(|record| record.course).collect::<Vec<_>>();
    let known = match copied {
        Some(run) => {
            let EditedRun { details, trainers } = service::run_to_edit(tx, &run).await?;
            let code = service::propose_code(tx, &details.course, today).await?;
            let draft = RunDraft::of(&details, &trainers).copied(code);
            chosen = Some(details.course);
            draft
        }
        None => RunDraft::fresh(match &chosen {
            Some(course) => service::propose_code(tx, course, today).await?,
            None => String::new(),
        }),
    };
    let Typed { draft, timetable, problems } = Typed::read(&form, known, chosen.as_ref());
    let editor = Editor {
        locale,
        form: &form,
        problems: &problems,
        draft: &draft,
        timetable: &timetable,
        course: chosen.as_ref(),
        run: None,
        now: None,
        letters: None,
    };
    let title = text!(locale, run_editor.new);
    let above = vec![Crumb { words: text!(locale, layout.runs), lang: None, href: StaffRuns.path(locale) }];
    let main = view! {
        <div class="wrap wrap--wide page stack">
            <Crumbs locale above here=title.clone()/>
            <div class="head"><h1>{title.clone()}</h1></div>
            {editor.view(&courses)}
        </div>
    };
    Ok(Page::new(title, Section::Runs, main).staff())
}

/// Letters that the editor announces before they are sent.
#[derive(Clone, Debug, Default)]
pub struct RunLetters {
    /// Letters about the change in the form, once somebody has asked for them.
    pub change: Option<LetterPreviews>,
    /// Letters about the end of the run.
    pub cancel: LetterPreviews,
}

/// Editor of a run that is there; `letters` are those that a change of it brings about.
pub async fn edit_run(
    mut request: PageRequest,
    address: EditRun,
    letters: Option<RunLetters>,
) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let outcome = request.outcome::<RunOutcome>();
    let consequences = request.counted_outcomes::<RunConsequence>();
    let tx = request.tx().await?;
    let edited = service::run_to_edit(tx, address.run.as_str()).await?;
    let (caller, today) = (tx.caller().clone(), tx.today());
    let details = &edited.details;
    let known = RunDraft::of(details, &edited.trainers);
    let now = (form.error() == Some(&AppError::Conflict(Clash::RunChanged))).then(|| known.clone());
    let Typed { draft, timetable, problems } = Typed::read(&form, known, Some(&details.course));
    let editor = Editor {
        locale,
        form: &form,
        problems: &problems,
        draft: &draft,
        timetable: &timetable,
        course: Some(&details.course),
        run: Some(details),
        now: now.as_ref(),
        letters: letters.as_ref(),
    };
    let more = consequences.into_iter().map(|(consequence, count)| consequence.words(locale, count));
    let more = more.collect::<Vec<_>>().join(" ");
    let reported = outcome.map(|outcome| {
        view! { <Notice kind=NoticeKind::Ok title=Some(outcome.words(locale))>{more}</Notice> }
    });
    let content = view! {
        <div>{stage_badge(locale, details.run.stage(today))}</div>
        {reported}
        {over_notice(locale, &details.run, today)}
        <p class="no-print">
            <a href=RunFunders::of(details.run.code.as_str()).path(locale)>{text!(locale, run_editor.funders)}</a>
        </p>
        {editor.view(&[])}
    };
    let title = Picked::of(locale, &details.course.title).words;
    let main = run_frame(locale, &caller, details, RunTab::Run, content);
    Ok(Page::new(format!("{title}, {}", details.run.code), Section::Runs, main).staff())
}

/// `/{l}/staff/runs/{run}`: leads on to the tab on which the caller's work with the run begins.
pub async fn run(mut request: PageRequest, address: StaffRun) -> Result<Page, AppError> {
    let locale = request.locale;
    let tx = request.tx().await?;
    let (details, _) = service::run_of_team(tx, address.run.as_str()).await?;
    let tab = RunTab::first_for(tx.caller()).ok_or(AppError::NotFound)?;
    Ok(Page::leading_to(tab.path(locale, &details.run.code)))
}

/// Notice that a run is not changed any more.
fn over_notice(locale: Locale, run: &Run, today: chrono::NaiveDate) -> Option<AnyView> {
    let stage: RunStage = run.stage(today);
    matches!(run.state, RunState::Closed | RunState::Cancelled).then(|| {
        view! { <Notice title=Some(stage_words(locale, stage))>{text!(locale, run_editor.over)}</Notice> }.into_any()
    })
}
