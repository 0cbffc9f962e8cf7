//! What happened to the devices of the invented tenant, and how often it did.

/// A device's story. The comments name the cause of the catalogue that it should lead to; nothing
/// is scored here, the stories only make many different case files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Story {
    /// Enrolled by automated enrollment, registered, compliant.
    Healthy,
    /// In a closed box of an order whose other devices are enrolled (H01).
    Sealed,
    /// Added yesterday, imported, not unpacked yet (H02).
    JustAdded,
    /// Added today, and the next sync is still to come (H02).
    NotImportedYet,
    /// Imported without a profile, which came weeks after the hand-out (C04).
    LateProfile,
    /// Imported, and there is no profile to this day (C04).
    NoProfile,
    /// Assigned to Intune's service weeks after it was added (C02).
    LateAssignment,
    /// On no service (C15).
    Unassigned,
    /// In use, added with Apple Configurator later, moved to Intune (C01).
    Configurator,
    /// Added with Apple Configurator, and still on its service (C05).
    OnConfigurator,
    /// Enrolled with Company Portal before it was imported (C12).
    ByHand,
    /// Enrolled and not compliant (C53).
    Noncompliant,
    /// Enrolled and silent for months (C55).
    Stale,
    /// Enrolled, silent, and its certificate ran out (C55).
    CertificateRanOut,
    /// Two records in Intune (C56).
    Duplicate,
    /// Enrolled by another profile than the one that is now assigned (C54).
    PendingReset,
    /// Enrolled and never registered in Entra (C52).
    NotRegistered,
    /// Released from the organisation and still listed (C17).
    Released,
    /// Still on the old management's service (C16).
    OldService,
    /// Moved between regions, and on both tokens' lists (H06).
    TwoTokens,
    /// Intune refused an enrollment (C33…C36).
    Failed,
    /// Enrolled without a user and stuck on the way to one.
    Blocked,
    /// Only on a list of serial numbers that was uploaded (H04).
    Uploaded,
    /// Exchanged at Apple: two serial numbers, one IMEI (C19).
    Exchanged,
    /// A wipe was ordered and never arrived.
    WipePending,
    /// Enrolled, and never checked in.
    NeverCheckedIn,
    /// Intune's list says enrolled, and there is no record (H06).
    RecordGone,
}

use Story::{
    Blocked, ByHand, CertificateRanOut, Configurator, Duplicate, Exchanged, Failed, Healthy,
    JustAdded, LateAssignment, LateProfile, NeverCheckedIn, NoProfile, Noncompliant,
    NotImportedYet, NotRegistered, OldService, OnConfigurator, PendingReset, RecordGone, Released,
    Sealed, Stale, TwoTokens, Unassigned, Uploaded, WipePending,
};

/// Of a hundred thousand devices so many have each story.
pub(super) const STORIES: [(Story, u64); 27] = [
    (Healthy, 85_000),
    (Sealed, 2_800),
    (JustAdded, 700),
    (NotImportedYet, 300),
    (LateProfile, 1_200),
    (NoProfile, 300),
    (LateAssignment, 500),
    (Unassigned, 900),
    (Configurator, 700),
    (OnConfigurator, 250),
    (ByHand, 900),
    (Noncompliant, 1_800),
    (Stale, 1_300),
    (CertificateRanOut, 150),
    (Duplicate, 500),
    (PendingReset, 600),
    (NotRegistered, 500),
    (Released, 250),
    (OldService, 250),
    (TwoTokens, 200),
    (Failed, 200),
    (Blocked, 50),
    (Uploaded, 100),
    (Exchanged, 150),
    (WipePending, 100),
    (NeverCheckedIn, 100),
    (RecordGone, 200),
];

#[cfg(test)]
mod tests {
    use super::STORIES;

    #[test]
    fn the_shares_make_a_whole() {
        assert_eq!(STORIES.iter().map(|(_, share)| share).sum::<u64>(), 100_000);
    }
}
