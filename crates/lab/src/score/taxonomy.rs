//! The codes of causes, and which of them are one class where classes are scored.

use std::fmt;

/// Nothing wrong, the 66 codes of the catalogue (`causality.md` §2.4), a code that this score does
/// not know, "unexplained", and no answer at all.
pub(super) const CODES: usize = 70;
const BENIGN: u8 = 7;
const FAULTS: u8 = 59;

/// Which fault counts as which other one, by the numbers after the C: `causality.md` §2.4,
/// "Scoring taxonomy (50 classes)". C28 stands for the rare others, C15 for its parent C18 too.
const MERGES: [(u8, u8); 16] = [
    (3, 2),
    (31, 28),
    (42, 28),
    (44, 28),
    (47, 28),
    (51, 28),
    (35, 52),
    (38, 37),
    (41, 40),
    (50, 46),
    (56, 55),
    (59, 57),
    (16, 14),
    (18, 15),
    (32, 30),
    (58, 12),
];
const CLASS_OF: [u8; CODES] = classes();

const fn classes() -> [u8; CODES] {
    let mut table = [0; CODES];
    let mut code = 0;
    while code < CODES {
        table[code] = code as u8;
        code += 1;
    }
    let mut merge = 0;
    while merge < MERGES.len() {
        let (from, into) = MERGES[merge];
        table[(BENIGN + from) as usize] = BENIGN + into;
        merge += 1;
    }
    table
}

/// What a device suffers from: one of the catalogue's codes, or nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Code(u8);

impl Code {
    /// Nothing is wrong.
    pub const NONE: Self = Self(0);
    /// A code that is not in the catalogue; right for no truth.
    pub const OTHER: Self = Self(BENIGN + FAULTS + 1);
    /// C00, the product's word for "no cause that I know explains this"; it promises no cause, and
    /// is right for no truth.
    pub const UNEXPLAINED: Self = Self(BENIGN + FAULTS + 2);
    /// No answer at all.
    pub(super) const SILENT: Self = Self(BENIGN + FAULTS + 3);

    /// A code of the catalogue, or `none`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "none" {
            return Some(Self::NONE);
        }
        let [letter, tens, ones] = *text.as_bytes() else {
            return None;
        };
        if !tens.is_ascii_digit() || !ones.is_ascii_digit() {
            return None;
        }
        let number = (tens - b'0') * 10 + (ones - b'0');
        match letter {
            b'H' if (1..=BENIGN).contains(&number) => Some(Self(number)),
            b'C' if (1..=FAULTS).contains(&number) => Some(Self(BENIGN + number)),
            _ => None,
        }
    }

    /// The class as which a code is scored.
    #[must_use]
    pub fn class(self) -> Self {
        Self(CLASS_OF[self.index()])
    }

    /// How a class is called: all its codes.
    pub fn class_name(self) -> String {
        let class = self.class();
        let members: Vec<String> = Self::all()
            .filter(|code| code.class() == class)
            .map(|code| code.to_string())
            .collect();
        members.join("+")
    }

    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..CODES as u8).map(Self)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NONE => f.write_str("none"),
            Self::OTHER => f.write_str("other"),
            Self::UNEXPLAINED => f.write_str("C00"),
            Self::SILENT => f.write_str("unanswered"),
            Self(number) if number <= BENIGN => write!(f, "H{number:02}"),
            Self(number) => write!(f, "C{:02}", number - BENIGN),
        }
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::BTreeSet;

    #[test]
    fn sixty_six_codes_are_fifty_classes_and_nothing_wrong() {
        let classes: BTreeSet<Code> = Code::all()
            .filter(|code| *code < Code::OTHER)
            .map(Code::class)
            .collect();
        assert_eq!(classes.len(), 51);
        assert!(Code::all().all(|code| code.class().class() == code.class()));
    }

    #[test]
    fn codes_are_read_as_they_are_written() {
        for code in Code::all().filter(|code| *code < Code::OTHER) {
            assert_eq!(Code::parse(&code.to_string()), Some(code));
        }
        for bad in ["", "C00", "C60", "H08", "c01", "C1", "C001", "X01", "Cé"] {
            assert_eq!(Code::parse(bad), None, "{bad}");
        }
        let parent = Code::parse("C18").unwrap();
        assert_eq!(parent.class_name(), "C15+C18");
        assert_eq!(Code::NONE.class_name(), "none");
    }
}
