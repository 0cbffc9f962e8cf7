# Reading a tenant: init, doctor, demo, rounds of diagnose.
round-missed = not read: { $source }: { $why }

watch-quiet = { $time }: { $devices }, nothing changed
watch-round = { $time }: { $devices }, and this changed
watch-lost = { $source } was read whole before, and is not now: what it would say is unknown
watch-failed = this round failed, and the next will come: { $why }
watch-fault-began = a fault began: { $fault }, { $devices }
watch-fault-ended = a fault ended: { $fault }, { $devices }
watch-fault-unseen = a fault is not seen, but less was read: { $fault }, { $devices }
watch-column-serial = serial number
watch-column-change = change
watch-column-before = before
watch-column-after = now
watch-healed = healed
watch-broke = broke
watch-changed = changed
watch-new = new
watch-gone = gone
watch-unseen = not seen
watch-well = well

demo-starting = Starting a pretended tenant on this machine: some hundred devices, Entra, Microsoft Graph, Apple Business
demo-collecting = Signing in with a client secret and with a key, and reading { $base } over HTTPS
demo-diagnosing = Diagnosing every device
demo-classic = The classic case: { $serial } was set up first and added afterwards, and waits in vain
demo-remembering = Looking back: two weeks of this tenant, a look a day
demo-index-title = All documents of the demonstration
demo-index-says = A pretended tenant, read over HTTPS and diagnosed. Begin with the executive report.
demo-index-decide = For whoever decides
demo-index-executive = are we safe, what does it cost, what is wanted; two to four pages
demo-index-printed = the same, to be printed
demo-index-check = For whoever checks
demo-index-evidence = controls of nine frameworks with what was measured and the exceptions
demo-index-evidence-printed = the same, to be printed, with lists and checksums of its own
demo-index-evidence-index = the same for a program
demo-index-evidence-sums = checksums of every file of the pack; “sha256sum -c SHA256SUMS” in its folder checks them
demo-index-administer = For whoever administers
demo-index-workbook = devices, findings, causes, suppliers, and costs with live formulas
demo-index-prevention = the checks that keep the next device from failing, and what is on its way
demo-index-ticket = the same, for a ticket or a wiki
demo-index-access = whether an unmanaged iPhone gets in, and the smallest change that closes each way
demo-index-kit = What a company lays down
demo-index-procurement = how devices are bought, so that they arrive assigned
demo-index-supplier = what a supplier has to do, with the numbers that belong to it
demo-index-joiner = before somebody gets a device
demo-index-notice = what the holder of a device is told
demo-index-machines = For other machines
demo-index-ocsf = events for a SIEM, OCSF 1.5
demo-index-sarif = findings for a code host, SARIF 2.1.0
demo-index-junit = checks for a build server, JUnit's XML
demo-index-csv = one device a row
demo-index-json = everything as one document
demo-report-no-pdf = This build prints no PDF; documents are written as HTML alone.
demo-report-written = Every document lies in { $folder }: executive.html first; index.html says what each is for.
demo-dashboard =
    The dashboard, until you press Ctrl-C (the link lets you in once):
      { $address }
demo-next =
    What to try next:
      firstcontact demo --out demo                        keep the snapshot, and look around in it
      firstcontact explain C01                            the page of this cause
      firstcontact init                                   describe your own tenant
demo-next-kept =
    What to try next:
      firstcontact diagnose { $out } --format html --out fleet.html
      firstcontact device { $serial } --snapshot { $out }
      firstcontact explain C01                            the page of this cause
      firstcontact init                                   describe your own tenant

