# Reports for people who decide, and for people who check.

report-title = Apple devices and Intune: where we stand
report-subtitle = Executive report · { $tenant }
report-footer = firstcontact · { $tenant }
report-nobody = a tenant without a name

## The answer

report-answer-question = Are we safe?
report-answer-empty = There is nothing to say yet: no source names a single device.
report-answer-no =
    { $count ->
        [one] No. One device is in use and nobody manages it.
       *[other] No. { $devices } devices are in use and nobody manages them.
    }
report-answer-no-access =
    { $count ->
        [one] The holder of one of them was seen to sign in to company services from a device that nobody manages.
       *[other] The holders of { $devices } of them were seen to sign in to company services from a device that nobody manages.
    }
report-answer-exposed =
    { $count ->
        [one] Not quite. One device is in use and nobody manages it.
       *[other] Not quite. { $devices } devices are in use and nobody manages them.
    }
report-answer-exposed-unseen = Whether they reach company data was not seen: sign-ins were not read.
report-answer-exposed-none = No sign-in from an unmanaged device was seen for any of their holders, in the days that the log reaches back.
report-answer-unknown = It cannot be told.
report-answer-unknown-list = Intune's list of managed devices was not read, or not to its end, so that nobody knows which devices are missing from it.
report-answer-unknown-devices =
    { $count ->
        [one] Of one device it is unclear whether it is in use without management.
       *[other] Of { $devices } devices it is unclear whether they are in use without management.
    }
report-answer-almost = No device is known to be in use without management, but something is to be mended.
report-answer-yes = As far as could be seen, yes: no device is in use without management.
report-answer-gaps =
    { $count ->
        [one] One source was not read, or not to its end; see the last part.
       *[other] { $devices } sources were not read, or not to their end; see the last part.
    }

report-door-open =
    { $count ->
        [one] There is a way in for an unmanaged iPhone.
       *[other] There are { $devices } ways in for an unmanaged iPhone.
    }
report-door-open-at-least = There are more than { $devices } ways in for an unmanaged iPhone.
report-door-blocked = As far as could be seen, an unmanaged iPhone is blocked everywhere.
report-door-rests = Not all on which this rests was read: { $unread }
report-door-unread = { $source } was not read, or not to its end.
report-door-more =
    { $count ->
        [one] One more source was not read, or not to its end.
       *[other] { $devices } more sources were not read, or not to their end.
    }

## Key figures

report-key-unmanaged = devices in use, managed by nobody
report-key-unmanaged-note = up to { $most } if every device that may be in use is
report-key-unmanaged-unclear =
    { $count ->
        [one] one of those that surely are counts as unclear
       *[other] { $devices } of those that surely are count as unclear
    }
report-key-days = device-days out of sight, at least – at most
report-key-days-note = with access seen: at least { $days }
report-key-days-unseen = whether with access was not seen
report-key-health = of devices need nobody
report-key-health-note = { $devices } of { $all }
report-key-net = net, for what fails today
report-key-net-note = { $range }, in nine cases of ten
report-unseen = not seen
report-saved = { $amount } saved
report-lost = { $amount } lost

## What does it cost

report-cost-question = What does it cost?
report-cost-rate = At your measured failure rate of { $rate } ({ $range }) and a handling time of { $usual } by hand, mending takes { $gross } for a hundred devices, gross; with firstcontact, net: { $hours } ({ $nets }, in nine cases of ten), { $money }.
report-cost-with-faults = { $gross } ({ $faults } of it for faults of the tenant, each handled once)
report-cost-assumed = The handling times are assumptions, not measurements; your own belong in their place, in the workbook or in the configuration.
report-cost-measured =
    { $count ->
        [one] The handling time by hand was measured on one case.
       *[other] The handling time by hand was measured on { $devices } cases.
    }
report-cost-fleet = For what fails here today: { $gross } by hand, { $spent } with firstcontact; net: { $hours }, { $money }.
report-cost-lost = Net is below nothing: setting up, running and looking take { $amount }, more than is saved on what fails here.
report-cost-lost-each = Net is below nothing: with these times a device takes as long with firstcontact as by hand, or longer.
report-cost-lost-money = Money is lost though hours are saved: running costs { $amount } besides, more than these hours are worth.
report-cost-no-rate = No device had its first start yet, or nobody could see what enrolled: there is no failure rate, and nothing is claimed for a hundred devices.

