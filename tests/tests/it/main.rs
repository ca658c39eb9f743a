//! The suites: one binary, so that the world is linked once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "tests read the workspace and the environment")]

mod architecture;
mod attackers;
mod choose;
mod commands;
mod convergence;
mod damaged;
mod downloads;
mod enrolment;
mod events;
mod hands;
mod kinds;
mod older_server;
mod package;
mod photos;
mod readme;
mod reads;
mod records;
mod review;
mod whole;
