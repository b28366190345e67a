//! Documents and credentials on the command line: written out, proven, and refused once they are altered.

use crate::binary::Maman;

/// Registry of invented people, and the number of one certificate.
fn generated() -> (Maman, String) {
    let maman = Maman::new();
    maman.run(&["generate", "--specialists", "30", "--enrollments", "40", "--seed", "7"]).assert_code(0);
    let list = maman.run(&["export", "certificates", "--format", "json"]).assert_code(0).out.clone();
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let valid = list.as_array().unwrap().iter().find(|one| one["status"] == "valid").expect("one is valid");
    let number = valid["registration_number"].as_str().unwrap().to_owned();
    (maman, number)
}

#[test]
fn a_certificate_is_written_out_in_each_form_and_proven() {
    let (maman, number) = generated();
    for (form, begins) in [("pdf", "%PDF-"), ("jwt", "eyJ"), ("json", "{")] {
        let file = maman.file(&format!("certificate.{form}"));
        let path = file.to_string_lossy();
        maman.run(&["export", "certificate", &number, "--format", form, "--out", &path]).assert_code(0);
        let bytes = std::fs::read(&file).unwrap();
        assert!(bytes.starts_with(begins.as_bytes()), "{form}");
        if form != "json" {
            let proven = maman.run(&["verify", &path]);
            assert!(proven.assert_code(0).out.contains("hours"), "{}", proven.out);
            assert_eq!(proven.out.contains("Byte for byte"), form == "pdf", "{}", proven.out);
        }
    }
    // a second time the same bytes
    let again = maman.file("again.pdf");
    maman.run(&["export", "certificate", &number, "--out", &again.to_string_lossy()]).assert_code(0);
    assert_eq!(std::fs::read(&again).unwrap(), std::fs::read(maman.file("certificate.pdf")).unwrap());
    // the credential holds in another file, too, and that is said
    let saved_anew = [std::fs::read(&again).unwrap(), b"\n%\n".to_vec()].concat();
    let proven = maman.run(&["verify", &maman.write("saved-anew.pdf", saved_anew)]);
    assert!(proven.assert_code(0).out.contains("saved again"), "{}", proven.out);
    let unknown = maman.run(&["export", "certificate", "NRC-1999-00001", "--format", "pdf"]);
    assert!(!unknown.assert_code(1).why().is_empty());
    maman.run(&["export", "certificate", &number, "--format", "csv"]).assert_code(2);
    maman.run(&["export", "certificates", "--format", "pdf"]).assert_code(2);
}

#[test]
fn the_documents_of_all_certificates_are_written_into_a_folder() {
    let (maman, _) = generated();
    let folder = maman.file("documents");
    let told = maman.run(&["export", "documents", "--most", "3", "--out", &folder.to_string_lossy()]);
    assert!(told.assert_code(0).out.contains('3'), "{}", told.out);
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names.len(), 6, "{names:?}");
    for name in names {
        let path = folder.join(&name).to_string_lossy().into_owned();
        let one = maman.file("one");
        let (number, form) = name.rsplit_once('.').unwrap();
        maman.run(&["export", "certificate", number, "--format", form, "--out", &one.to_string_lossy()]).assert_code(0);
        assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&path).unwrap(), "{name}");
    }
    // a folder must be named
    maman.run(&["export", "documents"]).assert_code(2);
}

#[test]
fn an_altered_credential_a_strange_file_and_a_strange_key_have_codes_of_their_own() {
    let (maman, number) = generated();
    let token = maman.run(&["export", "certificate", &number, "--format", "jwt"]).assert_code(0).out.clone();
    let [head, body, signature] = <[&str; 3]>::try_from(token.split('.').collect::<Vec<_>>()).unwrap();
    let other = if signature.starts_with('A') { "B" } else { "A" };
    let altered = maman.write("altered.jwt", format!("{head}.{body}.{other}{}", &signature[1..]));
    maman.run(&["verify", &altered]).assert_code(8);
    let strange = maman.write("strange.pdf", "%PDF-1.7\n%%EOF\n");
    maman.run(&["verify", &strange]).assert_code(6);
    let whole = maman.write("whole.jwt", &token);
    let no_keys = maman.write("keys.json", "{\"keys\":[]}");
    maman.run(&["verify", &whole, "--offline", "--keys", &no_keys]).assert_code(9);
}

#[test]
fn keys_are_made_listed_and_rotated_and_what_the_old_ones_signed_stays_proven() {
    let (maman, number) = generated();
    let token = maman.run(&["export", "certificate", &number, "--format", "jwt"]).assert_code(0).out.clone();
    let file = maman.write("before.jwt", token);
    let ids = |listed: &str| listed.lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
    let before = ids(&maman.run(&["keys"]).assert_code(0).out);
    assert_eq!(before.len(), 2);
    let after = ids(&maman.run(&["keys", "rotate"]).assert_code(0).out);
    assert_eq!(after.len(), 4);
    assert!(before.iter().all(|id| after.contains(id)));
    maman.run(&["verify", &file]).assert_code(0);
    assert!(maman.run(&["audit", "verify"]).assert_code(0).out.contains("lines"));
}