## What is wanted

report-want-question = What do you want from me?
report-want-nothing = Nothing. No decision is open.
report-want-bring-back =
    { $count ->
        [one] Have the device brought back that is in use and managed by nobody.
       *[other] Have the { $devices } devices brought back that are in use and managed by nobody.
    }
report-want-somebody =
    { $count ->
        [one] One device needs somebody: name who has the time for it.
       *[other] { $devices } devices need somebody: name who has the time for them.
    }
report-want-mend-faults =
    { $count ->
        [one] Have { $first } mended at the source: { $second } device fails because of it.
       *[other] Have { $first } mended at the source: { $second } devices fail because of it.
    }
report-want-mend-faults-none = Have { $first } mended at the source, before devices fail because of it.
report-faults =
    { $count ->
        [one] one fault of the tenant
       *[other] { $devices } faults of the tenant
    }
report-ways =
    { $count ->
        [one] one way in
       *[other] { $devices } ways in
    }
report-changes =
    { $count ->
        [one] one change
       *[other] { $devices } changes
    }
report-want-close-all = Have closed what Conditional Access leaves open ({ $ways }); it takes { $changes }, shown in the Conditional Access report.
report-want-close-some = Have { $closed } of the { $all } ways in closed that Conditional Access leaves; it takes { $changes }, shown in the Conditional Access report.
report-want-close-none = Have looked at what Conditional Access leaves open ({ $ways }), shown in the Conditional Access report.
report-want-close-left-out =
    { $count ->
        [one] One way is that of accounts that a policy leaves out: if these are your emergency accounts, it stays open, and their sign-ins are watched.
       *[other] { $devices } ways are those of accounts that policies leave out: if these are your emergency accounts, they stay open, and their sign-ins are watched.
    }
report-want-erase =
    { $count ->
        [one] Allow one device to be erased and set up again, with its holder's agreement.
       *[other] Allow { $devices } devices to be erased and set up again, each with its holder's agreement.
    }
report-want-ask =
    { $count ->
        [one] Have one person asked one question about a device; without an answer nothing is done to it.
       *[other] Have people asked one question each about { $devices } devices; without an answer nothing is done to them.
    }
report-want-link-suppliers =
    { $count ->
        [one] Buy through linked suppliers alone: one device was added by hand.
       *[other] Buy through linked suppliers alone: { $devices } devices were added by hand.
    }
report-want-supervise =
    { $count ->
        [one] Decide whether one managed device that is not supervised is erased at its next exchange.
       *[other] Decide whether { $devices } managed devices that are not supervised are erased at their next exchange.
    }
report-want-read =
    { $count ->
        [one] Give the right to read one more source; what it would show is unknown today.
       *[other] Give the right to read { $devices } more sources; what they would show is unknown today.
    }
report-want-read-again =
    { $count ->
        [one] Have one source read, or its list brought: no right was refused for it.
       *[other] Have { $devices } sources read, or their lists brought: no right was refused for them.
    }

## Fleet

report-health = How the fleet stands
report-health-chart = Devices by standing
report-health-chart-says = Each device lies on one of four heaps.
report-standing = Standing
report-standing-healthy = in order
report-standing-waiting = waiting
report-standing-needs-you = need somebody
report-standing-cannot-tell = unclear
report-devices = Devices
report-trend = How it went
report-trend-says = Devices that need somebody, and devices of which nobody can tell, at each look.
report-trend-look = Look
report-trend-none = There is no history: this look is the only one. Keep looks with “firstcontact store ingest”, and the next report shows where it goes.
report-trend-one-less =
    { $count ->
        [one] Since { $time } one device fewer needs somebody.
       *[other] Since { $time } { $devices } devices fewer need somebody.
    }
report-trend-more =
    { $count ->
        [one] Since { $time } one device more needs somebody.
       *[other] Since { $time } { $devices } devices more need somebody.
    }
report-trend-same = As many devices need somebody as on { $time }.

## Risk

