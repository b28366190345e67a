//! Page behind the code of a projector, on a trainee's phone.

use leptos::prelude::*;

use crate::{
    attendance::{
        service::{self, Answer, CheckIn},
        site,
    },
    ground::{AppError, Locale, address::Address},
    i18n::{dates, text},
    my,
    ui::{Icon, IconName, Page, PageRequest, Section},
};

/// `GET /{l}/my/check-in/{code}`: what the code means for the reader now, and the button that marks them present.
pub async fn check_in(mut request: PageRequest, address: site::CheckIn) -> Result<Page, AppError> {
    let locale = request.locale;
    let found = service::look(request.tx().await?, &address.code).await?;
    let (title, content) = match found.answer {
        Answer::Open => {
            let title = text!(locale, attendance.ask);
            let action = address.path(locale);
            let content = view! {
                <h1>{title.clone()}</h1>
                <form class="panel stack" method="post" action=action>
                    {facts(locale, &found)}
                    <p class="row">
                        <button class="btn btn--go"><Icon name=IconName::Check/>{text!(locale, attendance.check_in)}</button>
                    </p>
                </form>
            };
            (title, content.into_any())
        }
        Answer::Marked => (text!(locale, attendance.answer_marked), marked(&request, &found).into_any()),
        other => refused(locale, other, &found),
    };
    let main = view! { <div class="wrap wrap--narrow page stack stack--5">{content}</div> };
    Ok(Page::new(title, Section::My, main).private())
}

/// Meeting, run and time.
fn facts(locale: Locale, found: &CheckIn) -> Option<impl IntoView + use<>> {
    let (details, number) = found.meeting.as_ref()?;
    let meeting = details.meetings.get(number.checked_sub(1)?)?;
    let (topic, topic_in) = meeting.topic.pick(locale);
    let (course, course_in) = details.course.title.pick(locale);
    let lang = |written_in: Locale| (written_in != locale).then(|| written_in.code());
    let (topic_lang, course_lang) = (lang(topic_in), lang(course_in));
    let name = text!(locale, attendance.meeting, number = *number);
    let hours = text!(locale, ui.hours, count = meeting.academic_hours.unsigned_abs());
    let times = format!("{}, {hours}", dates::times(meeting.starts_at, meeting.ends_at));
    let topic = (!topic.is_empty()).then(|| topic.to_owned());
    let topic = topic.map(|topic| view! { ": "<span lang=topic_lang>{topic}</span> });
    Some(view! {
        <dl class="facts facts--tight">
            <div><dt>{text!(locale, attendance.fact_meeting)}</dt><dd>{name}{topic}</dd></div>
            <div><dt>{text!(locale, attendance.fact_run)}</dt><dd lang=course_lang>{course.to_owned()}</dd></div>
            <div><dt>{text!(locale, attendance.fact_time)}</dt><dd>{times}</dd></div>
        </dl>
    })
}

fn marked(request: &PageRequest, found: &CheckIn) -> impl IntoView + use<> {
    let locale = request.locale;
    let gathered = found.tally.map(|tally| {
        let words = text!(locale, attendance.gathered, attended = tally.attended, all = tally.all);
        view! { <p>{words}</p> }
    });
    view! {
        <article>
            <div class="verdict">
                <Icon name=IconName::CheckCircle/>
                <div><h1>{text!(locale, attendance.answer_marked)}</h1></div>
            </div>
            <div class="panel stack">
                {facts(locale, found)}
                {gathered}
                <p class="row"><a class="btn btn--go" href=my::site::My.path(locale)>{text!(locale, layout.my)}</a></p>
            </div>
        </article>
        <p class="small muted">{text!(locale, attendance.wrong_mark)}</p>
    }
}

/// Answer to a code that does not check the reader in: its title, and the page.
fn refused(locale: Locale, answer: Answer, found: &CheckIn) -> (String, AnyView) {
    let course = found.meeting.as_ref().map(|(details, _)| details.course.title.pick(locale).0.to_owned());
    let (class, icon, title, more) = match answer {
        Answer::Early(at) => (
            "answer answer--warn",
            IconName::Hourglass,
            text!(locale, attendance.answer_early),
            text!(locale, attendance.answer_early_more, time = dates::time(at)),
        ),
        Answer::Late(at) => (
            "answer answer--warn",
            IconName::Hourglass,
            text!(locale, attendance.answer_late, time = dates::time(at)),
            text!(locale, attendance.answer_late_more),
        ),
        Answer::NotInRun => (
            "answer answer--off",
            IconName::Person,
            text!(locale, attendance.answer_not_in),
            text!(locale, attendance.answer_not_in_more, course = course.unwrap_or_default()),
        ),
        Answer::Old | Answer::Open | Answer::Marked => (
            "answer answer--warn",
            IconName::Clock,
            text!(locale, attendance.answer_old),
            text!(locale, attendance.answer_old_more),
        ),
    };
    let page = view! {
        <h1>{title.clone()}</h1>
        <div class=class><Icon name=icon/><div><p>{more}</p></div></div>
        <p class="row"><a class="btn" href=my::site::My.path(locale)>{text!(locale, layout.my)}</a></p>
    };
    (title, page.into_any())
}
