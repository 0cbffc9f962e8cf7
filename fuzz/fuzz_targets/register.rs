//! The customer's own list, and what was said about its columns: the columns, a zero, the list.

#![no_main]

use enrollment::moment::Moment;
use enrollment::snapshot::Tenant;
use libfuzzer_sys::fuzz_target;
use sources::gathering::Gathering;
use sources::register::{RegisterColumns, read_register};

fuzz_target!(|bytes: &[u8]| {
    let Some(now) = Moment::from_unix(1_795_165_200) else {
        return;
    };
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    let (columns, list) = match second {
        Some(list) => (RegisterColumns::from_json(first).ok(), list),
        None => (None, first),
    };
    let into = Gathering::new(0);
    let reading = read_register("register.csv", list, columns.as_ref(), now, &into);
    let snapshot = into.finish(now, Tenant::default());
    if let Ok(reading) = reading {
        assert_eq!(snapshot.register.len() as u64, reading.rows);
    }
});
