# Was gesehen wurde: ein Satz ohne Punkt für jeden Wert jeder Ablesung
# (`says-<reading>-<value>`) und die Wörter, die zum Fachgebiet selbst gehören.

## Bei Apple: Tore G0 und G1

says-membership-unread = Niemand hat die Geräte der Organisation bei Apple gelesen
says-membership-absent = Apples Liste der Geräte der Organisation wurde vollständig gelesen und enthält es nicht
says-membership-present = Es gehört bei Apple zur Organisation
says-membership-released = Es wurde bei Apple aus der Organisation freigegeben

says-server-unread = Niemand hat gelesen, welchem Geräteverwaltungsdienst Apple es zuweist
says-server-unassigned = Apple weist es keinem Geräteverwaltungsdienst zu
says-server-intune = Apple weist es dem Geräteverwaltungsdienst zu, zu dem Intunes Token gehört
says-server-configurator = Apple weist es noch „Von Apple Configurator hinzugefügte Geräte“ zu
says-server-other-mdm = Apple weist es dem Geräteverwaltungsdienst eines anderen Produkts oder eines anderen Mandanten zu
says-server-apple-mdm = Apple weist es der eingebauten Geräteverwaltung von Apple zu
says-server-unlisted = Apple nennt es zugewiesen, aber kein Geräteverwaltungsdienst führt es

says-source-unread = Niemand hat gelesen, wie es in die Organisation kam
says-source-apple = Es wurde bei Apple gekauft
says-source-reseller = Es wurde bei einem Händler gekauft
says-source-manual = Es wurde von Hand mit Apple Configurator hinzugefügt

says-add-gap-unread = Es ist nicht bekannt, wie lange nach der Bestellung es in die Organisation kam
says-add-gap-short = Es kam innerhalb von 7 Tagen nach der Bestellung in die Organisation
says-add-gap-long = Es kam 8 bis 30 Tage nach der Bestellung in die Organisation
says-add-gap-very-long = Es kam mehr als 30 Tage nach der Bestellung in die Organisation
says-add-gap-no-order = Es gibt kein Bestelldatum, mit dem sich die Aufnahme in die Organisation vergleichen ließe

says-added-age-unread = Es ist nicht bekannt, wann es in die Organisation kam
says-added-age-fresh = Es kam vor weniger als 48 Stunden in die Organisation
says-added-age-month = Es kam vor weniger als 30 Tagen in die Organisation
says-added-age-quarter = Es kam vor 30 bis 90 Tagen in die Organisation
says-added-age-old = Es kam vor 90 Tagen oder mehr in die Organisation

says-assignments-unread = Niemand hat Apples Prüfereignisse über seine Zuweisungen gelesen
says-assignments-none-seen = Apples Prüfereignisse nennen in der gelesenen Zeit keine Zuweisung
says-assignments-prompt = Es wurde innerhalb eines Tages nach der Aufnahme einem Dienst zugewiesen
says-assignments-late = Es wurde erst mehr als einen Tag nach der Aufnahme einem Dienst zugewiesen
says-assignments-moved = Es wurde von einem anderen Dienst hierher verschoben
says-assignments-again = Es wurde seinem bisherigen Dienst erneut zugewiesen, nachdem Intune das Profil zugewiesen hatte

says-unit-unread = Es ist nicht bekannt, ob es bei einer Reparatur getauscht wurde
says-unit-ordinary = Nichts spricht für einen Austausch bei einer Reparatur
says-unit-replacement = Es ist das neue Gerät eines Austauschs bei einer Reparatur
says-unit-replaced = Es ist das alte Gerät eines Austauschs bei einer Reparatur

says-migration-unread = Niemand hat gelesen, ob ein Wechsel zwischen Diensten geplant ist
says-migration-none = Es ist kein Wechsel zwischen Diensten geplant
says-migration-ahead = Ein Wechsel zwischen Diensten ist geplant, und die Frist läuft noch
says-migration-overdue = Ein Wechsel zwischen Diensten ist geplant, und die Frist ist abgelaufen
says-migration-failed = Apple meldet, dass der Wechsel zwischen Diensten gescheitert ist
says-migration-done = Der Wechsel zwischen Diensten ist abgeschlossen

