# Die Seiten der Oberfläche über Fälle.

web-cases = Fälle
web-cases-why = Geräte auf dem Weg von der Diagnose zum verwalteten Gerät.
web-cases-find = Seriennummer, Person oder Modell
web-cases-none = Keine
web-cases-more = Alle dieser Spalte
web-turn-you = Braucht Sie
web-turn-holder = Wartet auf die Person mit dem Gerät
web-turn-vendor = Wartet auf Apple, Microsoft oder die Zeit
web-turn-watch = Wird geprüft und beobachtet
web-turn-over = Erledigt
web-case-held = angehalten
web-case-held-by = { $by } hält diesen Fall an; es beginnt nichts, bis jemand ihn weitergehen lässt.
web-case-due = zu spät ab { $time }
web-case-due-by = Zu spät ab
web-case-since = Seit
web-case-foot = Nichts wird ohne einen Plan gesendet, der gelesen, bei Datenverlust mit Zustimmung versehen und freigegeben ist.
web-case-device = Das Gerät
web-case-next = Was jetzt?
web-case-back = Zurück zum Fall
web-case-cancel = Abbrechen
web-case-vendor-code = Code für die Freigabe in Intune:
web-case-plan = Plan
web-case-dry-run = Plan (Probelauf)
web-case-dry-run-why = Nichts davon wurde gesendet, und nichts wird es, bevor er vorgeschlagen, mit Zustimmung versehen und freigegeben ist.
web-case-goal = Ziel
web-case-requester = Vorgeschlagen von
web-case-until = Kann begonnen werden bis
web-case-plan-hash = Hash des Plans
web-case-plan-text = Der Text des Plans, wie er gehasht wird
web-case-irreversible = Dieser Plan enthält einen Schritt, der sich nicht rückgängig machen lässt. Zwei Personen müssen ihn freigeben.
web-case-step-irreversible = Das lässt sich nicht rückgängig machen.
web-case-erases = Durch diesen Schritt geht alles auf dem Gerät verloren. Das lässt sich nicht rückgängig machen.
web-case-actor-api = firstcontact sendet es
web-case-actor-administrator = die Administration tut es
web-case-actor-holder = die Person mit dem Gerät tut es
web-case-checks = Bedingungen
web-case-check-yes = erfüllt
web-case-check-no = nicht erfüllt
web-case-check-later = noch nicht angesehen
web-case-call = Genau das wird gesendet
web-case-permission = Berechtigung:
web-case-sign = Erfolg
web-case-within = Zeit
web-case-else = sonst:
web-case-way-back = Weg zurück
web-case-hours =
    { $count ->
        [one] eine Stunde
       *[other] { $count } Stunden
    }
web-case-days =
    { $count ->
        [one] ein Tag
       *[other] { $count } Tage
    }
web-case-read-at = Gesehen { $time }
web-case-said-at = Gesagt von { $by }, { $time }
web-case-people = Zustimmung und Freigaben
web-case-consent = Zustimmung
web-case-consent-none = Noch nicht gegeben.
web-case-consent-needless = Dieser Plan braucht keine Zustimmung: Auf dem Gerät geht nichts verloren.
web-case-consent-name = Wer hat zugestimmt?
web-case-consent-owner = In welcher Eigenschaft?
web-case-consent-ending = Die letzten Zeichen der Seriennummer, vom Gerät abgelesen
web-case-owner-holder = hat das Gerät
web-case-owner-data = ist für die Daten darauf verantwortlich
web-case-approvals = Freigaben
web-case-approvals-missing =
    { $count ->
        [0] Es fehlt keine Freigabe.
        [one] Eine Freigabe fehlt.
       *[other] { $count } Freigaben fehlen.
    }
web-case-holder = Die Person mit dem Gerät
web-case-holder-at = Jetzt bei: { $stage }
web-case-link-ends = Der Link gilt bis { $time }.
web-case-looks = Prüfungen des Erfolgs
web-case-look-good = verwaltet und zugelassen
web-case-look-bad = noch nicht
web-case-ledger = Was geschehen ist
web-case-ledger-why = Jeder Eintrag enthält den Hash des vorigen. Nichts kann unbemerkt entfernt oder geändert werden.
web-case-ledger-none = Noch nichts.
web-case-broken = Die Kette der Einträge ist unterbrochen. Trauen Sie nichts auf dieser Seite, bis klar ist, warum.
web-case-number = Nr.
web-case-hash = Hash
web-case-before = Davor
web-case-as-kept = Wie er gespeichert ist
web-case-why = Warum?
web-case-happened = Ist es geschehen?
web-case-happened-yes = Ja: Ich habe in Intune oder am Gerät gesehen, dass es geschehen ist
web-case-happened-no = Nein: Ich habe gesehen, dass es nicht geschehen ist

## Was eine Person tun darf

