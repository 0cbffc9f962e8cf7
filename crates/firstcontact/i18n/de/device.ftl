# Die Ansicht eines Geräts und die Seiten von Ursachen, Abhilfen, Nachweisen und Prüfungen.

## Kopf

device-name = Name
device-order = Bestellung
device-holder = Hat
device-taken = Stand
device-well = registriert, und nichts von dem, was gelesen wurde, spricht für einen Fehler
device-personal = von Hand registriert und keines der Geräte der Organisation: geht uns nichts an
device-unexplained-short = etwas stimmt nicht, das keine bekannte Ursache erklärt
device-added-by-hand = keine: von Hand mit Apple Configurator hinzugefügt
device-source-apple = bei Apple gekauft
device-source-reseller = bei einem Händler gekauft
device-source-manual = von Hand hinzugefügt
device-source-expected = bei Apple oder einem Händler gekauft

## Zustand

device-state = Zustand
device-observed = gesehen
device-expected = erwartet
device-status = Status
device-last-contact = Letzter Kontakt
device-supervised = Betreut
device-enrollment-type = Registrierungstyp
device-management-state = Verwaltungsstatus
device-organisation = In der Organisation
device-service = Dienst bei Apple
device-came = Quelle
device-registered = In Entra registriert
device-compliance = Konformität
device-records = Verwaltete Geräte
device-one = eines
device-yes = ja
device-no = nein
device-never = nie
device-released = freigegeben
device-unsaid = nicht gesagt
device-not-read = nicht gelesen
device-not-listed = nicht auf der Liste von Intune
device-none = –
device-not-managed = kein verwaltetes Gerät
device-recent = in den letzten { $days } Tagen
device-server-unassigned = keiner
device-server-intune = Dienst von Intune
device-server-configurator = Sammlung von Apple Configurator
device-server-other-mdm = ein anderer Dienst
device-server-apple-mdm = Apples eingebauter Dienst
device-server-unlisted = zugewiesen, aber von keinem Dienst geführt

word-enrolled = registriert
word-pending-reset = Zurücksetzen steht aus
word-failed = fehlgeschlagen
word-not-contacted = nicht kontaktiert
word-blocked = blockiert
word-unknown = unbekannt
word-user-enrollment = durch die Person (Unternehmensportal)
word-device-enrollment-manager = durch einen Geräteregistrierungs-Manager
word-apple-bulk-with-user = automatisch, mit Benutzer
word-apple-bulk-without-user = automatisch, ohne Benutzer
word-apple-user-enrollment = Apple-Benutzerregistrierung
word-apple-user-enrollment-with-service-account = Apple-Benutzerregistrierung (Dienstkonto)
word-apple-account-driven-user-enrollment = kontogesteuerte Benutzerregistrierung
word-managed = verwaltet
word-retire-pending = Außerbetriebnahme steht aus
word-retire-failed = Außerbetriebnahme fehlgeschlagen
word-wipe-pending = Zurücksetzen steht aus
word-wipe-failed = Zurücksetzen fehlgeschlagen
word-unhealthy = fehlerhaft
word-delete-pending = Löschen steht aus
word-retire-issued = Außerbetriebnahme angeordnet
word-wipe-issued = Zurücksetzen angeordnet
word-wipe-canceled = Zurücksetzen abgebrochen
word-retire-canceled = Außerbetriebnahme abgebrochen
word-discovered = gefunden
word-compliant = konform
word-noncompliant = nicht konform
word-conflict = im Konflikt
word-error = Fehler
word-in-grace-period = in der Toleranzperiode
word-config-manager = entscheidet der Configuration Manager
word-stock = im Lager
word-handed-out = ausgegeben
word-returned = zurückgegeben
word-lost = verloren
word-disposed = entsorgt

## Weg

device-journey = Weg
device-broke-here = hier blieb es stehen
device-broke-probably = hier blieb es höchstwahrscheinlich stehen
device-waits-here = hier wartet es
device-gate-dark = dieses Tor kann niemand sehen
device-window = Von außen gesehen kann es irgendwo von { $first } bis { $last } stehen geblieben sein.

## Zeitleiste

device-timeline = Zeitleiste (UTC)
device-pause =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
device-snapshot-taken = Momentaufnahme
device-between = { $what }: zwischen { $from } und { $to }
device-not-before = { $what }: nicht vor { $from }
device-not-after = { $what }: vor { $to }
device-set-up-by-then = Spätestens da war es eingerichtet
device-no-sign-of-use = Kein Zeichen, dass es je eingerichtet wurde
device-set-up-undated = Zuletzt eingerichtet: Nichts Gelesenes datiert es
device-profile-in-time = Bis hier musste das Registrierungsprofil stehen: Es stand rechtzeitig
device-profile-too-late = Bis hier musste das Registrierungsprofil stehen: Es kam zu spät
device-profile-none = Bis hier musste das Registrierungsprofil stehen: Es gibt bis heute keines
device-profile-unclear = Bis hier musste das Registrierungsprofil stehen: Ob es stand, lässt sich nicht sagen
device-profile-stands = Wer das Gerät ab hier einrichtet, findet das Registrierungsprofil vor; vorher gab es keines
device-profile-present = Vor dem Einrichten muss das Registrierungsprofil stehen: Es steht, seit wann, ist nicht bekannt
device-profile-missing = Vor dem Einrichten muss das Registrierungsprofil stehen: Noch steht es nicht

