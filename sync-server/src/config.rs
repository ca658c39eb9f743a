//! What an operator can set. `docs/guide/server.toml` documents every key; a `JOBSHEET_…` variable of the same name in
//! capitals wins over the file (`JOBSHEET_LISTEN`, `JOBSHEET_LIMITS_REQUEST_BYTES`).

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use jobsheet_attestation::Trust;
use serde::Deserialize;

/// Everything an operator can set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where an operator's Prometheus reads numbers, apart from everything else; nowhere without it. Whoever reaches it needs no
    /// login.
    pub metrics: Option<SocketAddr>,
    /// Folder of the ledger and the blobs.
    pub data: PathBuf,
    /// The address people and devices reach the server by, without a slash at the end: it stands in enrolment codes, and
    /// with `https:` cookies are sent over TLS only. Without it the address it listens at counts, over plain HTTP.
    pub public_url: Option<String>,
    /// Name of the organisation, taken at the first start.
    pub organisation: String,
    /// Fills an empty ledger with a sample organisation whose people all have this password.
    pub demo_password: Option<String>,
    /// The program that decodes foreign bytes in child processes, called with `worker`: usually this binary itself.
    /// Without it decoding happens in the server's own process, under the same caps but without limits of memory and
    /// time.
    pub worker_command: Option<PathBuf>,
    /// How many decoding processes are at work at once, and kept.
    pub workers: usize,
    /// Caps.
    pub limits: Limits,
    /// Spans of time.
    pub times: Times,
    /// What is asked of the keys that devices sign with.
    pub attestation: Attestations,
    /// Whether the machine's clock is believed at the start although the ledger knows a later time: once, after a clock that was
    /// ahead was set right.
    pub accept_clock: bool,
    /// Whether logs are JSON lines instead of text.
    pub log_json: bool,
}

/// Whom to believe of what makers say of devices' keys. Only in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Attestations {
    /// Files of makers' root certificates (PEM).
    pub roots: Vec<PathBuf>,
    /// SHA-256 of the certificates that our Android app is signed with, in hexadecimal digits.
    pub android_signers: Vec<String>,
    /// Ids of our Apple apps: the team, a dot, the bundle.
    pub apple_apps: Vec<String>,
    /// Whether a device enrols only with an attestation that holds.
    pub required: bool,
}

impl Attestations {
    /// Whom that is, read.
    ///
    /// # Errors
    /// The entry that cannot be used, and why.
    pub fn trust(&self) -> Result<Trust, (String, std::io::Error)> {
        let mut trust = Trust::default();
        let wrong = |what: &str| std::io::Error::other(what.to_owned());
        for file in &self.roots {
            let unusable = |source| (file.display().to_string(), source);
            let pem = std::fs::read(file).map_err(unusable)?;
            trust.believe(&pem).map_err(|_| unusable(wrong("it holds no root certificates (PEM)")))?;
        }
        for signer in &self.android_signers {
            let unusable = || (signer.clone(), wrong("it is no SHA-256 in hexadecimal digits"));
            let digest = hex::decode(signer.replace(':', "")).ok().and_then(|digest| digest.try_into().ok());
            trust.publish_android(digest.ok_or_else(unusable)?);
        }
        self.apple_apps.iter().for_each(|app| trust.publish_apple(app));
        Ok(trust)
    }
}

/// Caps that keep one request from taking everything.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Largest body of a request as it comes over the wire, bytes.
    pub request_bytes: usize,
    /// Largest body after decompression, bytes.
    pub decompressed_bytes: usize,
    /// Bytes of news after which an answer to a sync stops and says there is more, before compression.
    pub answer_bytes: usize,
    /// Largest photo or signature, bytes.
    pub blob_bytes: u64,
    /// What one device may announce to upload in a day (UTC), bytes.
    pub upload_day_bytes: u64,
    /// Memory of one decoding process, bytes.
    pub worker_memory_bytes: u64,
    /// Largest body of a request before its sender is known, bytes.
    pub unknown_bytes: usize,
    /// Largest evidence that anybody has verified, bytes.
    pub evidence_bytes: usize,
    /// What is kept of one device's refused runs, bytes.
    pub refused_bytes: u64,
    /// Bodies that are held at once, bytes; what does not fit is told to come again.
    pub bodies_bytes: usize,
    /// Connections at once; more wait to be taken.
    pub connections: usize,
    /// Live streams at once, of devices and screens.
    pub streams: usize,
    /// Passwords that are checked at once: each takes some 20 MB.
    pub passwords: usize,
    /// Failed logins of one name from one address before it has to wait.
    pub login_failures: u32,
}

