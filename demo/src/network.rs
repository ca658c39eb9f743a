//! The network between the devices and the server: a relay on loopback that can be cut.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::failure::Told;

/// A relay. While it is cut, connections are closed and none gets through.
pub struct Network {
    address: SocketAddr,
    up: Arc<watch::Sender<bool>>,
}

impl Network {
    /// Relays a free port to a server.
    pub async fn towards(server: &str) -> Told<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let up = Arc::new(watch::Sender::new(true));
        tokio::spawn(relay(listener, server.trim_start_matches("http://").to_owned(), Arc::clone(&up)));
        Ok(Self { address, up })
    }

    /// Where the devices find the server.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The network goes away.
    pub fn cut(&self) {
        self.up.send_replace(false);
    }

    /// The network comes back.
    pub fn mend(&self) {
        self.up.send_replace(true);
    }
}

async fn relay(listener: TcpListener, server: String, up: Arc<watch::Sender<bool>>) {
    while let Ok((mut device, _)) = listener.accept().await {
        let mut network = up.subscribe();
        let server = server.clone();
        tokio::spawn(async move {
            if !*network.borrow_and_update() {
                return;
            }
            let Ok(mut office) = TcpStream::connect(&server).await else { return };
            tokio::select! {
                _ = copy_bidirectional(&mut device, &mut office) => {}
                _ = network.wait_for(|up| !*up) => {}
            }
        });
    }
}
