//! Figures and what they are held to.

use std::error::Error;

use serde::Serialize;

/// What a measurement gives.
pub type Measured<T = ()> = Result<T, Box<dyn Error>>;

/// One figure with its bound.
#[derive(Serialize)]
struct Figure {
    name: String,
    value: f64,
    unit: String,
    at_most: Option<f64>,
    holds: bool,
}

/// All figures of a run.
#[derive(Default, Serialize)]
pub struct Figures {
    figures: Vec<Figure>,
}

impl Figures {
    /// A figure that must not be above a bound.
    pub fn bounded(&mut self, name: &str, value: f64, unit: &str, at_most: f64) {
        let holds = value <= at_most;
        self.figures.push(Figure {
            name: name.to_owned(),
            value,
            unit: unit.to_owned(),
            at_most: Some(at_most),
            holds,
        });
    }

    /// A figure to know.
    pub fn told(&mut self, name: &str, value: f64, unit: &str) {
        self.figures.push(Figure {
            name: name.to_owned(),
            value,
            unit: unit.to_owned(),
            at_most: None,
            holds: true,
        });
    }

    /// Prints a line for each.
    pub fn print(&self) {
        for figure in &self.figures {
            let bound = figure.at_most.map_or_else(String::new, |bound| format!("  at most {bound}"));
            let mark = if figure.holds { " " } else { "✗" };
            println!("{mark} {:<58} {:>12.3} {}{bound}", figure.name, figure.value, figure.unit);
        }
    }

    /// Whether every bound holds.
    pub fn all_hold(&self) -> bool {
        self.figures.iter().all(|figure| figure.holds)
    }
}

/// The middle of several values.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
