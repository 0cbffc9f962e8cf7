//! Where a device is, in the words of English and German lists.

use crate::gathering::Gathering;
use crate::table::header::fold;
use enrollment::snapshot::Whereabouts;

const STOCK: &[&str] = &[
    "stock",
    "instock",
    "onstock",
    "warehouse",
    "inwarehouse",
    "storage",
    "instorage",
    "spare",
    "reserve",
    "available",
    "unused",
    "notinuse",
    "unassigned",
    "notassigned",
    "notissued",
    "nothandedout",
    "new",
    "sealed",
    "boxed",
    "readytodeploy",
    "deployable",
    "lager",
    "auflager",
    "imlager",
    "lagernd",
    "lagerbestand",
    "eingelagert",
    "gelagert",
    "bestand",
    "depot",
    "vorrat",
    "aufvorrat",
    "verfuegbar",
    "ersatz",
    "ersatzgeraet",
    "neu",
    "originalverpackt",
    "ovp",
    "unbenutzt",
    "nichtausgegeben",
    "nochnichtausgegeben",
    "nichtzugewiesen",
    "nichtvergeben",
    "nichtinverwendung",
    "frei",
    "schrank",
];
const HANDED_OUT: &[&str] = &[
    "handedout",
    "issued",
    "inuse",
    "deployed",
    "assigned",
    "active",
    "checkedout",
    "withuser",
    "withemployee",
    "onloan",
    "loaned",
    "live",
    "productive",
    "inproduction",
    "ausgegeben",
    "ausgehaendigt",
    "uebergeben",
    "zugewiesen",
    "vergeben",
    "verteilt",
    "verliehen",
    "ausgeliehen",
    "inbenutzung",
    "ingebrauch",
    "inverwendung",
    "verwendet",
    "imeinsatz",
    "ineinsatz",
    "einsatz",
    "inbetrieb",
    "aktiv",
    "produktiv",
    "beimmitarbeiter",
    "beimbenutzer",
    "beimnutzer",
];
const RETURNED: &[&str] = &[
    "returned",
    "return",
    "givenback",
    "checkedin",
    "handedback",
    "zurueck",
    "zurueckgegeben",
    "zurueckgekommen",
    "zurueckgesendet",
    "rueckgabe",
    "ruecklaeufer",
    "ruecksendung",
    "retour",
    "retoure",
    "retourniert",
    "eingezogen",
    "abgegeben",
];
const LOST: &[&str] = &[
    "lost",
    "stolen",
    "loststolen",
    "lostorstolen",
    "missing",
    "theft",
    "verloren",
    "verlust",
    "verlorengegangen",
    "gestohlen",
    "diebstahl",
    "entwendet",
    "vermisst",
    "abhanden",
    "abhandengekommen",
    "unauffindbar",
    "verlorengestohlen",
];
const DISPOSED: &[&str] = &[
    "disposed",
    "disposedof",
    "disposal",
    "scrapped",
    "scrap",
    "retired",
    "recycled",
    "sold",
    "destroyed",
    "decommissioned",
    "writtenoff",
    "donated",
    "entsorgt",
    "entsorgung",
    "verschrottet",
    "schrott",
    "ausgemustert",
    "ausgesondert",
    "ausgeschieden",
    "ausserbetrieb",
    "stillgelegt",
    "verkauft",
    "vernichtet",
    "recycelt",
    "gespendet",
    "abgegangen",
];

const ALL: [(Whereabouts, &[&str]); 5] = [
    (Whereabouts::Stock, STOCK),
    (Whereabouts::HandedOut, HANDED_OUT),
    (Whereabouts::Returned, RETURNED),
    (Whereabouts::Lost, LOST),
    (Whereabouts::Disposed, DISPOSED),
];
/// Words that turn the meaning of another one around.
const NEGATIONS: [&str; 6] = ["not", "no", "nicht", "kein", "never", "nie"];

/// The whereabouts of a status; an unknown one is kept as it is.
pub(super) fn read(text: &str, into: &Gathering) -> Whereabouts {
    known(text).unwrap_or_else(|| into.term(text))
}

/// Whether a text is a known status.
pub(super) fn is_known(text: &str) -> bool {
    known(text).is_some()
}

fn known(text: &str) -> Option<Whereabouts> {
    // Longer than any status: a remark.
    if text.len() > 60 {
        return None;
    }
    let of = |word: &str| {
        let found = ALL.iter().find(|(_, words)| words.contains(&word));
        found.map(|(whereabouts, _)| *whereabouts)
    };
    if let Some(whereabouts) = of(&fold(text)) {
        return Some(whereabouts);
    }
    // "Lager Berlin", "in use (Anna)": one word tells, if the others do not contradict it.
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words.map(fold).filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| NEGATIONS.contains(&word.as_str())) {
        return None;
    }
    let pairs = words.windows(2).map(<[String]>::concat);
    let mut told = pairs
        .chain(words.iter().cloned())
        .filter_map(|word| of(&word));
    let first = told.next()?;
    told.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{ALL, known, read};
    use crate::gathering::Gathering;
    use crate::table::header::fold;
    use enrollment::snapshot::Whereabouts;

    #[test]
    fn both_languages_are_understood() {
        for (text, whereabouts) in [
            ("Lager", Whereabouts::Stock),
            ("in stock", Whereabouts::Stock),
            ("Nicht ausgegeben", Whereabouts::Stock),
            ("Lager Berlin", Whereabouts::Stock),
            ("Ausgegeben", Whereabouts::HandedOut),
            ("In Use (Anna)", Whereabouts::HandedOut),
            ("handed_out", Whereabouts::HandedOut),
            ("zurück", Whereabouts::Returned),
            ("Rückläufer", Whereabouts::Returned),
            ("gestohlen", Whereabouts::Lost),
            ("lost/stolen", Whereabouts::Lost),
            ("Entsorgt 2025", Whereabouts::Disposed),
        ] {
            assert_eq!(known(text), Some(whereabouts), "{text}");
        }
    }

    #[test]
    fn what_contradicts_itself_is_kept_as_it_is() {
        let into = Gathering::new(7);
        for text in ["nicht im Lager", "Lager, ausgegeben", "in Reparatur"] {
            assert!(
                matches!(read(text, &into), Whereabouts::Strange(_)),
                "{text}"
            );
        }
        assert_eq!(read(" ", &into), Whereabouts::Missing);
    }

    #[test]
    fn every_word_is_written_folded_and_has_one_meaning() {
        let all: Vec<&str> = ALL
            .iter()
            .flat_map(|(_, words)| words.iter().copied())
            .collect();
        for word in &all {
            assert_eq!(fold(word), **word);
            assert_eq!(
                all.iter().filter(|other| *other == word).count(),
                1,
                "{word}"
            );
        }
    }
}
