# Berichte über eine ganze Flotte. Wo eine Zahl die Wörter auswählt, steht sie davor.

fleet-title = Warum Geräte Intune nie kontaktiert haben
fleet-taken = Stand { $time }
fleet-devices =
    { $count ->
        [one] Gerät
       *[other] Geräte
    }
fleet-healthy = gesund
fleet-waiting =
    { $count ->
        [one] wartet
       *[other] warten
    }
fleet-needs-you =
    { $count ->
        [one] braucht Sie
       *[other] brauchen Sie
    }
fleet-cannot-tell = unklar
fleet-bar =
    Vier Stapel, jeder so lang, wie er Geräte hat: { $heaps }.

## Abschnitte

fleet-causes = Ursachen
fleet-findings = Fehler, die über ein Gerät hinausreichen
fleet-worst = Geräte, das Dringendste zuerst
fleet-gaps = Was niemand lesen konnte
fleet-unusable = Zeilen, die nicht zu gebrauchen waren

fleet-empty = Keine Quelle nennt auch nur ein Gerät. Lesen Sie mindestens die Geräteliste von Intunes Token für Registrierungsprogramm oder die Geräte in Apple Business.
fleet-all-well = Nichts braucht Sie: Jedes Gerät ist registriert oder wartet, wie es soll.
fleet-no-causes = Kein Gerät hat eine dieser Ursachen.
fleet-gaps-matter = Eine Lücke ist nicht dasselbe wie „nichts da“: Was niemand lesen konnte, lässt Geräte unentschieden.
fleet-unexplained = Keine bekannte Ursache erklärt es
fleet-save-first = Zuerst müssen die Daten gesichert werden.
fleet-do-not-erase = Jetzt nicht löschen: Daten könnten verloren gehen.
fleet-narrowed = Die Listen zeigen nur { $words }; die Zahlen oben gelten für alle Geräte.
fleet-shown = { $shown } von { $all } Geräten stehen in der Liste; --all zeigt alle.
fleet-explained =
    { $count ->
        [one] weiteres Gerät erklärt sich durch die Fehler oben und steht nicht in dieser Liste.
       *[other] weitere Geräte erklären sich durch die Fehler oben und stehen nicht in dieser Liste.
    }
fleet-more-rows =
    { $count ->
        [one] weitere Art von Zeilen steht in den Berichten als Markdown und HTML.
       *[other] weitere Arten von Zeilen stehen in den Berichten als Markdown und HTML.
    }
fleet-ask = Frage: { $question }
fleet-since = seit { $time }
fleet-speaks-for = spricht für { $code }
fleet-no-evidence = Nichts spricht für eine Ursache mehr als für eine andere.
fleet-next = Weiter mit: { $command }

## Spaltenköpfe

fleet-column-code = Code
fleet-column-cause = Ursache
fleet-column-family = Familie
fleet-column-devices = Geräte
fleet-column-share = Anteil
fleet-column-fault = Fehler
fleet-column-reach = Reicht über
fleet-column-since = Seit
fleet-column-first = Erste Seriennummern
fleet-column-evidence = Belege
fleet-column-device = Gerät
fleet-column-serial = Seriennummer
fleet-column-model = Modell
fleet-column-probability = Wahrscheinlichkeit
fleet-column-sure = Sicher
fleet-column-gate = Tor
fleet-column-action = Was zu tun ist
fleet-column-question = Frage
fleet-column-source = Quelle
fleet-column-why = Warum
fleet-column-closing = Was die Lücke schließt
fleet-column-file = Datei
fleet-column-row = Zeile
fleet-column-field = Feld
fleet-column-count = Anzahl

## Warum etwas nicht gelesen wurde

fleet-gap-not-collected = nicht eingesammelt
fleet-gap-forbidden = Zugriff verweigert
fleet-gap-unauthorized = Anmeldung abgelehnt
fleet-gap-throttled = zu viele Abfragen auf einmal
fleet-gap-timeout = keine Antwort in der Zeit
fleet-gap-not-configured = nicht eingerichtet
fleet-gap-not-found = nicht gefunden
fleet-gap-torn = beschädigt oder abgeschnitten
fleet-gap-encoding = ist kein Text in UTF-8
fleet-gap-too-large = größer, als dieses Programm liest
fleet-gap-row = die Zeile ist nicht zu gebrauchen
fleet-gap-unknown = sagt diesem Programm nichts
fleet-gap-partly = nur ein Teil wurde gelesen
fleet-gap-rest-read = der Rest wurde gelesen
fleet-gap-place = { $file }, Datensatz { $row }
fleet-gap-server-error = der Dienst hat versagt
fleet-gap-broken-answer = die Antwort brach ab
fleet-gap-bad-request = der Dienst hat die Frage nicht verstanden
fleet-gap-refused = der Dienst hat die Antwort verweigert
fleet-gap-endless = die Liste nimmt kein Ende
fleet-gap-foreign-link = die Liste geht an einer fremden Adresse weiter
fleet-gap-not-offered = dort nicht angeboten

## Was eine Lücke schließen würde

fleet-close-permission = Geben Sie der sammelnden Anwendung in Microsoft Entra die Berechtigung { $permission } mit Administratorzustimmung und sammeln Sie erneut.
fleet-close-collect = Sammeln Sie noch einmal (firstcontact collect); die sammelnde Anwendung braucht dafür die Berechtigung { $permission }.
fleet-close-configure = Ergänzen Sie in der Konfiguration des Mandanten die Tabelle [microsoft] und sammeln Sie erneut.
fleet-close-apple = Legen Sie in Apple Business ein API-Konto an (Einstellungen > API), geben Sie dem Sammeln dessen Schlüssel und sammeln Sie erneut.
fleet-close-apple-audit = Ein API-Konto von Apple Business lässt die Audit-Ereignisse lesen; Apple School Manager hat keine.
fleet-close-apple-suspects = Mit einem API-Konto von Apple Business wird dies für die zweifelhaften Geräte abgefragt.
fleet-close-register = Prüfen Sie die Datei und importieren Sie Ihre eigene Liste noch einmal.
fleet-close-own-list = Bringen Sie Ihre eigene Geräteliste ein (firstcontact import --register DATEI).
fleet-close-probe = Führen Sie firstcontact prevent probe an jedem Standort aus und importieren Sie, was es schreibt.
fleet-close-later = Sammeln Sie später noch einmal, mit weniger Abfragen auf einmal.
fleet-close-file = Sammeln oder exportieren Sie diese Datei noch einmal.
fleet-close-smaller = Exportieren Sie sie in mehreren kleineren Dateien.
fleet-close-doctor = Starten Sie „firstcontact doctor“: Es fragt den Dienst noch einmal und zeigt, was er antwortet.
fleet-close-deleted = Nehmen Sie die Gruppe aus den Richtlinien, die sie nennen: Es gibt sie nicht mehr.
fleet-close-unknown = Fragen Sie, wer den Snapshot gesammelt hat.
fleet-close-import = Oder bringen Sie { $export } mit „firstcontact import“ ein.

fleet-export-managed-devices = Intunes Export aller Geräte
fleet-export-token-devices = Intunes Export der Geräte des Tokens für Registrierungsprogramm
fleet-export-enrollment-failures = Intunes Export der Registrierungsfehler
fleet-export-org-devices = den Geräte-Export von Apple Business
fleet-export-activity-log = die Aktivitätsprotokolle von Apple Business
