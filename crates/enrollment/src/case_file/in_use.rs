//! Was it ever set up, and when: the dark around gate G5 (causality.md §2.2).

use super::reading;

reading! {
    /// Which Activation Lock is on it?
    Lock, 21, "lock", ActivationLock, "lockType", {
        /// None. Proves nothing.
        None = "none",
        /// A personal Apple Account: somebody set it up and uses it.
        User = "user",
        /// A device management service.
        Mdm = "mdm",
    }
}

reading! {
    /// When did its coverage start, compared with when it was added? An estimate.
    Care, 22, "care", AppleCare, "startDateTime", {
        /// There is no coverage on record.
        Missing = "missing",
        /// More than 14 days before.
        MuchBefore = "much_before",
        /// Within 14 days.
        Near = "near",
        /// More than 14 days after.
        After = "after",
    }
}

reading! {
    /// Where does the customer's own list have it?
    RegisterState, 23, "register", Register, "status", {
        /// The list was read and does not have it.
        NotListed = "not_listed",
        /// In stock.
        Stock = "stock",
        /// Handed out.
        HandedOut = "handed_out",
        /// Returned.
        Returned = "returned",
        /// Lost, stolen or disposed of.
        Lost = "lost",
        /// Listed without a word about where it is.
        Unsaid = "unsaid",
    }
}

reading! {
    /// When was it handed out, compared with its way through Apple and Intune?
    HandedWhen, 24, "handed_when", Register, "handedOut", {
        /// Before it was added to the organisation.
        BeforeAdded = "before_added",
        /// After that, before it was assigned to Intune's service.
        BeforeAssigned = "before_assigned",
        /// After that, before Intune imported it.
        BeforeImported = "before_imported",
        /// After that, before the profile was assigned.
        BeforeProfile = "before_profile",
        /// After the profile was assigned.
        AfterProfile = "after_profile",
    }
}

reading! {
    /// When was it last set up, compared with its way, as far as firm signs of use bound it?
    /// Unread when no sign of use has a date that tells.
    UsedWhen, 25, "used_when", ManagedDevices, "enrolledDateTime", {
        /// Before it was added to the organisation.
        BeforeAdded = "before_added",
        /// After that, before it was assigned to Intune's service.
        BeforeAssigned = "before_assigned",
        /// After that, before Intune imported it.
        BeforeImported = "before_imported",
        /// After that, before the profile was assigned.
        BeforeProfile = "before_profile",
        /// After the profile was assigned.
        AfterProfile = "after_profile",
    }
}

reading! {
    /// Does the presumptive holder sign in from an iPhone or iPad that nobody manages?
    HolderSignIns, 26, "holder_sign_ins", SignIns, "deviceDetail.isManaged", {
        /// The holder has no sign-in from such a device.
        None = "none",
        /// The holder has.
        Unmanaged = "unmanaged",
    }
}

reading! {
    /// How many other devices of the same order are enrolled?
    Siblings, 27, "siblings", OrgDevices, "orderNumber", {
        /// It came alone.
        Alone = "alone",
        /// Fewer than 30 %.
        Few = "few",
        /// 30 to 90 %.
        Some = "some",
        /// 90 % or more.
        Most = "most",
    }
}

reading! {
    /// What did a person see when they looked at it?
    Look, 28, "look", Answers, "look", {
        /// In its sealed box.
        Sealed = "sealed",
        /// At Hello, not set up.
        Hello = "hello",
        /// At Remote Management or at the sign-in that follows.
        RemoteManagement = "remote_management",
        /// In use, without management.
        InUse = "in_use",
        /// In use, managed by another service.
        OtherManagement = "other_management",
        /// In use, managed by us.
        Managed = "managed",
        /// An error or lock stops Setup Assistant.
        Stopped = "stopped",
        /// Nobody can find it.
        Missing = "missing",
    }
}

reading! {
    /// How was it last set up?
    SetupStory, 29, "setup_story", Answers, "setup_story", {
        /// As new.
        AsNew = "as_new",
        /// From another device held beside it.
        QuickStart = "quick_start",
        /// From a backup.
        Restored = "restored",
        /// Nobody remembers.
        Unknown = "unknown",
    }
}

reading! {
    /// Was it managed by another service before?
    OtherMdm, 30, "other_mdm", Answers, "other_mdm", {
        /// No.
        No = "no",
        /// Yes, and it still is.
        Yes = "yes",
    }
}

reading! {
    /// Do other devices of the same site fail in the same way?
    SiteCluster, 31, "site_cluster", Register, "site", {
        /// No.
        Alone = "alone",
        /// Most of the site's devices fail while other sites' do not.
        Cluster = "cluster",
    }
}

reading! {
    /// Is there a plan to lift the personal Activation Lock?
    UnlockPlan, 32, "unlock_plan", Answers, "unlock_plan", {
        /// The holder can and will sign out of the Apple Account.
        Ready = "ready",
        /// Nobody can.
        Impossible = "impossible",
    }
}
