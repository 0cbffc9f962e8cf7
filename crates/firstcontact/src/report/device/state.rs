//! Intune's own view of the device and what belongs to it at Apple and in Entra: observed against
//! expected, as in Intune's blade, with a mark at each deviation.

use super::View;
use crate::report::ndjson::expected_enrollment;
use crate::report::paint::Ink;
use crate::report::sheet::{Cell, Sheet, widest};
use crate::report::wrap::pad;
use enrollment::case_file::{
    CheckIn, Compliance, Membership, Reading, Registered, Server, SourceKind,
};
use enrollment::moment::DAY;
use enrollment::snapshot::{
    EnrollmentState, EnrollmentType, ManagedDevice, ManagementState, Source,
};
use enrollment::term::Term;

/// A contact within so many days is recent; as the reading `check_in` has it.
const RECENT_DAYS: i64 = 30;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Yes,
    No,
    Unknown,
}

struct Line {
    label: &'static str,
    observed: String,
    expected: String,
    fit: Fit,
}

pub(super) fn write<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    let mut lines = intune(view);
    lines.extend(records(view));
    lines.extend(apple(view));
    lines.extend(entra(view));
    sheet.heading(&view.text("device-state"));
    let labels: Vec<String> = lines.iter().map(|line| view.text(line.label)).collect();
    let label_wide = widest(labels.iter().map(String::as_str));
    let heads = [view.text("device-observed"), view.text("device-expected")];
    let observed = lines.iter().map(|line| line.observed.as_str());
    // Two columns share what the labels leave; the observed one is the more interesting.
    let room = sheet.width().saturating_sub(label_wide + 2 + 2 + 2 + 2 + 2);
    let observed_wide = widest(observed.chain([heads[0].as_str()]))
        .min(room * 3 / 5)
        .max(12);
    let expected_wide = room.saturating_sub(observed_wide).max(12);
    let blank = pad("", label_wide);
    sheet.row(
        2,
        &[
            Cell::new("", 1, Ink::Plain),
            Cell::new(&blank, label_wide, Ink::Plain),
            Cell::new(&heads[0], observed_wide, Ink::Dim),
            Cell::new(&heads[1], expected_wide, Ink::Dim),
        ],
    );
    for (line, label) in lines.iter().zip(&labels) {
        let (mark, ink) = match line.fit {
            Fit::Yes => ("✓", Ink::Good),
            Fit::No => ("✗", Ink::Bad),
            Fit::Unknown => ("?", Ink::Warn),
        };
        let seen = if line.fit == Fit::Yes {
            Ink::Plain
        } else {
            ink
        };
        sheet.row(
            2,
            &[
                Cell::new(mark, 1, ink),
                Cell::new(label, label_wide, Ink::Plain),
                Cell::new(&line.observed, observed_wide, seen),
                Cell::new(&line.expected, expected_wide, Ink::Dim),
            ],
        );
    }
}

fn fits(condition: bool) -> Fit {
    if condition { Fit::Yes } else { Fit::No }
}

fn intune<T>(view: &View<'_, '_, '_, T>) -> Vec<Line> {
    let device = view.examined.device;
    let managed = device.managed();
    vec![
        status(view),
        contact(view),
        of_managed(view, "device-supervised", "device-none", view.text("device-yes"), |row| {
            let supervised = row.supervised?;
            Some((yes_or_no(view, supervised), fits(supervised)))
        }),
        of_managed(
            view,
            "device-enrollment-type",
            "device-not-managed",
            view.spoken(expected_enrollment(device)),
            |row| enrollment_type(view, row),
        ),
        of_managed(view, "device-management-state", "device-none", view.spoken("managed"), |row| {
            let word = term(view, row.management)?;
            Some((word, fits(row.management == ManagementState::Managed)))
        }),
    ]
    .into_iter()
    // A managed device that no Apple list names has no place on the token's list to deviate from.
    .filter(|line| line.label != "device-status" || managed.is_none() || listed(view))
    .collect()
}

/// More than one record of the same device; one is not worth a line.
fn records<T>(view: &View<'_, '_, '_, T>) -> Option<Line> {
    let count = view.examined.device.managed_all().count();
    (count > 1).then(|| Line {
        label: "device-records",
        observed: count.to_string(),
        expected: view.text("device-one"),
        fit: Fit::No,
    })
}

fn listed<T>(view: &View<'_, '_, '_, T>) -> bool {
    let device = view.examined.device;
    device.imported().is_some() || device.org().is_some()
}

fn status<T>(view: &View<'_, '_, '_, T>) -> Line {
    let (observed, fit) = match view.examined.device.imported() {
        Some(row) => match term(view, row.state) {
            Some(word) => (word, fits(row.state == EnrollmentState::Enrolled)),
            None => (view.text("device-unsaid"), Fit::Unknown),
        },
        None => absent(view, Source::ImportedIdentities, "device-not-listed"),
    };
    Line {
        label: "device-status",
        observed,
        expected: view.spoken("enrolled"),
        fit,
    }
}

fn contact<T>(view: &View<'_, '_, '_, T>) -> Line {
    let device = view.examined.device;
    let of_managed = device
        .managed()
        .map(|row| row.last_sync)
        .filter(|at| at.at().is_some());
    let of_list = device.imported().map(|row| row.contacted);
    let now = device.fleet.snapshot.taken_at;
    let stamp = of_managed.or(of_list).unwrap_or_default();
    let (observed, fit) = match stamp.at() {
        Some(at) => {
            let recent = now.since(at) <= RECENT_DAYS * DAY
                && !matches!(view.case().get(), CheckIn::Stale | CheckIn::Never);
            (at.date(), fits(recent))
        }
        None if stamp.is_never() => (view.text("device-never"), Fit::No),
        None => (view.text("device-unsaid"), Fit::Unknown),
    };
    let (observed, fit) = if stamp.is_absent() && device.imported().is_none() {
        absent(view, Source::ImportedIdentities, "device-none")
    } else {
        (observed, fit)
    };
    let days = RECENT_DAYS.to_string();
    let expected = view.with("device-recent", &[("days", &days)]);
    Line {
        label: "device-last-contact",
        observed,
        expected,
        fit,
    }
}