web-deed-propose = Diesen Plan vorschlagen
web-deed-propose-means = Der Plan geht an die, die entscheiden. Es wird noch nichts gesendet.
web-deed-link = Link für die Person erstellen
web-deed-link-means = Es entsteht ein neuer Link zur Anleitung. Jeder frühere Link dieses Falls gilt dann nicht mehr.
web-deed-consent = Zustimmung festhalten
web-deed-consent-means = Für eine Zustimmung, die mündlich oder schriftlich gegeben wurde. Halten Sie nur fest, was diese Person zu diesem Gerät wirklich gesagt hat.
web-deed-approve = Freigeben
web-deed-approve-means = Sie stehen dafür ein, dass dieser Plan für dieses Gerät richtig ist. Lesen Sie ihn zuerst ganz.
web-deed-reject = Ablehnen
web-deed-reject-means = Der Plan wird verworfen. Ein anderer kann vorgeschlagen werden.
web-deed-done = Dieser Schritt ist getan
web-deed-done-means = Sie sagen, dass der jetzige Schritt der Administration getan ist.
web-deed-resolve = Sagen, ob es geschehen ist
web-deed-resolve-means = Niemand weiß, ob die Anfrage angekommen ist. Sehen Sie sich den Datensatz in Intune und das Gerät an, bevor Sie antworten: Die Antwort entscheidet, wie es weitergeht, und die Anfrage wird nie noch einmal gesendet.
web-deed-hold = Anhalten
web-deed-hold-means = In diesem Fall beginnt nichts Neues, bis jemand ihn weitergehen lässt. Was gesendet ist, wird dadurch nicht zurückgenommen.
web-deed-resume = Weitergehen lassen
web-deed-resume-means = Der nächste Schritt beginnt, sobald alle seine Bedingungen erfüllt sind.
web-deed-rediagnose = Neu diagnostizieren
web-deed-rediagnose-means = Der Fall beginnt mit der jetzigen Diagnose von vorn. Schreiben Sie auf, was beim letzten Mal falsch war und warum es jetzt anders ausgeht.
web-deed-escalate = Dem Support übergeben
web-deed-escalate-means = Der Fall wartet auf den Support von Microsoft oder Apple.
web-deed-abort = Fall beenden
web-deed-abort-means = Der Fall ist vorbei. Was getan ist, bleibt getan.

## Die Schritte der Person in Kürze

web-stage-serial = Seriennummer verglichen
web-stage-data = Daten gesichert
web-stage-esim = eSIM bleibt
web-stage-findMy = „Wo ist?“ aus
web-stage-secondFactor = Anmeldung bereit
web-stage-network = Netz und Strom
web-stage-erase = Gelöscht
web-stage-setUp = Als neu eingerichtet
web-stage-remoteManagement = „Entfernte Verwaltung“ gesehen
web-stage-signIn = Angemeldet
web-stage-wait = Konfiguriert
web-stage-finished = Alles geht
web-case-no-plan = Kein Plan gilt.
web-case-no-plan-next = Schlagen Sie einen vor: Er entsteht aus dem, was zuletzt gelesen wurde, und Sie sehen ihn vor allen anderen.
web-cases-stop = Alle Reparaturen dieses Mandanten anhalten
web-cases-go = Reparaturen wieder beginnen lassen
web-case-reading = Was zuletzt gelesen wurde, ist dafür zu alt; der Mandant wird gerade neu gelesen.
web-case-reading-next = Versuchen Sie es wieder, wenn die Sammlung fertig ist; die Seite des Mandanten sagt, wie weit sie ist.
web-case-nowhere = Auf diesem Server liegt kein Snapshot dieses Mandanten, und er kann ihn nicht selbst lesen.
web-case-nowhere-next = Nehmen Sie den Rechner, der den Mandanten sammelt, oder „firstcontact fix“ mit einem Snapshot.
web-case-unreadable = Der neueste Snapshot lässt sich nicht lesen.
web-case-no-guide = Eine Anleitung gibt es nur für iPhone, iPad und Mac.
web-case-no-guide-next = Sagen Sie der Person selbst, was zu tun ist.
web-case-link-made = Das ist der Link für die Person mit dem Gerät. Er wird nur jetzt gezeigt; frühere Links dieses Falls gelten nicht mehr.
web-case-link-made-next = Er gilt 14 Tage. Schicken Sie ihn der Person, die das Gerät hat, und zwar auf ein anderes Gerät. Wer den Link hat, kann dem Löschen dieses Geräts zustimmen.
web-case-open = Zum Fall
web-case-propose = Reparatur vorschlagen
web-deed-decline = Ablehnung festhalten
web-deed-decline-means = Die Person stimmt nicht zu. Es wird nichts gesendet; der Fall ruht, bis ihn jemand wieder aufnimmt.
web-deed-apply = Ausführen
web-deed-apply-means = Der freigegebene Plan geht von hier an von selbst weiter, Schritt für Schritt, jeder, sobald seine Bedingungen erfüllt sind.
