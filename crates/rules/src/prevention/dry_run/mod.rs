//! "If I switch this device on now, what happens?": its way through the gates G0 to G12, as far as
//! anybody has looked.
//!
//! It is about a device that stands at Hello. What has happened already decides nothing here, for
//! it would start anew; what is known of the tenant, the person and the device's place does.

mod gates;
mod holder;
mod phrases;

use super::check::Phrase;
use super::measured::Missing;
use enrollment::case_file::{CaseFile, Look, Managed, is_enrolled};
use enrollment::correlate::Fleet;
use enrollment::gate::Gate;
use enrollment::remedy::Remedy;

pub use holder::{Holder, Holders};
pub use phrases::ALL as PHRASES;

/// What is to be expected at a gate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outlook {
    /// Somebody looked, and nothing is in the way.
    Clear,
    /// It would stop here.
    Stops,
    /// Nobody looked, or nobody can.
    NobodyLooked,
}

impl Outlook {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Stops => "stops",
            Self::NobodyLooked => "nobody_looked",
        }
    }
}

/// One gate of the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Which.
    pub gate: Gate,
    /// What is to be expected.
    pub outlook: Outlook,
    /// Why it stops, or what there is to say about it.
    pub why: Option<&'static Phrase>,
    /// What would have to be read to say more.
    pub missing: Vec<Missing>,
    /// What mends it, where it stops.
    pub remedy: &'static [Remedy],
}

/// What a device is doing already, so that switching it on does not start it anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Already {
    /// It is enrolled.
    Enrolled,
    /// It was set up without us: only an erase leads back to Hello.
    SetUp,
}

impl Already {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enrolled => "enrolled",
            Self::SetUp => "set_up",
        }
    }
}

/// The whole way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DryRun {
    /// What the device is doing already, if that is known.
    pub already: Option<Already>,
    /// Every gate, in order.
    pub steps: Vec<Step>,
}

impl DryRun {
    /// Where it would stop first.
    pub fn first_stop(&self) -> Option<&Step> {
        self.steps
            .iter()
            .find(|step| step.outlook == Outlook::Stops)
    }

    /// What nobody looked at before the first stop, or at all.
    pub fn first_unseen(&self) -> Option<&Step> {
        let unseen = |step: &&Step| step.outlook == Outlook::NobodyLooked;
        self.steps.iter().find(unseen)
    }
}

/// What else than the case file is known of the tenant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Around {
    /// Whether everybody who enrolls is asked for a second factor.
    pub second_factor: bool,
}

impl Around {
    /// As a fleet has it.
    pub fn of(fleet: &Fleet<'_>) -> Self {
        Self {
            second_factor: fleet.tenant.second_factor,
        }
    }
}

/// The way of a device with this case file, `used` if there is a firm sign that it was set up.
pub fn rehearse(case: &CaseFile, used: bool, around: Around, holder: Option<&Holder>) -> DryRun {
    let steps = Gate::ALL.map(|gate| gates::step(gate, case, around, holder));
    DryRun {
        already: already(case, used),
        steps: steps.into(),
    }
}

/// Where a device would stop first, whoever gets it.
pub fn first_stop(case: &CaseFile, around: Around) -> Option<Step> {
    let steps = Gate::ALL
        .into_iter()
        .map(|gate| gates::step(gate, case, around, None));
    steps
        .into_iter()
        .find(|step| step.outlook == Outlook::Stops)
}

/// Whether everything that can be seen before a device is switched on was seen, and is clear: the
/// way to its profile.
pub fn way_is_clear(case: &CaseFile, around: Around) -> bool {
    [Gate::G0, Gate::G1, Gate::G2, Gate::G3]
        .into_iter()
        .all(|gate| gates::step(gate, case, around, None).outlook == Outlook::Clear)
}

fn already(case: &CaseFile, used: bool) -> Option<Already> {
    if is_enrolled(case) {
        return Some(Already::Enrolled);
    }
    let at_hello = matches!(
        case.get::<Look>(),
        Look::Sealed | Look::Hello | Look::RemoteManagement
    );
    let set_up = used
        || matches!(case.get::<Managed>(), Managed::ByHand)
        || matches!(case.get::<Look>(), Look::InUse | Look::OtherManagement);
    (set_up && !at_hello).then_some(Already::SetUp)
}

#[cfg(test)]
mod tests {
    use super::{Already, Around, Missing, Outlook, first_stop, rehearse};
    use enrollment::case_file::CaseFile;
    use enrollment::gate::Gate;
    use enrollment::remedy::Remedy;
    use enrollment::snapshot::Source;

    const READY: &str = "membership present, server intune, listing token, token valid, profile \
                         present, profile_settled settled, profile_origin after_token, \
                         profile_check sound, assignments prompt, lock none, site_cluster alone, \
                         sign_in_method modern, access clear, failure none, enroll_sign_in \
                         success, push valid, platform_rule allowed, vpp not_needed, silence \
                         ordinary, managed none";

    fn case(story: &str) -> CaseFile {
        CaseFile::from_story(story).unwrap()
    }

