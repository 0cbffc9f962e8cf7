//! A world: an organisation, its suppliers, vendors, sites and people, drawn from a seed.

mod administration;
mod deeds;
mod orders;
mod people;
pub mod products;
mod readiness;
mod tenant;
mod trouble;

pub use deeds::{Deed, Mended, What};
pub use orders::{Order, Source};
pub(crate) use people::names;
pub use people::{Person, user_name};
pub use products::{Family, Product};
pub use readiness::{AppsOwner, Readiness, Registered};
pub(crate) use readiness::{LEFT, LIMITS, PEOPLE_MAX, PILOTS};
pub use tenant::{Guid, Profile, Service, SignIn, Tenant, Token};
pub use trouble::{Episode, Episodes, Trouble};

use crate::clock::{DAY, LOOKED_AT, Time, YEAR};
use crate::error::LabError;
use crate::faults::{self, Fault, Injected};
use crate::parameters::Habits;
use crate::random::{Actor, Draws};
use crate::scenario::Scripted;

/// What a world is made from. Two equal recipes give two equal worlds.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// The seed of everything.
    pub seed: u64,
    /// How many devices are drawn, apart from scripted ones.
    pub devices: u64,
    /// The end of the months that are drawn. The same seed and end draw the same world, whenever
    /// it is looked at.
    pub ends: Time,
    /// When the world is looked at; not after its end.
    pub looked_at: Time,
    /// How many months of 30 days before its end orders are placed.
    pub months: u32,
    /// How far this world's habits may be from the parameters; 1 is causality.md §3.3.
    pub spread: f64,
    /// The faults; drawn by the seed if none are named.
    pub faults: Option<Vec<&'static Fault>>,
    /// The parameters around which the habits are drawn.
    pub habits: Habits,
    /// Devices whose story somebody wrote.
    pub scripted: Vec<Scripted>,
    /// What goes wrong for the whole tenant because somebody wrote so.
    pub troubles: Vec<Episode>,
    /// The organisation's name.
    pub name: String,
    /// What was done to it while it ran, in the order of time.
    pub deeds: Vec<Deed>,
}

impl Recipe {
    /// A recipe with the built-in parameters and re-drawn habits.
    pub fn new(seed: u64, devices: u64) -> Result<Self, LabError> {
        Ok(Self {
            seed,
            devices,
            ends: LOOKED_AT,
            looked_at: LOOKED_AT,
            months: 18,
            spread: 1.0,
            faults: None,
            habits: Habits::built_in()?.clone(),
            scripted: Vec::new(),
            troubles: Vec::new(),
            name: "Fabrikam".to_owned(),
            deeds: Vec::new(),
        })
    }
}

/// What nobody knows about the vendors, settled for one world (causality.md §7).
#[derive(Clone, Copy, Debug)]
pub struct Unknowns {
    /// How often "last contacted" moves on a failed attempt.
    pub contact_on_failure: f64,
    /// How often an erase raises an event at Apple.
    pub erase_event: f64,
    /// Whether a wiped device's row goes back to "not contacted".
    pub state_returns: bool,
    /// Whether Intune pushes a profile again that a re-assignment cleared.
    pub pushes_again: bool,
}

/// A world.
#[derive(Clone, Debug)]
pub struct World {
    /// Its seed.
    pub seed: u64,
    /// When its months begin.
    pub from: Time,
    /// When it is looked at.
    pub looked_at: Time,
    /// How many devices were drawn.
    pub devices: u64,
    /// The organisation's name.
    pub name: String,
    /// Its habits.
    pub habits: Habits,
    /// What nobody knows, settled.
    pub unknowns: Unknowns,
    /// How many sites it has.
    pub sites: u16,
    /// The tenant over the years, with all faults.
    pub tenant: Tenant,
    /// The faults.
    pub faults: Vec<Injected>,
    /// Devices whose story somebody wrote; their numbers follow the drawn ones.
    pub scripted: Vec<Scripted>,
    /// What was done to it while it ran, in the order of time.
    pub deeds: Vec<Deed>,
    orders: Vec<Order>,
    /// The tenant without each of the faults, and last without any.
    without: Vec<Tenant>,
}

/// Which faults act.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Acting {
    /// All.
    All,
    /// All but one.
    Without(usize),
    /// None.
    Nobody,
}

impl Acting {
    /// Whether the fault at this place acts.
    pub fn includes(self, place: usize) -> bool {
        match self {
            Self::All => true,
            Self::Without(left_out) => place != left_out,
            Self::Nobody => false,
        }
    }
}

impl World {
    /// Draws a world.
    pub fn build(recipe: &Recipe) -> Self {
        let seed = recipe.seed;
        let mut habits = recipe.habits.redrawn(seed, recipe.spread);
        let chosen = faults::chosen(seed, recipe.faults.as_deref());
        for fault in &chosen {
            (fault.presupposes)(&mut habits);
        }
        let from = recipe.ends - Time::from(recipe.months) * 30 * DAY;
        let sites = (6 + Draws::of(seed, 3, Actor::Lab).below(30)) as u16;
        let years = administration::Years {
            habits: &habits,
            seed,
            from,
            to: recipe.ends,
            sites,
            tokens: 1 + u8::from(Draws::of(seed, 0, Actor::Tenant).chance(habits.second_token.0)),
        };
        let mut draft = administration::draft(&years);
        draft.episodes.extend_from_slice(&recipe.troubles);
        let frame = orders::Frame {
            habits: &habits,
            seed,
            from,
            to: recipe.ends,
            sites,
            tokens: draft.tokens.len() as u8,
            other_service: draft.other_service,
        };
        let mut orders = orders::orders(&frame, recipe.devices);
        for (place, written) in recipe.scripted.iter().enumerate() {
            let first = recipe.devices + place as u64;
            let number = orders.len() as u64;
            orders.push(Order {
                number,
                first,
                ..written.order.clone()
            });
        }
        let unknowns = unknowns(&habits, seed);
        let mut world = Self {
            seed,
            from,
            looked_at: recipe.looked_at,
            devices: recipe.devices,
            name: recipe.name.clone(),
            habits,
            unknowns,
            sites,
            tenant: draft.tenant(),
            faults: faults::inject(seed, recipe.ends, &chosen),
            scripted: recipe.scripted.clone(),
            deeds: recipe.deeds.clone(),
            orders,
            without: Vec::new(),
        };
        world.let_faults_strike();
        world.tenant = world.tenant_with(&draft, Acting::All);
        world.without = (0..world.faults.len())
            .map(Acting::Without)
            .chain([Acting::Nobody])
            .map(|acting| world.tenant_with(&draft, acting))
            .collect();
        world
    }

