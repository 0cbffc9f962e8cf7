//! C49: the system is too old, or Setup Assistant demands an update.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Failure, Look, Managed, Membership, SiteCluster};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C49"),
        name: "system-too-old",
        family: Family::Network,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G8),
        action: Action::Wait,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Mechanism,
    remedy: &[Remedy::R0],
    verify: &[Verification::V3],
    prevent: &[],
    story: "membership present, server intune, source reseller, add_gap short, added_age old, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age old, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, \
            default_profile set, profile_check sound, care near, register handed_out, handed_when \
            after_profile, other_mdm no, lock none, siblings some, look stopped, site_cluster \
            alone, state failed, contact never, failure not_supported, enroll_sign_in none, \
            erased none, managed none, push valid, silence ordinary, platform_rule allowed, vpp \
            not_needed, access clear, family_default covered, kind ios",
    en: Page {
        title: "The system is too old to enroll, or an update is demanded first",
        meaning: "The device runs a system that Intune does not accept for enrollment, or Setup \
                  Assistant demands an update before it goes on. It looks stuck, sometimes for an \
                  hour, and there is nothing wrong with it.",
        why: "It lay in stock for long, or it is a model for which no newer system exists. From \
              iOS 17 on a service can demand an update during enrollment; Apple documents how, \
              and whether Intune uses it is inferred. Systems before iOS 13 know only the older \
              way of signing in.",
        how_we_know: "A failed enrollment says that the device or its system is not supported, or \
                      somebody sees an update or an error in Setup Assistant.\n\n\
                      A restriction on system versions (C35) does not stop automated enrollment \
                      but the registration after it. A network that holds up the download (C45) \
                      shows at the whole site. If the update fails again and again on a good \
                      network, think of the hardware (C51). A profile for other hardware (C32) is \
                      wrong at any version.",
        what_to_do: "Let it update: on power, on a fast network, for up to an hour or two. If \
                     Setup Assistant offers no update, bring the system up to date with a Mac or \
                     Apple Configurator, with \"update\" and not with \"restore\". Then go on in \
                     Setup Assistant.\n\n\
                     There is nothing that an erase would mend: it does not change the version. \
                     If the model does not reach the oldest system that Intune supports, replace \
                     it.",
        prevention: "Update stock before it is handed out, oldest first, and take models out of \
                     stock whose last system Intune no longer accepts.",
    },
    de: Page {
        title: "Das System ist zu alt für die Registrierung, oder zuerst wird ein Update verlangt",
        meaning: "Das Gerät hat ein System, das Intune für die Registrierung nicht annimmt, oder \
                  der Systemassistent verlangt ein Update, bevor er weitergeht. Es sieht \
                  festgefahren aus, manchmal eine Stunde lang, und ihm fehlt nichts.",
        why: "Es lag lange im Lager, oder es ist ein Modell, für das es kein neueres System gibt. \
              Ab iOS 17 kann ein Dienst während der Registrierung ein Update verlangen; wie, \
              dokumentiert Apple, ob Intune es tut, ist geschlossen. Systeme vor iOS 13 kennen \
              nur die ältere Art der Anmeldung.",
        how_we_know: "Eine gescheiterte Registrierung sagt, dass Gerät oder System nicht \
                      unterstützt werden, oder jemand sieht im Systemassistenten ein Update oder \
                      einen Fehler.\n\n\
                      Eine Einschränkung der Systemversion (C35) hält nicht die automatische \
                      Registrierung auf, sondern den Eintrag in Entra danach. Ein Netzwerk, das \
                      den Download aufhält (C45), zeigt sich am ganzen Standort. Scheitert das \
                      Update in einem guten Netzwerk immer wieder, denken Sie an die Hardware \
                      (C51). Ein Profil für andere Hardware (C32) ist bei jeder Version falsch.",
        what_to_do: "Lassen Sie es sich aktualisieren: am Strom, in einem schnellen Netzwerk, bis \
                     zu ein oder zwei Stunden lang. Bietet der Systemassistent kein Update an, \
                     bringen Sie das System mit einem Mac oder dem Apple Configurator auf den \
                     neuen Stand, mit „Aktualisieren“ und nicht mit „Wiederherstellen“. Danach im \
                     Systemassistenten weitermachen.\n\n\
                     Ein Löschen würde nichts beheben: Es ändert die Version nicht. Erreicht das \
                     Modell das älteste von Intune unterstützte System nicht, tauschen Sie es \
                     aus.",
        prevention: "Lagergeräte vor der Ausgabe aktualisieren, die ältesten zuerst, und Modelle \
                     aussondern, deren letztes System Intune nicht mehr annimmt.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .sign(case.is(Failure::NotSupported))
        .sign(case.is(Look::Stopped))
        .doubted_by(case.any(&[
            Failure::Restriction,
            Failure::Disconnected,
            Failure::Abandoned,
            Failure::Identity,
            Failure::Clock,
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
    fn intune_does_not_support_it() {
        fires(
            &RULE,
            "membership present, managed none, state failed, failure not_supported",
        );
    }

    #[test]
    fn setup_assistant_is_stopped() {
        fires(&RULE, "membership present, managed none, look stopped");
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
    fn a_restriction_refused_it() {
        doubted(
            &RULE,
            "membership present, managed none, failure restriction",
            "failure",
        );
    }

    #[test]
    fn enrolled_and_only_not_registered() {
        ruled_out(
            &RULE,
            "membership present, managed automated, registered no, os_rule too_old",
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