says-released-by-unread = Es ist nicht bekannt, wer es freigegeben hat
says-released-by-user = Die Person, die es hatte, hat es freigegeben, wie sie es in den 30 Tagen nach einer Aufnahme von Hand darf
says-released-by-mdm = Ein Geräteverwaltungsdienst hat es freigegeben
says-released-by-reseller = Der Händler hat es freigegeben
says-released-by-admin = Ein Administrator oder die Programmierschnittstelle hat es freigegeben
says-released-by-replacement = Es wurde durch einen Austausch bei einer Reparatur freigegeben

says-identity-unread = Es ließ sich zwischen den Quellen nicht vergleichen
says-identity-exact = Die Seriennummer ist in allen Quellen dieselbe
says-identity-lookalike = Eine andere Quelle hat eine Seriennummer, die sich nur durch das führende S eines Strichcodes oder durch O und 0 unterscheidet
says-identity-by-imei = Die IMEI steht in einer anderen Quelle unter einer anderen Seriennummer
says-identity-conflict = Seriennummer und IMEI zeigen auf verschiedene Geräte

## Intunes Listen und Token: Tor G2

says-listing-unread = Niemand hat Intunes Gerätelisten gelesen
says-listing-absent = Es steht auf keiner von Intunes Listen, die für es gelten, und alle wurden gelesen
says-listing-token = Es steht auf der Liste eines Tokens für Registrierungsprogramm
says-listing-upload = Es steht nur auf einer hochgeladenen Liste von Seriennummern, die zu keiner automatischen Registrierung führt
says-listing-deleted = Es steht auf der Liste eines Tokens, dort aber als bei Apple entfernt
says-listing-two-tokens = Es steht auf den Listen zweier Token für Registrierungsprogramm

says-listed-age-unread = Es ist nicht bekannt, seit wann es auf Intunes Liste steht
says-listed-age-fresh = Es steht seit weniger als 48 Stunden auf Intunes Liste
says-listed-age-month = Es steht seit weniger als 30 Tagen auf Intunes Liste
says-listed-age-quarter = Es steht seit 30 bis 90 Tagen auf Intunes Liste
says-listed-age-old = Es steht seit 90 Tagen oder länger auf Intunes Liste

says-token-unread = Niemand hat gelesen, ob sein Token für Registrierungsprogramm in Ordnung ist
says-token-valid = Sein Token für Registrierungsprogramm ist gültig und wird synchronisiert
says-token-expired = Sein Token für Registrierungsprogramm ist abgelaufen
says-token-terms = Bei seinem Token für Registrierungsprogramm sind Apples Geschäftsbedingungen noch nicht angenommen
says-token-refused = Apple weist sein Token für Registrierungsprogramm ab, obwohl es dem Datum nach gültig ist
says-token-server-gone = Den Geräteverwaltungsdienst seines Tokens gibt es bei Apple nicht mehr
says-token-stale = Sein Token für Registrierungsprogramm meldet keinen Fehler, wurde aber seit mehr als einem Tag nicht synchronisiert
says-token-no-consent = Seinem Token für Registrierungsprogramm fehlt die Zustimmung zur Datenübermittlung an Apple

says-sync-since-unread = Es ist nicht bekannt, ob das Token seit der letzten Änderung bei Apple synchronisiert wurde
says-sync-since-yes = Das Token wurde seit der letzten Änderung des Geräts bei Apple synchronisiert
says-sync-since-not-yet = Das Token wurde seit der letzten Änderung bei Apple noch nicht synchronisiert, die keine 12 Stunden alt ist
says-sync-since-overdue = Das Token wurde seit der letzten Änderung bei Apple nicht synchronisiert, obwohl sie mehr als 12 Stunden alt ist

says-counts-unread = Die Gerätezahlen von Intunes Token und Apples Dienst ließen sich nicht vergleichen
says-counts-equal = Intunes Token und Apples Dienst zählen gleich viele Geräte
says-counts-behind = Intunes Token zählt weniger Geräte als Apples Dienst

