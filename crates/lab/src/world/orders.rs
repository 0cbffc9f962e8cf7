//! Orders: which devices were bought together, when, from whom and for where.

use super::products::Family;
use crate::clock::{DAY, HOUR, Time, YEAR};
use crate::parameters::Habits;
use crate::random::{Actor, Draws};

/// How a device comes into the organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// Bought from Apple.
    Apple,
    /// Bought from a reseller who registers it.
    Reseller,
    /// Bought anywhere and added by hand.
    Manual,
}

impl Source {
    /// Apple Business' word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Apple => "APPLE",
            Self::Reseller => "RESELLER",
            Self::Manual => "MANUALLY_ADDED",
        }
    }
}

/// Devices that were bought together.
#[derive(Clone, Debug)]
pub struct Order {
    /// Its number.
    pub number: u64,
    /// The index of its first device.
    pub first: u64,
    /// How many devices it has.
    pub size: u32,
    /// When it was placed.
    pub placed: Time,
    /// From whom.
    pub source: Source,
    /// Which of the suppliers, where there are several.
    pub supplier: u8,
    /// What.
    pub family: Family,
    /// Which model of the family.
    pub model: u8,
    /// For which site.
    pub site: u16,
    /// On which token's service it should land.
    pub token: u8,
    /// Meant for another product's service.
    pub for_other_service: bool,
    /// Added by hand at a desk before anybody uses it; else months later.
    pub at_desk: bool,
    /// When it was shipped.
    pub shipped: Time,
    /// When it arrived.
    pub delivered: Time,
    /// When the seller or the desk adds it; never if none.
    pub added: Option<Time>,
}

/// What an order is drawn from.
pub(super) struct Frame<'h> {
    pub(super) habits: &'h Habits,
    pub(super) seed: u64,
    pub(super) from: Time,
    pub(super) to: Time,
    pub(super) sites: u16,
    pub(super) tokens: u8,
    pub(super) other_service: bool,
}

/// As many orders as these devices need; the last is cut.
pub(super) fn orders(frame: &Frame<'_>, devices: u64) -> Vec<Order> {
    let mut orders = Vec::new();
    let (mut first, mut number) = (0, 0);
    while first < devices {
        let mut order = order(frame, number, first);
        order.size = order.size.min((devices - first) as u32);
        first += u64::from(order.size);
        number += 1;
        orders.push(order);
    }
    orders
}

fn order(frame: &Frame<'_>, number: u64, first: u64) -> Order {
    let habits = frame.habits;
    let mut draws = Draws::of(frame.seed, number, Actor::Supply);
    let size = match habits.order_size.draw(&mut draws) {
        0 => 1,
        1 => draws.between(2, 10),
        2 => draws.between(10, 50),
        _ => draws.between(50, 201),
    };
    let old = draws.chance(habits.order_is_old.0);
    let placed = if old {
        draws.between(frame.from - YEAR, frame.from)
    } else {
        draws.between(frame.from, frame.to)
    };
    let source = match habits.order_source.draw(&mut draws) {
        0 => Source::Apple,
        1 => Source::Reseller,
        _ => Source::Manual,
    };
    let family = Family::ALL[habits.product.draw(&mut draws)];
    let models = super::products::models(family).len() as u64;
    let (model, supplier) = (draws.below(models) as u8, draws.below(3) as u8);
    let site = draws.below(u64::from(frame.sites)) as u16;
    let token = draws.below(u64::from(frame.tokens)) as u8;
    let elsewhere = draws.chance(habits.orders_for_other_service.0);
    let at_desk = draws.chance(habits.manual_at_desk.0);
    // Orders are placed in working hours.
    let placed = placed.div_euclid(DAY) * DAY + draws.between(25_200, 64_800);
    let shipped = placed + habits.order_to_ship.draw(&mut draws);
    let delivered = shipped + habits.ship_to_deliver.draw(&mut draws);
    let added = added(habits, source, at_desk, (shipped, delivered), &mut draws);
    Order {
        number,
        first,
        size: size as u32,
        placed,
        source,
        supplier,
        family,
        model,
        site,
        token,
        for_other_service: elsewhere && frame.other_service && source != Source::Manual,
        at_desk,
        shipped,
        delivered,
        added,
    }
}

fn added(
    habits: &Habits,
    source: Source,
    at_desk: bool,
    (shipped, delivered): (Time, Time),
    draws: &mut Draws,
) -> Option<Time> {
    match source {
        Source::Apple => {
            // Before delivery, as Apple promises; the rest within days.
            let at_once = draws.chance(habits.apple_adds_at_once.0);
            let hours = draws.between(HOUR, DAY);
            let late = habits.apple_adds_late.draw(draws);
            Some(shipped + if at_once { hours } else { late })
        }
        Source::Reseller => match habits.reseller_adds.draw(draws) {
            0 => Some(shipped + habits.reseller_prompt.draw(draws)),
            1 => Some(shipped + habits.reseller_late.draw(draws)),
            2 => Some(shipped + habits.reseller_retro.draw(draws)),
            _ => None,
        },
        Source::Manual if at_desk => Some(delivered + draws.between(2 * HOUR, DAY)),
        Source::Manual => Some(delivered + habits.manual_later.draw(draws)),
    }
}
