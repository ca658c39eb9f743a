//! The open file, and whom it is enrolled for.

use std::path::Path;
use std::sync::Arc;

use jobsheet_client::domain::id::UserId;
use jobsheet_client::domain::language::Language;
use jobsheet_client::store::RawKey;
use jobsheet_client::{Client, ClientError, Clock, OpenOptions, SystemClock};
use zeroize::Zeroizing;

use crate::clock::{DeviceClock, ShellClock};
use crate::error::{Answer, FieldError};
use crate::event::EventQueue;
use crate::signer::{ShellSigner, StatementSignerCallback};

/// What the shell opens a file with.
#[derive(Clone, uniffi::Record)]
pub struct FieldOptions {
    /// The encrypted file. One for each enrolled user.
    pub path: String,
    /// Its key: 32 random bytes from the key store. The core wipes its copies; the shell wipes the array it filled, once
    /// the file is open.
    pub key: Vec<u8>,
    /// A small file in a folder that no backup copies (`noBackupFilesDir` on Android).
    pub incarnation: String,
    /// The language of refusals and reports, BCP 47: `zh-Hans`, `zh-Hant` or `en`, which stands for any other too.
    pub language: String,
}

/// Whom a file is enrolled for.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct EnrolledProfile {
    /// The organisation's name.
    pub organisation: String,
    /// The user.
    pub user: UserId,
    /// Their name.
    pub user_name: String,
    /// Where the server is.
    pub server_url: String,
    /// Whether the office has confirmed the fingerprint; heard with the first request it let through.
    pub confirmed: bool,
}

/// One open file with everything that can be done with it. Calls may come from any thread; those that write or read the
/// file take a millisecond or so and belong off the main thread.
#[derive(uniffi::Object)]
pub struct FieldClient {
    pub(crate) client: Client,
}

impl FieldClient {
    /// The core's outcome, with errors in the client's language.
    pub(crate) fn told<T>(&self, outcome: Result<T, ClientError>) -> Answer<T> {
        outcome.map_err(|error| FieldError::of(&error, self.client.language()))
    }

    pub(crate) fn language(&self) -> Language {
        self.client.language()
    }
}

#[uniffi::export]
impl FieldClient {
    /// Opens the file, making it where there is none.
    ///
    /// # Errors
    /// [`FieldError::Storage`]: a wrong key, a newer schema, damage (moved aside, open again), no room;
    /// [`FieldError::Argument`].
    #[uniffi::constructor]
    pub fn open(
        options: FieldOptions,
        signer: Arc<dyn StatementSignerCallback>,
        clock: Option<Arc<dyn DeviceClock>>,
    ) -> Answer<Arc<Self>> {
        let language = language(&options.language);
        let key = key(options.key)?;
        let system = || Arc::new(SystemClock::new()) as Arc<dyn Clock>;
        let clock = clock.map_or_else(system, |clock| Arc::new(ShellClock::new(clock)));
        let opened = Client::open(OpenOptions {
            path: options.path.into(),
            key,
            incarnation: options.incarnation.into(),
            language,
            signer: Arc::new(ShellSigner(signer)),
            clock,
        });
        let client = opened.map_err(|error| FieldError::of(&error, language))?;
        Ok(Arc::new(Self { client }))
    }

    /// Whom the file is enrolled for; none before enrolment.
    ///
    /// # Errors
    /// None; see the crate's header.
    pub fn profile(&self) -> Answer<Option<EnrolledProfile>> {
        Ok(self.client.identity().map(|identity| EnrolledProfile {
            organisation: identity.profile.organisation_name,
            user: identity.profile.user,
            user_name: identity.profile.user_name,
            server_url: identity.profile.server_url,
            confirmed: identity.profile.confirmed,
        }))
    }

    /// A queue of what happens from now on.
    ///
    /// # Errors
    /// None.
    pub fn events(&self) -> Answer<Arc<EventQueue>> {
        Ok(EventQueue::new(self.client.events(), self.client.closing()))
    }

    /// Reads every page of the file.
    ///
    /// # Errors
    /// [`FieldError::Storage`] for damage; the file was then moved aside and salvaged.
    pub fn check_file(&self) -> Answer {
        self.told(self.client.check_file())
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl FieldClient {
    /// Closes the file: calls that wait for the network end, those that write or read end first, later ones are
    /// [`FieldError::Storage`] with `client.closed`. When it returns, nothing of the core holds the file. An app calls it
    /// before its process ends; calling it twice does nothing.
    ///
    /// # Errors
    /// None; see the crate's header.
    pub async fn shut(&self) -> Answer {
        self.client.close().await;
        Ok(())
    }
}

/// Moves a file aside that its key does not open, so that opening makes a new one: a backup of another device brought it,
/// whose key stayed there. Answers where it went; nothing deletes it, and its own key opens it.
///
/// # Errors
/// [`FieldError::Storage`]: `store.invalid` for a file that opens; [`FieldError::Argument`].
#[uniffi::export]
pub fn set_file_aside(options: FieldOptions) -> Answer<String> {
    let moved = Client::set_aside(Path::new(&options.path), &key(options.key)?);
    let told = moved.map_err(|error| FieldError::of(&error, language(&options.language)))?;
    Ok(told.to_string_lossy().into_owned())
}

/// The core's copy of a key; the one that came is wiped.
fn key(given: Vec<u8>) -> Answer<RawKey> {
    let given = Zeroizing::new(given);
    RawKey::copied(&given).map_err(|_| FieldError::argument("argument.key", "the key has 32 bytes"))
}

/// The product's language of a BCP 47 code: English where the device speaks one the product does not.
pub(crate) fn language(code: &str) -> Language {
    Language::from_code(code).unwrap_or(Language::English)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_in_any_other_language_opens_its_file_in_english() {
        let spoken = ["de-DE", "fr", "", "en-GB", "zh-Hans-CN", "zh-HK"].map(language);
        use Language::{English, Simplified, Traditional};
        assert_eq!(spoken, [English, English, English, English, Simplified, Traditional]);
    }
}