## Das Registrierungsprofil: Tore G3 und G4

says-profile-unread = Niemand hat gelesen, welches Registrierungsprofil ihm zugewiesen ist
says-profile-none = Ihm ist kein Registrierungsprofil zugewiesen
says-profile-present = Ihm ist ein passendes Registrierungsprofil zugewiesen
says-profile-dangling = Ihm ist ein Registrierungsprofil zugewiesen, das es nicht mehr gibt
says-profile-unsuitable = Ihm ist ein Registrierungsprofil für eine andere Plattform oder andere Hardware zugewiesen

says-profile-settled-unread = Es ist nicht bekannt, wann das Registrierungsprofil zugewiesen wurde
says-profile-settled-settled = Das Registrierungsprofil wurde vor mindestens 30 Minuten zugewiesen, Apple hatte also Zeit, es zu übernehmen
says-profile-settled-fresh = Das Registrierungsprofil wurde vor weniger als 30 Minuten zugewiesen

says-profile-origin-unread = Das Alter des Registrierungsprofils ließ sich nicht mit dem des Tokens vergleichen
says-profile-origin-after-token = Das Registrierungsprofil wurde nach dem Hochladen des Tokens erstellt oder geändert
says-profile-origin-before-token = Das Registrierungsprofil ist älter als das hochgeladene Token und wurde seither nicht geändert

says-sign-in-method-unread = Es ist nicht bekannt, wie sich die Person beim Einrichten anmeldet
says-sign-in-method-userless = Sein Registrierungsprofil registriert ohne Benutzer
says-sign-in-method-modern = Sein Registrierungsprofil nutzt den Systemassistenten mit moderner Authentifizierung
says-sign-in-method-legacy = Sein Registrierungsprofil nutzt den Systemassistenten (Legacy)
says-sign-in-method-company-portal = Sein Registrierungsprofil nutzt das Unternehmensportal zur Anmeldung

says-default-profile-unread = Niemand hat gelesen, ob das Token ein Standardprofil hat
says-default-profile-set = Das Token hat ein Standardprofil für diese Plattform
says-default-profile-missing = Das Token hat kein Standardprofil für diese Plattform

says-profile-check-unread = Der Inhalt des Registrierungsprofils wurde nicht geprüft
says-profile-check-sound = Der Inhalt des Registrierungsprofils ist so, wie Apple ihn annimmt
says-profile-check-invalid = Ein Feld des Registrierungsprofils ist zu lang oder widerspricht einem anderen, sodass Apple es ablehnt

## Ob und wann es eingerichtet wurde: Tor G5

says-lock-unread = Niemand hat gelesen, ob eine Aktivierungssperre besteht
says-lock-none = Es besteht keine Aktivierungssperre, was nichts beweist
says-lock-user = Es ist an einen persönlichen Apple Account gesperrt: Jemand hat es eingerichtet und benutzt es
says-lock-mdm = Ein Geräteverwaltungsdienst hat es gesperrt

says-care-unread = Niemand hat gelesen, wann die Garantie begann
says-care-missing = Bei Apple ist keine Garantie verzeichnet
says-care-much-before = Die Garantie begann mehr als 14 Tage vor der Aufnahme in die Organisation
says-care-near = Die Garantie begann innerhalb von 14 Tagen um die Aufnahme in die Organisation
says-care-after = Die Garantie begann mehr als 14 Tage nach der Aufnahme in die Organisation

says-register-unread = Niemand hat Ihr Geräteregister gelesen
says-register-not-listed = Ihr Geräteregister enthält es nicht
says-register-stock = Ihr Geräteregister führt es im Lager
says-register-handed-out = Ihr Geräteregister führt es als ausgegeben
says-register-returned = Ihr Geräteregister führt es als zurückgegeben
says-register-lost = Ihr Geräteregister führt es als verloren, gestohlen oder entsorgt
says-register-unsaid = Ihr Geräteregister enthält es, ohne zu sagen, wo es ist

