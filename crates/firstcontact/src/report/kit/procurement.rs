//! How Apple devices are bought, so that each is managed from the first time it is switched on.

use super::KitFacts;
use super::script::Sheet;
use crate::i18n::Language;
use crate::report::wording::number;
use press::{Block, Column, Document, KeyFigure, Table, Text, Tone};

/// Added by hand, more than two in a hundred: P01's threshold (causality.md §5).
const BY_HAND_PERCENT: usize = 2;

pub(super) fn document(facts: &KitFacts, language: Language) -> Document {
    let mut sheet = Sheet::new(
        facts,
        language,
        (
            "Procurement policy for Apple devices",
            "Beschaffungsrichtlinie für Apple-Geräte",
        ),
        (
            "How {company} buys iPhone, iPad and Mac",
            "Wie {company} iPhone, iPad und Mac beschafft",
        ),
    );
    sheet.say((
        "Every iPhone, iPad and Mac of {company} is managed from the first time it is switched \
         on. That works only if Apple knows beforehand whose device it is. Afterwards it takes \
         an erase, and whoever has the device loses what is on it.",
        "Jedes iPhone, jedes iPad und jeder Mac von {company} wird vom ersten Einschalten an \
         verwaltet. Das gelingt nur, wenn Apple vorher weiß, wem das Gerät gehört. Danach hilft \
         nur noch Löschen, und wer das Gerät hat, verliert, was darauf ist.",
    ));
    rules(&mut sheet);
    duties(&mut sheet);
    sheet.part((
        "What was read of the tenant",
        "Was vom Tenant gelesen wurde",
    ));
    figures(&mut sheet);
    suppliers(&mut sheet);
    services(&mut sheet);
    tokens(&mut sheet);
    exceptions(&mut sheet);
    sheet.done()
}

fn rules(sheet: &mut Sheet<'_>) {
    sheet.part(("Rules", "Regeln"));
    sheet.steps(&[
        (
            "Linked suppliers only: We buy from Apple and from resellers whose number stands in \
             our Apple Business. No shop, no marketplace, no private card, no gift.",
            "Nur verknüpfte Lieferanten: Wir kaufen bei Apple und bei Händlern, deren Nummer in \
             unserem Apple Business steht. Kein Laden, kein Marktplatz, keine private Karte, \
             kein Geschenk.",
        ),
        (
            "Every order: It names our Organization ID and asks that the devices are added to \
             Apple Business before they are sent.",
            "Jede Bestellung: Sie nennt unsere Organisations-ID und verlangt, dass die Geräte \
             vor dem Versand in Apple Business stehen.",
        ),
        (
            "An order is complete: when each serial number of it stands in Apple Business, is \
             assigned to the right service, is imported in Intune and has a profile. Only then \
             the invoice is released.",
            "Eine Bestellung ist vollständig: wenn jede ihrer Seriennummern in Apple Business \
             steht, dem richtigen Dienst zugewiesen, in Intune importiert ist und ein Profil \
             hat. Erst dann wird die Rechnung freigegeben.",
        ),
        (
            "One day before: All of that is true for at least 24 hours before a device is handed \
             out. It stays in its sealed box until then.",
            "Einen Tag vorher: All das gilt seit mindestens 24 Stunden, bevor ein Gerät \
             ausgegeben wird. Bis dahin bleibt es in der versiegelten Verpackung.",
        ),
        (
            "Replacements and repairs: A device that comes back with another serial number is a \
             new device: it is checked like one.",
            "Tausch und Reparatur: Ein Gerät, das mit anderer Seriennummer zurückkommt, ist ein \
             neues Gerät: Es wird wie eines geprüft.",
        ),
        (
            "Sale and disposal: A device is released from Apple Business only with a ticket, by \
             two people. A released device cannot be taken back without having it in hand.",
            "Verkauf und Entsorgung: Ein Gerät wird nur mit Ticket und zu zweit aus Apple \
             Business freigegeben. Ohne das Gerät in der Hand lässt sich das nicht zurücknehmen.",
        ),
    ]);
}

