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
use enrollment::case_file::{CaseFile, Look, is_enrolled, is_managed_otherwise};
use enrollment::correlate::Fleet;
use enrollment::gate::Gate;
use enrollment::remedy::{Action, Remedy};
use enrollment::snapshot::{Source, SourceReads};

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
    /// It is managed in another way: by hand in Intune, or by another management. It is not to be
    /// erased for a new start (causality.md §4.3).
    ManagedOtherwise,
    /// It was set up without us: only an erase leads back to Hello.
    SetUp,
}

impl Already {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enrolled => "enrolled",
            Self::ManagedOtherwise => "managed_otherwise",
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

    /// Whether nothing was seen that keeps it from being enrolled when it is switched on: one that
    /// was set up without us does not start anew, and leads nowhere.
    pub fn may_succeed(&self) -> bool {
        let starts = matches!(self.already, None | Some(Already::Enrolled));
        starts && self.first_stop().is_none()
    }

    /// What nobody looked at before the first stop, or at all.
    pub fn first_unseen(&self) -> Option<&Step> {
        let unseen = |step: &&Step| step.outlook == Outlook::NobodyLooked;
        self.steps.iter().find(unseen)
    }
}

/// What else than the case file is known of the tenant.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'s> {
    /// Whether everybody who enrolls is asked for a second factor.
    pub second_factor: bool,
    /// What was read of it; none: nothing.
    pub reads: Option<&'s SourceReads>,
}

impl<'s> Around<'s> {
    /// As a fleet has it.
    pub fn of(fleet: &Fleet<'s>) -> Self {
        Self {
            second_factor: fleet.tenant.second_factor,
            reads: Some(&fleet.snapshot.reads),
        }
    }

    /// Those of some sources that were not read whole.
    fn unread(self, sources: &[Source]) -> Vec<Missing> {
        let whole = |source| self.reads.is_some_and(|reads| reads.is_complete(source));
        let all = sources.iter().copied().filter(|source| !whole(*source));
        all.map(Missing::Source).collect()
    }
}

/// The way of a device with this case file, `used` if there is a firm sign that it was set up.
pub fn rehearse(
    case: &CaseFile,
    used: bool,
    around: Around<'_>,
    holder: Option<&Holder>,
) -> DryRun {
    let steps = Gate::ALL.map(|gate| gates::step(gate, case, around, holder));
    DryRun {
        already: already(case, used),
        steps: steps.into(),
    }
}

impl DryRun {
    /// The same, knowing what the device's own diagnosis advises: what has to be brought over from
    /// another management is not free to start anew.
    #[must_use]
    pub fn knowing(mut self, advised: Action) -> Self {
        if advised == Action::Migrate && self.already != Some(Already::Enrolled) {
            self.already = Some(Already::ManagedOtherwise);
        }
        self
    }
}

/// Where a device would stop first; the holder where one is known.
pub fn first_stop(case: &CaseFile, around: Around<'_>, holder: Option<&Holder>) -> Option<Step> {
    let steps = Gate::ALL
        .into_iter()
        .map(|gate| gates::step(gate, case, around, holder));
    steps
        .into_iter()
        .find(|step| step.outlook == Outlook::Stops)
}

/// Whether everything that can be seen before a device is switched on was seen, and is clear: the
/// way to its profile.
pub fn way_is_clear(case: &CaseFile, around: Around<'_>) -> bool {
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
    let set_up = used || case.get::<Look>() == Look::InUse;
    if at_hello {
        None
    } else if is_managed_otherwise(case) {
        Some(Already::ManagedOtherwise)
    } else {
        set_up.then_some(Already::SetUp)
    }
}

