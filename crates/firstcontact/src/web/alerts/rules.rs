//! What is worth a message.

use super::{Message, Place, Reports, Undelivered};
use crate::config::serve::Quiet;
use crate::i18n::Language;
use crate::report::wording::time;
use crate::store::{Alert, Expiry, FindingRow, FleetQuery, Sort, Store, StoreError};
use crate::store::{Tenant, Today, TokenSync, Trait};
use enrollment::diagnosis::Standing;
use enrollment::moment::{DAY, Moment};
use std::collections::BTreeMap;

/// Days before the end of a token or certificate at which people are told, the last first.
const DAYS: [i64; 4] = [0, 7, 14, 30];
/// A token that has not read Apple's list for so long has missed a sync: Intune reads it twice a
/// day (microsoft.md §1.2), and two hours are spare.
const SYNC_SECONDS: i64 = 14 * 3_600;
/// The cause of which every new device is told: set up before it was added to Apple Business. It
/// costs an erase, and each one says that the order of work is wrong somewhere.
const TOLD_CAUSE: &str = "C01";
/// The standing of devices that need somebody, as the store names it.
const NEEDS_YOU: &str = Standing::NeedsYou.name();
/// Serial numbers that a message lists.
const LISTED: usize = 10;
/// A letter that failed so often is worth a message: a mail server may be away for some minutes.
const FAILED_OFTEN: u32 = 3;

/// How messages are written, and when not.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Their language.
    pub language: Language,
    /// Hours without messages.
    pub quiet: Option<Quiet>,
    /// The share of devices that need somebody above which people are told.
    pub needs_you_percent: Option<u8>,
    /// The address of the dashboard, if it has one that others can open.
    pub link: Option<String>,
}

/// Holds the newest look against the rules, and puts what is worth a message into the outbox.
/// `failure` says why the last collection failed, if it did.
pub fn examine(
    store: &dyn Store,
    name: &str,
    failure: Option<&str>,
    (rules, places): (&Rules, &[Place]),
    now: Moment,
) -> Result<(), StoreError> {
    let mut desk = Desk::of(store, name, rules, now)?;
    if let Some(why) = failure {
        let key = format!("collection:{}", now.date());
        desk.tell(key, "collection", &[("why", why)], "tenant");
    }
    if let Some(today) = store.today(desk.tenant)? {
        // What ends is known from the last look, and ends whether or not anybody can look again.
        for expiry in &today.newest.snapshot.expiries {
            desk.expiry(expiry);
        }
        if failure.is_none() {
            desk.looked(store, &today)?;
        }
    }
    desk.raise(store, places)
}

/// Puts a message that new reports lie in a folder into the outbox of every channel of a tenant.
pub fn reported(
    store: &dyn Store,
    name: &str,
    reports: Reports<'_>,
    (rules, places): (&Rules, &[Place]),
    now: Moment,
) -> Result<(), StoreError> {
    let mut desk = Desk::of(store, name, rules, now)?;
    let key = format!("report:{}", reports.day());
    let folder = reports.folder.display().to_string();
    desk.tell(key, "report", &[("folder", &folder)], "reports");
    desk.raise(store, places)
}

/// Puts a message that reports could not be mailed into the outbox of every channel of a tenant,
/// once for each letter that failed often.
pub fn unmailed(
    store: &dyn Store,
    letters: &[Undelivered],
    (rules, places): (&Rules, &[Place]),
    now: Moment,
) -> Result<(), StoreError> {
    for letter in letters.iter().filter(|it| it.attempts >= FAILED_OFTEN) {
        let mut desk = Desk::of(store, &letter.tenant, rules, now)?;
        let key = format!("unmailed:{}:{}", letter.to, letter.day);
        let values = [("to", letter.to.as_str()), ("why", &letter.why)];
        desk.tell(key, "unmailed", &values, "tenant");
        desk.raise(store, places)?;
    }
    Ok(())
}

