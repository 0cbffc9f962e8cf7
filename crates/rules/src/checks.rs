//! What would have prevented it: the checks P01…P18 in words. This only explains them; they are
//! measured elsewhere.

/// A check in both languages.
#[derive(Debug)]
pub struct CheckText {
    /// `P01`…`P18`.
    pub code: &'static str,
    /// In English.
    pub en: CheckPage,
    /// In German.
    pub de: CheckPage,
}

/// A check in one language.
#[derive(Debug)]
pub struct CheckPage {
    /// What should hold, as a sentence without a full stop.
    pub title: &'static str,
    /// What is watched, and when it alarms.
    pub text: &'static str,
}

static CHECKS: &[CheckText] = &[
    CheckText {
        code: "P01",
        en: CheckPage {
            title: "Every purchase comes through Apple or a linked reseller",
            text: "Watched is the share of devices that were added by hand with Apple \
                   Configurator, month by month. Such devices were held by somebody before they \
                   belonged to the organisation, and for 30 days their holder can leave the \
                   management. The alarm is raised when they are more than two in a hundred of a \
                   month's additions.",
        },
        de: CheckPage {
            title: "Jeder Kauf läuft über Apple oder einen verknüpften Händler",
            text: "Beobachtet wird der Anteil der von Hand mit dem Apple Configurator \
                   hinzugefügten Geräte, Monat für Monat. Solche Geräte hatte jemand in der Hand, \
                   bevor sie zur Organisation gehörten, und 30 Tage lang kann die Person die \
                   Verwaltung verlassen. Alarm gibt es, wenn es mehr als zwei von hundert der im \
                   Monat hinzugefügten sind.",
        },
    },
    CheckText {
        code: "P02",
        en: CheckPage {
            title: "Suppliers are linked with the organisation",
            text: "Watched are orders of your own purchasing that are missing at Apple, and \
                   Apple's mails about devices that wait because a reseller's number is not \
                   entered. The alarm is raised by any such mail, and by any order whose devices \
                   have not appeared at Apple three days after shipping.",
        },
        de: CheckPage {
            title: "Die Lieferanten sind mit der Organisation verknüpft",
            text: "Beobachtet werden Bestellungen des eigenen Einkaufs, die bei Apple fehlen, und \
                   Mails von Apple über Geräte, die warten, weil die Nummer eines Händlers nicht \
                   eingetragen ist. Alarm gibt jede solche Mail und jede Bestellung, deren Geräte \
                   drei Tage nach dem Versand nicht bei Apple erschienen sind.",
        },
    },
    CheckText {
        code: "P03",
        en: CheckPage {
            title: "A service takes new devices of every product family by default",
            text: "Watched is whether each family that you buy, iPhone, iPad, Mac and so on, has a \
                   default service at Apple, and how many devices are assigned to none. The alarm \
                   is raised as soon as a family has no default, or a device stays unassigned for \
                   more than 24 hours.",
        },
        de: CheckPage {
            title: "Jede Produktfamilie hat einen Standarddienst",
            text: "Beobachtet wird, ob jede Familie, die Sie kaufen, iPhone, iPad, Mac und so \
                   weiter, bei Apple einen Standarddienst hat und wie viele Geräte keinem \
                   zugewiesen sind. Alarm gibt es, sobald einer Familie der Standard fehlt oder \
                   ein Gerät länger als 24 Stunden nicht zugewiesen ist.",
        },
    },
    CheckText {
        code: "P04",
        en: CheckPage {
            title: "Every token has a default profile for every platform",
            text: "Watched are the token's default profiles and the devices on its list for which \
                   no profile is requested. A default reaches only devices that are imported after \
                   it was set. The alarm is raised when a default is missing, or a device has \
                   stood without a profile for more than 12 hours.",
        },
        de: CheckPage {
            title: "Jedes Token hat für jede Plattform ein Standardprofil",
            text: "Beobachtet werden die Standardprofile des Tokens und die Geräte auf seiner \
                   Liste, für die kein Profil angefordert ist. Ein Standard erreicht nur Geräte, \
                   die danach importiert werden. Alarm gibt es, wenn ein Standard fehlt oder ein \
                   Gerät länger als 12 Stunden ohne Profil dasteht.",
        },
    },
    CheckText {
        code: "P05",
        en: CheckPage {
            title: "The sync is healthy",
            text: "Watched are the age of each token's last success, its error, when Apple last \
                   heard from Intune, and the difference between the numbers of devices on both \
                   sides. The alarm is raised after 14 hours without a success, by any error, and \
                   by a difference that lasts longer than 24 hours.",
        },
        de: CheckPage {
            title: "Die Synchronisierung ist gesund",
            text: "Beobachtet werden je Token das Alter des letzten Erfolgs, sein Fehler, wann \
                   Apple zuletzt von Intune gehört hat, und der Unterschied der Gerätezahlen \
                   beider Seiten. Alarm gibt es nach 14 Stunden ohne Erfolg, bei jedem Fehler und \
                   bei einem Unterschied, der länger als 24 Stunden besteht.",
        },
    },
    CheckText {
        code: "P06",
        en: CheckPage {
            title: "Tokens and certificates are renewed in time, by an account that lives",
            text: "Watched are the days until the enrollment token, the apps and books token and \
                   the push certificate expire, and whether the account behind each is one of a \
                   role and can still sign in. The alarm for the tokens is raised 45, 30, 14 and 7 \
                   days before; for the push certificate on day 335 of its year; and at once when \
                   the account can no longer sign in.",
        },
        de: CheckPage {
            title: "Token und Zertifikate werden rechtzeitig erneuert, von einem Account, den es \
                    noch gibt",
            text: "Beobachtet werden die Tage bis zum Ablauf des Tokens für das \
                   Registrierungsprogramm, des Tokens für Apps und Bücher und des \
                   Push-Zertifikats, und ob der Account dahinter zu einer Rolle gehört und sich \
                   noch anmelden kann. Alarm gibt es bei den Token 45, 30, 14 und 7 Tage vorher, \
                   beim Push-Zertifikat am 335. Tag seines Jahres und sofort, wenn sich der \
                   Account nicht mehr anmelden kann.",
        },
    },
    CheckText {
        code: "P07",
        en: CheckPage {
            title: "Apple's terms are accepted",
            text: "Watched is the kind of error of each token's last sync. When Apple publishes \
                   new terms, every sync of the organisation stands still until an administrator \
                   accepts them. The alarm is raised at the first such error and goes to a person \
                   who may accept.",
        },
        de: CheckPage {
            title: "Die Bedingungen von Apple sind angenommen",
            text: "Beobachtet wird die Art des Fehlers der letzten Synchronisierung jedes Tokens. \
                   Veröffentlicht Apple neue Bedingungen, steht jede Synchronisierung der \
                   Organisation still, bis ein Administrator sie annimmt. Alarm gibt es beim \
                   ersten solchen Fehler, und er geht an eine Person, die annehmen darf.",
        },
    },
    CheckText {
        code: "P08",
        en: CheckPage {
            title: "Enrollment profiles are sound",
            text: "Watched is each profile against your rule: modern authentication, management \
                   that cannot be removed, waiting for the final configuration, the restore page \
                   hidden where it must be, contact fields that Apple accepts, and made or edited \
                   after the token was uploaded. The alarm is raised by any deviation.",
        },
        de: CheckPage {
            title: "Die Registrierungsprofile sind in Ordnung",
            text: "Beobachtet wird jedes Profil gegen Ihre Regel: moderne Authentifizierung, nicht \
                   entfernbare Verwaltung, Warten auf die endgültige Konfiguration, die Seite zum \
                   Wiederherstellen ausgeblendet, wo nötig, Kontaktfelder, die Apple annimmt, und \
                   nach dem Hochladen des Tokens erstellt oder bearbeitet. Alarm gibt jede \
                   Abweichung.",
        },
    },
    CheckText {
        code: "P09",
        en: CheckPage {
            title: "No device is added long after its order",
            text: "Watched are the days between order and addition, and whether the coverage began \
                   well before the addition. Both are estimates, the coverage above all. The alarm \
                   is raised for every device that was added more than seven days after its order: \
                   it may have been set up already and is looked at before it is handed out.",
        },
        de: CheckPage {
            title: "Kein Gerät wird lange nach der Bestellung hinzugefügt",
            text: "Beobachtet werden die Tage zwischen Bestellung und Hinzufügen und ob die \
                   Garantie deutlich vor dem Hinzufügen begann. Beides sind Schätzungen, die \
                   Garantie vor allem. Alarm gibt es für jedes Gerät, das mehr als sieben Tage \
                   nach der Bestellung hinzugefügt wurde: Es ist vielleicht schon eingerichtet und \
                   wird vor der Ausgabe angesehen.",
        },
    },
    CheckText {
        code: "P10",
        en: CheckPage {
            title: "Your own list of devices tells the truth",
            text: "Watched are the share of serial numbers that are found in your own list, with \
                   the aim of at least 98 in a hundred, and how long devices have been not \
                   contacted, by where the list has them. There is no single alarm: a list that is \
                   out of date makes healthy stock look like a fault.",
        },
        de: CheckPage {
            title: "Die eigene Geräteliste stimmt",
            text: "Beobachtet werden der Anteil der Seriennummern, die in der eigenen Liste \
                   stehen, mit dem Ziel von mindestens 98 von hundert, und wie lange Geräte schon \
                   nicht kontaktiert sind, nach ihrem Ort in der Liste. Einen einzelnen Alarm gibt \
                   es nicht: Eine veraltete Liste lässt gesunden Bestand wie einen Fehler \
                   aussehen.",
        },
    },
    CheckText {
        code: "P11",
        en: CheckPage {
            title: "Nothing is assigned a second time to the service it is on",
            text: "Watched are Apple's audit events for an assignment to the service on which the \
                   device already stood. It can clear the profile at Apple without leaving a trace \
                   in Intune. The alarm is raised by any such event; the profile is then assigned \
                   anew before the device is switched on.",
        },
        de: CheckPage {
            title: "Nichts wird dem Dienst, auf dem es steht, ein zweites Mal zugewiesen",
            text: "Beobachtet werden die Prüfereignisse von Apple für eine Zuweisung an den \
                   Dienst, auf dem das Gerät schon stand. Sie kann das Profil bei Apple löschen, \
                   ohne in Intune eine Spur zu hinterlassen. Alarm gibt jedes solche Ereignis; das \
                   Profil wird dann neu zugewiesen, bevor jemand das Gerät einschaltet.",
        },
    },
    CheckText {
        code: "P12",
        en: CheckPage {
            title: "Enrollment restrictions let the right devices in",
            text: "Watched are the restrictions in their order of priority, worked out for people \
                   of different groups and for a device without a user: the platform allowed, \
                   personally owned devices refused, no version limit that stops a registration. \
                   The alarm is raised when the outcome differs from the agreed one.",
        },
        de: CheckPage {
            title: "Die Registrierungseinschränkungen lassen die richtigen Geräte ein",
            text: "Beobachtet werden die Einschränkungen in ihrer Rangfolge, durchgerechnet für \
                   Personen verschiedener Gruppen und für ein Gerät ohne Person: Plattform \
                   erlaubt, persönliche Geräte abgewiesen, keine Versionsgrenze, die eine \
                   Eintragung in Entra verhindert. Alarm gibt es, wenn das Ergebnis vom \
                   vereinbarten abweicht.",
        },
    },
    CheckText {
        code: "P13",
        en: CheckPage {
            title: "The person is ready for their device",
            text: "Watched are, five days before a hand-out, the person's licence, the room left \
                   under the device limit, and whether they have a second factor that works in \
                   Setup Assistant, or a Temporary Access Pass. The alarm is raised for each \
                   person for whom one of these is missing.",
        },
        de: CheckPage {
            title: "Die Person ist bereit für ihr Gerät",
            text: "Beobachtet werden fünf Tage vor einer Ausgabe die Lizenz der Person, der Platz \
                   unter ihrem Gerätelimit und ob sie einen zweiten Faktor hat, der im \
                   Systemassistenten funktioniert, oder einen befristeten Zugriffspass. Alarm gibt \
                   es für jede Person, der davon etwas fehlt.",
        },
    },
    CheckText {
        code: "P14",
        en: CheckPage {
            title: "Every site reaches Apple and Microsoft",
            text: "Watched is from each site, with a probe, whether the hosts for activation, \
                   enrollment, push and time answer, and with certificates of their own issuers, \
                   so that interception is noticed. The alarm is raised by any host that does not \
                   answer or shows a foreign certificate.",
        },
        de: CheckPage {
            title: "Jeder Standort erreicht Apple und Microsoft",
            text: "Beobachtet wird mit einer Probe von jedem Standort aus, ob die Hosts für \
                   Aktivierung, Registrierung, Push und Uhrzeit antworten, und zwar mit \
                   Zertifikaten ihrer eigenen Aussteller, damit ein Aufbrechen auffällt. Alarm \
                   gibt jeder Host, der nicht antwortet oder ein fremdes Zertifikat zeigt.",
        },
    },
    CheckText {
        code: "P15",
        en: CheckPage {
            title: "Repairs do not lose devices",
            text: "Watched are devices that came as replacements, recognised by their order, and \
                   the units they replace. The alarm is raised when a replacement is not on \
                   Intune's service within 24 hours. The old unit is taken off its service before \
                   it is sent in, but not released, since otherwise the new one may never appear.",
        },
        de: CheckPage {
            title: "Reparaturen verlieren keine Geräte",
            text: "Beobachtet werden Geräte, die als Ersatz gekommen sind, erkennbar an der \
                   Bestellung, und die ersetzten. Alarm gibt es, wenn ein Ersatzgerät nicht \
                   innerhalb von 24 Stunden auf dem Dienst von Intune steht. Das alte wird vor dem \
                   Einsenden von seinem Dienst genommen, aber nicht freigegeben, weil das neue \
                   sonst vielleicht nie erscheint.",
        },
    },
    CheckText {
        code: "P16",
        en: CheckPage {
            title: "Every release has a reason",
            text: "Watched are Apple's audit events for devices that left the organisation, and \
                   who caused them. A release ends the control over the Activation Lock. The alarm \
                   is raised by each one that no ticket asked for.",
        },
        de: CheckPage {
            title: "Jede Freigabe hat einen Grund",
            text: "Beobachtet werden die Prüfereignisse von Apple für Geräte, die die Organisation \
                   verlassen haben, und wer sie ausgelöst hat. Mit einer Freigabe endet die \
                   Kontrolle über die Aktivierungssperre. Alarm gibt jede, zu der es kein Ticket \
                   gibt.",
        },
    },
    CheckText {
        code: "P17",
        en: CheckPage {
            title: "Enrolled devices get registered",
            text: "Watched is the share of enrolled devices that are still missing in Entra 24 \
                   hours later. Until they stand there they are not evaluated, and Conditional \
                   Access refuses them. The alarm is raised above one in a hundred; a whole group \
                   at once points to the single sign-on configuration.",
        },
        de: CheckPage {
            title: "Registrierte Geräte kommen auch in Entra an",
            text: "Beobachtet wird der Anteil der registrierten Geräte, die 24 Stunden später in \
                   Entra noch fehlen. Bis dahin werden sie nicht geprüft, und der bedingte Zugriff \
                   weist sie ab. Alarm gibt es über einem von hundert; eine ganze Gruppe auf \
                   einmal deutet auf die Single-Sign-On-Konfiguration.",
        },
    },
    CheckText {
        code: "P18",
        en: CheckPage {
            title: "Compliant means something",
            text: "Watched are the tenant's setting for devices without a compliance policy, which \
                   must count as not compliant, and whether each person gets a policy at all. The \
                   alarm is raised when the setting is switched off: then a device that nobody \
                   checked would pass as compliant.",
        },
        de: CheckPage {
            title: "Konform heißt auch etwas",
            text: "Beobachtet werden die Einstellung des Mandanten für Geräte ohne \
                   Konformitätsrichtlinie, die als nicht konform gelten müssen, und ob jede Person \
                   überhaupt eine Richtlinie bekommt. Alarm gibt es, wenn die Einstellung aus ist: \
                   Dann ginge ein Gerät, das niemand geprüft hat, als konform durch.",
        },
    },
];

