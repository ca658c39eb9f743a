//! The server's end of one sync.

use std::collections::VecDeque;

use crate::authors::{Announced, Numbering};
use crate::message::{DownMessage, UpMessage};
use crate::{Author, Changes, Cover, Down, Hello, Incoming, Limits, ProtocolError, SignedRun, Snapshot};

/// What a device said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerEvent {
    /// Who it is; first, and once.
    Hello(Hello),
    /// Which kinds of document it can read, by name; at most once, and not at all from a device of version 1.
    Knows(Vec<String>),
    /// A run to judge.
    Run {
        /// Its index, to be named in the verdict.
        index: usize,
        /// The document.
        document: [u8; 16],
        /// The document's kind, when the device thinks the server may not know it.
        kind: Option<String>,
        /// The run; `None` as author is the device itself, its actor derived from its key and the hello's nonce.
        run: SignedRun<Option<Author>>,
    },
    /// The request is complete: the feed and the end may follow.
    End,
}

/// One request and its answer. Feed the request to [`Self::handle_input`], act on [`Self::poll_event`], answer with
/// [`Self::respond`] and send what [`Self::poll_transmit`] gives.
#[derive(Debug)]
pub struct ServerSession {
    incoming: Incoming,
    announced: Announced,
    hello: bool,
    knows: bool,
    /// The device's budget, less what was said since.
    room: u64,
    /// One for each run received: whether it was judged.
    judged: Vec<bool>,
    events: VecDeque<ServerEvent>,
    numbering: Numbering,
    said: Said,
    outgoing: VecDeque<Vec<u8>>,
    failed: Option<ProtocolError>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Nothing,
    Welcome,
    Done,
}

