//! What the crate `remedy` names in one word, as people say it: the texts of `i18n/*/remedy.ftl`.
//! A key is a prefix and the public word as it is, such as `refusal-planExpired`.

use super::wording::plain;
use crate::guide::Trouble;
use crate::i18n::Language;
use remedy::case::State;
use remedy::event::After;
use remedy::guard::Guard;
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
    use remedy::act::{Act, Outcome};
    use remedy::case::State;
    use remedy::consent::{Consent, Owner};
    use remedy::digest::Digest;
    use remedy::event::{After, Event, Nature};
    use remedy::guard::Guard;
    use remedy::plan::Goal;
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

    fn every_event() -> Vec<Event> {
        let by = || "x".to_owned();
        let plan = Digest::default();
        let one = |event: &Event| match event {
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
            | Event::Aborted { .. } => event.name(),
        };
        let all = vec![
            Event::Proposed {
                plan,
                consent: true,
                holds: 1,
            },
            Event::Consented {
                consent: Consent {
                    serial: by(),
                    plan,
                    by: by(),
                    owner: Owner::Holder,
                    consequence: by(),
                    at: enrollment::moment::Moment::FIRST,
                },
            },
            Event::Declined { by: by() },
            Event::Enqueued,
            Event::Rejected { by: by() },
            Event::Begun {
                step: 0,
                nature: Nature {
                    sends: true,
                    reversible: true,
                    erases: false,
                },
                deadline: 1,
                fence: 1,
            },
            Event::Answered {
                fence: 1,
                result: Outcome::Accepted { receipt: None },
            },
            Event::Lost { reversible: true },
            Event::Resolved {
                by: by(),
                happened: true,
            },
            Event::Done {
                step: 0,
                by: None,
                more: false,
                goal: Goal::LetIn,
                erased: false,
            },
            Event::DataSafe { by: by() },
            Event::Looked {
                good: true,
                read: 0,
            },
            Event::Verified { watch: 1 },
            Event::Regressed,
            Event::Ended,
            Event::Late { to: After::Open },
            Event::Rediagnosed {
                by: by(),
                why: by(),
                evidence: plan,
            },
            Event::Held { by: by() },
            Event::Resumed { by: by() },
            Event::Escalated { by: by() },
            Event::Aborted {
                by: by(),
                why: by(),
            },
        ];
        let names: BTreeSet<_> = all.iter().map(one).collect();
        assert_eq!(names.len(), 21);
        all
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
        ];
        keys.extend(named.map(str::to_owned));
        for key in keys {
            assert!(En.has(&key) && De.has(&key), "{key} is missing");
            assert_ne!(En.text(&key), De.text(&key), "{key} is not translated");
        }
    }
}