fn duties(sheet: &mut Sheet<'_>) {
    sheet.part(("Who does what", "Wer was tut"));
    let rows = [
        (
            ("Purchasing", "Einkauf"),
            (
                "Orders from linked suppliers only; names the Organization ID",
                "Bestellt nur bei verknüpften Lieferanten; nennt die Organisations-ID",
            ),
            ("each order", "jede Bestellung"),
        ),
        (
            ("Supplier", "Lieferant"),
            (
                "Adds the devices to Apple Business; sends their serial numbers",
                "Trägt die Geräte in Apple Business ein; schickt die Seriennummern",
            ),
            ("before dispatch", "vor dem Versand"),
        ),
        (
            ("IT", "IT"),
            (
                "Checks the delivery against Apple Business and Intune",
                "Gleicht die Lieferung mit Apple Business und Intune ab",
            ),
            (
                "each delivery, within 3 days",
                "jede Lieferung, binnen 3 Tagen",
            ),
        ),
        (
            ("IT", "IT"),
            (
                "Renews tokens and the push certificate from a role mailbox",
                "Erneuert Tokens und Push-Zertifikat über ein Funktionspostfach",
            ),
            ("45 days before they end", "45 Tage vor Ablauf"),
        ),
        (
            ("IT", "IT"),
            (
                "Reports devices that were added by hand or late, to the head of purchasing",
                "Meldet der Einkaufsleitung Geräte, die von Hand oder zu spät eingetragen wurden",
            ),
            ("monthly", "monatlich"),
        ),
    ];
    let rows = rows.map(|row| {
        [row.0, row.1, row.2]
            .map(|both| sheet.text(both).into())
            .into()
    });
    let table = Table {
        caption: String::new(),
        columns: vec![
            Column::words(sheet.text(("Who", "Wer")), 2),
            Column::words(sheet.text(("Does what", "Tut was")), 6),
            Column::words(sheet.text(("When", "Wann")), 3),
        ],
        rows: rows.into(),
    };
    sheet.put(Block::Table(table));
}

fn figures(sheet: &mut Sheet<'_>) {
    let (language, facts) = (sheet.language, sheet.facts);
    let (Some(families), Some(by_hand)) = (&facts.families, facts.by_hand) else {
        sheet.callout(
            Tone::Warning,
            (
                "Apple Business was not read whole",
                "Apple Business wurde nicht ganz gelesen",
            ),
            (
                "Who delivered how much, and what was added by hand, is not known. Nothing here \
                 says that all is well.",
                "Wer wie viel geliefert hat und was von Hand eingetragen wurde, ist nicht \
                 bekannt. Nichts hier sagt, dass alles in Ordnung ist.",
            ),
        );
        return;
    };
    let devices: usize = families.iter().map(|(_, devices)| devices).sum();
    let is_many = by_hand * 100 > devices * BY_HAND_PERCENT;
    let names = families.iter();
    let names = names.map(|(name, devices)| format!("{name} {}", number(language, *devices)));
    let all = KeyFigure {
        value: number(language, devices),
        label: sheet.text(("devices in Apple Business", "Geräte in Apple Business")),
        note: Some(names.collect::<Vec<_>>().join(", ")).filter(|it| !it.is_empty()),
        tone: Tone::Neutral,
    };
    let by_hand = KeyFigure {
        value: number(language, by_hand),
        label: sheet.text(("of them added by hand", "davon von Hand eingetragen")),
        note: Some(sheet.text((
            "the aim is at most 2 in a hundred",
            "das Ziel sind höchstens 2 von hundert",
        ))),
        tone: if is_many { Tone::Bad } else { Tone::Good },
    };
    sheet.put(Block::KeyFigures(vec![all, by_hand]));
}

fn suppliers(sheet: &mut Sheet<'_>) {
    let Some(suppliers) = &sheet.facts.suppliers else {
        return;
    };
    let unknown = sheet.text(("not sent by Apple", "von Apple nicht genannt"));
    let row = |supplier: &super::Supplier| {
        let kind = if supplier.is_apple {
            sheet.text(("Apple", "Apple"))
        } else {
            sheet.text(("Reseller", "Händler"))
        };
        let known = match supplier.number.as_str() {
            "" => unknown.as_str().into(),
            known => Text::default().code(known),
        };
        vec![
            known,
            kind.into(),
            number(sheet.language, supplier.devices).into(),
            "☐".into(),
        ]
    };
    let table = Table {
        caption: sheet.text((
            "Suppliers seen, by their number at Apple. Tick those that may deliver",
            "Gesehene Lieferanten nach ihrer Nummer bei Apple. Haken Sie die zugelassenen an",
        )),
        columns: vec![
            Column::words(sheet.text(("Number", "Nummer")), 3),
            Column::words(sheet.text(("Kind", "Art")), 2),
            Column::numbers(sheet.text(("Devices", "Geräte"))),
            Column::numbers(sheet.text(("May deliver", "Zugelassen"))),
        ],
        rows: suppliers.iter().map(row).collect(),
    };
    if table.rows.is_empty() {
        sheet.say((
            "No supplier has added a device so far.",
            "Bisher hat kein Lieferant ein Gerät eingetragen.",
        ));
    } else {
        sheet.put(Block::Table(table));
    }
}

