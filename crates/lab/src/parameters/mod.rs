//! The habits of a world: every number of `parameters.toml`, checked, with its name as a field.

mod kinds;

pub use kinds::{Between, Chance, Delay, Lifetime, Rate, Shares, Wait};

use crate::document::{Document, Table, Value};
use crate::error::LabError;
use crate::random::{Actor, Draws};
use kinds::{Kind, Place};
use std::sync::LazyLock;

/// The file that comes with the program.
pub const FILE: &str = include_str!("../../parameters.toml");

/// Declares the parameters: a field for each, how it is read, and how it is re-drawn.
macro_rules! habits {
    ($($name:ident: $kind:ident $([$($way:literal),+])?,)+) => {
        /// What usually happens in a world, and how often.
        #[derive(Clone, PartialEq, Debug)]
        pub struct Habits {
            $(#[doc = concat!("`[", stringify!($name), "]` of `parameters.toml`.")]
              pub $name: $kind,)+
        }

        impl Habits {
            /// The names of all parameters.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            fn read(document: Document<'_>, table: &Table<'_>) -> Result<Self, LabError> {
                document.only(table, Self::NAMES)?;
                Ok(Self { $($name: parameter(
                    document, table, stringify!($name), &[$($($way),+)?])?,)+ })
            }

            /// Takes over the parameters that a world's file changes.
            pub(crate) fn change(
                &mut self,
                document: Document<'_>,
                table: &Table<'_>,
            ) -> Result<(), LabError> {
                document.only(table, Self::NAMES)?;
                $(if table.get(stringify!($name)).is_some() {
                    self.$name = parameter(
                        document, table, stringify!($name), &[$($($way),+)?])?;
                })+
                Ok(())
            }

            fn silenced(&mut self) {
                $(self.$name.silence();)+
            }

            /// The habits of another world: each parameter re-drawn around its value.
            /// `spread` 0 keeps all, 1 is causality.md §3.3.
            #[must_use]
            pub fn redrawn(&self, seed: u64, spread: f64) -> Self {
                // A stream per parameter, by its name: a new one changes no other.
                Self { $($name: self.$name.redrawn(
                    &mut Draws::of(seed, subject(stringify!($name)), Actor::Habits), spread),)+ }
            }
        }
    };
}

