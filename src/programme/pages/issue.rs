//! `/{l}/staff/runs/{run}/certificates`: the page of `certificates`, with how the figure has risen by those of the run.

use leptos::prelude::*;

use crate::{
    certificates::{self, service as certificates_service, site},
    enrollments::service as enrollments,
    ground::{AppError, Locale},
    i18n::{numbers, text},
    programme::service::{self, Rise, ViewCache},
    ui::{Page, PageRequest, Seats},
};

pub async fn issue(mut request: PageRequest, address: site::Issue, views: ViewCache) -> Result<Page, AppError> {
    let (locale, today) = (request.locale, request.today());
    let tx = request.tx().await?;
    let details = enrollments::run_for_staff(tx, address.run.as_str()).await?;
    let certificates = certificates_service::of_run(tx, &details, today).await?;
    let rise = service::rise(tx, &views, &certificates.issued).await?;
    let rise = rise.map(|rise| panel(locale, rise)).into_any();
    Ok(certificates::pages::issue(&request, &details, certificates, rise))
}

/// Panel that says how many count for the first time by the run, and what the figure is with them.
fn panel(locale: Locale, rise: Rise) -> impl IntoView {
    let Rise { certificates, new, trained, target } = rise;
    let before = trained.saturating_sub(new);
    let title = match new {
        0 => text!(locale, rise.nobody),
        new => text!(locale, rise.new, count = new),
    };
    let others = certificates.saturating_sub(new);
    let others = (others > 0).then(|| view! { <p class="muted">{text!(locale, rise.others, count = others)}</p> });
    let of_target = text!(locale, rise.of_target, target = numbers::whole(locale, target.into()));
    view! {
        <div class="lift sky on-sky">
            <div class="stack stack--2">
                <p class="lift__t">{title}</p>
                {others}
            </div>
            <div class="lift__n">
                <p><b>{numbers::whole(locale, trained.into())}</b>" "<span>{of_target}</span></p>
                <Seats capacity=target taken=before offered=new/>
            </div>
        </div>
    }
}
