//! The health of each enrollment program token, and the service at Apple it belongs to.

use super::Map;
use crate::case_file::{Counts, TokenHealth};
use crate::correlate::Fleet;
use crate::moment::{DAY, HOUR, Moment, Stamp};
use crate::snapshot::{MdmServer, ServerStatus, ServerType, Snapshot, Source, Token, TokenType};
use crate::words::Word;

/// A sync that is older than this without an error is no longer a sync: iOS syncs every 12 hours,
/// macOS every 24 (causality.md §1.2), and two hours are allowed for being late.
const STALE_AFTER: i64 = DAY + 2 * HOUR;
/// A triggered sync has 15 minutes (causality.md §1.2); after an hour it has failed.
const SYNC_TIME: i64 = HOUR;
/// `lastSyncErrorCode` of Apple's terms; the only code besides 0 with evidence (microsoft.md §1.2).
pub const ERROR_TERMS: i64 = 3;

/// One token.
#[derive(Clone, Debug)]
pub struct TokenFacts {
    /// Its id.
    pub id: Word,
    /// Its row; none if only its device list was read.
    pub row: Option<usize>,
    /// Is it healthy?
    pub health: TokenHealth,
    /// Since when it is not, if that can be told.
    pub since: Option<Moment>,
    /// Do both sides count the same?
    pub counts: Counts,
    /// The id of its service at Apple.
    pub server: Option<Word>,
    /// When it last synced.
    pub last_success: Option<Moment>,
}

pub(super) fn gather(fleet: &Fleet<'_>) -> Vec<TokenFacts> {
    let snapshot = fleet.snapshot;
    let overlap = overlap(fleet);
    let mut tokens: Vec<TokenFacts> = Vec::new();
    for (number, row) in snapshot.tokens.iter().enumerate() {
        // The pseudo-token of Apple Configurator's lists syncs with nobody.
        if row.kind == TokenType::None || tokens.iter().any(|token| token.id == row.id) {
            continue;
        }
        let server = server_of(snapshot, &overlap, row.id, row.name);
        let (health, since) = health(snapshot, row, server);
        tokens.push(TokenFacts {
            id: row.id,
            row: Some(number),
            health,
            since,
            counts: counts(fleet, row, server),
            server,
            last_success: row.last_success.at(),
        });
    }
    for id in overlap.keys() {
        if snapshot.tokens.iter().all(|row| row.id != *id) {
            tokens.push(TokenFacts {
                id: *id,
                row: None,
                health: TokenHealth::Unread,
                since: None,
                counts: Counts::Unread,
                server: server_of(snapshot, &overlap, *id, Word::NONE),
                last_success: None,
            });
        }
    }
    tokens.sort_by(|a, b| snapshot.words.text(a.id).cmp(snapshot.words.text(b.id)));
    tokens
}

fn health(snapshot: &Snapshot, row: &Token, server: Option<Word>) -> (TokenHealth, Option<Moment>) {
    let now = snapshot.taken_at;
    let success = row.last_success.at();
    if let Some(expires) = row.expires.at().filter(|expires| *expires <= now) {
        return (TokenHealth::Expired, Some(expires));
    }
    if server_is_gone(snapshot, row, server) {
        return (TokenHealth::ServerGone, success);
    }
    match row.error {
        Some(ERROR_TERMS) => return (TokenHealth::Terms, success),
        Some(code) if code != 0 => return (TokenHealth::Refused, success),
        _ => {}
    }
    if row.consent == Some(false) {
        return (TokenHealth::NoConsent, success);
    }
    let triggered = row.last_triggered.at();
    let failed = match (triggered, success) {
        (Some(triggered), Some(success)) => {
            triggered.since(success) > SYNC_TIME && now.since(triggered) > SYNC_TIME
        }
        _ => false,
    };
    match success {
        Some(success) if now.since(success) > STALE_AFTER || failed => {
            (TokenHealth::Stale, Some(success))
        }
        Some(_) => (TokenHealth::Valid, None),
        None if row.last_success.is_never() => (TokenHealth::Stale, None),
        None => (TokenHealth::Unread, None),
    }
}

fn server_is_gone(snapshot: &Snapshot, row: &Token, server: Option<Word>) -> bool {
    let status = |server: &MdmServer| server.status == ServerStatus::Deleted;
    match server.and_then(|id| server_row(snapshot, id)) {
        Some(server) => status(server),
        None => {
            // An error, and Apple's complete list has no service that could be its.
            row.error
                .is_some_and(|code| code != 0 && code != ERROR_TERMS)
                && snapshot.reads.is_complete(Source::MdmServers)
                && snapshot.reads.is_complete(Source::MdmServerDevices)
                && snapshot.reads.is_complete(Source::ImportedIdentities)
        }
    }
}

