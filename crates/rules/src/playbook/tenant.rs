//! Remedies for what holds for many devices: token, terms, certificate, licences, policies,
//! network.

use super::{Actor, Play, PlayText};
use enrollment::remedy::Remedy;

pub(super) static R5: Play = Play {
    remedy: Remedy::R5,
    reversible: false,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Renew the enrollment program token",
        when: "The token has expired or Apple refuses it. The service at Apple to which it belongs \
               still exists, and you know the Apple Account with which it was made.",
        steps: &[
            "Keep the old token file and note which service at Apple it belongs to.",
            "Sign in to Apple Business with the same account, open the same service and download \
             its token once. From that moment Intune's old token is worthless.",
            "In Intune, open the same token entry, choose to renew it and upload the file at once.",
            "Sync, and wait for a success without an error.",
            "Compare the numbers of devices on both sides.",
            "Put the next expiry into a calendar that more than one person sees.",
        ],
        done_when: "The next sync succeeds without an error, the expiry lies a year ahead, and the \
                    numbers are equal (V5).",
        otherwise: "If Intune refuses the file, check that it belongs to the same service. Never \
                    make a new service instead: every device would have to be assigned anew. After \
                    24 hours ask support (R20). A download cannot be undone; an older file does \
                    not work any more.",
    },
    de: PlayText {
        title: "Das Token für das Registrierungsprogramm erneuern",
        when: "Das Token ist abgelaufen, oder Apple weist es zurück. Den Dienst bei Apple, zu dem \
               es gehört, gibt es noch, und Sie kennen den Apple Account, mit dem es erstellt \
               wurde.",
        steps: &[
            "Die alte Tokendatei aufheben und notieren, zu welchem Dienst bei Apple sie gehört.",
            "In Apple Business mit demselben Account anmelden, denselben Dienst öffnen und sein \
             Token einmal laden. Von da an ist das alte Token von Intune wertlos.",
            "In Intune denselben Tokeneintrag öffnen, das Erneuern wählen und die Datei sofort \
             hochladen.",
            "Synchronisieren und einen Erfolg ohne Fehler abwarten.",
            "Die Anzahl der Geräte auf beiden Seiten vergleichen.",
            "Den nächsten Ablauf in einen Kalender eintragen, den mehr als eine Person sieht.",
        ],
        done_when: "Die nächste Synchronisierung gelingt ohne Fehler, der Ablauf liegt ein Jahr \
                    voraus, und die Zahlen sind gleich (V5).",
        otherwise: "Weist Intune die Datei zurück, prüfen, ob sie zum selben Dienst gehört. Nie \
                    stattdessen einen neuen Dienst anlegen: Jedes Gerät müsste neu zugewiesen \
                    werden. Nach 24 Stunden den Support fragen (R20). Das Laden lässt sich nicht \
                    zurücknehmen; eine ältere Datei gilt nicht mehr.",
    },
};

pub(super) static R6: Play = Play {
    remedy: Remedy::R6,
    reversible: false,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Accept Apple's terms and conditions",
        when: "Intune's sync reports that terms wait to be accepted, or Apple Business asks for \
               it. Only an administrator of the organisation there can do it, with the right to \
               bind it.",
        steps: &[
            "Tell the person who may accept for the organisation; take the text to whoever has to \
             read it first.",
            "That person signs in to Apple Business and accepts what is shown.",
            "Wait some minutes, then sync the token in Intune.",
            "If there are several tokens of this organisation, check each.",
        ],
        done_when: "The next sync succeeds and shows no error (V5).",
        otherwise: "If the error stays after a day, check whether the other agreements in Apple \
                    Business are accepted too, then ask support (R20). An acceptance cannot be \
                    taken back.",
    },
    de: PlayText {
        title: "Die Bedingungen von Apple annehmen",
        when: "Die Synchronisierung von Intune meldet, dass Bedingungen auf Annahme warten, oder \
               Apple Business fragt danach. Nur ein Administrator der Organisation kann es dort \
               tun, der für sie zustimmen darf.",
        steps: &[
            "Der Person Bescheid geben, die für die Organisation zustimmen darf; den Text denen \
             geben, die ihn vorher lesen müssen.",
            "Diese Person meldet sich bei Apple Business an und nimmt an, was gezeigt wird.",
            "Einige Minuten warten, dann das Token in Intune synchronisieren.",
            "Gibt es mehrere Token dieser Organisation, jedes prüfen.",
        ],
        done_when: "Die nächste Synchronisierung gelingt und zeigt keinen Fehler (V5).",
        otherwise: "Bleibt der Fehler nach einem Tag, prüfen, ob auch die übrigen Vereinbarungen \
                    in Apple Business angenommen sind, dann den Support fragen (R20). Eine Annahme \
                    lässt sich nicht zurücknehmen.",
    },
};

