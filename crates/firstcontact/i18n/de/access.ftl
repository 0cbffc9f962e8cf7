# Was ein nicht verwaltetes iPhone unter dem bedingten Zugriff erreicht.

access-open = { $count ->
    [one] Ein nicht verwaltetes iPhone kommt hinein: 1 Weg
   *[other] Ein nicht verwaltetes iPhone kommt hinein: { $count } Wege
}
access-open-perhaps = { $count ->
    [one] Ein nicht verwaltetes iPhone kommt vielleicht hinein: 1 Weg, von Orten, die niemand nachsehen konnte
   *[other] Ein nicht verwaltetes iPhone kommt vielleicht hinein: { $count } Wege, alle von Orten, die niemand nachsehen konnte
}
access-open-at-least = Ein nicht verwaltetes iPhone kommt hinein: mehr als { $count } Wege
access-no-policy = Ein nicht verwaltetes iPhone kommt überall hinein: Der Mandant hat keine Richtlinie für bedingten Zugriff
access-blocked = Ein nicht verwaltetes iPhone ist überall gesperrt
access-blocked-but-emergency = Ein nicht verwaltetes iPhone ist überall gesperrt, außer für die vermutlichen Notfallkonten
access-blocked-as-seen = Ein nicht verwaltetes iPhone ist überall gesperrt, wo wir hinsehen konnten; nicht alles wurde gesehen, siehe unten
access-not-seen = Ob ein nicht verwaltetes iPhone hineinkommt, wurde nicht gesehen: Die Richtlinien für bedingten Zugriff wurden nicht gelesen
access-more-ways = { $count ->
    [one] 1 weiterer Weg; --format json nennt ihn
   *[other] { $count } weitere Wege; --format json nennt sie alle
}
access-into = in
access-with = mit
access-claiming = gibt sich aus als
access-from = von
access-by = durch
access-quoted = „{ $name }“
access-everybody = { $count ->
    [one] die einzige Person
   *[other] alle ({ $count } Personen)
}
access-anybody = irgendwer
access-people = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
}
access-names-unread = { $names }; nicht alle Namen wurden gelesen
access-unlisted = wer nicht aufgelistet werden konnte
access-and-unlisted = {" "}und wer nicht aufgelistet werden konnte
access-every-app = jede App
access-office = die Apps von Office 365
access-portals = die Verwaltungsportale von Microsoft
access-other-app = jede andere App
access-register-factor = Eintragen eines zweiten Faktors
access-register-device = Eintragen eines Geräts
access-every-client = jede Art von Client
access-browser = Browser
access-modern-client = Apps mit moderner Anmeldung
access-active-sync = Exchange ActiveSync
access-old-protocols = alte Protokolle
access-every-platform = jede Plattform
access-platform-unrecognised = eine Plattform, die nicht erkannt wird
access-everywhere = überall
access-elsewhere = außerhalb jedes benannten Standorts
access-unlisted-place = ein benannter Standort, der nicht gelesen wurde
access-several-places = mehrere benannte Standorte zugleich, die zu viele sind oder nicht alle gelesen wurden
access-trusted = alle vertrauenswürdigen Standorte
access-trusted-ips = die vertrauenswürdigen IPs der Multi-Faktor-Authentifizierung
access-trusted-ips-if-set = die vertrauenswürdigen IPs der Multi-Faktor-Authentifizierung (falls welche eingestellt sind)
access-every-flow = jede Art der Anmeldung
access-only-unregistered = nur ein Gerät, das nicht registriert ist
access-only-registered = nur ein Gerät, das sich selbst registriert hat, wie es Authenticator für jeden tut, der sich anmeldet
access-flow-direct = Anmeldung auf dem Gerät selbst
access-flow-transfer = Übertragung der Anmeldung von einem anderen Gerät
access-flow-device-code = einen Gerätecode
access-all-users = alle Benutzer
access-user = den Benutzer { $name }
access-user-unread = den Benutzer { $name } (Name nicht gelesen)
access-user-unlisted = den Benutzer { $name } (kein Konto, das sich anmelden kann)
access-group = die Gruppe { $id } ({ $members })
access-role = die Rolle { $id } ({ $members })
access-group-named = die Gruppe „{ $name }“ ({ $members })
access-group-alike = die Gruppe „{ $name }“ ({ $id }, { $members })
access-group-gone = die Gruppe { $id } (es gibt sie nicht mehr)
access-role-named = die Rolle „{ $name }“ ({ $members })
access-members-unread = Mitglieder nicht gelesen
access-guests = Gäste und externe Benutzer
access-strange = „{ $word }“, das diese Version nicht kennt

access-fix = Kleinste Änderung: in { $policy } { $change }
access-fix-new = Kleinste Änderung: { $change }
access-hit = { $count ->
    [0] Sie trifft niemanden, der mit Namen bekannt ist.
    [one] Sie trifft 1 Person, die bisher ein nicht verwaltetes Gerät benutzen konnte.
   *[other] Sie trifft { $count } Personen, die bisher ein nicht verwaltetes Gerät benutzen konnten.
}
access-hit-at-least = Sie trifft mindestens { $count } Personen und alle, die nicht aufgelistet werden konnten.
access-blocks-everyone = Auch verwaltete Geräte sind dort gesperrt.
access-near = { $policy } kommt nahe heran, doch { $why }

