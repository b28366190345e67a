//! Page for every error: what happened, and ways on.

use axum::http::StatusCode;
use leptos::prelude::*;

use super::{
    Location, Navigation, Page, Section,
    centre::{centre, mail_link},
    layout::navigation,
};
use crate::{
    ground::{AppError, Incident, Locale, error::Clash, error::Rule},
    i18n::text,
};

/// Error page of one kind, before it is worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorPage {
    status: StatusCode,
    said: Cause,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Cause {
    App(AppError),
    /// Address knows no such method. 405
    MethodNotAllowed,
    /// Request was sent from another site, and so not carried out. 403
    CrossSite,
    /// Request is larger than the server reads. 413
    TooLarge,
    /// Body ends too early, or is not put together as it says. 400
    BrokenOff,
    /// Body is of a kind that no form sends. 415
    NoForm,
    /// Request took longer than we wait. 503
    TimedOut,
}

impl ErrorPage {
    pub fn of(error: &AppError) -> Self {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, said: Cause::App(error.clone()) }
    }

    pub fn method_not_allowed() -> Self {
        Self { status: StatusCode::METHOD_NOT_ALLOWED, said: Cause::MethodNotAllowed }
    }

    /// Error page for an answer that a layer gave without one; `None` where the answer is left as it is.
    pub fn of_status(status: StatusCode) -> Option<Self> {
        let said = match status {
            StatusCode::NOT_FOUND => Cause::App(AppError::NotFound),
            StatusCode::METHOD_NOT_ALLOWED => Cause::MethodNotAllowed,
            StatusCode::FORBIDDEN => Cause::CrossSite,
            StatusCode::PAYLOAD_TOO_LARGE => Cause::TooLarge,
            StatusCode::BAD_REQUEST => Cause::BrokenOff,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Cause::NoForm,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT | StatusCode::REQUEST_TIMEOUT => {
                Cause::TimedOut
            }
            _ => return None,
        };
        Some(Self { status, said })
    }

    /// Error page for a fault whose cause is in the log under this number.
    pub fn bug(incident: Incident) -> Self {
        Self::of(&AppError::Bug(incident))
    }

    pub const fn status(&self) -> StatusCode {
        self.status
    }

    pub fn into_page(self, location: &Location) -> Page {
        let locale = location.locale;
        let (title, lede) = self.words(locale);
        let navigation = navigation();
        let [home, verify] = [|navigation: &Navigation| navigation.home, |navigation: &Navigation| navigation.verify]
            .map(|address| navigation.as_deref().map(|navigation| address(navigation)(locale)));
        let incident = match &self.said {
            Cause::App(AppError::Bug(incident)) => Some(incident.to_string()),
            _ => location.request_id.clone(),
        };
        let code = self.status.as_u16();
        let main = view! {
            <div class="wrap wrap--narrow page stack stack--5">
                <div class="head">
                    <p class="tag">{code}</p>
                    <h1>{title.clone()}</h1>
                    <p class="lede">{lede}</p>
                </div>
                <ul class="tasks">
                    <li class="task">
                        <div>
                            <h2 class="h3">{text!(locale, errors.way_home)}</h2>
                            <p class="small muted">{text!(locale, errors.way_home_more)}</p>
                        </div>
                        <a class="btn btn--go" href=home>{text!(locale, errors.go_home)}</a>
                    </li>
                    <li class="task">
                        <div>
                            <h2 class="h3">{text!(locale, errors.way_verify)}</h2>
                            <p class="small muted">{text!(locale, errors.way_verify_more)}</p>
                        </div>
                        <a class="btn" href=verify>{text!(locale, errors.go_verify)}</a>
                    </li>
                </ul>
                {help(locale, incident)}
            </div>
        };
        Page::new(title, Section::None, main).status(self.status).private()
    }

    /// Title and explanation in the reader's language. Every kind of error has its own.
    pub fn words(&self, locale: Locale) -> (String, String) {
        match &self.said {
            Cause::App(error) => words(locale, error),
            Cause::MethodNotAllowed => (text!(locale, errors.method), text!(locale, errors.method_more)),
            Cause::CrossSite => (text!(locale, errors.cross_site), text!(locale, errors.cross_site_more)),
            Cause::TooLarge => (text!(locale, errors.too_large), text!(locale, errors.too_large_more)),
            Cause::BrokenOff => (text!(locale, errors.broken_off), text!(locale, errors.broken_off_more)),
            Cause::NoForm => (text!(locale, errors.invalid), text!(locale, errors.invalid_more)),
            Cause::TimedOut => (text!(locale, errors.unavailable), text!(locale, errors.unavailable_more)),
        }
    }
}

