//! `/v1/orgDevices`: devices of the organisation (apple.md §1.4).

use crate::json::{Desk, Flag, RowKind, Text, Texts};
use enrollment::snapshot::{Imei, OrgDevice, ProductFamily};
use enrollment::words::Word;
use serde::Deserialize;

/// The resource on the wire.
#[derive(Deserialize)]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    attributes: Option<Attributes<'a>>,
}

/// Its attributes. `imei` was a text in old versions; `purchaseSourceUid` is the older name of
/// `purchaseSourceId`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Attributes<'a> {
    #[serde(borrow, default)]
    serial_number: Text<'a>,
    #[serde(borrow, default)]
    order_number: Text<'a>,
    #[serde(borrow, default)]
    product_type: Text<'a>,
    #[serde(borrow, default)]
    device_model: Text<'a>,
    #[serde(borrow, default)]
    purchase_source_id: Text<'a>,
    #[serde(borrow, default)]
    purchase_source_uid: Text<'a>,
    #[serde(borrow, default)]
    purchase_source_type: Text<'a>,
    #[serde(borrow, default)]
    added_to_org_date_time: Text<'a>,
    #[serde(borrow, default)]
    order_date_time: Text<'a>,
    #[serde(borrow, default)]
    released_from_org_date_time: Text<'a>,
    #[serde(borrow, default)]
    updated_date_time: Text<'a>,
    #[serde(borrow, default)]
    mdm_migration_deadline_date_time: Text<'a>,
    #[serde(borrow, default)]
    imei: Texts<'a>,
    #[serde(borrow, default)]
    status: Text<'a>,
    #[serde(borrow, default)]
    product_family: Text<'a>,
    #[serde(borrow, default)]
    mdm_migration_status: Text<'a>,
    #[serde(borrow, default)]
    releaser_entity_type: Text<'a>,
    #[serde(default)]
    is_mdm_migration_capable: Flag,
}

pub(crate) struct OrgDevices;

impl RowKind for OrgDevices {
    type Wire<'a> = Wire<'a>;
    type Row = OrgDevice;

    const SERIALS_LATER: bool = true;

    fn serial_of(row: &mut OrgDevice) -> Option<&mut Word> {
        Some(&mut row.serial)
    }

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<OrgDevice>) {
        let it = wire.attributes.unwrap_or_default();
        let named = it.serial_number.or(wire.id);
        let Some(serial) = desk.serial("attributes.serialNumber", &named) else {
            return;
        };
        rows.push(OrgDevice {
            serial,
            order: desk.word(&it.order_number),
            product: desk.word(&it.product_type),
            model: desk.word(&it.device_model),
            source_id: desk.word(&it.purchase_source_id.or(it.purchase_source_uid)),
            added: desk.date("attributes.addedToOrgDateTime", &it.added_to_org_date_time),
            ordered: desk.date("attributes.orderDateTime", &it.order_date_time),
            released: desk.date(
                "attributes.releasedFromOrgDateTime",
                &it.released_from_org_date_time,
            ),
            updated: desk.date("attributes.updatedDateTime", &it.updated_date_time),
            migration_deadline: desk.date(
                "attributes.mdmMigrationDeadlineDateTime",
                &it.mdm_migration_deadline_date_time,
            ),
            imei: imeis(&it.imei),
            status: desk.term(&it.status),
            source: desk.term(&it.purchase_source_type),
            family: family(&it.product_family, desk),
            migration: desk.term(&it.mdm_migration_status),
            releaser: desk.term(&it.releaser_entity_type),
            migration_capable: it.is_mdm_migration_capable.0,
            exported: false,
        });
    }
}

fn imeis(texts: &Texts<'_>) -> [Imei; 2] {
    let mut imeis = [Imei::NONE; 2];
    let read = texts.0.iter().map(|text| Imei::parse(text));
    for (place, imei) in imeis.iter_mut().zip(read.filter(|imei| imei.is_some())) {
        *place = imei;
    }
    imeis
}

