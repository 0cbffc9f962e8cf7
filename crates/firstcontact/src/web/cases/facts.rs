//! What the guide knows of a device, as far as the server knows it; and what was seen of a
//! condition, in a line.

use super::super::House;
use crate::app::mend::guided::Known;
use crate::guide::DeviceFacts;
use crate::i18n::Language;
use crate::store::{StoreError, Tenant};
use enrollment::moment::Moment;
use remedy::facts::{Facts, Read};
use remedy::guard::Guard;
use serde::Serialize;

/// What the guide knows of a device; none for a device that there is no guide for.
pub(super) fn of_device(
    house: &House,
    (tenant, name): (Tenant, &str),
    serial: &str,
    read: Option<&Facts>,
    language: Language,
) -> Result<Option<DeviceFacts>, StoreError> {
    let ground = house.ground(name);
    let known = Known {
        company: &ground.company,
        contact: &ground.contact,
    };
    house
        .mending(tenant, name)
        .guided(serial, read, known, language)
}

/// What was seen of a condition, and when it was read; empty if nobody did, or if people say it.
pub(super) fn seen(guard: Guard, facts: &Facts) -> (String, Option<Moment>) {
    match guard {
        Guard::IdentityCertain => told("identity", facts.identity),
        Guard::InOrganisation | Guard::NotOnServiceAlready => told("custody", facts.custody),
        Guard::NotManagedElsewhere => told("managedElsewhere", facts.managed_elsewhere),
        Guard::CanMigrate => told("canMigrate", facts.can_migrate),
        Guard::ImportedRow => told("imported", facts.imported),
        Guard::SyncAllowed => told("syncAsked", facts.sync_asked),
        Guard::RecordIsItsOwn => told("record", facts.record),
        Guard::GatesGreen => told("profiled", facts.profiled),
        Guard::Unlocked => told("lock", facts.lock),
        Guard::EraseSure => told("verdict", facts.verdict),
        Guard::EvidenceFresh => (String::new(), facts.custody.map(|read| read.at)),
        Guard::Consented | Guard::FirstErase => (String::new(), None),
    }
}

fn told<T: Serialize + Copy>(name: &str, read: Option<Read<T>>) -> (String, Option<Moment>) {
    let Some(read) = read else {
        return (String::new(), None);
    };
    // These are our own words and numbers.
    let value = serde_json::to_string(&read.value).unwrap_or_default();
    (format!("{name} = {value}"), Some(read.at))
}
