//! C29: Company Portal cannot be installed through apps and books.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Look, State, Vpp};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C29"),
        name: "apps-token-broken",
        family: Family::Tenant,
        scope: Scope::Tenant,
        gates: (Gate::G8, Gate::G9),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R8],
    verify: &[Verification::V3],
    prevent: &["P06"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method company_portal, \
            default_profile set, profile_check sound, lock none, care near, register handed_out, \
            handed_when after_profile, siblings few, look stopped, other_mdm no, site_cluster \
            alone, state blocked, contact once, failure none, erased none, managed automated, \
            supervised yes, check_in never, registered no, management managed, push valid, \
            silence ordinary, platform_rule allowed, vpp broken, access clear, family_default \
            covered, kind ios",
    en: Page {
        title: "Company Portal cannot be installed through apps and books",
        meaning: "The enrollment profile installs Company Portal through a location token of \
                  Apple's apps and books, and that token does not work. The device waits for an \
                  app that never arrives. It hangs in the final configuration or in the locked \
                  single app, and Intune may list it as \"Blocked\".\n\n\
                  It hits every device with a profile that uses this token, and no other.",
        why: "The location token (VPP) has passed its year, there are no licences for Company \
              Portal left, it was deleted, or another service uses the same location.",
        how_we_know: "Intune states the token's date and state. \"Blocked\" means that a device \
                      enrolled without a user cannot become a person's, because the app failed to \
                      install.\n\n\
                      A device that is still working on its configuration (C50) needs minutes and \
                      its token is in order. An expired push certificate (C26) leaves no device \
                      this far. The enrollment token (C21) is another token: it is about \
                      importing devices, not about apps.",
        what_to_do: "Renew the location token in Apple Business and upload it in Intune, with the \
                     same Apple Account and for the same location; it is not the enrollment \
                     program token. Check that Company Portal has enough licences in it and that \
                     no other service uses it. Sync the token, and wait until the app shows free \
                     licences.\n\n\
                     Then let one waiting device try again, and the others after it. Do not \
                     change the profile in order to get around it: a changed profile applies only \
                     when Setup Assistant runs again.\n\n\
                     This needs no erase. Microsoft's guide ends with erasing the devices that \
                     stay \"Blocked\" even with a working token; that is a decision of its own \
                     for each device, and never before the repair.",
        prevention: "Watch the date of every location token like that of the push certificate, \
                     and keep free licences for Company Portal in stock. A profile with modern \
                     authentication does not depend on Company Portal to get through Setup \
                     Assistant.",
    },
    de: Page {
        title: "Das Unternehmensportal lässt sich nicht über „Apps und Bücher“ installieren",
        meaning: "Das Registrierungsprofil installiert das Unternehmensportal über ein \
                  Standorttoken von „Apps und Bücher“, und dieses Token arbeitet nicht. Das Gerät \
                  wartet auf eine App, die nie kommt. Es hängt in der abschließenden \
                  Konfiguration oder im Einzel-App-Modus, und Intune führt es unter Umständen als \
                  „Blockiert“.\n\n\
                  Es trifft jedes Gerät mit einem Profil, das dieses Token benutzt, und kein \
                  anderes.",
        why: "Das Standorttoken (VPP) hat sein Jahr überschritten, es sind keine Lizenzen für das \
              Unternehmensportal mehr frei, es wurde gelöscht, oder ein anderer Dienst benutzt \
              denselben Standort.",
        how_we_know: "Intune nennt Datum und Zustand des Tokens. „Blockiert“ heißt, dass ein ohne \
                      Person registriertes Gerät keiner Person zugeordnet werden kann, weil die \
                      Installation der App gescheitert ist.\n\n\
                      Ein Gerät, das noch konfiguriert wird (C50), braucht Minuten, und sein \
                      Token ist in Ordnung. Mit einem abgelaufenen Push-Zertifikat (C26) kommt \
                      kein Gerät so weit. Das Token für das Registrierungsprogramm (C21) ist ein \
                      anderes: Bei ihm geht es um den Import der Geräte, nicht um Apps.",
        what_to_do: "Erneuern Sie das Standorttoken in Apple Business und laden Sie es in Intune \
                     hoch, mit demselben Apple Account und für denselben Standort; es ist nicht \
                     das Token für das Registrierungsprogramm. Prüfen Sie, ob es genug Lizenzen \
                     für das Unternehmensportal enthält und ob kein anderer Dienst es benutzt. \
                     Synchronisieren Sie es und warten Sie, bis die App freie Lizenzen zeigt.\n\n\
                     Lassen Sie danach ein wartendes Gerät noch einmal versuchen, dann die \
                     anderen. Ändern Sie nicht das Profil, um das Hindernis zu umgehen: Ein \
                     geändertes Profil gilt erst, wenn der Systemassistent erneut läuft.\n\n\
                     Ein Löschen ist dafür nicht nötig. Die Anleitung von Microsoft endet damit, \
                     Geräte zu löschen, die trotz arbeitendem Token „Blockiert“ bleiben; das ist \
                     je Gerät eine eigene Entscheidung und nie eine vor der Reparatur.",
        prevention: "Das Datum jedes Standorttokens überwachen wie das des Push-Zertifikats und \
                     freie Lizenzen für das Unternehmensportal vorhalten. Ein Profil mit moderner \
                     Authentifizierung braucht das Unternehmensportal nicht, um durch den \
                     Systemassistenten zu kommen.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(Vpp::Broken))
        .refuted_by(case.any(&[State::Enrolled, State::PendingReset]))
        .sign(case.is(State::Blocked))
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
    fn the_location_token_does_not_work() {
        fires(&RULE, "vpp broken");
    }

    #[test]
    fn a_device_is_blocked_by_it() {
        fires(&RULE, "profile present, state blocked, vpp broken");
    }

    #[test]
    fn still_working_on_its_configuration() {
        ruled_out(&RULE, "managed automated, check_in new, vpp valid", "vpp");
    }

    #[test]
    fn the_profile_does_not_need_it() {
        ruled_out(&RULE, "state not_contacted, vpp not_needed", "vpp");
    }

    #[test]
    fn enrolled_while_the_token_worked() {
        ruled_out(&RULE, "state enrolled, vpp broken", "state");
    }

    #[test]
    fn a_sealed_device_does_not_wait_for_it() {
        doubted(
            &RULE,
            "state not_contacted, vpp broken, look sealed",
            "look",
        );
    }

    #[test]
    fn nobody_looked_at_the_location_token() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
