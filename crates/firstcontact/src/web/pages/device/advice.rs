//! What to do about a device, step by step. Steps that nobody should take yet are not spelt out:
//! none before the one question is answered, and an erase only when it is advised now.

use super::document::Document;
use crate::i18n::Language;
use crate::report::playbook::{proof, words};
use crate::report::wording::hold;
use crate::web::pages::spoken;
use enrollment::cause::Data;
use enrollment::remedy::{Action, Remedy};
use rules::playbook as plays;
use rules::rule::Rule;

/// What to do.
pub(super) struct Advice {
    pub(super) action: String,
    pub(super) warning: Option<String>,
    /// What must happen before an erase is advised.
    pub(super) holds: Vec<String>,
    /// Whether the remedies are told only for the case that an answer confirms the cause.
    pub(super) if_confirmed: bool,
    pub(super) remedies: Vec<Step>,
    pub(super) proofs: Vec<(&'static str, &'static str)>,
}

/// A remedy.
pub(crate) struct Step {
    pub(crate) code: &'static str,
    pub(crate) title: &'static str,
    pub(crate) actor: String,
    pub(crate) when: &'static str,
    pub(crate) done: &'static str,
    pub(crate) otherwise: &'static str,
    /// Empty where it is not to be taken yet.
    pub(crate) steps: &'static [&'static str],
    /// What must be minded before an erase.
    pub(crate) erases: Option<String>,
}

/// The advice of a document.
pub(super) fn advice(
    language: Language,
    document: &Document,
    rule: Option<&'static Rule>,
    is_mac: bool,
) -> Advice {
    let asks = document.action == Action::Ask.name();
    let erases = document.action == Action::Erase.name();
    let remedies = rule.map_or_else(Vec::new, |rule| suitable(rule, is_mac));
    let key = match document.action.as_str() {
        "" => "none",
        action => action,
    };
    Advice {
        action: spoken::word(language, "action", key),
        warning: warning(document, rule).map(|key| language.text(key)),
        holds: document
            .holds
            .iter()
            .map(|held| hold(language, &held.id, &spoken::says(language, &held.says)))
            .collect(),
        if_confirmed: asks && !remedies.is_empty(),
        remedies: remedies
            .into_iter()
            .map(|remedy| {
                let spelt_out = !asks && (erases || !plays::find(remedy).erases);
                let mut step = step(language, remedy, spelt_out);
                if plays::find(remedy).erases && !erases {
                    let key = if document.erase_needed {
                        "device-erase-not-yet"
                    } else {
                        "device-erase-only-if-set-up"
                    };
                    step.erases = Some(language.text(key));
                }
                step
            })
            .collect(),
        proofs: match rule {
            Some(rule) if !asks => proofs(language, rule),
            _ => Vec::new(),
        },
    }
}

/// How success is seen.
pub(crate) fn proofs(language: Language, rule: &Rule) -> Vec<(&'static str, &'static str)> {
    let verify = rule.verify.iter();
    verify
        .map(|wanted| (wanted.name(), proof(*wanted, language)))
        .collect()
}

/// What an erase would mean, where it means something.
fn warning(document: &Document, rule: Option<&Rule>) -> Option<&'static str> {
    if document.erase_needed {
        Some("device-erase-needed")
    } else if rule.is_some_and(|rule| rule.cause.data == Data::Live) || document.cause.is_none() {
        Some("device-never-erase")
    } else {
        document.data_at_risk.then_some("device-data-at-risk")
    }
}

/// The rule's remedies. A Mac asks Apple again without an erase (causality.md R15).
fn suitable(rule: &Rule, is_mac: bool) -> Vec<Remedy> {
    let mut remedies = Vec::new();
    for remedy in rule.remedy {
        let remedy = if is_mac && plays::find(*remedy).erases {
            Remedy::R15
        } else {
            *remedy
        };
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    }
    remedies
}

/// A remedy in words, with its steps or without.
pub(crate) fn step(language: Language, remedy: Remedy, spelt_out: bool) -> Step {
    let play = plays::find(remedy);
    let text = words(play, language);
    Step {
        code: remedy.name(),
        title: text.title,
        actor: language.text(&format!("actor-{}", play.actor.name())),
        when: text.when,
        done: text.done_when,
        otherwise: text.otherwise,
        steps: if spelt_out { text.steps } else { &[] },
        erases: (play.erases && spelt_out).then(|| language.text("play-erases")),
    }
}

#[cfg(test)]
mod tests {
    use super::advice;
    use crate::i18n::Language::En;
    use crate::web::pages::device::document::Document;
    use enrollment::cause::Code;
    use rules::catalogue;

    fn document(action: &str) -> Document {
        Document {
            action: action.to_owned(),
            erase_needed: true,
            ..Document::default()
        }
    }

    #[test]
    fn an_erase_is_spelt_out_only_when_it_is_advised_now() {
        let rule = catalogue::find(Code::new("C01"));
        let of = |action: &str, mac| advice(En, &document(action), rule, mac);
        let erasing = |code: &str, advice: &super::Advice| {
            let step = advice.remedies.iter().find(|step| step.code == code);
            step.map(|step| step.steps.is_empty())
        };
        assert_eq!(erasing("R11", &of("erase", false)), Some(false));
        assert_eq!(erasing("R11", &of("configure", false)), Some(true));
        let asks = of("ask", false);
        assert!(asks.if_confirmed && asks.remedies.iter().all(|step| step.steps.is_empty()));
        assert_eq!(erasing("R11", &of("erase", true)), None, "a Mac needs none");
        assert_eq!(erasing("R15", &of("erase", true)), Some(false));
    }
}
