# Einen Tenant lesen: init, doctor, demo, Runden von diagnose.
round-missed = nicht gelesen: { $source }: { $why }

watch-quiet = { $time }: { $devices }, nichts hat sich geändert
watch-round = { $time }: { $devices }, und das hat sich geändert
watch-lost = { $source } wurde zuvor ganz gelesen und jetzt nicht: was dort stünde, ist unbekannt
watch-failed = diese Runde ist misslungen, die nächste kommt: { $why }
watch-fault-began = eine Störung begann: { $fault }, { $devices }
watch-fault-ended = eine Störung endete: { $fault }, { $devices }
watch-fault-unseen = eine Störung ist nicht zu sehen, aber es wurde weniger gelesen: { $fault }, { $devices }
watch-column-serial = Seriennummer
watch-column-change = Änderung
watch-column-before = vorher
watch-column-after = jetzt
watch-healed = geheilt
watch-broke = gestört
watch-changed = geändert
watch-new = neu
watch-gone = fort
watch-unseen = nicht gesehen
watch-well = in Ordnung

demo-starting = Ein gedachter Tenant startet auf diesem Rechner: einige hundert Geräte, Entra, Microsoft Graph, Apple Business
demo-collecting = Anmelden mit Geheimnis und mit Schlüssel, dann Lesen von { $base } über HTTPS
demo-diagnosing = Jedes Gerät wird untersucht
demo-classic = Der klassische Fall: { $serial } wurde erst eingerichtet und dann hinzugefügt, und wartet vergeblich
demo-remembering = Rückblick: zwei Wochen dieses Tenants, ein Blick am Tag
demo-index-title = Alle Dokumente der Vorführung
demo-index-says = Ein Mandant, den es nicht gibt, über HTTPS gelesen und untersucht. Beginnen Sie mit dem Bericht für die Leitung.
demo-index-decide = Für alle, die entscheiden
demo-index-executive = sind wir sicher, was kostet es, was wird gebraucht; zwei bis vier Seiten
demo-index-printed = dasselbe, zum Drucken
demo-index-check = Für alle, die prüfen
demo-index-evidence = Kontrollen aus neun Regelwerken mit dem, was gemessen wurde, und den Ausnahmen
demo-index-evidence-printed = dasselbe, zum Drucken, mit eigenen Listen und Prüfsummen
demo-index-evidence-index = dasselbe für ein Programm
demo-index-evidence-sums = Prüfsummen jeder Datei der Mappe; „sha256sum -c SHA256SUMS“ in ihrem Ordner prüft sie
demo-index-administer = Für alle, die verwalten
demo-index-workbook = Geräte, Befunde, Ursachen, Lieferanten und Kosten mit lebenden Formeln
demo-index-prevention = die Prüfungen, die das nächste Gerät vor dem Scheitern bewahren, und was unterwegs ist
demo-index-ticket = dasselbe, für ein Ticket oder ein Wiki
demo-index-access = ob ein nicht verwaltetes iPhone hineinkommt, und die kleinste Änderung, die jeden Weg schließt
demo-index-kit = Was eine Firma festlegt
demo-index-procurement = wie Geräte gekauft werden, damit sie zugewiesen ankommen
demo-index-supplier = was ein Lieferant tun muss, mit den Nummern, die dazugehören
demo-index-joiner = bevor jemand ein Gerät bekommt
demo-index-notice = was wissen muss, wer ein Gerät bekommt
demo-index-machines = Für andere Maschinen
demo-index-ocsf = Ereignisse für ein SIEM, OCSF 1.5
demo-index-sarif = Befunde für einen Code-Host, SARIF 2.1.0
demo-index-junit = Prüfungen für einen Build-Server, JUnits XML
demo-index-csv = ein Gerät je Zeile
demo-index-json = alles als ein Dokument
demo-report-no-pdf = Diese Fassung druckt kein PDF; Dokumente werden nur als HTML geschrieben.
demo-report-written = Alle Dokumente liegen in { $folder }: zuerst executive.html; index.html sagt, wofür jedes ist.
demo-dashboard =
    Das Dashboard, bis Sie Strg-C drücken (der Link öffnet einmal):
      { $address }
demo-next =
    Was als Nächstes lohnt:
      firstcontact demo --out demo                        den Snapshot behalten und sich umsehen
      firstcontact explain C01                            die Seite dieser Ursache
      firstcontact init                                   den eigenen Tenant beschreiben
demo-next-kept =
    Was als Nächstes lohnt:
      firstcontact diagnose { $out } --format html --out fleet.html
      firstcontact device { $serial } --snapshot { $out }
      firstcontact explain C01                            die Seite dieser Ursache
      firstcontact init                                   den eigenen Tenant beschreiben

