//! Which lists name a device. One is gone when every list that ever named it was read to its end
//! since and does not name it any more: what one list says of it, no other can take back.

use super::SourceRead;
use enrollment::snapshot::Source;

/// A set of lists of devices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lists(u8);

/// Their places in the number that lies in stores; only appended to.
const PLACES: [Source; 5] = [
    Source::ManagedDevices,
    Source::ImportedIdentities,
    Source::OrgDevices,
    Source::MdmServerDevices,
    Source::Register,
];

impl Lists {
    /// The set with one more. A source that is no list adds nothing: an event that is over or an
    /// answer does not say that a device is there.
    #[must_use]
    pub fn with(self, list: Source) -> Self {
        let place = PLACES.iter().position(|known| *known == list);
        place.map_or(self, |place| Self(self.0 | 1 << place))
    }

    /// The lists that a look read to their end.
    pub fn whole(sources: &[SourceRead]) -> Self {
        let whole = sources.iter().filter(|read| read.whole);
        let lists = whole.filter_map(|read| Source::from_name(&read.source));
        lists.fold(Self::default(), Self::with)
    }

    /// The lists whose last word is that they name the device: those that do now, and those that
    /// did and were not read to their end since.
    #[must_use]
    pub const fn after(self, naming: Self, whole: Self) -> Self {
        Self(self.0 & !whole.0 | naming.0)
    }

    /// Whether a device that this look does not name is gone after it. A look that read no list
    /// says nothing about anybody.
    pub const fn is_gone(self, whole: Self) -> bool {
        self.0 == 0 && whole.0 != 0
    }

    /// As it lies in a store.
    pub const fn number(self) -> i64 {
        self.0 as i64
    }

    /// From what lay in a store.
    pub const fn of_number(number: i64) -> Self {
        Self(number as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::{Lists, PLACES, Source};

    #[test]
    fn every_list_has_a_place() {
        for list in Source::LISTS {
            assert!(PLACES.contains(&list), "{list}");
        }
        let events = Lists::default().with(Source::AuditEvents);
        assert_eq!(events, Lists::default());
    }

    #[test]
    fn a_list_takes_back_its_own_word_alone() {
        let [managed, owned] =
            [Source::ManagedDevices, Source::OrgDevices].map(|list| Lists::default().with(list));
        let both = managed.after(owned, Lists::default());
        assert_eq!(both.after(Lists::default(), managed), owned);
        assert!(!both.after(Lists::default(), managed).is_gone(managed));
        assert!(owned.after(Lists::default(), owned).is_gone(owned));
        assert!(!Lists::default().is_gone(Lists::default()));
        assert_eq!(Lists::of_number(both.number()), both);
    }
}