pub(super) static R7: Play = Play {
    remedy: Remedy::R7,
    reversible: false,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Renew the push certificate with the same Apple Account",
        when: "The certificate has expired or soon will. You have the Apple Account with which it \
               was made, and you see there the very certificate that Intune shows, by its serial \
               number and its topic.",
        steps: &[
            "In Intune, open the Apple push certificate and note account, serial number and topic.",
            "Download the new signing request from Intune.",
            "Sign in to Apple's push certificate portal with exactly that account and press Renew \
             at that certificate. Do not create a new one.",
            "Download the result and compare the topic with the one you noted.",
            "Upload it in Intune under the same account.",
            "Let one managed device check in and one new device enroll.",
        ],
        done_when: "The expiry lies a year ahead, the topic is unchanged, managed devices check \
                    in, and a new device enrolls.",
        otherwise: "If the account cannot be reached, ask Apple to move the certificate before \
                    anything else is done. A certificate with another topic cuts off every device, \
                    and all of them would have to enroll again. Up to 30 days after the expiry it \
                    can still be renewed.",
    },
    de: PlayText {
        title: "Das Push-Zertifikat mit demselben Apple Account erneuern",
        when: "Das Zertifikat ist abgelaufen oder läuft bald ab. Sie haben den Apple Account, mit \
               dem es erstellt wurde, und sehen dort genau das Zertifikat, das Intune zeigt, an \
               Seriennummer und Topic.",
        steps: &[
            "In Intune das Apple-Push-Zertifikat öffnen und Account, Seriennummer und Topic \
             notieren.",
            "Die neue Signieranforderung aus Intune laden.",
            "Im Portal von Apple für Push-Zertifikate mit genau diesem Account anmelden und bei \
             diesem Zertifikat „Renew“ drücken. Kein neues erstellen.",
            "Das Ergebnis laden und das Topic mit dem notierten vergleichen.",
            "Es in Intune unter demselben Account hochladen.",
            "Ein verwaltetes Gerät sich melden und ein neues sich registrieren lassen.",
        ],
        done_when: "Der Ablauf liegt ein Jahr voraus, das Topic ist unverändert, verwaltete Geräte \
                    melden sich, und ein neues registriert sich.",
        otherwise: "Ist der Account nicht erreichbar, vor allem anderen Apple bitten, das \
                    Zertifikat umzuziehen. Ein Zertifikat mit anderem Topic schneidet jedes Gerät \
                    ab, und alle müssten neu registriert werden. Bis 30 Tage nach dem Ablauf lässt \
                    es sich noch erneuern.",
    },
};

pub(super) static R8: Play = Play {
    remedy: Remedy::R8,
    reversible: true,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Correct licence, group, restriction or device limit",
        when: "The recorded failure or the setting names which of the four it is, and the person \
               and the time fit this device.",
        steps: &[
            "Write down the present state of what you will change.",
            "Licence: assign one that contains Intune and wait until it is active.",
            "Restriction: allow the platform in the default and forbid personally owned devices \
             instead; take version limits out; exclude people with a corporate device from user \
             enrollment.",
            "Device limit: remove devices that are really gone from the account, or raise the \
             limit for the group.",
            "Account: let the future holder sign in instead of an enrollment manager.",
            "Wait about 15 minutes, then let the person try again on the same device.",
        ],
        done_when: "The device enrolls at the next attempt, without an erase (V3).",
        otherwise: "If it is refused again, read the new record: the reason may have changed. Put \
                    back what did not help.",
    },
    de: PlayText {
        title: "Lizenz, Gruppe, Einschränkung oder Gerätelimit berichtigen",
        when: "Der verzeichnete Fehlschlag oder die Einstellung nennt, welches der vier es ist, \
               und Person und Zeit passen zu diesem Gerät.",
        steps: &[
            "Den jetzigen Stand dessen aufschreiben, was Sie ändern werden.",
            "Lizenz: eine zuweisen, die Intune enthält, und warten, bis sie aktiv ist.",
            "Einschränkung: die Plattform im Standard erlauben und stattdessen persönliche Geräte \
             verbieten; Versionsgrenzen herausnehmen; Personen mit Firmengerät von der \
             Benutzerregistrierung ausschließen.",
            "Gerätelimit: Geräte, die es wirklich nicht mehr gibt, vom Konto entfernen oder das \
             Limit für die Gruppe erhöhen.",
            "Konto: statt eines Geräteregistrierungs-Managers die künftige Person sich anmelden \
             lassen.",
            "Etwa 15 Minuten warten, dann die Person auf demselben Gerät erneut versuchen lassen.",
        ],
        done_when: "Das Gerät registriert sich beim nächsten Versuch, ohne gelöscht zu werden \
                    (V3).",
        otherwise: "Wird es wieder abgewiesen, den neuen Eintrag lesen: Der Grund kann ein anderer \
                    sein. Zurückstellen, was nicht geholfen hat.",
    },
};

