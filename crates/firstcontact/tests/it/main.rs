//! The program as a person or a script uses it: the built binary, real files.

mod bad_input;
mod commands;
mod contoso;
mod metamorphic;
mod place;
