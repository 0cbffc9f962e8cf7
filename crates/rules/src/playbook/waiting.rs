//! Remedies that only wait, ask or tidy.

use super::{Actor, Play, PlayText};
use enrollment::remedy::Remedy;

pub(super) static R0: Play = Play {
    remedy: Remedy::R0,
    reversible: true,
    erases: false,
    actor: Actor::Nobody,
    en: PlayText {
        title: "Wait and look again at a set time",
        when: "The device is healthy or under way: it is new, sealed, prepared, or an enrollment, \
               an update or a planned move is running. Nobody is waiting to work with it, or the \
               waiting time is known.",
        steps: &[
            "Write down what is awaited and by when: a sync, a first boot, the end of an update, \
             the deadline of a move.",
            "Change nothing meanwhile, neither at Apple nor in Intune, and do not switch the \
             device on to see.",
            "Read the data again at the set time and diagnose anew.",
        ],
        done_when: "What was awaited can be seen: the row appeared, the device enrolled, or it is \
                    still in its box as the list of stock says.",
        otherwise: "Past the set time the diagnosis is made anew with the new data; waiting is not \
                    prolonged in silence. If it cannot be decided from the data, one question goes \
                    to the person who has the device.",
    },
    de: PlayText {
        title: "Warten und zu einer festen Zeit wieder nachsehen",
        when: "Das Gerät ist gesund oder unterwegs: Es ist neu, versiegelt, vorbereitet, oder eine \
               Registrierung, ein Update oder ein geplanter Wechsel läuft. Niemand will gerade \
               damit arbeiten, oder die Wartezeit ist bekannt.",
        steps: &[
            "Aufschreiben, worauf gewartet wird und bis wann: eine Synchronisierung, ein erstes \
             Einschalten, das Ende eines Updates, die Frist eines Wechsels.",
            "Inzwischen nichts ändern, weder bei Apple noch in Intune, und das Gerät nicht zum \
             Nachsehen einschalten.",
            "Zur festen Zeit die Daten neu lesen und die Diagnose neu stellen.",
        ],
        done_when: "Das Erwartete ist zu sehen: Die Zeile ist da, das Gerät ist registriert, oder \
                    es liegt im Karton, wie es die Bestandsliste sagt.",
        otherwise: "Nach Ablauf wird mit den neuen Daten neu diagnostiziert; es wird nicht \
                    stillschweigend weiter gewartet. Lässt es sich aus den Daten nicht \
                    entscheiden, geht eine Frage an die Person, die das Gerät hat.",
    },
};

pub(super) static R17: Play = Play {
    remedy: Remedy::R17,
    reversible: false,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Clean the inventory",
        when: "It is certain that the record does not stand for a device in use: a person \
               confirmed it, or another record of the same serial number is the living one.",
        steps: &[
            "Put the records side by side by serial number: Apple, each token, managed devices, \
             your own list.",
            "Correct spelling in your own list where only that differs.",
            "Of two records of one device keep the one that enrolled last and still checks in.",
            "Mark a lost, disposed or replaced device in your own list first, with date and name.",
            "Leave a row that Apple released alone: it goes by itself after 30 to 45 days. A row \
             deleted only in Intune comes back with the next full sync.",
            "Release at Apple only by a person's hand and last, never as a tidy-up: it ends \
             control of the Activation Lock, and the device may not be replaced under its number.",
        ],
        done_when: "Each serial number has one living record, and your own list agrees with it.",
        otherwise: "If it turns out that the device is in use, stop and diagnose again. A release \
                    is not simply undone: the device has to be added anew.",
    },
    de: PlayText {
        title: "Den Bestand bereinigen",
        when: "Es ist sicher, dass der Datensatz für kein benutztes Gerät steht: Eine Person hat \
               es bestätigt, oder ein anderer Datensatz derselben Seriennummer ist der lebende.",
        steps: &[
            "Die Datensätze nach Seriennummer nebeneinanderlegen: Apple, jedes Token, verwaltete \
             Geräte, die eigene Liste.",
            "In der eigenen Liste die Schreibweise berichtigen, wo nur sie abweicht.",
            "Von zwei Datensätzen eines Geräts den behalten, der zuletzt registriert wurde und \
             sich noch meldet.",
            "Ein verlorenes, entsorgtes oder ersetztes Gerät zuerst in der eigenen Liste \
             vermerken, mit Datum und Namen.",
            "Eine Zeile, die Apple freigegeben hat, in Ruhe lassen: Sie verschwindet nach 30 bis \
             45 Tagen von selbst. Eine nur in Intune gelöschte Zeile kommt mit der nächsten \
             vollständigen Synchronisierung wieder.",
            "Bei Apple nur von Hand und zuletzt freigeben, nie zum Aufräumen: Damit endet die \
             Kontrolle über die Aktivierungssperre, und das Gerät wird unter seiner Nummer \
             womöglich nicht ersetzt.",
        ],
        done_when: "Jede Seriennummer hat einen lebenden Datensatz, und die eigene Liste stimmt \
                    damit überein.",
        otherwise: "Stellt sich heraus, dass das Gerät in Gebrauch ist, aufhören und neu \
                    diagnostizieren. Eine Freigabe lässt sich nicht einfach zurücknehmen: Das \
                    Gerät muss neu hinzugefügt werden.",
    },
};

