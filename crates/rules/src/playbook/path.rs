//! Remedies on the way from Apple to Intune: gates G0 to G4.

use super::{Actor, Play, PlayText};
use enrollment::remedy::Remedy;

pub(super) static R1: Play = Play {
    remedy: Remedy::R1,
    reversible: true,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Assign the device to Intune's service at Apple",
        when: "The device is in your organisation. It is not already on this service: assigning it \
               once more can clear its profile at Apple (C06). It is not in use under another \
               service, unless a move is agreed.",
        steps: &[
            "Write down the service it is on now, so that it can be put back.",
            "In Apple Business, open the device, or filter the whole batch, and assign it to the \
             service that belongs to Intune's token.",
            "Open the activity that Apple creates and wait until it is completed; read whether \
             single serial numbers failed.",
            "Read the device again: its assigned service must be Intune's.",
            "Go on with the sync (R2) and the profile (R3). Nobody switches the device on before \
             they are done.",
        ],
        done_when: "Apple names Intune's service for the serial number and the activity is \
                    completed.",
        otherwise: "If nothing has happened after an hour, assign it by hand in the portal and \
                    look for the reason in the activity. To take it back, assign it to the service \
                    you wrote down.",
    },
    de: PlayText {
        title: "Das Gerät bei Apple dem Dienst von Intune zuweisen",
        when: "Das Gerät ist in Ihrer Organisation. Es steht nicht schon auf diesem Dienst: Eine \
               zweite Zuweisung kann sein Profil bei Apple löschen (C06). Es ist nicht unter einem \
               anderen Dienst in Gebrauch, außer ein Wechsel ist vereinbart.",
        steps: &[
            "Aufschreiben, auf welchem Dienst es jetzt steht, damit es zurückgestellt werden kann.",
            "In Apple Business das Gerät öffnen oder die ganze Lieferung filtern und dem Dienst \
             zuweisen, zu dem das Token von Intune gehört.",
            "Die Aktivität öffnen, die Apple anlegt, und warten, bis sie abgeschlossen ist; lesen, \
             ob einzelne Seriennummern gescheitert sind.",
            "Das Gerät erneut lesen: Sein zugewiesener Dienst muss der von Intune sein.",
            "Mit der Synchronisierung (R2) und dem Profil (R3) weitermachen. Vorher schaltet \
             niemand das Gerät ein.",
        ],
        done_when: "Apple nennt für die Seriennummer den Dienst von Intune, und die Aktivität ist \
                    abgeschlossen.",
        otherwise: "Ist nach einer Stunde nichts geschehen, im Portal von Hand zuweisen und den \
                    Grund in der Aktivität suchen. Zurück geht es durch Zuweisung an den \
                    aufgeschriebenen Dienst.",
    },
};

pub(super) static R2: Play = Play {
    remedy: Remedy::R2,
    reversible: true,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Sync the token",
        when: "The token is valid, Apple's terms are accepted, and the last sync was started at \
               least 15 minutes ago.",
        steps: &[
            "In Intune, open the enrollment program token under Devices, Enrollment, Apple.",
            "Start the sync and note the time. Do not start it again within 15 minutes.",
            "Wait until the last successful sync lies after that time and shows no error.",
            "Look for the serial number in the token's list of devices.",
            "Compare the number of devices with the one that Apple shows for this service.",
        ],
        done_when: "The last success lies after the request, and the serial number stands on the \
                    right token's list.",
        otherwise: "Try up to three times within 45 minutes, then leave it to the full sync, which \
                    runs at most once in seven days. If the device is still missing after that, \
                    ask support (R20).",
    },
    de: PlayText {
        title: "Das Token synchronisieren",
        when: "Das Token ist gültig, die Bedingungen von Apple sind angenommen, und die letzte \
               Synchronisierung wurde vor mindestens 15 Minuten gestartet.",
        steps: &[
            "In Intune unter „Geräte“, „Registrierung“, „Apple“ das Token für das \
             Registrierungsprogramm öffnen.",
            "Die Synchronisierung starten und die Uhrzeit notieren. Innerhalb von 15 Minuten nicht \
             noch einmal starten.",
            "Warten, bis die letzte erfolgreiche Synchronisierung nach dieser Uhrzeit liegt und \
             keinen Fehler zeigt.",
            "Die Seriennummer in der Geräteliste des Tokens suchen.",
            "Die Anzahl der Geräte mit der vergleichen, die Apple für diesen Dienst zeigt.",
        ],
        done_when: "Der letzte Erfolg liegt nach dem Auftrag, und die Seriennummer steht auf der \
                    Liste des richtigen Tokens.",
        otherwise: "Bis zu drei Versuche innerhalb von 45 Minuten, dann der vollständigen \
                    Synchronisierung überlassen, die höchstens einmal in sieben Tagen läuft. Fehlt \
                    das Gerät auch danach, den Support fragen (R20).",
    },
};

