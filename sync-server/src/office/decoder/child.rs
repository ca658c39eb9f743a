//! One child process and the pipes to it.

use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{self, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::worker::{frame, read_frame};
use super::{Job, Reply};

/// Signals by which a process ends over its own doing; the numbers are those of Linux, macOS and the BSDs. `ABRT`: memory
/// was refused. `SEGV`: the stack was. `XCPU`: its computing time is used up.
const ABRT: i32 = 6;
const SEGV: i32 = 11;
const XCPU: i32 = 24;
/// How a Rust program ends that panics.
const PANICKED: i32 = 101;

/// Why a child gave no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Silence {
    /// It ended over the job: beyond its computing time or its memory, or by a fault of the program. So will every child
    /// that gets the same bytes, however busy the machine is.
    #[error("it ended over its job: {0}")]
    Ended(ExitStatus),
    /// It did not get its time, was ended from outside, or says what cannot be read. The job may well be good.
    #[error("it gave no answer")]
    Lost(#[source] io::Error),
}

/// What bounds a child.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Address space, bytes.
    pub memory_bytes: u64,
    /// Computing time over all its jobs, seconds.
    pub cpu_s: u64,
}

/// A decoding process that waits for a job.
pub(super) struct Child {
    process: process::Child,
    jobs: Sender<Vec<u8>>,
    replies: Receiver<io::Result<Option<Reply>>>,
}

impl Child {
    /// Starts one.
    pub fn start(command: &Path, bounds: Bounds) -> io::Result<Self> {
        let mut process = Command::new(command)
            .arg("worker")
            .arg(bounds.memory_bytes.to_string())
            .arg(bounds.cpu_s.to_string())
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let input = process.stdin.take().ok_or_else(|| io::Error::other("no pipe"))?;
        let output = process.stdout.take().ok_or_else(|| io::Error::other("no pipe"))?;
        let (jobs, waiting) = channel();
        let (sender, replies) = channel();
        // Pipes have no timeouts: a thread writes and reads, and whoever waits gives up in time.
        thread::spawn(move || converse(input, output, &waiting, &sender));
        Ok(Self { process, jobs, replies })
    }

    /// Has a job done. After an error the process is not to be used again.
    pub fn ask(&mut self, job: &Job, longest: Duration) -> Result<Reply, Silence> {
        let job = frame(job).map_err(Silence::Lost)?;
        let ended = || io::Error::other("it ended");
        if self.jobs.send(job).is_err() {
            return Err(self.silence(ended()));
        }
        match self.replies.recv_timeout(longest) {
            Ok(Ok(Some(reply))) => Ok(reply),
            Ok(Err(error)) => Err(self.silence(error)),
            Ok(Ok(None)) | Err(RecvTimeoutError::Disconnected) => Err(self.silence(ended())),
            Err(RecvTimeoutError::Timeout) => Err(Silence::Lost(io::Error::other("it took too long"))),
        }
    }

    /// What became of a process whose pipes ended. One that lives is ended; one that is gone already keeps its own status.
    fn silence(&mut self, error: io::Error) -> Silence {
        let ended = self.process.kill().and_then(|()| self.process.wait());
        match ended {
            Ok(status) if is_its_own_doing(status) => Silence::Ended(status),
            _ => Silence::Lost(error),
        }
    }
}

fn is_its_own_doing(status: ExitStatus) -> bool {
    matches!(status.signal(), Some(ABRT | SEGV | XCPU)) || status.code() == Some(PANICKED)
}

impl Drop for Child {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone afterwards and leaves no zombie.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Job by job until one fails or there are no more. A killed process ends its pipes, and so this.
fn converse(
    mut input: impl Write,
    mut output: impl Read,
    jobs: &Receiver<Vec<u8>>,
    replies: &Sender<io::Result<Option<Reply>>>,
) {
    for job in jobs {
        let sent = input.write_all(&job).and_then(|()| input.flush());
        let reply = sent.and_then(|()| read_frame::<Reply>(&mut output));
        let last = !matches!(reply, Ok(Some(_)));
        if replies.send(reply).is_err() || last {
            return;
        }
    }
}