access-obstacle-not-enforced = sie ist nicht eingeschaltet
access-obstacle-one-of = ein verwaltetes Gerät ist nur eine von mehreren Möglichkeiten, die genügen
access-obstacle-no-device-control = sie verlangt nichts, was ein nicht verwaltetes Gerät nicht kann
access-obstacle-controls-unclear = was sie verlangt, lässt sich nicht beurteilen
access-obstacle-users-excluded = sie nimmt aus: { $who }
access-obstacle-users-not-included = sie gilt für diese Personen nicht
access-obstacle-resources = sie gilt nicht für { $what }
access-obstacle-clients = sie gilt nicht für { $what }
access-obstacle-platforms = sie gilt nicht für die Plattform { $what }
access-obstacle-locations = sie gilt dort nicht: { $what }
access-obstacle-flows = sie gilt nur für bestimmte Arten der Anmeldung
access-obstacle-device-code = ein Gerätecode sagt nichts über das Gerät, das ihn anzeigt
access-obstacle-risk = sie gilt nur bei bestimmten Risiken
access-obstacle-device-filter-misses = ihr Gerätefilter trifft nie ein nicht eingetragenes Gerät
access-obstacle-device-filter-unclear = ihr Gerätefilter lässt sich nicht beurteilen
access-obstacle-device-filter-elsewhere = ihr Gerätefilter prüft das Gerät, auf dem der Gerätecode eingegeben wird
access-obstacle-device-filter-leaves-registered = ihr Gerätefilter kann ein Gerät auslassen, das sich selbst registriert hat
access-obstacle-unknown-conditions = sie hat Bedingungen, die diese Version nicht kennt: { $what }

access-keep-emergency = Sind das Notfallkonten oder Konten der Rolle „Directory Synchronization Accounts“, lassen Sie die Ausnahme bestehen und beobachten Sie stattdessen deren Anmeldungen.
access-spare-emergency = Nehmen Sie Ihre Notfallkonten und die Rolle „Directory Synchronization Accounts“ von der Richtlinie aus.
access-spare-presumed = Die Richtlinien, die Geräte fernhalten, nehmen sie aus, also sind das vermutlich Ihre Notfallkonten: { $who }. Nehmen Sie sie auch hier aus, ebenso die Rolle „Directory Synchronization Accounts“.
access-start-reporting = Lassen Sie die Richtlinie zuerst im Berichtsmodus laufen, und sehen Sie sich an, wen sie träfe.
access-try-copy = Probieren Sie die Änderung zuerst an einer Kopie der Richtlinie im Berichtsmodus, und sehen Sie sich an, wen sie träfe.
access-only-emergency = Die Richtlinien, die Geräte fernhalten, nehmen sie aus, also sind das vermutlich Ihre Notfallkonten: { $who }. Wenn ja, lassen Sie die Ausnahmen bestehen und beobachten Sie deren Anmeldungen; wenn nein, streichen Sie die Ausnahmen.
access-hit-unknown = Wen sie trifft, wurde nicht gesehen.
access-change-turn-on = sie einschalten
access-change-require-device-only = nur noch ein konformes Gerät genügen lassen und die anderen Steuerungen entfernen
access-change-require-device-only-or-joined = nur noch ein konformes oder ein hybrid eingebundenes Gerät genügen lassen und die anderen Steuerungen entfernen
access-change-require-compliant-device = auch ein konformes Gerät verlangen
access-change-remove-user-exclusion = diese Ausnahme streichen: { $what }
access-change-include-all-users = alle Benutzer einschließen
access-change-exclude-users = ausnehmen: { $what }
access-change-remove-app-exclusion = diese Ausnahme streichen: { $what }
access-change-include-app = einschließen: { $what }
access-change-include-clients = einschließen: { $what }
access-change-remove-platform-exclusion = diese Plattform nicht mehr ausnehmen: { $what }
access-change-include-platform = diese Plattform einschließen: { $what }
access-change-remove-location-exclusion = diesen Standort nicht mehr ausnehmen: { $what }
access-change-include-all-locations = jeden Standort einschließen
access-change-remove-risk-conditions = die Risikobedingungen entfernen
access-change-remove-device-filter = den Gerätefilter entfernen
access-change-new-compliant-device-policy = eine neue Richtlinie, die von allen Benutzern für alle Ressourcen ein konformes Gerät verlangt
access-change-new-device-code-block = eine neue Richtlinie, die Gerätecodes für alle Benutzer und Ressourcen sperrt

