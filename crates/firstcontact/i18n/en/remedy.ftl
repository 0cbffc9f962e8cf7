# What a case, a plan and their steps are called, and why something is not done.

## Where a case is, and what a person does about it

state-open = Diagnosed; no plan yet
state-open-next = Look at the plan that is offered, and propose it.
state-awaitingConsent = The holder has to agree
state-awaitingConsent-next = Send the holder their link, or remind them. After 14 days without an answer the case rests.
state-awaitingApproval = Waits for approval
state-awaitingApproval-next = Somebody other than whoever proposed it reads the plan and approves or rejects it.
state-queued = Begins as soon as every condition holds
state-queued-next = Nothing, if all conditions are met. What is missing stands in the checklist.
state-sending = A request is being sent
state-sending-next = Wait a moment; the answer is written down as soon as it comes.
state-awaitingVendor = Another administrator has to approve it at Microsoft
state-awaitingVendor-next = A second administrator approves the request with this code in Intune under Multi Admin Approval.
state-waiting = A step has begun; its success is waited for
state-waiting-next = Whoever does the step finishes it. What can be read is read at every look.
state-unknown = Nobody knows whether the request arrived
state-unknown-next = Find out in Intune whether it happened, and say so here. It is never sent again by itself.
state-verifying = All steps are done; success is looked for
state-verifying-next = Nothing. Two looks that lie apart have to see the device managed and let in.
state-watching = Managed; it is watched whether it stays so
state-watching-next = Nothing. If the device leaves the management, the case opens again.
state-failed = Failed
state-failed-next = Read the last entries, diagnose the device anew, and write down why it failed.
state-escalated = With support
state-escalated-next = Open a ticket with Microsoft or Apple. When it is settled, diagnose the device anew.
state-suspended = Rests
state-suspended-next = Ask the holder whether they can go on. Then propose a new plan.
state-rejected = The plan was rejected
state-rejected-next = Ask the approver why, and propose another plan or end the case.
state-succeeded = Done: managed, and it stayed so
state-succeeded-next = Nothing.
state-aborted = Ended by a person
state-aborted-next = Nothing. A new case can be opened for the device.

## What happened

event-proposed = A plan was proposed
event-consented = The holder agreed
event-declined = The holder refused
event-enqueued = Enough people have approved
event-rejected = An approver rejected the plan
event-begun = A step began
event-answered = The vendor answered
event-lost = No answer is known
event-resolved = Somebody found out whether the request had happened
event-done = A step is done
event-dataSafe = The holder said that the data is safe
event-looked = Success was looked for
event-verified = Success was seen twice
event-regressed = The device is no longer managed; the case is open again
event-ended = The watch is over
event-late = It took too long
event-rediagnosed = The device was diagnosed anew
event-held = A person holds the case
event-resumed = It goes on
event-escalated = It was given to support
event-aborted = A person ended the case
event-opened = The case was opened
event-approved = Somebody approved the plan
event-applied = The approved plan is to be carried out
event-stage = The holder confirmed a step of the guide
event-trouble = The holder reported that something is different
event-linked = A link for the holder was made
event-refused = It was refused
event-called = A request was sent

## Steps of people

task-renewToken = Renew the enrollment token, at the same service and with the same account
task-acceptTerms = Accept Apple's new terms
task-renewPush = Renew the push certificate with the same Apple Account
task-allowEnrollment = Allow the enrollment: licence, group, restrictions, device limit
task-allowSignIn = Allow the sign-in: Conditional Access, methods, terms of use
task-freeNetwork = Open the network to Apple and Microsoft, or use another one
task-assignByHand = Assign the device to Intune's service in Apple's portal
task-dataPlan = The holder saves what must survive
task-findMyOff = The holder turns off Find My
task-secondFactor = Have a second factor or a Temporary Access Pass ready
task-eraseByHand = The holder erases the device by hand
task-setupAssistant = The holder sets it up as new; Remote Management must appear
task-finish = The holder signs in and opens Company Portal
task-renewOnMac = The holder renews the enrollment on the Mac
task-enrollByPortal = The holder enrolls through Company Portal, without an erase
task-obtainCustody = Bring the device into the organisation at Apple
task-cleanRecords = Tidy records that no device stands behind
task-askSupport = Ask Microsoft's or Apple's support

