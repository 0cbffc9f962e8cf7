# What was seen: one sentence without a full stop for every value of every reading
# (`says-<reading>-<value>`), and the words that belong to the domain itself.

## At Apple: gates G0 and G1

says-membership-unread = Nobody has read the organisation's devices at Apple
says-membership-absent = Apple's list of the organisation's devices was read whole and does not have it
says-membership-present = It belongs to the organisation at Apple
says-membership-released = It was released from the organisation at Apple

says-server-unread = Nobody has read which device management service Apple assigns it to
says-server-unassigned = Apple does not assign it to any device management service
says-server-intune = Apple assigns it to the device management service that Intune's token belongs to
says-server-configurator = Apple still assigns it to “Devices Added by Apple Configurator”
says-server-other-mdm = Apple assigns it to another product's or another tenant's device management service
says-server-apple-mdm = Apple assigns it to Apple's built-in device management
says-server-unlisted = Apple calls it assigned, but no device management service lists it

says-source-unread = Nobody has read how it came into the organisation
says-source-apple = It was bought from Apple
says-source-reseller = It was bought from a reseller
says-source-manual = It was added by hand with Apple Configurator

says-add-gap-unread = It is not known how long after its order it was added to the organisation
says-add-gap-short = It was added to the organisation within 7 days of its order
says-add-gap-long = It was added to the organisation 8 to 30 days after its order
says-add-gap-very-long = It was added to the organisation more than 30 days after its order
says-add-gap-no-order = There is no order date to compare its arrival in the organisation with

says-added-age-unread = It is not known when it was added to the organisation
says-added-age-fresh = It was added to the organisation less than 48 hours ago
says-added-age-month = It was added to the organisation less than 30 days ago
says-added-age-quarter = It was added to the organisation 30 to 90 days ago
says-added-age-old = It was added to the organisation 90 days ago or more

says-assignments-unread = Nobody has read Apple's audit events about its assignments
says-assignments-none-seen = Apple's audit events name no assignment of it in the time that was read
says-assignments-prompt = It was assigned to a service within a day of being added
says-assignments-late = It was first assigned to a service more than a day after being added
says-assignments-moved = It was moved here from another service
says-assignments-again = It was assigned again to the service it was already on, after Intune had assigned the profile

says-unit-unread = It is not known whether it took part in a repair exchange
says-unit-ordinary = Nothing speaks of a repair exchange
says-unit-replacement = It is the new unit of a repair exchange
says-unit-replaced = It is the old unit of a repair exchange

says-migration-unread = Nobody has read whether a move between services is planned for it
says-migration-none = No move between services is planned for it
says-migration-ahead = A move between services is planned, and its deadline lies ahead
says-migration-overdue = A move between services is planned, and its deadline has passed
says-migration-failed = Apple reports that its move between services failed
says-migration-done = Its move between services is done

says-released-by-unread = It is not known who released it
says-released-by-user = The person who held it released it, as they may in the 30 days after it was added by hand
says-released-by-mdm = A device management service released it
says-released-by-reseller = The reseller released it
says-released-by-admin = An administrator or the interface for programs released it
says-released-by-replacement = A repair exchange released it

says-identity-unread = It could not be compared between the sources
says-identity-exact = Its serial number is the same in every source
says-identity-lookalike = Another source has a serial number that differs only by a barcode's leading S or by O and 0
says-identity-by-imei = Its IMEI stands under another serial number in another source
says-identity-conflict = Serial number and IMEI point to different devices

## Intune's lists and tokens: gate G2

says-listing-unread = Nobody has read Intune's lists of devices
says-listing-absent = It stands on none of Intune's lists that count for it, and all of them were read
says-listing-token = It stands on the list of an enrollment program token
says-listing-upload = It stands only on an uploaded list of serial numbers, which leads to no automated enrollment
says-listing-deleted = It stands on a token's list, marked as gone at Apple
says-listing-two-tokens = It stands on the lists of two enrollment program tokens

says-listed-age-unread = It is not known since when it stands on Intune's list
says-listed-age-fresh = It has been on Intune's list for less than 48 hours
says-listed-age-month = It has been on Intune's list for less than 30 days
says-listed-age-quarter = It has been on Intune's list for 30 to 90 days
says-listed-age-old = It has been on Intune's list for 90 days or more

