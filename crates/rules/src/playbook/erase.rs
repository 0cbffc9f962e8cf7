//! Remedies that erase, and the lock that stands before them. Everything on the device is lost.

use super::{Actor, Play, PlayText};
use enrollment::remedy::Remedy;

pub(super) static R11: Play = Play {
    remedy: Remedy::R11,
    reversible: false,
    erases: true,
    actor: Actor::Holder,
    en: PlayText {
        title: "The holder erases the device by hand and sets it up again",
        when: "All of it has been read within the last hour: in the organisation, on Intune's \
               service, on the token's list, profile assigned at least 30 minutes ago, token and \
               push certificate valid, no fault open that concerns many devices. Somebody has \
               looked at the device. No personal Activation Lock is on it, or it is settled how it \
               is lifted. All data on the device is lost.",
        steps: &[
            "Read everything again that is named above. If one thing is not green, mend that \
             first: an erased device would only set itself up privately once more.",
            "Have the holder read the serial number from the screen and compare it with the case.",
            "Agree what must be kept and where it lies: synced files, apps' own exports, codes of \
             authenticator apps. What is not kept is lost.",
            "Agree that no backup is restored onto this same device, or hide that page in the \
             profile for this run; it would bring the unmanaged state back (C08).",
            "Have the holder sign out of the Apple Account so that Find My is off, and read the \
             lock again: it must be none.",
            "Note the mobile plan and keep the eSIM when the device asks.",
            "Put the second factor on another device, or issue a Temporary Access Pass.",
            "Record the holder's consent with serial number and date, not older than 72 hours, and \
             the approvals.",
            "The holder opens Settings, General, Transfer or Reset, Erase All Content and \
             Settings. Resetting only the settings is not enough.",
            "Set up as new on a trusted network, without another device beside it.",
            "Stop here if Remote Management does not appear: do not finish the set-up, and report \
             it.",
            "Sign in, wait until the device says that it is configured, then open the sign-in app \
             or Company Portal.",
        ],
        done_when: "Remote Management was seen; Intune shows the device as enrolled by automated \
                    enrollment after the erase (V3), then registered and compliant (V4).",
        otherwise: "If Remote Management did not appear, read gates G1 to G4 again and try another \
                    network. Do not erase a second time: one erase per case, and another only \
                    after a new diagnosis in writing. At an Activation Lock go to R16.",
    },
    de: PlayText {
        title: "Die Person löscht das Gerät von Hand und richtet es neu ein",
        when: "Alles wurde innerhalb der letzten Stunde gelesen: in der Organisation, auf dem \
               Dienst von Intune, auf der Liste des Tokens, Profil seit mindestens 30 Minuten \
               zugewiesen, Token und Push-Zertifikat gültig, kein offener Fehler, der viele Geräte \
               betrifft. Jemand hat das Gerät angesehen. Es trägt keine persönliche \
               Aktivierungssperre, oder es ist geklärt, wie sie aufgehoben wird. Alle Daten auf \
               dem Gerät gehen verloren.",
        steps: &[
            "Alles oben Genannte noch einmal lesen. Ist eines nicht grün, zuerst das beheben: Ein \
             gelöschtes Gerät würde sich nur wieder privat einrichten.",
            "Die Person die Seriennummer vom Bildschirm ablesen lassen und mit dem Fall \
             vergleichen.",
            "Vereinbaren, was erhalten bleiben muss und wo es liegt: synchronisierte Dateien, \
             Exporte aus Apps, Codes von Authentifizierungs-Apps. Was nicht gesichert ist, geht \
             verloren.",
            "Vereinbaren, dass keine Sicherung auf dasselbe Gerät zurückgespielt wird, oder diese \
             Seite für diesen Lauf im Profil ausblenden; sie brächte den nicht verwalteten Zustand \
             zurück (C08).",
            "Die Person sich vom Apple Account abmelden lassen, damit „Wo ist?“ aus ist, und die \
             Sperre erneut lesen: Es darf keine da sein.",
            "Den Mobilfunktarif notieren und die eSIM behalten, wenn das Gerät fragt.",
            "Den zweiten Faktor auf ein anderes Gerät legen oder einen befristeten Zugriffspass \
             ausstellen.",
            "Die Einwilligung der Person mit Seriennummer und Datum festhalten, nicht älter als 72 \
             Stunden, dazu die Freigaben.",
            "Die Person öffnet „Einstellungen“, „Allgemein“, „Übertragen/Zurücksetzen“, „Alle \
             Inhalte & Einstellungen löschen“. Nur die Einstellungen zurückzusetzen genügt nicht.",
            "In einem vertrauenswürdigen Netz als neu einrichten, ohne ein anderes Gerät daneben.",
            "Hier aufhören, wenn „Entfernte Verwaltung“ nicht erscheint: nicht zu Ende einrichten, \
             sondern melden.",
            "Anmelden, warten, bis das Gerät meldet, dass es konfiguriert ist, dann die \
             Anmelde-App oder das Unternehmensportal öffnen.",
        ],
        done_when: "„Entfernte Verwaltung“ war zu sehen; Intune zeigt das Gerät als nach dem \
                    Löschen automatisch registriert (V3), dann als in Entra eingetragen und \
                    konform (V4).",
        otherwise: "Ist „Entfernte Verwaltung“ nicht erschienen, die Schritte G1 bis G4 erneut \
                    lesen und ein anderes Netz versuchen. Nicht ein zweites Mal löschen: einmal je \
                    Fall, ein weiteres Mal nur nach einer neuen schriftlichen Diagnose. Bei einer \
                    Aktivierungssperre weiter mit R16.",
    },
};

