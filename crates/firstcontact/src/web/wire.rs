//! The wire: a socket, TLS where it is ours, and an end that lets answers finish.

use super::{House, router};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Answers that are under way when the server is asked to end may take so long.
const LAST_ORDERS: Duration = Duration::from_secs(10);

/// A certificate and its key, in PEM.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The certificate with its chain.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// A server that can be ended.
#[derive(Clone, Default)]
pub struct Wire {
    handle: Handle<SocketAddr>,
}

impl Wire {
    /// Takes no more requests, and lets those under way finish.
    pub fn end(&self) {
        self.handle.graceful_shutdown(Some(LAST_ORDERS));
    }
}

/// Serves until [`Wire::end`].
pub async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    house: &Arc<House>,
    wire: &Wire,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let service = router(house).into_make_service_with_connect_info::<SocketAddr>();
    let handle = wire.handle.clone();
    match tls {
        None => {
            let server = axum_server::from_tcp(listener)?.handle(handle);
            server.serve(service).await
        }
        Some(tls) => {
            // Nothing is lost if somebody chose it already: there is only this one.
            let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
            let config = RustlsConfig::from_pem_file(tls.certificate, tls.key).await?;
            let server = axum_server::from_tcp_rustls(listener, config)?.handle(handle);
            server.serve(service).await
        }
    }
}
