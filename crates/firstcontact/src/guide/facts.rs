//! What the guide knows of a device: as much of it may be missing as nobody read.

use remedy::facts::Lock;

/// The device whose holder is guided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeviceFacts {
    /// Its model, as people call it: `iPhone 15`. Empty if nobody knows.
    pub model: String,
    /// Its serial number.
    pub serial: String,
    /// What it is.
    pub platform: Platform,
    /// The system's version when the device reported last: by now it has this one or a newer one.
    /// None if nobody read it, as of a device that never enrolled.
    pub least_os_version: Option<OsVersion>,
    /// Whose device it is, as the screen of Remote Management names it.
    pub company: String,
    /// Whom to ask: a name with a telephone number or an address.
    pub help_contact: String,
    /// The work account of the holder; none if it is not known.
    pub account: Option<String>,
    /// Whether it has an eSIM; none if nobody knows.
    pub has_esim: Option<bool>,
    /// The lock at Apple when it was last read.
    pub lock: Option<Lock>,
    /// What the screen of Remote Management shows beside the company: department and telephone of
    /// the profile. Empty if the profile has none, or nobody read it.
    pub remote_management_text: String,
}

/// What a device is, as far as its screens differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Platform {
    /// An iPhone.
    IPhone,
    /// An iPad.
    IPad,
    /// A Mac.
    Mac,
}

impl Platform {
    /// Every platform.
    pub const ALL: [Self; 3] = [Self::IPhone, Self::IPad, Self::Mac];

    /// What it is called, in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::IPhone => "iPhone",
            Self::IPad => "iPad",
            Self::Mac => "Mac",
        }
    }

    /// What its system is called.
    pub const fn system(self) -> &'static str {
        match self {
            Self::IPhone => "iOS",
            Self::IPad => "iPadOS",
            Self::Mac => "macOS",
        }
    }

    /// From the vendors' words for a platform and a model, such as `ios` and `iPad Air`. None for
    /// what the guide has no way for: televisions, watches, headsets.
    pub fn of(platform: &str, model: &str) -> Option<Self> {
        let model = model.to_ascii_lowercase();
        match platform.to_ascii_lowercase().as_str() {
            "macos" => Some(Self::Mac),
            "ipados" => Some(Self::IPad),
            "ios" if model.contains("ipad") => Some(Self::IPad),
            "ios" => Some(Self::IPhone),
            _ => None,
        }
    }
}

/// A system's version, as far as its screens depend on it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OsVersion {
    /// `17` of 17.3.1.
    pub major: u16,
    /// `3` of 17.3.1.
    pub minor: u16,
}

impl OsVersion {
    /// Reads `17.3.1`, `26` or `macOS 14.5 (23F79)`; none if there is no number in it.
    ///
    /// ```
    /// use firstcontact::guide::OsVersion;
    /// assert_eq!(OsVersion::parse("17.3.1"), Some(OsVersion { major: 17, minor: 3 }));
    /// assert_eq!(OsVersion::parse("unknown"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let mut parts = text[start..].split(|c: char| !c.is_ascii_digit() && c != '.');
        let mut numbers = parts.next()?.split('.').map(str::parse);
        let major = numbers.next()?.ok()?;
        let minor = numbers.next().and_then(Result::ok).unwrap_or(0);
        Some(Self { major, minor })
    }
}

/// Conditions of stages and points. The newest way always stands, for any device may have been
/// updated since it was read; an older way stands unless it is known to be behind the device.
impl DeviceFacts {
    pub(super) fn is_mac(&self) -> bool {
        self.platform == Platform::Mac
    }

    pub(super) fn is_mobile(&self) -> bool {
        !self.is_mac()
    }

    pub(super) fn is_iphone(&self) -> bool {
        self.platform == Platform::IPhone
    }

    pub(super) fn is_ipad(&self) -> bool {
        self.platform == Platform::IPad
    }

    /// Whether its system is, or may be, older than this version.
    pub(super) fn maybe_before(&self, major: u16, minor: u16) -> bool {
        let first = OsVersion { major, minor };
        self.least_os_version.is_none_or(|least| least < first)
    }

    pub(super) fn maybe_esim(&self) -> bool {
        self.is_mobile() && self.has_esim != Some(false)
    }

    pub(super) fn lock_is(&self, lock: Lock) -> bool {
        self.lock == Some(lock)
    }

    /// The last characters of the serial number, which the holder types to agree. A shorter serial
    /// number is typed whole.
    pub fn ending(&self) -> String {
        ending(&self.serial)
    }
}

/// The last four characters of a serial number.
pub(super) fn ending(serial: &str) -> String {
    let skipped = serial.chars().count().saturating_sub(super::consent::TYPED);
    serial.chars().skip(skipped).collect()
}
