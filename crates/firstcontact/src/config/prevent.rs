//! `[prevent]`: the limits of the checks, where the usual ones do not fit.

use rules::prevention::thresholds::Thresholds;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The limits, by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "BTreeMap<String, i64>")]
pub struct Prevent(pub Thresholds);

impl TryFrom<BTreeMap<String, i64>> for Prevent {
    type Error = String;

    fn try_from(keys: BTreeMap<String, i64>) -> Result<Self, Self::Error> {
        let mut thresholds = Thresholds::default();
        for (key, number) in keys {
            let set = thresholds.set(&key, number);
            set.map_err(|absurd| format!("[prevent]: {absurd}"))?;
        }
        Ok(Self(thresholds))
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use rules::prevention::thresholds::Limit;

    #[test]
    fn a_limit_can_be_set_and_the_others_stay() {
        let config: Config = toml::from_str("[prevent]\nsync-hours = 26\n").unwrap();
        assert_eq!(config.prevent.0.of(Limit::SyncHours), 26);
        assert_eq!(config.prevent.0.of(Limit::AddGapDays), 7);
    }

    #[test]
    fn what_cannot_be_meant_is_refused_and_named() {
        for (text, named) in [
            ("sync-hours = 0", "sync-hours"),
            ("register-permille = 98", "register-permille"),
            ("push-day = 366", "push-day"),
            ("synk-hours = 14", "synk-hours"),
            ("expiry-days = -1", "expiry-days"),
        ] {
            let error = toml::from_str::<Config>(&format!("[prevent]\n{text}\n")).unwrap_err();
            let told = error.to_string();
            assert!(told.contains(named) && told.contains("[prevent]"), "{told}");
        }
    }

    #[test]
    fn the_schema_knows_every_limit_with_its_bounds() {
        let schema = include_str!("../../../../docs/firstcontact.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let known = schema.pointer("/$defs/prevent/properties").unwrap();
        let known = known.as_object().unwrap();
        assert_eq!(known.len(), Limit::ALL.len());
        for limit in Limit::ALL {
            let (least, most) = limit.bounds();
            let described = &known[limit.key()];
            assert_eq!(described["minimum"], least, "{}", limit.key());
            assert_eq!(described["maximum"], most, "{}", limit.key());
            assert_eq!(described["default"], limit.usual(), "{}", limit.key());
        }
    }
}