impl ServerSession {
    /// A conversation that has not begun.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            incoming: Incoming::new(limits),
            announced: Announced::default(),
            hello: false,
            knows: false,
            room: 0,
            judged: Vec::new(),
            events: VecDeque::new(),
            numbering: Numbering::default(),
            said: Said::Nothing,
            outgoing: VecDeque::new(),
            failed: None,
        }
    }

    /// Takes bytes of the request, cut anywhere.
    ///
    /// # Errors
    /// Any [`ProtocolError`]; nothing more is read then. Runs read before it may be judged: each stands for itself.
    pub fn handle_input(&mut self, bytes: &[u8]) -> Result<(), ProtocolError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let outcome = self.read(bytes);
        self.failed = outcome.clone().err();
        outcome
    }

    /// Says that the request has ended.
    ///
    /// # Errors
    /// [`ProtocolError::Cut`] when it ended inside a message or before the hello.
    pub fn finish_input(&mut self) -> Result<(), ProtocolError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        if self.incoming.is_inside_item() || !self.hello {
            self.failed = Some(ProtocolError::Cut);
            return Err(ProtocolError::Cut);
        }
        self.events.push_back(ServerEvent::End);
        Ok(())
    }

    /// The next thing the device said.
    pub fn poll_event(&mut self) -> Option<ServerEvent> {
        self.events.pop_front()
    }

    /// Says something. The welcome first and once; each run judged once; the end last, when all runs are judged.
    ///
    /// # Errors
    /// [`ProtocolError::Unexpected`] for anything out of that order.
    pub fn respond(&mut self, down: Down) -> Result<(), ProtocolError> {
        self.check_place(&down)?;
        let message = match down {
            Down::Welcome(welcome) => DownMessage::Welcome(welcome),
            Down::Verdict { run, verdict } => DownMessage::Verdict { run: run as u64, verdict },
            Down::Changes(changes) => self.number_changes(changes),
            Down::Snapshot(snapshot) => self.number_snapshot(snapshot),
            Down::Record(record) => DownMessage::Record(record),
            Down::Leave { document } => DownMessage::Leave { document },
            Down::Done(done) => DownMessage::Done(done),
            Down::Admission { word } => DownMessage::Admission { word },
            Down::Checkpoint { word } => DownMessage::Checkpoint { word },
        };
        self.send(&message);
        Ok(())
    }

    /// The next piece of the answer's body; nothing when all that was said is sent.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        self.outgoing.pop_front()
    }

    /// How many more bytes the device wants. At nothing the server ends, with `more` if there is more.
    #[must_use]
    pub const fn room(&self) -> u64 {
        self.room
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), ProtocolError> {
        self.incoming.push(bytes)?;
        while let Some(item) = self.incoming.next_item()? {
            if let Some(message) = UpMessage::decode(item)? {
                self.take(message)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, message: UpMessage) -> Result<(), ProtocolError> {
        match message {
            UpMessage::Hello(_) if self.hello => Err(ProtocolError::Unexpected("a second hello")),
            UpMessage::Hello(hello) => {
                self.hello = true;
                self.room = hello.budget;
                self.events.push_back(ServerEvent::Hello(hello));
                Ok(())
            }
            _ if !self.hello => Err(ProtocolError::Unexpected("a message before the hello")),
            UpMessage::Knows { .. } if self.knows || !self.judged.is_empty() => {
                Err(ProtocolError::Unexpected("what a device knows is said once, before its runs"))
            }
            UpMessage::Knows { kinds } => {
                self.knows = true;
                self.events.push_back(ServerEvent::Knows(kinds));
                Ok(())
            }
            UpMessage::Author(author) => {
                self.announced.add(author);
                Ok(())
            }
            UpMessage::Run { document, kind, run } => {
                let author = run.cover.author.map(|number| self.announced.find(number)).transpose()?;
                let run = SignedRun { cover: run.cover.with_author(author), changes: run.changes };
                self.events.push_back(ServerEvent::Run { index: self.judged.len(), document, kind, run });
                self.judged.push(false);
                Ok(())
            }
        }
    }

    fn check_place(&mut self, down: &Down) -> Result<(), ProtocolError> {
        let refuse = |what| Err(ProtocolError::Unexpected(what));
        match (self.said, down) {
            (Said::Nothing, Down::Welcome(_)) => self.said = Said::Welcome,
            (Said::Nothing, _) => return refuse("a message before the welcome"),
            (Said::Done, _) => return refuse("a message after the end"),
            (Said::Welcome, Down::Welcome(_)) => return refuse("a second welcome"),
            (Said::Welcome, Down::Verdict { run, .. }) => match self.judged.get_mut(*run) {
                None => return refuse("a verdict on a run not received"),
                Some(true) => return refuse("a second verdict on a run"),
                Some(judged) => *judged = true,
            },
            (Said::Welcome, Down::Done(_)) => self.said = Said::Done,
            (Said::Welcome, _) => {}
        }
        Ok(())
    }

    fn number(&mut self, cover: &Cover<Author>) -> Cover<Option<u64>> {
        let mut announcement = None;
        let number = self.numbering.number(cover.author, |author| announcement = Some(author));
        if let Some(author) = announcement {
            self.send(&DownMessage::Author(author));
        }
        cover.with_author(Some(number))
    }

    fn number_changes(&mut self, changes: Changes<Author>) -> DownMessage {
        let Changes { document, kind, runs } = changes;
        let runs = runs
            .into_iter()
            .map(|run| SignedRun { cover: self.number(&run.cover), changes: run.changes })
            .collect();
        DownMessage::Changes(Changes { document, kind, runs })
    }

    fn number_snapshot(&mut self, snapshot: Snapshot<Author>) -> DownMessage {
        let Snapshot { document, kind, manifest, bytes, covers } = snapshot;
        let covers = covers.iter().map(|cover| self.number(cover)).collect();
        DownMessage::Snapshot(Snapshot { document, kind, manifest, bytes, covers })
    }

    fn send(&mut self, message: &DownMessage) {
        let bytes = message.encode();
        self.room = self.room.saturating_sub(bytes.len() as u64);
        self.outgoing.push_back(bytes);
    }
}
