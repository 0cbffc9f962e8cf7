//! Lines of a certain width, measured in a terminal's columns.

use unicode_width::UnicodeWidthStr;

/// How many columns of a terminal a text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// The text with blanks up to this many columns; a longer one stays as it is.
pub fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(columns(text));
    format!("{text}{}", " ".repeat(missing))
}

/// Breaks a text at its blanks into lines of at most `width` columns; a single word that is
/// wider stays whole. There is at least one line.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    // A no-break space is no blank: what it joins stays together.
    for word in text.split_ascii_whitespace() {
        let wide = columns(word);
        if used > 0 && used + 1 + wide > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
        }
        used += wide;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{columns, pad, wrap};

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(
            wrap("a requestedEnrollmentProfileId b", 10),
            ["a", "requestedEnrollmentProfileId", "b"]
        );
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn columns_are_counted_not_bytes() {
        assert_eq!(wrap("Äpfel Öl", 8), ["Äpfel Öl"]);
        assert_eq!(columns("田中"), 4);
        assert_eq!(pad("田", 4), "田  ");
        assert_eq!(pad("12345", 4), "12345");
    }
}
