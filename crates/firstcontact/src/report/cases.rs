//! What the crate `remedy` names in one word, as people say it: the texts of `i18n/*/remedy.ftl`.
//! A key is a prefix and the public word as it is, such as `refusal-planExpired`.

use super::wording::plain;
use crate::guide::Trouble;
use crate::i18n::Language;
use remedy::case::State;
use remedy::event::After;
use remedy::guard::Guard;
use remedy::ledger::Broken;
use remedy::plan::Goal;
use remedy::playbook::NoPlan;
use remedy::refusal::Refusal;
use remedy::step::{Late, Sign, Step, Task, WayBack};

/// Why something is not done: what it means, and what to do next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// What it means, as sentences.
    pub means: String,
    /// What to do next, as sentences.
    pub next: String,
}

/// A refusal.
pub fn refusal(language: Language, refusal: Refusal) -> Told {
    told(language, "refusal", refusal.name())
}

/// Why there is no plan.
pub fn no_plan(language: Language, why: NoPlan) -> Told {
    told(language, "noPlan", why.name())
}

/// What a holder reported, as an administrator reads it; the next step is the administrator's.
pub fn trouble(language: Language, trouble: Trouble) -> Told {
    let key = format!("trouble-{}", trouble.name());
    Told {
        means: language.text(&key),
        next: language.text(&format!("{key}-admin")),
    }
}

/// A state, as a line.
pub fn state(language: Language, state: State) -> String {
    language.text(&format!("state-{}", state.name()))
}

/// What a person does about a case in a state, as a sentence.
pub fn next(language: Language, state: State) -> String {
    language.text(&format!("state-{}-next", state.name()))
}

/// An event by its public word; the word itself if a later version wrote it.
pub fn event(language: Language, name: &str) -> String {
    let key = format!("event-{name}");
    if language.has(&key) {
        language.text(&key)
    } else {
        plain(name).into_owned()
    }
}

/// What a person does in a step, as a line.
pub fn task(language: Language, task: Task) -> String {
    language.text(&format!("task-{}", task.name()))
}

/// A step, as a line.
pub fn step(language: Language, step: &Step) -> String {
    match step {
        Step::Api { send } => act(language, send.name()),
        Step::Person { task: it } => task(language, *it),
    }
}

/// A request by the public word of its act, as a line.
pub fn act(language: Language, name: &str) -> String {
    language.text(&format!("act-{name}"))
}

/// A condition of a step, as a line that holds or does not.
pub fn guard(language: Language, guard: Guard) -> String {
    language.text(&format!("guard-{}", guard_name(guard)))
}

/// How far a plan goes, as a line.
pub fn goal(language: Language, goal: Goal) -> String {
    language.text(match goal {
        Goal::Prepared => "goal-prepared",
        Goal::LetIn => "goal-letIn",
    })
}

/// How the success of a step is seen, as a line.
pub fn sign(language: Language, sign: Sign) -> String {
    language.text(match sign {
        Sign::OnService => "sign-onService",
        Sign::Imported => "sign-imported",
        Sign::Profiled => "sign-profiled",
        Sign::TenantSound => "sign-tenantSound",
        Sign::Unlocked => "sign-unlocked",
        Sign::NotMigrating => "sign-notMigrating",
        Sign::Erased => "sign-erased",
        Sign::Enrolled => "sign-enrolled",
        Sign::LetIn => "sign-letIn",
        Sign::Said => "sign-said",
    })
}

/// What comes when a step is late, as a line.
pub fn late(language: Language, late: Late) -> String {
    language.text(match late {
        Late::Fail => "late-failed",
        Late::Suspend => "late-suspended",
        Late::Escalate => "late-escalated",
        Late::LookAgain => "late-queued",
    })
}

/// Where being late led, as a line.
pub fn after(language: Language, after: After) -> String {
    language.text(match after {
        After::Open => "late-open",
        After::Queued => "late-queued",
        After::Failed => "late-failed",
        After::Suspended => "late-suspended",
        After::Escalated => "late-escalated",
    })
}

/// Where a ledger's chain is broken, as a sentence.
pub fn broken(language: Language, broken: &Broken) -> String {
    let with = |key, values: &[(&str, String)]| {
        let values: Vec<_> = values.iter().map(|(name, it)| (*name, &**it)).collect();
        language.with(key, &values)
    };
    match broken {
        Broken::Number { expected, found } => with(
            "ledger-number",
            &[
                ("expected", expected.to_string()),
                ("found", found.to_string()),
            ],
        ),
        Broken::Chain(number) => with("ledger-chain", &[("number", number.to_string())]),
        Broken::Text(number) => with("ledger-text", &[("number", number.to_string())]),
        Broken::End { expected, found } => with(
            "ledger-end",
            &[
                ("expected", expected.to_string()),
                ("found", found.to_string()),
            ],
        ),
    }
}

