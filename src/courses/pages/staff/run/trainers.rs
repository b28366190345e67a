//! Trainers of a run: their names, a line about them, their consent, and the account with which they sign in.

use leptos::prelude::*;

use super::editor::Editor;
use crate::{
    courses::model::draft::{ACTION, ADD_TRAINER, DROP_TRAINER, TrainerDraft},
    ground::Locale,
    i18n::text,
    ui::{Icon, IconName, field::problem_words},
};

pub(super) fn trainers(editor: Editor<'_>) -> impl IntoView + use<> {
    let (locale, draft) = (editor.locale, editor.draft);
    let rows = (1..).zip(&draft.trainers).map(|(row, trainer)| one(editor, row, trainer)).collect_view();
    let changed = editor.now.filter(|now| now.trainers != draft.trainers).map(|now| {
        let names = now.trainers.iter().map(|trainer| trainer.name.clone()).collect::<Vec<_>>().join(", ");
        view! { <p class="hint">{text!(locale, run_editor.saved_now, value = names)}</p> }
    });
    view! {
        <fieldset class="form__group panel" id="trainers">
            <legend>{text!(locale, run_editor.trainers)}</legend>
            <p class="hint">{text!(locale, run_editor.trainers_hint)}</p>
            {changed}
            {rows}
            <p class="row">
                <button class="btn" name=ACTION value=ADD_TRAINER>{text!(locale, run_editor.add_trainer)}</button>
            </p>
        </fieldset>
    }
}

fn one(editor: Editor<'_>, row: usize, trainer: &TrainerDraft) -> impl IntoView + use<> {
    let locale = editor.locale;
    let line = |name: &'static str, label: String, value: &str, kind: &'static str| {
        let (id, value) = (format!("{name}.{row}"), value.to_owned());
        let problem = editor.problem(&id);
        let (described, invalid) = (problem.map(|_| format!("{id}-error")), problem.map(|_| "true"));
        let error = problem.map(|problem| {
            let words = problem_words(locale, problem);
            view! { <p class="err" id=format!("{id}-error")><Icon name=IconName::Alert/><span>{words}</span></p> }
        });
        view! {
            <div class=if problem.is_some() { "field field--bad" } else { "field" }>
                <label for=id.clone()>{label}</label>
                {error}
                <input class="input" type=kind id=id name=name value=value aria-invalid=invalid
                    aria-describedby=described autocomplete="off"/>
            </div>
        }
    };
    let about = Locale::ALL
        .map(|language| {
            let name = match language {
                Locale::Kk => "trainer_about_kk",
                Locale::Ru => "trainer_about_ru",
                Locale::En => "trainer_about_en",
            };
            let (code, id) = (language.code(), format!("{name}.{row}"));
            let value = trainer.about.part(language).to_owned();
            view! {
                <div class="field">
                    <label for=id.clone()>{text!(locale, run_editor.trainer_about)}" ("{code}")"</label>
                    <input class="input" id=id name=name lang=code value=value autocomplete="off"/>
                </div>
            }
        })
        .collect_view();
    let drop = text!(locale, run_editor.drop_trainer);
    view! {
        <fieldset class="stack stack--2">
            <legend>{text!(locale, run_editor.trainer, row = row)}</legend>
            <div class="cols">
                {line("trainer_name", text!(locale, run_editor.trainer_name), &trainer.name, "text")}
                {line("trainer_email", text!(locale, run_editor.trainer_email), &trainer.email, "email")}
            </div>
            <div class="trio">{about}</div>
            <label class="choice">
                <input type="checkbox" name="trainer_public" value=row checked=trainer.is_public/>
                <span>{text!(locale, run_editor.trainer_public)}</span>
            </label>
            <p><button class="btn btn--plain" name=ACTION value=format!("{DROP_TRAINER}{row}")>{drop}</button></p>
        </fieldset>
    }
}
