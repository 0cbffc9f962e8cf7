//! What keeps the next device from failing.

pub mod access;
