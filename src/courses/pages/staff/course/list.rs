//! List of the courses, those in the catalogue and the archived ones.

use leptos::prelude::*;

use crate::{
    courses::{
        pages::parts::{Picked, format_words},
        query::Q,
        service::{self, CourseRecord},
        site::{EditCourse, NewCourse, NewRun, StaffCourses},
    },
    ground::{AppError, Locale, address::Address},
    i18n::text,
    ui::{Empty, Icon, IconName, Page, PageRequest, Section, capitalized},
};

/// Field of the query that with the value `1` shows the archived courses.
const ARCHIVED: &str = "archived";

pub async fn courses(mut request: PageRequest, _: StaffCourses) -> Result<Page, AppError> {
    let locale = request.locale;
    let q = request.field(Q).unwrap_or_default().to_owned();
    let is_archived = request.field(ARCHIVED) == Some("1");
    let tx = request.tx().await?;
    let found = service::staff_courses(tx, &q, is_archived).await?;
    let title = text!(locale, layout.courses);
    let hidden = is_archived.then(|| view! { <input type="hidden" name=ARCHIVED value="1"/> });
    let address = |archived: bool| {
        let search = (!q.is_empty()).then(|| (Q, q.clone()));
        let archived = archived.then(|| (ARCHIVED, "1".to_owned()));
        StaffCourses.with(locale, search.into_iter().chain(archived))
    };
    let tabs = [(false, text!(locale, course_editor.in_catalogue)), (true, text!(locale, course_editor.in_archive))]
        .map(|(archived, words)| {
            let current = (archived == is_archived).then_some("page");
            view! { <li><a href=address(archived) aria-current=current>{words}</a></li> }
        })
        .collect_view();
    let main = view! {
        <div class="wrap wrap--wide page stack">
            <div class="row row--apart">
                <h1>{title.clone()}</h1>
                <a class="btn btn--go" href=NewCourse.path(locale)>{text!(locale, course_editor.create)}</a>
            </div>
            <form method="get" action=StaffCourses.path(locale) role="search">
                {hidden}
                <div class="joined">
                    <div class="searchbar">
                        <Icon name=IconName::Search/>
                        <label class="vh" for=Q>{text!(locale, courses.search_label)}</label>
                        <input class="input" type="search" id=Q name=Q value=q.clone() autocomplete="off"/>
                    </div>
                    <button class="btn">{text!(locale, courses.search)}</button>
                </div>
            </form>
            <nav class="tabs" aria-label=text!(locale, course_editor.lists)><ul>{tabs}</ul></nav>
            {list(locale, &found, is_archived, !q.is_empty())}
        </div>
    };
    Ok(Page::new(title, Section::StaffCourses, main).staff())
}

fn list(locale: Locale, found: &[CourseRecord], is_archived: bool, is_searched: bool) -> AnyView {
    if found.is_empty() && is_archived && !is_searched {
        return view! { <Empty><h2>{text!(locale, course_editor.archive_empty)}</h2></Empty> }.into_any();
    }
    if found.is_empty() {
        return view! {
            <Empty>
                <h2>{text!(locale, courses.nothing)}</h2>
                <p>{text!(locale, course_editor.nothing_more)}</p>
                <a class="btn" href=StaffCourses.path(locale)>{text!(locale, courses.show_all)}</a>
            </Empty>
        }
        .into_any();
    }
    let rows = found.iter().map(|record| row(locale, record, is_archived)).collect_view();
    view! {
        <div class="scroll" role="region" aria-label=text!(locale, layout.courses) tabindex="0">
            <table class="table table--stack" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{text!(locale, run_editor.course)}</th>
                        <th role="columnheader" scope="col">{text!(locale, courses.area)}</th>
                        <th role="columnheader" scope="col">{text!(locale, courses.format)}</th>
                        <th role="columnheader" scope="col" class="num">{text!(locale, ui.hours_label)}</th>
                        <th role="columnheader" scope="col"><span class="vh">{text!(locale, staff_runs.new)}</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(locale: Locale, record: &CourseRecord, is_archived: bool) -> impl IntoView + use<> {
    let course = &record.course;
    let title = Picked::of(locale, &course.title);
    let new_run = (!is_archived).then(|| {
        let href = NewRun.with(locale, [("course", course.code.clone())]);
        let label = format!("{}: {}", text!(locale, staff_runs.new), course.code);
        view! { <a class="btn" href=href aria-label=label>{text!(locale, staff_runs.new)}</a> }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=EditCourse::of(&course.code).path(locale) lang=title.lang>{title.words}</a>
                <p class="muted small">{course.code.clone()}</p>
            </th>
            <td role="cell" data-label=text!(locale, courses.area)>{capitalized(course.competence_area.name.get(locale))}</td>
            <td role="cell" data-label=text!(locale, courses.format)>{capitalized(&format_words(locale, course.format))}</td>
            <td role="cell" class="num" data-label=text!(locale, ui.hours_label)>{course.academic_hours}</td>
            <td role="cell">{new_run}</td>
        </tr>
    }
}
