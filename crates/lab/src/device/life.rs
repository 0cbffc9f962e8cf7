//! The life of one device: a discrete-event simulation of its five state machines (causality.md
//! §1.5) against the years of its tenant.

use super::agenda::{Agenda, Due};
use super::facts::Facts;
use super::script::{Plan, Script};
use crate::clock::{DAY, HOUR, MINUTE, Time};
use crate::event::{Entry, Eraser, Event, Releaser, Stop, Style, Way};
use crate::random::{Actor, Draws};
use crate::world::{Service, SignIn, Source, Tenant, World};

/// Where a device stands on the way to its home screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Phase {
    /// At the seller's, or in its box.
    Boxed,
    /// Switched on once, not set up.
    Hello,
    /// Stopped at a pane of Setup Assistant.
    Stopped(Stop),
    /// In use.
    Home,
    /// Lost, disposed of, replaced.
    Gone,
}

/// What Intune's list of one token knows of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Row {
    pub(super) listed: bool,
    pub(super) profile: Option<u8>,
}

/// A device at a moment, and what has happened so far.
pub(super) struct Life<'w> {
    pub(super) world: &'w World,
    pub(super) tenant: &'w Tenant,
    pub(super) facts: &'w Facts,
    pub(super) script: &'w Script,
    pub(super) now: Time,
    pub(super) agenda: Agenda,
    pub(super) log: Vec<Entry>,
    pub(super) setup_draws: Draws,
    services_draws: Draws,
    in_org: bool,
    pub(super) in_other_org: bool,
    pub(super) service: Option<Service>,
    rows: [Row; 2],
    /// The profile that Apple holds for it.
    pub(super) accepted: Option<u8>,
    pub(super) phase: Phase,
    pub(super) way: Option<Way>,
    enrolled_profile: Option<u8>,
    /// Whether Intune has had a record of it before.
    enrolled_before: bool,
    pub(super) find_my: bool,
    pub(super) attempts: u32,
    pub(super) last_style: (Style, bool),
}

/// What came of a life.
pub struct Lived {
    /// Everything that happened up to the end, in order.
    pub log: Vec<Entry>,
    /// When another unit took its place.
    pub replaced_at: Option<Time>,
}

/// Lives a script up to a moment.
pub fn live(world: &World, tenant: &Tenant, facts: &Facts, script: &Script, until: Time) -> Lived {
    let subject = facts.index << 1 | u64::from(facts.replacement);
    let mut life = Life {
        world,
        tenant,
        facts,
        script,
        now: Time::MIN,
        agenda: Agenda::default(),
        log: Vec::with_capacity(40),
        setup_draws: Draws::of(world.seed, subject, Actor::Setup),
        services_draws: Draws::of(world.seed, subject, Actor::Services),
        in_org: false,
        in_other_org: false,
        service: None,
        rows: [Row::default(); 2],
        accepted: None,
        phase: Phase::Boxed,
        way: None,
        enrolled_profile: None,
        enrolled_before: false,
        find_my: false,
        attempts: 0,
        last_style: (Style::New, false),
    };
    for (at, plan) in &script.plans {
        if *at <= until {
            life.agenda.put(*at, Due::Plan(*plan));
        }
    }
    for (at, plan) in world.deeds_of(facts.index, facts.replacement) {
        if at <= until {
            life.agenda.put(at, Due::Deed(plan));
        }
    }
    for (at, profile, _) in tenant.touches.iter().filter(|(at, ..)| *at <= until) {
        life.agenda.put(*at, Due::HandOver(*profile));
    }
    while let Some((at, due)) = life.agenda.next(until) {
        life.now = at;
        life.happen(due);
    }
    // A run of Setup Assistant that began just before the end goes on after it.
    life.log.retain(|entry| entry.at <= until);
    life.log.sort_by_key(|entry| entry.at);
    let replaced = |entry: &&Entry| entry.event == Event::ReplacedByAnother;
    let replaced_at = life.log.iter().find(replaced).map(|entry| entry.at);
    Lived {
        log: life.log,
        replaced_at,
    }
}

impl Life<'_> {
    pub(super) fn note(&mut self, event: Event) {
        self.note_at(self.now, event);
    }

    pub(super) fn note_at(&mut self, at: Time, event: Event) {
        self.log.push(Entry { at, event });
    }

    pub(super) fn in_days(&mut self, wait: Time, due: Due) {
        self.agenda.put(self.now + wait, due);
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::Plan(plan) => self.carry_out(plan),
            Due::Deed(plan) => self.intervene(plan),
            Due::HolderSetsUp => self.holder_sets_up(),
            Due::Sync(token) => self.sync(token),
            Due::SyncGone(token) => self.sync_gone(token),
            Due::Purge(token) => {
                if !self.rows[usize::from(token)].listed {
                    self.note(Event::Purged);
                }
            }
            Due::Assign if self.in_org && self.service.is_none() => self.assign_by_hand(),
            Due::Move if self.service == Some(Service::Configurator) => self.assign_by_hand(),
            Due::Ask(profile) => self.ask(profile),
            Due::Choose(profile) => self.choose(profile),
            Due::Accept(profile) => self.accept(profile),
            Due::PushAgain => self.push_again(),
            Due::HandOver(profile) => self.hand_over(profile),
            Due::TryAgain => self.try_again(),
            Due::Prompt => self.prompt(),
            Due::Migrate => self.migrate(),
            Due::CheckIn if self.way.is_some() => self.note(Event::CheckedIn),
            Due::Register if self.is_ours() => self.register(),
            Due::Evaluate if self.is_ours() => {
                let compliant = !self
                    .services_draws
                    .chance(self.world.habits.not_compliant.0);
                self.note(Event::Evaluated { compliant });
            }
            // Overtaken by events.
            Due::Assign | Due::Move | Due::CheckIn | Due::Register | Due::Evaluate => {}
        }
    }

    pub(super) fn is_ours(&self) -> bool {
        self.way.is_some_and(Way::is_automated)
    }

    pub(super) fn carry_out(&mut self, plan: Plan) {
        let gone = self.phase == Phase::Gone;
        match plan {
            Plan::Order => self.note(Event::Ordered),
            Plan::Ship => self.note(Event::Shipped),
            Plan::Deliver => self.note(Event::Delivered),
            Plan::Add(source) => self.add(source),
            Plan::AddElsewhere => {
                self.in_other_org = true;
                let source = self.facts.order.source;
                self.note(Event::Added {
                    source,
                    ours: false,
                });
            }
            Plan::Upload => self.note(Event::Uploaded),
            Plan::Assign(service) if self.in_org => self.assign(service),
            Plan::Unassign if self.in_org => self.unassign(),
            Plan::AssignProfile(profile) => self.agenda.put(self.now, Due::Ask(profile)),
            Plan::AssignAgain => self.assign_again(),
            Plan::Release(releaser) if self.in_org => self.release(releaser),
            Plan::ChangeProfile if self.is_ours() => self.change_profile(),
            Plan::DeleteRow => self.delete_row(),
            Plan::ReplaceAnother => self.note(Event::ReplacesAnother),
            Plan::PlanMigration { deadline } if self.way == Some(Way::Elsewhere) => {
                self.note(Event::MigrationPlanned { deadline });
                self.agenda.put(deadline, Due::Migrate);
            }
            _ if gone => {}
            _ => self.handle(plan),
        }
    }

    /// What takes the device itself.
    fn handle(&mut self, plan: Plan) {
        match plan {
            Plan::Prepare if self.phase == Phase::Boxed => {
                self.phase = Phase::Hello;
                self.note(Event::Prepared);
            }
            Plan::HandOut => self.note(Event::HandedOut),
            Plan::SetUp { style, at_site } if self.phase != Phase::Home => {
                self.attempts = 0;
                self.set_up(style, at_site);
            }
            Plan::Erase(eraser) => self.erase(eraser),
            Plan::Return => self.note(Event::Returned),
            Plan::Lose { recorded } => {
                self.phase = Phase::Gone;
                self.note(Event::Lost { recorded });
            }
            Plan::LeaveManagement if self.is_ours() && self.in_org => {
                self.leave();
                self.release(Releaser::Person);
            }
            Plan::RemoveProfile if self.is_ours() => {
                let locked = self
                    .enrolled_profile
                    .is_some_and(|profile| self.tenant.profiles[usize::from(profile)].locked);
                if !locked {
                    self.leave();
                }
            }
            Plan::EnrollByHand if self.phase == Phase::Home && self.way.is_none() => {
                self.enrolled(Way::ByHand, None);
            }
            Plan::ManageElsewhere if self.phase != Phase::Home => {
                self.phase = Phase::Home;
                self.enrolled(Way::Elsewhere, None);
            }
            Plan::MoveByHand if self.way == Some(Way::Elsewhere) => {
                self.enrolled(Way::ByHand, None);
            }
            Plan::SignOut if self.find_my => {
                self.find_my = false;
                self.note(Event::FindMyOff);
            }
            Plan::FallSilent if self.is_ours() => self.note(Event::FellSilent),
            Plan::Replace if self.phase == Phase::Home => self.replace(),
            _ => {}
        }
    }

    fn add(&mut self, source: Source) {
        if self.in_org || self.phase == Phase::Gone {
            return;
        }
        self.in_org = true;
        self.note(Event::Added { source, ours: true });
        let order = &self.facts.order;
        let habits = &self.world.habits;
        let (astray, taken) = (
            self.services_draws.chance(habits.wrong_server.0),
            self.services_draws.chance(habits.replacement_assigned.0),
        );
        let ours = Service::Intune(order.token);
        if source == Source::Manual && !self.facts.replacement {
            self.assign(Service::Configurator);
            if let Some(after) = self.script.moves_after {
                self.in_days(after, Due::Move);
            }
        } else if order.for_other_service || astray && self.tenant.other_service {
            self.assign(Service::Other);
        } else if self.facts.replacement {
            if taken {
                self.assign(ours);
            } else if let Some(after) = self.script.assigns_after {
                self.in_days(after, Due::Assign);
            }
        } else if self.default_service() {
            self.assign(ours);
        } else if let Some(after) = self.script.assigns_after {
            self.in_days(after, Due::Assign);
        }
    }

    fn default_service(&self) -> bool {
        let missing = crate::world::Trouble::NoDefaultServer(self.facts.order.family);
        !self.tenant.episodes.holds(missing, self.now)
    }

    fn assign_by_hand(&mut self) {
        self.assign(Service::Intune(self.facts.order.token));
    }

    fn assign(&mut self, service: Service) {
        let tokens = self.tenant.tokens.len();
        // A fault or a story may name a second token that this tenant does not have.
        if matches!(service, Service::Intune(token) if usize::from(token) >= tokens) {
            return;
        }
        if self.service == Some(service) {
            return self.assign_again();
        }
        if self.service.is_some() {
            self.unassign();
        }
        self.service = Some(service);
        self.note(Event::Assigned(service));
        if let Service::Intune(token) = service {
            let family = self.facts.order.family;
            // 3,000 devices a minute (causality.md §1.2): the order's later devices come later.
            let queue = (self.facts.index - self.facts.order.first.min(self.facts.index)) / 50;
            if let Some(sync) = self.tenant.next_sync(token, family, self.now) {
                self.agenda.put(sync + queue as Time, Due::Sync(token));
            }
        }
    }

    /// Assigning a device to the service it is on already clears its profile at Apple (C06).
    fn assign_again(&mut self) {
        let Some(service @ Service::Intune(token)) = self.service else {
            return;
        };
        self.note(Event::Assigned(service));
        if self.accepted.take().is_some() && self.way.is_none() {
            self.note(Event::ProfileCleared);
            if self.world.unknowns.pushes_again {
                let family = self.facts.order.family;
                if let Some(sync) = self.tenant.next_sync(token, family, self.now) {
                    self.agenda.put(sync, Due::PushAgain);
                }
            }
        }
    }

    fn unassign(&mut self) {
        if let Some(Service::Intune(token)) = self.service.take() {
            let family = self.facts.order.family;
            if let Some(sync) = self.tenant.next_sync(token, family, self.now) {
                self.agenda.put(sync, Due::SyncGone(token));
            }
            self.agenda.drop_all(|due| *due == Due::Sync(token));
        }
        self.accepted = None;
        self.note(Event::Unassigned);
    }

    fn release(&mut self, releaser: Releaser) {
        self.unassign();
        self.in_org = false;
        self.note(Event::Released(releaser));
    }

    fn sync(&mut self, token: u8) {
        if self.service != Some(Service::Intune(token)) {
            return;
        }
        let row = &mut self.rows[usize::from(token)];
        if row.listed {
            return;
        }
        *row = Row {
            listed: true,
            profile: None,
        };
        self.note(Event::Imported(token));
        let family = self.facts.order.family;
        let missing = crate::world::Trouble::NoDefaultProfile(token, family);
        let Some(profile) = self.tenant.default_profile(token, family, self.now) else {
            return;
        };
        let wait = self
            .world
            .habits
            .default_profile_takes
            .draw(&mut self.services_draws);
        if !self.tenant.episodes.holds(missing, self.now) {
            self.in_days(MINUTE + wait, Due::Ask(profile));
        } else if let Some(after) = self.script.profile_after {
            self.in_days(after, Due::Ask(profile));
        }
    }

    fn sync_gone(&mut self, token: u8) {
        if self.service == Some(Service::Intune(token)) || !self.rows[usize::from(token)].listed {
            return;
        }
        self.rows[usize::from(token)] = Row::default();
        self.note(Event::MarkedGone(token));
        let days = self.services_draws.between(30, 46);
        self.in_days(days * DAY, Due::Purge(token));
    }

    pub(super) fn ask(&mut self, profile: u8) {
        let token = self.tenant.profiles[usize::from(profile)].token;
        let row = &mut self.rows[usize::from(token)];
        if !row.listed {
            return;
        }
        row.profile = Some(profile);
        self.note(Event::ProfileRequested(profile));
        let habits = &self.world.habits;
        let wait = habits.apple_accepts.draw(&mut self.services_draws);
        let stuck = self.services_draws.chance(habits.acceptance_stuck.0);
        let touched = habits.acceptance_touched.draw(&mut self.services_draws);
        let from = self.now + wait + if stuck { touched } else { 0 };
        if let Some(accepted) = self.tenant.acceptance(profile, from) {
            self.agenda.put(accepted, Due::Accept(profile));
        }
    }

    fn accept(&mut self, profile: u8) {
        let token = self.tenant.profiles[usize::from(profile)].token;
        let wanted = self.rows[usize::from(token)].profile == Some(profile);
        if self.service != Some(Service::Intune(token)) || !wanted {
            return;
        }
        self.accepted = Some(profile);
        self.note(Event::ProfileAccepted(profile));
        self.remind_a_mac();
    }

    /// A Mac that is in use asks Apple again (causality.md R15, macOS 14 and later).
    fn remind_a_mac(&mut self) {
        let unmanaged = self.phase == Phase::Home && self.way.is_none();
        if self.facts.product.family.is_mac() && unmanaged && self.accepted.is_some() {
            let wait = self.setup_draws.between(HOUR, 4 * DAY);
            self.in_days(wait, Due::Prompt);
        }
    }

    fn push_again(&mut self) {
        if let Some(Service::Intune(token)) = self.service
            && let Some(profile) = self.rows[usize::from(token)].profile
        {
            self.agenda.put(self.now + MINUTE, Due::Accept(profile));
        }
    }

    /// A touched profile goes to Apple again for whoever was to have it; where Apple holds it,
    /// nothing changes (causality.md R4).
    fn hand_over(&mut self, profile: u8) {
        let token = self.tenant.profiles[usize::from(profile)].token;
        let wanted = self.rows[usize::from(token)].profile == Some(profile);
        if !wanted || self.accepted == Some(profile) {
            return;
        }
        let from = self.now + MINUTE;
        if let Some(accepted) = self.tenant.acceptance(profile, from) {
            self.agenda.drop_all(|due| *due == Due::Accept(profile));
            self.agenda.put(accepted, Due::Accept(profile));
        }
    }

    fn change_profile(&mut self) {
        let Some(Service::Intune(token)) = self.service else {
            return;
        };
        let second = self.tenant.second_profile(token, self.facts.order.family);
        if let Some(profile) = second.filter(|it| Some(*it) != self.enrolled_profile) {
            self.agenda.put(self.now, Due::Ask(profile));
        }
    }

    fn delete_row(&mut self) {
        let Some(Service::Intune(token)) = self.service else {
            return;
        };
        let row = &mut self.rows[usize::from(token)];
        if !row.listed {
            return;
        }
        *row = Row::default();
        self.note(Event::RowDeleted(token));
        // It comes back with the next full sync, at most 7 days later (causality.md §1.2).
        let full = self.now + self.services_draws.between(HOUR, 7 * DAY);
        if let Some(sync) = self.tenant.next_sync(token, self.facts.order.family, full) {
            self.agenda.put(sync, Due::Sync(token));
        }
    }

    pub(super) fn erase(&mut self, eraser: Eraser) {
        if !matches!(self.phase, Phase::Home | Phase::Stopped(_)) {
            return;
        }
        // Intune reaches only what it manages; otherwise somebody does it at the desk.
        let eraser = match eraser {
            Eraser::Remote if !self.is_ours() => Eraser::Desk,
            other => other,
        };
        if eraser != Eraser::Desk {
            self.find_my = false;
        }
        self.fresh(eraser);
    }

    /// At Hello again, with nothing of what was due to its old life.
    pub(super) fn fresh(&mut self, eraser: Eraser) {
        self.phase = Phase::Hello;
        self.way = None;
        self.agenda.drop_all(|due| {
            matches!(
                due,
                Due::TryAgain
                    | Due::CheckIn
                    | Due::Register
                    | Due::Evaluate
                    | Due::Prompt
                    | Due::HolderSetsUp
            )
        });
        self.note(Event::Erased(eraser));
    }

    /// Out of management, and in use all the same.
    pub(super) fn leave(&mut self) {
        self.way = None;
        self.note(Event::LeftManagement);
    }

    fn replace(&mut self) {
        self.phase = Phase::Gone;
        self.note(Event::ReplacedByAnother);
        if self.in_org
            && self
                .services_draws
                .chance(self.world.habits.old_unit_released.0)
        {
            self.release(Releaser::Replacement);
        }
    }

    fn migrate(&mut self) {
        if self.way != Some(Way::Elsewhere) {
            return;
        }
        let Some(profile) = self.accepted.filter(|_| !self.facts.old_system) else {
            return self.note(Event::MigrationFailed);
        };
        self.note(Event::MigrationDone);
        let way = match self.tenant.profiles[usize::from(profile)].sign_in {
            SignIn::Userless => Way::Userless,
            _ => Way::WithUser,
        };
        self.enrolled(way, Some(profile));
    }

    fn register(&mut self) {
        let too_old = crate::world::Trouble::SystemMinimum;
        if self.facts.old_system && self.tenant.episodes.holds(too_old, self.now) {
            return;
        }
        self.note(Event::Registered);
        let wait = self.services_draws.between(2 * MINUTE, HOUR);
        self.in_days(wait, Due::Evaluate);
    }

    pub(super) fn enrolled(&mut self, way: Way, profile: Option<u8>) {
        self.way = Some(way);
        self.enrolled_profile = profile;
        self.note(Event::Enrolled { way, profile });
        if way == Way::Elsewhere {
            return;
        }
        let habits = &self.world.habits;
        let kept = self.setup_draws.chance(habits.old_record_stays.0);
        if kept && self.enrolled_before {
            self.note(Event::OldRecordKept);
        }
        self.enrolled_before = true;
        let first = self.setup_draws.between(MINUTE, 10 * MINUTE);
        self.in_days(first, Due::CheckIn);
        let (never, wait) = (
            self.setup_draws.chance(habits.never_registers.0),
            habits.registers_after.draw(&mut self.setup_draws),
        );
        if way == Way::Userless {
            self.in_days(first + HOUR, Due::Evaluate);
        } else if way == Way::ByHand || !never {
            self.in_days(first + wait, Due::Register);
        }
    }
}
