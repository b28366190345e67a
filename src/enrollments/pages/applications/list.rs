//! List of the applications of a run: filter, table, and the buttons of the decisions.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::parts::{flags, why};
use crate::{
    courses::{pages::staff::RunTab, service::RunDetails},
    enrollments::{
        model::{ApplicationColumn, ApplicationFilter, ApplicationOrder, Decision, State},
        pages::parts::{state_badge, state_words_for_staff},
        query::{ACTION, DUPLICATE, ENROLLMENT, OVERLAPPING, PROFESSION, Q, REGION, SORT, STATE},
        service::{self, Applications, RunApplication},
        site,
    },
    ground::{Locale, address::Address, clock, code::RunCode},
    i18n::{dates, text},
    reference::{profession, region},
    ui::{
        Badge, Empty, FormState, Icon, IconName, Notice, NoticeKind, Pager, SelectField, TickField, capitalized,
        profession_options, region_options,
    },
};

/// Number of the last page of a list of so many.
pub(super) fn last_page(all: i64) -> i64 {
    (all + service::PAGE - 1).div_euclid(service::PAGE).max(1)
}

/// List of the applications of a run.
pub(super) struct List<'a> {
    pub(super) locale: Locale,
    pub(super) details: &'a RunDetails,
    pub(super) filter: ApplicationFilter,
    pub(super) order: ApplicationOrder,
    /// Number of the page, and of the last one.
    pub(super) page: (i64, i64),
    pub(super) today: NaiveDate,
}

