//! `/v1/mdmServers`: device management services (apple.md §1.5).

use super::org_devices::family;
use crate::json::{Desk, RowKind, Text, Texts, Whole};
use crate::told::told;
use enrollment::snapshot::MdmServer;
use serde::Deserialize;

/// The resource on the wire.
#[derive(Deserialize)]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    attributes: Option<Attributes<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attributes<'a> {
    #[serde(borrow, default)]
    server_name: Text<'a>,
    #[serde(borrow, default)]
    server_type: Text<'a>,
    #[serde(borrow, default)]
    status: Text<'a>,
    #[serde(default)]
    device_count: Whole,
    #[serde(borrow, default)]
    default_product_families: Option<Texts<'a>>,
    #[serde(borrow, default)]
    last_connected_date_time: Text<'a>,
    #[serde(borrow, default)]
    created_date_time: Text<'a>,
}

pub(crate) struct MdmServers;

impl RowKind for MdmServers {
    type Wire<'a> = Wire<'a>;
    type Row = MdmServer;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<MdmServer>) {
        if wire.id.is_empty() {
            desk.fault("id", || told("row-service"));
            return;
        }
        let it = wire.attributes.unwrap_or_default();
        let families = it.default_product_families.map(|list| {
            let families = list.0.iter().map(|text| family(text, desk));
            families.collect()
        });
        rows.push(MdmServer {
            id: desk.word(&wire.id),
            name: desk.word(&it.server_name),
            kind: desk.term(&it.server_type),
            status: desk.term(&it.status),
            devices: it.device_count.count(),
            default_families: families,
            last_connected: desk.date(
                "attributes.lastConnectedDateTime",
                &it.last_connected_date_time,
            ),
            created: desk.date("attributes.createdDateTime", &it.created_date_time),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::read;
    use enrollment::snapshot::{ProductFamily, ServerStatus, ServerType, Source};

    #[test]
    fn families_that_were_not_sent_are_not_none() {
        let page = r#"{"data":[
            {"type":"mdmServers","id":"1F97349736CF4614A94F624E705841AD","attributes":{
                "serverName":"Intune","serverType":"MDM","status":"ACTIVE","deviceCount":128,
                "defaultProductFamilies":["IPAD","IPHONE","APPLE_TV"],
                "lastConnectedDateTime":"2026-06-01T08:14:23Z"}},
            {"id":"2F","attributes":{"serverName":"Devices Added by Apple Configurator",
                "serverType":"APPLE_CONFIGURATOR","defaultProductFamilies":[]}},
            {"id":"3F","attributes":{"serverName":"Old"}}]}"#;
        let snapshot = read(Source::MdmServers, "", page);
        let rows: Vec<_> = snapshot.mdm_servers.iter().collect();
        let families = [
            ProductFamily::Ipad,
            ProductFamily::Iphone,
            ProductFamily::AppleTv,
        ];
        assert_eq!(rows[0].default_families.as_deref(), Some(&families[..]));
        assert_eq!(
            (rows[0].kind, rows[0].status),
            (ServerType::Mdm, ServerStatus::Active)
        );
        assert_eq!(rows[0].devices, Some(128));
        assert_eq!(rows[1].kind, ServerType::Configurator);
        assert_eq!(rows[1].default_families.as_deref(), Some(&[][..]));
        assert_eq!(rows[2].default_families, None);
    }
}
