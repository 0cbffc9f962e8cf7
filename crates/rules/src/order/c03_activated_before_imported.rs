//! C03: assigned at Apple, but set up before Intune had fetched it.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, HandedWhen, Lock, Look, Managed, Membership, OtherMdm, RegisterState, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C03"),
        name: "activated-before-imported",
        family: Family::Order,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G5),
        action: Action::Erase,
        erase: Erase::Needed,
        data: Data::Local,
    },
    documented: Documented::Mechanism,
    remedy: &[Remedy::R16, Remedy::R11, Remedy::R14],
    verify: &[Verification::V3, Verification::V4],
    prevent: &["P05"],
    story: "membership present, server intune, source reseller, add_gap short, assignments \
            prompt, unit ordinary, identity exact, listing token, token valid, sync_since \
            yes, counts equal, profile present, profile_settled settled, profile_origin \
            after_token, default_profile set, state not_contacted, contact never, managed \
            none, failure none, lock user, care near, register handed_out, handed_when \
            before_imported, look in_use, setup_story as_new, other_mdm no, family_default \
            covered",
    en: Page {
        title: "Set up before Intune had imported it",
        meaning: "The device was already on Intune's service at Apple, but Intune had not \
                  fetched it yet and could not give Apple a profile for it. In that gap \
                  somebody went through Setup Assistant, and the device set itself up as a \
                  private one.\n\n\
                  Today row and profile are complete. The device does not ask again.",
        why: "Between two syncs lie up to 12 hours (24 for the Mac). The gap becomes days or \
              weeks if the token had expired, if Apple's terms were waiting, or if the sync \
              was broken in those days.",
        how_we_know: "A hand-out date or another dated sign of use lies after the assignment \
                      at Apple and before the day on which the row was created in Intune. A \
                      personal Activation Lock or a look shows that the device is in use. The \
                      mechanism is documented; that it explains this row is inferred.\n\n\
                      The neighbours are C02 (before the assignment) and C04 (after the \
                      import, before the profile); the order of the dates is the only \
                      difference, and the remedy is the same. If the token is still broken \
                      now, that comes first (C21 to C25). A device added only now and still \
                      sealed is H02.",
        what_to_do: "Make sure that the token syncs again and that the profile is assigned, \
                     and allow Apple half an hour. Have the holder save their data and sign \
                     out of the Apple Account, so that Find My is off. Then the holder erases \
                     the device and sets it up as new. Remote Management must appear; if it \
                     does not, stop there.\n\n\
                     Do not erase while the token is still broken, and do not restore a \
                     backup onto the same device (C08). Company Portal is an interim without \
                     an erase. A Mac that has been set up needs no erase: `sudo profiles \
                     renew -type enrollment` makes it ask again (R15).",
        prevention: "Raise an alarm when the last successful sync is older than 14 hours, and \
                     hand out only what already has a row and a profile in Intune.",
    },
    de: Page {
        title: "Eingerichtet, bevor Intune es importiert hatte",
        meaning: "Das Gerät stand bei Apple schon auf dem Dienst von Intune, aber Intune \
                  hatte es noch nicht abgeholt und konnte Apple kein Profil dafür geben. In \
                  dieser Lücke durchlief jemand den Systemassistenten, und das Gerät richtete \
                  sich als privates ein.\n\n\
                  Heute sind Zeile und Profil vollständig. Das Gerät fragt nicht noch einmal.",
        why: "Zwischen zwei Synchronisierungen liegen bis zu 12 Stunden (beim Mac 24). Aus \
              der Lücke werden Tage oder Wochen, wenn in jener Zeit das Token abgelaufen war, \
              Bedingungen von Apple auf Zustimmung warteten oder die Synchronisierung gestört \
              war.",
        how_we_know: "Ein Ausgabedatum oder ein anderes datiertes Zeichen von Nutzung liegt \
                      nach der Zuweisung bei Apple und vor dem Tag, an dem die Zeile in \
                      Intune entstand. Eine persönliche Aktivierungssperre oder ein Blick \
                      zeigt, dass das Gerät in Gebrauch ist. Der Ablauf ist dokumentiert; \
                      dass er diese Zeile erklärt, ist geschlossen.\n\n\
                      Die Nachbarn sind C02 (vor der Zuweisung) und C04 (nach dem Import, vor \
                      dem Profil); nur die Reihenfolge der Daten unterscheidet sie, die \
                      Abhilfe ist dieselbe. Ist das Token noch jetzt gestört, geht das vor \
                      (C21 bis C25). Ein eben erst hinzugefügtes und noch versiegeltes Gerät \
                      ist H02.",
        what_to_do: "Sorgen Sie dafür, dass das Token sich wieder synchronisiert und das \
                     Profil zugewiesen ist, und lassen Sie Apple eine halbe Stunde. Die \
                     Person sichert ihre Daten und meldet sich vom Apple Account ab, damit \
                     „Wo ist?“ aus ist. Dann löscht sie das Gerät und richtet es neu ein. \
                     „Entfernte Verwaltung“ muss erscheinen; wenn nicht, an dieser Stelle \
                     aufhören.\n\n\
                     Nicht löschen, solange das Token gestört ist, und keine Sicherung auf \
                     dasselbe Gerät zurückspielen (C08). Das Unternehmensportal ist ein \
                     Übergang ohne Löschen. Ein eingerichteter Mac muss nicht gelöscht \
                     werden: `sudo profiles renew -type enrollment` lässt ihn erneut fragen \
                     (R15).",
        prevention: "Lassen Sie sich warnen, wenn die letzte erfolgreiche Synchronisierung \
                     älter als 14 Stunden ist, und geben Sie nur aus, was in Intune schon \
                     Zeile und Profil hat.",
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
            UsedWhen::BeforeProfile,
            UsedWhen::AfterProfile,
        ]))
        .sign(case.is(UsedWhen::BeforeImported))
        .sign(case.is(HandedWhen::BeforeImported))
        .sign(case.is(Lock::User))
        .sign(case.is(Look::InUse))
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
        .doubted_by(case.any(&[
            HandedWhen::BeforeAdded,
            HandedWhen::BeforeAssigned,
            HandedWhen::BeforeProfile,
            HandedWhen::AfterProfile,
        ]))
        .doubted_by(case.is(OtherMdm::Yes))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn quicker_than_the_sync() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "membership present, managed none, used_when before_imported",
        );
    }

    #[test]
    fn used_after_the_import() {
        ruled_out(
            &RULE,
            "membership present, managed none, used_when before_profile, lock user",
            "used_when",
        );
    }

    #[test]
    fn still_in_the_box() {
        doubted(
            &RULE,
            "membership present, managed none, added_age fresh, look sealed",
            "look",
        );
    }

    #[test]
    fn nobody_knows_when_it_was_used() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
