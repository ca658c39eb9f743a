//! Pooled, encrypted connections.

use std::sync::Arc;
use std::time::Duration;

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
        .build()
        .map_err(|error| ClientError::Offline(error.to_string()))
}
