# The dashboard.

## Around every page

web-skip = Skip to the content
web-today = Today
web-fleet = Fleet
web-prevention = Prevention
web-handbook = Handbook
web-tenant = Tenant
web-audit = Audit
web-parts = Parts of the dashboard
web-find = Find
web-find-label = Serial number, person or order
web-account = Account
web-language = Language
web-theme = Colours
web-theme-auto = As the system
web-theme-light = Light
web-theme-dark = Dark
web-sign-out = Sign out
web-sign-out-everywhere = Sign out on all devices
web-foot = Reads only: nothing on these pages changes a device or a tenant.
web-save = Save
web-copy = Copy
web-paging = Pages
web-first-page = First page
web-next-page = Next page
web-home = To the start
web-ago-minutes =
    { $count ->
        [0] just now
        [one] a minute ago
       *[other] { $count } minutes ago
    }
web-ago-hours =
    { $count ->
        [one] an hour ago
       *[other] { $count } hours ago
    }
web-ago-days =
    { $count ->
        [one] a day ago
       *[other] { $count } days ago
    }
web-between = between { $from } and { $to }
web-before = before { $time }
web-ended = ended by { $time }
web-none = not known
web-none-gate = all passed
web-none-cause = nothing is wrong
web-none-finding = none of the tenant's faults

## What devices share

web-trait-standing = Standing
web-trait-cause = Cause
web-trait-family = Kind of cause
web-trait-gate = Stopped at gate
web-trait-action = What to do
web-trait-erase = Erase needed
web-trait-platform = System
web-trait-model = Model
web-trait-source = How it came
web-trait-server = Service at Apple
web-trait-finding = Fault of the tenant
web-standing-needs-you = Needs you
web-standing-cannot-tell = Cannot tell
web-standing-waiting = Waiting
web-standing-healthy = Healthy
web-erase-yes = Erase needed
web-erase-no = No erase
web-act-none = Nothing
web-act-wait = Wait
web-act-ask = Ask
web-act-configure = Change a setting
web-act-migrate = Move it
web-act-clean = Tidy records
web-act-erase = Erase
web-source-apple = bought from Apple
web-source-reseller = bought from a reseller
web-source-manually-added = added by hand
web-seen-present = In the newest look
web-seen-unseen = Not seen: a list was not read whole
web-seen-gone = Gone: no source names it any more
web-holder = Held by

## Today

web-headline-well = Nothing needs you today
web-headline-ask =
    { $count ->
        [one] One device waits for an answer
       *[other] { $count } devices wait for an answer
    }
web-headline-needs =
    { $count ->
        [one] One device needs you
       *[other] { $count } devices need you
    }
web-taken = As of { $time }, { $ago }
web-stale = This is not today's picture.
web-stale-next = The last look is more than a day old. See when the tenant was read, and why not since:
web-card-needs-you = Somebody must act
web-card-cannot-tell = One question settles it
web-card-waiting = As it should; nothing to do
web-card-healthy = Enrolled and at work
web-trend-same = as at the look before
web-trend-more = ▲ { $number } more than before
web-trend-less = ▼ { $number } fewer than before
web-spark = { $name }: the last looks, oldest first
web-findings = Faults of the tenant
web-findings-none = None: whatever is wrong concerns single devices.
web-findings-why = Mend these first. Each explains many devices, and is mended once.
web-findings-over = Faults that are over
web-worst = The most urgent devices
web-worst-none = No device needs anybody.
web-worst-all = All that need you
web-steps = What they need
web-changes = Changes
web-changes-since = Since the look of { $time }
web-changes-none = Nothing changed.
web-changes-first = This was the first look; the next one shows what changed.
web-changes-all = Devices by last change
web-change-broke = broke
web-change-healed = healed
web-change-new = new
web-change-returned = named again
web-change-changed = otherwise changed
web-change-gone = gone
web-change-unseen = not seen
web-expiries = Tokens and certificates
web-expiries-none = No token and no certificate was read.
web-expiry-token = enrollment program token
web-expiry-push-certificate = Apple push certificate
web-expiry-apps-token = token for apps
web-ends-today = ends today
web-ends-days =
    { $count ->
        [one] in a day
       *[other] in { $count } days
    }
