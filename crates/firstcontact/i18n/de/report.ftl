# Berichte für Menschen, die entscheiden, und für Menschen, die prüfen.

report-title = Apple-Geräte und Intune: wo wir stehen
report-subtitle = Bericht für die Leitung · { $tenant }
report-footer = firstcontact · { $tenant }
report-nobody = ein Mandant ohne Namen

## Die Antwort

report-answer-question = Sind wir sicher?
report-answer-empty = Es gibt noch nichts zu sagen: Keine Quelle nennt auch nur ein Gerät.
report-answer-no =
    { $count ->
        [one] Nein. Ein Gerät ist in Gebrauch und wird von niemandem verwaltet.
       *[other] Nein. { $devices } Geräte sind in Gebrauch und werden von niemandem verwaltet.
    }
report-answer-no-access =
    { $count ->
        [one] Bei einem davon hat sich der Besitzer nachweislich von einem nicht verwalteten Gerät an Diensten des Unternehmens angemeldet.
       *[other] Bei { $devices } davon haben sich die Besitzer nachweislich von einem nicht verwalteten Gerät an Diensten des Unternehmens angemeldet.
    }
report-answer-exposed =
    { $count ->
        [one] Nicht ganz. Ein Gerät ist in Gebrauch und wird von niemandem verwaltet.
       *[other] Nicht ganz. { $devices } Geräte sind in Gebrauch und werden von niemandem verwaltet.
    }
report-answer-exposed-unseen = Ob sie an Daten des Unternehmens kommen, hat niemand gesehen: Anmeldungen wurden nicht gelesen.
report-answer-exposed-none = Von keinem ihrer Besitzer wurde eine Anmeldung von einem nicht verwalteten Gerät gesehen, soweit das Protokoll zurückreicht.
report-answer-unknown = Das lässt sich nicht sagen.
report-answer-unknown-list = Die Liste der von Intune verwalteten Geräte wurde nicht oder nicht ganz gelesen. Deshalb weiß niemand, welche Geräte darin fehlen.
report-answer-unknown-devices =
    { $count ->
        [one] Bei einem Gerät ist unklar, ob es ohne Verwaltung in Gebrauch ist.
       *[other] Bei { $devices } Geräten ist unklar, ob sie ohne Verwaltung in Gebrauch sind.
    }
report-answer-almost = Von keinem Gerät ist bekannt, dass es ohne Verwaltung in Gebrauch ist. Es ist aber etwas zu beheben.
report-answer-yes = Soweit zu sehen war, ja: Kein Gerät ist ohne Verwaltung in Gebrauch.
report-answer-gaps =
    { $count ->
        [one] Eine Quelle wurde nicht oder nicht ganz gelesen; siehe den letzten Teil.
       *[other] { $devices } Quellen wurden nicht oder nicht ganz gelesen; siehe den letzten Teil.
    }

report-door-open =
    { $count ->
        [one] Für ein nicht verwaltetes iPhone steht ein Weg offen.
       *[other] Für ein nicht verwaltetes iPhone stehen { $devices } Wege offen.
    }
report-door-open-at-least = Für ein nicht verwaltetes iPhone stehen mehr als { $devices } Wege offen.
report-door-blocked = Soweit zu sehen war, ist ein nicht verwaltetes iPhone überall gesperrt.
report-door-rests = Nicht alles, worauf das beruht, wurde gelesen: { $unread }
report-door-unread = { $source } wurde nicht oder nicht ganz gelesen.
report-door-more =
    { $count ->
        [one] Eine weitere Quelle wurde nicht oder nicht ganz gelesen.
       *[other] { $devices } weitere Quellen wurden nicht oder nicht ganz gelesen.
    }

## Kennzahlen

report-key-unmanaged = Geräte in Gebrauch, von niemandem verwaltet
report-key-unmanaged-note = bis zu { $most }, wenn jedes Gerät in Gebrauch ist, das es sein kann
report-key-unmanaged-unclear =
    { $count ->
        [one] eines der sicheren zählt als unklar
       *[other] { $devices } der sicheren zählen als unklar
    }
report-key-days = Gerätetage außer Sicht, mindestens – höchstens
report-key-days-note = mit gesehenem Zugriff: mindestens { $days }
report-key-days-unseen = ob mit Zugriff, wurde nicht gesehen
report-key-health = der Geräte brauchen niemanden
report-key-health-note = { $devices } von { $all }
report-key-net = netto, für das, was heute scheitert
report-key-net-note = { $range }, in neun von zehn Fällen
report-unseen = nicht gesehen
report-saved = { $amount } gespart
report-lost = { $amount } verloren

