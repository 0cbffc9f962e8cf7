//! What happens to a tenant over the years without any injected fault: renewals and lapses, terms,
//! settings that somebody tightens, sites, outages.

use super::products::Family;
use super::tenant::{Profile, SignIn, Tenant, Token};
use super::trouble::{Episode, Episodes, Trouble};
use crate::clock::{DAY, HOUR, Time, YEAR};
use crate::parameters::{Delay, Habits, Rate};
use crate::random::{Actor, Draws};

/// What a tenant's years are drawn from.
pub(super) struct Years<'h> {
    pub(super) habits: &'h Habits,
    pub(super) seed: u64,
    /// When the months that count begin.
    pub(super) from: Time,
    /// When the world is looked at.
    pub(super) to: Time,
    pub(super) sites: u16,
    /// How many tokens there are: whether there is a second one is drawn first.
    pub(super) tokens: u8,
}

/// A tenant before its episodes are sorted.
pub(super) struct Draft {
    pub(super) tokens: Vec<Token>,
    pub(super) profiles: Vec<Profile>,
    pub(super) other_service: bool,
    pub(super) episodes: Vec<Episode>,
    pub(super) push_issued: Time,
    pub(super) apps_renewed: Time,
}

impl Draft {
    /// The tenant that follows from what was drawn and from what faults changed.
    pub(super) fn tenant(&self) -> Tenant {
        Tenant {
            tokens: self.tokens.clone(),
            profiles: self.profiles.clone(),
            other_service: self.other_service,
            episodes: Episodes::of(&self.episodes),
            push_issued: self.push_issued,
            apps_renewed: self.apps_renewed,
            syncs: Vec::new(),
            defaults: Vec::new(),
            touches: Vec::new(),
        }
    }

    fn add(&mut self, trouble: Trouble, from: Time, until: Time) {
        self.episodes.push(Episode {
            trouble,
            from,
            until,
            fault: None,
        });
    }
}

/// Draws a tenant's years.
pub(super) fn draft(years: &Years<'_>) -> Draft {
    let habits = years.habits;
    let draws = &mut Draws::of(years.seed, 19, Actor::Tenant);
    let mut draft = Draft {
        tokens: Vec::new(),
        profiles: Vec::new(),
        other_service: draws.chance(habits.other_service.0),
        episodes: Vec::new(),
        push_issued: years.to - draws.between(DAY, 330 * DAY),
        apps_renewed: years.to - draws.between(DAY, 330 * DAY),
    };
    for token in 0..years.tokens {
        tokens(
            years,
            token,
            &mut draft,
            &mut Draws::of(years.seed, 1 + u64::from(token), Actor::Tenant),
        );
    }
    let draws = &mut Draws::of(years.seed, 20, Actor::Tenant);
    certificates(years, &mut draft, draws);
    defaults(
        years,
        &mut draft,
        &mut Draws::of(years.seed, 21, Actor::Tenant),
    );
    rules(
        years,
        &mut draft,
        &mut Draws::of(years.seed, 22, Actor::Tenant),
    );
    sites(
        years,
        &mut draft,
        &mut Draws::of(years.seed, 23, Actor::Tenant),
    );
    draft
}

fn tokens(years: &Years<'_>, token: u8, draft: &mut Draft, draws: &mut Draws) {
    let habits = years.habits;
    let first = years.from - draws.between(200 * DAY, 700 * DAY) - YEAR;
    let mut uploads = vec![first];
    let mut last = first;
    // Renewed some weeks before a year is over; sometimes nobody does.
    while last + YEAR < years.to {
        let ends = last + YEAR;
        last = if draws.chance(habits.renewal_missed.0) && ends > years.from {
            let noticed = ends + habits.fault_noticed.draw(draws);
            draft.add(Trouble::TokenExpired(token), ends, noticed);
            noticed
        } else {
            ends - draws.between(3 * DAY, 40 * DAY)
        };
        uploads.push(last);
    }
    uploads.retain(|time| *time <= years.to);
    let phase = draws.between(0, 12 * HOUR);
    draft.tokens.push(Token { uploads, phase });
    let mut now_and_then = |trouble, rate: Rate, mended: Delay| {
        happen(years, draft, draws, trouble, rate, mended);
    };
    let noticed = habits.fault_noticed;
    now_and_then(
        Trouble::TokenInvalid(token),
        habits.token_downloaded,
        noticed,
    );
    now_and_then(
        Trouble::TokenInvalid(token),
        habits.token_owner_leaves,
        noticed,
    );
    now_and_then(
        Trouble::CursorBroken(token),
        habits.cursor_breaks,
        habits.cursor_mended,
    );
    now_and_then(Trouble::ServiceGone(token), habits.service_removed, noticed);
    if draws.chance(habits.consent_missing.0) {
        let from = draws.between(years.from, years.to);
        let until = from + noticed.draw(draws);
        draft.add(Trouble::ConsentMissing(token), from, until);
    }
    profiles(years, token, first, draft, draws);
}

