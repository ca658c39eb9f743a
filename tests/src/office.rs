//! The dispatcher at the console, over HTTP.

use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

static NEXT_KEY: AtomicU32 = AtomicU32::new(1);

/// A logged-in user.
pub struct Office {
    http: Client,
    base: String,
}

/// A status with what came along.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON; null when there was none.
    pub body: Value,
}

impl Office {
    /// Logs in.
    pub async fn log_in(base: &str, name: &str, password: &str) -> Self {
        jobsheet_client::use_ring_for_tls();
        let http = Client::builder().cookie_store(true).build().unwrap();
        let office = Self { http, base: base.to_owned() };
        let answer = office.post("/api/login", &json!({ "name": name, "password": password })).await;
        assert_eq!(answer.status, 200, "login of {name}: {}", answer.body);
        office
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Value {
        let answer = answer(self.http.get(format!("{}{path}", self.base)).send().await.unwrap()).await;
        assert!(answer.status < 400, "{path}: {answer:?}");
        answer.body
    }

    /// Changes something; the caller judges the answer.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        let key = format!("world-{}-{}", std::process::id(), NEXT_KEY.fetch_add(1, Ordering::Relaxed));
        let request = self.http.request(Method::POST, format!("{}{path}", self.base));
        answer(request.header("idempotency-key", key).json(body).send().await.unwrap()).await
    }

    /// Hands in a file; the caller judges the answer.
    pub async fn hand_in(&self, file: Vec<u8>) -> Answer {
        let key = format!("world-{}-{}", std::process::id(), NEXT_KEY.fetch_add(1, Ordering::Relaxed));
        let request = self.http.post(format!("{}/api/reviews", self.base));
        answer(request.header("idempotency-key", key).body(file).send().await.unwrap()).await
    }

    /// Lets in everything that waits; how many decisions that took.
    pub async fn let_everything_in(&self) -> usize {
        let waiting = self.get("/api/reviews").await;
        let waiting = waiting["reviews"].as_array().unwrap().clone();
        for one in &waiting {
            let path = format!("/api/reviews/{}/admit", one["digest"].as_str().unwrap());
            let answer = self.post(&path, &json!({ "reason": "Confirmed by phone." })).await;
            assert_eq!(answer.status, 204, "{}", answer.body);
        }
        waiting.len()
    }

    /// Asks a command of an order; the caller judges the answer.
    pub async fn command(&self, order: &str, command: Value) -> Answer {
        self.post(&format!("/api/orders/{order}/commands"), &json!({ "command": command })).await
    }
}

async fn answer(response: Response) -> Answer {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    Answer { status, body: serde_json::from_str(&text).unwrap_or(Value::Null) }
}