pub(super) static R19: Play = Play {
    remedy: Remedy::R19,
    reversible: true,
    erases: false,
    actor: Actor::Holder,
    en: PlayText {
        title: "Finish the registration and the first evaluation",
        when: "Intune manages the device. Only the registration in Entra or the compliance is \
               missing.",
        steps: &[
            "The holder opens the app that carries the single sign-on, or Company Portal, and \
             signs in with the account of the enrollment.",
            "Open an Office app before a protection app such as Defender, if both are there.",
            "In Company Portal, have the device's settings checked; in Intune, sync the device.",
            "Wait until Entra shows the device and Intune an evaluation.",
            "If it is not compliant, read which setting it is and let the holder put it right.",
            "Try a real sign-in to a protected app.",
        ],
        done_when: "The device stands in Entra as compliant, and Conditional Access lets a real \
                    sign-in through (V4).",
        otherwise: "If it is still missing after 24 hours, check the single sign-on configuration \
                    for typing errors and stray spaces, then the system version rule (C35). An \
                    erase does not help; the device works.",
    },
    de: PlayText {
        title: "Die Eintragung in Entra und die erste Prüfung zu Ende bringen",
        when: "Intune verwaltet das Gerät. Es fehlt nur die Eintragung in Entra oder die \
               Konformität.",
        steps: &[
            "Die Person öffnet die App, die das Single Sign-On trägt, oder das Unternehmensportal \
             und meldet sich mit dem Konto der Registrierung an.",
            "Eine Office-App vor einer Schutz-App wie Defender öffnen, wenn beide da sind.",
            "Im Unternehmensportal die Einstellungen des Geräts prüfen lassen; in Intune das Gerät \
             synchronisieren.",
            "Warten, bis Entra das Gerät und Intune eine Prüfung zeigt.",
            "Ist es nicht konform, lesen, welche Einstellung es ist, und die Person sie \
             richtigstellen lassen.",
            "Eine wirkliche Anmeldung bei einer geschützten App versuchen.",
        ],
        done_when: "Das Gerät steht in Entra als konform, und der bedingte Zugriff lässt eine \
                    wirkliche Anmeldung durch (V4).",
        otherwise: "Fehlt es nach 24 Stunden noch, die Single-Sign-On-Konfiguration auf Tippfehler \
                    und überzählige Leerzeichen prüfen, dann die Regel zur Systemversion (C35). \
                    Ein Löschen hilft nicht; das Gerät arbeitet.",
    },
};

pub(super) static R20: Play = Play {
    remedy: Remedy::R20,
    reversible: true,
    erases: false,
    actor: Actor::Support,
    en: PlayText {
        title: "Ask Microsoft's or Apple's support",
        when: "What can be read has been read, the remedy of the diagnosis has been tried or does \
               not apply, and it is clear on whose side the stop lies.",
        steps: &[
            "Choose: Apple for organisation, service, terms, lock and repair; Microsoft for sync, \
             profile, enrollment and sign-in.",
            "Put together serial number, token, profile, the times in UTC, the exact words on the \
             screen and the correlation id of the failed sign-in or enrollment.",
            "Say what has been tried already, and in which order.",
            "Send no token, no certificate and no password; the case file without names is enough.",
            "Leave the device as it is while the case is open.",
            "Note the case number at the device, with a date on which you ask again.",
        ],
        done_when: "The cause is named, and the step that follows from it can be verified.",
        otherwise: "Without an answer by the set date, ask for the case to be escalated. Until \
                    then nobody erases on suspicion.",
    },
    de: PlayText {
        title: "Den Support von Microsoft oder Apple fragen",
        when: "Was sich lesen lässt, ist gelesen, die Abhilfe der Diagnose wurde versucht oder \
               passt nicht, und es ist klar, auf wessen Seite es steht.",
        steps: &[
            "Wählen: Apple für Organisation, Dienst, Bedingungen, Sperre und Reparatur; Microsoft \
             für Synchronisierung, Profil, Registrierung und Anmeldung.",
            "Seriennummer, Token, Profil, die Zeiten in UTC, den genauen Wortlaut auf dem \
             Bildschirm und die Korrelations-ID der gescheiterten Anmeldung oder Registrierung \
             zusammenstellen.",
            "Sagen, was schon versucht wurde und in welcher Reihenfolge.",
            "Kein Token, kein Zertifikat und kein Kennwort schicken; die Fallakte ohne Namen \
             genügt.",
            "Das Gerät lassen, wie es ist, solange der Fall offen ist.",
            "Die Fallnummer beim Gerät vermerken, mit einem Datum, an dem Sie nachfragen.",
        ],
        done_when: "Die Ursache ist benannt, und der Schritt, der daraus folgt, lässt sich prüfen.",
        otherwise: "Ohne Antwort bis zum festen Datum den Fall höherstufen lassen. Bis dahin \
                    löscht niemand auf Verdacht.",
    },
};
