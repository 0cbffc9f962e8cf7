//! Messages as lines of syslog, RFC 5424, by UDP or TCP with counted octets (RFC 6587).

use super::{Address, Message, PATIENCE};
use secrecy::{ExposeSecret as _, SecretString};
use std::io::Write as _;
use std::net::{TcpStream, ToSocketAddrs as _, UdpSocket};

/// Facility local0, severity warning.
const PRIORITY: u8 = 16 * 8 + 4;
/// Octets of a line that every receiver of UDP takes.
const LONGEST: usize = 2_048;

/// A receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syslog {
    by_tcp: bool,
    /// Host and port.
    to: String,
}

impl Address {
    /// `udp://host:514` or `tcp://host:601`.
    pub fn syslog(address: &SecretString) -> Result<Self, String> {
        let text = address.expose_secret();
        let (way, to) = text.split_once("://").unwrap_or(("", text));
        let port = to
            .rsplit_once(':')
            .and_then(|(_, port)| port.parse::<u16>().ok());
        let by_tcp = match (way, port) {
            ("udp", Some(_)) => false,
            ("tcp", Some(_)) => true,
            _ => return Err(format!("{text} is no receiver; write udp://HOST:514")),
        };
        let to = to.to_owned();
        Ok(Self::Syslog(Syslog { by_tcp, to }))
    }
}

impl Syslog {
    pub(super) fn send(&self, message: &Message) -> Result<(), String> {
        let line = line(message);
        let failed = |why: std::io::Error| format!("{}: {why}; check the address", self.to);
        let address = self.to.to_socket_addrs().map_err(failed)?.next();
        let address = address.ok_or_else(|| format!("{} has no address", self.to))?;
        if self.by_tcp {
            let mut stream = TcpStream::connect_timeout(&address, PATIENCE).map_err(failed)?;
            stream.set_write_timeout(Some(PATIENCE)).map_err(failed)?;
            let framed = format!("{} {line}", line.len());
            return stream.write_all(framed.as_bytes()).map_err(failed);
        }
        let here = if address.is_ipv6() {
            "[::]:0"
        } else {
            "0.0.0.0:0"
        };
        let socket = UdpSocket::bind(here).map_err(failed)?;
        socket.send_to(line.as_bytes(), address).map_err(failed)?;
        Ok(())
    }
}

fn line(message: &Message) -> String {
    let Message {
        at,
        kind,
        tenant,
        title,
        detail,
        ..
    } = message;
    let quoted = |value: &str| {
        let value = value.replace('\\', "\\\\").replace('"', "\\\"");
        value.replace(']', "\\]").replace(char::is_control, " ")
    };
    let said = format!("{title} {detail}").replace(char::is_control, " ");
    // The number is the one that examples use: nobody reserved one for us.
    let tenant = quoted(tenant);
    let mut line = format!(
        "<{PRIORITY}>1 {at} - firstcontact - {kind} [firstcontact@32473 tenant=\"{tenant}\"] \
         \u{feff}{said}"
    );
    let mut end = LONGEST.min(line.len());
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.truncate(end);
    line
}

#[cfg(test)]
mod tests {
    use super::line;
    use crate::web::alerts::Message;

    #[test]
    fn a_line_stays_one_line_and_a_name_stays_inside_its_quotes() {
        let message = Message {
            schema: String::new(),
            kind: "finding".to_owned(),
            tenant: "a\"]\n<13>1".to_owned(),
            title: "x\ny".to_owned(),
            detail: "ü".repeat(3_000),
            at: "2026-11-28T08:00:00Z".to_owned(),
            link: None,
        };
        let line = line(&message);
        let start = "<132>1 2026-11-28T08:00:00Z - firstcontact - finding \
                     [firstcontact@32473 tenant=\"a\\\"\\] <13>1\"] \u{feff}x y ü";
        assert!(line.starts_with(start), "{line}");
        assert!(line.len() <= 2_048 && !line.contains('\n'));
    }
}
