# Wie ein Fall, ein Plan und ihre Schritte heißen, und warum etwas nicht getan wird.

## Wo ein Fall steht, und was eine Person damit tut

state-open = Diagnostiziert, noch ohne Plan
state-open-next = Sehen Sie sich den angebotenen Plan an, und schlagen Sie ihn vor.
state-awaitingConsent = Die Person muss zustimmen
state-awaitingConsent-next = Senden Sie der Person ihren Link, oder erinnern Sie sie. Nach 14 Tagen ohne Antwort ruht der Fall.
state-awaitingApproval = Wartet auf Freigabe
state-awaitingApproval-next = Jemand anderes als die vorschlagende Person liest den Plan und gibt ihn frei oder lehnt ihn ab.
state-queued = Beginnt, sobald alle Bedingungen erfüllt sind
state-queued-next = Nichts, wenn alle Bedingungen erfüllt sind. Was fehlt, steht in der Checkliste.
state-sending = Eine Anfrage wird gesendet
state-sending-next = Warten Sie einen Moment; die Antwort wird notiert, sobald sie kommt.
state-awaitingVendor = Eine andere Administration muss es bei Microsoft freigeben
state-awaitingVendor-next = Eine zweite Person gibt die Anfrage mit diesem Code in Intune unter „Multi Admin Approval“ frei.
state-waiting = Ein Schritt hat begonnen, sein Erfolg wird abgewartet
state-waiting-next = Wer den Schritt tut, bringt ihn zu Ende. Was lesbar ist, wird bei jedem Abruf gelesen.
state-unknown = Niemand weiß, ob die Anfrage angekommen ist
state-unknown-next = Finden Sie in Intune heraus, ob es geschehen ist, und sagen Sie es hier. Von selbst wird nie noch einmal gesendet.
state-verifying = Alle Schritte sind getan, der Erfolg wird geprüft
state-verifying-next = Nichts. Zwei Abrufe mit Abstand müssen das Gerät verwaltet und zugelassen sehen.
state-watching = Verwaltet; es wird beobachtet, ob es so bleibt
state-watching-next = Nichts. Verlässt das Gerät die Verwaltung, wird der Fall wieder geöffnet.
state-failed = Gescheitert
state-failed-next = Lesen Sie die letzten Einträge, diagnostizieren Sie das Gerät neu, und schreiben Sie auf, warum es gescheitert ist.
state-escalated = Beim Support
state-escalated-next = Öffnen Sie ein Ticket bei Microsoft oder Apple. Ist es geklärt, diagnostizieren Sie das Gerät neu.
state-suspended = Ruht
state-suspended-next = Fragen Sie die Person, ob sie weitermachen kann. Schlagen Sie dann einen neuen Plan vor.
state-rejected = Der Plan wurde abgelehnt
state-rejected-next = Fragen Sie, warum, und schlagen Sie einen anderen Plan vor, oder beenden Sie den Fall.
state-succeeded = Erledigt: verwaltet, und es blieb so
state-succeeded-next = Nichts.
state-aborted = Von einer Person beendet
state-aborted-next = Nichts. Für das Gerät kann ein neuer Fall geöffnet werden.

## Was geschehen ist

event-proposed = Ein Plan wurde vorgeschlagen
event-consented = Die Person hat zugestimmt
event-declined = Die Person hat abgelehnt
event-enqueued = Genug Personen haben freigegeben
event-rejected = Der Plan wurde nicht freigegeben
event-begun = Ein Schritt hat begonnen
event-answered = Der Hersteller hat geantwortet
event-lost = Keine Antwort ist bekannt
event-resolved = Jemand hat herausgefunden, ob die Anfrage geschehen war
event-done = Ein Schritt ist getan
event-dataSafe = Die Person sagt, dass die Daten gesichert sind
event-looked = Der Erfolg wurde geprüft
event-verified = Der Erfolg wurde zweimal gesehen
event-regressed = Das Gerät ist nicht mehr verwaltet, der Fall ist wieder offen
event-ended = Die Beobachtung ist vorbei
event-late = Es hat zu lange gedauert
event-rediagnosed = Das Gerät wurde neu diagnostiziert
event-held = Eine Person hält den Fall an
event-resumed = Es geht weiter
event-escalated = Er wurde dem Support übergeben
event-aborted = Eine Person hat den Fall beendet
event-opened = Der Fall wurde eröffnet
event-approved = Jemand hat den Plan freigegeben
event-applied = Der freigegebene Plan soll ausgeführt werden
event-stage = Die Person mit dem Gerät hat einen Schritt der Anleitung bestätigt
event-trouble = Die Person mit dem Gerät hat gemeldet, dass etwas anders ist
event-linked = Ein Link für die Person mit dem Gerät wurde erstellt
event-refused = Es wurde abgelehnt
event-called = Eine Anfrage wurde gesendet

