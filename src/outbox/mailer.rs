//! Handing of letters to the mail server.
//!
//! lettre's own transport has a pool of connections, and one whose letter ran out of time would go back there in the
//! middle of a sentence: the next words would become part of that letter. So a round of letters has one connection of
//! its own, which is dropped, and with it closed, at the first thing that goes wrong.

use std::{future::Future, time::Duration};

use lettre::{
    Address,
    transport::smtp::{
        Error,
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Quit, Rcpt},
        extension::{Extension, MailParameter},
    },
};

use super::{
    failure::{DeliveryFailure, Stage},
    letter::Fault,
    outgoing::OutgoingMail,
    relay::{MailerError, Relay},
};

/// Time that a connection may take to be made, and a letter to be taken.
const PATIENCE: Duration = Duration::from_secs(10);

/// Mail server that takes our letters, and the sender in whose name they go out.
pub struct Mailer {
    relay: Relay,
    sender: Address,
    pub(super) patience: Duration,
}

impl Mailer {
    /// Reads `MAMAN_SMTP_URL` and the address that letters come from. Nothing is sent yet.
    pub fn from_url(smtp_url: &str, from: &str) -> Result<Self, MailerError> {
        let address = |text: &str| text.parse().map_err(|_| MailerError::SenderMalformed);
        Ok(Self { relay: Relay::from_url(smtp_url)?, sender: address(from)?, patience: PATIENCE })
    }

    /// Begins a round of letters.
    pub(super) fn round(&self) -> Round<'_> {
        Round { mailer: self, line: None }
    }

    /// Waits for a step of the conversation, but not for ever.
    async fn in_time<T>(
        &self,
        stage: Stage,
        step: impl Future<Output = Result<T, DeliveryFailure>>,
    ) -> Result<T, DeliveryFailure> {
        tokio::time::timeout(self.patience, step).await.unwrap_or_else(|_| {
            let cause = "no answer in time".to_owned();
            Err(DeliveryFailure { fault: Fault::Unreachable, cause, concerns_all: stage == Stage::Introduction })
        })
    }
}

/// Round of letters over one connection, which is made for the first of them.
pub(super) struct Round<'a> {
    mailer: &'a Mailer,
    line: Option<AsyncSmtpConnection>,
}

impl Round<'_> {
    /// Address in whose name the letters go out.
    pub(super) fn sender(&self) -> &Address {
        &self.mailer.sender
    }

    pub(super) async fn send(&mut self, mail: &OutgoingMail) -> Result<(), DeliveryFailure> {
        let mut line = self.introduced(mail).await?;
        self.mailer.in_time(Stage::Letter, hand_over(&mut line, mail)).await?;
        self.line = Some(line);
        Ok(())
    }

    /// Connection on which the server waits for the recipient. That of the letter before is used again where the server
    /// allows it; some take only so many letters over one.
    async fn introduced(&mut self, mail: &OutgoingMail) -> Result<AsyncSmtpConnection, DeliveryFailure> {
        let mailer = self.mailer;
        if let Some(mut line) = self.line.take()
            && mailer.in_time(Stage::Introduction, introduce(&mut line, &mailer.sender, mail)).await.is_ok()
        {
            return Ok(line);
        }
        let anew = async {
            let mut line = connect(&mailer.relay).await?;
            introduce(&mut line, &mailer.sender, mail).await?;
            Ok(line)
        };
        mailer.in_time(Stage::Introduction, anew).await
    }

    /// Says goodbye to the mail server. The letters are sent, even if this fails.
    pub(super) async fn close(self) {
        if let Some(mut line) = self.line {
            let _ = tokio::time::timeout(self.mailer.patience, line.command(Quit)).await;
        }
    }
}

async fn connect(relay: &Relay) -> Result<AsyncSmtpConnection, DeliveryFailure> {
    relay.connect().await.map_err(|error| DeliveryFailure::at(Stage::Introduction, &error, None))
}

/// Tells the mail server the sender of a letter. A refusal here is about us.
async fn introduce(line: &mut AsyncSmtpConnection, from: &Address, mail: &OutgoingMail) -> Result<(), DeliveryFailure> {
    let mut options = Vec::new();
    if [from, &mail.to].iter().any(|address| !AsRef::<str>::as_ref(*address).is_ascii()) {
        if !line.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(DeliveryFailure::of_letter(
                Fault::AddressMalformed,
                "the mail server knows ASCII addresses only",
            ));
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    let said = line.command(Mail::new(Some(from.clone()), options)).await;
    said.map(drop).map_err(|error| DeliveryFailure::at(Stage::Introduction, &error, None))
}

/// Tells the mail server the recipient, and hands the letter over. A refusal here is about the letter, unless its words
/// say that it is about us.
async fn hand_over(line: &mut AsyncSmtpConnection, mail: &OutgoingMail) -> Result<(), DeliveryFailure> {
    let about_letter = |error: Error| DeliveryFailure::at(Stage::Letter, &error, Some(&mail.to));
    line.command(Rcpt::new(mail.to.clone(), Vec::new())).await.map_err(about_letter)?;
    line.command(Data).await.map_err(about_letter)?;
    line.message(&mail.bytes).await.map(drop).map_err(about_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_that_is_no_address_is_refused_at_the_start() {
        let refused = Mailer::from_url("smtp://127.0.0.1:25", "the centre").err();
        assert!(matches!(refused, Some(MailerError::SenderMalformed)));
        assert!(Mailer::from_url("smtp://127.0.0.1:25", "okytu@maman.example").is_ok());
    }
}