/// A product family in either spelling: `AppleTV` as an attribute, `APPLE_TV` in a service's list.
pub(crate) fn family(text: &str, desk: &Desk<'_>) -> ProductFamily {
    if text.eq_ignore_ascii_case("APPLE_TV") {
        ProductFamily::AppleTv
    } else {
        desk.term(text)
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{
        AssignmentStatus, MigrationStatus, ProductFamily, PurchaseSource, Source,
    };

    #[test]
    fn a_phone_added_with_configurator() {
        let page = r#"{"data":[{"type":"orgDevices","id":"F2LX00000001","attributes":{
            "serialNumber":"F2LX00000001","addedToOrgDateTime":"2026-02-01T08:00:00.192Z",
            "updatedDateTime":"2026-02-02T08:00:00Z","deviceModel":"iPad Pro 11\"",
            "productFamily":"iPad","productType":"iPad16,3",
            "orderNumber":"8d7c6b5a-1111-4222-8333-444455556666",
            "status":"ASSIGNED","orderDateTime":"2026-02-01T07:00:00Z",
            "imei":["356938035643809","356938035643817"],"meid":[],"eid":"",
            "purchaseSourceId":"","purchaseSourceType":"MANUALLY_ADDED",
            "releasedFromOrgDateTime":null,"isMdmMigrationCapable":true,
            "mdmMigrationStatus":"REQUESTED","ethernetMacAddress":["a","b"]},
            "relationships":{"assignedServer":{"links":{"self":"x"}}}}],
            "meta":{"paging":{"limit":1000}}}"#;
        let snapshot = read(Source::OrgDevices, "", page);
        assert_eq!(gaps(&snapshot), [""; 0]);
        let row = &snapshot.org_devices[0];
        assert_eq!(snapshot.words.text(row.model), "iPad Pro 11\"");
        assert_eq!(row.added.to_string(), "2026-02-01T08:00:00Z");
        assert!(row.released.is_absent());
        assert!(row.imei.iter().all(|imei| imei.is_some()));
        assert_eq!(row.status, AssignmentStatus::Assigned);
        assert_eq!(row.source, PurchaseSource::Manual);
        assert_eq!(row.family, ProductFamily::Ipad);
        assert_eq!(row.migration, MigrationStatus::Requested);
        assert_eq!(row.migration_capable, Some(true));
    }

    #[test]
    fn older_spellings_are_understood() {
        let page = r#"{"data":[{"id":"f2lx00000002","attributes":{"imei":"356938035643809",
            "purchaseSourceUid":"395E9D0","productFamily":"APPLE_TV"}},
            {"id":"F2LX3","attributes":null},{"type":"orgDevices"}]}"#;
        let snapshot = read(Source::OrgDevices, "", page);
        let row = &snapshot.org_devices[0];
        assert_eq!(snapshot.serials.text(row.serial), "F2LX00000002");
        assert_eq!(snapshot.words.text(row.source_id), "395E9D0");
        assert!(row.imei[0].is_some() && !row.imei[1].is_some());
        assert_eq!(row.family, ProductFamily::AppleTv);
        assert_eq!(snapshot.org_devices.len(), 2);
        assert_eq!(
            gaps(&snapshot),
            ["3 attributes.serialNumber: \"\": no serial number"]
        );
    }

    #[test]
    fn a_date_inside_the_attributes_is_named_by_its_path() {
        let page = r#"{"data":[{"id":"F2LX1","attributes":{"orderDateTime":{"a":1},
            "addedToOrgDateTime":"today"}}]}"#;
        let snapshot = read(Source::OrgDevices, "", page);
        assert_eq!(snapshot.org_devices.len(), 1);
        assert_eq!(
            gaps(&snapshot),
            [
                "1 attributes.addedToOrgDateTime: \"today\" is not a date; \
                 expected the form 2026-03-05T14:30:21Z",
                "1 attributes.orderDateTime: invalid type: map, expected a text",
            ]
        );
    }
}
