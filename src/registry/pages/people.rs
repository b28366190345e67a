//! `/{l}/staff/specialists`: everybody in the registry, searched and filtered.

use leptos::prelude::*;

use super::parts::{profession_words, region_words, report};
use crate::{
    ground::{AppError, Locale, address::Address},
    i18n::{dates, text},
    registry::{
        model::PersonMark,
        outcome::Outcome,
        query::{MARK, PROFESSION, Q, REGION},
        service::{self, Listed, ListedPerson, PeopleFilter},
        site,
    },
    ui::{
        Badge, BadgeKind, Empty, FormState, Icon, IconName, ListTable, Page, PageRequest, Pager, Section, SelectField,
        page_asked, profession_options, region_options,
    },
};

pub async fn people(mut request: PageRequest, _: site::People) -> Result<Page, AppError> {
    let locale = request.locale;
    let outcome = request.outcome::<Outcome>();
    let filter = PeopleFilter::read(|name| request.field(name).unwrap_or_default());
    let number = page_asked(request.field("page"), i64::MAX).ok_or(AppError::NotFound)?;
    let form = request.form.clone();
    let tx = request.tx().await?;
    let found = service::people(tx, &filter, number).await?;
    let title = text!(locale, layout.people);
    let main = view! {
        <div class="wrap wrap--wide page stack">
            <div class="row row--apart">
                <h1>{title.clone()}</h1>
                <a class="btn" href=site::Duplicates.path(locale)>{text!(locale, registry.duplicates)}</a>
            </div>
            {report(locale, outcome)}
            {form.summary(locale, &[(Q, text!(locale, registry.search_label))])}
            {search(locale, &filter, &form)}
            <p role="status">{text!(locale, registry.found, count = found.count)}</p>
            {list(locale, &filter, found)}
        </div>
    };
    Ok(Page::new(title, Section::People, main).staff())
}

/// Form of the search. It is sent, because an IIN must not be in an address.
fn search(locale: Locale, filter: &PeopleFilter, form: &FormState) -> impl IntoView + use<> {
    let all =
        |all: String, options: Vec<(String, String)>| std::iter::once((String::new(), all)).chain(options).collect();
    let regions: Vec<_> = all(text!(locale, ui.all_regions), region_options(locale));
    let professions: Vec<_> = all(text!(locale, registry.all_professions), profession_options(locale));
    let marks = PersonMark::ALL.iter().map(|mark| (mark.as_str().to_owned(), mark_words(locale, *mark))).collect();
    let marks: Vec<_> = all(text!(locale, registry.everybody), marks);
    let code = |name: &str, code: Option<&str>| form.value(name, code.unwrap_or_default());
    let (region, profession) = (filter.region.map(|one| one.code), filter.profession.map(|one| one.code));
    let problem = form.problem(Q);
    let invalid = problem.map(|_| "true");
    let is_filtered = region.is_some() || profession.is_some() || filter.mark.is_some();
    view! {
        <form class="stack" method="post" action=site::People.path(locale) role="search" novalidate>
            <div class="joined">
                <div class="searchbar">
                    <Icon name=IconName::Search/>
                    <label class="vh" for=Q>{text!(locale, registry.search_label)}</label>
                    <input class="input" type="search" id=Q name=Q value=form.value(Q, &filter.q) autocomplete="off"
                        placeholder=text!(locale, registry.search_label) aria-invalid=invalid/>
                </div>
                <button class="btn btn--go">{text!(locale, registry.search)}</button>
            </div>
            <details class="filters filters--bar" open=is_filtered>
                <summary>
                    <Icon name=IconName::Filter/>{text!(locale, registry.filter)}<Icon name=IconName::Chevron/>
                </summary>
                <div class="filters__in">
                <SelectField locale name=REGION label=text!(locale, ui.region) options=regions
                    chosen=code(REGION, region) problem=None/>
                <SelectField locale name=PROFESSION label=text!(locale, registry.profession) options=professions
                    chosen=code(PROFESSION, profession) problem=None/>
                <SelectField locale name=MARK label=text!(locale, registry.mark) options=marks
                    chosen=code(MARK, filter.mark.map(PersonMark::as_str)) problem=None/>
                <button class="btn">{text!(locale, ui.show_narrowed)}</button>
                </div>
            </details>
        </form>
    }
}

fn mark_words(locale: Locale, mark: PersonMark) -> String {
    match mark {
        PersonMark::Account => text!(locale, registry.with_account),
        PersonMark::Duplicate => text!(locale, registry.possible_duplicate),
        PersonMark::Claim => text!(locale, registry.claims_iin),
    }
}

fn list(locale: Locale, filter: &PeopleFilter, found: Listed<ListedPerson>) -> AnyView {
    if found.rows.is_empty() {
        let is_filtered = *filter != PeopleFilter::default();
        let words = if is_filtered { text!(locale, registry.nobody) } else { text!(locale, registry.none) };
        let all = is_filtered.then(|| {
            view! { <p><a class="btn" href=site::People.path(locale)>{text!(locale, registry.show_all)}</a></p> }
        });
        return view! { <Empty><h2>{words}</h2>{all}</Empty> }.into_any();
    }
    let (current, last, base) = (found.page, found.last, filter.base(locale));
    let rows = found.rows.iter().map(|person| row(locale, person)).collect_view();
    view! {
        <ListTable label=text!(locale, layout.people) rows=rows.into_any() heads=vec![
            text!(locale, registry.name),
            text!(locale, registry.birth_date),
            text!(locale, ui.region),
            text!(locale, registry.profession),
            text!(locale, registry.mark),
        ]/>
        <Pager locale current last base/>
    }
    .into_any()
}

fn row(locale: Locale, person: &ListedPerson) -> impl IntoView + use<> {
    let birth_date = person.birth_date.map_or_else(|| "–".to_owned(), dates::short);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=site::Person { id: person.id }.path(locale)>{person.name.full()}</a>
            </th>
            <td role="cell" class="nowrap" data-label=text!(locale, registry.birth_date)>{birth_date}</td>
            <td role="cell">{region_words(locale, person.region.as_deref())}</td>
            <td role="cell">{profession_words(locale, person.profession.as_deref())}</td>
            <td role="cell"><div class="row">{marks(locale, person)}</div></td>
        </tr>
    }
}

fn marks(locale: Locale, person: &ListedPerson) -> impl IntoView + use<> {
    let marks = [
        (person.is_possible_duplicate, PersonMark::Duplicate, BadgeKind::Warn, IconName::People),
        (person.has_claim, PersonMark::Claim, BadgeKind::Warn, IconName::Question),
        (person.has_account, PersonMark::Account, BadgeKind::Plain, IconName::Person),
    ];
    let shown = marks.into_iter().filter(|(is_shown, ..)| *is_shown);
    shown.map(|(_, mark, kind, icon)| view! { <Badge kind icon words=mark_words(locale, mark)/> }).collect_view()
}
