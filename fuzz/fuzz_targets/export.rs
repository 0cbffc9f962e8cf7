//! A file exported from a portal: CSV in any encoding, or a workbook.

#![no_main]

use enrollment::moment::Moment;
use enrollment::snapshot::Tenant;
use libfuzzer_sys::fuzz_target;
use sources::exports::read_export;
use sources::gathering::Gathering;

fuzz_target!(|bytes: &[u8]| {
    let Some(now) = Moment::from_unix(1_795_165_200) else {
        return;
    };
    let into = Gathering::new(0);
    let reading = read_export("devices.csv", bytes, now, &into);
    let snapshot = into.finish(now, Tenant::default());
    let rows = snapshot.org_devices.len() + snapshot.managed.len() + snapshot.imported.len();
    assert!(
        reading.is_recognised() || rows == 0,
        "rows out of an unknown file"
    );
});
