//! Columns that are read, and their headings in the three languages.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    certificates::RegistrationNumber,
    courses::model::field::LONGEST_CODE,
    ground::text_enum,
    i18n::names::search_key,
    specialists::model::{ProfileField, name::look_alikes},
};

text_enum! {
    /// Column that is read, in the order in which faults are listed.
    pub enum Column {
        Surname = "surname",
        GivenName = "given_name",
        Patronymic = "patronymic",
        SecondSpelling = "second_spelling",
        Iin = "iin",
        BirthDate = "birth_date",
        Sex = "sex",
        Region = "region",
        Organization = "organization",
        OrganizationType = "organization_type",
        Profession = "profession",
        Email = "email",
        Course = "course",
        Run = "run",
        StartsOn = "starts_on",
        EndsOn = "ends_on",
        Hours = "hours",
        RegistrationNumber = "registration_number",
        IssuedOn = "issued_on",
        ValidUntil = "valid_until",
    }
}

impl Column {
    /// Columns without which a row describes no certificate.
    pub const REQUIRED: [Self; 8] = [
        Self::Surname,
        Self::GivenName,
        Self::Course,
        Self::Run,
        Self::StartsOn,
        Self::EndsOn,
        Self::RegistrationNumber,
        Self::IssuedOn,
    ];

    /// Column of a field of the profile; none if lists do not have it.
    pub fn of_field(field: ProfileField) -> Option<Self> {
        field.as_str().parse().ok()
    }

    pub fn is_required(self) -> bool {
        Self::REQUIRED.contains(&self)
    }

    /// Characters that it may have.
    pub fn longest(self) -> usize {
        match self {
            Self::RegistrationNumber => RegistrationNumber::MAX_LENGTH,
            column => usize::from(column.field().map_or(LONGEST_CODE, ProfileField::longest)),
        }
    }

    /// Field of the profile that it holds.
    pub fn field(self) -> Option<ProfileField> {
        self.as_str().parse().ok()
    }

