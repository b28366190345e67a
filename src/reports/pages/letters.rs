//! `/{l}/dashboard/letters`: views that the reader gets by letter, each month or quarter.

use leptos::prelude::*;

use crate::{
    ground::{AppError, Locale, address::Address},
    i18n::{dates, text},
    programme::{
        pages::Name,
        query::{self, fields_of},
        service::{self as programme, Choices},
        site::Dashboard,
    },
    reports::{
        forms::{ACTION, EVERY, SUBSCRIBE, SUBSCRIPTION, UNSUBSCRIBE, VIEW},
        model::{Every, Subscription},
        outcome::Outcome,
        service, site,
    },
    ui::{ChoiceField, Crumb, Crumbs, Empty, Notice, NoticeKind, Page, PageRequest, Section},
};

pub async fn letters(mut request: PageRequest, _: site::Letters) -> Result<Page, AppError> {
    let (locale, form, location, today) =
        (request.locale, request.form.clone(), request.location.clone(), request.today());
    let outcome = request.outcome::<Outcome>();
    let tx = request.tx().await?;
    let subscriptions = service::subscriptions::own(tx).await?;
    let choices = programme::choices(tx).await?;
    let mut lines = Vec::new();
    for subscription in subscriptions {
        let words = match service::subscriptions::read(tx, &subscription.view).await? {
            Some(view) => seen(locale, &choices, &view),
            None => subscription.view.clone(),
        };
        lines.push((words, subscription));
    }
    let view = location.field(query::PHASE).is_some().then(|| query::read(&location, &choices, today)).transpose()?;
    let report = outcome.map(|outcome| {
        let words = match outcome {
            Outcome::Subscribed => text!(locale, reports.subscribed),
            Outcome::SubscribedAlready => text!(locale, reports.subscribed_already),
            Outcome::Unsubscribed => text!(locale, reports.unsubscribed),
            Outcome::Fixed => text!(locale, reports.done_fixed),
        };
        view! { <Notice kind=NoticeKind::Ok>{words}</Notice> }
    });
    let title = text!(locale, reports.subscriptions);
    let above = vec![Crumb { words: text!(locale, layout.dashboard), lang: None, href: Dashboard.path(locale) }];
    let subscribe = view.map(|view| {
        let fields = view.0.phase.as_deref().map(|phase| fields_of(phase, &view.1)).unwrap_or_default();
        let options = vec![
            (Every::Month.as_str().to_owned(), text!(locale, reports.every_month)),
            (Every::Quarter.as_str().to_owned(), text!(locale, reports.every_quarter)),
        ];
        view! {
            <section class="panel stack" aria-labelledby="subscribe">
                <h2 id="subscribe" class="h3">{text!(locale, reports.subscribe_to)}</h2>
                <p class="small muted">{seen(locale, &choices, &view)}</p>
                <form class="form" method="post" action=site::Letters.path(locale) novalidate>
                    <input type="hidden" name=VIEW value=crate::ground::address::with_query("", fields)/>
                    <ChoiceField locale name=EVERY label=text!(locale, reports.every) options
                        chosen=form.value(EVERY, Every::Month.as_str()) problem=form.problem(EVERY)/>
                    <p>
                        <button class="btn btn--go" name=ACTION value=SUBSCRIBE>{text!(locale, reports.subscribe)}</button>
                    </p>
                </form>
            </section>
        }
    });
    let main = view! {
        <div class="wrap page stack stack--5">
            <Crumbs locale above here=title.clone()/>
            {report}
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{text!(locale, reports.subscriptions_lede)}</p></div>
            {list(locale, lines)}
            {subscribe}
        </div>
    };
    Ok(Page::new(title, Section::Dashboard, main).staff())
}

/// View in words: its phase and filter.
fn seen(
    locale: Locale,
    choices: &Choices,
    (query, filter): &(programme::ViewQuery, crate::programme::Filter),
) -> String {
    let phase = choices.phases.iter().find(|phase| Some(&phase.code) == query.phase.as_ref());
    let words = phase.map(|phase| Name::of(locale, &phase.name).words);
    words
        .into_iter()
        .chain(crate::programme::pages::filter_words(locale, choices, filter))
        .collect::<Vec<_>>()
        .join(", ")
}

fn list(locale: Locale, lines: Vec<(String, Subscription)>) -> AnyView {
    if lines.is_empty() {
        return view! { <Empty><h2>{text!(locale, reports.no_subscriptions)}</h2></Empty> }.into_any();
    }
    let items = lines.into_iter().map(|(words, subscription)| {
        let every = match subscription.every {
            Every::Month => text!(locale, reports.every_month),
            Every::Quarter => text!(locale, reports.every_quarter),
        };
        let next = service::subscriptions::next_letter(&subscription);
        let label = text!(locale, reports.unsubscribe_from, view = words.clone());
        let href = format!("{}{}", Dashboard.path(locale), subscription.view);
        view! {
            <li class="row row--apart">
                <p>
                    <a href=href>{words}</a><br/>
                    <span class="small muted">
                        {every}". "{text!(locale, reports.next_letter, day = dates::long(locale, next))}
                    </span>
                </p>
                <form method="post" action=site::Letters.path(locale)>
                    <input type="hidden" name=SUBSCRIPTION value=subscription.id.to_string()/>
                    <button class="btn" name=ACTION value=UNSUBSCRIBE aria-label=label>
                        {text!(locale, reports.unsubscribe)}
                    </button>
                </form>
            </li>
        }
    });
    view! { <ul class="stack">{items.collect_view()}</ul> }.into_any()
}
