//! Check as a page uses it: `public/check.js` hands over what was scanned, chosen or dropped, and shows the answer.

use std::rc::Rc;

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::Promise;
use serde_json::{Value, json};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::future_to_promise;

use super::{
    check::{FileVerdict, Proven, pdf},
    claims::{Claims, Holder},
    ring::{KeyRing, Proof},
    status::StatusFile,
};

/// Published keys and the last status file that the browser has.
#[wasm_bindgen]
pub struct Checker(Rc<Known>);

struct Known {
    keys: KeyRing,
    status: Option<StatusFile>,
}

#[wasm_bindgen]
impl Checker {
    /// Takes the published keys (JWK set) and the status file as they were fetched.
    #[wasm_bindgen(constructor)]
    pub fn new(keys: &[u8], status: &[u8]) -> Self {
        let keys = KeyRing::from_jwks(keys).unwrap_or_default();
        let status = StatusFile::open(status, &keys).ok();
        Self(Rc::new(Known { keys, status }))
    }

    /// Milliseconds since 1970 at which the status file was made; negative without one.
    pub fn list_made_at(&self) -> f64 {
        self.0.status.as_ref().map_or(-1.0, |file| milliseconds(file.made_at))
    }

    /// Answer for what a QR code says, as JSON; `null` where there is no statement of ours in it.
    pub fn check_text(&self, text: String, now: f64) -> Promise {
        let known = Rc::clone(&self.0);
        future_to_promise(async move { Ok(written(known.answer(text.as_bytes(), now).await)) })
    }

    /// Answer for a PDF, as JSON, with the answer to what file it is; whether it is the very file, its hash tells.
    pub fn check_pdf(&self, bytes: Vec<u8>, now: f64) -> Promise {
        let known = Rc::clone(&self.0);
        future_to_promise(async move {
            let Some(token) = pdf::credential_in(bytes) else { return Ok(written(json!({ "file": NOT_OURS }))) };
            Ok(written(match known.answer(token.as_bytes(), now).await {
                // a credential whose very form is broken was one once
                Value::Null => json!({ "file": FileVerdict::Altered.word() }),
                answer => answer,
            }))
        })
    }
}

const NOT_OURS: &str = FileVerdict::NotOurs.word();

#[expect(clippy::cast_precision_loss, reason = "a moment fits into the number of JavaScript for 280,000 years")]
fn milliseconds(at: DateTime<Utc>) -> f64 {
    at.timestamp_millis() as f64
}

fn written(answer: Value) -> JsValue {
    answer.to_string().into()
}

impl Known {
    async fn answer(&self, bytes: &[u8], now: f64) -> Value {
        let Some(proven) = Proven::read(bytes) else { return Value::Null };
        #[expect(clippy::cast_possible_truncation, reason = "a moment of a clock in whole milliseconds")]
        let now = DateTime::from_timestamp_millis(now as i64).unwrap_or_default();
        let proof: Result<(), Proof> = proven.prove(&self.keys).await;
        let verdict = proven.verdict(&self.keys, self.status.as_ref(), now).await;
        let facts = proof.is_ok().then(|| facts(proven.claims()));
        json!({ "verdict": verdict.word(), "file": FileVerdict::of(proof, false).word(), "facts": facts })
    }
}

fn facts(claims: &Claims) -> Value {
    let day = |day: NaiveDate| day.format("%d.%m.%Y").to_string();
    let name = match &claims.holder {
        Holder::Named(name) => Some(name.as_str()),
        Holder::Hashed { .. } => None,
    };
    json!({
        "name": name,
        "title": claims.title,
        "hours": claims.academic_hours.to_string(),
        "studied": format!("{} – {}", day(claims.starts_on), day(claims.ends_on)),
        "issued": day(claims.issued_on),
        "until": claims.valid_until.map(day),
        "number": claims.number,
        "code": claims.code,
    })
}

/// Text of the QR code in a picture of grey points, row by row; `None`: there is none that can be read.
#[wasm_bindgen]
pub fn read_qr(grey: &[u8], width: usize) -> Option<String> {
    let height = grey.len().checked_div(width)?;
    let point = |x: usize, y: usize| grey.get(y * width + x).copied().unwrap_or(u8::MAX);
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, point);
    picture.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}
