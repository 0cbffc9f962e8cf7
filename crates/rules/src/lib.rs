//! Why a device did not enrol. One file is one cause: its page, its reasoning, its remedy, its
//! tests. Rules are equals and do not know each other; [`catalogue`] knows them all.

pub mod catalogue;
pub mod odds;
pub mod playbook;
pub mod prevention;
pub mod rule;
pub mod weights;

mod after;
mod custody;
mod migration;
mod network;
mod order;
mod tenant;
mod user;
mod waiting;

#[cfg(test)]
mod story;
