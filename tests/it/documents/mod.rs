//! Documents for paper: the same bytes each time, every letter, and what other programs make of them.
//!
//! A program that is not installed is said in one line; `cargo xtask test` with `CI=true` takes that for a failure.

mod pictures;
mod programs;
mod samples;

use maman::{
    certificates::model::unprintable_letter,
    documents::{self, DocumentError, Pdf, certificate, certificates},
};

use programs::{File, text_of};

/// Documents of all kinds, by name.
fn all() -> Vec<(&'static str, Pdf)> {
    vec![
        ("certificate", certificate(&samples::certificate()).unwrap()),
        ("certificate-fullest", certificate(&samples::fullest_certificate()).unwrap()),
        ("certificate-barest", certificate(&samples::barest_certificate()).unwrap()),
        ("certificates", certificates(&[samples::certificate(), samples::fullest_certificate()]).unwrap()),
        ("transcript", documents::transcript(&samples::transcript()).unwrap()),
        ("attendance", documents::attendance_sheet(&samples::attendance()).unwrap()),
        ("order", documents::order(&samples::order()).unwrap()),
        ("journal", documents::journal(&samples::journal()).unwrap()),
    ]
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    let (first, second) = (all(), all());
    assert!(first == second, "the bytes differ");
    let mut other = samples::certificate();
    other.holder.push('я');
    assert_ne!(certificate(&other).unwrap().sha256, first[0].1.sha256);
}

#[test]
fn a_certificate_is_small() {
    for sheet in [samples::certificate(), samples::fullest_certificate()] {
        let size = certificate(&sheet).unwrap().bytes.len();
        assert!(size <= 120_000, "{size} bytes");
    }
}

#[test]
fn a_letter_that_the_fonts_lack_is_named() {
    let mut sheet = samples::certificate();
    sheet.holder = "Мысал 明".to_owned();
    let error = certificate(&sheet).unwrap_err();
    assert_eq!(error, DocumentError::UnprintableLetter { letter: '明', text: "Мысал 明".to_owned() });
    assert!(!error.to_string().contains("Мысал"), "the name stays out of the log: {error}");
}

#[test]
fn what_the_registry_takes_for_a_name_can_be_printed() {
    let taken = ('\u{20}'..='\u{ffff}').filter(|letter| unprintable_letter(&letter.to_string()).is_none());
    let lost: Vec<char> = taken.filter(|letter| documents::unprintable(&letter.to_string()).is_some()).collect();
    assert!(lost.is_empty(), "letters that a name may have and that the fonts lack: {lost:?}");
}

#[test]
fn markup_in_a_text_is_printed_and_not_read() {
    let Some(text) = with_holder("#panic(\"x\") *a* _b_ $c$ `d` @e <f> [g] \\h ~i //j = k #let l=1;") else { return };
    assert!(text.contains("#panic(\"x\") *a* _b_ $c$ `d` @e <f> [g] \\h ~i //j = k #let l=1;"), "{text}");
}

fn with_holder(holder: &str) -> Option<String> {
    let mut sheet = samples::certificate();
    holder.clone_into(&mut sheet.holder);
    text_of(&File::of(&certificate(&sheet).unwrap()))
}

#[test]
fn every_hard_name_comes_back_whole_and_within_the_frame() {
    let sheets = samples::HARD_NAMES.map(|name| {
        let mut sheet = samples::certificate();
        name.clone_into(&mut sheet.holder);
        sheet
    });
    let file = File::of(&certificates(&sheets).unwrap());
    let Some(pages) = programs::pages_of(&file) else { return };
    assert_eq!(pages.len(), sheets.len());
    for (page, name) in pages.iter().zip(samples::HARD_NAMES) {
        let said: Vec<&str> = page.words.iter().map(|word| word.text.as_str()).collect();
        assert!(said.join(" ").contains(name), "{name} is not on its page: {said:?}");
        for word in &page.words {
            assert!(word.left >= 84.0 && word.right <= 842.0 - 84.0, "{name}: {word:?} leaves the frame");
            assert!(word.top >= 50.0 && word.bottom <= 595.0 - 50.0, "{name}: {word:?} leaves the frame");
        }
    }
}

#[test]
fn names_in_tables_come_back_whole() {
    let people = [
        documents::attendance_sheet(&samples::attendance()).unwrap(),
        documents::order(&samples::order()).unwrap(),
        documents::journal(&samples::journal()).unwrap(),
    ];
    for pdf in people {
        let Some(text) = text_of(&File::of(&pdf)) else { return };
        for part in samples::HARD_NAMES.iter().flat_map(|name| name.split([' ', '-'])) {
            assert!(text.contains(part), "{part}");
        }
    }
}

#[test]
fn kazakh_comes_first_and_is_never_smaller() {
    for sheet in [samples::certificate(), samples::fullest_certificate(), samples::barest_certificate()] {
        let file = File::of(&certificate(&sheet).unwrap());
        let Some(pages) = programs::pages_of(&file) else { return };
        let height = |text: &str| {
            let word = pages[0].words.iter().find(|word| word.text.trim_matches([':', ',', '.']) == text);
            word.unwrap_or_else(|| panic!("{text} is not on the page: {:?}", pages[0].words)).height()
        };
        let place = |text: &str| pages[0].words.iter().position(|word| word.text.contains(text)).unwrap();
        for [kk, ru, en] in [
            ["берілді", "Настоящий", "awarded"],
            ["көлемінде", "объёме", "completed"],
            ["Тексеру", "Код", "Check"],
            ["орталық", "Национальный", "Centre"],
        ] {
            assert!(height(kk) >= height(ru) - 0.01 && height(kk) >= height(en) - 0.01, "{kk}, {ru}, {en}");
            assert!(place(kk) < place(ru) && place(ru) < place(en), "{kk}, {ru}, {en}");
        }
    }
}

#[test]
fn the_text_says_everything_in_three_languages() {
    let Some(text) = text_of(&File::of(&certificate(&samples::certificate()).unwrap())) else { return };
    for part in [
        "2026 жылғы 12 мамыр мен 24 маусым аралығында «Жарақат алған балаларға",
        "С 12 мая по 24 июня 2026 года пройден курс «Психосоциальная поддержка",
        "From 12 May to 24 June 2026, the holder attended and completed the course “Psychosocial support",
        "72 академиялық сағат",
        "72 академических часов",
        "NRC-2026-00042",
        "4H7K-Q2MX-9RDT",
        "26.06.2029",
        "maman.example/v/4H7K-Q2MX-9RDT",
        "БСН/БИН 130440999006",
        "Мысалов Е.Ү.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_certificate_says_what_is_seldom_there() {
    let Some(text) = text_of(&File::of(&certificate(&samples::fullest_certificate()).unwrap())) else { return };
    for part in [
        "Телнұсқа · Дубликат · Duplicate",
        "Мына сертификаттың орнына берілді: NRC-2025-00911",
        "мерзімсіз · бессрочно · no expiry",
        "в объёме 121 академического часа",
        "2025 жылғы 22 желтоқсан мен 2026 жылғы 29 қаңтар аралығында",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn no_file_is_damaged() {
    for (name, pdf) in all() {
        let Some(output) = programs::run("qpdf", &["--check"], &File::of(&pdf)) else { return };
        assert!(output.contains("No syntax or stream encoding errors found"), "{name}: {output}");
    }
}

#[test]
fn every_font_is_in_the_file() {
    for (name, pdf) in all() {
        let Some(output) = programs::run("pdffonts", &[], &File::of(&pdf)) else { return };
        let fonts: Vec<&str> = output.lines().skip(2).collect();
        assert!(fonts.len() >= 2, "{name}: {output}");
        for font in fonts {
            assert!(font.contains("yes yes yes"), "{name}: embedded, cut to its letters, with their names: {font}");
        }
    }
}

#[test]
fn the_qr_code_is_read_back_from_the_page() {
    let file = File::of(&certificate(&samples::certificate()).unwrap());
    let Some(picture) = programs::picture(&file, 1, "150") else { return };
    let Some(text) = programs::run("zbarimg", &["--quiet", "--raw"], &picture) else { return };
    assert_eq!(text.trim(), samples::qr_text());
}

#[test]
fn the_credential_is_inside_the_file() {
    let file = File::of(&certificate(&samples::certificate()).unwrap());
    let Some(list) = programs::run("pdfdetach", &["-list"], &file) else { return };
    assert!(list.contains("1: credential.jwt"), "{list}");
    let taken = file.with_extension("jwt");
    programs::run("pdfdetach", &["-save", "1", "-o", taken.path()], &file).unwrap();
    assert_eq!(taken.bytes(), samples::certificate().attachments[0].bytes);
}

#[test]
fn verapdf_finds_no_fault_but_in_a_copy_by_another_program() {
    let files: Vec<(&str, File)> = all().into_iter().map(|(name, pdf)| (name, File::of(&pdf))).collect();
    let copy = files[0].1.with_extension("copy.pdf");
    if programs::run("pdftocairo", &["-pdf", files[0].1.path()], &copy).is_none() {
        return;
    }
    let paths: Vec<&File> = files.iter().map(|(_, file)| file).chain([&copy]).collect();
    let Some(report) = programs::verapdf(&paths) else { return };
    for standard in ["3a", "ua1"] {
        for (name, file) in &files {
            assert!(report.contains(&format!("{} {standard} ok", file.path())), "{name}: {report}");
        }
        assert!(report.contains(&format!("{} {standard} FAULTY", copy.path())), "{report}");
    }
}
