//! The device's end of one sync.

use std::collections::VecDeque;

use crate::authors::{Announced, Numbering};
use crate::message::{DownMessage, UpMessage};
use crate::{
    Changes, Down, Hello, Incoming, Limits, OutgoingRun, ProtocolError, SignedRun, Snapshot, Verdict,
};

/// How much one sync may carry. Bytes before compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The most bytes of runs to send; the first run goes even when it alone is more. The rest waits for another sync.
    pub up: u64,
    /// The most to read.
    pub limits: Limits,
}

impl Default for Budget {
    /// 16 mebibytes up, the usual limits down.
    fn default() -> Self {
        Self { up: 16 << 20, limits: Limits::default() }
    }
}

/// One request and its answer. Send what [`Self::poll_transmit`] gives, feed what comes back to
/// [`Self::handle_input`], act on [`Self::poll_event`].
#[derive(Debug)]
pub struct DeviceSession {
    hello: Option<Hello>,
    knows: Option<Vec<String>>,
    runs: VecDeque<OutgoingRun>,
    room: u64,
    numbering: Numbering,
    /// One for each run sent.
    verdicts: Vec<Option<Verdict>>,
    incoming: Incoming,
    announced: Announced,
    heard: Heard,
    events: VecDeque<Down>,
    failed: Option<ProtocolError>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    Nothing,
    Welcome,
    Done,
}

impl DeviceSession {
    /// A sync that introduces itself and offers these runs, in this order: a run never before one it depends on, as
    /// [`crate::outbox::plan`] orders them.
    #[must_use]
    pub fn new(hello: Hello, runs: Vec<OutgoingRun>, budget: Budget) -> Self {
        Self {
            hello: Some(hello),
            knows: None,
            runs: runs.into(),
            room: budget.up,
            numbering: Numbering::default(),
            verdicts: Vec::new(),
            incoming: Incoming::new(budget.limits),
            announced: Announced::default(),
            heard: Heard::Nothing,
            events: VecDeque::new(),
            failed: None,
        }
    }

    /// Says which kinds of document the device can read, by name: of others it is told nothing.
    #[must_use]
    pub fn knowing(mut self, kinds: Vec<String>) -> Self {
        self.knows = Some(kinds);
        self
    }