pub(super) static R12: Play = Play {
    remedy: Remedy::R12,
    reversible: false,
    erases: true,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Wipe a managed device remotely",
        when: "Intune manages the device, under the same serial number and under exactly one \
               record, and not by user enrollment. It has been decided together with the holder \
               that it shall become an automated, supervised device. The way to a new enrollment \
               is free, as for R11. All data on the device is lost.",
        steps: &[
            "Read custody, service, profile, lock and the managed record again, none of it older \
             than an hour.",
            "Have the holder confirm the serial number and that their data is saved elsewhere; \
             what is not is lost.",
            "Record the consent and have two different people request and approve the wipe.",
            "Have the holder sign out of the Apple Account, and read that no lock remains.",
            "Decide whether the mobile plan on an eSIM is to be kept, and choose that option.",
            "Send the wipe once. If it is unclear whether it was sent, do not repeat it; look at \
             the record.",
            "Follow the record until the wipe is done, then set the device up as new on a trusted \
             network.",
            "Stop if Remote Management does not appear.",
        ],
        done_when: "The old record is gone, the device enrolled by itself afterwards (V3), and it \
                    is registered and compliant (V4).",
        otherwise: "If the device has not answered for 48 hours, cancel the wipe while it is \
                    pending and plan anew. What has been wiped does not come back.",
    },
    de: PlayText {
        title: "Ein verwaltetes Gerät aus der Ferne löschen",
        when: "Intune verwaltet das Gerät unter derselben Seriennummer und unter genau einem \
               Datensatz und nicht über die Benutzerregistrierung. Mit der Person ist entschieden, \
               dass es ein automatisch registriertes, betreutes Gerät werden soll. Der Weg zu \
               einer neuen Registrierung ist frei wie bei R11. Alle Daten auf dem Gerät gehen \
               verloren.",
        steps: &[
            "Zugehörigkeit, Dienst, Profil, Sperre und Datensatz noch einmal lesen, nichts davon \
             älter als eine Stunde.",
            "Die Person die Seriennummer bestätigen lassen und dass ihre Daten anderswo gesichert \
             sind; was es nicht ist, geht verloren.",
            "Die Einwilligung festhalten und das Löschen von zwei verschiedenen Personen \
             beantragen und freigeben lassen.",
            "Die Person sich vom Apple Account abmelden lassen und nachlesen, dass keine Sperre \
             bleibt.",
            "Entscheiden, ob der Mobilfunktarif auf einer eSIM bleiben soll, und diese Option \
             wählen.",
            "Den Auftrag einmal senden. Ist unklar, ob er gesendet wurde, nicht wiederholen, \
             sondern im Datensatz nachsehen.",
            "Den Datensatz verfolgen, bis das Löschen erledigt ist, dann das Gerät in einem \
             vertrauenswürdigen Netz als neu einrichten.",
            "Aufhören, wenn „Entfernte Verwaltung“ nicht erscheint.",
        ],
        done_when: "Der alte Datensatz ist verschwunden, das Gerät hat sich danach von selbst \
                    registriert (V3) und ist in Entra eingetragen und konform (V4).",
        otherwise: "Antwortet das Gerät 48 Stunden lang nicht, den Auftrag abbrechen, solange er \
                    aussteht, und neu planen. Was gelöscht ist, kommt nicht zurück.",
    },
};

