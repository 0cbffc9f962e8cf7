//! What is said of a serial number that is none.

use super::{Told, told};
use enrollment::snapshot::SerialFault;

/// What is wrong with a serial number; `value` as it is shown.
pub(crate) fn no_serial(fault: SerialFault, value: String) -> Told {
    let key = match fault {
        SerialFault::Empty => "serial-empty",
        SerialFault::TooLong => "serial-long",
        SerialFault::ForeignCharacter => "serial-foreign",
    };
    told(key).with("value", value)
}
