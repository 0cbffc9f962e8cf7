//! The tenant: its tokens, services, profiles, and when each of them works.

use super::products::Family;
use super::trouble::{Episodes, Trouble};
use crate::clock::{DAY, HOUR, MINUTE, Time, YEAR};
use crate::random::scrambled;
use std::fmt;

/// Between two deltas (causality.md §1.2).
const RHYTHM: Time = 12 * HOUR;
/// How long after mending a token somebody has synced by hand.
const BY_HAND: Time = 15 * MINUTE;

/// A token and its service at Apple.
#[derive(Clone, Debug)]
pub struct Token {
    /// The first upload and the renewals, in order.
    pub uploads: Vec<Time>,
    /// When in the half day its deltas run.
    pub phase: Time,
}

/// How a person signs in during Setup Assistant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignIn {
    /// Not at all.
    Userless,
    /// With modern authentication.
    Modern,
    /// Setup Assistant (legacy).
    Legacy,
    /// Company Portal.
    CompanyPortal,
}

/// An enrollment profile.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The token it belongs to.
    pub token: u8,
    /// What it is for: iPhones and iPads share one.
    pub for_mac: bool,
    /// Whether it is an enrollment policy of the second generation.
    pub is_policy: bool,
    /// How people sign in.
    pub sign_in: SignIn,
    /// Whether people cannot remove it.
    pub locked: bool,
    /// Whether the restore pane is hidden.
    pub restore_hidden: bool,
    /// When it was made.
    pub created: Time,
}

/// A service at Apple.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Service {
    /// The one of an Intune token.
    Intune(u8),
    /// "Devices Added by Apple Configurator".
    Configurator,
    /// Another product's.
    Other,
}

/// A tenant over the years.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Its Intune tokens.
    pub tokens: Vec<Token>,
    /// Its profiles.
    pub profiles: Vec<Profile>,
    /// Whether another product's service exists.
    pub other_service: bool,
    /// What goes wrong, and when.
    pub episodes: Episodes,
    /// When the push certificate was last issued.
    pub push_issued: Time,
    /// When the apps and books token was last renewed.
    pub apps_renewed: Time,
    /// Syncs that somebody started: of which token, and when.
    pub syncs: Vec<(u8, Time)>,
    /// Profiles that somebody made a default, in the order of time.
    pub defaults: Vec<(Time, u8)>,
    /// Profiles that somebody wrote a description for, in the order of time.
    pub touches: Vec<(Time, u8, String)>,
}

impl Tenant {
    /// The profile that a token gives by default to a family at a time: the last that somebody
    /// made the default, else the first of its kind.
    pub fn default_profile(&self, token: u8, family: Family, at: Time) -> Option<u8> {
        let made = self.defaults.iter().rev().filter(|(since, _)| *since <= at);
        let fits = |number: &u8| {
            let profile = &self.profiles[usize::from(*number)];
            profile.token == token && profile.for_mac == family.is_mac()
        };
        let made = made.map(|(_, number)| *number).find(fits);
        made.or_else(|| self.profiles_for(token, family).next())
    }

    /// What a profile's description says at a time.
    pub fn description(&self, profile: u8, at: Time) -> &str {
        let mut written = self.touches.iter().rev();
        let last = written.find(|(since, its, _)| *its == profile && *since <= at);
        last.map_or("", |(_, _, text)| text)
    }

    /// The token's other profile for the family, if it has one.
    pub fn second_profile(&self, token: u8, family: Family) -> Option<u8> {
        self.profiles_for(token, family).nth(1)
    }

    fn profiles_for(&self, token: u8, family: Family) -> impl Iterator<Item = u8> {
        let fits =
            move |profile: &Profile| profile.token == token && profile.for_mac == family.is_mac();
        let numbered = self.profiles.iter().enumerate();
        numbered
            .filter(move |(_, profile)| fits(profile))
            .map(|(number, _)| number as u8)
    }

    /// What keeps a token from talking to Apple, the strongest first.
    pub fn token_troubles(token: u8) -> [Trouble; 6] {
        [
            Trouble::TokenExpired(token),
            Trouble::ServiceGone(token),
            Trouble::TermsOpen,
            Trouble::TokenInvalid(token),
            Trouble::ConsentMissing(token),
            Trouble::CursorBroken(token),
        ]
    }