    /// Headings that people write for it, with bars between them; case, punctuation and brackets make no difference.
    const fn headings(self) -> &'static str {
        match self {
            Self::Surname => {
                "Фамилия|Фамилия слушателя|Фамилия специалиста|Тегі|Тыңдаушының тегі|Surname| \
                 Last name|Family name"
            }
            Self::GivenName => {
                "Имя|Имя слушателя|Имя специалиста|Аты|Есімі|Тыңдаушының аты|Given name|Given names| \
                 First name|Name|Forename"
            }
            Self::Patronymic => {
                "Отчество|Отчество (при наличии)|Отчество слушателя|Әкесінің аты|Patronymic| \
                 Middle name|Father's name"
            }
            Self::SecondSpelling => {
                "Второе написание|Другое написание|Второе написание имени|Написание в паспорте| \
                 ФИО латиницей|Имя латиницей|Латиницей|Екінші жазылуы|Аты-жөнінің екінші жазылуы| \
                 Латынша жазылуы|Second spelling|Other spelling|Name in Latin letters| \
                 Passport spelling"
            }
            Self::Iin => {
                "ИИН|ИИН слушателя|ЖСН|Жеке сәйкестендіру нөмірі| \
                 Индивидуальный идентификационный номер|IIN|Individual identification number"
            }
            Self::BirthDate => {
                "Дата рождения|День рождения|Дата рожд.|Др|Туған күні|Туған күні, айы, жылы| \
                 Туған уақыты|Date of birth|Birth date|Birthday|DOB"
            }
            Self::Sex => "Пол|Жынысы|Жыныс|Sex|Gender",
            Self::Region => {
                "Регион|Область|Область/город|Регион/область|Регион проживания|Өңір|Өңірі|Аймақ| \
                 Аймағы|Облыс|Облысы|Облыс/қала|Region|Oblast|Region or city"
            }
            Self::Organization => {
                "Организация|Место работы|Наименование организации|Название организации|Учреждение| \
                 Ұйым|Ұйымы|Ұйым атауы|Ұйымның атауы|Мекеме|Мекеме атауы|Жұмыс орны|Organization| \
                 Organisation|Employer|Place of work|Workplace|Institution"
            }
            Self::OrganizationType => {
                "Тип организации|Вид организации|Ұйым түрі|Ұйымның түрі|Мекеме түрі| \
                 Organization type|Organisation type|Type of organization|Type of organisation"
            }
            Self::Profession => {
                "Должность|Профессия|Специальность|Лауазымы|Лауазым|Қызметі|Мамандығы|Мамандық| \
                 Кәсібі|Profession|Position|Job title|Occupation|Post"
            }
            Self::Email => {
                "E-mail|Email|Эл. почта|Электронная почта|Адрес электронной почты|Почта|Эл. пошта| \
                 Электрондық пошта|Пошта|E-mail address"
            }
            Self::Course => "Код курса|Курс|Шифр курса|Курс коды|Курстың коды|Course|Course code",
            Self::Run => {
                "Поток|Код потока|Номер потока|№ потока|Группа|Код группы|Ағым|Ағым коды|Ағым нөмірі| \
                 Топ|Оқу тобы|Топ коды|Топ нөмірі|Run|Run code|Course run|Group|Cohort"
            }
            Self::StartsOn => {
                "Начало|Дата начала|Начало обучения|Дата начала обучения|Начало курса| \
                 Дата начала курса|Басталуы|Басталу күні|Басталған күні|Оқудың басталуы| \
                 Оқу басталған күн|Курстың басталуы|Start|Starts on|Start date|Starts|From"
            }
            Self::EndsOn => {
                "Окончание|Дата окончания|Окончание обучения|Дата окончания обучения|Конец| \
                 Окончание курса|Дата окончания курса|Завершение|Дата завершения|Аяқталуы| \
                 Аяқталу күні|Аяқталған күні|Оқудың аяқталуы|Оқу аяқталған күн|Курстың аяқталуы|End| \
                 Ends on|End date|Ends|Until|To"
            }
            Self::Hours => {
                "Часы|Часов|Кол-во часов|Количество часов|Академические часы|Ак. часы|Объём| \
                 Объём в часах|Сағат|Сағаты|Сағат саны|Сағаттар|Академиялық сағат|Көлемі|Hours| \
                 Academic hours|Number of hours"
            }
            Self::RegistrationNumber => {
                "№ сертификата|Номер сертификата|Регистрационный номер|Регистрационный №|Рег. номер| \
                 Рег. №|Регистрационный номер сертификата|Сертификат №|Сертификат нөмірі| \
                 Сертификаттың нөмірі|Тіркеу нөмірі|Тіркеу №|Certificate number|Certificate no.| \
                 Certificate №|Registration number|Registration no."
            }
            Self::IssuedOn => {
                "Дата выдачи|Выдан|Дата выдачи сертификата|Сертификат выдан|Берілген күні| \
                 Сертификат берілген күн|Сертификаттың берілген күні|Берілді|Issued on|Issued| \
                 Date of issue|Issue date|Date issued"
            }
            Self::ValidUntil => {
                "Действителен до|Действует до|Срок действия|Срок действия до|Годен до| \
                 Дата окончания действия|Жарамды|Жарамды мерзімі|Жарамдылық мерзімі|Дейін жарамды| \
                 Қолданылу мерзімі|Valid until|Valid to|Expires|Expires on|Expiry date"
            }
        }
    }

    /// Column that a heading means.
    pub fn of_heading(heading: &str) -> Option<Self> {
        let known = |part: &str| BY_HEADING.get(&key(part)).copied();
        let outside_brackets = heading.split(['(', '[']).next().unwrap_or(heading);
        known(heading)
            .or_else(|| known(outside_brackets))
            // «Тегі / Фамилия» has the heading twice
            .or_else(|| heading.split(['/', '\n', '|', '(', ')', ';']).find_map(known))
    }
}

static BY_HEADING: LazyLock<HashMap<String, Column>> = LazyLock::new(|| {
    let all = Column::ALL.iter().copied();
    all.flat_map(|column| column.headings().split('|').map(move |heading| (key(heading), column))).collect()
});

fn key(heading: &str) -> String {
    let heading = look_alikes(heading).unwrap_or_else(|| heading.to_owned());
    search_key(&heading.replace(['.', '_', ',', ':', '*'], " "))
}