says-token-unread = Nobody has read whether its enrollment program token is in order
says-token-valid = Its enrollment program token is valid and syncs
says-token-expired = Its enrollment program token has expired
says-token-terms = Its enrollment program token waits for Apple's terms and conditions to be accepted
says-token-refused = Apple refuses its enrollment program token although the date lies ahead
says-token-server-gone = The device management service of its enrollment program token is gone at Apple
says-token-stale = Its enrollment program token reports no error, but has not synced for more than a day
says-token-no-consent = Its enrollment program token lacks the consent to share data with Apple

says-sync-since-unread = It is not known whether the token has synced since the last change at Apple
says-sync-since-yes = The token has synced since the device was last changed at Apple
says-sync-since-not-yet = The token has not synced since the last change at Apple, which is less than 12 hours old
says-sync-since-overdue = The token has not synced since the last change at Apple, which is more than 12 hours old

says-counts-unread = The numbers of devices of Intune's token and Apple's service could not be compared
says-counts-equal = Intune's token and Apple's service count the same number of devices
says-counts-behind = Intune's token counts fewer devices than Apple's service

## The enrollment profile: gates G3 and G4

says-profile-unread = Nobody has read which enrollment profile is assigned to it
says-profile-none = No enrollment profile is assigned to it
says-profile-present = An enrollment profile that fits is assigned to it
says-profile-dangling = An enrollment profile that no longer exists is assigned to it
says-profile-unsuitable = An enrollment profile for another platform or other hardware is assigned to it

says-profile-settled-unread = It is not known when the enrollment profile was assigned
says-profile-settled-settled = The enrollment profile was assigned at least 30 minutes ago, so Apple has had time to take it over
says-profile-settled-fresh = The enrollment profile was assigned less than 30 minutes ago

says-profile-origin-unread = The age of the enrollment profile could not be compared with the token's
says-profile-origin-after-token = The enrollment profile was made or edited after the token was uploaded
says-profile-origin-before-token = The enrollment profile is older than the uploaded token and has not been edited since

says-sign-in-method-unread = It is not known how the person signs in during set-up
says-sign-in-method-userless = Its enrollment profile enrolls without a user
says-sign-in-method-modern = Its enrollment profile uses Setup Assistant with modern authentication
says-sign-in-method-legacy = Its enrollment profile uses Setup Assistant (legacy)
says-sign-in-method-company-portal = Its enrollment profile uses Company Portal to sign in

says-default-profile-unread = Nobody has read whether the token has a default profile
says-default-profile-set = The token has a default profile for this platform
says-default-profile-missing = The token has no default profile for this platform

says-profile-check-unread = The contents of the enrollment profile were not checked
says-profile-check-sound = The contents of the enrollment profile are such as Apple accepts
says-profile-check-invalid = A field of the enrollment profile is too long or contradicts another, so Apple rejects it

## Whether and when it was set up: gate G5

says-lock-unread = Nobody has read whether an Activation Lock is on it
says-lock-none = No Activation Lock is on it, which proves nothing
says-lock-user = It is locked to a personal Apple Account: somebody set it up and uses it
says-lock-mdm = A device management service has locked it

says-care-unread = Nobody has read when its coverage began
says-care-missing = Apple has no coverage on record for it
says-care-much-before = Its coverage began more than 14 days before it was added to the organisation
says-care-near = Its coverage began within 14 days of its being added to the organisation
says-care-after = Its coverage began more than 14 days after it was added to the organisation

says-register-unread = Nobody has read your device register
says-register-not-listed = Your device register does not have it
says-register-stock = Your device register has it in stock
says-register-handed-out = Your device register has it as handed out
says-register-returned = Your device register has it as returned
says-register-lost = Your device register has it as lost, stolen or disposed of
says-register-unsaid = Your device register has it, without a word about where it is

says-handed-when-unread = It is not known when it was handed out
says-handed-when-before-added = It was handed out before it was added to the organisation
says-handed-when-before-assigned = It was handed out before it was assigned to Intune's service
says-handed-when-before-imported = It was handed out before Intune imported it
says-handed-when-before-profile = It was handed out before the enrollment profile was assigned
says-handed-when-after-profile = It was handed out after the enrollment profile was assigned

says-used-when-unread = No sign of use tells when it was last set up
says-used-when-before-added = It was last set up before it was added to the organisation
says-used-when-before-assigned = It was last set up before it was assigned to Intune's service
says-used-when-before-imported = It was last set up before Intune imported it
says-used-when-before-profile = It was last set up before the enrollment profile was assigned
says-used-when-after-profile = It was last set up after the enrollment profile was assigned

