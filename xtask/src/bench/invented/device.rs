//! One device of the invented tenant: what each interface says about it. Everything follows from
//! its number.

use super::super::random::Random;
use super::names::{Id, Serial};
use super::order::Order;
use super::people::Person;
use super::story::{STORIES, Story};
use super::tenant;
use enrollment::moment::{DAY, HOUR, MINUTE, Moment};

const PURPOSE: u64 = 0xde71;
const RECORDS: u64 = 0x3ec0;

/// What the interfaces say about a device.
pub(super) struct Device {
    pub(super) number: u64,
    pub(super) serial: Serial,
    pub(super) order: Order,
    pub(super) holder: Person,
    /// What its IMEI is made of; two devices share it if one replaced the other.
    pub(super) radio: u64,
    pub(super) apple: Option<AtApple>,
    pub(super) listed: [Option<Listed>; 2],
    pub(super) managed: [Option<Managed>; 2],
    pub(super) lock: Option<&'static str>,
    pub(super) failure: Option<Failure>,
}

/// Its row in Apple Business.
pub(super) struct AtApple {
    pub(super) added: Moment,
    pub(super) updated: Moment,
    pub(super) assigned: Moment,
    pub(super) released: Option<Moment>,
    pub(super) by_hand: bool,
    /// Position of its service.
    pub(super) server: Option<usize>,
}

/// A row on a token's list, or on the uploaded one.
pub(super) struct Listed {
    pub(super) list: usize,
    pub(super) created: Moment,
    pub(super) profile: Option<(usize, Moment)>,
    pub(super) contacted: Option<Moment>,
    pub(super) state: &'static str,
    pub(super) deleted: bool,
}

/// A record in Intune.
pub(super) struct Managed {
    pub(super) id: Id,
    pub(super) enrolled: Moment,
    pub(super) last_sync: Option<Moment>,
    pub(super) certificate_expires: Moment,
    pub(super) version: &'static str,
    pub(super) enrollment: &'static str,
    pub(super) compliance: &'static str,
    pub(super) management: &'static str,
    pub(super) registered: bool,
    pub(super) supervised: bool,
    pub(super) owner: &'static str,
    pub(super) with_user: bool,
    pub(super) profile: Option<usize>,
    pub(super) own_name: bool,
}

/// An enrollment that Intune refused.
pub(super) struct Failure {
    pub(super) at: Moment,
    pub(super) category: &'static str,
    pub(super) reason: &'static str,
}

impl Device {
    /// The device with this number in a tenant of so many.
    pub(super) fn of(number: u64, devices: u64) -> Self {
        let mut random = Random::of(PURPOSE, number);
        let story = random.weighted(&STORIES);
        let mut device = Self::healthy(number, devices, &mut random);
        match story {
            Story::Healthy => {}
            Story::Sealed
            | Story::JustAdded
            | Story::NotImportedYet
            | Story::LateProfile
            | Story::NoProfile
            | Story::LateAssignment
            | Story::Failed => device.never_enrolled(story, &mut random),
            Story::Unassigned
            | Story::Configurator
            | Story::OnConfigurator
            | Story::Released
            | Story::OldService
            | Story::Uploaded => device.misplaced(story, &mut random),
            Story::ByHand => device.enrolled_by_hand(&mut random),
            Story::TwoTokens | Story::Exchanged | Story::RecordGone => device.doubled(story),
            _ => device.in_trouble(story, &mut random),
        }
        device
    }

    fn healthy(number: u64, devices: u64, random: &mut Random) -> Self {
        let order = Order::of_device(number, devices);
        let now = super::taken_at();
        let added = order.added.plus(random.between(0, 10 * MINUTE));
        let imported = next_sync(added);
        let profiled = imported.plus(random.between(2, 40));
        let enrolled = profiled.plus(random.between(2 * HOUR, 60 * DAY));
        let enrolled = enrolled.min(now.plus(-random.between(2 * HOUR, 3 * DAY)));
        let quiet = if random.percent(88) {
            26 * HOUR
        } else {
            20 * DAY
        };
        let last_sync = now.plus(-random.between(5 * MINUTE, quiet)).max(enrolled);
        let with_user = tenant::PROFILES[order.profile].with_user;
        let years = now.since(enrolled) / (365 * DAY) + 1;
        let record = Managed {
            id: Id::of(RECORDS, number),
            enrolled,
            last_sync: Some(last_sync),
            certificate_expires: enrolled.plus(years * 365 * DAY),
            version: random.weighted(order.product.family.versions()),
            enrollment: if with_user {
                "appleBulkWithUser"
            } else {
                "appleBulkWithoutUser"
            },
            compliance: "compliant",
            management: "managed",
            registered: with_user,
            supervised: true,
            owner: "company",
            with_user,
            profile: Some(order.profile),
            own_name: random.percent(12),
        };
        let listed = Listed {
            list: order.region,
            created: imported,
            profile: Some((order.profile, profiled)),
            contacted: Some(last_sync),
            state: "enrolled",
            deleted: false,
        };
        Self {
            number,
            serial: Serial::of(number),
            order,
            holder: Person::holding(number, devices),
            radio: number,
            apple: Some(AtApple {
                added,
                updated: added.plus(random.between(1, 9)),
                assigned: added.plus(random.between(1, 9)),
                released: None,
                by_hand: false,
                server: Some(order.region),
            }),
            listed: [Some(listed), None],
            managed: [Some(record), None],
            lock: None,
            failure: None,
        }
    }

