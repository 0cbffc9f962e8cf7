//! The lab's only chance: a counter-based generator, split by who is drawn for and what about.
//!
//! Every draw belongs to a seed, a subject (a device, an order, the tenant) and an actor (who
//! decides). Two subjects never share a stream, so that one device more changes no other device,
//! and one decision more of an actor changes no other actor.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rand_distr::{Beta, Distribution, StandardNormal};

/// Who decides. The numbers are part of what a seed means and are never re-used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Actor {
    /// The habits of a world.
    Habits = 1,
    /// The tenant and its administrators, over the years.
    Tenant = 2,
    /// Who composes faults.
    Faults = 3,
    /// Buyers and suppliers.
    Supply = 4,
    /// What a device is: model, numbers.
    Hardware = 5,
    /// The person who holds it.
    Holder = 6,
    /// What the administrator does about one device.
    Administrator = 7,
    /// Setup Assistant's runs.
    Setup = 8,
    /// What happens later: repairs, losses, returns.
    Fate = 9,
    /// What a fault does to one device.
    Injection = 10,
    /// Noise of Apple's interfaces.
    AppleNoise = 11,
    /// Noise of Microsoft's interfaces.
    MicrosoftNoise = 12,
    /// The errors of the customer's list and of people's answers.
    PeopleNoise = 13,
    /// What Intune and Apple do by themselves.
    Services = 15,
    /// What befalls requests to the services.
    Weather = 16,
    /// What the lab itself draws: which devices stand for all.
    Lab = 14,
}

/// A stream of draws.
#[derive(Clone, Debug)]
pub struct Draws(ChaCha8Rng);

impl Draws {
    /// The stream of an actor about a subject.
    ///
    /// ```
    /// use lab::random::{Actor, Draws};
    /// let mut a = Draws::of(7, 1, Actor::Setup);
    /// let mut b = Draws::of(7, 1, Actor::Setup);
    /// assert_eq!(a.unit().to_bits(), b.unit().to_bits());
    /// assert_ne!(a.unit().to_bits(), Draws::of(7, 2, Actor::Setup).unit().to_bits());
    /// ```
    pub fn of(seed: u64, subject: u64, actor: Actor) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8] = actor as u8;
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(subject);
        Self(generator)
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Evenly from 0 to below 1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Whether something of this probability happens. One draw, whatever the probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Evenly from 0 to below `bound`; 0 where `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(bound)) >> 64) as u64
    }

    /// Evenly from `from` to below `to`.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from).max(0) as u64) as i64
    }

    /// From a normal distribution with mean 0 and deviation 1.
    pub fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    /// From an exponential distribution with mean 1.
    pub fn exponential(&mut self) -> f64 {
        -(1.0 - self.unit()).ln()
    }

    /// From a Beta distribution with this mean, as sure as `weight` observations.
    pub fn beta(&mut self, mean: f64, weight: f64) -> f64 {
        match Beta::new(mean * weight, (1.0 - mean) * weight) {
            Ok(beta) => beta.sample(&mut self.0),
            // A mean of 0 or 1 leaves nothing to draw.
            Err(_) => mean,
        }
    }

    /// One of several, by shares that sum to 1; the last where rounding leaves a rest.
    pub fn pick(&mut self, shares: &[f64]) -> usize {
        let mut rest = self.unit();
        for (place, share) in shares.iter().enumerate() {
            rest -= share;
            if rest < 0.0 {
                return place;
            }
        }
        shares.len().saturating_sub(1)
    }
}

/// Mixes a number well, for names and numbers that must look unrelated.
pub fn scrambled(number: u64) -> u64 {
    // SplitMix64's finaliser (Steele, Lea, Flood 2014).
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Actor, Draws};

    #[test]
    fn streams_are_split_by_seed_subject_and_actor() {
        let first = |seed, subject, actor| Draws::of(seed, subject, actor).bits();
        let base = first(1, 1, Actor::Setup);
        assert_eq!(base, first(1, 1, Actor::Setup));
        assert_ne!(base, first(2, 1, Actor::Setup));
        assert_ne!(base, first(1, 2, Actor::Setup));
        assert_ne!(base, first(1, 1, Actor::Fate));
    }

    #[test]
    fn shares_are_kept() {
        let mut draws = Draws::of(3, 0, Actor::Lab);
        let mut counts = [0_u32; 3];
        for _ in 0..30_000 {
            counts[draws.pick(&[0.2, 0.5, 0.3])] += 1;
        }
        assert!((5_700..6_300).contains(&counts[0]), "{counts:?}");
        assert!((14_600..15_400).contains(&counts[1]), "{counts:?}");
    }

    #[test]
    fn a_beta_keeps_its_mean() {
        let mut draws = Draws::of(4, 0, Actor::Lab);
        let mean = (0..20_000).map(|_| draws.beta(0.2, 6.0)).sum::<f64>() / 20_000.0;
        assert!((0.19..0.21).contains(&mean), "{mean}");
        assert!(draws.beta(0.0, 6.0) < f64::EPSILON);
    }
}
