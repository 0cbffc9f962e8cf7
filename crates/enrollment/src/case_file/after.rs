//! What became of it once managed: gates G9 to G12.

use super::reading;

reading! {
    /// Which record of a managed device does Intune have for this serial number?
    Managed, 38, "managed", ManagedDevices, "deviceEnrollmentType", {
        /// None, and all were read.
        None = "none",
        /// One, enrolled by automated enrollment.
        Automated = "automated",
        /// One, enrolled by hand: Company Portal, web or user enrollment.
        ByHand = "by_hand",
        /// Several.
        Several = "several",
        /// One, of which the export does not say how it was enrolled.
        Unsaid = "unsaid",
    }
}

reading! {
    /// Is the managed device supervised?
    Supervised, 39, "supervised", ManagedDevices, "isSupervised", {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}

reading! {
    /// When did the managed device last check in?
    CheckIn, 40, "check_in", ManagedDevices, "lastSyncDateTime", {
        /// Never.
        Never = "never",
        /// Enrolled less than 24 hours ago.
        New = "new",
        /// Within 30 days.
        Recent = "recent",
        /// More than 30 days ago.
        Stale = "stale",
    }
}

reading! {
    /// Is the managed device registered in Entra?
    Registered, 41, "registered", ManagedDevices, "azureADRegistered", {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}

reading! {
    /// Is the managed device compliant?
    Compliance, 42, "compliance", ManagedDevices, "complianceState", {
        /// Yes, or in its grace period.
        Compliant = "compliant",
        /// No.
        Noncompliant = "noncompliant",
        /// Not evaluated, or in conflict or error.
        Unsettled = "unsettled",
    }
}

reading! {
    /// What is Intune doing with the managed device?
    Management, 43, "management", ManagedDevices, "managementState", {
        /// Managing it.
        Managed = "managed",
        /// A wipe was ordered.
        Wipe = "wipe",
        /// A retirement or deletion was ordered.
        Retire = "retire",
        /// It calls the device unhealthy.
        Unhealthy = "unhealthy",
        /// Found, not fully enrolled.
        Discovered = "discovered",
    }
}

reading! {
    /// Is the device's management certificate still valid?
    Certificate, 44, "certificate", ManagedDevices, "managementCertificateExpirationDate", {
        /// Yes.
        Valid = "valid",
        /// No: the device cannot check in any more.
        Expired = "expired",
    }
}

reading! {
    /// Whose does Intune say it is?
    Ownership, 56, "ownership", ManagedDevices, "managedDeviceOwnerType", {
        /// The organisation's.
        Company = "company",
        /// A person's own.
        Personal = "personal",
    }
}

reading! {
    /// Was it enrolled before, with nothing left of it?
    Gone, 45, "gone", ImportedIdentities, "lastContactedDateTime", {
        /// No sign of it.
        No = "no",
        /// It was in contact or enrolled once, and no managed device is left.
        Yes = "yes",
    }
}
