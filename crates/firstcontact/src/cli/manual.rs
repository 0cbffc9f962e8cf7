//! Manual page and shell completions, made from the same definitions as the command line.

use super::{Cli, Desk, NOTHING, Stop};
use clap::CommandFactory;

/// Prints the manual page: the command, then each of its subcommands.
pub(super) fn man(_desk: &Desk) -> Result<u8, Stop> {
    let mut out = Vec::new();
    let command = Cli::command();
    clap_mangen::Man::new(command.clone())
        .render(&mut out)
        .map_err(Stop::because)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let title = format!("firstcontact-{}", sub.get_name());
        let page = clap_mangen::Man::new(sub.clone()).title(title);
        page.render(&mut out).map_err(Stop::because)?;
    }
    super::deliver(&out)?;
    Ok(NOTHING)
}

/// Prints a completion script.
pub(super) fn completions(shell: clap_complete::Shell, _desk: &Desk) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "firstcontact", &mut script);
    super::deliver(&script)?;
    Ok(NOTHING)
}
