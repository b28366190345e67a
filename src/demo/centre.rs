//! Centre of the demonstration, invented and to be seen as such: its addresses end in `.example`, which nobody can own
//! (RFC 2606), its street is called Example, its people are called so too, and no BIN was ever issued in the month 00.

use crate::{
    db::Tx,
    ground::AppError,
    settings::{Setting, service as settings},
};

const CENTRE: [(Setting, &str); 15] = [
    (Setting::AddressKk, "010000, Астана, Үлгі көшесі, 1"),
    (Setting::AddressRu, "010000, Астана, ул. Примерная, 1"),
    (Setting::AddressEn, "1 Example Street, 010000 Astana"),
    (Setting::Phone, "+7 7172 00 00 00"),
    (Setting::Email, "okytu@maman.example"),
    (Setting::Bin, "000040000019"),
    (Setting::Website, "https://maman.example"),
    (Setting::HeadName, "Мысалов Е.Ү."),
    (Setting::HeadRoleKk, "Орталық директоры"),
    (Setting::HeadRoleRu, "Директор центра"),
    (Setting::HeadRoleEn, "Director of the centre"),
    (Setting::LeadName, "Примерова А.О."),
    (Setting::LeadRoleKk, "Оқу бөлімінің жетекшісі"),
    (Setting::LeadRoleRu, "Руководитель учебного отдела"),
    (Setting::LeadRoleEn, "Head of training"),
];

/// Sets the words that the centre of the demonstration says of itself. Its name is the programme's name for it.
pub(super) async fn introduce(tx: &mut Tx) -> Result<(), AppError> {
    let typed = CENTRE.map(|(setting, value)| (setting, value.to_owned()));
    settings::set(tx, typed.to_vec()).await.map(drop)
}
