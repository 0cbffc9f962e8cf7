//! A remedy on a sheet: its title alone, or with everything that whoever carries it out needs.

use super::paint::Ink;
use super::sheet::{Lead, Sheet};
use crate::i18n::Language;
use enrollment::remedy::{Remedy, Verification};
use rules::playbook::{self, Play, PlayText};

/// How much of a remedy is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Depth {
    /// Code, title, and who carries it out.
    Title,
    /// When, every step, how to see that it has worked, and what to do if not.
    Steps,
}

/// How a step begins at which one must be ready to stop, in the playbook's two languages.
const STOPS: [&str; 4] = ["Stop here", "Stop if", "Hier aufhören", "Aufhören, wenn"];

/// The words of a play.
pub fn words(play: &'static Play, language: Language) -> &'static PlayText {
    match language {
        Language::En => &play.en,
        Language::De => &play.de,
    }
}

/// How success is seen, in words.
pub fn proof(verification: Verification, language: Language) -> &'static str {
    let proof = playbook::verification(verification);
    match language {
        Language::En => proof.en,
        Language::De => proof.de,
    }
}

/// Adds a remedy.
pub fn remedy(language: Language, remedy: Remedy, depth: Depth, indent: usize, sheet: &mut Sheet) {
    let play = playbook::find(remedy);
    let text = words(play, language);
    let actor = language.text(&format!("actor-{}", play.actor.name()));
    let title = format!("{} ({actor})", text.title);
    let code = format!("{:<5}", remedy.name());
    let ink = if depth == Depth::Title {
        Ink::Plain
    } else {
        Ink::Bold
    };
    sheet.item(Lead::new(indent, &code, Ink::Name), ink, &title);
    if depth == Depth::Title {
        return;
    }
    let inner = indent + 5;
    let labelled = |sheet: &mut Sheet, key: &str, text: &str| {
        let label = format!("{} ", language.text(key));
        sheet.item(Lead::new(inner, &label, Ink::Dim), Ink::Plain, text);
    };
    labelled(sheet, "play-when", text.when);
    if play.erases {
        sheet.item(
            Lead::new(inner, "▲ ", Ink::Bad),
            Ink::Bad,
            &language.text("play-erases"),
        );
    }
    sheet.steps(inner, text.steps, is_stop);
    labelled(sheet, "play-done", text.done_when);
    labelled(sheet, "play-otherwise", text.otherwise);
}

fn is_stop(step: &str) -> bool {
    STOPS.iter().any(|start| step.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{is_stop, words};
    use crate::i18n::Language;
    use rules::playbook;

    #[test]
    fn both_languages_stop_at_the_same_steps() {
        let mut stops = 0;
        for remedy in enrollment::remedy::Remedy::ALL {
            let play = playbook::find(*remedy);
            let at = |language| -> Vec<bool> {
                words(play, language)
                    .steps
                    .iter()
                    .map(|step| is_stop(step))
                    .collect()
            };
            assert_eq!(at(Language::En), at(Language::De), "{remedy}");
            stops += at(Language::En).iter().filter(|stop| **stop).count();
        }
        assert!(stops >= 2, "the two erasing remedies have stop points");
    }
}
