//! Apple Business, the former Apple Business Manager: what its API sends, page by page
//! (apple.md §1). Apple's words stay in here.

pub(crate) mod activation_lock;
pub(crate) mod apple_care;
pub(crate) mod audit_events;
pub(crate) mod mdm_servers;
pub(crate) mod org_devices;
pub(crate) mod per_device;
pub(crate) mod server_devices;

use crate::json::{Desk, PageReport, PageState, read_rows};
use enrollment::snapshot::Source;

/// Reads one page of an Apple Business source. `part` is the service's id where a source is asked
/// per service.
pub(crate) fn read_page(source: Source, part: &str, text: &str, desk: &mut Desk<'_>) -> PageReport {
    let into = desk.gathering();
    match source {
        Source::OrgDevices => read_rows(text, &org_devices::OrgDevices, desk, &into.org_devices),
        Source::MdmServers => read_rows(text, &mdm_servers::MdmServers, desk, &into.mdm_servers),
        Source::MdmServerDevices => {
            let kind = server_devices::ServerDevices::of(part, desk);
            read_rows(text, &kind, desk, &into.server_links)
        }
        Source::AuditEvents => {
            read_rows(text, &audit_events::AuditEvents, desk, &into.audit_events)
        }
        _ => PageReport::of(PageState::Foreign),
    }
}

/// Reads one line of a source that is asked per device.
pub(crate) fn read_line(source: Source, line: &str, desk: &mut Desk<'_>) -> bool {
    match source {
        Source::ActivationLock => activation_lock::read_line(line, desk),
        Source::AppleCare => apple_care::read_line(line, desk),
        _ => false,
    }
}
