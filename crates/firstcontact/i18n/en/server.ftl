# The service: what `serve` prints, and its messages to people.

serve-listening = listening on { $address }
serve-first-link = nobody has entered yet; enter within 15 minutes as administrator: { $address }
serve-link = { $address }
serve-interrupt = end it with Ctrl-C; another link: firstcontact serve link
serve-key-once = keep it now: only its hash is stored, and it is not shown again
serve-alert-sent = sent

alert-kind-token = enrollment program token
alert-kind-push-certificate = Apple push certificate
alert-kind-apps-token = apps and books token
alert-token-title = { $tenant }: { $what } "{ $name }" ends in { $days } days
alert-token-detail = It ends on { $date }. Renew it before, with the same Apple account; afterwards no new device arrives.
alert-expired-title = { $tenant }: { $what } "{ $name }" has ended
alert-expired-detail = It ended on { $date }. Renew it with the same Apple account; until then no new device arrives.
alert-finding-title = { $tenant }: { $code } { $title }
alert-finding-detail = Where: { $name }. Devices that suffer from it: { $devices }.
alert-new-cause-title = { $tenant }: { $devices } more devices were set up before they were added
alert-new-cause-detail = New with C01: { $serials }. Each needs an erase; find out why the order of work was wrong.
alert-share-title = { $tenant }: { $percent } % of all devices need somebody
alert-share-detail = These are { $devices } devices; the limit is { $limit } %.
alert-sync-title = { $tenant }: token { $name } has not read Apple's list for { $hours } hours
alert-sync-detail = Intune reads it twice a day; the last time was { $at }. Devices added at Apple since then are not on Intune's list: look at the token in Intune, and at Apple's terms.
alert-report-title = { $tenant }: new reports
alert-report-detail = The executive report, the workbook and the evidence lie in { $folder }.
alert-collection-title = { $tenant }: the collection failed
alert-collection-detail = { $why }
alert-test-title = firstcontact: this is a test
alert-test-detail = If you read this, messages arrive here.
worker-needs-postgresql = the work of { $store } cannot be shared between processes; `firstcontact serve` does it alone, or name a PostgreSQL with --store postgresql://…
worker-ready = Working for { $tenants } tenants on { $store }; Ctrl-C ends
setting-two-ways = [tenant.{ $name }] has both snapshots and access to the tenant; keep one of them
