//! `/{l}/staff/specialists/{id}/edit`: the fields of somebody's record, as staff correct them.

use leptos::prelude::*;

use super::parts::above;
use crate::{
    ground::{AppError, Locale, Problem, address::Address, error::Clash, ids::SpecialistId},
    i18n::text,
    registry::{
        forms::VERSION,
        model::iin_typed,
        service::{self, FoundPerson},
        site::{self, Pair},
    },
    specialists::{
        model::{OwnProfile, ProfileField},
        pages::{field_label, profile_labels, staff_fields, value_words},
    },
    ui::{Crumb, Crumbs, FormState, Notice, NoticeKind, Page, PageRequest, Section},
};

pub async fn edit(mut request: PageRequest, address: site::EditPerson) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let tx = request.tx().await?;
    let view = match service::person(tx, address.id).await? {
        FoundPerson::Here(view) => view,
        FoundPerson::MergedInto(id) => return Ok(Page::leading_to(site::EditPerson { id }.path(locale))),
    };
    let holder = match iin_typed(&form.value(ProfileField::Iin.as_str(), "")) {
        Some(Ok(iin)) if form.problem(ProfileField::Iin.as_str()) == Some(Problem::IinTaken) => {
            service::find_by_iin(tx, &iin).await?
        }
        _ => None,
    };
    let profile = &view.record.profile;
    let is_outdated = form.error() == Some(&AppError::Conflict(Clash::PersonChanged));
    // a form with a mistake goes on from the version that its sender saw
    let now = view.record.revision.to_string();
    let version = if is_outdated { now } else { form.value(VERSION, &now) };
    let name = profile.name.full();
    let person = site::Person { id: address.id }.path(locale);
    let mut above = above(locale);
    above.push(Crumb { words: name.clone(), lang: None, href: person.clone() });
    let title = text!(locale, registry.edit);
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <Crumbs locale above here=title.clone()/>
            {form.summary(locale, &profile_labels(locale))}
            {is_outdated.then(|| outdated(locale, &form, profile))}
            {holder.map(|holder| taken(locale, address.id, holder))}
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{name.clone()}</p></div>
            <p>{text!(locale, registry.edit_more)}</p>
            <form class="form panel" method="post" action=address.path(locale) novalidate>
                <input type="hidden" name=VERSION value=version/>
                {staff_fields(locale, &form, Some(profile))}
                <div class="row">
                    <button class="btn btn--go">{text!(locale, registry.save)}</button>
                    <a class="btn" href=person>{text!(locale, registry.leave)}</a>
                </div>
            </form>
        </div>
    };
    Ok(Page::new(format!("{title}: {name}"), Section::People, main).staff())
}

/// Notice that the record was changed meanwhile, with what is saved now where it is not what was typed.
fn outdated(locale: Locale, form: &FormState, now: &OwnProfile) -> impl IntoView + use<> {
    let changed = ProfileField::ALL.iter().filter(|field| field.is_in_record()).filter_map(|field| {
        let (saved, typed) = (now.value(*field), form.value(field.as_str(), ""));
        let differs = saved != typed.trim();
        differs.then(|| {
            let words = value_words(locale, now, *field).unwrap_or_else(|| "–".to_owned());
            format!("{}: {words}", field_label(locale, *field))
        })
    });
    let changed = changed.collect::<Vec<_>>().join("; ");
    view! {
        <Notice kind=NoticeKind::Warn>{text!(locale, registry.saved_differs)}" "{changed}</Notice>
    }
}

/// Notice that another record has the IIN, with the way to compare the two.
fn taken(locale: Locale, id: SpecialistId, holder: SpecialistId) -> impl IntoView + use<> {
    Pair::of(id, holder).map(|pair| {
        let href = site::Duplicate { pair }.path(locale);
        view! {
            <Notice kind=NoticeKind::Warn>
                {text!(locale, registry.iin_elsewhere)}" "<a href=href>{text!(locale, registry.compare_two)}</a>
            </Notice>
        }
    })
}