## Schritte von Personen

task-renewToken = Den Token des Registrierungsprogramms erneuern, beim selben Dienst und mit demselben Konto
task-acceptTerms = Die neuen Bedingungen von Apple annehmen
task-renewPush = Das Push-Zertifikat mit demselben Apple Account erneuern
task-allowEnrollment = Die Registrierung erlauben: Lizenz, Gruppe, Einschränkungen, Gerätegrenze
task-allowSignIn = Die Anmeldung erlauben: bedingter Zugriff, Methoden, Nutzungsbedingungen
task-freeNetwork = Das Netz für Apple und Microsoft öffnen oder ein anderes nehmen
task-assignByHand = Das Gerät im Portal von Apple dem Dienst von Intune zuweisen
task-dataPlan = Die Person sichert, was erhalten bleiben muss
task-findMyOff = Die Person schaltet „Wo ist?“ aus
task-secondFactor = Einen zweiten Faktor oder befristeten Zugriffspass bereithalten
task-eraseByHand = Die Person löscht das Gerät von Hand
task-setupAssistant = Die Person richtet es als neu ein; „Entfernte Verwaltung“ muss erscheinen
task-finish = Die Person meldet sich an und öffnet das Unternehmensportal
task-renewOnMac = Die Person erneuert die Registrierung am Mac
task-enrollByPortal = Die Person registriert über das Unternehmensportal, ohne Löschen
task-obtainCustody = Das Gerät bei Apple in die Organisation bringen
task-cleanRecords = Datensätze aufräumen, hinter denen kein Gerät steht
task-askSupport = Den Support von Microsoft oder Apple fragen

## Anfragen, die gesendet werden

act-assignService = Das Gerät bei Apple dem Dienst von Intune zuweisen
act-migrate = Das Gerät bis zu einer Frist zu Intune umziehen lassen
act-cancelMigration = Einen Umzug zurücknehmen, der nicht begonnen hat
act-syncToken = Intune bitten, die Liste von Apple neu zu lesen
act-assignProfile = Das Registrierungsprofil zuweisen
act-setDefaultProfile = Das Profil zum Standard des Tokens machen
act-touchProfile = Das Profil noch einmal an Apple geben
act-syncDevice = Das Gerät bitten, einzuchecken
act-retire = Firmendaten und Verwaltung vom Gerät nehmen
act-wipe = Das Gerät aus der Ferne löschen

## Bedingungen eines Schritts

guard-identityCertain = Es ist sicher, welches Gerät es ist
guard-inOrganisation = Das Gerät ist bei Apple in der Organisation
guard-notOnServiceAlready = Es ist nicht schon auf dem Dienst von Intune
guard-notManagedElsewhere = Keine andere Verwaltung hört von ihm
guard-canMigrate = Es kann ohne Löschen umziehen
guard-importedRow = Intune führt es auf seiner Liste
guard-syncAllowed = Der letzte Abgleich des Tokens ist mindestens 15 Minuten her
guard-recordIsItsOwn = Der Datensatz in Intune ist sicher der dieses Geräts
guard-gatesGreen = Die Tore G0 bis G4 sind grün, und der Mandant ist in Ordnung
guard-unlocked = Keine persönliche Sperre, oder ein notierter Plan, sie aufzuheben
guard-eraseSure = Nur Löschen hilft, keine lebenden Daten gehen verloren, und jemand sah das Gerät in den letzten 7 Tagen
guard-consented = Die Person hat diesem Plan zugestimmt, und die Daten sind gesichert
guard-firstErase = Es wurde in diesem Fall noch nicht gelöscht
guard-evidenceFresh = All das wurde in den letzten 60 Minuten gelesen

## Ziele, Zeichen, Fristen und Wege zurück

goal-prepared = Der Weg ist frei für den nächsten Plan
goal-letIn = Verwaltet, betreut, konform und zugelassen
sign-onService = Apple zeigt es auf dem Dienst von Intune
sign-imported = Intune führt es nach einem Abgleich auf seiner Liste
sign-profiled = Das Profil ist seit 30 Minuten zugewiesen
sign-tenantSound = Token, Bedingungen und Push-Zertifikat sind in Ordnung
sign-unlocked = Apple zeigt keine persönliche Sperre
sign-notMigrating = Apple zeigt keinen Umzug, der auf seinen Beginn wartet
sign-erased = Sein Datensatz in Intune ist weg
sign-enrolled = Intune zeigt es als registriert, nachdem dieser Schritt begann
sign-letIn = Konform, und eine echte Anmeldung wurde zugelassen
sign-said = Wer es tut, sagt es
late-open = ein neuer Plan ist nötig
late-queued = alles wird neu angesehen
late-failed = es ist gescheitert
late-suspended = es ruht
late-escalated = der Support wird gefragt
wayBack-needless = nicht nötig
wayBack-previousService = den vorigen Dienst wieder zuweisen
wayBack-previousProfile = das vorige Profil wieder zuweisen
wayBack-cancelBeforeStart = zurücknehmen, bevor es beginnt
wayBack-none = keiner

## Was eine Person meldet

trouble-noRemoteManagement = „Entfernte Verwaltung“ erscheint nicht
trouble-noRemoteManagement-next = Schalten Sie das Gerät aus, und lassen Sie es aus. Richten Sie es nicht weiter ein, und löschen Sie es nicht noch einmal. Jemand sieht es sich an und meldet sich bei Ihnen.
trouble-noRemoteManagement-admin = Lassen Sie die Person nicht noch einmal löschen. Lesen Sie die Tore G1 bis G4 neu, lassen Sie ein anderes Netz versuchen, und diagnostizieren Sie das Gerät neu.
trouble-oldAccount = Es fragt nach einem alten Apple Account
trouble-oldAccount-next = Kennen Sie den Account, geben Sie sein Passwort ein. Wenn nicht, schalten Sie das Gerät aus. Jemand meldet sich bei Ihnen.
trouble-oldAccount-admin = Das ist die Aktivierungssperre. Lesen Sie sie bei Apple, und heben Sie sie nach Maßnahme R16 auf: Wem sie gehört, gibt den Account ein, oder die Organisation schaltet sie ab.
trouble-notMyDevice = Ich habe dieses Gerät nicht
trouble-notMyDevice-next = Danke. Tun Sie nichts damit. Jemand findet heraus, wo es ist.
trouble-notMyDevice-admin = Finden Sie heraus, wer das Gerät hat, berichtigen Sie das, und senden Sie dieser Person einen neuen Link.
trouble-moreTime = Ich brauche mehr Zeit
trouble-moreTime-next = Danke. Es geschieht nichts, bis Sie weitermachen. Gehen Sie den nächsten Schritt, wenn Sie eine Stunde haben.
trouble-moreTime-admin = Vereinbaren Sie einen Tag. Vor dem Löschen wird alles neu gelesen; Zustimmung und Plan sind vielleicht noch einmal nötig.
trouble-other = Etwas anderes stimmt nicht
trouble-other-next = Lassen Sie das Gerät, wie es ist. Jemand meldet sich bei Ihnen.
trouble-other-admin = Fragen Sie die Person, was sie sieht, und halten Sie den Fall an, bis es klar ist.

## Wo eine Kette unterbrochen ist

