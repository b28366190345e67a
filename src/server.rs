//! Connections of the web: how many there may be, how long each may be silent, and how all of them end.
//!
//! A proxy in front does much of this too; the program does not depend on one. A slow body is ended by the time limit of
//! its request, in `routes`.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, SocketAddr},
    pin::{Pin, pin},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::{
    body::Incoming,
    server::conn::http1,
    service::{HttpService, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::ground::network::counted_address;

/// Largest size of a request's head in bytes, of which most is the address and the cookies.
const LARGEST_HEAD: usize = 32 * 1024;
/// Pause after a connection could not be accepted: no handle was free.
const BREATH: Duration = Duration::from_millis(100);

/// Limits on connections from outside.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Largest number of connections in all.
    pub connections: usize,
    /// Largest number of connections from one network address; `None` behind a proxy, which is one address for
    /// everybody.
    pub per_address: Option<usize>,
    /// Longest time until a request's head is complete, on a new connection and on one kept alive.
    pub silence: Duration,
    /// Longest time in which a reader takes nothing of an answer.
    pub stall: Duration,
    /// Time for answers under way when the server is to end.
    pub last_answers: Duration,
}

impl Limits {
    /// Limits for this process: raises its soft limit of open files to the hard one, and reserves some for the
    /// database.
    pub fn of_process(behind_proxy: bool) -> Self {
        const OWN_FILES: u64 = 128;
        const MOST: usize = 16_384;
        let handles = usize::try_from(raise_open_files().saturating_sub(OWN_FILES)).unwrap_or(MOST);
        let connections = handles.clamp(64, MOST);
        let (stall, last_answers) = (Duration::from_secs(30), Duration::from_secs(5));
        if behind_proxy {
            // longer than proxies keep their connections, so that it is never we who close one that is about to be used
            Self { connections, per_address: None, silence: Duration::from_secs(75), stall, last_answers }
        } else {
            let per_address = Some((connections / 4).min(512));
            Self { connections, per_address, silence: Duration::from_secs(20), stall, last_answers }
        }
    }
}

/// Raises the soft limit of open files as far as the system allows, and returns it.
fn raise_open_files() -> u64 {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: maximum, maximum };
    let limit = if setrlimit(Resource::Nofile, raised).is_ok() { maximum } else { current };
    // none: there is no limit
    limit.unwrap_or(u64::MAX)
}

/// Serves until `stop` resolves; then nothing new is accepted, answers under way have a few seconds, and connections
/// that are still open are closed.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let mut open = JoinSet::new();
    let in_all = Arc::new(Semaphore::new(limits.connections));
    let by_address = Arc::new(ByAddress::default());
    let mut stop = pin!(stop);
    loop {
        // reaps what has ended, so that the set does not grow
        while open.try_join_next().is_some() {}
        let accepted = async {
            let place = Arc::clone(&in_all).acquire_owned().await.map_err(io::Error::other)?;
            listener.accept().await.map(|accepted| (place, accepted))
        };
        let (place, (stream, peer)) = tokio::select! {
            () = &mut stop => break,
            accepted = accepted => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(BREATH).await;
                    continue;
                }
            },
        };
        let Some(seat) = ByAddress::enter(&by_address, peer.ip(), limits.per_address) else { continue };
        let connection = graceful.watch(connection(stream, peer, router.clone(), limits));
        open.spawn(async move {
            // a reader who hangs up or sends what is no HTTP is no fault of ours
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop((place, seat));
        });
    }
    drop(listener);
    if timeout(limits.last_answers, graceful.shutdown()).await.is_err() {
        tracing::warn!("connections that were still open are closed");
    }
    open.shutdown().await;
}

/// Serves a connection to its end: a head in time, a head of bounded size, and an answer that is read.
fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: Limits,
) -> http1::Connection<
    TokioIo<Pin<Box<TimeoutStream<TcpStream>>>>,
    impl HttpService<Incoming, ResBody = Body, Future: Send> + Send,
> {
    // an answer goes out in one piece, or as many as it has
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.stall));
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.silence)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(Box::pin(stream)), service)
}

/// Connections that each network address has open.
#[derive(Default)]
struct ByAddress(Mutex<HashMap<IpAddr, usize>>);

impl ByAddress {
    /// Counts a connection in, unless its address has as many as it may.
    fn enter(all: &Arc<Self>, address: IpAddr, most: Option<usize>) -> Option<Seat> {
        let address = counted_address(address);
        let mut open = all.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if most.is_some_and(|most| *count >= most) {
            return None;
        }
        *count += 1;
        Some(Seat { all: Arc::clone(all), address })
    }
}

