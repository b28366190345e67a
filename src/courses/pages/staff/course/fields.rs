//! Fields of a course, and its preview as the public sees it.

use leptos::prelude::*;

use super::PREVIEW;
use crate::{
    courses::{
        model::{
            Course, Format,
            course_form::{ADD_VALIDITY, CourseForm, DROP_VALIDITY, VALIDITY_FOR, VALIDITY_PROFESSION},
            draft::{ACTION, VERSION},
        },
        pages::{course::course_preview, parts::format_words, staff::trio::Trio},
        service::CourseRecord,
    },
    ground::{Locale, Localized, Problem},
    i18n::text,
    reference::COMPETENCE_AREAS,
    ui::{
        EditorField, FormState, Icon, IconName, InputSize, SelectField, capitalized, field::problem_words,
        profession_options,
    },
};

/// Names of the languages in themselves.
const LANGUAGES: [(Locale, &str); 3] = [(Locale::Kk, "Қазақша"), (Locale::Ru, "Русский"), (Locale::En, "English")];

/// Editor of one course: what is typed, and what is known.
#[derive(Clone, Copy)]
pub(super) struct CourseEditor<'a> {
    pub locale: Locale,
    pub form: &'a FormState,
    pub course: &'a CourseForm,
    /// Course that is edited; `None`: it is new.
    pub record: Option<&'a CourseRecord>,
    /// Course as somebody else has saved it meanwhile.
    pub now: Option<&'a CourseForm>,
    /// Language of the preview.
    pub preview: Locale,
}