/// Puts a message that says that it is a test into the outbox of every channel of a tenant.
pub fn try_channels(
    store: &dyn Store,
    name: &str,
    (rules, places): (&Rules, &[Place]),
    now: Moment,
) -> Result<(), StoreError> {
    let mut message = rules.test_message(now);
    name.clone_into(&mut message.tenant);
    let worth = [(format!("test:{now}"), message)];
    raise(store, name, store.tenant(name)?, &worth, places, now)
}

fn raise(
    store: &dyn Store,
    name: &str,
    tenant: Tenant,
    worth: &[(String, Message)],
    places: &[Place],
    now: Moment,
) -> Result<(), StoreError> {
    for place in places {
        if !place.tenants.is_empty() && !place.tenants.iter().any(|known| known == name) {
            continue;
        }
        for (key, message) in worth {
            let body = serde_json::to_string(message)
                .map_err(|error| StoreError::Refused(error.to_string()))?;
            let alert = Alert {
                dedupe: format!("{}|{key}", place.name),
                channel: place.name.clone(),
                body,
                raised_at: now,
            };
            store.raise_alert(tenant, &alert)?;
        }
    }
    Ok(())
}

impl Rules {
    /// Whether people sleep.
    pub(super) fn is_quiet(&self, now: Moment) -> bool {
        let (_, _, _, hour, _, _) = now.civil();
        self.quiet.is_some_and(|quiet| quiet.holds(hour))
    }

    /// A message that says that it is one.
    pub(super) fn test_message(&self, now: Moment) -> Message {
        self.message("test", "", now, self.link.clone(), &[])
    }

    fn message(
        &self,
        kind: &str,
        tenant: &str,
        now: Moment,
        link: Option<String>,
        values: &[(&str, &str)],
    ) -> Message {
        let text = |part: &str| {
            let key = format!("alert-{}-{part}", kind.replace('_', "-"));
            self.language.with(&key, values)
        };
        Message {
            schema: "firstcontact/alert/1".to_owned(),
            kind: kind.to_owned(),
            tenant: tenant.to_owned(),
            title: text("title"),
            detail: text("detail"),
            at: now.to_string(),
            link,
        }
    }
}

struct Desk<'d> {
    rules: &'d Rules,
    name: &'d str,
    tenant: Tenant,
    now: Moment,
    worth: Vec<(String, Message)>,
}

