//! Tests only: every figure once more, on the straightest way there is, from the rows and the
//! verdicts. It shares no code with the pass but the diagnosis itself and the formulas of costs.

use super::{Figures, Past, gather};
use crate::app::access::AccessPicture;
use crate::app::examine::{Examined, Examiner};
use crate::app::fleet::summarise;
use crate::app::prevent;
use crate::app::remember::{ingest, recall};
use crate::config::report::Costs;
use crate::report::economics::{Prevented, Started};
use crate::report::example_fleet::{IN_ORDER, SHUFFLED, empty, snapshot};
use crate::report::frameworks::Measure;
use crate::store::{HistoryEntry, Memory, Store, Tenant};
use enrollment::case_file::{CaseFile, ReadingId};
use enrollment::correlate::{Fleet, correlate};
use enrollment::diagnosis::{Standing, Weights};
use enrollment::moment::Moment;
use enrollment::rows::Rows;
use enrollment::snapshot::{ReadState, Snapshot, Source};
use lab::request::Request;
use lab::simulate::{Order, simulate};
use rules::catalogue;
use rules::prevention::thresholds::Thresholds;
use sources::recorded::{ReadOptions, read};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn weights() -> &'static Weights {
    rules::weights::built_in().unwrap()
}

fn figures(snapshot: &Snapshot) -> Figures {
    let fleet = correlate(snapshot);
    let basis = (&Costs::default(), &Thresholds::default());
    gather(&fleet, &Examiner::new(weights()), basis, None)
}

