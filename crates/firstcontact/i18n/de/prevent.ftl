# Die Prüfungen der Vorbeugung. Wie eine Prüfung heißt und was sie findet, steht bei der Prüfung.

prevent-title = Vorbeugung
prevent-what = Nennen Sie einen Snapshot, einen Mandanten (--tenant) oder einen Speicher (--store); Beispiele zeigt `firstcontact prevent --help`
prevent-no-look = Der Speicher kennt von diesem Mandanten noch keinen Blick; nehmen Sie einen auf: firstcontact store ingest SNAPSHOT

## Urteile

prevent-judgement-holds = In Ordnung
prevent-judgement-alarm = Alarm
prevent-judgement-cannot-tell = Nicht zu sagen
prevent-count-holds =
    { $count ->
        [one] in Ordnung
       *[other] in Ordnung
    }
prevent-count-alarm =
    { $count ->
        [one] Alarm
       *[other] Alarme
    }
prevent-count-cannot-tell =
    { $count ->
        [one] nicht zu sagen
       *[other] nicht zu sagen
    }

## Messwerte

prevent-measured = { $value } · angesehen: { $population } · Grenze { $limit }
prevent-measured-share = { $value } · Grenze { $limit }
prevent-measured-time = { $value } · angesehen: { $population } · Grenze { $limit }
prevent-nothing-measured = nichts zu messen · Grenze { $limit }
prevent-limit-p14 =
    { $count ->
        [one] { $count } Fehler an einem Standort
       *[other] { $count } Fehler an einem Standort
    }