init-adds = { $path } exists: what stands there stays, and the tenant is added at its end.
init-with-microsoft = Read Microsoft Intune and Entra?
init-with-apple = Read Apple Business (or Apple School Manager)?
init-yes = yes
init-yes-or-no = '{ $answer }' is neither yes nor no.
init-name = What to call this tenant here
init-directory = Directory (tenant) ID, or a domain (Entra > Overview)
init-client = Application (client) ID (Entra > App registrations)
init-cloud = Microsoft's cloud: global, gcc-high, dod or china
init-way = How to sign in: 1 a secret in the environment, 2 a secret in a file, 3 a certificate, 4 another identity provider's token, 5 as this machine in Azure (managed identity), 6 as a person with a code
init-variable = Name of the environment variable that holds the secret (not the secret itself)
init-secret-file = File that holds the secret
init-token-file = File in which the other provider puts its token
init-certificate-file = File with the certificate (PEM)
init-key-file = File with the certificate's private key (PEM)
init-apple-client = Client ID of the API account (BUSINESSAPI.… or SCHOOLAPI.…)
init-apple-key = ID of its key
init-apple-key-file = File with its private key (PEM, as Apple handed it out)
init-file-later = { $path } is not there yet; put it there before the first run.
init-file-open = Others may read { $path }; run: chmod 600 { $path }
init-nothing = Neither Microsoft nor Apple: the tenant is written, but there is nothing to read yet.
init-write = Write { $path }?
init-not-written = nothing was written; run `firstcontact init` again when you like
init-no-answer = the answers ended before "{ $question }", and nothing was written; answer it, or give a flag (firstcontact init --help)
init-flag-missing = --{ $flag } is missing, and with --yes nobody is asked; add it (firstcontact init --help)
init-wrong-name = '{ $answer }' will not do: letters, digits, - and _ only, at most 40.
init-name-taken = There is a tenant '{ $answer }' in the file already, which stays as it is; choose another name.
init-wrong-directory = '{ $answer }' is neither an ID like 8f0c2b7e-1111-4222-8333-444455556666 nor a domain like contoso.onmicrosoft.com.
init-wrong-guid = '{ $answer }' is no ID like 8f0c2b7e-1111-4222-8333-444455556666; copy it from the application's Overview.
init-wrong-cloud = '{ $answer }' is none of global, gcc-high, dod, china.
init-wrong-way = Please answer with a number from 1 to 6.
init-wrong-variable = This is no name of a variable: letters, digits and _ only. The name is asked for, not the secret itself.
init-wrong-path = This is no path. Where the file lies is asked for, not what stands in it.
init-wrong-apple-client = '{ $answer }' does not begin with BUSINESSAPI. or SCHOOLAPI. as Apple shows it (Settings > API).
init-wrong-apple-key = '{ $answer }' is no ID of a key; copy it from Apple Business (Settings > API).
init-wrote = The tenant { $name } stands in { $path }.
init-microsoft-head = At Microsoft, once:
init-microsoft-register = Entra admin center > App registrations > New registration; no redirect URI.
init-microsoft-permissions = API permissions > Add > Microsoft Graph > Application permissions:
init-microsoft-consent = Grant admin consent. Nothing that writes is needed: grant none of it.
init-microsoft-variable = Certificates & secrets > New client secret; put its Value (not its ID) into the environment variable { $place }.
init-microsoft-file = Certificates & secrets > New client secret; put its Value (not its ID) into { $place }, and run: chmod 600 { $place }
init-microsoft-certificate = Certificates & secrets > Certificates > Upload { $certificate }; its key stays here, in { $key }: chmod 600 { $key }
init-microsoft-federated = Certificates & secrets > Federated credentials > Add credential: issuer and subject of the token in { $place }, audience api://AzureADTokenExchange.
init-microsoft-machine = Give these permissions to the machine's identity instead (Enterprise applications lists it; app roles are assigned with Graph or PowerShell). No secret is needed.
init-microsoft-person = Authentication > Allow public client flows: Yes; and add the permissions as delegated ones. Each run prints an address and a code.
init-needed = needed
init-optional = makes it surer
init-apple-head = At Apple, once:
init-apple-account = Apple Business (or School Manager) > Settings > API > Add an API account; a role that may see devices is enough.
init-apple-download = Create its key and download it, which Apple allows once; put it at { $place }, and run: chmod 600 { $place }
init-next = Then: firstcontact doctor --tenant { $name }
init-next-schema = Completion in an editor: firstcontact init --schema > firstcontact.schema.json
permission-devicemanagementserviceconfig-read-all = tokens, profiles, device lists, restrictions
permission-devicemanagementmanageddevices-read-all = enrolled devices, failures, the push certificate
permission-devicemanagementconfiguration-read-all = enrollment and compliance policies, the SSO plug-in
permission-policy-read-all = Conditional Access, security defaults
permission-policy-read-deviceconfiguration = what it takes to register a device in Entra
permission-device-read-all = Entra's devices
permission-auditlog-read-all = sign-ins and second factors (Entra ID P1)
permission-user-read-all = who is in Entra, and who is a guest
permission-groupmember-read-all = who is in the groups that policies name
permission-rolemanagement-read-directory = who has the roles that policies name
permission-application-read-all = whether the enrollment app exists that policies name
permission-licenseassignment-read-all = which products include Intune