## Was es kostet

report-cost-question = Was kostet es?
report-cost-rate = Bei Ihrer gemessenen Ausfallrate von { $rate } ({ $range }) und einer Bearbeitungszeit von { $usual } von Hand dauert das Beheben bei hundert Geräten brutto { $gross }; mit firstcontact netto: { $hours } ({ $nets }, in neun von zehn Fällen), { $money }.
report-cost-with-faults = { $gross } (davon { $faults } für Fehler des Mandanten, jeder einmal bearbeitet)
report-cost-assumed = Die Bearbeitungszeiten sind angenommen und nicht gemessen; an ihre Stelle gehören Ihre eigenen, in der Arbeitsmappe oder in der Konfiguration.
report-cost-measured =
    { $count ->
        [one] Die Bearbeitungszeit von Hand wurde an einem Fall gemessen.
       *[other] Die Bearbeitungszeit von Hand wurde an { $devices } Fällen gemessen.
    }
report-cost-fleet = Für das, was hier heute scheitert: { $gross } von Hand, { $spent } mit firstcontact; netto: { $hours }, { $money }.
report-cost-lost = Netto ist weniger als nichts: Einrichten, Betreiben und Ansehen dauern { $amount }, mehr als bei dem gespart wird, was hier scheitert.
report-cost-lost-each = Netto ist weniger als nichts: Mit diesen Zeiten dauert ein Gerät mit firstcontact so lange wie von Hand oder länger.
report-cost-lost-money = Geld geht verloren, obwohl Stunden gespart werden: Der Betrieb kostet außerdem { $amount }, mehr als diese Stunden wert sind.
report-cost-no-rate = Noch kein Gerät hatte seinen ersten Start, oder niemand konnte sehen, was registriert ist: Es gibt keine Ausfallrate, und für hundert Geräte wird nichts behauptet.

## Was gewünscht wird

report-want-question = Was brauchen wir von Ihnen?
report-want-nothing = Nichts. Keine Entscheidung ist offen.
report-want-bring-back =
    { $count ->
        [one] Lassen Sie das Gerät zurückholen, das in Gebrauch ist und von niemandem verwaltet wird.
       *[other] Lassen Sie die { $devices } Geräte zurückholen, die in Gebrauch sind und von niemandem verwaltet werden.
    }
report-want-somebody =
    { $count ->
        [one] Ein Gerät braucht jemanden: Bestimmen Sie, wer die Zeit dafür hat.
       *[other] { $devices } Geräte brauchen jemanden: Bestimmen Sie, wer die Zeit dafür hat.
    }
report-want-mend-faults =
    { $count ->
        [one] Lassen Sie { $first } an der Quelle beheben: { $second } Gerät scheitert deshalb.
       *[other] Lassen Sie { $first } an der Quelle beheben: { $second } Geräte scheitern deshalb.
    }
report-want-mend-faults-none = Lassen Sie { $first } an der Quelle beheben, bevor Geräte deshalb scheitern.
report-faults =
    { $count ->
        [one] einen Fehler des Mandanten
       *[other] { $devices } Fehler des Mandanten
    }
report-ways =
    { $count ->
        [one] ein Weg
       *[other] { $devices } Wege
    }
report-changes =
    { $count ->
        [one] eine Änderung
       *[other] { $devices } Änderungen
    }
report-want-close-all = Lassen Sie schließen, was der bedingte Zugriff offen lässt ({ $ways }); nötig: { $changes }, gezeigt im Bericht zum bedingten Zugriff.
report-want-close-some = Lassen Sie { $closed } der { $all } Wege schließen, die der bedingte Zugriff offen lässt; nötig: { $changes }, gezeigt im Bericht zum bedingten Zugriff.
report-want-close-none = Lassen Sie ansehen, was der bedingte Zugriff offen lässt ({ $ways }), gezeigt im Bericht zum bedingten Zugriff.
report-want-close-left-out =
    { $count ->
        [one] Ein Weg ist der von Konten, die eine Richtlinie ausnimmt: Sind das Ihre Notfallkonten, bleibt er offen, und deren Anmeldungen werden beobachtet.
       *[other] { $devices } Wege sind die von Konten, die Richtlinien ausnehmen: Sind das Ihre Notfallkonten, bleiben sie offen, und deren Anmeldungen werden beobachtet.
    }