prevent-part = { $part } von { $of }
prevent-share = { $share } ({ $part } von { $of })
prevent-hours =
    { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
prevent-hours-before =
    { $count ->
        [one] eine Stunde vor der Auslieferung
       *[other] { $count } Stunden vor der Auslieferung
    }
prevent-hours-after =
    { $count ->
        [one] eine Stunde nach der Auslieferung
       *[other] { $count } Stunden nach der Auslieferung
    }
prevent-days-before =
    { $count ->
        [one] einen Tag vor der Auslieferung
       *[other] { $count } Tage vor der Auslieferung
    }
prevent-days-after =
    { $count ->
        [one] einen Tag nach der Auslieferung
       *[other] { $count } Tage nach der Auslieferung
    }
prevent-days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
prevent-days-ago =
    { $count ->
        [one] vor { $count } Tag
       *[other] vor { $count } Tagen
    }
prevent-reason = { $why } · { $what }
prevent-more =
    { $count ->
        [one] noch eins
       *[other] noch { $count }
    }
prevent-field = { $source } ({ $field })
prevent-missing = Nicht angesehen:
prevent-unseen = Nicht zu sehen:
prevent-remedy = Was zu tun ist:

prevent-credential-dep-onboarding-settings = Token für das Registrierungsprogramm
prevent-credential-vpp-tokens = Token für Apps und Bücher
prevent-credential-apple-push-notification-certificate = Push-Zertifikat
source-register = die eigene Geräteliste
source-answers = Antworten
source-probes = Netzproben
source-exports = Dateien aus den Portalen

prevent-subject-device =
    { $count ->
        [one] Gerät
       *[other] Geräte
    }
prevent-subject-order =
    { $count ->
        [one] Bestellung
       *[other] Bestellungen
    }
prevent-subject-supplier =
    { $count ->
        [one] Lieferant
       *[other] Lieferanten
    }
prevent-subject-family =
    { $count ->
        [one] Produktfamilie
       *[other] Produktfamilien
    }
prevent-subject-token =
    { $count ->
        [one] Token
       *[other] Token
    }
prevent-subject-credential =
    { $count ->
        [one] Token oder Zertifikat
       *[other] Token und Zertifikate
    }
prevent-subject-profile =
    { $count ->
        [one] Profil
       *[other] Profile
    }
prevent-subject-restriction =
    { $count ->
        [one] Einschränkung
       *[other] Einschränkungen
    }
prevent-subject-person =
    { $count ->
        [one] Person
       *[other] Personen
    }
prevent-subject-site =
    { $count ->
        [one] Standort
       *[other] Standorte
    }
prevent-subject-host =
    { $count ->
        [one] Host
       *[other] Hosts
    }
prevent-subject-setting =
    { $count ->
        [one] Einstellung
       *[other] Einstellungen
    }

## Bereitschaft

prevent-readiness = Bereitschaft
prevent-lead = Ausgelieferte Geräte, deren Zeiten bekannt sind: { $known }. Rechtzeitig bereit: { $share }; ausgeliefert, bevor sie bereit waren: { $late }. In der Mitte: { $middle }.
prevent-lead-none = Wie früh Geräte bereit sind, ist nicht bekannt: Kein ausgeliefertes Gerät hat eine Ausgabe in der eigenen Liste und die Zeiten von Import und Profil.
prevent-lead-unknown = Ausgelieferte Geräte, von denen niemand weiß, wann sie bereit waren: { $count }.
prevent-not-ready = nicht bereit
prevent-first = Eingerichtete Geräte: { $all }. Beim ersten Start registriert: { $rate } (erst nach einem weiteren: { $later }; nicht registriert: { $not }).
prevent-first-none = Kein Gerät zeigt, dass es je eingerichtet wurde.
prevent-unmanaged = Ein Gerät in Benutzung war im Mittel { $days } Tage ohne Verwaltung; { $open } von { $out } sind es noch. Zusammen { $total } Tage. Die erste Zahl zählt, was feste Zeichen beweisen, die zweite alles seit der Ausgabe.

## Bedingter Zugriff

prevent-access = Bedingter Zugriff
prevent-access-next = Welche Wege, und was sie schließt: firstcontact prevent access
web-prevention-ways = Welche Wege, und was sie schließt
prevent-gaps = Nicht gelesen, und was die Lücke schließt

## Unterwegs

prevent-on-their-way = Unterwegs
prevent-incoming = Geräte unterwegs: { $devices }. Würden sie heute eingeschaltet: gescheitert { $fail }, bereit { $ready }, nicht zu sagen { $untold }.
prevent-incoming-seen = Geräte unterwegs: { $devices }. Würden sie heute eingeschaltet: gescheitert { $fail }, bereit { $ready }.
prevent-incoming-none = Von keinem Gerät ist bekannt, dass es unterwegs ist.

## Lieferanten

prevent-suppliers = Lieferanten
prevent-column-supplier = Lieferant
prevent-column-devices = Geräte
prevent-column-enrolled = Registriert
prevent-column-late = Spät hinzugefügt
prevent-column-gap = Tage
prevent-column-incomplete = Unvollständige Bestellungen
prevent-source-apple = Apple
prevent-source-reseller = Händler
prevent-source-manually-added = Von Hand

## Verlauf

prevent-trend = Verlauf
prevent-trend-none = kein Alarm
prevent-trend-alarms = Alarm: { $codes }

## Eine Probe für ein Gerät

prevent-device-title = { $serial }: wenn es jetzt eingeschaltet wird
prevent-already-enrolled = Es ist schon registriert. Das geschähe nach einem Löschen.
prevent-already-set-up = Es wurde schon eingerichtet: Einschalten führt zu nichts. Unten steht, was bei einem Neustart geschähe; ob es gelöscht werden darf, sagt allein seine eigene Diagnose (firstcontact device).
prevent-already-managed-otherwise = Es wird auf andere Art verwaltet: von Hand in Intune angemeldet oder von einer anderen Verwaltung. Löschen Sie es nicht: Lassen Sie es erst untersuchen. Unten steht, was bei einem Neustart geschähe.
prevent-would-be-clear = dort steht nichts im Weg, falls es so weit kommt
prevent-stops-at = Es bliebe bei { $gate } stehen. Zuerst:
prevent-no-stop = Nichts steht im Weg.
prevent-no-stop-seen = Nichts wurde gesehen, was es aufhielte. Was niemand angesehen hat, kann es.

## Die Seite des Dashboards

web-prevention-why = Was das nächste Gerät vor dem Scheitern bewahrt: Jede Prüfung ist in Ordnung, schlägt Alarm, oder es ist nicht zu sagen.
web-prevention-none = Noch wurde nichts gemessen. Der nächste Blick auf den Mandanten misst jede Prüfung.
web-prevention-more = Über { $code }
web-prevention-controls = Beleg für:
web-prevention-trend = Alarme nach Tagen
web-prevention-checks-since = Prüfungen werden seit { $day } gemessen. Blicke davor haben behalten, wie die Geräte standen, und keine Prüfung.
web-prevention-health = Geräte, die jemanden brauchen
web-prevention-health-says = { $first }: { $was } von { $was-of }. { $last }: { $is } von { $is-of }.
web-prevention-names = Welche Geräte?
web-prevention-names-why = Geräte und Personen werden hier gezählt und nicht genannt. Die Kommandozeile nennt sie:
