//! Grid of a run: a row for each person, a column for each meeting.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    cells::{Options, sign},
    name_words,
};
use crate::{
    attendance::{
        islands::LiveGrid,
        model::{Mark, Tally},
        outcome::Outcome,
        service::{self, Attendee, Grid},
        site,
    },
    courses::{
        model::Meeting,
        pages::staff::{RunTab, run_frame},
    },
    ground::{AppError, Locale, address::Address, clock, error::Clash},
    i18n::{dates, numbers, text},
    ui::{
        Badge, BadgeKind, Empty, FormState, Icon, IconName, Notice, NoticeKind, Page, PageRequest, Section, capitalized,
    },
};

/// `GET /{l}/staff/runs/{run}/attendance`: marks of everybody at every meeting. On a phone one meeting is shown, which
/// `meeting` in the query chooses.
pub async fn attendance(mut request: PageRequest, address: site::Attendance) -> Result<Page, AppError> {
    let locale = request.locale;
    let grid = service::grid(request.tx().await?, address.run.as_str()).await?;
    let title = format!("{}: {}", text!(locale, attendance.title), grid.details.run.code);
    let caller = request.reader.caller.clone();
    let content = if grid.people.is_empty() {
        empty(text!(locale, attendance.nobody), text!(locale, attendance.nobody_more))
    } else if grid.details.meetings.is_empty() {
        empty(text!(locale, attendance.no_meetings), text!(locale, attendance.no_meetings_more))
    } else {
        View::of(&request, &grid).content().into_any()
    };
    let notices = notices(&request, &grid);
    let content = view! { {notices}{content} };
    let main = run_frame(locale, &caller, &grid.details, RunTab::Attendance, content);
    Ok(Page::new(title, Section::Runs, main).staff().island())
}

fn empty(title: String, more: String) -> AnyView {
    view! { <Empty><h2 class="h3">{title}</h2><p>{more}</p></Empty> }.into_any()
}

/// Messages above the grid: what was saved, what went wrong, and why nothing can be marked now.
fn notices(request: &PageRequest, grid: &Grid) -> impl IntoView + use<> {
    let locale = request.locale;
    let saved = request.counted_outcomes::<Outcome>().into_iter().next().map(|(_, count)| {
        let title = text!(locale, attendance.saved, count = count);
        view! {
            <Notice kind=NoticeKind::Ok title=Some(title)>{text!(locale, attendance.saved_more)}</Notice>
        }
    });
    let unchanged = (request.outcome() == Some(Outcome::Unchanged)).then(|| {
        view! {
            <Notice title=Some(text!(locale, attendance.unchanged))>{text!(locale, attendance.unchanged_more)}</Notice>
        }
    });
    let closed = grid.refusal().map(|refusal| {
        let words = match refusal {
            AppError::Conflict(Clash::RunIsClosed) => text!(locale, attendance.closed),
            AppError::Conflict(Clash::RunIsCancelled) => text!(locale, attendance.cancelled),
            _ => text!(locale, attendance.not_now),
        };
        view! { <Notice icon=IconName::Lock>{words}</Notice> }
    });
    let labels = problem_labels(request, grid);
    view! { {saved}{unchanged}{request.form.summary(locale, &labels)}{closed} }
}

/// Cells with a problem, as the summary names them.
fn problem_labels(request: &PageRequest, grid: &Grid) -> Vec<(String, String)> {
    if !matches!(request.form.error(), Some(AppError::Invalid(_))) {
        return Vec::new();
    }
    let cells = grid.people.iter().flat_map(|person| {
        let meetings = (1..).zip(&grid.details.meetings);
        meetings.map(move |(place, meeting)| (cell_name(person, meeting), person, place))
    });
    let bad = cells.filter(|(name, ..)| request.form.problem(name).is_some());
    bad.map(|(name, person, number)| (name, cell_words(request.locale, person, number))).collect()
}

