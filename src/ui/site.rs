//! Map of the site: each address with its page, its form action and its audience.
//!
//! A slice lists its routes in its `routes.rs`; the router, the menu and the tests that visit every address are made from
//! these lists.

use std::{future::Future, pin::Pin, sync::Arc};

use axum::response::Response;

use super::{FormRequest, Page, PageRequest, Redirect, Section};
use crate::{
    db::Ctx,
    ground::{
        AppError, Locale,
        address::Address,
        caller::{Caller, Role},
        text_enum,
    },
};

/// Answer on its way.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, AppError>> + Send>>;
/// Makes the page of a request whose path the router has matched.
pub type PageHandler = Arc<dyn Fn(PageRequest, &str) -> Answer<Page> + Send + Sync>;
/// Finds the file that a path names; `None`: it names no file.
pub type FileHandler = Arc<dyn Fn(PageRequest, &str) -> Option<FileRequest> + Send + Sync>;

/// File on its way, and the page that it is fetched from: a reader who is to sign in first comes back there.
pub struct FileRequest {
    pub answer: Answer<Response>,
    pub page: String,
}
/// Carries out the form that was sent to a path.
pub type ActionHandler = Arc<dyn Fn(Ctx, FormRequest, &str) -> Answer<Redirect> + Send + Sync>;

text_enum! {
    /// Audience of an address (rule R7). The rooms behind it decide by permits; this says what they will decide.
    pub enum Audience {
        Everybody = "everybody",
        /// Signed-in readers, each with their own things.
        Accounts = "accounts",
        Trainees = "trainees",
        /// Staff, and the trainers of the run.
        RunTeam = "run_team",
        Staff = "staff",
        /// Officers and staff.
        FigureReaders = "figure_readers",
        Administrators = "administrators",
        /// Readers of the demonstration alone.
        Demonstration = "demonstration",
    }
}

impl Audience {
    /// Tells whether the menu shows such an address to this reader.
    pub fn includes(self, caller: &Caller) -> bool {
        match self {
            Self::Everybody => true,
            Self::Accounts => caller.signed_in().is_ok(),
            Self::Trainees => caller.has_role(Role::Trainee),
            Self::RunTeam => caller.has_role(Role::Trainer) || caller.has_role(Role::Staff),
            Self::Staff => caller.has_role(Role::Staff),
            Self::FigureReaders => caller.sees_figures(),
            Self::Administrators => caller.administers(),
            Self::Demonstration => false,
        }
    }
}

/// Path of an address in a language.
pub type PathIn = fn(Locale) -> String;

/// Readers for whom a page is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptFor {
    Nobody,
    /// Readers who have not signed in, all together.
    Visitors,
    /// Readers who have signed in, each with a page of their own.
    EachReader,
}

/// Address of the site, with its page and its form.
#[derive(Clone)]
pub struct Route {
    /// Path as the router reads it.
    pub pattern: &'static str,
    pub audience: Audience,
    pub page: Option<PageHandler>,
    pub file: Option<FileHandler>,
    pub action: Option<ActionHandler>,
    /// True if a file may come with the form.
    pub takes_file: bool,
    /// Readers for whom the page is kept until the registry or the day changes.
    pub kept_for: KeptFor,
    /// Entry in the menu, with the address without parts that the entry leads to.
    pub menu: Option<(Section, PathIn)>,
}

impl Route {
    /// Makes a route with a page.
    pub fn page<A, F, P>(audience: Audience, page: P) -> Self
    where
        A: Address,
        F: Future<Output = Result<Page, AppError>> + Send + 'static,
        P: Fn(PageRequest, A) -> F + Send + Sync + 'static,
    {
        let page: PageHandler = Arc::new(move |request, path| match A::from_path(path) {
            Some(address) => Box::pin(page(request, address)),
            None => Box::pin(async { Err(AppError::NotFound) }),
        });
        Self { page: Some(page), ..Self::bare::<A>(audience) }
    }

    /// Makes a route with a file to be saved, and the page that it is fetched from.
    pub fn file<A, B, F, P>(audience: Audience, file: P, page: fn(&A) -> B) -> Self
    where
        A: Address,
        B: Address + 'static,
        F: Future<Output = Result<Response, AppError>> + Send + 'static,
        P: Fn(PageRequest, A) -> F + Send + Sync + 'static,
    {
        Self::bare::<A>(audience).or_file(file, page)
    }

