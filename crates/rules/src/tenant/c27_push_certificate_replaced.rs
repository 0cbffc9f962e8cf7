//! C27: the push certificate was replaced by another one instead of being renewed.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, CheckIn, Managed, Push, Silence};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C27"),
        name: "push-certificate-replaced",
        family: Family::Tenant,
        scope: Scope::Tenant,
        gates: (Gate::G9, Gate::G12),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R7, Remedy::R20],
    verify: &[Verification::V3],
    prevent: &["P06"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, lock none, care near, register handed_out, handed_when \
            after_profile, used_when after_profile, siblings most, look managed, other_mdm no, \
            site_cluster alone, state enrolled, contact once, failure none, erased none, managed \
            automated, supervised yes, check_in stale, registered yes, compliance noncompliant, \
            management managed, certificate valid, gone no, push valid, silence mass, \
            family_default covered, kind ios",
    en: Page {
        title: "Most devices fell silent on one day: the push certificate was replaced",
        meaning: "Most of the managed Apple devices stopped checking in on one and the same day, \
                  while the tenant has a push certificate. An enrolled device listens only to the \
                  certificate with which it was enrolled. If another one takes its place, Intune \
                  can reach none of the older devices any more.\n\n\
                  The devices are in use and full of data. They are not broken, and they do not \
                  know that nobody hears them. New devices enroll normally.",
        why: "At the yearly renewal somebody created a new certificate instead of renewing the \
              existing one, often with another Apple Account because the old one could not be \
              reached. Intune accepts that with no more than a warning.",
        how_we_know: "The devices' last contact ends on the same day, and a certificate is \
                      present. That it was replaced is concluded from this; compare its date, its \
                      topic and the Apple Account in Intune with what you have on record.\n\n\
                      If the certificate has expired, the silence comes from that and ends with \
                      its renewal (C26). A single device that fell silent has a fault of its own \
                      (C55). Devices that were moved to another service fall silent in batches \
                      too (C59).",
        what_to_do: "Stop all enrollments first: every device that is enrolled now binds itself \
                     to the new certificate. Sign in to Apple's push certificate portal with the \
                     former Apple Account and see whether the old certificate is still there. If \
                     it is, renew it there and upload it in Intune; the old devices should then \
                     answer again (inferred from how the certificate works). If the account is \
                     lost, ask Apple's support whether the certificate can be moved to another \
                     account.\n\n\
                     Weigh it first: devices enrolled since the change would be lost in their \
                     turn. Microsoft's word is that without the old certificate all iPhones and \
                     iPads have to be enrolled again. Plan that in groups and with the holders, \
                     with saved data.\n\n\
                     Do not erase anything because of the silence alone, and do not delete the \
                     records: they are the only list of what has to come back. You have succeeded \
                     when check-ins return.",
        prevention: "Renew, never replace. Keep the Apple Account on a role mailbox, write down \
                     the topic and the serial number of the certificate, let a second person \
                     compare them before the upload, and remind at day 335.",
    },
    de: Page {
        title: "Die meisten Geräte verstummten am selben Tag: Das Push-Zertifikat wurde ersetzt",
        meaning: "Die meisten verwalteten Apple-Geräte haben sich seit ein und demselben Tag \
                  nicht mehr gemeldet, obwohl der Mandant ein Push-Zertifikat hat. Ein \
                  registriertes Gerät hört nur auf das Zertifikat, mit dem es registriert wurde. \
                  Tritt ein anderes an dessen Stelle, erreicht Intune keines der älteren Geräte \
                  mehr.\n\n\
                  Die Geräte sind in Gebrauch und voller Daten. Sie sind nicht defekt und wissen \
                  nicht, dass niemand sie hört. Neue Geräte registrieren sich normal.",
        why: "Bei der jährlichen Erneuerung hat jemand ein neues Zertifikat angelegt, statt das \
              vorhandene zu erneuern, oft mit einem anderen Apple Account, weil der alte nicht \
              erreichbar war. Intune lässt das mit einer bloßen Warnung zu.",
        how_we_know: "Der letzte Kontakt der Geräte endet am selben Tag, und ein Zertifikat ist \
                      vorhanden. Dass es ersetzt wurde, ist daraus geschlossen; vergleichen Sie \
                      Datum, Thema (Topic) und Apple Account in Intune mit Ihren Unterlagen.\n\n\
                      Ist das Zertifikat abgelaufen, kommt die Stille daher und endet mit der \
                      Erneuerung (C26). Ein einzelnes verstummtes Gerät hat einen eigenen Fehler \
                      (C55). Auch Geräte, die zu einem anderen Dienst umgezogen sind, verstummen \
                      gruppenweise (C59).",
        what_to_do: "Halten Sie zuerst alle Registrierungen an: Jedes Gerät, das jetzt \
                     registriert wird, bindet sich an das neue Zertifikat. Melden Sie sich mit \
                     dem früheren Apple Account in Apples Portal für Push-Zertifikate an und \
                     sehen Sie nach, ob das alte Zertifikat noch da ist. Wenn ja, erneuern Sie es \
                     dort und laden es in Intune hoch; die alten Geräte sollten dann wieder \
                     antworten (geschlossen aus der Wirkungsweise des Zertifikats). Ist der \
                     Account verloren, fragen Sie den Support von Apple, ob sich das Zertifikat \
                     auf einen anderen Account übertragen lässt.\n\n\
                     Wägen Sie vorher ab: Die seit dem Wechsel registrierten Geräte gingen \
                     ihrerseits verloren. Nach Microsoft müssen ohne das alte Zertifikat alle \
                     iPhones und iPads neu registriert werden. Planen Sie das in Gruppen und mit \
                     den Personen, die die Geräte haben, mit gesicherten Daten.\n\n\
                     Löschen Sie nichts allein wegen der Stille, und entfernen Sie die Datensätze \
                     nicht: Sie sind die einzige Liste dessen, was zurückkommen muss. Gelungen \
                     ist es, wenn sich die Geräte wieder melden.",
        prevention: "Erneuern, nie ersetzen. Den Apple Account bei einem Funktionspostfach \
                     führen, Thema und Seriennummer des Zertifikats aufschreiben, vor dem \
                     Hochladen von einer zweiten Person vergleichen lassen und am Tag 335 \
                     erinnern.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(Silence::Mass))
        .refuted_by(case.is(Push::Missing))
        .refuted_by(case.is(Managed::None))
        .refuted_by(case.is(CheckIn::New))
        .doubted_by(case.is(Push::Expired))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn most_devices_fell_silent_on_one_day() {
        fires(&RULE, "push valid, silence mass");
    }

    #[test]
    fn this_one_fell_silent_with_them() {
        fires(
            &RULE,
            "managed automated, check_in stale, push valid, silence mass",
        );
    }

    #[test]
    fn it_fell_silent_with_them_less_than_a_month_ago() {
        fires(
            &RULE,
            "managed automated, check_in recent, push valid, silence mass",
        );
    }

    #[test]
    fn the_certificate_has_expired() {
        doubted(&RULE, "push expired, silence mass", "push");
    }

    #[test]
    fn this_one_alone_fell_silent() {
        ruled_out(
            &RULE,
            "managed automated, check_in stale, push valid, silence ordinary",
            "silence",
        );
    }

    #[test]
    fn a_device_that_never_enrolled() {
        ruled_out(&RULE, "managed none, push valid, silence mass", "managed");
    }

    #[test]
    fn nobody_looked_at_the_check_ins() {
        cannot_tell(&RULE, "listing token, state enrolled, push valid");
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
