# The checks of prevention. What a check is called and what it finds stands beside the check.

prevent-title = Prevention
prevent-what = Name a snapshot, a tenant (--tenant) or a store (--store); `firstcontact prevent --help` has examples
prevent-no-look = The store remembers no look of this tenant yet; put one in: firstcontact store ingest SNAPSHOT

## Judgements

prevent-judgement-holds = Holds
prevent-judgement-alarm = Alarm
prevent-judgement-cannot-tell = Nobody can tell
prevent-count-holds =
    { $count ->
        [one] holds
       *[other] hold
    }
prevent-count-alarm =
    { $count ->
        [one] alarm
       *[other] alarms
    }
prevent-count-cannot-tell =
    { $count ->
        [one] cannot be told
       *[other] cannot be told
    }

## Measures

prevent-measured = { $value } · looked at: { $population } · limit { $limit }
prevent-measured-share = { $value } · limit { $limit }
prevent-measured-time = { $value } · looked at: { $population } · limit { $limit }
prevent-nothing-measured = nothing to measure · limit { $limit }
prevent-limit-p14 =
    { $count ->
        [one] { $count } failure at a site
       *[other] { $count } failures at a site
    }
prevent-part = { $part } of { $of }
prevent-share = { $share } ({ $part } of { $of })
prevent-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
prevent-hours-before =
    { $count ->
        [one] one hour before delivery
       *[other] { $count } hours before delivery
    }
prevent-hours-after =
    { $count ->
        [one] one hour after delivery
       *[other] { $count } hours after delivery
    }
prevent-days-before =
    { $count ->
        [one] one day before delivery
       *[other] { $count } days before delivery
    }
prevent-days-after =
    { $count ->
        [one] one day after delivery
       *[other] { $count } days after delivery
    }
prevent-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
prevent-days-ago =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
prevent-reason = { $why } · { $what }
prevent-more =
    { $count ->
        [one] one more
       *[other] { $count } more
    }
prevent-field = { $source } ({ $field })
prevent-missing = Not looked at:
prevent-unseen = Cannot be seen:
prevent-remedy = What to do:

prevent-credential-dep-onboarding-settings = enrollment program token
prevent-credential-vpp-tokens = token for apps and books
prevent-credential-apple-push-notification-certificate = push certificate
source-register = your own list of devices
source-answers = answers
source-probes = probes of networks
source-exports = files from the portals

prevent-subject-device =
    { $count ->
        [one] device
       *[other] devices
    }
prevent-subject-order =
    { $count ->
        [one] order
       *[other] orders
    }
prevent-subject-supplier =
    { $count ->
        [one] supplier
       *[other] suppliers
    }
prevent-subject-family =
    { $count ->
        [one] product family
       *[other] product families
    }
prevent-subject-token =
    { $count ->
        [one] token
       *[other] tokens
    }
prevent-subject-credential =
    { $count ->
        [one] token or certificate
       *[other] tokens and certificates
    }
prevent-subject-profile =
    { $count ->
        [one] profile
       *[other] profiles
    }
prevent-subject-restriction =
    { $count ->
        [one] restriction
       *[other] restrictions
    }
prevent-subject-person =
    { $count ->
        [one] person
       *[other] people
    }
prevent-subject-site =
    { $count ->
        [one] site
       *[other] sites
    }
prevent-subject-host =
    { $count ->
        [one] host
       *[other] hosts
    }
prevent-subject-setting =
    { $count ->
        [one] setting
       *[other] settings
    }

## Readiness

prevent-readiness = Readiness
prevent-lead = Delivered devices whose dates are known: { $known }. Ready in time: { $share }; delivered before they were ready: { $late }. In the middle: { $middle }.
prevent-lead-none = How early devices are ready is not known: no delivered device has both a hand-out in your own list and the dates of its import and profile.
prevent-lead-unknown = Delivered devices of which nobody knows when they were ready: { $count }.
prevent-not-ready = not ready
prevent-first = Devices that were set up: { $all }. Enrolled at their first start: { $rate } (only after another one: { $later }; not enrolled: { $not }).
prevent-first-none = No device shows that it was ever set up.
prevent-unmanaged = A device that is out was used without management for { $days } days on average; { $open } of { $out } still are. In all { $total } days. The first number counts what firm signs prove, the second everything since the hand-out.

## Conditional Access

prevent-access = Conditional Access
prevent-access-next = Which ways, and what closes them: firstcontact prevent access
web-prevention-ways = Which ways, and what closes them
prevent-gaps = Not read, and what closes it

## On their way

prevent-on-their-way = On their way
prevent-incoming = Devices on their way: { $devices }. If switched on today: would fail { $fail }, ready { $ready }, cannot be told { $untold }.
prevent-incoming-seen = Devices on their way: { $devices }. If switched on today: would fail { $fail }, ready { $ready }.
prevent-incoming-none = No device is known to be on its way.

## Suppliers

prevent-suppliers = Suppliers
prevent-column-supplier = Supplier
prevent-column-devices = Devices
prevent-column-enrolled = Enrolled
prevent-column-late = Added late
prevent-column-gap = Days
prevent-column-incomplete = Incomplete orders
prevent-source-apple = Apple
prevent-source-reseller = Reseller
prevent-source-manually-added = By hand

## Trend

prevent-trend = Trend
prevent-trend-none = no alarm
prevent-trend-alarms = alarms: { $codes }

## A dry run of one device

prevent-device-title = { $serial }: if it is switched on now
prevent-already-enrolled = It is enrolled already. This is what would happen after an erase.
prevent-already-set-up = It was set up already: switching it on leads nowhere. Below stands what would happen at a new start; whether it may be erased, its own diagnosis alone says (firstcontact device).
prevent-already-managed-otherwise = It is managed in another way: by hand in Intune, or by another management. Do not erase it: diagnose it first. Below stands what would happen at a new start.
prevent-would-be-clear = nothing stands in the way there, if it gets that far
prevent-stops-at = It would stop at { $gate }. First:
prevent-no-stop = Nothing stands in its way.
prevent-no-stop-seen = Nothing was seen that would stop it. What nobody looked at can.

## The page of the dashboard

web-prevention-why = What keeps the next device from failing: each check holds, alarms, or nobody can tell.
web-prevention-none = Nothing was measured yet. The next look at the tenant measures every check.
web-prevention-more = About { $code }
web-prevention-controls = Evidence for:
web-prevention-trend = Alarms by day
web-prevention-checks-since = Checks have been measured since { $day }. Looks before that kept how devices stood, and no check.
web-prevention-health = Devices that need somebody
web-prevention-health-says = { $first }: { $was } of { $was-of }. { $last }: { $is } of { $is-of }.
web-prevention-names = Which devices?
web-prevention-names-why = Devices and people are counted here and not named. The command line names them:
