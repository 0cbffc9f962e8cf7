//! C10: added by hand, enrolled, and released by its holder within the 30 days.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, CheckIn, Gone, Look, Membership, ReleasedBy, SourceKind};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C10"),
        name: "left-within-thirty-days",
        family: Family::Order,
        scope: Scope::Device,
        gates: (Gate::G0, Gate::G0),
        action: Action::Configure,
        erase: Erase::Needed,
        data: Data::Local,
    },
    documented: Documented::Symptom,
    remedy: &[
        Remedy::R18,
        Remedy::R1,
        Remedy::R2,
        Remedy::R3,
        Remedy::R16,
        Remedy::R11,
    ],
    verify: &[Verification::V1, Verification::V3],
    prevent: &["P01"],
    story: "membership released, released_by user, source manual, add_gap no_order, identity \
            exact, listing deleted, state not_contacted, contact once, managed none, failure \
            none, register handed_out, look in_use, other_mdm no, gone yes",
    en: Page {
        title: "The holder left management within the 30 days",
        meaning: "The device had been added by hand and was enrolled. For 30 days after that \
                  its holder may leave supervision, management and the organisation in one \
                  step, and that is what happened.\n\n\
                  It is a private device again. At Apple it counts as released, and Intune \
                  marks its row as gone.",
        why: "Apple grants this period for devices that did not come through a purchase \
              channel, so that nobody can take over somebody else's device. The button shows \
              even if the profile forbids removing management. Some press it on purpose, some \
              without knowing what it does.",
        how_we_know: "Apple lists the device as released, and its audit events name the \
                      holder as the one who did it. It was added by hand, and Intune had been \
                      in contact with it before.\n\n\
                      A device that was released by an administrator, a service or the \
                      reseller is C17; without the audit events the two cannot be told apart. \
                      A device whose management profile was removed but which still belongs \
                      to the organisation is C11. One that never belonged to it is C13.",
        what_to_do: "Speak with the holder first: is it the company's device, and what is on \
                     it? Then ask the supplier to submit it; if that works, it comes back to \
                     the organisation while it stays as it is, and the erase comes after \
                     service, sync and profile are right.\n\n\
                     If only Apple Configurator is left, the device must stand in Setup \
                     Assistant to be added, so the erase belongs to the adding itself. Before \
                     it: a valid token and default profile, the data saved, the Apple Account \
                     signed out. After it: add the device, leave it in Setup Assistant, \
                     assign it to Intune's service, sync, assign the profile, allow half an \
                     hour, and only then go on. One erase is enough in this order. The 30 \
                     days begin anew.",
        prevention: "Buy through Apple or a linked reseller: then the period does not exist. \
                     Devices added by hand can be enrolled and kept at the desk until the 30 \
                     days are over.",
    },
    de: Page {
        title: "Die Person hat die Verwaltung innerhalb der 30 Tage verlassen",
        meaning: "Das Gerät war von Hand hinzugefügt und registriert worden. Danach kann die \
                  Person 30 Tage lang Betreuung, Verwaltung und Organisation in einem Schritt \
                  verlassen, und genau das ist geschehen.\n\n\
                  Es ist wieder ein privates Gerät. Bei Apple gilt es als freigegeben, und \
                  Intune führt seine Zeile als nicht mehr vorhanden.",
        why: "Apple gewährt diese Frist für Geräte, die nicht über einen Kaufweg kamen, damit \
              niemand ein fremdes Gerät übernehmen kann. Die Schaltfläche erscheint auch \
              dann, wenn das Profil das Entfernen der Verwaltung verbietet. Manche drücken \
              sie mit Absicht, manche, ohne zu wissen, was sie tut.",
        how_we_know: "Apple führt das Gerät als freigegeben, und die Prüfereignisse nennen \
                      die Person, die es hatte, als Urheber. Es war von Hand hinzugefügt, und \
                      Intune war vorher mit ihm in Kontakt.\n\n\
                      Ein Gerät, das jemand aus der Administration, ein Dienst oder der \
                      Händler freigegeben hat, ist C17; ohne die Prüfereignisse lassen sich \
                      die beiden nicht unterscheiden. Ein Gerät, dessen Verwaltungsprofil \
                      entfernt wurde, das aber noch zur Organisation gehört, ist C11. Eines, \
                      das nie zu ihr gehörte, ist C13.",
        what_to_do: "Sprechen Sie zuerst mit der Person: Ist es ein Gerät des Unternehmens, \
                     und was ist darauf? Bitten Sie dann den Lieferanten, es zu melden; \
                     gelingt das, kommt es zur Organisation zurück, während es bleibt, wie es \
                     ist, und das Löschen folgt, wenn Dienst, Synchronisierung und Profil \
                     stimmen.\n\n\
                     Bleibt nur der Apple Configurator, muss das Gerät zum Hinzufügen im \
                     Systemassistenten stehen; das Löschen gehört dann zum Hinzufügen selbst. \
                     Davor: gültiges Token und Standardprofil, gesicherte Daten, vom Apple \
                     Account abgemeldet. Danach: hinzufügen, im Systemassistenten stehen \
                     lassen, dem Dienst von Intune zuweisen, synchronisieren, Profil \
                     zuweisen, eine halbe Stunde warten, und erst dann weitermachen. In \
                     dieser Reihenfolge genügt ein Löschen. Die 30 Tage beginnen neu.",
        prevention: "Bei Apple oder einem verknüpften Händler kaufen: Dann gibt es die Frist \
                     nicht. Von Hand hinzugefügte Geräte kann man registrieren und am Tisch \
                     behalten, bis die 30 Tage um sind.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.any(&[Membership::Released, Membership::Absent]))
        .rests_on(case.is(ReleasedBy::User))
        .refuted_by(case.any(&[SourceKind::Apple, SourceKind::Reseller]))
        .refuted_by(case.is(CheckIn::New))
        .sign(case.is(SourceKind::Manual))
        .sign(case.is(Gone::Yes))
        .doubted_by(case.is(Gone::No))
        .doubted_by(case.any(&[Look::Sealed, Look::OtherManagement, Look::Managed]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, fires, ruled_out};

    #[test]
    fn the_holder_pressed_the_button() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "membership released, released_by user, source manual",
        );
    }

    #[test]
    fn an_administrator_released_it() {
        ruled_out(
            &RULE,
            "membership released, released_by admin, source manual",
            "released_by",
        );
    }

    #[test]
    fn bought_from_a_reseller() {
        ruled_out(
            &RULE,
            "membership released, source reseller, gone yes",
            "source",
        );
    }

    #[test]
    fn still_in_the_organisation() {
        ruled_out(
            &RULE,
            "membership present, source manual, gone yes",
            "membership",
        );
    }

    #[test]
    fn nobody_read_who_released_it() {
        cannot_tell(&RULE, "membership released, listing deleted");
    }
}
