//! Documents as they come out, looked at by the programs that read PDFs.

use super::*;
use crate::ground::Localized;

fn words(kk: &str, ru: &str, en: &str) -> Localized {
    Localized { kk: kk.to_owned(), ru: ru.to_owned(), en: en.to_owned() }
}

fn sheet() -> CertificateSheet {
    let signatory = |name: &str, role| Signatory { name: name.to_owned(), role };
    CertificateSheet {
        number: "NRC-2026-00042".to_owned(),
        check_code: "4H7K-Q2MX-9RDT".to_owned(),
        address: "maman.example/v/4H7K-Q2MX-9RDT".to_owned(),
        qr: format!("HTTPS://MAMAN.EXAMPLE/V/4H7K-Q2MX-9RDT#{}", "JBSWY3DPEHPK3PXP".repeat(35)),
        holder: "Үлгісынақмұхаммедова Гүлмысал Демобекқызы".to_owned(),
        title: words(
            "Жарақат алған балаларға психологиялық-әлеуметтік қолдау көрсету",
            "Психосоциальная поддержка детей, переживших травму",
            "Psychosocial support for children who lived through trauma",
        ),
        academic_hours: 72,
        starts_on: "2026-05-12".parse().unwrap(),
        ends_on: "2026-06-24".parse().unwrap(),
        issued_on: "2026-06-26".parse().unwrap(),
        valid_until: Some("2029-06-26".parse().unwrap()),
        letterhead: Letterhead {
            name: words("Ұлттық ресурстық орталық", "Национальный ресурсный центр", "National Resource Centre"),
            address: words(
                "Астана қ., Қ. Сәтбаев к-сі, 2",
                "г. Астана, ул. К. Сатпаева, 2",
                "2 Satpayev Street, Astana",
            ),
            bin: "130440999006".to_owned(),
        },
        signatories: vec![
            signatory("Мысалов Е.Ү.", words("Орталық директоры", "Директор центра", "Director")),
            signatory("Примерова А.О.", words("Курс жетекшісі", "Руководитель курса", "Course lead")),
        ],
        funders: vec![],
        is_duplicate: false,
        replaces: None,
        attachments: vec![Attachment {
            name: "credential.jwt".to_owned(),
            media_type: "application/jwt".to_owned(),
            description: "Open Badges 3.0".to_owned(),
            bytes: b"eyJ.eyJ.sig".to_vec(),
        }],
        made_at: "2026-06-26T06:00:00Z".parse().unwrap(),
    }
}

#[test]
fn a_certificate_is_one_file_that_is_the_same_each_time() {
    let first = certificate(&sheet()).unwrap();
    assert!(first.bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(certificate(&sheet()).unwrap(), first);
}