says-holder-sign-ins-unread = Nobody has read the holder's sign-ins
says-holder-sign-ins-none = The holder has no sign-in from an iPhone or iPad that nobody manages
says-holder-sign-ins-unmanaged = The holder signs in from an iPhone or iPad that nobody manages

says-siblings-unread = It is not known how other devices of the same order fared
says-siblings-alone = No other device came with the same order
says-siblings-few = Fewer than 30% of the same order's devices are enrolled
says-siblings-some = Between 30 and 90% of the same order's devices are enrolled
says-siblings-most = At least 90% of the same order's devices are enrolled

says-look-unread = Nobody has looked at it
says-look-sealed = Somebody saw it in its sealed box
says-look-hello = Somebody saw it at the Hello screen, not set up
says-look-remote-management = Somebody saw it at Remote Management or at the sign-in that follows
says-look-in-use = Somebody saw it in use without management
says-look-other-management = Somebody saw it in use, managed by another service
says-look-managed = Somebody saw it in use, managed by your organisation
says-look-stopped = Somebody saw an error or a lock stop Setup Assistant
says-look-missing = Somebody looked for it, and nobody can find it

says-setup-story-unread = Nobody was asked how it was last set up
says-setup-story-as-new = It was last set up as new
says-setup-story-quick-start = It was last set up from another device held beside it
says-setup-story-restored = It was last set up from a backup
says-setup-story-unknown = Nobody remembers how it was last set up

says-other-mdm-unread = Nobody was asked whether another service managed it
says-other-mdm-no = It was not managed by another service
says-other-mdm-yes = It was managed by another service and still is

says-site-cluster-unread = Other devices of the same site could not be compared
says-site-cluster-alone = Other devices of the same site do not fail in this way
says-site-cluster-cluster = Most devices of the same site fail, while those of other sites do not

says-unlock-plan-unread = Nobody was asked whether the personal Activation Lock can be lifted
says-unlock-plan-ready = The holder can sign out of the Apple Account and will do so
says-unlock-plan-impossible = Nobody can sign out of the Apple Account on it

## Whether it tried: gates G6 to G8

says-state-unread = Nobody has read the enrollment state in Intune's list
says-state-unknown = Intune's list does not know its enrollment state
says-state-enrolled = Intune's list calls it enrolled
says-state-pending-reset = Intune's list says that it enrolled with another profile than the one now assigned
says-state-failed = Intune's list has a failed enrollment on record
says-state-not-contacted = Intune's list has it as imported, not enrolled, and without a failure
says-state-blocked = Intune's list has it as blocked: a userless device whose apps failed to install

says-contact-unread = Nobody has read when it was last in contact
says-contact-never = Intune's list says that it was never in contact
says-contact-once = Intune's list says that it was in contact at least once

says-failure-unread = Nobody has read the failed enrollments
says-failure-none = No failed enrollment is on record for it or its holder
says-failure-restriction = An enrollment restriction turned it away
says-failure-licence = Enrollment failed because the person has no licence or is not in the group
says-failure-cap = Enrollment failed because the person has too many devices
says-failure-authentication = Enrollment failed because the person could not sign in
says-failure-authorization = The person signed in, but was not allowed to enroll a device
says-failure-account = Enrollment failed because the account is blocked or unknown
says-failure-not-supported = Enrollment failed because the device or its system version is not supported
says-failure-disconnected = Enrollment failed because the device went away
says-failure-abandoned = The person gave up the enrollment
says-failure-push = Enrollment failed because of the Apple push certificate
says-failure-identity = Enrollment failed because the device got no identity certificate
says-failure-authority = Enrollment failed because the tenant is not set up for device management or not subscribed
says-failure-diverted = Another policy diverted the person to user enrollment
says-failure-manager = Enrollment failed because a device enrollment manager account was used
says-failure-government = Enrollment failed because of the government cloud
says-failure-clock = Enrollment failed because the device's clock is wrong
says-failure-other = A failed enrollment is on record, for a reason that names no cause

says-enroll-sign-in-unread = Nobody has read the sign-ins to Microsoft Intune Enrollment
says-enroll-sign-in-none = The holder never signed in to Microsoft Intune Enrollment
says-enroll-sign-in-success = The holder signed in to Microsoft Intune Enrollment
says-enroll-sign-in-mfa = The holder's sign-in to Microsoft Intune Enrollment failed at multifactor authentication
says-enroll-sign-in-blocked = Conditional Access blocked the holder's sign-in to Microsoft Intune Enrollment
says-enroll-sign-in-terms = The holder's sign-in to Microsoft Intune Enrollment failed at terms of use
says-enroll-sign-in-failed = The holder's sign-in to Microsoft Intune Enrollment failed

