//! Is there a profile for it: gates G3 and G4.

use super::reading;

reading! {
    /// Which enrollment profile is requested for it?
    ProfileState, 15, "profile", ImportedIdentities, "requestedEnrollmentProfileId", {
        /// None.
        None = "none",
        /// One that exists and fits.
        Present = "present",
        /// One that does not exist any more.
        Dangling = "dangling",
        /// One for another platform or for other hardware.
        Unsuitable = "unsuitable",
    }
}

reading! {
    /// Has Apple had time to accept it? 30 minutes are allowed (causality.md §4.2).
    ProfileSettled, 16, "profile_settled", ImportedIdentities,
    "requestedEnrollmentProfileAssignmentDateTime", {
        /// Assigned at least 30 minutes ago.
        Settled = "settled",
        /// Assigned less than 30 minutes ago.
        Fresh = "fresh",
    }
}

reading! {
    /// Was the profile made before the token was uploaded, and not touched since?
    ProfileOrigin, 17, "profile_origin", EnrollmentProfiles, "createdDateTime", {
        /// Made or edited after.
        AfterToken = "after_token",
        /// Made before, and not edited since.
        BeforeToken = "before_token",
    }
}

reading! {
    /// How does the person sign in during Setup Assistant?
    SignInMethod, 18, "sign_in_method", EnrollmentProfiles, "requiresUserAuthentication", {
        /// Not at all.
        Userless = "userless",
        /// Setup Assistant with modern authentication.
        Modern = "modern",
        /// Setup Assistant (legacy).
        Legacy = "legacy",
        /// Company Portal.
        CompanyPortal = "company_portal",
    }
}

reading! {
    /// Does the token have a default profile for this platform?
    DefaultProfile, 19, "default_profile", Tokens, "defaultIosEnrollmentProfile", {
        /// Yes.
        Set = "set",
        /// No.
        Missing = "missing",
    }
}

reading! {
    /// Would Apple accept the profile's contents (apple.md §3.3)?
    ProfileCheck, 20, "profile_check", EnrollmentProfiles, "supportPhoneNumber", {
        /// Nothing to object to.
        Sound = "sound",
        /// A field is too long or contradicts another.
        Invalid = "invalid",
    }
}
