//! A run of Setup Assistant: pane after pane, each of which goes on, stops, or leaves the way
//! (apple.md §4.1).
//!
//! iOS and iPadOS ask Apple once, before the home screen, and never again. macOS asks, too, and
//! reminds of a waiting record later.

use super::agenda::Due;
use super::life::{Life, Phase};
use crate::clock::{DAY, MINUTE, Time};
use crate::event::{Answer, Eraser, Event, Pane, Stop, Style, Way};
use crate::world::{Family, Service, SignIn, Trouble};

/// Where a pane leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Next {
    /// To another pane, after so many seconds.
    Go(Pane, Time),
    /// Nowhere: the device stands at this pane.
    Stop(Stop),
    /// To the home screen without management.
    Unmanaged,
    /// To the home screen, managed in another product.
    Elsewhere,
    /// To the home screen, managed by us.
    Ours,
}

impl Life<'_> {
    /// Sets the device up, from the first pane on.
    pub(super) fn set_up(&mut self, style: Style, at_site: bool) {
        self.last_style = (style, at_site);
        self.note(Event::PoweredOn { style, at_site });
        let first = if style == Style::QuickStart {
            Pane::QuickStart
        } else {
            Pane::Hello
        };
        self.walk(first);
    }

    /// What the holder does some time after a failed attempt.
    pub(super) fn try_again(&mut self) {
        let Phase::Stopped(_) = self.phase else {
            return;
        };
        let erases = self.world.habits.erases_to_try_again.0;
        if self.setup_draws.chance(erases) {
            self.find_my = false;
            self.phase = Phase::Hello;
            self.note(Event::Erased(Eraser::Holder));
        }
        let (_, at_site) = self.last_style;
        // Nobody tries the other device's way twice.
        self.set_up(Style::New, at_site);
    }

    /// macOS shows the waiting record; the person follows.
    pub(super) fn prompt(&mut self) {
        if self.phase == Phase::Home && self.way.is_none() && self.accepted.is_some() {
            self.note(Event::Answered(Answer::Ours));
            self.walk(Pane::RemoteManagement);
        }
    }

    fn walk(&mut self, first: Pane) {
        let mut pane = first;
        loop {
            self.note(Event::Reached(pane));
            match self.step(pane) {
                Next::Go(next, after) => {
                    self.now += after;
                    pane = next;
                }
                Next::Stop(why) => return self.stop(why),
                Next::Unmanaged => return self.in_use_unmanaged(),
                Next::Elsewhere => {
                    self.phase = Phase::Home;
                    return self.enrolled(Way::Elsewhere, None);
                }
                Next::Ours => return self.managed(),
            }
        }
    }

    fn step(&mut self, pane: Pane) -> Next {
        match pane {
            Pane::Hello => Next::Go(Pane::Network, 2 * MINUTE),
            Pane::QuickStart => {
                // It comes before the network, and with it before the look-up (C09).
                let skips = self.world.habits.quick_start_skips_check.0;
                if self.setup_draws.chance(skips) && self.attempts == 0 {
                    Next::Unmanaged
                } else {
                    Next::Go(Pane::Network, 5 * MINUTE)
                }
            }
            Pane::Network => self.network(),
            Pane::Activation => self.activation(),
            Pane::Check => self.check(),
            Pane::RemoteManagement => self.remote_management(),
            Pane::Authentication => self.authentication(),
            Pane::Enrollment => self.enrollment(),
            Pane::AwaitConfiguration | Pane::Home => Next::Ours,
        }
    }

    fn network(&mut self) -> Next {
        let habits = &self.world.habits;
        let broken = self.setup_draws.chance(habits.hardware_fails.0);
        let (old, takes) = (
            self.setup_draws.chance(habits.system_too_old.0),
            habits.update_takes.draw(&mut self.setup_draws),
        );
        if broken && self.attempts == 0 {
            return Next::Stop(Stop::Hardware);
        }
        if old && self.attempts == 0 {
            // It goes on by itself when the update is done.
            self.agenda.put(self.now + takes, Due::TryAgain);
            return Next::Stop(Stop::System);
        }
        Next::Go(Pane::Activation, MINUTE)
    }

    fn activation(&mut self) -> Next {
        let clock = self.setup_draws.chance(self.world.habits.clock_wrong.0);
        if self.find_my {
            Next::Stop(Stop::Lock)
        } else if clock && self.attempts == 0 {
            Next::Stop(Stop::Clock)
        } else {
            Next::Go(Pane::Check, MINUTE)
        }
    }

    fn check(&mut self) -> Next {
        let site = Trouble::Intercepted(self.facts.order.site);
        let at_site = self.last_style.1;
        let blocked = at_site && self.tenant.episodes.holds(site, self.now);
        let down = self.tenant.episodes.holds(Trouble::AppleDown, self.now);
        let (other_network, slips) = (
            self.setup_draws
                .chance(self.world.habits.other_network_tried.0),
            self.setup_draws
                .chance(self.world.habits.blocked_check_slips.0),
        );
        if blocked || down {
            self.note(Event::Answered(Answer::Error));
            if blocked && other_network && !down {
                self.last_style.1 = false;
                return Next::Go(Pane::Check, 10 * MINUTE);
            }
            return if slips {
                Next::Unmanaged
            } else {
                Next::Stop(Stop::Network)
            };
        }
        let answer = self.record();
        self.note(Event::Answered(answer));
        match answer {
            Answer::Ours => Next::Go(Pane::RemoteManagement, MINUTE),
            Answer::Others => Next::Elsewhere,
            Answer::Nothing | Answer::Error => Next::Unmanaged,
        }
    }

    /// What Apple has for it now.
    fn record(&self) -> Answer {
        match (self.service, self.accepted) {
            _ if self.in_other_org => Answer::Others,
            (Some(Service::Intune(_)), Some(_)) => Answer::Ours,
            (Some(Service::Other), _) => Answer::Others,
            _ => Answer::Nothing,
        }
    }

    fn remote_management(&mut self) -> Next {
        let Some(profile) = self.accepted else {
            return Next::Unmanaged;
        };
        let row = &self.tenant.profiles[usize::from(profile)];
        // The restore pane comes after this one; it ends the run where it is not hidden (C08).
        if self.last_style.0 == Style::RestoreOwn && !row.restore_hidden {
            return Next::Unmanaged;
        }
        let gives_up = self.setup_draws.chance(self.world.habits.person_gives_up.0);
        if gives_up {
            Next::Stop(Stop::Abandoned)
        } else if row.sign_in == SignIn::Userless {
            Next::Go(Pane::Enrollment, 3 * MINUTE)
        } else {
            Next::Go(Pane::Authentication, 3 * MINUTE)
        }
    }

    fn authentication(&mut self) -> Next {
        let Some(profile) = self.accepted else {
            return Next::Unmanaged;
        };
        let gives_up = self.setup_draws.chance(self.world.habits.person_gives_up.0);
        if let Some(why) = self.sign_in_fault(profile) {
            return Next::Stop(why);
        }
        if gives_up {
            return Next::Stop(Stop::LeftAtSignIn);
        }
        self.note(Event::SignedIn);
        Next::Go(Pane::Enrollment, 3 * MINUTE)
    }

    fn sign_in_fault(&self, profile: u8) -> Option<Stop> {
        let holds = |trouble| self.tenant.episodes.holds(trouble, self.now);
        let person = &self.facts.person;
        let sign_in = self.tenant.profiles[usize::from(profile)].sign_in;
        let legacy = sign_in == SignIn::Legacy;
        if person.is_government {
            return Some(Stop::Government);
        }
        if legacy && holds(Trouble::FactorForLegacy(profile)) {
            return Some(Stop::FactorForLegacy);
        }
        if legacy && holds(Trouble::FederationBroken) {
            return Some(Stop::Federation);
        }
        if holds(Trouble::AccessBlocks) {
            return Some(Stop::Access);
        }
        if holds(Trouble::TermsOfUse) {
            return Some(Stop::Terms);
        }
        if !legacy && (holds(Trouble::StrongMethod) || person.factor_from > self.now) {
            return Some(Stop::Factor);
        }
        if sign_in == SignIn::CompanyPortal && holds(Trouble::Diverted) {
            return Some(Stop::Diverted);
        }
        person.is_manager.then_some(Stop::Manager)
    }

    fn enrollment(&mut self) -> Next {
        let Some(profile) = self.accepted else {
            return Next::Unmanaged;
        };
        let late = self
            .setup_draws
            .chance(self.world.habits.identity_times_out.0);
        match self.enrollment_fault(profile) {
            Some(why) => Next::Stop(why),
            None if late => Next::Stop(Stop::Identity),
            None => Next::Go(Pane::AwaitConfiguration, 2 * MINUTE),
        }
    }

    fn enrollment_fault(&self, profile: u8) -> Option<Stop> {
        let holds = |trouble| self.tenant.episodes.holds(trouble, self.now);
        let family = self.facts.order.family;
        let platform = if family.is_mac() {
            Family::Mac
        } else {
            Family::Iphone
        };
        let sign_in = self.tenant.profiles[usize::from(profile)].sign_in;
        let with_user = sign_in != SignIn::Userless;
        let person = &self.facts.person;
        if holds(Trouble::AuthorityLost) {
            return Some(Stop::Authority);
        }
        if holds(Trouble::PushExpired) || holds(Trouble::PushMissing) {
            return Some(Stop::Push);
        }
        if holds(Trouble::PlatformBlocked(platform)) {
            return Some(Stop::Restriction);
        }
        if holds(Trouble::ProfileUnsuitable(profile)) && family == Family::Iphone {
            return Some(Stop::Unsuitable);
        }
        if with_user && (holds(Trouble::LicencesGone) || person.licensed_from > self.now) {
            return Some(Stop::Licence);
        }
        if with_user && person.at_cap {
            return Some(Stop::Cap);
        }
        let apps = sign_in == SignIn::CompanyPortal && holds(Trouble::AppsExpired);
        apps.then_some(Stop::Apps)
    }

    fn stop(&mut self, why: Stop) {
        let habits = &self.world.habits;
        let kept = match why.gate() {
            8 => habits.failure_recorded_g8.0,
            7 => habits.failure_recorded_g7.0,
            _ => habits.failure_recorded_early.0,
        };
        let recorded = self.setup_draws.chance(kept);
        self.phase = Phase::Stopped(why);
        self.note(Event::Stopped { why, recorded });
        self.attempts += 1;
        let (stops, wait) = (
            self.setup_draws.chance(habits.stops_trying.0),
            habits.tries_again.draw(&mut self.setup_draws),
        );
        // An update goes on by itself; a repair is another story.
        let ends = matches!(why, Stop::System | Stop::Hardware) || self.attempts >= 8;
        if !stops && !ends {
            self.in_days(wait.max(5 * MINUTE), Due::TryAgain);
        }
    }

    fn in_use_unmanaged(&mut self) {
        let habits = &self.world.habits;
        let takes = habits.setup_takes.draw(&mut self.setup_draws);
        let (find_my, wait) = (
            self.setup_draws.chance(habits.find_my_on.0),
            self.setup_draws.between(MINUTE, 2 * DAY),
        );
        self.now += takes;
        self.phase = Phase::Home;
        self.way = None;
        self.note(Event::InUseUnmanaged);
        if find_my {
            self.find_my = true;
            self.note_at(self.now + wait, Event::FindMyOn);
        }
        if self.facts.product.family.is_mac() && self.accepted.is_some() {
            let wait = self.setup_draws.between(MINUTE, 4 * DAY);
            self.in_days(wait, Due::Prompt);
        }
        self.what_people_do_next();
    }

    /// Some follow Company Portal's page, some have read that an erase helps.
    fn what_people_do_next(&mut self) {
        use super::script::Plan;
        let habits = &self.world.habits;
        let (by_hand, when) = (
            self.setup_draws.chance(habits.enrolls_by_hand.0),
            self.setup_draws.between(DAY, 120 * DAY),
        );
        let (erases, later) = (
            self.setup_draws.chance(habits.erases_unmanaged.0),
            self.setup_draws.between(DAY, 90 * DAY),
        );
        let restores = self.setup_draws.chance(habits.restores_own_backup.0);
        let at_site = self.last_style.1;
        if by_hand {
            self.in_days(when, Due::Plan(Plan::EnrollByHand));
        } else if erases {
            let style = if restores {
                Style::RestoreOwn
            } else {
                Style::New
            };
            self.in_days(later, Due::Plan(Plan::Erase(Eraser::Holder)));
            let again = Due::Plan(Plan::SetUp { style, at_site });
            self.in_days(later + 30 * MINUTE, again);
        }
    }

    fn managed(&mut self) {
        let Some(profile) = self.accepted else {
            return self.in_use_unmanaged();
        };
        let habits = &self.world.habits;
        let stuck = self.setup_draws.chance(habits.configuration_stuck.0);
        let awaited = habits.configuration_awaited.draw(&mut self.setup_draws);
        let way = match self.tenant.profiles[usize::from(profile)].sign_in {
            SignIn::Userless => Way::Userless,
            _ => Way::WithUser,
        };
        self.phase = Phase::Home;
        self.find_my = false;
        self.enrolled(way, Some(profile));
        if stuck {
            self.note(Event::ConfigurationStuck);
        } else {
            self.note_at(self.now + awaited, Event::Reached(Pane::Home));
        }
    }
}
