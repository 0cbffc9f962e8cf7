//! `conditionalAccess/policies` (microsoft.md §1.9): as far as enrollment depends on them, and
//! whole.

mod whole;
mod wire;

pub(crate) use wire::{
    Applications, Conditions, DeviceCondition, Filter, GrantControls, Locations, Platforms, Users,
    Wire,
};

use crate::json::{Desk, Noted, RowKind, Text, Texts};
use enrollment::snapshot::AccessPolicy;
use enrollment::words::Word;

impl Conditions<'_> {
    fn is_by_location(&self) -> bool {
        self.locations
            .as_ref()
            .is_some_and(|Noted { known: it, .. }| {
                let some = !it.include.0.is_empty() && !it.include.has("all");
                some || !it.exclude.0.is_empty()
            })
    }

    /// Whether it leaves out sign-ins as Setup Assistant and Company Portal make them.
    fn is_narrowed(&self) -> bool {
        let clients = &self.client_app_types;
        let modern = ["all", "browser", "mobileAppsAndDesktopClients"];
        let old_clients_only =
            !clients.0.is_empty() && !modern.iter().any(|client| clients.has(client));
        let by_flow = self.authentication_flows.as_ref();
        let by_flow = by_flow.is_some_and(|Noted { known: it, .. }| {
            !it.transfer_methods.is_empty() && !it.transfer_methods.eq_ignore_ascii_case("none")
        });
        let risks = [
            &self.sign_in_risk_levels,
            &self.user_risk_levels,
            &self.service_principal_risk_levels,
            &self.insider_risk_levels,
        ];
        let by_device = self.devices.as_ref();
        let by_device = by_device
            .is_some_and(|it| it.known.device_filter.is_some() || it.known.lists_devices());
        let by_risk = risks.iter().any(|levels| !levels.0.is_empty());
        old_clients_only || by_flow || by_risk || by_device
    }
}

pub(crate) struct AccessPolicies;

impl RowKind for AccessPolicies {
    type Wire<'a> = Wire<'a>;
    type Row = AccessPolicy;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<AccessPolicy>) {
        let whole = whole::policy(&wire, desk);
        let conditions = known(wire.conditions);
        let by_location = conditions.is_by_location();
        // A condition that is not known here may leave out just these sign-ins.
        let narrowed = conditions.is_narrowed() || !whole.conditions.unknown.is_empty();
        let apps = known(conditions.applications);
        let platforms = known(conditions.platforms);
        let users = known(conditions.users).include_users;
        let grant = known(wire.grant_controls);
        let strength = grant.authentication_strength;
        let strength = strength.map_or_else(Text::default, |it| it.display_name.or(it.id));
        rows.push(AccessPolicy {
            id: desk.word(&wire.id),
            name: desk.word(&wire.display_name),
            state: desk.term(&wire.state),
            modified: desk.date("modifiedDateTime", &wire.modified_date_time),
            apps: words(&apps.include, desk),
            apps_excluded: words(&apps.exclude, desk),
            all_users: users.has("all"),
            platforms: words(&platforms.include, desk),
            platforms_excluded: words(&platforms.exclude, desk),
            by_location,
            narrowed,
            blocks: grant.built_in_controls.has("block"),
            requires_compliant: grant.built_in_controls.has("compliantDevice"),
            requires_mfa: grant.built_in_controls.has("mfa"),
            terms_of_use: !grant.terms_of_use.0.is_empty(),
            strength: desk.word(&strength),
            whole,
        });
    }
}

fn known<T: Default>(part: Option<Noted<T>>) -> T {
    part.map(|it| it.known).unwrap_or_default()
}

fn words(texts: &Texts<'_>, desk: &mut Desk<'_>) -> Vec<Word> {
    texts.0.iter().map(|text| desk.lower_word(text)).collect()
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{AccessPolicy, PolicyState, Snapshot, Source};

    fn policy(conditions: &str, grant: &str) -> (Snapshot, AccessPolicy) {
        let page = format!(
            r#"{{"value":[{{"id":"1","displayName":"Compliant only","state":"enabled",
                "modifiedDateTime":"2026-01-01T00:00:00Z",
                "conditions":{conditions},"grantControls":{grant}}}]}}"#
        );
        let snapshot = read(Source::AccessPolicies, "", &page);
        assert_eq!(gaps(&snapshot), [""; 0]);
        let row = snapshot.access_policies[0].clone();
        (snapshot, row)
    }

    #[test]
    fn a_policy_for_everybody_and_everything() {
        let (snapshot, row) = policy(
            r#"{"clientAppTypes":["all"],"applications":{"includeApplications":["All"],
                "excludeApplications":["D4EBCE55-015a-49b5-a083-c84d1797ae8c"]},
                "users":{"includeUsers":["All"]},"platforms":{"includePlatforms":["iOS"],
                "excludePlatforms":[]},"locations":null,"devices":null,"signInRiskLevels":[]}"#,
            r#"{"operator":"OR","builtInControls":["compliantDevice"],"termsOfUse":[],
                "authenticationStrength":{"id":"4","displayName":"Phishing-resistant MFA"}}"#,
        );
        let texts = |words: &[_]| -> Vec<String> {
            let text = |word: &_| snapshot.words.text(*word).to_owned();
            words.iter().map(text).collect()
        };
        assert_eq!(row.state, PolicyState::Enabled);
        assert_eq!(texts(&row.apps), ["all"]);
        assert_eq!(
            texts(&row.apps_excluded),
            ["d4ebce55-015a-49b5-a083-c84d1797ae8c"]
        );
        assert_eq!(texts(&row.platforms), ["ios"]);
        assert!(row.all_users && row.requires_compliant && !row.blocks);
        assert!(!row.by_location && !row.narrowed && !row.terms_of_use);
        assert_eq!(snapshot.words.text(row.strength), "Phishing-resistant MFA");
    }

    #[test]
    fn what_narrows_it() {
        let narrowed = |conditions| policy(conditions, "null").1.narrowed;
        assert!(narrowed(
            r#"{"clientAppTypes":["exchangeActiveSync","other"]}"#
        ));
        assert!(narrowed(
            r#"{"authenticationFlows":{"transferMethods":"deviceCodeFlow"}}"#
        ));
        assert!(narrowed(r#"{"userRiskLevels":["high"]}"#));
        assert!(narrowed(
            r#"{"devices":{"deviceFilter":{"mode":"exclude","rule":"x"}}}"#
        ));
        assert!(!narrowed(r#"{"clientAppTypes":["browser","other"]}"#));
        assert!(!narrowed(
            r#"{"authenticationFlows":{"transferMethods":"none"}}"#
        ));
        assert!(!narrowed("{}"));
        assert!(!narrowed("null"));
    }

    #[test]
    fn all_locations_are_no_condition() {
        let by_location = |locations: &str| {
            let conditions = format!("{{\"locations\":{locations}}}");
            policy(&conditions, "null").1.by_location
        };
        assert!(!by_location(
            r#"{"includeLocations":["All"],"excludeLocations":[]}"#
        ));
        assert!(by_location(
            r#"{"includeLocations":["All"],"excludeLocations":["AllTrusted"]}"#
        ));
        assert!(by_location(r#"{"includeLocations":["7c1d"]}"#));
        assert!(!by_location("null"));
    }
}
