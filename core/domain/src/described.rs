//! Types that an API can describe. Who describes one turns on the feature `openapi`, and each type of the list must have a
//! schema then; whoever does not, a device for one, asks nothing of them.

#[cfg(feature = "openapi")]
pub use utoipa::ToSchema as Described;

/// A type an API can describe; without the feature `openapi`, any.
#[cfg(not(feature = "openapi"))]
pub trait Described {}

#[cfg(not(feature = "openapi"))]
impl<T> Described for T {}