    /// The trouble of a token at a time.
    pub fn token_trouble(&self, token: u8, at: Time) -> Option<Trouble> {
        Self::token_troubles(token)
            .into_iter()
            .find(|trouble| self.episodes.holds(*trouble, at))
    }

    /// The first successful sync from `at` on; none if there is none any more.
    ///
    /// A delta runs every 12 hours; macOS rows come with every second one (causality.md §1.2).
    /// A sync that somebody starts brings both.
    pub fn next_sync(&self, token: u8, family: Family, at: Time) -> Option<Time> {
        let later = |when: &Time| *when >= at && self.sync_works(token, *when);
        let started = self.started(token).filter(later).min();
        let by_itself = self.next_delta(token, family, at);
        by_itself.into_iter().chain(started).min()
    }

    /// The syncs of a token that somebody starts.
    fn started(&self, token: u8) -> impl Iterator<Item = Time> {
        let mine = self.syncs.iter().filter(move |(its, _)| *its == token);
        mine.map(|(_, when)| *when)
    }

    fn sync_works(&self, token: u8, at: Time) -> bool {
        let outages = [Trouble::AppleDown, Trouble::MicrosoftDown];
        let up = !outages
            .iter()
            .any(|outage| self.episodes.holds(*outage, at));
        up && self.token_trouble(token, at).is_none()
    }

    fn next_delta(&self, token: u8, family: Family, at: Time) -> Option<Time> {
        let rhythm = if family.is_mac() { DAY } else { RHYTHM };
        let mut at = at;
        loop {
            let phase = self.tokens[usize::from(token)].phase;
            let sync = (at - phase + rhythm - 1).div_euclid(rhythm) * rhythm + phase;
            let troubles = Self::token_troubles(token);
            let free = self.episodes.free_from(&troubles, sync)?;
            // Whoever mends a token syncs by hand to see whether it works.
            let due = if free > sync { free + BY_HAND } else { sync };
            let outages = [Trouble::AppleDown, Trouble::MicrosoftDown];
            let up = self.episodes.free_from(&outages, due)?;
            if up == due {
                return Some(due);
            }
            at = up;
        }
    }

    /// The last sync that worked, up to `at`.
    pub fn last_sync(&self, token: u8, at: Time) -> Option<Time> {
        let done = |when: &Time| *when <= at && self.sync_works(token, *when);
        self.last_delta(token, at)
            .max(self.started(token).filter(done).max())
    }

    /// When Intune began the last sync up to `at`: a delta some seconds after it was due.
    pub fn last_triggered(&self, token: u8, at: Time) -> Time {
        let delta = (self.last_due(token, at) + MINUTE).min(at);
        let started = self.started(token).filter(|when| *when <= at).max();
        started.map_or(delta, |started| started.max(delta))
    }

    /// When a delta was due last.
    fn last_due(&self, token: u8, at: Time) -> Time {
        let phase = self.tokens[usize::from(token)].phase;
        (at - phase).div_euclid(RHYTHM) * RHYTHM + phase
    }

    /// The last delta that worked, or the last time that somebody mended the token and tried it.
    fn last_delta(&self, token: u8, at: Time) -> Option<Time> {
        let by_hand = Self::token_troubles(token)
            .iter()
            .flat_map(|trouble| self.episodes.of_trouble(*trouble))
            .map(|episode| episode.until.saturating_add(BY_HAND))
            .filter(|mended| *mended <= at && self.token_trouble(token, *mended).is_none())
            .max();
        let first = self.tokens[usize::from(token)].uploads[0];
        let mut sync = self.last_due(token, at);
        while sync > first {
            if self.sync_works(token, sync) {
                return Some(sync).max(by_hand);
            }
            sync -= RHYTHM;
        }
        by_hand
    }

