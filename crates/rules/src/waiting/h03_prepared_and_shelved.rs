//! H03: added with Apple Configurator, switched off at Hello, and put on a shelf.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Contact, EnrollSignIn, Failure, HandedWhen, HolderSignIns, Lock, Look, Managed,
    Membership, OtherMdm, ProfileCheck, ProfileOrigin, RegisterState, SourceKind, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("H03"),
        name: "prepared-and-shelved",
        family: Family::Waiting,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G5),
        action: Action::Wait,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Mechanism,
    remedy: &[Remedy::R0],
    verify: &[Verification::V2, Verification::V3],
    prevent: &["P01", "P10"],
    story: "membership present, server intune, source manual, add_gap no_order, added_age \
            quarter, assignments prompt, unit ordinary, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, profile present, profile_settled \
            settled, profile_origin after_token, state not_contacted, contact never, managed \
            none, failure none, lock none, care much_before, register stock, look hello, \
            other_mdm no, gone no",
    en: Page {
        title: "Prepared by hand and put on a shelf",
        meaning: "Somebody added the device to the organisation with Apple Configurator, left \
                  it in Setup Assistant and switched it off. It stands on Intune's service \
                  with a profile and waits for the person who will use it.\n\n\
                  It has been opened, but not set up. It will enroll when somebody goes on \
                  with Setup Assistant.",
        why: "Older devices, or devices bought outside the usual channel, are added in \
              batches at a desk and kept until they are needed. Apple describes this as a \
              proper way to work; how often it happens is not documented.",
        how_we_know: "It was added by hand, there is no personal Activation Lock, and the \
                      register has it in stock or a person saw it at Hello.\n\n\
                      A device that was set up before it was added (C01) has the same origin, \
                      the same old coverage and the same row. Only the lock, a hand-out date, \
                      or a look at the device tells them apart, and a missing lock proves \
                      nothing. A device that is still on the service of Apple Configurator \
                      (C05) has no row on the token's list at all.",
        what_to_do: "Nothing now. Look at the device, or have somebody look, before anything \
                     else is decided: at Hello it is healthy. Do not erase it.\n\n\
                     Make sure of service, sync and profile once more before it is handed \
                     out. From its enrollment on, the holder can leave management for 30 \
                     days, because it was added by hand (C10).",
        prevention: "Buy through Apple or a linked reseller, so that nothing has to be added \
                     by hand, and enter prepared devices into the register with their place.",
    },
    de: Page {
        title: "Von Hand vorbereitet und ins Regal gelegt",
        meaning: "Jemand hat das Gerät mit dem Apple Configurator zur Organisation \
                  hinzugefügt, es im Systemassistenten stehen lassen und ausgeschaltet. Es \
                  steht mit einem Profil auf dem Dienst von Intune und wartet auf die Person, \
                  die es bekommt.\n\n\
                  Es wurde geöffnet, aber nicht eingerichtet. Es wird sich registrieren, wenn \
                  jemand den Systemassistenten fortsetzt.",
        why: "Ältere oder am üblichen Weg vorbei gekaufte Geräte werden stapelweise an einem \
              Tisch hinzugefügt und aufbewahrt, bis man sie braucht. Apple beschreibt das als \
              ordentliches Vorgehen; wie oft es vorkommt, ist nicht dokumentiert.",
        how_we_know: "Es wurde von Hand hinzugefügt, es gibt keine persönliche \
                      Aktivierungssperre, und das Geräteverzeichnis führt es auf Lager oder \
                      jemand hat es bei „Hallo“ stehen sehen.\n\n\
                      Ein Gerät, das vor dem Hinzufügen eingerichtet wurde (C01), hat \
                      dieselbe Herkunft, dieselbe alte Garantie und dieselbe Zeile. Nur die \
                      Sperre, ein Ausgabedatum oder ein Blick auf das Gerät unterscheidet \
                      sie, und eine fehlende Sperre beweist nichts. Ein Gerät, das noch auf \
                      dem Dienst des Apple Configurator steht (C05), hat auf der Liste des \
                      Tokens gar keine Zeile.",
        what_to_do: "Jetzt nichts. Sehen Sie das Gerät an oder lassen Sie jemanden nachsehen, \
                     bevor etwas anderes entschieden wird: Steht es bei „Hallo“, ist es \
                     gesund. Löschen Sie es nicht.\n\n\
                     Prüfen Sie vor der Ausgabe noch einmal Dienst, Synchronisierung und \
                     Profil. Ab der Registrierung kann die Person 30 Tage lang die Verwaltung \
                     verlassen, weil das Gerät von Hand hinzugefügt wurde (C10).",
        prevention: "Bei Apple oder einem verknüpften Händler kaufen, damit nichts von Hand \
                     hinzugefügt werden muss, und vorbereitete Geräte mit ihrem Ort ins \
                     Verzeichnis eintragen.",
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
        .rests_on(case.is(SourceKind::Manual))
        .refuted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
            UsedWhen::BeforeProfile,
            UsedWhen::AfterProfile,
        ]))
        .sign(case.is(Look::Hello))
        .sign(case.is(RegisterState::Stock))
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
        .doubted_by(case.any(&[
            RegisterState::HandedOut,
            RegisterState::Returned,
            RegisterState::Lost,
        ]))
        .doubted_by(case.any(&[HandedWhen::BeforeAdded, HandedWhen::AfterProfile]))
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
    fn at_hello_on_the_shelf() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "membership present, managed none, source manual, look hello",
        );
    }

    #[test]
    fn bought_from_a_reseller() {
        ruled_out(
            &RULE,
            "membership present, managed none, source reseller, look hello",
            "source",
        );
    }

    #[test]
    fn in_use_before_it_was_added() {
        doubted(
            &RULE,
            "membership present, managed none, source manual, lock user",
            "lock",
        );
    }

    #[test]
    fn nobody_looked_at_apples_side() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