## Requests that are sent

act-assignService = Assign the device to Intune's service at Apple
act-migrate = Let the device migrate to Intune before a deadline
act-cancelMigration = Take back a migration that has not begun
act-syncToken = Ask Intune to read Apple's list again
act-assignProfile = Assign the enrollment profile
act-setDefaultProfile = Make the profile the default of the token
act-touchProfile = Hand the profile to Apple again
act-syncDevice = Ask the device to check in
act-retire = Take company data and management off the device
act-wipe = Erase the device remotely

## Conditions of a step

guard-identityCertain = It is certain which device this is
guard-inOrganisation = The device is in the organisation at Apple
guard-notOnServiceAlready = It is not on Intune's service already
guard-notManagedElsewhere = No other management hears from it
guard-canMigrate = It can migrate without an erase
guard-importedRow = Intune lists it
guard-syncAllowed = The last sync of the token was at least 15 minutes ago
guard-recordIsItsOwn = The record in Intune is certainly this device's
guard-gatesGreen = Gates G0 to G4 are green, and the tenant is in order
guard-unlocked = No personal lock, or a written plan how it is lifted
guard-eraseSure = Only an erase helps, no live data is lost, and somebody saw the device within 7 days
guard-consented = The holder has agreed to this plan, and the data is safe
guard-firstErase = It was not erased in this case yet
guard-evidenceFresh = All of this was read within the last 60 minutes

## Goals, signs, deadlines and ways back

goal-prepared = The way is free for the next plan
goal-letIn = Managed, supervised, compliant and let in
sign-onService = Apple shows it on Intune's service
sign-imported = Intune lists it after a sync
sign-profiled = The profile has been assigned for 30 minutes
sign-tenantSound = Token, terms and push certificate are in order
sign-unlocked = Apple shows no personal lock
sign-notMigrating = Apple shows no migration that waits to begin
sign-erased = Its record in Intune is gone
sign-enrolled = Intune shows it enrolled after this step began
sign-letIn = Compliant, and a real sign-in was let in
sign-said = Whoever does it says so
late-open = a new plan is needed
late-queued = everything is looked at anew
late-failed = it failed
late-suspended = it rests
late-escalated = support is asked
wayBack-needless = not needed
wayBack-previousService = assign the previous service again
wayBack-previousProfile = assign the previous profile again
wayBack-cancelBeforeStart = cancel it before it begins
wayBack-none = none

## What a holder reports

trouble-noRemoteManagement = “Remote Management” does not appear
trouble-noRemoteManagement-next = Turn the device off and leave it off. Do not set it up further, and do not erase it again. Somebody looks at it and gets in touch with you.
trouble-noRemoteManagement-admin = Do not let the holder erase it again. Read gates G1 to G4 anew, have another network tried, and diagnose the device anew.
trouble-oldAccount = It asks for an old Apple Account
trouble-oldAccount-next = If you know the account, enter its password. If not, turn the device off. Somebody gets in touch with you.
trouble-oldAccount-admin = That is the Activation Lock. Read it at Apple, and lift it as remedy R16 says: its owner enters the account, or the organisation turns the lock off.
trouble-notMyDevice = I do not have this device
trouble-notMyDevice-next = Thank you. Do nothing with it. Somebody finds out where it is.
trouble-notMyDevice-admin = Find out who has the device, correct the holder, and send that person a new link.
trouble-moreTime = I need more time
trouble-moreTime-next = Thank you. Nothing happens until you go on. Take the next step when you have an hour.
trouble-moreTime-admin = Agree on a day. What was read is read anew before the erase; consent and plan may have to be given again.
trouble-other = Something else is different
trouble-other-next = Leave the device as it is. Somebody gets in touch with you.
trouble-other-admin = Ask the holder what they see, and hold the case until it is clear.

