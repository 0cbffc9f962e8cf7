//! Secrets that the server makes: 256 bits, in letters that fit into a cookie and an address.

use crate::clock;
use crate::store::StoreError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use remedy::digest::Digest;

/// A new secret.
pub(super) fn fresh() -> Result<String, StoreError> {
    let bytes = clock::secret()
        .ok_or_else(|| StoreError::Refused("the system has no randomness to give".to_owned()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of a secret. It needs no slow hash: nobody guesses 256 bits.
pub(super) fn hash(secret: &str) -> String {
    Digest(digest(secret)).to_string()
}

/// The same as bytes: SHA-256.
pub(super) fn digest(secret: &str) -> [u8; 32] {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, secret.as_bytes());
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest.as_ref());
    bytes
}

/// Whether two secrets are the same, in a time that does not tell how much of them is.
pub(super) fn same(one: &str, other: &str) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(one.as_bytes(), other.as_bytes()).is_ok()
}
