//! The report as a whole: model bytes, page, ink and standing.

mod fixture;
mod ink;
mod never;
mod page;
mod snapshots;
mod standing;