report-risk = What is at risk
report-risk-surely =
    { $count ->
        [one] One device surely is in use and managed by nobody: a personal lock or a person says so.
       *[other] { $devices } devices surely are in use and managed by nobody: a personal lock or a person says so.
    }
report-risk-surely-unclear =
    { $count ->
        [one] One of them counts as unclear: what keeps it from being managed cannot be told yet.
       *[other] { $devices } of them count as unclear: what keeps them from being managed cannot be told yet.
    }
report-risk-none = No device is known to be in use and managed by nobody.
report-risk-perhaps =
    { $count ->
        [one] One more may be; nothing firm says so.
       *[other] { $devices } more may be; nothing firm says so.
    }
report-risk-perhaps-unlisted =
    { $count ->
        [one] One device of the organisation needs somebody or is unclear, and may be in use without management.
       *[other] { $devices } devices of the organisation need somebody or are unclear, and may be in use without management.
    }
report-risk-counted = Counted as surely in use is what a personal lock or a person attests. The prevention report counts otherwise: every device that was handed out or set up and did not enroll automatically.
report-risk-days = That is at least { $least } device-days out of sight, and at most { $most } if each was in use since the earliest date that anything names.
report-risk-access = At least { $days } of them are with access: the holder was seen to sign in from a device that nobody manages.
report-risk-access-none = No access was seen: none of their holders signed in from a device that nobody manages, in the days that the log reaches back.
report-risk-access-unseen = Sign-ins were not read: with how much access is not known.
report-risk-access-part = Sign-ins were read in part: there may be more access than was seen.
report-risk-undated =
    { $count ->
        [one] Of one of them nothing names a date; it is in no sum of days.
       *[other] Of { $devices } of them nothing names a date; they are in no sum of days.
    }
report-risk-hours = Risk is days, not hours: it is never added to what the work costs.
report-controls = What security baselines lose
report-controls-says = A device that nobody manages loses every rule of a baseline. A managed device that is not supervised loses those that Apple allows on supervised devices only.
report-controls-baseline = Baseline
report-controls-rules = Rules
report-controls-lost = Lost without supervision
report-controls-unsaid = Not stated
report-controls-count = Here: unmanaged { $unmanaged }, managed and not supervised { $unsupervised }.
report-controls-unlisted = How many devices lose that here was not seen: Intune's list was not read, or not to its end.
report-controls-unseen = Of { $unseen } more nobody says whether they are supervised.
report-controls-source = Counted on { $source }; identifiers only.

## Causes

report-causes = Why
report-causes-none = No device needs somebody, and none is unclear: nothing is wrong.
report-causes-unnamed =
    { $count ->
        [one] Of one device that needs somebody or is unclear no cause can be named.
       *[other] Of { $devices } devices that need somebody or are unclear no cause can be named.
    }
report-causes-more =
    { $count ->
        [one] One more cause has at most as many devices.
       *[other] { $devices } more causes have at most as many devices each.
    }
report-causes-calm =
    { $count ->
        [one] Besides, one device only waits.
       *[other] Besides, { $devices } devices only wait.
    }
report-causes-faults = Faults that reach further than one device
report-code = Code
report-cause = Cause
report-share = Share
report-fault = Fault
report-since = Since
report-reach = Where

## Done

report-done = What was done
report-done-unseen = No store was read: what was done is not known here. “firstcontact report --store” reads it.
report-done-none = No case was opened yet.
report-done-cases = Cases opened
report-done-succeeded = Mended, and it stayed so
report-done-watched = Mended, watched whether it stays so
report-done-under-way = Under way
report-done-stuck = Stuck: failed, unclear, or waiting for somebody
report-done-ended = Ended by a person
report-done-hours =
    { $count ->
        [one] From opening to success it took { $hours } in the one case that is watched now.
       *[other] From opening to success it took { $hours } in the middle of the { $devices } cases that are watched now.
    }
report-hand-out-unseen = From hand-out to enrollment: not known, for Intune's list of devices was not read, or not to its end.
report-hand-out-none = From hand-out to enrollment: not known, for no register dates a hand-out.
report-hand-out-same-day = From hand-out to enrollment: half of all devices are enrolled on the day itself.
report-hand-out-days =
    { $count ->
        [one] From hand-out to enrollment: half of all devices are enrolled within a day.
       *[other] From hand-out to enrollment: half of all devices are enrolled within { $days } days.
    }
