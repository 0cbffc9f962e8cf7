//! `diagnose --watch`: what changed since the last round. For people as a table; for machines one
//! change a line, schema `firstcontact/change/1`. The schema grows and never changes meaning.
//!
//! ```text
//! {"schema":"firstcontact/change/1","at":…,"change":"healed|broke|changed|new|gone|unseen",
//!  "serial":…,"before":{"standing":…,"cause":…,"gate":…,"action":…}|null,"after":{…}|null}
//! {…,"change":"fault_began|fault_ended|fault_unseen","code":…,"scope":…,"scopeName":…,"devices":…}
//! {…,"change":"source_lost","source":…}
//! {…,"change":"round","devices":…,"changes":…}          after each round, the first one too
//! {…,"change":"round_failed","reason":…}
//! ```

use super::grid::{Column, Grid};
use super::paint::{Ink, Paint};
use super::wording::{self, plain};
use super::write::{raw, string, string_or_null};
use crate::app::change::{Changes, DeviceChange, FaultChange, Kind, Picture, State, Turn};
use crate::i18n::Language;
use enrollment::diagnosis::Standing;
use enrollment::moment::Moment;
use std::fmt::Write as _;

/// Lines for machines: one for each change, and one for the round.
pub fn ndjson(picture: &Picture, changes: &Changes) -> Vec<u8> {
    let mut out = Vec::new();
    let at = picture.taken_at;
    for change in &changes.devices {
        begin(&mut out, at, change.kind.name());
        raw(&mut out, ",\"serial\":");
        string(&mut out, &change.serial);
        for (name, state) in [("before", change.before), ("after", change.after)] {
            raw(&mut out, &format!(",\"{name}\":"));
            self::state(&mut out, state);
        }
        raw(&mut out, "}\n");
    }
    for change in &changes.faults {
        begin(&mut out, at, change.turn.name());
        raw(&mut out, ",\"code\":");
        string(&mut out, change.code.name());
        raw(&mut out, ",\"scope\":");
        string(&mut out, &change.scope);
        raw(&mut out, ",\"scopeName\":");
        string_or_null(&mut out, &change.fault.name);
        raw(
            &mut out,
            &format!(",\"devices\":{}}}\n", change.fault.devices),
        );
    }
    for source in &changes.lost {
        begin(&mut out, at, "source_lost");
        raw(&mut out, ",\"source\":");
        string(&mut out, source.name());
        raw(&mut out, "}\n");
    }
    begin(&mut out, at, "round");
    let (devices, changed) = (
        picture.devices.len(),
        changes.devices.len() + changes.faults.len(),
    );
    raw(
        &mut out,
        &format!(",\"devices\":{devices},\"changes\":{changed}}}\n"),
    );
    out
}

/// The line of a round that failed.
pub fn failed_ndjson(at: Moment, why: &str) -> Vec<u8> {
    let mut out = Vec::new();
    begin(&mut out, at, "round_failed");
    raw(&mut out, ",\"reason\":");
    string(&mut out, why);
    raw(&mut out, "}\n");
    out
}

fn begin(out: &mut Vec<u8>, at: Moment, change: &str) {
    raw(out, "{\"schema\":\"firstcontact/change/1\",\"at\":");
    string(out, &at.to_string());
    raw(out, ",\"change\":");
    string(out, change);
}

fn state(out: &mut Vec<u8>, state: Option<State>) {
    let Some(state) = state else {
        raw(out, "null");
        return;
    };
    raw(out, "{\"standing\":");
    string(out, state.standing.name());
    raw(out, ",\"cause\":");
    string_or_null(out, state.cause.as_ref().map_or("", |code| code.name()));
    raw(out, ",\"gate\":");
    string_or_null(out, state.gate.map_or("", |gate| gate.name()));
    raw(out, ",\"action\":");
    string(out, state.action.name());
    raw(out, "}");
}

/// The round as people read it.
pub fn table(
    picture: &Picture,
    changes: &Changes,
    language: Language,
    paint: Paint,
    width: usize,
) -> String {
    let devices = wording::counted(language, "fleet-devices", picture.devices.len());
    let time = wording::time(picture.taken_at);
    let quiet = changes.is_empty();
    let values = [("time", time.as_str()), ("devices", devices.as_str())];
    let key = if quiet { "watch-quiet" } else { "watch-round" };
    let ink = if quiet { Ink::Dim } else { Ink::Bold };
    let mut text = format!("{}\n", paint.ink(ink, &language.with(key, &values)));
    for change in &changes.faults {
        let (ink, told) = fault(language, change);
        let _ = writeln!(text, "  {}", paint.ink(ink, &told));
    }
    for source in &changes.lost {
        let told = language.with("watch-lost", &[("source", source.name())]);
        let _ = writeln!(text, "  {}", paint.ink(Ink::Warn, &told));
    }
    if !changes.devices.is_empty() {
        let column = |key: &str| language.text(key);
        let mut grid = Grid::new(vec![
            Column::new(column("watch-column-serial")).at_most(20),
            Column::new(column("watch-column-change")).at_most(14),
            Column::new(column("watch-column-before")).at_most(width.saturating_sub(44) / 2),
            Column::new(column("watch-column-after")),
        ]);
        for change in &changes.devices {
            grid.row(row(language, change));
        }
        let _ = writeln!(text, "{}", grid.lines(paint, width));
    }
    text
}

