//! The dispatcher, as the console would speak to the server: plain HTTP with a session cookie.

use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::failure::{Failure, Told};

static NEXT_KEY: AtomicU32 = AtomicU32::new(1);

/// A logged-in user of the console.
pub struct Office {
    http: Client,
    base: String,
}

impl Office {
    /// Logs in.
    pub async fn log_in(base: &str, name: &str, password: &str) -> Told<Self> {
        jobsheet_client::use_ring_for_tls();
        let http = Client::builder().cookie_store(true).build()?;
        let office = Self { http, base: base.to_owned() };
        office.post("/api/login", &json!({ "name": name, "password": password })).await?;
        Ok(office)
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Told<Value> {
        answer(path, self.request(Method::GET, path)).await
    }

    /// Reads a page or a file as it is.
    pub async fn bytes(&self, path: &str) -> Told<Vec<u8>> {
        let response = self.request(Method::GET, path).send().await?.error_for_status()?;
        Ok(response.bytes().await?.to_vec())
    }

    /// Changes something.
    pub async fn post(&self, path: &str, body: &Value) -> Told<Value> {
        let key = format!("demo-{}-{}", std::process::id(), NEXT_KEY.fetch_add(1, Ordering::Relaxed));
        answer(path, self.request(Method::POST, path).header("idempotency-key", key).json(body)).await
    }

    /// Hands in a file that a device exported.
    pub async fn hand_in(&self, file: Vec<u8>) -> Told<Value> {
        let path = "/api/reviews";
        let key = format!("demo-{}-{}", std::process::id(), NEXT_KEY.fetch_add(1, Ordering::Relaxed));
        answer(path, self.request(Method::POST, path).header("idempotency-key", key).body(file)).await
    }

    /// Asks a command of an order.
    pub async fn command(&self, order: &str, command: Value) -> Told<Value> {
        self.post(&format!("/api/orders/{order}/commands"), &json!({ "command": command })).await
    }

    /// Opens the live stream a console listens to.
    pub async fn live(&self) -> Told<reqwest::Response> {
        Ok(self.request(Method::GET, "/api/live").send().await?.error_for_status()?)
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base)).header("accept-language", "en")
    }
}

async fn answer(path: &str, request: RequestBuilder) -> Told<Value> {
    let response = request.send().await?;
    let status = response.status();
    let text = response.text().await?;
    if !status.is_success() {
        return Err(Failure(format!("{path}: {status}: {text}")));
    }
    if status == StatusCode::NO_CONTENT || text.is_empty() {
        return Ok(Value::Null);
    }
    Ok(serde_json::from_str(&text)?)
}
