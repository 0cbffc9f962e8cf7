//! C28: the tenant is not set up for device management, or not subscribed.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Failure, Look, Managed};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C28"),
        name: "authority-or-subscription",
        family: Family::Tenant,
        scope: Scope::Tenant,
        gates: (Gate::G6, Gate::G8),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R8, Remedy::R20],
    verify: &[Verification::V3],
    prevent: &[],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, \
            default_profile set, profile_check sound, lock none, care near, register handed_out, \
            handed_when after_profile, siblings few, look stopped, other_mdm no, site_cluster \
            alone, state failed, contact never, failure authority, enroll_sign_in success, erased \
            none, managed none, push valid, silence ordinary, platform_rule allowed, vpp \
            not_needed, access clear, family_default covered, kind ios",
    en: Page {
        title: "The tenant is not ready for device management",
        meaning: "Intune refused the enrollment because the tenant itself is not ready: nobody \
                  has been named as the authority for device management, or the subscription has \
                  ended or was never complete.\n\n\
                  It stops every device of every person, whatever its system, until it is mended.",
        why: "A new tenant whose set-up was not finished, a trial that ran out, a change of \
              licence contract, or a tenant that comes from an older product and still names that \
              as its authority.",
        how_we_know: "The recorded failure names the authority (MdmAuthorityNotDefined and its \
                      relatives) or the tenant. There is no other reading for it: without a \
                      recorded attempt nobody can tell.\n\n\
                      A missing push certificate (C26) also stops every Apple device but shows in \
                      the certificate. A missing licence (C33) concerns single persons. A \
                      government cloud (C44) shows its own redirect.",
        what_to_do: "Look in the Intune admin center under tenant status at the authority for \
                     device management and set it to Intune if it is not set. Check that the \
                     subscription is active and that it contains Intune. Some of it takes hours \
                     to arrive everywhere. If both are in order and enrollment still fails, open \
                     a case with Microsoft, with the correlation id of the attempt.\n\n\
                     Then try again on one device: go back in Setup Assistant and sign in once \
                     more. Nothing has to be erased for this.",
        prevention: "Enroll one test device after every change of contract, tenant or authority, \
                     before devices are handed out. There is no measurement that warns earlier.",
    },
    de: Page {
        title: "Der Mandant ist nicht bereit für die Geräteverwaltung",
        meaning: "Intune hat die Registrierung abgelehnt, weil der Mandant selbst nicht bereit \
                  ist: Es ist keine Autorität für die Geräteverwaltung festgelegt, oder das \
                  Abonnement ist abgelaufen oder war nie vollständig.\n\n\
                  Das hält jedes Gerät jeder Person auf, gleich mit welchem System, bis es \
                  behoben ist.",
        why: "Ein neuer Mandant, dessen Einrichtung nicht beendet wurde, eine abgelaufene \
              Testphase, ein Wechsel des Lizenzvertrags oder ein Mandant, der aus einem älteren \
              Produkt stammt und noch dieses als Autorität nennt.",
        how_we_know: "Der aufgezeichnete Fehler nennt die Autorität (MdmAuthorityNotDefined und \
                      Verwandte) oder den Mandanten. Ein anderes Zeichen gibt es nicht: Ohne \
                      aufgezeichneten Versuch kann es niemand sagen.\n\n\
                      Ein fehlendes Push-Zertifikat (C26) hält ebenfalls jedes Apple-Gerät auf, \
                      zeigt sich aber am Zertifikat. Eine fehlende Lizenz (C33) betrifft einzelne \
                      Personen. Eine Behörden-Cloud (C44) zeigt ihre eigene Umleitung.",
        what_to_do: "Sehen Sie im Intune Admin Center unter dem Mandantenstatus nach der \
                     Autorität für die Verwaltung mobiler Geräte und legen Sie Intune fest, wenn \
                     nichts festgelegt ist. Prüfen Sie, ob das Abonnement aktiv ist und Intune \
                     enthält. Manches braucht Stunden, bis es überall angekommen ist. Ist beides \
                     in Ordnung und scheitert die Registrierung weiter, eröffnen Sie einen Fall \
                     bei Microsoft, mit der Korrelations-ID des Versuchs.\n\n\
                     Danach auf einem Gerät erneut versuchen: im Systemassistenten zurückgehen \
                     und noch einmal anmelden. Dafür muss nichts gelöscht werden.",
        prevention: "Nach jeder Änderung an Vertrag, Mandant oder Autorität ein Testgerät \
                     registrieren, bevor Geräte ausgegeben werden. Eine Messung, die früher \
                     warnt, gibt es nicht.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(Failure::Authority))
        .refuted_by(case.is(Managed::Automated))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::InUse,
            Look::OtherManagement,
            Look::Missing,
        ]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn intune_named_the_authority() {
        fires(&RULE, "state failed, failure authority, managed none");
    }

    #[test]
    fn the_person_has_no_licence() {
        ruled_out(
            &RULE,
            "state failed, failure licence, managed none",
            "failure",
        );
    }

    #[test]
    fn a_sealed_device_did_not_try() {
        doubted(&RULE, "failure authority, look sealed", "look");
    }

    #[test]
    fn the_device_is_enrolled() {
        ruled_out(&RULE, "failure authority, managed automated", "managed");
    }

    #[test]
    fn nobody_looked_at_the_failures() {
        cannot_tell(&RULE, "listing token, profile present, state failed");
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
