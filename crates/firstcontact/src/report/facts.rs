//! Spells out what a reading was read from: source, field and value of this device's own rows.

use crate::app::examine::Examined;
use crate::app::findings::told_by;
use enrollment::case_file::ReadingId;
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::Source;
use enrollment::term::Term;
use enrollment::words::Word;

/// Where a reading came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The source's public name; an export's rows say so.
    pub source: &'static str,
    /// The field.
    pub field: &'static str,
    /// Its value, as text.
    pub value: String,
    /// When it happened, if the value itself is not a time.
    pub at: Option<Moment>,
}

/// The fact behind a reading of a device.
pub fn of<T>(examined: &Examined<'_, '_, T>, reading: ReadingId) -> Fact {
    let info = reading.info();
    let looked = Looked::at(examined);
    let exported = looked.exported(info.source);
    Fact {
        source: if exported {
            Source::Exports.name()
        } else {
            info.source.name()
        },
        field: told_by(info.name, examined.judged.case.value_name(reading)).unwrap_or(info.field),
        value: looked
            .value(info.name)
            .unwrap_or_else(|| examined.judged.case.value_name(reading).replace('_', " ")),
        at: looked.at_time(info.name),
    }
}

struct Looked<'e, 'd, 'f, T> {
    examined: &'e Examined<'d, 'f, T>,
}

impl<'e, 'd, 'f, T> Looked<'e, 'd, 'f, T> {
    fn at(examined: &'e Examined<'d, 'f, T>) -> Self {
        Self { examined }
    }

    fn word(&self, word: Word) -> Option<String> {
        let text = self.examined.device.fleet.snapshot.words.text(word);
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn term<V: Term>(&self, term: V) -> Option<String> {
        let text = term.text(&self.examined.device.fleet.snapshot.strange);
        (!text.is_empty()).then_some(text)
    }

    fn exported(&self, source: Source) -> bool {
        let device = self.examined.device;
        match source {
            Source::OrgDevices => device.org().is_some_and(|row| row.exported),
            Source::ManagedDevices => device.managed().is_some_and(|row| row.exported),
            Source::ImportedIdentities => device.imported().is_some_and(|row| row.exported),
            Source::AuditEvents => device.audit().last().is_some_and(|event| event.exported),
            Source::Failures => device.failures().next().is_some_and(|row| row.exported),
            _ => false,
        }
    }

    /// The value of the field that a reading is taken from; `None` where the reading's own word
    /// is the best there is.
    fn value(&self, reading: &str) -> Option<String> {
        let device = self.examined.device;
        let timeline = &self.examined.timeline;
        let time = |moment: Option<Moment>| moment.map(|moment| moment.to_string());
        let stamp = |stamp: Stamp| (!stamp.is_absent()).then(|| stamp.to_string());
        match reading {
            "server" => self.server(),
            "source" => self.term(device.org()?.source),
            "add_gap" | "added_age" => time(timeline.added.latest),
            "migration" => stamp(device.org()?.migration_deadline)
                .or_else(|| self.term(device.org()?.migration)),
            "unit" => self.word(device.org()?.order),
            "identity" => device
                .lookalike()
                .or(device.register_conflict())
                .map(|serial| device.fleet.snapshot.serials.text(serial).to_owned()),
            "listed_age" => time(timeline.imported.latest),
            "token" | "sync_since" => self.token(reading),
            "profile" => self.profile_name(),
            "profile_settled" => time(timeline.profiled.latest),
            "lock" => self.term(device.lock()?.lock),
            "care" => time(timeline.covered.earliest),
            "register" => self.term(device.register()?.whereabouts),
            "handed_when" => timeline.handed_out.earliest.map(Moment::date),
            "used_when" => time(timeline.set_up.latest),
            "state" => self.term(device.imported()?.state),
            "contact" | "gone" => stamp(device.imported()?.contacted),
            "failure" => {
                let row = device.failures().max_by_key(|row| row.at)?;
                self.word(row.text).or_else(|| self.term(row.reason))
            }
            "erased" => time(timeline.erased.latest),
            "managed" => self.term(device.managed()?.enrollment),
            "supervised" => Some(device.managed()?.supervised?.to_string()),
            "check_in" => stamp(device.managed()?.last_sync),
            "registered" => Some(device.managed()?.entra_registered?.to_string()),
            "compliance" => self.term(device.managed()?.compliance),
            "management" => self.term(device.managed()?.management),
            "certificate" => stamp(device.managed()?.certificate_expires),
            "push" => {
                let certificate = device.fleet.snapshot.push_certificate.as_ref()?;
                certificate.present.then(|| certificate.expires.to_string())
            }
            "siblings" => {
                let (all, enrolled) = device.fleet.tenant.siblings(device.org()?.order);
                Some(format!("{enrolled}/{all}"))
            }
            "site_cluster" => self.word(device.register()?.site),
            _ => None,
        }
    }

    fn server(&self) -> Option<String> {
        let device = self.examined.device;
        let snapshot = device.fleet.snapshot;
        let link = device.links().next()?;
        let server = snapshot
            .mdm_servers
            .iter()
            .find(|server| server.id == link.server);
        server
            .and_then(|server| self.word(server.name))
            .or_else(|| self.word(link.server))
    }

    fn token(&self, reading: &str) -> Option<String> {
        let device = self.examined.device;
        let token = device.token()?;
        let row = &device.fleet.snapshot.tokens[token.row?];
        let name = self.word(row.name).unwrap_or_default();
        Some(match reading {
            "sync_since" => row.last_success.to_string(),
            _ if token.health == enrollment::case_file::TokenHealth::Expired => {
                format!("{name}: {}", row.expires)
            }
            _ => match row.error {
                Some(code) if code != 0 => format!("{name}: {code}"),
                _ => format!("{name}: {}", row.last_success),
            },
        })
    }

    fn profile_name(&self) -> Option<String> {
        let device = self.examined.device;
        let row = device.imported()?;
        let profile = device.fleet.tenant.profile(row.profile);
        let name =
            profile.and_then(|number| self.word(device.fleet.snapshot.profiles[number].name));
        name.or_else(|| self.word(row.profile))
    }

    fn at_time(&self, reading: &str) -> Option<Moment> {
        let timeline = &self.examined.timeline;
        let device = self.examined.device;
        match reading {
            "assignments" => timeline.reassigned.latest.or(timeline.assigned.latest),
            "profile" => timeline.profiled.latest,
            "released_by" | "membership" => timeline.released.latest,
            "managed" => timeline.enrolled.latest,
            "failure" => device.failures().filter_map(|row| row.at.at()).max(),
            "look" | "setup_story" | "other_mdm" | "unlock_plan" => {
                device.answer(reading).and_then(|answer| answer.at.at())
            }
            _ => None,
        }
    }
}
