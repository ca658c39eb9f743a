//! The people, the server and the orders of a department.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jobsheet_demo::server::Server;
use jobsheet_server::Config;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::home;
use super::process::{self, Cpu};
use crate::desk::{Desk, PASSWORD};
use crate::figure::Measured;

/// People at the console who raise orders at the same time.
const AT_ONCE: usize = 8;

/// A server with a department's people, and their devices' files.
pub struct Department {
    /// Where everything is.
    pub folder: PathBuf,
    listen: String,
    server: Server,
    desk: Arc<Desk>,
    technicians: Vec<Uuid>,
}

#[derive(Deserialize)]
struct Enrolled {
    fingerprint: String,
}

impl Department {
    /// Makes an organisation with its people, and starts its server.
    pub async fn open(folder: &Path, devices: usize) -> Measured<Self> {
        let data = folder.join("server");
        let technicians = people(&data, devices)?;
        std::fs::create_dir_all(home(folder))?;
        let server = Server::start(&data).await.map_err(|failure| failure.to_string())?;
        let desk = Arc::new(Desk::log_in(&server.base, "dispatcher").await?);
        let listen = server.base.trim_start_matches("http://").to_owned();
        Ok(Self { folder: folder.to_owned(), listen, server, desk, technicians })
    }

    /// The names of the devices.
    pub fn names(&self) -> Vec<String> {
        (0..self.technicians.len()).map(|number| format!("device-{number}")).collect()
    }

    /// What the server has computed since it was started.
    pub fn cpu(&self) -> Measured<Cpu> {
        Cpu::of(self.server.process().ok_or("the server has ended")?)
    }

    /// The most memory the server has had, in MiB.
    pub fn peak(&self) -> Measured<f64> {
        process::peak(&self.server.process().ok_or("the server has ended")?.to_string())
    }

    /// Raises orders, each about a fault, and assigns them in turn.
    pub async fn raise(&self, orders: usize, fault: fn(usize) -> String) -> Measured {
        let customers = self.desk.get("/api/customers?limit=1").await?;
        let customer = customers["customers"][0]["id"].clone();
        let mut raising = JoinSet::new();
        for number in 0..orders {
            if raising.len() >= AT_ONCE {
                raising.join_next().await.transpose()?.unwrap_or(Ok(()))?;
            }
            let lead = self.technicians[number % self.technicians.len()];
            raising.spawn(raise(Arc::clone(&self.desk), customer.clone(), lead, number, fault(number)));
        }
        while let Some(raised) = raising.join_next().await {
            raised??;
        }
        Ok(())
    }

    /// Enrols a device for each technician.
    pub async fn enrol(&self) -> Measured {
        let admin = Desk::log_in(&self.server.base, "admin").await?;
        for (technician, name) in self.technicians.iter().zip(self.names()) {
            let code = admin.post("/api/enrolments", &json!({ "user": technician })).await?;
            let code = code["code"].as_str().ok_or("an enrolment without code")?;
            let device = process::start(&self.folder, "enrol", &name, &[&self.server.base, code])?;
            let Enrolled { fingerprint } = process::told(device).await?;
            self.desk.confirm(&fingerprint).await?;
        }
        Ok(())
    }

    /// Has each technician work offline.
    pub async fn work(&self, orders: usize) -> Measured {
        for name in self.names() {
            let device = process::start(&self.folder, "work", &name, &[&orders.to_string()])?;
            let _: Value = process::told(device).await?;
        }
        Ok(())
    }

    /// Stops the server and starts it anew.
    pub async fn restart(self) -> Measured<Self> {
        let Self { folder, listen, server, desk, technicians } = self;
        server.stop().await.map_err(|failure| failure.to_string())?;
        let data = folder.join("server");
        let server = Server::start_at(&data, &listen).await.map_err(|failure| failure.to_string())?;
        Ok(Self { folder, listen, server, desk, technicians })
    }

    /// Stops the server.
    pub async fn close(self) -> Measured {
        Ok(self.server.stop().await.map_err(|failure| failure.to_string())?)
    }
}

async fn raise(
    desk: Arc<Desk>,
    customer: Value,
    lead: Uuid,
    number: usize,
    fault: String,
) -> Result<(), String> {
    let raised = json!({ "customer": customer, "address": { "text": format!("苏州工业园区星湖街 {number} 号") },
        "contact": "王建国", "phone": format!("0512-6{number:07}"), "title": format!("Machine {number} stops"),
        "fault": fault, "priority": "normal" });
    let asked = async {
        let order = desk.post("/api/orders", &raised).await?;
        let id = order["id"].as_str().ok_or("an order without id")?;
        let window = json!({ "from": 0, "to": 3_600_000 });
        let assigned =
            json!({ "command": { "assign": { "technicians": [lead], "lead": lead, "window": window } } });
        desk.post(&format!("/api/orders/{id}/commands"), &assigned).await.map(drop)
    };
    asked.await.map_err(|error: Box<dyn std::error::Error>| error.to_string())
}

/// Adds technicians to the sample organisation of a new ledger, as copies of one it has.
fn people(data: &Path, technicians: usize) -> Measured<Vec<Uuid>> {
    let demo_password = Some(PASSWORD.to_owned());
    let server = jobsheet_server::open(Config { data: data.to_owned(), demo_password, ..Config::default() })?;
    let organisation = server.organisation.id;
    let model = server.ledger.user_by_name(organisation, "lead")?.ok_or("no lead")?;
    let staff = server.ledger.record_at(organisation, "staff", u64::MAX)?.ok_or("no staff")?;
    let mut staff: Vec<Value> = serde_json::from_slice(&staff.bytes)?;
    let known =
        staff.iter().find(|one| one["user"] == json!(model.id)).ok_or("the lead is no staff")?.clone();
    let ids: Vec<Uuid> =
        (1..=technicians).map(|number| Uuid::from_u128(0xf1ee7 << 64 | number as u128)).collect();
    for (number, id) in ids.iter().enumerate() {
        let user = jobsheet_client::domain::id::UserId(*id);
        let (name, full_name) = (format!("technician-{number}"), format!("Technician {number}"));
        let person =
            jobsheet_server::ledger::User { id: user, name, full_name: full_name.clone(), ..model.clone() };
        server.ledger.put_user(organisation, &person)?;
        let mut entry = known.clone();
        entry["user"] = json!(id);
        entry["name"] = json!(full_name);
        staff.push(entry);
    }
    server.ledger.publish(organisation, "staff", &serde_json::to_vec(&staff)?)?;
    Ok(ids)
}