report-want-erase =
    { $count ->
        [one] Erlauben Sie, ein Gerät zu löschen und neu einzurichten, mit Zustimmung seines Besitzers.
       *[other] Erlauben Sie, { $devices } Geräte zu löschen und neu einzurichten, jedes mit Zustimmung seines Besitzers.
    }
report-want-ask =
    { $count ->
        [one] Lassen Sie eine Person eine Frage zu einem Gerät beantworten; ohne Antwort geschieht nichts mit ihm.
       *[other] Lassen Sie zu { $devices } Geräten je eine Frage beantworten; ohne Antwort geschieht nichts mit ihnen.
    }
report-want-link-suppliers =
    { $count ->
        [one] Kaufen Sie nur bei verknüpften Lieferanten: Ein Gerät wurde von Hand hinzugefügt.
       *[other] Kaufen Sie nur bei verknüpften Lieferanten: { $devices } Geräte wurden von Hand hinzugefügt.
    }
report-want-supervise =
    { $count ->
        [one] Entscheiden Sie, ob ein verwaltetes, nicht betreutes Gerät beim nächsten Wechsel gelöscht wird.
       *[other] Entscheiden Sie, ob { $devices } verwaltete, nicht betreute Geräte beim nächsten Wechsel gelöscht werden.
    }
report-want-read =
    { $count ->
        [one] Geben Sie das Recht, eine weitere Quelle zu lesen; was sie zeigen würde, ist heute unbekannt.
       *[other] Geben Sie das Recht, { $devices } weitere Quellen zu lesen; was sie zeigen würden, ist heute unbekannt.
    }
report-want-read-again =
    { $count ->
        [one] Lassen Sie eine Quelle lesen oder ihre Liste bringen: Ein Recht wurde dafür nicht verweigert.
       *[other] Lassen Sie { $devices } Quellen lesen oder ihre Listen bringen: Ein Recht wurde dafür nicht verweigert.
    }

## Bestand

report-health = Wie der Bestand steht
report-health-chart = Geräte nach Stand
report-health-chart-says = Jedes Gerät liegt auf einem von vier Haufen.
report-standing = Stand
report-standing-healthy = in Ordnung
report-standing-waiting = warten
report-standing-needs-you = brauchen jemanden
report-standing-cannot-tell = unklar
report-devices = Geräte
report-trend = Wie es sich entwickelt hat
report-trend-says = Geräte, die jemanden brauchen, und Geräte, bei denen niemand es sagen kann, bei jedem Blick.
report-trend-look = Blick
report-trend-none = Es gibt keinen Verlauf: Dieser Blick ist der einzige. Bewahren Sie Blicke mit „firstcontact store ingest“ auf, dann zeigt der nächste Bericht, wohin es geht.
report-trend-one-less =
    { $count ->
        [one] Seit { $time } braucht ein Gerät weniger jemanden.
       *[other] Seit { $time } brauchen { $devices } Geräte weniger jemanden.
    }
report-trend-more =
    { $count ->
        [one] Seit { $time } braucht ein Gerät mehr jemanden.
       *[other] Seit { $time } brauchen { $devices } Geräte mehr jemanden.
    }
report-trend-same = Es brauchen so viele Geräte jemanden wie am { $time }.

## Risiko

report-risk = Was auf dem Spiel steht
report-risk-surely =
    { $count ->
        [one] Ein Gerät ist sicher in Gebrauch und wird von niemandem verwaltet: Eine persönliche Sperre oder ein Mensch sagt es.
       *[other] { $devices } Geräte sind sicher in Gebrauch und werden von niemandem verwaltet: Eine persönliche Sperre oder ein Mensch sagt es.
    }
report-risk-surely-unclear =
    { $count ->
        [one] Eines davon zählt als unklar: Was seiner Verwaltung im Weg steht, lässt sich noch nicht sagen.
       *[other] { $devices } davon zählen als unklar: Was ihrer Verwaltung im Weg steht, lässt sich noch nicht sagen.
    }
report-risk-none = Von keinem Gerät ist bekannt, dass es in Gebrauch ist und von niemandem verwaltet wird.
report-risk-perhaps =
    { $count ->
        [one] Ein weiteres kann es sein; nichts Sicheres sagt es.
       *[other] { $devices } weitere können es sein; nichts Sicheres sagt es.
    }
