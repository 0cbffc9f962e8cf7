//! What there is to say about a gate, in both languages.

use crate::prevention::check::Phrase;

/// Declares the phrases, and the list of them.
macro_rules! phrases {
    ($($name:ident, $key:literal, $en:literal, $de:literal;)+) => {
        $(pub(super) static $name: Phrase = Phrase { key: $key, en: $en, de: $de };)+

        /// Every phrase.
        pub static ALL: &[&Phrase] = &[$(&$name),+];
    };
}

phrases! {
    NOT_OURS, "not-in-organisation",
        "it is not in the organisation at Apple",
        "es ist bei Apple nicht in der Organisation";
    LEFT, "left-organisation",
        "it has left the organisation at Apple",
        "es hat bei Apple die Organisation verlassen";
    MISTAKEN, "serial-number-mistaken",
        "Apple does not know this serial number, and another source has the device under another",
        "Apple kennt diese Seriennummer nicht, und eine andere Quelle führt das Gerät unter einer \
         anderen";
    NOT_OURS_AND_GONE, "not-in-organisation-and-gone",
        "it is not in the organisation at Apple, and the own list says that it is gone",
        "es ist bei Apple nicht in der Organisation, und laut eigener Liste ist es weg";
    LEFT_AND_GONE, "left-organisation-and-gone",
        "it has left the organisation at Apple, and the own list says that it is gone",
        "es hat bei Apple die Organisation verlassen, und laut eigener Liste ist es weg";
    CANNOT_BE_TOLD, "cannot-be-told",
        "it cannot be told from what was read",
        "es geht aus dem Gelesenen nicht hervor";
    UNASSIGNED, "unassigned",
        "it is assigned to no service",
        "es ist keinem Dienst zugewiesen";
    CONFIGURATOR, "configurator-service",
        "it is on Apple Configurator's service, not on Intune's",
        "es steht auf dem Dienst des Apple Configurator, nicht auf dem von Intune";
    ELSEWHERE, "another-service",
        "it is on another management's service",
        "es steht auf dem Dienst einer anderen Verwaltung";
    UNLISTED, "no-service-lists-it",
        "it counts as assigned, and no service lists it",
        "es gilt als zugewiesen, und kein Dienst führt es auf";
    NOT_IMPORTED, "not-imported",
        "Intune has not imported it",
        "Intune hat es nicht importiert";
    TOKEN_EXPIRED, "token-expired",
        "Intune has not imported it: the token has expired",
        "Intune hat es nicht importiert: Das Token ist abgelaufen";
    TOKEN_TERMS, "terms-wait",
        "Intune has not imported it: Apple's terms wait to be accepted",
        "Intune hat es nicht importiert: Die Bedingungen von Apple sind nicht angenommen";
    TOKEN_REFUSED, "token-refused",
        "Intune has not imported it: Apple refuses the token",
        "Intune hat es nicht importiert: Apple weist das Token ab";
    TOKEN_STALE, "sync-stale",
        "Intune has not imported it: the token has not synced for too long",
        "Intune hat es nicht importiert: Das Token hat zu lange nicht synchronisiert";
    UPLOAD, "on-uploaded-list",
        "it is only on a list that somebody uploaded",
        "es steht nur auf einer hochgeladenen Liste";
    TAKEN_OFF, "taken-off-list",
        "Apple has taken it off the token's list",
        "Apple hat es von der Liste des Tokens genommen";
    AFTER_IMPORT, "profile-after-import",
        "its profile is requested once Intune has imported it",
        "sein Profil wird angefordert, sobald Intune es importiert hat";
    NO_PROFILE, "no-profile",
        "no enrollment profile is requested for it",
        "kein Registrierungsprofil ist dafür angefordert";
    PROFILE_GONE, "profile-gone",
        "its enrollment profile does not exist any more",
        "sein Registrierungsprofil gibt es nicht mehr";
    PROFILE_UNSUITABLE, "profile-unsuitable",
        "its enrollment profile is for other devices",
        "sein Registrierungsprofil ist für andere Geräte";
    PROFILE_INVALID, "profile-rejected",
        "Apple does not accept its profile",
        "Apple nimmt sein Profil nicht an";
    ASSIGNED_AGAIN, "assigned-again",
        "it was assigned again at Apple, which can have cleared its profile",
        "es wurde bei Apple noch einmal zugewiesen, was sein Profil gelöscht haben kann";
    PROFILE_OLD, "profile-older-than-token",
        "its profile is older than the token and may never have reached Apple",
        "sein Profil ist älter als das Token und vielleicht nie bei Apple angekommen";
    PROFILE_FRESH, "profile-fresh",
        "its profile was assigned less than half an hour ago; wait",
        "sein Profil wurde vor weniger als einer halben Stunde zugewiesen; warten Sie";
    NOBODY_SHOWS_APPLE, "apple-holds-profile",
        "no interface shows whether Apple holds the profile",
        "keine Schnittstelle zeigt, ob Apple das Profil vorhält";
    LOCKED, "activation-lock",
        "a personal Activation Lock is on it",
        "eine persönliche Aktivierungssperre liegt darauf";
    SITE, "site-fails",
        "most devices of its site fail: the network there",
        "die meisten Geräte seines Standorts scheitern: das Netz dort";
    ON_THE_DAY, "decided-on-the-device",
        "decided by the device and its network when it is switched on",
        "entscheidet sich am Gerät und in seinem Netz beim Einschalten";
    SIGN_IN_BLOCKED, "access-blocks",
        "a Conditional Access policy blocks enrollment",
        "eine Richtlinie des bedingten Zugriffs blockiert die Registrierung";
    HOLDER_KEPT_OUT, "access-blocks-holder",
        "a Conditional Access policy keeps the holder out",
        "eine Richtlinie des bedingten Zugriffs weist die Person ab";
    TERMS_OF_USE, "access-terms",
        "terms of use are asked for that cannot be accepted there",
        "Nutzungsbedingungen werden verlangt, die dort niemand annehmen kann";
    METHOD, "access-method",
        "a way of signing in is required that Setup Assistant cannot show",
        "eine Anmeldemethode wird verlangt, die der Systemassistent nicht zeigen kann";
    LEGACY, "legacy-sign-in",
        "a second factor is required, and its profile signs in the old way",
        "ein zweiter Faktor wird verlangt, und sein Profil meldet auf die alte Art an";
    PERSON_FACTOR, "second-factor-missing",
        "the holder's second factor did not come at the last attempt",
        "der zweite Faktor der Person kam beim letzten Versuch nicht";
    PERSON_BLOCKED, "holder-blocked",
        "the holder was kept out at the last attempt",
        "die Person wurde beim letzten Versuch abgewiesen";
    NO_USER, "no-sign-in",
        "nobody has to sign in",
        "niemand muss sich anmelden";
    METHODS, "holders-second-factors",
        "which second factors the holder has",
        "welche zweiten Faktoren die Person hat";
    ACCOUNT, "holders-account",
        "which account the holder has",
        "welches Konto die Person hat";
    HOW_SIGN_IN, "how-profile-signs-in",
        "how its profile has the holder sign in",
        "wie sich die Person nach seinem Profil anmeldet";
    WHETHER_KEPT_OUT, "perhaps-kept-out",
        "whether a Conditional Access policy keeps the holder out, as at some places",
        "ob eine Richtlinie des bedingten Zugriffs die Person abweist, etwa an manchen Orten";
    WHETHER_ASKED, "second-factor-perhaps-asked",
        "whether the holder is asked for a second factor",
        "ob die Person nach einem zweiten Faktor gefragt wird";
    STRENGTH, "authentication-strength",
        "what the tenant's own authentication strengths allow",
        "was die eigenen Authentifizierungsstärken des Mandanten zulassen";
    WHICH_LIMIT, "device-limit-that-counts",
        "which device limit counts for the holder",
        "welches Gerätelimit für die Person gilt";
    WHICH_RESTRICTION, "restriction-that-counts",
        "which enrollment restriction counts for the holder",
        "welche Registrierungseinschränkung für die Person gilt";
    WHETHER_PUSH, "push-certificate-date",
        "whether the push certificate is still valid",
        "ob das Push-Zertifikat noch gültig ist";
    WHETHER_APPS, "profile-needs-apps-token",
        "whether its profile needs a token for apps",
        "ob sein Profil ein Token für Apps braucht";
    NO_PUSH, "no-push-certificate",
        "the push certificate is missing or has expired",
        "das Push-Zertifikat fehlt oder ist abgelaufen";
    PLATFORM, "platform-blocked",
        "an enrollment restriction turns its platform away",
        "eine Registrierungseinschränkung weist seine Plattform ab";
    OS_RULE, "system-too-old",
        "its system is older than an enrollment restriction allows",
        "sein System ist älter, als eine Registrierungseinschränkung erlaubt";
    LICENCE, "no-licence",
        "the holder has no licence, as the last attempt showed",
        "der Person fehlt eine Lizenz, wie der letzte Versuch zeigte";
    CAP, "device-limit",
        "the holder has reached the device limit, as the last attempt showed",
        "die Person hat ihr Gerätelimit erreicht, wie der letzte Versuch zeigte";
    ACCOUNT_DISABLED, "account-disabled",
        "the holder's account is disabled",
        "das Konto der Person ist deaktiviert";
    NO_FACTOR, "no-second-factor",
        "a second factor is asked for, and the holder has registered none that may be used",
        "ein zweiter Faktor wird verlangt, und die Person hat keinen hinterlegt, der gilt";
    FACTOR_UNUSABLE, "second-factor-unusable",
        "a second factor is asked for, and the holder has none that Setup Assistant can use",
        "ein zweiter Faktor wird verlangt, und keiner der Person geht im Systemassistenten";
    UNLICENSED, "no-intune-licence",
        "the holder has no licence for Intune",
        "die Person hat keine Lizenz für Intune";
    NO_ROOM, "no-room-under-device-limit",
        "the holder's device limit leaves no room",
        "das Gerätelimit der Person lässt keinen Platz";
    NO_ROOM_IN_ENTRA, "no-room-in-entra",
        "the holder has as many devices registered in Entra as are allowed",
        "die Person hat so viele Geräte in Entra eingetragen, wie erlaubt sind";
    FACTOR_TO_REGISTER, "second-factor-to-register",
        "registering it in Entra takes a second factor, and the holder has none that may be used",
        "das Eintragen in Entra braucht einen zweiten Faktor, und die Person hat keinen, der gilt";
    REFUSED, "enrollment-refused",
        "Intune refused the last attempt",
        "Intune hat den letzten Versuch abgelehnt";
    APPS_TOKEN, "apps-token-broken",
        "its profile needs Company Portal, and the token for apps does not work",
        "sein Profil braucht das Unternehmensportal, und das Token für Apps geht nicht";
    LICENCES, "holders-licence",
        "the holder's licence and the room under the device limit",
        "die Lizenz der Person und der Platz unter ihrem Gerätelimit";
    MASS_SILENCE, "mass-silence",
        "most devices fell silent on one day: the push certificate was replaced",
        "die meisten Geräte verstummten an einem Tag: Das Push-Zertifikat wurde ersetzt";
    AFTERWARDS, "decided-afterwards",
        "decided once it is enrolled",
        "entscheidet sich, wenn es registriert ist";
}
