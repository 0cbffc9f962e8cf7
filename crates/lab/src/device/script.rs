//! What people and suppliers do to one device, before the services react: the only thing about a
//! device that a fault may move, add to or delete from.

use crate::clock::Time;
use crate::event::{Eraser, Releaser, Style};
use crate::world::{Service, Source};

/// Something that somebody does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Plan {
    /// Order it.
    Order,
    /// Ship it.
    Ship,
    /// Deliver it.
    Deliver,
    /// Add it to the organisation.
    Add(Source),
    /// Add it to somebody else's organisation.
    AddElsewhere,
    /// Upload its serial number to Intune.
    Upload,
    /// Prepare it with Apple Configurator and switch it off.
    Prepare,
    /// Assign it to a service.
    Assign(Service),
    /// Take it off its service.
    Unassign,
    /// Assign this profile to it.
    AssignProfile(u8),
    /// Give it to its holder.
    HandOut,
    /// Set it up.
    SetUp {
        /// How.
        style: Style,
        /// Whether on the network of its site.
        at_site: bool,
    },
    /// Erase it.
    Erase(Eraser),
    /// Take it back.
    Return,
    /// Lose it.
    Lose {
        /// Whether the customer's list learns of it.
        recorded: bool,
    },
    /// Release it.
    Release(Releaser),
    /// Leave management and organisation within thirty days.
    LeaveManagement,
    /// Remove the management profile.
    RemoveProfile,
    /// Enroll it by hand.
    EnrollByHand,
    /// Have it managed in another product.
    ManageElsewhere,
    /// Leave the other product, and enroll with Company Portal.
    MoveByHand,
    /// Plan its move to our service.
    PlanMigration {
        /// Until when.
        deadline: Time,
    },
    /// Click assign again.
    AssignAgain,
    /// Assign the token's other profile.
    ChangeProfile,
    /// Delete Intune's row.
    DeleteRow,
    /// Leave it in a drawer, managed.
    FallSilent,
    /// Its holder signs out of the personal Apple Account.
    SignOut,
    /// Send it to repair, which replaces it.
    Replace,
    /// Begin life as a replacement.
    ReplaceAnother,
    /// Wipe it from afar, as what it is managed as.
    Wipe,
    /// Take it out of management from afar.
    Retire,
    /// Check in.
    CheckIn,
    /// Delete Intune's record of this number.
    DeleteRecord(u8),
    /// Call off its move to our service.
    CancelMigration,
}

/// A device's script.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Script {
    /// Who does what, when. In any order.
    pub plans: Vec<(Time, Plan)>,
    /// How long after it lies unassigned an administrator assigns it; never if none.
    pub assigns_after: Option<Time>,
    /// How long after it was added by hand somebody moves it to our service; never if none.
    pub moves_after: Option<Time>,
    /// How long after its import without a default profile an administrator assigns one; never if
    /// none.
    pub profile_after: Option<Time>,
}

impl Script {
    /// Adds a deed.
    pub fn add(&mut self, at: Time, plan: Plan) {
        self.plans.push((at, plan));
    }

    /// When something is done for the first time.
    pub fn first(&self, wanted: impl Fn(&Plan) -> bool) -> Option<Time> {
        let all = self.plans.iter().filter(|(_, plan)| wanted(plan));
        all.map(|(at, _)| *at).min()
    }

    /// Deletes deeds.
    pub fn delete(&mut self, unwanted: impl Fn(Time, &Plan) -> bool) {
        self.plans.retain(|(at, plan)| !unwanted(*at, plan));
    }

    /// Takes back what a change would do to the past: what was done before `from` stays as it was,
    /// and what was done then is not done again because the change moved it.
    pub fn keep_past(&mut self, before: &Self, from: Time) {
        let past = |(at, _): &&(Time, Plan)| *at < from;
        let mut done: Vec<(Time, Plan)> = before.plans.iter().filter(past).copied().collect();
        for plan in done.clone() {
            // Still in the past, it was not moved; else its new time is dropped.
            let kept = self.plans.iter().filter(past);
            let kept = kept.filter(|(_, its)| *its == plan.1).count();
            let was = done.iter().filter(|(_, its)| *its == plan.1).count();
            let later = |(at, its): &(Time, Plan)| *at >= from && *its == plan.1;
            if kept < was
                && let Some(place) = self.plans.iter().position(later)
            {
                self.plans.remove(place);
                self.plans.push(plan);
            }
        }
        self.plans.retain(|(at, _)| *at >= from);
        done.append(&mut self.plans);
        self.plans = done;
    }

    /// Moves deeds; `to` gets the old time.
    pub fn shift(&mut self, wanted: impl Fn(&Plan) -> bool, to: impl Fn(Time) -> Time) {
        for (at, plan) in &mut self.plans {
            if wanted(plan) {
                *at = to(*at);
            }
        }
    }
}

/// Whether somebody sets it up.
pub fn is_set_up(plan: &Plan) -> bool {
    matches!(plan, Plan::SetUp { .. })
}

/// Whether somebody adds it to the organisation.
pub fn is_added(plan: &Plan) -> bool {
    matches!(plan, Plan::Add(_))
}
