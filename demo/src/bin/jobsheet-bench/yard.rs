//! A server with many orders and a device that will hold them.

use std::path::Path;
use std::sync::Arc;

use jobsheet_client::domain::language::Language;
use jobsheet_client::store::RawKey;
use jobsheet_client::{CancelHandle, Client, OpenOptions, SoftwareSigner, SystemClock};
use jobsheet_demo::network::Network;
use jobsheet_server::{Config, Running};
use serde_json::json;
use tempfile::TempDir;

use crate::desk::{Desk, PASSWORD};
use crate::figure::Measured;

/// Everything the sync and tap benchmarks stand on.
pub struct Yard {
    server: Running,
    /// The dispatcher.
    pub desk: Desk,
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
        let desk = Desk::log_in(&base, "dispatcher").await?;
        let network = Network::towards(&base).await?;
        let client = device(folder.path(), "device")?;
        let cancel = CancelHandle::new();
        let mut yard = Self { server, desk, network, client, cancel, folder, orders: Vec::new() };
        let lead = yard.desk.person("lead").await?;
        for number in 0..orders {
            let order = yard.raise(&lead, number).await?;
            yard.orders.push(order);
        }
        let code = yard.desk.enrolment(&lead).await?;
        let enrolled = yard.client.enrol(&yard.network.base(), &code, "bench", &yard.cancel).await?;
        yard.desk.confirm(&enrolled.fingerprint).await?;
        Ok(yard)
    }

    /// Closes the device's file and stops the server.
    pub async fn close(self) {
        self.client.close().await;
        self.server.stop().await;
    }

    async fn raise(&self, lead: &str, number: usize) -> Measured<String> {
        let customers = self.desk.get("/api/customers?limit=1").await?;
        let customer = &customers["customers"][0];
        let raised = json!({ "customer": customer["id"], "address": { "text": format!("苏州工业园区星湖街 {number} 号") },
            "contact": "王建国", "phone": format!("0512-6{number:07}"), "title": format!("Machine {number} stops"),
            "fault": fault(number), "priority": "normal" });
        let order = self.desk.post("/api/orders", &raised).await?;
        let id = order["id"].as_str().ok_or("an order without id")?.to_owned();
        let assigned = json!({ "command": { "assign": { "technicians": [lead], "lead": lead, "window": { "from": 0, "to": 3_600_000 } } } });
        self.desk.post(&format!("/api/orders/{id}/commands"), &assigned).await?;
        Ok(id)
    }
}

/// What is wrong, with what was seen of it.
pub fn fault(number: usize) -> String {
    format!("Unit {number}: 运行约十分钟后高温报警停机，重启后可再运行。冷却液液位正常，{}", text(number))
}

/// Words that differ from order to order, as people's do.
fn text(number: usize) -> String {
    let words = ["pump", "过滤器", "alarm", "主轴", "noise", "皮带", "pressure", "漏油", "sensor", "电机"];
    let pick = |step: usize| words[(number * 7 + step * step * 3 + number / 10) % words.len()];
    (0..24).map(pick).collect::<Vec<_>>().join(" ")
}

/// A device with a file of its own.
pub fn device(folder: &Path, name: &str) -> Measured<Client> {
    let (signer, _sealed) = SoftwareSigner::generate()?;
    Ok(Client::open(OpenOptions {
        path: folder.join(format!("{name}.jobsheet")),
        key: RawKey::new([9; 32]),
        incarnation: folder.join(format!("{name}.incarnation")),
        language: Language::English,
        signer: Arc::new(signer),
        clock: Arc::new(SystemClock::new()),
    })?)
}
