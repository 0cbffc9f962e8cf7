# What an unmanaged iPhone can reach under Conditional Access.

access-open = { $count ->
    [one] An unmanaged iPhone can get in: 1 way
   *[other] An unmanaged iPhone can get in: { $count } ways
}
access-open-perhaps = { $count ->
    [one] An unmanaged iPhone can perhaps get in: 1 way, from places that nobody could look up
   *[other] An unmanaged iPhone can perhaps get in: { $count } ways, all from places that nobody could look up
}
access-open-at-least = An unmanaged iPhone can get in: more than { $count } ways
access-no-policy = An unmanaged iPhone can get in everywhere: the tenant has no Conditional Access policy
access-blocked = An unmanaged iPhone is blocked everywhere
access-blocked-but-emergency = An unmanaged iPhone is blocked everywhere, but for what are presumably your emergency accounts
access-blocked-as-seen = An unmanaged iPhone is blocked everywhere we could see; not everything was seen, see below
access-not-seen = Whether an unmanaged iPhone can get in was not seen: the Conditional Access policies were not read
access-more-ways = { $count ->
    [one] 1 more way; --format json names it
   *[other] { $count } more ways; --format json names them all
}
access-into = into
access-with = with
access-claiming = claiming to be
access-from = from
access-by = by
access-quoted = “{ $name }”
access-everybody = { $count ->
    [one] the only person
   *[other] everybody ({ $count } people)
}
access-anybody = anybody
access-people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
access-names-unread = { $names }; not all names were read
access-unlisted = whoever could not be listed
access-and-unlisted = {" "}and whoever could not be listed
access-every-app = every app
access-office = the apps of Office 365
access-portals = Microsoft's admin portals
access-other-app = any other app
access-register-factor = registering a second factor
access-register-device = registering a device
access-every-client = every kind of client
access-browser = browser
access-modern-client = apps with modern authentication
access-active-sync = Exchange ActiveSync
access-old-protocols = old protocols
access-every-platform = any platform
access-platform-unrecognised = a platform that is not recognised
access-everywhere = everywhere
access-elsewhere = outside of every named location
access-unlisted-place = a named location that was not read
access-several-places = several named locations at once, which are too many to tell apart or were not all read
access-trusted = all trusted locations
access-trusted-ips = the trusted IPs of multifactor authentication
access-trusted-ips-if-set = the trusted IPs of multifactor authentication (if any are set)
access-every-flow = every way to sign in
access-only-unregistered = only a device that is not registered
access-only-registered = only a device that registered itself, as Authenticator does for whoever signs in
access-flow-direct = signing in on the device itself
access-flow-transfer = authentication transfer from another device
access-flow-device-code = a device code
access-all-users = all users
access-user = the user { $name }
access-user-unread = the user { $name } (name not read)
access-user-unlisted = the user { $name } (no account that can sign in)
access-group = the group { $id } ({ $members })
access-role = the role { $id } ({ $members })
access-group-named = the group “{ $name }” ({ $members })
access-group-alike = the group “{ $name }” ({ $id }, { $members })
access-group-gone = the group { $id } (it no longer exists)
access-role-named = the role “{ $name }” ({ $members })
access-members-unread = members not read
access-guests = guests and external users
access-strange = “{ $word }”, which this version does not know

access-fix = Smallest change: in { $policy }, { $change }
access-fix-new = Smallest change: { $change }
access-hit = { $count ->
    [0] It meets nobody who is known by name.
    [one] It meets 1 person who could use an unmanaged device until now.
   *[other] It meets { $count } people who could use an unmanaged device until now.
}
access-hit-at-least = It meets at least { $count } people, and whoever could not be listed.
access-blocks-everyone = Managed devices are blocked there too.
access-near = { $policy } comes near, but { $why }

access-obstacle-not-enforced = it is not switched on
access-obstacle-one-of = a managed device is only one of several controls that are enough
access-obstacle-no-device-control = it demands nothing that an unmanaged device cannot do
access-obstacle-controls-unclear = its controls cannot be judged
access-obstacle-users-excluded = it leaves out { $who }
access-obstacle-users-not-included = it does not include these people
access-obstacle-resources = it does not cover { $what }
access-obstacle-clients = it does not cover { $what }
access-obstacle-platforms = it does not cover the platform { $what }
access-obstacle-locations = it does not apply there: { $what }
access-obstacle-flows = it is about certain ways to sign in only
access-obstacle-device-code = a device code says nothing about the device that shows it
access-obstacle-risk = it is about certain risks only
access-obstacle-device-filter-misses = its filter for devices never matches an unregistered device
access-obstacle-device-filter-unclear = its filter for devices cannot be judged
access-obstacle-device-filter-elsewhere = its filter looks at the device on which the device code is typed in
access-obstacle-device-filter-leaves-registered = its filter for devices can leave out a device that registered itself
access-obstacle-unknown-conditions = it has conditions that this version does not know: { $what }