/// One device as a line of words, from which everything else is counted.
fn lines(fleet: &Fleet<'_>) -> Vec<BTreeMap<&'static str, String>> {
    let snapshot = fleet.snapshot;
    let whole = |source| snapshot.reads.is_complete(source);
    let mut all = Vec::new();
    for number in 0..fleet.len() {
        let device = fleet.device(number);
        let examined = Examiner::new(weights()).examine(&device);
        let verdict = &examined.judged.verdict;
        let mut line = BTreeMap::new();
        line.insert("serial", device.serial_text().to_owned());
        line.insert("standing", verdict.standing.name().to_owned());
        line.insert("action", verdict.action.name().to_owned());
        if let Some(cause) = verdict.cause {
            let cause = catalogue::all()[cause].cause;
            line.insert("family", cause.family.name().to_owned());
            line.insert("scope", cause.scope.name().to_owned());
            line.insert("cause", cause.code.to_string());
        } else if verdict.unexplained {
            line.insert("cause", "C00".to_owned());
        }
        let company = |row: &enrollment::snapshot::ManagedDevice| format!("{:?}", row.owner);
        let ours = device.org().is_some()
            || device.imported().is_some()
            || device.register().is_some()
            || device.managed().map(company).as_deref() == Some("Company");
        line.insert("ours", ours.to_string());
        if let Some(row) = device.managed() {
            line.insert("row", String::new());
            line.insert("supervised", format!("{:?}", row.supervised));
            line.insert("compliance", format!("{:?}", row.compliance));
            let age = row
                .last_sync
                .at()
                .map(|at| snapshot.taken_at.unix() - at.unix());
            line.insert("silent", format!("{:?}", age.map(|age| age > 30 * 86_400)));
        }
        if let Some(org) = device.org() {
            line.insert("source", format!("{:?}", org.source));
            line.insert("late", came_late(&examined).to_string());
        }
        line.extend(dates(&examined));
        let case = &examined.judged.case;
        let reading = ReadingId::find("holder_sign_ins").unwrap();
        let seen = case.value_name(reading) == "unmanaged";
        line.insert("astray", astray(case).to_string());
        line.insert("access", seen.to_string());
        let says = |name: &str| case.value_name(ReadingId::find(name).unwrap());
        let looked = (says("look") == "in_use").then(|| device.answer("look").unwrap().at.at());
        let erased = examined.timeline.erased.earliest;
        let looked = looked
            .flatten()
            .filter(|at| erased.is_none_or(|erased| erased <= *at));
        let locked = says("lock") == "user" && ["in_use", "unread"].contains(&says("look"));
        let since = looked.or(locked.then_some(snapshot.taken_at));
        if let Some(since) = since
            && says("other_mdm") != "yes"
            && whole(Source::ManagedDevices)
        {
            let days = (snapshot.taken_at.unix() - since.unix()) / 86_400;
            line.insert("days", days.to_string());
        }
        all.push(line);
    }
    all
}

/// Whether it is at Apple, and not where Intune would have it.
fn astray(case: &CaseFile) -> bool {
    let says = |name: &str| case.value_name(ReadingId::find(name).unwrap());
    let listed = ["token", "two_tokens", "unread"].contains(&says("listing"));
    let on_service = match says("server") {
        "intune" => listed,
        service => service == "unread",
    };
    says("membership") == "present" && !on_service
}

/// Whether more than seven whole days lie between its order and its coming to the organisation.
fn came_late<T>(examined: &Examined<'_, '_, T>) -> bool {
    let timeline = &examined.timeline;
    let (from, to) = (timeline.ordered.earliest, timeline.added.latest);
    let days = from
        .zip(to)
        .map(|(from, to)| (to.unix() - from.unix()) / 86_400);
    let membership = ReadingId::find("membership").unwrap();
    let is_present = examined.judged.case.value_name(membership) == "present";
    is_present && days.is_some_and(|days| days > 7)
}

type Line = BTreeMap<&'static str, String>;

/// Since when a device is anybody's, and how long it waited.
fn dates<T>(examined: &Examined<'_, '_, T>) -> Line {
    let (device, verdict) = (examined.device, &examined.judged.verdict);
    let snapshot = device.fleet.snapshot;
    let mut line = Line::new();
    let timeline = &examined.timeline;
    let dated = timeline.handed_out.latest.or(timeline.added.latest);
    if let Some(at) = dated.filter(|at| *at <= snapshot.taken_at) {
        line.insert("from", at.unix().to_string());
    }
    if let Some(handed) = timeline.handed_out.latest {
        let erased = timeline.erased.latest.is_some_and(|at| at > handed);
        let row = device.managed();
        let enrolled = row.and_then(|row| row.enrolled.at());
        let returned = row.is_none() && verdict.standing == Standing::Healthy;
        let unknown = row.is_some() && enrolled.is_none();
        let until = enrolled.unwrap_or(snapshot.taken_at);
        let dated = handed <= snapshot.taken_at && until <= snapshot.taken_at;
        if dated && !erased && !returned && !unknown {
            let days = (until.unix() - handed.unix()).max(0) / 86_400;
            line.insert("waited", days.to_string());
            line.insert("arrived", enrolled.is_some().to_string());
        }
    }
    line
}

fn is(line: &Line, key: &str, value: &str) -> bool {
    line.get(key).is_some_and(|it| it == value)
}

fn compare(snapshot: &Snapshot) {
    let fleet = correlate(snapshot);
    let lines = lines(&fleet);
    let found = figures(snapshot);
    let count = |wanted: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| wanted(line)).count();
    assert_eq!(found.devices, lines.len());
    for (standing, devices) in found.heaps {
        assert_eq!(
            devices,
            count(&|line| is(line, "standing", standing.name()))
        );
    }
    for cause in &found.causes {
        let code = cause.code.to_string();
        assert_eq!(
            cause.devices,
            count(&|line| is(line, "cause", &code)),
            "{code}"
        );
    }
    let caused: usize = found.causes.iter().map(|cause| cause.devices).sum();
    assert_eq!(caused, count(&|line| line.contains_key("cause")));
    assert_eq!(found.to_erase, count(&|line| is(line, "action", "erase")));
    assert_eq!(found.to_ask, count(&|line| is(line, "action", "ask")));
    compare_counted(&found, &lines);
    compare_hand_out(&found, &lines);
    compare_exposure(&found, &lines);
    compare_measures(&found, &lines, snapshot);
    let suppliers: usize = found.suppliers.iter().map(|it| it.devices).sum();
    assert_eq!(suppliers, count(&|line| line.contains_key("source")));
    let late: usize = found.suppliers.iter().map(|it| it.late).sum();
    assert_eq!(late, count(&|line| is(line, "late", "true")));
    compare_pressing(&found, &lines);
    compare_unread(&found, &fleet);
    let stated = enrollment::access::resolve(snapshot);
    let proof = rules::prevention::access::prove(&stated.policies, &stated.directory);
    let leads_in = |bearing| matches!(bearing, rules::prevention::access::Bearing::Access);
    let ways_in = proof.holes.iter().filter(|hole| leads_in(hole.bearing));
    assert_eq!(found.door.ways.all, ways_in.count());
    let ways = found.door.ways;
    assert!(ways.closed + ways.left_out <= ways.all && ways.changes <= ways.closed);
    let summary = summarise(&fleet, &Examiner::new(weights()));
    assert_eq!(found.faults.len(), summary.findings.len());
}