## Ursache

device-cause = Ursache
device-sure-practically = so gut wie sicher: { $percent }
device-sure-very = sehr wahrscheinlich: { $percent }
device-sure-probable = wahrscheinlich: { $percent }
device-sure-rather = wahrscheinlicher als alles andere zusammen: { $percent }
device-sure-one-of-several = am wahrscheinlichsten von mehreren: { $percent }
device-systemic = Das ist kein Fehler des Geräts. Es betrifft { $reach } ({ $name }) und wird einmal für alle behoben.
device-systemic-tenant = Das ist kein Fehler des Geräts. Es betrifft { $reach } und wird einmal behoben.
device-rivals-more = { $count } weitere mit zusammen { $percent }
device-unexplained =
    Mit diesem Gerät stimmt etwas nicht, und keine der bekannten Ursachen kann es sein: Jede ist durch etwas Gelesenes ausgeschlossen. Das ist selten. Entweder widersprechen die Quellen einander, oder es ist eine Ursache, die noch niemand beschrieben hat.

    Geraten wird zu nichts, was sich nicht zurücknehmen lässt. Sehen Sie das Gerät an, vergleichen Sie den Zustand oben mit den Portalen, und beantworten Sie die Frage unten.

## Belege

device-evidence = Belege
device-evidence-none = Nichts spricht eigens für diese Ursache; sie ist, was übrig bleibt.
device-evidence-against = Dagegen:
device-speaks-for = (spricht für { $code })

## Frage

device-question = Eine Frage
device-settles = Die Antwort beseitigt voraussichtlich { $percent } des Zweifels.
device-answer-placeholder = ANTWORT

## Was zu tun ist

device-what-to-do = Was zu tun ist
device-erase-needed = Früher oder später muss das Gerät dafür gelöscht werden. Alles darauf geht dann verloren.
device-never-erase = Löschen Sie dieses Gerät nicht: Das würde ohne Not Daten vernichten, mit denen jemand arbeitet.
device-data-at-risk = Ein Löschen würde vernichten, was auf dem Gerät liegt.
device-first = Zuerst:
device-if-confirmed = Wenn die Antwort die Ursache bestätigt:
device-erase-not-yet = Erst wenn alles oben Genannte erledigt ist und jemand das Gerät angesehen hat.
device-erase-only-if-set-up = Nur wenn das Gerät inzwischen eingerichtet wurde; ein unbenutztes Gerät muss nicht gelöscht werden.
device-verification = Woran man den Erfolg sieht
device-more = Mehr über diese Ursache: { $command }

play-when = Nur wenn:
play-done = Fertig, wenn:
play-otherwise = Wenn nicht:
play-erases = Alle Daten auf dem Gerät gehen verloren.

actor-nobody = macht die Zeit
actor-administrator = Administrator
actor-holder = die Person, die das Gerät hat
actor-supplier = Lieferant
actor-support = Support von Microsoft oder Apple

## Was nicht gelesen wurde

device-not-read-heading = Nicht gelesen

## Seiten

explain-unknown = Es gibt nichts mit dem Code '{ $code }': keine Ursache, keine Abhilfe, keinen Nachweis, keine Prüfung; am nächsten kommen { $nearest }; alle auflisten: firstcontact explain --list
explain-remedies = Abhilfen
explain-verifications = Woran man den Erfolg sieht
explain-checks = Prüfungen, die vorbeugen
explain-verification = Woran man den Erfolg sieht
explain-causes = Gehört zu
explain-reversible = Es lässt sich zurücknehmen.
explain-not-reversible = Es lässt sich nicht ganz zurücknehmen.

explain-family = Familie
explain-scope = Betrifft
explain-gates = Tor
explain-action = Was zu tun ist
explain-erase = Löschen
explain-data = Daten in Gefahr
explain-documented = Belegt
explain-erase-never = kein Löschen
explain-erase-if-set-up = nur wenn es inzwischen eingerichtet wurde
explain-erase-needed = Löschen nötig
explain-data-nothing = keine
explain-data-local = was die Person darauf hat
explain-data-live = ein Gerät in Gebrauch: Es darf nicht gelöscht werden
explain-documented-a = von einem Hersteller, für genau dieses Symptom
explain-documented-b = der Mechanismus ist belegt, das Symptom daraus geschlossen
explain-documented-c = aus Erfahrung
explain-meaning = Was es bedeutet
explain-why = Warum es dazu kommt
explain-how = Woher wir es wissen
explain-what-to-do = Was zu tun ist
explain-verified = Woran man den Erfolg sieht
explain-prevention = Wie man vorbeugt
explain-numbers = Was es unterscheidet
explain-prior = Von allen Geräten, die aussehen, als wären sie nie angekommen, haben nach unserer Annahme { $percent } diese Ursache, bevor irgendetwas gelesen ist.
explain-telling = Was gelesen wurde
explain-here = hier
explain-elsewhere = sonst
