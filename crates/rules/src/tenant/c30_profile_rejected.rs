//! C30: Apple does not accept the contents of the enrollment profile.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Managed, ProfileCheck, State};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C30"),
        name: "profile-rejected",
        family: Family::Tenant,
        scope: Scope::Profile,
        gates: (Gate::G3, Gate::G4),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R4, Remedy::R2, Remedy::R3],
    verify: &[Verification::V2, Verification::V3],
    prevent: &["P08"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, \
            default_profile set, profile_check invalid, lock none, care near, register stock, \
            siblings few, look hello, other_mdm no, site_cluster alone, state not_contacted, \
            contact never, failure none, erased none, managed none, push valid, silence ordinary, \
            family_default covered, kind ios",
    en: Page {
        title: "Apple does not accept the enrollment profile",
        meaning: "A field of the enrollment profile is too long or contradicts another one. Apple \
                  refuses such a profile, so that no device with it ever gets to see Remote \
                  Management.\n\n\
                  In Intune the assignment may look complete all the same: the request stands \
                  there, only Apple's acceptance is missing, and that is not shown per device.",
        why: "Apple has limits: 125 characters for the profile's name and for the department, 50 \
              for the support phone number. Locked enrollment without supervision is a \
              contradiction. Intune's form does not catch all of it.",
        how_we_know: "The profile's own fields break a rule that Apple documents. That Apple \
                      refused this very profile is concluded from it; the message of the sync \
                      (\"Invalid support phone number\", \"Invalid department entry\", \"Invalid \
                      configuration profile name\") confirms it.\n\n\
                      A profile that is older than the token (C07) has sound fields. If the \
                      profile was cleared by assigning the device again (C06), only single \
                      devices are affected. A profile for another platform or hardware (C32) is \
                      accepted and fails later.",
        what_to_do: "Correct the fields, save the profile, sync, and look for errors. Apple gives \
                     an edited profile a new identity, so see that it is assigned again to its \
                     devices and that the time of the assignment is new. Give it 30 minutes \
                     before a device is switched on.\n\n\
                     Do not hand out or switch on devices before that: without a profile they set \
                     themselves up as private devices, and then an erase is needed (C04). The \
                     correction itself erases nothing.",
        prevention: "Check every profile before it is used: lengths, phone number, department, \
                     consistent options, created or edited after the token was uploaded. Then \
                     enroll one device with it.",
    },
    de: Page {
        title: "Apple nimmt das Registrierungsprofil nicht an",
        meaning: "Ein Feld des Registrierungsprofils ist zu lang oder widerspricht einem anderen. \
                  Apple lehnt ein solches Profil ab, sodass kein Gerät mit ihm jemals „Entfernte \
                  Verwaltung“ zeigt.\n\n\
                  In Intune kann die Zuweisung trotzdem vollständig aussehen: Die Anforderung \
                  steht da, nur die Annahme durch Apple fehlt, und die wird je Gerät nicht \
                  angezeigt.",
        why: "Apple hat Grenzen: 125 Zeichen für den Namen des Profils und für die Abteilung, 50 \
              für die Telefonnummer des Supports. Gesperrte Registrierung ohne Betreuung ist ein \
              Widerspruch. Das Formular von Intune fängt nicht alles davon ab.",
        how_we_know: "Die Felder des Profils verletzen eine Regel, die Apple dokumentiert. Dass \
                      Apple genau dieses Profil abgelehnt hat, ist daraus geschlossen; die \
                      Meldung der Synchronisierung (ungültige Telefonnummer des Supports, \
                      ungültige Abteilung, ungültiger Profilname) bestätigt es.\n\n\
                      Ein Profil, das älter ist als das Token (C07), hat einwandfreie Felder. \
                      Wurde das Profil durch erneutes Zuweisen entfernt (C06), sind nur einzelne \
                      Geräte betroffen. Ein Profil für eine andere Plattform oder andere Hardware \
                      (C32) wird angenommen und scheitert später.",
        what_to_do: "Korrigieren Sie die Felder, speichern Sie das Profil, synchronisieren Sie \
                     und sehen Sie nach Fehlern. Ein geändertes Profil erhält bei Apple eine neue \
                     Identität; prüfen Sie deshalb, ob es seinen Geräten neu zugewiesen wurde und \
                     der Zeitpunkt der Zuweisung neu ist. Geben Sie ihm 30 Minuten, bevor ein \
                     Gerät eingeschaltet wird.\n\n\
                     Geben Sie vorher keine Geräte aus und schalten Sie keine ein: Ohne Profil \
                     richten sie sich als private Geräte ein, und dann ist ein Löschen nötig \
                     (C04). Die Korrektur selbst löscht nichts.",
        prevention: "Jedes Profil vor dem Einsatz prüfen: Längen, Telefonnummer, Abteilung, \
                     widerspruchsfreie Optionen, nach dem Hochladen des Tokens angelegt oder \
                     geändert. Danach ein Gerät damit registrieren.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(ProfileCheck::Invalid))
        .refuted_by(case.is(Managed::Automated))
        .refuted_by(case.is(State::Enrolled))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, fires, ruled_out};

    #[test]
    fn a_field_breaks_the_rules() {
        fires(&RULE, "profile_check invalid, profile_origin after_token");
    }

    #[test]
    fn a_device_waits_with_it() {
        fires(
            &RULE,
            "listing token, profile present, profile_check invalid, state not_contacted, managed \
             none",
        );
    }

    #[test]
    fn older_than_the_token_but_sound() {
        ruled_out(
            &RULE,
            "profile present, profile_origin before_token, profile_check sound",
            "profile_check",
        );
    }

    #[test]
    fn the_device_is_enrolled() {
        ruled_out(&RULE, "profile_check invalid, managed automated", "managed");
    }

    #[test]
    fn nobody_looked_at_the_profile() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