fn compare_counted(found: &Figures, lines: &[Line]) {
    let count =
        |wanted: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| wanted(line)).count() as u64;
    let counted = found.economics.counted;
    let failed = |line: &Line| is(line, "standing", "needsYou");
    let wide = |line: &Line| line.get("scope").is_some_and(|scope| scope != "device");
    assert_eq!(counted.failing, count(&|line| failed(line) && !wide(line)));
    assert_eq!(counted.explained, count(&|line| failed(line) && wide(line)));
    assert_eq!(
        counted.unknown,
        count(&|line| is(line, "standing", "cannotTell"))
    );
    assert_eq!(
        counted.waiting,
        count(&|line| is(line, "standing", "waiting"))
    );
    let sound = |line: &Line| is(line, "standing", "healthy") && line.contains_key("row");
    assert_eq!(counted.sound, count(&sound));
    if let Some(rate) = found.economics.rate {
        let known = (counted.failing + counted.sound) as f64;
        assert!((rate.value - counted.failing as f64 / known).abs() < 1e-12);
    }
    let costs = &found.economics.costs;
    let rate = found.economics.rate.map_or(0.0, |rate| rate.value);
    let handled = counted.failing as f64 + rate * counted.unknown as f64 + counted.faults as f64;
    let by_hand = handled * f64::from(costs.manual.usual) / 60.0;
    assert!((found.economics.fleet.gross.value - by_hand).abs() < 1e-9);
    let outside = |line: &Line| is(line, "standing", "healthy") && !line.contains_key("row");
    assert_eq!(counted.outside, count(&outside));
    let places = [
        counted.failing,
        counted.explained,
        counted.sound,
        counted.unknown,
        counted.waiting,
        counted.outside,
    ];
    // Bug: one of 74 devices was in no place, and nothing said so.
    assert_eq!(places.iter().sum::<u64>(), counted.devices);
    if let Some(hundred) = found.economics.hundred {
        let faults = counted.faults as f64 * 100.0 / counted.devices as f64;
        let each = f64::from(costs.manual.usual) / 60.0;
        assert!((found.economics.hours_for_faults() - faults * each).abs() < 1e-9);
        let by_hand = (100.0 * rate + faults) * each;
        assert!((hundred.gross.value - by_hand).abs() < 1e-9);
    }
}

/// Causes of what needs somebody or is unclear, and of nothing else.
fn compare_pressing(found: &Figures, lines: &[Line]) {
    let count = |code: &str, standing: &str| {
        let alike = lines.iter().filter(|line| is(line, "cause", code));
        alike.filter(|line| is(line, "standing", standing)).count()
    };
    for cause in &found.pressing {
        let code = cause.code.to_string();
        assert_eq!(cause.needs_you, count(&code, "needsYou"), "{code}");
        assert_eq!(cause.unclear, count(&code, "cannotTell"), "{code}");
        assert!(cause.devices() > 0);
    }
    let all: usize = found.pressing.iter().map(super::Pressing::devices).sum();
    let pressing = lines.iter().filter(|line| line.contains_key("cause"));
    let urgent =
        |line: &&Line| is(line, "standing", "needsYou") || is(line, "standing", "cannotTell");
    assert_eq!(all, pressing.filter(urgent).count());
}

