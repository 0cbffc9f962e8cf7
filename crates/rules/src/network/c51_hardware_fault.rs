//! C51: the device itself is faulty.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Failure, Look, Managed, Membership, SiteCluster};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C51"),
        name: "hardware-fault",
        family: Family::Network,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G8),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Experience,
    remedy: &[Remedy::R20],
    verify: &[Verification::V3],
    prevent: &[],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, \
            default_profile set, profile_check sound, care near, register handed_out, handed_when \
            after_profile, other_mdm no, lock none, siblings most, look stopped, site_cluster \
            alone, state not_contacted, contact never, failure none, enroll_sign_in none, erased \
            none, managed none, push valid, silence ordinary, platform_rule allowed, vpp \
            not_needed, access clear, family_default covered, kind ios",
    en: Page {
        title: "The device itself is faulty",
        meaning: "The device cannot finish Setup Assistant because something in it is broken: its \
                  radio, its SIM or eSIM, its memory, its battery or its screen. Nothing is wrong \
                  with Apple's list, with Intune or with the network.",
        why: "A fault from the factory, a fall, water, or a repair with parts that the device \
              does not accept. It is rare, and we know it from experience; no vendor names it for \
              this symptom.",
        how_we_know: "Somebody sees that Setup Assistant stops, nothing is recorded as failed, \
                      and other devices get through at the same place and with the same profile. \
                      There is no reading that shows a hardware fault, so that this is what \
                      remains when the others are excluded.\n\n\
                      Exclude first: the network (C45) with a hotspot, an Activation Lock (C48) \
                      by Apple's record, a pending update (C49), a wrong clock (C47). They all \
                      look the same from afar: \"an error stops Setup Assistant\".",
        what_to_do: "Try another network and another SIM or none. Restart the device, and let \
                     Apple's diagnostics run. If the fault remains, have Apple or an authorised \
                     provider examine it.\n\n\
                     Before it goes to repair, note its serial number: a replaced unit comes back \
                     with another one and must be assigned anew (C19). Do not release it from the \
                     organisation before the repair, or the replacement may not appear there.\n\n\
                     Erasing does not mend hardware. If a repair shop wants it erased, that is \
                     for the holder to decide, with their data in mind.",
        prevention: "Nothing in the set-up prevents it. A short look at new devices on arrival \
                     finds it before the person does.",
    },
    de: Page {
        title: "Das Gerät selbst ist defekt",
        meaning: "Das Gerät kann den Systemassistenten nicht beenden, weil etwas an ihm kaputt \
                  ist: Funk, SIM oder eSIM, Speicher, Batterie oder Bildschirm. An Apples Liste, \
                  an Intune und am Netzwerk liegt es nicht.",
        why: "Ein Fehler ab Werk, ein Sturz, Wasser oder eine Reparatur mit Teilen, die das Gerät \
              nicht annimmt. Es ist selten, und wir kennen es aus Erfahrung; kein Hersteller \
              nennt es für dieses Bild.",
        how_we_know: "Jemand sieht, dass der Systemassistent stehen bleibt, kein Fehler ist \
                      aufgezeichnet, und andere Geräte kommen am selben Ort und mit demselben \
                      Profil durch. Keine Angabe zeigt einen Hardwarefehler an; er ist das, was \
                      bleibt, wenn das andere ausgeschlossen ist.\n\n\
                      Schließen Sie zuerst aus: das Netzwerk (C45) mit einem Hotspot, eine \
                      Aktivierungssperre (C48) nach Apples Eintrag, ein ausstehendes Update \
                      (C49), eine falsche Uhr (C47). Aus der Ferne sehen sie alle gleich aus: \
                      „Ein Fehler hält den Systemassistenten auf“.",
        what_to_do: "Versuchen Sie ein anderes Netzwerk und eine andere oder gar keine SIM. \
                     Starten Sie das Gerät neu und lassen Sie Apples Diagnose laufen. Bleibt der \
                     Fehler, lassen Sie es von Apple oder einem autorisierten Betrieb \
                     untersuchen.\n\n\
                     Notieren Sie vor der Reparatur die Seriennummer: Ein Austauschgerät kommt \
                     mit einer anderen zurück und muss neu zugewiesen werden (C19). Geben Sie es \
                     vor der Reparatur nicht aus der Organisation frei, sonst erscheint der \
                     Ersatz dort vielleicht nicht.\n\n\
                     Löschen repariert keine Hardware. Verlangt die Werkstatt ein gelöschtes \
                     Gerät, entscheidet das die Person, die es hat, mit Blick auf ihre Daten.",
        prevention: "In der Einrichtung verhindert es nichts. Ein kurzer Blick auf neue Geräte \
                     beim Eingang findet es, bevor die Person es tut.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .sign(case.is(Look::Stopped))
        .doubted_by(case.not(Failure::None))
        .doubted_by(case.is(SiteCluster::Cluster))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
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
    fn it_alone_is_stopped() {
        fires(
            &RULE,
            "membership present, managed none, look stopped, site_cluster alone, failure none",
        );
    }

    #[test]
    fn the_whole_site_fails() {
        doubted(
            &RULE,
            "membership present, managed none, look stopped, site_cluster cluster",
            "site_cluster",
        );
    }

    #[test]
    fn intune_recorded_a_failure() {
        doubted(
            &RULE,
            "membership present, managed none, look stopped, failure clock",
            "failure",
        );
    }

    #[test]
    fn at_hello() {
        doubted(
            &RULE,
            "membership present, managed none, look hello",
            "look",
        );
    }

    #[test]
    fn enrolled_after_all() {
        ruled_out(&RULE, "membership present, managed automated", "managed");
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
