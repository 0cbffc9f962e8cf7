//! Dates, serial numbers, IMEIs and GUIDs: what is read and written again is read the same.

#![no_main]

use enrollment::moment::Stamp;
use enrollment::snapshot::{Guid, Imei, canonical_serial};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(stamp) = Stamp::parse(text)
        && let Some(moment) = stamp.at()
    {
        assert_eq!(Stamp::parse(&moment.to_string()), Ok(stamp));
    }
    if let Ok(serial) = canonical_serial(text) {
        assert_eq!(canonical_serial(&serial).as_deref(), Ok(&*serial));
    }
    let imei = Imei::parse(text);
    assert_eq!(Imei::parse(&imei.to_string()).body(), imei.body());
    let guid = Guid::parse(text);
    assert_eq!(Guid::parse(&guid.to_string()), guid);
});