report-risk-perhaps-unlisted =
    { $count ->
        [one] Ein Gerät des Unternehmens braucht jemanden oder ist unklar und kann ohne Verwaltung in Gebrauch sein.
       *[other] { $devices } Geräte des Unternehmens brauchen jemanden oder sind unklar und können ohne Verwaltung in Gebrauch sein.
    }
report-risk-counted = Als sicher in Gebrauch zählt, was eine persönliche Sperre oder ein Mensch bezeugt. Der Bericht zur Vorbeugung zählt anders: jedes Gerät, das ausgegeben oder eingerichtet wurde und sich nicht automatisch registriert hat.
report-risk-days = Das sind mindestens { $least } Gerätetage außer Sicht und höchstens { $most }, wenn jedes seit dem frühesten Datum in Gebrauch war, das irgendetwas nennt.
report-risk-access = Mindestens { $days } davon mit Zugriff: Der Besitzer hat sich nachweislich von einem nicht verwalteten Gerät angemeldet.
report-risk-access-none = Zugriff wurde keiner gesehen: Keiner der Besitzer hat sich von einem nicht verwalteten Gerät angemeldet, soweit das Protokoll zurückreicht.
report-risk-access-unseen = Anmeldungen wurden nicht gelesen: Mit wie viel Zugriff, ist nicht bekannt.
report-risk-access-part = Anmeldungen wurden zum Teil gelesen: Es kann mehr Zugriff geben, als gesehen wurde.
report-risk-undated =
    { $count ->
        [one] Bei einem davon nennt nichts ein Datum; es ist in keiner Summe von Tagen.
       *[other] Bei { $devices } davon nennt nichts ein Datum; sie sind in keiner Summe von Tagen.
    }
report-risk-hours = Risiko zählt in Tagen und nicht in Stunden: Es wird nie zu den Kosten der Arbeit addiert.
report-controls = Was Sicherheitsvorgaben verlieren
report-controls-says = Auf einem Gerät, das niemand verwaltet, gilt keine Regel einer Vorgabe. Auf einem verwalteten, aber nicht betreuten Gerät fehlen die Regeln, die Apple nur auf betreuten Geräten erlaubt.
report-controls-baseline = Vorgabe
report-controls-rules = Regeln
report-controls-lost = Ohne Betreuung verloren
report-controls-unsaid = Nicht angegeben
report-controls-count = Hier: nicht verwaltet { $unmanaged }, verwaltet und nicht betreut { $unsupervised }.
report-controls-unlisted = Wie viele Geräte das hier verlieren, wurde nicht gesehen: Intunes Liste wurde nicht oder nicht ganz gelesen.
report-controls-unseen = Bei { $unseen } weiteren sagt niemand, ob sie betreut werden.
report-controls-source = Gezählt an { $source }; nur Bezeichner.

## Ursachen

report-causes = Warum
report-causes-none = Kein Gerät braucht jemanden, und keines ist unklar: Es fehlt nichts.
report-causes-unnamed =
    { $count ->
        [one] Bei einem Gerät, das jemanden braucht oder unklar ist, lässt sich keine Ursache nennen.
       *[other] Bei { $devices } Geräten, die jemanden brauchen oder unklar sind, lässt sich keine Ursache nennen.
    }
report-causes-more =
    { $count ->
        [one] Eine weitere Ursache hat höchstens so viele Geräte.
       *[other] { $devices } weitere Ursachen haben je höchstens so viele Geräte.
    }
report-causes-calm =
    { $count ->
        [one] Außerdem wartet ein Gerät nur.
       *[other] Außerdem warten { $devices } Geräte nur.
    }
report-causes-faults = Fehler, die weiter reichen als ein Gerät
report-code = Code
report-cause = Ursache
report-share = Anteil
report-fault = Fehler
report-since = Seit
report-reach = Wo

## Getan

report-done = Was getan wurde
report-done-unseen = Es wurde kein Speicher gelesen: Was getan wurde, ist hier nicht bekannt. „firstcontact report --store“ liest ihn.
report-done-none = Noch kein Fall wurde eröffnet.
report-done-cases = Eröffnete Fälle
report-done-succeeded = Behoben, und es blieb so
report-done-watched = Behoben, beobachtet, ob es so bleibt
report-done-under-way = Unterwegs
report-done-stuck = Steckt fest: gescheitert, unklar oder wartet auf jemanden
report-done-ended = Von einem Menschen beendet
report-done-hours =
    { $count ->
        [one] Vom Eröffnen bis zum Erfolg dauerte es { $hours } in dem einen Fall, der jetzt beobachtet wird.
       *[other] Vom Eröffnen bis zum Erfolg dauerte es { $hours } in der Mitte der { $devices } Fälle, die jetzt beobachtet werden.
    }
