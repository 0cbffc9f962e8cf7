//! C06: the row is perfect, but Apple dropped the profile when it was assigned again.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{Assignments, CaseFile, Look, Managed, Membership, OtherMdm};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C06"),
        name: "profile-cleared-by-reassignment",
        family: Family::Order,
        scope: Scope::Device,
        gates: (Gate::G4, Gate::G4),
        action: Action::Configure,
        erase: Erase::IfSetUp,
        data: Data::Local,
    },
    documented: Documented::Mechanism,
    remedy: &[Remedy::R3, Remedy::R4, Remedy::R16, Remedy::R11],
    verify: &[Verification::V2, Verification::V3],
    prevent: &["P11"],
    story: "membership present, server intune, source apple, add_gap short, added_age \
            quarter, assignments again, unit ordinary, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, profile_check sound, state \
            not_contacted, contact never, managed none, failure none, lock none, register \
            handed_out, handed_when after_profile, look in_use, setup_story as_new, other_mdm \
            no",
    en: Page {
        title: "Profile cleared at Apple by a second assignment",
        meaning: "Somebody assigned the device at Apple to the service on which it already \
                  stood. Apple then forgets the profile that had been given for it. Intune's \
                  row still shows the profile, because Intune believes that it has delivered \
                  it.\n\n\
                  A device that is set up in this state is shown no Remote Management.",
        why: "It happens when an order or a whole selection is assigned in one go although \
              some of it was assigned already, or when assigning again is tried as a remedy. \
              That Apple clears the profile is known from other management products; whether \
              Intune notices it and delivers the profile again is not documented.",
        how_we_know: "Apple's audit events show an assignment to the same service after the \
                      time at which Intune assigned the profile. Without those events this \
                      cause can be neither seen nor excluded, since no interface of Intune \
                      shows what Apple holds.\n\n\
                      A sealed device (H01) has the same row. A profile that is older than \
                      its token (C07) or that Apple rejects (C30) stops at the same place; \
                      both concern every device of the profile, this one only those that were \
                      assigned again. Use before the profile is C01 to C04.",
        what_to_do: "Assign another profile in Intune, sync, and assign the right one again; \
                     or change the profile in any small way and sync. The time of assignment \
                     must be new. Allow Apple half an hour. If the device stands at Hello, go \
                     on only then: no erase.\n\n\
                     If it was set up meanwhile, an erase comes last: after service, sync and \
                     the new assignment, with the data safe and the holder signed out of the \
                     Apple Account. Do not assign it once more at Apple: that clears the \
                     profile again.",
        prevention: "Before assigning at Apple, check which service the device is on, and \
                     leave those out that already stand on Intune's. Let the audit events \
                     report every assignment to the same service.",
    },
    de: Page {
        title: "Profil durch eine zweite Zuweisung bei Apple entfernt",
        meaning: "Jemand hat das Gerät bei Apple dem Dienst zugewiesen, auf dem es schon \
                  stand. Apple vergisst dann das Profil, das dafür hinterlegt war. Die Zeile \
                  in Intune zeigt das Profil weiterhin, weil Intune glaubt, es übergeben zu \
                  haben.\n\n\
                  Ein Gerät, das in diesem Zustand eingerichtet wird, bekommt „Entfernte \
                  Verwaltung“ nicht zu sehen.",
        why: "Es geschieht, wenn eine Bestellung oder eine ganze Auswahl auf einmal \
              zugewiesen wird, obwohl ein Teil schon zugewiesen war, oder wenn das erneute \
              Zuweisen als Abhilfe versucht wird. Dass Apple das Profil entfernt, ist von \
              anderen Verwaltungsprodukten bekannt; ob Intune es bemerkt und das Profil \
              erneut übergibt, ist nicht dokumentiert.",
        how_we_know: "Die Prüfereignisse von Apple zeigen eine Zuweisung zum selben Dienst \
                      nach dem Zeitpunkt, zu dem Intune das Profil zugewiesen hat. Ohne diese \
                      Ereignisse lässt sich die Ursache weder sehen noch ausschließen, denn \
                      keine Schnittstelle von Intune zeigt, was Apple vorhält.\n\n\
                      Ein versiegeltes Gerät (H01) hat dieselbe Zeile. Ein Profil, das älter \
                      als sein Token ist (C07) oder das Apple ablehnt (C30), hält an \
                      derselben Stelle an; beide betreffen jedes Gerät des Profils, diese \
                      Ursache nur die erneut zugewiesenen. Nutzung vor dem Profil ist C01 bis \
                      C04.",
        what_to_do: "Weisen Sie in Intune ein anderes Profil zu, synchronisieren Sie, und \
                     weisen Sie wieder das richtige zu; oder ändern Sie am Profil eine \
                     Kleinigkeit und synchronisieren Sie. Der Zeitpunkt der Zuweisung muss \
                     neu sein. Lassen Sie Apple eine halbe Stunde. Steht das Gerät bei \
                     „Hallo“, geht es erst dann weiter: kein Löschen.\n\n\
                     Wurde es inzwischen eingerichtet, kommt das Löschen zuletzt: nach \
                     Dienst, Synchronisierung und neuer Zuweisung, mit gesicherten Daten und \
                     vom Apple Account abgemeldet. Weisen Sie es bei Apple nicht noch einmal \
                     zu: Das entfernt das Profil wieder.",
        prevention: "Prüfen Sie vor dem Zuweisen bei Apple, auf welchem Dienst das Gerät \
                     steht, und lassen Sie aus, was schon auf dem von Intune steht. Lassen \
                     Sie sich jede Zuweisung zum selben Dienst aus den Prüfereignissen \
                     melden.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .sign(case.is(Assignments::Again))
        .doubted_by(case.any(&[
            Assignments::NoneSeen,
            Assignments::Prompt,
            Assignments::Late,
            Assignments::Moved,
        ]))
        .doubted_by(case.any(&[
            Look::RemoteManagement,
            Look::OtherManagement,
            Look::Managed,
            Look::Missing,
        ]))
        .doubted_by(case.is(OtherMdm::Yes))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn assigned_again_after_the_profile() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "membership present, server intune, profile present, assignments again, managed none",
        );
    }

    #[test]
    fn enrolled_with_that_profile() {
        ruled_out(
            &RULE,
            "profile present, assignments again, managed automated",
            "managed",
        );
    }

    #[test]
    fn remote_management_was_shown() {
        doubted(
            &RULE,
            "profile present, assignments again, look remote_management",
            "look",
        );
    }

    #[test]
    fn assigned_once_and_promptly() {
        doubted(
            &RULE,
            "profile present, assignments prompt, managed none",
            "assignments",
        );
    }

    #[test]
    fn nobody_read_the_audit_events() {
        cannot_tell(
            &RULE,
            "membership present, server intune, listing token, profile present",
        );
    }
}
