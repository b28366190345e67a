//! Meetings of a run: a sentence that makes them, and a table to mend them.

use leptos::prelude::*;

use super::editor::Editor;
use crate::{
    courses::model::{
        draft::{ACTION, ADD_MEETING, DROP_MEETING, GENERATE, MeetingDraft},
        timetable::{FIRST, FROM, NOT_ON, ON, TIMES, TO, WEEK},
    },
    ground::{FormErrors, Locale},
    i18n::{dates, text},
    ui::{Icon, IconName, InputSize, Seats, TextField, field::problem_words},
};

/// Minutes of an academic hour while the course is not chosen.
const MINUTES: i32 = 45;

pub(super) fn meetings(editor: Editor<'_>) -> impl IntoView + use<> {
    let (locale, draft) = (editor.locale, editor.draft);
    let rows = (1..).zip(&draft.meetings).map(|(number, meeting)| row(editor, number, meeting)).collect_view();
    let table = (!draft.meetings.is_empty()).then(|| {
        view! {
            <table class="table table--edit" role="table">
                <caption class="vh">{text!(locale, courses.meetings_table)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col" class="num">"№"</th>
                        <th role="columnheader" scope="col">{text!(locale, courses.day)}</th>
                        <th role="columnheader" scope="col">{text!(locale, run_editor.from)}</th>
                        <th role="columnheader" scope="col">{text!(locale, run_editor.to)}</th>
                        <th role="columnheader" scope="col">{text!(locale, ui.hours_label)}</th>
                        <th role="columnheader" scope="col">{text!(locale, run_editor.topic)}</th>
                        <th role="columnheader" scope="col"><span class="vh">{text!(locale, run_editor.drop)}</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        }
    });
    view! {
        <fieldset class="form__group panel" id="meetings">
            <legend>{text!(locale, run_editor.meetings)}</legend>
            {generator(editor)}
            {tally(editor)}
            {changed(editor)}
            {table}
            <p class="row">
                <button class="btn" name=ACTION value=ADD_MEETING>{text!(locale, run_editor.add_meeting)}</button>
            </p>
        </fieldset>
    }
}

fn generator(editor: Editor<'_>) -> impl IntoView + use<> {
    let (locale, typed) = (editor.locale, editor.timetable);
    let days = WEEK
        .into_iter()
        .enumerate()
        .map(|(at, weekday)| {
            let (id, value) = ((at == 0).then_some(ON), weekday.number_from_monday());
            let words = dates::weekday_name(locale, weekday);
            view! {
                <label><input type="checkbox" id=id name=ON value=value checked=typed.has(weekday)/><span>{words}</span></label>
            }
        })
        .collect_view();
    let error = editor.problem(ON).map(|problem| {
        view! { <p class="err"><Icon name=IconName::Alert/><span>{problem_words(locale, problem)}</span></p> }
    });
    let small = |name: &'static str, label: String, value: &str, placeholder: Option<String>| {
        let (value, problem) = (value.to_owned(), editor.problem(name));
        view! {
            <TextField locale name label value problem nostrip:placeholder=placeholder autocomplete="off" maxlength=40
                size=InputSize::Small/>
        }
    };
    let day = || Some(text!(locale, forms.day_pattern));
    let left_out = {
        let (value, problem) = (typed.not_on.clone(), editor.problem(NOT_ON));
        view! {
            <TextField locale name=NOT_ON label=text!(locale, run_editor.not_on) value problem optional=true
                autocomplete="off" maxlength=2000/>
        }
    };
    view! {
        <fieldset class="gen">
            <legend>{text!(locale, run_editor.generate_title)}</legend>
            <div class="gen__in">
                <fieldset class="field">
                    <legend>{text!(locale, run_editor.weekdays)}</legend>
                    {error}
                    <div class="daypick">{days}</div>
                </fieldset>
                <div class="gen__row">
                    {small(FROM, text!(locale, run_editor.from), &typed.from, None)}
                    {small(TO, text!(locale, run_editor.to), &typed.to, None)}
                    {small(FIRST, text!(locale, run_editor.first), &typed.first, day())}
                    {small(TIMES, text!(locale, run_editor.times), &typed.times, None)}
                </div>
                <div class="gen__row">
                    {left_out}
                    <button class="btn" name=ACTION value=GENERATE>
                        <Icon name=IconName::Calendar/>{text!(locale, run_editor.generate)}
                    </button>
                </div>
                {sentence(editor)}
            </div>
        </fieldset>
    }
}

