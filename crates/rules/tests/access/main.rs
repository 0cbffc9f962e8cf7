//! The Conditional Access proof against published examples, against an evaluator that shares no
//! code with it, and against itself under changes that must not matter.

mod advice;
mod dice;
mod examples;
mod lints;
mod naive;
mod proved;
mod tenants;
mod transformed;
