//! `maman serve`: opens the database, tells the demonstration if asked to, and serves until told to stop.

use std::process::ExitCode;

use tokio::{net::TcpListener, signal};

use super::{Config, ServeConfig, Stop, log_to_stderr, open, say};
use crate::{
    demo::{self, DemoError, Story},
    ground::Locale,
    i18n::text,
    routes,
    state::AppState,
};

pub(super) async fn run(config: &Config, serve: &ServeConfig) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    log_to_stderr("warn,maman=info,memory_serve=warn");
    if serve.open_dashboard && !serve.addr.ip().is_loopback() {
        return Err(Stop::Line(text!(locale, cli.dashboard_loopback_only)));
    }
    let ctx = open(config).await?;
    let story = if serve.demo { Some(demo::fill(&ctx).await.map_err(|error| unfilled(locale, error))?) } else { None };
    let state = AppState::new(&ctx, serve.open_dashboard).await?;
    let listener = TcpListener::bind(serve.addr).await.map_err(|error| {
        Stop::Line(text!(locale, cli.address_taken, addr = serve.addr.to_string(), why = error.to_string()))
    })?;
    let addr = listener.local_addr().map_or(serve.addr, |bound| bound);
    say!("{}", text!(locale, cli.serving, addr = addr.to_string()));
    if let Some(story) = story {
        say!("{}", codes(locale, &story));
    }
    let server = axum::serve(listener, routes::router(state)).with_graceful_shutdown(stop_asked());
    server.await.map_err(|error| Stop::Line(error.to_string()))?;
    ctx.db.close().await;
    Ok(ExitCode::SUCCESS)
}

fn unfilled(locale: Locale, error: DemoError) -> Stop {
    match error {
        DemoError::NotEmpty => Stop::Line(text!(locale, cli.demo_not_empty)),
        DemoError::App(error) => Stop::App(error),
    }
}

/// A check code of each state, so that every answer of the check can be seen.
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