ledger-number = Eintrag { $expected } fehlt, oder einer wurde eingefügt: Eintrag { $found } steht an seiner Stelle.
ledger-chain = Eintrag { $number } folgt nicht auf den vorigen.
ledger-text = Der Text von Eintrag { $number } wurde geändert, nachdem er geschrieben war.
ledger-end = Die Kette endet mit { $found }, aber { $expected } wurde als ihr Ende notiert.

## Warum es keinen Plan gibt

noPlan-nothing = Dem Gerät fehlt nichts, oder die Zeit behebt es.
noPlan-nothing-next = Warten Sie den nächsten Abruf ab.
noPlan-askFirst = Eine Frage entscheidet, was hilft.
noPlan-askFirst-next = Beantworten Sie die Frage auf der Seite des Geräts.
noPlan-decide = Das Gerät ist anderswo in Gebrauch. Was daraus wird, entscheiden Menschen.
noPlan-decide-next = Klären Sie mit der Person und der anderen Verwaltung, ob es umzieht, und planen Sie dann neu.
noPlan-unread = Es ist nicht bekannt, wie der Dienst von Intune, der Token oder das Profil heißt.
noPlan-unread-next = Sehen Sie sich die Lücken auf der Seite des Mandanten an, und lesen Sie die fehlenden Quellen.
noPlan-noRemedy = Nichts, was dieses Programm tut, behebt diese Ursache.
noPlan-noRemedy-next = Lesen Sie die Seite der Ursache im Handbuch, und fragen Sie den Support.

## Warum etwas nicht getan wird, und was als Nächstes zu tun ist