    /// Takes the record away, and what the list says about contact.
    fn forget_enrollment(&mut self) {
        self.managed = [None, None];
        for listed in self.listed.iter_mut().flatten() {
            listed.contacted = None;
            listed.state = "notContacted";
        }
    }

    fn never_enrolled(&mut self, story: Story, random: &mut Random) {
        let now = super::taken_at();
        self.forget_enrollment();
        if random.percent(10) {
            self.lock = Some(random.weighted(&[("NONE", 70), ("USER", 25), ("MDM", 5)]));
        }
        let (Some(apple), Some(listed)) = (&mut self.apple, &mut self.listed[0]) else {
            return;
        };
        match story {
            Story::JustAdded | Story::NotImportedYet => {
                // The newest devices came with a handful of orders of the last week.
                self.order.number = 900_000 + self.order.number % 40;
                self.order.placed = now.plus(-5 * DAY);
                let ago = if story == Story::JustAdded {
                    (20 * HOUR, 44 * HOUR)
                } else {
                    (1, 5 * HOUR)
                };
                apple.added = now.plus(-random.between(ago.0, ago.1));
                apple.assigned = apple.added.plus(4);
                apple.updated = apple.assigned;
                listed.created = next_sync(apple.added).min(now.plus(-3 * HOUR));
                listed.profile = Some((self.order.profile, listed.created.plus(3)));
                if story == Story::NotImportedYet {
                    self.listed = [None, None];
                }
            }
            Story::LateProfile => {
                let late = listed.created.plus(random.between(5 * DAY, 90 * DAY));
                listed.profile = Some((self.order.profile, late.min(now.plus(-2 * HOUR))));
            }
            Story::NoProfile => listed.profile = None,
            Story::LateAssignment => {
                let late = apple.added.plus(random.between(3 * DAY, 120 * DAY));
                apple.assigned = late.min(now.plus(-30 * HOUR));
                apple.updated = apple.assigned;
                listed.created = next_sync(apple.assigned);
                listed.profile = Some((self.order.profile, listed.created.plus(5)));
            }
            Story::Failed => {
                listed.state = "failed";
                let (category, reason) = random.one_of(&FAILURES);
                let at = now.plus(-random.between(HOUR, 30 * DAY));
                self.failure = Some(Failure {
                    at,
                    category,
                    reason,
                });
            }
            _ => {}
        }
    }

    fn misplaced(&mut self, story: Story, random: &mut Random) {
        let now = super::taken_at();
        self.forget_enrollment();
        let Some(apple) = &mut self.apple else { return };
        match story {
            Story::Unassigned => {
                apple.server = None;
                self.listed = [None, None];
            }
            Story::OldService => {
                apple.server = Some(tenant::OLD_SERVICE);
                self.listed = [None, None];
            }
            Story::Configurator | Story::OnConfigurator => {
                apple.by_hand = true;
                apple.added = now.plus(-random.between(2 * DAY, 400 * DAY));
                apple.assigned = apple.added.plus(random.between(HOUR, 2 * DAY)).min(now);
                apple.updated = apple.assigned;
                if story == Story::OnConfigurator {
                    apple.server = Some(tenant::CONFIGURATOR);
                    self.listed = [None, None];
                } else if let Some(listed) = &mut self.listed[0] {
                    listed.created = next_sync(apple.assigned).min(now.plus(-HOUR));
                    listed.profile = Some((self.order.profile, listed.created.plus(4)));
                }
            }
            Story::Released => {
                let released = now.plus(-random.between(DAY, 300 * DAY));
                apple.released = Some(released);
                apple.updated = released;
                apple.server = None;
                if let Some(listed) = &mut self.listed[0] {
                    listed.deleted = true;
                }
            }
            _ => {
                self.apple = None;
                if let Some(listed) = &mut self.listed[0] {
                    listed.list = tenant::UPLOADS;
                    listed.profile = None;
                }
            }
        }
    }

