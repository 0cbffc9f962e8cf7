//! Who has the device at Apple: gates G0 and G1.

use super::reading;

reading! {
    /// Is it in our organisation at Apple?
    Membership, 0, "membership", OrgDevices, "serialNumber", {
        /// The organisation's list was read whole and does not have it.
        Absent = "absent",
        /// It is in the list.
        Present = "present",
        /// It was released.
        Released = "released",
    }
}

reading! {
    /// Which device management service does Apple assign it to?
    Server, 1, "server", MdmServerDevices, "id", {
        /// None.
        Unassigned = "unassigned",
        /// The one that Intune's token belongs to.
        Intune = "intune",
        /// "Devices Added by Apple Configurator".
        Configurator = "configurator",
        /// Another product's or another tenant's service.
        OtherMdm = "other_mdm",
        /// Apple's built-in device management.
        AppleMdm = "apple_mdm",
        /// Assigned, but no service lists it.
        Unlisted = "unlisted",
    }
}

reading! {
    /// How did it come into the organisation?
    SourceKind, 2, "source", OrgDevices, "purchaseSourceType", {
        /// Bought from Apple.
        Apple = "apple",
        /// Bought from a reseller.
        Reseller = "reseller",
        /// Added by hand with Apple Configurator.
        Manual = "manual",
    }
}

reading! {
    /// How long after its order was it added? Unread for devices added by hand: they have no order,
    /// and their source says so already.
    AddGap, 3, "add_gap", OrgDevices, "addedToOrgDateTime", {
        /// At most 7 days.
        Short = "short",
        /// 8 to 30 days.
        Long = "long",
        /// More than 30 days.
        VeryLong = "very_long",
        /// There is no order date to compare with.
        NoOrder = "no_order",
    }
}

reading! {
    /// How long ago was it added?
    AddedAge, 4, "added_age", OrgDevices, "addedToOrgDateTime", {
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
    /// What do Apple's audit events say about its assignments?
    Assignments, 5, "assignments", AuditEvents, "DEVICE_ASSIGNED_TO_SERVER", {
        /// No event in the time that was read.
        NoneSeen = "none_seen",
        /// Assigned within a day of being added.
        Prompt = "prompt",
        /// First assigned more than a day after being added.
        Late = "late",
        /// Moved here from another service.
        Moved = "moved",
        /// Assigned again to the service it was already on, after Intune assigned the profile.
        Again = "again",
    }
}

reading! {
    /// Is it one of a pair of old and new unit after a repair?
    Unit, 6, "unit", OrgDevices, "orderNumber", {
        /// No sign of a replacement.
        Ordinary = "ordinary",
        /// It is the new unit: a replacement order, or the IMEI of another serial number.
        Replacement = "replacement",
        /// It is the old unit.
        Replaced = "replaced",
    }
}

reading! {
    /// Is a move between services (OS 26) planned or under way?
    Migration, 7, "migration", OrgDevices, "mdmMigrationStatus", {
        /// No.
        NotPlanned = "none",
        /// The deadline lies ahead.
        Ahead = "ahead",
        /// The deadline has passed.
        Overdue = "overdue",
        /// Apple reports a failure.
        Failed = "failed",
        /// Done.
        Done = "done",
    }
}

reading! {
    /// Who released it?
    ReleasedBy, 8, "released_by", AuditEvents, "DEVICE_REMOVED_FROM_ORG", {
        /// The person who held it (the 30 days after adding by hand).
        User = "user",
        /// A device management service.
        Mdm = "mdm",
        /// The reseller.
        Reseller = "reseller",
        /// An administrator or the API.
        Admin = "admin",
        /// A repair.
        Replacement = "replacement",
    }
}

reading! {
    /// Do all sources mean the same device?
    Identity, 9, "identity", Register, "serialNumber", {
        /// The serial number is the same everywhere.
        Exact = "exact",
        /// Another source has a serial number that differs by a barcode's `S` or `O` for `0`.
        Lookalike = "lookalike",
        /// The IMEI joins it with another serial number.
        ByImei = "by_imei",
        /// Serial number and IMEI say different things.
        Conflict = "conflict",
    }
}
