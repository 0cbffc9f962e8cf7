//! Opens the case file of a device: from rows and timeline to readings.
//!
//! Here, and only here, is decided when silence means something: a source that was read whole
//! and does not have the device gives a reading, one that was read in part or not at all gives
//! none.

mod after;
mod attempt;
mod custody;
mod in_use;
mod profile;
mod tenant;
mod token;

use crate::case_file::{CaseFile, Kind, Reading};
use crate::correlate::Device;
use crate::device_kind::{is_apple, kind_of_family, kind_of_os, kind_of_platform};
use crate::moment::Moment;
use crate::snapshot::{ImportedIdentity, ManagedDevice, OrgDevice, Profile, Source};
use crate::tenant::TokenFacts;
use crate::timeline::Timeline;

/// Opens the case file of a device.
pub fn open(device: &Device<'_>, timeline: &Timeline) -> CaseFile {
    let mut desk = Desk::new(device, timeline);
    desk.custody();
    desk.custody_history();
    desk.token();
    desk.profile();
    desk.in_use();
    desk.order_of_events();
    desk.people();
    desk.attempt();
    desk.after();
    desk.tenant();
    desk.case
}

/// What the readings of one device are taken from.
struct Desk<'d, 'f> {
    device: &'d Device<'f>,
    timeline: &'d Timeline,
    now: Moment,
    org: Option<&'f OrgDevice>,
    imported: Option<&'f ImportedIdentity>,
    managed: Option<&'f ManagedDevice>,
    profile: Option<&'f Profile>,
    token: Option<&'f TokenFacts>,
    kind: Kind,
    case: CaseFile,
}

impl<'d, 'f> Desk<'d, 'f> {
    fn new(device: &'d Device<'f>, timeline: &'d Timeline) -> Self {
        let snapshot = device.fleet.snapshot;
        let (org, imported, managed) = (device.org(), device.imported(), device.managed());
        let kind = [
            org.map(|row| kind_of_family(row.family)),
            imported.map(|row| kind_of_platform(row.platform)),
            managed.and_then(|row| kind_of_os(snapshot.words.text(row.os))),
        ];
        let kind = kind
            .into_iter()
            .flatten()
            .find(|kind| *kind != Kind::Unread);
        let os = managed.map_or("", |row| snapshot.words.text(row.os));
        let foreign = org.is_none() && imported.is_none() && !is_apple(os);
        let kind = if foreign { Some(Kind::Foreign) } else { kind };
        let profile = imported.and_then(|row| device.fleet.tenant.profile(row.profile));
        let mut case = CaseFile::default();
        case.set(kind.unwrap_or_default());
        Self {
            device,
            timeline,
            now: snapshot.taken_at,
            org,
            imported,
            managed,
            profile: profile.map(|number| &snapshot.profiles[number]),
            token: device.token(),
            kind: kind.unwrap_or_default(),
            case,
        }
    }

    fn is_complete(&self, source: Source) -> bool {
        self.device.fleet.snapshot.reads.is_complete(source)
    }

    /// Sets a reading that silence of a source implies, if that source was read whole.
    fn silence<R: Reading>(&mut self, source: Source, reading: R) {
        if self.is_complete(source) {
            self.case.set(reading);
        }
    }
}