doctor-network-title = This network
doctor-network-hint = Looking for the hosts that devices need, from this network …
doctor-area-configuration = Configuration
doctor-area-network = Network
doctor-area-sign-in = Sign-in
doctor-area-clock = Clock
doctor-area-permissions = Permissions
doctor-area-licence = Licence
doctor-area-sources = Sources
doctor-area-expiry = Expiry
doctor-area-budget = Calls
doctor-settings = cannot be used
doctor-settings-good = complete; every secret is found, and no file of one is open to others
doctor-cut-off = not tried, since a host cannot be reached
doctor-proxy = not looked at directly, since a proxy is set (HTTPS_PROXY); signing in shows whether it lets through
doctor-no-name = the name is not found; check this machine's DNS and whether it filters names
doctor-no-connection = no connection; open this host and port in the firewall
doctor-timed-out = no answer in time; something drops what is sent: open this host and port in the firewall
doctor-no-tls = connected, but no TLS; something between drops or changes it: exempt this host from inspection
doctor-connected = reachable
doctor-certified = reachable, vouched for by { $issuer }
doctor-intercepted = somebody stands between: the certificate is from { $issuer }, who never vouches for this host; exempt it from TLS inspection, which devices refuse
doctor-for-activation = activation
doctor-for-captive = captive networks
doctor-for-enrollment = enrollment at Apple
doctor-for-push = push
doctor-for-time = the clock
doctor-for-certificates = certificates
doctor-for-updates = updates and apps
doctor-for-intune = enrollment at Intune
probe-check = Kept. What follows: { $command } --only P14
probe-import = Kept. Put it into a snapshot: { $command } --out SNAPSHOT
doctor-refused = no
doctor-signed-in = works
doctor-clock = this machine's clock agrees ({ $seconds } s apart)
doctor-clock-fast = this machine's clock is { $seconds } s fast; set it (time synchronisation), or signing in will fail
doctor-clock-slow = this machine's clock is { $seconds } s slow; set it (time synchronisation), or signing in will fail
doctor-permissions-opaque = the access token cannot be looked into; the sources below show what it allows
doctor-granted = granted
doctor-not-granted = missing, and needed; grant it in Entra > App registrations > API permissions, with admin consent
doctor-not-granted-optional = missing; without it the diagnosis is less sure. Grant it in Entra > App registrations > API permissions
doctor-may-write = may write, which reading never needs; take it away in Entra > App registrations > API permissions, and grant what only reads if it stood for that
doctor-superfluous = granted, and not needed
doctor-licence = Intune is active
doctor-licence-untold = the tenant does not say; where devices can be read, there is one
doctor-licence-not = Intune's subscription is '{ $state }'; ask whoever buys licences (Microsoft 365 admin center > Billing)
doctor-read = can be read
doctor-not-read = cannot be read
doctor-nothing-to-ask = nothing to ask: there is no token or service whose list it is
doctor-what-credential = the application's certificate
doctor-what-token = enrollment program token
doctor-what-push = Apple push certificate
doctor-what-vpp = token for apps
doctor-expired = expired { $date }; renew it
doctor-expires-soon = expires { $date }; renew it now, with the same Apple account
doctor-expires = good until { $date }
doctor-budget = a whole collection takes { $calls } calls at least
doctor-count-good = { $count } in order
doctor-count-skipped = { $count } not looked at
doctor-count-warning = { $count ->
    [one] { $count } worth mending
   *[other] { $count } worth mending
}
doctor-count-bad = { $count ->
    [one] { $count } does not work
   *[other] { $count } do not work
}

setting-nothing-to-read = [tenant.{ $name }] has neither microsoft nor apple; add one, as `firstcontact collect --help` shows
setting-authorities = cannot read the authorities to trust { $path }: { $why }; check authority-file or FIRSTCONTACT_CA_FILE
setting-missing = [{ $table }] does not say { $key }, and { $variable } is not set; add one of them
setting-certificate = cannot read the certificate { $path }: { $why }; check certificate-file
setting-sign-in-once = [{ $table }] must say once how to sign in: secret-env, secret-file or secret-command; or certificate-file with key-env, key-file or key-command; or federated-token-file; or sign-in
setting-key-once = [{ $table }] must say once where the key lies: key-env, key-file or key-command
setting-write-none = [tenant.{ $name }] has no identity that may write; describe one in [tenant.{ $name }.write], as docs/operating.md shows
setting-write-alone = [tenant.{ $name }.write.{ $vendor }] says as whom, and [tenant.{ $name }.{ $vendor }] does not say where; add it
setting-write-place = [tenant.{ $name }.write.{ $vendor }] names a { $key } of its own; take it out: it is that of [tenant.{ $name }.{ $vendor }]
setting-write-same = [tenant.{ $name }.write.{ $vendor }] has the client-id that also reads; make one of its own for writing, so that reading cannot write
setting-no-tenant = no tenant is configured; describe it with `firstcontact init`, or in firstcontact.toml as `firstcontact collect --help` shows
setting-which-tenant = which tenant? name one with --tenant: { $names }
setting-unknown-tenant = no tenant "{ $name }" is configured; there are: { $names }
