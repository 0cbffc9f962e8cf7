//! What the invented tenant buys.

/// Years and months as one number, so that they compare.
pub(super) const fn month(year: i64, month: i64) -> i64 {
    year * 12 + month - 1
}

/// A model.
pub(super) struct Product {
    pub(super) model: &'static str,
    /// `productType`.
    pub(super) kind: &'static str,
    pub(super) family: Family,
    pub(super) capacity: &'static str,
    pub(super) color: &'static str,
    pub(super) part: &'static str,
    /// The first and the last month in which it was ordered.
    sold: (i64, i64),
}

/// `productFamily`, as far as this tenant has it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Iphone,
    Ipad,
    Mac,
    AppleTv,
}

impl Family {
    /// Of a hundred orders so many are for this family.
    pub(super) const SHARES: [(Self, u64); 4] = [
        (Self::Iphone, 60),
        (Self::Ipad, 25),
        (Self::Mac, 14),
        (Self::AppleTv, 1),
    ];

    /// As Apple Business spells it.
    pub(super) const fn apple_name(self) -> &'static str {
        match self {
            Self::Iphone => "iPhone",
            Self::Ipad => "iPad",
            Self::Mac => "Mac",
            Self::AppleTv => "AppleTV",
        }
    }

    /// `platform` of an imported device.
    pub(super) const fn platform(self) -> &'static str {
        match self {
            Self::Iphone | Self::Ipad => "ios",
            Self::Mac => "macOS",
            Self::AppleTv => "tvOS",
        }
    }

    /// `operatingSystem` of a managed device.
    pub(super) const fn system(self) -> &'static str {
        match self {
            Self::Iphone | Self::Ipad => "iOS",
            Self::Mac => "macOS",
            Self::AppleTv => "tvOS",
        }
    }

    /// Versions in use, and how many of a hundred devices run them.
    pub(super) const fn versions(self) -> &'static [(&'static str, u64)] {
        match self {
            Self::Iphone | Self::Ipad => &[
                ("26.1", 41),
                ("26.0.1", 17),
                ("26.0", 6),
                ("18.7.2", 13),
                ("18.7.1", 6),
                ("18.6.2", 5),
                ("18.5", 3),
                ("18.4.1", 2),
                ("18.3.2", 2),
                ("17.7.10", 2),
                ("17.6.1", 1),
                ("16.7.12", 1),
                ("26.2", 1),
            ],
            Self::Mac => &[
                ("26.1 (25B78)", 32),
                ("26.0.1 (25A362)", 14),
                ("15.7.2 (24G325)", 24),
                ("15.6.1 (24G90)", 12),
                ("15.5 (24F74)", 8),
                ("14.8.2 (23J126)", 6),
                ("14.7.6 (23H626)", 4),
            ],
            Self::AppleTv => &[("26.1", 60), ("18.6", 40)],
        }
    }
}

macro_rules! products {
    ($($family:ident $model:literal $kind:literal $capacity:literal $color:literal $part:literal
       from $y1:literal/$m1:literal to $y2:literal/$m2:literal;)+) => {
        /// Everything that was ever ordered.
        static PRODUCTS: &[Product] = &[$(Product {
            model: $model,
            kind: $kind,
            family: Family::$family,
            capacity: $capacity,
            color: $color,
            part: $part,
            sold: (month($y1, $m1), month($y2, $m2)),
        }),+];
    };
}

