//! Pooled, encrypted connections.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use jobsheet_domain::refusal::Refusal;
use reqwest::Url;
use reqwest::redirect::Policy;
use rustls::{ClientConfig, RootCertStore};

use crate::error::ClientError;

/// The longest it takes to reach a server that is there.
const CONNECT: Duration = Duration::from_secs(30);

/// Makes ring this process's TLS cryptography for whoever asks for the process's own, so that no second library for it
/// is needed. The first choice in a process wins; a host that has made its own keeps it.
pub fn use_ring_for_tls() {
    let _first = rustls::crypto::ring::default_provider().install_default();
}

/// Pooled connections, trusting the public certificate authorities. The list of them is the library's own: every
/// platform then trusts alike, and none needs to be asked.
///
/// # Errors
/// [`ClientError::Offline`] when TLS cannot be set up.
pub fn connections() -> Result<reqwest::Client, ClientError> {
    let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let mut tls = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| ClientError::Offline(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .tls_backend_preconfigured(tls)
        // A server that sends its devices elsewhere would send their proofs along.
        .redirect(Policy::none())
        .build()
        .map_err(|error| ClientError::Offline(error.to_string()))
}

/// Whether nobody between here and a server can pose as it: over TLS, or on this machine.
///
/// # Errors
/// `enrolment.not_private`.
pub fn require_private(server_url: &str) -> Result<(), Refusal> {
    let url = Url::parse(server_url).ok();
    let is_private = url.is_some_and(|url| match url.scheme() {
        "https" => true,
        "http" => url.host_str().is_some_and(is_here),
        _ => false,
    });
    if is_private { Ok(()) } else { Err(Refusal::new("enrolment.not_private")) }
}

fn is_here(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_enrols_over_tls_or_on_its_own_machine() {
        for private in ["https://jobs.example", "http://127.0.0.1:8080", "http://localhost", "http://[::1]:1"]
        {
            assert_eq!(require_private(private), Ok(()), "{private}");
        }
        for open in
            ["http://jobs.example", "http://192.168.1.2", "http://127.0.0.1.example", "ftp://x", "jobs", ""]
        {
            assert!(require_private(open).is_err(), "{open}");
        }
    }
}
