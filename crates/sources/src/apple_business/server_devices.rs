//! `/v1/mdmServers/{id}/relationships/devices`: which devices stand under a service
//! (apple.md §1.3).

use crate::json::{Desk, RowKind, Text};
use enrollment::snapshot::ServerLink;
use enrollment::words::Word;
use serde::Deserialize;

/// The linkage on the wire; `id` is the serial number.
#[derive(Deserialize)]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
}

pub(crate) struct ServerDevices {
    server: Word,
}

impl ServerDevices {
    /// The devices of this service.
    pub(crate) fn of(server: &str, desk: &mut Desk<'_>) -> Self {
        Self {
            server: desk.word(server),
        }
    }
}

impl RowKind for ServerDevices {
    type Wire<'a> = Wire<'a>;
    type Row = ServerLink;

    const SERIALS_LATER: bool = true;

    fn serial_of(row: &mut ServerLink) -> Option<&mut Word> {
        Some(&mut row.serial)
    }

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<ServerLink>) {
        if let Some(serial) = desk.serial("id", &wire.id) {
            let server = self.server;
            rows.push(ServerLink { serial, server });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::Source;

    #[test]
    fn a_device_stands_under_the_service_of_the_file() {
        let page = r#"{"data":[{"type":"orgDevices","id":"F2LX1"},{"type":"orgDevices"}]}"#;
        let snapshot = read(Source::MdmServerDevices, "1F97", page);
        let link = snapshot.server_links[0];
        assert_eq!(snapshot.serials.text(link.serial), "F2LX1");
        assert_eq!(snapshot.words.text(link.server), "1F97");
        assert_eq!(gaps(&snapshot), ["2 id: \"\": no serial number"]);
    }
}