habits! {
    order_size: Shares["one", "few", "dozens", "hundreds"],
    order_source: Shares["apple", "reseller", "manual"],
    product: Shares["iphone", "ipad", "mac"],
    order_is_old: Chance,
    order_to_ship: Delay,
    ship_to_deliver: Delay,
    apple_adds_at_once: Chance,
    apple_adds_late: Between,
    reseller_adds: Shares["prompt", "late", "retro", "never"],
    reseller_prompt: Between,
    reseller_late: Between,
    reseller_retro: Between,
    manual_at_desk: Chance,
    manual_later: Between,
    manual_without_erase: Chance,
    in_another_organisation: Chance,
    uploaded_only: Chance,
    default_server_set: Chance,
    default_set_later: Chance,
    administrator_assigns: Delay,
    administrator_never_assigns: Chance,
    configurator_moved: Delay,
    configurator_forgotten: Chance,
    wrong_server: Chance,
    default_profile_set: Chance,
    default_profile_takes: Wait,
    administrator_assigns_profile: Delay,
    administrator_never_assigns_profile: Chance,
    apple_accepts: Wait,
    acceptance_stuck: Chance,
    acceptance_touched: Delay,
    reassigned_same_server: Rate,
    profile_pushed_again: Chance,
    use_of_device: Shares["person", "stock", "spare"],
    person_boots_in_a_week: Chance,
    person_boots_later: Delay,
    stock_lasts: Lifetime,
    spare_lasts: Lifetime,
    quick_start_tried: Chance,
    quick_start_skips_check: Chance,
    restored_from_other: Chance,
    find_my_on: Chance,
    setup_takes: Delay,
    configuration_awaited: Delay,
    configuration_stuck: Chance,
    set_up_at_site: Chance,
    site_intercepts: Chance,
    blocked_check_slips: Chance,
    other_network_tried: Chance,
    person_gives_up: Chance,
    tries_again: Delay,
    stops_trying: Chance,
    erases_to_try_again: Chance,
    identity_times_out: Chance,
    clock_wrong: Chance,
    hardware_fails: Chance,
    system_too_old: Chance,
    system_stays_old: Chance,
    update_takes: Delay,
    holds_two: Chance,
    licence_missing: Chance,
    licence_given: Delay,
    cap_reached: Chance,
    second_factor_missing: Chance,
    second_factor_given: Delay,
    enrollment_manager: Chance,
    government_account: Chance,
    registers_after: Delay,
    never_registers: Chance,
    not_compliant: Chance,
    profile_changed_later: Rate,
    falls_silent: Rate,
    old_record_stays: Chance,
    removes_profile: Rate,
    leaves_in_thirty_days: Chance,
    lost: Rate,
    loss_is_recorded: Chance,
    repaired: Rate,
    repair_replaces: Chance,
    replacement_keeps_imei: Chance,
    replacement_assigned: Chance,
    old_unit_released: Chance,
    returned: Rate,
    returned_waits: Lifetime,
    released_by_mistake: Rate,
    enrolls_by_hand: Chance,
    erases_unmanaged: Chance,
    restores_own_backup: Chance,
    row_deleted: Rate,
    taken_off_by_mistake: Rate,
    renewal_missed: Chance,
    fault_noticed: Delay,
    token_downloaded: Rate,
    token_owner_leaves: Rate,
    terms_changed: Rate,
    terms_accepted: Delay,
    cursor_breaks: Rate,
    cursor_mended: Delay,
    service_removed: Rate,
    consent_missing: Chance,
    push_renewal_missed: Chance,
    authority_lost: Rate,
    apps_renewal_missed: Chance,
    second_factor_required: Chance,
    strong_method_required: Rate,
    enrollment_blocked_by_access: Rate,
    terms_of_use_asked: Rate,
    restriction_blocks: Rate,
    system_minimum_set: Rate,
    federation_breaks: Rate,
    diverting_policy: Rate,
    sign_in_method: Shares["userless", "modern", "legacy", "company_portal"],
    second_generation: Chance,
    profile_locked: Chance,
    restore_hidden: Chance,
    profile_invalid: Chance,
    profile_before_token: Chance,
    profile_unsuitable: Chance,
    second_token: Chance,
    other_service: Chance,
    orders_for_other_service: Chance,
    outage: Rate,
    outage_lasts: Delay,
    apple_lag: Between,
    managed_lag: Delay,
    entra_lag: Delay,
    failure_recorded_g8: Chance,
    failure_recorded_g7: Chance,
    failure_recorded_early: Chance,
    contact_moves_on_failure: Shares["never", "half", "always"],
    by_hand_hides_serial: Chance,
    by_hand_is_company_s: Chance,
    silent_is_not_compliant: Chance,
    erase_event_raised: Shares["never", "half", "always"],
    state_returns_after_wipe: Chance,
    audit_kept: Shares["quarter", "year", "all"],
    sign_ins_kept: Shares["week", "month"],
    managed_sign_in_shown: Chance,
    lock_unreadable: Chance,
    lock_by_service: Chance,
    released_still_listed: Chance,
    coverage: Shares["true", "activation", "sell_in", "missing"],
    coverage_error: Between,
    manual_order_missing: Chance,
    register_missing: Chance,
    register_state_wrong: Chance,
    register_state_unknown: Chance,
    register_lag: Delay,
    register_typo: Chance,
    register_imei_only: Chance,
    holder_not_written: Chance,
    answer_wrong: Chance,
    answer_missing: Chance,
    unlock_possible: Chance,
    unmanaged_sign_ins: Chance,
    private_device_sign_ins: Chance,
    page_torn: Chance,
    row_twice: Chance,
    clock_skew: Shares["none", "minutes", "hours"],
}

