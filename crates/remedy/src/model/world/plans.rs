//! The plans of the model: one of each kind.

use super::super::dice::Dice;
use super::{PEOPLE, World};
use crate::act::Act;
use crate::plan::{Draft, Goal, Member, Plan};
use crate::step::{Step, Task};
use enrollment::moment::{DAY, Moment};

impl World {
    pub(super) fn plan(&self, dice: &mut Dice, device: usize) -> Plan {
        self.plan_of_kind(dice.below(8), device)
    }

    pub(super) fn plan_of_kind(&self, draw: u64, device: usize) -> Plan {
        let person = |task| Step::Person { task };
        let steps = |serial: &String| match draw {
            0 => vec![person(Task::DataPlan), person(Task::FindMyOff)],
            1 => vec![
                person(Task::EraseByHand),
                person(Task::SetupAssistant),
                person(Task::Finish),
            ],
            2 => vec![
                wipe(serial),
                person(Task::SetupAssistant),
                person(Task::Finish),
            ],
            3 => vec![assign(serial), sync(), person(Task::RenewToken)],
            4 => vec![retire(serial), person(Task::Finish)],
            5 => vec![sync()],
            6 => vec![migrate(serial, self.now.plus(7 * DAY))],
            _ => vec![profile(serial)],
        };
        let members: Vec<Member> = self
            .cases
            .iter()
            .enumerate()
            .filter(|(number, _)| self.smooth || *number == device || draw == 1)
            .map(|(number, case)| Member {
                serial: case.serial.clone(),
                cause: "C01".to_owned(),
                evidence: self.facts[number].evidence,
                steps: steps(&case.serial),
            })
            .collect();
        let draft = Draft {
            tenant: "small".to_owned(),
            requester: PEOPLE[0].to_owned(),
            made: self.now,
            goal: if draw == 0 {
                Goal::Prepared
            } else {
                Goal::LetIn
            },
            members,
        };
        Plan::new(draft).expect("the model's plans are plans")
    }
}

fn wipe(serial: &str) -> Step {
    Step::Api {
        send: Act::Wipe {
            device: "id".to_owned(),
            serial: serial.to_owned(),
            keep_enrollment_data: false,
            preserve_data_plan: true,
        },
    }
}

fn retire(serial: &str) -> Step {
    Step::Api {
        send: Act::Retire {
            device: "id".to_owned(),
            serial: serial.to_owned(),
        },
    }
}

fn assign(serial: &str) -> Step {
    Step::Api {
        send: Act::AssignService {
            service: "service".to_owned(),
            serials: vec![serial.to_owned()],
        },
    }
}

fn migrate(serial: &str, deadline: Moment) -> Step {
    Step::Api {
        send: Act::Migrate {
            service: "service".to_owned(),
            serials: vec![serial.to_owned()],
            deadline,
        },
    }
}

fn profile(serial: &str) -> Step {
    Step::Api {
        send: Act::AssignProfile {
            token: "token".to_owned(),
            profile: "profile".to_owned(),
            serials: vec![serial.to_owned()],
        },
    }
}

fn sync() -> Step {
    Step::Api {
        send: Act::SyncToken {
            token: "token".to_owned(),
        },
    }
}
