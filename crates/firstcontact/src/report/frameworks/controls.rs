//! Which controls of which framework each measure gives evidence for (peers.md §4.1). Numbers
//! alone: what is measured is said in our own words (`report-measure-…` of the texts).

/// What is measured of a fleet, device by device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Every device is where the inventory of Apple and of Intune say that it is.
    Inventoried,
    /// Every device in use is managed.
    Managed,
    /// Every managed device is supervised.
    Supervised,
    /// Every managed device is compliant.
    Compliant,
    /// Every managed device was in contact within [`CONTACT_DAYS`].
    InContact,
    /// Every device came in through Apple or a reseller, and not by hand.
    BoughtLinked,
}

/// Days without contact after which a managed device is an exception. An assumption: a month, as
/// long as compliance policies of Intune allow by default before a device counts as inactive.
pub const CONTACT_DAYS: i64 = 30;

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 6] = [
        Self::Inventoried,
        Self::Managed,
        Self::Supervised,
        Self::Compliant,
        Self::InContact,
        Self::BoughtLinked,
    ];

    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inventoried => "inventoried",
            Self::Managed => "managed",
            Self::Supervised => "supervised",
            Self::Compliant => "compliant",
            Self::InContact => "in-contact",
            Self::BoughtLinked => "bought-linked",
        }
    }
}

/// A framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Framework {
    /// CIS benchmark for iOS and iPadOS 26.
    CisBenchmark,
    /// CIS Controls v8.1.
    CisControls,
    /// NIST SP 800-171 r2.
    Nist171r2,
    /// NIST SP 800-171 r3.
    Nist171r3,
    /// NIST SP 800-124 r2.
    Nist124,
    /// Regulation (EU) 2016/679.
    Gdpr,
    /// ISO/IEC 27001:2022, Annex A.
    Iso27001,
    /// BSI IT-Grundschutz, edition 2023.
    BsiGrundschutz,
    /// BSI minimum standard for mobile device management, version 1.0.4.
    BsiMdm,
}

impl Framework {
    /// Its name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CisBenchmark => "CIS iOS/iPadOS 26 Benchmark",
            Self::CisControls => "CIS Controls v8.1",
            Self::Nist171r2 => "NIST SP 800-171 r2",
            Self::Nist171r3 => "NIST SP 800-171 r3",
            Self::Nist124 => "NIST SP 800-124 r2",
            Self::Gdpr => "GDPR / DSGVO",
            Self::Iso27001 => "ISO/IEC 27001:2022",
            Self::BsiGrundschutz => "BSI IT-Grundschutz 2023",
            Self::BsiMdm => "BSI Mindeststandard MDM 1.0.4",
        }
    }
}

/// A control, and what gives evidence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Control {
    /// Whose control it is.
    pub framework: Framework,
    /// Its number there.
    pub id: &'static str,
    /// What is measured.
    pub measure: Measure,
}

/// All controls, framework by framework.
pub fn controls() -> Vec<Control> {
    let one = |(framework, id, measure)| Control {
        framework,
        id,
        measure,
    };
    MAP.map(one).to_vec()
}

use Framework::{
    BsiGrundschutz, BsiMdm, CisBenchmark, CisControls, Gdpr, Iso27001, Nist124, Nist171r2,
    Nist171r3,
};
use Measure::{BoughtLinked, Compliant, InContact, Inventoried, Managed, Supervised};

/// `.x` stands for some of a section, module or family: what is measured is a part of it.
const MAP: [(Framework, &str, Measure); 38] = [
    // Section 3 is about devices of the institution; its rules under 3.2.1 are what a profile sets.
    (CisBenchmark, "3.1.x", Managed),
    (CisBenchmark, "3.2.1.x", Supervised),
    (CisControls, "1.1", Inventoried),
    (CisControls, "1.2", Managed),
    (CisControls, "4.1", Compliant),
    (CisControls, "4.6", Managed),
    (CisControls, "4.11", Managed),
    (CisControls, "15.4", BoughtLinked),
    (Nist171r2, "3.1.1", Managed),
    (Nist171r2, "3.1.18", Managed),
    (Nist171r2, "3.4.1", Inventoried),
    (Nist171r2, "3.4.2", Compliant),
    (Nist171r2, "3.4.6", Supervised),
    (Nist171r2, "3.5.2", Managed),
    (Nist171r3, "03.01.18", Managed),
    (Nist171r3, "03.01.20", Managed),
    (Nist171r3, "03.04.01", Inventoried),
    (Nist171r3, "03.04.02", Compliant),
    (Nist171r3, "03.04.06", Supervised),
    (Nist171r3, "03.04.10", Inventoried),
    (Nist171r3, "03.05.02", Managed),
    (Nist171r3, "03.17.x", BoughtLinked),
    // Cited by topic: section numbers were not verified (peers.md §4.1).
    (Nist124, "device provisioning", Managed),
    (Nist124, "device inventory", Inventoried),
    (Nist124, "audit in operation", InContact),
    (Gdpr, "Art. 32(1)(b)", Managed),
    // Regular testing of whether the measures work: what a compliance policy does to a device.
    (Gdpr, "Art. 32(1)(d)", Compliant),
    (Iso27001, "A.5.9", Inventoried),
    (Iso27001, "A.5.21", BoughtLinked),
    (Iso27001, "A.5.36", Compliant),
    (Iso27001, "A.8.1", Managed),
    (Iso27001, "A.8.9", Compliant),
    (BsiGrundschutz, "SYS.3.2.2.A2", BoughtLinked),
    (BsiGrundschutz, "SYS.3.2.2.A4", Managed),
    (BsiGrundschutz, "SYS.3.2.1.x", Inventoried),
    (BsiGrundschutz, "SYS.3.2.3.x", Supervised),
    (BsiMdm, "MDM.2.6.03", Managed),
    (BsiMdm, "MDM.2.8.03", InContact),
];

#[cfg(test)]
mod tests {
    use super::{Measure, controls};
    use crate::report::frameworks::rules;
    use std::collections::BTreeSet;

    #[test]
    fn every_control_stands_once_and_every_measure_serves_one() {
        let all = controls();
        let names: BTreeSet<_> = all.iter().map(|it| (it.framework, it.id)).collect();
        assert_eq!(names.len(), all.len());
        for measure in Measure::ALL {
            assert!(all.iter().any(|it| it.measure == measure), "{measure:?}");
        }
    }

    #[test]
    fn the_benchmarks_sections_are_those_that_need_supervision() {
        let supervised = rules()
            .iter()
            .filter(|row| row.needs_supervision == Some(true))
            .flat_map(|row| &row.cis)
            .filter(|id| id.starts_with("3.2.1."));
        assert!(supervised.count() > 5);
    }
}
