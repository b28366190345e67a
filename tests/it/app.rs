//! Small registry, the same in every test, with its web side in front of it.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request},
};
use chrono::NaiveDate;
use maman::{
    audit, auth,
    certificates::{model::Certificate, service as certificates},
    courses::{model::NewRun, service as courses},
    db::{Ctx, Tx},
    enrollments::{
        State,
        model::{History, Step},
        service as enrollments,
    },
    ground::{Locale, Localized, caller::Role, ids::SpecialistId},
    reference::{profession, region},
    routes,
    specialists::{PersonName, Sex, model::CountedFacts},
    state::AppState,
    testing::{
        self, TestDatabase,
        registry::{self, day, earned, issue, register, take_over},
    },
};
use tower::ServiceExt;

/// Check codes of the small registry, one for each worth.
#[derive(Clone, Debug)]
pub(crate) struct Codes {
    pub valid: String,
    pub expired: String,
    pub revoked: String,
    pub replaced: String,
    /// Code of the certificate that replaced the replaced one.
    pub successor: String,
    /// People of the registry; each has an IIN.
    pub people: Vec<SpecialistId>,
}

/// Code that nobody was given, typed without a mistake.
pub(crate) const UNKNOWN: &str = "7777-7777-777X";
/// Code with one wrong character.
pub(crate) const MISTYPED: &str = "7777-7777-7777";

/// Registry and its web side. Today is Monday, 12 October 2026.
pub(crate) struct TestApp {
    router: Router,
    pub ctx: Ctx,
    pub codes: Codes,
    /// Cookie of the browser's session; `None` for a visitor.
    reader: Option<String>,
    database: TestDatabase,
}

impl TestApp {
    /// App as the public meets it.
    pub(crate) async fn closed() -> Self {
        Self::made(false, true).await
    }

    /// App as a signed-in officer of the programme meets it.
    pub(crate) async fn open() -> Self {
        Self::made(true, true).await
    }

    /// App just installed: no course, no phase, nobody.
    pub(crate) async fn empty() -> Self {
        Self::made(true, false).await
    }

    async fn made(as_officer: bool, filled: bool) -> Self {
        Self::on(TestDatabase::sqlite(), as_officer, filled).await
    }

    /// App on this database.
    pub(crate) async fn on(database: TestDatabase, as_officer: bool, filled: bool) -> Self {
        let ctx = testing::context(&database).await;
        let none = String::new;
        let codes = if filled {
            fill(&ctx).await
        } else {
            Codes {
                valid: none(),
                expired: none(),
                revoked: none(),
                replaced: none(),
                successor: none(),
                people: Vec::new(),
            }
        };
        let router = routes::router(AppState::new(&ctx, false, false).await.unwrap());
        let mut app = Self { router, ctx, codes, reader: None, database };
        if as_officer {
            app.reader = Some(app.signs_in("officer@example.org", &[Role::Officer], None).await);
        }
        app
    }

    /// Makes an account with these roles and begins a session; returns its cookie.
    pub(crate) async fn signs_in(&self, email: &str, roles: &[Role], specialist: Option<SpecialistId>) -> String {
        let account = registry::account(&self.ctx, email, roles, specialist).await;
        let mut tx = self.ctx.begin().await.unwrap();
        let token = auth::begin(&mut tx, account, "a test", false).await.unwrap();
        audit::commit_upkeep(tx).await.unwrap();
        format!("__Host-session={}", token.reveal())
    }

    /// Opens an address with this cookie.
    pub(crate) async fn opens_as(&self, cookie: &str, address: &str) -> Answer {
        self.sends(Method::GET, address, &[("cookie", cookie)], Vec::new()).await
    }

    /// Sends a form with this cookie.
    pub(crate) async fn posts_as(&self, cookie: &str, address: &str, form: &str) -> Answer {
        let headers = [
            ("cookie", cookie),
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
        ];
        self.sends(Method::POST, address, &headers, form.as_bytes().to_vec()).await
    }

    /// Deletes the database, which `drop` cannot do on a server.
    pub(crate) async fn ends(self) {
        self.ctx.db.close().await;
        if let TestDatabase::Postgres { server, name } = &self.database {
            TestDatabase::Postgres { server: server.clone(), name: name.clone() }.remove().await;
        }
    }

    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// Opens an address as a browser does.
    pub(crate) async fn opens(&self, address: &str) -> Answer {
        self.sends(Method::GET, address, &[], Vec::new()).await
    }

