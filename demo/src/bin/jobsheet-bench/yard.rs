//! A server with many orders and a device that will hold them.

use std::sync::Arc;

use jobsheet_client::domain::language::Language;
use jobsheet_client::store::RawKey;
use jobsheet_client::{CancelHandle, Client, OpenOptions, SoftwareSigner, SystemClock};
use jobsheet_demo::network::Network;
use jobsheet_server::{Config, Running};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::figure::Measured;

const PASSWORD: &str = "correct horse battery staple";

/// Everything the sync and tap benchmarks stand on.
pub struct Yard {
    server: Running,
    http: reqwest::Client,
    base: String,
    /// Between the device and the server.
    pub network: Network,
    /// The technician's device, enrolled and never synced.
    pub client: Client,
    /// Never used.
    pub cancel: CancelHandle,
    /// Where its file is.
    pub folder: TempDir,
    /// The orders assigned to it.
    pub orders: Vec<String>,
}

impl Yard {
    /// Starts a server, raises and assigns orders of about 2 KB, and enrols a device.
    pub async fn open(orders: usize) -> Measured<Self> {
        let folder = tempfile::tempdir()?;
        let config = Config {
            listen: "127.0.0.1:0".parse()?,
            data: folder.path().join("server"),
            demo_password: Some(PASSWORD.to_owned()),
            ..Config::default()
        };
        let server = jobsheet_server::start(config).await?;
        let base = format!("http://{}", server.address);
        jobsheet_client::use_ring_for_tls();
        let http = reqwest::Client::builder().cookie_store(true).build()?;
        let network = Network::towards(&base).await?;
        let client = device(&folder)?;
        let cancel = CancelHandle::new();
        let mut yard = Self { server, http, base, network, client, cancel, folder, orders: Vec::new() };
        yard.post("/api/login", &json!({ "name": "dispatcher", "password": PASSWORD })).await?;
        let lead = yard.lead().await?;
        for number in 0..orders {
            let order = yard.raise(&lead, number).await?;
            yard.orders.push(order);
        }
        let enrolment = yard.post("/api/enrolments", &json!({ "user": lead })).await?;
        let code = enrolment["code"].as_str().unwrap_or_default();
        let enrolled = yard.client.enrol(&yard.network.base(), code, "bench", &yard.cancel).await?;
        yard.confirm(&enrolled.fingerprint).await?;
        Ok(yard)
    }

    /// Closes the device's file and stops the server.
    pub async fn close(self) {
        self.client.close().await;
        self.server.stop().await;
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Measured<Value> {
        answer(self.http.get(format!("{}{path}", self.base))).await
    }

    async fn post(&self, path: &str, body: &Value) -> Measured<Value> {
        let key = uuid::Uuid::new_v4().to_string();
        answer(self.http.post(format!("{}{path}", self.base)).header("idempotency-key", key).json(body)).await
    }

    async fn confirm(&self, fingerprint: &str) -> Measured {
        let devices = self.get("/api/devices").await?;
        let waiting = devices.as_array().into_iter().flatten().find(|one| one["fingerprint"] == fingerprint);
        let id = waiting.and_then(|one| one["id"].as_str()).ok_or("the device is not listed")?;
        self.post(&format!("/api/devices/{id}/confirm"), &json!({})).await?;
        Ok(())
    }

    async fn lead(&self) -> Measured<String> {
        let staff = self.get("/api/staff").await?;
        let lead = staff.as_array().into_iter().flatten().find(|person| person["login"] == "lead");
        Ok(lead.and_then(|person| person["user"].as_str()).ok_or("nobody is called lead")?.to_owned())
    }

    async fn raise(&self, lead: &str, number: usize) -> Measured<String> {
        let customers = self.get("/api/customers?limit=1").await?;
        let customer = &customers["customers"][0];
        let raised = json!({ "customer": customer["id"], "address": { "text": format!("苏州工业园区星湖街 {number} 号") },
            "contact": "王建国", "phone": format!("0512-6{number:07}"), "title": format!("Machine {number} stops"),
            "fault": format!("Unit {number}: 运行约十分钟后高温报警停机，重启后可再运行。冷却液液位正常，{}", text(number)),
            "priority": "normal" });
        let order = self.post("/api/orders", &raised).await?;
        let id = order["id"].as_str().ok_or("an order without id")?.to_owned();
        let assigned = json!({ "command": { "assign": { "technicians": [lead], "lead": lead, "window": { "from": 0, "to": 3_600_000 } } } });
        self.post(&format!("/api/orders/{id}/commands"), &assigned).await?;
        Ok(id)
    }
}

/// Words that differ from order to order, as people's do.
fn text(number: usize) -> String {
    let words = ["pump", "过滤器", "alarm", "主轴", "noise", "皮带", "pressure", "漏油", "sensor", "电机"];
    let pick = |step: usize| words[(number * 7 + step * step * 3 + number / 10) % words.len()];
    (0..24).map(pick).collect::<Vec<_>>().join(" ")
}

fn device(folder: &TempDir) -> Measured<Client> {
    let (signer, _sealed) = SoftwareSigner::generate()?;
    Ok(Client::open(OpenOptions {
        path: folder.path().join("device.jobsheet"),
        key: RawKey::new([9; 32]),
        incarnation: folder.path().join("incarnation"),
        language: Language::English,
        signer: Arc::new(signer),
        clock: Arc::new(SystemClock::new()),
    })?)
}

async fn answer(request: RequestBuilder) -> Measured<Value> {
    let response = request.send().await?;
    let status = response.status();
    let text = response.text().await?;
    if status.is_success() {
        Ok(serde_json::from_str(&text).unwrap_or(Value::Null))
    } else {
        Err(format!("{status}: {text}").into())
    }
}
