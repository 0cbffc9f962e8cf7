# Die Weboberfläche.

## Um jede Seite herum

web-skip = Zum Inhalt springen
web-today = Heute
web-fleet = Flotte
web-prevention = Vorbeugung
web-handbook = Handbuch
web-tenant = Mandant
web-audit = Protokoll
web-parts = Teile der Oberfläche
web-find = Suchen
web-find-label = Seriennummer, Person oder Bestellung
web-account = Konto
web-language = Sprache
web-theme = Farben
web-theme-auto = Wie das System
web-theme-light = Hell
web-theme-dark = Dunkel
web-sign-out = Abmelden
web-sign-out-everywhere = Auf allen Geräten abmelden
web-foot = Liest nur: Nichts auf diesen Seiten ändert ein Gerät oder einen Mandanten.
web-save = Speichern
web-copy = Kopieren
web-paging = Seiten
web-first-page = Erste Seite
web-next-page = Nächste Seite
web-home = Zum Anfang
web-ago-minutes =
    { $count ->
        [0] gerade eben
        [one] vor einer Minute
       *[other] vor { $count } Minuten
    }
web-ago-hours =
    { $count ->
        [one] vor einer Stunde
       *[other] vor { $count } Stunden
    }
web-ago-days =
    { $count ->
        [one] vor einem Tag
       *[other] vor { $count } Tagen
    }
web-between = zwischen { $from } und { $to }
web-before = vor { $time }
web-ended = vorbei spätestens { $time }
web-none = nicht bekannt
web-none-gate = alle passiert
web-none-cause = alles in Ordnung
web-none-finding = keine Störung des Mandanten

## Was Geräte gemeinsam haben

web-trait-standing = Lage
web-trait-cause = Ursache
web-trait-family = Art der Ursache
web-trait-gate = Stehen geblieben an
web-trait-action = Was zu tun ist
web-trait-erase = Löschen nötig
web-trait-platform = System
web-trait-model = Modell
web-trait-source = Wie es kam
web-trait-server = Dienst bei Apple
web-trait-finding = Störung des Mandanten
web-standing-needs-you = Braucht Sie
web-standing-cannot-tell = Nicht zu sagen
web-standing-waiting = Wartet
web-standing-healthy = Gesund
web-erase-yes = Löschen nötig
web-erase-no = Kein Löschen
web-act-none = Nichts
web-act-wait = Warten
web-act-ask = Fragen
web-act-configure = Einstellung ändern
web-act-migrate = Umziehen
web-act-clean = Aufräumen
web-act-erase = Löschen
web-source-apple = bei Apple gekauft
web-source-reseller = bei einem Händler gekauft
web-source-manually-added = von Hand hinzugefügt
web-seen-present = Im jüngsten Abruf
web-seen-unseen = Nicht gesehen: eine Liste wurde nicht ganz gelesen
web-seen-gone = Verschwunden: keine Quelle nennt es mehr
web-holder = Bei

## Heute

web-headline-well = Heute braucht Sie nichts
web-headline-ask =
    { $count ->
        [one] Ein Gerät wartet auf eine Antwort
       *[other] { $count } Geräte warten auf eine Antwort
    }
web-headline-needs =
    { $count ->
        [one] Ein Gerät braucht Sie
       *[other] { $count } Geräte brauchen Sie
    }