report-hand-out-unseen = Von der Ausgabe bis zur Registrierung: nicht bekannt, denn Intunes Geräteliste wurde nicht oder nicht ganz gelesen.
report-hand-out-none = Von der Ausgabe bis zur Registrierung: nicht bekannt, denn kein Register nennt ein Datum der Ausgabe.
report-hand-out-same-day = Von der Ausgabe bis zur Registrierung: Die Hälfte aller Geräte ist noch am selben Tag registriert.
report-hand-out-days =
    { $count ->
        [one] Von der Ausgabe bis zur Registrierung: Die Hälfte aller Geräte ist nach einem Tag registriert.
       *[other] Von der Ausgabe bis zur Registrierung: Die Hälfte aller Geräte ist nach { $days } Tagen registriert.
    }
report-hand-out-open = Von der Ausgabe bis zur Registrierung: Bisher ist weniger als die Hälfte aller Geräte registriert.
report-hand-out-how = Geschätzt nach Kaplan und Meier. Geräte, von denen es bekannt ist: { $devices }; davon noch nicht registriert, was als wartend zählt und nicht als gescheitert: { $waiting }.
report-hand-out-erased = Seit der Ausgabe gelöscht und deshalb nicht gezählt: { $erased }.
report-done-what = Was
report-done-no-hours = Wie lange ein Gerät unterwegs ist, wurde nicht gemessen: Kein Fall wird beobachtet.

## Kosten

report-money = Was es kostet und spart
report-money-says = Brutto ist, was das Beheben von Hand dauern würde. Netto zieht ab: das Bearbeiten mit firstcontact, das Ansehen dessen, was es meldet, Geräte, die es nicht löst, das Einrichten und den Betrieb. Werte in Klammern sind 90-%-Intervalle.
report-money-measure = Größe
report-money-fleet = Dieser Bestand, heute
report-money-hundred = Hundert Geräte
report-money-handled = Zu bearbeitende Geräte und Fehler
report-money-gross = Von Hand, brutto
report-money-spent = Mit firstcontact, alles zusammen
report-money-net = Netto: gespart, oder verloren, wo es weniger als nichts ist
report-money-gross-money = Von Hand, brutto, in Geld
report-money-net-money = Netto, in Geld
report-money-users-hand = Zeit der Benutzer von Hand
report-money-users-tool = Zeit der Benutzer mit firstcontact
report-money-apart = Vier Dinge werden nicht addiert: die Zeit der Administratoren, wie lange ein Gerät unterwegs ist, die Zeit der Benutzer und das Risiko in der Zwischenzeit.
report-prevented-untold = Was Vorbeugung spart, lässt sich noch nicht sagen.
report-prevented-no-history = Dafür braucht es eine Ausfallrate von vorher und eine von nachher, und kein früherer Blick ist bekannt; „--store“ liest sie.
report-prevented-short = Dafür braucht es eine Ausfallrate von vorher und eine von nachher; Tage, die bekannt sind: { $days }, nötig: { $least }.
report-prevented-unseen = Beim ersten Blick oder bei diesem wurde Intunes Geräteliste nicht bis zum Ende gelesen: Eine der beiden Ausfallraten ist unbekannt.
report-prevented-few = Dafür braucht es { $enough } Geräte von vor dem ersten Blick und { $enough } von danach, von denen bekannt ist, was aus ihnen wurde; es sind { $before } und { $after }.
report-prevented-rates = Vorbeugung: Von { $was-of } Geräten, die in den { $span } Tagen vor dem ersten Blick ausgegeben oder hinzugefügt wurden, waren { $was } gescheitert, als sie zuerst gesehen wurden ({ $was-rate }, { $was-range }); von { $is-of } in den { $span } Tagen seither scheiterten { $is } bei irgendeinem Blick ({ $is-rate }, { $is-range }).
report-prevented-saved = Bei { $each } je Gerät sind { $fewer } Fehlschläge weniger { $hours } Handarbeit, die niemand leisten musste ({ $range }; { $money }).
report-prevented-apart = Das sind Geräte, die nicht gescheitert sind: Die Stunden sind kein Teil des Nettos oben und werden nicht dazugezählt. Der Vergleich beweist nicht, woran es liegt.
report-prevented-chance = Das kann Zufall sein: In neun von zehn Fällen liegt die Ersparnis bei { $range }; behauptet wird keine.
report-prevented-nothing = Es scheitern nicht weniger Geräte als vorher; eine Ersparnis wird nicht behauptet.
report-money-counted = Gezählt (Geräte insgesamt: { $devices }): für sich gescheitert { $failing }, durch Fehler des Mandanten { $explained } (Zahl der Fehler: { $faults }), registriert { $sound }, unklar { $unknown }, wartend auf ihren ersten Start { $waiting }, und in Ordnung, ohne in Intunes Liste zu stehen, etwa zurückgegeben, { $outside }. Unklare machen das Intervall breiter; wartende zählen nicht als gescheitert. Bei hundert Geräten sind die Fehler des Mandanten mitgerechnet, so viele, wie es hier auf hundert sind.
report-article = Die 200 bis 400 Stunden
report-article-says = Ein Blogartikel über das Registrieren von Apple-Geräten mit Intune verspricht 200 bis 400 gesparte Stunden je hundert Geräte. Das ist brutto, nimmt an, dass jedes Gerät scheitert, und lässt die { $left } weg, die eine Viertelstunde je Gerät ergibt. Seine eigenen Zahlen ergeben { $low } bis { $high }.
report-article-rate = Bei dem Anteil, der hier scheitert, ergeben sie { $low } bis { $high }.
report-inputs = Womit gerechnet wurde
report-inputs-says = Jede Zahl lässt sich unter [report.costs] in firstcontact.toml ändern, und in der Arbeitsmappe.
report-input = Eingabe
report-value = Wert
report-input-hourly-cost = Eine Stunde eines Administrators
report-input-manual = Administrator, ein Gerät von Hand
report-input-tool = Administrator, ein Gerät mit firstcontact
report-input-user-manual = Benutzer, ein Gerät von Hand
report-input-user-tool = Benutzer, ein Gerät mit firstcontact
report-input-setup-hours = Einrichten, einmal
report-input-run-hours-a-month = Betrieb, jeden Monat
report-input-money-a-month = Geld für den Betrieb, jeden Monat
report-input-months = Gerechnete Monate
report-input-review-minutes = Ein gemeldetes Gerät ansehen
report-input-triage-minutes = Gespart je Gerät, das nur wartet
report-input-unsolved-percent = Doch von Hand bearbeitet
report-minutes = { $usual } min ({ $low } – { $high })
report-minutes-measured = { $usual } min ({ $low } – { $high }), gemessen an { $cases }
report-min = { $count } min