pub(super) static R16: Play = Play {
    remedy: Remedy::R16,
    reversible: false,
    erases: false,
    actor: Actor::Holder,
    en: PlayText {
        title: "Lift the Activation Lock",
        when: "A lock is on the device and an erase is planned or already done. A personal lock on \
               a device that was in use before it was added can be lifted only by its owner: Apple \
               Business can turn it off only if the device was in the organisation before the lock \
               came.",
        steps: &[
            "Read which lock it is: a personal one or one of a management service.",
            "Personal, device at hand and working: the holder signs out of the Apple Account in \
             Settings, which turns Find My off. First check that what lies only on the device is \
             saved.",
            "Personal, device already erased: the holder enters their account on the lock's page, \
             or removes the device in their account on the web.",
            "Lock of the organisation: turn it off in Apple Business, or use the bypass code of \
             the service that set it.",
            "Nobody can do it: give Apple's support the proof of purchase.",
            "Read the lock again before going on. Reading it once does not prove that it is \
             recent.",
        ],
        done_when: "Apple reports no lock for the serial number, and Setup Assistant goes past \
                    that page.",
        otherwise: "After seven days without an answer from the holder, or if they have left, go \
                    to Apple's support with the proof of purchase (R20). Do not erase a locked \
                    device in the hope that the lock goes with it: it stays.",
    },
    de: PlayText {
        title: "Die Aktivierungssperre aufheben",
        when: "Auf dem Gerät liegt eine Sperre, und ein Löschen ist geplant oder schon geschehen. \
               Eine persönliche Sperre auf einem Gerät, das vor dem Hinzufügen in Gebrauch war, \
               kann nur aufheben, wem sie gehört: Apple Business kann sie nur abschalten, wenn das \
               Gerät schon vor der Sperre in der Organisation war.",
        steps: &[
            "Lesen, welche Sperre es ist: eine persönliche oder die eines Verwaltungsdienstes.",
            "Persönlich, Gerät zur Hand und in Betrieb: Die Person meldet sich in den \
             Einstellungen vom Apple Account ab, damit ist „Wo ist?“ aus. Vorher prüfen, dass \
             gesichert ist, was nur auf dem Gerät liegt.",
            "Persönlich, Gerät schon gelöscht: Die Person gibt auf der Seite der Sperre ihren \
             Account ein oder entfernt das Gerät im Web aus ihrem Account.",
            "Sperre der Organisation: in Apple Business abschalten oder den Umgehungscode des \
             Dienstes verwenden, der sie gesetzt hat.",
            "Niemand kann es: dem Support von Apple den Kaufbeleg geben.",
            "Die Sperre vor dem Weitermachen erneut lesen. Einmal gelesen heißt nicht, dass der \
             Stand frisch ist.",
        ],
        done_when: "Apple meldet für die Seriennummer keine Sperre, und der Systemassistent geht \
                    über diese Seite hinaus.",
        otherwise: "Nach sieben Tagen ohne Antwort der Person, oder wenn sie nicht mehr da ist, \
                    mit dem Kaufbeleg zum Support von Apple (R20). Ein gesperrtes Gerät nicht \
                    löschen in der Hoffnung, dass die Sperre mitgeht: Sie bleibt.",
    },
};