    /// Adds files to a page: they have its address with an ending, such as `.pdf`, which the page has not.
    ///
    /// # Panics
    ///
    /// The files have another address than the page.
    #[must_use]
    pub fn or_file<A, B, F, P>(self, file: P, page: fn(&A) -> B) -> Self
    where
        A: Address,
        B: Address + 'static,
        F: Future<Output = Result<Response, AppError>> + Send + 'static,
        P: Fn(PageRequest, A) -> F + Send + Sync + 'static,
    {
        assert_eq!(self.pattern, A::PATTERN, "the files of a page have the address of the page");
        let file: FileHandler = Arc::new(move |request, path| {
            let address = A::from_path(path)?;
            let page = page(&address).path(request.locale);
            Some(FileRequest { answer: Box::pin(file(request, address)), page })
        });
        Self { file: Some(file), ..self }
    }

    /// Makes a route that a form of another page is sent to, and that has no page of its own.
    pub fn form_alone<A, F, P>(audience: Audience, action: P) -> Self
    where
        A: Address,
        F: Future<Output = Result<Redirect, AppError>> + Send + 'static,
        P: Fn(Ctx, FormRequest, A) -> F + Send + Sync + 'static,
    {
        Self::bare::<A>(audience).form(action)
    }

    /// Adds the form of the page, sent to the same address.
    ///
    /// # Panics
    ///
    /// The form has another address than the page.
    #[must_use]
    pub fn form<A, F, P>(self, action: P) -> Self
    where
        A: Address,
        F: Future<Output = Result<Redirect, AppError>> + Send + 'static,
        P: Fn(Ctx, FormRequest, A) -> F + Send + Sync + 'static,
    {
        assert_eq!(self.pattern, A::PATTERN, "the form of a page has the address of the page");
        let action: ActionHandler = Arc::new(move |ctx, form, path| match A::from_path(path) {
            Some(address) => Box::pin(action(ctx, form, address)),
            None => Box::pin(async { Err(AppError::NotFound) }),
        });
        Self { action: Some(action), ..self }
    }

    /// Lets a file come with the form of the page, in the field `file`.
    #[must_use]
    pub fn with_file(self) -> Self {
        Self { takes_file: true, ..self }
    }

    /// Marks a page that is the same for all who have not signed in: it is made of the registry and the day alone, so that
    /// it is kept until one of them changes.
    #[must_use]
    pub fn same_for_all(self) -> Self {
        Self { kept_for: KeptFor::Visitors, ..self }
    }

    /// Marks a page that is made of the registry, the day and the name of its reader alone, so that it is kept for each of
    /// them until one of these changes.
    #[must_use]
    pub fn same_for_each(self) -> Self {
        Self { kept_for: KeptFor::EachReader, ..self }
    }

    /// Adds an entry of the menu that leads here.
    ///
    /// # Panics
    ///
    /// The entry leads to another address.
    #[must_use]
    pub fn in_menu<A: Address + Default>(self, section: Section) -> Self {
        assert_eq!(self.pattern, A::PATTERN, "an entry of the menu leads to its own route");
        Self { menu: Some((section, |locale| A::default().path(locale))), ..self }
    }

    fn bare<A: Address>(audience: Audience) -> Self {
        Self {
            pattern: A::PATTERN,
            audience,
            page: None,
            file: None,
            action: None,
            takes_file: false,
            kept_for: KeptFor::Nobody,
            menu: None,
        }
    }
}

/// Links around every page to rooms that `ui` does not know: the menu and a few addresses.
#[derive(Clone)]
pub struct Navigation {
    /// Entries of the menu in their order.
    pub menu: Vec<MenuEntry>,
    pub home: fn(Locale) -> String,
    pub verify: fn(Locale) -> String,
    pub sign_in: fn(Locale) -> String,
    pub sign_out: fn(Locale) -> String,
    pub security: fn(Locale) -> String,
    pub privacy: fn(Locale) -> String,
    pub help: fn(Locale) -> String,
    pub accessibility: fn(Locale) -> String,
    pub figures: fn(Locale) -> String,
    /// Picture that a shared link shows where its page has none of its own.
    pub picture: fn(Locale) -> String,
    pub demo_mail: fn(Locale) -> String,
}

/// Entry of the menu.
#[derive(Clone, Copy)]
pub struct MenuEntry {
    pub section: Section,
    pub audience: Audience,
    pub address: fn(Locale) -> String,
}

impl MenuEntry {
    /// Entries of these routes, in the order of the sections.
    pub fn of_routes(routes: &[Route]) -> Vec<Self> {
        let entry =
            |route: &Route| route.menu.map(|(section, address)| Self { section, audience: route.audience, address });
        let mut entries: Vec<Self> = routes.iter().filter_map(entry).collect();
        entries.sort_by_key(|entry| entry.section);
        entries
    }

    /// Tells whether this reader is shown the entry. Signing in is for those who have not.
    pub fn is_shown_to(&self, caller: &Caller) -> bool {
        match self.section {
            Section::SignIn => caller.signed_in().is_err(),
            // staff have a list of their own
            Section::Courses => !caller.has_role(Role::Staff),
            _ => self.audience.includes(caller),
        }
    }
}
