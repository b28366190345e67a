//! Letters about a certificate.

use super::{
    model::{Certificate, Reminder},
    site,
};
use crate::{
    accounts::model::Account,
    courses,
    db::Tx,
    ground::{AppError, address::Address},
    i18n::{dates, text},
    my,
    outbox::{self, Letter, LetterKind},
};

/// Event that a letter reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CertificateNotice<'a> {
    Issued,
    /// Revocation, with its reason if staff want it to be said.
    Revoked {
        reason: Option<&'a str>,
    },
    /// Issue in the place of another, of which the reason is said.
    Replaced {
        reason: &'a str,
    },
    /// End of its validity that comes near; `course` is the code of the course that renews it.
    Expires {
        reminder: Reminder,
        course: &'a str,
    },
}

impl CertificateNotice<'_> {
    const fn kind(self) -> LetterKind {
        match self {
            Self::Issued => LetterKind::CertificateIssued,
            Self::Revoked { .. } => LetterKind::CertificateRevoked,
            Self::Replaced { .. } => LetterKind::CertificateReplaced,
            Self::Expires { .. } => LetterKind::CertificateExpires,
        }
    }
}

/// Queues the letter to the holder, in the transaction of the event.
pub(super) async fn queue(
    tx: &mut Tx,
    account: &Account,
    certificate: &Certificate,
    notice: CertificateNotice<'_>,
) -> Result<(), AppError> {
    let locale = account.locale;
    let course = certificate.printed.title.pick(locale).0.to_owned();
    let number = certificate.registration_number.to_string();
    let check = site::Verify::of(certificate.check_code.to_string()).url(tx.origin(), locale);
    let valid = certificate
        .printed
        .valid_until
        .map(|day| text!(locale, certificates.letter_valid_until, day = dates::long(locale, day)));
    let (subject, paragraphs) = match notice {
        CertificateNotice::Issued => (
            text!(locale, certificates.letter_issued_subject, course = course.clone()),
            vec![
                Some(text!(locale, certificates.letter_issued, course = course, number = number)),
                valid,
                Some(text!(locale, certificates.letter_check, address = check)),
            ],
        ),
        CertificateNotice::Revoked { reason } => (
            text!(locale, certificates.letter_revoked_subject, number = number.clone()),
            vec![
                Some(text!(locale, certificates.letter_revoked, number = number, course = course)),
                reason.map(|reason| text!(locale, certificates.letter_reason, reason = reason)),
            ],
        ),
        CertificateNotice::Replaced { reason } => (
            text!(locale, certificates.letter_replaced_subject, course = course.clone()),
            vec![
                Some(text!(locale, certificates.letter_replaced, course = course, number = number)),
                Some(text!(locale, certificates.letter_reason, reason = reason)),
                valid,
                Some(text!(locale, certificates.letter_check, address = check)),
            ],
        ),
        CertificateNotice::Expires { course: code, .. } => {
            let day = dates::long(locale, certificate.printed.valid_until.unwrap_or_default());
            let page = courses::site::CoursePage::of(code).url(tx.origin(), locale);
            (
                text!(locale, certificates.letter_expires_subject, day = day.clone(), course = course.clone()),
                vec![
                    Some(text!(locale, certificates.letter_expires, number = number, course = course, day = day)),
                    Some(text!(locale, certificates.letter_renew, address = page)),
                ],
            )
        }
    };
    // a reminder of each kind
    let occasion = match notice {
        CertificateNotice::Expires { reminder, .. } => format!(" {}", reminder.days()),
        _ => String::new(),
    };
    let own = if matches!(notice, CertificateNotice::Revoked { .. }) {
        (text!(locale, layout.my), my::site::My.url(tx.origin(), locale))
    } else {
        let page = site::OwnCertificate::of(certificate.registration_number.to_string());
        (text!(locale, certificates.letter_open), page.url(tx.origin(), locale))
    };
    let letter = Letter {
        kind: notice.kind(),
        to: account.email.clone(),
        locale,
        subject,
        paragraphs: paragraphs.into_iter().flatten().collect(),
        action: Some(own),
        dedupe_key: Some(format!("{} {}{occasion}", notice.kind().as_str(), certificate.id)),
        calendar: None,
        useless_after: None,
    };
    Ok(outbox::queue(tx, letter).await?)
}