init-adds = { $path } gibt es schon: was darin steht, bleibt, und der Tenant kommt ans Ende.
init-with-microsoft = Microsoft Intune und Entra lesen?
init-with-apple = Apple Business (oder Apple School Manager) lesen?
init-yes = ja
init-yes-or-no = „{ $answer }“ ist weder ja noch nein.
init-name = Wie dieser Tenant hier heißen soll
init-directory = Verzeichnis-ID (Mandanten-ID) oder eine Domäne (Entra > Übersicht)
init-client = Anwendungs-ID (Client) (Entra > App-Registrierungen)
init-cloud = Microsofts Cloud: global, gcc-high, dod oder china
init-way = Wie angemeldet wird: 1 Geheimnis in der Umgebung, 2 Geheimnis in einer Datei, 3 Zertifikat, 4 Token eines anderen Identitätsanbieters, 5 als diese Maschine in Azure (verwaltete Identität), 6 als Person mit einem Code
init-variable = Name der Umgebungsvariablen mit dem Geheimnis (nicht das Geheimnis selbst)
init-secret-file = Datei mit dem Geheimnis
init-token-file = Datei, in die der andere Anbieter sein Token legt
init-certificate-file = Datei mit dem Zertifikat (PEM)
init-key-file = Datei mit dem privaten Schlüssel des Zertifikats (PEM)
init-apple-client = Client-ID des API-Accounts (BUSINESSAPI.… oder SCHOOLAPI.…)
init-apple-key = ID seines Schlüssels
init-apple-key-file = Datei mit seinem privaten Schlüssel (PEM, wie von Apple ausgehändigt)
init-file-later = { $path } ist noch nicht da; legen Sie es vor dem ersten Lauf dorthin.
init-file-open = Andere dürfen { $path } lesen; führen Sie aus: chmod 600 { $path }
init-nothing = Weder Microsoft noch Apple: der Tenant wird geschrieben, zu lesen gibt es aber noch nichts.
init-write = { $path } schreiben?
init-not-written = nichts wurde geschrieben; rufen Sie `firstcontact init` wieder auf, wann Sie mögen
init-no-answer = die Antworten endeten vor „{ $question }“, und nichts wurde geschrieben; antworten Sie darauf oder nennen Sie einen Schalter (firstcontact init --help)
init-flag-missing = --{ $flag } fehlt, und mit --yes wird niemand gefragt; ergänzen Sie es (firstcontact init --help)
init-wrong-name = „{ $answer }“ geht nicht: nur Buchstaben, Ziffern, - und _, höchstens 40.
init-name-taken = Einen Tenant „{ $answer }“ gibt es in der Datei schon, und er bleibt, wie er ist; wählen Sie einen anderen Namen.
init-wrong-directory = „{ $answer }“ ist weder eine ID wie 8f0c2b7e-1111-4222-8333-444455556666 noch eine Domäne wie contoso.onmicrosoft.com.
init-wrong-guid = „{ $answer }“ ist keine ID wie 8f0c2b7e-1111-4222-8333-444455556666; sie steht in der Übersicht der Anwendung.
init-wrong-cloud = „{ $answer }“ ist weder global noch gcc-high, dod oder china.
init-wrong-way = Bitte antworten Sie mit einer Zahl von 1 bis 6.
init-wrong-variable = Das ist kein Name einer Variablen: nur Buchstaben, Ziffern und _. Gefragt ist der Name, nicht das Geheimnis selbst.
init-wrong-path = Das ist kein Pfad. Gefragt ist, wo die Datei liegt, nicht was darin steht.
init-wrong-apple-client = „{ $answer }“ beginnt nicht mit BUSINESSAPI. oder SCHOOLAPI., wie Apple es zeigt (Einstellungen > API).
init-wrong-apple-key = „{ $answer }“ ist keine ID eines Schlüssels; sie steht in Apple Business (Einstellungen > API).
init-wrote = Der Tenant { $name } steht in { $path }.
init-microsoft-head = Bei Microsoft, einmal:
init-microsoft-register = Entra Admin Center > App-Registrierungen > Neue Registrierung; ohne Umleitungs-URI.
init-microsoft-permissions = API-Berechtigungen > Hinzufügen > Microsoft Graph > Anwendungsberechtigungen:
init-microsoft-consent = Administratorzustimmung erteilen. Nichts, was schreibt, wird gebraucht: erteilen Sie nichts davon.
init-microsoft-variable = Zertifikate & Geheimnisse > Neuer geheimer Clientschlüssel; sein Wert (nicht seine ID) gehört in die Umgebungsvariable { $place }.
init-microsoft-file = Zertifikate & Geheimnisse > Neuer geheimer Clientschlüssel; sein Wert (nicht seine ID) gehört nach { $place }, dann: chmod 600 { $place }
init-microsoft-certificate = Zertifikate & Geheimnisse > Zertifikate > { $certificate } hochladen; der Schlüssel bleibt hier, in { $key }: chmod 600 { $key }
init-microsoft-federated = Zertifikate & Geheimnisse > Verbundanmeldeinformationen > Hinzufügen: Aussteller und Antragsteller des Tokens in { $place }, Zielgruppe api://AzureADTokenExchange.
init-microsoft-machine = Geben Sie diese Berechtigungen stattdessen der Identität der Maschine (sie steht unter Unternehmensanwendungen; App-Rollen weist man mit Graph oder PowerShell zu). Ein Geheimnis ist nicht nötig.
init-microsoft-person = Authentifizierung > Öffentliche Clientflows zulassen: Ja; und die Berechtigungen als delegierte hinzufügen. Jeder Lauf zeigt eine Adresse und einen Code.
init-needed = nötig
init-optional = macht es sicherer
init-apple-head = Bei Apple, einmal:
init-apple-account = Apple Business (oder School Manager) > Einstellungen > API > API-Account hinzufügen; eine Rolle, die Geräte sehen darf, genügt.
init-apple-download = Seinen Schlüssel erzeugen und laden, was Apple nur einmal erlaubt; er gehört nach { $place }, dann: chmod 600 { $place }
init-next = Danach: firstcontact doctor --tenant { $name }
init-next-schema = Vervollständigung im Editor: firstcontact init --schema > firstcontact.schema.json
permission-devicemanagementserviceconfig-read-all = Token, Profile, Gerätelisten, Einschränkungen
permission-devicemanagementmanageddevices-read-all = verwaltete Geräte, Fehlschläge, das Push-Zertifikat
permission-devicemanagementconfiguration-read-all = Registrierungs- und Konformitätsrichtlinien, das SSO-Plug-in
permission-policy-read-all = bedingter Zugriff, Sicherheitsstandards
permission-policy-read-deviceconfiguration = was das Eintragen eines Geräts in Entra braucht
permission-device-read-all = Geräte in Entra
permission-auditlog-read-all = Anmeldungen und zweite Faktoren (Entra ID P1)
permission-user-read-all = wer in Entra steht und wer Gast ist
permission-groupmember-read-all = wer in den Gruppen ist, die Richtlinien nennen
permission-rolemanagement-read-directory = wer die Rollen hat, die Richtlinien nennen
permission-application-read-all = ob es die Registrierungs-App gibt, die Richtlinien nennen
permission-licenseassignment-read-all = welche Produkte Intune enthalten

