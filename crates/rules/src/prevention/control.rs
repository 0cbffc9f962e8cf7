//! The controls of published frameworks that a check is evidence for: identifiers only, for their
//! wording belongs to those who publish them (peers.md §4.1).

/// A published framework.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Framework {
    /// CIS Controls, version 8.1.
    CisControls,
    /// CIS Microsoft 365 Foundations Benchmark, version 6.
    CisMicrosoft365,
    /// CIS Apple iOS and iPadOS 26 Benchmark.
    CisIos,
    /// NIST SP 800-53, revision 5.
    Nist80053,
    /// NIST SP 800-171, revision 2.
    Nist800171R2,
    /// NIST SP 800-171, revision 3.
    Nist800171R3,
    /// General Data Protection Regulation.
    Gdpr,
    /// ISO/IEC 27001:2022, Annex A.
    Iso27001,
    /// Directive (EU) 2022/2555.
    Nis2,
    /// BSI IT-Grundschutz, edition 2023.
    Grundschutz,
    /// CISA SCuBA, Entra ID baseline.
    Scuba,
}

impl Framework {
    /// Every framework.
    pub const ALL: [Self; 11] = [
        Self::CisControls,
        Self::CisMicrosoft365,
        Self::CisIos,
        Self::Nist80053,
        Self::Nist800171R2,
        Self::Nist800171R3,
        Self::Gdpr,
        Self::Iso27001,
        Self::Nis2,
        Self::Grundschutz,
        Self::Scuba,
    ];

    /// The public word, for machines.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CisControls => "cis-controls-8.1",
            Self::CisMicrosoft365 => "cis-m365-6",
            Self::CisIos => "cis-ios-26",
            Self::Nist80053 => "nist-800-53-r5",
            Self::Nist800171R2 => "nist-800-171-r2",
            Self::Nist800171R3 => "nist-800-171-r3",
            Self::Gdpr => "gdpr",
            Self::Iso27001 => "iso-27001-2022",
            Self::Nis2 => "nis2",
            Self::Grundschutz => "bsi-grundschutz-2023",
            Self::Scuba => "cisa-scuba",
        }
    }

    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::CisControls => "CIS Controls v8.1",
            Self::CisMicrosoft365 => "CIS Microsoft 365 v6",
            Self::CisIos => "CIS iOS/iPadOS 26",
            Self::Nist80053 => "NIST SP 800-53r5",
            Self::Nist800171R2 => "NIST SP 800-171r2",
            Self::Nist800171R3 => "NIST SP 800-171r3",
            Self::Gdpr => "GDPR / DSGVO",
            Self::Iso27001 => "ISO/IEC 27001:2022",
            Self::Nis2 => "NIS2",
            Self::Grundschutz => "BSI IT-Grundschutz 2023",
            Self::Scuba => "CISA SCuBA",
        }
    }
}

/// One control of a framework.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Control {
    /// Of which framework.
    pub framework: Framework,
    /// Its identifier there, for example `1.1` or `A.8.1`.
    pub id: &'static str,
}

/// A control, for the checks' tables.
pub(super) const fn control(framework: Framework, id: &'static str) -> Control {
    Control { framework, id }
}