report-hand-out-open = From hand-out to enrollment: less than half of all devices are enrolled as yet.
report-hand-out-how = Estimated after Kaplan and Meier. Devices of which it is known: { $devices }; of them not enrolled yet, which counts as waiting and not as failed: { $waiting }.
report-hand-out-erased = Erased since their hand-out, and left out: { $erased }.
report-done-what = What
report-done-no-hours = How long a device is on its way was not measured: no case is being watched.

## Cost

report-money = What it costs and saves
report-money-says = Gross is what mending by hand would take. Net takes off handling with firstcontact, looking at what it reports, devices that it does not solve, setting up and running. Values in brackets are 90 % intervals.
report-money-measure = Measure
report-money-fleet = This fleet, today
report-money-hundred = A hundred devices
report-money-handled = Devices and faults to handle
report-money-gross = By hand, gross
report-money-spent = With firstcontact, all of it
report-money-net = Net: saved, or lost where it is below nothing
report-money-gross-money = By hand, gross, in money
report-money-net-money = Net, in money
report-money-users-hand = Users' time by hand
report-money-users-tool = Users' time with firstcontact
report-money-apart = Four things are not added up: the time of administrators, how long a device is on its way, the time of users, and the risk meanwhile.
report-prevented-untold = What prevention saves cannot be told yet.
report-prevented-no-history = It takes a failure rate from before and one from after, and no earlier look is known; “--store” reads them.
report-prevented-short = It takes a failure rate from before and one from after; days of history: { $days }, needed: { $least }.
report-prevented-unseen = At the first look or at this one Intune's list of devices was not read to its end: one of the two failure rates is unknown.
report-prevented-few = It takes { $enough } devices from before the first look and { $enough } from after it of which the outcome is known; there are { $before } and { $after }.
report-prevented-rates = Prevention: of { $was-of } devices that were handed out or added in the { $span } days before the first look, { $was } had failed when they were first seen ({ $was-rate }, { $was-range }); of { $is-of } in the { $span } days since, { $is } failed at any look ({ $is-rate }, { $is-range }).
report-prevented-saved = At { $each } each, { $fewer } failures fewer are { $hours } by hand that nobody had to spend ({ $range }; { $money }).
report-prevented-apart = These are devices that did not fail: the hours are no part of the net above and are not added to it. The comparison does not prove what the reason is.
report-prevented-chance = That may be chance: in nine cases of ten the saving lies between { $range }, and none is claimed.
report-prevented-nothing = No fewer devices fail than before, and no saving is claimed.
report-money-counted = Counted (devices in all: { $devices }): failing by themselves { $failing }, by faults of the tenant { $explained } (number of faults: { $faults }), enrolled { $sound }, unclear { $unknown }, waiting for their first start { $waiting }, and in order without being in Intune's list, such as those given back, { $outside }. Unclear ones widen the interval; waiting ones are not counted as failing. For a hundred devices the faults of the tenant are counted in, as many as there are here for a hundred.
report-article = The 200 to 400 hours
report-article-says = A blog article about enrolling Apple devices with Intune promises 200 to 400 hours saved per hundred devices. That is gross, takes every device to fail, and leaves out the { $left } that a quarter of an hour each comes to. Its own numbers give { $low } to { $high }.
report-article-rate = At the share of devices that fails here they give { $low } to { $high }.
report-inputs = What was reckoned with
report-inputs-says = Every figure can be changed under [report.costs] in firstcontact.toml, and in the workbook.
report-input = Input
report-value = Value
report-input-hourly-cost = An hour of an administrator
report-input-manual = Administrator, a device by hand
report-input-tool = Administrator, a device with firstcontact
report-input-user-manual = User, a device by hand
report-input-user-tool = User, a device with firstcontact
report-input-setup-hours = Setting up, once
report-input-run-hours-a-month = Running, each month
report-input-money-a-month = Money for running, each month
report-input-months = Months reckoned with
report-input-review-minutes = Looking at a reported device
report-input-triage-minutes = Spared per device that only waits
report-input-unsolved-percent = Handled by hand after all
report-minutes = { $usual } min ({ $low } – { $high })
report-minutes-measured = { $usual } min ({ $low } – { $high }), measured on { $cases }
report-min = { $count } min

