//! What is bought: invented numbers behind real names of models.

/// A product family, as far as the lab tells them apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Family {
    /// iPhone.
    Iphone,
    /// iPad.
    Ipad,
    /// Mac.
    Mac,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Iphone, Self::Ipad, Self::Mac];

    /// Apple Business' word for a device's family.
    pub const fn apple_name(self) -> &'static str {
        match self {
            Self::Iphone => "iPhone",
            Self::Ipad => "iPad",
            Self::Mac => "Mac",
        }
    }

    /// Apple Business' word for a service's default family.
    pub const fn default_name(self) -> &'static str {
        match self {
            Self::Iphone => "IPHONE",
            Self::Ipad => "IPAD",
            Self::Mac => "MAC",
        }
    }

    /// Intune's word for the platform.
    pub const fn platform(self) -> &'static str {
        match self {
            Self::Mac => "macOS",
            Self::Iphone | Self::Ipad => "ios",
        }
    }

    /// Intune's word for the system of a managed device.
    pub const fn system(self) -> &'static str {
        match self {
            Self::Iphone => "iOS",
            Self::Ipad => "iPadOS",
            Self::Mac => "macOS",
        }
    }

    /// Whether it is a Mac.
    pub const fn is_mac(self) -> bool {
        matches!(self, Self::Mac)
    }
}

/// A model.
#[derive(PartialEq, Eq, Debug)]
pub struct Product {
    /// Its family.
    pub family: Family,
    /// Its name.
    pub model: &'static str,
    /// Apple's identifier of the type.
    pub kind: &'static str,
    /// A storage size.
    pub capacity: &'static str,
    /// A colour.
    pub color: &'static str,
    /// Whether it has a modem.
    pub cellular: bool,
}

const fn product(
    family: Family,
    model: &'static str,
    kind: &'static str,
    capacity: &'static str,
    color: &'static str,
    cellular: bool,
) -> Product {
    Product {
        family,
        model,
        kind,
        capacity,
        color,
        cellular,
    }
}

const PHONES: [Product; 4] = [
    product(
        Family::Iphone,
        "iPhone 15",
        "iPhone15,4",
        "128GB",
        "BLACK",
        true,
    ),
    product(
        Family::Iphone,
        "iPhone 16",
        "iPhone17,3",
        "128GB",
        "TEAL",
        true,
    ),
    product(
        Family::Iphone,
        "iPhone 16e",
        "iPhone17,5",
        "128GB",
        "WHITE",
        true,
    ),
    product(
        Family::Iphone,
        "iPhone 17",
        "iPhone18,3",
        "256GB",
        "SAGE",
        true,
    ),
];
const TABLETS: [Product; 3] = [
    product(
        Family::Ipad,
        "iPad (A16)",
        "iPad15,7",
        "128GB",
        "BLUE",
        false,
    ),
    product(
        Family::Ipad,
        "iPad Air 11-inch (M3)",
        "iPad15,3",
        "128GB",
        "GRAY",
        true,
    ),
    product(
        Family::Ipad,
        "iPad mini (A17 Pro)",
        "iPad16,1",
        "128GB",
        "PURPLE",
        false,
    ),
];
const COMPUTERS: [Product; 2] = [
    product(
        Family::Mac,
        "MacBook Air (13-inch, M4, 2025)",
        "Mac16,12",
        "256GB",
        "SKY",
        false,
    ),
    product(
        Family::Mac,
        "MacBook Pro (14-inch, M4, 2024)",
        "Mac16,1",
        "512GB",
        "BLACK",
        false,
    ),
];

/// The models of a family.
pub fn models(family: Family) -> &'static [Product] {
    match family {
        Family::Iphone => &PHONES,
        Family::Ipad => &TABLETS,
        Family::Mac => &COMPUTERS,
    }
}
