//! C50: the enrollment is under way right now.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, CheckIn, Look, Managed, Management, Membership, SetupStory};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C50"),
        name: "in-progress",
        family: Family::Network,
        scope: Scope::Device,
        gates: (Gate::G8, Gate::G11),
        action: Action::Wait,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R0],
    verify: &[Verification::V3, Verification::V4],
    prevent: &["P08"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, \
            default_profile set, profile_check sound, care near, register handed_out, handed_when \
            after_profile, other_mdm no, used_when after_profile, lock none, siblings some, look \
            remote_management, site_cluster alone, state enrolled, contact once, failure none, \
            enroll_sign_in success, erased none, managed automated, supervised yes, check_in new, \
            registered no, compliance unsettled, management discovered, certificate valid, gone \
            no, push valid, silence ordinary, platform_rule allowed, vpp not_needed, access \
            clear, family_default covered, kind ios",
    en: Page {
        title: "The enrollment is under way",
        meaning: "The device is in the middle of its enrollment: at Remote Management, at the \
                  sign-in, or held in the final configuration until Intune releases it. Or it \
                  enrolled within the last day and its registration and compliance are not \
                  complete yet.\n\n\
                  Lists that were read meanwhile show it half finished.",
        why: "A profile can hold the device until its first policies have arrived. Most devices \
              are released within 15 minutes; Intune sets no upper limit. Registration in Entra \
              needs the person's first sign-in afterwards, and compliance its first evaluation.",
        how_we_know: "Intune enrolled it less than 24 hours ago, or has found it without having \
                      finished, or somebody sees it at Remote Management.\n\n\
                      A person who gave up (C43) stands at the same screen, but nothing moves any \
                      more. If it was enrolled longer than a day ago and still is not registered, \
                      it is C52; if it is not compliant, C53. A device that Intune lists as \
                      blocked waits for Company Portal (C29). A sealed or shelved device (H01, \
                      H03) shows no sign of an attempt.",
        what_to_do: "Wait 15 to 60 minutes, on power and on a network that stays. Read the lists \
                     again before you judge. If it stands at Remote Management or at the sign-in, \
                     somebody has to go on there.\n\n\
                     Do not erase, retire or delete it, and do not change its profile meanwhile: \
                     each of these breaks off what is about to succeed. If it is still held after \
                     an hour, try another network (C45) and look at the apps that the profile \
                     waits for (C29).",
        prevention: "Keep the policies and apps that are required during set-up few, so that the \
                     hold is short, and tell people how long it takes.",
    },
    de: Page {
        title: "Die Registrierung läuft gerade",
        meaning: "Das Gerät steckt mitten in seiner Registrierung: bei „Entfernte Verwaltung“, \
                  bei der Anmeldung oder in der abschließenden Konfiguration, bis Intune es \
                  freigibt. Oder es wurde innerhalb des letzten Tages registriert, und der \
                  Eintrag in Entra und die Konformität sind noch nicht vollständig.\n\n\
                  Listen, die währenddessen gelesen wurden, zeigen es halb fertig.",
        why: "Ein Profil kann das Gerät festhalten, bis die ersten Richtlinien angekommen sind. \
              Die meisten Geräte werden innerhalb von 15 Minuten freigegeben; eine Obergrenze \
              setzt Intune nicht. Der Eintrag in Entra braucht danach die erste Anmeldung der \
              Person, die Konformität ihre erste Bewertung.",
        how_we_know: "Intune hat es vor weniger als 24 Stunden registriert oder hat es gefunden, \
                      ohne fertig zu sein, oder jemand sieht es bei „Entfernte Verwaltung“.\n\n\
                      Wer aufgegeben hat (C43), steht am selben Bildschirm, aber es bewegt sich \
                      nichts mehr. Ist es länger als einen Tag registriert und noch nicht in \
                      Entra eingetragen, ist es C52; ist es nicht konform, C53. Ein Gerät, das \
                      Intune als blockiert führt, wartet auf das Unternehmensportal (C29). Ein \
                      verpacktes oder ins Regal gelegtes Gerät (H01, H03) zeigt keinen Versuch.",
        what_to_do: "Warten Sie 15 bis 60 Minuten, am Strom und in einem Netzwerk, das bleibt. \
                     Lesen Sie die Listen erneut, bevor Sie urteilen. Steht es bei „Entfernte \
                     Verwaltung“ oder bei der Anmeldung, muss dort jemand weitermachen.\n\n\
                     Löschen Sie es nicht, setzen Sie es nicht außer Betrieb, entfernen Sie nicht \
                     seinen Datensatz, und ändern Sie währenddessen nicht sein Profil: Jedes \
                     davon bricht ab, was gleich gelingt. Wird es nach einer Stunde noch \
                     festgehalten, versuchen Sie ein anderes Netzwerk (C45) und sehen Sie nach \
                     den Apps, auf die das Profil wartet (C29).",
        prevention: "Richtlinien und Apps, die beim Einrichten verlangt werden, knapp halten, \
                     damit die Wartezeit kurz bleibt, und den Personen sagen, wie lange es \
                     dauert.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .refuted_by(case.is(Managed::ByHand))
        .refuted_by(case.any(&[CheckIn::Recent, CheckIn::Stale]))
        .refuted_by(case.any(&[Management::Wipe, Management::Retire]))
        .sign(case.is(CheckIn::New))
        .sign(case.is(Management::Discovered))
        .sign(case.is(Look::RemoteManagement))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::InUse,
            Look::OtherManagement,
            Look::Stopped,
            Look::Missing,
        ]))
        .doubted_by(case.any(&[SetupStory::QuickStart, SetupStory::Restored]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn enrolled_today() {
        fires(
            &RULE,
            "membership present, managed automated, check_in new, registered no",
        );
    }

    #[test]
    fn at_remote_management() {
        fires(
            &RULE,
            "membership present, managed none, look remote_management",
        );
    }

    #[test]
    fn enrolled_long_ago_and_not_registered() {
        ruled_out(
            &RULE,
            "membership present, managed automated, check_in recent, registered no",
            "check_in",
        );
    }

    #[test]
    fn enrolled_by_hand() {
        ruled_out(
            &RULE,
            "membership present, managed by_hand, check_in new",
            "managed",
        );
    }

    #[test]
    fn sealed_in_its_box() {
        doubted(
            &RULE,
            "membership present, managed none, look sealed",
            "look",
        );
    }

    #[test]
    fn nobody_looked_at_the_device() {
        cannot_tell(
            &RULE,
            "membership present, listing token, profile present, managed none",
        );
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
