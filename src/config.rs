//! Environment and flags, read once.

use std::net::SocketAddr;

use clap::Args;

use crate::ground::Locale;

/// Settings of every command: database, operator, language.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// Database: sqlite:FILE or postgres://…
    #[arg(
        long = "database",
        env = "DATABASE_URL",
        default_value = "sqlite:maman.db",
        global = true,
        hide_env_values = true
    )]
    pub database_url: String,

    /// Key of the database, 64 hexadecimal digits; on SQLite it lies in a file beside the database
    #[arg(long, env = "MAMAN_KEY", global = true, hide_env_values = true, hide = true)]
    pub key: Option<String>,

    /// Name of the operator, for the audit log; the system's user name unless given
    #[arg(long, env = "USER", default_value = "operator", global = true, hide_env_values = true)]
    pub operator: String,

    /// Public address of the site, `https://…`, as letters and documents have it; where it listens unless given
    #[arg(long, env = "MAMAN_URL", global = true)]
    pub url: Option<String>,

    /// Folder with the marks of funders, SVG or PNG, that certificates show in the order of their names
    #[arg(long, env = "MAMAN_FUNDERS", global = true)]
    pub funders: Option<std::path::PathBuf>,

    /// Language of messages: kk, ru or en
    #[arg(long, env = "LANG", global = true, hide_env_values = true, value_parser = parse_locale)]
    pub lang: Option<Locale>,
}

impl Config {
    pub fn locale(&self) -> Locale {
        self.lang.unwrap_or_default()
    }
}

/// Reads `ru` and also the system's form of it, `ru_RU.UTF-8`; a system language that is none of ours is no mistake, so
/// that `LANG=C` means Kazakh, the first.
#[expect(clippy::unnecessary_wraps, reason = "the shape of a parser")]
fn parse_locale(text: &str) -> Result<Locale, std::convert::Infallible> {
    let code = text.split(['_', '.', '-']).next().unwrap_or_default();
    Ok(Locale::from_code(code).unwrap_or_default())
}

/// Settings of `serve` besides.
#[derive(Clone, Debug, Args)]
pub struct ServeConfig {
    /// Address to listen on
    #[arg(long, env = "MAMAN_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,

    /// Fill an empty database with an invented story, and show it
    #[arg(long)]
    pub demo: bool,

    /// Mail server: `smtp://…`, `smtps://user:password@host`; without one, letters wait to be seen by the operator
    #[arg(long, env = "MAMAN_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,

    /// Sender of letters
    #[arg(long, env = "MAMAN_MAIL_FROM", default_value = "maman@localhost")]
    pub mail_from: String,

    /// Take the reader's network address from the last X-Forwarded-For of the proxy in front
    #[arg(long, env = "MAMAN_BEHIND_PROXY")]
    pub behind_proxy: bool,
}
