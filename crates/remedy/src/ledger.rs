//! What happened, in order, each entry chained to the one before: nothing can be taken out, put in
//! or changed without the chain saying where (§4.3, 14).

use crate::digest::Digest;
use std::fmt;

/// One entry as it is kept: its text is never written anew, so that its hash stays what it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Its number, from 1.
    pub number: u64,
    /// The hash of the entry before it; zeros for the first.
    pub before: Digest,
    /// What happened, as one line of JSON.
    pub text: String,
    /// The hash of all three.
    pub hash: Digest,
}

impl Link {
    /// The entry that follows another, or the first one.
    pub fn after(last: Option<&Self>, text: String) -> Self {
        let number = last.map_or(1, |last| last.number + 1);
        let before = last.map_or_else(Digest::default, |last| last.hash);
        Self {
            number,
            before,
            hash: seal(number, before, &text),
            text,
        }
    }

    fn sealed(&self) -> Result<(), Broken> {
        if self.hash == seal(self.number, self.before, &self.text) {
            Ok(())
        } else {
            Err(Broken::Text(self.number))
        }
    }
}

/// Looks at some entries of a chain, in order: each text against its hash, and neighbours against
/// each other. That nothing is missing between them only [`verify`] can say.
pub fn part<'l>(links: impl IntoIterator<Item = &'l Link>) -> Result<(), Broken> {
    let mut last: Option<&Link> = None;
    for link in links {
        let neighbour = last.filter(|last| last.number + 1 == link.number);
        if neighbour.is_some_and(|last| last.hash != link.before) {
            return Err(Broken::Chain(link.number));
        }
        link.sealed()?;
        last = Some(link);
    }
    Ok(())
}

fn seal(number: u64, before: Digest, text: &str) -> Digest {
    Digest::of(&[&number.to_be_bytes(), &before.0, text.as_bytes()])
}

/// Where a chain is broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Broken {
    /// An entry is missing or was put in: this number was expected, that one found.
    Number {
        /// Which was expected.
        expected: u64,
        /// Which was found.
        found: u64,
    },
    /// The entry does not name the hash of the one before it.
    Chain(u64),
    /// The entry's text is not the one that was hashed.
    Text(u64),
    /// The last entry is not the one that was written down elsewhere.
    End {
        /// The last entry's hash, as it was written down.
        expected: Digest,
        /// As it is.
        found: Digest,
    },
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { expected, found } => {
                write!(
                    f,
                    "entry {expected} is expected, and entry {found} is there"
                )
            }
            Self::Chain(number) => write!(f, "entry {number} does not follow the one before it"),
            Self::Text(number) => write!(f, "the text of entry {number} was changed"),
            Self::End { expected, found } => {
                write!(
                    f,
                    "the chain ends with {found}, and {expected} was written down"
                )
            }
        }
    }
}

/// Follows a chain; says how many entries it has, and its last hash. With `end`, the hash that was
/// written down elsewhere, it also shows that nothing was cut off.
pub fn verify<'l>(
    links: impl IntoIterator<Item = &'l Link>,
    end: Option<Digest>,
) -> Result<(u64, Digest), Broken> {
    let (mut count, mut before) = (0, Digest::default());
    for link in links {
        if link.number != count + 1 {
            return Err(Broken::Number {
                expected: count + 1,
                found: link.number,
            });
        }
        if link.before != before {
            return Err(Broken::Chain(link.number));
        }
        link.sealed()?;
        (count, before) = (link.number, link.hash);
    }
    match end {
        Some(expected) if expected != before => Err(Broken::End {
            expected,
            found: before,
        }),
        _ => Ok((count, before)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        for text in ["one", "two", "three", "four"] {
            links.push(Link::after(links.last(), text.to_owned()));
        }
        links
    }

    #[test]
    fn a_chain_that_nobody_touched_is_whole() {
        let links = chain();
        let end = links[3].hash;
        assert_eq!(verify(&links, Some(end)), Ok((4, end)));
        assert_eq!(verify(&[], None), Ok((0, Digest::default())));
    }

    #[test]
    fn some_entries_show_what_was_changed_in_them() {
        let mut links = chain();
        let some = |links: &[Link]| part([&links[0], &links[2], &links[3]]);
        assert_eq!(some(&links), Ok(()));
        links[2].text.push('!');
        assert_eq!(some(&links), Err(Broken::Text(3)));
        links[2].hash = seal(3, links[2].before, &links[2].text);
        assert_eq!(some(&links), Err(Broken::Chain(4)));
    }

    #[test]
    fn whatever_is_changed_is_found_where_it_was_changed() {
        let mut links = chain();
        links[1].text = "tow".to_owned();
        assert_eq!(verify(&links, None), Err(Broken::Text(2)));
        // Whoever seals it again breaks the next one.
        links[1].hash = seal(2, links[1].before, &links[1].text);
        assert_eq!(verify(&links, None), Err(Broken::Chain(3)));
        let mut links = chain();
        links.remove(2);
        let gap = Broken::Number {
            expected: 3,
            found: 4,
        };
        assert_eq!(verify(&links, None), Err(gap));
        let mut links = chain();
        let end = links[3].hash;
        links.pop();
        assert!(matches!(verify(&links, Some(end)), Err(Broken::End { .. })));
    }
}
