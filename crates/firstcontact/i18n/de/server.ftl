# Der Dienst: was `serve` ausgibt, und seine Nachrichten an Menschen.

serve-listening = erreichbar unter { $address }
serve-first-link = noch war niemand hier; als Administrator innerhalb von 15 Minuten eintreten: { $address }
serve-link = { $address }
serve-interrupt = beenden mit Strg-C; noch ein Link: firstcontact serve link
serve-key-once = jetzt aufbewahren: gespeichert ist nur der Hash, gezeigt wird er nicht noch einmal
serve-alert-sent = gesendet

alert-kind-token = Registrierungsprogramm-Token
alert-kind-push-certificate = Apple-Push-Zertifikat
alert-kind-apps-token = Token für Apps und Bücher
alert-token-title = { $tenant }: { $what } „{ $name }“ endet in { $days } Tagen
alert-token-detail = Es endet am { $date }. Vorher mit demselben Apple-Account erneuern; danach kommt kein neues Gerät mehr an.
alert-expired-title = { $tenant }: { $what } „{ $name }“ ist abgelaufen
alert-expired-detail = Es endete am { $date }. Mit demselben Apple-Account erneuern; bis dahin kommt kein neues Gerät an.
alert-finding-title = { $tenant }: { $code } { $title }
alert-finding-detail = Wo: { $name }. Betroffene Geräte: { $devices }.
alert-new-cause-title = { $tenant }: { $devices } weitere Geräte wurden eingerichtet, bevor sie hinzugefügt waren
alert-new-cause-detail = Neu mit C01: { $serials }. Jedes muss gelöscht werden; klären, warum die Reihenfolge nicht stimmte.
alert-share-title = { $tenant }: { $percent } % aller Geräte brauchen jemanden
alert-share-detail = Das sind { $devices } Geräte; die Grenze liegt bei { $limit } %.
alert-sync-title = { $tenant }: Token { $name } hat Apples Liste seit { $hours } Stunden nicht gelesen
alert-sync-detail = Intune liest sie zweimal am Tag; zuletzt { $at }. Was seither bei Apple dazukam, steht nicht auf Intunes Liste: Sehen Sie das Token in Intune an und Apples Bedingungen.
alert-report-title = { $tenant }: neue Berichte
alert-report-detail = Der Bericht für die Leitung, die Arbeitsmappe und die Nachweise liegen in { $folder }.
alert-collection-title = { $tenant }: das Einsammeln ist fehlgeschlagen
alert-collection-detail = { $why }
alert-test-title = firstcontact: dies ist ein Test
alert-test-detail = Wer dies liest, den erreichen Nachrichten hier.
worker-needs-postgresql = die Arbeit von { $store } lässt sich nicht auf mehrere Prozesse verteilen; `firstcontact serve` erledigt sie allein, oder nennen Sie ein PostgreSQL mit --store postgresql://…
worker-ready = Arbeitet für { $tenants } Mandanten auf { $store }; Strg-C beendet
setting-two-ways = [tenant.{ $name }] hat sowohl snapshots als auch einen Zugang zum Mandanten; behalten Sie eines davon