/// Seat of one connection among those of its address; dropped with it.
struct Seat {
    all: Arc<ByAddress>,
    address: IpAddr,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        sync::oneshot,
        task::JoinHandle,
    };

    use super::*;

    const SHORT: Duration = Duration::from_millis(300);
    /// Time after which a test gives up; what it waits for comes after `SHORT`.
    const LONG: Duration = Duration::from_secs(20);
    const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    struct Site {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        served: JoinHandle<()>,
    }

    const LIMITS: Limits =
        Limits { connections: 100, per_address: Some(50), silence: SHORT, stall: SHORT, last_answers: SHORT };

    async fn site(limits: Limits) -> Site {
        let large = || async { "x".repeat(64 * 1024 * 1024) };
        let router = Router::new().route("/", get(|| async { "hello" })).route("/large", get(large));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(serve(listener, router, limits, async move { drop(stopped.await) }));
        Site { address, stop, served }
    }

    impl Site {
        async fn connects(&self) -> TcpStream {
            TcpStream::connect(self.address).await.unwrap()
        }

        /// Answer to a request on a connection that stays open; `None` where it is closed without one.
        async fn answers(stream: &mut TcpStream) -> Option<String> {
            stream.write_all(REQUEST).await.ok()?;
            let mut answer = vec![0; 4096];
            let read = timeout(LONG, stream.read(&mut answer)).await.unwrap().ok().filter(|read| *read > 0)?;
            answer.truncate(read);
            Some(String::from_utf8(answer).unwrap())
        }
    }

    /// Waits until the other side has closed; its last words are of no interest.
    async fn is_closed(stream: &mut TcpStream) {
        let mut rest = Vec::new();
        // a reset closes as well
        let _ = timeout(LONG, stream.read_to_end(&mut rest)).await.expect("the connection is closed");
    }

    #[tokio::test]
    async fn a_connection_that_says_nothing_or_half_a_head_or_nothing_more_is_closed() {
        let site = site(LIMITS).await;
        let mut silent = site.connects().await;
        let mut kept_alive = site.connects().await;
        assert!(Site::answers(&mut kept_alive).await.unwrap().starts_with("HTTP/1.1 200"));
        let (mut reading, mut writing) = site.connects().await.into_split();
        let drips = tokio::spawn(async move {
            for byte in b"GET / HTTP/1.1\r\nX: ".iter().chain(std::iter::repeat(&b'x')) {
                if writing.write_all(&[*byte]).await.is_err() {
                    break;
                }
                sleep(SHORT / 20).await;
            }
        });
        is_closed(&mut silent).await;
        is_closed(&mut kept_alive).await;
        let _ = timeout(LONG, reading.read_to_end(&mut Vec::new())).await.expect("dripping is no way to stay");
        drips.await.unwrap();
        assert!(Site::answers(&mut site.connects().await).await.is_some());
    }

    #[tokio::test]
    async fn a_reader_who_does_not_read_is_let_go() {
        let limits = Limits { connections: 1, ..LIMITS };
        let site = site(limits).await;
        let mut lazy = site.connects().await;
        lazy.write_all(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        // the only seat is free again as soon as the other connection is let go
        assert!(Site::answers(&mut site.connects().await).await.is_some());
        drop(lazy);
    }

    #[tokio::test]
    async fn one_address_holds_no_more_than_its_connections_and_a_proxy_all() {
        let site = self::site(Limits { per_address: Some(2), silence: LONG, ..LIMITS }).await;
        let (mut first, mut second) = (site.connects().await, site.connects().await);
        assert!(Site::answers(&mut first).await.is_some() && Site::answers(&mut second).await.is_some());
        assert_eq!(Site::answers(&mut site.connects().await).await, None);
        drop(first);
        // the seat is free as soon as the server has seen it go
        let begun = Instant::now();
        while Site::answers(&mut site.connects().await).await.is_none() {
            assert!(begun.elapsed() < LONG, "no place came free");
        }
        let behind_proxy = self::site(Limits { per_address: None, silence: LONG, ..LIMITS }).await;
        let mut all = Vec::new();
        for _ in 0..60 {
            let mut stream = behind_proxy.connects().await;
            assert!(Site::answers(&mut stream).await.is_some());
            all.push(stream);
        }
    }

    #[tokio::test]
    async fn a_head_larger_than_any_of_ours_is_refused() {
        let site = site(Limits { silence: LONG, ..LIMITS }).await;
        let mut stream = site.connects().await;
        let head = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(2 * LARGEST_HEAD));
        // the answer may come before all of it is sent
        let _ = stream.write_all(head.as_bytes()).await;
        let mut answer = vec![0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, b"HTTP/1.1 431");
    }

    #[tokio::test]
    async fn the_server_ends_with_half_a_head_a_silent_and_a_lazy_connection_open() {
        let site = site(Limits { silence: LONG, stall: LONG, ..LIMITS }).await;
        let _silent = site.connects().await;
        let mut half = site.connects().await;
        half.write_all(b"GET / HT").await.unwrap();
        let mut lazy = site.connects().await;
        lazy.write_all(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        // all three have been accepted once a fourth is answered
        assert!(Site::answers(&mut site.connects().await).await.is_some());
        site.stop.send(()).unwrap();
        timeout(LONG, site.served).await.expect("it ends").unwrap();
    }
}
