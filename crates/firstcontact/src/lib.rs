//! firstcontact: finds out why an Apple device never contacted Microsoft Intune, and what to do
//! about it. This crate is the roof: it reads a snapshot, examines it, and shows the result.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod guide;
#[cfg(feature = "actions")]
pub mod hands;
pub mod i18n;
pub mod jobs;
pub mod report;
pub mod store;
#[cfg(feature = "otel")]
mod telemetry;
pub mod web;