impl<'d> Desk<'d> {
    fn of(
        store: &dyn Store,
        name: &'d str,
        rules: &'d Rules,
        now: Moment,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            rules,
            name,
            tenant: store.tenant(name)?,
            now,
            worth: Vec::new(),
        })
    }

    /// Puts all that is worth telling into the outbox of every channel of the tenant.
    fn raise(&self, store: &dyn Store, places: &[Place]) -> Result<(), StoreError> {
        raise(store, self.name, self.tenant, &self.worth, places, self.now)
    }

    fn tell(&mut self, key: String, kind: &str, values: &[(&str, &str)], page: &str) {
        let link = self.rules.link.as_ref();
        let link =
            link.map(|it| format!("{}/t/{}/{page}", it.trim_end_matches('/'), self.tenant.0));
        let mut all = vec![("tenant", self.name)];
        all.extend_from_slice(values);
        let message = self.rules.message(kind, self.name, self.now, link, &all);
        self.worth.push((key, message));
    }

    /// Each token is told of once in every class of days that are left.
    fn expiry(&mut self, expiry: &Expiry) {
        let left = expiry.at.since(self.now).div_euclid(DAY);
        let Some(class) = DAYS
            .into_iter()
            .find(|days| left < *days || left <= *days && *days > 0)
        else {
            return;
        };
        let Expiry { kind, name, at } = expiry;
        let key = format!("expiry:{kind}:{name}:{at}:{class}");
        let what = self
            .rules
            .language
            .text(&format!("alert-kind-{}", kind.replace('_', "-")));
        let (left, date) = (left.max(0).to_string(), at.date());
        let values = [
            ("what", what.as_str()),
            ("name", name),
            ("days", &left),
            ("date", &date),
        ];
        let kind = if class == 0 { "expired" } else { "token" };
        self.tell(key, kind, &values, "tenant");
    }

    /// A token that stands still is told of once, until it moves again.
    fn sync(&mut self, sync: &TokenSync, looked_at: Moment) {
        let silent = looked_at.since(sync.at);
        if silent <= SYNC_SECONDS {
            return;
        }
        let key = format!("sync:{}:{}", sync.token, sync.at);
        let (hours, at) = ((silent / 3_600).to_string(), time(sync.at));
        let values = [
            ("name", sync.token.as_str()),
            ("hours", &hours),
            ("at", &at),
        ];
        self.tell(key, "sync", &values, "tenant");
    }

    /// A fault is told of once each time it begins.
    fn finding(&mut self, row: &FindingRow) {
        let finding = &row.finding;
        let key = format!(
            "finding:{}:{}:{}",
            finding.code, finding.scope, row.began.by
        );
        let rule = rules::catalogue::all()
            .iter()
            .find(|rule| rule.cause.code.name() == finding.code);
        let title = rule.map_or("", |rule| match self.rules.language {
            Language::En => rule.en.title,
            Language::De => rule.de.title,
        });
        let devices = finding.devices.to_string();
        let values = [
            ("code", finding.code.as_str()),
            ("title", title),
            ("name", &finding.name),
            ("devices", &devices),
        ];
        self.tell(key, "finding", &values, &format!("cause/{}", finding.code));
    }

    /// Told of at most once a day.
    fn share(&mut self, today: &Today) {
        let Some(limit) = self.rules.needs_you_percent else {
            return;
        };
        let standings = &today.newest.standings;
        let all: u64 = standings.values().sum();
        let needy = standings.get(NEEDS_YOU).copied().unwrap_or_default();
        if all == 0 || needy * 100 <= u64::from(limit) * all {
            return;
        }
        let key = format!("share:{}", self.now.date());
        let (percent, needy) = ((needy * 100 / all).to_string(), needy.to_string());
        let limit = limit.to_string();
        let values = [
            ("percent", percent.as_str()),
            ("devices", &needy),
            ("limit", &limit),
        ];
        self.tell(key, "share", &values, "today");
    }

    /// What a new look found.
    fn looked(&mut self, store: &dyn Store, today: &Today) -> Result<(), StoreError> {
        for finding in &today.findings {
            self.finding(finding);
        }
        let snapshot = &today.newest.snapshot;
        for sync in &snapshot.syncs {
            self.sync(sync, snapshot.taken_at);
        }
        self.share(today);
        if today.previous.is_some() {
            self.new_cause(store, today)?;
        }
        Ok(())
    }

    /// Devices that the newest look found with the cause, and no look before.
    fn new_cause(&mut self, store: &dyn Store, today: &Today) -> Result<(), StoreError> {
        let at = today.newest.snapshot.taken_at;
        let query = FleetQuery {
            wanted: BTreeMap::from([(Trait::Cause, vec![TOLD_CAUSE.to_owned()])]),
            sort: Sort::Since,
            descending: true,
            size: 1_000,
            ..FleetQuery::default()
        };
        let page = store.fleet(self.tenant, &query)?;
        let new = page.rows.iter().filter(|row| row.cause_since == at);
        let new: Vec<&str> = new.map(|row| row.serial.as_str()).collect();
        if new.is_empty() {
            return Ok(());
        }
        let mut listed = new[..new.len().min(LISTED)].join(", ");
        if new.len() > LISTED {
            listed.push_str(", …");
        }
        let count = new.len().to_string();
        let values = [("devices", count.as_str()), ("serials", &listed)];
        let place = format!("fleet?cause={TOLD_CAUSE}&sort=since&down=1");
        self.tell(
            format!("new:{TOLD_CAUSE}:{at}"),
            "new_cause",
            &values,
            &place,
        );
        Ok(())
    }
}