/// Spans of time, all in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Times {
    /// Longest the work of a request may take, once its body is there; live streams are not counted.
    pub request_ms: u64,
    /// Longest a request's body may bring nothing. How long it takes in all depends on the caller's uplink.
    pub body_idle_ms: u64,
    /// Longest a request's head may take, and a body before its sender is known.
    pub unknown_ms: u64,
    /// Computing time of a decoding process, in whole seconds, rounded up: a run over which a fresh one uses it up is
    /// refused.
    pub worker_cpu_ms: u64,
    /// Longest a run waits for a free decoding process, and again for its answer; then it is not judged, and comes again.
    pub worker_ms: u64,
    /// How long a login at the console lasts.
    pub session_ms: i64,
    /// How long a one-time code can be used.
    pub enrolment_ms: i64,
    /// How long a nonce can be used: a device may be away that long.
    pub nonce_ms: i64,
    /// How long an older nonce can still be used after the device used a newer one.
    pub nonce_grace_ms: i64,
    /// How old the news may be that a change was made without; older work waits for a person.
    pub knowledge_ms: i64,
    /// How long a name has to wait after too many failed logins.
    pub lockout_ms: i64,
    /// How long the answer to what the console asked can be repeated.
    pub repeatable_ms: i64,
    /// How long a blob that no document names is kept, and an upload that nobody goes on with.
    pub unnamed_blob_ms: i64,
    /// Longest a graceful stop waits for requests under way.
    pub stop_ms: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            metrics: None,
            data: PathBuf::from("jobsheet-data"),
            public_url: None,
            organisation: "jobsheet".to_owned(),
            demo_password: None,
            worker_command: None,
            workers: 2,
            limits: Limits::default(),
            times: Times::default(),
            attestation: Attestations::default(),
            accept_clock: false,
            log_json: false,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            request_bytes: 16 << 20,
            decompressed_bytes: 64 << 20,
            answer_bytes: 24 << 20,
            blob_bytes: 64 << 20,
            upload_day_bytes: 4 << 30,
            worker_memory_bytes: 1 << 30,
            unknown_bytes: 64 << 10,
            evidence_bytes: 40 << 20,
            refused_bytes: 64 << 20,
            bodies_bytes: 256 << 20,
            connections: 1_024,
            streams: 512,
            passwords: 2,
            login_failures: 5,
        }
    }
}

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

impl Default for Times {
    fn default() -> Self {
        Self {
            request_ms: 60_000,
            body_idle_ms: 30_000,
            unknown_ms: 60_000,
            worker_cpu_ms: 10_000,
            worker_ms: 20_000,
            session_ms: DAY / 2,
            enrolment_ms: 10 * MINUTE,
            nonce_ms: 60 * DAY,
            nonce_grace_ms: 10 * MINUTE,
            knowledge_ms: 90 * DAY,
            lockout_ms: 5 * MINUTE,
            repeatable_ms: DAY,
            unnamed_blob_ms: 30 * DAY,
            stop_ms: 10_000,
        }
    }
}

/// The configuration cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path} cannot be read")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A key is unknown or a value is of the wrong kind.
    #[error("the configuration is wrong")]
    Wrong(#[from] toml::de::Error),
}

impl Config {
    /// Reads the file, when there is one, and the variables over it.
    ///
    /// # Errors
    /// [`ConfigError`] says which key is wrong.
    pub fn load(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let text = match file {
            Some(path) => std::fs::read_to_string(path)
                .map_err(|source| ConfigError::File { path: path.to_owned(), source })?,
            None => String::new(),
        };
        let mut table: toml::Table = toml::from_str(&text)?;
        for (name, value) in variables {
            if let Some(key) = name.strip_prefix("JOBSHEET_") {
                overlay(&mut table, &key.to_ascii_lowercase(), &value);
            }
        }
        Ok(table.try_into()?)
    }
}

/// The keys outside of the sections that are no text. In the sections everything is a number.
const NO_TEXT: [&str; 3] = ["workers", "accept_clock", "log_json"];

/// Puts a variable's value where the file would have it. A text is taken as it is: a password may consist of digits.
fn overlay(table: &mut toml::Table, key: &str, value: &str) {
    let text = || toml::Value::String(value.to_owned());
    let parsed = || match value.parse::<toml::Value>() {
        Ok(number @ (toml::Value::Integer(_) | toml::Value::Boolean(_))) => number,
        _ => text(),
    };
    for section in ["limits", "times"] {
        if let Some(inner) = key.strip_prefix(section).and_then(|rest| rest.strip_prefix('_')) {
            let inside = table.entry(section).or_insert_with(|| toml::Table::new().into());
            if let Some(inside) = inside.as_table_mut() {
                inside.insert(inner.to_owned(), parsed());
            }
            return;
        }
    }
    table.insert(key.to_owned(), if NO_TEXT.contains(&key) { parsed() } else { text() });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_file_holds_the_defaults() {
        let documented = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide/server.toml");
        let config = Config::load(Some(&documented), []).unwrap();
        assert_eq!(config, Config { organisation: "jobsheet".into(), ..Config::default() });
    }

    #[test]
    fn a_variable_wins_over_the_file() {
        let variables = [
            ("JOBSHEET_LISTEN".into(), "0.0.0.0:9".into()),
            ("JOBSHEET_LIMITS_REQUEST_BYTES".into(), "7".into()),
            ("HOME".into(), "/".into()),
        ];
        let config = Config::load(None, variables).unwrap();
        assert_eq!(config.listen.port(), 9);
        assert_eq!(config.limits.request_bytes, 7);
    }

    #[test]
    fn a_text_may_look_like_a_number_or_a_flag() {
        let set =
            |key: &str, value: &str| Config::load(None, [(format!("JOBSHEET_{key}"), value.to_owned())]);
        let password = set("DEMO_PASSWORD", "12345678").unwrap().demo_password;
        assert_eq!(password.as_deref(), Some("12345678"));
        assert_eq!(set("ORGANISATION", "true").unwrap().organisation, "true");
        assert!(set("LOG_JSON", "true").unwrap().log_json);
        assert_eq!(set("WORKERS", "3").unwrap().workers, 3);
    }

    #[test]
    fn a_cause_is_told_once() {
        let wrong = Config::load(None, [("JOBSHEET_LISTNE".into(), "x".into())]).unwrap_err();
        assert_eq!(crate::office::chain(&wrong).matches("listne").count(), 1);
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        assert!(Config::load(None, [("JOBSHEET_LISTNE".into(), "x".into())]).is_err());
    }
}
