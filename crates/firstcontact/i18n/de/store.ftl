# Der Speicher: was frühere Snapshots wussten.

store-ingested = { $tenant }: { $devices } Geräte mit Stand { $at } sind im Speicher
store-known = { $tenant }: Der Snapshot von { $at } mit { $devices } Geräten war schon im Speicher; geändert wurde nichts
store-new = neu
store-returned = wieder genannt
store-healed = funktionieren jetzt
store-broke = waren in Ordnung und sind es nicht mehr
store-changed = anders geändert
store-gone = verschwunden
store-unseen = nicht gesehen, aber eine Liste wurde nicht ganz gelesen
store-status = Speicher { $store } ({ $kind })
store-empty = Im Speicher ist noch kein Tenant; beginnen Sie mit: firstcontact store ingest SNAPSHOT
store-tenant = { $tenant }: { $devices } Geräte mit Stand { $at }, Snapshots: { $snapshots }
store-needs-you = brauchen Sie
store-cannot-tell = brauchen zuerst eine Antwort
store-waiting = warten, und das ist richtig so
store-healthy = sind in Ordnung
store-finding = { $code } { $scope }, gesehen seit { $since }
store-since = Änderungen seit { $at }:
store-which-tenant = Der Speicher hat mehrere Tenants oder diesen nicht; nennen Sie mit --tenant einen von: { $known }
store-no-device = { $serial } ist nicht in { $store }; vielleicht ist die Seriennummer vertippt, oder kein Snapshot hat sie genannt
store-forget-really = Alles über { $serial } würde gelöscht und lässt sich nicht zurückholen; sagen Sie --yes, wenn das gemeint ist. Solange der Tenant das Gerät hat, nennt es der nächste Snapshot neu
store-forgotten = { $subject } ist vergessen. Gelöscht: { $devices } Gerät, { $changes } Änderungen, { $said } Antworten und Notizen, { $other } weitere
store-retained = Nichts von vor dem { $subject } wird mehr aufbewahrt. Gelöscht: { $devices } verschwundene Geräte, { $changes } Änderungen, { $said } Antworten und Notizen, { $other } weitere
store-backed-up = { $from } ist nach { $to } kopiert, und die Kopie ist heil
store-restored = { $to } ist wieder ein Speicher, so wie { $from } ihn hat
store-backup-elsewhere = { $store } liegt in PostgreSQL, das eigene Werkzeuge dafür hat: pg_dump --format=custom --file=DATEI URL, und zurück in eine leere Datenbank: pg_restore --dbname=URL DATEI
