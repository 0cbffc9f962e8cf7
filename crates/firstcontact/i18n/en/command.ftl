# What the commands say beside their results.
progress-reading = Reading the snapshot
answer-no-such-question = there is no question '{ $question }'; there are: { $known }
answer-no-such-answer = '{ $answer }' is no answer to '{ $question }'; the answers are: { $known }
answer-no-serial = '{ $serial }' is no serial number: { $fault }; copy it from Settings > General > About
answer-recorded = Recorded. See what follows: { $command }
device-unknown = no source of { $snapshot } names the serial number { $serial }
device-meant = did you mean { $serial }?
device-unknown-next = list all serial numbers: firstcontact diagnose { $snapshot } --format csv
collect-done = Collected { $tenant } into { $out }
collect-missed = Not read:
collect-next = Next: firstcontact diagnose { $out }
collect-plan = Calls needed at least, to read { $tenant }:
collect-reading = Collecting
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