web-taken = Stand { $time }, { $ago }
web-stale = Das ist nicht das Bild von heute.
web-stale-next = Der letzte Abruf ist über einen Tag alt. Wann gelesen wurde und warum seither nicht:
web-card-needs-you = Jemand muss handeln
web-card-cannot-tell = Eine Frage klärt es
web-card-waiting = Wie es soll; nichts zu tun
web-card-healthy = Registriert und in Betrieb
web-trend-same = wie beim Abruf davor
web-trend-more = ▲ { $number } mehr als davor
web-trend-less = ▼ { $number } weniger als davor
web-spark = { $name }: die letzten Abrufe, der älteste zuerst
web-findings = Störungen des Mandanten
web-findings-none = Keine: Was fehlt, betrifft einzelne Geräte.
web-findings-why = Beheben Sie diese zuerst. Jede erklärt viele Geräte und wird einmal behoben.
web-findings-over = Vergangene Störungen
web-worst = Die dringendsten Geräte
web-worst-none = Kein Gerät braucht jemanden.
web-worst-all = Alle, die Sie brauchen
web-steps = Was sie brauchen
web-changes = Änderungen
web-changes-since = Seit dem Abruf vom { $time }
web-changes-none = Nichts hat sich geändert.
web-changes-first = Das war der erste Abruf; der nächste zeigt, was sich geändert hat.
web-changes-all = Geräte nach letzter Änderung
web-change-broke = jetzt gestört
web-change-healed = wieder gesund
web-change-new = neu
web-change-returned = wieder genannt
web-change-changed = sonst geändert
web-change-gone = verschwunden
web-change-unseen = nicht gesehen
web-expiries = Token und Zertifikate
web-expiries-none = Kein Token und kein Zertifikat wurde gelesen.
web-expiry-token = Token des Registrierungsprogramms
web-expiry-push-certificate = Push-Zertifikat von Apple
web-expiry-apps-token = Token für Apps
web-ends-today = endet heute
web-ends-days =
    { $count ->
        [one] in einem Tag
       *[other] in { $count } Tagen
    }
web-ended-days =
    { $count ->
        [one] seit einem Tag abgelaufen
       *[other] seit { $count } Tagen abgelaufen
    }
web-causes-none = Kein Gerät hat eine Ursache, die zu erklären wäre.
web-causes-all = Alle Ursachen
web-gaps =
    { $count ->
        [one] Quelle wurde nicht oder nicht ganz gelesen
       *[other] Quellen wurden nicht oder nicht ganz gelesen
    }
web-gaps-close = Was die Lücken schließt
web-gaps-none = Nichts: Jede Quelle wurde ganz gelesen.
web-empty-title = Noch ist nichts gelesen
web-empty-text = Sobald der Mandant zum ersten Mal gelesen ist, steht hier, was Sie braucht.
web-empty-init = Den Mandanten beschreiben:
web-empty-doctor = Anmeldung, Berechtigungen und Netz prüfen:
web-empty-wait = Auf den nächsten Abruf warten; er kommt von selbst.

## Flotte

web-at-least = mindestens { $devices }
web-csv = CSV herunterladen
web-csv-cut = Hier endet die Liste: Diese Datei hat nicht mehr Zeilen. Grenzen Sie die Liste ein, oder nehmen Sie firstcontact diagnose --format csv.
web-views = Gespeicherte Ansichten
web-view-by = Gespeichert von { $by }
web-view-save = Diese Ansicht speichern als
web-view-delete = Eine Ansicht löschen
web-filters = Filter
web-filters-clear = Alle entfernen
web-filters-more = Mehr
web-filter-remove = (diesen Filter entfernen)
web-fleet-none = So ein Gerät gibt es nicht. Nehmen Sie einen Filter weg, oder suchen Sie nach dem Anfang einer Seriennummer, eines Namens oder einer Bestellung.

## Gerät