    /// When Apple accepts a profile that is asked for from `at` on; none if it never does.
    pub fn acceptance(&self, profile: u8, at: Time) -> Option<Time> {
        let token = self.profiles[usize::from(profile)].token;
        let blocking = [
            Trouble::TokenExpired(token),
            Trouble::TokenInvalid(token),
            Trouble::ServiceGone(token),
            Trouble::TermsOpen,
            Trouble::ProfileInvalid(profile),
            Trouble::ProfileBeforeToken(profile),
            Trouble::AppleDown,
        ];
        self.episodes.free_from(&blocking, at)
    }

    /// The date on which a token ends, as seen at a time.
    pub fn token_ends(&self, token: u8, at: Time) -> Time {
        let trouble = Trouble::TokenExpired(token);
        if let Some(episode) = self.episodes.holding(trouble, at) {
            return episode.from;
        }
        let next = self
            .episodes
            .of_trouble(trouble)
            .find(|episode| episode.from > at);
        let natural = self.token_modified(token, at) + YEAR;
        // What will expire is known before it does.
        next.map_or(natural.max(at + 20 * DAY), |episode| {
            episode.from.min(natural).max(at + 1)
        })
    }

    /// When a token was last uploaded, as seen at a time.
    pub fn token_modified(&self, token: u8, at: Time) -> Time {
        let mended = Self::token_troubles(token)
            .into_iter()
            .filter(|trouble| {
                matches!(trouble, Trouble::TokenExpired(_) | Trouble::TokenInvalid(_))
            })
            .flat_map(|trouble| self.episodes.of_trouble(trouble))
            .map(|episode| episode.until)
            .filter(|until| *until <= at)
            .max();
        let uploads = &self.tokens[usize::from(token)].uploads;
        let uploaded = uploads.iter().copied().filter(|time| *time <= at).max();
        uploaded.max(mended).unwrap_or(uploads[0])
    }

    /// When a profile was last touched, as seen at a time. A profile older than its token was not.
    pub fn profile_modified(&self, profile: u8, at: Time) -> Time {
        let row = &self.profiles[usize::from(profile)];
        let stale = self
            .episodes
            .holding(Trouble::ProfileBeforeToken(profile), at);
        if let Some(episode) = stale {
            return row.created.min(episode.from - DAY);
        }
        let troubles = [
            Trouble::ProfileInvalid(profile),
            Trouble::ProfileBeforeToken(profile),
        ];
        let touched = troubles
            .iter()
            .flat_map(|trouble| self.episodes.of_trouble(*trouble))
            .flat_map(|episode| [episode.from, episode.until])
            .filter(|time| *time <= at)
            .max();
        let written = self.touches.iter().filter(|(_, its, _)| *its == profile);
        let written = written
            .map(|(since, ..)| *since)
            .filter(|since| *since <= at);
        let touched = touched.max(written.max());
        // Whoever renews a token opens the profile, too: otherwise every profile would be older.
        let renewed = self.token_modified(row.token, at) + 20 * MINUTE;
        row.created
            .max(touched.unwrap_or(row.created))
            .max(renewed.min(at))
    }
}

/// A GUID, made from what it names, so that it is the same in every run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Guid(pub u64, pub u64);

impl Guid {
    /// The identifier of the `number`th thing of a kind in a world.
    pub fn of(seed: u64, kind: u64, number: u64) -> Self {
        let high = scrambled(seed ^ scrambled(kind << 56 ^ number));
        Self(high, scrambled(high ^ number))
    }

    /// Writes it in lower case.
    pub fn write(self, out: &mut Vec<u8>) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        for place in 0..32 {
            if matches!(place, 8 | 12 | 16 | 20) {
                out.push(b'-');
            }
            let half = if place < 16 { self.0 } else { self.1 };
            let digit = match place {
                12 => 4,
                16 => (half >> 60 & 3 | 8) as usize,
                _ => (half >> (60 - place % 16 * 4) & 15) as usize,
            };
            out.push(DIGITS[digit]);
        }
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Vec::with_capacity(36);
        self.write(&mut out);
        f.write_str(str::from_utf8(&out).unwrap_or_default())
    }
}

impl serde::Serialize for Guid {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = Vec::with_capacity(36);
        self.write(&mut out);
        serializer.serialize_str(str::from_utf8(&out).unwrap_or_default())
    }
}
