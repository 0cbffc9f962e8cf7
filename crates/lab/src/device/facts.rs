//! What a device is: numbers, model, order, holder. Never changes.

use crate::random::{Actor, Draws, scrambled};
use crate::world::{Order, Person, Product, World, products};

/// Serial numbers avoid letters that are mistaken for others (O, S, I, …).
const LETTERS: &[u8; 28] = b"0123456789CDFGHJKLMNPQRTVWXY";
/// Serial numbers of devices, and of those that replaced them.
const PREFIX: [[u8; 2]; 2] = [*b"FC", *b"KC"];
/// The halves of a device's number that a serial number mixes: 18 bits each.
const HALF: u64 = (1 << 18) - 1;

/// A device, or the unit that replaced it.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Its number in the world.
    pub index: u64,
    /// Whether it is the unit that replaced the device of this number.
    pub replacement: bool,
    /// Its serial number.
    pub serial: [u8; 10],
    /// What it is.
    pub product: &'static Product,
    /// Its IMEI; 0 without a modem.
    pub imei: u64,
    /// Its order.
    pub order: Order,
    /// Its holder, present or future.
    pub person: Person,
    /// Whether it is set up on the network of its site.
    pub at_site: bool,
    /// Whether its system was old when it was delivered.
    pub old_system: bool,
}

impl Facts {
    /// The device with this number.
    pub(crate) fn of(world: &World, index: u64, replacement: bool) -> Self {
        let order = world.order_of(index).clone();
        let habits = &world.habits;
        let subject = index << 1 | u64::from(replacement);
        let mut draws = Draws::of(world.seed, subject, Actor::Hardware);
        let at_site = draws.chance(habits.set_up_at_site.0);
        let drawn_old = draws.chance(habits.system_stays_old.0);
        let written = world.written(index);
        let old_system = written.map_or(drawn_old, |written| written.old_system);
        let own_imei = draws.chance(1.0 - habits.replacement_keeps_imei.0) || !replacement;
        let product = &products::models(order.family)[usize::from(order.model)];
        // Some people hold two devices: the neighbour's holder holds this one, too.
        let shares = Draws::of(world.seed, index, Actor::Holder).chance(habits.holds_two.0);
        let number = if shares && index > order.first {
            index - 1
        } else {
            index
        };
        let imei = index * 2 + u64::from(replacement && own_imei);
        Self {
            index,
            replacement,
            serial: serial(world.seed, index, replacement),
            product,
            imei: if product.cellular {
                self::imei(imei)
            } else {
                0
            },
            person: Person::of(world, number, order.delivered),
            order,
            at_site,
            old_system,
        }
    }

    /// The serial number as text.
    pub fn serial_text(&self) -> &str {
        str::from_utf8(&self.serial).unwrap_or_default()
    }
}

/// The serial number of a device: unrelated to the eye, but the lab can read it back.
pub fn serial(seed: u64, index: u64, replacement: bool) -> [u8; 10] {
    let (mut left, mut right) = (index >> 18 & HALF, index & HALF);
    for round in 0..4 {
        (left, right) = (right, left ^ mixed(seed, round, right));
    }
    let mut rest = left << 18 | right;
    let mut serial = [b'0'; 10];
    serial[..2].copy_from_slice(&PREFIX[usize::from(replacement)]);
    for place in serial[2..].iter_mut().rev() {
        *place = LETTERS[(rest % 28) as usize];
        rest /= 28;
    }
    serial
}

/// The device whose serial number this is, and whether it is a replacement.
pub fn index_of(seed: u64, serial: &str) -> Option<(u64, bool)> {
    let bytes = serial.as_bytes();
    let replacement = PREFIX.iter().position(|prefix| bytes.starts_with(prefix))?;
    let digits = bytes.get(2..).filter(|digits| digits.len() == 8)?;
    let mut number: u64 = 0;
    for digit in digits {
        let value = LETTERS.iter().position(|letter| letter == digit)?;
        number = number * 28 + value as u64;
    }
    let (mut left, mut right) = (number >> 18, number & HALF);
    for round in (0..4).rev() {
        (left, right) = (right ^ mixed(seed, round, left), left);
    }
    (left <= HALF).then_some((left << 18 | right, replacement == 1))
}

fn mixed(seed: u64, round: u64, half: u64) -> u64 {
    scrambled(seed ^ round << 60 ^ half) & HALF
}

/// A number of the form of an IMEI, with its check digit (Luhn).
fn imei(number: u64) -> u64 {
    let digits = 35_990_000_000_000 + number % 1_000_000_000;
    let (mut sum, mut rest, mut double) = (0, digits, true);
    while rest > 0 {
        let digit = rest % 10 * if double { 2 } else { 1 };
        sum += digit / 10 + digit % 10;
        rest /= 10;
        double = !double;
    }
    digits * 10 + (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::{imei, index_of, serial};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_serial_number_leads_back_to_its_device(
            seed: u64, index in 0_u64..1 << 36, replacement: bool,
        ) {
            let serial = serial(seed, index, replacement);
            let text = str::from_utf8(&serial).unwrap();
            prop_assert_eq!(index_of(seed, text), Some((index, replacement)));
        }
    }

    #[test]
    fn what_is_no_serial_number_of_ours_leads_nowhere() {
        for bad in [
            "",
            "FC",
            "FC0000000O",
            "XX00000000",
            "FC000000001",
            "FCYYYYYYYY",
        ] {
            assert_eq!(index_of(1, bad), None, "{bad}");
        }
    }

    #[test]
    fn a_check_digit_is_luhn_s() {
        // 49-015420-323751-8 is the usual example of the standard.
        assert_eq!(imei(0) / 10, 35_990_000_000_000);
        let sum: u64 = imei(7)
            .to_string()
            .bytes()
            .rev()
            .enumerate()
            .map(|(place, digit)| {
                let value = u64::from(digit - b'0') * if place % 2 == 1 { 2 } else { 1 };
                value / 10 + value % 10
            })
            .sum();
        assert_eq!(sum % 10, 0);
    }
}