says-erased-unread = Nobody has read whether it was erased
says-erased-none = Apple's audit events name no erase in the time that was read
says-erased-before-profile = It was last erased before the enrollment profile was assigned
says-erased-since-profile = It was erased after the enrollment profile was assigned

## Once it is managed: gates G9 to G12

says-managed-unread = Nobody has read Intune's managed devices
says-managed-none = Intune has no managed device with this serial number
says-managed-automated = Intune manages it, enrolled by automated enrollment
says-managed-by-hand = Intune manages it, but it was enrolled by hand
says-managed-several = Intune has several managed devices with this serial number
says-managed-unsaid = Intune manages it, without a word about how it was enrolled

says-supervised-unread = Nobody has read whether it is supervised
says-supervised-yes = It is supervised
says-supervised-no = It is not supervised

says-check-in-unread = Nobody has read when it last checked in
says-check-in-never = It has never checked in
says-check-in-new = It enrolled less than 24 hours ago
says-check-in-recent = It has checked in within 30 days
says-check-in-stale = It has not checked in for more than 30 days

says-registered-unread = Nobody has read whether it is registered in Microsoft Entra
says-registered-yes = It is registered in Microsoft Entra
says-registered-no = It is not registered in Microsoft Entra

says-compliance-unread = Nobody has read whether it is compliant
says-compliance-compliant = It is compliant
says-compliance-noncompliant = It is not compliant
says-compliance-unsettled = Its compliance has not been settled

says-management-unread = Nobody has read what Intune is doing with it
says-management-managed = Intune is managing it
says-management-wipe = A wipe was ordered for it
says-management-retire = A retirement or deletion was ordered for it
says-management-unhealthy = Intune calls it unhealthy
says-management-discovered = Intune has found it, but not fully enrolled it

says-certificate-unread = Nobody has read whether its management certificate is valid
says-certificate-valid = Its management certificate is valid
says-certificate-expired = Its management certificate has expired: it cannot check in any more

says-gone-unread = It is not known whether it was enrolled before
says-gone-no = Nothing says that it was enrolled before
says-gone-yes = It was enrolled or in contact once, and no managed device is left of it

## The whole tenant

says-push-unread = Nobody has read the Apple push certificate
says-push-valid = The Apple push certificate is valid
says-push-missing = The tenant has no Apple push certificate
says-push-expired = The Apple push certificate has expired

says-silence-unread = It could not be compared when managed devices fell silent
says-silence-ordinary = Managed devices did not fall silent together
says-silence-mass = Most managed Apple devices fell silent on one and the same day, and this one with them

says-platform-rule-unread = Nobody has read the enrollment restrictions
says-platform-rule-allowed = No enrollment restriction for everybody forbids this platform
says-platform-rule-blocked = An enrollment restriction for everybody forbids this platform

says-os-rule-unread = Its system version could not be compared with the enrollment restrictions
says-os-rule-fits = Its system version satisfies the enrollment restrictions
says-os-rule-too-old = An enrollment restriction asks for a system version that it does not have

says-vpp-unread = Nobody has read whether the apps and books token works
says-vpp-not-needed = Its enrollment profile needs no apps and books token
says-vpp-valid = The apps and books token that installs Company Portal works
says-vpp-broken = The apps and books token that should install Company Portal does not work

says-access-unread = Nobody has read the Conditional Access policies
says-access-clear = No enabled Conditional Access policy stands in the way of enrollment
says-access-blocks = A Conditional Access policy blocks the enrollment app
says-access-terms = Conditional Access asks for terms of use that an unregistered device cannot accept
says-access-method = Conditional Access requires a sign-in method that Setup Assistant cannot show

says-family-default-unread = Nobody has read which service takes new devices by default
says-family-default-covered = A service takes new devices of this product family by default
says-family-default-missing = No service takes new devices of this product family by default

## The device itself

says-kind-unread = It is not known what kind of device it is
says-kind-ios = It is an iPhone or iPad, which asks Apple only during set-up
says-kind-mac = It is a Mac, which asks Apple again after set-up
says-kind-tv = It is an Apple TV
says-kind-vision = It is an Apple Vision
says-kind-watch = It is an Apple Watch

