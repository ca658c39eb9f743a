//! Where a device keeps the key that its customers' signatures rest on: what it says, and what its maker says.

use jobsheet_attestation::{Attested, Moment, verify};
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::{Attestation, Custody, Keeping, PublicKey, sha256};

use crate::office::Error;
use crate::office::server::Server;

/// What is recorded of a key that a device enrols with, and its attestation as it is kept.
pub(crate) struct Kept {
    /// Where it is; nothing where the device does not say.
    pub(crate) custody: Option<Custody>,
    /// The bytes of its attestation.
    pub(crate) attestation: Option<Vec<u8>>,
}

/// Judges what a device says of its statement key. An attestation that nobody we trust vouches for is kept and not believed.
///
/// # Errors
/// [`Error::Refused`] `enrolment.attestation_required` where the operator asks for an attestation that holds and this has none.
pub(crate) fn judge(
    server: &Server,
    said: Option<Keeping>,
    enrolment: &[u8; 32],
    key: &PublicKey,
) -> Result<Kept, Error> {
    let required = server.config.attestation.required;
    let refused = |why: &str| Error::Refused(Refusal::new("enrolment.attestation_required").with("why", why));
    let attestation = match said {
        Some(Keeping::Hardware(Some(attestation))) => attestation,
        _ if required => return Err(refused("attestation.missing")),
        Some(Keeping::Hardware(None)) => {
            return Ok(Kept { custody: Some(Custody::Claimed), attestation: None });
        }
        Some(Keeping::Software) => return Ok(Kept { custody: Some(Custody::Software), attestation: None }),
        None => return Ok(Kept { custody: None, attestation: None }),
    };
    let bytes = attestation.bytes()?;
    let (form, digest) = (attestation.form, sha256(&bytes));
    let custody = match verified(server, &attestation, enrolment, key) {
        Ok(Attested { level, genuine }) => Custody::Attested { form, attestation: digest, level, genuine },
        Err(why) if required => return Err(refused(why)),
        Err(why) => {
            tracing::info!(why, "an attestation is kept and not believed");
            Custody::Unverified { form, attestation: digest }
        }
    };
    Ok(Kept { custody: Some(custody), attestation: Some(bytes) })
}

fn verified(
    server: &Server,
    attestation: &Attestation,
    enrolment: &[u8; 32],
    key: &PublicKey,
) -> Result<Attested, &'static str> {
    if attestation.challenge != *enrolment {
        return Err("attestation.challenge");
    }
    verify(attestation, key, &server.trust, Moment(server.now().0)).map_err(|error| error.code())
}
