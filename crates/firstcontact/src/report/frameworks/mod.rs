//! What security frameworks lose on a device that is not supervised, and which of their controls
//! the reports can give evidence for.
//!
//! The table of rules is derived from NIST's macOS Security Compliance Project; see its head for
//! origin and licence. Wordings of standards are never copied: a control is named by its number,
//! and what is measured for it is said in words of our own.

mod controls;

pub use controls::{CONTACT_DAYS, Control, Framework, Measure, controls};

use std::sync::LazyLock;

const TABLE: &str = include_str!("ios-26.tsv");

/// Where the table comes from, for people.
pub const ATTRIBUTION: &str = "NIST macOS Security Compliance Project, \
     github.com/usnistgov/macos_security, commit 73754b04, iOS 26.0 (CC BY 4.0)";

/// A rule of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// The project's name for it.
    pub rule: &'static str,
    /// Whether it works on supervised devices only; none where the project does not say.
    pub needs_supervision: Option<bool>,
    /// The baselines it stands in.
    pub baselines: Vec<&'static str>,
    /// Sections of the CIS benchmark for iOS and iPadOS 26.
    pub cis: Vec<&'static str>,
    /// Safeguards of the CIS Controls v8.
    pub cis_controls: Vec<&'static str>,
    /// Requirements of NIST SP 800-171 r3.
    pub nist_171: Vec<&'static str>,
    /// Controls of NIST SP 800-53 r5.
    pub nist_53: Vec<&'static str>,
    /// Rules of the DISA STIG.
    pub stig: Vec<&'static str>,
}

/// What a baseline asks for, and what of it is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The project's name for the baseline.
    pub baseline: &'static str,
    /// How people call it.
    pub title: &'static str,
    /// Its rules: what a device that nobody manages loses.
    pub rules: usize,
    /// Those that an unsupervised device loses though it is managed.
    pub supervised_only: usize,
    /// Those of which the project does not say whether they need supervision.
    pub unsaid: usize,
}

/// The baselines that are reported, with the names people know.
const BASELINES: [(&str, &str); 9] = [
    ("cis_lvl1_enterprise", "CIS iOS/iPadOS 26 Level 1"),
    ("cis_lvl2_enterprise", "CIS iOS/iPadOS 26 Level 2"),
    ("cisv8", "CIS Controls v8"),
    ("800-171", "NIST SP 800-171 r3"),
    ("800-53r5_moderate", "NIST SP 800-53 r5 moderate"),
    ("cmmc_lvl2", "CMMC 2.0 Level 2"),
    ("ios_stig", "DISA STIG iOS 26"),
    ("indigo_base", "BSI indigo base"),
    ("indigo_high", "BSI indigo high"),
];

static RULES: LazyLock<Vec<RuleRow>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.map(row).collect()
});

/// All rules, in the order of their names.
pub fn rules() -> &'static [RuleRow] {
    &RULES
}

/// What each baseline loses.
pub fn losses() -> Vec<Loss> {
    let loss = |(baseline, title): (&'static str, &'static str)| {
        let of = |wanted: &dyn Fn(&RuleRow) -> bool| {
            let inside = |row: &&RuleRow| row.baselines.contains(&baseline);
            rules()
                .iter()
                .filter(inside)
                .filter(|row| wanted(row))
                .count()
        };
        Loss {
            baseline,
            title,
            rules: of(&|_| true),
            supervised_only: of(&|row| row.needs_supervision == Some(true)),
            unsaid: of(&|row| row.needs_supervision.is_none()),
        }
    };
    BASELINES.map(loss).to_vec()
}

fn row(line: &'static str) -> RuleRow {
    let mut cells = line.split('\t');
    let mut cell = || cells.next().unwrap_or("");
    let (rule, supervision) = (cell(), cell());
    let mut list =
        || -> Vec<&'static str> { cell().split(',').filter(|word| !word.is_empty()).collect() };
    RuleRow {
        rule,
        needs_supervision: match supervision {
            "needed" => Some(true),
            "not" => Some(false),
            _ => None,
        },
        baselines: list(),
        cis: list(),
        cis_controls: list(),
        nist_171: list(),
        nist_53: list(),
        stig: list(),
    }
}

#[cfg(test)]
mod tests {
    use super::{BASELINES, losses, rules};
    use serde_json::Value;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};

    #[test]
    fn the_published_counts_come_out() {
        // peers.md §4.2, counted on the project's own files.
        let expected = [
            ("cis_lvl1_enterprise", 36, 10, 2),
            ("cis_lvl2_enterprise", 44, 14, 2),
            ("cisv8", 56, 19, 2),
            ("800-171", 25, 10, 1),
            ("800-53r5_moderate", 103, 41, 6),
            ("cmmc_lvl2", 107, 46, 6),
            ("ios_stig", 84, 28, 4),
            ("indigo_base", 82, 31, 5),
            ("indigo_high", 124, 42, 15),
        ];
        let found = losses();
        let found = found
            .iter()
            .map(|it| (it.baseline, it.rules, it.supervised_only, it.unsaid));
        assert!(found.eq(expected));
    }

    /// Where the published table lies, beside a checkout or where a variable says.
    fn material() -> Option<Value> {
        let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
        let path =
            std::env::var_os("FIRSTCONTACT_REFERENCE_DATA").map_or_else(beside, PathBuf::from);
        let path = path.join("mscp/ios-26.json");
        if let Ok(bytes) = std::fs::read(&path) {
            return Some(serde_json::from_slice(&bytes).unwrap());
        }
        // Past the harness, which swallows what a test prints.
        let why = "is not there; name the material in FIRSTCONTACT_REFERENCE_DATA";
        let line = format!("skipped: {} {why}\n", path.display());
        std::io::stdout().write_all(line.as_bytes()).unwrap();
        None
    }

    #[test]
    fn the_table_says_what_the_project_says() {
        let Some(published) = material() else { return };
        let published_rules = published["rules"].as_object().unwrap();
        assert_eq!(rules().len(), published_rules.len());
        for row in rules() {
            let theirs = &published_rules[row.rule];
            assert_eq!(
                row.needs_supervision,
                theirs["supervised"].as_bool(),
                "{}",
                row.rule
            );
            for (key, ours) in [
                ("cis/benchmark/ios_26", &row.cis),
                ("cis/controls_v8", &row.cis_controls),
                ("nist/800-171r3", &row.nist_171),
                ("nist/800-53r5", &row.nist_53),
                ("disa/disa_stig/ios_26", &row.stig),
            ] {
                let listed = theirs["references"][key].as_array();
                let mut listed: Vec<&str> = listed
                    .into_iter()
                    .flatten()
                    .map(|id| id.as_str().unwrap().split(" (").next().unwrap())
                    .collect();
                let mut ours = ours.clone();
                listed.sort_unstable();
                listed.dedup();
                ours.sort_unstable();
                assert_eq!(ours, listed, "{} {key}", row.rule);
            }
            for (baseline, _) in BASELINES {
                let listed = published["baselines"][baseline].as_array().unwrap();
                let theirs = listed.iter().any(|rule| rule == row.rule);
                assert_eq!(
                    row.baselines.contains(&baseline),
                    theirs,
                    "{baseline} {}",
                    row.rule
                );
            }
        }
    }
}
