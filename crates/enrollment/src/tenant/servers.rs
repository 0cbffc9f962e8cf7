//! What each of Apple's device management services means to this tenant.

use super::{Map, TokenFacts};
use crate::case_file::Server;
use crate::snapshot::{ProductFamily, ServerType, Snapshot, Source};
use crate::words::Word;

/// Whether a service's name says that it is Intune's. Only used when its devices do not tell.
pub(super) fn sounds_like_intune(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["intune", "endpoint manager", "microsoft"]
        .iter()
        .any(|word| name.contains(word))
}

pub(super) fn kinds(snapshot: &Snapshot, tokens: &[TokenFacts]) -> Map<Word, Server> {
    let intune = |id: Word| tokens.iter().any(|token| token.server == Some(id));
    // Without Intune's side an ordinary service could be Intune's or anybody's; so could one while
    // nobody knows which one a token belongs to.
    let all_known = !tokens.is_empty() && snapshot.reads.is_complete(Source::Tokens);
    let is_foreign = |id: Word| {
        let may_be =
            |token: &TokenFacts| token.candidates.as_ref().is_none_or(|it| it.contains(&id));
        all_known && !tokens.iter().any(may_be)
    };
    let mut kinds = Map::default();
    for server in snapshot.mdm_servers.iter() {
        let kind = match server.kind {
            ServerType::Configurator => Server::Configurator,
            ServerType::AppleMdm => Server::AppleMdm,
            _ if intune(server.id) => Server::Intune,
            _ if is_foreign(server.id) => Server::OtherMdm,
            _ if sounds_like_intune(snapshot.words.text(server.name)) => Server::Intune,
            _ => Server::Unread,
        };
        kinds.insert(server.id, kind);
    }
    // A portal's list knows a service by its name, the API by its id: both are one service.
    let words = &snapshot.words;
    for server in snapshot
        .mdm_servers
        .iter()
        .filter(|server| server.name.is_some())
    {
        let name = words.text(server.name);
        let twin = snapshot.mdm_servers.iter().find(|other| {
            other.id != server.id && words.text(other.name).eq_ignore_ascii_case(name)
        });
        let kind = twin.and_then(|twin| kinds.get(&twin.id)).copied();
        if kind == Some(Server::Intune) {
            kinds.insert(server.id, Server::Intune);
        }
    }
    // Listings of services whose own row was not read.
    for link in snapshot.server_links.iter() {
        kinds.entry(link.server).or_insert_with(|| {
            if intune(link.server) {
                Server::Intune
            } else if is_foreign(link.server) {
                Server::OtherMdm
            } else {
                Server::Unread
            }
        });
    }
    kinds
}

/// The families that some service takes by default; `None` if no service said.
pub(super) fn default_families(snapshot: &Snapshot) -> Option<Vec<ProductFamily>> {
    if !snapshot.reads.is_complete(Source::MdmServers) {
        return None;
    }
    let mut said = false;
    let mut families = Vec::new();
    for server in snapshot.mdm_servers.iter() {
        if let Some(own) = &server.default_families {
            said = true;
            families.extend(own.iter().copied());
        }
    }
    said.then_some(families)
}
