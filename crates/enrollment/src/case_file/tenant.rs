//! What holds for the whole tenant and so for this device too.

use super::reading;

reading! {
    /// Is the Apple push certificate in order?
    Push, 46, "push", PushCertificate, "expirationDateTime", {
        /// It is.
        Valid = "valid",
        /// There is none.
        Missing = "missing",
        /// It has expired.
        Expired = "expired",
    }
}

reading! {
    /// Did most managed Apple devices fall silent on one and the same day?
    Silence, 47, "silence", ManagedDevices, "lastSyncDateTime", {
        /// No.
        Ordinary = "ordinary",
        /// Yes, and this one with them.
        Mass = "mass",
    }
}

reading! {
    /// Does a restriction that covers everybody forbid this platform?
    PlatformRule, 48, "platform_rule", Restrictions, "platformBlocked", {
        /// No.
        Allowed = "allowed",
        /// Yes.
        Blocked = "blocked",
    }
}

reading! {
    /// Does a restriction ask for a system version that this device does not have?
    OsRule, 49, "os_rule", Restrictions, "osMinimumVersion", {
        /// No.
        Fits = "fits",
        /// Yes.
        TooOld = "too_old",
    }
}

reading! {
    /// If its profile installs Company Portal through apps and books: does that token work?
    Vpp, 50, "vpp", VppTokens, "state", {
        /// The profile does not need it.
        NotNeeded = "not_needed",
        /// It works.
        Valid = "valid",
        /// It does not.
        Broken = "broken",
    }
}

reading! {
    /// Does Conditional Access stand in the way of enrollment?
    Access, 51, "access", AccessPolicies, "grantControls", {
        /// No enabled policy does.
        Clear = "clear",
        /// A policy blocks the enrollment app.
        Blocks = "blocks",
        /// Terms of use are asked for, which an unregistered device cannot accept.
        Terms = "terms",
        /// A method of signing in is required that Setup Assistant cannot show.
        Method = "method",
    }
}

reading! {
    /// Does a service take new devices of this family by default?
    FamilyDefault, 52, "family_default", MdmServers, "defaultProductFamilies", {
        /// Yes.
        Covered = "covered",
        /// No service does.
        Missing = "missing",
    }
}
