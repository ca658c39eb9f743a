//! A running server with the sample organisation, and a person at its console.

use std::path::PathBuf;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use jobsheet_domain::id::DocumentId;
use jobsheet_server::ledger::sqlite::SqliteLedger;
use jobsheet_server::{Config, Running, start};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

pub const PASSWORD: &str = "correct horse";

static PROVIDER: Once = Once::new();
static NEXT_KEY: AtomicU32 = AtomicU32::new(1);

/// A server of its own for each test.
pub struct TestServer {
    pub running: Running,
    pub base: String,
    /// Lives as long as the server does.
    folder: TempDir,
}

impl TestServer {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            data: folder.path().join("data"),
            organisation: "测试 Service".to_owned(),
            demo_password: Some(PASSWORD.to_owned()),
            worker_command: Some(env!("CARGO_BIN_EXE_jobsheet").into()),
            ..Config::default()
        };
        change(&mut config);
        let running = start(config).await.unwrap();
        Self { base: format!("http://{}", running.address), running, folder }
    }

    /// A second look into the server's ledger, for what no route does.
    pub fn ledger(&self) -> SqliteLedger {
        SqliteLedger::open(&self.data().join("ledger.sqlite")).unwrap()
    }

    /// The server's folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub async fn desk(&self, login: &str) -> Desk {
        let desk = Desk { http: http(), base: self.base.clone() };
        let answer = desk.post("/api/login", &json!({ "name": login, "password": PASSWORD })).await;
        assert_eq!(answer.status(), StatusCode::OK);
        desk
    }
}

/// A client that keeps cookies.
pub fn http() -> Client {
    PROVIDER.call_once(|| {
        rustls::crypto::ring::default_provider().install_default().unwrap();
    });
    Client::builder().cookie_store(true).build().unwrap()
}

/// A fresh idempotency key.
pub fn key() -> String {
    format!("key-{}", NEXT_KEY.fetch_add(1, Ordering::Relaxed))
}

/// A person at the console.
pub struct Desk {
    pub http: Client,
    pub base: String,
}

impl Desk {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base)).header("accept-language", "en")
    }

    pub async fn get(&self, path: &str) -> Value {
        let answer = self.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.post_as(path, body, &key()).await
    }

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
        let mut team = Vec::new();
        for login in logins {
            team.push(self.person(login).await);
        }
        let lead = team[0].clone();
        team.sort();
        let window = json!({ "from": 0, "to": 3_600_000 });
        let assign = json!({ "assign": { "technicians": team, "lead": lead, "window": window } });
        self.command(order, assign).await;
        order
    }

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
