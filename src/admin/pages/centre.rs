//! Settings of the centre: their present values, and the form that changes them.

use leptos::prelude::*;

use crate::{
    admin::site::Settings,
    ground::{AppError, Locale, address::Address, error::Clash},
    i18n::text,
    settings::{Centre, Setting, model::LONGEST_NAME, wording::label},
    ui::{FormState, Icon, IconName, InputSize, Notice, NoticeKind, TextField},
};

/// Name of the field with the version of the settings that the form was filled in by.
const VERSION: &str = "version";

/// Version that a refused form was filled in by, where it was refused because of another change.
pub(super) fn outdated_version(form: &FormState) -> Option<i64> {
    let is_outdated = form.error() == Some(&AppError::Conflict(Clash::SettingsChanged));
    is_outdated.then(|| form.value(VERSION, "").parse().ok()).flatten()
}

/// Part of the page about the centre. `seen` is the settings as they were when a form was opened that came too late.
pub(super) fn about_centre(locale: Locale, form: &FormState, centre: &Centre, seen: Option<&Centre>) -> AnyView {
    let missing: Vec<String> = centre.missing().into_iter().map(|setting| label(locale, setting)).collect();
    let missing = (!missing.is_empty()).then(|| {
        view! { <Notice kind=NoticeKind::Warn title=Some(text!(locale, settings.missing))>{missing.join(", ")}"."</Notice> }
    });
    let facts = Setting::ALL
        .iter()
        .filter(|setting| !centre.value(**setting).is_empty())
        .map(|setting| {
            let lang = setting.language().filter(|language| *language != locale).map(Locale::code);
            let value = centre.value(*setting).to_owned();
            view! { <div><dt>{label(locale, *setting)}</dt><dd lang=lang>{value}</dd></div> }
        })
        .collect::<Vec<_>>();
    let facts = (!facts.is_empty()).then(|| view! { <dl class="facts">{facts}</dl> });
    // another form of this page may have come back, and that has none of these fields
    let of_page = FormState::default();
    let is_sent = !form.value(VERSION, "").is_empty();
    let fields = Fields { locale, form: if is_sent { form } else { &of_page }, centre, seen };
    view! {
        <section class="stack" aria-labelledby="centre">
            <h2 id="centre">{text!(locale, settings.title)}</h2>
            <p class="muted">{text!(locale, settings.more)}</p>
            {missing}
            <div class="panel stack">
                {facts}
                <details open=is_sent>
                    <summary>{text!(locale, settings.change)}<Icon name=IconName::Chevron/></summary>
                    {fields.form()}
                </details>
            </div>
        </section>
    }
    .into_any()
}

struct Fields<'a> {
    locale: Locale,
    form: &'a FormState,
    centre: &'a Centre,
    seen: Option<&'a Centre>,
}

