# Reports on a whole fleet. Where a number chooses the words, it stands before them.

fleet-title = Why devices never contacted Intune
fleet-taken = as of { $time }
fleet-devices =
    { $count ->
        [one] device
       *[other] devices
    }
fleet-healthy = healthy
fleet-waiting =
    { $count ->
        [one] waiting
       *[other] waiting
    }
fleet-needs-you =
    { $count ->
        [one] needs you
       *[other] need you
    }
fleet-cannot-tell = cannot tell
fleet-bar =
    Four heaps, the length of each in proportion to its number of devices: { $heaps }.

## Sections

fleet-causes = Causes
fleet-findings = Faults that reach further than one device
fleet-worst = Devices, the most urgent first
fleet-gaps = What nobody could read
fleet-unusable = Rows that could not be used

fleet-empty = No source names a single device. Read at least the device list of Intune's enrollment program token or the devices in Apple Business.
fleet-all-well = Nothing needs you: every device is enrolled, or waits as it should.
fleet-no-causes = No device has any of these causes.
fleet-gaps-matter = A gap is not the same as “nothing there”: what could not be read leaves devices undecided.
fleet-unexplained = No known cause explains it
fleet-save-first = Its data must be saved first.
fleet-do-not-erase = Do not erase it now: data could be lost.
fleet-narrowed = Lists are narrowed to { $words }; the numbers above are of all devices.
fleet-shown = { $shown } of { $all } devices are listed; --all lists every one.
fleet-explained =
    { $count ->
        [one] more device is explained by the faults above and not listed here.
       *[other] more devices are explained by the faults above and not listed here.
    }
fleet-more-rows =
    { $count ->
        [one] more kind of row is in the Markdown and HTML reports.
       *[other] more kinds of rows are in the Markdown and HTML reports.
    }
fleet-ask = Ask: { $question }
fleet-since = since { $time }
fleet-speaks-for = speaks for { $code }
fleet-no-evidence = Nothing speaks for one cause more than for another.
fleet-next = Next: { $command }

## Column headings

fleet-column-code = Code
fleet-column-cause = Cause
fleet-column-family = Family
fleet-column-devices = Devices
fleet-column-share = Share
fleet-column-fault = Fault
fleet-column-reach = Reaches
fleet-column-since = Since
fleet-column-first = First serial numbers
fleet-column-evidence = Evidence
fleet-column-device = Device
fleet-column-serial = Serial number
fleet-column-model = Model
fleet-column-probability = Probability
fleet-column-sure = Sure
fleet-column-gate = Gate
fleet-column-action = What to do
fleet-column-question = Question
fleet-column-source = Source
fleet-column-why = Why
fleet-column-closing = What closes it
fleet-column-file = File
fleet-column-row = Row
fleet-column-field = Field
fleet-column-count = Count

## Why something was not read

fleet-gap-not-collected = not collected
fleet-gap-forbidden = access was refused
fleet-gap-unauthorized = sign-in was refused
fleet-gap-throttled = too many calls at once
fleet-gap-timeout = no answer in time
fleet-gap-not-configured = not set up
fleet-gap-not-found = not found
fleet-gap-torn = damaged or cut off
fleet-gap-encoding = is not UTF-8 text
fleet-gap-too-large = larger than this program reads
fleet-gap-row = the row cannot be used
fleet-gap-unknown = means nothing to this program
fleet-gap-partly = only part of it was read
fleet-gap-rest-read = the rest was read
fleet-gap-place = { $file }, row { $row }
fleet-gap-server-error = the service failed
fleet-gap-broken-answer = the answer broke off
fleet-gap-bad-request = the service did not understand the question
fleet-gap-refused = the service refused to answer
fleet-gap-endless = the list does not end
fleet-gap-foreign-link = the list goes on at a foreign address
fleet-gap-not-offered = not offered there

## What would close a gap

fleet-close-permission = Grant the collecting application the permission { $permission } in Microsoft Entra, with admin consent, and collect again.
fleet-close-collect = Collect once more (firstcontact collect); for this the collecting application needs the permission { $permission }.
fleet-close-configure = Add the table [microsoft] to the tenant's configuration, and collect again.
fleet-close-apple = Create an API account in Apple Business (Preferences > API), give its key to the collection, and collect again.
fleet-close-apple-audit = An API account of Apple Business lets the audit events be read; Apple School Manager has none.
fleet-close-apple-suspects = With an API account of Apple Business this is asked for the devices that are in doubt.
fleet-close-register = Check the file and import your own list again.
fleet-close-own-list = Bring your own list of devices (firstcontact import --register FILE).
fleet-close-probe = Run firstcontact prevent probe at each site, and import what it writes.
fleet-close-later = Collect again later, with fewer calls at a time.
fleet-close-file = Collect or export this file again.
fleet-close-smaller = Export it in several smaller files.
fleet-close-doctor = Run “firstcontact doctor”: it asks the service once more and shows what it answers.
fleet-close-deleted = Take the group out of the policies that name it: it no longer exists.
fleet-close-unknown = Ask whoever collected the snapshot.
fleet-close-import = Or bring { $export } with “firstcontact import”.

fleet-export-managed-devices = Intune's export of all devices
fleet-export-token-devices = Intune's export of the enrollment program token's devices
fleet-export-enrollment-failures = Intune's export of the enrollment failures
fleet-export-org-devices = Apple Business's export of devices
fleet-export-activity-log = Apple Business's activity logs
