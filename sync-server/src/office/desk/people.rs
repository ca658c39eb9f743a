//! Names of people, and which devices are the office's.

use std::collections::{BTreeMap, BTreeSet};

use jobsheet_domain::event::Author;
use jobsheet_domain::id::{DeviceId, UserId};

use crate::ledger::{Decision, DeviceKind};
use crate::office::Error;
use crate::office::server::Server;
use crate::office::views::{AuthorView, DecisionView};

/// Names of people by id, read once for a page.
pub(super) struct People {
    names: BTreeMap<UserId, String>,
    offices: BTreeSet<DeviceId>,
}

impl People {
    pub fn read(server: &Server) -> Result<Self, Error> {
        let organisation = server.organisation.id;
        let users = server.ledger.users(organisation)?;
        let devices = server.ledger.devices(organisation)?;
        Ok(Self {
            names: users.into_iter().map(|user| (user.id, user.full_name)).collect(),
            offices: devices
                .into_iter()
                .filter(|device| device.kind == DeviceKind::Office)
                .map(|device| device.id)
                .collect(),
        })
    }

    /// The name people read; empty for nobody.
    pub fn name(&self, user: UserId) -> String {
        self.names.get(&user).cloned().unwrap_or_default()
    }

    /// Every name.
    pub fn names(&self) -> BTreeMap<UserId, String> {
        self.names.clone()
    }

    /// A decision with the name of who made it.
    pub fn decision(&self, decision: &Decision) -> DecisionView {
        DecisionView {
            user: decision.by.0,
            name: self.name(decision.by),
            at: decision.at.0,
            reason: decision.reason.clone(),
        }
    }

    pub fn author(&self, author: Author) -> AuthorView {
        AuthorView {
            user: author.user.0,
            name: self.name(author.user),
            device: author.device.0,
            office: self.offices.contains(&author.device),
        }
    }
}
