//! Who writes a run.

use jobsheet_domain::asker::WriterKind;
use jobsheet_domain::event::Author;
use jobsheet_domain::id::{DeviceId, UserId};

use crate::ledger::Device;

/// Who writes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Writer<'a> {
    /// A person's installation, as its enrolled user.
    Device(&'a Device),
    /// The office, for a person with a live login.
    Office {
        /// The office device.
        device: DeviceId,
        /// The person.
        user: UserId,
    },
}

impl Writer<'_> {
    pub(super) const fn author(&self) -> Author {
        match self {
            Self::Device(device) => Author { user: device.user, device: device.id },
            Self::Office { device, user } => Author { user: *user, device: *device },
        }
    }

    pub(super) const fn kind(&self) -> WriterKind {
        match self {
            Self::Device(_) => WriterKind::Device,
            Self::Office { .. } => WriterKind::Office,
        }
    }
}
