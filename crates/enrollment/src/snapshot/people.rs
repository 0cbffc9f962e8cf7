//! What people say: the customer's own list of devices, and answers to questions.

use super::Imei;
use crate::moment::Stamp;
use crate::term::term;
use crate::words::Word;

term! {
    /// Where the register says the device is.
    Whereabouts {
        Stock = "stock", HandedOut = "handed_out", Returned = "returned", Lost = "lost",
        Disposed = "disposed",
    }
}

/// One line of the customer's own list.
#[derive(Clone, Debug, Default)]
pub struct RegisterRow {
    /// The serial number, canonical; none if the line has only an IMEI.
    pub serial: Word,
    /// IMEI.
    pub imei: Imei,
    /// The holder's user principal name or mail address, lower case.
    pub user: Word,
    /// Site, building or town.
    pub site: Word,
    /// Where it is.
    pub whereabouts: Whereabouts,
    /// When it was handed out.
    pub handed_out: Stamp,
    /// When it was bought or delivered.
    pub bought: Stamp,
    /// Order or invoice number.
    pub order: Word,
    /// Line number in the file, from 1 for the first line after the header.
    pub line: u32,
}

/// What a person answered to a question about a device.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answer {
    /// The serial number, canonical.
    pub serial: Word,
    /// The question's id.
    pub question: Word,
    /// The answer's id.
    pub answer: Word,
    /// When it was given.
    pub at: Stamp,
    /// Who gave it.
    pub by: Word,
}