## Where a ledger is broken

ledger-number = Entry { $expected } is missing, or one was put in: entry { $found } stands in its place.
ledger-chain = Entry { $number } does not follow the one before it.
ledger-text = The text of entry { $number } was changed after it was written.
ledger-end = The ledger ends with { $found }, but { $expected } was written down as its end.

## Why there is no plan

noPlan-nothing = Nothing is wrong with the device, or time mends it.
noPlan-nothing-next = Wait for the next look.
noPlan-askFirst = One question decides what helps.
noPlan-askFirst-next = Answer the question on the device's page.
noPlan-decide = The device is in use elsewhere. What becomes of it is for people to decide.
noPlan-decide-next = Settle with the holder and the other management whether it moves, then plan again.
noPlan-unread = It is not known what Intune's service, the token or the profile is called.
noPlan-unread-next = Look at the gaps on the tenant's page, and read the missing sources.
noPlan-noRemedy = Nothing that this program does mends this cause.
noPlan-noRemedy-next = Read the cause's page in the handbook, and ask support.

## Why something is not done, and what to do next

refusal-notNow = The case is not at the point where this could follow.
refusal-notNow-next = Load the page again and look at its state.
refusal-held = A person holds the case, so nothing begins.
refusal-held-next = Ask whoever holds it, and let it go on when the reason is gone.
refusal-planDiffers = The plan that you named is not the plan of the case.
refusal-planDiffers-next = Load the page again, read the plan that holds now, and decide about that one.
refusal-planExpired = The plan is older than 24 hours.
refusal-planExpired-next = Propose it again. The new plan needs its own consent and approvals.
refusal-deviceChanged = What the plan rests on has changed since it was made.
refusal-deviceChanged-next = Read the new diagnosis, and propose a new plan.
refusal-notInPlan = The plan does not name this device.
refusal-notInPlan-next = Choose the device's own plan, or propose one for it.
refusal-approverIsRequester = Whoever asked for the plan cannot approve it.
refusal-approverIsRequester-next = Ask another approver of this tenant.
refusal-otherDoor = Who asked for the plan is known by another door: one by an account of the dashboard, one by a name typed on a terminal. They could be one person.
refusal-otherDoor-next = Propose and approve a plan in the same place: both on the dashboard, or both with `firstcontact fix`.
refusal-notApprover = Only an approver of this tenant can approve.
refusal-notApprover-next = Ask an approver, or ask the administration of the tenant for the role.
refusal-approvedAlready = You have approved this plan already. One person counts once.
refusal-approvedAlready-next = Ask a second approver.
refusal-approvalMissing = An approval is missing, or is older than 24 hours.
refusal-approvalMissing-next = Ask approvers to read and approve the plan. What cannot be undone, and plans of more than 25 devices, need two people.
refusal-consentMissing = Nobody who may has agreed to the loss of the data.
refusal-consentMissing-next = Send the holder their link, or record the agreement of the data's owner.
refusal-consentForAnother = The consent names another serial number.
refusal-consentForAnother-next = Have the holder read the serial number from the screen and agree again.
refusal-consentOtherPlan = The consent was given to another plan.
refusal-consentOtherPlan-next = Ask the holder to agree to the plan that holds now.
refusal-consentOld = The consent is older than 72 hours, or its date lies in the future.
refusal-consentOld-next = Ask the holder to agree again.
refusal-consentSilent = The consent does not say what happens to the data.
refusal-consentSilent-next = Use the form of the link: it names what is lost.
refusal-dataNotSafe = Nobody has said within a day that the data is safe.
refusal-dataNotSafe-next = Ask the holder to confirm on their link that all they need is saved elsewhere.
refusal-evidenceStale = What was read is older than 60 minutes, or was not read.
refusal-evidenceStale-next = Collect now. The step begins by itself as soon as the new look shows the same.
refusal-gateNotGreen = A gate between G0 and G4 is not green. Erased now, the device would come back unmanaged.
refusal-gateNotGreen-next = Mend what the device's page shows at the gates, wait 30 minutes after a change of profile, and collect again.
refusal-lockPersonal = A personal Activation Lock is on the device, and no plan to lift it is written down.
refusal-lockPersonal-next = Have the holder turn off Find My, then collect; or write down how the lock will be lifted.
refusal-neverErase = Devices with this cause must never be erased.
refusal-neverErase-next = Do what the device's page advises instead.
refusal-notSure = It is not sure enough that only an erase helps.
refusal-notSure-next = Answer the open question on the device's page, or read the missing sources.
refusal-liveData = An erase could destroy live data without need.
refusal-liveData-next = Find out who uses the device and whether it is managed elsewhere, and write that down as an answer.
refusal-notSeen = No person has seen the device in the last seven days.
refusal-notSeen-next = Have somebody look at it, and answer the question on the device's page.
refusal-identityDoubtful = It is not certain which device this is: lists name several, or match only roughly.
refusal-identityDoubtful-next = Compare the serial number with the screen, correct the wrong record, and collect again.
refusal-recordNotOwn = The record in Intune is not certainly this device's, or cannot be erased.
refusal-recordNotOwn-next = Look at the record in Intune. If it was enrolled by its user, take the erase by hand.
refusal-ringFull = First one device, then five, then twenty-five: the ring is full.
refusal-ringFull-next = Wait until the devices before it are seen to be managed.
refusal-ringFailed = A device of this plan failed, so no other one begins.
refusal-ringFailed-next = Find out why it failed, settle its case, and propose a new plan for the others.
refusal-dayFull = One per cent of the fleet was touched today. That is the most for a day.
refusal-dayFull-next = Nothing. It goes on tomorrow.
refusal-hourFull = Ten devices were touched in this hour. That is the most for an hour.
refusal-hourFull-next = Nothing. It goes on in the next hour.
refusal-tenantFault = Something is wrong for the whole tenant, so single devices wait.
refusal-tenantFault-next = Mend the fault that Today shows first.
refusal-erasedAlready = The device was erased in this case already.
refusal-erasedAlready-next = Do not erase it again. Diagnose it anew, and write down why a second erase would end differently.
refusal-denied = The device is on the list of those that are never touched.
refusal-denied-next = Ask whoever keeps that list; take the device off only with their agreement.
refusal-quietHours = It is a quiet hour in which nothing begins.
refusal-quietHours-next = Nothing. It goes on when the quiet hours are over.
refusal-killSwitch = The kill switch is on: nothing is begun anywhere.
refusal-killSwitch-next = Ask whoever turned it on. An administrator turns it off when the reason is gone.
refusal-notInOrganisation = The device is not in the organisation at Apple, or nobody looked.
refusal-notInOrganisation-next = Read Apple's list. If the device is missing, ask the supplier to add it.
refusal-onServiceAlready = The device is on Intune's service already. Assigning it again would take its profile away.
refusal-onServiceAlready-next = Leave the service as it is, and propose a new plan.
refusal-managedElsewhere = Another management still hears from the device.
refusal-managedElsewhere-next = Settle with whoever runs it whether the device moves, and take it off there first.
refusal-cannotMigrate = The device cannot migrate without an erase, or nobody looked.
refusal-cannotMigrate-next = Bring it to version 26 if it can have that; otherwise decide about an erase.
refusal-noRow = Intune does not list the device, or nobody looked.
refusal-noRow-next = Let the token sync, wait, and collect again.
refusal-syncTooSoon = The token was asked to sync less than 15 minutes ago, or nobody looked.
refusal-syncTooSoon-next = Nothing. It goes on when the 15 minutes are over.
refusal-hasCase = The device has a case that is not over.
refusal-hasCase-next = Go on with that case, or end it first.
refusal-stranger = Nothing that was read names this serial number.
refusal-stranger-next = Check the serial number. If it is right, collect first.
refusal-nameless = Only a person with a name may do this.
refusal-nameless-next = Sign in as yourself, fill in every field, and try again.
