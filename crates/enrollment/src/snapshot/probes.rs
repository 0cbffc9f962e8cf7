//! What was reached from a site's network: looks at the hosts that a device needs.

use crate::moment::Stamp;
use crate::term::term;
use crate::words::Word;

term! {
    /// How far a look at a host came.
    ProbeOutcome {
        /// It answered, and its own issuer vouches for it.
        Reached = "reached",
        /// It answered, and somebody else vouches for it: its traffic is opened on the way.
        Intercepted = "intercepted",
        /// The name is not known there.
        NoName = "no_name",
        /// Nothing listens, or the way is shut.
        NoConnection = "no_connection",
        /// Connected, but no certificate came.
        NoTls = "no_tls",
        /// No answer in time: something drops what is sent.
        TimedOut = "timed_out",
    }
}

/// One host, looked for from one site.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProbedHost {
    /// The site, as whoever looked calls it.
    pub site: Word,
    /// When.
    pub at: Stamp,
    /// The host's name.
    pub host: Word,
    /// Its port.
    pub port: u16,
    /// How far the look came.
    pub outcome: ProbeOutcome,
    /// Who vouches for the host, as its certificate says it; none where none was seen.
    pub issuer: Word,
}
