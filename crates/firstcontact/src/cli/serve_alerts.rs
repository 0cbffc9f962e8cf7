//! Whom the service tells: channels as they are configured, and a message to try them.

use super::credentials::secret_of;
use super::{Desk, NOTHING, Stop, deliver};
use crate::clock;
use crate::config::serve::{Alerts, Channel, ChannelKind};
use crate::web::alerts::{self, Address, Place, Rules};
use clap::Subcommand;
use std::fmt::Write as _;

/// What can be done about messages.
#[derive(Debug, Subcommand)]
pub(super) enum AlertCommand {
    /// Send a message to every channel, or to one, and say what came of it
    Test {
        /// The channel
        channel: Option<String>,
    },
}

/// Sends a message to try the channels.
pub(super) fn alert(command: &AlertCommand, desk: &Desk) -> Result<u8, Stop> {
    let AlertCommand::Test { channel } = command;
    let rules = rules(&desk.config.serve.alerts, desk);
    let mut places = places(&desk.config.serve.alerts)?;
    if let Some(name) = channel {
        places.retain(|place| place.name == *name);
    }
    if places.is_empty() {
        return Err(Stop(
            "there is no such channel; add [serve.alerts.channel.NAME], as \
             `firstcontact serve --help` shows"
                .to_owned(),
        ));
    }
    let mut failed = false;
    let mut text = String::new();
    for place in &places {
        let outcome = alerts::test(place, &rules, clock::now());
        failed |= outcome.is_err();
        let outcome = match outcome {
            Ok(()) => desk.language.text("serve-alert-sent"),
            Err(why) => why,
        };
        let _ = writeln!(text, "{:<16} {outcome}", place.name);
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

fn place(name: &str, channel: &Channel) -> Result<Place, Stop> {
    let table = format!("serve.alerts.channel.{name}");
    let secret = secret_of(
        &table,
        channel.address_env.as_ref(),
        channel.address_file.as_ref(),
        None,
    )?;
    let plain = channel.address.as_ref().map(|it| it.0.as_str().into());
    let address = secret.or(plain).ok_or_else(|| {
        Stop(format!(
            "[{table}] does not say where; add address, address-env or address-file"
        ))
    })?;
    let wrong = |why: String| Stop(format!("[{table}]: {why}"));
    let address = match channel.kind {
        ChannelKind::Webhook => Address::Webhook(address),
        ChannelKind::Teams => Address::Teams(address),
        ChannelKind::Syslog => Address::syslog(&address).map_err(wrong)?,
        ChannelKind::Mail => {
            let (variable, file) = (channel.secret_env.as_ref(), channel.secret_file.as_ref());
            let password = secret_of(&table, variable, file, None)?;
            let user = channel.user.as_ref().map(|it| it.0.clone());
            let from = channel.from.as_ref().map_or("", |it| it.0.as_str());
            let to: Vec<&str> = channel.to.iter().map(|it| it.0.as_str()).collect();
            Address::mail(&address, from, &to, user.zip(password)).map_err(wrong)?
        }
    };
    Ok(Place {
        name: name.to_owned(),
        tenants: channel.tenants.iter().map(|it| it.0.clone()).collect(),
        address,
    })
}
