//! Fields in every state, and the forms around them.

use leptos::prelude::*;

use super::{part, say};
use crate::{
    ground::{Locale, Problem},
    reference::{PROFESSIONS, REGIONS},
    ui::{
        BirthDayField, ChoiceField, CodeField, DayField, Icon, IconName, InputSize, PasswordField, SelectField,
        TextField, TickField, TicksField,
    },
};

pub(super) fn all(locale: Locale) -> AnyView {
    let form = view! {
        <form class="form panel" method="post" novalidate>
            {typed(locale)}
            {secret(locale)}
            {chosen(locale)}
            {consent(locale)}
            {buttons(locale)}
        </form>
    };
    let search = view! { <form role="search" class="stack stack--5">{search(locale)}</form> };
    let mistyped = Some(Problem::CheckCodeMistyped);
    let code = view! { <form class="panel"><CodeField locale value="4H7K-Q2MX" problem=mistyped hint=true/></form> };
    [
        part("fields", say(locale, "Өрістер", "Поля", "Fields"), form),
        part("search", say(locale, "Іздеу", "Поиск", "Search"), search),
        part("check", say(locale, "Тексеру коды", "Код проверки", "Check code"), code),
    ]
    .collect_view()
    .into_any()
}

fn typed(locale: Locale) -> AnyView {
    let surname = || say(locale, "Тегі", "Фамилия", "Surname");
    let name = say(locale, "Аты", "Имя", "Given name");
    let patronymic = say(locale, "Әкесінің аты", "Отчество", "Patronymic");
    let iin = || say(locale, "ЖСН", "ИИН", "IIN");
    let digits = || say(locale, "12 цифр", "12 цифр", "12 digits");
    let document = say(locale, "Жеке куәліктегідей", "Как в удостоверении", "As in the identity document");
    let email = say(locale, "Электрондық пошта", "Электронная почта", "E-mail");
    let phone = say(locale, "Телефон", "Телефон", "Telephone");
    let born = || say(locale, "Туған күні", "Дата рождения", "Date of birth");
    let day = || say(locale, "Күні", "День", "Day");
    view! {
        <fieldset class="form__group">
            <legend>{say(locale, "Сіз кімсіз", "Кто вы", "Who you are")}</legend>
            <div class="cols">
                <TextField locale name="surname" label=surname() value="" problem=None autocomplete="family-name"/>
                <TextField locale name="surname_long" label=surname() value="Үлгісынақмұхаммедова" problem=None/>
                <TextField locale name="name_bad" label=name value="" problem=Some(Problem::Required)/>
            </div>
            <TextField locale name="patronymic" label=patronymic value="" problem=None hint=document optional=true
                size=InputSize::Medium/>
            <div class="cols">
                <TextField locale name="iin" label=iin() value="" problem=None hint=digits() inputmode="numeric"
                    maxlength=14 size=InputSize::Small/>
                <TextField locale name="iin_bad" label=iin() value="90010110012" problem=Some(Problem::IinShape)
                    hint=digits() inputmode="numeric" maxlength=14 size=InputSize::Small/>
            </div>
            <div class="cols">
                <TextField locale name="email" label=email value="ulgi.synaq@maman" kind="email" autocomplete="email"
                    problem=Some(Problem::EmailMalformed)/>
                <TextField locale name="phone" label=phone value="+7 700 000 00 00" problem=None kind="tel"
                    autocomplete="tel" optional=true/>
            </div>
            <div class="cols">
                <BirthDayField locale name="born" label=born() value="" problem=None/>
                <BirthDayField locale name="born_bad" label=born() value="1995" problem=Some(Problem::DayMalformed)/>
                <DayField locale name="day" label=day() value="2026-11-03" problem=None/>
                <DayField locale name="day_bad" label=day() value="31.02.2026" problem=Some(Problem::DayImpossible)/>
            </div>
        </fieldset>
    }
    .into_any()
}

fn secret(locale: Locale) -> AnyView {
    let password = say(locale, "Құпиясөз", "Пароль", "Password");
    let new = say(locale, "Жаңа құпиясөз", "Новый пароль", "New password");
    let hint = say(locale, "Кемінде 10 таңба", "Не меньше 10 символов", "At least 10 characters");
    view! {
        <fieldset class="form__group">
            <legend>{say(locale, "Құпиясөздер", "Пароли", "Passwords")}</legend>
            <div class="cols">
                <PasswordField locale name="password" label=password problem=None autocomplete="current-password"/>
                <PasswordField locale name="new_password" label=new problem=Some(Problem::PasswordShort)
                    autocomplete="new-password" hint/>
            </div>
        </fieldset>
    }
    .into_any()
}

fn chosen(locale: Locale) -> AnyView {
    let regions: Vec<(String, String)> =
        REGIONS.iter().map(|region| (region.code.to_owned(), region.name.get(locale).to_owned())).collect();
    let professions: Vec<(String, String)> = PROFESSIONS
        .iter()
        .map(|profession| (profession.code.to_owned(), profession.name.get(locale).to_owned()))
        .collect();
    let region = || say(locale, "Өңір", "Регион", "Region");
    let profession = say(locale, "Мамандық", "Профессия", "Profession");
    let choose = || say(locale, "Таңдаңыз", "Выберите", "Choose");
    let work = say(locale, "Қазір жұмыс істейтін жері", "Где работаете сейчас", "Where you work now");
    let sex = || say(locale, "Жынысы", "Пол", "Sex");
    let sexes = || {
        vec![
            ("female".to_owned(), say(locale, "Әйел", "Женский", "Female")),
            ("male".to_owned(), say(locale, "Ер", "Мужской", "Male")),
        ]
    };
    view! {
        <fieldset class="form__group">
            <legend>{say(locale, "Таңдау", "Выбор", "Choices")}</legend>
            <div class="cols">
                <SelectField locale name="region" label=region() options=regions.clone() chosen="" problem=None
                    placeholder=choose() hint=work/>
                <SelectField locale name="region_bad" label=region() options=regions chosen="KZ-00"
                    problem=Some(Problem::Unknown)/>
                <SelectField locale name="profession" label=profession options=professions chosen="psychologist"
                    problem=None placeholder=choose() optional=true/>
            </div>
            <div class="cols">
                <ChoiceField locale name="sex" label=sex() options=sexes() chosen="" problem=None optional=true/>
                <ChoiceField locale name="sex_chosen" label=sex() options=sexes() chosen="female" problem=None/>
                <ChoiceField locale name="sex_bad" label=sex() options=sexes() chosen=""
                    problem=Some(Problem::Required)/>
            </div>
        </fieldset>
    }
    .into_any()
}

