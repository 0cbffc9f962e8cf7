//! What nobody read, why, and what would close the gap; and rows that could not be used.

use enrollment::snapshot::{Gap, GapReason, ReadState, Snapshot, Source};
use enrollment::told::Told;
use sources::permission;

/// A source that was not read, or not whole, for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The public name of a [`Source`], or what the collector called it.
    pub source: String,
    /// How much of it was read.
    pub state: ReadState,
    /// Why; none for a source that was read in part and says no more, such as an export.
    pub reason: Option<GapReason>,
    /// The first file concerned.
    pub file: Option<String>,
    /// The row in it at which reading ended, from 1.
    pub row: Option<u64>,
    /// What happened; often nothing more is known.
    pub detail: Told,
    /// How many pages, files or calls were concerned.
    pub count: u64,
}

/// Rows, columns or values that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// Where they were read.
    pub source: String,
    /// The file, relative to the snapshot.
    pub file: Option<String>,
    /// The row, from 1.
    pub row: Option<u64>,
    /// The field.
    pub field: Option<String>,
    /// Why.
    pub reason: GapReason,
    /// What happened, for a person.
    pub detail: Told,
    /// How many alike there were.
    pub count: u64,
}

/// What would close a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// The application permission of Microsoft Graph with this name (microsoft.md §3.3).
    Permission(&'static str),
    /// Collecting, with an application that has this permission: nobody was refused.
    Collect(&'static str),
    /// Naming Microsoft's side in the tenant's configuration.
    Configure,
    /// An API account of Apple Business (apple.md §1.1).
    AppleAccount,
    /// An API account of Apple Business; Apple School Manager has no audit events
    /// (apple.md §1.2).
    AppleAudit,
    /// An API account of Apple Business; these are asked for suspects alone.
    AppleSuspects,
    /// The customer's own list, which is there and cannot be read.
    Register,
    /// The customer's own list, which nobody has brought.
    OwnList,
    /// Looking from each site.
    Probe,
    /// Collecting again, later or slower.
    Later,
    /// Asking the service once more, to see what it answers: it answered something that collecting
    /// again will not mend.
    Doctor,
    /// Collecting or exporting this file again.
    File,
    /// Splitting the file.
    Smaller,
    /// Taking a group that no longer exists out of what names it.
    Deleted,
    /// Nothing that this program knows of.
    Unknown,
}

/// Everything that was not read, sources in their own order, then what has no place there.
pub fn of(snapshot: &Snapshot) -> Vec<Unread> {
    let mut all = Vec::new();
    for source in snapshot.reads.gaps() {
        all.extend(of_source(snapshot, source));
    }
    let open = |name: &str| snapshot.reads.gaps().any(|source| source.name() == name);
    let mut others: Vec<&str> = snapshot
        .gaps
        .iter()
        .map(|gap| gap.source.as_str())
        .collect();
    others.retain(|name| !open(name));
    others.sort_unstable();
    others.dedup();
    for name in others {
        let state =
            Source::from_name(name).map_or(ReadState::NotRead, |source| snapshot.reads.of(source));
        all.extend(told(snapshot, state, |gap| gap.source == name));
    }
    all
}

/// What was not read of one source, one entry a reason; nothing if it was read whole.
pub fn of_source(snapshot: &Snapshot, source: Source) -> Vec<Unread> {
    let state = snapshot.reads.of(source);
    if state == ReadState::Complete {
        return Vec::new();
    }
    let told = told(snapshot, state, |gap| gap.source == source.name());
    if !told.is_empty() {
        return told;
    }
    vec![Unread {
        source: source.name().to_owned(),
        state,
        reason: (state == ReadState::NotRead).then_some(GapReason::NotCollected),
        file: None,
        row: None,
        detail: Told::NOTHING,
        count: 1,
    }]
}

/// Rows, columns and values that could not be used, by file, row and field.
pub fn unusable(snapshot: &Snapshot) -> Vec<Unusable> {
    let gaps = snapshot.gaps.iter().filter(|gap| is_about_rows(gap));
    let mut all: Vec<Unusable> = gaps
        .map(|gap| Unusable {
            source: gap.source.clone(),
            file: gap.file.clone(),
            row: gap.row,
            field: gap.field.clone(),
            reason: gap.reason.clone(),
            detail: gap.detail.clone(),
            count: gap.count,
        })
        .collect();
    all.sort_by(|a, b| {
        let place = |row: &Unusable| (row.file.clone(), row.row, row.field.clone());
        place(a)
            .cmp(&place(b))
            .then_with(|| a.detail.cmp(&b.detail))
    });
    all
}

impl Unread {
    /// What would close it.
    pub fn closing(&self) -> Closing {
        let source = Source::from_name(&self.source);
        match &self.reason {
            Some(GapReason::Torn | GapReason::Encoding) => return Closing::File,
            Some(GapReason::TooLarge) => return Closing::Smaller,
            // Of a whole vendor, the configuration has nothing.
            Some(GapReason::Collector(_))
                if self.detail.key() == Some("gap-no-table")
                    && source.is_some_and(|it| !it.is_apple()) =>
            {
                return Closing::Configure;
            }
            Some(GapReason::Collector(word)) => {
                if let Some(closing) = of_word(word, source) {
                    return closing;
                }
            }
            Some(GapReason::NotCollected) | None if source == Some(Source::Register) => {
                return Closing::OwnList;
            }
            Some(GapReason::NotCollected) => {
                if let Some(permission) = source.and_then(permission::of) {
                    return Closing::Collect(permission);
                }
            }
            Some(GapReason::Row | GapReason::Unknown) | None => {}
        }
        source.map_or(Closing::Unknown, what_lets)
    }

    /// The key of the words for the portal's export that tells the same, in part: the five kinds
    /// that the reader of exports understands.
    pub fn export(&self) -> Option<&'static str> {
        if matches!(
            self.closing(),
            Closing::File | Closing::Smaller | Closing::Later
        ) {
            return None;
        }
        match Source::from_name(&self.source)? {
            Source::ManagedDevices => Some("fleet-export-managed-devices"),
            Source::ImportedIdentities => Some("fleet-export-token-devices"),
            Source::Failures => Some("fleet-export-enrollment-failures"),
            Source::OrgDevices => Some("fleet-export-org-devices"),
            Source::AuditEvents => Some("fleet-export-activity-log"),
            _ => None,
        }
    }
}

