//! An invented tenant of any size, written as a snapshot (design contract: a snapshot on disk).
//!
//! Everything about a device follows from its number, so each file is written in one pass without
//! holding the fleet in memory, and the same size gives the same bytes on every machine.

mod apple_rows;
mod device;
mod microsoft_rows;
mod names;
mod order;
mod pages;
mod people;
mod products;
mod story;
mod tenant;
mod tenant_files;

use device::Device;
use enrollment::moment::Moment;
use pages::Pages;
use std::io;
use std::path::Path;

/// When the snapshot was taken: 2026-11-20T09:00:00Z.
const TAKEN_AT: i64 = 1_795_165_200;
/// One device in so many has audit events, and one in so many of the silent ones a lock's answer.
const AUDITED_ONE_IN: u64 = 100;

/// When the snapshot was taken.
fn taken_at() -> Moment {
    Moment::from_unix(TAKEN_AT).unwrap_or_else(|| unreachable!("a date of this century"))
}

/// Writes a tenant with so many devices into an empty directory.
pub(super) fn write(directory: &Path, devices: u64) -> io::Result<()> {
    for folder in ["apple", "microsoft"] {
        std::fs::create_dir_all(directory.join(folder))?;
    }
    std::thread::scope(|scope| {
        let apple = scope.spawn(|| write_apple(directory, devices));
        let intune = write_intune(directory, devices);
        let apple = apple
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        apple.and(intune)
    })?;
    tenant_files::write(directory, devices)
}

fn write_apple(directory: &Path, devices: u64) -> io::Result<()> {
    let folder = directory.join("apple");
    let mut org_devices = Pages::apple(&folder, "orgDevices", "/v1/orgDevices");
    let mut links: Vec<Pages> = tenant::SERVERS
        .iter()
        .map(|server| server.pages(&folder))
        .collect();
    let mut events = Pages::apple(&folder, "auditEvents", "/v1/auditEvents");
    let mut locks = pages::lines(&folder.join("activationLockStatus.ndjson"))?;
    for number in 0..devices {
        let device = Device::of(number, devices);
        let Some(apple) = &device.apple else { continue };
        org_devices.row(|row| apple_rows::org_device(row, &device, apple))?;
        if let Some(server) = apple.server {
            links[server].row(|row| apple_rows::link(row, device.serial))?;
        }
        if number % AUDITED_ONE_IN == 0 {
            events.row(|row| apple_rows::added_event(row, &device, apple))?;
            if apple.server.is_some() {
                events.row(|row| apple_rows::assigned_event(row, &device, apple))?;
            }
        }
        if let Some(lock) = device.lock {
            apple_rows::lock(&mut locks, device.serial, lock)?;
        }
    }
    org_devices.end()?;
    events.end()?;
    io::Write::flush(&mut locks)?;
    links.into_iter().try_for_each(Pages::end)
}

fn write_intune(directory: &Path, devices: u64) -> io::Result<()> {
    let folder = directory.join("microsoft");
    let mut lists: Vec<Pages> = tenant::TOKENS
        .iter()
        .map(|token| token.pages(&folder))
        .collect();
    lists.push(tenant::upload_pages(&folder));
    let mut managed = Pages::graph(&folder, "managedDevices", "v1.0", "managedDevices");
    let mut failures = Pages::graph(
        &folder,
        "troubleshootingEvents",
        "v1.0",
        "troubleshootingEvents",
    );
    for place in 0..devices {
        // Intune lists devices in an order of its own.
        let number = scatter(place, devices);
        let device = Device::of(number, devices);
        for listed in device.listed.iter().flatten() {
            lists[listed.list].row(|row| microsoft_rows::imported(row, &device, listed))?;
        }
        for record in device.managed.iter().flatten() {
            managed.row(|row| microsoft_rows::managed(row, &device, record))?;
        }
        if let Some(failure) = &device.failure {
            failures.row(|row| microsoft_rows::failure(row, &device, failure))?;
        }
    }
    managed.end()?;
    failures.end()?;
    lists.into_iter().try_for_each(Pages::end)
}

/// The number at a place of a fixed order that is far from the natural one; each number once.
fn scatter(place: u64, count: u64) -> u64 {
    // Close to the golden ratio; a step without a common factor visits every number.
    let mut step = (count as f64 * 0.618) as u64 | 1;
    while greatest_common_divisor(step, count) != 1 {
        step += 2;
    }
    (u128::from(place) * u128::from(step) % u128::from(count)) as u64
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 {
        a
    } else {
        greatest_common_divisor(b, a % b)
    }
}

#[cfg(test)]
mod tests {
    use super::{scatter, write};

    #[test]
    fn scattering_visits_every_number_once() {
        for count in [1_u64, 2, 30, 997, 1000] {
            let mut all: Vec<u64> = (0..count).map(|place| scatter(place, count)).collect();
            all.sort_unstable();
            assert_eq!(all, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn every_file_is_json_and_names_its_devices() {
        let directory = std::env::temp_dir().join(format!("invented-{}", std::process::id()));
        write(&directory, 2500).unwrap();
        let mut pages = 0;
        for folder in ["apple", "microsoft"] {
            for file in std::fs::read_dir(directory.join(folder)).unwrap() {
                let path = file.unwrap().path();
                let text = std::fs::read_to_string(&path).unwrap();
                if path.extension().is_some_and(|it| it == "json") {
                    serde_json::from_str::<serde_json::Value>(&text)
                        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                    pages += 1;
                }
            }
        }
        assert!(pages > 20, "{pages}");
        let first = directory.join("apple/orgDevices-00001.json");
        let page: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(first).unwrap()).unwrap();
        assert_eq!(page["data"].as_array().unwrap().len(), 1000);
        assert_ne!(
            page["meta"]["paging"]["nextCursor"],
            serde_json::Value::Null
        );
        std::fs::remove_dir_all(&directory).unwrap();
    }
}