fn services(sheet: &mut Sheet<'_>) {
    let Some(services) = &sheet.facts.services else {
        sheet.say((
            "Which service takes new devices by default was not read.",
            "Welcher Dienst neue Geräte standardmäßig übernimmt, wurde nicht gelesen.",
        ));
        return;
    };
    let unknown = sheet.text(("not seen", "nicht gesehen"));
    let nothing = sheet.text(("no family", "keine Gerätefamilie"));
    let row = |service: &super::KitService| {
        let families = match &service.default_families {
            None => unknown.clone(),
            Some(families) if families.is_empty() => nothing.clone(),
            Some(families) => families.join(", "),
        };
        vec![service.name.as_str().into(), families.into()]
    };
    let table = Table {
        caption: sheet.text((
            "Services, and the families whose new devices they take by default",
            "Dienste, und für welche Gerätefamilien sie neue Geräte standardmäßig übernehmen",
        )),
        columns: vec![
            Column::words(sheet.text(("Service", "Dienst")), 1),
            Column::words(
                sheet.text(("Takes by default", "Übernimmt standardmäßig")),
                1,
            ),
        ],
        rows: services.iter().map(row).collect(),
    };
    sheet.put(Block::Table(table));
    if let Some(open) = sheet.facts.without_default()
        && !open.is_empty()
    {
        let open = open.join(", ");
        let title = match sheet.language {
            Language::En => format!("Bought, but taken by no service by default: {open}"),
            Language::De => format!("Gekauft, aber von keinem Dienst übernommen: {open}"),
        };
        let says = sheet.text((
            "Such a device waits in Apple Business until somebody assigns it. Whoever switches \
             it on before that has a private device. Name a default service for each family.",
            "Ein solches Gerät wartet in Apple Business, bis jemand es zuweist. Wer es vorher \
             einschaltet, hat ein privates Gerät. Legen Sie für jede Familie einen \
             Standarddienst fest.",
        ));
        sheet.put(Block::Callout(press::Callout {
            tone: Tone::Bad,
            title,
            blocks: vec![Block::paragraph(says)],
        }));
    }
}

fn tokens(sheet: &mut Sheet<'_>) {
    let Some(tokens) = &sheet.facts.tokens else {
        sheet.say((
            "When the tokens end was not read.",
            "Wann die Tokens ablaufen, wurde nicht gelesen.",
        ));
        return;
    };
    if tokens.is_empty() {
        return;
    }
    let unknown = sheet.text(("not seen", "nicht gesehen"));
    let or = |text: String| {
        if text.is_empty() {
            unknown.clone()
        } else {
            text
        }
    };
    let row = |token: &super::KitToken| {
        let ends = token.ends.map(enrollment::moment::Moment::date);
        vec![
            token.name.as_str().into(),
            or(token.account.clone()).into(),
            or(ends.unwrap_or_default()).into(),
        ]
    };
    let table = Table {
        caption: sheet.text((
            "Tokens between Apple Business and Intune",
            "Tokens zwischen Apple Business und Intune",
        )),
        columns: vec![
            Column::words(sheet.text(("Token", "Token")), 2),
            Column::words(sheet.text(("Apple Account", "Apple Account")), 3),
            Column::words(sheet.text(("Ends", "Läuft ab")), 1),
        ],
        rows: tokens.iter().map(row).collect(),
    };
    sheet.put(Block::Table(table));
}

fn exceptions(sheet: &mut Sheet<'_>) {
    sheet.part(("Exceptions", "Ausnahmen"));
    sheet.say((
        "A device that came another way is added with Apple Configurator by IT, and erased. For \
         30 days its holder can remove it from management again; it counts as managed after \
         that. Every exception has a ticket that says who allowed it.",
        "Ein Gerät, das anders ins Haus kam, trägt die IT mit Apple Configurator ein und löscht \
         es. 30 Tage lang kann, wer es hat, es wieder aus der Verwaltung nehmen; erst danach \
         gilt es als verwaltet. Jede Ausnahme hat ein Ticket, in dem steht, wer sie erlaubt hat.",
    ));
    sheet.say((
        "In force from: ____________________   Signed: ____________________",
        "Gilt ab: ____________________   Unterschrift: ____________________",
    ));
}