says-handed-when-unread = Es ist nicht bekannt, wann es ausgegeben wurde
says-handed-when-before-added = Es wurde ausgegeben, bevor es in die Organisation kam
says-handed-when-before-assigned = Es wurde ausgegeben, bevor es dem Dienst von Intune zugewiesen wurde
says-handed-when-before-imported = Es wurde ausgegeben, bevor Intune es importierte
says-handed-when-before-profile = Es wurde ausgegeben, bevor das Registrierungsprofil zugewiesen wurde
says-handed-when-after-profile = Es wurde ausgegeben, nachdem das Registrierungsprofil zugewiesen war

says-used-when-unread = Kein Zeichen von Nutzung sagt, wann es zuletzt eingerichtet wurde
says-used-when-before-added = Es wurde zuletzt eingerichtet, bevor es in die Organisation kam
says-used-when-before-assigned = Es wurde zuletzt eingerichtet, bevor es dem Dienst von Intune zugewiesen wurde
says-used-when-before-imported = Es wurde zuletzt eingerichtet, bevor Intune es importierte
says-used-when-before-profile = Es wurde zuletzt eingerichtet, bevor das Registrierungsprofil zugewiesen wurde
says-used-when-after-profile = Es wurde zuletzt eingerichtet, nachdem das Registrierungsprofil zugewiesen war

says-holder-sign-ins-unread = Niemand hat die Anmeldungen der Person gelesen, die es hat
says-holder-sign-ins-none = Die Person, die es hat, meldet sich von keinem unverwalteten iPhone oder iPad an
says-holder-sign-ins-unmanaged = Die Person, die es hat, meldet sich von einem iPhone oder iPad an, das niemand verwaltet

says-siblings-unread = Es ist nicht bekannt, wie es anderen Geräten derselben Bestellung erging
says-siblings-alone = Kein anderes Gerät kam mit derselben Bestellung
says-siblings-few = Weniger als 30 % der Geräte derselben Bestellung sind registriert
says-siblings-some = Zwischen 30 und 90 % der Geräte derselben Bestellung sind registriert
says-siblings-most = Mindestens 90 % der Geräte derselben Bestellung sind registriert

says-look-unread = Niemand hat es angesehen
says-look-sealed = Jemand sah es originalverpackt
says-look-hello = Jemand sah es am Hallo-Bildschirm, nicht eingerichtet
says-look-remote-management = Jemand sah es bei „Entfernte Verwaltung“ oder bei der Anmeldung danach
says-look-in-use = Jemand sah es in Gebrauch, ohne Verwaltung
says-look-other-management = Jemand sah es in Gebrauch, von einem anderen Dienst verwaltet
says-look-managed = Jemand sah es in Gebrauch, von Ihrer Organisation verwaltet
says-look-stopped = Jemand sah, dass ein Fehler oder eine Sperre den Systemassistenten anhält
says-look-missing = Jemand hat es gesucht, und niemand kann es finden

says-setup-story-unread = Niemand wurde gefragt, wie es zuletzt eingerichtet wurde
says-setup-story-as-new = Es wurde zuletzt als neues Gerät eingerichtet
says-setup-story-quick-start = Es wurde zuletzt von einem danebengehaltenen Gerät aus eingerichtet
says-setup-story-restored = Es wurde zuletzt aus einer Sicherung eingerichtet
says-setup-story-unknown = Niemand weiß mehr, wie es zuletzt eingerichtet wurde

says-other-mdm-unread = Niemand wurde gefragt, ob ein anderer Dienst es verwaltete
says-other-mdm-no = Es wurde nicht von einem anderen Dienst verwaltet
says-other-mdm-yes = Es wurde von einem anderen Dienst verwaltet und wird es noch

says-site-cluster-unread = Andere Geräte desselben Standorts ließen sich nicht vergleichen
says-site-cluster-alone = Andere Geräte desselben Standorts scheitern nicht auf diese Weise
says-site-cluster-cluster = Die meisten Geräte desselben Standorts scheitern, die anderer Standorte nicht

says-unlock-plan-unread = Niemand wurde gefragt, ob sich die persönliche Aktivierungssperre aufheben lässt
says-unlock-plan-ready = Die Person, die es hat, kann sich vom Apple Account abmelden und wird es tun
says-unlock-plan-impossible = Niemand kann sich auf ihm vom Apple Account abmelden

