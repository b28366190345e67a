//! Fields of a run, beside its meetings and trainers.

use leptos::prelude::*;

use super::{editor::Editor, meetings::meetings, ready::ready, trainers::trainers};
use crate::{
    courses::{
        model::{
            Admission, Course,
            draft::{ACTION, COURSE, RunDraft, VERSION},
            timetable::{FIRST, FROM, NOT_ON, ON, TIMES, TO},
        },
        pages::{
            parts::{Picked, admission_words},
            staff::trio::Trio,
        },
    },
    ground::{Locale, Localized},
    i18n::{dates, text},
    ui::{
        ChoiceField, EditorField, Icon, IconName, InputSize, SelectField, capitalized, fallback::language_name,
        letter_previews, region_options,
    },
};

impl Editor<'_> {
    pub(super) fn view(self, courses: &[Course]) -> AnyView {
        let version = match (self.now, self.run) {
            // a reader who has been shown the other change decides by it from now on
            (Some(_), Some(details)) => details.revision.to_string(),
            (_, Some(details)) => self.form.value(VERSION, &details.revision.to_string()),
            (_, None) => String::new(),
        };
        let labels = self.labels();
        view! {
            {self.form.summary(self.locale, &labels)}
            <form class="split split--late" method="post" novalidate>
                <input type="hidden" name=VERSION value=version/>
                // the button of a form that is sent by the key Enter is the first one
                <button class="vh" name=ACTION value="save" tabindex="-1" aria-hidden="true">{text!(self.locale, run_editor.save)}</button>
                <aside class="panel stack" aria-labelledby="ready">
                    {ready(self.locale, self.draft, self.course, self.is_announced() || self.is_over())}
                    {self.buttons()}
                </aside>
                <fieldset class="form" disabled=self.is_over()>
                    {self.group(courses)}
                    {self.seats()}
                    {self.held()}
                    {meetings(self)}
                    {trainers(self)}
                </fieldset>
            </form>
        }
        .into_any()
    }

    fn buttons(&self) -> Option<AnyView> {
        let locale = self.locale;
        if self.is_over() {
            return None;
        }
        let saved = self.run.and_then(|details| details.changed_at).map(|at| {
            let words = text!(
                locale,
                run_editor.saved_at,
                day = dates::long(locale, crate::ground::clock::day_of(at)),
                time = dates::time(at)
            );
            view! { <p class="small muted">{words}</p> }
        });
        let cancelling = self.letters.map(|letters| letter_previews(locale, letters.cancel.clone()));
        let change = self.letters.and_then(|letters| letters.change.clone()).map(|change| {
            if change.letters.is_empty() {
                view! { <p class="small">{text!(locale, run_editor.no_letters)}</p> }.into_any()
            } else {
                letter_previews(locale, change).into_any()
            }
        });
        let cancel = self.run.map(|_| {
            view! {
                <details>
                    <summary>{text!(locale, run_editor.cancel)}</summary>
                    <div class="stack stack--2">
                        <p class="small">{text!(locale, run_editor.cancel_more)}</p>
                        {cancelling}
                        <button class="btn btn--plain btn--bad" name=ACTION value="cancel">
                            {text!(locale, run_editor.cancel_now)}
                        </button>
                    </div>
                </details>
            }
        });
        let buttons = if self.is_announced() {
            view! {
                <p class="small muted">{text!(locale, run_editor.save_more)}</p>
                {change}
                <button class="btn btn--go btn--wide" name=ACTION value="save">{text!(locale, run_editor.save)}</button>
                <button class="btn btn--wide" name=ACTION value="letters">
                    <Icon name=IconName::Mail/>{text!(locale, run_editor.show_letters)}
                </button>
            }
            .into_any()
        } else {
            view! {
                <p class="small muted">{text!(locale, run_editor.publish_more)}</p>
                <button class="btn btn--go btn--wide" name=ACTION value="publish">
                    {text!(locale, run_editor.publish)}
                </button>
                <button class="btn btn--wide" name=ACTION value="save">{text!(locale, run_editor.save_draft)}</button>
            }
            .into_any()
        };
        Some(view! { {buttons}{saved}{cancel} }.into_any())
    }

    fn group(&self, courses: &[Course]) -> impl IntoView + use<> {
        let (locale, draft) = (self.locale, self.draft);
        let course = if let Some(details) = self.run {
            let title = Picked::of(locale, &details.course.title);
            view! {
                    <dl class="facts facts--tight">
                        <div><dt>{text!(locale, run_editor.course)}</dt><dd lang=title.lang>{title.words}</dd></div>
                        <div><dt>{text!(locale, run_editor.hours_of_course)}</dt><dd>{hours_of(locale, &details.course)}</dd></div>
                    </dl>
                }
                .into_any()
        } else {
            let options = courses
                .iter()
                .map(|course| {
                    (course.code.clone(), format!("{} {}", course.code, Picked::of(locale, &course.title).words))
                })
                .collect();
            let hint = self.course.map(|course| hours_of(locale, course));
            view! {
                <SelectField locale name=COURSE label=text!(locale, run_editor.course) options
                    chosen=self.course.map(|course| course.code.clone()).unwrap_or_default()
                    placeholder=text!(locale, run_editor.choose) nostrip:hint=hint problem=self.problem(COURSE)/>
            }
            .into_any()
        };
        let code = if self.is_announced() || self.is_over() {
            let code = draft.code.clone();
            view! {
                <dl class="facts facts--tight"><div><dt>{text!(locale, run_editor.code)}</dt><dd class="nowrap">{code.clone()}</dd></div></dl>
                <input type="hidden" name="code" value=code/>
            }
            .into_any()
        } else {
            let hint = text!(locale, run_editor.code_hint);
            self.line("code", text!(locale, run_editor.code), &draft.code, Some(hint), |now| now.code.clone())
        };
        let languages =
            Locale::ALL.map(|language| (language.code().to_owned(), capitalized(&language_name(locale, language))));
        let language_now = self.saved_now(&draft.language, |now| now.language.clone());
        view! {
            <fieldset class="form__group panel">
                <legend>{text!(locale, run_editor.group)}</legend>
                {course}
                <div class="cols">
                    <SelectField locale name="language" label=text!(locale, run_editor.language) options=languages.to_vec()
                        chosen=draft.language.clone() placeholder=text!(locale, run_editor.choose)
                        nostrip:hint=language_now problem=self.problem("language")/>
                    {code}
                </div>
                <div class="cols">
                    {self.day("starts_on", text!(locale, run_editor.starts_on), &draft.starts_on, None, |now| now.starts_on.clone())}
                    {self.day("ends_on", text!(locale, run_editor.ends_on), &draft.ends_on, None, |now| now.ends_on.clone())}
                    {self.day("enroll_until", text!(locale, run_editor.enroll_until), &draft.enroll_until,
                        Some(text!(locale, run_editor.enroll_until_hint)), |now| now.enroll_until.clone())}
                </div>
            </fieldset>
        }
    }

    fn seats(&self) -> impl IntoView + use<> {
        let (locale, draft) = (self.locale, self.draft);
        let taken = self.run.map(|details| details.run.places.taken).filter(|taken| *taken > 0);
        let hint = taken.map(|taken| text!(locale, run_editor.taken, count = taken));
        let admissions = [Admission::FirstCome, Admission::Selection]
            .map(|admission| (admission.as_str().to_owned(), admission_words(locale, admission)));
        view! {
            <fieldset class="form__group panel">
                <legend>{text!(locale, run_editor.seats)}</legend>
                <div class="cols">
                    {self.number("capacity", text!(locale, run_editor.capacity), &draft.capacity, hint, |now| now.capacity.clone())}
                    {self.number("offer_hours", text!(locale, run_editor.offer_hours), &draft.offer_hours, None,
                        |now| now.offer_hours.clone())}
                </div>
                <ChoiceField locale name="admission" label=text!(locale, run_editor.admission)
                    options=admissions.to_vec() chosen=draft.admission.clone() problem=self.problem("admission")/>
                {self.day("decides_on", text!(locale, run_editor.decides_on), &draft.decides_on,
                    Some(text!(locale, run_editor.decides_on_hint)), |now| now.decides_on.clone())}
            </fieldset>
        }
    }

    fn held(&self) -> impl IntoView + use<> {
        let (locale, draft) = (self.locale, self.draft);
        let region_now = self.saved_now(&draft.region, |now| now.region.clone());
        let all = |text: &Localized| [&text.kk, &text.ru, &text.en].map(String::as_str).join(" / ");
        let venue_now = self.saved_now(&all(&draft.venue), |now| all(&now.venue));
        view! {
            <fieldset class="form__group panel">
                <legend>{text!(locale, run_editor.held)}</legend>
                <SelectField locale name="region" label=text!(locale, ui.region) options=region_options(locale)
                    chosen=draft.region.clone() placeholder=text!(locale, run_editor.no_region) nostrip:hint=region_now
                    problem=self.problem("region")/>
                <Trio locale name="venue" legend=text!(locale, run_editor.venue) value=draft.venue.clone()
                    hint=Some(venue_now.unwrap_or_else(|| text!(locale, run_editor.venue_hint)))
                    problem=self.problem("venue_kk")/>
            </fieldset>
        }
    }

    fn line(
        &self,
        name: &'static str,
        label: String,
        value: &str,
        hint: Option<String>,
        now: impl Fn(&RunDraft) -> String,
    ) -> AnyView {
        self.field(name, label, value, self.saved_now(value, now).or(hint)).line(InputSize::Wide)
    }

    fn day(
        &self,
        name: &'static str,
        label: String,
        value: &str,
        hint: Option<String>,
        now: impl Fn(&RunDraft) -> String,
    ) -> AnyView {
        self.field(name, label, value, self.saved_now(value, now).or(hint)).day()
    }

    fn number(
        &self,
        name: &'static str,
        label: String,
        value: &str,
        hint: Option<String>,
        now: impl Fn(&RunDraft) -> String,
    ) -> AnyView {
        self.field(name, label, value, self.saved_now(value, now).or(hint)).number()
    }

    fn field(&self, name: &'static str, label: String, value: &str, hint: Option<String>) -> EditorField {
        let problem = self.problem(name);
        EditorField { locale: self.locale, name, label, value: value.to_owned(), hint, problem }
    }

    /// Names of all fields, for the summary of errors.
    fn labels(&self) -> Vec<(String, String)> {
        let locale = self.locale;
        let of_run = [
            (COURSE, text!(locale, run_editor.course)),
            ("code", text!(locale, run_editor.code)),
            ("language", text!(locale, run_editor.language)),
            ("starts_on", text!(locale, run_editor.starts_on)),
            ("ends_on", text!(locale, run_editor.ends_on)),
            ("enroll_until", text!(locale, run_editor.enroll_until)),
            ("decides_on", text!(locale, run_editor.decides_on)),
            ("capacity", text!(locale, run_editor.capacity)),
            ("offer_hours", text!(locale, run_editor.offer_hours)),
            ("admission", text!(locale, run_editor.admission)),
            ("region", text!(locale, ui.region)),
            ("venue_kk", text!(locale, run_editor.venue)),
            (ON, text!(locale, run_editor.weekdays)),
            (FROM, text!(locale, run_editor.from)),
            (TO, text!(locale, run_editor.to)),
            (FIRST, text!(locale, run_editor.first)),
            (TIMES, text!(locale, run_editor.times)),
            (NOT_ON, text!(locale, run_editor.not_on)),
        ]
        .map(|(name, label)| (name.to_owned(), label));
        let of_meetings = (1..=self.draft.meetings.len()).flat_map(|row| {
            ["meeting_on", "meeting_from", "meeting_to", "meeting_hours", "meeting_topic_kk"]
                .map(|name| (format!("{name}.{row}"), text!(locale, run_editor.meeting, row = row)))
        });
        let of_trainers = (1..=self.draft.trainers.len()).flat_map(|row| {
            ["trainer_name", "trainer_about_kk", "trainer_email"]
                .map(|name| (format!("{name}.{row}"), text!(locale, run_editor.trainer, row = row)))
        });
        of_run.into_iter().chain(of_meetings).chain(of_trainers).collect()
    }
}

fn hours_of(locale: Locale, course: &Course) -> String {
    let hours = course.academic_hours.unsigned_abs();
    text!(locale, run_editor.hours_of_minutes, count = hours, minutes = course.minutes_per_hour)
}
