//! Colour on a terminal: a value that is handed down, never a look at the environment.

/// Whether text is coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Paint {
    /// Whether escape sequences are written at all.
    pub colour: bool,
}

/// What a colour means. Nothing is said by colour alone: a mark or a word always says it too.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ink {
    /// As it comes.
    #[default]
    Plain,
    /// Headings and what matters most.
    Bold,
    /// What one may skip.
    Dim,
    /// In order.
    Good,
    /// Not in order.
    Bad,
    /// Not certain, or to be done with care.
    Warn,
    /// Codes, and what can be typed.
    Name,
}

impl Ink {
    /// The parameters of the escape sequence (ECMA-48, select graphic rendition).
    const fn parameters(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Good => "32",
            Self::Bad => "31",
            Self::Warn => "33",
            Self::Name => "36",
        }
    }
}

impl Paint {
    /// No colour at all.
    pub const NONE: Self = Self { colour: false };

    /// The text in this ink.
    pub fn ink(self, ink: Ink, text: &str) -> String {
        let parameters = ink.parameters();
        if !self.colour || parameters.is_empty() || text.trim().is_empty() {
            text.to_owned()
        } else {
            format!("\u{1b}[{parameters}m{text}\u{1b}[0m")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ink, Paint};

    #[test]
    fn without_colour_there_is_no_escape() {
        assert_eq!(Paint::NONE.ink(Ink::Bad, "expired"), "expired");
    }

    #[test]
    fn blanks_are_not_painted() {
        let paint = Paint { colour: true };
        assert_eq!(paint.ink(Ink::Good, "ok"), "\u{1b}[32mok\u{1b}[0m");
        assert_eq!(paint.ink(Ink::Good, "  "), "  ");
    }
}
