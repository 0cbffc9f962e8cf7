//! Whom the service tells: channels as they are configured, and a message to try them.

use super::credentials::secret_of;
use super::{Desk, NOTHING, Stop, deliver, serve_letters};
use crate::clock;
use crate::config::serve::{Alerts, Channel, ChannelKind};
use crate::config::tenant::Filled;
use crate::web::alerts::{self, Address, CHANNEL, Place, Rules};
use clap::Subcommand;
use secrecy::SecretString;
use std::fmt::Write as _;
use std::path::PathBuf;

/// What can be done about messages.
#[derive(Debug, Subcommand)]
pub(super) enum AlertCommand {
    /// Send a message to every channel and everybody who gets reports, or to one, and say what came
    /// of it
    Test {
        /// The channel, or the address of somebody who gets reports
        channel: Option<String>,
    },
}

/// Sends a message to try the channels.
pub(super) fn alert(command: &AlertCommand, desk: &Desk) -> Result<u8, Stop> {
    let AlertCommand::Test { channel } = command;
    let rules = rules(&desk.config.serve.alerts, desk);
    let mut places = places(&desk.config.serve.alerts)?;
    let mut letters = serve_letters::letters(desk)?;
    if let Some(name) = channel {
        places.retain(|place| place.name == *name);
        if let Some(letters) = &mut letters {
            letters.readers.retain(|reader| reader.address == *name);
        }
    }
    let now = clock::now();
    let tried = places.iter().map(|place| {
        let outcome = alerts::test(place, &rules, now);
        (place.name.clone(), outcome)
    });
    let mut tried: Vec<_> = tried.collect();
    tried.extend(letters.iter().flat_map(|letters| letters.test(now)));
    if tried.is_empty() {
        return Err(Stop(
            "there is no such channel; add [serve.alerts.channel.NAME], as \
             `firstcontact serve --help` shows"
                .to_owned(),
        ));
    }
    let failed = tried.iter().any(|(_, outcome)| outcome.is_err());
    let mut text = String::new();
    for (name, outcome) in tried {
        let outcome = match outcome {
            Ok(()) => desk.language.text("serve-alert-sent"),
            Err(why) => why,
        };
        let _ = writeln!(text, "{name:<16} {outcome}");
    }
    deliver(text.as_bytes())?;
    Ok(if failed { super::FAILED } else { NOTHING })
}

/// How messages are written.
pub(super) fn rules(settings: &Alerts, desk: &Desk) -> Rules {
    Rules {
        language: desk.language,
        quiet: settings.quiet,
        needs_you_percent: settings.needs_you_percent,
        link: desk
            .config
            .serve
            .public_address
            .as_ref()
            .map(|it| it.0.clone()),
    }
}

/// Where they go.
pub(super) fn places(settings: &Alerts) -> Result<Vec<Place>, Stop> {
    let channels = settings.channel.iter();
    channels
        .map(|(name, channel)| place(name, channel))
        .collect()
}

/// The address of a receiver, which may be a secret.
pub(super) fn address_of(
    table: &str,
    plain: Option<&Filled>,
    variable: Option<&Filled>,
    file: Option<&PathBuf>,
) -> Result<SecretString, Stop> {
    let secret = secret_of(table, variable, file, None)?;
    let plain = plain.map(|it| it.0.as_str().into());
    secret.or(plain).ok_or_else(|| {
        Stop(format!(
            "[{table}] does not say where; add address, address-env or address-file"
        ))
    })
}

/// As whom a mail server is spoken to.
pub(super) fn login_of(
    table: &str,
    user: Option<&Filled>,
    variable: Option<&Filled>,
    file: Option<&PathBuf>,
) -> Result<Option<(String, SecretString)>, Stop> {
    let password = secret_of(table, variable, file, None)?;
    Ok(user.map(|it| it.0.clone()).zip(password))
}

fn place(name: &str, channel: &Channel) -> Result<Place, Stop> {
    let table = format!("serve.alerts.channel.{name}");
    if name.starts_with(CHANNEL) {
        return Err(Stop(format!(
            "[{table}]: letters with reports are called {CHANNEL}…; give the channel another name"
        )));
    }
    let (variable, file) = (channel.address_env.as_ref(), channel.address_file.as_ref());
    let address = address_of(&table, channel.address.as_ref(), variable, file)?;
    let wrong = |why: String| Stop(format!("[{table}]: {why}"));
    let address = match channel.kind {
        ChannelKind::Webhook => Address::Webhook(address),
        ChannelKind::Teams => Address::Teams(address),
        ChannelKind::Syslog => Address::syslog(&address).map_err(wrong)?,
        ChannelKind::Mail => {
            let (variable, file) = (channel.secret_env.as_ref(), channel.secret_file.as_ref());
            let login = login_of(&table, channel.user.as_ref(), variable, file)?;
            let from = channel.from.as_ref().map_or("", |it| it.0.as_str());
            let to: Vec<&str> = channel.to.iter().map(|it| it.0.as_str()).collect();
            Address::mail(&address, from, &to, login).map_err(wrong)?
        }
    };
    Ok(Place {
        name: name.to_owned(),
        tenants: channel.tenants.iter().map(|it| it.0.clone()).collect(),
        address,
    })
}
