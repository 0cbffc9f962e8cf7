//! Orders: a few hundred devices of one model that arrive together.

use super::super::random::{Random, mix};
use super::products::{Family, Product, month};
use enrollment::moment::{DAY, HOUR, Moment};

/// Two orders share so many devices, cut at a place that differs from pair to pair.
const DEVICES_OF_TWO: u64 = 400;
/// The first and the last day on which ordinary orders were placed: 2021-03-01, 2026-10-20.
const FIRST_DAY: i64 = 1_614_556_800;
const LAST_DAY: i64 = 1_792_454_400;
const PURPOSE: u64 = 0x0de5;

/// One order.
#[derive(Clone, Copy)]
pub(super) struct Order {
    pub(super) number: u64,
    pub(super) placed: Moment,
    /// When its devices were added to the organisation.
    pub(super) added: Moment,
    pub(super) product: &'static Product,
    /// Which region's service and token it goes to.
    pub(super) region: usize,
    pub(super) from_apple: bool,
    /// Which of the region's profiles it gets.
    pub(super) profile: usize,
}

impl Order {
    /// The order that a device came with.
    pub(super) fn of_device(number: u64, devices: u64) -> Self {
        let pair = number / DEVICES_OF_TWO;
        let cut = 40 + mix(pair) % (DEVICES_OF_TWO - 80);
        let second = u64::from(number % DEVICES_OF_TWO >= cut);
        let orders = devices.div_ceil(DEVICES_OF_TWO) * 2;
        Self::numbered(pair * 2 + second, orders)
    }

    fn numbered(number: u64, orders: u64) -> Self {
        let mut random = Random::of(PURPOSE, number);
        let span = (LAST_DAY - FIRST_DAY) as u64;
        let day = FIRST_DAY + (u128::from(span) * u128::from(number) / u128::from(orders)) as i64;
        let placed = at(day - day % DAY + 7 * HOUR + random.between(0, 9 * HOUR));
        let added = placed.plus(DAY + random.between(0, 3 * DAY));
        let (year, in_year, ..) = placed.civil();
        let family = random.weighted(&Family::SHARES);
        let product = Product::sold_in(month(year, i64::from(in_year)), family, random.next());
        let region = random.weighted(&[(0, 55), (1, 30), (2, 15)]);
        let profile = super::tenant::profile_for(&mut random, family, placed);
        Self {
            number,
            placed,
            added,
            product,
            region,
            from_apple: random.percent(15),
            profile,
        }
    }

    /// `orderNumber`, in the reseller's or in Apple's manner.
    pub(super) fn text(&self) -> String {
        if self.from_apple {
            format!("W{:010}", 1_000_000_000 + self.number)
        } else {
            format!("CB-{}-{:06}", self.placed.civil().0, self.number)
        }
    }

    /// `purchaseSourceId`.
    pub(super) fn source_id(&self) -> &'static str {
        const RESELLERS: [&str; 3] = ["2F7A1C0", "395E9D0", "41B07E2"];
        if self.from_apple {
            "-2085650007946880"
        } else {
            RESELLERS[self.region]
        }
    }
}

/// A moment; the dates of this module lie well inside the range of the type.
fn at(seconds: i64) -> Moment {
    Moment::from_unix(seconds).unwrap_or_else(super::taken_at)
}

#[cfg(test)]
mod tests {
    use super::Order;
    use std::collections::HashSet;

    #[test]
    fn a_million_devices_came_with_several_thousand_orders() {
        let orders: HashSet<u64> = (0..1_000_000)
            .step_by(7)
            .map(|n| Order::of_device(n, 1_000_000).number)
            .collect();
        assert_eq!(orders.len(), 5000);
    }
}