web-ended-days =
    { $count ->
        [one] ended a day ago
       *[other] ended { $count } days ago
    }
web-causes-none = No device has a cause to explain.
web-causes-all = All causes
web-gaps =
    { $count ->
        [one] source was not read, or not whole
       *[other] sources were not read, or not whole
    }
web-gaps-close = What would close the gaps
web-gaps-none = None: every source was read whole.
web-empty-title = Nothing has been read yet
web-empty-text = As soon as the tenant has been read for the first time, this page says what needs you.
web-empty-init = Describe the tenant:
web-empty-doctor = Check sign-in, permissions and network:
web-empty-wait = Wait for the next look; it comes by itself.

## Fleet

web-at-least = at least { $devices }
web-csv = Download CSV
web-csv-cut = The list ends here: this file holds no more rows. Narrow the list, or use firstcontact diagnose --format csv.
web-views = Saved views
web-view-by = Saved by { $by }
web-view-save = Save this view as
web-view-delete = Delete a view
web-filters = Filters
web-filters-clear = Clear all
web-filters-more = More
web-filter-remove = (remove this filter)
web-fleet-none = No device is like that. Take a filter away, or look for the beginning of a serial number, a person's name or an order.

## Device

web-stretch-apple = At Apple
web-stretch-sync = Between Apple and Intune
web-stretch-setup = While being set up
web-stretch-intune = In Intune
web-stretch-entra = In Microsoft Entra
web-journey-whole = It passed every gate
web-journey-stopped = Most probably it stopped at { $gate }: { $name }
web-journey-waits = It waits at { $gate }: { $name }
web-said = Written down. It counts from the next look on.
web-systemic = This is no fault of the device. It suffers from a fault of the tenant, which is mended once for all:
web-cause-more = The whole page of this cause
web-for = What speaks for it
web-against = What speaks against it
web-rivals = How the causes compare
web-facts = As read
web-value = Value
web-document = The whole diagnosis as JSON
web-rows = Rows as the vendors sent them
web-rows-hint = From the newest snapshot, whole and unchanged.
web-rows-place = { $file }, row { $row }
web-rows-none = No row of the newest snapshot names this device.
web-rows-nowhere = No snapshot of this tenant lies where this server runs: what was taken in with the command "store ingest" or by a worker elsewhere lies there. There, "firstcontact device" with --format rows tells the same.
web-export = Everything that is kept about this device (JSON)
web-state-same = as expected
web-state-other = not as expected
web-state-unread = not said
web-recent = recently
web-history = Since when
web-first-seen = First seen
web-last-seen = Last seen
web-cause-since = This cause since
web-changed = Last change
web-note = Note
web-note-hint = What should a colleague know?
web-noted = Note by { $by }
web-answered = Answer by { $by }
web-fact-added-to-org-date-time = Added to the organisation
web-fact-order-date-time = Ordered
web-fact-released-from-org-date-time = Released from the organisation
web-fact-created-date-time = On Intune's list
web-fact-last-contacted-date-time = Last contacted, by Intune's list
web-fact-enrolled-date-time = Enrolled
web-fact-last-sync-date-time = Last check-in
web-fact-handed-out = Handed out
web-fact-device-assigned-to-server = Assigned to a service at Apple
web-fact-profile = Enrollment profile
web-fact-server = Service at Apple
web-fact-cause = Cause
web-fact-gate = Gate
web-fact-standing = Standing
web-fact-action = What to do
web-fact-family = Kind of cause
web-fact-state = State on Intune's list
web-fact-membership = In the organisation
web-fact-source = How it came
web-fact-order = Order
web-fact-holder = Held by
web-fact-status = Status
web-fact-lock = Activation Lock
web-fact-lock-type = Activation Lock
web-fact-supervised = Supervised
web-fact-enrollment = Enrollment type
web-fact-management = Management state
web-fact-compliance = Compliance
web-fact-registered = Registered in Entra
web-fact-register = In your own list
web-fact-whereabouts = Where it is, by your own list
web-fact-model = Model
web-fact-os-version = Version of its system
web-fact-added = Added to the organisation
web-fact-ordered = Ordered
web-fact-released = Released from the organisation
web-fact-imported = On Intune's list
web-fact-assigned = Assigned to a service at Apple
web-fact-contacted = Last contacted
web-fact-enrolled = Enrolled
web-fact-user = User, by Intune
web-fact-token = Enrollment program token
web-fact-contact = Last contacted

