//! C47: the device's clock is wrong.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Failure, Look, Managed, Membership, SiteCluster};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C47"),
        name: "clock-wrong",
        family: Family::Network,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G8),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R10],
    verify: &[Verification::V3],
    prevent: &["P14"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, \
            default_profile set, profile_check sound, care near, register handed_out, handed_when \
            after_profile, other_mdm no, lock none, siblings some, look stopped, site_cluster \
            alone, state failed, contact never, failure clock, enroll_sign_in failed, erased \
            none, managed none, push valid, silence ordinary, platform_rule allowed, vpp \
            not_needed, access clear, family_default covered, kind ios",
    en: Page {
        title: "The device's clock is wrong",
        meaning: "Date and time of the device are so far from the truth that certificates look \
                  expired or not yet valid. It then trusts neither Apple nor Microsoft, and \
                  signing in or enrolling fails.",
        why: "The battery was empty for months, the clock was set by hand at some time, or the \
              network blocks Apple's time servers, so that the device cannot set it by itself.",
        how_we_know: "The record of the failure names the time, or somebody sees a wrong date on \
                      the screen. Microsoft documents a wrong clock as a reason for failed \
                      enrollments in general; there is no reading that shows it from afar.\n\n\
                      If the whole site fails, the network blocks the time servers or more (C45). \
                      A certificate that came too late (C46) fails with the right time as well. \
                      An old system (C49) asks for an update.",
        what_to_do: "Charge the device, connect it to a network that lets time.apple.com through \
                     on UDP port 123, best a hotspot, and restart it. Set the right time zone; if \
                     date and time can be set in its state, set them. Then go on in Setup \
                     Assistant and sign in again.\n\n\
                     It needs no erase: an erase does not mend the clock, and without the time \
                     servers the device would stop at the same place.",
        prevention: "Include Apple's time servers in the probe of each site's network. Charge \
                     stock that has lain for long before it is handed out.",
    },
    de: Page {
        title: "Die Uhr des Geräts geht falsch",
        meaning: "Datum und Uhrzeit des Geräts sind so weit von der Wirklichkeit entfernt, dass \
                  Zertifikate abgelaufen oder noch nicht gültig erscheinen. Es traut dann weder \
                  Apple noch Microsoft, und Anmeldung oder Registrierung scheitern.",
        why: "Die Batterie war monatelang leer, die Uhr wurde irgendwann von Hand gestellt, oder \
              das Netzwerk blockiert Apples Zeitserver, sodass das Gerät sie nicht selbst stellen \
              kann.",
        how_we_know: "Der aufgezeichnete Fehler nennt die Zeit, oder jemand sieht ein falsches \
                      Datum auf dem Bildschirm. Microsoft dokumentiert eine falsche Uhr allgemein \
                      als Grund für gescheiterte Registrierungen; aus der Ferne zeigt sie nichts \
                      an.\n\n\
                      Scheitert der ganze Standort, blockiert das Netzwerk die Zeitserver oder \
                      noch mehr (C45). Ein zu spät erhaltenes Zertifikat (C46) scheitert auch mit \
                      richtiger Zeit. Ein altes System (C49) verlangt ein Update.",
        what_to_do: "Laden Sie das Gerät auf, verbinden Sie es mit einem Netzwerk, das \
                     time.apple.com über UDP-Port 123 durchlässt, am besten mit einem Hotspot, \
                     und starten Sie es neu. Stellen Sie die richtige Zeitzone ein und, wenn es \
                     in seinem Zustand möglich ist, Datum und Uhrzeit. Danach im \
                     Systemassistenten weitermachen und neu anmelden.\n\n\
                     Ein Löschen ist nicht nötig: Es repariert die Uhr nicht, und ohne die \
                     Zeitserver bliebe das Gerät an derselben Stelle stehen.",
        prevention: "Apples Zeitserver in die Messung jedes Standortnetzes aufnehmen. Lange \
                     gelagerte Geräte vor der Ausgabe aufladen.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .sign(case.is(Failure::Clock))
        .sign(case.is(Look::Stopped))
        .doubted_by(case.any(&[
            Failure::Disconnected,
            Failure::Abandoned,
            Failure::Identity,
            Failure::NotSupported,
        ]))
        .doubted_by(case.is(SiteCluster::Cluster))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::InUse,
            Look::OtherManagement,
            Look::Managed,
            Look::Missing,
        ]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn the_failure_names_the_time() {
        fires(
            &RULE,
            "membership present, managed none, state failed, failure clock",
        );
    }

    #[test]
    fn the_whole_site_fails() {
        doubted(
            &RULE,
            "membership present, managed none, look stopped, site_cluster cluster",
            "site_cluster",
        );
    }

    #[test]
    fn the_certificate_came_too_late() {
        doubted(
            &RULE,
            "membership present, managed none, failure identity",
            "failure",
        );
    }

    #[test]
    fn enrolled_after_all() {
        ruled_out(
            &RULE,
            "membership present, managed automated, failure clock",
            "managed",
        );
    }

    #[test]
    fn nobody_looked_at_failures_or_device() {
        cannot_tell(
            &RULE,
            "membership present, listing token, profile present, state failed",
        );
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
