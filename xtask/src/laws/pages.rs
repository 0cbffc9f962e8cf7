//! Every page of the handbook says all it should, in both languages.

use super::Breach;
use rules::rule::{Page, Rule};

/// No section of a cause's page is empty, too short to mean anything, or left untranslated.
pub fn pages_are_whole<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for rule in rules {
        let code = rule.cause.code;
        let (english, german) = (sections(&rule.en), sections(&rule.de));
        for (language, page) in [("en", &english), ("de", &german)] {
            for (name, text) in page {
                breaches.extend(
                    fault(name, text)
                        .map(|advice| Breach::new(format!("{code} {language}.{name}"), advice)),
                );
            }
        }
        for ((name, english), (_, german)) in english.iter().zip(&german) {
            if english == german && !english.is_empty() {
                let advice = "says the same in both languages: translate it";
                breaches.push(Breach::new(format!("{code} {name}"), advice));
            }
        }
        if rule.story.is_empty() {
            let advice = "write a typical case, with everything read, as a story";
            breaches.push(Breach::new(format!("{code} story"), advice));
        }
    }
    breaches
}

fn sections(page: &Page) -> [(&'static str, &'static str); 6] {
    [
        ("title", page.title),
        ("meaning", page.meaning),
        ("why", page.why),
        ("how_we_know", page.how_we_know),
        ("what_to_do", page.what_to_do),
        ("prevention", page.prevention),
    ]
}

fn fault(section: &str, text: &str) -> Option<&'static str> {
    if text.trim().is_empty() {
        Some("is empty: write it; docs/CONTRIBUTING.md says what belongs into it")
    } else if section == "title" && text.ends_with('.') {
        Some("is a title, and ends in no full stop")
    } else if section != "title" && !text.ends_with(['.', '!', '?', ')', '“', '"']) {
        Some("breaks off: end it with a full stop")
    } else if text.contains("  ") || text.contains("\n\n\n") {
        Some("has two blanks in a row, or two empty lines")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{fault, pages_are_whole};
    use rules::catalogue;
    use rules::rule::{Page, Rule};

    #[test]
    fn an_empty_section_is_named() {
        assert!(fault("why", " ").unwrap().contains("empty"));
        assert!(fault("title", "Broken.").is_some());
        assert!(fault("why", "Because").is_some());
        assert!(fault("why", "Because  of it.").is_some());
        assert_eq!(fault("title", "Set up too early"), None);
    }

    /// The English page again.
    fn english(rule: &Rule) -> Page {
        let Page {
            title,
            meaning,
            why,
            how_we_know,
            what_to_do,
            prevention,
        } = rule.en;
        Page {
            title,
            meaning,
            why,
            how_we_know,
            what_to_do,
            prevention,
        }
    }

    #[test]
    fn a_page_that_was_not_translated_is_named() {
        let known = catalogue::all()[0];
        let rule = Rule {
            cause: known.cause,
            documented: known.documented,
            remedy: known.remedy,
            verify: known.verify,
            prevent: known.prevent,
            story: "",
            en: english(known),
            de: english(known),
            examine: known.examine,
        };
        // Six sections, and the story.
        assert_eq!(pages_are_whole([&rule]).len(), 7);
    }
}