## Handbook

web-handbook-why = Every cause that firstcontact knows: what it means, how we know, and what to do.

## Tenant

web-tenant-why = What was read, what was not, and what ends when.
web-looks = Looks at the tenant
web-looks-none = There has been none yet.
web-looks-more =
    { $count ->
        [one] earlier look
       *[other] earlier looks
    }
web-look-taken = Taken
web-look-standings = Standing
web-look-partly = A list of devices was not read whole
web-collection = Collection
web-collection-never = Not collected yet
web-collection-running = Collecting now
web-collection-done = Collected
web-collection-failed = The last collection failed
web-collection-so-far = { $pages } pages, { $rows } rows so far
web-messages = Messages
web-messages-none = None yet. Channels are configured in firstcontact.toml under [serve.alerts].
web-messages-try = Send a test message
web-message-waits = waits to be sent
web-did-tried-channels = asked for a test message
web-collect = Collect now
web-sources = Sources
web-read-whole = read whole
web-read-partly = read in part
web-store = Memory
web-store-kind = History is kept in: { $kind }

## Audit

web-audit-why = Who did what here. Nobody can change or remove an entry.
web-audit-of = Whose trail
web-audit-installation = The installation
web-audit-none = Nobody has done anything yet.
web-audit-when = When
web-audit-who = Who
web-audit-what = What
web-audit-subject = To what
web-audit-detail = More
web-did-answered = answered
web-did-noted = took a note
web-did-view-saved = saved a view
web-did-view-deleted = deleted a view
web-did-exported = exported a device's file
web-did-forgot-device = deleted a device's file
web-did-retained = deleted what was older than is kept
web-did-asked-to-collect = asked for a collection
web-did-key-made = made a key for a program
web-did-key-revoked = took a program's key back
web-did-signed-in = signed in
web-did-signed-out = signed out

## Signing in, and what went wrong

web-sign-in = Sign in
web-sign-in-with = Sign in with { $provider }
web-sign-in-refused = That did not let you in: a link holds once and for 15 minutes, and an account at the provider needs a group with a role. Try again, or ask your administrator.
web-sign-in-none = No provider is set up. Whoever runs this server gets a one-time link with:
web-role-viewer = viewer
web-role-operator = operator
web-role-approver = approver
web-role-administrator = administrator
web-role-needed = This takes the role { $role } in this tenant.
web-invalid-question = There is no such question.
web-invalid-answer = This is none of the question's answers.
web-invalid-note = A note has between 1 and 2,000 characters.
web-everywhere-needed = This concerns all tenants, and takes an administrator of all of them.
web-invalid-view = A view needs a name of at most 80 characters.
web-invalid-cursor = The list has no such page. Begin at its first page.
web-error-400 = That cannot be
web-error-400-next = Go back, change what you typed, and send it again.
web-error-401 = You are not signed in
web-error-401-next = Sign in and try again.
web-error-403 = You may not see or do this
web-error-403-next = Ask an administrator of the tenant for the role, or sign in as somebody else.
web-error-404 = There is nothing here
web-error-404-next = Look for the device by the beginning of its serial number, or begin at the start.
web-error-405 = This cannot be asked for in this way
web-error-405-next = Begin at the start.
web-error-409 = Somebody else was faster
web-error-409-next = It is not any more what it was when you opened the page. Load the page again, look at it, and decide anew.
web-error-413 = That is too much at once
web-error-413-next = Send less.
web-error-421 = This server does not answer to that name
web-error-421-next = Use the address that the server printed when it started. If people are to reach it by another name, whoever runs it sets public-address in [serve].
web-error-429 = Too many requests
web-error-429-next = Wait a minute and try again.
web-error-500 = Something broke on our side
web-error-500-next = Try again. If it stays so, the server's log says more to whoever runs it.
web-error-503 = The memory does not answer
web-error-503-next = Nothing is lost. Try again in a minute; if it stays so, tell whoever runs this server.
