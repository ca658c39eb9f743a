//! Devices at the console: enrolling, confirming, revoking.

use jobsheet_domain::id::{DeviceId, UserId};

use crate::auth::{code_digest, new_code};
use crate::ledger::{Device, DeviceKind, Enrolment, Fork};
use crate::office::Error;
use crate::office::keyring;
use crate::office::server::Server;
use crate::office::views::{DeviceView, EnrolmentView, ForkView};

use super::people::People;

/// Every enrolled installation, newest first.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn list(server: &Server) -> Result<Vec<DeviceView>, Error> {
    let people = People::read(server)?;
    let devices = server.ledger.devices(server.organisation.id)?;
    let forks = server.ledger.forks(server.organisation.id)?;
    let ours = devices.iter().filter(|device| device.kind == DeviceKind::Device);
    Ok(ours.map(|device| view(device, &people, &forks)).collect())
}

/// A one-time code for a person's device.
///
/// # Errors
/// [`Error::Missing`] when there is no such person with a live account.
pub fn enrolment(server: &Server, user: UserId, url: &str) -> Result<EnrolmentView, Error> {
    let organisation = server.organisation.id;
    let person = server.ledger.user(organisation, user)?.filter(|person| person.active);
    person.ok_or(Error::Missing("user"))?;
    let code = new_code();
    let expires_at = server.now().plus_ms(server.config.times.enrolment_ms);
    server.ledger.put_enrolment(organisation, &Enrolment { code: code_digest(&code), user, expires_at })?;
    Ok(EnrolmentView {
        uri: format!("jobsheet:enrol?server={url}&code={code}"),
        code,
        expires_at: expires_at.0,
    })
}

/// The fingerprint was compared by two people.
///
/// # Errors
/// [`Error::Missing`] when there is no such device.
pub fn confirm(server: &Server, id: DeviceId) -> Result<DeviceView, Error> {
    find(server, id)?;
    server.ledger.confirm_device(server.organisation.id, id)?;
    one(server, id)
}

/// Revokes a device: at once its key opens nothing and writes nothing (R54).
///
/// # Errors
/// [`Error::Missing`] when there is no such device.
pub fn revoke(server: &Server, id: DeviceId) -> Result<DeviceView, Error> {
    find(server, id)?;
    server.ledger.revoke_device(server.organisation.id, id)?;
    keyring::publish(server)?;
    one(server, id)
}

fn one(server: &Server, id: DeviceId) -> Result<DeviceView, Error> {
    let forks = server.ledger.forks(server.organisation.id)?;
    Ok(view(&find(server, id)?, &People::read(server)?, &forks))
}

fn find(server: &Server, id: DeviceId) -> Result<Device, Error> {
    let device = server.ledger.device(server.organisation.id, id)?;
    device.filter(|device| device.kind == DeviceKind::Device).ok_or(Error::Missing("device"))
}

fn view(device: &Device, people: &People, forks: &[Fork]) -> DeviceView {
    DeviceView {
        id: device.id.0,
        user: device.user.0,
        user_name: people.name(device.user),
        name: device.name.clone(),
        platform: device.platform.clone(),
        fingerprint: device.fingerprint.clone(),
        confirmed: device.confirmed,
        revoked: device.revoked_at.is_some(),
        enrolled_at: device.enrolled_at.0,
        seen_at: device.seen_at.0,
        forks: forks.iter().filter(|fork| fork.device == device.id).map(fork).collect(),
    }
}

fn fork(fork: &Fork) -> ForkView {
    ForkView {
        document: fork.document.0,
        sequence: fork.sequence,
        kept: fork.kept.to_string(),
        other: fork.other.to_string(),
        found_at: fork.found_at.0,
    }
}