impl Habits {
    /// The built-in parameters.
    ///
    /// # Errors
    /// Never, as a test reads the file; a broken build would say what is wrong with it.
    pub fn built_in() -> Result<&'static Self, LabError> {
        static READ: LazyLock<Result<Habits, String>> = LazyLock::new(|| {
            Habits::parse("parameters.toml", FILE).map_err(|error| error.to_string())
        });
        READ.as_ref()
            .map_err(|error| LabError::Asked(error.clone()))
    }

    /// A world in which nothing happens that nobody planned: every chance and rate is zero, and
    /// what helps is set. For stories in which one thing goes wrong.
    pub fn calm(&mut self) {
        self.silenced();
        for usual in [
            &mut self.default_server_set,
            &mut self.default_profile_set,
            &mut self.profile_locked,
            &mut self.apple_adds_at_once,
            &mut self.quick_start_skips_check,
            &mut self.find_my_on,
            &mut self.unmanaged_sign_ins,
            &mut self.unlock_possible,
            &mut self.failure_recorded_g7,
            &mut self.failure_recorded_g8,
        ] {
            usual.0 = 1.0;
        }
        self.coverage = Shares(vec![1.0, 0.0, 0.0, 0.0]);
        self.clock_skew = Shares(vec![1.0, 0.0, 0.0]);
        self.audit_kept = Shares(vec![0.0, 0.0, 1.0]);
        self.erase_event_raised = Shares(vec![0.0, 0.0, 1.0]);
    }

    /// Reads a whole file of parameters.
    pub fn parse(file: &str, text: &str) -> Result<Self, LabError> {
        let document = Document { file, text };
        Self::read(document, &document.parse()?)
    }
}

fn subject(name: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    // FNV-1a: a name's number, the same in every build.
    name.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn parameter<K: Kind>(
    document: Document<'_>,
    table: &Table<'_>,
    name: &'static str,
    names: &'static [&'static str],
) -> Result<K, LabError> {
    let Some(value) = table.get(name) else {
        return Err(document.fault(&(0..0), format!("the parameter '{name}' is missing")));
    };
    let own = document.table(value, name)?;
    let known: Vec<&str> = K::KEYS
        .iter()
        .copied()
        .chain(["source", "assumption"])
        .collect();
    document.only(own, &known)?;
    let said = ["source", "assumption"].map(|key| own.get(key));
    let ([Some(reason), None] | [None, Some(reason)]) = said else {
        let what = format!("'{name}' needs either a 'source' or an 'assumption'");
        return Err(document.fault(&value.span(), what));
    };
    document.text_of(reason, "source")?;
    K::read(&Place {
        document,
        table: own,
        name,
        span: value.span(),
        names,
    })
}

#[cfg(test)]
mod tests {
    use super::{FILE, Habits};
    use proptest::prelude::*;

    fn refusal(from: &str, to: &str) -> String {
        assert!(FILE.contains(from), "{from}");
        Habits::parse("p.toml", &FILE.replacen(from, to, 1))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_built_in_file_is_sound() {
        assert!(Habits::built_in().is_ok());
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_line_and_what_would_be_right() {
        let said = refusal("median = \"3 d\"", "median = \"-3 d\"");
        assert!(
            said.contains("p.toml line") && said.contains("cannot be negative"),
            "{said}"
        );
        let said = refusal("chance = 0.95", "chance = 1.2");
        assert!(said.contains("lies in 0 to 1"), "{said}");
        let said = refusal("one = 0.35", "one = 0.45");
        assert!(said.contains("must sum to 1"), "{said}");
        let said = refusal("[order_to_ship]", "[oder_to_ship]");
        assert!(said.contains("did you mean 'order_to_ship'"), "{said}");
        let said = refusal("assumption = \"parcel services\"", "");
        assert!(said.contains("'source' or an 'assumption'"), "{said}");
        let said = refusal("sigma = 0.8", "sigma = 0.8\nmood = 1");
        assert!(said.contains("there is no 'mood' here"), "{said}");
    }

    proptest! {
        #[test]
        fn re_drawn_habits_are_habits(seed: u64) {
            let habits = Habits::built_in().unwrap().redrawn(seed, 1.0);
            prop_assert!((0.0..=1.0).contains(&habits.find_my_on.0));
            prop_assert!(habits.order_to_ship.median > 0.0);
            prop_assert!((habits.reseller_adds.0.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert_eq!(&habits, &Habits::built_in().unwrap().redrawn(seed, 1.0));
        }

        #[test]
        fn without_spread_nothing_changes(seed: u64) {
            let built_in = Habits::built_in().unwrap();
            let same = built_in.redrawn(seed, 0.0);
            prop_assert!((same.find_my_on.0 - built_in.find_my_on.0).abs() < 1e-12);
            prop_assert!((same.order_to_ship.median - built_in.order_to_ship.median).abs() < 1e-6);
        }
    }
}
