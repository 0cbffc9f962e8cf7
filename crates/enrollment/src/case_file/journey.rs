//! Which gates a device was seen to pass, from its case file.

use super::{
    CaseFile, CheckIn, Compliance, Listing, Look, Managed, Management, Membership, OtherMdm,
    ProfileState, Registered, ReleasedBy, Server, State,
};
use crate::gate::{Gate, Gates, Passage};

/// What the readings say about every gate.
pub fn gates(case: &CaseFile) -> Gates {
    let mut gates = Gates::default();
    before_contact(case, &mut gates);
    contact(case, &mut gates);
    after_contact(case, &mut gates);
    gates
}

fn before_contact(case: &CaseFile, gates: &mut Gates) {
    let enrolled = is_enrolled(case);
    let mut set = |gate, passed: bool, stopped: bool| {
        // An enrolled device has passed the gates before, whatever was changed behind it; only
        // leaving the organisation undoes that.
        let passage = if passed || (enrolled && gate != Gate::G0) {
            Passage::Passed
        } else if stopped {
            Passage::Stopped
        } else {
            Passage::Unknown
        };
        gates.set(gate, passage);
    };
    let membership: Membership = case.get();
    let released = has_left(case);
    let in_org = membership == Membership::Present || (enrolled && !released);
    set(Gate::G0, in_org, membership != Membership::Unread);
    let server: Server = case.get();
    let elsewhere = !matches!(server, Server::Unread | Server::Unlisted | Server::Intune);
    set(Gate::G1, server == Server::Intune, elsewhere);
    let listing: Listing = case.get();
    let listed = matches!(listing, Listing::Token | Listing::TwoTokens);
    set(Gate::G2, listed, listing != Listing::Unread);
    let profile: ProfileState = case.get();
    let requested = matches!(profile, ProfileState::Present | ProfileState::Unsuitable);
    set(Gate::G3, requested, profile != ProfileState::Unread);
    // No interface of Intune shows whether Apple accepted the profile.
    set(Gate::G4, false, false);
}

fn contact(case: &CaseFile, gates: &mut Gates) {
    let state: State = case.get();
    let managed: Managed = case.get();
    match state {
        // A record of a failure means that the device reached Intune.
        State::Failed => gates.set(Gate::G5, Passage::Passed),
        State::Blocked => gates.set(Gate::G7, Passage::Passed),
        _ => {}
    }
    if is_enrolled(case) {
        gates.set(Gate::G8, Passage::Passed);
    } else if managed != Managed::Unread {
        // No record, or one that came by another way: no automated enrollment ended in a check-in.
        gates.set(Gate::G9, Passage::Stopped);
    }
}

fn after_contact(case: &CaseFile, gates: &mut Gates) {
    if !is_enrolled(case) {
        return;
    }
    match case.get::<CheckIn>() {
        CheckIn::Never => gates.set(Gate::G9, Passage::Stopped),
        CheckIn::New | CheckIn::Recent | CheckIn::Stale => gates.set(Gate::G9, Passage::Passed),
        CheckIn::Unread => {}
    }
    match case.get::<Registered>() {
        Registered::Yes => gates.set(Gate::G10, Passage::Passed),
        Registered::No => gates.set(Gate::G10, Passage::Stopped),
        Registered::Unread => {}
    }
    match case.get::<Compliance>() {
        Compliance::Compliant => gates.set(Gate::G11, Passage::Passed),
        Compliance::Noncompliant | Compliance::Unsettled => gates.set(Gate::G11, Passage::Stopped),
        Compliance::Unread => {}
    }
}

/// Whether it left the organisation: released, or gone from Apple's list while Intune's list or an
/// event says that it was taken off.
pub fn has_left(case: &CaseFile) -> bool {
    let taken_off =
        case.get::<Listing>() == Listing::Deleted || case.get::<ReleasedBy>() != ReleasedBy::Unread;
    match case.get::<Membership>() {
        Membership::Released => true,
        Membership::Absent => taken_off,
        Membership::Present | Membership::Unread => false,
    }
}

/// Whether another management has it, as somebody says who saw it.
pub fn is_managed_elsewhere(case: &CaseFile) -> bool {
    case.get::<OtherMdm>() == OtherMdm::Yes || case.get::<Look>() == Look::OtherManagement
}

/// Whether it is managed, and not by automated enrollment: by hand in Intune, or by another
/// management. To start it anew would end that.
pub fn is_managed_otherwise(case: &CaseFile) -> bool {
    let management: Management = case.get();
    let leaving = matches!(management, Management::Wipe | Management::Retire);
    let record = matches!(
        case.get::<Managed>(),
        Managed::ByHand | Managed::Several | Managed::Unsaid
    );
    is_managed_elsewhere(case) || (record && !leaving && !is_enrolled(case))
}

/// Whether Intune has a live record of an automated enrollment.
pub fn is_enrolled(case: &CaseFile) -> bool {
    let state: State = case.get();
    let management: Management = case.get();
    let leaving = matches!(management, Management::Wipe | Management::Retire);
    match case.get::<Managed>() {
        Managed::Automated => !leaving,
        // An export may leave out how it was enrolled; the token's list can vouch for it.
        Managed::Several | Managed::Unsaid => {
            !leaving && matches!(state, State::Enrolled | State::PendingReset | State::Unread)
        }
        Managed::ByHand | Managed::None => false,
        Managed::Unread => matches!(state, State::Enrolled | State::PendingReset),
    }
}