/// Words about help: whom to write to, and the number to mention; while no address is set, the number alone.
fn help(locale: Locale, number: Option<String>) -> AnyView {
    let link = mail_link(&centre());
    let before = if link.is_some() { text!(locale, errors.tell_number) } else { text!(locale, errors.number) };
    let number = number.map(|number| view! { {before}" "<span class="request-id">{number}</span> });
    let write = link.map(|link| view! { {text!(locale, errors.write_to)}" "{link}". " });
    view! { <p class="small muted">{write}{number}</p> }.into_any()
}

/// Words for what happened and what to do, for every kind of error.
pub fn words(locale: Locale, error: &AppError) -> (String, String) {
    match error {
        AppError::Invalid(_) => (text!(locale, errors.invalid), text!(locale, errors.invalid_more)),
        AppError::SignInNeeded => (text!(locale, errors.sign_in), text!(locale, errors.sign_in_more)),
        AppError::Refused(rule) => (
            text!(locale, errors.refused),
            match rule {
                Rule::FiguresAreForOfficers => text!(locale, errors.figures_for_officers),
                Rule::RegistryIsKeptByStaff => text!(locale, errors.registry_by_staff),
                Rule::SettingsAreForAdministrators => text!(locale, errors.settings_for_administrators),
                Rule::EnrollingIsForTrainees => text!(locale, errors.enrolling_for_trainees),
                Rule::OwnCoursesAreForTrainees => text!(locale, errors.courses_for_trainees),
            },
        ),
        AppError::NotFound => (text!(locale, errors.not_found), text!(locale, errors.not_found_more)),
        AppError::Conflict(clash) => (
            text!(locale, errors.conflict),
            match clash {
                Clash::RegistrationNumberTaken => text!(locale, errors.number_taken),
                Clash::CertificateIsOver => text!(locale, errors.certificate_over),
                Clash::RunIsFull => text!(locale, errors.run_full),
                Clash::EnrolledAlready => text!(locale, errors.enrolled_already),
                Clash::StepNotAllowed => text!(locale, errors.step_not_allowed),
                Clash::RunsOverlap => text!(locale, errors.runs_overlap),
                Clash::EnrollmentClosed => text!(locale, errors.enrollment_closed),
                Clash::RunHasBegun => text!(locale, errors.run_has_begun),
                Clash::ConsentMissing => text!(locale, errors.consent_missing),
                Clash::OfferOver => text!(locale, errors.offer_over),
                Clash::AccountExists => text!(locale, errors.account_exists),
                Clash::AccountChanged => text!(locale, errors.account_changed),
                Clash::OwnAccount => text!(locale, errors.own_account),
                Clash::SettingsChanged => text!(locale, errors.settings_changed),
                Clash::RunChanged => text!(locale, errors.run_changed),
                Clash::MeetingHasMarks => text!(locale, errors.meeting_has_marks),
                Clash::CourseChanged => text!(locale, errors.course_changed),
                Clash::PersonChanged => text!(locale, errors.person_changed),
                Clash::RecordsStayApart => text!(locale, errors.records_stay_apart),
                Clash::IinTaken => text!(locale, errors.iin_taken),
                Clash::AddressUnset => text!(locale, errors.address_unset, variable = "MAMAN_URL"),
                Clash::NoClaim => text!(locale, errors.no_claim),
                Clash::EditionTaken => text!(locale, errors.edition_taken),
                Clash::CourseIsArchived => text!(locale, errors.course_is_archived),
                Clash::LinkOver => text!(locale, errors.link_over),
                Clash::RunIsClosed => text!(locale, errors.run_closed),
                Clash::RunIsCancelled => text!(locale, errors.run_cancelled),
                Clash::RunIsOpen => text!(locale, errors.run_open),
                Clash::RunHasCertificates => text!(locale, errors.run_has_certificates),
                Clash::CheckInRefused => text!(locale, errors.check_in_refused),
                Clash::NoAssessment => text!(locale, errors.no_assessment),
                Clash::OutsideRunDays => text!(locale, errors.outside_run_days),
            },
        ),
        AppError::TooMany { seconds } => {
            let minutes = seconds.div_ceil(60);
            (text!(locale, errors.too_many), text!(locale, errors.too_many_more, count = minutes))
        }
        AppError::Unavailable => (text!(locale, errors.unavailable), text!(locale, errors.unavailable_more)),
        AppError::Bug(_) => (text!(locale, errors.bug), text!(locale, errors.bug_more)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_tried_too_often_is_told_minutes_and_not_884_seconds() {
        let waits = |locale, seconds| words(locale, &AppError::TooMany { seconds }).1.replace('\u{a0}', " ");
        assert_eq!(waits(Locale::Ru, 884), "Повторите через 15 минут.");
        assert_eq!(waits(Locale::Ru, 61), "Повторите через 2 минуты.");
        assert_eq!(waits(Locale::Ru, 1), "Повторите через 1 минуту.");
        assert_eq!(waits(Locale::En, 60), "Try again in 1 minute.");
        assert_eq!(waits(Locale::Kk, 884), "15 минуттан кейін қайталап көріңіз.");
    }
}
