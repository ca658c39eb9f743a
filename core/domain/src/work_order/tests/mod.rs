//! Claims about work orders, by rule.

mod clock_inputs;
mod clocks;
mod context;
mod decide;
mod fields;
mod fold;
mod listing;
mod people;
mod possible;
mod problem;
mod properties;
mod samples;
mod settle;
mod signoff;
mod table;
mod testing;
mod tried;
mod view;
