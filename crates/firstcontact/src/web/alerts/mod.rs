//! Messages to people: what is worth one, and how it is delivered. A message is a row in the store
//! first, so that a kill loses none, and its key keeps it from being told twice.

mod letters;
mod mail;
mod rules;
mod syslog;
mod webhook;

pub use letters::{CHANNEL, Letters, Reader, Reports, Undelivered};
pub use mail::{Mail, Post};
pub use rules::{Rules, examine, reported, try_channels, unmailed};
pub use syslog::Syslog;

use crate::store::{AlertRow, Store, StoreError};
use enrollment::moment::Moment;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A receiver may take so long.
const PATIENCE: Duration = Duration::from_secs(10);
/// After a failure it is tried again after so long, then after twice as long, up to the longest.
const AGAIN_SECONDS: i64 = 60;
const AGAIN_LONGEST_SECONDS: i64 = 6 * 3_600;
/// What could not be delivered for so long is old news.
const OLD_SECONDS: i64 = 3 * 24 * 3_600;

/// A place to which messages go.
pub struct Place {
    /// What people call it.
    pub name: String,
    /// The tenants whose messages go there; all if none is named.
    pub tenants: Vec<String>,
    /// How it is reached.
    pub address: Address,
}

/// How a place is reached. The address of a webhook is a secret: whoever has it can write there.
pub enum Address {
    /// Our own JSON, by POST.
    Webhook(SecretString),
    /// A card for a channel of Teams, by POST.
    Teams(SecretString),
    /// A line of RFC 5424.
    Syslog(Syslog),
    /// A letter.
    Mail(Box<Mail>),
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// `firstcontact/alert/1`.
    pub schema: String,
    /// `token`, `expired`, `sync`, `finding`, `new_cause`, `share`, `collection`,
    /// `report`, `report_mail`, `unmailed` or `test`.
    pub kind: String,
    /// The tenant.
    pub tenant: String,
    /// What happened, in one line.
    pub title: String,
    /// More, and what to do next.
    pub detail: String,
    /// When it was noticed, in RFC 3339.
    pub at: String,
    /// The page that says more.
    pub link: Option<String>,
}

/// Delivers what waits, unless people sleep.
pub fn deliver(
    store: &dyn Store,
    rules: &Rules,
    places: &[Place],
    now: Moment,
) -> Result<(), StoreError> {
    if places.is_empty() || rules.is_quiet(now) {
        return Ok(());
    }
    for (tenant, _) in store.tenants()? {
        for row in store.alerts(tenant, Some(waiting_since(now)))? {
            let place = places.iter().find(|place| place.name == row.alert.channel);
            let Some(place) = place.filter(|_| is_due(&row, now)) else {
                continue;
            };
            let message = serde_json::from_str(&row.alert.body)
                .map_err(|error| StoreError::Damaged(format!("alert {}: {error}", row.id)))?;
            let outcome = send(place, &message);
            if let Err(why) = &outcome {
                tracing::warn!(why, channel = place.name, "a message was not delivered");
            }
            store.alert_tried(row.id, now, outcome.err().as_deref())?;
        }
    }
    Ok(())
}

/// What was raised before is old news, and is delivered to nobody any more.
pub fn waiting_since(now: Moment) -> Moment {
    now.plus(-OLD_SECONDS)
}

/// Sends a message that says that it is a test.
pub fn test(place: &Place, rules: &Rules, now: Moment) -> Result<(), String> {
    send(place, &rules.test_message(now))
}

fn is_due(row: &AlertRow, now: Moment) -> bool {
    let wait = AGAIN_SECONDS << row.attempts.saturating_sub(1).min(10);
    let again = row
        .tried_at
        .map(|at| at.plus(wait.min(AGAIN_LONGEST_SECONDS)));
    again.is_none_or(|again| now >= again)
}

fn send(place: &Place, message: &Message) -> Result<(), String> {
    match &place.address {
        Address::Webhook(address) => webhook::send(address, message),
        Address::Teams(address) => webhook::send_card(address, message),
        Address::Syslog(syslog) => syslog.send(message),
        Address::Mail(mail) => mail.send(message),
    }
}
