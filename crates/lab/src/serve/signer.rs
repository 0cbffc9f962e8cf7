//! The key that Entra signs tokens with, and the set in which it is published.

use crate::error::LabError;
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rcgen::{KeyPair, PKCS_RSA_SHA256};
use serde_json::{Value, json};

/// A key pair of its own for each run.
pub(super) struct Signer {
    key: EncodingKey,
    name: String,
    jwk: Jwk,
}

impl Signer {
    /// Makes a key; its name follows from the world.
    pub(super) fn make(name: String) -> Result<Self, LabError> {
        let unmade = |why: &dyn std::fmt::Display| {
            LabError::Asked(format!("cannot make the key that signs tokens: {why}"))
        };
        let pair = KeyPair::generate_for(&PKCS_RSA_SHA256).map_err(|why| unmade(&why))?;
        let pem = pair.serialize_pem();
        let key = EncodingKey::from_rsa_pem(pem.as_bytes()).map_err(|why| unmade(&why))?;
        let jwk = Jwk::from_encoding_key(&key, Algorithm::RS256).map_err(|why| unmade(&why))?;
        let mut signer = Self { key, name, jwk };
        signer.jwk.common.key_id = Some(signer.name.clone());
        signer.jwk.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(signer)
    }

    /// A signed statement; none if these claims cannot be written.
    pub(super) fn sign(&self, claims: &Value) -> Option<String> {
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(self.name.clone());
        // Microsoft names its key twice.
        header.x5t = Some(self.name.clone());
        encode(&header, claims, &self.key).ok()
    }

    /// The keys that statements can be held against.
    pub(super) fn published(&self) -> Value {
        json!({"keys": [self.jwk]})
    }
}
