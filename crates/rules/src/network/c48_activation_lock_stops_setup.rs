//! C48: an Activation Lock stops Setup Assistant after an erase.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, CheckIn, Erased, Failure, Lock, Look, Membership, OtherMdm};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C48"),
        name: "activation-lock-stops-setup",
        family: Family::Network,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G5),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R16],
    verify: &[Verification::V3],
    prevent: &[],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, \
            default_profile set, profile_check sound, care near, register handed_out, handed_when \
            before_profile, other_mdm no, lock user, siblings some, look stopped, site_cluster \
            alone, state not_contacted, contact never, failure none, enroll_sign_in none, erased \
            since_profile, managed none, push valid, silence ordinary, platform_rule allowed, vpp \
            not_needed, access clear, family_default covered, kind ios",
    en: Page {
        title: "An Activation Lock stops Setup Assistant",
        meaning: "The device was erased, and now it asks for the Apple Account or the passcode to \
                  which it is bound. Without them Setup Assistant goes no further and never asks \
                  Apple for its management record. Its data is gone already; its way into Intune \
                  is still open.",
        why: "It was erased while Find My was on, or while a service's own lock was on it. This \
              is the usual accident in mending a device that was set up too early: the erase came \
              before the sign-out.\n\n\
              Apple lets an administrator turn off a personal lock only if the device belonged to \
              the organisation before the lock was switched on. A device that was added later is \
              not covered.",
        how_we_know: "Apple's record names a lock, personal or of a service, an erase lies after \
                      the assignment of the profile, or somebody sees the lock on the screen. Not \
                      every local erase leaves a record, so that its absence proves little.\n\n\
                      With the same personal lock and no erase, the device is simply in use (C01 \
                      to C04). An error of the network (C45) or a hardware fault (C51) stops \
                      Setup Assistant without asking for an account.",
        what_to_do: "Personal lock: the holder enters their Apple Account on the device or \
                     removes it from their devices in iCloud. If the device was in the \
                     organisation before the lock, an administrator can turn it off in Apple \
                     Business. Otherwise Apple's support removes it against proof of purchase. \
                     Lock of a service: use that service's bypass code or turn it off in Apple \
                     Business.\n\n\
                     When Apple's record shows no lock any more, go on in Setup Assistant, as \
                     new. Remote Management must appear.\n\n\
                     Do not erase again: an erase takes no lock away. Do not release the device \
                     from the organisation, because that gives up the means to turn the lock off.",
        prevention: "Never erase before Find My is signed out and the lock is read as off once \
                     more. Let the profile or a policy keep personal locks off supervised \
                     devices, and keep proofs of purchase.",
    },
    de: Page {
        title: "Eine Aktivierungssperre hält den Systemassistenten auf",
        meaning: "Das Gerät wurde gelöscht und verlangt nun den Apple Account oder den Code, an \
                  den es gebunden ist. Ohne sie geht der Systemassistent nicht weiter und fragt \
                  Apple nie nach dem Eintrag der Verwaltung. Die Daten sind schon fort; der Weg \
                  zu Intune ist noch offen.",
        why: "Es wurde gelöscht, während „Wo ist?“ an war oder die Sperre eines Dienstes darauf \
              lag. Das ist der übliche Unfall, wenn ein zu früh eingerichtetes Gerät in Ordnung \
              gebracht werden soll: Das Löschen kam vor dem Abmelden.\n\n\
              Apple lässt eine persönliche Sperre nur dann durch Administratoren aufheben, wenn \
              das Gerät schon vor dem Einschalten der Sperre zur Organisation gehörte. Für ein \
              später hinzugefügtes Gerät gilt das nicht.",
        how_we_know: "Apples Eintrag nennt eine Sperre, eine persönliche oder die eines Dienstes, \
                      ein Löschen liegt nach der Zuweisung des Profils, oder jemand sieht die \
                      Sperre auf dem Bildschirm. Nicht jedes Löschen am Gerät hinterlässt einen \
                      Eintrag; sein Fehlen beweist also wenig.\n\n\
                      Mit derselben persönlichen Sperre und ohne Löschen ist das Gerät einfach in \
                      Gebrauch (C01 bis C04). Ein Netzwerkfehler (C45) oder ein Hardwarefehler \
                      (C51) hält den Systemassistenten auf, ohne nach einem Account zu fragen.",
        what_to_do: "Persönliche Sperre: Die Person gibt ihren Apple Account am Gerät ein oder \
                     entfernt es in iCloud aus ihren Geräten. War das Gerät schon vor der Sperre \
                     in der Organisation, kann sie in Apple Business aufgehoben werden. Sonst \
                     hebt der Support von Apple sie gegen Kaufnachweis auf. Sperre eines \
                     Dienstes: den Umgehungscode dieses Dienstes verwenden oder sie in Apple \
                     Business aufheben.\n\n\
                     Zeigt Apples Eintrag keine Sperre mehr, im Systemassistenten weitermachen, \
                     als neues Gerät. „Entfernte Verwaltung“ muss erscheinen.\n\n\
                     Nicht noch einmal löschen: Ein Löschen nimmt keine Sperre weg. Geben Sie das \
                     Gerät nicht aus der Organisation frei, denn damit geben Sie das Mittel aus \
                     der Hand, die Sperre aufzuheben.",
        prevention: "Nie löschen, bevor „Wo ist?“ abgemeldet und die Sperre noch einmal als aus \
                     gelesen ist. Persönliche Sperren auf betreuten Geräten durch Profil oder \
                     Richtlinie verhindern und Kaufnachweise aufbewahren.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .sign(case.is(Erased::SinceProfile))
        .sign(case.any(&[Lock::User, Lock::Mdm]))
        .sign(case.is(Look::Stopped))
        // A lock may have been lifted since, and not every erase is on record.
        .doubted_by(case.is(Lock::None))
        .doubted_by(case.is(Erased::None))
        .doubted_by(case.any(&[CheckIn::New, CheckIn::Recent]))
        .doubted_by(case.not(Failure::None))
        .doubted_by(case.is(OtherMdm::Yes))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::RemoteManagement,
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
    fn erased_with_the_lock_on() {
        fires(
            &RULE,
            "membership present, lock user, erased since_profile, look stopped",
        );
    }

    #[test]
    fn locked_by_a_service() {
        fires(&RULE, "membership present, lock mdm, erased since_profile");
    }

    #[test]
    fn locked_and_in_use() {
        doubted(&RULE, "membership present, lock user, look in_use", "look");
    }

    #[test]
    fn never_erased() {
        doubted(
            &RULE,
            "membership present, lock user, erased none",
            "erased",
        );
    }

    #[test]
    fn the_lock_may_have_been_lifted() {
        doubted(&RULE, "membership present, lock none, look stopped", "lock");
    }

    #[test]
    fn not_in_the_organisation() {
        ruled_out(&RULE, "membership absent, look stopped", "membership");
    }

    #[test]
    fn nobody_looked_at_the_lock() {
        cannot_tell(&RULE, "membership present, listing token, profile present");
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
