//! Sender of the letters, and the address that answers to them go to.

use super::*;
use crate::settings::{Setting, service as settings};

async fn introduced(ctx: &Ctx, values: &[(Setting, &str)]) {
    let mut tx = ctx.begin().await.unwrap();
    let typed = values.iter().map(|(setting, value)| (*setting, (*value).to_owned())).collect();
    settings::set(&mut tx, typed).await.unwrap();
    audit::commit(tx).await.unwrap();
}

on_both_databases!(a_letter_of_a_centre_without_an_address_asks_nobody_to_write_to_one, |ctx| {
    let server = Server::start().await;
    post(&ctx, letter(Locale::Ru)).await;
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().sent, 1);
    let received = server.letters().await.remove(0);
    assert_eq!(received.header("Reply-To"), None);
    for form in [received.text(), received.html()] {
        assert!(form.contains(&text!(Locale::Ru, letters.by_program)), "{form}");
        assert!(!form.contains(&text!(Locale::Ru, letters.answers_at)) && !form.contains("mailto:"), "{form}");
    }
});

on_both_databases!(a_letter_goes_in_the_centres_name_and_answers_go_to_its_address, |ctx| {
    let names = [(Setting::NameKk, "Орталық"), (Setting::NameRu, "Центр"), (Setting::NameEn, "<b>The centre</b>")];
    introduced(&ctx, &names).await;
    introduced(&ctx, &[(Setting::FullNameKk, "Еуразия орталығы"), (Setting::Email, "centre@enu.kz")]).await;
    let server = Server::start().await;
    for locale in Locale::ALL {
        post(&ctx, letter(locale)).await;
    }
    let waiting = listed(&ctx).await.remove(0).content.unwrap();
    assert!(waiting.text.contains("centre@enu.kz") && !waiting.html.contains("<b>The centre"), "{}", waiting.html);
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().sent, 3);
    let letters = server.letters().await;
    for (locale, name) in [(Locale::Kk, "Орталық"), (Locale::Ru, "Центр")] {
        let lang = format!("<html lang=\"{}\">", locale.code());
        let received = letters.iter().find(|letter| letter.html().contains(&lang)).unwrap();
        assert_eq!(received.header("From").unwrap(), format!("{name} <{SENDER}>"));
        assert_eq!(received.header("Reply-To").unwrap(), "centre@enu.kz");
        for form in [received.text(), received.html()] {
            assert!(form.contains(name) && form.contains("Еуразия орталығы"), "{form}");
            assert!(form.contains(&text!(locale, letters.answers_at)) && form.contains("centre@enu.kz"), "{form}");
        }
    }
});
