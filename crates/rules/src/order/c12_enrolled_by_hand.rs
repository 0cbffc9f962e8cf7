//! C12: managed, but through Company Portal instead of Setup Assistant.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{Assignments, CaseFile, Look, Managed, OtherMdm, Supervised};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C12"),
        name: "enrolled-by-hand",
        family: Family::Order,
        scope: Scope::Device,
        gates: (Gate::G0, Gate::G8),
        action: Action::Migrate,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Mechanism,
    remedy: &[Remedy::R14],
    verify: &[Verification::V3],
    prevent: &["P12"],
    story: "membership present, server intune, source reseller, add_gap short, assignments \
            prompt, unit ordinary, identity exact, listing token, token valid, sync_since \
            yes, profile present, profile_settled settled, profile_origin after_token, state \
            not_contacted, contact never, managed by_hand, supervised no, check_in recent, \
            registered yes, compliance compliant, management managed, certificate valid, \
            failure none, lock user, care near, register handed_out, look managed, other_mdm \
            no, push valid, silence ordinary",
    en: Page {
        title: "Enrolled by hand instead of by automated enrollment",
        meaning: "The device is in use and managed by Intune, but it came through Company \
                  Portal, the web or user enrollment. The row on the token's list stays \"Not \
                  contacted\", because automated enrollment never took place.\n\n\
                  It is managed, but not supervised, and its holder can remove management. It \
                  is not a lost device, and it carries live data.",
        why: "The device was set up privately first, for whatever reason (C01 to C09), and \
              then somebody helped themselves with Company Portal. Personal enrollment was \
              not blocked for it.",
        how_we_know: "Intune has a managed device with the same serial number that was \
                      enrolled by hand, usually personal and not supervised. Under user \
                      enrollment the serial number can be hidden; then only a look at the \
                      device shows it.\n\n\
                      A managed device that came by automated enrollment means a stale or \
                      second row (H06). A device that was moved here on purpose without an \
                      erase (C58) looks almost the same; there supervision was kept and \
                      another service came before. A device in use without any management is \
                      C01 to C09.",
        what_to_do: "Nothing is urgent. Decide with the holder whether this device must be \
                     supervised. If not, leave it enrolled as it is, mark it as a corporate \
                     device, and write down that it is unsupervised and that management can \
                     be removed, with a date for looking at it again.\n\n\
                     If supervision is needed, plan the change for the next exchange or \
                     hand-over. Do not erase it because of \"Not contacted\": it would \
                     destroy the data of a working device.",
        prevention: "Block personal enrollment for company platforms while automated \
                     enrollment stays allowed, and find the reason why the set-up went past \
                     it the first time.",
    },
    de: Page {
        title: "Von Hand registriert statt automatisch",
        meaning: "Das Gerät ist in Gebrauch und wird von Intune verwaltet, aber es kam über \
                  das Unternehmensportal, das Web oder die Benutzerregistrierung. Die Zeile \
                  auf der Liste des Tokens bleibt bei „Nicht kontaktiert“, weil die \
                  automatische Registrierung nie stattgefunden hat.\n\n\
                  Es ist verwaltet, aber nicht betreut, und die Person kann die Verwaltung \
                  entfernen. Es ist kein verlorenes Gerät, und seine Daten sind in Gebrauch.",
        why: "Das Gerät wurde zuerst privat eingerichtet, aus welchem Grund auch immer (C01 \
              bis C09), und dann hat sich jemand mit dem Unternehmensportal beholfen. Die \
              persönliche Registrierung war dafür nicht gesperrt.",
        how_we_know: "Intune hat ein verwaltetes Gerät mit derselben Seriennummer, das von \
                      Hand registriert wurde, meist als persönliches und nicht betreut. Bei \
                      der Benutzerregistrierung kann die Seriennummer verborgen sein; dann \
                      zeigt es nur ein Blick auf das Gerät.\n\n\
                      Ein verwaltetes Gerät, das über die automatische Registrierung kam, \
                      bedeutet eine alte oder zweite Zeile (H06). Ein Gerät, das mit Absicht \
                      ohne Löschen hierher umgezogen ist (C58), sieht fast gleich aus; dort \
                      blieb die Betreuung erhalten, und ein anderer Dienst ging voraus. Ein \
                      Gerät in Gebrauch ganz ohne Verwaltung ist C01 bis C09.",
        what_to_do: "Nichts eilt. Entscheiden Sie mit der Person, ob dieses Gerät betreut \
                     sein muss. Wenn nicht, lassen Sie es registriert, wie es ist, \
                     kennzeichnen Sie es als Unternehmensgerät, und halten Sie mit einem \
                     Datum zur Wiedervorlage fest, dass es nicht betreut ist und die \
                     Verwaltung entfernt werden kann.\n\n\
                     Ist die Betreuung nötig, planen Sie den Wechsel für den nächsten \
                     Austausch oder die nächste Übergabe. Löschen Sie es nicht wegen „Nicht \
                     kontaktiert“: Das würde die Daten eines arbeitenden Geräts zerstören.",
        prevention: "Sperren Sie die persönliche Registrierung für die Plattformen des \
                     Unternehmens, während die automatische erlaubt bleibt, und finden Sie \
                     den Grund, warum die Einrichtung beim ersten Mal an ihr vorbeiging.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.any(&[Managed::ByHand, Managed::Several, Managed::Unsaid]))
        .sign(case.is(Managed::ByHand))
        .sign(case.is(Supervised::No))
        .sign(case.is(Look::Managed))
        .doubted_by(case.is(Supervised::Yes))
        .doubted_by(case.is(Assignments::Moved))
        .doubted_by(case.is(OtherMdm::Yes))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::RemoteManagement,
            Look::InUse,
            Look::OtherManagement,
            Look::Stopped,
            Look::Missing,
        ]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn company_portal_on_a_registered_device() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "listing token, state not_contacted, managed by_hand, supervised no",
        );
    }

    #[test]
    fn came_by_automated_enrollment() {
        ruled_out(
            &RULE,
            "listing token, state not_contacted, managed automated",
            "managed",
        );
    }

    #[test]
    fn nobody_manages_it() {
        ruled_out(&RULE, "managed none, look in_use, lock user", "managed");
    }

    #[test]
    fn moved_here_with_supervision_kept() {
        doubted(&RULE, "managed by_hand, supervised yes", "supervised");
    }

    #[test]
    fn nobody_read_the_managed_devices() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
        cannot_tell(&RULE, "listing token, managed unsaid");
    }
}
