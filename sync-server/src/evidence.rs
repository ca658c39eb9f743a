use serde::{Deserialize, Serialize};
use jobsheet_domain::id::DocumentId;
use crate::{error::ApiError, server::Server, views::VerificationView};
#[derive(Serialize, Deserialize)]
pub struct Bundle {}
pub fn export(s: &Server, d: DocumentId) -> Result<Bundle, ApiError> { todo!() }
pub fn verify(b: &Bundle) -> VerificationView { todo!() }
