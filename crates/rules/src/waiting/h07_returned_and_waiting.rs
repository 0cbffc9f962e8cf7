//! H07: returned, erased, and waiting for its next holder.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, CheckIn, Erased, Gone, HolderSignIns, Lock, Look, Management, ProfileCheck,
    ProfileOrigin, RegisterState,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("H07"),
        name: "returned-and-waiting",
        family: Family::Waiting,
        scope: Scope::Device,
        gates: (Gate::G2, Gate::G5),
        action: Action::Wait,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Mechanism,
    remedy: &[Remedy::R0],
    verify: &[Verification::V2],
    prevent: &["P10"],
    story: "membership present, server intune, source reseller, add_gap short, added_age old, \
            unit ordinary, identity exact, listing token, listed_age old, token valid, \
            sync_since yes, profile present, profile_settled settled, state not_contacted, \
            contact once, managed none, failure none, lock none, care near, register \
            returned, siblings most, look hello, other_mdm no, erased since_profile, gone yes",
    en: Page {
        title: "Returned, erased, and waiting",
        meaning: "The device was in use before. It came back, was erased, and now stands at \
                  Hello or in the cupboard. Nobody has set it up again.\n\n\
                  It is ready: when its next holder goes through Setup Assistant, it will \
                  enroll. Whether Intune keeps the old state or falls back to \"Not \
                  contacted\" after an erase is not documented.",
        why: "People leave or exchange their device, and the returned one waits until it is \
              needed again. The record of its first life is gone or silent, so it looks like \
              one that never enrolled.",
        how_we_know: "The register calls it returned, an erase is on record after the profile \
                      was assigned, or it was in contact once and no managed device is left. \
                      A look shows Hello.\n\n\
                      A device that was erased and then restored from its own backup (C08) \
                      has the same history, but it is in use. One whose management profile \
                      was removed (C11) was enrolled once and is in use as well. If a \
                      personal Activation Lock is still on, it will stop at the next set-up \
                      (C48).",
        what_to_do: "Nothing now, and no second erase. Check the lock: if the last holder did \
                     not sign out, clear that while they can still be reached.\n\n\
                     Before it is handed out again, check Intune's service, the last sync, \
                     the token and the profile. Tidy an old record of a managed device only \
                     after it is certain that it is about this life of the device.",
        prevention: "Make the return a fixed sequence: sign out of the Apple Account, erase, \
                     enter it into the register, check the assignment, put it on the shelf.",
    },
    de: Page {
        title: "Zurückgegeben, gelöscht und wartend",
        meaning: "Das Gerät war schon in Gebrauch. Es kam zurück, wurde gelöscht und steht \
                  jetzt bei „Hallo“ oder im Schrank. Niemand hat es neu eingerichtet.\n\n\
                  Es ist bereit: Wenn die nächste Person den Systemassistenten durchläuft, \
                  registriert es sich. Ob Intune nach einem Löschen den alten Zustand behält \
                  oder auf „Nicht kontaktiert“ zurückfällt, ist nicht dokumentiert.",
        why: "Menschen gehen oder tauschen ihr Gerät, und das zurückgegebene wartet, bis man \
              es wieder braucht. Der Eintrag aus dem ersten Leben ist fort oder still; so \
              sieht es aus wie eines, das sich nie registriert hat.",
        how_we_know: "Das Geräteverzeichnis nennt es zurückgegeben, ein Löschen ist nach der \
                      Zuweisung des Profils verzeichnet, oder es war einmal in Kontakt und es \
                      ist kein verwaltetes Gerät mehr da. Ein Blick zeigt „Hallo“.\n\n\
                      Ein Gerät, das gelöscht und dann aus der eigenen Sicherung \
                      wiederhergestellt wurde (C08), hat dieselbe Geschichte, ist aber in \
                      Gebrauch. Auch eines, dessen Verwaltungsprofil entfernt wurde (C11), \
                      war einmal registriert und ist in Gebrauch. Ist noch eine persönliche \
                      Aktivierungssperre aktiv, hält sie die nächste Einrichtung an (C48).",
        what_to_do: "Jetzt nichts, und kein zweites Löschen. Prüfen Sie die Sperre: Hat die \
                     letzte Person sich nicht abgemeldet, klären Sie das, solange sie noch \
                     erreichbar ist.\n\n\
                     Prüfen Sie vor der nächsten Ausgabe den Dienst von Intune, die letzte \
                     Synchronisierung, das Token und das Profil. Bereinigen Sie einen alten \
                     Eintrag eines verwalteten Geräts erst, wenn sicher ist, zu welchem Leben \
                     des Geräts er gehört.",
        prevention: "Machen Sie die Rückgabe zu einer festen Folge: vom Apple Account \
                     abmelden, löschen, ins Verzeichnis eintragen, Zuweisung prüfen, ins \
                     Regal legen.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        // Apple may have taken the profile before somebody broke it.
        .doubted_by(case.is(ProfileCheck::Invalid))
        .doubted_by(case.is(ProfileOrigin::BeforeToken))
        // A retirement takes the management away and erases nothing.
        .refuted_by(case.is(Management::Retire))
        .refuted_by(case.is(CheckIn::New))
        .sign(case.is(Erased::SinceProfile))
        .sign(case.is(Gone::Yes))
        .sign(case.is(RegisterState::Returned))
        .sign(case.is(Look::Hello))
        .sign(case.is(Management::Wipe))
        .doubted_by(case.is(Erased::None))
        .doubted_by(case.is(CheckIn::Recent))
        .doubted_by(case.is(Lock::User))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::RemoteManagement,
            Look::InUse,
            Look::OtherManagement,
            Look::Managed,
            Look::Stopped,
            Look::Missing,
        ]))
        .doubted_by(case.any(&[RegisterState::HandedOut, RegisterState::Lost]))
        .doubted_by(case.is(HolderSignIns::Unmanaged))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn erased_and_back_in_the_cupboard() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "state not_contacted, managed none, erased since_profile, look hello",
        );
    }

    #[test]
    fn enrolled_again_today() {
        ruled_out(
            &RULE,
            "managed automated, check_in new, erased since_profile",
            "check_in",
        );
    }

    #[test]
    fn erased_and_in_use_again() {
        doubted(
            &RULE,
            "managed none, erased since_profile, look in_use",
            "look",
        );
    }

    #[test]
    fn nobody_knows_of_an_earlier_life() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