## Ob es versucht wurde: Tore G6 bis G8

says-state-unread = Niemand hat den Registrierungsstatus in Intunes Liste gelesen
says-state-unknown = Intunes Liste kennt seinen Registrierungsstatus nicht
says-state-enrolled = Intunes Liste nennt es registriert
says-state-pending-reset = Laut Intunes Liste wurde es mit einem anderen Profil registriert als dem jetzt zugewiesenen
says-state-failed = In Intunes Liste ist eine gescheiterte Registrierung verzeichnet
says-state-not-contacted = Intunes Liste führt es als importiert, nicht registriert und ohne Fehlschlag
says-state-blocked = Intunes Liste führt es als blockiert: ein Gerät ohne Benutzer, dessen Apps sich nicht installieren ließen

says-contact-unread = Niemand hat gelesen, wann es zuletzt Kontakt hatte
says-contact-never = Laut Intunes Liste hatte es nie Kontakt
says-contact-once = Laut Intunes Liste hatte es mindestens einmal Kontakt

says-failure-unread = Niemand hat die gescheiterten Registrierungen gelesen
says-failure-none = Für das Gerät und die Person ist keine gescheiterte Registrierung verzeichnet
says-failure-restriction = Eine Registrierungseinschränkung hat es abgewiesen
says-failure-licence = Die Registrierung scheiterte, weil der Person die Lizenz fehlt oder sie nicht in der Gruppe ist
says-failure-cap = Die Registrierung scheiterte, weil die Person zu viele Geräte hat
says-failure-authentication = Die Registrierung scheiterte, weil sich die Person nicht anmelden konnte
says-failure-authorization = Die Person meldete sich an, durfte aber kein Gerät registrieren
says-failure-account = Die Registrierung scheiterte, weil das Konto gesperrt oder unbekannt ist
says-failure-not-supported = Die Registrierung scheiterte, weil das Gerät oder seine Systemversion nicht unterstützt wird
says-failure-disconnected = Die Registrierung scheiterte, weil die Verbindung zum Gerät abbrach
says-failure-abandoned = Die Person hat die Registrierung abgebrochen
says-failure-push = Die Registrierung scheiterte am Apple-Push-Zertifikat
says-failure-identity = Die Registrierung scheiterte, weil das Gerät kein Identitätszertifikat bekam
says-failure-authority = Die Registrierung scheiterte, weil der Mandant nicht für die Geräteverwaltung eingerichtet oder abonniert ist
says-failure-diverted = Eine andere Richtlinie hat die Person zur Benutzerregistrierung umgeleitet
says-failure-manager = Die Registrierung scheiterte, weil ein Konto eines Geräteregistrierungs-Managers benutzt wurde
says-failure-government = Die Registrierung scheiterte an der Government-Cloud
says-failure-clock = Die Registrierung scheiterte, weil die Uhr des Geräts falsch geht
says-failure-other = Eine gescheiterte Registrierung ist verzeichnet, deren Grund keine Ursache nennt

says-enroll-sign-in-unread = Niemand hat die Anmeldungen bei Microsoft Intune Enrollment gelesen
says-enroll-sign-in-none = Die Person hat sich nie bei Microsoft Intune Enrollment angemeldet
says-enroll-sign-in-success = Die Person hat sich bei Microsoft Intune Enrollment angemeldet
says-enroll-sign-in-mfa = Die Anmeldung bei Microsoft Intune Enrollment scheiterte an der mehrstufigen Authentifizierung
says-enroll-sign-in-blocked = Der bedingte Zugriff hat die Anmeldung bei Microsoft Intune Enrollment blockiert
says-enroll-sign-in-terms = Die Anmeldung bei Microsoft Intune Enrollment scheiterte an Nutzungsbedingungen
says-enroll-sign-in-failed = Die Anmeldung bei Microsoft Intune Enrollment scheiterte