fn consent(locale: Locale) -> AnyView {
    let agree = || {
        say(
            locale,
            "Деректерімді оқыту үшін өңдеуге келісемін.",
            "Согласен на обработку данных для обучения.",
            "I agree to the processing of my data for training.",
        )
    };
    let parts = move || say(locale, "Не сақталады", "Что хранится", "What is kept");
    let remember = say(
        locale,
        "Осы құрылғыда 30 күн есте сақтау",
        "Помнить на этом устройстве 30 дней",
        "Remember on this device for 30 days",
    );
    let own = say(locale, "Ортақ құрылғыда белгілемеңіз", "Не отмечайте на общем устройстве", "Not on a shared device");
    let definitions = [
        (
            say(locale, "Не үшін", "Для чего", "What for"),
            say(
                locale,
                "Оқыту және сертификат беру үшін",
                "Для обучения и выдачи сертификата",
                "For training and issuing the certificate",
            ),
        ),
        (
            say(locale, "Қанша уақытқа", "На какой срок", "For how long"),
            say(locale, "Келісім қайтарылғанға дейін", "До отзыва согласия", "Until the consent is withdrawn"),
        ),
    ]
    .map(|(part, words)| view! { <div><dt>{part}</dt><dd>{words}</dd></div> })
    .collect_view();
    view! {
        <fieldset class="form__group">
            <legend>{say(locale, "Келісім", "Согласие", "Consent")}</legend>
            <dl class="consent" id="parts">{definitions}</dl>
            <TickField locale name="consent" label=agree() ticked=true problem=None>
                <a href="#parts">{parts()}</a>
            </TickField>
            <TickField locale name="consent_bad" label=agree() ticked=false problem=Some(Problem::ConsentNeeded)>
                <a href="#parts">{parts()}</a>
            </TickField>
            <TickField locale name="remember" label=remember ticked=false problem=None hint=own/>
        </fieldset>
    }
    .into_any()
}

fn buttons(locale: Locale) -> AnyView {
    let why =
        say(locale, "Тіркелу 1 қарашада жабылды.", "Приём заявок закрыт 1 ноября.", "Enrollment closed on 1 November.");
    view! {
        <div class="row">
            <button class="btn btn--go" type="button">{say(locale, "Тіркелу", "Подать заявку", "Enroll")}</button>
            <button class="btn" type="button">{say(locale, "Бас тарту", "Отказаться", "Refuse")}</button>
            <button class="btn btn--bad" type="button">{say(locale, "Өшіру", "Удалить", "Erase")}</button>
            <a class="btn btn--plain" href="#fields">{say(locale, "Қайту", "Вернуться", "Back")}</a>
            <button class="link" type="button">{say(locale, "Шығу", "Выйти", "Sign out")}</button>
            <a class="more" href="#fields">
                <Icon name=IconName::Calendar/>{say(locale, "Күнтізбеге", "В календарь", "To the calendar")}
            </a>
        </div>
        <div class="row">
            <button class="btn btn--go" type="button" aria-disabled="true" aria-describedby="why">
                {say(locale, "Қабылдау", "Принять место", "Take the place")}
            </button>
            <p class="small muted" id="why">{why}</p>
        </div>
        <button class="btn btn--go btn--wide" type="button">{say(locale, "Кіру", "Войти", "Sign in")}</button>
    }
    .into_any()
}

fn search(locale: Locale) -> AnyView {
    let areas = vec![
        ("psychology".to_owned(), say(locale, "Психология", "Психология", "Psychology")),
        ("law".to_owned(), say(locale, "Құқық", "Право", "Law")),
    ];
    let area = say(locale, "Бағыт", "Направление", "Area");
    let open = say(locale, "Тек тіркелу ашық", "Только с открытой записью", "Open for enrollment only");
    let example = say(locale, "Мысалы, алғашқы көмек", "Например, первая помощь", "For example, first aid");
    view! {
        <div class="joined">
            <div class="searchbar">
                <Icon name=IconName::Search/>
                <label class="vh" for="q">{say(locale, "Курс іздеу", "Поиск курса", "Find a course")}</label>
                <input class="input" type="search" id="q" name="q" placeholder=example/>
            </div>
            <button class="btn btn--go" type="button">{say(locale, "Іздеу", "Найти", "Search")}</button>
        </div>
        <details class="filters filters--side" open>
            <summary>
                <Icon name=IconName::Filter/>{say(locale, "Сүзгілер: 1", "Фильтры: 1", "Filters: 1")}
                <Icon name=IconName::Chevron/>
            </summary>
            <div class="filters__in">
                <TicksField locale name="area" label=area options=areas chosen=vec!["law".to_owned()] problem=None/>
                <TickField locale name="open" label=open ticked=true problem=None/>
            </div>
        </details>
    }
    .into_any()
}