    /// The next piece of the request body; nothing when it is complete.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        if let Some(hello) = self.hello.take() {
            return Some(UpMessage::Hello(hello).encode());
        }
        if let Some(kinds) = self.knows.take() {
            return Some(UpMessage::Knows { kinds }.encode());
        }
        let length = self.runs.front()?.length() as u64;
        if length > self.room && !self.verdicts.is_empty() {
            return None;
        }
        self.room = self.room.saturating_sub(length);
        let run = self.runs.pop_front()?;
        self.verdicts.push(None);
        Some(self.encode_run(run))
    }

    /// A run as bytes, after the announcement of its author where that is needed.
    fn encode_run(&mut self, outgoing: OutgoingRun) -> Vec<u8> {
        let OutgoingRun { document, kind, run } = outgoing;
        let mut bytes = Vec::new();
        let author = run
            .cover
            .author
            .map(|author| self.numbering.number(author, |author| bytes = UpMessage::Author(author).encode()));
        let run = SignedRun { cover: run.cover.with_author(author), changes: run.changes };
        bytes.extend(UpMessage::Run { document, kind, run }.encode());
        bytes
    }

    /// How many runs found no room in this request and wait for another sync. Known once the request is complete.
    #[must_use]
    pub fn withheld(&self) -> usize {
        self.runs.len()
    }

    /// Takes bytes of the answer, cut anywhere.
    ///
    /// # Errors
    /// Any [`ProtocolError`]; the session is then over, and what it said before still stands.
    pub fn handle_input(&mut self, bytes: &[u8]) -> Result<(), ProtocolError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let outcome = self.read(bytes);
        self.failed = outcome.clone().err();
        outcome
    }

    /// Says that the answer has ended.
    ///
    /// # Errors
    /// [`ProtocolError::Cut`] when it ended too early: verdicts heard still stand, the cursor does not move.
    pub fn finish_input(&mut self) -> Result<(), ProtocolError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        if self.heard == Heard::Done { Ok(()) } else { Err(ProtocolError::Cut) }
    }

    /// The next thing the server said.
    pub fn poll_event(&mut self) -> Option<Down> {
        self.events.pop_front()
    }

    /// The verdict on a run, by its index among those sent.
    #[must_use]
    pub fn verdict(&self, run: usize) -> Option<&Verdict> {
        self.verdicts.get(run)?.as_ref()
    }

    /// The runs sent that no verdict has come for. They stay unsent: the server finds out itself whether it had them.
    pub fn unanswered(&self) -> impl Iterator<Item = usize> {
        self.verdicts.iter().enumerate().filter(|(_, verdict)| verdict.is_none()).map(|(run, _)| run)
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), ProtocolError> {
        self.incoming.push(bytes)?;
        while let Some(item) = self.incoming.next_item()? {
            if let Some(message) = DownMessage::decode(item)? {
                self.take(message)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, message: DownMessage) -> Result<(), ProtocolError> {
        self.check_place(&message)?;
        let event = match message {
            DownMessage::Welcome(welcome) => Down::Welcome(welcome),
            DownMessage::Verdict { run, verdict } => self.take_verdict(run, verdict)?,
            DownMessage::Author(author) => {
                self.announced.add(author);
                return Ok(());
            }
            DownMessage::Changes(changes) => Down::Changes(self.take_changes(changes)?),
            DownMessage::Snapshot(snapshot) => Down::Snapshot(self.take_snapshot(snapshot)?),
            DownMessage::Record(record) => Down::Record(record),
            DownMessage::Leave { document } => Down::Leave { document },
            DownMessage::Done(done) => Down::Done(done),
            DownMessage::Admission { word } => Down::Admission { word },
            DownMessage::Checkpoint { word } => Down::Checkpoint { word },
        };
        self.events.push_back(event);
        Ok(())
    }

    /// The welcome comes first and once, the end last.
    fn check_place(&mut self, message: &DownMessage) -> Result<(), ProtocolError> {
        self.heard = match (self.heard, message) {
            (Heard::Nothing, DownMessage::Welcome(_)) => Heard::Welcome,
            (Heard::Nothing, _) => return Err(ProtocolError::Unexpected("a message before the welcome")),
            (Heard::Welcome, DownMessage::Welcome(_)) => {
                return Err(ProtocolError::Unexpected("a second welcome"));
            }
            (Heard::Welcome, DownMessage::Done(_)) => Heard::Done,
            (Heard::Welcome, _) => Heard::Welcome,
            (Heard::Done, _) => return Err(ProtocolError::Unexpected("a message after the end")),
        };
        Ok(())
    }

    fn take_verdict(&mut self, run: u64, verdict: Verdict) -> Result<Down, ProtocolError> {
        let run = usize::try_from(run).map_err(|_| NOT_SENT)?;
        let place = self.verdicts.get_mut(run).ok_or(NOT_SENT)?;
        if place.is_some() {
            return Err(ProtocolError::Unexpected("a second verdict on a run"));
        }
        *place = Some(verdict.clone());
        Ok(Down::Verdict { run, verdict })
    }

    fn take_changes(&self, changes: Changes<Option<u64>>) -> Result<Changes<crate::Author>, ProtocolError> {
        let Changes { document, kind, runs } = changes;
        let runs = runs.into_iter().map(|run| self.announced.named_run(run)).collect::<Result<_, _>>()?;
        Ok(Changes { document, kind, runs })
    }

    fn take_snapshot(
        &self,
        snapshot: Snapshot<Option<u64>>,
    ) -> Result<Snapshot<crate::Author>, ProtocolError> {
        let Snapshot { document, kind, manifest, bytes, covers } = snapshot;
        let covers = covers.iter().map(|cover| self.announced.named(cover)).collect::<Result<_, _>>()?;
        Ok(Snapshot { document, kind, manifest, bytes, covers })
    }
}

const NOT_SENT: ProtocolError = ProtocolError::Unexpected("a verdict on a run not sent");