products! {
    Iphone "iPhone 12" "iPhone13,2" "64GB" "BLACK" "MGJ53ZD/A" from 2020/10 to 2021/10;
    Iphone "iPhone 12 mini" "iPhone13,1" "64GB" "WHITE" "MGDY3ZD/A" from 2020/11 to 2021/12;
    Iphone "iPhone 13" "iPhone14,5" "128GB" "MIDNIGHT" "MLPF3ZD/A" from 2021/10 to 2023/2;
    Iphone "iPhone SE (3rd generation)" "iPhone14,6" "64GB" "MIDNIGHT" "MMXF3ZD/A"
        from 2022/3 to 2025/2;
    Iphone "iPhone 14" "iPhone14,7" "128GB" "BLUE" "MPVN3ZD/A" from 2022/10 to 2023/12;
    Iphone "iPhone 15" "iPhone15,4" "128GB" "BLACK" "MTP03ZD/A" from 2023/10 to 2025/2;
    Iphone "iPhone 15 Pro" "iPhone16,1" "256GB" "NATURAL TITANIUM" "MTV53ZD/A"
        from 2023/10 to 2024/9;
    Iphone "iPhone 16" "iPhone17,3" "128GB" "BLACK" "MYE73ZD/A" from 2024/10 to 2025/11;
    Iphone "iPhone 16e" "iPhone17,5" "128GB" "WHITE" "MD1R4ZD/A" from 2025/3 to 2026/12;
    Iphone "iPhone 17" "iPhone18,3" "256GB" "BLACK" "MG6J4ZD/A" from 2025/10 to 2026/12;
    Ipad "iPad (9th generation)" "iPad12,1" "64GB" "SPACE GRAY" "MK2K3FD/A"
        from 2020/10 to 2022/12;
    Ipad "iPad (10th generation)" "iPad13,18" "64GB" "SILVER" "MPQ03FD/A" from 2022/11 to 2025/3;
    Ipad "iPad (A16)" "iPad15,7" "128GB" "BLUE" "MD4A4NF/A" from 2025/3 to 2026/12;
    Ipad "iPad Pro 11\" (M4)" "iPad16,3" "256GB" "SPACE BLACK" "MVV83NF/A" from 2024/6 to 2026/12;
    Mac "MacBook Air (M1, 2020)" "MacBookAir10,1" "256GB" "SPACE GRAY" "MGN63D/A"
        from 2020/11 to 2022/7;
    Mac "MacBook Air (M2, 2022)" "Mac14,2" "256GB" "MIDNIGHT" "MLY33D/A" from 2022/7 to 2024/3;
    Mac "MacBook Pro (14-inch, Nov 2023)" "Mac15,3" "512GB" "SPACE GRAY" "MTL73D/A"
        from 2023/11 to 2024/11;
    Mac "MacBook Air (13-inch, M3, 2024)" "Mac15,12" "512GB" "STARLIGHT" "MRXU3D/A"
        from 2024/3 to 2025/3;
    Mac "MacBook Pro (14-inch, 2024)" "Mac16,1" "512GB" "SPACE BLACK" "MW2U3D/A"
        from 2024/11 to 2026/12;
    Mac "MacBook Air (13-inch, M4, 2025)" "Mac16,12" "512GB" "SKY BLUE" "MC7A4D/A"
        from 2025/3 to 2026/12;
    AppleTv "Apple TV 4K (2nd generation)" "AppleTV11,1" "32GB" "BLACK" "MXGY2FD/A"
        from 2020/10 to 2022/11;
    AppleTv "Apple TV 4K (3rd generation)" "AppleTV14,1" "128GB" "BLACK" "MN893FD/A"
        from 2022/11 to 2026/12;
}

impl Product {
    /// A model of the family that was sold in a month; `choice` picks among them.
    pub(super) fn sold_in(month: i64, family: Family, choice: u64) -> &'static Self {
        let sold = |it: &&Self| it.family == family && (it.sold.0..=it.sold.1).contains(&month);
        let count = PRODUCTS.iter().filter(sold).count().max(1);
        let chosen = PRODUCTS.iter().filter(sold).nth(choice as usize % count);
        chosen.unwrap_or(&PRODUCTS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, Product, month};

    #[test]
    fn every_family_is_sold_in_every_month() {
        for (family, _) in Family::SHARES {
            for at in month(2021, 3)..=month(2026, 11) {
                assert!(Product::sold_in(at, family, 0).family == family);
            }
        }
    }
}