/// Sentence of the timetable that has filled the rows.
fn sentence(editor: Editor<'_>) -> Option<AnyView> {
    let locale = editor.locale;
    let is_made = editor.form.fields().is_some_and(|fields| fields.field(ACTION) == GENERATE);
    let made = editor.timetable.check().ok().filter(|_| is_made && *editor.problems == FormErrors::default())?;
    let weekdays = made.weekdays.iter().map(|day| dates::weekday_name(locale, *day)).collect::<Vec<_>>().join(", ");
    let minutes = editor.course.map_or(MINUTES, |course| course.minutes_per_hour);
    let time = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    let (first, last) = (dates::long(locale, made.first), made.days().last().copied().unwrap_or(made.first));
    let times = u32::try_from(made.times).unwrap_or(u32::MAX);
    let said = text!(
        locale,
        run_editor.made,
        count = times,
        weekdays = weekdays,
        from = time(made.from),
        to = time(made.to),
        first = first,
        last = dates::long(locale, last)
    );
    let left_out = (!made.not_on.is_empty()).then(|| {
        let days = made.not_on.iter().map(|day| dates::long(locale, *day)).collect::<Vec<_>>().join(", ");
        text!(locale, run_editor.made_without, days = days)
    });
    let hours = made.hours(minutes).unsigned_abs();
    let long = (made.to - made.from).num_minutes();
    let each = text!(locale, run_editor.made_hours, count = hours, long = long, minutes = minutes);
    let words = [Some(said), left_out, Some(each)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(view! { <p class="hint" role="status">{words}</p> }.into_any())
}

/// Hours of all meetings, beside those of the course.
fn tally(editor: Editor<'_>) -> Option<AnyView> {
    let (locale, course) = (editor.locale, editor.course?);
    let hours = editor.draft.meetings.iter().filter_map(|meeting| meeting.academic_hours(course.minutes_per_hour));
    let (hours, of_course) = (hours.sum::<i32>(), course.academic_hours);
    let words = text!(locale, run_editor.hours_of, hours = hours, of_course = of_course);
    let (capacity, taken) = (of_course.unsigned_abs(), hours.clamp(0, of_course).unsigned_abs());
    Some(view! { <div class="tally"><p><b>{words}</b></p><Seats capacity taken offered=0/></div> }.into_any())
}

/// Sentence that somebody else has changed the meetings meanwhile, with the meetings that are saved now.
fn changed(editor: Editor<'_>) -> Option<AnyView> {
    let now = editor.now.filter(|now| now.meetings != editor.draft.meetings)?;
    let rows = now
        .meetings
        .iter()
        .map(|meeting| {
            let words = format!("{} {}–{}", meeting.on, meeting.from, meeting.to);
            view! { <li>{words}" "{meeting.topic.pick(editor.locale).0.to_owned()}</li> }
        })
        .collect_view();
    let title = text!(editor.locale, run_editor.meetings_now);
    Some(view! { <div class="hint"><p>{title}</p><ol>{rows}</ol></div> }.into_any())
}

/// Input of a cell, with its problem below.
fn cell(editor: Editor<'_>, name: &'static str, row: usize, (label, value): (String, &str)) -> impl IntoView + use<> {
    let id = format!("{name}.{row}");
    let problem = editor.problem(&id);
    let (described, invalid) = (problem.map(|_| format!("{id}-error")), problem.map(|_| "true"));
    let error = problem.map(|problem| {
        let words = crate::ui::field::field_words(editor.locale, name, problem);
        view! { <p class="err" id=format!("{id}-error")><Icon name=IconName::Alert/><span>{words}</span></p> }
    });
    let label = text!(editor.locale, run_editor.of_meeting, field = label, row = row);
    let value = value.to_owned();
    view! {
        <input class="input" id=id name=name value=value aria-label=label aria-invalid=invalid
            aria-describedby=described autocomplete="off"/>
        {error}
    }
}

fn row(editor: Editor<'_>, number: usize, meeting: &MeetingDraft) -> impl IntoView + use<> {
    let locale = editor.locale;
    let minutes = editor.course.map_or(MINUTES, |course| course.minutes_per_hour);
    let hours = meeting.academic_hours(minutes).map(|hours| hours.to_string());
    let hours = if meeting.hours.is_empty() { hours.unwrap_or_default() } else { meeting.hours.clone() };
    let label = [
        text!(locale, courses.day),
        text!(locale, run_editor.from),
        text!(locale, run_editor.to),
        text!(locale, ui.hours_label),
    ];
    let [day, from, to, of_hours] = label;
    let topics = Locale::ALL
        .map(|language| {
            let name = match language {
                Locale::Kk => "meeting_topic_kk",
                Locale::Ru => "meeting_topic_ru",
                Locale::En => "meeting_topic_en",
            };
            let code = language.code();
            let id = format!("{name}.{number}");
            let value = meeting.topic.part(language).to_owned();
            let label = text!(locale, run_editor.topic_of, language = code, row = number);
            view! {
                <label class="field">
                    <span>{code}</span>
                    <input class="input" id=id name=name lang=code value=value aria-label=label autocomplete="off"/>
                </label>
            }
        })
        .collect_view();
    let is_bad = ["meeting_on", "meeting_from", "meeting_to", "meeting_hours", "meeting_topic_kk"]
        .iter()
        .any(|name| editor.problem(&format!("{name}.{number}")).is_some());
    let drop = text!(locale, run_editor.drop_meeting, row = number);
    view! {
        <tr role="row" class=is_bad.then_some("row-bad")>
            <th role="rowheader" scope="row" class="num">
                {number}<input type="hidden" name="meeting_number" value=meeting.number.clone()/>
            </th>
            <td role="cell" class="e-date" data-label=day.clone()>{cell(editor, "meeting_on", number, (day.clone(), &meeting.on))}</td>
            <td role="cell" class="e-time" data-label=from.clone()>{cell(editor, "meeting_from", number, (from.clone(), &meeting.from))}</td>
            <td role="cell" class="e-time" data-label=to.clone()>{cell(editor, "meeting_to", number, (to.clone(), &meeting.to))}</td>
            <td role="cell" class="e-num" data-label=of_hours.clone()>{cell(editor, "meeting_hours", number, (of_hours.clone(), &hours))}</td>
            <td role="cell" class="e-wide"><div class="topics">{topics}</div></td>
            <td role="cell" class="e-go">
                <button class="btn btn--plain" name=ACTION value=format!("{DROP_MEETING}{number}")>
                    <Icon name=IconName::X/><span class="vh">{drop}</span>
                </button>
            </td>
        </tr>
    }
}