    fn enrolled_by_hand(&mut self, random: &mut Random) {
        let (Some(record), Some(listed)) = (&mut self.managed[0], &mut self.listed[0]) else {
            return;
        };
        record.enrollment = "userEnrollment";
        record.supervised = false;
        record.profile = None;
        record.with_user = true;
        record.own_name = true;
        record.registered = true;
        record.owner = if random.percent(60) {
            "personal"
        } else {
            "company"
        };
        record.enrolled = listed.created.plus(-random.between(DAY, 90 * DAY));
        listed.state = "notContacted";
        listed.contacted = None;
    }

    fn in_trouble(&mut self, story: Story, random: &mut Random) {
        let now = super::taken_at();
        let (Some(record), Some(listed)) = (&mut self.managed[0], &mut self.listed[0]) else {
            return;
        };
        match story {
            Story::Noncompliant => {
                let states = [
                    ("noncompliant", 75),
                    ("inGracePeriod", 15),
                    ("error", 6),
                    ("conflict", 4),
                ];
                record.compliance = random.weighted(&states);
            }
            Story::Stale | Story::CertificateRanOut => {
                let last = now.plus(-random.between(31 * DAY, 300 * DAY));
                record.enrolled = record.enrolled.min(last.plus(-DAY));
                record.last_sync = Some(last);
                listed.contacted = Some(last);
                record.compliance = "noncompliant";
                if story == Story::CertificateRanOut {
                    record.certificate_expires = last.plus(random.between(DAY, 20 * DAY)).min(now);
                }
            }
            Story::Duplicate => {
                let (id, last) = (
                    Id::of(RECORDS + 1, self.number),
                    record.enrolled.plus(-9 * DAY),
                );
                let older = Managed {
                    id,
                    enrolled: last.plus(-200 * DAY),
                    last_sync: Some(last),
                    compliance: "noncompliant",
                    ..*record
                };
                self.managed[1] = Some(older);
            }
            Story::PendingReset => {
                listed.state = "pendingReset";
                let assigned = record
                    .enrolled
                    .plus(random.between(DAY, 200 * DAY))
                    .min(now);
                record.profile = record
                    .profile
                    .map(|profile| profile ^ usize::from(profile < 2));
                listed.profile = Some((self.order.profile, assigned));
            }
            Story::NotRegistered => {
                record.registered = false;
                record.compliance = "noncompliant";
            }
            Story::Blocked => listed.state = "blocked",
            Story::WipePending => record.management = "wipePending",
            Story::NeverCheckedIn => {
                record.last_sync = None;
                record.compliance = "unknown";
            }
            _ => {}
        }
    }

    fn doubled(&mut self, story: Story) {
        match story {
            Story::TwoTokens => {
                let other = (self.order.region + 1) % tenant::TOKENS.len();
                if let Some(listed) = &self.listed[0] {
                    self.listed[1] = Some(Listed {
                        list: other,
                        created: listed.created.plus(-30 * DAY),
                        profile: None,
                        contacted: None,
                        state: "notContacted",
                        deleted: !self.number.is_multiple_of(3),
                    });
                }
            }
            // The neighbour keeps the number that both modems have.
            Story::Exchanged => {
                self.radio = self.number ^ 1;
                self.forget_enrollment();
            }
            _ => self.managed = [None, None],
        }
    }
}

/// Category and reason of failed enrollments (microsoft.md §1.8).
const FAILURES: [(&str, &str); 5] = [
    ("userValidation", "UserLicenseTypeInvalid"),
    ("enrollmentRestrictionsEnforced", "DeviceCapReached"),
    (
        "enrollmentRestrictionsEnforced",
        "PersonalDeviceEnrollmentBlocked",
    ),
    ("userAbandonment", "UserAbandonment"),
    ("authorization", "UserUnauthorized"),
];

/// The first token sync after a moment: they run at 03:10 and 15:10 UTC.
fn next_sync(after: Moment) -> Moment {
    const FIRST: i64 = 3 * HOUR + 10 * MINUTE;
    let since = (after.unix() - FIRST).rem_euclid(12 * HOUR);
    after.plus(12 * HOUR - since)
}
