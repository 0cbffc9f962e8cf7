//! Names of what mends, how it is verified, and what a cause needs. The playbooks' steps are
//! texts of the rules; planning them is another crate's work.

use std::fmt;

/// Declares codes that print as themselves.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $code:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $code,)+ }

        impl $name {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The code as people write it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

codes! {
    /// R0…R20: what mends (causality.md §2.3).
    Remedy {
        /// Wait, watch, look again at a set time.
        R0,
        /// Assign the device to Intune's service at Apple.
        R1,
        /// Sync the token, at least 15 minutes apart.
        R2,
        /// Assign the profile, set the default profile.
        R3,
        /// Edit the profile (any change), then sync.
        R4,
        /// Renew or upload the token.
        R5,
        /// Accept Apple's terms and conditions.
        R6,
        /// Renew the push certificate with the same Apple Account.
        R7,
        /// Licence, group, restriction, device cap.
        R8,
        /// Conditional Access, authentication methods, terms of use, federation.
        R9,
        /// Network: allow the hosts, no TLS interception, another network.
        R10,
        /// The holder erases the device by hand, after G0–G4 are green. All local data is lost.
        R11,
        /// Remote wipe of a managed device. All data is lost.
        R12,
        /// Migration with a deadline (OS 26), no erase.
        R13,
        /// Interim without erase: corporate identifier and Company Portal, unsupervised.
        R14,
        /// macOS: `profiles renew -type enrollment`.
        R15,
        /// Clear the Activation Lock.
        R16,
        /// Clean the inventory.
        R17,
        /// Obtain custody: supplier, other organisation, Apple, Configurator.
        R18,
        /// Finish the registration, sync compliance.
        R19,
        /// Microsoft's or Apple's support.
        R20,
    }
}

codes! {
    /// V1…V5: how success is seen (causality.md §2.3).
    Verification {
        /// The row is imported, on the right token.
        V1,
        /// The expected profile, assigned after the fix.
        V2,
        /// Enrolled by automated enrollment after the fix, supervised, company-owned.
        V3,
        /// V3, registered, compliant, and a real sign-in that Conditional Access let through.
        V4,
        /// Tenant: next sync succeeds, no error, counts equal on both sides.
        V5,
    }
}

/// What is to be done about a device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Action {
    /// Nothing: the device is enrolled and works.
    None,
    /// Nothing now; look again at a set time.
    Wait,
    /// Ask a person one question.
    Ask,
    /// Change a setting, an assignment or a certificate; the device stays as it is.
    Configure,
    /// Bring a device in use under Intune without erasing it, or decide about it with its holder.
    Migrate,
    /// Tidy records.
    Clean,
    /// Erase the device and set it up again.
    Erase,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::Wait,
        Self::Ask,
        Self::Configure,
        Self::Migrate,
        Self::Clean,
        Self::Erase,
    ];

    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Wait => "wait",
            Self::Ask => "ask",
            Self::Configure => "configure",
            Self::Migrate => "migrate",
            Self::Clean => "clean",
            Self::Erase => "erase",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