/// Name of a cell. The number of a meeting stays with it, wherever it is moved.
fn cell_name(person: &Attendee, meeting: &Meeting) -> String {
    format!("mark.{}.{}", person.enrollment, meeting.number)
}

fn cell_words(locale: Locale, person: &Attendee, number: usize) -> String {
    let meeting = text!(locale, attendance.meeting, number = number);
    text!(locale, attendance.cell, name = name_words(locale, &person.name), meeting = meeting)
}

/// Grid as one reader sees it.
struct View<'a> {
    locale: Locale,
    today: NaiveDate,
    grid: &'a Grid,
    form: &'a FormState,
    /// Number of the meeting that is marked: it stands out, and a phone shows it alone.
    current: usize,
    address: String,
}

impl<'a> View<'a> {
    fn of(request: &'a PageRequest, grid: &'a Grid) -> Self {
        let (meetings, today) = (&grid.details.meetings, request.today());
        let chosen = request.field("meeting").and_then(|number| number.parse().ok());
        // of a form that came back, the meeting that was shown
        let chosen = chosen.or_else(|| request.form.value("meeting", "").parse().ok());
        let chosen = chosen.filter(|number| (1..=meetings.len()).contains(number));
        let begun = meetings.iter().filter(|meeting| clock::day_of(meeting.starts_at) <= today).count();
        Self {
            locale: request.locale,
            today,
            grid,
            form: &request.form,
            current: chosen.unwrap_or(begun.max(1)),
            address: site::Attendance::of(&grid.details.run.code).path(request.locale),
        }
    }

    fn meetings(&self) -> impl Iterator<Item = (usize, &'a Meeting)> + use<'a> {
        (1..).zip(&self.grid.details.meetings)
    }

    fn day(meeting: &Meeting) -> NaiveDate {
        clock::day_of(meeting.starts_at)
    }

    /// Class of a column, by which a phone shows one meeting alone.
    const fn column(&self, number: usize) -> &'static str {
        if number == self.current {
            "now"
        } else if number < self.current {
            "past"
        } else {
            "ahead"
        }
    }

    fn content(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let run = &self.grid.details.run.code;
        let (sheet, projector) = (site::Sheet::of(run).path(locale), site::Projector::of(run).path(locale));
        let rule = text!(locale, attendance.minimum, share = self.minimum());
        let form = self.form();
        view! {
            {self.chooser()}
            <p class="small muted">{rule}</p>
            <LiveGrid>{form}</LiveGrid>
            <p class="row">
                <a class="btn" href=projector><Icon name=IconName::Screen/>{text!(locale, attendance.projector_link)}</a>
                " "
                <a class="btn" href=sheet><Icon name=IconName::Print/>{text!(locale, attendance.sheet_link)}</a>
            </p>
        }
    }

    fn form(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let (head, rows) = (self.head(), self.rows());
        let keys = self.grid.refusal().is_none().then(|| text!(locale, attendance.keys));
        view! {
            <form method="post" class="stack" action=self.address.clone() novalidate>
                <input type="hidden" name="meeting" value=self.current/>
                <div class="row row--apart">{self.legend()}{self.everybody()}</div>
                <div class="scroll" role="region" aria-label=text!(locale, attendance.table) tabindex="0">
                    <table class="att">
                        <thead><tr>{head}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p class="small" id="live" role="status" data-saving=text!(locale, attendance.live_saving)
                    data-saved=text!(locale, attendance.live_saved) data-waiting=text!(locale, attendance.live_waiting)
                    data-refused=text!(locale, attendance.live_refused)>{keys}</p>
                {self.bar()}
            </form>
        }
    }

    /// Choice of the meeting that a phone shows.
    fn chooser(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let options = self
            .meetings()
            .map(|(number, meeting)| {
                let name = text!(locale, attendance.meeting, number = number);
                let words = format!("{name}, {}", self.day_words(meeting));
                view! { <option value=number selected=number == self.current>{words}</option> }
            })
            .collect_view();
        view! {
            <form class="one-meeting field" action=self.address.clone()>
                <label for="meeting">{text!(locale, attendance.one_meeting)}</label>
                <div class="joined">
                    <select class="input" id="meeting" name="meeting">{options}</select>
                    <button class="btn">{text!(locale, attendance.show)}</button>
                </div>
            </form>
        }
    }