web-stretch-apple = Bei Apple
web-stretch-sync = Zwischen Apple und Intune
web-stretch-setup = Beim Einrichten
web-stretch-intune = In Intune
web-stretch-entra = In Microsoft Entra
web-journey-whole = Es hat jedes Tor passiert
web-journey-stopped = Am ehesten stehen geblieben an { $gate }: { $name }
web-journey-waits = Wartet an { $gate }: { $name }
web-said = Notiert. Es zählt ab dem nächsten Abruf.
web-systemic = Das liegt nicht am Gerät. Es leidet an einer Störung des Mandanten, die einmal für alle behoben wird:
web-cause-more = Die ganze Seite dieser Ursache
web-for = Was dafür spricht
web-against = Was dagegen spricht
web-rivals = Die Ursachen im Vergleich
web-facts = Wie gelesen
web-value = Wert
web-document = Die ganze Diagnose als JSON
web-rows = Zeilen, wie die Hersteller sie geschickt haben
web-rows-hint = Aus dem neuesten Snapshot, ganz und unverändert.
web-rows-place = { $file }, Zeile { $row }
web-rows-none = Keine Zeile des neuesten Snapshots nennt dieses Gerät.
web-rows-nowhere = Wo dieser Server läuft, liegt kein Snapshot dieses Tenants: Was mit dem Befehl „store ingest“ oder von einem Worker anderswo aufgenommen wurde, liegt dort. Dort sagt „firstcontact device“ mit --format rows dasselbe.
web-export = Alles, was über dieses Gerät gespeichert ist (JSON)
web-state-same = wie erwartet
web-state-other = nicht wie erwartet
web-state-unread = nicht gesagt
web-recent = vor Kurzem
web-history = Seit wann
web-first-seen = Zuerst gesehen
web-last-seen = Zuletzt gesehen
web-cause-since = Diese Ursache seit
web-changed = Letzte Änderung
web-note = Notiz
web-note-hint = Was sollte eine Kollegin wissen?
web-noted = Notiz von { $by }
web-answered = Antwort von { $by }
web-fact-added-to-org-date-time = Zur Organisation hinzugefügt
web-fact-order-date-time = Bestellt
web-fact-released-from-org-date-time = Aus der Organisation entlassen
web-fact-created-date-time = Auf Intunes Liste
web-fact-last-contacted-date-time = Letzter Kontakt laut Intunes Liste
web-fact-enrolled-date-time = Registriert
web-fact-last-sync-date-time = Letztes Einchecken
web-fact-handed-out = Ausgegeben
web-fact-device-assigned-to-server = Einem Dienst bei Apple zugewiesen
web-fact-profile = Registrierungsprofil
web-fact-server = Dienst bei Apple
web-fact-cause = Ursache
web-fact-gate = Tor
web-fact-standing = Lage
web-fact-action = Was zu tun ist
web-fact-family = Art der Ursache
web-fact-state = Zustand auf Intunes Liste
web-fact-membership = In der Organisation
web-fact-source = Wie es kam
web-fact-order = Bestellung
web-fact-holder = Bei
web-fact-status = Status
web-fact-lock = Aktivierungssperre
web-fact-lock-type = Aktivierungssperre
web-fact-supervised = Betreut
web-fact-enrollment = Art der Registrierung
web-fact-management = Verwaltungszustand
web-fact-compliance = Konformität
web-fact-registered = In Entra registriert
web-fact-register = In Ihrer eigenen Liste
web-fact-whereabouts = Wo es laut Ihrer Liste ist
web-fact-model = Modell
web-fact-os-version = Version des Systems
web-fact-added = Zur Organisation hinzugefügt
web-fact-ordered = Bestellt
web-fact-released = Aus der Organisation entlassen
web-fact-imported = Auf Intunes Liste
web-fact-assigned = Einem Dienst bei Apple zugewiesen
web-fact-contacted = Letzter Kontakt
web-fact-enrolled = Registriert
web-fact-user = Nutzer laut Intune
web-fact-token = Token des Registrierungsprogramms
web-fact-contact = Letzter Kontakt

## Handbuch

web-handbook-why = Jede Ursache, die firstcontact kennt: was sie bedeutet, woran man sie erkennt und was zu tun ist.

## Mandant

web-tenant-why = Was gelesen wurde, was nicht, und was wann endet.
web-looks = Abrufe des Mandanten
web-looks-none = Es gab noch keinen.
web-looks-more =
    { $count ->
        [one] früherer Abruf
       *[other] frühere Abrufe
    }
web-look-taken = Zeit
web-look-standings = Lage
web-look-partly = Eine Geräteliste wurde nicht ganz gelesen
web-collection = Abruf
web-collection-never = Noch nie abgerufen
web-collection-running = Wird gerade abgerufen
web-collection-done = Abgerufen
web-collection-failed = Der letzte Abruf ist gescheitert
web-collection-so-far = bisher { $pages } Seiten, { $rows } Zeilen
web-messages = Nachrichten
web-messages-none = Noch keine. Kanäle stehen in firstcontact.toml unter [serve.alerts].
web-messages-try = Testnachricht senden
web-message-waits = wartet auf den Versand
web-did-tried-channels = hat eine Testnachricht verlangt
web-collect = Jetzt abrufen
web-sources = Quellen
web-read-whole = ganz gelesen
web-read-partly = teilweise gelesen
web-store = Gedächtnis
web-store-kind = Die Geschichte liegt in: { $kind }

## Protokoll

