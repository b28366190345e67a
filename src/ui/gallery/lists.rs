//! Lists and records: courses, runs, enrollments, certificates, tables.

use leptos::prelude::*;

use super::{part, say};
use crate::{
    ground::Locale,
    ui::{Badge, BadgeKind, Icon, IconName, Seats, Trail},
};

pub(super) fn all(locale: Locale) -> AnyView {
    let courses = view! { <ul class="courses">{course(locale)}</ul><ol class="timetable">{run(locale)}</ol> };
    let mine = view! { {offer(locale)}<div class="grid-2">{confirmed(locale)}{certificates(locale)}</div> };
    let tables = view! { {facts(locale)}{meetings(locale)}{letters(locale)} };
    [
        part("lists", say(locale, "Курстар мен топтар", "Курсы и потоки", "Courses and runs"), courses),
        part("mine", say(locale, "Менікі", "Моё", "Mine"), mine),
        part("tables", say(locale, "Кестелер мен хаттар", "Таблицы и письма", "Tables and letters"), tables),
        part("account", say(locale, "Есептік жазба", "Учётная запись", "Account"), sessions(locale)),
    ]
    .collect_view()
    .into_any()
}

fn title(locale: Locale) -> String {
    say(
        locale,
        "Жарақат алған балаларға психологиялық-әлеуметтік қолдау көрсету",
        "Психосоциальная поддержка детей, переживших травму",
        "Psychosocial support for children who lived through trauma",
    )
}

fn left(locale: Locale) -> String {
    say(locale, "24 орынның 6-уы бос", "Свободно 6 мест из 24", "6 of 24 places left")
}

fn course(locale: Locale) -> impl IntoView {
    let tags = [
        say(locale, "Психология", "Психология", "Psychology"),
        say(locale, "72 сағат", "72 часа", "72 hours"),
        say(locale, "онлайн", "онлайн", "online"),
    ]
    .map(|words| view! { <span class="tag">{words}</span> })
    .collect_view();
    let about = say(
        locale,
        "Баланың күйзеліс белгілерін тану, қауіпсіз әңгіме жүргізу.",
        "Как распознать признаки травмы и вести безопасную беседу.",
        "How trauma shows, and how to hold a conversation that is safe.",
    );
    view! {
        <li>
            <article class="course">
                <div>
                    <p>{tags}</p>
                    <h3><a href="#mine">{title(locale)}</a></h3>
                    <p class="muted small">{about}</p>
                </div>
                <div class="places">
                    <p><b>{say(locale, "3 қарашада басталады", "Начало 3 ноября", "Starts on 3 November")}</b></p>
                    <p>{left(locale)}</p>
                    <Seats capacity=24 taken=18/>
                </div>
            </article>
        </li>
    }
}

fn run(locale: Locale) -> impl IntoView {
    let month = say(locale, "қараша 2026", "ноября 2026", "Nov 2026");
    let dates = say(locale, "3 қараша – 12 желтоқсан", "3 ноября – 12 декабря", "3 Nov – 12 Dec");
    let order = say(locale, "Өтінім кезегімен", "По порядку заявок", "First come, first served");
    view! {
        <li>
            <article class="run">
                <p class="run__date">"3"<span>{month}</span></p>
                <div class="run__main">
                    <h3><a href="#mine">{say(locale, "Онлайн, кешке", "Онлайн, вечером", "Online, evenings")}</a></h3>
                    <ul class="run__meta">
                        <li><Icon name=IconName::Clock/>{dates}</li>
                        <li><Icon name=IconName::People/>{order}</li>
                    </ul>
                </div>
                <div class="run__go">
                    <div class="places"><p>{left(locale)}</p><Seats capacity=24 taken=18 offered=2/></div>
                    <a class="btn btn--go" href="#mine">{say(locale, "Тіркелу", "Подать заявку", "Enroll")}</a>
                </div>
            </article>
        </li>
    }
}

