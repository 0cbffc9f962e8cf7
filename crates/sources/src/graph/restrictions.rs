//! `deviceEnrollmentConfigurations`: who may enrol what (microsoft.md §1.7). A restriction for all
//! platforms has one part per platform, the newer kind is about one platform alone, a limit says
//! how many devices a person may have; the many other members of the collection are left alone.

use super::assignments::{Assignment, targets};
use crate::json::{Desk, Flag, Lenient, RowKind, Text, Whole};
use enrollment::snapshot::{Platform, Restriction};
use serde::Deserialize;

/// `deviceEnrollmentConfiguration` and what is derived from it, on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    display_name: Text<'a>,
    #[serde(default)]
    priority: Whole,
    #[serde(borrow, default)]
    device_enrollment_configuration_type: Text<'a>,
    #[serde(borrow, default)]
    last_modified_date_time: Text<'a>,
    #[serde(borrow, default)]
    ios_restriction: Lenient<Part<'a>>,
    #[serde(borrow, default, rename = "macOSRestriction")]
    mac_os_restriction: Lenient<Part<'a>>,
    #[serde(borrow, default)]
    mac_restriction: Lenient<Part<'a>>,
    #[serde(borrow, default)]
    tvos_restriction: Lenient<Part<'a>>,
    #[serde(borrow, default, rename = "visionOSRestriction")]
    vision_os_restriction: Lenient<Part<'a>>,
    #[serde(borrow, default)]
    platform_restriction: Lenient<Part<'a>>,
    #[serde(borrow, default)]
    platform_type: Text<'a>,
    #[serde(default)]
    limit: Whole,
    #[serde(borrow, default)]
    assignments: Option<Vec<Assignment<'a>>>,
}

/// `deviceEnrollmentPlatformRestriction` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Part<'a> {
    #[serde(default)]
    platform_blocked: Flag,
    #[serde(default)]
    personal_device_enrollment_blocked: Flag,
    #[serde(borrow, default)]
    os_minimum_version: Text<'a>,
    #[serde(borrow, default)]
    os_maximum_version: Text<'a>,
}

impl Wire<'_> {
    /// "Default" stands in the type (beta), in the second half of the id, and in priority 0.
    fn is_default(&self) -> bool {
        let kind = self.id.rsplit('_').next().unwrap_or_default();
        let starts = |text: &str| {
            let start = text.get(.."default".len());
            start.is_some_and(|start| start.eq_ignore_ascii_case("default"))
        };
        starts(kind)
            || starts(&self.device_enrollment_configuration_type)
            || self.priority.0 == Some(0)
    }

    /// The parts about Apple's platforms. The Mac has two names (`mac`, `macOS`); it has one here.
    fn parts(&self, desk: &Desk<'_>) -> Vec<(Platform, &Part<'_>)> {
        let mac = self.mac_os_restriction.0.as_ref();
        let alone = match desk.term(&self.platform_type) {
            Platform::Mac => Platform::MacOs,
            platform => platform,
        };
        let all = [
            (Platform::Ios, self.ios_restriction.0.as_ref()),
            (Platform::MacOs, mac.or(self.mac_restriction.0.as_ref())),
            (Platform::TvOs, self.tvos_restriction.0.as_ref()),
            (Platform::VisionOs, self.vision_os_restriction.0.as_ref()),
            (alone, self.platform_restriction.0.as_ref()),
        ];
        let about_apple = |platform: &Platform| {
            use Platform::{All, Ios, MacOs, TvOs, VisionOs};
            matches!(platform, All | Ios | MacOs | TvOs | VisionOs)
        };
        let parts = all
            .into_iter()
            .filter(|(platform, _)| about_apple(platform));
        parts
            .filter_map(|(platform, part)| Some((platform, part?)))
            .collect()
    }
}

pub(crate) struct Restrictions;