fn counts(fleet: &Fleet<'_>, row: &Token, server: Option<Word>) -> Counts {
    let snapshot = fleet.snapshot;
    let server = server.and_then(|id| server_row(snapshot, id));
    let Some((server, intune, apple)) =
        server.and_then(|server| Some((server, row.devices?, server.devices?)))
    else {
        return Counts::Unread;
    };
    // One in a hundred may be on its way between two syncs.
    let allowed = 2 + apple / 100;
    if apple <= intune + allowed {
        return Counts::Equal;
    }
    let lacking = never_told(fleet, server.id).unwrap_or((apple - intune) as usize);
    if lacking > newcomers(snapshot, row.last_success.at()) + allowed as usize {
        Counts::Behind
    } else {
        Counts::Equal
    }
}

/// Devices of a service that neither stand on a list of Intune's nor were ever enrolled; nothing
/// where nobody looked. Those that are enrolled were on a list once: somebody deleted the row.
fn never_told(fleet: &Fleet<'_>, server: Word) -> Option<usize> {
    let reads = &fleet.snapshot.reads;
    let looked = [
        Source::MdmServerDevices,
        Source::ImportedIdentities,
        Source::ManagedDevices,
    ];
    if !looked.iter().all(|source| reads.is_complete(*source)) {
        return None;
    }
    let links = fleet.snapshot.server_links.iter();
    let unknown = links.filter(|link| {
        link.server == server
            && fleet.imported_of(link.serial).next().is_none()
            && fleet.managed_of(link.serial).next().is_none()
    });
    Some(unknown.count())
}

/// Devices that came or were changed at Apple after the last sync: no sync could have told of them.
fn newcomers(snapshot: &Snapshot, last_success: Option<Moment>) -> usize {
    let Some(last_success) = last_success else {
        return 0;
    };
    let is_new = |at: Stamp| at.at().is_some_and(|at| at > last_success);
    let rows = snapshot.org_devices.iter();
    rows.filter(|row| is_new(row.added) || is_new(row.updated))
        .count()
}

fn server_row(snapshot: &Snapshot, id: Word) -> Option<&MdmServer> {
    snapshot.mdm_servers.iter().find(|server| server.id == id)
}

/// Per token: how many of its live rows each service lists.
type Overlap = Map<Word, Map<Word, u32>>;

fn overlap(fleet: &Fleet<'_>) -> Overlap {
    let snapshot = fleet.snapshot;
    let mut overlap = Overlap::default();
    // Services are few: two bytes per serial number keep the whole table near the processor.
    let mut servers: Vec<Word> = vec![Word::NONE];
    let mut listed = vec![0_u16; snapshot.serials.bound()];
    for link in snapshot.server_links.iter() {
        let known = servers.iter().position(|server| *server == link.server);
        let number = known.unwrap_or_else(|| {
            servers.push(link.server);
            servers.len() - 1
        });
        listed[link.serial.index()] = number.min(usize::from(u16::MAX)) as u16;
    }
    for row in snapshot.imported.iter() {
        if row.token.is_none() || row.discovery == crate::snapshot::DiscoverySource::AdminImport {
            continue;
        }
        let counts = overlap.entry(row.token).or_default();
        let server = servers[usize::from(listed[row.serial.index()])];
        if !row.deleted && server.is_some() {
            *counts.entry(server).or_default() += 1;
        }
    }
    overlap
}

/// The service that a token belongs to. No interface says so: it is the one that lists more than
/// half of the token's devices, else the one with the same name, else the only one left that
/// sounds like Intune.
fn server_of(snapshot: &Snapshot, overlap: &Overlap, token: Word, name: Word) -> Option<Word> {
    let words = &snapshot.words;
    let is_mdm = |id: Word| {
        server_row(snapshot, id).is_none_or(|server| {
            !matches!(server.kind, ServerType::Configurator | ServerType::AppleMdm)
        })
    };
    if let Some(servers) = overlap.get(&token) {
        let total: u32 = servers.values().sum();
        let best = servers
            .iter()
            .filter(|(id, _)| is_mdm(**id))
            .max_by_key(|(id, count)| (**count, words.text(**id)));
        if let Some((id, count)) = best
            && *count * 2 > total
        {
            return Some(*id);
        }
    }
    let named = |wanted: &dyn Fn(&str) -> bool| {
        let mut found = snapshot
            .mdm_servers
            .iter()
            .filter(|server| server.kind == ServerType::Mdm && wanted(words.text(server.name)));
        match (found.next(), found.next()) {
            (Some(server), None) => Some(server.id),
            _ => None,
        }
    };
    let own = words.text(name);
    if !own.is_empty()
        && let Some(id) = named(&|text| text.eq_ignore_ascii_case(own))
    {
        return Some(id);
    }
    named(&super::servers::sounds_like_intune)
}
