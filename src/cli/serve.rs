//! `maman serve`: opens the database, fills in the demonstration if `--demo` is given, and serves until it is stopped.

use std::{process::ExitCode, time::Duration};

use tokio::{net::TcpListener, signal, sync::watch, task::JoinHandle, time::timeout};

use super::{Config, ServeConfig, Stop, log_to_stderr, open, say, settings, url};
use crate::{
    accounts::model::DEMO_PASSWORD,
    demo::{self, DemoError, Story},
    ground::{Locale, caller::Role},
    i18n::text,
    jobs,
    outbox::{self, Mailer},
    routes,
    server::{self, Limits},
    state::AppState,
};

/// Time for the jobs under way after the last answer, when the program is to end.
const PATIENCE: Duration = Duration::from_secs(2);
/// Longest wait for the database to close: an operator who ends the program waits ten seconds in all.
const CLOSING: Duration = Duration::from_secs(2);

pub(super) async fn run(config: &Config, serve: &ServeConfig) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    log_to_stderr("warn,maman=info,memory_serve=warn");
    let (mailer, url) = (mailer(locale, serve)?, url::public_address(config)?);
    let ctx = open(config).await?;
    let story = if serve.demo { Some(demo::fill(&ctx).await.map_err(|error| unfilled(locale, error))?) } else { None };
    let listener = TcpListener::bind(serve.addr).await.map_err(|error| {
        Stop::Line(text!(locale, cli.address_taken, addr = serve.addr.to_string(), why = error.to_string()))
    })?;
    let addr = listener.local_addr().map_or(serve.addr, |bound| bound);
    let origin = url.map_or_else(|| format!("http://{addr}"), ToOwned::to_owned);
    if mailer.is_some() && url.is_none() {
        tracing::warn!("MAMAN_URL is not set: links in letters begin with {origin}; set it to what readers open");
    }
    let ctx = ctx.at_origin(&origin);
    let state = AppState::new(&ctx, serve.behind_proxy, mailer.is_some()).await?;
    warn_of_unset(locale, &state);
    say!("{}", text!(locale, cli.serving, addr = addr.to_string()));
    if let Some(story) = story {
        say!("{}\n{}", sign_ins(locale, &story), codes(locale, &story));
    }
    let (stop, stopped) = watch::channel(());
    let jobs = tokio::spawn(jobs::run(ctx.clone(), mailer, state.checks.clone(), state.views.clone(), stopped));
    let asked = async move {
        stop_asked().await;
        drop(stop);
    };
    server::serve(listener, routes::router(state), Limits::of_process(serve.behind_proxy), asked).await;
    end(jobs).await;
    // saved data is saved; the log beside the database is read in again when it is next opened
    let _ = timeout(CLOSING, ctx.db.close()).await;
    Ok(ExitCode::SUCCESS)
}

/// Lets the jobs come to their end. A mail server that makes them wait does not delay the program: a letter that was
/// under way is sent again by the next one.
async fn end(mut jobs: JoinHandle<()>) {
    if timeout(PATIENCE, &mut jobs).await.is_err() {
        jobs.abort();
    }
}

/// Warns of the centre's settings that are not set yet: pages and letters lack them.
fn warn_of_unset(locale: Locale, state: &AppState) {
    let missing = state.centre.last_known().missing();
    if !missing.is_empty() && !state.site.demo {
        let keys = settings::keys(&missing);
        tracing::warn!("{}", text!(locale, cli.settings_unset, keys = keys, command = settings::COMMAND));
    }
}

/// Mailer for letters, if the operator has set one.
fn mailer(locale: Locale, serve: &ServeConfig) -> Result<Option<Mailer>, Stop> {
    let mailer = serve.smtp_url.as_deref().map(|url| Mailer::from_url(url, &serve.mail_from)).transpose();
    mailer.map_err(|error| Stop::Line(outbox::wording::mailer(locale, &error)))
}

fn unfilled(locale: Locale, error: DemoError) -> Stop {
    match error {
        DemoError::NotEmpty => Stop::Line(text!(locale, cli.demo_not_empty)),
        DemoError::App(error) => Stop::App(error),
    }
}

/// Sign-ins of the demonstration: who tries it can be each of these.
fn sign_ins(locale: Locale, story: &Story) -> String {
    let line = |(email, role): &(&str, Role)| format!("  {email}  {DEMO_PASSWORD}  {}", role.as_str());
    let lines = story.sign_ins.iter().map(line);
    std::iter::once(text!(locale, cli.demo_sign_ins)).chain(lines).collect::<Vec<_>>().join("\n")
}

/// Check code of each state, so that every answer of the check can be seen.
fn codes(locale: Locale, story: &Story) -> String {
    let lines = story.codes.iter().map(|(word, code)| format!("  {code}  {word}"));
    std::iter::once(text!(locale, cli.demo_codes)).chain(lines).collect::<Vec<_>>().join("\n")
}

/// Resolves when the operator presses Ctrl-C or the system asks the program to end.
async fn stop_asked() {
    let interrupt = async {
        let _ = signal::ctrl_c().await;
    };
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
