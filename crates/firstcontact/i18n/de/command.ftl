# Was die Befehle neben ihrem Ergebnis sagen.
progress-reading = Lese den Snapshot
answer-no-such-question = die Frage „{ $question }“ gibt es nicht; es gibt: { $known }
answer-no-such-answer = „{ $answer }“ ist keine Antwort auf „{ $question }“; die Antworten sind: { $known }
answer-no-serial = „{ $serial }“ ist keine Seriennummer: { $fault }; sie steht unter Einstellungen > Allgemein > Info
answer-too-late = der Schnappschuss ist von { $taken }, und was { $at } gesehen wird, mehr als 30 Tage danach, zählt in ihm nicht; lesen Sie den Mandanten neu ein, oder sagen Sie mit --at, wann es gesehen wurde
answer-in-future = { $at } liegt in der Zukunft; sagen Sie mit --at, wann es gesehen wurde
answer-recorded = Notiert. Was daraus folgt: { $command }
device-unknown = keine Quelle von { $snapshot } nennt die Seriennummer { $serial }
device-meant = meinten Sie { $serial }?
device-unknown-next = alle Seriennummern auflisten: firstcontact diagnose { $snapshot } --format csv
collect-done = { $tenant } eingesammelt nach { $out }
collect-missed = Nicht gelesen:
collect-next = Weiter: firstcontact diagnose { $out }
collect-plan = Mindestens nötige Aufrufe, um { $tenant } zu lesen:
collect-plan-budget = höchstens mehr, etwa { $seconds } Sekunden, für einzelne Geräte, die es brauchen (Aktivierungssperre, AppleCare)
collect-plan-sum = Abrufe, mindestens etwa { $seconds } Sekunden
collect-page = Einsammeln: { $pages } Seiten, { $rows } Zeilen, noch mindestens { $left } Aufrufe · { $of }
collect-choosing = Welche Geräte einzeln abgefragt werden müssen, wird ermittelt
collect-answer = Einzelne Geräte werden abgefragt: noch { $left } Aufrufe · { $of }
collect-waiting = { $host } bittet um Geduld: { $seconds } s
collect-person = Anmelden: { $address } öffnen und innerhalb von { $minutes } Minuten den Code { $code } eingeben
import-imported = Übernommen nach { $out }:
import-refused = Nicht übernommen:
import-next = Weiter: firstcontact diagnose { $out }
import-columns = Spalten von { $file }:
import-columns-change = Stimmt eine Spalte nicht? Nennen Sie sie mit --register-column { $example }
import-rows = { $count ->
    [one] { $count } Zeile
   *[other] { $count } Zeilen
}
import-refused-rows = { $count ->
    [one] { $count } Zeile ist nicht verwendbar
   *[other] { $count } Zeilen sind nicht verwendbar
}
