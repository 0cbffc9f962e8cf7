//! What earlier looks at the tenant know of the order of events: neither vendor dates when a
//! device came to a service or to a profile of the older kind, but two looks have it between them.

use crate::moment::Moment;
use crate::words::Word;

/// What appeared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Appeared {
    /// The service that it is assigned to at Apple.
    Service,
    /// The enrollment profile that is requested for it.
    Profile,
}

/// Something appeared between two looks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Appearance {
    /// The device.
    pub serial: Word,
    /// What.
    pub what: Appeared,
    /// Which one: its name, or its id where it has none.
    pub value: Word,
    /// It was not there yet then; open if nobody had looked.
    pub after: Option<Moment>,
    /// It was there then.
    pub by: Moment,
}

/// All appearances that are remembered, in the order of devices.
#[derive(Clone, Debug, Default)]
pub struct Appearances(Vec<Appearance>);

impl Appearances {
    /// Puts them in order.
    pub fn of(mut all: Vec<Appearance>) -> Self {
        all.sort();
        Self(all)
    }

    /// When a value appeared at a device, the last time.
    pub fn find(&self, serial: Word, what: Appeared, value: Word) -> Option<Appearance> {
        let key = |it: &Appearance| (it.serial, it.what, it.value);
        let wanted = (serial, what, value);
        let end = self.0.partition_point(|it| key(it) <= wanted);
        let last = self.0[..end].last().copied();
        last.filter(|it| key(it) == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::{Appearance, Appearances, Appeared};
    use crate::moment::Moment;
    use crate::words::Interner;

    #[test]
    fn only_the_value_that_stands_there_is_found() {
        let words = Interner::new(1);
        let (a, b) = (words.intern("A"), words.intern("B"));
        let at = |seconds: i64| Moment::from_unix(1_790_000_000 + seconds).unwrap();
        let seen = |serial, value, by| Appearance {
            serial,
            what: Appeared::Profile,
            value,
            after: None,
            by: at(by),
        };
        let all = Appearances::of(vec![seen(b, a, 3), seen(a, b, 2), seen(a, b, 1)]);
        let by = |serial, value| all.find(serial, Appeared::Profile, value).map(|it| it.by);
        assert_eq!(by(a, b), Some(at(2)));
        assert_eq!(by(b, a), Some(at(3)));
        assert_eq!(by(a, a), None);
        assert!(all.find(a, Appeared::Service, b).is_none());
    }
}
