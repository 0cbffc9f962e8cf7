//! `probes.ndjson`: what was reached from the networks of sites, one probe a line.

use crate::device_hosts::DEVICE_HOSTS;
use crate::json::{Desk, Lenient, Object, Text, Whole};
use crate::probes::{PROBE_SCHEMA, SITE_BYTES_MAX};
use crate::told::told;
use enrollment::snapshot::{ProbeOutcome, ProbedHost};
use serde::Deserialize;

/// Most hosts of a probe. There are some twenty; later versions may look for more.
const HOSTS_MAX: usize = 200;

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default)]
    schema: Text<'a>,
    #[serde(borrow, default)]
    site: Text<'a>,
    #[serde(borrow, default)]
    at: Text<'a>,
    #[serde(borrow, default)]
    hosts: Option<Vec<Lenient<Host<'a>>>>,
}

#[derive(Deserialize)]
struct Host<'a> {
    #[serde(borrow, default, rename = "host")]
    name: Text<'a>,
    #[serde(default)]
    port: Whole,
    #[serde(borrow, default)]
    outcome: Text<'a>,
    #[serde(borrow, default)]
    issuer: Text<'a>,
}

/// Reads one line; `false` if it is none. A probe that is not whole is no probe: half of one would
/// look like a network that is half open.
pub(super) fn read_line(line: &str, desk: &mut Desk<'_>) -> bool {
    let Ok(Object(line)) = serde_json::from_str::<Object<Line<'_>>>(line) else {
        return false;
    };
    if *line.schema != *PROBE_SCHEMA {
        desk.fault("schema", || {
            told("row-probe-schema").with("schema", PROBE_SCHEMA)
        });
        return true;
    }
    let site = line.site.trim();
    if site.is_empty() || site.len() > SITE_BYTES_MAX {
        desk.fault("site", || {
            told("row-probe-site").with("most", SITE_BYTES_MAX.to_string())
        });
        return true;
    }
    let at = desk.date("at", &line.at);
    if at.at().is_none() {
        desk.fault("at", || told("row-probe-at"));
        return true;
    }
    let hosts = line.hosts.unwrap_or_default();
    if hosts.len() > HOSTS_MAX {
        desk.fault("hosts", || {
            told("row-probe-hosts").with("most", HOSTS_MAX.to_string())
        });
        return true;
    }
    let site = desk.word(site);
    let mut rows = Vec::new();
    for host in hosts.iter().filter_map(|it| it.0.as_ref()) {
        let port = host.port.0.and_then(|port| u16::try_from(port).ok());
        let (Some(port), false) = (port, host.name.is_empty()) else {
            desk.fault("hosts", || told("row-probe-host"));
            return true;
        };
        rows.push(ProbedHost {
            site,
            at,
            host: desk.lower_word(&host.name),
            port,
            outcome: desk.term(&host.outcome),
            issuer: desk.word(&host.issuer),
        });
    }
    // A host that was not looked for is named, so that nobody takes it for reached.
    for needed in DEVICE_HOSTS {
        let host = desk.word(needed.host);
        if !rows
            .iter()
            .any(|it| it.host == host && it.port == needed.port)
        {
            rows.push(ProbedHost {
                site,
                at,
                host,
                port: needed.port,
                outcome: ProbeOutcome::Missing,
                ..ProbedHost::default()
            });
        }
    }
    if desk.may_keep(rows.len()) {
        desk.gathering().probes.add(rows);
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::device_hosts::DEVICE_HOSTS;
    use crate::probes::probe;
    use crate::reach::tests::{Pretended, vouched_by};
    use crate::recorded::pages::tests::{gaps, read_lines};
    use enrollment::moment::Moment;
    use enrollment::snapshot::{ProbeOutcome, Source};
    use std::collections::BTreeMap;

    #[test]
    fn what_is_written_is_read() {
        let names = Pretended(BTreeMap::from([
            (("albert.apple.com", 443), vouched_by("Contoso \"Proxy\"")),
            (("gs.apple.com", 443), vouched_by("Apple Inc.")),
        ]));
        let at = Moment::from_unix(1_795_000_000).unwrap();
        let probe = probe(" Bern ", at, &names);
        assert!(!probe.is_open());
        let snapshot = read_lines(Source::Probes, &probe.line());
        assert_eq!(gaps(&snapshot), [""; 0]);
        let text = |word| snapshot.words.text(word);
        let rows: Vec<_> = snapshot.probes.iter().collect();
        assert_eq!(rows.len(), DEVICE_HOSTS.len());
        assert_eq!(
            (text(rows[0].site), text(rows[0].host), rows[0].port),
            ("Bern", "albert.apple.com", 443)
        );
        assert_eq!(rows[0].at.at(), Some(at));
        assert_eq!(rows[0].outcome, ProbeOutcome::Intercepted);
        assert!(text(rows[0].issuer).starts_with("Contoso \"Proxy\""));
        assert_eq!(rows[1].outcome, ProbeOutcome::Reached);
        let unknown = rows[2..]
            .iter()
            .all(|it| it.outcome == ProbeOutcome::NoName);
        assert!(unknown);
    }

    #[test]
    fn half_a_probe_is_none() {
        let head = r#"{"schema":"firstcontact/probe/1""#;
        let lines = format!(
            r#"{head},"at":"2026-11-20T08:00:00Z","hosts":[]}}
{head},"site":"Bern","hosts":[]}}
{head},"site":"Bern","at":"2026-11-20T08:00:00Z","hosts":[{{"port":443,"outcome":"reached"}}]}}
{head},"site":"Bern","at":"2026-11-20T08:00:00Z","hosts":[{}]}}
{{"site":"Bern"}}
[]
"#,
            vec!["{}"; 201].join(",")
        );
        let snapshot = read_lines(Source::Probes, &lines);
        assert_eq!(snapshot.probes.len(), 0);
        let told = gaps(&snapshot);
        let expected = [
            "1 site: a probe names its site in at most 200 bytes",
            "2 at: the probe does not say when; it counts for nothing",
            "3 hosts: a host without its name or port",
            "4 hosts: a probe of more than 200 hosts",
            "5 schema: no probe, which says firstcontact/probe/1",
            "6 -: the line is no JSON object",
        ];
        for gap in expected {
            assert!(told.iter().any(|it| it == gap), "{gap}: {told:?}");
        }
    }

    #[test]
    fn what_was_not_looked_for_is_not_reached() {
        let line = r#"{"schema":"firstcontact/probe/1","site":"Bern","at":"2026-11-20T08:00:00Z",
            "hosts":[{"host":"ALBERT.apple.com","port":443,"outcome":"reached"},
            {"host":"gs.apple.com","port":443,"outcome":"somehow"}]}"#;
        let snapshot = read_lines(Source::Probes, &line.replace('\n', " "));
        let rows: Vec<_> = snapshot.probes.iter().collect();
        assert_eq!(rows.len(), DEVICE_HOSTS.len());
        let reached = rows.iter().filter(|it| it.outcome == ProbeOutcome::Reached);
        assert_eq!(reached.count(), 1);
        assert!(matches!(rows[1].outcome, ProbeOutcome::Strange(_)));
        assert_eq!(rows[2].outcome, ProbeOutcome::Missing);
    }
}