fn is_about_rows(gap: &Gap) -> bool {
    matches!(gap.reason, GapReason::Row | GapReason::Unknown)
}

/// The gaps of one source, one entry a reason.
fn told(snapshot: &Snapshot, state: ReadState, wanted: impl Fn(&Gap) -> bool) -> Vec<Unread> {
    let mut gaps: Vec<&Gap> = snapshot
        .gaps
        .iter()
        .filter(|gap| !is_about_rows(gap) && wanted(gap))
        .collect();
    // The order of the snapshot's gaps has no meaning.
    gaps.sort_by(|a, b| {
        (&a.reason, &a.file, a.row, &a.detail).cmp(&(&b.reason, &b.file, b.row, &b.detail))
    });
    let mut all: Vec<Unread> = Vec::new();
    for gap in gaps {
        match all
            .last_mut()
            .filter(|last| last.reason.as_ref() == Some(&gap.reason))
        {
            Some(last) => last.count += gap.count,
            None => all.push(Unread {
                source: gap.source.clone(),
                state,
                reason: Some(gap.reason.clone()),
                file: gap.file.clone(),
                row: gap.row,
                detail: gap.detail.clone(),
                count: gap.count,
            }),
        }
    }
    all
}

/// What a collector's own word asks for; nothing where it only says that it may not read.
fn of_word(word: &str, source: Option<Source>) -> Option<Closing> {
    match word {
        "throttled" | "timeout" | "server_error" | "broken_answer" => Some(Closing::Later),
        "bad_request" | "refused" | "endless" | "foreign_link" | "too_large" => {
            Some(Closing::Doctor)
        }
        "not_found" if source == Some(Source::Memberships) => Some(Closing::Deleted),
        "not_found" => Some(Closing::Doctor),
        _ => None,
    }
}

/// What lets a source be read at all: microsoft.md §3.3, apple.md §1.1 to §1.3 and §1.8.
fn what_lets(source: Source) -> Closing {
    if let Some(permission) = permission::of(source) {
        return Closing::Permission(permission);
    }
    match source {
        Source::OrgDevices | Source::MdmServers | Source::MdmServerDevices => Closing::AppleAccount,
        Source::AuditEvents => Closing::AppleAudit,
        Source::ActivationLock | Source::AppleCare => Closing::AppleSuspects,
        Source::Register => Closing::Register,
        Source::Probes => Closing::Probe,
        _ => Closing::File,
    }
}

#[cfg(test)]
mod tests {
    use super::{Closing, of, of_source, unusable};
    use enrollment::moment::Moment;
    use enrollment::snapshot::{Gap, GapReason, ReadState, Snapshot, Source, Tenant};
    use enrollment::told::Told;

    fn snapshot() -> Snapshot {
        let at = Moment::from_unix(1_700_000_000).unwrap();
        let mut snapshot = Snapshot::empty(at, Tenant::default());
        for source in Source::ALL {
            snapshot.reads.set(source, ReadState::Complete);
        }
        snapshot
    }