impl RowKind for Restrictions {
    type Wire<'a> = Wire<'a>;
    type Row = Restriction;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<Restriction>) {
        let parts = wire.parts(desk);
        let limit = wire.limit.count();
        if parts.is_empty() && limit.is_none() {
            return;
        }
        let id = desk.word(&wire.id);
        let name = desk.word(&wire.display_name);
        let modified = desk.date("lastModifiedDateTime", &wire.last_modified_date_time);
        let targets = targets(wire.assignments.as_deref(), desk);
        let whole = Restriction {
            id,
            name,
            priority: wire.priority.0.unwrap_or_default(),
            limit,
            is_default: wire.is_default(),
            modified,
            targets,
            ..Restriction::default()
        };
        if limit.is_some() {
            rows.push(whole);
            return;
        }
        for (platform, part) in parts {
            rows.push(Restriction {
                platform,
                blocked: part.platform_blocked.is_true(),
                personal_blocked: part.personal_device_enrollment_blocked.is_true(),
                os_minimum: desk.word(&part.os_minimum_version),
                os_maximum: desk.word(&part.os_maximum_version),
                ..whole.clone()
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{Platform, Source, Whom};

    #[test]
    fn the_default_one_has_a_part_per_platform() {
        let page = r##"{"value":[{
            "@odata.type":"#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration",
            "id":"0b5a_DefaultPlatformRestrictions","displayName":"All Users","priority":0,
            "lastModifiedDateTime":"2026-01-01T00:00:00Z",
            "iosRestriction":{"platformBlocked":false,"personalDeviceEnrollmentBlocked":true,
                "osMinimumVersion":"17.0","osMaximumVersion":null},
            "macOSRestriction":{"platformBlocked":true},"macRestriction":{"platformBlocked":false},
            "tvosRestriction":null,"androidRestriction":{"platformBlocked":true}}]}"##;
        let snapshot = read(Source::Restrictions, "", page);
        assert_eq!(gaps(&snapshot), [""; 0]);
        let rows: Vec<_> = snapshot.restrictions.iter().collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].platform, Platform::Ios);
        assert!(!rows[0].blocked && rows[0].personal_blocked && rows[0].is_default);
        assert_eq!(snapshot.words.text(rows[0].os_minimum), "17.0");
        assert_eq!(rows[1].platform, Platform::MacOs);
        assert!(rows[1].blocked);
    }

    #[test]
    fn the_newer_kind_is_about_one_platform() {
        let part = r#"{"platformBlocked":true,"personalDeviceEnrollmentBlocked":false}"#;
        let page = format!(
            r#"{{"value":[
            {{"id":"1_SinglePlatformRestriction","priority":1,"platformType":"ios",
              "platformRestriction":{part}}},
            {{"id":"2_SinglePlatformRestriction","priority":2,"platformType":"mac",
              "platformRestriction":{part}}},
            {{"id":"3_SinglePlatformRestriction","priority":3,"platformType":"windows",
              "platformRestriction":{part}}},
            {{"id":"4_Limit","priority":1,"limit":5}},
            {{"id":"5_DefaultLimit","priority":0,"limit":15}},
            {{"id":"6_Limit","priority":2,"limit":-1}}]}}"#
        );
        let snapshot = read(Source::Restrictions, "", &page);
        let rows: Vec<_> = snapshot.restrictions.iter().collect();
        let platforms: Vec<_> = rows.iter().map(|row| row.platform).collect();
        let none = Platform::default();
        assert_eq!(platforms, [Platform::Ios, Platform::MacOs, none, none]);
        assert!(rows[..2].iter().all(|row| row.blocked && !row.is_default));
        let limits: Vec<_> = rows.iter().map(|row| (row.limit, row.is_default)).collect();
        let expected = [
            (None, false),
            (None, false),
            (Some(5), false),
            (Some(15), true),
        ];
        assert_eq!(limits, expected);
    }

    #[test]
    fn whom_it_is_for() {
        let kind = "#microsoft.graph.";
        let page = format!(
            r#"{{"value":[{{"id":"1_SinglePlatformRestriction","priority":1,"platformType":"ios",
            "platformRestriction":{{}},"assignments":[
            {{"target":{{"@odata.type":"{kind}groupAssignmentTarget","groupId":"AB",
              "deviceAndAppManagementAssignmentFilterType":"include"}}}},
            {{"target":{{"@odata.type":"{kind}exclusionGroupAssignmentTarget","groupId":"C"}}}},
            {{"target":{{"@odata.type":"{kind}somebodyElse"}}}},{{"target":7}}]}},
            {{"id":"2_SinglePlatformRestriction","priority":2,"platformType":"ios",
            "platformRestriction":{{}}}}]}}"#
        );
        let snapshot = read(Source::Restrictions, "", &page);
        let rows: Vec<_> = snapshot.restrictions.iter().collect();
        let targets = rows[0].targets.clone().unwrap();
        let group = |whom: &Whom| match whom {
            Whom::Group(word) | Whom::NotGroup(word) => snapshot.words.text(*word).to_owned(),
            other => format!("{other:?}"),
        };
        let seen: Vec<_> = targets
            .iter()
            .map(|it| (group(&it.whom), it.filtered))
            .collect();
        let expected = [
            ("ab", true),
            ("c", false),
            ("Unknown", false),
            ("Unknown", false),
        ];
        assert_eq!(
            seen,
            expected.map(|(text, filtered)| (text.to_owned(), filtered))
        );
        assert_eq!(rows[1].targets, None, "nobody asked");
    }

    #[test]
    fn beta_names_the_default_in_the_type() {
        let page = r#"{"value":[{"id":"1","priority":"1","iosRestriction":{},
            "deviceEnrollmentConfigurationType":"defaultPlatformRestrictions"}]}"#;
        let snapshot = read(Source::Restrictions, "", page);
        assert!(snapshot.restrictions[0].is_default);
    }
}
