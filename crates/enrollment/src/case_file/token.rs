//! Does Intune know of it: gate G2.

use super::reading;

reading! {
    /// On which of Intune's lists does it stand?
    Listing, 10, "listing", ImportedIdentities, "serialNumber", {
        /// On none that counts, and all lists were read: the list of a token whose service it has
        /// left does not count.
        Absent = "absent",
        /// On a token's list.
        Token = "token",
        /// On an uploaded list of serial numbers: not automated enrollment.
        Upload = "upload",
        /// On a token's list, marked as gone at Apple.
        Deleted = "deleted",
        /// On two tokens' lists.
        TwoTokens = "two_tokens",
    }
}

reading! {
    /// How long has it been on the list?
    ListedAge, 11, "listed_age", ImportedIdentities, "createdDateTime", {
        /// Less than 48 hours.
        Fresh = "fresh",
        /// Less than 30 days.
        Month = "month",
        /// Less than 90 days.
        Quarter = "quarter",
        /// 90 days or more.
        Old = "old",
    }
}

reading! {
    /// Is the token that serves it healthy?
    TokenHealth, 12, "token", Tokens, "lastSyncErrorCode", {
        /// It syncs.
        Valid = "valid",
        /// Its date has passed.
        Expired = "expired",
        /// Apple's terms wait to be accepted (error 3).
        Terms = "terms",
        /// Apple refuses it although its date lies ahead.
        Refused = "refused",
        /// Its service at Apple is gone.
        ServerGone = "server_gone",
        /// No error, but no success for more than a day.
        Stale = "stale",
        /// The consent to share data is missing.
        NoConsent = "no_consent",
    }
}

reading! {
    /// Has the token synced since the device was last changed at Apple?
    SyncSince, 13, "sync_since", Tokens, "lastSuccessfulSyncDateTime", {
        /// Yes.
        Yes = "yes",
        /// Not yet, and no more than one cycle (12 hours) has passed.
        NotYet = "not_yet",
        /// No, though more than one cycle has passed.
        Overdue = "overdue",
    }
}

reading! {
    /// Do Intune and Apple count the same number of devices for this token?
    Counts, 14, "counts", Tokens, "syncedDeviceCount", {
        /// They do.
        Equal = "equal",
        /// Intune has fewer.
        Behind = "behind",
    }
}