says-erased-unread = Niemand hat gelesen, ob es gelöscht wurde
says-erased-none = Apples Prüfereignisse nennen in der gelesenen Zeit kein Löschen
says-erased-before-profile = Es wurde zuletzt gelöscht, bevor das Registrierungsprofil zugewiesen wurde
says-erased-since-profile = Es wurde gelöscht, nachdem das Registrierungsprofil zugewiesen war

## Sobald es verwaltet ist: Tore G9 bis G12

says-managed-unread = Niemand hat Intunes verwaltete Geräte gelesen
says-managed-none = Intune hat kein verwaltetes Gerät mit dieser Seriennummer
says-managed-automated = Intune verwaltet es, automatisch registriert
says-managed-by-hand = Intune verwaltet es, aber es wurde von Hand registriert
says-managed-several = Intune hat mehrere verwaltete Geräte mit dieser Seriennummer
says-managed-unsaid = Intune verwaltet es, ohne zu sagen, wie es registriert wurde

says-supervised-unread = Niemand hat gelesen, ob es betreut ist
says-supervised-yes = Es ist betreut
says-supervised-no = Es ist nicht betreut

says-check-in-unread = Niemand hat gelesen, wann es sich zuletzt gemeldet hat
says-check-in-never = Es hat sich nie gemeldet
says-check-in-new = Es wurde vor weniger als 24 Stunden registriert
says-check-in-recent = Es hat sich in den letzten 30 Tagen gemeldet
says-check-in-stale = Es hat sich seit mehr als 30 Tagen nicht gemeldet

says-registered-unread = Niemand hat gelesen, ob es in Microsoft Entra registriert ist
says-registered-yes = Es ist in Microsoft Entra registriert
says-registered-no = Es ist nicht in Microsoft Entra registriert

says-compliance-unread = Niemand hat gelesen, ob es konform ist
says-compliance-compliant = Es ist konform
says-compliance-noncompliant = Es ist nicht konform
says-compliance-unsettled = Seine Konformität ist nicht geklärt

says-management-unread = Niemand hat gelesen, was Intune mit ihm macht
says-management-managed = Intune verwaltet es
says-management-wipe = Ein Zurücksetzen wurde angeordnet
says-management-retire = Eine Außerbetriebnahme oder Löschung wurde angeordnet
says-management-unhealthy = Intune nennt es fehlerhaft
says-management-discovered = Intune hat es gefunden, aber nicht vollständig registriert

says-certificate-unread = Niemand hat gelesen, ob sein Verwaltungszertifikat gültig ist
says-certificate-valid = Sein Verwaltungszertifikat ist gültig
says-certificate-expired = Sein Verwaltungszertifikat ist abgelaufen: Es kann sich nicht mehr melden

says-gone-unread = Es ist nicht bekannt, ob es schon einmal registriert war
says-gone-no = Nichts spricht dafür, dass es schon einmal registriert war
says-gone-yes = Es war einmal registriert oder in Kontakt, und kein verwaltetes Gerät ist davon übrig

## Der ganze Mandant

says-push-unread = Niemand hat das Apple-Push-Zertifikat gelesen
says-push-valid = Das Apple-Push-Zertifikat ist gültig
says-push-missing = Der Mandant hat kein Apple-Push-Zertifikat
says-push-expired = Das Apple-Push-Zertifikat ist abgelaufen

says-silence-unread = Es ließ sich nicht vergleichen, wann verwaltete Geräte verstummten
says-silence-ordinary = Die verwalteten Geräte sind nicht gemeinsam verstummt
says-silence-mass = Die meisten verwalteten Apple-Geräte verstummten an ein und demselben Tag, und dieses mit ihnen

says-platform-rule-unread = Niemand hat die Registrierungseinschränkungen gelesen
says-platform-rule-allowed = Keine Registrierungseinschränkung für alle verbietet diese Plattform
says-platform-rule-blocked = Eine Registrierungseinschränkung für alle verbietet diese Plattform

says-os-rule-unread = Seine Systemversion ließ sich nicht mit den Registrierungseinschränkungen vergleichen
says-os-rule-fits = Seine Systemversion genügt den Registrierungseinschränkungen
says-os-rule-too-old = Eine Registrierungseinschränkung verlangt eine Systemversion, die es nicht hat

