# The store: what earlier snapshots knew.

store-ingested = { $tenant }: { $devices } devices as of { $at } are in the store
store-known = { $tenant }: the snapshot of { $at } with { $devices } devices was in the store already; nothing was changed
store-new = new
store-returned = named again
store-healed = work now
store-broke = were well and are not
store-changed = changed otherwise
store-gone = gone
store-unseen = not seen, but a list was not read whole
store-status = Store { $store } ({ $kind })
store-empty = There is no tenant in the store yet; begin with: firstcontact store ingest SNAPSHOT
store-tenant = { $tenant }: { $devices } devices as of { $at }, snapshots: { $snapshots }
store-needs-you = need you
store-cannot-tell = need an answer first
store-waiting = wait, and that is right
store-healthy = are well
store-finding = { $code } { $scope }, seen since { $since }
store-since = Changes since { $at }:
store-which-tenant = the store has several tenants, or not this one; say --tenant with one of: { $known }
store-no-device = { $serial } is not in { $store }; the serial number may be mistyped, or no snapshot has named it
store-forget-really = everything about { $serial } would be deleted, and cannot be brought back; say --yes if that is meant. As long as the tenant has the device, the next snapshot names it anew
store-forgotten = { $subject } is forgotten. Deleted: { $devices } device, { $changes } changes, { $said } answers and notes, { $other } others
store-retained = Nothing before { $subject } is kept any more. Deleted: { $devices } devices that are gone, { $changes } changes, { $said } answers and notes, { $other } others
store-backed-up = { $from } was copied to { $to }, and the copy is sound
store-restored = { $to } is a store again, as { $from } has it
store-backup-elsewhere = { $store } is on PostgreSQL, whose own tools copy it: pg_dump --format=custom --file=FILE URL, and back into an empty database: pg_restore --dbname=URL FILE
