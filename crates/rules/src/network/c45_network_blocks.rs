//! C45: the network keeps the device from Apple or Microsoft.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Failure, Look, Managed, Membership, RegisterState, SiteCluster, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C45"),
        name: "network-blocks",
        family: Family::Network,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G8),
        action: Action::Configure,
        erase: Erase::IfSetUp,
        data: Data::Local,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R10, Remedy::R11],
    verify: &[Verification::V3, Verification::V4],
    prevent: &["P14"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, \
            default_profile set, profile_check sound, care near, register handed_out, handed_when \
            after_profile, other_mdm no, lock none, siblings few, look stopped, site_cluster \
            cluster, state failed, contact never, failure disconnected, enroll_sign_in none, \
            erased none, managed none, push valid, silence ordinary, platform_rule allowed, vpp \
            not_needed, access clear, family_default covered, kind ios",
    en: Page {
        title: "The network blocks or opens the connections of Setup Assistant",
        meaning: "Something between the device and Apple or Microsoft blocks connections or opens \
                  them for inspection. Setup Assistant then cannot activate the device, cannot \
                  fetch its record at Apple, or loses Intune in the middle of the enrollment.\n\n\
                  Either it stops with an error, or it may go on as if the device belonged to \
                  nobody. That second case is inferred, not confirmed.",
        why: "A firewall, a proxy that asks for a sign-in, a guest network with a captive page, \
              or TLS inspection. Apple states that its services refuse every connection that is \
              opened on the way, and some of its hosts accept no proxy at all.",
        how_we_know: "Most devices of one site fail while those of other sites do not, failed \
                      attempts are recorded as \"disconnected\", or somebody sees an error in \
                      Setup Assistant. If the same device gets through on a phone's hotspot, it \
                      is the network.\n\n\
                      If one device alone fails at a site where others get through, think of its \
                      clock (C47), its system (C49) or its hardware (C51). A person who gave up \
                      (C43) leaves the same record but no error on the screen. A device that was \
                      set up before it had a profile (C04) looks like one that slipped through \
                      here; the dates tell them apart.",
        what_to_do: "Try one affected device on another network, best a hotspot. If that works, \
                     have the hosts that Apple and Microsoft publish allowed without inspection, \
                     among them albert.apple.com, iprofiles.apple.com, mdmenrollment.apple.com, \
                     the push hosts and the enrollment hosts of Intune. Then go on in Setup \
                     Assistant on the device; no erase is needed while it is still there.\n\n\
                     Only a device that slipped through and was set up as a private one must be \
                     erased, and that destroys everything on it. Before that: the network mended, \
                     Intune's service, current sync, settled profile, Activation Lock off, data \
                     saved. Erased in the same network, it would fail again.",
        prevention: "Probe from every site regularly whether the hosts of Apple and Microsoft are \
                     reachable and their certificates untouched. Offer a network for setting up \
                     devices that inspects nothing.",
    },
    de: Page {
        title: "Das Netzwerk blockiert oder öffnet die Verbindungen des Systemassistenten",
        meaning: "Etwas zwischen dem Gerät und Apple oder Microsoft blockiert Verbindungen oder \
                  öffnet sie zur Prüfung. Der Systemassistent kann das Gerät dann nicht \
                  aktivieren, seinen Eintrag bei Apple nicht holen oder verliert Intune mitten in \
                  der Registrierung.\n\n\
                  Entweder bleibt er mit einem Fehler stehen, oder er fährt womöglich fort, als \
                  gehörte das Gerät niemandem. Dieser zweite Fall ist geschlossen, nicht \
                  bestätigt.",
        why: "Eine Firewall, ein Proxy mit Anmeldung, ein Gastnetz mit Anmeldeseite oder \
              TLS-Prüfung. Apple erklärt, dass seine Dienste jede unterwegs geöffnete Verbindung \
              ablehnen, und einige seiner Server lassen gar keinen Proxy zu.",
        how_we_know: "Die meisten Geräte eines Standorts scheitern, die anderer Standorte nicht; \
                      gescheiterte Versuche sind als „getrennt“ aufgezeichnet; oder jemand sieht \
                      einen Fehler im Systemassistenten. Kommt dasselbe Gerät über den Hotspot \
                      eines Telefons durch, liegt es am Netzwerk.\n\n\
                      Scheitert ein Gerät allein an einem Standort, an dem andere durchkommen, \
                      denken Sie an seine Uhr (C47), sein System (C49) oder seine Hardware (C51). \
                      Eine Person, die aufgegeben hat (C43), hinterlässt denselben Eintrag, aber \
                      keinen Fehler auf dem Bildschirm. Ein Gerät, das vor seinem Profil \
                      eingerichtet wurde (C04), sieht aus wie eines, das hier durchgerutscht ist; \
                      die Zeitpunkte unterscheiden sie.",
        what_to_do: "Versuchen Sie es mit einem betroffenen Gerät in einem anderen Netzwerk, am \
                     besten über einen Hotspot. Gelingt es, lassen Sie die von Apple und \
                     Microsoft veröffentlichten Server ohne Prüfung zu, darunter \
                     albert.apple.com, iprofiles.apple.com, mdmenrollment.apple.com, die \
                     Push-Server und die Registrierungsserver von Intune. Danach im \
                     Systemassistenten weitermachen; solange das Gerät dort steht, ist kein \
                     Löschen nötig.\n\n\
                     Nur ein Gerät, das durchgerutscht ist und privat eingerichtet wurde, muss \
                     gelöscht werden, und das vernichtet alles darauf. Vorher: Netzwerk \
                     repariert, Dienst von Intune, aktuelle Synchronisierung, Profil angekommen, \
                     Aktivierungssperre aus, Daten gesichert. Im selben Netzwerk gelöscht, würde \
                     es wieder scheitern.",
        prevention: "Von jedem Standort regelmäßig messen, ob die Server von Apple und Microsoft \
                     erreichbar und ihre Zertifikate unverändert sind. Ein Netzwerk zum \
                     Einrichten anbieten, das nichts prüft.",
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
            UsedWhen::BeforeImported,
            UsedWhen::BeforeProfile,
        ]))
        .sign(case.is(SiteCluster::Cluster))
        .sign(case.is(Failure::Disconnected))
        .sign(case.is(Look::Stopped))
        .doubted_by(case.is(SiteCluster::Alone))
        .doubted_by(case.any(&[
            Failure::Restriction,
            Failure::Licence,
            Failure::Cap,
            Failure::Authentication,
            Failure::Authorization,
            Failure::Account,
        ]))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::OtherManagement,
            Look::Managed,
            Look::Missing,
        ]))
        .doubted_by(case.is(RegisterState::Stock))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn a_whole_site_fails() {
        fires(
            &RULE,
            "membership present, managed none, site_cluster cluster, failure disconnected",
        );
    }

    #[test]
    fn it_fails_alone() {
        doubted(
            &RULE,
            "membership present, managed none, site_cluster alone, look stopped",
            "site_cluster",
        );
    }

    #[test]
    fn intune_refused_it_for_want_of_a_licence() {
        doubted(
            &RULE,
            "membership present, managed none, state failed, failure licence",
            "failure",
        );
    }

    #[test]
    fn set_up_before_its_profile() {
        ruled_out(
            &RULE,
            "membership present, managed none, used_when before_profile",
            "used_when",
        );
    }

    #[test]
    fn enrolled_by_hand() {
        ruled_out(
            &RULE,
            "membership present, managed by_hand, site_cluster cluster",
            "managed",
        );
    }

    #[test]
    fn nobody_looked_at_device_or_site() {
        cannot_tell(
            &RULE,
            "membership present, listing token, profile present, state not_contacted",
        );
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