pub(super) static R9: Play = Play {
    remedy: Remedy::R9,
    reversible: true,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Correct Conditional Access, methods, terms of use or federation",
        when: "The sign-in log or the policy shows what refused the sign-in to the enrollment app. \
               The policy's owner makes the change; this tool never does.",
        steps: &[
            "Note the policy, its present state and the sign-in it refused.",
            "For one person: issue a Temporary Access Pass or let them answer on a second device, \
             and go no further if that is enough.",
            "For a policy: take the app Microsoft Intune Enrollment out of the block, or allow it \
             another strength; for terms of use, give up consent on every device for it.",
            "For the federation: verify the domain, correct the name, open the endpoint, or change \
             the profile to modern authentication.",
            "Test the change with What-If for app, person and platform before it is switched on.",
            "Let one person try on the device, then the others.",
        ],
        done_when: "The sign-in succeeds, the device enrolls (V3), and an unmanaged device is \
                    still refused where it should be (V4).",
        otherwise: "If it does not help, put the policy back first and then read the new sign-in. \
                    Never exclude Microsoft Intune as a whole, and never everybody from the second \
                    factor.",
    },
    de: PlayText {
        title: "Bedingten Zugriff, Methoden, Nutzungsbedingungen oder Verbund berichtigen",
        when: "Das Anmeldeprotokoll oder die Richtlinie zeigt, was die Anmeldung an der \
               Registrierungs-App abgewiesen hat. Geändert wird durch den Eigentümer der \
               Richtlinie, nie durch dieses Werkzeug.",
        steps: &[
            "Richtlinie, jetzigen Stand und abgewiesene Anmeldung notieren.",
            "Für eine Person: einen befristeten Zugriffspass ausstellen oder sie auf einem zweiten \
             Gerät antworten lassen, und wenn das genügt, nichts weiter.",
            "Für eine Richtlinie: die App Microsoft Intune Enrollment aus der Sperre nehmen oder \
             ihr eine andere Stärke erlauben; bei Nutzungsbedingungen für sie auf die Zustimmung \
             auf jedem Gerät verzichten.",
            "Für den Verbund: die Domäne bestätigen, den Namen berichtigen, den Endpunkt öffnen \
             oder das Profil auf moderne Authentifizierung umstellen.",
            "Die Änderung vor dem Einschalten mit „Was wäre, wenn“ für App, Person und Plattform \
             prüfen.",
            "Eine Person auf dem Gerät versuchen lassen, dann die übrigen.",
        ],
        done_when: "Die Anmeldung gelingt, das Gerät registriert sich (V3), und ein nicht \
                    verwaltetes Gerät wird dort, wo es sein soll, weiterhin abgewiesen (V4).",
        otherwise: "Hilft es nicht, zuerst die Richtlinie zurückstellen und dann die neue \
                    Anmeldung lesen. Nie Microsoft Intune als Ganzes ausnehmen und nie alle vom \
                    zweiten Faktor.",
    },
};

pub(super) static R10: Play = Play {
    remedy: Remedy::R10,
    reversible: true,
    erases: false,
    actor: Actor::Administrator,
    en: PlayText {
        title: "Open the network, or use another one",
        when: "The device stands in Setup Assistant and something between it and Apple or \
               Microsoft is suspected: several devices of one site fail, or it works through a \
               telephone's hotspot.",
        steps: &[
            "Try one device on another network that nobody filters. If it works there, the site's \
             network is the cause.",
            "Compare the site's rules with the lists of hosts that Apple and Microsoft publish for \
             activation, enrollment and push.",
            "Take these hosts out of TLS interception; Apple's services refuse intercepted \
             connections.",
            "Check that time servers can be reached and that no captive page stands before them.",
            "Let the device try again at the site; restart it at the error, and check its date and \
             time.",
        ],
        done_when: "Remote Management appears on the site's own network, the device enrolls (V3), \
                    and the other devices of the site follow.",
        otherwise: "If it fails on the free network too, it is not the network: diagnose again. If \
                    the device slipped into private set-up meanwhile, an erase comes last and by \
                    its own rules (R11).",
    },
    de: PlayText {
        title: "Das Netz öffnen oder ein anderes benutzen",
        when: "Das Gerät steht im Systemassistenten, und etwas zwischen ihm und Apple oder \
               Microsoft ist im Verdacht: Mehrere Geräte eines Standorts scheitern, oder über den \
               Hotspot eines Telefons geht es.",
        steps: &[
            "Ein Gerät in einem anderen Netz versuchen, das niemand filtert. Geht es dort, ist das \
             Netz des Standorts die Ursache.",
            "Die Regeln des Standorts mit den Hostlisten vergleichen, die Apple und Microsoft für \
             Aktivierung, Registrierung und Push veröffentlichen.",
            "Diese Hosts von der TLS-Prüfung ausnehmen; die Dienste von Apple verweigern \
             aufgebrochene Verbindungen.",
            "Prüfen, dass Zeitserver erreichbar sind und keine Anmeldeseite davorsteht.",
            "Das Gerät am Standort erneut versuchen lassen; beim Fehler neu starten, Datum und \
             Uhrzeit prüfen.",
        ],
        done_when: "„Entfernte Verwaltung“ erscheint im eigenen Netz des Standorts, das Gerät \
                    registriert sich (V3), und die übrigen des Standorts folgen.",
        otherwise: "Scheitert es auch im freien Netz, liegt es nicht am Netz: neu diagnostizieren. \
                    Ist das Gerät inzwischen privat eingerichtet worden, kommt ein Löschen zuletzt \
                    und nach eigenen Regeln (R11).",
    },
};
