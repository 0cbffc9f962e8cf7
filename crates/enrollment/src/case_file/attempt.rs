//! Did it try: gates G6 to G8.

use super::reading;

reading! {
    /// What does Intune's list say of its enrollment?
    State, 33, "state", ImportedIdentities, "enrollmentState", {
        /// Intune does not know.
        Unknown = "unknown",
        /// Enrolled.
        Enrolled = "enrolled",
        /// Enrolled with another profile than the one now assigned.
        PendingReset = "pending_reset",
        /// Not enrolled, and a failure is on record.
        Failed = "failed",
        /// Imported, not enrolled, no failure on record.
        NotContacted = "not_contacted",
        /// Userless, and kept from becoming a user's because an app failed to install.
        Blocked = "blocked",
    }
}

reading! {
    /// Does Intune's list say that it was ever in contact?
    Contact, 34, "contact", ImportedIdentities, "lastContactedDateTime", {
        /// Never.
        Never = "never",
        /// At least once.
        Once = "once",
    }
}

reading! {
    /// Which failed enrollment is on record for it, or for its holder?
    Failure, 35, "failure", Failures, "failureReason", {
        /// None, though events were read.
        None = "none",
        /// An enrollment restriction.
        Restriction = "restriction",
        /// No licence, or not in the group.
        Licence = "licence",
        /// Too many devices.
        Cap = "cap",
        /// The sign-in failed.
        Authentication = "authentication",
        /// Signed in, but not allowed to enroll.
        Authorization = "authorization",
        /// The account is blocked or unknown.
        Account = "account",
        /// Device or system version not supported.
        NotSupported = "not_supported",
        /// The device went away.
        Disconnected = "disconnected",
        /// The person gave up.
        Abandoned = "abandoned",
        /// The push certificate.
        Push = "push",
        /// The identity certificate (SCEP or ACME).
        Identity = "identity",
        /// The tenant is not set up for device management, or not subscribed.
        Authority = "authority",
        /// Another policy diverted the person to user enrollment.
        Diverted = "diverted",
        /// A device enrollment manager account.
        Manager = "manager",
        /// The government cloud.
        Government = "government",
        /// The clock.
        Clock = "clock",
        /// Anything else.
        Other = "other",
    }
}

reading! {
    /// Did the holder sign in to *Microsoft Intune Enrollment*, and how did it end?
    EnrollSignIn, 36, "enroll_sign_in", SignIns, "appId", {
        /// No such sign-in.
        None = "none",
        /// It succeeded.
        Success = "success",
        /// A second factor was asked for and did not come.
        Mfa = "mfa",
        /// Conditional Access blocked it.
        Blocked = "blocked",
        /// Terms of use were not accepted.
        Terms = "terms",
        /// It failed otherwise.
        Failed = "failed",
    }
}

reading! {
    /// Was it erased, and when?
    Erased, 37, "erased", AuditEvents, "DEVICE_IS_ERASED", {
        /// No erase on record, though events were read.
        None = "none",
        /// Before the profile was assigned.
        BeforeProfile = "before_profile",
        /// After the profile was assigned.
        SinceProfile = "since_profile",
    }
}
