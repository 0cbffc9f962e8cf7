//! Messages as letters, by SMTP with TLS.

use super::{Address, Message, PATIENCE};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{SmtpTransport, Transport as _};
use secrecy::{ExposeSecret as _, SecretString};

/// A mail server, and who writes.
pub struct Post {
    transport: SmtpTransport,
    pub(super) from: Mailbox,
}

/// A mail server, and who writes to whom.
pub struct Mail {
    post: Post,
    to: Vec<Mailbox>,
}

impl Post {
    /// `smtps://host` or `smtp://host:587`. Without TLS nothing is sent but to this machine.
    ///
    /// # Errors
    /// The address is none, or the writer's is none.
    pub fn of(
        address: &SecretString,
        from: &str,
        login: Option<(String, SecretString)>,
    ) -> Result<Self, String> {
        let text = address.expose_secret();
        let is_here = ["smtp://127.0.0.1", "smtp://localhost"].iter().any(|here| {
            text.strip_prefix(here)
                .is_some_and(|rest| !rest.starts_with('.'))
        });
        let address = if text.starts_with("smtps://") || is_here {
            text.to_owned()
        } else if text.starts_with("smtp://") && !text.contains('?') {
            format!("{text}?tls=required")
        } else {
            return Err("the address is no mail server; write smtps://HOST".to_owned());
        };
        let builder = SmtpTransport::from_url(&address)
            .map_err(|why| format!("the address is no mail server: {why}"))?;
        let mut builder = builder.timeout(Some(PATIENCE));
        if let Some((user, password)) = login {
            let password = password.expose_secret().to_owned();
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self {
            transport: builder.build(),
            from: mailbox(from)?,
        })
    }

    /// Sends a letter. No machine answers one that says that a machine wrote it.
    pub(super) fn send(&self, mut letter: lettre::Message) -> Result<(), String> {
        let name = HeaderName::new_from_ascii_str("Auto-Submitted");
        let value = HeaderValue::new(name, "auto-generated".to_owned());
        letter.headers_mut().insert_raw(value);
        let sent = self.transport.send(&letter);
        sent.map(|_| ()).map_err(|why| why.to_string())
    }
}

/// An address as people write it, with or without a name.
pub(super) fn mailbox(text: &str) -> Result<Mailbox, String> {
    let parsed = text.parse::<Mailbox>();
    parsed.map_err(|why| format!("{text:?} is no address of mail: {why}"))
}

/// A subject is one line, whatever a name in it holds.
pub(super) fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

impl Address {
    /// A mail server as [`Post::of`] takes it, and whom it writes to.
    ///
    /// # Errors
    /// What [`Post::of`] says, or nobody gets the mail.
    pub fn mail(
        address: &SecretString,
        from: &str,
        to: &[&str],
        login: Option<(String, SecretString)>,
    ) -> Result<Self, String> {
        let post = Post::of(address, from, login)?;
        let to: Vec<Mailbox> = to.iter().map(|it| mailbox(it)).collect::<Result<_, _>>()?;
        if to.is_empty() {
            return Err("nobody gets the mail; add to = [\"…\"]".to_owned());
        }
        Ok(Self::Mail(Box::new(Mail { post, to })))
    }
}

impl Mail {
    pub(super) fn send(&self, message: &Message) -> Result<(), String> {
        let mut letter = lettre::Message::builder()
            .from(self.post.from.clone())
            .subject(one_line(&message.title))
            .header(ContentType::TEXT_PLAIN);
        for to in &self.to {
            letter = letter.to(to.clone());
        }
        let link = message.link.as_deref().unwrap_or_default();
        let body = format!("{}\n\n{}\n\n{link}\n", message.title, message.detail);
        let letter = letter.body(body).map_err(|why| why.to_string())?;
        self.post.send(letter)
    }
}
