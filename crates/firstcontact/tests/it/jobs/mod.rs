//! The service's own work by one process and by many: each job once, and none lost.

mod crash;
mod delivered;
mod program;
mod queue;
