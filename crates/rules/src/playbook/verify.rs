//! How success is seen.

use super::Proof;
use enrollment::remedy::Verification;

pub(super) static V1: Proof = Proof {
    verification: Verification::V1,
    en: "The serial number stands on the list of the token that belongs to Intune's service, was \
         imported after the change at Apple, and is not marked as deleted there. This says nothing \
         yet about a profile.",
    de: "Die Seriennummer steht auf der Liste des Tokens, das zum Dienst von Intune gehört, wurde \
         nach der Änderung bei Apple importiert und ist dort nicht als gelöscht vermerkt. Über ein \
         Profil sagt das noch nichts.",
};

pub(super) static V2: Proof = Proof {
    verification: Verification::V2,
    en: "The expected enrollment profile is requested for the device, the time of its assignment \
         lies after the change, and at least 30 minutes have passed since. Only then does anybody \
         switch the device on.",
    de: "Für das Gerät ist das erwartete Registrierungsprofil angefordert, die Zeit der Zuweisung \
         liegt nach der Änderung, und seither sind mindestens 30 Minuten vergangen. Erst dann \
         schaltet jemand das Gerät ein.",
};

pub(super) static V3: Proof = Proof {
    verification: Verification::V3,
    en: "Intune's list says enrolled, and there is a managed device with the same serial number. \
         It was enrolled after the fix, by automated enrollment with or without a user, under the \
         expected profile, and it is supervised and owned by the company. Seen in two readings \
         that lie apart.",
    de: "Die Liste von Intune sagt „registriert“, und es gibt ein verwaltetes Gerät mit derselben \
         Seriennummer. Es wurde nach dem Eingriff automatisch registriert, mit oder ohne Person, \
         unter dem erwarteten Profil, ist betreut und gehört der Firma. Zweimal mit Abstand \
         gelesen.",
};

pub(super) static V4: Proof = Proof {
    verification: Verification::V4,
    en: "V3 holds; the device stands in Entra and is compliant; and the person has made a real \
         sign-in from it that Conditional Access let through. Only now can the person work.",
    de: "V3 gilt; das Gerät steht in Entra und ist konform; und die Person hat sich von ihm aus \
         wirklich angemeldet, und der bedingte Zugriff hat sie durchgelassen. Erst jetzt kann die \
         Person arbeiten.",
};

pub(super) static V5: Proof = Proof {
    verification: Verification::V5,
    en: "For the tenant: the sync that follows the fix succeeds, shows no error, and Intune and \
         Apple count the same number of devices for this token, at the latest after a full sync.",
    de: "Für den Mandanten: Die Synchronisierung nach dem Eingriff gelingt, zeigt keinen Fehler, \
         und Intune und Apple zählen für dieses Token gleich viele Geräte, spätestens nach einer \
         vollständigen Synchronisierung.",
};