## Nicht gesehen

report-unread = Was nicht zu sehen war
report-unread-none = Jede Quelle wurde bis zum Ende gelesen, auf der die Diagnose, die Prüfungen der Vorbeugung und der Beweis zum bedingten Zugriff beruhen.
report-unread-says = Was niemand gelesen hat, ist nicht null. Jede dieser Quellen könnte die Zahlen oben ändern.
report-source = Quelle
report-why = Warum
report-closing = Was die Lücke schließt

## Nachweise

report-evidence-title = Nachweise für Prüfer
report-evidence-subtitle = Kontrollen und Geräte · { $tenant }
report-evidence-how = Wie dies zu lesen ist
report-evidence-how-says = Jede Kontrolle eines Regelwerks wird durch eine Messung von uns beantwortet, Gerät für Gerät gezählt. Ausnahmen stehen mit ihren Seriennummern im Ordner „exceptions“. Was niemand sehen konnte, wird eigens gezählt und macht eine Kontrolle offen, nie erfüllt.
report-evidence-files = Jede gelesene Datei steht mit ihrem SHA-256 in „sources.sha256“, jede Datei dieses Ordners in „SHA256SUMS“; beide lassen sich mit „sha256sum -c“ prüfen.
report-evidence-numbers = Kontrollen werden mit ihren Nummern genannt. Wortlaute von Normen werden nicht kopiert; ob eine Messung eine Kontrolle ganz beantwortet, beurteilt der Prüfer. Die Nummern des Mindeststandards des BSI sind die der Fassung 1.0.4; NIST SP 800-124 wird nach Themen genannt.
report-evidence-overview = Kontrollen
report-evidence-control = Kontrolle
report-evidence-framework = Regelwerk
report-evidence-measure = Messung
report-evidence-status = Ergebnis
report-evidence-population = Geräte
report-evidence-met = Erfüllt
report-evidence-exceptions = Ausnahmen
report-evidence-unseen = Nicht gesehen
report-evidence-first = Die ersten Ausnahmen
report-evidence-all = Alle: exceptions/{ $file }
report-evidence-none = Keine Ausnahmen.
report-evidence-none-seen = Es wurde keine Ausnahme gesehen; nicht alles wurde gesehen.
report-evidence-none-looked = Niemand hat nachgesehen: Ob es Ausnahmen gibt, ist nicht bekannt.
report-evidence-no-device = Es gibt kein Gerät, um das es gehen könnte.
report-evidence-when = Angesehen { $time }:
report-evidence-when-part = Angesehen { $time }, und nicht bis zum Ende:
report-evidence-not-read = Niemand hat nachgesehen; gelesen würde es in:
report-evidence-sources = Gelesene Dateien
report-evidence-file = Datei
report-evidence-hash = SHA-256
report-evidence-more-files =
    { $count ->
        [one] Eine weitere Datei steht in „sources.sha256“.
       *[other] { $devices } weitere Dateien stehen in „sources.sha256“.
    }
