//! Frame of every staff page of a run: the way back, the run's name and seats, and the tabs.

use leptos::prelude::*;

use crate::{
    attendance, certificates, completion,
    courses::{
        model::Format,
        pages::parts::{Picked, admission_words, places_words, seats},
        service::RunDetails,
        site::{EditRun, StaffRuns},
    },
    enrollments,
    ground::{
        Locale,
        address::Address,
        caller::{Caller, Role},
    },
    i18n::{dates, text},
    ui::{Crumb, Crumbs, fallback::language_name},
};

/// Page of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunTab {
    Run,
    Applications,
    Attendance,
    Results,
    Close,
    Certificates,
}

impl RunTab {
    /// Tabs that are built, in the order of the work.
    const BUILT: [Self; 6] =
        [Self::Run, Self::Applications, Self::Attendance, Self::Results, Self::Close, Self::Certificates];

    /// Tab on which the caller's work with a run begins, if they have one.
    pub(super) fn first_for(caller: &Caller) -> Option<Self> {
        let is_staff = caller.has_role(Role::Staff);
        Self::BUILT.into_iter().find(|tab| is_staff || tab.is_for_trainers())
    }

    /// Tells whether trainers of the run have it too.
    const fn is_for_trainers(self) -> bool {
        matches!(self, Self::Attendance | Self::Results)
    }

    /// Name of the page.
    pub fn words(self, locale: Locale) -> String {
        match self {
            Self::Run => text!(locale, courses.tab_run),
            Self::Applications => text!(locale, courses.tab_applications),
            Self::Attendance => text!(locale, courses.tab_attendance),
            Self::Results => text!(locale, courses.tab_results),
            Self::Close => text!(locale, courses.tab_close),
            Self::Certificates => text!(locale, courses.tab_certificates),
        }
    }

    pub(super) fn path(self, locale: Locale, run: &str) -> String {
        match self {
            Self::Run => EditRun::of(run).path(locale),
            Self::Applications => enrollments::site::Applications::of(run).path(locale),
            Self::Attendance => attendance::site::Attendance::of(run).path(locale),
            Self::Results => completion::site::Results::of(run).path(locale),
            Self::Close => completion::site::Close::of(run).path(locale),
            Self::Certificates => certificates::site::Issue::of(run).path(locale),
        }
    }
}

/// Puts the frame around the content of a run's page.
pub fn run_frame<C: IntoView>(
    locale: Locale,
    caller: &Caller,
    details: &RunDetails,
    tab: RunTab,
    content: C,
) -> impl IntoView + use<C> {
    let run = &details.run;
    let title = Picked::of(locale, &details.course.title);
    let language = run.language.map(|language| language_name(locale, language));
    let venue = (details.course.format != Format::Online).then(|| Picked::of(locale, &run.venue).words);
    let facts = [
        venue.filter(|venue| !venue.is_empty()),
        Some(dates::span(locale, run.starts_on, run.ends_on)),
        language,
        Some(admission_words(locale, run.admission)),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let above = vec![Crumb { words: text!(locale, layout.runs), lang: None, href: StaffRuns.path(locale) }];
    let is_staff = caller.has_role(Role::Staff);
    let tabs = RunTab::BUILT.into_iter().filter(|tab| is_staff || tab.is_for_trainers()).map(|other| {
        let current = (other == tab).then_some("page");
        view! { <li><a href=other.path(locale, &run.code) aria-current=current>{other.words(locale)}</a></li> }
    });
    let tabs = tabs.collect_view();
    view! {
        <div class="wrap wrap--wide page stack">
            <Crumbs locale above here=run.code.clone()/>
            <div class="row row--apart">
                <div class="stack stack--2">
                    <h1 lang=title.lang>{title.words}</h1>
                    <p class="muted">{facts}</p>
                </div>
                <div class="places places--box">
                    <p>{places_words(locale, run.places)}</p>
                    {seats(run.places)}
                </div>
            </div>
            <nav class="tabs" aria-label=text!(locale, courses.tabs)><ul>{tabs}</ul></nav>
            {content}
        </div>
    }
}