impl CourseEditor<'_> {
    fn saved_now(&self, typed: &str, of: impl Fn(&CourseForm) -> String) -> Option<String> {
        let now = of(self.now?);
        (now != typed).then(|| text!(self.locale, run_editor.saved_now, value = now))
    }

    pub(super) fn view(self) -> AnyView {
        let (locale, course) = (self.locale, self.course);
        let version = match (self.now, self.record) {
            (Some(_), Some(record)) => record.revision.to_string(),
            (_, Some(record)) => self.form.value(VERSION, &record.revision.to_string()),
            (_, None) => String::new(),
        };
        let code = self
            .record
            .is_none()
            .then(|| self.line("code", text!(locale, course_editor.code), &course.code, None, |now| now.code.clone()));
        view! {
            {self.form.summary(locale, &self.labels())}
            <form class="form" method="post" novalidate>
                <input type="hidden" name=VERSION value=version/>
                // the button of a form that is sent by the key Enter is the first one
                <button class="vh" name=ACTION value="save" tabindex="-1" aria-hidden="true">{text!(locale, run_editor.save)}</button>
                <fieldset class="form__group panel">
                    <legend>{text!(locale, course_editor.texts)}</legend>
                    {code}
                    {self.trio("title", text!(locale, course_editor.title), &course.title, None, 2, |now| &now.title)}
                    {self.trio("summary", text!(locale, course_editor.summary), &course.summary, None, 3, |now| &now.summary)}
                    {self.trio("outcomes", text!(locale, courses.outcomes), &course.outcomes,
                        Some(text!(locale, course_editor.one_a_line)), 5, |now| &now.outcomes)}
                    {self.trio("conditions", text!(locale, courses.conditions), &course.conditions,
                        Some(text!(locale, course_editor.one_a_line)), 2, |now| &now.conditions)}
                </fieldset>
                {self.volume()}
                {self.validity()}
                {self.preview()}
                {self.buttons()}
            </form>
        }
        .into_any()
    }

    fn trio(
        &self,
        name: &'static str,
        legend: String,
        value: &Localized,
        hint: Option<String>,
        rows: u8,
        of: fn(&CourseForm) -> &Localized,
    ) -> AnyView {
        let all = |text: &Localized| [&text.kk, &text.ru, &text.en].map(String::as_str).join(" / ");
        let hint = self.saved_now(&all(value), |now| all(of(now))).or(hint);
        let problem = self.form.problem(&format!("{name}_kk"));
        view! { <Trio locale=self.locale name legend value=value.clone() hint problem rows/> }.into_any()
    }

    fn volume(&self) -> impl IntoView + use<> {
        let (locale, course) = (self.locale, self.course);
        let areas = COMPETENCE_AREAS.iter().map(|area| (area.code.to_owned(), capitalized(area.name.get(locale))));
        let formats =
            Format::ALL.iter().map(|format| (format.as_str().to_owned(), capitalized(&format_words(locale, *format))));
        let choose = || text!(locale, run_editor.choose);
        view! {
            <fieldset class="form__group panel">
                <legend>{text!(locale, course_editor.volume)}</legend>
                <div class="cols">
                    {self.number("academic_hours", text!(locale, course_editor.academic_hours), &course.academic_hours, None,
                        |now| now.academic_hours.clone())}
                    {self.number("minutes_per_hour", text!(locale, course_editor.minutes_per_hour), &course.minutes_per_hour,
                        Some(text!(locale, course_editor.minutes_hint)), |now| now.minutes_per_hour.clone())}
                    <SelectField locale name="format" label=text!(locale, courses.format) options=formats.collect()
                        chosen=course.format.clone() placeholder=choose() problem=self.form.problem("format")
                        nostrip:hint=self.saved_now(&course.format, |now| now.format.clone())/>
                    <SelectField locale name="competence_area" label=text!(locale, courses.area) options=areas.collect()
                        chosen=course.competence_area.clone() placeholder=choose()
                        problem=self.form.problem("competence_area")
                        nostrip:hint=self.saved_now(&course.competence_area, |now| now.competence_area.clone())/>
                    {self.number("min_attendance", text!(locale, course_editor.min_attendance), &course.min_attendance,
                        Some(text!(locale, course_editor.attendance_hint)), |now| now.min_attendance.clone())}
                    {self.number("pass_mark", text!(locale, course_editor.pass_mark), &course.pass_mark,
                        Some(text!(locale, course_editor.pass_mark_hint)), |now| now.pass_mark.clone())}
                </div>
            </fieldset>
        }
    }

    fn validity(&self) -> impl IntoView + use<> {
        let (locale, course) = (self.locale, self.course);
        let changed = self.now.filter(|now| now.validity != course.validity).map(|now| {
            let saved =
                now.validity.iter().map(|(of, months)| format!("{of}: {months}")).collect::<Vec<_>>().join(", ");
            view! { <p class="hint">{text!(locale, run_editor.saved_now, value = saved)}</p> }
        });
        let rows = (1..).zip(&course.validity).map(|(row, validity)| self.validity_row(row, validity)).collect_view();
        view! {
            <fieldset class="form__group panel">
                <legend>{text!(locale, course_editor.validity)}</legend>
                {self.number("validity_months", text!(locale, course_editor.validity_months), &course.validity_months,
                    Some(text!(locale, course_editor.validity_hint)), |now| now.validity_months.clone())}
                <p class="hint">{text!(locale, course_editor.by_profession)}</p>
                {changed}
                {rows}
                <p><button class="btn" name=ACTION value=ADD_VALIDITY>{text!(locale, course_editor.add_profession)}</button></p>
            </fieldset>
        }
    }

    fn validity_row(&self, row: usize, (chosen, months): &(String, String)) -> impl IntoView + use<> {
        let locale = self.locale;
        let (of, long) = (format!("{VALIDITY_PROFESSION}.{row}"), format!("{VALIDITY_FOR}.{row}"));
        let error = |id: &str, problem: Option<Problem>| {
            let id = format!("{id}-error");
            problem.map(|problem| {
                let words = problem_words(locale, problem);
                view! { <p class="err" id=id><Icon name=IconName::Alert/><span>{words}</span></p> }
            })
        };
        let (of_problem, long_problem) = (self.form.problem(&of), self.form.problem(&long));
        let described = |id: &str, problem: Option<Problem>| problem.map(|_| format!("{id}-error"));
        let options = profession_options(locale)
            .into_iter()
            .map(|(value, words)| {
                let selected = value == *chosen;
                view! { <option value=value selected=selected>{words}</option> }
            })
            .collect_view();
        let drop = text!(locale, course_editor.drop_profession, row = row);
        view! {
            <div class="cols">
                <div class="field">
                    <label for=of.clone()>{text!(locale, course_editor.profession)}</label>
                    {error(&of, of_problem)}
                    <select class="input" id=of.clone() name=VALIDITY_PROFESSION aria-invalid=of_problem.map(|_| "true")
                        aria-describedby=described(&of, of_problem)>
                        <option value="">{text!(locale, run_editor.choose)}</option>
                        {options}
                    </select>
                </div>
                <div class="field">
                    <label for=long.clone()>{text!(locale, course_editor.months)}</label>
                    {error(&long, long_problem)}
                    <input class="input input--s" id=long.clone() name=VALIDITY_FOR value=months.clone() inputmode="numeric"
                        autocomplete="off" aria-invalid=long_problem.map(|_| "true")
                        aria-describedby=described(&long, long_problem)/>
                </div>
                <p><button class="btn btn--plain" name=ACTION value=format!("{DROP_VALIDITY}{row}")>{drop}</button></p>
            </div>
        }
    }

    /// Course as the public sees it, of what is typed, if it can be a course.
    fn preview(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let buttons = LANGUAGES
            .map(|(language, name)| {
                let pressed = if language == self.preview { "true" } else { "false" };
                view! {
                    <button class="btn" name=ACTION value=format!("{PREVIEW}{}", language.code()) lang=language.code()
                        aria-pressed=pressed>{name}</button>
                }
            })
            .collect_view();
        let known = self.record.map(|record| &record.course);
        let shown = match self.course.check() {
            Ok(course) => {
                let counts_toward_target = known.is_some_and(|known| known.counts_toward_target);
                let course = Course { counts_toward_target, ..course };
                let lang = (self.preview != locale).then(|| self.preview.code());
                view! { <div class="preview" lang=lang>{course_preview(self.preview, &course)}</div> }.into_any()
            }
            Err(_) => view! { <p class="muted">{text!(locale, course_editor.no_preview)}</p> }.into_any(),
        };
        view! {
            <section class="stack" aria-labelledby="preview">
                <div class="row row--apart row--base">
                    <h2 id="preview">{text!(locale, course_editor.preview)}</h2>
                    <p class="row">{buttons}</p>
                </div>
                {shown}
            </section>
        }
    }

    fn buttons(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let archive = self.record.map(|record| match record.archived_at {
            None => view! {
                <button class="btn btn--plain" name=ACTION value="archive">{text!(locale, course_editor.archive)}</button>
            }
            .into_any(),
            Some(_) => view! {
                <button class="btn btn--plain" name=ACTION value="restore">{text!(locale, course_editor.restore)}</button>
            }
            .into_any(),
        });
        view! {
            <div class="bulk">
                <p class="small">{text!(locale, course_editor.save_more)}</p>
                <button class="btn btn--go" name=ACTION value="save">{text!(locale, run_editor.save)}</button>
                {archive}
            </div>
        }
    }

    fn line(
        &self,
        name: &'static str,
        label: String,
        value: &str,
        hint: Option<String>,
        now: impl Fn(&CourseForm) -> String,
    ) -> AnyView {
        self.field(name, label, value, self.saved_now(value, now).or(hint)).line(InputSize::Medium)
    }

    fn number(
        &self,
        name: &'static str,
        label: String,
        value: &str,
        hint: Option<String>,
        now: impl Fn(&CourseForm) -> String,
    ) -> AnyView {
        self.field(name, label, value, self.saved_now(value, now).or(hint)).number()
    }

    fn field(&self, name: &'static str, label: String, value: &str, hint: Option<String>) -> EditorField {
        let problem = self.form.problem(name);
        EditorField { locale: self.locale, name, label, value: value.to_owned(), hint, problem }
    }

    /// Names of all fields, for the summary of errors.
    fn labels(&self) -> Vec<(String, String)> {
        let locale = self.locale;
        let of_course = [
            ("code", text!(locale, course_editor.code)),
            ("title_kk", text!(locale, course_editor.title)),
            ("summary_kk", text!(locale, course_editor.summary)),
            ("outcomes_kk", text!(locale, courses.outcomes)),
            ("conditions_kk", text!(locale, courses.conditions)),
            ("academic_hours", text!(locale, course_editor.academic_hours)),
            ("minutes_per_hour", text!(locale, course_editor.minutes_per_hour)),
            ("format", text!(locale, courses.format)),
            ("competence_area", text!(locale, courses.area)),
            ("min_attendance", text!(locale, course_editor.min_attendance)),
            ("pass_mark", text!(locale, course_editor.pass_mark)),
            ("validity_months", text!(locale, course_editor.validity_months)),
        ]
        .map(|(name, label)| (name.to_owned(), label));
        let of_validity = (1..=self.course.validity.len()).flat_map(|row| {
            [
                (format!("{VALIDITY_PROFESSION}.{row}"), text!(locale, course_editor.profession)),
                (format!("{VALIDITY_FOR}.{row}"), text!(locale, course_editor.months)),
            ]
        });
        of_course.into_iter().chain(of_validity).collect()
    }
}