web-audit-why = Wer hier was getan hat. Niemand kann einen Eintrag ändern oder entfernen.
web-audit-of = Wessen Protokoll
web-audit-installation = Die Installation
web-audit-none = Noch hat niemand etwas getan.
web-audit-when = Wann
web-audit-who = Wer
web-audit-what = Was
web-audit-subject = Woran
web-audit-detail = Mehr
web-did-answered = hat geantwortet
web-did-noted = hat etwas notiert
web-did-view-saved = hat eine Ansicht gespeichert
web-did-view-deleted = hat eine Ansicht gelöscht
web-did-exported = hat die Akte eines Geräts exportiert
web-did-forgot-device = hat die Akte eines Geräts gelöscht
web-did-retained = hat gelöscht, was älter ist als aufbewahrt wird
web-did-asked-to-collect = hat einen Abruf verlangt
web-did-key-made = hat einen Schlüssel für ein Programm erstellt
web-did-key-revoked = hat den Schlüssel eines Programms zurückgenommen
web-did-signed-in = hat sich angemeldet
web-did-signed-out = hat sich abgemeldet

## Anmelden, und was schiefging

web-sign-in = Anmelden
web-sign-in-with = Mit { $provider } anmelden
web-sign-in-refused = Das hat nicht geöffnet: Ein Link gilt einmal und 15 Minuten lang, und ein Konto beim Anbieter braucht eine Gruppe mit einer Rolle. Noch einmal versuchen oder den Administrator fragen.
web-sign-in-none = Es ist kein Anbieter eingerichtet. Wer diesen Server betreibt, bekommt einen Einmal-Link mit:
web-role-viewer = Lesen
web-role-operator = Bearbeiten
web-role-approver = Freigeben
web-role-administrator = Administration
web-role-needed = Dafür braucht es in diesem Mandanten die Rolle { $role }.
web-invalid-question = Diese Frage gibt es nicht.
web-invalid-answer = Das ist keine der Antworten auf diese Frage.
web-invalid-note = Eine Notiz hat zwischen 1 und 2.000 Zeichen.
web-everywhere-needed = Das betrifft alle Mandanten. Es braucht die Administration aller Mandanten.
web-invalid-view = Eine Ansicht braucht einen Namen mit höchstens 80 Zeichen.
web-invalid-cursor = Die Liste hat keine solche Seite. Beginnen Sie mit der ersten Seite.
web-error-400 = Das kann nicht sein
web-error-400-next = Gehen Sie zurück, ändern Sie die Eingabe, und senden Sie sie noch einmal.
web-error-401 = Sie sind nicht angemeldet
web-error-401-next = Melden Sie sich an, und versuchen Sie es noch einmal.
web-error-403 = Das dürfen Sie nicht sehen oder tun
web-error-403-next = Bitten Sie die Administration des Mandanten um die Rolle, oder melden Sie sich anders an.
web-error-404 = Hier ist nichts
web-error-404-next = Suchen Sie das Gerät über den Anfang seiner Seriennummer, oder gehen Sie zum Anfang.
web-error-405 = So kann man das nicht verlangen
web-error-405-next = Gehen Sie zum Anfang.
web-error-409 = Jemand anderes war schneller
web-error-409-next = Es ist nicht mehr so wie beim Öffnen der Seite. Laden Sie die Seite neu, sehen Sie nach und entscheiden Sie noch einmal.
web-error-413 = Das ist zu viel auf einmal
web-error-413-next = Senden Sie weniger.
web-error-421 = Unter diesem Namen antwortet der Server nicht
web-error-421-next = Verwenden Sie die Adresse, die der Server beim Start ausgibt. Soll er unter einem anderen Namen erreichbar sein, trägt ihn die zuständige Person als public-address in [serve] ein.
web-error-429 = Zu viele Anfragen
web-error-429-next = Warten Sie eine Minute, und versuchen Sie es noch einmal.
web-error-500 = Bei uns ist etwas kaputtgegangen
web-error-500-next = Versuchen Sie es noch einmal. Bleibt es so, steht im Log des Servers mehr.
web-error-503 = Das Gedächtnis antwortet nicht
web-error-503-next = Nichts ist verloren. Versuchen Sie es in einer Minute noch einmal; bleibt es so, sagen Sie es der Person, die den Server betreibt.
