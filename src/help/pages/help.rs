//! `/{l}/help`: how to enroll, to learn, to check a certificate, and what happens to one's data.

use leptos::prelude::*;

use super::a_person;
use crate::{
    attendance::model::check_in::MINUTES,
    certificates, courses,
    ground::{AppError, Locale, address::Address},
    help::site,
    i18n::text,
    my, specialists,
    ui::{Icon, IconName, Page, PageRequest, Section},
};

/// Question with its answer, and the page on which to do something about it.
struct Question {
    words: String,
    answer: String,
    leads_to: Option<(String, String)>,
}

/// Questions about one thing, under a heading that can be linked to.
struct Group {
    id: &'static str,
    title: String,
    questions: Vec<Question>,
}

pub async fn help(request: PageRequest, _: site::Help) -> Result<Page, AppError> {
    let locale = request.locale;
    let groups = [enrolling(locale), learning(locale), checking(locale), data(locale)];
    let contents = groups.iter().map(|group| {
        view! { <a href=format!("#{}", group.id)>{group.title.clone()}</a> }
    });
    let contents = contents.collect_view();
    let groups = groups.map(group).collect_view();
    let title = text!(locale, help.title);
    let main = view! {
        <div class="wrap page">
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{text!(locale, help.lede)}</p></div>
            <div class="split">
                <aside class="stack stack--5">
                    {a_person(locale)}
                    <nav class="panel toc no-print" aria-label=text!(locale, help.contents)>{contents}</nav>
                </aside>
                <div class="stack stack--7">{groups}</div>
            </div>
        </div>
    };
    Ok(Page::new(title, Section::None, main).described(text!(locale, help.lede)))
}

/// Questions of a group, the first of them open.
fn group(group: Group) -> impl IntoView {
    let Group { id, title, questions } = group;
    let heading = format!("{id}-title");
    let heading_id = heading.clone();
    let questions = questions.into_iter().enumerate().map(|(place, question)| {
        let Question { words, answer, leads_to } = question;
        let leads_to = leads_to.map(|(href, label)| view! { <p><a class="btn" href=href>{label}</a></p> });
        view! {
            <details open=place == 0>
                <summary>{words}<Icon name=IconName::Chevron/></summary>
                <div><p>{answer}</p>{leads_to}</div>
            </details>
        }
    });
    view! {
        <section class="stack" id=id aria-labelledby=heading>
            <h2 id=heading_id>{title}</h2>
            <div class="qa">{questions.collect_view()}</div>
        </section>
    }
}

fn question(words: String, answer: String) -> Question {
    Question { words, answer, leads_to: None }
}

fn enrolling(locale: Locale) -> Group {
    let how = Question {
        leads_to: Some((courses::site::Catalogue.path(locale), text!(locale, help.to_courses))),
        ..question(text!(locale, help.enroll), text!(locale, help.enroll_more))
    };
    Group {
        id: "enroll",
        title: text!(locale, help.enrolling),
        questions: vec![
            how,
            question(text!(locale, help.needed), text!(locale, help.needed_more)),
            question(text!(locale, help.price), text!(locale, help.price_more)),
            question(text!(locale, help.profession), text!(locale, help.profession_more)),
            question(text!(locale, help.full), text!(locale, help.full_more)),
        ],
    }
}

fn learning(locale: Locale) -> Group {
    Group {
        id: "learn",
        title: text!(locale, help.learning),
        questions: vec![
            question(text!(locale, help.certificate), text!(locale, help.certificate_more)),
            question(text!(locale, help.check_in), text!(locale, help.check_in_more, minutes = MINUTES)),
            question(text!(locale, help.absent), text!(locale, help.absent_more)),
        ],
    }
}

fn checking(locale: Locale) -> Group {
    let genuine = Question {
        leads_to: Some((certificates::site::VerifyForm.path(locale), text!(locale, layout.verify))),
        ..question(text!(locale, help.genuine), text!(locale, help.genuine_more))
    };
    Group {
        id: "check",
        title: text!(locale, help.checking),
        questions: vec![
            genuine,
            question(text!(locale, help.offline), text!(locale, help.offline_more)),
            question(text!(locale, help.revoked), text!(locale, help.revoked_more)),
        ],
    }
}

fn data(locale: Locale) -> Group {
    let who_sees = Question {
        leads_to: Some((specialists::site::Privacy.path(locale), text!(locale, layout.privacy))),
        ..question(text!(locale, help.who_sees), text!(locale, help.who_sees_more))
    };
    let take = Question {
        leads_to: Some((my::site::Data.path(locale), text!(locale, help.to_data))),
        ..question(text!(locale, help.take), text!(locale, help.take_more))
    };
    Group { id: "data", title: text!(locale, help.data), questions: vec![who_sees, take] }
}