/// The check with this code.
pub fn find(code: &str) -> Option<&'static CheckText> {
    CHECKS.iter().find(|check| check.code == code)
}

/// Every check, in the order of the codes.
pub fn all() -> &'static [CheckText] {
    CHECKS
}

#[cfg(test)]
mod tests {
    use super::{all, find};
    use crate::catalogue;

    #[test]
    fn there_are_eighteen_in_order() {
        let codes: Vec<_> = all().iter().map(|check| check.code.to_owned()).collect();
        let expected: Vec<_> = (1..=18).map(|number| format!("P{number:02}")).collect();
        assert_eq!(codes, expected);
        assert!(find("P19").is_none());
    }

    #[test]
    fn each_speaks_both_languages() {
        for check in all() {
            for page in [&check.en, &check.de] {
                assert!(!page.title.is_empty(), "{}", check.code);
                assert!(!page.title.ends_with('.'), "{}", check.code);
                assert!(page.text.ends_with('.'), "{}", check.code);
            }
            assert_ne!(check.en.title, check.de.title, "{}", check.code);
            assert_ne!(check.en.text, check.de.text, "{}", check.code);
        }
    }

    #[test]
    fn every_check_that_a_rule_names_exists() {
        for rule in catalogue::all() {
            for code in rule.prevent {
                assert!(find(code).is_some(), "{} names {code}", rule.cause.code);
            }
        }
    }
}
