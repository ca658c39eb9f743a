//! A person at the console, over HTTP.

use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use jobsheet_client::domain::id::DocumentId;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::evidence::{first_form, package};

/// The password of everybody in the sample organisation of a test.
pub const PASSWORD: &str = "correct horse battery staple";

static PROVIDER: Once = Once::new();
static NEXT_KEY: AtomicU32 = AtomicU32::new(1);

/// A client that keeps cookies.
#[must_use]
pub fn http() -> Client {
    PROVIDER.call_once(jobsheet_client::use_ring_for_tls);
    Client::builder().cookie_store(true).build().unwrap()
}

/// A fresh idempotency key.
#[must_use]
pub fn key() -> String {
    format!("key-{}-{}", std::process::id(), NEXT_KEY.fetch_add(1, Ordering::Relaxed))
}

/// A status with what came along.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON; null when there was none.
    pub body: Value,
}

/// A person at the console.
pub struct Desk {
    /// With the session's cookie.
    pub http: Client,
    /// Where the server is.
    pub base: String,
}

impl Desk {
    /// Logs in.
    pub async fn log_in(base: &str, name: &str) -> Self {
        let desk = Self { http: http(), base: base.to_owned() };
        let answer = desk.post("/api/login", &json!({ "name": name, "password": PASSWORD })).await;
        assert_eq!(answer.status(), StatusCode::OK, "login of {name}");
        desk
    }

    /// A request in English.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base)).header("accept-language", "en")
    }

    /// Reads what must be there.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.unwrap()
    }

    /// The evidence of an order, as a file.
    pub async fn evidence(&self, order: DocumentId) -> Vec<u8> {
        let path = format!("/api/orders/{order}/evidence");
        let answer = self.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.bytes().await.unwrap().to_vec()
    }

    /// The same with customers' hands opened.
    pub async fn evidence_with_hands(&self, order: DocumentId) -> Vec<u8> {
        let path = format!("/api/orders/{order}/evidence?hands=true");
        let answer = self.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.bytes().await.unwrap().to_vec()
    }

    /// The same in the first form, to be taken apart.
    pub async fn first_form(&self, order: DocumentId) -> Value {
        serde_json::to_value(first_form(&package(&self.evidence(order).await))).unwrap()
    }

    /// Changes something, under a key of its own.
    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.post_as(path, body, &key()).await
    }

    /// The same under a key.
    pub async fn post_as(&self, path: &str, body: &Value, key: &str) -> Response {
        let request = self.request(Method::POST, path).header("idempotency-key", key);
        request.json(body).send().await.unwrap()
    }

    /// A mutation that must succeed.
    pub async fn put(&self, path: &str, body: &Value) -> Value {
        let answer = self.post(path, body).await;
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// A mutation that must be refused: status and code.
    pub async fn refused(&self, path: &str, body: &Value) -> (u16, String) {
        code(self.post(path, body).await).await
    }

    /// The id of a person by login name.
    pub async fn person(&self, login: &str) -> String {
        let staff = self.get("/api/staff").await;
        let found = staff.as_array().unwrap().iter().find(|person| person["login"] == login);
        found.unwrap()["user"].as_str().unwrap().to_owned()
    }

    /// A code with which a device enrols as somebody, made by the administrator: a second person confirms it.
    pub async fn enrolment_code(&self, user: &str) -> String {
        let admin = Self::log_in(&self.base, "admin").await;
        let enrolment = admin.put("/api/enrolments", &json!({ "user": user })).await;
        enrolment["code"].as_str().unwrap().to_owned()
    }

    /// Raises an order for the customer and machine of a serial number.
    pub async fn raise(&self, serial: &str, title: &str) -> DocumentId {
        let assets = self.get(&format!("/api/assets?q={serial}")).await;
        let asset = &assets["assets"][0];
        let raised = json!({
            "customer": asset["customer"], "asset": asset["id"], "address": "Suzhou, Xinghu Street 328",
            "contact": "Sun Wei", "phone": "138 1266 7001", "fault": "It stops.", "title": title, "priority": "urgent",
        });
        let order = self.put("/api/orders", &raised).await;
        order["id"].as_str().unwrap().parse().unwrap()
    }

    /// Raises an order and assigns people to it; the first leads.
    pub async fn assigned(&self, serial: &str, title: &str, logins: &[&str]) -> DocumentId {
        let order = self.raise(serial, title).await;
        self.assign(order, logins).await;
        order
    }

    /// Assigns an order to these people and nobody else; the first leads.
    pub async fn assign(&self, order: DocumentId, logins: &[&str]) {
        let mut team = Vec::new();
        for login in logins {
            team.push(self.person(login).await);
        }
        let lead = team[0].clone();
        team.sort();
        let window = json!({ "from": 0, "to": 3_600_000 });
        let assign = json!({ "assign": { "technicians": team, "lead": lead, "window": window } });
        self.command(order, assign).await;
    }

    /// Changes something; the caller judges the answer.
    pub async fn ask(&self, path: &str, body: &Value) -> Answer {
        answer(self.post(path, body).await).await
    }

    /// Hands in a file of work; the caller judges the answer.
    pub async fn hand_in(&self, file: Vec<u8>) -> Answer {
        let request = self.request(Method::POST, "/api/reviews").header("idempotency-key", key());
        answer(request.body(file).send().await.unwrap()).await
    }

    /// Lets in everything that waits; how many decisions that took.
    pub async fn let_everything_in(&self) -> usize {
        let waiting = self.get("/api/reviews").await["reviews"].as_array().unwrap().clone();
        for one in &waiting {
            let path = format!("/api/reviews/{}/admit", one["digest"].as_str().unwrap());
            let answer = self.ask(&path, &json!({ "reason": "Confirmed by phone." })).await;
            assert_eq!(answer.status, 204, "{}", answer.body);
        }
        waiting.len()
    }

    /// Asks a command of an order; the caller judges the answer.
    pub async fn ask_order(&self, order: DocumentId, command: Value) -> Answer {
        self.ask(&format!("/api/orders/{order}/commands"), &json!({ "command": command })).await
    }

    /// A command of an order that must succeed.
    pub async fn command(&self, order: DocumentId, command: Value) -> Value {
        self.put(&format!("/api/orders/{order}/commands"), &json!({ "command": command })).await
    }
}

/// Status and code of a refusal.
pub async fn code(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    (status, body["code"].as_str().unwrap_or_default().to_owned())
}

async fn answer(response: Response) -> Answer {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    Answer { status, body: serde_json::from_str(&text).unwrap_or(Value::Null) }
}
