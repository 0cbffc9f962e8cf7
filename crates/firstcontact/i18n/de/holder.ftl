# Die Seite der Person, die das Gerät in der Hand hat. Sie kennt keines unserer Wörter.

holder-title = So richten Sie das Gerät neu ein ({ $device })
holder-skip = Zu den Schritten
holder-lead = Dieses Gerät soll wieder von Ihrer Firma verwaltet werden. Dafür wird es einmal gelöscht und neu eingerichtet. Diese Seite führt Sie Schritt für Schritt hindurch. Lesen Sie sie auf einem anderen Gerät.
holder-device = Gerät
holder-serial = Seriennummer
holder-help = Wer Ihnen hilft
holder-print = Sie können diese Seite über das Menü Ihres Browsers drucken oder als PDF sichern.
holder-paper = Die Anleitung als PDF öffnen
holder-paper-lead = Dieses Gerät soll wieder von Ihrer Firma verwaltet werden. Dafür wird es einmal gelöscht und neu eingerichtet. Dieses Blatt führt Sie Schritt für Schritt hindurch. Legen Sie es neben das Gerät.
holder-paper-before = Löschen Sie das Gerät noch nicht. Beginnen Sie diesen Schritt erst, wenn die Seite hinter Ihrem Link es Ihnen anbietet oder die Stelle, die Ihnen hilft ({ $contact }), es sagt.
holder-paper-different = Halten Sie an, und löschen Sie das Gerät nicht noch einmal. Öffnen Sie den Link, den Sie bekommen haben, und tippen Sie an, was Sie sehen, oder wenden Sie sich an: { $contact }.
holder-printed = Checkliste. Haken Sie jedes Kästchen ab, wenn es getan ist. Löschen Sie das Gerät erst, wenn die Seite hinter Ihrem Link sagt, dass Sie es dürfen. Um etwas zu melden, öffnen Sie den Link wieder, oder rufen Sie die Person an, die Ihnen hilft.
holder-now = Jetzt
holder-steps = Die Schritte
holder-step = Schritt
holder-progress = Erledigte Schritte
holder-mark-now = jetzt
holder-mark-done = erledigt
holder-mark-ahead = später
holder-not-before = Noch nicht. Beginnen Sie diesen Schritt erst, wenn diese Seite ihn anbietet.
holder-waits-approval = Danke. Jetzt müssen andere freigeben. Sie müssen nichts tun. Löschen Sie das Gerät noch nicht. Öffnen Sie diese Seite später wieder.
holder-waits-look = Danke. Wir sehen noch einmal nach, ob für Ihr Gerät alles bereit ist. Das dauert einige Minuten. Löschen Sie es noch nicht. Laden Sie diese Seite später neu.
holder-waits-held = Bitte warten Sie. Jemand sieht es sich an und meldet sich bei Ihnen. Löschen Sie das Gerät nicht, und richten Sie es nicht weiter ein.
holder-over-managed = Fertig. Das Gerät wird wieder von Ihrer Firma verwaltet. Vielen Dank.
holder-over-declined = Sie haben nicht zugestimmt. Mit dem Gerät geschieht nichts. Überlegen Sie es sich anders, bitten Sie die Person, die Ihnen hilft, um einen neuen Link.
holder-over-ended = Das wurde beendet. Sie müssen nichts mehr tun. Löschen Sie das Gerät nicht.
holder-consent = Stimmen Sie zu, dass das Gerät gelöscht wird?
holder-consent-why = Das entscheiden Sie. Niemand löscht das Gerät ohne Ihre Zustimmung.
holder-consent-date = Datum
holder-consent-plan = Plan
holder-consent-until = Möglich bis
holder-consent-name = Ihr Name
holder-consent-ending =
    { $count ->
        [one] Geben Sie als Zustimmung das letzte Zeichen der Seriennummer ein
       *[other] Geben Sie als Zustimmung die letzten { $count } Zeichen der Seriennummer ein
    }
holder-consent-yes = Ich stimme zu. Meine Daten sind anderswo gesichert.
holder-consent-no = Ich stimme nicht zu
holder-consent-no-name = Bitte geben Sie Ihren Namen ein.
holder-consent-other-serial = Das sind nicht die letzten Zeichen dieser Seriennummer. Bitte lesen Sie sie vom Bildschirm des Geräts ab. Sind sie anders, ist es ein anderes Gerät: Melden Sie das unten.
holder-consent-other-plan = Der Plan hat sich inzwischen geändert. Bitte lesen Sie ihn noch einmal, und entscheiden Sie neu.
holder-different = Etwas ist anders
holder-different-why = Einmal tippen genügt. Jemand meldet sich bei Ihnen.
holder-different-text = Was sehen Sie? (Das kann leer bleiben.)
holder-reported = Sie haben gemeldet
holder-link-ended = Dieser Link gilt nicht mehr
holder-link-ended-why = Er ist abgelaufen, wurde durch einen neueren ersetzt oder nicht ganz kopiert.
holder-link-ended-next = Suchen Sie eine neuere Nachricht, oder fragen Sie, wer Ihnen den Link gesendet hat. Löschen Sie das Gerät bis dahin nicht.
holder-foot = Dieser Link ist für dieses Gerät und für Sie; geben Sie ihn nicht weiter. Er gilt bis { $time }. Wer Ihnen hilft, sieht, welche Schritte Sie bestätigt haben.
holder-ready = Können Sie das Gerät jetzt löschen?
holder-ready-why = Drücken Sie den Knopf erst, wenn Ihre Daten gesichert sind, Sie das Gerät in den Händen haben und eine Stunde Zeit ist. Dann sehen wir noch einmal nach, ob alles in Ordnung ist. Löschen Sie es nicht, bevor diese Seite es sagt.
holder-ready-yes = Meine Daten sind gesichert. Darf ich es jetzt löschen?
holder-ready-erased = Ich habe es schon gelöscht
holder-not-yet-refused = Noch nicht: Etwas ist nicht in Ordnung. Löschen Sie das Gerät nicht. Fragen Sie die Person, die Ihnen hilft.
holder-not-yet-reading = Noch nicht: Alles wird noch einmal gelesen. Das dauert einige Minuten. Löschen Sie das Gerät nicht; fragen Sie hier in einer Weile wieder.
holder-contact = Ihre IT-Abteilung
