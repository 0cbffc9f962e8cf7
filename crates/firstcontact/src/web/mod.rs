//! The dashboard: what a team leaves open all day.

pub mod pages;
