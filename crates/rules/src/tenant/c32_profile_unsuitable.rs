//! C32: the assigned profile is meant for another platform or other hardware.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Look, Managed, ProfileState};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C32"),
        name: "profile-unsuitable",
        family: Family::Tenant,
        scope: Scope::Profile,
        gates: (Gate::G3, Gate::G8),
        action: Action::Configure,
        erase: Erase::IfSetUp,
        data: Data::Local,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R3, Remedy::R2, Remedy::R11],
    verify: &[Verification::V2, Verification::V3],
    prevent: &["P08", "P04"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile unsuitable, \
            profile_settled settled, profile_origin after_token, sign_in_method userless, \
            default_profile missing, profile_check sound, lock none, care near, register \
            handed_out, handed_when after_profile, siblings few, look stopped, other_mdm no, \
            site_cluster alone, state failed, contact never, failure other, erased none, managed \
            none, push valid, silence ordinary, platform_rule allowed, vpp not_needed, \
            family_default covered, kind ios",
    en: Page {
        title: "The assigned profile does not fit the device",
        meaning: "The device has an enrollment profile, but one for another platform or for \
                  hardware that it does not have: a profile for Macs on an iPad, or Shared iPad \
                  on a model that cannot do it. Either it gets nothing at all in Setup Assistant \
                  or it stops in the middle.\n\n\
                  It usually concerns a whole batch, because profiles are assigned in batches.",
        why: "Serial numbers were assigned in bulk to the wrong profile, or one profile was meant \
              to serve everything. Each platform has a default profile of its own on the token; \
              if one is not set, somebody assigns by hand and takes the wrong one.",
        how_we_know: "Intune names the requested profile, and its kind does not match the model \
                      of the device. This is a fact.\n\n\
                      A missing profile (C04) is empty in the row. A profile that Apple refuses \
                      (C30) fits but has faulty fields. A system that is too old (C49) stops with \
                      a fitting profile. What exactly the device shows depends on the mismatch \
                      and is documented only in part.",
        what_to_do: "Assign a profile that fits, sync, and check that the row shows the new \
                     profile with a new time. Wait 30 minutes. Set a default profile for every \
                     platform that the token serves.\n\n\
                     A device that is still sealed or at Hello needs nothing more. One that was \
                     set up meanwhile, or that came up with Shared iPad by mistake, must be \
                     erased to take the new profile, and that destroys everything on it: only \
                     after the new profile is settled, with the data saved and without an \
                     Activation Lock.\n\n\
                     Do not erase first and assign later.",
        prevention: "Let profile names carry the platform, set the default profile for each \
                     platform, check each batch for models before assigning, and enroll one \
                     device of every new model as a trial.",
    },
    de: Page {
        title: "Das zugewiesene Profil passt nicht zum Gerät",
        meaning: "Das Gerät hat ein Registrierungsprofil, aber eines für eine andere Plattform \
                  oder für Hardware, die es nicht hat: ein Profil für Macs auf einem iPad oder \
                  „Geteiltes iPad“ auf einem Modell, das es nicht kann. Entweder geschieht im \
                  Systemassistenten gar nichts, oder er bleibt mittendrin stehen.\n\n\
                  Meist betrifft es eine ganze Lieferung, weil Profile gesammelt zugewiesen \
                  werden.",
        why: "Seriennummern wurden gesammelt dem falschen Profil zugewiesen, oder ein Profil \
              sollte für alles dienen. Jede Plattform hat auf dem Token ihr eigenes \
              Standardprofil; fehlt eines, weist jemand von Hand zu und greift zum falschen.",
        how_we_know: "Intune nennt das angeforderte Profil, und seine Art passt nicht zum Modell \
                      des Geräts. Das ist eine Tatsache.\n\n\
                      Ein fehlendes Profil (C04) ist in der Zeile leer. Ein Profil, das Apple \
                      ablehnt (C30), passt, hat aber fehlerhafte Felder. Ein zu altes System \
                      (C49) bleibt mit passendem Profil stehen. Was das Gerät genau zeigt, hängt \
                      davon ab, was nicht passt, und ist nur zum Teil dokumentiert.",
        what_to_do: "Weisen Sie ein passendes Profil zu, synchronisieren Sie und prüfen Sie, ob \
                     die Zeile das neue Profil mit neuem Zeitpunkt zeigt. Warten Sie 30 Minuten. \
                     Legen Sie für jede Plattform, die das Token bedient, ein Standardprofil \
                     fest.\n\n\
                     Ein Gerät, das noch verpackt ist oder bei „Hallo“ steht, braucht nichts \
                     weiter. Eines, das inzwischen eingerichtet wurde oder versehentlich als \
                     geteiltes iPad startet, muss gelöscht werden, um das neue Profil zu \
                     erhalten, und das vernichtet alles darauf: erst wenn das neue Profil \
                     angekommen ist, mit gesicherten Daten und ohne Aktivierungssperre.\n\n\
                     Löschen Sie nicht zuerst, um danach zuzuweisen.",
        prevention: "Die Plattform in den Profilnamen schreiben, für jede Plattform das \
                     Standardprofil festlegen, vor dem Zuweisen jede Lieferung auf Modelle prüfen \
                     und von jedem neuen Modell ein Gerät zur Probe registrieren.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(ProfileState::Unsuitable))
        .refuted_by(case.is(Managed::Automated))
        .doubted_by(case.any(&[Look::OtherManagement, Look::Managed, Look::Missing]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn a_profile_for_other_hardware() {
        fires(
            &RULE,
            "listing token, profile unsuitable, state failed, managed none",
        );
    }

    #[test]
    fn no_profile_at_all() {
        ruled_out(
            &RULE,
            "listing token, profile none, managed none",
            "profile",
        );
    }

    #[test]
    fn enrolled_before_it_was_assigned() {
        ruled_out(&RULE, "profile unsuitable, managed automated", "managed");
    }

    #[test]
    fn nobody_can_find_the_device() {
        doubted(&RULE, "profile unsuitable, look missing", "look");
    }

    #[test]
    fn nobody_looked_at_the_profile() {
        cannot_tell(&RULE, "membership present, listing token, state failed");
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
