//! `subscribedSkus`: products that the tenant subscribed to, as far as they allow enrollment in
//! Intune.

use crate::json::{Desk, RowKind, Text};
use crate::told::told;
use enrollment::snapshot::{Guid, INTUNE_PLANS, Subscription};
use serde::Deserialize;

/// `subscribedSku` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    sku_id: Text<'a>,
    #[serde(borrow, default)]
    sku_part_number: Text<'a>,
    #[serde(borrow, default)]
    capability_status: Text<'a>,
    #[serde(borrow, default)]
    service_plans: Option<Vec<Plan<'a>>>,
}

/// `servicePlanInfo` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Plan<'a> {
    #[serde(borrow, default)]
    service_plan_id: Text<'a>,
    #[serde(borrow, default)]
    provisioning_status: Text<'a>,
}

impl Plan<'_> {
    fn is_on(&self) -> bool {
        !self.provisioning_status.eq_ignore_ascii_case("Disabled")
    }
}

pub(crate) struct Subscriptions;

impl RowKind for Subscriptions {
    type Wire<'a> = Wire<'a>;
    type Row = Subscription;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<Subscription>) {
        let product = Guid::parse(&wire.sku_id);
        if !product.is_some() {
            desk.fault("skuId", || told("row-product"));
            return;
        }
        let Some(plans) = &wire.service_plans else {
            desk.fault("servicePlans", || told("row-plans"));
            return;
        };
        let plans = plans.iter().filter(|plan| plan.is_on());
        rows.push(Subscription {
            product,
            name: desk.word(&wire.sku_part_number),
            state: desk.term(&wire.capability_status),
            intune_plans: plans.filter_map(|it| intune(&it.service_plan_id)).collect(),
        });
    }
}

/// A service plan, if it is one of those with which people enroll devices.
pub(super) fn intune(plan: &str) -> Option<Guid> {
    let is_known = INTUNE_PLANS.iter().any(|it| it.eq_ignore_ascii_case(plan));
    is_known.then(|| Guid::parse(plan))
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{Guid, INTUNE_PLANS, Source, SubscriptionState};

    #[test]
    fn a_plan_that_is_switched_off_allows_nothing() {
        let product = "05e9a617-0261-4cee-bb44-138d3ef5d965";
        let plan = |id: &str, state: &str| {
            format!("{{\"servicePlanId\":\"{id}\",\"provisioningStatus\":\"{state}\"}}")
        };
        let plans = [
            plan(&INTUNE_PLANS[0].to_uppercase(), "Success"),
            plan(INTUNE_PLANS[3], "Disabled"),
            plan("882e1d05-acd1-4ccb-8708-6ee03664b117", "Success"),
        ];
        let page = format!(
            "{{\"value\":[{{\"skuId\":\"{product}\",\"skuPartNumber\":\"SPE_E3\",\
             \"capabilityStatus\":\"Warning\",\"servicePlans\":[{}]}},\
             {{\"skuPartNumber\":\"X\",\"servicePlans\":[]}},{{\"skuId\":\"{product}\"}}]}}",
            plans.join(",")
        );
        let snapshot = read(Source::Subscriptions, "", &page);
        assert_eq!(snapshot.subscriptions.len(), 1);
        let row = &snapshot.subscriptions[0];
        assert_eq!(row.product, Guid::parse(product));
        assert_eq!(row.state, SubscriptionState::Warning);
        assert_eq!(row.intune_plans, [Guid::parse(INTUNE_PLANS[0])]);
        let expected = [
            "3 servicePlans: a product without its plans",
            "2 skuId: a product without an id",
        ];
        assert_eq!(gaps(&snapshot), expected);
    }
}
