# What the commands say beside their results.
progress-reading = Reading the snapshot
answer-no-such-question = there is no question '{ $question }'; there are: { $known }
answer-no-such-answer = '{ $answer }' is no answer to '{ $question }'; the answers are: { $known }
answer-no-serial = '{ $serial }' is no serial number: { $fault }; copy it from Settings > General > About
answer-too-late = the snapshot was taken { $taken }, and what is seen at { $at }, more than 30 days later, does not count in it; read the tenant anew, or say with --at when it was seen
answer-in-future = { $at } is yet to come; say with --at when it was seen
answer-recorded = Recorded. See what follows: { $command }
device-unknown = no source of { $snapshot } names the serial number { $serial }
device-meant = did you mean { $serial }?
device-unknown-next = list all serial numbers: firstcontact diagnose { $snapshot } --format csv
collect-done = Collected { $tenant } into { $out }
collect-missed = Not read:
collect-next = Next: firstcontact diagnose { $out }
collect-plan = Calls needed at least, to read { $tenant }:
collect-plan-budget = more at most, about { $seconds } seconds, for single devices that need it (Activation Lock, AppleCare)
collect-plan-sum = calls, about { $seconds } seconds at least
collect-page = Collecting: { $pages } pages, { $rows } rows, at least { $left } calls left · { $of }
collect-choosing = Working out which devices must be asked about one by one
collect-answer = Asking about single devices: { $left } calls left · { $of }
collect-waiting = Waiting { $seconds } s because { $host } asks for it
collect-person = Sign in: open { $address } and enter the code { $code } within { $minutes } minutes
import-imported = Imported into { $out }:
import-refused = Not imported:
import-next = Next: firstcontact diagnose { $out }
import-columns = Columns of { $file }:
import-columns-change = Is a column wrong? Name it with --register-column { $example }
import-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
import-refused-rows = { $count ->
    [one] { $count } row cannot be used
   *[other] { $count } rows cannot be used
}
