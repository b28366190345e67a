//! Server that takes our letters, as its address names it.
//!
//! `smtps://user:password@host:465` speaks TLS from the first byte, `smtp://user:password@host:587?tls=required` begins
//! it by STARTTLS and says nothing else before, `smtp://host:25` speaks openly, for a server on the same machine; to
//! any other, no password goes that way.

use std::net::IpAddr;

use axum::http::Uri;
use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    extension::ClientId,
};
use percent_encoding::percent_decode_str;

/// Reason for which no mailer can be made of the operator's setting. Holds nothing of the address, which may have a
/// password in it.
#[derive(Debug, thiserror::Error)]
pub enum MailerError {
    #[error("the address of the mail server must read smtp://…, smtp://…?tls=required or smtps://…")]
    ServerMalformed,
    #[error("the password for the mail server would travel unencrypted")]
    PasswordInTheOpen,
    #[error("the sender of letters is not an e-mail address")]
    SenderMalformed,
    #[error("TLS to the mail server cannot be set up: {0}")]
    TlsUnusable(#[source] Error),
}

pub(super) struct Relay {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    hello: ClientId,
}

enum Security {
    None,
    /// TLS begun by STARTTLS on an open connection, before anything else is said.
    StartTls(TlsParameters),
    /// TLS from the first byte.
    Tls(TlsParameters),
}

/// Address taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Parts {
    scheme: Scheme,
    host: String,
    port: u16,
    credentials: Option<(String, String)>,
    hello: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Open,
    StartTls,
    Tls,
}

impl Parts {
    fn read(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let (scheme, usual_port) = match (uri.scheme_str()?, uri.query()) {
            ("smtps", None) => (Scheme::Tls, 465),
            ("smtp", Some("tls=required")) => (Scheme::StartTls, 587),
            ("smtp", None) => (Scheme::Open, 25),
            _ => return None,
        };
        let authority = uri.authority()?.as_str();
        let (user, server) = authority.rsplit_once('@').map_or((None, authority), |(user, rest)| (Some(user), rest));
        let host = uri.host().filter(|host| !host.is_empty())?;
        let port = match server.strip_prefix(host)? {
            "" => usual_port,
            written => written.strip_prefix(':')?.parse().ok()?,
        };
        let credentials = match user {
            Some(user) => Some(read_credentials(user)?),
            None => None,
        };
        let hello = Some(uri.path().trim_matches('/')).filter(|name| !name.is_empty()).map(ToOwned::to_owned);
        // an IPv6 address is written in brackets
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        Some(Self { scheme, host, port, credentials, hello })
    }

    /// Tells whether everybody between here and the mail server could read the password.
    fn shows_password(&self) -> bool {
        self.scheme == Scheme::Open && self.credentials.is_some() && !is_this_machine(&self.host)
    }
}

fn is_this_machine(host: &str) -> bool {
    host.parse::<IpAddr>().map_or_else(|_| host.eq_ignore_ascii_case("localhost"), |address| address.is_loopback())
}

fn read_credentials(text: &str) -> Option<(String, String)> {
    let (user, password) = text.split_once(':')?;
    let read = |part: &str| percent_decode_str(part).decode_utf8().ok().map(String::from);
    Some((read(user)?, read(password)?))
}

impl Relay {
    pub(super) fn from_url(url: &str) -> Result<Self, MailerError> {
        let parts = Parts::read(url).ok_or(MailerError::ServerMalformed)?;
        if parts.shows_password() {
            return Err(MailerError::PasswordInTheOpen);
        }
        let tls = || TlsParameters::new(parts.host.clone()).map_err(MailerError::TlsUnusable);
        let security = match parts.scheme {
            Scheme::Open => Security::None,
            Scheme::StartTls => Security::StartTls(tls()?),
            Scheme::Tls => Security::Tls(tls()?),
        };
        Ok(Self {
            security,
            host: parts.host,
            port: parts.port,
            credentials: parts.credentials.map(Credentials::from),
            hello: parts.hello.map_or_else(ClientId::default, ClientId::Domain),
        })
    }

    /// Opens a connection over which letters can be handed in. The caller limits its time.
    pub(super) async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let server = (self.host.as_str(), self.port);
        let wrapped = match &self.security {
            Security::Tls(tls) => Some(tls.clone()),
            Security::None | Security::StartTls(_) => None,
        };
        let mut line = AsyncSmtpConnection::connect_tokio1(server, None, &self.hello, wrapped, None).await?;
        if let Security::StartTls(tls) = &self.security {
            line.starttls(tls.clone(), &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            line.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
        }
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(scheme: Scheme, host: &str, port: u16, credentials: Option<(&str, &str)>) -> Parts {
        let credentials = credentials.map(|(user, password)| (user.to_owned(), password.to_owned()));
        Parts { scheme, host: host.to_owned(), port, credentials, hello: None }
    }

    #[test]
    fn the_three_forms_of_an_address_are_read() {
        let known = [
            ("smtp://127.0.0.1:2525", parts(Scheme::Open, "127.0.0.1", 2525, None)),
            ("smtp://localhost", parts(Scheme::Open, "localhost", 25, None)),
            ("smtp://[::1]:2525", parts(Scheme::Open, "::1", 2525, None)),
            (
                "smtps://user:pass@mail.example.org:465",
                parts(Scheme::Tls, "mail.example.org", 465, Some(("user", "pass"))),
            ),
            (
                "smtps://okytu%40maman.example:p%2Fw%3A%C3%A9@mail.example.org",
                parts(Scheme::Tls, "mail.example.org", 465, Some(("okytu@maman.example", "p/w:é"))),
            ),
            (
                "smtp://user:pass@mail.example.org?tls=required",
                parts(Scheme::StartTls, "mail.example.org", 587, Some(("user", "pass"))),
            ),
            (
                "smtp://localhost/registry.example.org",
                Parts { hello: Some("registry.example.org".to_owned()), ..parts(Scheme::Open, "localhost", 25, None) },
            ),
        ];
        for (url, expected) in known {
            assert_eq!(Parts::read(url), Some(expected), "{url}");
            assert!(Relay::from_url(url).is_ok(), "{url}");
        }
    }

    #[test]
    fn an_address_that_leaves_tls_to_chance_or_reads_otherwise_is_refused() {
        for url in [
            "",
            "127.0.0.1:25",
            "http://127.0.0.1:25",
            "smtp://",
            "smtp://host:port",
            "smtp://host:99999",
            "smtp://user@host",
            "smtp://host?tls=opportunistic",
            "smtp://host?tls=",
            "smtps://host?tls=required",
            "smtps://user:%ff@host",
        ] {
            let refused = Relay::from_url(url).err();
            assert!(matches!(refused, Some(MailerError::ServerMalformed)), "{url}");
        }
    }

    #[test]
    fn a_password_goes_openly_to_no_other_machine() {
        for url in
            ["smtp://user:pass@mail.example.org:587", "smtp://user:pass@192.0.2.7", "smtp://user:pass@[2001:db8::1]"]
        {
            let refused = Relay::from_url(url).err();
            assert!(matches!(refused, Some(MailerError::PasswordInTheOpen)), "{url}");
        }
        for url in [
            "smtp://user:pass@127.0.0.1:587",
            "smtp://user:pass@[::1]:587",
            "smtp://user:pass@localhost",
            "smtp://user:pass@mail.example.org:587?tls=required",
            "smtp://mail.example.org",
        ] {
            assert!(Relay::from_url(url).is_ok(), "{url}");
        }
    }
}
