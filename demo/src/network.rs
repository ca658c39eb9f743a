//! The network between the devices and the server: a relay on loopback that can be cut, and that counts.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A relay. While it is cut, connections are closed and none gets through.
pub struct Network {
    address: SocketAddr,
    line: Arc<Line>,
}

struct Line {
    up: watch::Sender<bool>,
    sent: AtomicU64,
    received: AtomicU64,
}

/// Bytes that went over the line, headers and all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// From devices to the server.
    pub sent: u64,
    /// From the server to devices.
    pub received: u64,
}

impl Network {
    /// Relays a free port to a server.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn towards(server: &str) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let line = Arc::new(Line {
            up: watch::Sender::new(true),
            sent: AtomicU64::new(0),
            received: AtomicU64::new(0),
        });
        tokio::spawn(relay(listener, server.trim_start_matches("http://").to_owned(), Arc::clone(&line)));
        Ok(Self { address, line })
    }

    /// Where the devices find the server.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The network goes away.
    pub fn cut(&self) {
        self.line.up.send_replace(false);
    }

    /// The network comes back.
    pub fn mend(&self) {
        self.line.up.send_replace(true);
    }

    /// What went over it so far.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Traffic { sent: count(&self.line.sent), received: count(&self.line.received) }
    }
}

async fn relay(listener: TcpListener, server: String, line: Arc<Line>) {
    while let Ok((device, _)) = listener.accept().await {
        let mut network = line.up.subscribe();
        let (server, line) = (server.clone(), Arc::clone(&line));
        tokio::spawn(async move {
            if !*network.borrow_and_update() {
                return;
            }
            let Ok(office) = TcpStream::connect(&server).await else { return };
            let ((from_device, to_device), (from_office, to_office)) =
                (device.into_split(), office.into_split());
            tokio::select! {
                _ = pass(from_device, to_office, &line.sent) => {}
                _ = pass(from_office, to_device, &line.received) => {}
                _ = network.wait_for(|up| !*up) => {}
            }
        });
    }
}

async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, count: &AtomicU64) -> io::Result<()> {
    let mut piece = vec![0; 64 * 1024];
    loop {
        let length = from.read(&mut piece).await?;
        if length == 0 {
            return Ok(());
        }
        count.fetch_add(length as u64, Ordering::Relaxed);
        to.write_all(&piece[..length]).await?;
    }
}
