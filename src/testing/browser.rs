//! Browser of a test: a session, and the pages and forms as they come over HTTP.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, header},
};
use tower::ServiceExt;

use crate::{audit, auth, db::Ctx, ground::ids::AccountId, routes, state::AppState};

/// Browser in which somebody is signed in, or nobody.
pub struct Browser {
    router: Router,
    cookie: String,
}

/// Answer of the server.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub location: String,
    /// Cookie that the next request is to carry, so that a page reports an outcome.
    flash: String,
    /// Body with plain spaces, so that words can be looked for.
    pub body: String,
}

impl Answer {
    /// Asserts that the page has these words, one after another.
    ///
    /// # Panics
    ///
    /// The page does not have them.
    pub fn says(&self, words: &[&str]) {
        let mut rest = self.body.as_str();
        for expected in words {
            let (_, behind) = rest.split_once(expected).unwrap_or_else(|| panic!("{expected} in {rest}"));
            rest = behind;
        }
    }
}

impl Browser {
    /// Browser in which the owner of this account is signed in.
    pub async fn of(ctx: &Ctx, account: Option<AccountId>) -> Self {
        let cookie = match account {
            Some(account) => {
                let mut tx = ctx.begin().await.expect("a transaction begins");
                let token = auth::begin(&mut tx, account, "a test", false).await.expect("a session begins");
                audit::commit_upkeep(tx).await.expect("a session is saved");
                format!("__Host-session={}", token.reveal())
            }
            None => String::new(),
        };
        let state = AppState::new(ctx, false, false).await.expect("the state of a server is made");
        Self { router: routes::router(state), cookie }
    }

    /// Opens an address.
    pub async fn opens(&self, address: &str) -> Answer {
        self.sends("GET", address, "", "").await
    }

    /// Sends a form.
    pub async fn posts(&self, address: &str, body: &str) -> Answer {
        self.sends("POST", address, body, "").await
    }

    /// Sends a form that is carried out, and opens the page that it leads to.
    ///
    /// # Panics
    ///
    /// The form is not carried out.
    pub async fn posts_and_follows(&self, address: &str, body: &str) -> Answer {
        let answer = self.posts(address, body).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        self.sends("GET", &answer.location, "", &answer.flash).await
    }

    /// Sends a form in several parts: its fields, and a file.
    pub async fn uploads(&self, address: &str, fields: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Answer {
        let part = |head: String, value: &[u8]| {
            let head = format!("--boundary\r\nContent-Disposition: form-data; {head}\r\n\r\n");
            [head.as_bytes(), value, b"\r\n"].concat()
        };
        let fields = fields.iter().map(|(field, value)| part(format!("name=\"{field}\""), value.as_bytes()));
        let file = part(format!("name=\"file\"; filename=\"{name}\""), bytes);
        let body = fields.chain([file, b"--boundary--\r\n".to_vec()]).collect::<Vec<_>>().concat();
        self.sends_as("POST", address, ("multipart/form-data; boundary=boundary", body), "").await
    }

    /// Downloads a file.
    ///
    /// # Panics
    ///
    /// The answer is not 200.
    pub async fn downloads(&self, address: &str) -> Vec<u8> {
        let (status, _, body) = self.answers("GET", address, ("", Vec::new()), "").await;
        assert_eq!(status, 200, "{address}");
        body
    }

    async fn sends(&self, method: &str, address: &str, body: &str, flash: &str) -> Answer {
        let form = ("application/x-www-form-urlencoded", body.as_bytes().to_vec());
        self.sends_as(method, address, form, flash).await
    }

    async fn sends_as(&self, method: &str, address: &str, form: (&str, Vec<u8>), flash: &str) -> Answer {
        let (status, headers, body) = self.answers(method, address, form, flash).await;
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let location = header(header::LOCATION).to_owned();
        let cookies = headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        let flash = cookies.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.contains("flash"));
        let flash = flash.unwrap_or_default().to_owned();
        let body = String::from_utf8_lossy(&body).replace('\u{a0}', " ");
        Answer { status, location, flash, body }
    }

    async fn answers(
        &self,
        method: &str,
        address: &str,
        (kind, body): (&str, Vec<u8>),
        flash: &str,
    ) -> (u16, HeaderMap, Vec<u8>) {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("host", "localhost")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", kind)
            .header("cookie", format!("{}; {flash}", self.cookie))
            .body(Body::from(body))
            .expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        (parts.status.as_u16(), parts.headers, body.to_vec())
    }
}