#[cfg(test)]
mod tests {
    use super::{Already, Around, Missing, Outlook, first_stop, rehearse};
    use enrollment::case_file::CaseFile;
    use enrollment::gate::Gate;
    use enrollment::remedy::{Action, Remedy};
    use enrollment::snapshot::{ReadState, Source, SourceReads};

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
            let stop = first_stop(&with(change), Around::default(), None).unwrap();
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
            let stop = first_stop(&case(&story), Around::default(), None).unwrap();
            assert_eq!((stop.gate, stop.remedy[0]), (Gate::G2, remedy), "{token}");
        }
    }

    #[test]
    fn an_old_profile_cannot_ask_for_a_second_factor() {
        let around = Around {
            second_factor: true,
            reads: None,
        };
        let stop = first_stop(&with("sign_in_method legacy"), around, None).unwrap();
        assert_eq!(stop.gate, Gate::G7);
        let none = first_stop(&with("sign_in_method userless"), around, None);
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

    /// All sources but these were read whole.
    fn reads(unread: &[Source]) -> SourceReads {
        let mut reads = SourceReads::default();
        for source in Source::ALL.into_iter().filter(|it| !unread.contains(it)) {
            reads.set(source, ReadState::Complete);
        }
        reads
    }

    /// What is said about a gate: why, and what is missing.
    fn said(story: &str, gate: Gate, unread: &[Source]) -> (Option<&'static str>, Vec<Missing>) {
        let reads = reads(unread);
        let around = Around {
            second_factor: false,
            reads: Some(&reads),
        };
        let run = rehearse(&case(story), false, around, None);
        let step = run.steps.into_iter().find(|step| step.gate == gate);
        let step = step.unwrap();
        assert_eq!(step.outlook, Outlook::NobodyLooked);
        (step.why.map(|why| why.key), step.missing)
    }

    #[test]
    fn a_source_that_was_read_is_not_called_unread() {
        let untold = (Some("cannot-be-told"), Vec::new());
        let lists = [Source::MdmServerDevices, Source::ImportedIdentities];
        for (gate, unread) in [
            (Gate::G0, &[Source::OrgDevices][..]),
            (Gate::G1, &lists),
            (Gate::G2, &[Source::ImportedIdentities]),
            (Gate::G9, &[Source::PushCertificate]),
        ] {
            assert_eq!(said("", gate, &[]), untold, "{gate}");
            let missing: Vec<_> = unread.iter().copied().map(Missing::Source).collect();
            assert_eq!(said("", gate, unread), (None, missing), "{gate}");
        }
        let lost = "listing token";
        assert_eq!(said(lost, Gate::G3, &[]), untold);
        let profiles = [Source::EnrollmentPolicies];
        let missing = vec![Missing::Source(Source::EnrollmentPolicies)];
        assert_eq!(said(lost, Gate::G3, &profiles), (None, missing));
        let (_, at_sign_in) = said("access clear", Gate::G7, &[]);
        let keys: Vec<_> = at_sign_in
            .iter()
            .map(|missing| match missing {
                Missing::Unasked(phrase) => phrase.key,
                other => panic!("{other:?} was read"),
            })
            .collect();
        assert_eq!(keys, ["how-profile-signs-in", "holders-second-factors"]);
    }

    #[test]
    fn an_apps_token_that_nobody_read_is_no_reason_to_be_sure() {
        let story = READY.replace("vpp not_needed", "vpp unread");
        let story = story.replace(", vpp unread", "");
        let unread = [Source::VppTokens];
        let (_, missing) = said(&story, Gate::G8, &unread);
        assert!(
            missing.contains(&Missing::Source(Source::VppTokens)),
            "{missing:?}"
        );
        let stop = first_stop(&with("vpp broken"), Around::default(), None).unwrap();
        assert_eq!((stop.gate, stop.remedy), (Gate::G8, &[Remedy::R8][..]));
    }

    #[test]
    fn what_is_gone_or_mistyped_is_cleaned_and_not_fetched() {
        for (story, remedy) in [
            ("membership absent", Remedy::R18),
            ("membership absent, register lost", Remedy::R17),
            ("membership released, register lost", Remedy::R17),
            ("membership absent, identity lookalike", Remedy::R17),
            ("membership absent, identity by_imei", Remedy::R17),
            ("membership absent, identity exact", Remedy::R18),
        ] {
            let stop = first_stop(&case(story), Around::default(), None).unwrap();
            assert_eq!(
                (stop.gate, stop.remedy),
                (Gate::G0, &[remedy][..]),
                "{story}"
            );
        }
    }

    #[test]
    fn only_what_starts_anew_may_succeed() {
        let may = |story: &str| {
            let run = rehearse(&case(story), false, Around::default(), None);
            run.may_succeed()
        };
        assert!(may("managed none"));
        assert!(may("managed automated"));
        assert!(!may("managed by_hand"));
        assert!(!may("managed none, look in_use"));
        assert!(!may("managed none, membership absent"));
    }

    /// Bug: what another management holds, with no answer that says so, was told to be free.
    #[test]
    fn what_is_to_be_brought_over_is_managed_otherwise() {
        let free = rehearse(&case(READY), false, Around::default(), None);
        assert_eq!(free.already, None);
        let held = free.knowing(Action::Migrate);
        assert_eq!(held.already, Some(Already::ManagedOtherwise));
        assert!(!held.may_succeed());
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
        for otherwise in [
            "managed by_hand",
            "managed several, state not_contacted",
            "managed none, look other_management",
            "look in_use, other_mdm yes",
        ] {
            let found = already(otherwise, true);
            assert_eq!(found, Some(Already::ManagedOtherwise), "{otherwise}");
        }
        assert_eq!(
            already("managed by_hand, management retire", true),
            Some(Already::SetUp)
        );
        assert_eq!(already("managed none", false), None);
    }
}
