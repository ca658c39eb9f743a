//! The customer's hand (R17): as ink for a machine and as a picture for a person.

mod inkml;
mod svg;

pub use inkml::inkml;
pub use svg::strokes_svg;
