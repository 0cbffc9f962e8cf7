//! The wire: a socket, a small runtime, requests in and answers out.

use super::Services;
use super::answer::{Answer, Fate};
use super::asked::Asked;
use super::keys::Tls;
use crate::error::LabError;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use axum_server::tls_rustls::RustlsConfig;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio_stream::StreamExt as _;

/// Bytes of a request's body at most; twenty requests of a batch are far less.
const LONGEST: usize = 1 << 20;
/// Threads that answer; the lab shares a machine with the client that it is to test.
const THREADS: usize = 2;

/// How long a slow answer pauses before each of its parts.
const PAUSE: Duration = Duration::from_millis(150);

/// A bound socket.
pub(super) struct Socket {
    listener: TcpListener,
    pub(super) address: SocketAddr,
}

/// Takes the address, before anything is simulated in vain.
pub(super) fn bind(wanted: SocketAddr) -> Result<Socket, LabError> {
    if !wanted.ip().is_loopback() {
        return Err(LabError::Asked(format!(
            "{wanted} is not on loopback; the lab's secrets are guessable, so listen on 127.0.0.1"
        )));
    }
    let refused = |why: io::Error| {
        LabError::Asked(format!(
            "cannot listen on {wanted}: {why}; name another port with --listen, or port 0 for any"
        ))
    };
    let listener = TcpListener::bind(wanted).map_err(refused)?;
    listener.set_nonblocking(true).map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    Ok(Socket { listener, address })
}

/// Services on the wire, which end when this is dropped.
pub(super) struct Listener {
    runtime: Runtime,
}

impl Listener {
    pub(super) fn until_interrupted(self) -> Result<(), LabError> {
        let waited = self.runtime.block_on(tokio::signal::ctrl_c());
        self.runtime.shutdown_background();
        waited.map_err(|why| LabError::Asked(format!("cannot wait for an interrupt: {why}")))
    }
}

/// Begins to answer.
pub(super) fn listen(
    socket: Socket,
    tls: Option<Tls>,
    services: Arc<Services>,
) -> Result<Listener, LabError> {
    let failed = |why: io::Error| LabError::Asked(format!("cannot serve: {why}"));
    let runtime = Builder::new_multi_thread()
        .worker_threads(THREADS)
        .enable_all()
        .build()
        .map_err(failed)?;
    let router = Router::new().fallback(handle).with_state(services);
    let service = router.into_make_service();
    let entered = runtime.enter();
    match tls {
        None => {
            let server = axum_server::from_tcp(socket.listener).map_err(failed)?;
            runtime.spawn(server.serve(service));
        }
        Some(tls) => {
            let config = RustlsConfig::from_config(tls.config);
            let server = axum_server::from_tcp_rustls(socket.listener, config).map_err(failed)?;
            runtime.spawn(server.serve(service));
        }
    }
    drop(entered);
    Ok(Listener { runtime })
}

async fn handle(State(services): State<Arc<Services>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let target = head
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let mut asked = Asked::new(head.method.as_str(), target);
    for (name, value) in &head.headers {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        asked.headers.insert(name.as_str().to_owned(), value);
    }
    let answer = match to_bytes(body, LONGEST).await {
        Ok(bytes) => {
            asked.body = String::from_utf8_lossy(&bytes).into_owned();
            // A condition over a large list takes its time; others need not wait for it.
            tokio::task::block_in_place(|| super::answer(&services, &asked))
        }
        Err(_) => Answer::of(413, "text/plain", Vec::new()),
    };
    sent(answer)
}

fn sent(answer: Answer) -> Response {
    let broken = || io::Error::new(io::ErrorKind::ConnectionReset, "torn by the weather");
    if answer.fate == Fate::Lost {
        // A body that breaks before its first byte takes the head with it, which waits to be sent.
        let nothing: [io::Result<Vec<u8>>; 1] = [Err(broken())];
        return Response::new(Body::from_stream(tokio_stream::iter(nothing)));
    }
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        // What a client sent and cannot be a header is left out.
        if let Ok(value) = axum::http::HeaderValue::from_str(&value) {
            response = response.header(name, value);
        }
    }
    let half = answer.body.len() / 2;
    let body = match answer.fate {
        Fate::Whole | Fate::Lost => Body::from(answer.body),
        Fate::Torn | Fate::Cut => {
            if answer.fate == Fate::Cut {
                response = response.header("content-length", answer.body.len());
            }
            let half = answer.body[..half].to_vec();
            Body::from_stream(tokio_stream::iter([Ok(half), Err(broken())]))
        }
        Fate::Slow => dribbling(&answer.body),
    };
    response.body(body).unwrap_or_default()
}

/// A body in eight parts, with pauses.
fn dribbling(body: &[u8]) -> Body {
    let part = body.len().div_ceil(8).max(1);
    let parts: Vec<Vec<u8>> = body.chunks(part).map(<[u8]>::to_vec).collect();
    let parts = tokio_stream::iter(parts).then(|part| async move {
        tokio::time::sleep(PAUSE).await;
        Ok::<_, io::Error>(part)
    });
    Body::from_stream(parts)
}