    /// Faults that somebody lets strike follow those of the recipe; both end when they are mended.
    fn let_faults_strike(&mut self) {
        for deed in &self.deeds {
            if let What::Strike(fault) = deed.what {
                let place = self.faults.len();
                let injected = faults::strike(self.seed, place, fault, deed.at);
                self.faults.push(injected);
            }
        }
        for injected in &mut self.faults {
            let mended = deeds::mended_at(&self.deeds, injected.fault.code, injected.from);
            injected.until = mended.map_or(injected.until, |at| injected.until.min(at));
        }
    }

    fn tenant_with(&self, draft: &administration::Draft, acting: Acting) -> Tenant {
        let mut tenant = draft.tenant();
        let mut script: Vec<Episode> = draft.episodes.clone();
        for (place, injected) in self.faults.iter().enumerate() {
            if acting.includes(place) && !injected.struck {
                (injected.fault.tenant)(self, injected, &mut script);
            }
        }
        self.intervened(&mut tenant, &mut script, acting);
        tenant.episodes = Episodes::of(&script);
        // What was renewed after the look was last renewed a year before that.
        for renewed in [&mut tenant.push_issued, &mut tenant.apps_renewed] {
            while *renewed > self.looked_at {
                *renewed -= YEAR;
            }
        }
        // A renewal that ended a lapse is when the certificate was issued.
        let renewed = [
            Trouble::PushExpired,
            Trouble::PushMissing,
            Trouble::PushReplaced,
        ];
        for episode in renewed
            .iter()
            .flat_map(|it| tenant.episodes.of_trouble(*it))
        {
            let issued = match episode.trouble {
                Trouble::PushReplaced => episode.from,
                _ => episode.until,
            };
            if issued <= self.looked_at {
                tenant.push_issued = tenant.push_issued.max(issued);
            }
        }
        tenant
    }

    /// The tenant as it would be with these faults only.
    pub fn tenant_of(&self, acting: Acting) -> &Tenant {
        match acting {
            Acting::All => &self.tenant,
            Acting::Without(place) => &self.without[place],
            Acting::Nobody => self.without.last().unwrap_or(&self.tenant),
        }
    }

    /// The order of a device.
    pub fn order_of(&self, index: u64) -> &Order {
        let after = self.orders.partition_point(|order| order.first <= index);
        &self.orders[after.saturating_sub(1)]
    }

    /// All orders.
    pub fn orders(&self) -> &[Order] {
        &self.orders
    }

    /// What somebody wrote about a device.
    pub fn written(&self, index: u64) -> Option<&Scripted> {
        let place = index.checked_sub(self.devices)?;
        self.scripted.get(place as usize)
    }

    /// How many devices there are, scripted ones included.
    pub fn population(&self) -> u64 {
        self.devices + self.scripted.len() as u64
    }

    /// The domain of its people.
    pub fn domain(&self) -> String {
        format!("{}.example", self.name.to_lowercase().replace(' ', "-"))
    }

    /// The identifier of the `number`th thing of a kind.
    pub fn guid(&self, kind: Named, number: u64) -> Guid {
        Guid::of(self.seed, kind as u64, number)
    }

    /// The identifier of a token.
    pub fn token_id(&self, token: u8) -> Guid {
        self.guid(Named::Token, u64::from(token))
    }

    /// The identifier of a profile, without the token's.
    pub fn profile_id(&self, profile: u8) -> Guid {
        self.guid(Named::Profile, u64::from(profile))
    }
}

/// Kinds of things that have an identifier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Named {
    /// The tenant.
    Tenant = 1,
    /// A token.
    Token,
    /// A profile.
    Profile,
    /// A managed device.
    Managed,
    /// An Entra device.
    Entra,
    /// A user.
    User,
    /// A row of Intune's list.
    Row,
    /// A service at Apple.
    Server,
    /// A policy or restriction.
    Policy,
    /// An event.
    Event,
    /// A group of the directory.
    Group,
    /// A named location.
    Location,
}

fn unknowns(habits: &Habits, seed: u64) -> Unknowns {
    let mut draws = Draws::of(seed, 1, Actor::Lab);
    let mut third = |shares: &crate::parameters::Shares| match shares.draw(&mut draws) {
        0 => 0.0,
        1 => 0.5,
        _ => 1.0,
    };
    let contact_on_failure = third(&habits.contact_moves_on_failure);
    let erase_event = third(&habits.erase_event_raised);
    Unknowns {
        contact_on_failure,
        erase_event,
        state_returns: draws.chance(habits.state_returns_after_wipe.0),
        pushes_again: draws.chance(habits.profile_pushed_again.0),
    }
}
