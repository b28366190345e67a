//! Fields of a profile, for all forms that have them.

use leptos::prelude::*;

use crate::{
    ground::{Locale, Problem},
    i18n::text,
    specialists::{
        Sex,
        model::{ConsentKind, ConsentText, OwnProfile, ProfileField},
    },
    ui::{
        BirthDayField, ChoiceField, FormState, InputSize, SelectField, TextField, organization_options,
        profession_options, region_options,
    },
};

/// Names of the fields in the order of the page, for the summary of errors.
pub fn profile_labels(locale: Locale) -> Vec<(&'static str, String)> {
    let consents = ConsentKind::ALL.iter().map(|kind| {
        let words = ConsentText::current().words(*kind).label.pick(locale).0;
        (kind.field(), words.to_owned())
    });
    ProfileField::ALL.iter().map(|field| (field.as_str(), field_label(locale, *field))).chain(consents).collect()
}

/// Name of a field.
pub fn field_label(locale: Locale, field: ProfileField) -> String {
    match field {
        ProfileField::Surname => text!(locale, profile.surname),
        ProfileField::GivenName => text!(locale, profile.given_name),
        ProfileField::Patronymic => text!(locale, profile.patronymic),
        ProfileField::SecondSpelling => text!(locale, profile.second_spelling),
        ProfileField::Iin => text!(locale, profile.iin),
        ProfileField::BirthDate => text!(locale, profile.birth_date),
        ProfileField::Sex => text!(locale, profile.sex),
        ProfileField::Region => text!(locale, profile.region),
        ProfileField::Profession => text!(locale, profile.profession),
        ProfileField::Organization => text!(locale, profile.organization),
        ProfileField::OrganizationType => text!(locale, profile.organization_type),
        ProfileField::Phone => text!(locale, profile.phone),
        ProfileField::Locale => text!(locale, profile.locale),
    }
}

/// Groups of fields of a profile, inside a form. `known` is what the registry has already.
pub fn profile_fields(locale: Locale, form: &FormState, known: Option<&OwnProfile>) -> AnyView {
    let fields = Fields { locale, form, known, is_own: true };
    view! {
        {about(fields)}
        {work(fields)}
        {contact(fields)}
    }
    .into_any()
}

/// Fields of a profile that an enrollment needs, and the patronymic. The others wait in the profile: what is known of them
/// goes along unseen, so that nothing of it is lost.
pub fn enrolling_fields(locale: Locale, form: &FormState, known: Option<&OwnProfile>) -> AnyView {
    use ProfileField as F;
    let fields = Fields { locale, form, known, is_own: true };
    let unseen = [F::SecondSpelling, F::Iin, F::Organization, F::OrganizationType, F::Phone].map(|field| {
        let value = fields.value(field);
        (!value.is_empty()).then(|| view! { <input type="hidden" name=field.as_str() value=value/> })
    });
    let letters = form.value(F::Locale.as_str(), known.map_or(locale, |known| known.locale).code());
    view! {
        <fieldset class="form__group">
            <legend>{text!(locale, profile.who)}</legend>
            <p class="hint">{text!(locale, profile.as_in_document)}</p>
            <div class="cols">
                {fields.line(F::Surname, Line::plain("family-name"))}
                {fields.line(F::GivenName, Line::plain("given-name"))}
            </div>
            <div class="cols">
                {fields.line(F::Patronymic, Line::plain("additional-name"))}
                {birth_date(fields)}
            </div>
            {sex(fields)}
        </fieldset>
        <fieldset class="form__group">
            <legend>{text!(locale, profile.work)}</legend>
            <div class="cols">
                {fields.list(F::Region, region_options(locale))}
                {fields.list(F::Profession, profession_options(locale))}
            </div>
            {unseen.into_iter().flatten().collect_view()}
            <input type="hidden" name=F::Locale.as_str() value=letters/>
        </fieldset>
    }
    .into_any()
}

/// Groups of fields of somebody else's record, for staff: nothing in them speaks to the person, and the browser fills
/// in nothing of its own user.
pub fn staff_fields(locale: Locale, form: &FormState, known: Option<&OwnProfile>) -> AnyView {
    let fields = Fields { locale, form, known, is_own: false };
    view! {
        {about(fields)}
        {work(fields)}
        {contact(fields)}
    }
    .into_any()
}

/// Fields of one form, each as the table of fields has it.
#[derive(Clone, Copy)]
struct Fields<'a> {
    locale: Locale,
    form: &'a FormState,
    known: Option<&'a OwnProfile>,
    /// True if the reader describes themselves.
    is_own: bool,
}

/// Look of a line of text, and what a browser may fill into it.
struct Line {
    hint: Option<String>,
    /// Type of the input: `text` or `tel`.
    kind: &'static str,
    autocomplete: &'static str,
    inputmode: Option<&'static str>,
    size: InputSize,
}

impl Line {
    fn plain(autocomplete: &'static str) -> Self {
        Self { hint: None, kind: "text", autocomplete, inputmode: None, size: InputSize::Wide }
    }
}

