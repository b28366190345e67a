//! `/{l}/staff/specialists/duplicates/{pair}`: two records side by side, and the page that asks once more.

use leptos::prelude::*;

use super::parts::{above_pair, joined};
use crate::{
    enrollments::site::Applications,
    ground::{AppError, Locale, address::Address, clock},
    i18n::{dates, text},
    registry::{
        forms::{ACTION, DIFFERENT, FROM, MERGE, SURE, VERSION, chosen},
        model::Obstacle,
        service::{self, PairSide, PairView, PersonView},
        site,
    },
    specialists::{
        Iin,
        model::{ProfileField, Side},
        pages::{field_label, value_words},
    },
    ui::{Crumbs, FormState, ListTable, Notice, NoticeKind, Page, PageRequest, Section},
};

pub async fn duplicate(mut request: PageRequest, address: site::Duplicate) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let view = match service::pair(request.tx().await?, address.pair).await? {
        PairSide::Two(view) => view,
        PairSide::MergedInto(id) => return Ok(Page::leading_to(site::Person { id }.path(locale))),
    };
    let is_asked = form.error().is_none() && form.value(ACTION, "") == MERGE && view.obstacle.is_none();
    let compare = Compare { locale, view: &view, form: &form, address: &address };
    let title = if is_asked { text!(locale, registry.sure) } else { text!(locale, registry.compare_title) };
    let content = if is_asked { compare.sure() } else { compare.side_by_side() };
    let main = view! {
        <div class="wrap page stack">
            <Crumbs locale above=above_pair(locale) here=text!(locale, registry.compare)/>
            <div class="head"><h1>{title.clone()}</h1></div>
            {content}
        </div>
    };
    Ok(Page::new(title, Section::People, main).staff())
}

/// Pair on its page, with the choice between the two as it was made so far.
struct Compare<'a> {
    locale: Locale,
    view: &'a PairView,
    form: &'a FormState,
    address: &'a site::Duplicate,
}

