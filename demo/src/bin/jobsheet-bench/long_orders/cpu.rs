//! What threads have computed, told by the system: other processes on the machine do not count.

use std::path::Path;

use crate::figure::{Measured, median};

/// How often a figure is taken.
const ROUNDS: usize = 5;
/// How much is done for one figure: the system tells what a thread computed to about a millisecond.
pub const AT_ONCE: usize = 8;

/// What one thing costs: what the threads computed for several, shared out; the median of several such rounds.
pub struct Cost {
    rounds: Vec<f64>,
}

impl Cost {
    /// Nothing measured yet.
    pub const fn new() -> Self {
        Self { rounds: Vec::new() }
    }

    /// Whether it was measured often enough.
    pub const fn is_known(&self) -> bool {
        self.rounds.len() >= ROUNDS
    }

    /// How many things were done so far.
    pub const fn done(&self) -> usize {
        self.rounds.len() * AT_ONCE
    }

    /// One round of a thing, by a clock of what threads have computed.
    pub fn measure(
        &mut self,
        clock: impl Fn() -> Measured<f64>,
        mut thing: impl FnMut() -> Measured,
    ) -> Measured {
        let begun = clock()?;
        for _ in 0..AT_ONCE {
            thing()?;
        }
        self.round(clock()? - begun);
        Ok(())
    }

    /// One round: `computed` milliseconds for [`AT_ONCE`] things.
    pub fn round(&mut self, computed: f64) {
        self.rounds.push(computed / AT_ONCE as f64);
    }

    /// Milliseconds for one thing.
    pub fn ms(self) -> f64 {
        median(self.rounds)
    }
}

/// Milliseconds that this thread has computed.
pub fn of_this_thread() -> Measured<f64> {
    // The system adds up what a thread computed when it schedules: without this, what came before is counted in.
    std::thread::yield_now();
    computed(Path::new("/proc/thread-self"))
}

/// Milliseconds that the living threads of a name have computed.
pub fn of_threads(name: &str) -> Measured<f64> {
    let mut sum = 0.0;
    for thread in std::fs::read_dir("/proc/self/task")? {
        let thread = thread?.path();
        // A thread may end between two looks.
        if std::fs::read_to_string(thread.join("comm")).is_ok_and(|comm| comm.trim_end() == name) {
            sum += computed(&thread).unwrap_or(0.0);
        }
    }
    Ok(sum)
}

fn computed(thread: &Path) -> Measured<f64> {
    let line = std::fs::read_to_string(thread.join("schedstat"))?;
    let nanoseconds: f64 = line.split_whitespace().next().ok_or("no figures of a thread")?.parse()?;
    Ok(nanoseconds / 1_000_000.0)
}
