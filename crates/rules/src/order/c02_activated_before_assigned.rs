//! C02: in the organisation, but set up before anybody assigned it to a service.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    Assignments, CaseFile, FamilyDefault, HandedWhen, Lock, Look, Managed, Membership, OtherMdm,
    RegisterState, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C02"),
        name: "activated-before-assigned",
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
    prevent: &["P03"],
    story: "membership present, server intune, source reseller, add_gap short, assignments \
            late, unit ordinary, identity exact, listing token, token valid, sync_since yes, \
            profile present, profile_settled settled, profile_origin after_token, state \
            not_contacted, contact never, managed none, failure none, lock user, care near, \
            register handed_out, handed_when before_assigned, look in_use, setup_story \
            as_new, other_mdm no, family_default missing",
    en: Page {
        title: "Set up before it was assigned to Intune's service",
        meaning: "When the device went through Setup Assistant, Apple already knew that it is \
                  yours, but no device management service stood behind it. So Apple had \
                  nothing to hand to it, and it set itself up as a private device.\n\n\
                  The assignment came later. iOS and iPadOS do not ask again, so the complete \
                  row in Intune changes nothing on the device.",
        why: "No default service is set for this kind of device, so somebody has to assign \
              each delivery by hand, and somebody was quicker with the hand-out. It also \
              happens when a delivery is first put on the wrong service and moved later.",
        how_we_know: "Apple's audit events show the first assignment more than a day after \
                      the device was added, and a sign of use lies between the two: a \
                      hand-out date, a personal Activation Lock, a look at the device. That \
                      the missing assignment lets the device through is documented; that it \
                      explains this row is inferred.\n\n\
                      Set up even before it was added is C01, after the assignment but before \
                      Intune's import C03, before the profile C04. A device that was moved \
                      here from another service may still be managed there (C59): then its \
                      data is live. A sealed one (H01) differs only by the lock, the register \
                      or a look.",
        what_to_do: "First make sure that the way is free now: Intune's service, a current \
                     sync, an assigned profile that Apple has had time to take. Then have the \
                     holder save their data and sign out of the Apple Account, so that Find \
                     My is off. Only then the holder erases the device and sets it up as new; \
                     Remote Management must appear. If it does not, stop there.\n\n\
                     Do not restore a backup onto the same device (C08). If supervision can \
                     wait, let the holder enroll with Company Portal in the meantime. A Mac \
                     that has been set up needs no erase: `sudo profiles renew -type \
                     enrollment` makes it ask again (R15).",
        prevention: "Set a default service for every product family at Apple, and watch that \
                     no device stays unassigned for longer than a day.",
    },
    de: Page {
        title: "Eingerichtet, bevor es dem Dienst von Intune zugewiesen war",
        meaning: "Als das Gerät den Systemassistenten durchlief, wusste Apple schon, dass es \
                  Ihnen gehört, aber es stand kein Dienst für die Geräteverwaltung dahinter. \
                  Apple hatte ihm also nichts zu geben, und es richtete sich als privates \
                  Gerät ein.\n\n\
                  Die Zuweisung kam später. iOS und iPadOS fragen kein zweites Mal; die \
                  vollständige Zeile in Intune ändert auf dem Gerät deshalb nichts.",
        why: "Für diese Art Gerät ist kein Standarddienst festgelegt. Jemand muss also jede \
              Lieferung von Hand zuweisen, und die Ausgabe war schneller. Es geschieht auch, \
              wenn eine Lieferung zuerst auf dem falschen Dienst steht und später umgezogen \
              wird.",
        how_we_know: "Die Prüfereignisse von Apple zeigen die erste Zuweisung mehr als einen \
                      Tag nach dem Hinzufügen, und dazwischen liegt ein Zeichen von Nutzung: \
                      ein Ausgabedatum, eine persönliche Aktivierungssperre, ein Blick auf \
                      das Gerät. Dass die fehlende Zuweisung das Gerät durchlässt, ist \
                      dokumentiert; dass sie diese Zeile erklärt, ist geschlossen.\n\n\
                      Schon vor dem Hinzufügen eingerichtet ist C01, nach der Zuweisung, aber \
                      vor dem Import in Intune C03, vor dem Profil C04. Ein Gerät, das von \
                      einem anderen Dienst hierher umgezogen ist, wird vielleicht noch dort \
                      verwaltet (C59): Dann sind seine Daten in Gebrauch. Ein versiegeltes \
                      (H01) unterscheidet sich nur durch Sperre, Verzeichnis oder einen \
                      Blick.",
        what_to_do: "Zuerst muss der Weg frei sein: Dienst von Intune, aktuelle \
                     Synchronisierung, ein zugewiesenes Profil, für das Apple Zeit hatte. \
                     Dann sichert die Person ihre Daten und meldet sich vom Apple Account ab, \
                     damit „Wo ist?“ aus ist. Erst danach löscht sie das Gerät und richtet es \
                     neu ein; „Entfernte Verwaltung“ muss erscheinen. Wenn nicht, an dieser \
                     Stelle aufhören.\n\n\
                     Keine Sicherung auf dasselbe Gerät zurückspielen (C08). Wenn die \
                     Betreuung warten kann, registriert die Person es übergangsweise mit dem \
                     Unternehmensportal. Ein eingerichteter Mac muss nicht gelöscht werden: \
                     `sudo profiles renew -type enrollment` lässt ihn erneut fragen (R15).",
        prevention: "Legen Sie bei Apple für jede Produktfamilie einen Standarddienst fest \
                     und achten Sie darauf, dass kein Gerät länger als einen Tag ohne \
                     Zuweisung bleibt.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .refuted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeImported,
            UsedWhen::BeforeProfile,
            UsedWhen::AfterProfile,
        ]))
        .sign(case.is(UsedWhen::BeforeAssigned))
        .sign(case.is(HandedWhen::BeforeAssigned))
        .sign(case.is(Assignments::Late))
        .sign(case.is(Lock::User))
        .sign(case.is(Look::InUse))
        .sign(case.is(FamilyDefault::Missing))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::RemoteManagement,
            Look::OtherManagement,
            Look::Managed,
            Look::Stopped,
            Look::Missing,
        ]))
        .doubted_by(case.any(&[Assignments::Prompt, Assignments::Moved]))
        .doubted_by(case.is(RegisterState::Stock))
        .doubted_by(case.any(&[
            HandedWhen::BeforeAdded,
            HandedWhen::BeforeImported,
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
    fn handed_out_while_unassigned() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "membership present, managed none, used_when before_assigned, assignments late",
        );
    }

    #[test]
    fn used_even_before_it_was_added() {
        ruled_out(
            &RULE,
            "membership present, managed none, used_when before_added, lock user",
            "used_when",
        );
    }

    #[test]
    fn assigned_on_the_day_it_was_added() {
        doubted(
            &RULE,
            "membership present, managed none, lock user, assignments prompt",
            "assignments",
        );
    }

    #[test]
    fn nobody_looked_at_apples_side() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