## Not seen

report-unread = What could not be seen
report-unread-none = Every source was read to its end on which the diagnosis, the checks of prevention and the proof of Conditional Access rest.
report-unread-says = What nobody read is not nought. Each of these could change the figures above.
report-source = Source
report-why = Why
report-closing = What would close it

## Evidence

report-evidence-title = Evidence for auditors
report-evidence-subtitle = Controls and devices · { $tenant }
report-evidence-how = How to read this
report-evidence-how-says = Each control of a framework is answered by a measure of ours, counted device by device. Exceptions are listed with their serial numbers in the folder “exceptions”. What nobody could see is counted by itself, and makes a control open, never met.
report-evidence-files = Every file that was read is named with its SHA-256 in “sources.sha256”, every file of this folder in “SHA256SUMS”; both can be checked with “sha256sum -c”.
report-evidence-numbers = Controls are named by their numbers. Wordings of standards are not copied; whether a measure answers a control fully is the auditor's to judge. The numbers of the BSI's minimum standard are those of version 1.0.4; NIST SP 800-124 is cited by topic.
report-evidence-overview = Controls
report-evidence-control = Control
report-evidence-framework = Framework
report-evidence-measure = Measure
report-evidence-status = Status
report-evidence-population = Population
report-evidence-met = Met
report-evidence-exceptions = Exceptions
report-evidence-unseen = Not seen
report-evidence-first = The first exceptions
report-evidence-all = All of them: exceptions/{ $file }
report-evidence-none = No exceptions.
report-evidence-none-seen = No exception was seen; not everything was seen.
report-evidence-none-looked = Nobody looked: whether there are exceptions is not known.
report-evidence-no-device = There is no device that it could be about.
report-evidence-when = Looked at { $time }:
report-evidence-when-part = Looked at { $time }, and not to the end:
report-evidence-not-read = Nobody looked; it would be read in:
report-evidence-sources = Files that were read
report-evidence-file = File
report-evidence-hash = SHA-256
report-evidence-more-files =
    { $count ->
        [one] One more file is in “sources.sha256”.
       *[other] { $devices } more files are in “sources.sha256”.
    }
report-status-met = met
report-status-not-met = not met
report-status-open = open: not all was seen
report-status-empty = nothing to measure
report-control-device-provisioning = device provisioning
report-control-device-inventory = device inventory
report-control-audit-in-operation = audit in operation
report-measure-inventoried = Inventory
report-measure-inventoried-says = Every device of the organisation is where Apple's and Intune's lists say that it is: added, assigned to the right service, imported.
report-measure-managed = Management
report-measure-managed-says = Every device of the organisation that is in use is managed by Intune. Devices in a box or on their way are not counted.
report-measure-supervised = Supervision
report-measure-supervised-says = Every managed device of the organisation is supervised.
report-measure-compliant = Compliance
report-measure-compliant-says = Every managed device of the organisation is compliant to Intune's policies, or within its time of grace.
report-measure-in-contact = Contact
report-measure-in-contact-says = Every managed device of the organisation was in contact with Intune within { $days } days.
report-measure-bought-linked = Purchase
report-measure-bought-linked-says = Every device came into the organisation through Apple or a linked reseller, and not by hand.

## Workbook

