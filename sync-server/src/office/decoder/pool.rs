//! How many decoding processes are at work at once, and those that wait for the next job.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::child::Child;

/// Decoding processes, at most so many.
pub(super) struct Pool {
    most: usize,
    children: Mutex<Children>,
    freed: Condvar,
}

#[derive(Default)]
struct Children {
    at_work: usize,
    idle: Vec<Child>,
}

/// The right to have one decoding process at work.
pub(super) struct Place<'a>(&'a Pool);

impl Pool {
    /// Room for `most` processes, and for one at least.
    pub fn new(most: usize) -> Self {
        Self { most: most.max(1), children: Mutex::default(), freed: Condvar::new() }
    }

    /// A place, as soon as one is free; nothing when none is for that long.
    pub fn place(&self, longest: Duration) -> Option<Place<'_>> {
        let full = |children: &mut Children| children.at_work >= self.most;
        let waited = self.freed.wait_timeout_while(self.hold(), longest, full);
        let (mut children, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return None;
        }
        children.at_work += 1;
        Some(Place(self))
    }

    fn hold(&self) -> MutexGuard<'_, Children> {
        self.children.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place<'_> {
    /// A process that waits for a job, when there is one.
    pub fn idle(&self) -> Option<Child> {
        self.0.hold().idle.pop()
    }

    /// Lets a process wait for the next job.
    pub fn keep(&self, child: Child) {
        self.0.hold().idle.push(child);
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.hold().at_work -= 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_are_at_work_than_there_are_places() {
        let pool = Pool::new(2);
        let [first, second] = [(); 2].map(|()| pool.place(Duration::ZERO));
        assert!(first.is_some() && second.is_some());
        assert!(pool.place(Duration::ZERO).is_none());
        drop(first);
        assert!(pool.place(Duration::ZERO).is_some());
    }

    #[test]
    fn whoever_waits_gets_the_next_free_place() {
        let pool = Pool::new(0);
        let taken = pool.place(Duration::ZERO);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| pool.place(Duration::MAX).is_some());
            drop(taken);
            assert!(waiting.join().unwrap());
        });
    }
}
