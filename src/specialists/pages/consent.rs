//! Consents on a page: the text in its seven parts, and a tick for each purpose.

use leptos::prelude::*;

use crate::{
    ground::{Locale, address::Address, clock::day_of},
    i18n::{dates, text},
    settings::Centre,
    specialists::{
        model::{Consent, ConsentKind, ConsentText, consent::OPERATOR},
        site,
    },
    ui::{FormState, Icon, IconName, TickField, centre, centre_words},
};

/// Text and ticks inside a form. A consent to today's text is shown, and no tick is offered for it; no tick is set
/// beforehand. `given` is all that the person has ever agreed to.
pub fn consent_fields(locale: Locale, form: &FormState, given: &[Consent]) -> AnyView {
    group(locale, form, given, |_| None)
}

/// Text and ticks on the page of the profile, where a valid consent can be withdrawn.
pub(super) fn consent_group(locale: Locale, form: &FormState, given: &[Consent]) -> AnyView {
    group(locale, form, given, |kind| Some(site::WithdrawConsent.with(locale, [("kind", kind.as_str().to_owned())])))
}

fn group(
    locale: Locale,
    form: &FormState,
    given: &[Consent],
    withdraw: impl Fn(ConsentKind) -> Option<String>,
) -> AnyView {
    let ticks = ConsentKind::ALL
        .iter()
        .map(|kind| {
            let standing = given.iter().find(|consent| consent.kind == *kind && consent.is_in_force());
            one(locale, form, *kind, standing, withdraw(*kind))
        })
        .collect_view();
    view! {
        <fieldset class="form__group">
            <legend>{text!(locale, consent.title)}</legend>
            <details>
                <summary>{text!(locale, consent.seven)}<Icon name=IconName::Chevron/></summary>
                {seven_parts(locale)}
            </details>
            {ticks}
        </fieldset>
    }
    .into_any()
}

/// Parts of the text, and its version.
pub(super) fn seven_parts(locale: Locale) -> impl IntoView {
    let text = ConsentText::current();
    let parts = text
        .parts
        .iter()
        .map(|part| {
            let (title, words) = (part.title.pick(locale).0, part.text.pick(locale).0);
            view! { <div><dt>{title}</dt><dd>{with_operator(locale, words)}</dd></div> }
        })
        .collect_view();
    view! {
        <dl class="consent">{parts}</dl>
        <p class="small muted">{text!(locale, consent.version, version = text.version.clone())}</p>
    }
}

/// Text of a part; its mark for the operator becomes the centre, as it is set today.
fn with_operator(locale: Locale, text: &'static str) -> AnyView {
    match text.split_once(OPERATOR) {
        Some((before, after)) => view! { {before}{operator(locale, &centre())}{after} }.into_any(),
        None => text.into_any(),
    }
}

/// Name, address and BIN of the operator, as far as they are set.
fn operator(locale: Locale, centre: &Centre) -> impl IntoView + use<> {
    let address = centre.address(locale).map(|words| view! { ". "{centre_words(locale, words)} });
    let bin = centre.bin().map(|bin| view! { ". "{text!(locale, consent.bin, bin = bin)} });
    view! { {centre_words(locale, centre.full_name(locale))}{address}{bin}"." }
}

/// Words for when somebody agreed, and to which text.
pub(super) fn given_words(locale: Locale, consent: &Consent) -> String {
    let day = dates::long(locale, day_of(consent.given_at));
    let version = consent.version.clone();
    if consent.is_on_paper {
        text!(locale, consent.given_on_paper, day = day, version = version)
    } else {
        text!(locale, consent.given, day = day, version = version)
    }
}

fn one(
    locale: Locale,
    form: &FormState,
    kind: ConsentKind,
    standing: Option<&Consent>,
    withdraw: Option<String>,
) -> AnyView {
    let words = ConsentText::current().words(kind);
    let (label, hint) = (words.label.pick(locale).0.to_owned(), words.text.pick(locale).0.to_owned());
    let name = kind.field();
    let given = standing.map(|consent| {
        let outdated = (!consent.is_current()).then(|| view! { " "{text!(locale, consent.outdated)} });
        let withdraw = withdraw.map(|href| {
            view! { <p><a href=href aria-describedby=format!("{name}-given")>{text!(locale, consent.withdraw)}</a></p> }
        });
        let label = consent.is_current().then(|| label.clone());
        view! {
            <div class="stack stack--2">
                {label.map(|label| view! {
                    <p class="with-icon"><Icon name=IconName::CheckCircle/><strong>{label}</strong></p>
                })}
                <p class="small muted" id=format!("{name}-given")>{given_words(locale, consent)}{outdated}</p>
                {withdraw}
            </div>
        }
    });
    let field = (!standing.is_some_and(Consent::is_current)).then(|| {
        let (ticked, problem) = (form.is_ticked(name, false), form.problem(name));
        view! { <TickField locale name label=label.clone() ticked problem hint/> }
    });
    view! { {field}{given} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Setting;

    #[test]
    fn the_operator_is_named_without_a_bin_while_none_is_set_and_with_it_afterwards() {
        let named = |centre: &Centre| {
            let html = operator(Locale::Ru, centre).to_html();
            html.replace("<!>", "").replace("<span>", "").replace("</span>", "")
        };
        let unset = text!(Locale::Ru, layout.centre_long);
        assert_eq!(named(&Centre::default()), format!("{unset}."));
        let values = [
            (Setting::FullNameRu, "ТОО «Центр»"),
            (Setting::AddressKk, "Астана, Үлгі көшесі, 1"),
            (Setting::Bin, "000040000019"),
        ];
        let centre = Centre::new(1, values.map(|(setting, value)| (setting, value.to_owned())));
        let html = named(&centre);
        assert!(html.starts_with("ТОО «Центр». ") && html.ends_with("БИН: 000040000019."), "{html}");
        assert!(html.contains(r#"lang="kk">Астана, Үлгі көшесі, 1"#), "{html}");
    }
}
