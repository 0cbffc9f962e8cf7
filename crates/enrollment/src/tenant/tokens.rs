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
    /// Where that is not known: the services that may be it. `None` where any may.
    pub candidates: Option<Vec<Word>>,
    /// When it last synced.
    pub last_success: Option<Moment>,
}

pub(super) fn gather(fleet: &Fleet<'_>) -> Vec<TokenFacts> {
    let snapshot = fleet.snapshot;
    let overlap = overlap(fleet);
    let servers = Servers::of(snapshot, &overlap);
    let mut tokens: Vec<TokenFacts> = Vec::new();
    for (number, row) in snapshot.tokens.iter().enumerate() {
        // The pseudo-token of Apple Configurator's lists syncs with nobody.
        if row.kind == TokenType::None || tokens.iter().any(|token| token.id == row.id) {
            continue;
        }
        let server = servers.server(row.id);
        let (health, since) = health(snapshot, row, server);
        tokens.push(TokenFacts {
            id: row.id,
            row: Some(number),
            health,
            since,
            counts: counts(fleet, row, server),
            server,
            candidates: candidates(snapshot, &overlap, row.id, server),
            last_success: row.last_success.at(),
        });
    }
    for id in overlap.keys() {
        let server = servers.server(*id);
        if snapshot.tokens.iter().all(|row| row.id != *id) {
            tokens.push(TokenFacts {
                id: *id,
                row: None,
                health: TokenHealth::Unread,
                since: None,
                counts: Counts::Unread,
                server,
                candidates: candidates(snapshot, &overlap, *id, server),
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

/// Per token: how many of its live rows each service lists, and how many none does.
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
        if !row.deleted {
            let server = servers[usize::from(listed[row.serial.index()])];
            *counts.entry(server).or_default() += 1;
        }
    }
    overlap
}

/// The services that tokens belong to. No interface says so: a token's is the one that lists more
/// than half of its devices, else the one with its name, else the only one left that sounds like
/// Intune, where this is the only token left, too.
struct Servers(Map<Word, Word>);

impl Servers {
    fn of(snapshot: &Snapshot, overlap: &Overlap) -> Self {
        let words = &snapshot.words;
        let rows = snapshot.tokens.iter();
        let named = rows.filter(|row| row.kind != TokenType::None);
        let mut names: Map<Word, Word> = named.map(|row| (row.id, row.name)).collect();
        for id in overlap.keys() {
            names.entry(*id).or_default();
        }
        let mut servers = Map::default();
        for (id, name) in &names {
            let listed = overlap.get(id).and_then(|counts| most(snapshot, counts));
            if let Some(server) = listed.or_else(|| namesake(snapshot, *name)) {
                servers.insert(*id, server);
            }
        }
        let mut left = names.keys().filter(|id| !servers.contains_key(*id));
        if let (Some(token), None) = (left.next(), left.next()) {
            // A portal's list and the API each have a row of one service, of the same name.
            let name = |id: Word| server_row(snapshot, id).map_or("", |row| words.text(row.name));
            let taken: Vec<(Word, &str)> = servers.values().map(|id| (*id, name(*id))).collect();
            let free = |server: &MdmServer| {
                let own = words.text(server.name);
                let same =
                    |(id, name): &(Word, &str)| *id == server.id || name.eq_ignore_ascii_case(own);
                super::servers::sounds_like_intune(own) && !taken.iter().any(same)
            };
            let token = *token;
            servers.extend(only(snapshot, free).map(|server| (token, server)));
        }
        Self(servers)
    }

    fn server(&self, token: Word) -> Option<Word> {
        self.0.get(&token).copied()
    }
}

/// The service that lists more than half of a token's devices, of those that some service lists.
fn most(snapshot: &Snapshot, counts: &Map<Word, u32>) -> Option<Word> {
    let words = &snapshot.words;
    let is_mdm = |id: Word| {
        server_row(snapshot, id).is_none_or(|server| {
            !matches!(server.kind, ServerType::Configurator | ServerType::AppleMdm)
        })
    };
    let listed = counts.iter().filter(|(id, _)| id.is_some());
    let total: u32 = listed.clone().map(|(_, count)| *count).sum();
    let (id, count) = listed
        .filter(|(id, _)| is_mdm(**id))
        .max_by_key(|(id, count)| (**count, words.text(**id)))?;
    (*count * 2 > total).then_some(*id)
}

fn namesake(snapshot: &Snapshot, name: Word) -> Option<Word> {
    let words = &snapshot.words;
    let name = words.text(name);
    let same = |server: &MdmServer| words.text(server.name).eq_ignore_ascii_case(name);
    (!name.is_empty()).then(|| only(snapshot, same))?
}

/// The ordinary service that is `wanted`, where no other one is.
fn only(snapshot: &Snapshot, wanted: impl Fn(&MdmServer) -> bool) -> Option<Word> {
    let servers = snapshot.mdm_servers.iter();
    let mut found = servers.filter(|server| server.kind == ServerType::Mdm && wanted(server));
    match (found.next(), found.next()) {
        (Some(server), None) => Some(server.id),
        _ => None,
    }
}

/// What a token without a known service may belong to: a service that lists one of its devices, or
/// any where nobody could compare.
fn candidates(
    snapshot: &Snapshot,
    overlap: &Overlap,
    token: Word,
    server: Option<Word>,
) -> Option<Vec<Word>> {
    if server.is_some() {
        return Some(Vec::new());
    }
    let counts = overlap.get(&token).filter(|counts| !counts.is_empty())?;
    let compared = snapshot.reads.is_complete(Source::MdmServerDevices);
    compared.then(|| counts.keys().copied().filter(|id| id.is_some()).collect())
}