    fn gap(source: &str, reason: GapReason, file: &str) -> Gap {
        Gap {
            source: source.to_owned(),
            reason,
            file: Some(file.to_owned()),
            row: None,
            field: None,
            detail: Told::NOTHING,
            count: 1,
        }
    }

    #[test]
    fn a_source_without_a_word_was_not_collected() {
        let mut snapshot = snapshot();
        snapshot.reads.set(Source::AuditEvents, ReadState::NotRead);
        let unread = of(&snapshot);
        assert_eq!(unread.len(), 1);
        assert_eq!(unread[0].reason, Some(GapReason::NotCollected));
        assert_eq!(unread[0].closing(), Closing::AppleAudit);
        assert_eq!(unread[0].export(), Some("fleet-export-activity-log"));
    }

    #[test]
    fn torn_pages_of_one_source_are_one_entry() {
        let mut snapshot = snapshot();
        snapshot
            .reads
            .set(Source::ManagedDevices, ReadState::Partial);
        for file in [
            "microsoft/managedDevices-00002.json",
            "microsoft/managedDevices-00001.json",
        ] {
            snapshot
                .gaps
                .push(gap("microsoft/managedDevices", GapReason::Torn, file));
        }
        let forbidden = GapReason::Collector("forbidden".to_owned());
        snapshot
            .gaps
            .push(gap("microsoft/managedDevices", forbidden, "x"));
        let unread = of(&snapshot);
        assert_eq!(unread.len(), 2);
        let permission = Closing::Permission("DeviceManagementManagedDevices.Read.All");
        assert_eq!(unread[0].closing(), permission);
        assert_eq!((unread[1].count, unread[1].closing()), (2, Closing::File));
        assert_eq!(
            unread[1].file.as_deref(),
            Some("microsoft/managedDevices-00001.json")
        );
    }

    #[test]
    fn what_no_source_is_called_is_shown_as_well() {
        let mut snapshot = snapshot();
        let timeout = GapReason::Collector("timeout".to_owned());
        snapshot
            .gaps
            .push(gap("microsoft/moonPhases", timeout.clone(), "x"));
        let odd = GapReason::Collector("odd".to_owned());
        snapshot.gaps.push(gap("microsoft/tides", odd, "x"));
        let unread = of(&snapshot);
        assert_eq!(unread[0].reason, Some(timeout));
        assert_eq!(unread[0].closing(), Closing::Later);
        assert_eq!(unread[1].closing(), Closing::Unknown);
    }

    /// Bug: whatever the reason, the advice was to grant the permission.
    #[test]
    fn each_reason_has_a_next_step_of_its_own() {
        let unread = |reason: Option<GapReason>| {
            let mut snapshot = snapshot();
            let policies = Source::AccessPolicies;
            snapshot.reads.set(policies, ReadState::NotRead);
            let told = reason.map(|reason| gap(policies.name(), reason, "x"));
            snapshot.gaps.extend(told);
            of_source(&snapshot, policies).remove(0).closing()
        };
        let word = |word: &str| Some(GapReason::of_word(word));
        let needs = "Policy.Read.All";
        assert_eq!(unread(None), Closing::Collect(needs));
        assert_eq!(unread(word("not_collected")), Closing::Collect(needs));
        assert_eq!(unread(word("forbidden")), Closing::Permission(needs));
        assert_eq!(unread(word("torn")), Closing::File);
        assert_eq!(unread(word("encoding")), Closing::File);
        assert_eq!(unread(word("too_large")), Closing::Smaller);
        assert_eq!(unread(word("throttled")), Closing::Later);
        assert_eq!(unread(word("server_error")), Closing::Later);
        assert_eq!(unread(word("refused")), Closing::Doctor);
        assert_eq!(unread(word("not_configured")), Closing::Permission(needs));
        let table = serde_json::json!({"key": "gap-no-table", "values": {"table": "microsoft"}});
        let mut snapshot = snapshot();
        let policies = Source::AccessPolicies;
        snapshot.reads.set(policies, ReadState::NotRead);
        snapshot.gaps.push(Gap {
            detail: sources::told::from_json(&table).unwrap(),
            ..gap(policies.name(), GapReason::of_word("not_configured"), "x")
        });
        let unread = of_source(&snapshot, policies);
        assert_eq!(unread[0].closing(), Closing::Configure);
    }

    #[test]
    fn what_was_read_whole_is_no_gap() {
        assert!(of_source(&snapshot(), Source::AccessPolicies).is_empty());
    }

    #[test]
    fn rows_are_told_apart_from_sources() {
        let mut snapshot = snapshot();
        snapshot
            .gaps
            .push(gap("register", GapReason::Row, "register.csv"));
        assert!(of(&snapshot).is_empty());
        assert_eq!(unusable(&snapshot).len(), 1);
    }
}