report-sheet-summary = Summary
report-sheet-devices = Devices
report-sheet-faults = Findings
report-sheet-causes = Causes
report-sheet-suppliers = Suppliers
report-sheet-unread = Not seen
report-sheet-economics = Economics
report-sheet-perhaps = devices that may be in use and managed by nobody, besides
report-sheet-least-days = device-days out of sight, at least
report-sheet-most-days = device-days out of sight, at most
report-sheet-access-days = device-days with access seen, at least
report-sheet-inputs-say = Yellow cells are inputs: change them, and everything below follows.
report-sheet-counted = Counted
report-sheet-low = Low (5%)
report-sheet-high = High (95%)
report-sheet-failing = Devices that fail by themselves
report-sheet-unknown = Devices of which nobody can tell
report-sheet-sound = Devices that enrolled
report-sheet-waiting = Devices that wait for their first start
report-sheet-explained = Devices that fail by a fault of the tenant
report-sheet-outside = Devices in order that are not in Intune's list
report-sheet-fleet-devices = All devices
report-sheet-rate = Failure rate
report-sheet-overhead = Looking, setting up, running (h)
report-sheet-prevented = Saved by prevention
report-sheet-before-failing = Before the first look: failed when first seen
report-sheet-before-sound = Before the first look: enrolled
report-sheet-before-unknown = Before the first look: unclear
report-sheet-after-failing = Since: failed at any look
report-sheet-after-sound = Since: enrolled
report-sheet-after-unknown = Since: unclear
report-sheet-rate-before = Failure rate before
report-sheet-rate-after = Failure rate since
report-sheet-fewer = Failures fewer
report-sheet-fewer-hours = Hours by hand that nobody had to spend (h)
report-sheet-fewer-money = The same in money
report-sheet-hand-out = From hand-out to enrollment
report-sheet-hand-out-median = Days within which half of all devices enroll
report-sheet-hand-out-devices = Devices of which it is known
report-sheet-hand-out-waiting = Of them, not enrolled yet
report-sheet-hand-out-erased = Erased since, and left out
report-sheet-hand-out-open = more than half are not enrolled yet
report-sheet-article-claimed = What the article says, a hundred devices (h)
report-sheet-article-left-out = What it leaves out (h)
report-sheet-article-own = What its own numbers give (h)
report-sheet-article-at-rate = The same at the failure rate above (h)
report-short-empty = nothing to say yet
report-short-no = no
report-short-exposed = not quite
report-short-unknown = cannot be told
report-short-almost = almost
report-short-yes = as far as could be seen, yes
report-yes = yes
report-no = no
report-column-serial = Serial number
report-column-platform = Platform
report-column-product = Product
report-column-order = Order
report-column-certainty = Certainty
report-column-gate = Gate
report-column-action = What to do
report-column-erase = Erase
report-column-data = Data at risk
report-column-question = Question
report-column-family = Family
report-column-source = Came in by
report-column-supplier = Number at Apple
report-column-needs-you = Need somebody
report-column-late = Added late (over { $days } days)
report-sheet-tenant-faults = Faults of the tenant

## The dashboard's page

web-reports = Reports
web-reports-why = Documents to take away, printed from the newest look.
web-reports-newest = Newest look
web-reports-devices = Devices
web-reports-looks = Looks that are kept
web-reports-none = Nothing was collected yet; a report needs a look.
web-reports-nowhere = No snapshot of this tenant lies on this machine; the report is printed where the tenant is collected, or with “firstcontact report”.
web-reports-no-pdf = This build prints no PDF.
web-reports-more = The policy kit and the formats for other machines are written by “firstcontact report”; with [report.schedule] reports come by themselves, into a folder and by mail.
web-reports-executive-html = Executive report
web-reports-executive-html-says = Are we safe, what does it cost, what is wanted: two to four pages, for a browser.
web-reports-executive-pdf = Executive report, to be printed
web-reports-executive-pdf-says = The same as PDF.
web-reports-prevention-html = Prevention
web-reports-prevention-html-says = The checks P01 to P18 with their exceptions by name, readiness, suppliers, and what is on its way.
web-reports-access-html = Conditional Access
web-reports-access-html-says = Every way by which an unmanaged iPhone gets in, the smallest change that closes it, and whom it would meet.
web-reports-fleet-xlsx = Administrator's workbook
web-reports-fleet-xlsx-says = Devices, findings, causes, suppliers, what was not seen, and costs with live formulas.
web-reports-evidence-html = Evidence for auditors
web-reports-evidence-html-says = Controls of nine frameworks with population, exceptions, and the checksums of what was read.
web-reports-evidence-pdf = Evidence for auditors, to be printed
web-reports-evidence-pdf-says = The same as PDF.
web-reports-evidence-zip = Evidence, as one archive
web-reports-evidence-zip-says = The same with every exception as a list, an index for machines, and checksums of everything.