pub(super) static R3: Play = Play {
    remedy: Remedy::R3,
    reversible: true,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Assign the enrollment profile and set a default",
        when: "The serial number stands on the token's list, and there is a profile for its \
               platform and its hardware whose fields Apple accepts.",
        steps: &[
            "Write down which profile is assigned now.",
            "Select the devices in the token's list and assign the profile.",
            "Set it as the token's default for this platform. A default reaches only devices that \
             are imported later, so those already listed need the step before.",
            "Start a sync, at least 15 minutes after the last one.",
            "Leave the device alone for at least 30 minutes, so that Apple can take the profile; \
             the length of this pause is an estimate.",
            "Read the list again: requested profile and time of assignment must be the new ones.",
        ],
        done_when: "The expected profile is requested, its time of assignment lies after the \
                    change, and the pause is over.",
        otherwise: "If it is not taken within two hours, edit the profile (R4). To take it back, \
                    assign the profile you wrote down.",
    },
    de: PlayText {
        title: "Das Registrierungsprofil zuweisen und einen Standard festlegen",
        when: "Die Seriennummer steht auf der Liste des Tokens, und es gibt ein Profil für ihre \
               Plattform und Hardware, dessen Felder Apple annimmt.",
        steps: &[
            "Aufschreiben, welches Profil jetzt zugewiesen ist.",
            "Die Geräte in der Liste des Tokens auswählen und das Profil zuweisen.",
            "Es als Standard des Tokens für diese Plattform festlegen. Ein Standard erreicht nur \
             Geräte, die später importiert werden; für die schon gelisteten gilt der vorige \
             Schritt.",
            "Eine Synchronisierung starten, mindestens 15 Minuten nach der letzten.",
            "Das Gerät mindestens 30 Minuten in Ruhe lassen, damit Apple das Profil übernimmt; die \
             Länge dieser Pause ist geschätzt.",
            "Die Liste erneut lesen: Angefordertes Profil und Zeit der Zuweisung müssen die neuen \
             sein.",
        ],
        done_when: "Das erwartete Profil ist angefordert, die Zeit der Zuweisung liegt nach der \
                    Änderung, und die Pause ist vorbei.",
        otherwise: "Ist es nach zwei Stunden nicht übernommen, das Profil bearbeiten (R4). Zurück \
                    geht es durch Zuweisung des aufgeschriebenen Profils.",
    },
};