says-vpp-unread = Niemand hat gelesen, ob das Token für Apps und Bücher funktioniert
says-vpp-not-needed = Sein Registrierungsprofil braucht kein Token für Apps und Bücher
says-vpp-valid = Das Token für Apps und Bücher, das das Unternehmensportal installiert, funktioniert
says-vpp-broken = Das Token für Apps und Bücher, das das Unternehmensportal installieren soll, funktioniert nicht

says-access-unread = Niemand hat die Richtlinien für bedingten Zugriff gelesen
says-access-clear = Keine aktive Richtlinie für bedingten Zugriff steht der Registrierung im Weg
says-access-blocks = Eine Richtlinie für bedingten Zugriff blockiert die Registrierungs-App
says-access-terms = Der bedingte Zugriff verlangt Nutzungsbedingungen, die ein nicht registriertes Gerät nicht annehmen kann
says-access-method = Der bedingte Zugriff verlangt eine Anmeldemethode, die der Systemassistent nicht zeigen kann

says-family-default-unread = Niemand hat gelesen, welcher Dienst neue Geräte standardmäßig bekommt
says-family-default-covered = Ein Dienst bekommt neue Geräte dieser Produktfamilie standardmäßig
says-family-default-missing = Kein Dienst bekommt neue Geräte dieser Produktfamilie standardmäßig

## Das Gerät selbst

says-kind-unread = Es ist nicht bekannt, was für ein Gerät es ist
says-kind-ios = Es ist ein iPhone oder iPad, das Apple nur beim Einrichten fragt
says-kind-mac = Es ist ein Mac, der Apple auch nach dem Einrichten fragt
says-kind-tv = Es ist ein Apple TV
says-kind-vision = Es ist eine Apple Vision
says-kind-watch = Es ist eine Apple Watch

says-os-generation-unread = Seine Systemversion ist nicht bekannt
says-os-generation-before-26 = Sein System ist älter als Version 26 und kann nicht ohne Löschen zwischen Diensten wechseln
says-os-generation-from-26 = Sein System ist Version 26 oder neuer und kann ohne Löschen zwischen Diensten wechseln

says-tokens-unread = Niemand hat Intunes Token für Registrierungsprogramm gelesen
says-tokens-some = Intune hat mindestens ein Token für Registrierungsprogramm
says-tokens-none = Intune hat kein Token für Registrierungsprogramm

## Fragen an eine Person

question-look = Was sehen Sie, wenn Sie das Gerät ansehen?
answer-look-sealed = Es ist originalverpackt
answer-look-hello = Es zeigt „Hallo“ und ist nicht eingerichtet
answer-look-remote-management = Es zeigt „Entfernte Verwaltung“ oder die Anmeldung danach
answer-look-in-use = Es ist in Gebrauch, ohne Verwaltung
answer-look-other-management = Es ist in Gebrauch, von einem anderen Dienst verwaltet
answer-look-managed = Es ist in Gebrauch, von uns verwaltet
answer-look-stopped = Ein Fehler oder eine Sperre hält den Systemassistenten an
answer-look-missing = Niemand kann es finden

question-setup-story = Wie wurde das Gerät zuletzt eingerichtet?
answer-setup-story-as-new = Als neues Gerät
answer-setup-story-quick-start = Von einem danebengehaltenen Gerät aus (Schnellstart)
answer-setup-story-restored = Aus einer Sicherung
answer-setup-story-unknown = Niemand weiß es mehr

question-other-mdm = Wurde das Gerät vorher von einem anderen Dienst verwaltet?
answer-other-mdm-no = Nein
answer-other-mdm-yes = Ja, und es wird es noch

question-unlock-plan = Kann sich die Person, die es hat, vom persönlichen Apple Account abmelden?
answer-unlock-plan-ready = Ja, sie kann und wird sich abmelden
answer-unlock-plan-impossible = Nein, niemand kann es

## Tore, Familien, Reichweiten, Maßnahmen, Stände