fn fault(language: Language, change: &FaultChange) -> (Ink, String) {
    let ink = match change.turn {
        Turn::Began => Ink::Bad,
        Turn::Ended => Ink::Good,
        Turn::Unseen => Ink::Warn,
    };
    let title = wording::title(language, change.code);
    let devices = wording::counted(language, "fleet-devices", change.fault.devices);
    let name = match change.fault.name.as_str() {
        "" => String::new(),
        name => format!(" ({})", plain(name)),
    };
    let key = format!("watch-{}", change.turn.name().replace('_', "-"));
    let about = format!("{} {title}{name}", change.code);
    (
        ink,
        language.with(&key, &[("fault", &about), ("devices", &devices)]),
    )
}

fn row(language: Language, change: &DeviceChange) -> Vec<(String, Ink)> {
    let ink = match change.kind {
        Kind::Healed => Ink::Good,
        Kind::Broke => Ink::Bad,
        Kind::Gone | Kind::Unseen | Kind::Changed => Ink::Warn,
        Kind::New => Ink::Plain,
    };
    vec![
        (plain(&change.serial).into_owned(), Ink::Name),
        (language.text(&format!("watch-{}", change.kind.name())), ink),
        (described(language, change.before), Ink::Dim),
        (described(language, change.after), Ink::Plain),
    ]
}

/// Heap, cause, gate and action in a few words.
fn described(language: Language, state: Option<State>) -> String {
    let Some(state) = state else {
        return String::new();
    };
    let cause = match (state.cause, state.standing) {
        (Some(code), _) => format!("{code} {}", wording::title(language, code)),
        (None, Standing::Healthy) => return language.text("watch-well"),
        (None, _) => language.text("fleet-unexplained"),
    };
    let gate = state
        .gate
        .map_or_else(String::new, |gate| format!(" · {gate}"));
    let action = wording::action(language, state.action);
    format!("{cause}{gate} · {action}")
}

#[cfg(test)]
mod tests {
    use super::{failed_ndjson, ndjson, table};
    use crate::app::change::{Changes, Picture};
    use crate::i18n::Language;
    use crate::report::example_fleet::{IN_ORDER, estimates, snapshot};
    use crate::report::paint::Paint;
    use enrollment::correlate::correlate;
    use enrollment::moment::Moment;
    use serde_json::Value;

    #[test]
    fn a_device_that_heals_is_told_to_people_and_machines() {
        let snapshot = snapshot(&IN_ORDER);
        let after = Picture::of(&correlate(&snapshot), estimates());
        let ill = |it: &&String| after.devices[*it].cause.is_some();
        let serial = after.devices.keys().find(ill).unwrap().clone();
        let mut before = after.clone();
        let (well, sick) = (
            before.devices.remove(&serial).unwrap(),
            after.devices[&serial],
        );
        assert_eq!(well, sick);
        let changes = Changes::between(&before, &after);
        let lines = String::from_utf8(ndjson(&after, &changes)).unwrap();
        let lines: Vec<Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines[0]["change"], "new");
        assert_eq!(lines[0]["serial"], serial);
        assert_eq!(lines[0]["before"], Value::Null);
        assert_eq!(lines[0]["after"]["cause"], sick.cause.unwrap().name());
        assert_eq!(lines[1]["changes"], 1);
        for language in [Language::En, Language::De] {
            let text = table(&after, &changes, language, Paint::NONE, 100);
            assert!(
                text.contains(&serial) && text.contains(sick.cause.unwrap().name()),
                "{text}"
            );
            assert!(!text.contains("watch-"), "{text}");
            let quiet = table(&after, &Changes::default(), language, Paint::NONE, 100);
            assert_eq!(quiet.lines().count(), 1, "{quiet}");
        }
    }

    #[test]
    fn a_failed_round_is_one_line() {
        let line = String::from_utf8(failed_ndjson(Moment::FIRST, "a \"b\"\nc")).unwrap();
        let value: Value = serde_json::from_str(line.trim_end()).unwrap();
        assert_eq!(
            (line.lines().count(), value["reason"].as_str()),
            (1, Some("a \"b\"\nc"))
        );
    }
}
