//! Why something is not done. Every refusal names itself, and the invariant it guards
//! (causality.md §4.3); what a person reads about it, and what to do next, is told elsewhere.

/// Declares refusals with their public word and the invariant they guard (0: none, an order of
/// things).
macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $word:literal guards $invariant:literal),+ $(,)?) => {
        /// Why something is not done.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum Refusal { $($(#[$doc])* $name,)+ }

        impl Refusal {
            /// Every refusal.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The public word.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// Reads the public word.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|refusal| refusal.name() == word)
            }

            /// The number of the invariant that it guards; 0 if it only keeps the order of things.
            pub const fn invariant(self) -> u8 {
                match self { $(Self::$name => $invariant,)+ }
            }
        }
    };
}

refusals! {
    /// The case is not where this could follow.
    NotNow = "notNow" guards 0,
    /// The case is held by a person.
    Held = "held" guards 0,
    /// The plan shown is not the plan of the case: another hash.
    PlanDiffers = "planDiffers" guards 9,
    /// The plan is older than 24 hours.
    PlanExpired = "planExpired" guards 9,
    /// What the plan rests on has changed since.
    DeviceChanged = "deviceChanged" guards 2,
    /// The plan does not name this device.
    NotInPlan = "notInPlan" guards 0,
    /// Whoever asked for the plan cannot approve it.
    ApproverIsRequester = "approverIsRequester" guards 8,
    /// Who asked is known by an account and who approves by a typed name, or the other way round:
    /// they could be one person.
    OtherDoor = "otherDoor" guards 8,
    /// Whoever approves must be an approver of this tenant.
    NotApprover = "notApprover" guards 8,
    /// One person's approval counts once.
    ApprovedAlready = "approvedAlready" guards 8,
    /// An approval is missing, or is older than 24 hours.
    ApprovalMissing = "approvalMissing" guards 8,
    /// Nobody who may has agreed to the loss of the data.
    ConsentMissing = "consentMissing" guards 1,
    /// The consent names another device.
    ConsentForAnother = "consentForAnother" guards 1,
    /// The consent is for another plan.
    ConsentOtherPlan = "consentOtherPlan" guards 1,
    /// The consent is older than 72 hours, or dated in the future.
    ConsentOld = "consentOld" guards 1,
    /// The consent does not say what happens to the data.
    ConsentSilent = "consentSilent" guards 1,
    /// Nobody said within a day that the data is safe.
    DataNotSafe = "dataNotSafe" guards 1,
    /// What was read is older than 60 minutes, or was not read.
    EvidenceStale = "evidenceStale" guards 2,
    /// A gate between G0 and G4 is not green: erased now, it would come back unmanaged.
    GateNotGreen = "gateNotGreen" guards 3,
    /// A personal Activation Lock, and no recorded plan to lift it.
    LockPersonal = "lockPersonal" guards 4,
    /// Devices of this class must not be erased.
    NeverErase = "neverErase" guards 5,
    /// It is not sure enough that only an erase helps.
    NotSure = "notSure" guards 5,
    /// An erase could destroy live data without need.
    LiveData = "liveData" guards 5,
    /// No person has seen the device in the last seven days.
    NotSeen = "notSeen" guards 5,
    /// It is not certain which device this is.
    IdentityDoubtful = "identityDoubtful" guards 6,
    /// The record in Intune is not certainly this device's, or cannot be erased.
    RecordNotOwn = "recordNotOwn" guards 6,
    /// First one device, then five, then twenty-five: the ring is full.
    RingFull = "ringFull" guards 7,
    /// A device of this plan failed: all rings stop.
    RingFailed = "ringFailed" guards 7,
    /// One percent of the fleet was touched today.
    DayFull = "dayFull" guards 7,
    /// Ten devices were touched in this hour.
    HourFull = "hourFull" guards 7,
    /// Something is wrong for the whole tenant: single devices wait.
    TenantFault = "tenantFault" guards 7,
    /// It was erased in this case; a second time needs a new written diagnosis.
    ErasedAlready = "erasedAlready" guards 11,
    /// The device is on a deny list.
    Denied = "denied" guards 12,
    /// Quiet hours.
    QuietHours = "quietHours" guards 12,
    /// The kill switch is on.
    KillSwitch = "killSwitch" guards 12,
    /// The device is not in the organisation at Apple, or nobody looked.
    NotInOrganisation = "notInOrganisation" guards 0,
    /// It is on Intune's service already: assigning it again would take its profile away.
    OnServiceAlready = "onServiceAlready" guards 0,
    /// Another management still hears from it.
    ManagedElsewhere = "managedElsewhere" guards 5,
    /// It cannot migrate without an erase, or nobody looked.
    CannotMigrate = "cannotMigrate" guards 0,
    /// Intune does not list it, or nobody looked.
    NoRow = "noRow" guards 0,
    /// The token was asked to sync less than 15 minutes ago, or nobody looked.
    SyncTooSoon = "syncTooSoon" guards 0,
    /// The device has a case that is not over.
    HasCase = "hasCase" guards 0,
    /// Nothing that was read names this serial number.
    Stranger = "stranger" guards 0,
    /// Only a person with a name may do this.
    Nameless = "nameless" guards 14,
}

/// Which refusals are heeded: all of them, but in a test that shows what each is good for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Laws {
    #[cfg(test)]
    without: u64,
}

impl Laws {
    /// Every refusal is heeded.
    pub const ALL: Self = Self {
        #[cfg(test)]
        without: 0,
    };

    /// The same without one. There is no such thing outside of tests.
    #[cfg(test)]
    pub(crate) const fn without(refusal: Refusal) -> Self {
        Self {
            without: 1 << refusal as u8,
        }
    }

    /// Refuses unless a condition holds.
    pub(crate) const fn need(self, holds: bool, refusal: Refusal) -> Result<(), Refusal> {
        #[cfg(test)]
        if self.without & (1 << refusal as u8) != 0 {
            return Ok(());
        }
        let _ = self;
        if holds { Ok(()) } else { Err(refusal) }
    }
}