refusal-notNow = Der Fall ist nicht an der Stelle, an der das folgen könnte.
refusal-notNow-next = Laden Sie die Seite neu, und sehen Sie sich seinen Stand an.
refusal-held = Eine Person hält den Fall an, darum beginnt nichts.
refusal-held-next = Fragen Sie, wer ihn anhält, und lassen Sie ihn weitergehen, wenn der Grund weg ist.
refusal-planDiffers = Der genannte Plan ist nicht der Plan des Falls.
refusal-planDiffers-next = Laden Sie die Seite neu, lesen Sie den Plan, der jetzt gilt, und entscheiden Sie über diesen.
refusal-planExpired = Der Plan ist älter als 24 Stunden.
refusal-planExpired-next = Schlagen Sie ihn noch einmal vor. Der neue Plan braucht eigene Zustimmung und Freigaben.
refusal-deviceChanged = Worauf der Plan beruht, hat sich seitdem geändert.
refusal-deviceChanged-next = Lesen Sie die neue Diagnose, und schlagen Sie einen neuen Plan vor.
refusal-notInPlan = Der Plan nennt dieses Gerät nicht.
refusal-notInPlan-next = Wählen Sie den Plan des Geräts, oder schlagen Sie einen für dieses Gerät vor.
refusal-approverIsRequester = Wer den Plan vorgeschlagen hat, kann ihn nicht freigeben.
refusal-approverIsRequester-next = Bitten Sie eine andere Person, die in diesem Mandanten freigeben darf.
refusal-otherDoor = Wer den Plan vorgeschlagen hat, ist auf anderem Weg bekannt: eine Person durch ein Konto der Weboberfläche, eine durch einen am Terminal eingegebenen Namen. Es könnte dieselbe Person sein.
refusal-otherDoor-next = Schlagen Sie einen Plan dort vor, wo er auch freigegeben wird: beides in der Weboberfläche oder beides mit `firstcontact fix`.
refusal-notApprover = Nur wer in diesem Mandanten freigeben darf, kann freigeben.
refusal-notApprover-next = Bitten Sie eine solche Person, oder bitten Sie die Administration des Mandanten um die Rolle.
refusal-approvedAlready = Sie haben diesen Plan schon freigegeben. Eine Person zählt einmal.
refusal-approvedAlready-next = Bitten Sie eine zweite Person um Freigabe.
refusal-approvalMissing = Eine Freigabe fehlt oder ist älter als 24 Stunden.
refusal-approvalMissing-next = Bitten Sie darum, den Plan zu lesen und freizugeben. Was sich nicht rückgängig machen lässt, und Pläne über mehr als 25 Geräte brauchen zwei Personen.
refusal-consentMissing = Niemand, der es darf, hat dem Verlust der Daten zugestimmt.
refusal-consentMissing-next = Senden Sie der Person ihren Link, oder halten Sie die Zustimmung dessen fest, dem die Daten gehören.
refusal-consentForAnother = Die Zustimmung nennt eine andere Seriennummer.
refusal-consentForAnother-next = Lassen Sie die Person die Seriennummer vom Bildschirm ablesen und noch einmal zustimmen.
refusal-consentOtherPlan = Die Zustimmung gilt einem anderen Plan.
refusal-consentOtherPlan-next = Bitten Sie die Person, dem Plan zuzustimmen, der jetzt gilt.
refusal-consentOld = Die Zustimmung ist älter als 72 Stunden, oder ihr Datum liegt in der Zukunft.
refusal-consentOld-next = Bitten Sie die Person, noch einmal zuzustimmen.
refusal-consentSilent = Die Zustimmung sagt nicht, was mit den Daten geschieht.
refusal-consentSilent-next = Verwenden Sie das Formular des Links: Es nennt, was verloren geht.
refusal-dataNotSafe = Niemand hat in den letzten 24 Stunden gesagt, dass die Daten gesichert sind.
refusal-dataNotSafe-next = Bitten Sie die Person, auf ihrem Link zu bestätigen, dass alles Nötige anderswo gesichert ist.
refusal-evidenceStale = Was gelesen wurde, ist älter als 60 Minuten, oder es wurde nicht gelesen.
refusal-evidenceStale-next = Rufen Sie jetzt ab. Der Schritt beginnt von selbst, sobald der neue Abruf dasselbe zeigt.
refusal-gateNotGreen = Ein Tor zwischen G0 und G4 ist nicht grün. Jetzt gelöscht, käme das Gerät unverwaltet zurück.
refusal-gateNotGreen-next = Beheben Sie, was die Seite des Geräts an den Toren zeigt, warten Sie nach einer Änderung des Profils 30 Minuten, und rufen Sie erneut ab.
refusal-lockPersonal = Auf dem Gerät ist eine persönliche Aktivierungssperre, und kein Plan ist notiert, sie aufzuheben.
refusal-lockPersonal-next = Lassen Sie die Person „Wo ist?“ ausschalten, und rufen Sie dann ab; oder notieren Sie, wie die Sperre aufgehoben wird.
refusal-neverErase = Geräte mit dieser Ursache dürfen nie gelöscht werden.
refusal-neverErase-next = Tun Sie stattdessen, was die Seite des Geräts rät.
refusal-notSure = Es ist nicht sicher genug, dass nur Löschen hilft.
refusal-notSure-next = Beantworten Sie die offene Frage auf der Seite des Geräts, oder lesen Sie die fehlenden Quellen.
refusal-liveData = Ein Löschen könnte ohne Not lebende Daten zerstören.
refusal-liveData-next = Finden Sie heraus, wer das Gerät nutzt und ob es anderswo verwaltet wird, und halten Sie das als Antwort fest.
refusal-notSeen = Niemand hat das Gerät in den letzten sieben Tagen gesehen.
refusal-notSeen-next = Lassen Sie jemanden nachsehen, und beantworten Sie die Frage auf der Seite des Geräts.
refusal-identityDoubtful = Es ist nicht sicher, welches Gerät das ist: Listen nennen mehrere oder passen nur ungefähr.
refusal-identityDoubtful-next = Vergleichen Sie die Seriennummer mit dem Bildschirm, berichtigen Sie den falschen Datensatz, und rufen Sie erneut ab.
refusal-recordNotOwn = Der Datensatz in Intune ist nicht sicher der dieses Geräts oder kann nicht gelöscht werden.
refusal-recordNotOwn-next = Sehen Sie sich den Datensatz in Intune an. Hat ihn die Person selbst registriert, nehmen Sie das Löschen von Hand.
refusal-ringFull = Zuerst ein Gerät, dann fünf, dann fünfundzwanzig: Der Ring ist voll.
refusal-ringFull-next = Warten Sie, bis die Geräte davor als verwaltet gesehen wurden.
refusal-ringFailed = Ein Gerät dieses Plans ist gescheitert, darum beginnt kein anderes.
refusal-ringFailed-next = Finden Sie heraus, warum, klären Sie seinen Fall, und schlagen Sie für die anderen einen neuen Plan vor.
refusal-dayFull = Heute wurde ein Prozent der Flotte angefasst. Mehr geht an einem Tag nicht.
refusal-dayFull-next = Nichts. Morgen geht es weiter.
refusal-hourFull = In dieser Stunde wurden zehn Geräte angefasst. Mehr geht in einer Stunde nicht.
refusal-hourFull-next = Nichts. In der nächsten Stunde geht es weiter.
refusal-tenantFault = Dem ganzen Mandanten fehlt etwas, darum warten einzelne Geräte.
refusal-tenantFault-next = Beheben Sie zuerst die Störung, die „Heute“ zeigt.
refusal-erasedAlready = Das Gerät wurde in diesem Fall schon gelöscht.
refusal-erasedAlready-next = Löschen Sie es nicht noch einmal. Diagnostizieren Sie es neu, und schreiben Sie auf, warum ein zweites Löschen anders ausginge.
refusal-denied = Das Gerät steht auf der Liste derer, die nie angefasst werden.
refusal-denied-next = Fragen Sie, wer diese Liste führt; nehmen Sie das Gerät nur mit deren Zustimmung herunter.
refusal-quietHours = Es ist Ruhezeit, in der nichts beginnt.
refusal-quietHours-next = Nichts. Nach der Ruhezeit geht es weiter.
refusal-killSwitch = Der Notschalter ist an: Nirgends wird etwas begonnen.
refusal-killSwitch-next = Fragen Sie, wer ihn eingeschaltet hat. Die Administration schaltet ihn aus, wenn der Grund weg ist.
refusal-notInOrganisation = Das Gerät ist bei Apple nicht in der Organisation, oder niemand hat nachgesehen.
refusal-notInOrganisation-next = Lesen Sie die Liste von Apple. Fehlt das Gerät, bitten Sie den Lieferanten, es hinzuzufügen.
refusal-onServiceAlready = Das Gerät ist schon auf dem Dienst von Intune. Erneut zugewiesen, verlöre es sein Profil.
refusal-onServiceAlready-next = Lassen Sie den Dienst, wie er ist, und schlagen Sie einen neuen Plan vor.
refusal-managedElsewhere = Eine andere Verwaltung hört noch von dem Gerät.
refusal-managedElsewhere-next = Klären Sie mit ihr, ob das Gerät umzieht, und nehmen Sie es dort zuerst heraus.
refusal-cannotMigrate = Das Gerät kann nicht ohne Löschen umziehen, oder niemand hat nachgesehen.
refusal-cannotMigrate-next = Bringen Sie es auf Version 26, wenn das geht; sonst entscheiden Sie über ein Löschen.
refusal-noRow = Intune führt das Gerät nicht auf seiner Liste, oder niemand hat nachgesehen.
refusal-noRow-next = Lassen Sie den Token abgleichen, warten Sie, und rufen Sie erneut ab.
refusal-syncTooSoon = Der Token wurde vor weniger als 15 Minuten abgeglichen, oder niemand hat nachgesehen.
refusal-syncTooSoon-next = Nichts. Nach den 15 Minuten geht es weiter.
refusal-hasCase = Das Gerät hat einen Fall, der nicht vorbei ist.
refusal-hasCase-next = Machen Sie mit diesem Fall weiter, oder beenden Sie ihn zuerst.
refusal-stranger = Nichts, was gelesen wurde, nennt diese Seriennummer.
refusal-stranger-next = Prüfen Sie die Seriennummer. Stimmt sie, rufen Sie zuerst ab.
refusal-nameless = Das darf nur eine Person mit Namen.
refusal-nameless-next = Melden Sie sich mit Ihrem Konto an, füllen Sie jedes Feld aus, und versuchen Sie es noch einmal.