doctor-network-title = Dieses Netz
doctor-network-hint = Suche die Hosts, die Geräte brauchen, von diesem Netz aus …
doctor-area-configuration = Konfiguration
doctor-area-network = Netz
doctor-area-sign-in = Anmeldung
doctor-area-clock = Uhr
doctor-area-permissions = Berechtigungen
doctor-area-licence = Lizenz
doctor-area-sources = Quellen
doctor-area-expiry = Ablauf
doctor-area-budget = Aufrufe
doctor-settings = nicht verwendbar
doctor-settings-good = vollständig; jedes Geheimnis ist da, und keine Datei davon ist für andere lesbar
doctor-cut-off = nicht versucht, weil ein Host nicht erreichbar ist
doctor-proxy = nicht unmittelbar geprüft, weil ein Proxy gesetzt ist (HTTPS_PROXY); die Anmeldung zeigt, ob er durchlässt
doctor-no-name = der Name ist unbekannt; prüfen Sie das DNS dieses Rechners und ob es Namen filtert
doctor-no-connection = keine Verbindung; geben Sie diesen Host und Port in der Firewall frei
doctor-timed-out = keine Antwort in der Zeit; etwas verwirft, was gesendet wird: Geben Sie diesen Host und Port in der Firewall frei
doctor-no-tls = verbunden, aber kein TLS; etwas dazwischen verwirft oder ändert es: nehmen Sie diesen Host von der Prüfung aus
doctor-connected = erreichbar
doctor-certified = erreichbar, verbürgt von { $issuer }
doctor-intercepted = jemand steht dazwischen: das Zertifikat ist von { $issuer }, der für diesen Host nie bürgt; nehmen Sie ihn von der TLS-Prüfung aus, die Geräte ablehnen
doctor-for-activation = Aktivierung
doctor-for-captive = Anmeldeseiten von Netzen
doctor-for-enrollment = Registrierung bei Apple
doctor-for-push = Push
doctor-for-time = die Uhr
doctor-for-certificates = Zertifikate
doctor-for-updates = Updates und Apps
doctor-for-intune = Registrierung bei Intune
probe-check = Behalten. Was daraus folgt: { $command } --only P14
probe-import = Behalten. In einen Snapshot legen: { $command } --out SNAPSHOT
doctor-refused = nein
doctor-signed-in = gelingt
doctor-clock = die Uhr dieses Rechners stimmt ({ $seconds } s Abstand)
doctor-clock-fast = die Uhr dieses Rechners geht { $seconds } s vor; stellen Sie sie (Zeitabgleich), sonst misslingt die Anmeldung
doctor-clock-slow = die Uhr dieses Rechners geht { $seconds } s nach; stellen Sie sie (Zeitabgleich), sonst misslingt die Anmeldung
doctor-permissions-opaque = in das Zugriffstoken lässt sich nicht sehen; die Quellen unten zeigen, was es erlaubt
doctor-granted = erteilt
doctor-not-granted = fehlt und ist nötig; erteilen Sie sie unter Entra > App-Registrierungen > API-Berechtigungen, mit Administratorzustimmung
doctor-not-granted-optional = fehlt; ohne sie ist die Diagnose weniger sicher. Erteilen unter Entra > App-Registrierungen > API-Berechtigungen
doctor-may-write = darf schreiben, was Lesen nie braucht; entziehen Sie sie unter Entra > App-Registrierungen > API-Berechtigungen, und erteilen Sie statt ihrer die lesende, falls sie für diese stand
doctor-superfluous = erteilt und nicht nötig
doctor-licence = Intune ist aktiv
doctor-licence-untold = der Tenant sagt es nicht; wo Geräte lesbar sind, gibt es eine
doctor-licence-not = Intunes Abonnement ist „{ $state }“; fragen Sie, wer Lizenzen kauft (Microsoft 365 Admin Center > Abrechnung)
doctor-read = lesbar
doctor-not-read = nicht lesbar
doctor-nothing-to-ask = nichts zu fragen: es gibt kein Token oder keinen Dienst, dessen Liste es wäre
doctor-what-credential = das Zertifikat der Anwendung
doctor-what-token = Token für das Registrierungsprogramm
doctor-what-push = Apple-Push-Zertifikat
doctor-what-vpp = Token für Apps
doctor-expired = abgelaufen { $date }; erneuern Sie es
doctor-expires-soon = läuft ab { $date }; erneuern Sie es jetzt, mit demselben Apple-Account
doctor-expires = gültig bis { $date }
doctor-budget = alles zu lesen braucht mindestens { $calls } Aufrufe
doctor-count-good = { $count } in Ordnung
doctor-count-skipped = { $count } nicht geprüft
doctor-count-warning = { $count ->
    [one] { $count } verbesserungswürdig
   *[other] { $count } verbesserungswürdig
}
doctor-count-bad = { $count ->
    [one] { $count } geht nicht
   *[other] { $count } gehen nicht
}