fn offer(locale: Locale) -> impl IntoView {
    let deadline = say(
        locale,
        "18 қазан, 14:30-ға дейін жауап беріңіз",
        "Ответьте до 18 октября, 14:30",
        "Answer by 18 October, 14:30",
    );
    let then = say(
        locale,
        "Одан кейін орын кезектегі келесі адамға өтеді.",
        "Потом место перейдёт следующему в очереди.",
        "Then the place goes to the next on the list.",
    );
    view! {
        <article class="panel offer card">
            <div class="card__top">
                <div>
                    <p>
                        <Badge kind=BadgeKind::Warn icon=IconName::Hourglass
                            words=say(locale, "Орын ұсынылды", "Предложено место", "A place is offered")/>
                    </p>
                    <h3>{title(locale)}</h3>
                    <p class="small muted">{say(locale, "48 сағат", "48 часов", "48 hours")}</p>
                </div>
            </div>
            <p><span class="deadline">{deadline}</span><br/>{then}</p>
            <form class="row" method="post">
                <button class="btn btn--go" type="button">
                    {say(locale, "Орынды қабылдау", "Принять место", "Take the place")}
                </button>
                <button class="btn" type="button">{say(locale, "Бас тарту", "Отказаться", "Refuse")}</button>
            </form>
        </article>
    }
}

fn confirmed(locale: Locale) -> impl IntoView {
    let step = say(locale, "4 қадамның 3-і: сабақтар.", "Шаг 3 из 4: занятия.", "Step 3 of 4: meetings.");
    view! {
        <article class="panel card">
            <div class="card__top">
                <div>
                    <p>
                        <Badge kind=BadgeKind::Ok icon=IconName::CheckCircle
                            words=say(locale, "Сіз қабылдандыңыз", "Вы зачислены", "You are enrolled")/>
                    </p>
                    <h3><a href="#lists">{title(locale)}</a></h3>
                </div>
            </div>
            <Trail done=2 of=4><strong>{step}</strong></Trail>
        </article>
    }
}

fn certificates(locale: Locale) -> impl IntoView {
    let facts = |number: &'static str| {
        view! {
            <dl class="facts">
                <div>
                    <dt>{say(locale, "Тіркеу нөмірі", "Рег. номер", "Reg. number")}</dt>
                    <dd class="code">{number}</dd>
                </div>
            </dl>
        }
    };
    let valid = say(locale, "Жарамды", "Действует", "Valid");
    let replaced = say(locale, "Ауыстырылды", "Заменён", "Replaced");
    view! {
        <article class="cert">
            <div><p><Badge kind=BadgeKind::Ok icon=IconName::Shield words=valid/></p><h3>{title(locale)}</h3></div>
            {facts("NRC-2026-00042")}
            <p><a class="btn" href="#mine"><Icon name=IconName::Download/>"PDF"</a></p>
        </article>
        <article class="cert cert--off">
            <div><p><Badge kind=BadgeKind::Plain icon=IconName::Swap words=replaced/></p><h3>{title(locale)}</h3></div>
            {facts("NRC-2026-00017")}
        </article>
    }
}

fn facts(locale: Locale) -> impl IntoView {
    let facts = [
        (say(locale, "Сағат", "Часы", "Hours"), "72".to_owned()),
        (say(locale, "Түрі", "Формат", "Format"), say(locale, "Онлайн", "Онлайн", "Online")),
        (say(locale, "Бағасы", "Стоимость", "Price"), say(locale, "Тегін", "Бесплатно", "Free of charge")),
    ]
    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    .collect_view();
    let counts = [
        ("12", say(locale, "жіберілген хат", "отправленных писем", "letters sent")),
        ("0", say(locale, "күтуде", "ждут отправки", "waiting")),
    ]
    .map(|(count, words)| view! { <a href="#tables"><b>{count}</b>{words}</a> })
    .collect_view();
    view! { <dl class="facts facts--line">{facts}</dl><div class="jump">{counts}</div> }
}

