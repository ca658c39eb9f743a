//! Reading the office's answers.

use jobsheet_client::domain::id::DocumentId;
use serde_json::Value;

use crate::failure::{Failure, Told};

pub fn user(staff: &Value, login: &str) -> Told<String> {
    let found = list(staff).iter().find(|person| person["login"] == login).map(|person| text(person, "user"));
    found.unwrap_or_else(|| Err(Failure(format!("nobody is called {login}"))))
}

pub fn document(value: &Value, name: &str) -> Told<DocumentId> {
    Ok(text(value, name)?.parse::<DocumentId>()?)
}

pub fn first(value: &Value, name: &str) -> Told<Value> {
    let found = list(&value[name]).first().or_else(|| list(value).first()).cloned();
    found.ok_or_else(|| Failure(format!("there are no {name}")))
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn text(value: &Value, name: &str) -> Told<String> {
    value[name].as_str().map(str::to_owned).ok_or_else(|| Failure(format!("no {name} in {value}")))
}
