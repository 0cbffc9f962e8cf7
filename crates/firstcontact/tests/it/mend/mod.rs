//! Remediation against the lab: each way a repair can fail, each request that is refused, and runs
//! that are killed between any two writes.

mod after;
mod branches;
mod by_link;
mod demo;
mod people;
mod refused;
mod runs;
mod stage;
mod vendor;
mod world;
