//! Foreign text stays text: as one line, within HTML, within Markdown.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// Foreign text on one line: whatever could move the cursor, colour the screen or turn the
/// direction of writing is made visible.
pub fn plain(text: &str) -> Cow<'_, str> {
    let marks = |c| matches!(c, '\u{200e}' | '\u{200f}');
    let embeds = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let turns = |c| marks(c) || embeds(c);
    let breaks = |c| matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}');
    if !text.contains(|c: char| c.is_control() || breaks(c) || turns(c)) {
        return Cow::Borrowed(text);
    }
    let replaced = text.chars().map(|c| match c {
        c if breaks(c) => ' ',
        c if c.is_control() || turns(c) => '\u{fffd}',
        c => c,
    });
    Cow::Owned(replaced.collect())
}

/// Text that a browser takes for text, in elements and in quoted attributes.
pub struct Html<'t>(pub &'t str);

impl fmt::Display for Html<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in plain(self.0).chars() {
            match letter {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                // No place in XML 1.0, and a picture is XML.
                '\u{fffe}' | '\u{ffff}' => out.write_char('\u{fffd}')?,
                letter => out.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// Text that Markdown takes for text: no tags, no table cells, no emphasis, no links.
pub fn markdown(text: &str) -> String {
    let text = plain(text);
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // As an entity, so that no reader of tables ever splits a cell here.
            '|' => out.push_str("&#124;"),
            // A mention would write to a stranger.
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' => {
                out.push('\\');
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Html, markdown, plain};

    #[test]
    fn nothing_becomes_a_tag_or_a_cell() {
        let hard = "<script>|*a* [x](y) `z` @me\n# h";
        assert_eq!(
            markdown(hard),
            "&lt;script&gt;&#124;\\*a\\* \\[x\\](y) \\`z\\` &#64;me \\# h"
        );
        let hard = "<script>alert('x' & \"y\")</script>\u{0}\u{ffff}";
        assert_eq!(
            Html(hard).to_string(),
            "&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn what_turns_the_line_is_made_visible() {
        assert_eq!(plain("a\u{202e}b\tc\u{1b}"), "a\u{fffd}b c\u{fffd}");
    }
}