impl List<'_> {
    fn run(&self) -> RunCode {
        self.details.run.code.as_str().into()
    }

    pub(super) fn view(&self, form: &FormState, found: Applications) -> AnyView {
        let locale = self.locale;
        let counts = found.counts;
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        if counts.all == 0 && !self.filter.is_set() {
            let more = text!(locale, enrollments.no_applications_more);
            return view! { <Empty><h2>{text!(locale, enrollments.no_applications)}</h2><p>{more}</p></Empty> }
                .into_any();
        }
        let error = form.error().is_some().then(|| {
            view! { <Notice kind=NoticeKind::Bad>{text!(locale, enrollments.nobody_chosen)}</Notice> }
        });
        let list = if found.applications.is_empty() {
            let all = site::Applications { run: self.run() }.path(locale);
            view! {
                <Empty>
                    <h2>{text!(locale, enrollments.no_match)}</h2>
                    <p><a href=all>{text!(locale, enrollments.show_all)}</a></p>
                </Empty>
            }
            .into_any()
        } else {
            self.table(found.applications)
        };
        let (current, last) = self.page;
        let base = self.filter.address(locale, &self.run(), self.order);
        let base = if base.contains('?') { base } else { base + "?" };
        view! {
            {error}
            {self.filters()}
            <form method="post" action=site::Applications { run: self.run() }.path(locale) class="stack">
                <div class="row row--apart small">
                    <p role="status">
                        <strong>{text!(locale, enrollments.applications, count = count(counts.all))}</strong>
                        ", "
                        {text!(locale, enrollments.undecided, count = count(counts.undecided))}
                    </p>
                </div>
                {list}
                <div class="bulk">
                    <p class="small muted">
                        {text!(locale, enrollments.seats_free, count = self.details.run.places.free())}
                    </p>
                    <button class="btn btn--go" name=ACTION value=Decision::Confirm.as_str()>
                        {text!(locale, enrollments.confirm)}
                    </button>
                    <button class="btn" name=ACTION value=Decision::Waitlist.as_str()>
                        {text!(locale, enrollments.to_waiting_list)}
                    </button>
                    <button class="btn btn--bad" name=ACTION value=Decision::Decline.as_str()>
                        {text!(locale, enrollments.decline)}
                    </button>
                </div>
            </form>
            <Pager locale current last base/>
        }
        .into_any()
    }

    fn filters(&self) -> impl IntoView + use<> {
        let (locale, filter) = (self.locale, &self.filter);
        let all = |all: String, options: Vec<(String, String)>| -> Vec<(String, String)> {
            std::iter::once((String::new(), all)).chain(options).collect()
        };
        let states = State::ALL.iter().map(|state| (state.as_str().to_owned(), state_words_for_staff(locale, *state)));
        let states = all(text!(locale, enrollments.all_states), states.collect());
        let regions = all(text!(locale, ui.all_regions), region_options(locale));
        let professions = all(text!(locale, enrollments.all_professions), profession_options(locale));
        let state = filter.state.map(State::as_str).unwrap_or_default();
        let region = filter.region.map(|region| region.code).unwrap_or_default();
        let profession = filter.profession.map(|profession| profession.code).unwrap_or_default();
        let sort = (self.order != ApplicationOrder::default()).then(|| {
            let sign = if self.order.is_descending { "-" } else { "" };
            let word = format!("{sign}{}", self.order.column.as_str());
            view! { <input type="hidden" name=SORT value=word/> }
        });
        let is_open = filter.is_set();
        view! {
            <form action=site::Applications { run: self.run() }.path(locale)>
                {sort}
                <details class="filters filters--bar" open=is_open>
                    <summary>
                        <Icon name=IconName::Filter/>{text!(locale, enrollments.filter)}<Icon name=IconName::Chevron/>
                    </summary>
                    <div class="filters__in">
                        <div class="field">
                            <label for=Q>{text!(locale, enrollments.name_or_iin)}</label>
                            <input class="input" id=Q name=Q type="search" value=filter.q.clone() autocomplete="off"/>
                        </div>
                        <SelectField locale name=STATE label=text!(locale, enrollments.state) options=states chosen=state
                            problem=None/>
                        <SelectField locale name=REGION label=text!(locale, ui.region) options=regions chosen=region
                            problem=None/>
                        <SelectField locale name=PROFESSION label=text!(locale, enrollments.profession) options=professions
                            chosen=profession problem=None/>
                        <TickField locale name=OVERLAPPING label=text!(locale, enrollments.overlapping)
                            ticked=filter.is_overlapping problem=None/>
                        <TickField locale name=DUPLICATE label=text!(locale, enrollments.possible_duplicates)
                            ticked=filter.is_possible_duplicate problem=None/>
                        <button class="btn">{text!(locale, ui.show_narrowed)}</button>
                    </div>
                </details>
            </form>
        }
    }

    fn table(&self, applications: Vec<RunApplication>) -> AnyView {
        let locale = self.locale;
        let heads = [
            (ApplicationColumn::Name, text!(locale, enrollments.name)),
            (ApplicationColumn::Profession, text!(locale, enrollments.profession)),
            (ApplicationColumn::Region, text!(locale, ui.region)),
            (ApplicationColumn::Applied, text!(locale, enrollments.applied_on)),
            (ApplicationColumn::State, text!(locale, enrollments.state)),
        ];
        let head = heads.map(|(column, words)| self.column_head(column, words)).collect_view();
        let first = (self.page.0 - 1) * service::PAGE;
        let rows = (first + 1..).zip(applications).map(|(number, one)| self.row(number, one)).collect_view();
        view! {
            <div class="scroll" role="region" aria-label=RunTab::Applications.words(locale) tabindex="0">
                <table class="table table--stack" role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col" class="pick">
                                <span class="vh">{text!(locale, enrollments.choose)}</span>
                            </th>
                            <th role="columnheader" scope="col" class="num">"№"</th>
                            {head}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    }

    /// Head of a column; its link sorts by it, and turns the order round where it sorts already.
    fn column_head(&self, column: ApplicationColumn, words: String) -> impl IntoView + use<> {
        let is_sorted = self.order.column == column;
        let is_descending = is_sorted && !self.order.is_descending;
        let href = self.filter.address(self.locale, &self.run(), ApplicationOrder { column, is_descending });
        let (sort, sign) = match (is_sorted, self.order.is_descending) {
            (false, _) => (None, None),
            (true, false) => (Some("ascending"), Some("↑")),
            (true, true) => (Some("descending"), Some("↓")),
        };
        view! {
            <th role="columnheader" scope="col" aria-sort=sort>
                <a href=href>{words}{sign.map(|sign| view! { <span aria-hidden="true">{sign}</span> })}</a>
            </th>
        }
    }

    fn row(&self, number: i64, one: RunApplication) -> impl IntoView + use<> {
        let locale = self.locale;
        let name = one.name.full();
        let can_decide = Decision::ALL.iter().any(|decision| decision.is_open_to(one.state));
        let pick = can_decide.then(|| {
            let label = text!(locale, enrollments.choose_person, name = name.clone());
            view! {
                <label>
                    <input type="checkbox" name=ENROLLMENT value=one.id.to_string()/>
                    <span class="vh">{label}</span>
                </label>
            }
        });
        let applied_on = clock::day_of(one.applied_at);
        let applied = format!("{}, {}", dates::day_month(locale, applied_on), dates::time(one.applied_at));
        let (kind, icon) = state_badge(one.state);
        let flags = flags(locale, &one);
        let more = why(locale, &one, self.today);
        let or_not_stated = |words: Option<String>| words.unwrap_or_else(|| text!(locale, enrollments.not_stated));
        let profession_name =
            or_not_stated(one.profession.as_deref().and_then(profession).map(|one| capitalized(one.name.get(locale))));
        let region_name =
            or_not_stated(one.region.as_deref().and_then(region).map(|one| one.name.get(locale).to_owned()));
        let words = match one.queue_position {
            Some(position) => text!(locale, enrollments.queue_at, position = position),
            None => state_words_for_staff(locale, one.state),
        };
        let organization = one.organization.map(|name| view! { <span class="small muted">{name}</span> });
        view! {
            <tr role="row">
                <td role="cell" class="pick">{pick}</td>
                <td role="cell" class="num rank muted">{number}</td>
                <th role="rowheader" scope="row">{name}{flags}</th>
                <td role="cell" data-label=text!(locale, enrollments.profession)>{profession_name}<br/>{organization}</td>
                <td role="cell" data-label=text!(locale, ui.region)>{region_name}</td>
                <td role="cell" class="nowrap" data-label=text!(locale, enrollments.applied_on)>{applied}</td>
                <td role="cell"><Badge kind icon words/>{more}</td>
            </tr>
        }
    }
}