fn meetings(locale: Locale) -> impl IntoView {
    let rows = [
        (
            say(locale, "3 қар., сс", "3 нояб., вт", "3 Nov, Tue"),
            say(
                locale,
                "Күйзеліс әр жаста қалай көрінеді",
                "Как стресс выглядит в разном возрасте",
                "How stress looks at different ages",
            ),
        ),
        (
            say(locale, "5 қар., бс", "5 нояб., чт", "5 Nov, Thu"),
            say(
                locale,
                "Алғашқы әңгіме: қауіпсіздік, шекара, тіл",
                "Первая беседа: безопасность, границы, язык",
                "A first conversation: safety, limits, words",
            ),
        ),
    ]
    .map(|(day, topic)| {
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" class="nowrap">{day}</th>
                <td role="cell" class="nowrap">"18:30–21:30"</td>
                <td role="cell" class="topic">{topic}</td>
                <td role="cell" class="num">"6"</td>
            </tr>
        }
    })
    .collect_view();
    let head = [
        (say(locale, "Күні", "Дата", "Date"), None),
        (say(locale, "Уақыты", "Время", "Time"), None),
        (say(locale, "Тақырыбы", "Тема", "Topic"), None),
        (say(locale, "Сағат", "Часы", "Hours"), Some("num")),
    ]
    .map(|(words, class)| view! { <th role="columnheader" scope="col" class=class>{words}</th> })
    .collect_view();
    let label = say(locale, "Сабақтар кестесі", "Таблица занятий", "Table of meetings");
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=label>
            <table class="table table--meet" role="table">
                <thead role="rowgroup"><tr role="row">{head}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}

fn letters(locale: Locale) -> impl IntoView {
    let to = say(locale, "Кімге", "Кому", "To");
    let sent = say(locale, "Жіберілді", "Отправлено", "Sent");
    let state = say(locale, "Күйі", "Состояние", "State");
    let delivered = say(locale, "Жеткізілді", "Доставлено", "Delivered");
    let failed = say(locale, "Жеткізілмеді", "Не доставлено", "Not delivered");
    let row = |time: &'static str, kind, icon, words: String| {
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">"ulgi@maman.example"</th>
                <td role="cell" class="nowrap" data-label=sent.clone()>{time}</td>
                <td role="cell" data-label=state.clone()><Badge kind icon words/></td>
            </tr>
        }
    };
    let rows = view! {
        {row("10:42", BadgeKind::Ok, IconName::CheckCircle, delivered)}
        {row("10:40", BadgeKind::Bad, IconName::Alert, failed)}
    };
    let letter = say(
        locale,
        "Сәлеметсіз бе.\n\nОрныңыз расталды.\nБірінші сабақ 3 қараша күні сағат 18:30-да.",
        "Здравствуйте.\n\nВаше место подтверждено.\nПервое занятие 3 ноября в 18:30.",
        "Good day.\n\nYour place is confirmed.\nThe first meeting is on 3 November at 18:30.",
    );
    let label = say(locale, "Хаттар", "Письма", "Letters");
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=label>
            <table class="table table--stack" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{to}</th>
                        <th role="columnheader" scope="col">{sent.clone()}</th>
                        <th role="columnheader" scope="col">{state.clone()}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
        <article class="panel"><pre class="letter">{letter}</pre></article>
    }
}

fn sessions(locale: Locale) -> impl IntoView {
    let end = || say(locale, "Сеансты аяқтау", "Завершить сеанс", "End the session");
    let sessions = [
        (
            say(locale, "Телефон, осы құрылғы", "Телефон, это устройство", "Telephone, this device"),
            say(locale, "Қазір", "Сейчас", "Now"),
            None,
        ),
        (
            say(locale, "Компьютер", "Компьютер", "Computer"),
            say(locale, "12 қазан, 09:15", "12 октября, 09:15", "12 October, 09:15"),
            Some(view! { <button class="btn" type="button">{end()}</button> }),
        ),
    ]
    .map(|(device, seen, button)| {
        view! {
            <li class="task"><div><h3>{device}</h3><p class="small muted">{seen}</p></div>{button}</li>
        }
    })
    .collect_view();
    let note = say(
        locale,
        "Екінші фактор қосылған болса, келесі бетте код сұраймыз.",
        "Если включён второй фактор, на следующей странице спросим код.",
        "If you use a second factor, the next page asks for its code.",
    );
    view! {
        <ul class="tasks">{sessions}</ul>
        <p class="with-icon small muted"><Icon name=IconName::Lock/><span>{note}</span></p>
    }
}