impl Fields<'_> {
    /// Typed value of a field, or else the known one.
    fn value(self, field: ProfileField) -> String {
        self.form.value(field.as_str(), &self.known.map(|known| known.value(field)).unwrap_or_default())
    }

    fn label(self, field: ProfileField) -> String {
        field_label(self.locale, field)
    }

    /// Tells whether it may be left empty.
    fn is_optional(self, field: ProfileField) -> bool {
        match self.known {
            Some(known) if !self.is_own => !known.must_have(field),
            _ => !field.is_required(),
        }
    }

    /// Hint for people who describe themselves; staff need none.
    fn hint(self, words: String) -> Option<String> {
        self.is_own.then_some(words)
    }

    fn problem(self, field: ProfileField) -> Option<Problem> {
        self.form.problem(field.as_str())
    }

    fn line(self, field: ProfileField, line: Line) -> impl IntoView + use<> {
        let Line { hint, kind, autocomplete, inputmode, size } = line;
        let autocomplete = if self.is_own { autocomplete } else { "off" };
        view! {
            <TextField locale=self.locale name=field.as_str() label=self.label(field) value=self.value(field)
                problem=self.problem(field) nostrip:hint=hint optional=self.is_optional(field) kind autocomplete
                nostrip:inputmode=inputmode maxlength=field.longest() size/>
        }
    }

    fn list(self, field: ProfileField, options: Vec<(String, String)>) -> impl IntoView + use<> {
        // the only list for which browsers have something to fill in
        let autocomplete = (self.is_own && field == ProfileField::Region).then_some("address-level1");
        view! {
            <SelectField locale=self.locale name=field.as_str() label=self.label(field) options
                chosen=self.value(field) problem=self.problem(field) optional=self.is_optional(field)
                placeholder=text!(self.locale, profile.choose) nostrip:autocomplete=autocomplete/>
        }
    }

    fn choice(self, field: ProfileField, options: Vec<(String, String)>, chosen: String) -> impl IntoView + use<> {
        view! {
            <ChoiceField locale=self.locale name=field.as_str() label=self.label(field) options chosen
                problem=self.problem(field)/>
        }
    }
}

fn about(fields: Fields<'_>) -> impl IntoView + use<> {
    use ProfileField as F;
    let locale = fields.locale;
    let surname = Line { hint: fields.hint(text!(locale, profile.surname_hint)), ..Line::plain("family-name") };
    let patronymic = Line { size: InputSize::Medium, ..Line::plain("additional-name") };
    let second_spelling = Line { hint: fields.hint(text!(locale, profile.second_spelling_hint)), ..Line::plain("off") };
    let iin = Line {
        hint: Some(if fields.is_own { text!(locale, profile.iin_hint) } else { text!(locale, profile.iin_seen_hint) }),
        inputmode: Some("numeric"),
        size: InputSize::Small,
        ..Line::plain("off")
    };
    let legend = if fields.is_own { text!(locale, profile.who) } else { text!(locale, profile.who_staff) };
    let as_in_document =
        fields.hint(text!(locale, profile.as_in_document)).map(|words| view! { <p class="hint">{words}</p> });
    view! {
        <fieldset class="form__group">
            <legend>{legend}</legend>
            {as_in_document}
            <div class="cols">
                {fields.line(F::Surname, surname)}
                {fields.line(F::GivenName, Line::plain("given-name"))}
            </div>
            {fields.line(F::Patronymic, patronymic)}
            {fields.line(F::SecondSpelling, second_spelling)}
            {fields.line(F::Iin, iin)}
            <div class="cols">
                {birth_date(fields)}
                {sex(fields)}
            </div>
        </fieldset>
    }
}

fn birth_date(fields: Fields<'_>) -> AnyView {
    let field = ProfileField::BirthDate;
    if fields.is_own {
        view! {
            <BirthDayField locale=fields.locale name=field.as_str() label=fields.label(field) value=fields.value(field)
                problem=fields.problem(field)/>
        }
        .into_any()
    } else {
        fields.line(field, Line { size: InputSize::Small, ..Line::plain("off") }).into_any()
    }
}

fn sex(fields: Fields<'_>) -> impl IntoView + use<> {
    let locale = fields.locale;
    let sexes = [(Sex::Female, text!(locale, profile.female)), (Sex::Male, text!(locale, profile.male))]
        .map(|(sex, words)| (sex.as_str().to_owned(), words));
    fields.choice(ProfileField::Sex, sexes.to_vec(), fields.value(ProfileField::Sex))
}

fn work(fields: Fields<'_>) -> impl IntoView + use<> {
    use ProfileField as F;
    let locale = fields.locale;
    let legend = if fields.is_own { text!(locale, profile.work) } else { text!(locale, profile.work_staff) };
    view! {
        <fieldset class="form__group">
            <legend>{legend}</legend>
            {fields.list(F::Region, region_options(locale))}
            {fields.list(F::Profession, profession_options(locale))}
            {fields.line(F::Organization, Line::plain("organization"))}
            {fields.list(F::OrganizationType, organization_options(locale))}
        </fieldset>
    }
}

/// Names of the languages, each in its own language.
fn languages() -> Vec<(String, String)> {
    let name = |locale| match locale {
        Locale::Kk => "Қазақша",
        Locale::Ru => "Русский",
        Locale::En => "English",
    };
    Locale::ALL.map(|locale| (locale.code().to_owned(), name(locale).to_owned())).to_vec()
}

fn contact(fields: Fields<'_>) -> impl IntoView + use<> {
    use ProfileField as F;
    let Fields { locale, form, known, is_own } = fields;
    let letters = known.map_or(locale, |known| known.locale);
    let phone = Line {
        hint: Some(text!(locale, profile.phone_hint)),
        kind: "tel",
        size: InputSize::Medium,
        ..Line::plain("tel")
    };
    let legend = if is_own { text!(locale, profile.contact) } else { text!(locale, profile.contact_staff) };
    // the language of letters belongs to the account, and its owner chooses it; whoever has none yet says it on paper
    let language = (is_own || known.is_none())
        .then(|| fields.choice(F::Locale, languages(), form.value(F::Locale.as_str(), letters.code())));
    view! {
        <fieldset class="form__group">
            <legend>{legend}</legend>
            {fields.line(F::Phone, phone)}
            {language}
        </fieldset>
    }
}
