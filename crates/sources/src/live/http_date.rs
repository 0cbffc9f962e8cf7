//! Dates as HTTP writes them: `Sun, 06 Nov 1994 08:49:37 GMT`.

use enrollment::moment::{Moment, Stamp};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The moment, if it is one.
pub fn parse(text: &str) -> Option<Moment> {
    let mut words = text.split_once(", ")?.1.split(' ');
    let day: u8 = words.next()?.parse().ok()?;
    let name = words.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? + 1;
    let year: u16 = words.next()?.parse().ok()?;
    let time = words.next()?;
    let iso = format!("{year:04}-{month:02}-{day:02}T{time}Z");
    (words.next()? == "GMT")
        .then(|| Stamp::parse(&iso).ok().and_then(Stamp::at))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_date_is_read_and_nonsense_is_not() {
        let at = parse("Wed, 25 Nov 2026 08:49:37 GMT").unwrap();
        assert_eq!(at.to_string(), "2026-11-25T08:49:37Z");
        for bad in [
            "",
            "120",
            "Wed, 25 Nov",
            "Wed, 99 Nov 2026 08:49:37 GMT",
            "Wed, 25 Nov 2026 x",
        ] {
            assert!(parse(bad).is_none(), "{bad}");
        }
    }
}