says-os-generation-unread = Its system version is not known
says-os-generation-before-26 = Its system is older than version 26 and cannot move between services without an erase
says-os-generation-from-26 = Its system is version 26 or later and can move between services without an erase

says-tokens-unread = Nobody has read Intune's enrollment program tokens
says-tokens-some = Intune has at least one enrollment program token
says-tokens-none = Intune has no enrollment program token

## Questions to a person

question-look = What do you see when you look at the device?
answer-look-sealed = It is in its sealed box
answer-look-hello = It shows Hello and is not set up
answer-look-remote-management = It shows Remote Management or the sign-in that follows
answer-look-in-use = It is in use, without management
answer-look-other-management = It is in use, managed by another service
answer-look-managed = It is in use, managed by us
answer-look-stopped = An error or a lock stops Setup Assistant
answer-look-missing = Nobody can find it

question-setup-story = How was the device last set up?
answer-setup-story-as-new = As a new device
answer-setup-story-quick-start = From another device held beside it (Quick Start)
answer-setup-story-restored = From a backup
answer-setup-story-unknown = Nobody remembers

question-other-mdm = Was the device managed by another service before?
answer-other-mdm-no = No
answer-other-mdm-yes = Yes, and it still is

question-unlock-plan = Can the holder sign out of the personal Apple Account?
answer-unlock-plan-ready = Yes, the holder can and will sign out
answer-unlock-plan-impossible = No, nobody can

## Gates, families, scopes, actions, standings

gate-g0 = In the organisation at Apple
gate-g1 = Assigned to Intune's service at Apple
gate-g2 = On the list of Intune's token
gate-g3 = Enrollment profile assigned
gate-g4 = Profile accepted by Apple
gate-g5 = Asked Apple during set-up
gate-g6 = Remote Management shown and accepted
gate-g7 = Signed in by the person
gate-g8 = Enrollment accepted by Intune
gate-g9 = First check-in with Intune
gate-g10 = Registered in Microsoft Entra
gate-g11 = Compliant
gate-g12 = Admitted by Conditional Access

family-waiting = Healthy and waiting
family-order = Moment missed
family-custody = Not ours or on the wrong service
family-tenant = Fault of the tenant
family-user = Person and account
family-network = Network and hardware
family-after = After enrollment
family-migration = Between two services

scope-device = one device
scope-token = all devices of a token
scope-profile = all devices of an enrollment profile
scope-restriction = all devices under an enrollment restriction
scope-family = all devices of a product family
scope-tenant = the whole tenant

action-none = Nothing to do
action-wait = Wait and look again
action-ask = Ask one question first
action-configure = Change a setting; the device stays as it is
action-migrate = Move the device without an erase
action-clean = Tidy the records
action-erase = Erase the device and set it up again

standing-healthy = Healthy
standing-waiting = Waiting
standing-needs-you = Needs you
standing-cannot-tell = One question first

## What must happen before an erase

hold-live-data = Rule out that the device is in use and managed elsewhere: an erase would destroy working data
hold-gate-not-green = Bring this in order, or the device comes back unmanaged: { $what }
hold-personal-lock = Have the holder sign out of the personal Apple Account, or the device stays locked after the erase
hold-lock-unread = Have the Activation Lock read: nobody has looked whether there is one
hold-not-sure-enough = Make sure that only an erase helps: another cause is still too probable
hold-identity-unclear = Make sure which device this is: the sources contradict each other
hold-never-seen-in-use = Have somebody look at the device: nothing shows that it was ever used, and silence is no evidence
hold-other-management = Ask whether another service still manages the device: it came from one, and may still work there

## Milestones of a device

milestone-ordered = Ordered
milestone-added = Added to the organisation
milestone-assigned = Assigned to Intune's service
milestone-reassigned = Assigned again to the same service
milestone-imported = Imported into Intune
milestone-profiled = Enrollment profile assigned
milestone-set-up = Last set up
milestone-erased = Erased
milestone-enrolled = Enrolled in Intune
milestone-checked-in = Last check-in
milestone-contacted = Last in contact with Intune
milestone-attempted = Enrollment failed, the last time
milestone-released = Released from the organisation
milestone-handed-out = Handed out
milestone-covered = Coverage began

says-ownership-unread = Nobody looked whose Intune says it is
says-ownership-company = Intune says it is the organisation's
says-ownership-personal = Intune says it is a person's own
says-kind-foreign = It is not an Apple device