/// What the diagnosis, the checks and the proof could not read, from the documents about these.
fn compare_unread(found: &Figures, fleet: &Fleet<'_>) {
    let snapshot = fleet.snapshot;
    let thresholds = Thresholds::default();
    let checks = prevent::examine(
        fleet,
        thresholds,
        rules::prevention::inputs::History::default(),
    );
    let missing: Vec<Source> = checks
        .measured
        .iter()
        .flat_map(|it| it.missing.iter().filter_map(|it| it.source()))
        .collect();
    let picture = AccessPicture::of(snapshot);
    let proof: Vec<&str> = picture.unread.iter().map(|it| it.source.as_str()).collect();
    for source in Source::ALL {
        let wanted =
            source.is_expected() || missing.contains(&source) || proof.contains(&source.name());
        let told = found.unread.iter().any(|it| it.source == source.name());
        if wanted && !snapshot.reads.is_complete(source) {
            assert!(told, "{source}");
        }
        if told {
            assert!(!snapshot.reads.is_complete(source), "{source}");
        }
    }
    let rests: Vec<&str> = found.door.unread.iter().map(String::as_str).collect();
    assert!(rests.iter().all(|source| proof.contains(source)));
}

/// The product over all days, each day's devices at risk counted anew.
fn compare_hand_out(found: &Figures, lines: &[Line]) {
    let waited: Vec<(u32, bool)> = lines
        .iter()
        .filter_map(|line| {
            Some((
                line.get("waited")?.parse().ok()?,
                is(line, "arrived", "true"),
            ))
        })
        .collect();
    assert_eq!(found.hand_out.devices(), waited.len() as u64);
    let last = waited.iter().map(|(days, _)| *days).max().unwrap_or(0);
    let (mut left, mut median) = (1.0, None);
    for day in 0..=last {
        let risk = waited.iter().filter(|(days, _)| *days >= day).count() as f64;
        let events = waited.iter().filter(|it| **it == (day, true)).count() as f64;
        left *= if risk > 0.0 { 1.0 - events / risk } else { 1.0 };
        if left <= 0.5 + 1e-9 && median.is_none() {
            median = Some(day);
        }
    }
    assert_eq!(found.hand_out.median_days(), median);
}

/// What a device was taken for at a time, by what the store says of this device alone.
fn taken(history: &[HistoryEntry], fact: &str, at: Moment, today: &str) -> String {
    let of = || history.iter().filter(|entry| entry.fact == fact);
    let before = of().next().map(|entry| entry.before.as_str());
    let after = of().take_while(|entry| entry.bounds.by <= at).last();
    let said = after.map(|entry| entry.after.as_str()).or(before);
    said.unwrap_or(today).to_owned()
}

fn failed(standing: &str, cause: &str) -> bool {
    let rule = catalogue::all()
        .iter()
        .find(|it| it.cause.code.name() == cause);
    let own = rule.is_none_or(|rule| rule.cause.scope.name() == "device");
    standing == "needsYou" && own
}

/// A pretended tenant as it looked on a day.
fn world(place: &Path, day: &str) -> Snapshot {
    let request = Request {
        seed: Some(5),
        devices: Some(900),
        months: Some(14),
        at: Some(format!("{day}T09:00:00Z")),
        faults: vec!["F04".to_owned(), "F06".to_owned()],
        ..Request::default()
    };
    let order = Order {
        recipe: request.recipe().unwrap(),
        tier: request.tier().unwrap(),
        out: place.join(day),
        packed: false,
    };
    if !order.out.exists() {
        fs::create_dir_all(&order.out).unwrap();
        simulate(&order, None, |_| ()).unwrap();
    }
    let options = ReadOptions::default();
    read(&order.out.join("snapshot"), &options).unwrap()
}

/// Both cohorts, counted device by device: failed, sound, unclear.
fn cohorts(
    fleet: &Fleet<'_>,
    (store, tenant): (&Memory, Tenant),
    looks: &[Moment],
) -> [[u64; 3]; 2] {
    let now = fleet.snapshot.taken_at;
    let (mut before, mut after) = ([0_u64; 3], [0_u64; 3]);
    for line in lines(fleet) {
        let Some(from) = line.get("from").map(|it| it.parse::<i64>().unwrap()) else {
            continue;
        };
        let empty = String::new();
        let (standing, cause) = (&line["standing"], line.get("cause").unwrap_or(&empty));
        let outside = standing == "healthy" && !line.contains_key("row");
        let first = looks[0].unix();
        if outside || from < first - (now.unix() - first) {
            continue;
        }
        let history = store.history(tenant, &line["serial"]).unwrap();
        let stood = |at: Moment| {
            let standing = taken(&history, "standing", at, standing);
            (standing, taken(&history, "cause", at, cause))
        };
        let ever = looks.iter().any(|at| {
            let (standing, cause) = stood(*at);
            failed(&standing, &cause)
        });
        let (cohort, (standing, cause), fails) = if from < first {
            let (standing, cause) = stood(looks[0]);
            let fails = failed(&standing, &cause);
            (&mut before, (standing, cause), fails)
        } else {
            (&mut after, (standing.clone(), cause.clone()), ever)
        };
        match standing.as_str() {
            _ if fails => cohort[0] += 1,
            "healthy" => cohort[1] += 1,
            "cannotTell" => cohort[2] += 1,
            other => assert!(other == "waiting" || !failed(other, &cause)),
        }
    }
    [before, after]
}

