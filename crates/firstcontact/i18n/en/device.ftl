# The view of one device, and the pages of causes, remedies, verifications and checks.

## Head

device-name = Name
device-order = Order
device-holder = Holder
device-taken = As of
device-well = enrolled, and nothing that was read speaks of a fault
device-personal = enrolled by hand and not one of the organisation's devices: none of our business
device-unexplained-short = something is wrong that no known cause explains
device-added-by-hand = none: added by hand with Apple Configurator
device-source-apple = bought from Apple
device-source-reseller = bought from a reseller
device-source-manual = added by hand
device-source-expected = bought from Apple or a reseller

## State

device-state = State
device-observed = observed
device-expected = expected
device-status = Status
device-last-contact = Last contacted
device-supervised = Supervised
device-enrollment-type = Enrollment type
device-management-state = Management state
device-organisation = In the organisation
device-service = Service at Apple
device-came = Source
device-registered = Registered in Entra
device-compliance = Compliance
device-records = Managed devices
device-one = one
device-yes = yes
device-no = no
device-never = never
device-released = released
device-unsaid = not said
device-not-read = not read
device-not-listed = not on Intune's list
device-none = –
device-not-managed = no managed device
device-recent = in the last { $days } days
device-server-unassigned = none
device-server-intune = Intune's service
device-server-configurator = Apple Configurator's collection
device-server-other-mdm = another service
device-server-apple-mdm = Apple's built-in service
device-server-unlisted = assigned, but listed by no service

word-enrolled = enrolled
word-pending-reset = pending reset
word-failed = failed
word-not-contacted = not contacted
word-blocked = blocked
word-unknown = unknown
word-user-enrollment = by the user (Company Portal)
word-device-enrollment-manager = by an enrollment manager
word-apple-bulk-with-user = automated, with user
word-apple-bulk-without-user = automated, without user
word-apple-user-enrollment = Apple user enrollment
word-apple-user-enrollment-with-service-account = Apple user enrollment (service account)
word-apple-account-driven-user-enrollment = account-driven user enrollment
word-managed = managed
word-retire-pending = retirement pending
word-retire-failed = retirement failed
word-wipe-pending = wipe pending
word-wipe-failed = wipe failed
word-unhealthy = unhealthy
word-delete-pending = deletion pending
word-retire-issued = retirement ordered
word-wipe-issued = wipe ordered
word-wipe-canceled = wipe cancelled
word-retire-canceled = retirement cancelled
word-discovered = discovered
word-compliant = compliant
word-noncompliant = not compliant
word-conflict = in conflict
word-error = error
word-in-grace-period = in its grace period
word-config-manager = decided by Configuration Manager
word-stock = in stock
word-handed-out = handed out
word-returned = returned
word-lost = lost
word-disposed = disposed of

## Journey

device-journey = Journey
device-broke-here = it stopped here
device-broke-probably = most probably it stopped here
device-waits-here = it waits here
device-gate-dark = nobody can see this gate
device-window = Seen from outside it can have stopped anywhere from { $first } to { $last }.

## Timeline

device-timeline = Timeline (UTC)
device-pause =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
device-snapshot-taken = Snapshot taken
device-between = { $what }: between { $from } and { $to }
device-not-before = { $what }: not before { $from }
device-not-after = { $what }: before { $to }
device-set-up-by-then = Set up by then at the latest
device-no-sign-of-use = No sign that it was ever set up
device-set-up-undated = Last set up: nothing that was read dates it
device-profile-in-time = The enrollment profile had to stand here: it stood in time
device-profile-too-late = The enrollment profile had to stand here: it came too late
device-profile-none = The enrollment profile had to stand here: there is none to this day
device-profile-unclear = The enrollment profile had to stand here: whether it did cannot be told
device-profile-stands = From here on a set-up finds its enrollment profile; before, it found none
device-profile-present = The enrollment profile must stand before the set-up: it stands, since when is not known
device-profile-missing = The enrollment profile must stand before the set-up: it does not yet

## Cause

device-cause = Cause
device-sure-practically = practically certain: { $percent }
device-sure-very = very probable: { $percent }
device-sure-probable = probable: { $percent }
device-sure-rather = more probable than everything else together: { $percent }
device-sure-one-of-several = the most probable of several: { $percent }
device-systemic = This is no fault of the device. It concerns { $reach } ({ $name }) and is mended once for all of them.
device-systemic-tenant = This is no fault of the device. It concerns { $reach } and is mended once.
device-rivals-more = { $count } more with { $percent } together
device-unexplained =
    Something is wrong with this device, and none of the known causes can be it: each is ruled out by something that was read. That is rare. Either the sources contradict each other, or it is a cause that nobody has described yet.

    Nothing is advised that cannot be taken back. Look at the device, compare the state above with the portals, and answer the question below.

## Evidence

device-evidence = Evidence
device-evidence-none = Nothing speaks for this cause in particular; it is what remains.
device-evidence-against = Against it:
device-speaks-for = (speaks for { $code })

## Question

device-question = One question
device-settles = The answer is expected to remove { $percent } of the doubt.
device-answer-placeholder = ANSWER

## What to do

device-what-to-do = What to do
device-erase-needed = Mending this takes an erase sooner or later. Everything on the device is lost then.
device-never-erase = Do not erase this device: that would destroy data in use without need.
device-data-at-risk = An erase would destroy what is kept on the device.
device-first = First:
device-if-confirmed = If the answer confirms the cause:
device-erase-not-yet = Not before everything above is done and somebody has looked at the device.
device-erase-only-if-set-up = Only if the device was set up meanwhile; an unused device needs no erase.
device-verification = How success is seen
device-more = More about this cause: { $command }

play-when = Only if:
play-done = Done when:
play-otherwise = If not:
play-erases = All data on the device is lost.

actor-nobody = time does it
actor-administrator = an administrator
actor-holder = the holder of the device
actor-supplier = the supplier
actor-support = Microsoft's or Apple's support

## What was not read

device-not-read-heading = Not read

## Pages

explain-unknown = there is no cause, remedy, verification or check '{ $code }'; nearest are { $nearest }; list all: firstcontact explain --list
explain-remedies = Remedies
explain-verifications = How success is seen
explain-checks = Checks that prevent
explain-verification = How success is seen
explain-causes = Belongs to
explain-reversible = It can be taken back.
explain-not-reversible = It cannot be taken back in full.

explain-family = Family
explain-scope = Reaches
explain-gates = Gate
explain-action = What to do
explain-erase = Erase
explain-data = Data at risk
explain-documented = Documented
explain-erase-never = no erase
explain-erase-if-set-up = only if it was set up meanwhile
explain-erase-needed = erase needed
explain-data-nothing = none
explain-data-local = what its holder keeps on it
explain-data-live = a device in use: it must not be erased
explain-documented-a = by a vendor, for this very symptom
explain-documented-b = the mechanism is documented, the symptom is inferred
explain-documented-c = from experience
explain-meaning = What it means
explain-why = Why it happens
explain-how = How we know
explain-what-to-do = What to do
explain-verified = How success is seen
explain-prevention = How to prevent it
explain-numbers = What tells it apart
explain-prior = Of all devices that look as if they never arrived, { $percent } are taken to have this cause before anything is read.
explain-telling = What was read
explain-here = here
explain-elsewhere = otherwise
