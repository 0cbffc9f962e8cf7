# The dashboard's pages about cases.

web-cases = Cases
web-cases-why = Devices on their way from a diagnosis to a managed device.
web-cases-find = Serial number, person or model
web-cases-none = None
web-cases-more = All of this column
web-turn-you = Needs you
web-turn-holder = Waits for the holder
web-turn-vendor = Waits for Apple, Microsoft or time
web-turn-watch = Being checked and watched
web-turn-over = Done
web-case-held = held
web-case-held-by = { $by } holds this case; nothing begins until somebody lets it go on.
web-case-due = late from { $time }
web-case-due-by = Late from
web-case-since = Since
web-case-foot = Nothing is sent without a plan that was read, agreed to where data is lost, and approved.
web-case-device = The device
web-case-next = What now?
web-case-back = Back to the case
web-case-cancel = Cancel
web-case-vendor-code = Code for the approval in Intune:
web-case-plan = Plan
web-case-dry-run = Plan (dry run)
web-case-dry-run-why = Nothing of this was sent, and nothing is until it is proposed, agreed to and approved.
web-case-goal = Goal
web-case-requester = Proposed by
web-case-until = Can be begun until
web-case-plan-hash = Hash of the plan
web-case-plan-text = The plan's text, as it is hashed
web-case-irreversible = This plan contains a step that cannot be undone. Two people have to approve it.
web-case-step-irreversible = This cannot be undone.
web-case-erases = Everything on the device is lost by this step. It cannot be undone.
web-case-actor-api = firstcontact sends it
web-case-actor-administrator = the administration does it
web-case-actor-holder = the holder does it
web-case-checks = Conditions
web-case-check-yes = met
web-case-check-no = not met
web-case-check-later = not looked at yet
web-case-call = Exactly this is sent
web-case-permission = Permission:
web-case-sign = Success
web-case-within = Time
web-case-else = otherwise
web-case-way-back = Way back
web-case-hours =
    { $count ->
        [one] one hour
       *[other] { $count } hours
    }
web-case-days =
    { $count ->
        [one] one day
       *[other] { $count } days
    }
web-case-read-at = Seen { $time }
web-case-said-at = Said by { $by }, { $time }
web-case-people = Consent and approvals
web-case-consent = Consent
web-case-consent-none = Not given yet.
web-case-consent-needless = This plan needs no consent: nothing on the device is lost.
web-case-consent-name = Who agreed?
web-case-consent-owner = In which capacity?
web-case-consent-ending = The last characters of the serial number, as read from the device
web-case-owner-holder = has the device
web-case-owner-data = answers for the data on it
web-case-approvals = Approvals
web-case-approvals-missing =
    { $count ->
        [0] No approval is missing.
        [one] One approval is missing.
       *[other] { $count } approvals are missing.
    }
web-case-holder = The holder
web-case-holder-at = Now at: { $stage }
web-case-link-ends = The link works until { $time }.
web-case-looks = Looks for success
web-case-look-good = managed and let in
web-case-look-bad = not yet
web-case-ledger = What happened
web-case-ledger-why = Every entry contains the hash of the one before it. Nothing can be taken out or changed unnoticed.
web-case-ledger-none = Nothing yet.
web-case-broken = The ledger's chain is broken. Trust nothing on this page until it is clear why.
web-case-number = No.
web-case-hash = Hash
web-case-before = Before
web-case-as-kept = As it is kept
web-case-why = Why?
web-case-happened = Did it happen?
web-case-happened-yes = Yes: I have seen in Intune or on the device that it happened
web-case-happened-no = No: I have seen that it did not happen

## What a person may do

web-deed-propose = Propose this plan
web-deed-propose-means = The plan goes to those who decide. Nothing is sent yet.
web-deed-link = Make a link for the holder
web-deed-link-means = A new link to the guide is made. Every earlier link of this case stops working.
web-deed-consent = Record a consent
web-deed-consent-means = For an agreement that was given by word or in writing. Record only what this person really said, about this device.
web-deed-approve = Approve
web-deed-approve-means = You answer for it that this plan is right for this device. Read all of it first.
web-deed-reject = Reject
web-deed-reject-means = The plan is laid aside. Another one can be proposed.
web-deed-done = This step is done
web-deed-done-means = You say that the present step of the administration is done.
web-deed-resolve = Say whether it happened
web-deed-resolve-means = Nobody knows whether the request arrived. Look at the record in Intune and at the device before you answer: the answer decides how it goes on, and the request is never sent again.
web-deed-hold = Hold
web-deed-hold-means = Nothing new begins in this case until somebody lets it go on. What has been sent is not taken back by it.
web-deed-resume = Let it go on
web-deed-resume-means = The next step begins as soon as all its conditions are met.
web-deed-rediagnose = Diagnose anew
web-deed-rediagnose-means = The case begins anew with the present diagnosis. Write down what was wrong the last time, and why it will end differently now.
web-deed-escalate = Give to support
web-deed-escalate-means = The case waits for Microsoft's or Apple's support.
web-deed-abort = End the case
web-deed-abort-means = The case is over. What has been done stays done.

## The holder's stages in short

web-stage-serial = Serial number compared
web-stage-data = Data saved
web-stage-esim = eSIM kept
web-stage-findMy = Find My off
web-stage-secondFactor = Sign-in ready
web-stage-network = Network and power
web-stage-erase = Erased
web-stage-setUp = Set up as new
web-stage-remoteManagement = Remote Management seen
web-stage-signIn = Signed in
web-stage-wait = Configured
web-stage-finished = All works
web-case-no-plan = No plan holds.
web-case-no-plan-next = Propose one: it is made from what was read last, and you see it before anybody else does.
web-cases-stop = Stop all repairs of this tenant
web-cases-go = Let repairs begin again
web-case-reading = What was read last is too old for this, so the tenant is being read anew.
web-case-reading-next = Try again when the collection is done; the page of the tenant tells how far it is.
web-case-nowhere = No snapshot of this tenant lies on this server, and it cannot read the tenant itself.
web-case-nowhere-next = Use the machine that collects the tenant, or "firstcontact fix" with a snapshot.
web-case-unreadable = The newest snapshot cannot be read.
web-case-no-guide = There is a guide for iPhone, iPad and Mac only.
web-case-no-guide-next = Tell the person what to do yourself.
web-case-link-made = This is the link for the holder. It is shown only now; earlier links of this case work no more.
web-case-link-made-next = It works for 14 days. Send it to the person who has the device, to a device other than that one. Whoever has the link can agree to the erase of this device.
web-case-open = Its case
web-case-propose = Propose a repair
web-deed-decline = Record that they do not agree
web-deed-decline-means = The holder does not agree. Nothing is sent; the case rests until somebody takes it up.
web-deed-apply = Carry out
web-deed-apply-means = The approved plan goes on by itself from here, step by step, each as soon as its conditions are met.
