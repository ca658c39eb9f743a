//! Devices at the console: enrolling, confirming, revoking.

use jobsheet_domain::id::{DeviceId, UserId};
use jobsheet_domain::permission::{may_confirm, may_enrol};
use jobsheet_domain::time::DAY_MS;
use jobsheet_signing::Custody;

use crate::auth::{code_digest, new_code};
use crate::ledger::{Device, DeviceKind, Enrolment, Fork, User};
use crate::office::Error;
use crate::office::keyring;
use crate::office::server::Server;
use crate::office::views::{DeviceView, EnrolmentView, ForkView, RefusalView};

use super::people::People;

/// How long a person is told of a device that somebody else enrolled for them.
const TOLD_MS: i64 = 14 * DAY_MS;

/// Every enrolled installation, newest first, as somebody sees it; or only those of one person.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn list(server: &Server, asker: &User, only: Option<UserId>) -> Result<Vec<DeviceView>, Error> {
    let devices = server.ledger.devices(server.organisation.id)?;
    let ours = devices.iter().filter(|device| device.kind == DeviceKind::Device);
    views(server, asker, ours.filter(|device| only.is_none_or(|user| device.user == user)))
}

/// Devices that enrolled as a person lately, by a code that somebody else made.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn enrolled_for(server: &Server, person: &User) -> Result<Vec<DeviceView>, Error> {
    let since = server.now().plus_ms(-TOLD_MS);
    let devices = server.ledger.devices(server.organisation.id)?;
    let by_others = devices.iter().filter(|device| {
        device.user == person.id
            && device.enrolled_at > since
            && device.issued_by.is_some_and(|issuer| issuer != person.id)
    });
    views(server, person, by_others)
}

fn views<'a>(
    server: &Server,
    asker: &User,
    devices: impl Iterator<Item = &'a Device>,
) -> Result<Vec<DeviceView>, Error> {
    let (people, forks) = (People::read(server)?, server.ledger.forks(server.organisation.id)?);
    Ok(devices.map(|device| view(device, asker, &people, &forks)).collect())
}

/// The person a device is to enrol as.
///
/// # Errors
/// [`Error::Missing`] when there is no such person with a live account.
pub fn person(server: &Server, user: UserId) -> Result<User, Error> {
    let person = server.ledger.user(server.organisation.id, user)?.filter(|person| person.active);
    person.ok_or(Error::Missing("user"))
}

/// A one-time code for a person's device, made by somebody; whether the person consents to it was asked before.
///
/// # Errors
/// [`Error::Refused`] when the issuer may not make it, otherwise as [`person`].
pub fn enrolment(
    server: &Server,
    issuer: &User,
    user: UserId,
    consents: bool,
) -> Result<EnrolmentView, Error> {
    person(server, user)?;
    may_enrol(issuer.id, &issuer.roles, user, consents)?;
    let (code, url) = (new_code(), server.url());
    let expires_at = server.now().plus_ms(server.config.times.enrolment_ms);
    let enrolment = Enrolment { code: code_digest(&code), user, issued_by: issuer.id, expires_at };
    server.ledger.put_enrolment(server.organisation.id, &enrolment)?;
    Ok(EnrolmentView {
        uri: format!("jobsheet:enrol?server={url}&code={code}"),
        code,
        expires_at: expires_at.0,
    })
}

/// The fingerprint was compared by two people, of whom this is the second.
///
/// # Errors
/// [`Error::Missing`] when there is no such device, [`Error::Refused`] when they may not confirm it.
pub fn confirm(server: &Server, confirmer: &User, id: DeviceId) -> Result<DeviceView, Error> {
    let device = find(server, id)?;
    may_confirm(confirmer.id, &confirmer.roles, device.user, device.issued_by)?;
    server.ledger.confirm_device(server.organisation.id, id, confirmer.id)?;
    one(server, confirmer, id)
}

/// Revokes a device: at once its key opens nothing and writes nothing (R54).
///
/// # Errors
/// [`Error::Missing`] when there is no such device.
pub fn revoke(server: &Server, asker: &User, id: DeviceId) -> Result<DeviceView, Error> {
    find(server, id)?;
    server.ledger.revoke_device(server.organisation.id, id)?;
    server.hub.right_ended();
    keyring::publish(server)?;
    one(server, asker, id)
}

fn one(server: &Server, asker: &User, id: DeviceId) -> Result<DeviceView, Error> {
    let device = find(server, id)?;
    views(server, asker, std::iter::once(&device))?.pop().ok_or(Error::Missing("device"))
}

fn find(server: &Server, id: DeviceId) -> Result<Device, Error> {
    let device = server.ledger.device(server.organisation.id, id)?;
    device.filter(|device| device.kind == DeviceKind::Device).ok_or(Error::Missing("device"))
}

fn view(device: &Device, asker: &User, people: &People, forks: &[Fork]) -> DeviceView {
    let name = |user: Option<UserId>| user.map(|user| people.name(user)).unwrap_or_default();
    let may = may_confirm(asker.id, &asker.roles, device.user, device.issued_by);
    DeviceView {
        id: device.id.0,
        user: device.user.0,
        user_name: people.name(device.user),
        name: device.name.clone(),
        platform: device.platform.clone(),
        fingerprint: device.fingerprint.clone(),
        custody: device.custody.as_ref().into(),
        security_level: device.custody.as_ref().and_then(Custody::level).map(Into::into),
        issued_by: name(device.issued_by),
        confirmed: device.confirmed,
        confirmed_by: name(device.confirmed_by),
        confirm_refusal: may
            .err()
            .filter(|_| !device.confirmed)
            .map(|refusal| RefusalView::of(&refusal, asker.language)),
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
