//! `/{l}/staff/courses`, `/{l}/staff/courses/new` and `/{l}/staff/courses/{course}/edit`: courses as staff describe them.

mod fields;
mod list;

use leptos::prelude::*;

use self::fields::CourseEditor;
pub use self::list::courses;
use crate::{
    courses::{
        model::{
            course_form::{CourseAction, CourseForm},
            draft::ACTION,
        },
        outcome::CourseOutcome,
        pages::parts::Picked,
        service::{self, CourseRecord},
        site::{EditCourse, NewCourse, StaffCourses},
    },
    ground::{AppError, Locale, address::Address, error::Clash},
    i18n::text,
    ui::{Badge, BadgeKind, Crumb, Crumbs, FormState, IconName, Notice, NoticeKind, Page, PageRequest, Section},
};

/// Button of a preview; the code of the language follows.
const PREVIEW: &str = "preview-";

/// Course as it was typed, with the last change of its rows.
fn typed(form: &FormState, known: CourseForm) -> CourseForm {
    let Some(fields) = form.fields() else { return known };
    let mut typed = CourseForm::read(fields);
    if CourseAction::read(fields) == CourseAction::Form {
        typed.change_rows(fields.field(ACTION));
    }
    typed
}

/// Language of the preview: the one whose button was pressed, or else the page's.
fn previewed(form: &FormState, locale: Locale) -> Locale {
    let button = form.fields().map(|fields| fields.field(ACTION));
    button.and_then(|button| Locale::from_code(button.strip_prefix(PREVIEW)?)).unwrap_or(locale)
}

fn above(locale: Locale) -> Vec<Crumb> {
    vec![Crumb { words: text!(locale, layout.courses), lang: None, href: StaffCourses.path(locale) }]
}

pub async fn new_course(request: PageRequest, _: NewCourse) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    service::may_edit_courses(&request.ctx().caller)?;
    let course = typed(&form, CourseForm::default());
    let preview = previewed(&form, locale);
    let editor = CourseEditor { locale, form: &form, course: &course, record: None, now: None, preview };
    let title = text!(locale, course_editor.new);
    let main = view! {
        <div class="wrap wrap--wide page stack">
            <Crumbs locale above=above(locale) here=title.clone()/>
            <div class="head"><h1>{title.clone()}</h1></div>
            {editor.view()}
        </div>
    };
    Ok(Page::new(title, Section::StaffCourses, main).staff())
}

pub async fn edit_course(mut request: PageRequest, address: EditCourse) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let outcome = request.outcome::<CourseOutcome>();
    let tx = request.tx().await?;
    let record = service::course_record(tx, address.course.as_str()).await?;
    let known = CourseForm::of(&record.course);
    let now = (form.error() == Some(&AppError::Conflict(Clash::CourseChanged))).then(|| known.clone());
    let course = typed(&form, known);
    let preview = previewed(&form, locale);
    let editor =
        CourseEditor { locale, form: &form, course: &course, record: Some(&record), now: now.as_ref(), preview };
    let title = text!(locale, course_editor.edit);
    let name = Picked::of(locale, &record.course.title);
    let main = view! {
        <div class="wrap wrap--wide page stack">
            <Crumbs locale above=above(locale) here=record.course.code.clone()/>
            <div class="row row--apart">
                <div class="stack stack--2"><h1>{title.clone()}</h1><p class="muted" lang=name.lang>{name.words}</p></div>
                <p>{badge(locale, &record)}</p>
            </div>
            {outcome.map(|outcome| view! { <Notice kind=NoticeKind::Ok>{outcome.words(locale)}</Notice> })}
            <Notice>{text!(locale, course_editor.certificates_stay)}</Notice>
            {editor.view()}
        </div>
    };
    Ok(Page::new(format!("{title}: {}", record.course.code), Section::StaffCourses, main).staff())
}

fn badge(locale: Locale, record: &CourseRecord) -> AnyView {
    match record.archived_at {
        None => view! {
            <Badge kind=BadgeKind::Ok icon=IconName::CheckCircle words=text!(locale, course_editor.in_catalogue)/>
        }
        .into_any(),
        Some(_) => {
            view! { <Badge kind=BadgeKind::Plain icon=IconName::Lock words=text!(locale, course_editor.archived)/> }
                .into_any()
        }
    }
}
