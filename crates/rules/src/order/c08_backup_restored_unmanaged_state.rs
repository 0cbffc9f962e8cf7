//! C08: erased correctly, and then its own backup brought the unmanaged state back.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Erased, Lock, Look, Managed, Membership, OtherMdm, RegisterState, SetupStory,
    UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C08"),
        name: "backup-restored-unmanaged-state",
        family: Family::Order,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G5),
        action: Action::Erase,
        erase: Erase::Needed,
        data: Data::Local,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R4, Remedy::R16, Remedy::R11],
    verify: &[Verification::V3],
    prevent: &["P08"],
    story: "membership present, server intune, source reseller, add_gap short, assignments \
            prompt, unit ordinary, identity exact, listing token, token valid, sync_since \
            yes, profile present, profile_settled settled, profile_origin after_token, state \
            not_contacted, contact never, managed none, failure none, lock user, care near, \
            register handed_out, used_when after_profile, look in_use, setup_story restored, \
            other_mdm no, erased since_profile",
    en: Page {
        title: "A restored backup brought back the unmanaged state",
        meaning: "The device was set up from a backup that it had made itself, at a time when \
                  it was not managed. With the data came the old management state, and the \
                  steps of enrollment were left out.\n\n\
                  So a device that was erased as it should be ended where it had been before: \
                  in use and \"Not contacted\".",
        why: "Holders are told to back up, to erase and to start again, and restoring is the \
              natural next step. Setup Assistant offers it unless the profile hides that \
              screen. Microsoft documents that a restore onto the same device keeps the state \
              of the day of the backup.",
        how_we_know: "The holder says that it was restored from a backup; an erase, or the \
                      present use, lies after the day on which the profile was assigned.\n\n\
                      Without that account it looks like a set-up from another device (C09), \
                      a profile cleared at Apple (C06) or a network that kept the question \
                      from Apple (C45). If the use lies before the profile, it is C04 or \
                      earlier. An erased device that nobody has set up again is H07.",
        what_to_do: "Before anything else, agree with the holder how the data will come back: \
                     by synchronisation with iCloud, OneDrive or the apps themselves, not \
                     from a backup of this device. Hide the restore screen in the enrollment \
                     profile, sync, and check service and profile. Have the holder sign out \
                     of the Apple Account.\n\n\
                     Then one more erase is needed, and it destroys what is on the device \
                     now. Set it up as new; Remote Management must appear. If it does not, \
                     stop there and do not erase a third time without a new diagnosis.",
        prevention: "Hide the restore screen in the profile while devices are being brought \
                     under management, and tell holders in writing to set up as new.",
    },
    de: Page {
        title: "Eine Sicherung hat den nicht verwalteten Zustand zurückgebracht",
        meaning: "Das Gerät wurde aus einer Sicherung eingerichtet, die es selbst angelegt \
                  hatte, als es nicht verwaltet war. Mit den Daten kam der alte Zustand der \
                  Verwaltung zurück, und die Schritte der Registrierung entfielen.\n\n\
                  So endete ein richtig gelöschtes Gerät dort, wo es vorher war: in Gebrauch \
                  und „Nicht kontaktiert“.",
        why: "Die Person soll sichern, löschen und neu beginnen, und das Wiederherstellen ist \
              der naheliegende nächste Schritt. Der Systemassistent bietet es an, wenn das \
              Profil diesen Bildschirm nicht ausblendet. Microsoft dokumentiert, dass eine \
              Wiederherstellung auf dasselbe Gerät den Zustand vom Tag der Sicherung behält.",
        how_we_know: "Die Person sagt, dass es aus einer Sicherung wiederhergestellt wurde; \
                      ein Löschen oder die jetzige Nutzung liegt nach dem Tag, an dem das \
                      Profil zugewiesen wurde.\n\n\
                      Ohne diese Auskunft sieht es aus wie eine Einrichtung von einem anderen \
                      Gerät (C09), ein bei Apple entferntes Profil (C06) oder ein Netzwerk, \
                      das die Frage an Apple verhindert hat (C45). Liegt die Nutzung vor dem \
                      Profil, ist es C04 oder früher. Ein gelöschtes Gerät, das niemand neu \
                      eingerichtet hat, ist H07.",
        what_to_do: "Klären Sie zuallererst mit der Person, wie die Daten zurückkommen: durch \
                     Synchronisierung mit iCloud, OneDrive oder den Apps selbst, nicht aus \
                     einer Sicherung dieses Geräts. Blenden Sie im Registrierungsprofil den \
                     Bildschirm zum Wiederherstellen aus, synchronisieren Sie, und prüfen Sie \
                     Dienst und Profil. Die Person meldet sich vom Apple Account ab.\n\n\
                     Dann ist noch einmal ein Löschen nötig, und es zerstört, was jetzt auf \
                     dem Gerät ist. Neu einrichten; „Entfernte Verwaltung“ muss erscheinen. \
                     Wenn nicht, an dieser Stelle aufhören und ohne neue Diagnose kein \
                     drittes Mal löschen.",
        prevention: "Blenden Sie den Bildschirm zum Wiederherstellen im Profil aus, solange \
                     Geräte unter Verwaltung gebracht werden, und sagen Sie den Personen \
                     schriftlich, dass sie das Gerät neu einrichten sollen.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .refuted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
        ]))
        // The profile may have been assigned anew since.
        .doubted_by(case.is(UsedWhen::BeforeProfile))
        .sign(case.is(SetupStory::Restored))
        .sign(case.is(Erased::SinceProfile))
        .sign(case.is(UsedWhen::AfterProfile))
        .sign(case.is(Lock::User))
        .sign(case.is(Look::InUse))
        .doubted_by(case.any(&[SetupStory::AsNew, SetupStory::QuickStart]))
        .doubted_by(case.any(&[Erased::None, Erased::BeforeProfile]))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::RemoteManagement,
            Look::OtherManagement,
            Look::Managed,
            Look::Stopped,
            Look::Missing,
        ]))
        .doubted_by(case.is(RegisterState::Stock))
        .doubted_by(case.is(OtherMdm::Yes))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn erased_and_restored() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "managed none, erased since_profile, setup_story restored, look in_use",
        );
    }

    #[test]
    fn used_before_the_import() {
        ruled_out(
            &RULE,
            "membership present, managed none, used_when before_imported, setup_story restored",
            "used_when",
        );
    }

    #[test]
    fn erased_and_waiting_at_hello() {
        doubted(
            &RULE,
            "managed none, erased since_profile, look hello",
            "look",
        );
    }

    #[test]
    fn nobody_asked_the_holder() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
