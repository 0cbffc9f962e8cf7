//! firstcontact: finds out why an Apple device never contacted Microsoft Intune, and what to do
//! about it. This crate is the roof: it reads a snapshot, examines it, and shows the result.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod guide;
pub mod i18n;
pub mod jobs;
pub mod report;
pub mod store;
pub mod web;