    pub(crate) async fn opens_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.sends(Method::GET, address, headers, Vec::new()).await
    }

    pub(crate) async fn sends(&self, method: Method, address: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(address).header("host", "localhost");
        let own = self.reader.as_ref().filter(|_| !headers.iter().any(|(name, _)| *name == "cookie"));
        for (name, value) in headers.iter().copied().chain(own.map(|cookie| ("cookie", cookie.as_str()))) {
            request = request.header(name, value);
        }
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let TestDatabase::Sqlite(folder) = &self.database {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// Answer that came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Value of a header; empty where there is none. All values of a header that may come several times.
    pub(crate) fn headers(&self, name: &str) -> String {
        self.headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn between(&self, start: &str, end: &str) -> &str {
        let (_, rest) = self.body.split_once(start).unwrap_or_else(|| panic!("{start} is in {}", self.body));
        rest.split_once(end).unwrap().0
    }

    /// Main part of the page, without the layout around every page.
    pub(crate) fn main(&self) -> &str {
        self.between("<main id=\"main\">", "</main>")
    }

    pub(crate) fn title(&self) -> &str {
        self.between("<title>", "</title>")
    }

    pub(crate) fn heading(&self) -> String {
        words_of(self.between("<h1>", "</h1>"))
    }

    /// Words in the main part of the page.
    pub(crate) fn words(&self) -> String {
        words_of(self.main())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Addresses that the main part of the page links to, each with the words of the link.
    pub(crate) fn links(&self) -> Vec<(String, String)> {
        let links = self.main().split("<a ").skip(1).map(|rest| {
            let (tag, rest) = rest.split_once('>').unwrap();
            let href =
                tag.split_once("href=\"").and_then(|(_, href)| href.split_once('"')).map_or("", |(href, _)| href);
            (href.replace("&amp;", "&"), words_of(rest.split_once("</a>").unwrap().0))
        });
        links.collect()
    }
}

fn words_of(html: &str) -> String {
    let mut words = String::new();
    for (nth, part) in html.split('<').enumerate() {
        let text = if nth == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) };
        words.push(' ');
        words.push_str(text);
    }
    let words = words.replace("&quot;", "\"").replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">");
    words.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Outcome that the page after a form reports, as the form's answer puts it into the reader's cookie.
pub(crate) fn reported(headers: &HeaderMap) -> String {
    let mut cookies = headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let flash = cookies.find_map(|cookie| cookie.strip_prefix("__Host-flash="));
    flash.and_then(|flash| flash.split_once('|')).map_or("", |(words, _)| words).to_owned()
}

/// Pages that there are, in one language, each with the status it answers with.
pub(crate) fn pages(locale: Locale, codes: &Codes) -> Vec<(&'static str, u16, String)> {
    let l = locale.code();
    vec![
        ("home", 200, format!("/{l}")),
        ("verify_form", 200, format!("/{l}/verify")),
        ("verify_empty", 422, format!("/{l}/verify?code=")),
        ("verify_valid", 200, format!("/{l}/verify/{}", codes.valid)),
        ("verify_expired", 200, format!("/{l}/verify/{}", codes.expired)),
        ("verify_revoked", 200, format!("/{l}/verify/{}", codes.revoked)),
        ("verify_replaced", 200, format!("/{l}/verify/{}", codes.replaced)),
        ("verify_unknown", 404, format!("/{l}/verify/{UNKNOWN}")),
        ("verify_mistyped", 422, format!("/{l}/verify/{MISTYPED}")),
        ("catalogue", 200, format!("/{l}/courses")),
        ("catalogue_narrowed", 200, format!("/{l}/courses?q=%D0%BF%D1%81%D0%B8%D1%85&lang=kk&region=KZ-71&open=1")),
        ("catalogue_nothing", 200, format!("/{l}/courses?q=7777&format=online")),
        ("course", 200, format!("/{l}/courses/NRC-01")),
        ("course_without_dates", 200, format!("/{l}/courses/NRC-11")),
        ("course_unknown", 404, format!("/{l}/courses/NRC-99")),
        ("dashboard", 200, format!("/{l}/dashboard?phase=phase-2&as_of=2025-12-31")),
        ("dashboard_narrowed", 200, format!("/{l}/dashboard?phase=phase-2&as_of=2025-12-31&region=KZ-71&sex=female")),
        ("dashboard_wrong", 422, format!("/{l}/dashboard?phase=phase-9&as_of=31.02.2022")),
        ("certificates", 200, format!("/{l}/dashboard/certificates?phase=phase-2&as_of=2025-12-31&all=1")),
        ("not_found", 404, format!("/{l}/nowhere")),
    ]
}

async fn announce(tx: &mut Tx, code: &str, starts_on: NaiveDate, capacity: i32) -> maman::ground::ids::RunId {
    let (course, _) = registry::course(tx, "NRC-01").await;
    let run = NewRun {
        venue: Localized { kk: "Астана".to_owned(), ru: "Астана".to_owned(), en: "Astana".to_owned() },
        region: region("KZ-71"),
        language: Some(Locale::Kk),
        ..NewRun::plain(code, starts_on, starts_on + chrono::Days::new(11), capacity)
    };
    courses::announce(tx, course, &run).await.unwrap()
}

fn lived(states: &[State]) -> History {
    let taken_at = testing::now();
    let steps = states.iter().map(|to| Step::noted(*to, taken_at, "for a test"));
    History::lived(steps.collect()).unwrap()
}

/// Fills in six people, eight certificates, and two runs ahead, one of them full.
async fn fill(ctx: &Ctx) -> Codes {
    let mut tx = ctx.begin().await.unwrap();
    registry::bring_in(&mut tx, registry::COURSES, registry::PROGRAMME).await;
    let mut people = Vec::new();
    for number in 1..=6 {
        people.push(register(&mut tx, number).await);
    }
    let code = |certificate: &Certificate| certificate.check_code.to_string();
    let expired = issue(&mut tx, &people[0], ("NRC-01", "NRC-01-2204"), day("2022-05-06")).await;
    let valid = issue(&mut tx, &people[1], ("NRC-02", "NRC-02-2403"), day("2024-03-15")).await;
    let revoked = issue(&mut tx, &people[2], ("NRC-03", "NRC-03-2501"), day("2025-02-10")).await;
    certificates::revoke(&mut tx, revoked.id, day("2025-09-01"), "for a test").await.unwrap();
    let mut new = earned(&mut tx, &people[3], ("NRC-09", "NRC-09-2504"), day("2025-04-18")).await;
    new.facts = CountedFacts {
        region: region("KZ-75"),
        profession: profession("lawyer"),
        sex: Some(Sex::Male),
        organization_type: None,
    };
    let replaced = take_over(&mut tx, &new).await;
    let married = PersonName { surname: "Әлиева-Омарова".to_owned(), ..new.holder };
    let successor =
        certificates::reissue(&mut tx, replaced.id, &married, day("2026-02-02"), "a marriage").await.unwrap();
    let mut new = earned(&mut tx, &people[4], ("NRC-01", "NRC-01-2406"), day("2024-06-20")).await;
    new.facts = CountedFacts::default();
    take_over(&mut tx, &new).await;
    issue(&mut tx, &people[4], ("NRC-02", "NRC-02-2501"), day("2025-01-20")).await;
    let mut new = earned(&mut tx, &people[5], ("NRC-01", "NRC-01-2406"), day("2024-06-20")).await;
    new.facts.region = region("KZ-10");
    take_over(&mut tx, &new).await;
    let (open, full) = (
        announce(&mut tx, "NRC-01-2611", day("2026-11-02"), 25).await,
        announce(&mut tx, "NRC-01-2612", day("2026-12-07"), 1).await,
    );
    let confirmed = lived(&[State::Applied, State::Confirmed]);
    let waitlisted = lived(&[State::Applied, State::Waitlisted]);
    for (run, person, history) in
        [(open, 0, &confirmed), (open, 1, &confirmed), (full, 2, &confirmed), (full, 3, &waitlisted)]
    {
        enrollments::record(&mut tx, run, people[person].id, history).await.unwrap();
    }
    audit::commit(tx).await.unwrap();
    Codes {
        valid: code(&valid),
        expired: code(&expired),
        revoked: code(&revoked),
        replaced: code(&replaced),
        successor: code(&successor),
        people: people.iter().map(|person| person.id).collect(),
    }
}
