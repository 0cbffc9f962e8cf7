//! C46: the device did not get its identity certificate in time.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Failure, Look, Managed, Membership};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C46"),
        name: "identity-certificate-timed-out",
        family: Family::Network,
        scope: Scope::Device,
        gates: (Gate::G8, Gate::G8),
        action: Action::Configure,
        erase: Erase::IfSetUp,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R10, Remedy::R11],
    verify: &[Verification::V3],
    prevent: &["P14"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, \
            default_profile set, profile_check sound, care near, register handed_out, handed_when \
            after_profile, other_mdm no, lock none, siblings some, look stopped, site_cluster \
            alone, state failed, contact never, failure identity, enroll_sign_in success, erased \
            none, managed none, push valid, silence ordinary, platform_rule allowed, vpp \
            not_needed, access clear, family_default covered, kind ios",
    en: Page {
        title: "The device did not get its identity certificate in time",
        meaning: "The person had signed in, and the device was to receive the certificate with \
                  which it proves its identity to Intune. That did not happen within about 15 \
                  minutes of the profile's download, or the answer was not usable. The enrollment \
                  stopped at its last step.\n\n\
                  Nothing of value is on the device yet.",
        why: "Setup Assistant was left lying at Remote Management or during the sign-in, the \
              network was slow or broke off, or something on the way changed the answer.",
        how_we_know: "The record of the failure names the identity certificate, or the screen \
                      says that the SCEP server returned an invalid response. Microsoft documents \
                      the 15 minutes; that waiting was the reason in this case is inferred.\n\n\
                      A network that disturbs every device of the site (C45) shows as a cluster \
                      and as \"disconnected\". A wrong clock (C47) makes every certificate look \
                      invalid. A person who gave up (C43) leaves no failed certificate.",
        what_to_do: "Within the 15 minutes: go back one step and let it try again, on another \
                     network if possible. After that, according to Microsoft, the device must be \
                     erased and set up anew. From Setup Assistant that costs nobody any data, \
                     provided that it really stands in Setup Assistant and was never in use.\n\n\
                     Before an erase make sure that Intune's service, the sync and the profile \
                     are in order and that no Activation Lock is on it. Then go through Setup \
                     Assistant in one go, with the second factor at hand. A device in use is not \
                     erased for this; look at it again first.",
        prevention: "Set devices up in one sitting on a fast network without inspection, with the \
                     means of signing in prepared. Probe the enrollment hosts from every site.",
    },
    de: Page {
        title: "Das Gerät erhielt sein Identitätszertifikat nicht rechtzeitig",
        meaning: "Die Person hatte sich angemeldet, und das Gerät sollte das Zertifikat erhalten, \
                  mit dem es sich gegenüber Intune ausweist. Das gelang nicht innerhalb von etwa \
                  15 Minuten nach dem Laden des Profils, oder die Antwort war unbrauchbar. Die \
                  Registrierung blieb beim letzten Schritt stehen.\n\n\
                  Auf dem Gerät liegt noch nichts von Wert.",
        why: "Der Systemassistent blieb bei „Entfernte Verwaltung“ oder während der Anmeldung \
              liegen, das Netzwerk war langsam oder brach ab, oder etwas auf dem Weg veränderte \
              die Antwort.",
        how_we_know: "Der aufgezeichnete Fehler nennt das Identitätszertifikat, oder der \
                      Bildschirm meldet eine ungültige Antwort des SCEP-Servers. Die 15 Minuten \
                      dokumentiert Microsoft; dass in diesem Fall das Warten der Grund war, ist \
                      geschlossen.\n\n\
                      Ein Netzwerk, das jedes Gerät des Standorts stört (C45), zeigt sich als \
                      Häufung und als „getrennt“. Eine falsche Uhr (C47) lässt jedes Zertifikat \
                      ungültig aussehen. Eine Person, die aufgegeben hat (C43), hinterlässt kein \
                      gescheitertes Zertifikat.",
        what_to_do: "Innerhalb der 15 Minuten: einen Schritt zurückgehen und es noch einmal \
                     versuchen, möglichst in einem anderen Netzwerk. Danach muss das Gerät nach \
                     Microsoft gelöscht und neu eingerichtet werden. Aus dem Systemassistenten \
                     heraus kostet das niemanden Daten, sofern es wirklich dort steht und nie in \
                     Gebrauch war.\n\n\
                     Stellen Sie vor einem Löschen sicher, dass Dienst von Intune, \
                     Synchronisierung und Profil in Ordnung sind und keine Aktivierungssperre \
                     darauf liegt. Danach den Systemassistenten in einem Zug durchlaufen, den \
                     zweiten Faktor zur Hand. Ein Gerät in Gebrauch wird dafür nicht gelöscht; \
                     sehen Sie es sich zuerst noch einmal an.",
        prevention: "Geräte in einer Sitzung einrichten, in einem schnellen Netzwerk ohne Prüfung \
                     und mit vorbereiteter Anmeldung. Von jedem Standort die Registrierungsserver \
                     messen.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .sign(case.is(Failure::Identity))
        .sign(case.is(Look::Stopped))
        .doubted_by(case.any(&[
            Failure::Authentication,
            Failure::Disconnected,
            Failure::Abandoned,
            Failure::Clock,
        ]))
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
    fn the_failure_names_the_certificate() {
        fires(
            &RULE,
            "membership present, managed none, state failed, failure identity",
        );
    }

    #[test]
    fn the_network_broke_off() {
        doubted(
            &RULE,
            "membership present, managed none, failure disconnected, look stopped",
            "failure",
        );
    }

    #[test]
    fn in_use_without_management() {
        doubted(
            &RULE,
            "membership present, managed none, failure identity, look in_use",
            "look",
        );
    }

    #[test]
    fn enrolled_after_all() {
        ruled_out(
            &RULE,
            "membership present, managed automated, failure identity",
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