    fn day_words(&self, meeting: &Meeting) -> String {
        let day = dates::day_month(self.locale, Self::day(meeting));
        if Self::day(meeting) == self.today { format!("{day}, {}", text!(self.locale, attendance.today)) } else { day }
    }

    fn legend(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let signs = [
            ("mark mark--full", "✓".to_owned(), text!(locale, attendance.present)),
            ("mark mark--part", "2".to_owned(), text!(locale, attendance.part)),
            ("mark mark--absent", "–".to_owned(), text!(locale, attendance.absent)),
            ("mark mark--excused", text!(locale, attendance.excused_letter), text!(locale, attendance.excused)),
        ];
        let signs = signs
            .into_iter()
            .map(|(class, sign, words)| view! { <li><span class=class aria-hidden="true">{sign}</span>{words}</li> })
            .collect_view();
        view! { <ul class="legend" aria-label=text!(locale, attendance.legend)>{signs}</ul> }
    }

    /// Button that marks everybody present who has no mark at the current meeting.
    fn everybody(&self) -> Option<impl IntoView + use<>> {
        let meeting = self.grid.details.meetings.get(self.current - 1)?;
        let words = if Self::day(meeting) == self.today {
            text!(self.locale, attendance.all_present_today)
        } else {
            let name = text!(self.locale, attendance.meeting, number = self.current);
            text!(self.locale, attendance.all_present, meeting = name)
        };
        let number = meeting.number;
        (self.grid.is_open(meeting) && Self::day(meeting) <= self.today).then(|| {
            view! {
                <button class="btn" name="all_present" value=number><Icon name=IconName::Check/>{words}</button>
            }
        })
    }

    fn head(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let meetings = self
            .meetings()
            .map(|(number, meeting)| {
                let hours = text!(locale, attendance.hours, count = meeting.academic_hours.unsigned_abs());
                let is_today = Self::day(meeting) == self.today;
                let hours = if is_today { format!("{hours}, {}", text!(locale, attendance.today)) } else { hours };
                view! {
                    <th scope="col" class=self.column(number)>
                        <b>{text!(locale, attendance.meeting, number = number)}</b>
                        {dates::day_month(locale, Self::day(meeting))}<br/>{hours}
                    </th>
                }
            })
            .collect_view();
        let people = text!(locale, attendance.people, count = self.grid.people.len());
        view! {
            <th scope="col"><b>{text!(locale, attendance.person)}</b>{people}</th>
            {meetings}
            <th scope="col" class="num">
                <b>{text!(locale, attendance.total)}</b><span>{text!(locale, attendance.of_marked)}</span>
            </th>
        }
    }

    fn rows(&self) -> impl IntoView + use<> {
        let mut options = Options::of(self.locale);
        self.grid.people.iter().map(|person| self.row(person, &mut options)).collect_view()
    }

    fn row(&self, person: &Attendee, options: &mut Options) -> impl IntoView + use<> {
        let marks = self.grid.details.meetings.iter().zip(&person.marks);
        let values =
            marks.map(|(meeting, mark)| format!("{}:{}", meeting.number, mark.map(Mark::value).unwrap_or_default()));
        let values: Vec<String> = values.collect();
        let cells = self
            .meetings()
            .zip(&person.marks)
            .map(|((number, meeting), mark)| {
                let class = self.column(number);
                let cell = if self.grid.is_open(meeting) {
                    self.open_cell(person, (number, meeting), *mark, options).into_any()
                } else {
                    self.fixed_cell(meeting, *mark).into_any()
                };
                view! { <td class=class>{cell}</td> }
            })
            .collect_view();
        let were = format!("were.{}", person.enrollment);
        let shown = self.form.value(&were, &values.join(","));
        let can_change = self.grid.refusal().is_none();
        let shown = can_change.then(|| view! { <input type="hidden" name=were value=shown/> });
        let tally = person.tally(&self.grid.details.meetings);
        view! {
            <tr>
                <th scope="row">{name_words(self.locale, &person.name)}{shown}</th>
                {cells}
                <td class="num">{self.share(tally)}</td>
            </tr>
        }
    }