setting-nothing-to-read = [tenant.{ $name }] hat weder microsoft noch apple; eines ergänzen, wie `firstcontact collect --help` es zeigt
setting-authorities = Die Zertifizierungsstellen in { $path }, denen zu trauen ist, sind nicht zu lesen: { $why }; authority-file oder FIRSTCONTACT_CA_FILE prüfen
setting-missing = [{ $table }] nennt { $key } nicht, und { $variable } ist nicht gesetzt; eines von beiden ergänzen
setting-certificate = Das Zertifikat { $path } ist nicht zu lesen: { $why }; certificate-file prüfen
setting-sign-in-once = [{ $table }] muss einmal sagen, wie die Anmeldung geht: secret-env, secret-file oder secret-command; oder certificate-file mit key-env, key-file oder key-command; oder federated-token-file; oder sign-in
setting-key-once = [{ $table }] muss einmal sagen, wo der Schlüssel liegt: key-env, key-file oder key-command
setting-write-none = [tenant.{ $name }] hat keine Identität, die schreiben darf; in [tenant.{ $name }.write] beschreiben, wie docs/operating.md es zeigt
setting-write-alone = [tenant.{ $name }.write.{ $vendor }] sagt, als wer, und [tenant.{ $name }.{ $vendor }] sagt nicht, wo; ergänzen Sie diese Tabelle
setting-write-place = [tenant.{ $name }.write.{ $vendor }] nennt für { $key } etwas Eigenes; entfernen Sie es: Es gilt, was in [tenant.{ $name }.{ $vendor }] steht
setting-write-same = [tenant.{ $name }.write.{ $vendor }] hat dieselbe client-id, die auch liest; legen Sie zum Schreiben eine eigene an, damit beim Lesen nichts geschrieben werden kann
setting-no-tenant = Kein Tenant ist konfiguriert; mit `firstcontact init` beschreiben, oder in firstcontact.toml, wie `firstcontact collect --help` es zeigt
setting-which-tenant = Welcher Tenant? Einen mit --tenant nennen: { $names }
setting-unknown-tenant = Ein Tenant "{ $name }" ist nicht konfiguriert; es gibt: { $names }
