//! Remedies that bring a device under management without erasing it.

use super::{Actor, Play, PlayText};
use enrollment::remedy::Remedy;

pub(super) static R13: Play = Play {
    remedy: Remedy::R13,
    reversible: false,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Move the management to Intune with a deadline",
        when: "iPhone or iPad with system 26 or later, now managed by the service that Apple names \
               for it, enrolled automatically, not shared; if it was added by Configurator, its 30 \
               days are over. A Mac may be managed by another service. Intune is ready to take it: \
               profile, apps, settings.",
        steps: &[
            "Check system version, present management and the 30 days for each device.",
            "Prepare the profile in Intune so that it waits for the final configuration, and have \
             apps and settings ready to arrive before it ends.",
            "Tell the holders what they will see and until when.",
            "Assign five devices to Intune's service with a deadline in Apple Business; at most 90 \
             days are possible.",
            "Assign the profile in Intune and watch those five to the end.",
            "Then move the others in rings, and stop at the first ring that fails.",
            "Keep the old service running until the last device has moved.",
        ],
        done_when: "Before the deadline each device is enrolled in Intune (V3), registered and \
                    compliant (V4), with its data still on it.",
        otherwise: "Before a move has begun it can be cancelled, not afterwards. After the \
                    deadline Apple forces it with a restart or a prompt. If Apple reports a \
                    failure, leave the device under the old service and ask support (R20); do not \
                    erase it.",
    },
    de: PlayText {
        title: "Die Verwaltung mit einer Frist zu Intune umziehen",
        when: "iPhone oder iPad mit System 26 oder neuer, jetzt von dem Dienst verwaltet, den \
               Apple dafür nennt, automatisch registriert, nicht geteilt; wurde es mit \
               Configurator hinzugefügt, sind seine 30 Tage vorbei. Ein Mac darf von einem anderen \
               Dienst verwaltet sein. Intune ist bereit: Profil, Apps, Einstellungen.",
        steps: &[
            "Systemversion, jetzige Verwaltung und die 30 Tage für jedes Gerät prüfen.",
            "Das Profil in Intune so vorbereiten, dass es auf die endgültige Konfiguration wartet, \
             und Apps und Einstellungen bereithalten, damit sie vorher ankommen.",
            "Den Personen sagen, was sie sehen werden und bis wann.",
            "Fünf Geräte in Apple Business mit einer Frist dem Dienst von Intune zuweisen; \
             höchstens 90 Tage sind möglich.",
            "In Intune das Profil zuweisen und diese fünf bis zum Ende beobachten.",
            "Dann die übrigen in Wellen umziehen und bei der ersten gescheiterten Welle anhalten.",
            "Den alten Dienst weiterbetreiben, bis das letzte Gerät umgezogen ist.",
        ],
        done_when: "Vor der Frist ist jedes Gerät in Intune registriert (V3), in Entra eingetragen \
                    und konform (V4), mit seinen Daten darauf.",
        otherwise: "Bevor ein Umzug begonnen hat, lässt er sich abbrechen, danach nicht. Nach der \
                    Frist erzwingt Apple ihn durch Neustart oder Aufforderung. Meldet Apple einen \
                    Fehlschlag, das Gerät unter dem alten Dienst lassen und den Support fragen \
                    (R20); nicht löschen.",
    },
};

