//! H01: never switched on. Everything is ready, and nothing has happened yet.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    AddGap, Care, CaseFile, Contact, EnrollSignIn, Failure, HolderSignIns, Lock, Look, Managed,
    Membership, OtherMdm, ProfileCheck, ProfileOrigin, RegisterState, Siblings, SourceKind, State,
    UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("H01"),
        name: "sealed-or-in-stock",
        family: Family::Waiting,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G5),
        action: Action::Wait,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R0],
    verify: &[Verification::V3],
    prevent: &["P10"],
    story: "membership present, server intune, source reseller, add_gap short, added_age \
            quarter, assignments prompt, unit ordinary, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, state not_contacted, contact \
            never, managed none, failure none, lock none, care near, register stock, siblings \
            few, look sealed, other_mdm no, gone no",
    en: Page {
        title: "Still in its box or in stock",
        meaning: "Nobody has switched the device on. Everything before that is done: it \
                  belongs to the organisation, it stands on Intune's service, and a profile \
                  waits for it.\n\n\
                  \"Not contacted\" is simply what Intune shows for such a device. It is no \
                  fault. The device will enroll when somebody sets it up for the first time.",
        why: "Devices are bought ahead of need: for new colleagues, as spares, for a roll-out \
              in waves. Intune has no state for \"never switched on\", so they stand on the \
              same list as those that failed.",
        how_we_know: "The register has it in stock, or somebody saw the sealed box. No \
                      Activation Lock, no sign-in, no failed enrollment and no managed device \
                      speaks of use. Coverage that began near the day on which it was added \
                      fits, but that date can be an estimate.\n\n\
                      A device that was set up privately without Find My (C01, C02, C04) \
                      looks the same in every interface; so does one whose profile was \
                      cleared at Apple (C06) or one that nobody can find (H05). Only a \
                      reliable register or a look at the device tells them apart. One that \
                      was opened for Apple Configurator and put on a shelf is H03.",
        what_to_do: "Nothing now. Leave it sealed and look again when it is handed out. Do \
                     not erase it: there is nothing on it, and an erase would mend nothing.\n\n\
                     Before it is handed out, check service, token and profile once more; \
                     months may lie in between. Remote Management at the first start is the \
                     proof.",
        prevention: "Keep a register that is joined to Apple's list by serial number and says \
                     where each device is and when it was handed out. Then stock is no longer \
                     counted among the faults.",
    },
    de: Page {
        title: "Noch verpackt oder auf Lager",
        meaning: "Niemand hat das Gerät eingeschaltet. Alles davor ist erledigt: Es gehört \
                  zur Organisation, es steht auf dem Dienst von Intune, und ein \
                  Registrierungsprofil wartet darauf.\n\n\
                  „Nicht kontaktiert“ ist einfach das, was Intune für ein solches Gerät \
                  anzeigt. Es ist kein Fehler. Das Gerät wird sich registrieren, wenn es zum \
                  ersten Mal eingerichtet wird.",
        why: "Geräte werden auf Vorrat gekauft: für neue Kolleginnen und Kollegen, als \
              Ersatz, für eine Ausgabe in Wellen. Intune kennt keinen Zustand „nie \
              eingeschaltet“, also stehen sie in derselben Liste wie die fehlgeschlagenen.",
        how_we_know: "Das Geräteverzeichnis führt es auf Lager, oder jemand hat die \
                      versiegelte Schachtel gesehen. Keine Aktivierungssperre, keine \
                      Anmeldung, keine fehlgeschlagene Registrierung und kein verwaltetes \
                      Gerät spricht von Nutzung. Eine Garantie, die nahe am Tag des \
                      Hinzufügens begann, passt dazu; das Datum kann aber geschätzt sein.\n\n\
                      Ein Gerät, das ohne „Wo ist?“ privat eingerichtet wurde (C01, C02, \
                      C04), sieht in jeder Schnittstelle gleich aus; ebenso eines, dessen \
                      Profil bei Apple entfernt wurde (C06), oder eines, das niemand findet \
                      (H05). Nur ein verlässliches Verzeichnis oder ein Blick auf das Gerät \
                      unterscheidet sie. Ein Gerät, das für den Apple Configurator geöffnet \
                      und ins Regal gelegt wurde, ist H03.",
        what_to_do: "Jetzt nichts. Lassen Sie es versiegelt und sehen Sie bei der Ausgabe \
                     wieder nach. Löschen Sie es nicht: Es ist nichts darauf, und das Löschen \
                     würde nichts beheben.\n\n\
                     Prüfen Sie vor der Ausgabe noch einmal Dienst, Token und Profil; \
                     dazwischen können Monate liegen. Der Beweis ist „Entfernte Verwaltung“ \
                     beim ersten Start.",
        prevention: "Führen Sie ein Verzeichnis, das über die Seriennummer mit der Liste von \
                     Apple verbunden ist und sagt, wo jedes Gerät ist und wann es ausgegeben \
                     wurde. Dann zählt der Lagerbestand nicht mehr zu den Fehlern.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        // Apple may have taken the profile before somebody broke it.
        .doubted_by(case.is(ProfileCheck::Invalid))
        .doubted_by(case.is(ProfileOrigin::BeforeToken))
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .refuted_by(case.is(Lock::User))
        .refuted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
            UsedWhen::BeforeProfile,
            UsedWhen::AfterProfile,
        ]))
        .refuted_by(case.is(State::Failed))
        .sign(case.is(Look::Sealed))
        .sign(case.is(RegisterState::Stock))
        .sign(case.is(Care::Near))
        .sign(case.is(AddGap::Short))
        .sign(case.any(&[Siblings::Few, Siblings::Alone]))
        .doubted_by(case.any(&[
            Look::RemoteManagement,
            Look::InUse,
            Look::OtherManagement,
            Look::Managed,
            Look::Stopped,
            Look::Missing,
        ]))
        .doubted_by(case.any(&[
            RegisterState::HandedOut,
            RegisterState::Returned,
            RegisterState::Lost,
        ]))
        .doubted_by(case.is(SourceKind::Manual))
        .doubted_by(case.is(Care::MuchBefore))
        .doubted_by(case.is(Contact::Once))
        .doubted_by(case.not(Failure::None))
        .doubted_by(case.not(EnrollSignIn::None))
        .doubted_by(case.is(HolderSignIns::Unmanaged))
        .doubted_by(case.is(OtherMdm::Yes))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn sealed_on_the_shelf() {
        fires(&RULE, RULE.story);
        fires(&RULE, "membership present, managed none, look sealed");
    }

    #[test]
    fn locked_to_a_person() {
        ruled_out(
            &RULE,
            "membership present, managed none, lock user, register stock",
            "lock",
        );
    }

    #[test]
    fn somebody_uses_it() {
        doubted(
            &RULE,
            "membership present, managed none, care near, look in_use",
            "look",
        );
    }

    #[test]
    fn nobody_looked() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