access-unjudged = Richtlinien, von denen nicht alles bekannt ist; wo es darauf ankommt, zählen sie nicht als Schutz
access-doubt-state = der Zustand „{ $what }“ ist nicht bekannt
access-doubt-members = die Mitglieder konnten nicht aufgelöst werden: { $what }
access-doubt-users = nicht alle Benutzer wurden gelesen
access-doubt-guests = ob jemand darunter fällt, war nicht zu sehen: { $what }
access-doubt-eligible = wer diese ausgenommene Rolle aktivieren darf (Privileged Identity Management), wurde nicht gelesen: { $what }
access-doubt-outsiders = sie nimmt auch Partner und Externe aus, die hier kein Konto haben und in keiner Liste stehen: { $what }
access-doubt-suite = ob { $what } zu der Sammlung gehört, die sie nennt, ist nicht bekannt
access-doubt-app-filter = sie hat einen Filter für Apps, der nicht gelesen wird
access-doubt-user-action = die Benutzeraktion „{ $what }“ ist nicht bekannt
access-doubt-no-client-type = sie nennt keine Art von Client, wie Richtlinien von vor August 2020
access-doubt-client-type = die Art von Client „{ $what }“ ist nicht eindeutig
access-doubt-platform = die Plattform „{ $what }“ ist nicht bekannt
access-doubt-trust = ob „{ $what }“ vertrauenswürdig ist, wurde nicht gelesen
access-doubt-locations = nicht alle benannten Standorte wurden gelesen
access-doubt-trusted-ips = ob in den Einstellungen des Diensts für Multi-Faktor-Authentifizierung vertrauenswürdige IPs eingetragen sind, wurde nicht gelesen
access-doubt-overlaps = in welchen benannten Standorten eine Anmeldung zugleich liegen kann, ist nicht unterschieden
access-doubt-device-filter = ihr Gerätefilter lässt sich nicht beurteilen
access-doubt-registered-device-filter = ob ihr Gerätefilter ein Gerät meint, das sich selbst registriert hat, hängt von diesem Gerät ab
access-doubt-transfer-method = die Art der Anmeldung „{ $what }“ ist nicht bekannt
access-doubt-condition = sie gilt vielleicht nicht: Die Bedingung „{ $what }“ ist nicht bekannt oder nicht lesbar
access-doubt-control = die Steuerung „{ $what }“ ist nicht bekannt
access-doubt-operator = wie ihre Steuerungen verbunden sind („{ $what }“), ist nicht bekannt

access-pitfalls = Bekannte Fallen
access-unresolved = { $count ->
    [one] 1 Gruppe oder Rolle ließ sich nicht auflösen
   *[other] { $count } Gruppen oder Rollen ließen sich nicht auflösen
}

access-groups = Die genannten Gruppen mit ihrer Kennung
access-groups-one = „{ $name }“: { $id }

access-unseen = Nicht gesehen
access-unread-microsoft-conditionalAccessPolicies = Nicht alle Richtlinien wurden gelesen: Eine, die hier fehlt, schließt vielleicht einen Weg.
access-unread-microsoft-namedLocations = Die benannten Standorte wurden nicht alle gelesen.
access-unread-microsoft-users = Die Personen wurden nicht alle gelesen: Zahlen und Namen sind nicht vollständig.
access-unread-microsoft-transitiveMembers = Nicht alle Gruppen, die Richtlinien nennen, wurden gelesen.
access-unread-microsoft-roleAssignments = Die Verzeichnisrollen wurden nicht alle gelesen.
access-unread-microsoft-identitySecurityDefaultsEnforcementPolicy = Ob Sicherheitsstandards an sind, wurde nicht gelesen.
access-unread-microsoft-deviceManagement = Ob ein Gerät ohne Konformitätsrichtlinie als konform gilt, wurde nicht gelesen.
access-unread-microsoft-deviceCompliancePolicies = Die Konformitätsrichtlinien wurden nicht alle gelesen: Niemand kann sagen, wer keine hat.
access-unread-microsoft-deviceConfigurations = Ob verwaltete Geräte das Enterprise-SSO-Plug-in haben, wurde nicht gelesen.
access-unread-microsoft-servicePrincipals = Ob es die Registrierungs-App gibt, die eine Richtlinie nennt, wurde nicht gelesen.
access-unseen-risk = Richtlinien, die ein bestimmtes Risiko verlangen, schützen nur, solange Microsoft dieses Risiko sieht; sie zählen nicht.
access-unseen-partners = Partner und Externe ohne Konto im Mandanten stehen in keiner Liste.
access-unseen-tokens = Wer vor einer Änderung angemeldet war, bleibt es, bis die Sitzung neu geprüft wird.

access-what-if-agree = What-If: { $count ->
    [one] 1 Anmeldung gefragt, beantwortet wie hier berechnet
   *[other] { $count } Anmeldungen gefragt, alle beantwortet wie hier berechnet
}
access-what-if-disagree = What-If: { $of } Anmeldungen gefragt, { $count } anders beantwortet als hier berechnet
access-what-if-theirs-open = Microsoft sagt, sie kommt hinein; hier galt sie als ausgesperrt
access-what-if-theirs-closed = Microsoft sagt, sie ist ausgesperrt; das war hier nicht zu beweisen
access-what-if-one = { $user }, { $app }, { $client }, { $platform }, { $region }, { $flow }: { $said }
access-what-if-unanswered = { $count } Anmeldungen wurden nicht beantwortet: { $why }

access-paper-title = Kommt ein nicht verwaltetes iPhone hinein?
access-paper-ways = Wege hinein
