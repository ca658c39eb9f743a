//! Claims about work orders, by rule.

mod decide;
mod fields;
mod fold;
mod people;
mod properties;
mod samples;
mod settle;
mod signoff;
mod table;
mod testing;
mod view;
