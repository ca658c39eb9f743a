//! What one caller can take of the server at once: memory for bodies, threads for passwords and for strangers' evidence.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::api::error::ApiError;
use crate::config::Limits;

/// The unit in which memory for bodies is counted.
const PIECE: usize = 64 << 10;
/// Logins that wait for their password to be checked; what comes beyond is told to come again.
const WAITING: usize = 32;
/// Longest a login waits for that.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where a request came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

impl Peer {
    /// The caller of a request. A proxy on this machine says in `X-Forwarded-For` whom it speaks for, last; nobody else is
    /// believed.
    #[must_use]
    pub fn caller(self, headers: &HeaderMap) -> IpAddr {
        let said = || headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok();
        let last = || said()?.rsplit(',').next()?.trim().parse().ok();
        if self.0.is_loopback() { last().unwrap_or(self.0) } else { self.0 }
    }
}

/// Whose body memory is held for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// A device that proved its key, a person with a session.
    Known,
    /// Anybody.
    Stranger,
}

/// Memory held for one body: as a stranger's at first, as somebody's once its sender is known.
#[derive(Default)]
pub(super) struct Held {
    stranger: Option<OwnedSemaphorePermit>,
    known: Option<OwnedSemaphorePermit>,
}

/// What is left to take.
pub struct Doors {
    bodies: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
    verifications: Arc<Semaphore>,
    passwords: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl Doors {
    /// Everything is free.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        let pieces = |bytes: usize| Arc::new(Semaphore::new(bytes.div_ceil(PIECE).max(1)));
        Self {
            bodies: pieces(limits.bodies_bytes),
            strangers: pieces(limits.bodies_bytes / 4),
            verifications: Arc::new(Semaphore::new(1)),
            passwords: Arc::new(Semaphore::new(limits.passwords.max(1))),
            waiting: AtomicUsize::new(0),
        }
    }

    /// Holds memory for a body of so many bytes, what is held already included. The first piece of each is free: connections
    /// are counted.
    ///
    /// # Errors
    /// 503 `server.busy` when there is no room.
    pub(super) fn hold(&self, held: &mut Held, whose: Whose, bytes: usize) -> Result<(), ApiError> {
        let has = [&held.stranger, &held.known].into_iter().flatten().map(OwnedSemaphorePermit::num_permits);
        let more = (bytes / PIECE).saturating_sub(has.sum());
        if more == 0 {
            return Ok(());
        }
        let (room, held) = match whose {
            Whose::Known => (&self.bodies, &mut held.known),
            Whose::Stranger => (&self.strangers, &mut held.stranger),
        };
        let more = u32::try_from(more).map_err(|_| busy())?;
        let permit = Arc::clone(room).try_acquire_many_owned(more).map_err(|_| busy())?;
        match held {
            Some(held) => held.merge(permit),
            None => *held = Some(permit),
        }
        Ok(())
    }

    /// The one place for evidence that strangers have verified; nobody waits for it. It goes with the work: a caller who goes
    /// away ends no verification.
    ///
    /// # Errors
    /// 503 `server.busy` while it is taken.
    pub(super) fn verification(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        Arc::clone(&self.verifications).try_acquire_owned().map_err(|_| busy())
    }

    /// A place to check a password at, once one is free. It goes with the work: a caller who goes away ends no check.
    ///
    /// # Errors
    /// 503 `server.busy` when too many wait, or for too long.
    pub(super) async fn password(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        let (_waiting, before) = Waiting::among(&self.waiting);
        if before >= WAITING {
            return Err(busy());
        }
        let taken = timeout(PATIENCE, Arc::clone(&self.passwords).acquire_owned()).await;
        taken.map_err(|_| busy())?.map_err(|error| ApiError::failed(&error))
    }
}

/// One of those who wait. A caller who goes away waits no longer.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    /// One more, and how many there were.
    fn among(all: &'a AtomicUsize) -> (Self, usize) {
        let before = all.fetch_add(1, Ordering::Relaxed);
        (Self(all), before)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn busy() -> ApiError {
    ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "server.busy")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doors(bodies_bytes: usize) -> Doors {
        Doors::new(&Limits { bodies_bytes, passwords: 1, ..Limits::default() })
    }

    #[test]
    fn memory_for_bodies_is_counted_and_given_back() {
        let doors = doors(8 * PIECE);
        let (mut one, mut other) = (Held::default(), Held::default());
        doors.hold(&mut one, Whose::Known, 6 * PIECE).unwrap();
        doors.hold(&mut one, Whose::Known, 6 * PIECE).unwrap();
        assert_eq!(doors.hold(&mut other, Whose::Known, 3 * PIECE).unwrap_err().refusal.code, "server.busy");
        doors.hold(&mut other, Whose::Stranger, 2 * PIECE).unwrap();
        assert!(doors.hold(&mut Held::default(), Whose::Stranger, PIECE).is_err(), "a quarter is strangers'");
        drop(one);
        doors.hold(&mut Held::default(), Whose::Known, 8 * PIECE).unwrap();
        doors.hold(&mut Held::default(), Whose::Known, PIECE - 1).unwrap();
    }

    #[test]
    fn a_body_whose_sender_becomes_known_goes_on_where_it_is() {
        let doors = doors(8 * PIECE);
        let mut held = Held::default();
        doors.hold(&mut held, Whose::Stranger, PIECE).unwrap();
        doors.hold(&mut held, Whose::Known, 8 * PIECE).unwrap();
        assert!(doors.hold(&mut held, Whose::Known, 10 * PIECE).is_err());
    }

    #[tokio::test]
    async fn one_password_is_checked_at_a_time_and_the_next_waits_its_turn() {
        let doors = doors(PIECE);
        let first = doors.password().await.unwrap();
        let (second, ()) = tokio::join!(doors.password(), async { drop(first) });
        assert!(second.is_ok());
    }

    #[tokio::test]
    async fn whoever_goes_away_waits_no_longer() {
        let doors = doors(PIECE);
        let _taken = doors.password().await.unwrap();
        for _ in 0..2 * WAITING {
            let gone = timeout(Duration::ZERO, doors.password()).await;
            assert!(gone.is_err(), "it waits, and its caller goes");
        }
        assert_eq!(doors.waiting.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn only_a_proxy_on_this_machine_says_whom_it_speaks_for() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 10.0.0.7".parse().unwrap());
        let [proxy, stranger]: [IpAddr; 2] = ["127.0.0.1", "192.0.2.1"].map(|one| one.parse().unwrap());
        assert_eq!(Peer(proxy).caller(&headers).to_string(), "10.0.0.7");
        assert_eq!(Peer(stranger).caller(&headers), stranger);
        assert_eq!(Peer(proxy).caller(&HeaderMap::new()), proxy);
    }
}