#[test]
fn a_second_way_finds_the_same_saving_by_prevention() {
    let place = tempfile::tempdir().unwrap();
    let store = Memory::default();
    let tenant = store.tenant("lab").unwrap();
    let looks = ["2026-03-20", "2026-06-20", "2026-08-20", "2026-09-20"];
    for day in looks {
        let mut look = world(place.path(), day);
        let at = look.taken_at;
        ingest(&mut look, weights(), &store, tenant, at).unwrap();
    }
    let mut newest = world(place.path(), looks[3]);
    recall(&mut newest, &store, tenant).unwrap();
    let now = newest.taken_at;
    let past = Past::read(&store, tenant, now).unwrap();
    let looks: Vec<Moment> = past.looks.iter().map(|look| look.at).collect();
    let fleet = correlate(&newest);
    let found = gather(
        &fleet,
        &Examiner::new(weights()),
        (&Costs::default(), &Thresholds::default()),
        Some(past),
    );
    let [before, after] = cohorts(&fleet, (&store, tenant), &looks);
    assert!(
        before.iter().chain(&after).all(|count| *count > 0),
        "{before:?} {after:?}"
    );
    let Prevented::Measured(saving) = found.prevented else {
        panic!("{:?}", found.prevented);
    };
    let counted = |it: Started| [it.failing, it.sound, it.unknown];
    assert_eq!(counted(saving.cohorts.before), before);
    assert_eq!(counted(saving.cohorts.after), after);
    let rate = |[failing, sound, _]: [u64; 3]| failing as f64 / (failing + sound) as f64;
    let started = (after[0] + after[1]) as f64;
    let hours = started * (rate(before) - rate(after)) * 3.0;
    assert!(
        (saving.hours.value - hours).abs() < 1e-9,
        "{saving:?} {hours}"
    );
    // Devices that did not fail are no part of those whose mending is reckoned.
    let basis = (&Costs::default(), &Thresholds::default());
    let without = gather(&fleet, &Examiner::new(weights()), basis, None);
    assert_eq!(without.economics, found.economics);
}

fn out_of_sight(line: &Line) -> bool {
    let urgent = is(line, "standing", "needsYou") || is(line, "standing", "cannotTell");
    urgent && !line.contains_key("row") && is(line, "ours", "true")
}

fn compare_exposure(found: &Figures, lines: &[Line]) {
    let out: Vec<&Line> = lines.iter().filter(|line| out_of_sight(line)).collect();
    let used: Vec<&&Line> = out
        .iter()
        .filter(|line| line.contains_key("days"))
        .collect();
    let days = |lines: &[&&Line]| -> u64 {
        lines
            .iter()
            .map(|line| line["days"].parse::<u64>().unwrap())
            .sum()
    };
    let exposure = found.exposure;
    let unclear = used
        .iter()
        .filter(|line| is(line, "standing", "cannotTell"));
    assert_eq!(exposure.surely_unclear, unclear.count() as u64);
    assert_eq!(exposure.surely, used.len() as u64);
    assert_eq!(exposure.perhaps, (out.len() - used.len()) as u64);
    assert_eq!(exposure.least_days, days(&used));
    let seen: Vec<&&Line> = used
        .into_iter()
        .filter(|line| is(line, "access", "true"))
        .collect();
    assert_eq!(exposure.with_access, seen.len() as u64);
    assert_eq!(exposure.least_days_with_access, days(&seen));
    assert!(exposure.least_days <= exposure.most_days);
}

