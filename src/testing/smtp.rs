//! Small mail server on the loopback that stores the letters it is sent, and can be made difficult.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
    task::JoinHandle,
};

pub use super::mime::Received;

/// Behaviour of the server towards those who hand in a letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    #[default]
    Accepting,
    /// Hangs up before a word is said.
    Down,
    /// Answers 451 to so many letters, and then accepts.
    Busy(u32),
    /// Answers 550 to every recipient.
    NoSuchRecipient,
    /// Answers this to every recipient.
    RefusingRecipients(&'static str),
    /// Answers 550 to every sender.
    NoSuchSender,
    /// Answers 535 to every name and password.
    WrongPassword,
    /// Takes a letter, and hangs up before it confirms that.
    HangingUp,
    /// Accepts the connection and says nothing, for ever.
    Mute,
}

/// Mail server. It ends when it is dropped.
pub struct Server {
    address: SocketAddr,
    desk: Arc<Mutex<Desk>>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Desk {
    manner: Manner,
    letters: Vec<Received>,
    sign_ins: usize,
    connections: usize,
}

fn open(desk: &Mutex<Desk>) -> MutexGuard<'_, Desk> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    /// Starts a server on a port of its own.
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("the loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let desk = Arc::<Mutex<Desk>>::default();
        let task = tokio::spawn(serve(listener, Arc::clone(&desk)));
        Self { address, desk, task }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Address as `MAMAN_SMTP_URL` has it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Changes the behaviour of the server from now on.
    pub fn behave(&self, manner: Manner) {
        open(&self.desk).manner = manner;
    }

    /// Letters taken so far, in the order they came.
    pub async fn letters(&self) -> Vec<Received> {
        open(&self.desk).letters.clone()
    }

    /// Number of times a name and a password were given.
    pub fn sign_ins(&self) -> usize {
        open(&self.desk).sign_ins
    }

    /// Number of connections that were made.
    pub fn connections(&self) -> usize {
        open(&self.desk).connections
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, desk: Arc<Mutex<Desk>>) {
    while let Ok((stream, _)) = listener.accept().await {
        open(&desk).connections += 1;
        if open(&desk).manner != Manner::Down {
            let desk = Arc::clone(&desk);
            tokio::spawn(async move {
                let (reader, writer) = stream.into_split();
                let mut talk = Talk { lines: BufReader::new(reader), writer, desk, letter: Received::default() };
                let _ = talk.hold().await;
            });
        }
    }
}

/// Conversation with one client.
struct Talk<R, W> {
    lines: BufReader<R>,
    writer: W,
    desk: Arc<Mutex<Desk>>,
    letter: Received,
}

impl<R: AsyncRead + Unpin, W: AsyncWrite + Unpin> Talk<R, W> {
    async fn hold(&mut self) -> std::io::Result<()> {
        if open(&self.desk).manner == Manner::Mute {
            std::future::pending::<()>().await;
        }
        self.say("220 ready").await?;
        loop {
            let line = self.line().await?;
            let verb = line.get(..4).unwrap_or_default().to_uppercase();
            match verb.as_str() {
                "" | "QUIT" => return self.say("221 goodbye").await,
                "DATA" => self.take_letter().await?,
                _ => {
                    let answer = self.answer(&verb, line.trim_end());
                    self.say(answer).await?;
                }
            }
        }
    }

    fn answer(&mut self, verb: &str, line: &str) -> &'static str {
        let mut desk = open(&self.desk);
        match (verb, desk.manner) {
            ("EHLO", _) => "250-ready\r\n250-AUTH PLAIN\r\n250 8BITMIME",
            ("AUTH", manner) => {
                desk.sign_ins += 1;
                if manner == Manner::WrongPassword { "535 5.7.8 no" } else { "235 welcome" }
            }
            ("MAIL", Manner::NoSuchSender) => "550 5.7.60 you may not write as this sender",
            ("MAIL", _) => {
                self.letter = Received { from: address_in(line), ..Received::default() };
                "250 go on"
            }
            ("RCPT", Manner::NoSuchRecipient) => "550 5.1.1 no such mailbox",
            ("RCPT", Manner::RefusingRecipients(words)) => words,
            ("RCPT", Manner::Busy(left @ 1..)) => {
                desk.manner = Manner::Busy(left - 1);
                "451 4.7.1 later"
            }
            ("RCPT", _) => {
                self.letter.to.push(address_in(line));
                "250 go on"
            }
            ("NOOP" | "RSET", _) => "250 well",
            _ => "502 what",
        }
    }

    async fn take_letter(&mut self) -> std::io::Result<()> {
        self.say("354 end with a dot").await?;
        loop {
            let line = self.line().await?;
            if line.is_empty() {
                // the caller has hung up in the middle: that is no letter
                return Ok(());
            }
            if line == ".\r\n" {
                break;
            }
            self.letter.data.push_str(line.strip_prefix('.').unwrap_or(&line));
        }
        let manner = {
            let mut desk = open(&self.desk);
            desk.letters.push(std::mem::take(&mut self.letter));
            desk.manner
        };
        if manner == Manner::HangingUp {
            return Err(std::io::ErrorKind::ConnectionAborted.into());
        }
        self.say("250 taken").await
    }

    /// Next line with its end; empty once the client has hung up.
    async fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        self.lines.read_line(&mut line).await?;
        Ok(line)
    }

    async fn say(&mut self, words: &str) -> std::io::Result<()> {
        self.writer.write_all(format!("{words}\r\n").as_bytes()).await
    }
}

/// Text between the angle brackets.
fn address_in(line: &str) -> String {
    let inside = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map(|(address, _)| address.to_owned()).unwrap_or_default()
}
