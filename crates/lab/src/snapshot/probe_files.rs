//! `probes.ndjson`: what somebody saw who looked, from each site, for the hosts that devices need.

use crate::clock::{self, DAY, Time};
use crate::random::scrambled;
use crate::world::{Trouble, World};
use serde_json::{Value, json};

/// What devices need at Apple [apple.md §6]: host, port, and what for.
const APPLE: [(&str, u16, &str); 17] = [
    ("albert.apple.com", 443, "activation"),
    ("gs.apple.com", 443, "activation"),
    ("humb.apple.com", 443, "activation"),
    ("tbsc.apple.com", 443, "activation"),
    ("captive.apple.com", 80, "captive"),
    ("iprofiles.apple.com", 443, "enrollment"),
    ("deviceenrollment.apple.com", 443, "enrollment"),
    ("deviceservices-external.apple.com", 443, "enrollment"),
    ("mdmenrollment.apple.com", 443, "enrollment"),
    ("setup.icloud.com", 443, "enrollment"),
    ("1-courier.push.apple.com", 443, "push"),
    ("1-courier.push.apple.com", 5223, "push"),
    ("time.apple.com", 123, "time"),
    ("ocsp.apple.com", 80, "certificates"),
    ("ppq.apple.com", 443, "certificates"),
    ("gdmf.apple.com", 443, "updates"),
    ("vpp.itunes.apple.com", 443, "updates"),
];
/// And at Microsoft.
const MICROSOFT: [(&str, u16, &str); 4] = [
    ("login.microsoftonline.com", 443, "intune"),
    ("manage.microsoft.com", 443, "intune"),
    ("enrollment.manage.microsoft.com", 443, "intune"),
    ("enterpriseregistration.windows.net", 443, "intune"),
];
/// Ports on which no TLS is spoken.
const BARE: [u16; 2] = [80, 123];

/// Whether a site was probed, and what its network was like then: the truth about the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SiteProbe {
    /// Which site.
    pub site: u16,
    /// When somebody looked; nobody did at some sites.
    pub at: Option<Time>,
    /// Whether the site opened TLS at that time.
    pub intercepted: bool,
}

/// What each site's probe says.
pub fn probes(world: &World) -> Vec<SiteProbe> {
    let probe = |site: u16| {
        let dice = scrambled(world.seed ^ 0x14 ^ (u64::from(site) << 32));
        let days = match dice % 8 {
            0 => None,
            1 => Some(45),
            more => Some(more),
        };
        let at = days.map(|days| world.looked_at - days as Time * DAY);
        let trouble = Trouble::Intercepted(site);
        SiteProbe {
            site,
            at,
            intercepted: at.is_some_and(|at| world.tenant.episodes.holds(trouble, at)),
        }
    };
    (0..world.sites).map(probe).collect()
}

/// The file's lines.
pub(super) fn lines(world: &World) -> Vec<u8> {
    let mut text = String::new();
    for probe in probes(world) {
        let Some(at) = probe.at else { continue };
        let apple = APPLE.iter().map(|it| (it, "Apple Inc."));
        let microsoft = MICROSOFT.iter().map(|it| (it, "Microsoft Corporation"));
        let hosts: Vec<Value> = apple
            .chain(microsoft)
            .map(|(door, theirs)| host(*door, theirs, probe.intercepted))
            .collect();
        let line = json!({"schema": "firstcontact/probe/1", "site": format!("Site {}", probe.site),
            "at": clock::text(at), "hosts": hosts});
        text.push_str(&line.to_string());
        text.push('\n');
    }
    text.into_bytes()
}

fn host((host, port, purpose): (&str, u16, &str), theirs: &str, intercepted: bool) -> Value {
    let mut row = json!({"host": host, "port": port, "purpose": purpose, "outcome": "reached"});
    if BARE.contains(&port) {
        return row;
    }
    row["issuer"] = json!(theirs);
    if intercepted {
        row["outcome"] = json!("intercepted");
        row["issuer"] = json!("Harbour Gateway, TLS inspection");
    }
    row
}
