//! What stands between the lines of a text in PEM.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The first block whose first line ends so: `CERTIFICATE-----`.
pub(crate) fn unwrapped(pem: &str, ends: &str) -> Option<Vec<u8>> {
    let mut lines = pem.lines().map(str::trim);
    lines.find(|line| line.starts_with("-----BEGIN ") && line.ends_with(ends))?;
    let body: String = lines
        .take_while(|line| !line.starts_with("-----"))
        .collect();
    STANDARD.decode(body).ok().filter(|der| !der.is_empty())
}
