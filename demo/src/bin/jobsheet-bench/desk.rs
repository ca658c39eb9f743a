//! Somebody at the console, over HTTP.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::figure::Measured;

/// The password of everybody in the sample organisation.
pub const PASSWORD: &str = "correct horse battery staple";

/// A person who is logged in.
pub struct Desk {
    http: reqwest::Client,
    base: String,
}

impl Desk {
    /// Logs in on the server at `base`.
    pub async fn log_in(base: &str, name: &str) -> Measured<Self> {
        jobsheet_client::use_ring_for_tls();
        let http = reqwest::Client::builder().cookie_store(true).build()?;
        let desk = Self { http, base: base.to_owned() };
        desk.post("/api/login", &json!({ "name": name, "password": PASSWORD })).await?;
        Ok(desk)
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Measured<Value> {
        answer(self.http.get(format!("{}{path}", self.base))).await
    }

    /// Reads a file.
    pub async fn bytes(&self, path: &str) -> Measured<Vec<u8>> {
        let answer = self.http.get(format!("{}{path}", self.base)).send().await?.error_for_status()?;
        Ok(answer.bytes().await?.to_vec())
    }

    /// Asks for something to be done.
    pub async fn post(&self, path: &str, body: &Value) -> Measured<Value> {
        let key = uuid::Uuid::new_v4().to_string();
        answer(self.http.post(format!("{}{path}", self.base)).header("idempotency-key", key).json(body)).await
    }

    /// The id of a person of the sample organisation.
    pub async fn person(&self, login: &str) -> Measured<String> {
        let staff = self.get("/api/staff").await?;
        let person = staff.as_array().into_iter().flatten().find(|person| person["login"] == login);
        let id = person.and_then(|person| person["user"].as_str());
        Ok(id.ok_or_else(|| format!("nobody is called {login}"))?.to_owned())
    }

    /// A code with which a person's device enrols, made by the administrator.
    pub async fn enrolment(&self, user: &str) -> Measured<String> {
        let admin = Self::log_in(&self.base, "admin").await?;
        let enrolment = admin.post("/api/enrolments", &json!({ "user": user })).await?;
        Ok(enrolment["code"].as_str().unwrap_or_default().to_owned())
    }

    /// Confirms the device that shows a fingerprint.
    pub async fn confirm(&self, fingerprint: &str) -> Measured {
        let devices = self.get("/api/devices").await?;
        let waiting = devices.as_array().into_iter().flatten().find(|one| one["fingerprint"] == fingerprint);
        let id = waiting.and_then(|one| one["id"].as_str()).ok_or("the device is not listed")?;
        self.post(&format!("/api/devices/{id}/confirm"), &json!({})).await?;
        Ok(())
    }
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