gate-g0 = In der Organisation bei Apple
gate-g1 = Bei Apple dem Dienst von Intune zugewiesen
gate-g2 = Auf der Liste von Intunes Token
gate-g3 = Registrierungsprofil zugewiesen
gate-g4 = Profil von Apple angenommen
gate-g5 = Bei Apple nachgefragt (beim Einrichten)
gate-g6 = „Entfernte Verwaltung“ gezeigt und bestätigt
gate-g7 = Anmeldung der Person
gate-g8 = Registrierung von Intune angenommen
gate-g9 = Erste Meldung bei Intune
gate-g10 = In Microsoft Entra registriert
gate-g11 = Konform
gate-g12 = Vom bedingten Zugriff zugelassen

family-waiting = Gesund und wartend
family-order = Moment verpasst
family-custody = Nicht unseres oder beim falschen Dienst
family-tenant = Fehler des Mandanten
family-user = Person und Konto
family-network = Netzwerk und Hardware
family-after = Nach der Registrierung
family-migration = Zwischen zwei Diensten

scope-device = ein Gerät
scope-token = alle Geräte eines Tokens
scope-profile = alle Geräte eines Registrierungsprofils
scope-restriction = alle Geräte unter einer Registrierungseinschränkung
scope-family = alle Geräte einer Produktfamilie
scope-tenant = der ganze Mandant

action-none = Nichts zu tun
action-wait = Warten und wieder nachsehen
action-ask = Zuerst eine Frage stellen
action-configure = Eine Einstellung ändern; das Gerät bleibt, wie es ist
action-migrate = Das Gerät ohne Löschen umziehen
action-clean = Die Datensätze aufräumen
action-erase = Das Gerät löschen und neu einrichten

standing-healthy = Gesund
standing-waiting = Wartet
standing-needs-you = Braucht Sie
standing-cannot-tell = Erst eine Frage

## Was vor einem Löschen geschehen muss

hold-live-data = Schließen Sie aus, dass das Gerät in Gebrauch ist und anderswo verwaltet wird: Löschen würde Arbeitsdaten vernichten
hold-gate-not-green = Bringen Sie dies in Ordnung, sonst kommt das Gerät unverwaltet zurück: { $what }
hold-personal-lock = Lassen Sie die Person sich vom persönlichen Apple Account abmelden, sonst bleibt das Gerät nach dem Löschen gesperrt
hold-lock-unread = Lassen Sie die Aktivierungssperre lesen: Niemand hat nachgesehen, ob es eine gibt
hold-not-sure-enough = Sorgen Sie für mehr Gewissheit, dass nur Löschen hilft: Eine andere Ursache ist noch zu wahrscheinlich
hold-identity-unclear = Stellen Sie fest, welches Gerät dies ist: Die Quellen widersprechen einander
hold-never-seen-in-use = Lassen Sie jemanden das Gerät ansehen: Nichts zeigt, dass es je benutzt wurde, und Schweigen ist kein Beweis
hold-other-management = Fragen Sie, ob noch ein anderer Dienst das Gerät verwaltet: Es kam von einem und arbeitet vielleicht noch dort

## Wegmarken eines Geräts

milestone-ordered = Bestellt
milestone-added = In die Organisation aufgenommen
milestone-assigned = Dem Dienst von Intune zugewiesen
milestone-reassigned = Demselben Dienst erneut zugewiesen
milestone-imported = In Intune importiert
milestone-profiled = Registrierungsprofil zugewiesen
milestone-set-up = Zuletzt eingerichtet
milestone-erased = Gelöscht
milestone-enrolled = In Intune registriert
milestone-checked-in = Letzte Meldung
milestone-contacted = Zuletzt in Kontakt mit Intune
milestone-attempted = Registrierung gescheitert, zuletzt
milestone-released = Aus der Organisation freigegeben
milestone-handed-out = Ausgegeben
milestone-covered = Garantie begann

says-ownership-unread = Niemand hat nachgesehen, wem es laut Intune gehört
says-ownership-company = Laut Intune gehört es der Organisation
says-ownership-personal = Laut Intune gehört es einer Person privat
says-kind-foreign = Es ist kein Gerät von Apple
