//! Two stores live through the same random weeks, and everything that can be asked of them is the
//! same at the end of each day.

use super::case_weeks;
use super::looks::{LIST, day, fault, look, partial, take_in_all, with};
use enrollment::snapshot::Source;
use firstcontact::store::{
    DeviceRecord, FleetQuery, Lists, Said, Seen, Sort, SourceRead, Store, Tenant, Trait, open,
};

/// Which weeks.
pub(super) const SEEDS: std::ops::Range<u64> = 0..12;
pub(super) const DEVICES: u64 = 40;
const DAYS: i64 = 14;
/// Lists beside [`LIST`] that name some of the devices on some of the days.
const MORE: [Source; 2] = [Source::OrgDevices, Source::Register];

/// Lives through all weeks; the store is opened anew every few days.
pub(super) fn live(another: impl Fn() -> Box<dyn Store>, seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let memory = open("memory:").unwrap();
        let mut other = another();
        let here = memory.tenant("twin").unwrap();
        let there = other.tenant(&format!("twin {seed}")).unwrap();
        let mut dice = Dice(seed);
        for number in 0..DAYS {
            let both: [(&dyn Store, Tenant); 2] = [(&*memory, here), (&*other, there)];
            case_weeks::one_day(number, &mut dice, both);
            one_day(number, &mut dice, both);
            let context = format!("seed {seed}, day {number}");
            let (mine, yours) = (all(&*memory, here), all(&*other, there));
            assert_eq!(mine.len(), yours.len(), "{context}");
            for (mine, yours) in mine.iter().zip(&yours) {
                assert_eq!(mine, yours, "{context}");
            }
            if number % 5 == 4 {
                other = another();
            }
        }
    }
}

fn one_day(number: i64, dice: &mut Dice, stores: [(&dyn Store, Tenant); 2]) {
    let mut look = if dice.is(4) {
        partial(number)
    } else {
        look(number)
    };
    look.sources.extend(MORE.map(|list| SourceRead {
        source: list.name().to_owned(),
        whole: !dice.is(3),
    }));
    let devices: Vec<DeviceRecord> = (0..DEVICES)
        .filter_map(|device| random_device(device, dice))
        .collect();
    let findings = ["C21", "C23"].into_iter().filter(|_| dice.is(2));
    let findings: Vec<_> = findings.map(|code| fault(code, 3)).collect();
    let said = dice.is(3).then(|| Said {
        serial: serial(dice.below(DEVICES)),
        question: String::new(),
        text: format!("note of day {number}"),
        at: day(number),
        by: "somebody".to_owned(),
    });
    let forgets = dice.is(4).then(|| serial(dice.below(DEVICES)));
    let retains = dice.is(6).then(|| day(number - 5));
    for (store, tenant) in stores {
        let (devices, findings) = (devices.clone(), findings.clone());
        take_in_all(store, tenant, &look, devices, findings).unwrap();
        if let Some(said) = &said {
            store.say(tenant, said).unwrap();
        }
        if let Some(serial) = &forgets {
            store
                .forget_device(tenant, serial, "dpo", day(number))
                .unwrap();
        }
        if let Some(before) = retains {
            store.retain(tenant, before, day(number)).unwrap();
        }
    }
}

pub(super) fn serial(number: u64) -> String {
    // Byte order is not the order of any language.
    let letters = ["1", "A", "Z", "_", "Ä"];
    format!("{}{:02}", letters[(number / 8) as usize], number)
}

fn random_device(number: u64, dice: &mut Dice) -> Option<DeviceRecord> {
    if dice.is(8) {
        return None;
    }
    let causes = ["", "C01", "C04"];
    // Most devices stay as they are.
    let cause = if dice.is(5) {
        dice.below(3)
    } else {
        number % 3
    };
    let profile = match dice.below(8) {
        0 => None,
        1 => Some(""),
        _ => Some("standard"),
    };
    let facts = [("profile", profile), ("state", Some("notContacted"))];
    let mut device = with(&serial(number), causes[cause as usize], &facts);
    let also = MORE.into_iter().filter(|_| dice.is(2));
    device.lists = also.fold(device.lists, Lists::with);
    assert_eq!(device.packed.open().unwrap().0[0].source, LIST);
    Some(device)
}

/// Everything that can be asked.
fn all(store: &dyn Store, tenant: Tenant) -> Vec<String> {
    let mut told = vec![
        format!("{:#?}", store.today(tenant).unwrap()),
        format!("{:#?}", store.findings(tenant, false).unwrap()),
        format!("{:?}", store.snapshots(tenant, 9).unwrap()),
        format!("{:#?}", store.said(tenant, None).unwrap()),
    ];
    let trail = store.audit(Some(tenant), None, 100).unwrap();
    told.extend(trail.into_iter().map(|(_, entry)| format!("{entry:?}")));
    for number in 0..DEVICES {
        let serial = serial(number);
        told.push(format!("{:#?}", store.device(tenant, &serial).unwrap()));
        told.push(format!("{:#?}", store.history(tenant, &serial).unwrap()));
    }
    for seen in [Seen::Present, Seen::Unseen, Seen::Gone] {
        for sort in [Sort::Worst, Sort::Serial, Sort::Since, Sort::Changed] {
            for (descending, text) in [(false, ""), (true, ""), (false, "a"), (true, "z")] {
                let mut query = FleetQuery {
                    seen,
                    sort,
                    descending,
                    text: text.to_owned(),
                    size: 9,
                    ..FleetQuery::default()
                };
                told.push(format!("{:#?}", store.fleet(tenant, &query).unwrap()));
                query
                    .wanted
                    .insert(Trait::Cause, vec!["C01".into(), "C04".into()]);
                told.push(format!("{:#?}", store.fleet(tenant, &query).unwrap()));
            }
        }
    }
    told.extend(case_weeks::all(store, tenant));
    told
}

/// Chance that can be repeated.
pub(super) struct Dice(u64);

impl Dice {
    /// Less than `sides`.
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    /// Once in so many times.
    pub(super) fn is(&mut self, often: u64) -> bool {
        self.below(often) == 0
    }
}