/// The way back from a step, as a line.
pub fn way_back(language: Language, way: WayBack) -> String {
    language.text(match way {
        WayBack::Needless => "wayBack-needless",
        WayBack::PreviousService => "wayBack-previousService",
        WayBack::PreviousProfile => "wayBack-previousProfile",
        WayBack::CancelBeforeStart => "wayBack-cancelBeforeStart",
        WayBack::None => "wayBack-none",
    })
}

fn told(language: Language, prefix: &str, name: &str) -> Told {
    let key = format!("{prefix}-{name}");
    Told {
        means: language.text(&key),
        next: language.text(&format!("{key}-next")),
    }
}

const fn guard_name(guard: Guard) -> &'static str {
    match guard {
        Guard::IdentityCertain => "identityCertain",
        Guard::InOrganisation => "inOrganisation",
        Guard::NotOnServiceAlready => "notOnServiceAlready",
        Guard::NotManagedElsewhere => "notManagedElsewhere",
        Guard::CanMigrate => "canMigrate",
        Guard::ImportedRow => "importedRow",
        Guard::SyncAllowed => "syncAllowed",
        Guard::RecordIsItsOwn => "recordIsItsOwn",
        Guard::GatesGreen => "gatesGreen",
        Guard::Unlocked => "unlocked",
        Guard::EraseSure => "eraseSure",
        Guard::Consented => "consented",
        Guard::FirstErase => "firstErase",
        Guard::EvidenceFresh => "evidenceFresh",
    }
}

#[cfg(test)]
mod tests {
    use super::{Told, guard_name, no_plan, refusal};
    use crate::guide::{Trouble, consent::NotAgreed};
    use crate::i18n::Language::{De, En};
    use remedy::act::Act;
    use remedy::case::State;
    use remedy::digest::Digest;
    use remedy::event::Event;
    use remedy::guard::Guard;
    use remedy::playbook::NoPlan;
    use remedy::refusal::Refusal;
    use remedy::step::{Step, Task};
    use std::collections::BTreeSet;

    const NO_PLANS: [NoPlan; 5] = [
        NoPlan::Nothing,
        NoPlan::AskFirst,
        NoPlan::Decide,
        NoPlan::Unread,
        NoPlan::NoRemedy,
    ];

    /// One of each; a new one asks for its place here.
    fn every_act() -> Vec<Act> {
        let (id, serials) = (String::new, Vec::new);
        let one = |act: &Act| match act {
            Act::AssignService { .. }
            | Act::Migrate { .. }
            | Act::CancelMigration { .. }
            | Act::SyncToken { .. }
            | Act::AssignProfile { .. }
            | Act::SetDefaultProfile { .. }
            | Act::TouchProfile { .. }
            | Act::SyncDevice { .. }
            | Act::Retire { .. }
            | Act::Wipe { .. } => 1,
        };
        let all = vec![
            Act::AssignService {
                service: id(),
                serials: serials(),
            },
            Act::Migrate {
                service: id(),
                serials: serials(),
                deadline: enrollment::moment::Moment::FIRST,
            },
            Act::CancelMigration { serials: serials() },
            Act::SyncToken { token: id() },
            Act::AssignProfile {
                token: id(),
                profile: id(),
                serials: serials(),
            },
            Act::SetDefaultProfile {
                token: id(),
                profile: id(),
            },
            Act::TouchProfile {
                token: id(),
                profile: id(),
            },
            Act::SyncDevice { device: id() },
            Act::Retire {
                device: id(),
                serial: id(),
            },
            Act::Wipe {
                device: id(),
                serial: id(),
                keep_enrollment_data: false,
                preserve_data_plan: true,
            },
        ];
        assert_eq!(all.iter().map(one).sum::<usize>(), 10);
        all
    }

