//! One child process and the pipes to it.

use std::io;
use std::path::Path;
use std::process::{self, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::worker::{read_frame, write_frame};
use super::{Job, Reply};

/// A decoding process that waits for a job.
pub(super) struct Child {
    process: process::Child,
    input: ChildStdin,
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
        let mut output = process.stdout.take().ok_or_else(|| io::Error::other("no pipe"))?;
        let (sender, replies) = channel();
        // Pipes have no timeouts: a thread reads, and whoever waits gives up in time.
        thread::spawn(move || {
            loop {
                let reply = read_frame::<Reply>(&mut output);
                let last = !matches!(reply, Ok(Some(_)));
                if sender.send(reply).is_err() || last {
                    return;
                }
            }
        });
        Ok(Self { process, input, replies })
    }

    /// Has a job done. After an error the process is not to be used again.
    pub fn ask(&mut self, job: &Job, longest: Duration) -> io::Result<Reply> {
        write_frame(&mut self.input, job)?;
        match self.replies.recv_timeout(longest) {
            Ok(reply) => reply?.ok_or_else(|| io::Error::other("it ended")),
            Err(RecvTimeoutError::Timeout) => Err(io::Error::other("it took too long")),
            Err(RecvTimeoutError::Disconnected) => Err(io::Error::other("it ended")),
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
