//! Sheets of facts with invented people, and names that are hard to print.

use chrono::{DateTime, NaiveDate, Utc};
use maman::{
    documents::{
        Attachment, AttendanceSheet, CertificateSheet, CourseResult, FunderMark, JournalRow, JournalSheet,
        JournalState, Letterhead, OrderRow, OrderSheet, SheetMeeting, Signatory, TranscriptRow, TranscriptSheet,
    },
    ground::Localized,
};

/// Names that are long, short, double, without a patronymic, or of letters that fonts forget.
pub(super) const HARD_NAMES: [&str; 40] = [
    "Үлгісынақмұхаммедова Гүлмысал Демобекқызы",
    "Үлгісынақмұхаммедова-Мысалқожабергенова Гүлмысал-Айгүл Демобекмұхаммедқызы",
    "Мысалқожабергенұлы Әбілмансұр-Қасымжомарт Сынақмұхаммедғазыұлы",
    "Примеро-Образцовская Александра-Мария Константиновна",
    "Ли О",
    "Ю Ен",
    "Ан Е",
    "Цой И",
    "Пак Ин Су",
    "Нұр-Али Бибі",
    "Әбдіәшімұлы Әлі",
    "Ғабитғалиқызы Ғалия",
    "Құсқоңқызы Қаламқас",
    "Ңұрлы Таңшолпан Жаңабайқызы",
    "Өтепбергенұлы Өмірөзек",
    "Ұлықпанқызы Ұлпан",
    "Үкілі Күмісүрек",
    "Һадиша Һауақызы",
    "Ілиясұлы Іңкәрбек",
    "ӘҒҚҢӨҰҮҺІ әғқңөұүһі",
    "Ёжикова Ёлка Щукаревна",
    "Подъячев Фёдор Эмильевич",
    "Ыбырай Ынтымақ",
    "Мысалов-Үлгібай Еркебұлан Ерболатұлы",
    "Сынақ Демоқызы",
    "Үлгіұлы Мысал",
    "Қызылбаева Жұлдыз Үкібайқызы",
    "O’Neill Jean-Luc",
    "Sample Anna Maria",
    "van der Voorbeeld Wilhelmina Johanna",
    "SAMPLE-EXAMPLE MAXIMILIANA ALEXANDRINA",
    "Mustermann-Beispielhausen Friederike",
    "Wolfeschlegelsteinhausenbergerdorff Hubert",
    "Демо-Демидова-Демченко Ия",
    "Я Ия",
    "Ж. Мысалова",
    "Тест Үш Төрт Бес Алты Жеті Сегіз",
    "Өтешқалиева-Ғұмарова Ләззат Нұрмұхамбетқызы",
    "Шүкірғалиқызы Ұлбосын-Нұргүлжәмила",
    "Жұмаділдаұлы-Сейілбекоғлы Мұхаммедғабдулғазиз Нұрсұлтанмұхаммедғалиұлы",
];

