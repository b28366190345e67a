//! Messages and states: notices, badges, errors, empty lists.

use leptos::prelude::*;

use super::{part, say};
use crate::{
    ground::{Locale, Problem},
    ui::{
        Badge, BadgeKind, Empty, ErrorLine, ErrorSummary, Fallback, IconName, Notice, NoticeKind, field::problem_words,
    },
};

pub(super) fn all(locale: Locale) -> AnyView {
    let messages = view! { {summary(locale)}{notices(locale)}{fallbacks(locale)} };
    let states = badges(locale);
    let nothing = empty(locale);
    let problems =
        Problem::ALL.iter().map(|problem| view! { <li>{problem_words(locale, *problem)}</li> }).collect_view();
    let problems = view! { <div class="prose"><ul>{problems}</ul></div> };
    [
        part("messages", say(locale, "Хабарламалар", "Сообщения", "Messages"), messages),
        part("states", say(locale, "Күйлер", "Состояния", "States"), states),
        part("nothing", say(locale, "Бос тізім", "Пустой список", "An empty list"), nothing),
        part("problems", say(locale, "Не дұрыс емес", "Что не так", "What is wrong"), problems),
    ]
    .collect_view()
    .into_any()
}

fn summary(locale: Locale) -> impl IntoView {
    let lines = vec![
        ErrorLine {
            words: say(
                locale,
                "Аты: бұл өрісті толтырыңыз",
                "Имя: заполните это поле",
                "Given name: fill in this field",
            ),
            field: Some("name_bad".to_owned()),
        },
        ErrorLine {
            words: say(
                locale,
                "Екі жауап бір-біріне сәйкес келмейді",
                "Два ответа не подходят друг к другу",
                "Two answers do not go together",
            ),
            field: None,
        },
    ];
    let title = say(
        locale,
        "Өтінім әлі жіберілген жоқ: 2 өрісті түзетіңіз",
        "Заявка ещё не отправлена: исправьте 2 поля",
        "Nothing has been sent yet: correct 2 fields",
    );
    view! { <ErrorSummary title lines/> }
}

fn notices(locale: Locale) -> impl IntoView {
    let plain = say(
        locale,
        "Бос орын бірден расталады.",
        "Свободное место подтверждается сразу.",
        "A free place is confirmed at once.",
    );
    let done = (
        say(locale, "Орын расталды.", "Место подтверждено.", "Your place is confirmed."),
        say(
            locale,
            "Күндері жазылған хат жіберілді.",
            "Письмо с датами отправлено.",
            "A letter with the dates was sent.",
        ),
    );
    let mind = (
        say(locale, "Соңғы орын алынып қойды.", "Последнее место заняли.", "The last place has been taken."),
        say(
            locale,
            "Сіз күту тізімінде үшіншісіз.",
            "Вы третья в листе ожидания.",
            "You are third on the waiting list.",
        ),
    );
    let bad = (
        say(locale, "Әрекет тым көп.", "Слишком много попыток.", "Too many attempts."),
        say(locale, "15 минуттан кейін қайталаңыз.", "Попробуйте снова через 15 минут.", "Try again in 15 minutes."),
    );
    view! {
        <Notice>{plain}</Notice>
        <Notice kind=NoticeKind::Ok title=Some(done.0)>{done.1}</Notice>
        <Notice kind=NoticeKind::Warn icon=IconName::Clock title=Some(mind.0)>{mind.1}</Notice>
        <Notice kind=NoticeKind::Bad title=Some(bad.0)>{bad.1}</Notice>
    }
}

fn fallbacks(locale: Locale) -> impl IntoView {
    Locale::ALL.map(|written_in| view! { <Fallback locale written_in/> }).collect_view()
}

fn badges(locale: Locale) -> impl IntoView {
    let states = [
        (BadgeKind::Info, IconName::Clock, say(locale, "Қаралуда", "На рассмотрении", "Under consideration")),
        (BadgeKind::Ok, IconName::CheckCircle, say(locale, "Сіз қабылдандыңыз", "Вы зачислены", "You are enrolled")),
        (
            BadgeKind::Info,
            IconName::Queue,
            say(locale, "Күту тізімінде, 7-ден 3-ші", "В листе ожидания, 3-я из 7", "On the waiting list, 3 of 7"),
        ),
        (BadgeKind::Warn, IconName::Hourglass, say(locale, "Орын ұсынылды", "Предложено место", "A place is offered")),
        (BadgeKind::Bad, IconName::XCircle, say(locale, "Қабылданбады", "Отказано", "Declined")),
        (BadgeKind::Plain, IconName::XCircle, say(locale, "Аяқталмады", "Не завершён", "Not completed")),
        (BadgeKind::Ok, IconName::Shield, say(locale, "Жарамды", "Действует", "Valid")),
        (BadgeKind::Plain, IconName::Swap, say(locale, "Ауыстырылды", "Заменён", "Replaced")),
        (BadgeKind::Bad, IconName::Ban, say(locale, "Күші жойылды", "Отозван", "Revoked")),
    ];
    let badges = states.map(|(kind, icon, words)| view! { <Badge kind icon words/> }).collect_view();
    let tags = [
        say(locale, "72 сағат", "72 часа", "72 hours"),
        say(locale, "онлайн", "онлайн", "online"),
        say(locale, "қазақша", "на казахском", "in Kazakh"),
    ]
    .map(|words| view! { <span class="tag">{words}</span> })
    .collect_view();
    view! { <p class="row">{badges}</p><p>{tags}</p> }
}

fn empty(locale: Locale) -> impl IntoView {
    let title = say(locale, "Сіз әзірге тіркелмегенсіз", "Вы ещё никуда не записаны", "You are not enrolled yet");
    let why = say(
        locale,
        "Курс таңдаңыз: бос орын бірден расталады.",
        "Выберите курс: свободное место подтверждается сразу.",
        "Choose a course: a free place is confirmed at once.",
    );
    let button = say(locale, "Курс таңдау", "Выбрать курс", "Choose a course");
    let done = say(locale, "Бүгінге бәрі бітті", "На сегодня всё сделано", "All is done for today");
    let next = say(locale, "Келесі сабақ ертең.", "Следующее занятие завтра.", "The next meeting is tomorrow.");
    view! {
        <div class="grid-2">
            <Empty><h3>{title}</h3><p>{why}</p><a class="btn btn--go" href="#lists">{button}</a></Empty>
            <Empty><h3>{done}</h3><p>{next}</p></Empty>
        </div>
    }
}