pub(super) static R4: Play = Play {
    remedy: Remedy::R4,
    reversible: true,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Edit the profile so that it is sent to Apple again",
        when: "The profile is assigned and looks right, yet devices behave as if there were none: \
               it is older than the token, Apple rejected a field, or a second assignment at Apple \
               cleared it.",
        steps: &[
            "Open the profile and check department, telephone number and name; shorten or correct \
             what Apple does not accept.",
            "Change something small in it, for example the description, and save, so that its time \
             of modification moves.",
            "Sync the token, at least 15 minutes after the last time.",
            "For a single device, assign another suitable profile instead and then the right one \
             again.",
            "Leave the device alone for 30 minutes, then try with one device only.",
        ],
        done_when: "The profile's modification and the device's time of assignment lie after the \
                    change, no error is shown, and the first device gets Remote Management.",
        otherwise: "If that device still shows no Remote Management, stop before it is set up and \
                    ask support (R20) with the profile and the serial number.",
    },
    de: PlayText {
        title: "Das Profil bearbeiten, damit es erneut an Apple geht",
        when: "Das Profil ist zugewiesen und sieht richtig aus, aber Geräte verhalten sich, als \
               gäbe es keines: Es ist älter als das Token, Apple hat ein Feld abgelehnt, oder eine \
               zweite Zuweisung bei Apple hat es gelöscht.",
        steps: &[
            "Das Profil öffnen und Abteilung, Telefonnummer und Namen prüfen; kürzen oder \
             berichtigen, was Apple nicht annimmt.",
            "Eine Kleinigkeit daran ändern, zum Beispiel die Beschreibung, und speichern, damit \
             sich sein Änderungsdatum bewegt.",
            "Das Token synchronisieren, mindestens 15 Minuten nach dem letzten Mal.",
            "Bei einem einzelnen Gerät stattdessen ein anderes passendes Profil und dann wieder \
             das richtige zuweisen.",
            "Das Gerät 30 Minuten in Ruhe lassen, dann mit nur einem Gerät versuchen.",
        ],
        done_when: "Die Änderung des Profils und die Zeit der Zuweisung liegen nach dem Eingriff, \
                    es wird kein Fehler gezeigt, und das erste Gerät bekommt „Entfernte \
                    Verwaltung“.",
        otherwise: "Zeigt dieses Gerät weiterhin keine „Entfernte Verwaltung“, vor dem Einrichten \
                    aufhören und mit Profil und Seriennummer den Support fragen (R20).",
    },
};

pub(super) static R18: Play = Play {
    remedy: Remedy::R18,
    reversible: false,
    erases: false,
    actor: Actor::Supplier,
    en: PlayText {
        title: "Get the device into the organisation",
        when: "The device belongs to you and is not in your organisation at Apple. You have the \
               invoice, and you know who sold it and who had it before.",
        steps: &[
            "Bought from Apple: check that the customer number is entered in Apple Business.",
            "Bought from a reseller: check that the reseller's number is entered and yours is \
             known there, then have the reseller submit the order again.",
            "It shows another company's name: ask that company to release it.",
            "Sold elsewhere: add it with Apple Configurator. For that it must stand in Setup \
             Assistant; a device in use would have to be erased first and its data is lost, so \
             plan that like R11.",
            "Note for devices added by Configurator that the person can leave the management for \
             30 days.",
            "Then assign it to Intune's service (R1), sync (R2) and assign the profile (R3), \
             before anybody sets it up.",
        ],
        done_when: "The serial number stands in your organisation and then on the token's list \
                    (V1).",
        otherwise: "If the seller cannot submit it, ask Apple with the invoice (R20). If the \
                    device was set up meanwhile, it needs an erase later, by the rules of R11.",
    },
    de: PlayText {
        title: "Das Gerät in die Organisation holen",
        when: "Das Gerät gehört Ihnen und ist bei Apple nicht in Ihrer Organisation. Sie haben die \
               Rechnung und wissen, wer es verkauft und wer es vorher hatte.",
        steps: &[
            "Bei Apple gekauft: prüfen, dass die Kundennummer in Apple Business eingetragen ist.",
            "Beim Händler gekauft: prüfen, dass die Nummer des Händlers eingetragen und Ihre dort \
             bekannt ist, dann den Händler die Bestellung erneut melden lassen.",
            "Es zeigt den Namen einer anderen Firma: diese Firma bitten, es freizugeben.",
            "Anderswo gekauft: mit dem Apple Configurator hinzufügen. Dazu muss es im \
             Systemassistenten stehen; ein benutztes Gerät müsste zuerst gelöscht werden, und \
             seine Daten gehen verloren, also wie R11 planen.",
            "Bei Geräten, die mit Configurator hinzugefügt wurden, beachten, dass die Person 30 \
             Tage lang die Verwaltung verlassen kann.",
            "Dann dem Dienst von Intune zuweisen (R1), synchronisieren (R2) und das Profil \
             zuweisen (R3), bevor jemand es einrichtet.",
        ],
        done_when: "Die Seriennummer steht in Ihrer Organisation und danach auf der Liste des \
                    Tokens (V1).",
        otherwise: "Kann der Verkäufer es nicht melden, Apple mit der Rechnung fragen (R20). Wurde \
                    das Gerät inzwischen eingerichtet, muss es später gelöscht werden, nach den \
                    Regeln von R11.",
    },
};