fn profiles(years: &Years<'_>, token: u8, uploaded: Time, draft: &mut Draft, draws: &mut Draws) {
    let habits = years.habits;
    for place in 0..3_u8 {
        let number = draft.profiles.len() as u8;
        let sign_in = match habits.sign_in_method.draw(draws) {
            0 => SignIn::Userless,
            1 => SignIn::Modern,
            2 => SignIn::Legacy,
            _ => SignIn::CompanyPortal,
        };
        let is_policy = draws.chance(habits.second_generation.0)
            && matches!(sign_in, SignIn::Userless | SignIn::Modern);
        draft.profiles.push(Profile {
            token,
            for_mac: place == 2,
            is_policy,
            sign_in,
            locked: draws.chance(habits.profile_locked.0),
            restore_hidden: draws.chance(habits.restore_hidden.0),
            created: uploaded + draws.between(HOUR, 20 * DAY),
        });
        let noticed = habits.fault_noticed;
        let mut perhaps = |trouble, chance: f64| {
            // Both draws are made in any case: a chance that changes moves nothing else.
            let (happens, from) = (draws.chance(chance), draws.between(years.from, years.to));
            let until = from + noticed.draw(draws);
            if happens {
                draft.add(trouble, from, until);
            }
        };
        perhaps(Trouble::ProfileInvalid(number), habits.profile_invalid.0);
        perhaps(
            Trouble::ProfileBeforeToken(number),
            habits.profile_before_token.0,
        );
        perhaps(
            Trouble::ProfileUnsuitable(number),
            habits.profile_unsuitable.0,
        );
        let legacy = sign_in == SignIn::Legacy;
        let demanded = habits.second_factor_required.0;
        perhaps(
            Trouble::FactorForLegacy(number),
            if legacy { demanded } else { 0.0 },
        );
    }
}

fn certificates(years: &Years<'_>, draft: &mut Draft, draws: &mut Draws) {
    let habits = years.habits;
    // Within the months, a yearly date comes once or twice.
    for _ in 0..2 {
        let from = draws.between(years.from, years.to);
        let until = from + habits.fault_noticed.draw(draws);
        if draws.chance(habits.push_renewal_missed.0) {
            draft.add(Trouble::PushExpired, from, until);
            draft.push_issued = draft.push_issued.max(until.min(years.to));
        }
        let from = draws.between(years.from, years.to);
        let until = from + habits.fault_noticed.draw(draws);
        if draws.chance(habits.apps_renewal_missed.0) {
            draft.add(Trouble::AppsExpired, from, until);
        }
    }
    happen(
        years,
        draft,
        draws,
        Trouble::AuthorityLost,
        habits.authority_lost,
        habits.fault_noticed,
    );
}

fn defaults(years: &Years<'_>, draft: &mut Draft, draws: &mut Draws) {
    let habits = years.habits;
    for family in Family::ALL {
        let mut unset = |trouble, set: f64| {
            let (missing, mended, when) = (
                !draws.chance(set),
                draws.chance(habits.default_set_later.0),
                draws.between(years.from, years.to),
            );
            if missing {
                draft.add(trouble, Time::MIN, if mended { when } else { Time::MAX });
            }
        };
        unset(
            Trouble::NoDefaultServer(family),
            habits.default_server_set.0,
        );
        for token in 0..years.tokens {
            let trouble = Trouble::NoDefaultProfile(token, family);
            unset(trouble, habits.default_profile_set.0);
        }
    }
}

fn rules(years: &Years<'_>, draft: &mut Draft, draws: &mut Draws) {
    let habits = years.habits;
    let noticed = habits.fault_noticed;
    happen(
        years,
        draft,
        draws,
        Trouble::TermsOpen,
        habits.terms_changed,
        habits.terms_accepted,
    );
    let all = [
        (Trouble::StrongMethod, habits.strong_method_required),
        (Trouble::AccessBlocks, habits.enrollment_blocked_by_access),
        (Trouble::TermsOfUse, habits.terms_of_use_asked),
        (
            Trouble::PlatformBlocked(Family::Iphone),
            habits.restriction_blocks,
        ),
        (
            Trouble::PlatformBlocked(Family::Mac),
            habits.restriction_blocks,
        ),
        (Trouble::SystemMinimum, habits.system_minimum_set),
        (Trouble::FederationBroken, habits.federation_breaks),
        (Trouble::Diverted, habits.diverting_policy),
        (Trouble::AppleDown, habits.outage),
        (Trouble::MicrosoftDown, habits.outage),
    ];
    for (trouble, rate) in all {
        let lasts = match trouble {
            Trouble::AppleDown | Trouble::MicrosoftDown => habits.outage_lasts,
            _ => noticed,
        };
        happen(years, draft, draws, trouble, rate, lasts);
    }
}

fn sites(years: &Years<'_>, draft: &mut Draft, draws: &mut Draws) {
    for site in 0..years.sites {
        let intercepts = draws.chance(years.habits.site_intercepts.0);
        let since = draws.between(years.from - YEAR, years.to);
        if intercepts {
            draft.add(Trouble::Intercepted(site), since, Time::MAX);
        }
    }
}

/// Something that happens now and then, and is mended after a while.
fn happen(
    years: &Years<'_>,
    draft: &mut Draft,
    draws: &mut Draws,
    trouble: Trouble,
    rate: Rate,
    mended: Delay,
) {
    let mut from = years.from + rate.draw(draws);
    while from < years.to {
        let until = from + mended.draw(draws);
        draft.add(trouble, from, until);
        // At most one a day: more often is not now and then.
        from = until.max(from + DAY) + rate.draw(draws);
    }
}