fn words(kk: &str, ru: &str, en: &str) -> Localized {
    Localized { kk: kk.to_owned(), ru: ru.to_owned(), en: en.to_owned() }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn made_at() -> DateTime<Utc> {
    "2026-06-26T06:00:00Z".parse().unwrap()
}

fn course() -> Localized {
    words(
        "Жарақат алған балаларға психологиялық-әлеуметтік қолдау көрсету",
        "Психосоциальная поддержка детей, переживших травму",
        "Psychosocial support for children who lived through trauma",
    )
}

fn other_course() -> Localized {
    words("Кейс-менеджмент негіздері", "Основы кейс-менеджмента", "Foundations of case management")
}

fn head() -> Letterhead {
    Letterhead {
        name: words("Ұлттық ресурстық орталық", "Национальный ресурсный центр", "National Resource Centre"),
        address: words("Астана қ., Үлгі к-сі, 2", "г. Астана, ул. Примерная, 2", "2 Sample Street, Astana"),
        bin: "130440999006".to_owned(),
    }
}

fn signatories() -> Vec<Signatory> {
    let signatory = |name: &str, role| Signatory { name: name.to_owned(), role };
    vec![
        signatory("Мысалов Е.Ү.", words("Орталық директоры", "Директор центра", "Director")),
        signatory("Примерова А.О.", words("Курс жетекшісі", "Руководитель курса", "Course lead")),
    ]
}

/// Text of a QR code with a statement of 350 bytes in base 32.
pub(super) fn qr_text() -> String {
    let statement = "JBSWY3DPEHPK3PXPKRUGKIDROVUWG2ZA".repeat(18);
    format!("HTTPS://MAMAN.EXAMPLE/V/4H7K-Q2MX-9RDT#{}", &statement[..560])
}

pub(super) fn certificate() -> CertificateSheet {
    CertificateSheet {
        number: "NRC-2026-00042".to_owned(),
        check_code: "4H7K-Q2MX-9RDT".to_owned(),
        address: "maman.example/v/4H7K-Q2MX-9RDT".to_owned(),
        qr: qr_text(),
        holder: HARD_NAMES[0].to_owned(),
        title: course(),
        academic_hours: 72,
        starts_on: day("2026-05-12"),
        ends_on: day("2026-06-24"),
        issued_on: day("2026-06-26"),
        valid_until: Some(day("2029-06-26")),
        letterhead: head(),
        signatories: signatories(),
        funders: vec![],
        is_duplicate: false,
        replaces: None,
        attachments: vec![Attachment {
            name: "credential.jwt".to_owned(),
            media_type: "application/jwt".to_owned(),
            description: "Open Badges 3.0".to_owned(),
            bytes: b"eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmVk".to_vec(),
        }],
        made_at: made_at(),
    }
}

/// Certificate with the longest texts that the registry takes, marks of funders, and everything that is seldom there.
pub(super) fn fullest_certificate() -> CertificateSheet {
    let mark = |name: &str, colour: &str, width: u32| {
        FunderMark {
        name: name.to_owned(),
        picture: format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} 20\"><rect width=\"{width}\" height=\"20\" \
             rx=\"3\" fill=\"{colour}\"/></svg>"
        )
        .into_bytes(),
    }
    };
    let long = |text: &str| text.chars().cycle().take(200).collect::<String>().trim().to_owned();
    CertificateSheet {
        holder: HARD_NAMES[1].to_owned(),
        title: words(
            &long("Қиын өмірлік жағдайдағы балалар мен отбасыларға психологиялық-әлеуметтік қолдау көрсету "),
            &long("Психосоциальная поддержка детей и семей, находящихся в трудной жизненной ситуации, "),
            &long("Psychosocial support for children and families who live in difficult circumstances "),
        ),
        academic_hours: 121,
        starts_on: day("2025-12-22"),
        ends_on: day("2026-01-29"),
        valid_until: None,
        letterhead: Letterhead {
            name: words(
                "Қиын өмірлік жағдайдағы балалар мен отбасыларға білім беру, психоәлеуметтік қолдау және психикалық \
                 денсаулық жөніндегі ұлттық ресурстық орталық",
                "Национальный ресурсный центр по образованию, психосоциальной поддержке и психическому здоровью детей \
                 и семей, находящихся в трудной жизненной ситуации",
                "National Resource Centre on Education, Psychosocial Support and Mental Health for Children and \
                 Families in Difficult Life Situations",
            ),
            ..head()
        },
        funders: vec![mark("Sample Fund", "#0a5", 44), mark("Example Union", "#039", 30)],
        is_duplicate: true,
        replaces: Some("NRC-2025-00911".to_owned()),
        ..certificate()
    }
}

/// Certificate without anything that may be missing.
pub(super) fn barest_certificate() -> CertificateSheet {
    CertificateSheet {
        holder: "Ли О".to_owned(),
        title: words("Арт-терапия", "", ""),
        starts_on: day("2026-03-08"),
        ends_on: day("2026-03-08"),
        academic_hours: 1,
        valid_until: None,
        letterhead: Letterhead { name: head().name, ..Letterhead::default() },
        signatories: vec![],
        attachments: vec![],
        ..certificate()
    }
}