impl Fields<'_> {
    fn form(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let labels: Vec<_> = Setting::ALL.iter().map(|setting| (setting.as_str(), label(locale, *setting))).collect();
        // a reader who has been shown the other change decides by it from now on
        let version = match self.seen {
            Some(_) => self.centre.version.to_string(),
            None => self.form.value(VERSION, &self.centre.version.to_string()),
        };
        let names = [Setting::NameKk, Setting::NameRu, Setting::NameEn];
        let full_names = [Setting::FullNameKk, Setting::FullNameRu, Setting::FullNameEn];
        let addresses = [Setting::AddressKk, Setting::AddressRu, Setting::AddressEn];
        let head = [Setting::HeadName, Setting::HeadRoleKk, Setting::HeadRoleRu, Setting::HeadRoleEn];
        let lead = [Setting::LeadName, Setting::LeadRoleKk, Setting::LeadRoleRu, Setting::LeadRoleEn];
        let signatories_hint = Some(text!(locale, settings.signatories_hint));
        view! {
            <div class="stack stack--5">
            {self.form.summary(locale, &labels)}
            <form class="form" method="post" action=Settings.path(locale) novalidate>
                <input type="hidden" name=VERSION value=version/>
                {self.group(text!(locale, ui.centre_name), Some(text!(locale, settings.name_hint)), &names)}
                {self.group(text!(locale, ui.centre_full_name), Some(text!(locale, settings.full_name_hint)), &full_names)}
                {self.group(text!(locale, ui.centre_address), None, &addresses)}
                <fieldset class="form__group">
                    <legend>{text!(locale, settings.reach)}</legend>
                    {self.field(Setting::Phone, None)}
                    {self.field(Setting::Email, Some(text!(locale, settings.email_hint)))}
                    {self.field(Setting::Bin, None)}
                    {self.field(Setting::Website, None)}
                </fieldset>
                {self.group(text!(locale, settings.signatories), signatories_hint, &head)}
                {self.group(text!(locale, settings.second_signatory), None, &lead)}
                <div class="row"><button class="btn btn--go">{text!(locale, settings.save)}</button></div>
            </form>
            </div>
        }
    }

    /// Fields of one thing in its three languages.
    fn group(&self, legend: String, hint: Option<String>, settings: &[Setting]) -> impl IntoView + use<> {
        let hint = hint.map(|hint| view! { <p class="hint">{hint}</p> });
        let fields = settings.iter().map(|setting| self.field(*setting, None)).collect_view();
        // what is long has a line of its own
        let is_short = settings.iter().all(|setting| setting.longest() <= LONGEST_NAME);
        let class = if is_short { "cols" } else { "stack" };
        view! {
            <fieldset class="form__group"><legend>{legend}</legend>{hint}<div class=class>{fields}</div></fieldset>
        }
    }

    fn field(&self, setting: Setting, hint: Option<String>) -> AnyView {
        let (locale, name) = (self.locale, setting.as_str());
        let known = self.centre.value(setting);
        let typed = self.form.value(name, known);
        let changed = self.seen.filter(|seen| seen.value(setting) != known);
        // a field that was left alone follows the other change, one that was typed in remains as typed
        let value = match changed {
            Some(seen) if typed.trim() == seen.value(setting) => known.to_owned(),
            _ => typed,
        };
        let hint = match changed {
            Some(_) if known.is_empty() => Some(text!(locale, settings.saved_empty)),
            Some(_) => Some(text!(locale, settings.saved_now, value = known)),
            None => hint,
        };
        let kind = match setting {
            Setting::Phone => "tel",
            Setting::Email => "email",
            Setting::Website => "url",
            _ => "text",
        };
        let inputmode = if setting == Setting::Bin { "numeric" } else { kind };
        let size = match setting {
            Setting::Phone | Setting::Email | Setting::Website => InputSize::Medium,
            Setting::Bin => InputSize::Small,
            _ => InputSize::Wide,
        };
        let (label, problem, maxlength) = (label(locale, setting), self.form.problem(name), setting.longest());
        match hint {
            Some(hint) => view! {
                <TextField locale name label value problem hint kind inputmode autocomplete="off" maxlength size/>
            }
            .into_any(),
            None => {
                view! { <TextField locale name label value problem kind inputmode autocomplete="off" maxlength size/> }
                    .into_any()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::FormFields;

    fn centre(version: i64, values: &[(Setting, &str)]) -> Centre {
        Centre::new(version, values.iter().map(|(setting, value)| (*setting, (*value).to_owned())))
    }

    #[test]
    fn the_form_of_a_letter_that_came_back_does_not_empty_the_fields_of_the_centre() {
        let form = FormState::refused(FormFields::parse("letter=1"), AppError::Unavailable);
        let html = about_centre(Locale::En, &form, &centre(3, &[(Setting::Bin, "000040000019")]), None).to_html();
        assert!(html.contains(r#"value="000040000019""#) && html.contains(r#"value="3""#), "{html}");
    }

    #[test]
    fn who_saves_after_somebody_else_sees_what_is_saved_now_and_keeps_what_they_typed() {
        let seen = centre(1, &[(Setting::Phone, "11111"), (Setting::Email, "old@enu.kz"), (Setting::Bin, "")]);
        let saved = centre(2, &[(Setting::Phone, "22222"), (Setting::Email, "new@enu.kz"), (Setting::Bin, "")]);
        let typed = "version=1&phone=33333&email=old%40enu.kz&bin=000040000019";
        let form = FormState::refused(FormFields::parse(typed), AppError::Conflict(Clash::SettingsChanged));
        assert_eq!(outdated_version(&form), Some(1));
        let html = about_centre(Locale::En, &form, &saved, Some(&seen)).to_html();
        for expected in [
            // the typed value remains, beside the saved one; a field that was left alone follows the other change
            r#"value="33333""#,
            "Saved now: “22222”",
            r#"value="new@enu.kz""#,
            "Saved now: “new@enu.kz”",
            r#"value="000040000019""#,
            r#"name="version" value="2""#,
        ] {
            assert!(html.contains(expected), "{expected}: {html}");
        }
        assert_eq!(html.matches("Saved now").count(), 2);
    }
}
