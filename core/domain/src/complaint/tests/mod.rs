//! Claims about complaints, by rule.

mod case;
mod clocks;
mod fields;
mod gate;
mod guide;
mod life;
mod merge;
mod table;
mod tried;
