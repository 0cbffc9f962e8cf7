//! Quantities with their intervals, as the reports write them.

use super::economics::Range;
use super::wording::number;
use crate::i18n::Language;

/// A text that counts: its form follows the count, which stands in it as `$devices`.
pub fn counted(language: Language, key: &str, count: usize) -> String {
    language.count_with(key, count, &[("devices", &number(language, count))])
}

/// A number to one decimal where that is worth it: below ten. `-0` is `0`.
pub fn decimal(language: Language, value: f64) -> String {
    let tenths = (value * 10.0).round();
    let is_small = tenths.abs() < 100.0 && tenths % 10.0 != 0.0;
    let whole = if is_small {
        (tenths / 10.0).trunc()
    } else {
        value.round()
    };
    let mut text = number(language, whole.abs() as usize);
    if is_small {
        let mark = match language {
            Language::En => '.',
            Language::De => ',',
        };
        text.push(mark);
        text.push_str(&((tenths.abs() as u64) % 10).to_string());
    }
    if tenths < 0.0 {
        // A minus sign, not a hyphen: it must not end a line.
        text.insert(0, '\u{2212}');
    }
    text
}

/// Hours.
pub fn hours(language: Language, value: f64) -> String {
    format!("{}\u{a0}h", decimal(language, value))
}

/// Whole money, with its currency.
pub fn money(language: Language, value: f64, currency: &str) -> String {
    format!("{}\u{a0}{currency}", decimal(language, value.round()))
}

/// A share of one in per cent, with the decimals that make it one.
pub fn share(language: Language, value: f64) -> String {
    let percent = decimal(language, value * 100.0);
    match language {
        Language::En => format!("{percent}%"),
        Language::De => format!("{percent}\u{a0}%"),
    }
}

/// The ends of an interval, `5–20 h`, each written by `write`; the value alone where it is exact.
/// Beside a minus sign a dash would be read as another one.
pub fn interval(language: Language, range: Range, write: impl Fn(f64) -> String) -> String {
    let (low, high) = (write(range.low), write(range.high));
    if low == high {
        return low;
    }
    let is_below = [&low, &high].iter().any(|end| end.starts_with('\u{2212}'));
    match (is_below, language) {
        (false, _) => format!("{low} – {high}"),
        (true, Language::En) => format!("{low} to {high}"),
        (true, Language::De) => format!("{low} bis {high}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, interval, share};
    use crate::i18n::Language::{De, En};
    use crate::report::economics::Range;

    #[test]
    fn a_decimal_stands_where_it_tells() {
        for (value, en, de) in [
            (0.0, "0", "0"),
            (-0.04, "0", "0"),
            (1.25, "1.3", "1,3"),
            (8.75, "8.8", "8,8"),
            (9.96, "10", "10"),
            (-4.55, "\u{2212}4.6", "\u{2212}4,6"),
            (12_345.6, "12,346", "12.346"),
            (3.0, "3", "3"),
        ] {
            assert_eq!(decimal(En, value), en);
            assert_eq!(decimal(De, value), de);
        }
        assert_eq!(share(De, 0.5), "50\u{a0}%");
    }

    #[test]
    fn an_interval_without_width_is_a_value() {
        let write = |value| decimal(En, value);
        assert_eq!(interval(En, Range::exactly(3.0), write), "3");
        let wide = Range {
            low: -1.0,
            value: 0.0,
            high: 2.5,
        };
        assert_eq!(interval(En, wide, write), "\u{2212}1 to 2.5");
        assert_eq!(interval(De, wide, write), "\u{2212}1 bis 2.5");
        let above = Range { low: 0.5, ..wide };
        assert_eq!(interval(De, above, write), "0.5 – 2.5");
    }
}