pub(super) static R14: Play = Play {
    remedy: Remedy::R14,
    reversible: true,
    erases: false,
    actor: Actor::Holder,
    en: PlayText {
        title: "Enroll it with Company Portal for the time being",
        when: "The device is in use, unmanaged, and cannot be erased now. Everybody accepts that \
               it will not be supervised and that the holder can remove the management.",
        steps: &[
            "Add the serial number to Intune's corporate identifiers first, so that the device \
             counts as the organisation's.",
            "Check that the restrictions let a device enroll by hand in this way.",
            "The holder installs Company Portal, signs in and lets the management profile be \
             installed.",
            "Record the device as unsupervised and removable, with a date on which this is looked \
             at again: at the latest the next hand-over.",
            "For a device that nobody in particular uses, direct enrollment with Apple \
             Configurator is the other way.",
        ],
        done_when: "Intune manages the device as corporate, and it is registered and compliant. It \
                    is not supervised; that is no fault here.",
        otherwise: "If the restriction refuses it, check the identifier's spelling. If supervision \
                    is needed after all, plan R11. The management can be removed at any time \
                    without an erase.",
    },
    de: PlayText {
        title: "Es übergangsweise mit dem Unternehmensportal registrieren",
        when: "Das Gerät ist in Gebrauch, nicht verwaltet und kann jetzt nicht gelöscht werden. \
               Alle nehmen hin, dass es nicht betreut sein wird und die Person die Verwaltung \
               entfernen kann.",
        steps: &[
            "Zuerst die Seriennummer in Intune zu den Unternehmensgerätebezeichnern hinzufügen, \
             damit das Gerät als Firmengerät zählt.",
            "Prüfen, dass die Einschränkungen ein Gerät sich auf diesem Weg von Hand registrieren \
             lassen.",
            "Die Person installiert das Unternehmensportal, meldet sich an und lässt das \
             Verwaltungsprofil installieren.",
            "Das Gerät als nicht betreut und entfernbar vermerken, mit einem Datum, an dem das \
             wieder angesehen wird: spätestens bei der nächsten Weitergabe.",
            "Für ein Gerät, das niemand Bestimmtes benutzt, ist die direkte Registrierung mit dem \
             Apple Configurator der andere Weg.",
        ],
        done_when: "Intune verwaltet das Gerät als Firmengerät, und es ist in Entra eingetragen \
                    und konform. Betreut ist es nicht; das ist hier kein Fehler.",
        otherwise: "Weist die Einschränkung es ab, die Schreibweise des Bezeichners prüfen. Wird \
                    die Betreuung doch gebraucht, R11 planen. Die Verwaltung lässt sich jederzeit \
                    ohne Löschen entfernen.",
    },
};

pub(super) static R15: Play = Play {
    remedy: Remedy::R15,
    reversible: true,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Let the Mac ask Apple again",
        when: "It is a Mac, in the organisation, on Intune's service, with an assigned profile. No \
               other service manages it.",
        steps: &[
            "Check on the Mac with `profiles status -type enrollment` whether it is managed \
             already.",
            "Have an administrator of the Mac run `sudo profiles renew -type enrollment` on a \
             network that nobody filters.",
            "The person accepts the prompt that appears and signs in.",
            "If no prompt appears, look at `profiles show -type enrollment`: it prints the record \
             that Apple would give. Do not repeat it many times in a row.",
            "Check Intune for the managed record.",
        ],
        done_when: "Intune shows the Mac as enrolled by automated enrollment (V3). Nothing on it \
                    was erased.",
        otherwise: "If Apple gives no record, the fault lies before: service, sync or profile. \
                    From macOS 14 on a Mac also asks by itself after some time. iPhone and iPad do \
                    not know this command.",
    },
    de: PlayText {
        title: "Den Mac erneut bei Apple fragen lassen",
        when: "Es ist ein Mac, in der Organisation, auf dem Dienst von Intune, mit zugewiesenem \
               Profil. Kein anderer Dienst verwaltet ihn.",
        steps: &[
            "Auf dem Mac mit `profiles status -type enrollment` prüfen, ob er schon verwaltet \
             wird.",
            "Einen Administrator des Mac in einem ungefilterten Netz `sudo profiles renew -type \
             enrollment` ausführen lassen.",
            "Die Person nimmt die erscheinende Aufforderung an und meldet sich an.",
            "Erscheint keine, `profiles show -type enrollment` ansehen: Es zeigt den Eintrag, den \
             Apple ausgeben würde. Nicht viele Male hintereinander wiederholen.",
            "In Intune nach dem verwalteten Datensatz sehen.",
        ],
        done_when: "Intune zeigt den Mac als automatisch registriert (V3). Gelöscht wurde nichts.",
        otherwise: "Gibt Apple keinen Eintrag aus, liegt der Fehler davor: Dienst, \
                    Synchronisierung oder Profil. Ab macOS 14 fragt ein Mac nach einiger Zeit auch \
                    von selbst. iPhone und iPad kennen diesen Befehl nicht.",
    },
};