    /// What stands there once one reading has another value.
    fn with(change: &str) -> CaseFile {
        let name = change.split(' ').next().unwrap();
        let rest = READY
            .split(',')
            .map(str::trim)
            .filter(|it| !it.starts_with(&format!("{name} ")));
        case(&rest.chain([change]).collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn nothing_stops_a_device_that_is_ready() {
        let run = rehearse(&case(READY), false, Around::default(), None);
        assert!(run.first_stop().is_none());
        assert!(run.already.is_none());
        let clear = |gate: Gate| run.steps[gate as usize].outlook == Outlook::Clear;
        assert!(
            [Gate::G0, Gate::G1, Gate::G2, Gate::G3, Gate::G7, Gate::G9].map(clear) == [true; 6]
        );
        // Nobody looked at the holder's licence.
        assert!(!clear(Gate::G8));
        // No interface shows what Apple holds, and nobody sees what the network will do.
        assert_eq!(run.first_unseen().unwrap().gate, Gate::G4);
    }

    #[test]
    fn each_obstacle_stops_at_its_gate_and_names_its_remedy() {
        for (change, gate, remedy) in [
            ("membership absent", Gate::G0, Remedy::R18),
            ("membership released", Gate::G0, Remedy::R18),
            ("server unassigned", Gate::G1, Remedy::R1),
            ("server other_mdm", Gate::G1, Remedy::R1),
            ("listing absent", Gate::G2, Remedy::R2),
            ("profile none", Gate::G3, Remedy::R3),
            ("profile dangling", Gate::G3, Remedy::R3),
            ("profile_check invalid", Gate::G4, Remedy::R4),
            ("assignments again", Gate::G4, Remedy::R3),
            ("profile_settled fresh", Gate::G4, Remedy::R0),
            ("lock user", Gate::G5, Remedy::R16),
            ("site_cluster cluster", Gate::G5, Remedy::R10),
            ("access blocks", Gate::G7, Remedy::R9),
            ("failure licence", Gate::G8, Remedy::R8),
            ("push expired", Gate::G8, Remedy::R7),
            ("platform_rule blocked", Gate::G8, Remedy::R8),
            ("silence mass", Gate::G9, Remedy::R7),
        ] {
            let stop = first_stop(&with(change), Around::default()).unwrap();
            assert_eq!(stop.gate, gate, "{change}");
            assert_eq!(stop.remedy.first(), Some(&remedy), "{change}");
            assert!(stop.why.is_some(), "{change}");
        }
    }

    #[test]
    fn what_is_not_imported_has_no_profile_yet_which_is_not_the_same_as_unread() {
        let profile = |story: &str| {
            let run = rehearse(&case(story), false, Around::default(), None);
            run.steps
                .into_iter()
                .find(|step| step.gate == Gate::G3)
                .unwrap()
        };
        let absent = profile("listing absent");
        assert_eq!(absent.outlook, Outlook::NobodyLooked);
        assert_eq!(absent.why.unwrap().key, "profile-after-import");
        assert!(absent.missing.is_empty());
        let unread = profile("");
        assert_eq!(
            unread.missing,
            [Missing::Source(Source::ImportedIdentities)]
        );
        assert!(unread.why.is_none());
    }

    #[test]
    fn a_broken_token_says_why_nothing_is_imported() {
        for (token, remedy) in [
            ("expired", Remedy::R5),
            ("terms", Remedy::R6),
            ("stale", Remedy::R2),
        ] {
            let story = format!("membership present, server intune, listing absent, token {token}");
            let stop = first_stop(&case(&story), Around::default()).unwrap();
            assert_eq!((stop.gate, stop.remedy[0]), (Gate::G2, remedy), "{token}");
        }
    }

    #[test]
    fn an_old_profile_cannot_ask_for_a_second_factor() {
        let around = Around {
            second_factor: true,
        };
        let stop = first_stop(&with("sign_in_method legacy"), around).unwrap();
        assert_eq!(stop.gate, Gate::G7);
        let none = first_stop(&with("sign_in_method userless"), around);
        assert!(none.is_none());
    }

    #[test]
    fn where_nobody_looked_nothing_is_clear() {
        let run = rehearse(&CaseFile::default(), false, Around::default(), None);
        for step in &run.steps {
            assert_eq!(step.outlook, Outlook::NobodyLooked, "{}", step.gate);
            assert!(
                !step.missing.is_empty() || step.why.is_some(),
                "{}",
                step.gate
            );
        }
    }

    #[test]
    fn less_reading_never_clears_a_gate() {
        for source in Source::ALL {
            let whole = rehearse(&case(READY), false, Around::default(), None);
            let less = rehearse(&case(READY).without(source), false, Around::default(), None);
            for (whole, less) in whole.steps.iter().zip(&less.steps) {
                let cleared = less.outlook == Outlook::Clear && whole.outlook != Outlook::Clear;
                assert!(!cleared, "{source} {}", whole.gate);
                assert_ne!(less.outlook, Outlook::Stops, "{source} {}", whole.gate);
            }
        }
    }

    #[test]
    fn what_was_set_up_is_not_switched_on_anew() {
        let already =
            |story: &str, used| rehearse(&case(story), used, Around::default(), None).already;
        assert_eq!(already("managed automated", true), Some(Already::Enrolled));
        assert_eq!(
            already("managed none, look in_use", false),
            Some(Already::SetUp)
        );
        assert_eq!(already("managed none", true), Some(Already::SetUp));
        assert_eq!(already("managed none, look hello", true), None);
        assert_eq!(already("managed none", false), None);
    }
}
