//! What can go wrong, small enough to switch over in a shell.

use jobsheet_client::ClientError;
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::refusal::Refusal;
use jobsheet_client::domain::words::message;

/// A call that did not do what was asked. Nothing stored was lost. `detail` is for the person, in the language of the
/// client; `code` is stable and for the program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum FieldError {
    /// The rules do not allow it.
    #[error("{detail}")]
    Refused {
        /// `signoff.before_finished`.
        code: String,
        /// Why, and what to do.
        detail: String,
    },
    /// The device's file: a wrong key, damage, no room.
    #[error("{detail}")]
    Storage {
        /// `store.wrong_key`.
        code: String,
        /// Why, and what to do.
        detail: String,
    },
    /// The server could not be reached. Work goes on without it.
    #[error("{detail}")]
    Offline {
        /// In words.
        detail: String,
    },
    /// The server refused the request as a whole.
    #[error("{detail}")]
    Server {
        /// HTTP status.
        status: u16,
        /// `enrolment.expired`.
        code: String,
        /// Why, and what to do.
        detail: String,
    },
    /// The file is not enrolled with a server yet.
    #[error("{detail}")]
    NotEnrolled {
        /// In words.
        detail: String,
    },
    /// The key store did not sign, or a signature does not hold.
    #[error("{detail}")]
    Signature {
        /// `signer.failed`.
        code: String,
        /// Why.
        detail: String,
    },
    /// Given up through the handle.
    #[error("{detail}")]
    Cancelled {
        /// In words.
        detail: String,
    },
    /// The shell handed over what is no id, no key, no language.
    #[error("{detail}")]
    Argument {
        /// `argument.id`.
        code: String,
        /// Which.
        detail: String,
    },
    /// A fault of the core.
    #[error("{detail}")]
    Internal {
        /// `document.malformed`.
        code: String,
        /// In words.
        detail: String,
    },
}

/// What a function gives.
pub(crate) type Answer<T = ()> = Result<T, FieldError>;

impl FieldError {
    /// The error of the core, told in a language.
    pub(crate) fn of(error: &ClientError, language: Language) -> Self {
        let (code, detail) = (error.code(), error.message(language));
        match error {
            ClientError::Refused(_) => Self::Refused { code, detail },
            ClientError::Store(_) | ClientError::File(_) => Self::Storage { code, detail },
            ClientError::Offline(_) => Self::Offline { detail },
            ClientError::Server { status, .. } => Self::Server { status: *status, code, detail },
            ClientError::NotEnrolled => Self::NotEnrolled { detail },
            ClientError::Signing(_) | ClientError::Signer(_) => Self::Signature { code, detail },
            ClientError::Cancelled => Self::Cancelled { detail },
            ClientError::Document(_) | ClientError::Protocol(_) => Self::Internal { code, detail },
        }
    }

    /// What the shell handed over is not what it should be.
    pub(crate) fn argument(code: &str, detail: impl ToString) -> Self {
        Self::Argument { code: code.to_owned(), detail: detail.to_string() }
    }
}

/// A refusal with its text: why work cannot be finished yet, why a document is stuck.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Reason {
    /// Stable, for the program.
    pub code: String,
    /// For the person.
    pub detail: String,
}

impl Reason {
    pub(crate) fn of(refusal: &Refusal, language: Language) -> Self {
        Self { code: refusal.code.clone(), detail: message(refusal, language) }
    }
}

impl From<uniffi::UnexpectedUniFFICallbackError> for FieldError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Internal { code: "callback.failed".to_owned(), detail: error.reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_keeps_its_code_and_speaks_the_clients_language() {
        let error = ClientError::from(Refusal::new("signoff.before_finished"));
        let told: Vec<FieldError> =
            Language::ALL.iter().map(|language| FieldError::of(&error, *language)).collect();
        for (told, language) in told.iter().zip(Language::ALL) {
            let FieldError::Refused { code, detail } = told else { panic!("{told:?}") };
            assert_eq!(code, "signoff.before_finished");
            assert_eq!(*detail, error.message(language));
        }
        assert!(told[0] != told[1] && told[1] != told[2]);
    }

    #[test]
    fn being_offline_and_giving_up_are_no_refusals() {
        let of = |error| FieldError::of(&error, Language::English);
        assert!(matches!(of(ClientError::Offline("timeout".to_owned())), FieldError::Offline { .. }));
        assert!(matches!(of(ClientError::Cancelled), FieldError::Cancelled { .. }));
        assert!(matches!(of(ClientError::NotEnrolled), FieldError::NotEnrolled { .. }));
    }

    /// A panic in an exported function without a `Result` would end a Swift process.
    #[test]
    fn every_exported_function_returns_a_result() {
        let exported = [
            include_str!("cancel.rs"),
            include_str!("client.rs"),
            include_str!("complaint/functions.rs"),
            include_str!("event.rs"),
            include_str!("job.rs"),
            include_str!("report.rs"),
            include_str!("screens.rs"),
            include_str!("signer.rs"),
            include_str!("transfer.rs"),
        ];
        let mut functions = 0;
        for source in exported {
            let blocks = source.split("#[uniffi::export").skip(1).map(|block| block.split("\n}\n").next());
            for function in blocks.flatten().flat_map(|block| block.split(" fn ").skip(1)) {
                let signature = function.split(['{', ';']).next().unwrap_or_default();
                let name = signature.split('(').next().unwrap_or_default();
                assert!(signature.contains("-> Answer") || signature.contains("-> Result"), "{name}");
                functions += 1;
            }
        }
        assert!(functions > 30, "{functions}");
    }
}