report-status-met = erfüllt
report-status-not-met = nicht erfüllt
report-status-open = offen: nicht alles wurde gesehen
report-status-empty = nichts zu messen
report-control-device-provisioning = Bereitstellung von Geräten
report-control-device-inventory = Verzeichnis der Geräte
report-control-audit-in-operation = Prüfung im Betrieb
report-measure-inventoried = Bestand
report-measure-inventoried-says = Jedes Gerät des Unternehmens ist dort, wo die Listen von Apple und Intune es zeigen: hinzugefügt, dem richtigen Dienst zugewiesen, importiert.
report-measure-managed = Verwaltung
report-measure-managed-says = Jedes Gerät des Unternehmens, das in Gebrauch ist, wird von Intune verwaltet. Geräte in der Schachtel oder unterwegs zählen nicht.
report-measure-supervised = Betreuung
report-measure-supervised-says = Jedes verwaltete Gerät des Unternehmens ist betreut (supervised).
report-measure-compliant = Konformität
report-measure-compliant-says = Jedes verwaltete Gerät des Unternehmens erfüllt die Richtlinien von Intune oder ist in der Kulanzzeit.
report-measure-in-contact = Kontakt
report-measure-in-contact-says = Jedes verwaltete Gerät des Unternehmens hatte in den letzten { $days } Tagen Kontakt mit Intune.
report-measure-bought-linked = Einkauf
report-measure-bought-linked-says = Jedes Gerät kam durch Apple oder einen verknüpften Händler in die Organisation und nicht von Hand.

## Arbeitsmappe

report-sheet-summary = Übersicht
report-sheet-devices = Geräte
report-sheet-faults = Befunde
report-sheet-causes = Ursachen
report-sheet-suppliers = Lieferanten
report-sheet-unread = Nicht gesehen
report-sheet-economics = Wirtschaftlichkeit
report-sheet-perhaps = Geräte, die außerdem in Gebrauch und nicht verwaltet sein können
report-sheet-least-days = Gerätetage außer Sicht, mindestens
report-sheet-most-days = Gerätetage außer Sicht, höchstens
report-sheet-access-days = Gerätetage mit gesehenem Zugriff, mindestens
report-sheet-inputs-say = Gelbe Felder sind Eingaben: Ändern Sie sie, und alles darunter folgt.
report-sheet-counted = Gezählt
report-sheet-low = Unten (5 %)
report-sheet-high = Oben (95 %)
report-sheet-failing = Geräte, die für sich scheitern
report-sheet-unknown = Geräte, bei denen es niemand sagen kann
report-sheet-sound = Registrierte Geräte
report-sheet-waiting = Geräte, die auf ihren ersten Start warten
report-sheet-explained = Geräte, die durch einen Fehler des Mandanten scheitern
report-sheet-outside = Geräte in Ordnung, die nicht in Intunes Liste stehen
report-sheet-fleet-devices = Alle Geräte
report-sheet-rate = Ausfallrate
report-sheet-overhead = Ansehen, Einrichten, Betrieb (h)
report-sheet-prevented = Gespart durch Vorbeugung
report-sheet-before-failing = Vor dem ersten Blick: gescheitert, als zuerst gesehen
report-sheet-before-sound = Vor dem ersten Blick: registriert
report-sheet-before-unknown = Vor dem ersten Blick: unklar
report-sheet-after-failing = Seither: bei irgendeinem Blick gescheitert
report-sheet-after-sound = Seither: registriert
report-sheet-after-unknown = Seither: unklar
report-sheet-rate-before = Ausfallrate vorher
report-sheet-rate-after = Ausfallrate seither
report-sheet-fewer = Fehlschläge weniger
report-sheet-fewer-hours = Handarbeit, die niemand leisten musste (h)
report-sheet-fewer-money = Dasselbe in Geld
report-sheet-hand-out = Von der Ausgabe bis zur Registrierung
report-sheet-hand-out-median = Tage, nach denen die Hälfte aller Geräte registriert ist
report-sheet-hand-out-devices = Geräte, von denen es bekannt ist
report-sheet-hand-out-waiting = Davon noch nicht registriert
report-sheet-hand-out-erased = Seither gelöscht und nicht gezählt
report-sheet-hand-out-open = mehr als die Hälfte ist noch nicht registriert
report-sheet-article-claimed = Was der Artikel sagt, hundert Geräte (h)
report-sheet-article-left-out = Was er weglässt (h)
report-sheet-article-own = Was seine eigenen Zahlen ergeben (h)
report-sheet-article-at-rate = Dasselbe bei der Ausfallrate oben (h)
report-short-empty = noch nichts zu sagen
report-short-no = nein
report-short-exposed = nicht ganz
report-short-unknown = lässt sich nicht sagen
report-short-almost = fast
report-short-yes = soweit zu sehen war, ja
report-yes = ja
report-no = nein
report-column-serial = Seriennummer
report-column-platform = Plattform
report-column-product = Produkt
report-column-order = Bestellung
report-column-certainty = Sicherheit
report-column-gate = Tor
report-column-action = Was zu tun ist
report-column-erase = Löschen
report-column-data = Daten in Gefahr
report-column-question = Frage
report-column-family = Familie
report-column-source = Hinzugefügt durch
report-column-supplier = Nummer bei Apple
report-column-needs-you = Brauchen jemanden
report-column-late = Spät hinzugefügt (über { $days } Tage)
report-sheet-tenant-faults = Fehler des Mandanten

