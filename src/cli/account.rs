//! `maman account …`: makes the first accounts, and changes the others.
//!
//! A password is never an argument: arguments are in the list of processes and in the shell's history.

use std::{
    io::{BufRead, IsTerminal},
    process::ExitCode,
};

use super::{Config, Stop, open, say};
use crate::{
    accounts::{
        Account, Email,
        model::{NewAccount, SignUp, role_named},
        service as accounts,
    },
    audit,
    auth::password::NewPassword,
    db::{Ctx, Tx},
    ground::{
        AppError, FormErrors, Locale,
        caller::{Role, Roles},
        clock::day_of,
        ids::AccountId,
    },
    i18n::text,
};

/// Command that makes the first account, as the operator types it.
const FIRST: &str = "maman account create --email … --role admin";

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Make an account whose address needs no confirmation; the password is read from the terminal or standard input
    Create(Create),
    /// Give an account these roles and no others
    Roles(SetRoles),
    /// Let nobody sign in with an account, and end what it has open
    Disable(Which),
    /// Let an account be signed in with again
    Enable(Which),
    /// List of the accounts: address, roles, the day it was made, whether it is disabled
    List,
}

#[derive(Debug, clap::Args)]
pub(super) struct Create {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    roles: Wanted,
    /// Name of the person on the pages; their address unless given
    #[arg(long)]
    name: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct SetRoles {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    roles: Wanted,
}

#[derive(Debug, clap::Args)]
pub(super) struct Which {
    #[arg(long)]
    email: String,
}

#[derive(Debug, clap::Args)]
struct Wanted {
    /// trainee, trainer, staff, officer or admin; once for each role
    #[arg(long = "role", value_name = "ROLE", required = true, value_parser = parse_role)]
    roles: Vec<Role>,
}

impl Wanted {
    fn roles(&self) -> Roles {
        self.roles.iter().copied().collect()
    }
}

fn parse_role(word: &str) -> Result<Role, &'static str> {
    role_named(word).ok_or("trainee, trainer, staff, officer, admin")
}

pub(super) async fn run(config: &Config, command: &Command) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    let ctx = open(config).await?;
    let line = match command {
        Command::Create(args) => create(&ctx, locale, args).await?,
        Command::Roles(args) => {
            let (email, roles) = (&args.which.email, args.roles.roles());
            let attempt = async |tx: &mut Tx, id| accounts::set_roles(tx, id, roles).await;
            let is_new = change(&ctx, locale, &args.which, attempt).await?;
            let words = text!(locale, cli.account_roles, email = email.as_str(), roles = roles.words().join(", "));
            words_of_change(locale, email, is_new, words)
        }
        Command::Disable(which) => {
            let is_new = change(&ctx, locale, which, async |tx, id| accounts::disable(tx, id).await).await?;
            words_of_change(
                locale,
                &which.email,
                is_new,
                text!(locale, cli.account_disabled, email = which.email.as_str()),
            )
        }
        Command::Enable(which) => {
            let is_new = change(&ctx, locale, which, async |tx, id| accounts::enable(tx, id).await).await?;
            words_of_change(
                locale,
                &which.email,
                is_new,
                text!(locale, cli.account_enabled, email = which.email.as_str()),
            )
        }
        Command::List => list(&ctx, locale).await?,
    };
    ctx.db.close().await;
    say!("{line}");
    Ok(ExitCode::SUCCESS)
}

async fn create(ctx: &Ctx, locale: Locale, args: &Create) -> Result<String, Stop> {
    let typed = &args.which.email;
    // before the prompt
    email(typed)?;
    let password = read_password(locale)?;
    let (email, password) = (Email::parse(typed), NewPassword::parse(&password, &[typed]));
    let SignUp { email, password, .. } = SignUp::of(email, password, locale, None).map_err(AppError::from)?;
    let words = text!(locale, cli.account_created, email = email.reveal());
    let new = NewAccount {
        email,
        password_hash: Some(password.hash(&ctx.ids).await?.into()),
        name: args.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned),
        locale,
        roles: args.roles.roles(),
        specialist: None,
    };
    let mut tx = ctx.begin().await?;
    accounts::create(&mut tx, new).await?;
    audit::commit(tx).await?;
    Ok(words)
}

/// Changes the account with this address; prints whether there was anything to change.
async fn change(
    ctx: &Ctx,
    locale: Locale,
    which: &Which,
    attempt: impl AsyncFnOnce(&mut Tx, AccountId) -> Result<bool, AppError>,
) -> Result<bool, Stop> {
    let email = email(&which.email)?;
    let mut tx = ctx.begin().await?;
    let unknown = || Stop::Line(text!(locale, cli.account_unknown, email = email.reveal()));
    let account = accounts::find_by_email(&mut tx, &email).await?.ok_or_else(unknown)?;
    let is_new = attempt(&mut tx, account.id).await?;
    if is_new {
        audit::commit(tx).await?;
    }
    Ok(is_new)
}

fn words_of_change(locale: Locale, email: &str, is_new: bool, words: String) -> String {
    if is_new { words } else { text!(locale, cli.account_unchanged, email = email) }
}

async fn list(ctx: &Ctx, locale: Locale) -> Result<String, Stop> {
    let all = accounts::list(&mut ctx.read().await?).await?;
    if all.is_empty() {
        return Ok(text!(locale, cli.account_none, command = FIRST));
    }
    Ok(all.iter().map(|account| line(locale, account)).collect::<Vec<_>>().join("\n"))
}

/// Line of one account, its columns apart by tabs.
fn line(locale: Locale, account: &Account) -> String {
    let made = day_of(account.recorded_at).to_string();
    let disabled = account.disabled_at.map(|at| text!(locale, cli.account_list_disabled, day = day_of(at).to_string()));
    let roles = account.roles.words().join(",");
    let columns = [account.email.reveal().clone(), roles, made].into_iter().chain(disabled);
    columns.collect::<Vec<_>>().join("\t")
}

fn email(typed: &str) -> Result<Email, AppError> {
    Ok(Email::parse(typed).map_err(|problem| FormErrors::of("email", problem))?)
}

/// Reads a password twice where a person types it, and one line where a program hands it over.
fn read_password(locale: Locale) -> Result<String, Stop> {
    let failed = |error: std::io::Error| Stop::Line(text!(locale, cli.file_failed, why = error.to_string()));
    if std::io::stdin().is_terminal() {
        let ask = |words: String| rpassword::prompt_password(format!("{words} ")).map_err(failed);
        let password = ask(text!(locale, cli.password_prompt))?;
        if password != ask(text!(locale, cli.password_again))? {
            return Err(Stop::Line(text!(locale, cli.password_differs)));
        }
        return Ok(password);
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
