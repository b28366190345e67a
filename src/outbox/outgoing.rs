//! Letter ready for the mail server: from whom, to whom, and its bytes.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::{
    Address, Message,
    message::{
        Attachment, Mailbox, MultiPart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use super::{
    failure::DeliveryFailure,
    letter::{Fault, Payload},
    message,
    store::LetterRow,
};
use crate::{db::Key, settings::Centre};

/// Name of the calendar file where it is saved.
const CALENDAR_NAME: &str = "maman.ics";

pub(super) struct OutgoingMail {
    pub to: Address,
    pub bytes: Vec<u8>,
}

impl OutgoingMail {
    /// Reads a stored letter and puts it into the form of mail.
    pub(super) fn pack(
        key: &Key,
        sender: &Address,
        centre: &Centre,
        letter: &LetterRow,
        at: DateTime<Utc>,
    ) -> Result<Self, DeliveryFailure> {
        let cipher = letter.cipher.as_deref().ok_or_else(|| unreadable("it has no content"))?;
        let payload = Payload::decrypt(key, cipher).map_err(unreadable)?;
        let to: Address = payload.to.parse().map_err(|_| DeliveryFailure::of_letter(Fault::AddressMalformed, ""))?;
        let message = compose((sender, centre), letter, payload, &to, at)?;
        Ok(Self { to, bytes: message.formatted() })
    }
}

fn compose(
    (sender, centre): (&Address, &Centre),
    letter: &LetterRow,
    payload: Payload,
    to: &Address,
    at: DateTime<Utc>,
) -> Result<Message, DeliveryFailure> {
    let locale = letter.locale().map_err(unreadable)?;
    let content = message::content(locale, centre, &payload).map_err(unreadable)?;
    let both = MultiPart::alternative_plain_html(content.text, content.html);
    let body = match payload.calendar {
        Some(calendar) => MultiPart::mixed().multipart(both).singlepart(
            Attachment::new(CALENDAR_NAME.to_owned())
                .body(calendar, ContentType::parse("text/calendar; charset=utf-8").map_err(unreadable)?),
        ),
        None => both,
    };
    let from = Mailbox::new(Some(centre.name(locale).text), sender.clone());
    let answers = centre.email().and_then(|email| email.parse().ok());
    let begun = Message::builder().from(from);
    let begun = match answers {
        Some(address) => begun.reply_to(Mailbox::new(None, address)),
        None => begun,
    };
    begun
        .to(Mailbox::new(None, to.clone()))
        .subject(content.subject)
        .date(SystemTime::from(at))
        .message_id(Some(format!("<{}@{}>", letter.id, sender.domain())))
        // holiday notes and the like are not to be sent back (RFC 3834)
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .multipart(body)
        .map_err(unreadable)
}

fn unreadable(cause: impl ToString) -> DeliveryFailure {
    DeliveryFailure::of_letter(Fault::Unreadable, cause)
}