fn of_managed<T>(
    view: &View<'_, '_, '_, T>,
    label: &'static str,
    missing: &str,
    expected: String,
    observe: impl FnOnce(&ManagedDevice) -> Option<(String, Fit)>,
) -> Line {
    let (observed, fit) = match view.examined.device.managed() {
        Some(row) => observe(row).unwrap_or_else(|| (view.text("device-unsaid"), Fit::Unknown)),
        None => absent(view, Source::ManagedDevices, missing),
    };
    Line {
        label,
        observed,
        expected,
        fit,
    }
}

fn enrollment_type<T>(view: &View<'_, '_, '_, T>, row: &ManagedDevice) -> Option<(String, Fit)> {
    let device = view.examined.device;
    let profile = device
        .imported()
        .and_then(|row| device.fleet.tenant.profile(row.profile));
    let automated = matches!(
        row.enrollment,
        EnrollmentType::BulkWithUser | EnrollmentType::BulkWithoutUser
    );
    // Without the profile nobody knows which of the two automated kinds it leads to.
    let fit = match profile {
        Some(_) => row.enrollment.word() == Ok(expected_enrollment(device)),
        None => automated,
    };
    Some((term(view, row.enrollment)?, fits(fit)))
}

fn apple<T>(view: &View<'_, '_, '_, T>) -> Vec<Line> {
    let case = view.case();
    let organisation = match case.get::<Membership>() {
        Membership::Unread => (view.text("device-not-read"), Fit::Unknown),
        Membership::Present => (view.text("device-yes"), Fit::Yes),
        Membership::Absent => (view.text("device-no"), Fit::No),
        Membership::Released => (view.text("device-released"), Fit::No),
    };
    let server: Server = case.get();
    let fit = match server {
        Server::Unread | Server::Unlisted => Fit::Unknown,
        Server::Intune => Fit::Yes,
        _ => Fit::No,
    };
    let name = service_name(view).filter(|_| server != Server::Unassigned);
    let kind = of_reading(view, "device-server", server);
    let service = (
        name.map_or_else(|| kind.clone(), |name| format!("{name} ({kind})")),
        fit,
    );
    let source: SourceKind = case.get();
    let fit = match source {
        SourceKind::Unread => Fit::Unknown,
        SourceKind::Manual => Fit::No,
        SourceKind::Apple | SourceKind::Reseller => Fit::Yes,
    };
    let came = (of_reading(view, "device-source", source), fit);
    [
        ("device-organisation", organisation, view.text("device-yes")),
        ("device-service", service, view.text("device-server-intune")),
        ("device-came", came, view.text("device-source-expected")),
    ]
    .into_iter()
    .map(|(label, (observed, fit), expected)| Line {
        label,
        observed,
        expected,
        fit,
    })
    .collect()
}

fn entra<T>(view: &View<'_, '_, '_, T>) -> Vec<Line> {
    if view.examined.device.managed().is_none() {
        return Vec::new();
    }
    let registered = match view.case().get::<Registered>() {
        Registered::Unread => (view.text("device-unsaid"), Fit::Unknown),
        Registered::Yes => (view.text("device-yes"), Fit::Yes),
        Registered::No => (view.text("device-no"), Fit::No),
    };
    vec![
        Line {
            label: "device-registered",
            observed: registered.0,
            expected: view.text("device-yes"),
            fit: registered.1,
        },
        of_managed(
            view,
            "device-compliance",
            "device-none",
            view.spoken("compliant"),
            |row| {
                let compliant = view.case().get::<Compliance>() == Compliance::Compliant;
                Some((term(view, row.compliance)?, fits(compliant)))
            },
        ),
    ]
}

fn service_name<T>(view: &View<'_, '_, '_, T>) -> Option<String> {
    let device = view.examined.device;
    let link = device.links().next()?;
    let servers = &device.fleet.snapshot.mdm_servers;
    let server = servers.iter().find(|server| server.id == link.server)?;
    view.word(server.name)
}

/// What stands in the place of a row that does not exist.
fn absent<T>(view: &View<'_, '_, '_, T>, source: Source, missing: &str) -> (String, Fit) {
    if view
        .examined
        .device
        .fleet
        .snapshot
        .reads
        .is_complete(source)
    {
        (view.text(missing), Fit::No)
    } else {
        (view.text("device-not-read"), Fit::Unknown)
    }
}

fn term<T, V: Term>(view: &View<'_, '_, '_, T>, term: V) -> Option<String> {
    let text = term.text(&view.examined.device.fleet.snapshot.strange);
    (!text.is_empty()).then(|| view.spoken(&text))
}

fn of_reading<T, R: Reading>(view: &View<'_, '_, '_, T>, key: &str, reading: R) -> String {
    let value = R::INFO
        .values
        .get(usize::from(reading.value()))
        .copied()
        .unwrap_or("unread");
    match value {
        "unread" => view.text("device-not-read"),
        value => view.text(&format!("{key}-{}", crate::report::wording::kebab(value))),
    }
}

fn yes_or_no<T>(view: &View<'_, '_, '_, T>, yes: bool) -> String {
    view.text(if yes { "device-yes" } else { "device-no" })
}
