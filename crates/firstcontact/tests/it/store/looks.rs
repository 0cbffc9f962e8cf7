//! Looks at a pretended tenant, as short as a story wants them.

use enrollment::moment::{DAY, Moment};
use enrollment::snapshot::Source;
use firstcontact::store::{
    Begun, DeviceRecord, Fact, FindingRecord, Lists, Packed, SnapshotRecord, SnapshotRow,
    SourceRead, Store, StoreError, Tenant, Traits,
};

/// The source that most facts of these stories come from.
pub(super) const LIST: &str = "microsoft/importedAppleDeviceIdentities";

/// Noon of a day.
pub(super) fn day(number: i64) -> Moment {
    Moment::from_unix(1_790_000_000).unwrap().plus(number * DAY)
}

/// A device that waits for somebody, with a profile.
pub(super) fn device(serial: &str) -> DeviceRecord {
    with(serial, "C01", &[("profile", Some("standard"))])
}

/// A device with a cause, or none if it is empty; and facts of [`LIST`].
pub(super) fn with(serial: &str, cause: &str, facts: &[(&str, Option<&str>)]) -> DeviceRecord {
    let word = |yes: &str, no: &str| if cause.is_empty() { no } else { yes }.to_owned();
    let traits = Traits {
        standing: word("needsYou", "healthy"),
        cause: cause.to_owned(),
        family: word("order", ""),
        gate: word("G5", ""),
        action: word("ask", "none"),
        erase: "no".to_owned(),
        platform: "ios".to_owned(),
        model: "iPhone17,1".to_owned(),
        ..Traits::default()
    };
    let facts: Vec<Fact> = facts
        .iter()
        .map(|(name, value)| Fact {
            name: (*name).to_owned(),
            source: LIST.to_owned(),
            value: value.map(str::to_owned),
        })
        .collect();
    let mut device = DeviceRecord {
        serial: serial.to_owned(),
        holder: format!("{serial}@example.com"),
        order: serial
            .chars()
            .next()
            .map_or_else(String::new, |first| format!("PO-{first}")),
        traits,
        lists: Lists::default().with(Source::ImportedIdentities),
        probability: 9_000,
        packed: Packed::new(&facts, &format!("{{\"serial\":\"{serial}\"}}")).unwrap(),
        digest: 0,
    };
    seal(&mut device);
    device
}

/// Gives a device the digest of what it says.
pub(super) fn seal(device: &mut DeviceRecord) {
    let text = format!("{:?}{:?}", device.traits, device.packed.open().unwrap());
    device.digest = text.bytes().fold(7, |sum: i64, byte| {
        sum.wrapping_mul(31).wrapping_add(i64::from(byte))
    });
}

/// A look that read everything.
pub(super) fn look(number: i64) -> SnapshotRecord {
    SnapshotRecord {
        taken_at: day(number),
        stored_at: day(number),
        sources: vec![SourceRead {
            source: LIST.to_owned(),
            whole: true,
        }],
        gaps: Vec::new(),
        expiries: Vec::new(),
        syncs: Vec::new(),
        lists_whole: true,
    }
}

/// A look that did not read the list to its end.
pub(super) fn partial(number: i64) -> SnapshotRecord {
    let mut look = look(number);
    look.sources[0].whole = false;
    look.lists_whole = false;
    look
}

pub(super) fn fault(code: &str, devices: u64) -> FindingRecord {
    FindingRecord {
        code: code.to_owned(),
        scope: "token:t1".to_owned(),
        name: "Contoso".to_owned(),
        since: None,
        devices,
    }
}

/// Takes a whole look in.
pub(super) fn take_in(
    store: &dyn Store,
    tenant: Tenant,
    number: i64,
    devices: Vec<DeviceRecord>,
) -> SnapshotRow {
    take_in_all(store, tenant, &look(number), devices, Vec::new()).unwrap()
}

/// Takes any look in, a few devices at a time.
#[expect(
    clippy::needless_pass_by_value,
    reason = "stories make devices where they tell of them"
)]
pub(super) fn take_in_all(
    store: &dyn Store,
    tenant: Tenant,
    look: &SnapshotRecord,
    devices: Vec<DeviceRecord>,
    findings: Vec<FindingRecord>,
) -> Result<SnapshotRow, StoreError> {
    match store.begin(tenant, look)? {
        Begun::Known(row) => Ok(row),
        Begun::New(mut intake) => {
            for part in devices.chunks(3) {
                intake.devices(part.to_vec())?;
            }
            intake.finish(findings)
        }
    }
}