fn compare_measures(found: &Figures, lines: &[Line], snapshot: &Snapshot) {
    let serials = |wanted: &dyn Fn(&Line) -> bool| -> Vec<String> {
        let ours = lines.iter().filter(|line| is(line, "ours", "true"));
        ours.filter(|line| wanted(line))
            .map(|line| line["serial"].clone())
            .collect()
    };
    for measured in &found.measures {
        let exceptions = serials(&|line| match measured.measure {
            Measure::Inventoried => {
                (is(line, "family", "custody") || is(line, "astray", "true"))
                    && is(line, "standing", "needsYou")
            }
            Measure::Managed => out_of_sight(line) && line.contains_key("days"),
            Measure::Supervised => is(line, "supervised", "Some(false)"),
            Measure::Compliant => ["Noncompliant", "Conflict", "Error"]
                .iter()
                .any(|state| is(line, "compliance", state)),
            Measure::InContact => is(line, "silent", "Some(true)"),
            Measure::BoughtLinked => is(line, "source", "Manual"),
        });
        assert_eq!(measured.exceptions, exceptions, "{:?}", measured.measure);
        let met = serials(&|line| match measured.measure {
            Measure::Managed => line.contains_key("row"),
            Measure::Supervised => is(line, "supervised", "Some(true)"),
            Measure::InContact => is(line, "silent", "Some(false)"),
            Measure::BoughtLinked => is(line, "source", "Apple") || is(line, "source", "Reseller"),
            Measure::Compliant => {
                is(line, "compliance", "Compliant") || is(line, "compliance", "InGracePeriod")
            }
            Measure::Inventoried => {
                let lists = [Source::OrgDevices, Source::ImportedIdentities];
                lists.iter().all(|list| snapshot.reads.is_complete(*list))
                    && match line["standing"].as_str() {
                        "healthy" => true,
                        "waiting" => !is(line, "astray", "true"),
                        _ => !is(line, "family", "custody") && !is(line, "astray", "true"),
                    }
            }
        });
        assert_eq!(measured.met, met.len(), "{:?}", measured.measure);
        if measured.measure == Measure::Supervised {
            let whole = snapshot.reads.is_complete(Source::ManagedDevices);
            let unseen =
                serials(&|line| is(line, "supervised", "None") || !whole && out_of_sight(line));
            assert_eq!(measured.unseen, unseen.len());
        }
    }
}

#[test]
fn a_second_way_finds_the_same_where_lists_were_not_read() {
    let mut part = snapshot(&IN_ORDER);
    for source in [Source::ManagedDevices, Source::AccessPolicies] {
        part.reads.set(source, ReadState::Partial);
    }
    compare(&part);
    let unlisted = figures(&part);
    assert_eq!(unlisted.exposure.surely, 0);
    let supervised = unlisted.measured(Measure::Supervised).unwrap();
    assert!(supervised.unseen > 0 && !supervised.is_whole());
    part.reads.set(Source::ManagedDevices, ReadState::NotRead);
    part.managed = Rows::default();
    compare(&part);
}

#[test]
fn a_second_way_finds_the_same_in_the_small_tenant() {
    compare(&snapshot(&IN_ORDER));
    compare(&empty());
}

#[test]
fn a_second_way_finds_the_same_in_contoso() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/contoso");
    compare(&read(&path, &ReadOptions::default()).unwrap());
}

#[test]
fn the_order_of_rows_does_not_show() {
    let (one, other) = (figures(&snapshot(&IN_ORDER)), figures(&snapshot(&SHUFFLED)));
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}

#[test]
fn nobody_read_anything() {
    let figures = figures(&empty());
    assert_eq!(figures.devices, 0);
    assert!(figures.economics.rate.is_none() && !figures.unread.is_empty());
    assert!(figures.measures.iter().all(|it| it.population() == 0));
}

#[test]
fn a_past_without_a_case_has_no_usual_time() {
    assert_eq!(Past::default().usual_hours(), None);
    let mut past = Past::default();
    past.done.hours_to_success = vec![2, 5, 90];
    assert_eq!(past.usual_hours(), Some(5));
    assert_eq!(figures(&snapshot(&IN_ORDER)).on(Standing::NeedsYou), 4);
}