## Die Seite auf dem Dashboard

web-reports = Berichte
web-reports-why = Dokumente zum Mitnehmen, gedruckt aus dem neuesten Blick.
web-reports-newest = Neuester Blick
web-reports-devices = Geräte
web-reports-looks = Aufbewahrte Blicke
web-reports-none = Es wurde noch nichts gesammelt; ein Bericht braucht einen Blick.
web-reports-nowhere = Auf diesem Rechner liegt kein Snapshot dieses Mandanten; der Bericht wird dort gedruckt, wo der Mandant gelesen wird, oder mit „firstcontact report“.
web-reports-no-pdf = Diese Fassung druckt kein PDF.
web-reports-more = Die Richtlinien-Mappe und die Formate für andere Maschinen schreibt „firstcontact report“; mit [report.schedule] kommen Berichte von selbst, in einen Ordner und per Mail.
web-reports-executive-html = Bericht für die Leitung
web-reports-executive-html-says = Sind wir sicher, was kostet es, was wird gebraucht: zwei bis vier Seiten, für einen Browser.
web-reports-executive-pdf = Bericht für die Leitung, zum Drucken
web-reports-executive-pdf-says = Dasselbe als PDF.
web-reports-prevention-html = Vorbeugung
web-reports-prevention-html-says = Die Prüfungen P01 bis P18 mit ihren Ausnahmen beim Namen, Bereitschaft, Lieferanten und was unterwegs ist.
web-reports-access-html = Bedingter Zugriff
web-reports-access-html-says = Jeder Weg, auf dem ein nicht verwaltetes iPhone hineinkommt, die kleinste Änderung, die ihn schließt, und wen sie träfe.
web-reports-fleet-xlsx = Arbeitsmappe für Administratoren
web-reports-fleet-xlsx-says = Geräte, Befunde, Ursachen, Lieferanten, was nicht gesehen wurde, und Kosten mit lebenden Formeln.
web-reports-evidence-html = Nachweise für Prüfer
web-reports-evidence-html-says = Kontrollen aus neun Regelwerken mit Geräten, Ausnahmen und den Prüfsummen dessen, was gelesen wurde.
web-reports-evidence-pdf = Nachweise für Prüfer, zum Drucken
web-reports-evidence-pdf-says = Dasselbe als PDF.
web-reports-evidence-zip = Nachweise als ein Archiv
web-reports-evidence-zip-says = Dasselbe mit jeder Ausnahme als Liste, einem Verzeichnis für Maschinen und Prüfsummen von allem.