access-keep-emergency = If these are accounts for an emergency, or have the role Directory Synchronization Accounts, keep them excluded and watch their sign-ins instead.
access-spare-emergency = Exclude your accounts for an emergency and the role Directory Synchronization Accounts from the policy.
access-spare-presumed = The policies that keep devices out leave them out, so these are presumably your emergency accounts: { $who }. Exclude them here too, and the role Directory Synchronization Accounts.
access-start-reporting = Let the policy only report first (report-only mode), and look whom it would meet.
access-try-copy = Try the change first on a copy of the policy that only reports (report-only mode), and look whom it would meet.
access-only-emergency = The policies that keep devices out leave them out, so these are presumably your emergency accounts: { $who }. If so, keep them excluded and watch their sign-ins; if not, take the exclusions away.
access-hit-unknown = Whom it meets was not seen.
access-change-turn-on = switch it on
access-change-require-device-only = let only a compliant device be enough, and remove the other controls
access-change-require-device-only-or-joined = let only a compliant or a hybrid joined device be enough, and remove the other controls
access-change-require-compliant-device = require a compliant device as well
access-change-remove-user-exclusion = no longer exclude { $what }
access-change-include-all-users = include all users
access-change-exclude-users = exclude { $what }
access-change-remove-app-exclusion = no longer exclude { $what }
access-change-include-app = include { $what }
access-change-include-clients = include { $what }
access-change-remove-platform-exclusion = no longer exclude the platform { $what }
access-change-include-platform = include the platform { $what }
access-change-remove-location-exclusion = no longer exclude the location { $what }
access-change-include-all-locations = include every location
access-change-remove-risk-conditions = remove the risk conditions
access-change-remove-device-filter = remove the filter for devices
access-change-new-compliant-device-policy = a new policy that requires a compliant device of all users for all resources
access-change-new-device-code-block = a new policy that blocks the device code flow for all users and resources

access-unjudged = Policies of which not everything is known; where it matters they are taken not to protect
access-doubt-state = the state “{ $what }” is not known
access-doubt-members = the members of { $what } could not be resolved
access-doubt-users = not all users were read
access-doubt-guests = whether somebody is among { $what } could not be seen
access-doubt-eligible = it leaves out { $what }; who may activate that role (Privileged Identity Management) was not read
access-doubt-outsiders = it leaves out { $what }, also partners and external people who have no account here and are in no list
access-doubt-suite = whether { $what } belongs to the suite that it names is not known
access-doubt-app-filter = it has a filter for apps, which is not read
access-doubt-user-action = the user action “{ $what }” is not known
access-doubt-no-client-type = it names no type of client, as policies from before August 2020
access-doubt-client-type = the type of client “{ $what }” is not clear
access-doubt-platform = the platform “{ $what }” is not known
access-doubt-trust = whether “{ $what }” is trusted was not read
access-doubt-locations = not all named locations were read
access-doubt-trusted-ips = whether trusted IPs are set in the settings of the multifactor authentication service was not read
access-doubt-overlaps = in which named locations one sign-in can lie at once is not told apart
access-doubt-device-filter = its filter for devices cannot be judged
access-doubt-registered-device-filter = whether its filter for devices means a device that registered itself depends on that device
access-doubt-transfer-method = the authentication flow “{ $what }” is not known
access-doubt-condition = it may not apply: the condition “{ $what }” is not known or could not be read
access-doubt-control = the control “{ $what }” is not known
access-doubt-operator = how its controls are joined (“{ $what }”) is not known

access-pitfalls = Known pitfalls
access-unresolved = { $count ->
    [one] 1 group or role could not be resolved
   *[other] { $count } groups or roles could not be resolved
}

access-groups = The groups named above, with their ids
access-groups-one = “{ $name }”: { $id }

access-unseen = Not seen
access-unread-microsoft-conditionalAccessPolicies = Not all policies were read: a policy that is not here may close a way.
access-unread-microsoft-namedLocations = The named locations were not all read.
access-unread-microsoft-users = The people were not all read: counts and names are not complete.
access-unread-microsoft-transitiveMembers = Not all groups that policies name were read.
access-unread-microsoft-roleAssignments = The directory roles were not all read.
access-unread-microsoft-identitySecurityDefaultsEnforcementPolicy = Whether security defaults are on was not read.
access-unread-microsoft-deviceManagement = Whether a device without a compliance policy counts as compliant was not read.
access-unread-microsoft-deviceCompliancePolicies = The compliance policies were not all read: nobody can say who has none.
access-unread-microsoft-deviceConfigurations = Whether managed devices have the Enterprise SSO plug-in was not read.
access-unread-microsoft-servicePrincipals = Whether the enrollment app exists that a policy names was not read.
access-unseen-risk = Policies that ask for a certain risk protect only while Microsoft sees that risk; they are not counted.
access-unseen-partners = Partners and external people without an account in the tenant are in no list.
access-unseen-tokens = Whoever was signed in before a change stays so until the session is evaluated again.

access-what-if-agree = What-If: { $count ->
    [one] 1 sign-in asked, answered as computed here
   *[other] { $count } sign-ins asked, all answered as computed here
}
access-what-if-disagree = What-If: { $of } sign-ins asked, { $count } answered otherwise than computed here
access-what-if-theirs-open = Microsoft says that it gets in, and it was taken to be kept out
access-what-if-theirs-closed = Microsoft says that it is kept out, and that could not be proved here
access-what-if-one = { $user }, { $app }, { $client }, { $platform }, { $region }, { $flow }: { $said }
access-what-if-unanswered = { $count } sign-ins were not answered: { $why }

access-paper-title = Can an unmanaged iPhone get in?
access-paper-ways = Ways in
