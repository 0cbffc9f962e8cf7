//! What a supplier has to do, on two pages that can be sent to them as they are.

use super::KitFacts;
use super::script::Sheet;
use crate::i18n::Language;
use press::{Block, Column, Document, Table, Text, Tone};

pub(super) fn document(facts: &KitFacts, language: Language) -> Document {
    let mut sheet = Sheet::new(
        facts,
        language,
        (
            "Instructions for suppliers of Apple devices",
            "Anweisung für Lieferanten von Apple-Geräten",
        ),
        (
            "What {company} asks of everybody who delivers iPhone, iPad or Mac",
            "Was {company} von allen verlangt, die iPhone, iPad oder Mac liefern",
        ),
    );
    sheet.say((
        "Please give this to those who carry out our orders. A device that is not in our Apple \
         Business when it is switched on first has to be erased and set up again, and whoever \
         just got it loses a day.",
        "Bitte geben Sie dies an alle weiter, die unsere Bestellungen ausführen. Ein Gerät, das \
         beim ersten Einschalten nicht in unserem Apple Business steht, muss gelöscht und neu \
         eingerichtet werden, und wer es gerade bekommen hat, verliert einen Tag.",
    ));
    particulars(&mut sheet);
    sheet.part(("With every order", "Bei jeder Bestellung"));
    orders(&mut sheet);
    sheet.callout(
        Tone::Bad,
        (
            "Do not send what is not added",
            "Nicht versenden, was nicht eingetragen ist",
        ),
        (
            "Did Apple refuse the entry? Then keep the goods, and tell us ({us}) the order \
             number and the message. A delivery that is late costs less than one that has to be \
             erased.",
            "Hat Apple den Eintrag abgelehnt? Dann behalten Sie die Ware, und nennen Sie uns \
             ({us}) die Bestellnummer und die Meldung. Eine späte Lieferung kostet weniger als \
             eine, die gelöscht werden muss.",
        ),
    );
    sheet.part(("Confirmation", "Bestätigung"));
    sheet.checks(&[
        (
            "Our number at Apple is the one above, and your Organization ID is linked to it.",
            "Unsere Nummer bei Apple steht oben, und Ihre Organisations-ID ist mit ihr verknüpft.",
        ),
        (
            "Devices are added before dispatch, replacements too.",
            "Geräte werden vor dem Versand eingetragen, auch Tauschgeräte.",
        ),
        (
            "Our staff know whom to ask: {us}.",
            "Unser Personal weiß, wen es fragt: {us}.",
        ),
    ]);
    sheet.say((
        "Supplier: ____________________   Date and name: ____________________",
        "Lieferant: ____________________   Datum und Name: ____________________",
    ));
    sheet.done()
}

fn particulars(sheet: &mut Sheet<'_>) {
    let numbers = sheet.facts.suppliers.iter().flatten();
    let numbers = numbers.filter(|it| !it.is_apple && !it.number.is_empty());
    let numbers: Vec<&str> = numbers.map(|it| it.number.as_str()).collect();
    let yours = match (&sheet.facts.suppliers, numbers.as_slice()) {
        (None, _) => sheet.text((
            "[your reseller number; ours were not read]",
            "[Ihre Händlernummer; unsere wurden nicht gelesen]",
        )),
        (Some(_), []) => sheet.text((
            "[your reseller number; we have none yet]",
            "[Ihre Händlernummer; wir haben noch keine]",
        )),
        (Some(_), [one]) => (*one).to_owned(),
        // One supplier's number is none of another one's business.
        (Some(_), _) => sheet.text((
            "[your reseller number, as Apple gave it to you]",
            "[Ihre Händlernummer, wie Apple sie Ihnen gegeben hat]",
        )),
    };
    let rows: [(_, Text); 4] = [
        (
            sheet.text(("Organization", "Organisation")),
            sheet.facts.company.as_str().into(),
        ),
        (
            sheet.text(("Organization ID", "Organisations-ID")),
            Text::default().strong(sheet.text(("{organization}", "{organization}"))),
        ),
        (
            sheet.text(("Your number at Apple", "Ihre Nummer bei Apple")),
            yours.into(),
        ),
        (
            sheet.text(("Questions to", "Fragen an")),
            sheet.text(("{us}", "{us}")).into(),
        ),
    ];
    let table = Table {
        caption: String::new(),
        columns: vec![
            Column::words(sheet.text(("Particulars", "Angabe")), 1),
            Column::words(sheet.text(("Value", "Wert")), 2),
        ],
        rows: rows.map(|(name, value)| vec![name.into(), value]).into(),
    };
    sheet.put(Block::Table(table));
}

fn orders(sheet: &mut Sheet<'_>) {
    sheet.steps(&[
        (
            "Link once: Send us your reseller number. We enter it in Apple Business, and you \
             link our Organization ID to your account at Apple.",
            "Einmal verknüpfen: Schicken Sie uns Ihre Händlernummer. Wir tragen sie in Apple \
             Business ein, und Sie verknüpfen unsere Organisations-ID mit Ihrem Konto bei Apple.",
        ),
        (
            "Add before dispatch: Submit the serial numbers to Apple for our Organization ID \
             before the goods leave your house, not with the invoice.",
            "Vor dem Versand eintragen: Melden Sie die Seriennummern bei Apple für unsere \
             Organisations-ID, bevor die Ware Ihr Haus verlässt, nicht erst mit der Rechnung.",
        ),
        (
            "Our order number: Use it as the order number at Apple, so that we find your \
             delivery.",
            "Unsere Bestellnummer: Verwenden Sie sie bei Apple als Bestellnummer, damit wir Ihre \
             Lieferung finden.",
        ),
        (
            "Serial numbers: Send them as a file (CSV: order number, serial number, model, date \
             of dispatch) on the day of dispatch.",
            "Seriennummern: Schicken Sie sie am Versandtag als Datei (CSV: Bestellnummer, \
             Seriennummer, Modell, Versanddatum).",
        ),
        (
            "Sealed: Do not open, switch on or set up a device. That holds for labels and cases, \
             too.",
            "Versiegelt: Öffnen Sie kein Gerät, schalten Sie keines ein, und richten Sie keines \
             ein. Das gilt auch für Aufkleber und Hüllen.",
        ),
        (
            "Replacements: A replacement has a new serial number. Add it like a new device, and \
             name the old one.",
            "Tauschgeräte: Ein Tauschgerät hat eine neue Seriennummer. Tragen Sie es wie ein \
             neues Gerät ein, und nennen Sie die alte.",
        ),
        (
            "By mistake: You added a device that is not ours? Tell us; we release it. Do not \
             remove one that is ours.",
            "Versehentlich: Sie haben ein Gerät eingetragen, das nicht uns gehört? Sagen Sie es \
             uns; wir geben es frei. Entfernen Sie keines, das uns gehört.",
        ),
    ]);
}
