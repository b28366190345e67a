//! `/{l}/staff/certificates`: the register, searched by name, number or check code.

use leptos::prelude::*;

use super::issue::{certificate_row, certificate_table};
use crate::{
    certificates::{
        model::Search,
        service::{self, PAGE},
        site,
    },
    ground::{AppError, address::Address},
    i18n::text,
    ui::{Empty, Icon, IconName, Page, PageRequest, Pager, Section, page_asked},
};

/// Field of the search.
const Q: &str = "q";

pub async fn register(mut request: PageRequest, _: site::StaffCertificates) -> Result<Page, AppError> {
    let (locale, today) = (request.locale, request.today());
    let typed = request.field(Q).unwrap_or_default().to_owned();
    let number = page_asked(request.field("page"), i64::MAX).ok_or(AppError::NotFound)?;
    let found = service::search(request.tx().await?, &Search::read(&typed), number).await?;
    let last = (found.count + PAGE - 1).div_euclid(PAGE).max(1);
    if number > last {
        return Err(AppError::NotFound);
    }
    let count = u32::try_from(found.count).unwrap_or(u32::MAX);
    let list = if found.certificates.is_empty() && typed.is_empty() {
        view! { <Empty><h2>{text!(locale, certificates.none)}</h2></Empty> }.into_any()
    } else if found.certificates.is_empty() {
        view! { <Empty><h2>{text!(locale, certificates.no_match)}</h2></Empty> }.into_any()
    } else {
        let rows = found.certificates.iter().map(|one| certificate_row(locale, one, today)).collect_view();
        certificate_table(locale, rows).into_any()
    };
    let address = site::StaffCertificates.path(locale);
    let base = if typed.is_empty() {
        format!("{address}?")
    } else {
        site::StaffCertificates.with(locale, [(Q, typed.clone())])
    };
    let title = text!(locale, layout.certificates);
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <div class="head"><h1>{title.clone()}</h1></div>
            <form class="joined" action=address role="search">
                <div class="searchbar">
                    <Icon name=IconName::Search/>
                    <label class="vh" for=Q>{text!(locale, certificates.search)}</label>
                    <input class="input" type="search" id=Q name=Q value=typed autocomplete="off"
                        placeholder=text!(locale, certificates.search)/>
                </div>
                <button class="btn btn--go">{text!(locale, certificates.find)}</button>
            </form>
            <p role="status">{text!(locale, certificates.found, count = count)}</p>
            {list}
            <Pager locale current=number last base/>
        </div>
    };
    Ok(Page::new(title, Section::Certificates, main).staff())
}
