//! One child process and the pipes to it.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{self, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::worker::{frame, read_frame};
use super::{Job, Reply};

/// A decoding process that waits for a job.
pub(super) struct Child {
    process: process::Child,
    jobs: Sender<Vec<u8>>,
    replies: Receiver<io::Result<Option<Reply>>>,
}

impl Child {
    /// Starts one.
    pub fn start(command: &Path, memory_bytes: u64) -> io::Result<Self> {
        let mut process = Command::new(command)
            .arg("worker")
            .arg(memory_bytes.to_string())
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
    pub fn ask(&mut self, job: &Job, longest: Duration) -> io::Result<Reply> {
        let ended = || io::Error::other("it ended");
        self.jobs.send(frame(job)?).map_err(|_| ended())?;
        match self.replies.recv_timeout(longest) {
            Ok(reply) => reply?.ok_or_else(ended),
            Err(RecvTimeoutError::Timeout) => Err(io::Error::other("it took too long")),
            Err(RecvTimeoutError::Disconnected) => Err(ended()),
        }
    }
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
