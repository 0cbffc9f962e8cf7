# The page of whoever has the device in their hands. They know none of our words.

holder-title = Set up your { $device } again
holder-skip = To the steps
holder-lead = This device is to be managed by your company again. For that it is erased once and set up anew. This page leads you through it, step by step. Read it on another device.
holder-device = Device
holder-serial = Serial number
holder-help = Who helps you
holder-print = You can print this page or save it as a PDF with your browser's menu.
holder-paper = Open the guide as a PDF
holder-paper-lead = This device is to be managed by your company again. For that it is erased once and set up anew. This sheet leads you through it, step by step. Keep it beside the device.
holder-paper-before = Do not erase the device yet. Begin this step only when the page behind your link, or { $contact }, says that you may.
holder-paper-different = Stop, and do not erase the device again. Open the link that you were sent and tap what you see, or call { $contact }.
holder-printed = Checklist. Tick each box when it is done. Erase the device only when the page behind your link says that you may. To report something, open the link again or call whoever helps you.
holder-now = Now
holder-steps = The steps
holder-step = Step
holder-progress = Steps that are done
holder-mark-now = now
holder-mark-done = done
holder-mark-ahead = later
holder-not-before = Not yet. Begin this step only when this page offers it to you.
holder-waits-approval = Thank you. Now others have to approve. You need do nothing. Do not erase the device yet. Come back to this page later.
holder-waits-look = Thank you. We are looking once more whether everything is ready for your device. That takes some minutes. Do not erase it yet. Load this page again later.
holder-waits-held = Please wait. Somebody is looking at it and will get in touch with you. Do not erase the device, and do not set it up further.
holder-over-managed = Done. The device is managed by your company again. Thank you.
holder-over-declined = You did not agree. Nothing happens to the device. If you change your mind, ask whoever helps you for a new link.
holder-over-ended = This was ended. You need do nothing more. Do not erase the device.
holder-consent = Do you agree that the device is erased?
holder-consent-why = It is your decision. Nobody erases the device without your agreement.
holder-consent-date = Date
holder-consent-plan = Plan
holder-consent-until = Possible until
holder-consent-name = Your name
holder-consent-ending =
    { $count ->
        [one] To agree, type the last character of the serial number
       *[other] To agree, type the last { $count } characters of the serial number
    }
holder-consent-yes = I agree. My data is saved elsewhere.
holder-consent-no = I do not agree
holder-consent-no-name = Please enter your name.
holder-consent-other-serial = Those are not the last characters of this serial number. Please read them from the device's screen. If they are different, this is another device: report it below.
holder-consent-other-plan = The plan has changed meanwhile. Please read it again, and decide anew.
holder-different = Something is different
holder-different-why = One tap is enough. Somebody gets in touch with you.
holder-different-text = What do you see? (You may leave this empty.)
holder-reported = You reported
holder-link-ended = This link works no more
holder-link-ended-why = It has ended, was replaced by a newer one, or was not copied in full.
holder-link-ended-next = Look for a newer message, or ask whoever sent you the link. Until then do not erase the device.
holder-foot = This link is for this device and for you; do not pass it on. It works until { $time }. Whoever helps you sees which steps you have confirmed.
holder-ready = Are you ready to erase the device now?
holder-ready-why = Press the button only when your data is saved, the device is in your hands, and you have an hour. Then we look once more whether all is in order. Do not erase it before this page says so.
holder-ready-yes = My data is safe. May I erase it now?
holder-ready-erased = I have erased it already
holder-not-yet-refused = Not yet: something is not in order. Do not erase the device. Ask whoever helps you.
holder-not-yet-reading = Not yet: everything is being read once more. That takes some minutes. Do not erase the device; ask here again in a while.
holder-contact = your IT support
