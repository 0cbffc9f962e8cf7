//! C04: in Intune, but without a profile when somebody switched it on.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, DefaultProfile, HandedWhen, Lock, Look, Managed, Membership, OtherMdm, ProfileState,
    RegisterState, Seen, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C04"),
        name: "activated-before-profile",
        family: Family::Order,
        scope: Scope::Device,
        gates: (Gate::G3, Gate::G5),
        action: Action::Erase,
        erase: Erase::IfSetUp,
        data: Data::Local,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R3, Remedy::R16, Remedy::R11, Remedy::R14],
    verify: &[Verification::V2, Verification::V3],
    prevent: &["P04"],
    story: "membership present, server intune, source reseller, add_gap short, assignments \
            prompt, unit ordinary, identity exact, listing token, token valid, sync_since \
            yes, counts equal, profile present, profile_settled settled, profile_origin \
            after_token, default_profile missing, state not_contacted, contact never, managed \
            none, failure none, lock user, care near, register handed_out, handed_when \
            before_profile, look in_use, setup_story as_new, other_mdm no, family_default \
            covered",
    en: Page {
        title: "Set up while it had no enrollment profile",
        meaning: "Intune had imported the device, but no enrollment profile was assigned to \
                  it, or Apple had not taken it yet, when somebody switched it on. Without a \
                  profile Setup Assistant has nothing to show, and the device becomes a \
                  private one.\n\n\
                  If there is no profile even now, every further set-up ends the same way.",
        why: "The token has no default profile for this platform, or the default was set \
              after the device had been imported, or the profile was assigned by hand after \
              the hand-out. A profile that was deleted later leaves the same gap.",
        how_we_know: "No profile, or one that does not exist any more, is requested for the \
                      device; or the profile was assigned after the day of a hand-out or of \
                      another dated sign of use. Microsoft names the missing profile as a \
                      reason why automated enrollment does not start.\n\n\
                      If the use lies before the import, see C01 to C03. If the profile was \
                      there before the use, see C08 (backup restored), C09 (Quick Start), C06 \
                      (cleared at Apple) and C45 (network); several of them have the same \
                      remedy. A device without a profile that is still sealed needs only the \
                      profile.",
        what_to_do: "Assign the profile and set a default profile for the platform, check \
                     that the token syncs, and allow Apple half an hour. If the device has \
                     not been set up yet, that is all: no erase.\n\n\
                     If it is in use, have the holder save their data and sign out of the \
                     Apple Account, so that Find My is off; then they erase it and set it up \
                     as new. Remote Management must appear; if it does not, stop there. Do \
                     not erase first and assign afterwards, and do not restore a backup onto \
                     the same device (C08). A Mac that has been set up needs no erase: `sudo \
                     profiles renew -type enrollment` makes it ask again (R15).",
        prevention: "Set a default profile for every token and every platform before the \
                     first delivery, and look daily for rows without a profile.",
    },
    de: Page {
        title: "Eingerichtet, als es kein Registrierungsprofil hatte",
        meaning: "Intune hatte das Gerät importiert, aber es war ihm kein \
                  Registrierungsprofil zugewiesen, oder Apple hatte es noch nicht angenommen, \
                  als jemand es einschaltete. Ohne Profil hat der Systemassistent nichts zu \
                  zeigen, und das Gerät wird zu einem privaten.\n\n\
                  Fehlt das Profil auch jetzt noch, endet jede weitere Einrichtung genauso.",
        why: "Das Token hat für diese Plattform kein Standardprofil, oder es wurde erst nach \
              dem Import des Geräts festgelegt, oder das Profil wurde nach der Ausgabe von \
              Hand zugewiesen. Ein später gelöschtes Profil hinterlässt dieselbe Lücke.",
        how_we_know: "Für das Gerät ist kein Profil angefordert oder eines, das es nicht mehr \
                      gibt; oder das Profil wurde nach dem Tag einer Ausgabe oder eines \
                      anderen datierten Zeichens von Nutzung zugewiesen. Microsoft nennt das \
                      fehlende Profil als Grund dafür, dass die automatische Registrierung \
                      nicht beginnt.\n\n\
                      Liegt die Nutzung vor dem Import, siehe C01 bis C03. War das Profil vor \
                      der Nutzung da, siehe C08 (Sicherung wiederhergestellt), C09 \
                      (Schnellstart), C06 (bei Apple entfernt) und C45 (Netzwerk); mehrere \
                      davon haben dieselbe Abhilfe. Ein noch versiegeltes Gerät ohne Profil \
                      braucht nur das Profil.",
        what_to_do: "Weisen Sie das Profil zu, legen Sie für die Plattform ein Standardprofil \
                     fest, prüfen Sie, dass das Token sich synchronisiert, und lassen Sie \
                     Apple eine halbe Stunde. Ist das Gerät noch nicht eingerichtet, ist das \
                     alles: kein Löschen.\n\n\
                     Ist es in Gebrauch, sichert die Person ihre Daten und meldet sich vom \
                     Apple Account ab, damit „Wo ist?“ aus ist; dann löscht sie es und \
                     richtet es neu ein. „Entfernte Verwaltung“ muss erscheinen; wenn nicht, \
                     an dieser Stelle aufhören. Nicht zuerst löschen und danach zuweisen, und \
                     keine Sicherung auf dasselbe Gerät zurückspielen (C08). Ein \
                     eingerichteter Mac muss nicht gelöscht werden: `sudo profiles renew \
                     -type enrollment` lässt ihn erneut fragen (R15).",
        prevention: "Legen Sie vor der ersten Lieferung für jedes Token und jede Plattform \
                     ein Standardprofil fest, und suchen Sie täglich nach Zeilen ohne Profil.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    let earlier = case.any(&[
        UsedWhen::BeforeAdded,
        UsedWhen::BeforeAssigned,
        UsedWhen::BeforeImported,
    ]);
    let served = case.any(&[ProfileState::Present, ProfileState::Unsuitable]);
    let inquiry = Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .refuted_by(case.is(UsedWhen::AfterProfile));
    // Used earlier still, and no profile even now: this is the gate that is shut today.
    let inquiry = if served.seen == Seen::Yes {
        inquiry.refuted_by(earlier)
    } else {
        inquiry.doubted_by(earlier)
    };
    inquiry
        .sign(case.any(&[ProfileState::None, ProfileState::Dangling]))
        .sign(case.is(UsedWhen::BeforeProfile))
        .sign(case.is(HandedWhen::BeforeProfile))
        .sign(case.is(DefaultProfile::Missing))
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
            HandedWhen::BeforeImported,
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
    fn used_between_import_and_profile() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "membership present, managed none, profile present, used_when before_profile",
        );
    }

    #[test]
    fn no_profile_even_now() {
        fires(&RULE, "membership present, managed none, profile none");
        fires(
            &RULE,
            "membership present, managed none, profile none, used_when before_added",
        );
    }

    #[test]
    fn used_before_it_was_added() {
        ruled_out(
            &RULE,
            "membership present, managed none, profile present, used_when before_added",
            "used_when",
        );
    }

    #[test]
    fn used_after_the_profile() {
        ruled_out(
            &RULE,
            "membership present, managed none, profile present, used_when after_profile",
            "used_when",
        );
    }

    #[test]
    fn still_in_the_box() {
        doubted(
            &RULE,
            "membership present, managed none, profile none, look sealed",
            "look",
        );
    }

    #[test]
    fn nobody_knows_when_it_was_used() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
