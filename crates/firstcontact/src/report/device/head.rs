//! Which device it is, who has it, and the verdict in one line.

use super::{View, share};
use crate::report::paint::Ink;
use crate::report::sheet::{Lead, Sheet, widest};
use crate::report::wording::{plain, time};
use enrollment::case_file::{Kind, Managed};
use enrollment::diagnosis::Standing;
use enrollment::snapshot::{PurchaseSource, Whereabouts};
use enrollment::term::Term;

pub(super) fn write<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    let serial = view.examined.device.serial_text();
    let parts: Vec<String> = [model(view), platform(view)]
        .into_iter()
        .flatten()
        .collect();
    let lead = format!("{serial}  ");
    sheet.item(
        Lead::new(0, &lead, Ink::Bold),
        Ink::Plain,
        &parts.join(" · "),
    );
    verdict(view, sheet);
    let pairs = [
        ("device-name", name(view)),
        ("device-order", order(view)),
        ("device-holder", holder(view)),
        ("device-taken", Some(taken(view))),
    ];
    let pairs: Vec<(String, String)> = pairs
        .into_iter()
        .filter_map(|(key, value)| value.map(|value| (view.text(key), value)))
        .collect();
    let wide = widest(pairs.iter().map(|pair| pair.0.as_str()));
    for (key, value) in &pairs {
        sheet.pair(0, key, wide, value);
    }
}

fn verdict<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    let verdict = view.verdict();
    let (key, ink) = match verdict.standing {
        Standing::Healthy => ("standing-healthy", Ink::Good),
        Standing::Waiting => ("standing-waiting", Ink::Name),
        Standing::NeedsYou => ("standing-needs-you", Ink::Bad),
        Standing::CannotTell => ("standing-cannot-tell", Ink::Warn),
    };
    let standing = format!("{}: ", view.text(key));
    let text = match view.rule() {
        Some(rule) => {
            let probability = share(view.language, verdict.probability);
            format!(
                "{} {} ({probability})",
                rule.cause.code,
                view.page(rule).title
            )
        }
        None if verdict.unexplained => view.text("device-unexplained-short"),
        None if view.case().get::<Managed>() == Managed::ByHand => view.text("device-personal"),
        None => view.text("device-well"),
    };
    sheet.item(Lead::new(0, &standing, ink), Ink::Bold, &text);
}

fn model<T>(view: &View<'_, '_, '_, T>) -> Option<String> {
    let device = view.examined.device;
    let org = device.org();
    let product = org.and_then(|row| view.word(row.product));
    let model = view.word(device.model());
    match (model, product) {
        (Some(model), Some(product)) if model != product => Some(format!("{model} ({product})")),
        (model, product) => model.or(product),
    }
}

/// The platform under its vendor's name, with the version that Intune last saw.
fn platform<T>(view: &View<'_, '_, '_, T>) -> Option<String> {
    let managed = view.examined.device.managed();
    let name = match view.case().get::<Kind>() {
        Kind::Ios => Some("iOS/iPadOS".to_owned()),
        Kind::Mac => Some("macOS".to_owned()),
        Kind::Tv => Some("tvOS".to_owned()),
        Kind::Vision => Some("visionOS".to_owned()),
        Kind::Watch => Some("watchOS".to_owned()),
        Kind::Foreign | Kind::Unread => managed.and_then(|row| view.word(row.os)),
    };
    let version = managed.and_then(|row| view.word(row.os_version));
    match (name, version) {
        (Some(name), Some(version)) => Some(format!("{name} {version}")),
        (name, version) => name.or(version),
    }
}

fn name<T>(view: &View<'_, '_, '_, T>) -> Option<String> {
    view.word(view.examined.device.managed()?.name)
}

fn order<T>(view: &View<'_, '_, '_, T>) -> Option<String> {
    let row = view.examined.device.org()?;
    if row.source == PurchaseSource::Manual {
        return Some(view.text("device-added-by-hand"));
    }
    let ordered = row.ordered.at().map(enrollment::moment::Moment::date);
    let source = match row.source {
        PurchaseSource::Apple => Some(view.text("device-source-apple")),
        PurchaseSource::Reseller => Some(view.text("device-source-reseller")),
        _ => None,
    };
    let parts: Vec<_> = [view.word(row.order), source, ordered]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Who has it: as the register says, or else whom Intune calls its user.
fn holder<T>(view: &View<'_, '_, '_, T>) -> Option<String> {
    let device = view.examined.device;
    let register = device.register();
    let strange = &device.fleet.snapshot.strange;
    let listed = register.and_then(|row| view.word(row.user));
    let user = listed.or_else(|| device.managed().and_then(|row| view.word(row.user)));
    let place = register.and_then(|row| view.word(row.site));
    let whereabouts = register
        .filter(|row| row.whereabouts != Whereabouts::Missing)
        .map(|row| view.spoken(&plain(&row.whereabouts.text(strange))));
    let parts: Vec<_> = [user, place, whereabouts].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn taken<T>(view: &View<'_, '_, '_, T>) -> String {
    let snapshot = view.examined.device.fleet.snapshot;
    let at = time(snapshot.taken_at);
    match snapshot.tenant.name.as_str() {
        "" => at,
        name => format!("{at}, {}", plain(name)),
    }
}