    fn open_cell(
        &self,
        person: &Attendee,
        (number, meeting): (usize, &Meeting),
        mark: Option<Mark>,
        options: &mut Options,
    ) -> impl IntoView + use<> {
        let name = cell_name(person, meeting);
        let value = self.form.value(&name, &mark.map(Mark::value).unwrap_or_default());
        let invalid = self.form.problem(&name).map(|_| "true");
        let options = options.html(meeting.academic_hours, &value);
        view! {
            <select class="mark" id=name.clone() name=name aria-label=cell_words(self.locale, person, number)
                aria-invalid=invalid inner_html=options></select>
        }
    }

    /// Mark that cannot be changed, or the dot of a meeting that lies ahead.
    fn fixed_cell(&self, meeting: &Meeting, mark: Option<Mark>) -> impl IntoView + use<> {
        let locale = self.locale;
        let (sign, words) = match mark {
            Some(mark) => sign(locale, mark),
            None if Self::day(meeting) > self.today => ("·".to_owned(), text!(locale, attendance.not_yet)),
            None => ("·".to_owned(), text!(locale, attendance.none)),
        };
        view! { <span class="muted"><span aria-hidden="true">{sign}</span><span class="vh">{words}</span></span> }
    }

    fn minimum(&self) -> String {
        numbers::share(self.locale, self.grid.details.course.min_attendance.unsigned_abs(), 100)
    }

    /// Share of the marked hours as a bar and a number, with a warning below the course's minimum.
    fn share(&self, tally: Tally) -> Option<impl IntoView + use<>> {
        let percent = tally.percent()?;
        let is_below = percent < self.grid.details.course.min_attendance.unsigned_abs();
        let warning = is_below.then(|| {
            let words = text!(self.locale, attendance.below, share = self.minimum());
            view! { <Badge kind=BadgeKind::Warn icon=IconName::Alert words/> }
        });
        let width = format!("{percent}%");
        Some(view! {
            <span class="share">
                <svg class="bar" aria-hidden="true">
                    <rect class="rest" width="100%" height="100%"></rect>
                    <rect class=is_below.then_some("gold") width=width height="100%"></rect>
                </svg>
                <span>{numbers::share(self.locale, percent, 100)}</span>
            </span>
            {warning}
        })
    }

    /// Bar below the grid: how many marks of the current meeting are missing, the last save, and the button.
    fn bar(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let missing = self.grid.people.iter().filter(|one| one.marks.get(self.current - 1) == Some(&None)).count();
        let is_ahead = self.grid.details.meetings.get(self.current - 1).is_some_and(|one| Self::day(one) > self.today);
        let missing = match missing {
            _ if is_ahead => format!("{}:", capitalized(&text!(locale, attendance.not_yet))),
            0 => text!(locale, attendance.all_marked),
            count => text!(locale, attendance.missing, count = count),
        };
        let meeting = self.grid.details.meetings.get(self.current - 1).map(|meeting| {
            format!("{}, {}.", text!(locale, attendance.meeting, number = self.current), self.day_words(meeting))
        });
        let saved = self.grid.saved_at.map(|at| {
            let day = dates::day_month(locale, clock::day_of(at));
            let moment = format!("{day}, {}", dates::time(at));
            text!(locale, attendance.last_saved, moment = moment)
        });
        let button = self.grid.refusal().is_none().then(|| {
            view! { <button class="btn btn--go">{text!(locale, attendance.save)}</button> }
        });
        view! {
            <div class="bulk">
                <p><strong>{missing}</strong>" "<span class="muted small">{meeting}" "{saved}</span></p>
                {button}
            </div>
        }
    }
}
