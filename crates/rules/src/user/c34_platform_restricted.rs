//! C34: a restriction for everybody forbids the platform.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Failure, Look, Managed, PlatformRule, RegisterState, State, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C34"),
        name: "platform-restricted",
        family: Family::User,
        scope: Scope::Restriction,
        gates: (Gate::G6, Gate::G8),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R8],
    verify: &[Verification::V3],
    prevent: &["P12"],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method modern, default_profile set, profile_check \
            sound, lock none, register handed_out, handed_when after_profile, other_mdm no, \
            site_cluster alone, look stopped, state failed, failure restriction, enroll_sign_in \
            none, managed none, gone no, push valid, platform_rule blocked, access clear",
    en: Page {
        title: "An enrollment restriction forbids this platform to everybody",
        meaning: "A device platform restriction that covers all users blocks the platform itself. \
                  A device that tries to enroll shows Remote Management and then \"Invalid \
                  Profile\", whoever holds it.\n\n\
                  It is one setting, and it explains every waiting device of this platform that \
                  has tried. A device that has not tried yet will stop at the same place.",
        why: "Somebody wanted to keep private devices out and blocked the whole platform instead \
              of personally owned devices, or changed the default restriction for a test. Devices \
              without a user are judged by that default restriction alone, even if a better one \
              exists for a group.",
        how_we_know: "The restriction is read from Intune's settings. A recorded failure of a \
                      device that names an enrollment restriction confirms it; without one, the \
                      effect on a single device is inferred.\n\n\
                      \"Invalid Profile\" also appears when Apple did not get a usable profile \
                      (C30, C32): then the restriction allows the platform. A missing push \
                      certificate (C26) refuses everybody as well and is seen in the certificate. \
                      A device that never asked (H01, C01) has another cause in front of this one.",
        what_to_do: "Allow the platform in the default restriction and forbid personally owned \
                     devices there instead; devices of automated enrollment count as corporate and \
                     are not hit by that. Allow about a quarter of an hour for the change to take \
                     effect, try with one device, then with the others.\n\n\
                     No data has to be destroyed for this. Microsoft's article resets the device \
                     that shows the error; do so only after the restriction has been changed, and \
                     only on a device on which nobody has set up anything.",
        prevention: "Have every change of a restriction approved by a second person and check \
                     afterwards what it means for a device with and without a user (P12).",
    },
    de: Page {
        title: "Eine Registrierungseinschränkung verbietet diese Plattform allen",
        meaning: "Eine Geräteplattformeinschränkung, die für alle Personen gilt, sperrt die \
                  Plattform selbst. Ein Gerät, das sich registrieren will, zeigt „Entfernte \
                  Verwaltung“ und dann „Ungültiges Profil“ (Invalid Profile), gleich wer es in der \
                  Hand hat.\n\n\
                  Es ist eine einzige Einstellung, und sie erklärt jedes wartende Gerät dieser \
                  Plattform, das es versucht hat. Ein Gerät, das es noch nicht versucht hat, wird \
                  an derselben Stelle stehen bleiben.",
        why: "Jemand wollte private Geräte fernhalten und hat die ganze Plattform statt der \
              persönlichen Geräte gesperrt oder die Standardeinschränkung für einen Test \
              verändert. Geräte ohne Person werden nur nach dieser Standardeinschränkung \
              beurteilt, auch wenn es für eine Gruppe eine bessere gibt.",
        how_we_know: "Die Einschränkung steht in den Einstellungen von Intune. Ein verzeichneter \
                      Fehlschlag eines Geräts, der eine Registrierungseinschränkung nennt, \
                      bestätigt sie; ohne ihn ist die Wirkung auf das einzelne Gerät \
                      erschlossen.\n\n\
                      „Ungültiges Profil“ erscheint auch, wenn Apple kein brauchbares Profil \
                      bekommen hat (C30, C32): Dann ist die Plattform erlaubt. Ein fehlendes \
                      Push-Zertifikat (C26) weist ebenfalls alle ab und ist am Zertifikat zu \
                      sehen. Ein Gerät, das nie gefragt hat (H01, C01), hat zuerst eine andere \
                      Ursache.",
        what_to_do: "Erlauben Sie die Plattform in der Standardeinschränkung und verbieten Sie \
                     dort stattdessen persönliche Geräte; Geräte der automatischen Registrierung \
                     gelten als Firmengeräte und sind davon nicht betroffen. Rechnen Sie mit etwa \
                     einer Viertelstunde, bis die Änderung wirkt, versuchen Sie es mit einem \
                     Gerät, dann mit den übrigen.\n\n\
                     Dafür müssen keine Daten zerstört werden. Der Artikel von Microsoft setzt das \
                     Gerät mit der Fehlermeldung zurück; tun Sie das nur nach der Änderung der \
                     Einschränkung und nur bei einem Gerät, auf dem noch niemand etwas \
                     eingerichtet hat.",
        prevention: "Jede Änderung an einer Einschränkung von einer zweiten Person freigeben \
                     lassen und danach prüfen, was sie für ein Gerät mit und ohne Person bedeutet \
                     (P12).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(PlatformRule::Blocked))
        .refuted_by(case.any(&[
            Managed::Automated,
            Managed::ByHand,
            Managed::Several,
            Managed::Unsaid,
        ]))
        .refuted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
            UsedWhen::BeforeProfile,
        ]))
        .sign(case.is(Failure::Restriction))
        .sign(case.is(State::Failed))
        .doubted_by(case.any(&[
            Failure::Licence,
            Failure::Cap,
            Failure::Authentication,
            Failure::Account,
            Failure::Push,
            Failure::Identity,
            Failure::Authority,
            Failure::Diverted,
            Failure::Manager,
            Failure::Abandoned,
            Failure::Government,
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
        .doubted_by(case.is(RegisterState::Stock))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn its_story() {
        fires(&RULE, RULE.story);
    }

    #[test]
    fn the_setting_alone_is_a_finding() {
        fires(&RULE, "platform_rule blocked");
    }

    #[test]
    fn the_platform_is_allowed() {
        ruled_out(
            &RULE,
            "platform_rule allowed, failure restriction",
            "platform_rule",
        );
    }

    #[test]
    fn enrolled_all_the_same() {
        ruled_out(&RULE, "platform_rule blocked, managed automated", "managed");
    }

    #[test]
    fn still_in_its_box() {
        doubted(
            &RULE,
            "platform_rule blocked, managed none, look sealed",
            "look",
        );
    }

    #[test]
    fn nobody_read_the_restrictions() {
        cannot_tell(&RULE, "profile present, state not_contacted, managed none");
    }
}