pub(super) fn transcript() -> TranscriptSheet {
    let row = |title, academic_hours, from, to, result, certificate: Option<(&str, &str)>| TranscriptRow {
        title,
        academic_hours,
        starts_on: day(from),
        ends_on: day(to),
        result,
        certificate: certificate.map(|(number, code)| (number.to_owned(), code.to_owned())),
    };
    let (completed, missed) = (CourseResult::Completed, CourseResult::NotCompleted);
    let (first, second) = (("NRC-2026-00042", "4H7K-Q2MX-9RDT"), ("NRC-2025-00911", "9RDT-4H7K-Q2MX"));
    TranscriptSheet {
        holder: "Мысалбаева Әлия Һәкімқызы".to_owned(),
        rows: vec![
            row(course(), 72, "2026-05-12", "2026-06-24", completed, Some(first)),
            row(other_course(), 24, "2026-02-03", "2026-02-05", missed, None),
            row(words("Арт-терапия", "", "Art therapy"), 8, "2025-11-08", "2025-11-08", completed, Some(second)),
        ],
        check_address: "maman.example/kk/verify".to_owned(),
        letterhead: head(),
        signatories: signatories()[..1].to_vec(),
        made_on: day("2026-11-29"),
        made_at: made_at(),
    }
}

pub(super) fn attendance() -> AttendanceSheet {
    let meeting = |text: &str| SheetMeeting { day: day(text), academic_hours: 8 };
    let days = ["12", "13", "14", "15", "18", "19", "20", "21"];
    AttendanceSheet {
        course: course(),
        run: "PSY-2026-1".to_owned(),
        starts_on: day("2026-05-12"),
        ends_on: day("2026-05-21"),
        venue: words("Астана қ., 305-аудитория", "г. Астана, аудитория 305", "Room 305, Astana"),
        trainers: vec!["Мысалова Ә.Қ.".to_owned(), "Примеров С.Щ.".to_owned()],
        meetings: days.map(|number| meeting(&format!("2026-05-{number}"))).to_vec(),
        people: HARD_NAMES.map(ToOwned::to_owned).to_vec(),
        letterhead: head(),
        made_at: made_at(),
    }
}

pub(super) fn order() -> OrderSheet {
    let certificates = (42..).zip(HARD_NAMES).map(|(number, holder)| OrderRow {
        holder: holder.to_owned(),
        course: course(),
        academic_hours: 72,
        number: format!("NRC-2026-{number:05}"),
        issued_on: day("2026-06-26"),
        valid_until: (number % 2 == 0).then(|| day("2029-06-26")),
    });
    OrderSheet {
        number: None,
        day: None,
        run: "PSY-2026-1".to_owned(),
        course: course(),
        starts_on: day("2026-05-12"),
        ends_on: day("2026-06-24"),
        certificates: certificates.collect(),
        letterhead: head(),
        signatories: signatories()[..1].to_vec(),
        made_at: made_at(),
    }
}

pub(super) fn journal() -> JournalSheet {
    let rows = (42..).zip(HARD_NAMES).map(|(number, holder)| JournalRow {
        number: format!("NRC-2026-{number:05}"),
        holder: holder.to_owned(),
        course: if number % 3 == 0 { other_course() } else { course() },
        academic_hours: 72,
        issued_on: day("2026-06-26"),
        state: match number {
            45 => JournalState::RevokedOn(day("2026-08-03")),
            48 => JournalState::ReplacedOn(day("2026-09-14")),
            _ => JournalState::Issued,
        },
        replaces: (number == 53).then(|| "NRC-2026-00048".to_owned()),
    });
    JournalSheet { year: 2026, as_of: day("2026-11-29"), rows: rows.collect(), letterhead: head(), made_at: made_at() }
}