impl Compare<'_> {
    fn side(&self, field: ProfileField) -> Side {
        let sent = self.form.fields().and_then(|fields| chosen(fields, field));
        sent.unwrap_or_else(|| self.view.usual_side(field))
    }

    /// Value of a field in one of the two, in words. Of an IIN that of the record, or else the claimed one, is told.
    fn words(&self, person: &PersonView, field: ProfileField) -> String {
        let claimed = (field == ProfileField::Iin && person.record.profile.iin.is_none())
            .then(|| person.record.claimed_iin.as_ref().map(Iin::masked))
            .flatten();
        let words = value_words(self.locale, &person.record.profile, field);
        words.or_else(|| claimed.map(|iin| text!(self.locale, registry.claimed, iin = iin))).unwrap_or_default()
    }

    /// Tells whether there is something to choose: both have a value, and not the same. An IIN that a record is known by
    /// is not given up for a claim.
    fn is_open(&self, field: ProfileField) -> bool {
        let (a, b) = (&self.view.a.record, &self.view.b.record);
        if field == ProfileField::Iin {
            let is_known = a.profile.iin.is_some() || b.profile.iin.is_some();
            return !is_known && a.claimed_iin.is_some() && b.claimed_iin.is_some() && a.claimed_iin != b.claimed_iin;
        }
        let [a, b] = [a, b].map(|record| record.profile.value(field));
        a != b
    }

    fn fields() -> impl Iterator<Item = ProfileField> {
        ProfileField::ALL.iter().copied().filter(|field| field.is_in_record())
    }

    fn version(&self) -> String {
        let [a, b] = self.view.seen();
        format!("{a}.{b}")
    }

    fn side_by_side(&self) -> AnyView {
        let locale = self.locale;
        let action = self.address.path(locale);
        let rows = Self::fields().map(|field| self.row(field)).collect_view();
        let button = self.view.obstacle.is_none().then(|| {
            view! { <button class="btn btn--go" name=ACTION value=MERGE>{text!(locale, registry.merge)}</button> }
        });
        let rows = view! { {self.records()}{rows}{self.of_both()} }.into_any();
        view! {
            {self.notices()}
            <p>{text!(locale, registry.compare_more)}</p>
            <form class="stack" method="post" action=action novalidate>
                <ListTable label=text!(locale, registry.compare_title) rows heads=vec![
                    text!(locale, registry.field),
                    text!(locale, registry.record_a),
                    text!(locale, registry.record_b),
                ]/>
                <div class="row">
                    {button}
                    <button class="btn" name=ACTION value=DIFFERENT>{text!(locale, registry.different)}</button>
                </div>
            </form>
        }
        .into_any()
    }

    /// Row with the ways to the two records.
    fn records(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let cell = |person: &PersonView, record: String| {
            let href = site::Person { id: person.record.profile.specialist }.path(locale);
            let label = format!("{}: {record}", text!(locale, registry.rival));
            view! {
                <td role="cell" data-label=record><a href=href aria-label=label>{text!(locale, registry.rival)}</a></td>
            }
        };
        let a = cell(&self.view.a, text!(locale, registry.record_a));
        let b = cell(&self.view.b, text!(locale, registry.record_b));
        view! { <tr role="row"><th role="rowheader" scope="row">{text!(locale, registry.record)}</th>{a}{b}</tr> }
    }

    fn row(&self, field: ProfileField) -> AnyView {
        let locale = self.locale;
        let label = field_label(locale, field);
        let (is_open, side, name) = (self.is_open(field), self.side(field), format!("{FROM}{}", field.as_str()));
        let cell = |of: Side, person: &PersonView, record: String| {
            let words = self.words(person, field);
            let words = if words.is_empty() { "–".to_owned() } else { words };
            let content = if is_open {
                view! {
                    <label class="choice">
                        <input type="radio" name=name.clone() value=of.as_str() checked=side == of/>
                        <span><span class="vh">{format!("{label}: ")}</span>{words}</span>
                    </label>
                }
                .into_any()
            } else {
                words.into_any()
            };
            view! { <td role="cell" data-label=record>{content}</td> }
        };
        let a = cell(Side::A, &self.view.a, text!(locale, registry.record_a));
        let b = cell(Side::B, &self.view.b, text!(locale, registry.record_b));
        view! { <tr role="row"><th role="rowheader" scope="row">{label.clone()}</th>{a}{b}</tr> }.into_any()
    }

    /// Rows of what both have beside their fields, and what a merge keeps of each.
    fn of_both(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let row = |label: String, words: &dyn Fn(&PersonView) -> String| {
            let cell = |person: &PersonView, record: String| {
                let words = words(person);
                let words = if words.is_empty() { "–".to_owned() } else { words };
                view! { <td role="cell" data-label=record>{words}</td> }
            };
            let a = cell(&self.view.a, text!(locale, registry.record_a));
            let b = cell(&self.view.b, text!(locale, registry.record_b));
            view! { <tr role="row"><th role="rowheader" scope="row">{label}</th>{a}{b}</tr> }
        };
        view! {
            {row(text!(locale, registry.account), &|person| {
                person.account.as_ref().map(|account| account.email.reveal().clone()).unwrap_or_default()
            })}
            {row(text!(locale, registry.enrollments), &|person| {
                joined(person.enrollments.iter().map(|own| own.code.clone()))
            })}
            {row(text!(locale, layout.certificates), &|person| {
                joined(person.certificates.iter().map(|one| one.registration_number.to_string()))
            })}
            {row(text!(locale, registry.consents), &|person| {
                text!(locale, registry.consents_n, count = count(person.consents.len()))
            })}
            {row(text!(locale, registry.recorded_on), &|person| {
                dates::long(locale, clock::day_of(person.record.profile.recorded_at))
            })}
        }
    }

    fn notices(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let is_unanswered = matches!(self.form.error(), Some(AppError::Invalid(_)));
        let error =
            is_unanswered.then(|| view! { <Notice kind=NoticeKind::Bad>{text!(locale, registry.not_merged)}</Notice> });
        let obstacle = self.view.obstacle.as_ref().map(|obstacle| {
            let (words, link) = match obstacle {
                Obstacle::TwoIins => (text!(locale, registry.two_iins), None),
                Obstacle::TwoAccounts => (text!(locale, registry.two_accounts), None),
                Obstacle::SameRun(run) => {
                    let (title, code) = (run.course.title.pick(locale).0.to_owned(), run.run.code.clone());
                    let href = Applications::of(&code).path(locale);
                    let words = text!(locale, registry.same_run, course = title, run = code);
                    (words, Some(view! { " "<a href=href>{text!(locale, registry.open_run)}</a> }))
                }
            };
            view! {
                <Notice kind=NoticeKind::Warn title=Some(text!(locale, registry.cannot_merge))>{words}{link}</Notice>
            }
        });
        let told = self.view.told_apart_at.map(|at| {
            let day = dates::long(locale, clock::day_of(at));
            view! { <Notice>{text!(locale, registry.told_apart_on, day = day)}</Notice> }
        });
        view! { {error}{obstacle}{told} }
    }

    /// Page that asks once more: the person that comes of it, and what moves.
    fn sure(&self) -> AnyView {
        let locale = self.locale;
        let (action, back) = (self.address.path(locale), self.address.path(locale));
        let gone = &self.view.b;
        let rows = Self::fields().filter_map(|field| {
            let person = match self.side(field) {
                Side::A => &self.view.a,
                Side::B => &self.view.b,
            };
            let words = match field {
                // the record's own IIN, whichever of the two is known by it
                ProfileField::Iin => [&self.view.a, &self.view.b]
                    .into_iter()
                    .find(|one| one.record.profile.iin.is_some())
                    .map_or_else(|| self.words(person, field), |one| self.words(one, field)),
                _ => self.words(person, field),
            };
            (!words.is_empty()).then(|| view! { <div><dt>{field_label(locale, field)}</dt><dd>{words}</dd></div> })
        });
        let rows = rows.collect_view();
        let hidden = Self::fields().map(|field| {
            let name = format!("{FROM}{}", field.as_str());
            view! { <input type="hidden" name=name value=self.side(field).as_str()/> }
        });
        let hidden = hidden.collect_view();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let [enrollments, certificates, consents] =
            [gone.enrollments.len(), gone.certificates.len(), gone.consents.len()].map(count);
        let has_account = self.view.a.account.is_some() || gone.account.is_some();
        let is_nothing = [enrollments, certificates, consents] == [0; 3] && !has_account;
        let moves = [
            (enrollments > 0).then(|| text!(locale, registry.moves_enrollments, count = enrollments)),
            (certificates > 0).then(|| text!(locale, registry.moves_certificates, count = certificates)),
            (consents > 0).then(|| text!(locale, registry.moves_consents, count = consents)),
            has_account.then(|| text!(locale, registry.moves_account)),
            is_nothing.then(|| text!(locale, registry.moves_nothing)),
        ];
        let moves = moves.into_iter().flatten().map(|words| view! { <li>{words}</li> }).collect_view();
        view! {
            <form class="panel stack" method="post" action=action novalidate>
                <p>{text!(locale, registry.sure_more)}</p>
                <dl class="facts">{rows}</dl>
                <ul class="dots">{moves}</ul>
                <p><strong>{text!(locale, registry.for_good)}</strong></p>
                <input type="hidden" name=SURE value="1"/>
                <input type="hidden" name=VERSION value=self.version()/>
                {hidden}
                <div class="row">
                    <button class="btn btn--go" name=ACTION value=MERGE>{text!(locale, registry.merge_for_good)}</button>
                    <a class="btn" href=back>{text!(locale, registry.back_to_pair)}</a>
                </div>
            </form>
        }
        .into_any()
    }
}
