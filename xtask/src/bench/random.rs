//! Numbers that look random and are the same on every machine and in every run: splitmix64
//! (<https://prng.di.unimi.it/splitmix64.c>). Nothing here is secret.

/// A stream of numbers.
pub(super) struct Random(u64);

impl Random {
    /// The stream for one subject (a device, an order), named by a purpose and its number. Streams
    /// with different names are independent, so that files can be written in any order.
    pub(super) fn of(purpose: u64, number: u64) -> Self {
        Self(mix(mix(purpose) ^ number))
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number below `bound`; 0 if the bound is.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// A number from `low` up to and without `high`.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low).max(0) as u64) as i64
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several, each as likely as the next.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }

    /// One of several, as likely as its weight says. The last one if all weigh nothing.
    pub(super) fn weighted<T: Copy>(&mut self, all: &[(T, u64)]) -> T {
        let mut place = self.below(all.iter().map(|(_, weight)| weight).sum());
        for (thing, weight) in all {
            if place < *weight {
                return *thing;
            }
            place -= weight;
        }
        all[all.len() - 1].0
    }
}

/// Scatters a number over all 64 bits; two numbers never become one.
pub(super) fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn a_stream_is_always_the_same_and_stays_below_its_bound() {
        let draw = |number| {
            let mut random = Random::of(1, number);
            (0..1000).map(|_| random.below(7)).collect::<Vec<_>>()
        };
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
        assert!(draw(3).iter().all(|number| *number < 7));
    }

    #[test]
    fn what_weighs_nothing_is_never_drawn() {
        let mut random = Random::of(2, 0);
        let all = [("never", 0), ("often", 9), ("seldom", 1)];
        let often = (0..1000)
            .filter(|_| random.weighted(&all) == "often")
            .count();
        assert!((850..950).contains(&often), "{often}");
    }
}
