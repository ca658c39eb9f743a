//! From the requests' tasks to threads that may block.

use std::sync::Arc;

use crate::api::error::ApiError;
use crate::office::server::Server;

impl Server {
    /// Runs work that blocks (ledger, documents, signatures) on a thread that may.
    ///
    /// # Errors
    /// The work's own; 500 when it panicked, which is logged.
    pub async fn blocking<T: Send + 'static, E: Into<ApiError>>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.blocking_or(move |server| work(server).map_err(Into::into), |error| error).await
    }

    /// The same for work with an error of its own.
    ///
    /// # Errors
    /// The work's own; `panicked` of a 500 when it panicked, which is logged.
    pub async fn blocking_or<T: Send + 'static, E: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
        panicked: impl FnOnce(ApiError) -> E,
    ) -> Result<T, E> {
        let server = self.clone();
        match tokio::task::spawn_blocking(move || work(&server)).await {
            Ok(answer) => answer,
            Err(error) => Err(panicked(ApiError::failed(&error))),
        }
    }
}