    /// One of each, as a ledger keeps it; a new one asks for its place here.
    fn every_event() -> Vec<Event> {
        let zeros = Digest::default();
        let said = r#""consequence":"x","at":9"#;
        let nature = r#""sends":true,"reversible":true,"erases":false"#;
        let consent =
            format!(r#"{{"serial":"x","plan":"{zeros}","by":"x","owner":"holder",{said}}}"#);
        let all = [
            format!(r#""proposed","plan":"{zeros}","consent":true,"holds":1"#),
            format!(r#""consented","consent":{consent}"#),
            r#""declined","by":"x""#.to_owned(),
            r#""enqueued""#.to_owned(),
            r#""rejected","by":"x""#.to_owned(),
            format!(r#""begun","step":0,{nature},"deadline":1,"fence":1"#),
            r#""answered","fence":1,"result":{"outcome":"accepted","receipt":null}"#.to_owned(),
            r#""lost","reversible":true"#.to_owned(),
            r#""resolved","by":"x","happened":true"#.to_owned(),
            r#""done","step":0,"by":null,"more":false,"goal":"letIn","erased":false"#.to_owned(),
            r#""dataSafe","by":"x""#.to_owned(),
            r#""looked","good":true,"read":0"#.to_owned(),
            r#""verified","watch":1"#.to_owned(),
            r#""regressed""#.to_owned(),
            r#""ended""#.to_owned(),
            r#""late","to":"open""#.to_owned(),
            format!(r#""rediagnosed","by":"x","why":"x","evidence":"{zeros}""#),
            r#""held","by":"x""#.to_owned(),
            r#""resumed","by":"x""#.to_owned(),
            r#""escalated","by":"x""#.to_owned(),
            r#""aborted","by":"x","why":"x""#.to_owned(),
        ];
        let read = |rest| serde_json::from_str(&format!(r#"{{"event":{rest}}}"#)).unwrap();
        all.iter().map(read).inspect(has_a_place).collect()
    }

    fn has_a_place(event: &Event) {
        match event {
            Event::Proposed { .. }
            | Event::Consented { .. }
            | Event::Declined { .. }
            | Event::Enqueued
            | Event::Rejected { .. }
            | Event::Begun { .. }
            | Event::Answered { .. }
            | Event::Lost { .. }
            | Event::Resolved { .. }
            | Event::Done { .. }
            | Event::DataSafe { .. }
            | Event::Looked { .. }
            | Event::Verified { .. }
            | Event::Regressed
            | Event::Ended
            | Event::Late { .. }
            | Event::Rediagnosed { .. }
            | Event::Held { .. }
            | Event::Resumed { .. }
            | Event::Escalated { .. }
            | Event::Aborted { .. } => (),
        }
    }

    #[test]
    fn every_refusal_says_what_it_means_and_what_to_do_next_in_both_languages() {
        let mut seen = BTreeSet::new();
        for language in [En, De] {
            for it in Refusal::ALL {
                let key = format!("refusal-{}", it.name());
                assert!(
                    language.has(&key) && language.has(&format!("{key}-next")),
                    "{key}"
                );
                let Told { means, next } = refusal(language, *it);
                for text in [&means, &next] {
                    assert!(text.ends_with('.') && text.len() > 20, "{key}: {text}");
                }
                assert!(seen.insert(means), "{key} says what another one says");
            }
            for it in NO_PLANS {
                let Told { means, next } = no_plan(language, it);
                for text in [means, next] {
                    assert!(
                        text.ends_with('.') && !text.starts_with("noPlan-"),
                        "{text}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_word_of_a_case_has_a_text_in_both_languages() {
        let mut keys: Vec<String> = Vec::new();
        for state in State::ALL {
            keys.push(format!("state-{}", state.name()));
            keys.push(format!("state-{}-next", state.name()));
        }
        for task in Task::ALL {
            keys.push(format!("task-{}", task.name()));
            for guard in (Step::Person { task }).rules().guards {
                keys.push(format!("guard-{}", guard_name(*guard)));
            }
        }
        for send in every_act() {
            keys.push(format!("act-{}", send.name()));
            for guard in (Step::Api { send }).rules().guards {
                keys.push(format!("guard-{}", guard_name(*guard)));
            }
        }
        let events: BTreeSet<_> = every_event().iter().map(Event::name).collect();
        assert_eq!(events.len(), 21);
        keys.extend(
            every_event()
                .iter()
                .map(|it| format!("event-{}", it.name())),
        );
        for guard in [Guard::SyncAllowed, Guard::CanMigrate, Guard::FirstErase] {
            keys.push(format!("guard-{}", guard_name(guard)));
        }
        for trouble in Trouble::ALL {
            let key = format!("trouble-{}", trouble.name());
            keys.extend(["-next", "-admin", ""].map(|end| format!("{key}{end}")));
        }
        keys.extend(NotAgreed::ALL.map(|it| it.key().to_owned()));
        let named = [
            "goal-prepared",
            "goal-letIn",
            "sign-onService",
            "sign-imported",
            "sign-profiled",
            "sign-tenantSound",
            "sign-unlocked",
            "sign-erased",
            "sign-enrolled",
            "sign-letIn",
            "sign-said",
            "late-open",
            "late-queued",
            "late-failed",
            "late-suspended",
            "late-escalated",
            "wayBack-needless",
            "wayBack-previousService",
            "wayBack-previousProfile",
            "wayBack-cancelBeforeStart",
            "wayBack-none",
            "ledger-number",
            "ledger-chain",
            "ledger-text",
            "ledger-end",
        ];
        keys.extend(named.map(str::to_owned));
        for key in keys {
            assert!(En.has(&key) && De.has(&key), "{key} is missing");
            assert_ne!(En.text(&key), De.text(&key), "{key} is not translated");
        }
    }
}
