//! The small worlds of these tests, as the lab's files describe them.

/// What every one of them begins with.
const HEAD: &str = "name = \"Fabrikam\"\nabout = \"Devices to be mended\"\ncalm = true\n\
    seed = 5\ndevices = 0\nfaults = []\nat = \"2026-09-20T09:00:00Z\"\n";

/// Bought in a shop, in use since March, added with Configurator in August.
const IN_USE: &str = "[[device]]\nname = \"in use\"\nproduct = \"iPhone 16\"\n\
    source = \"retail\"\n\
    [[device.step]]\nat = \"2026-03-02T09:00:00Z\"\ndoes = \"ordered\"\n\
    [[device.step]]\nat = \"2026-03-03T09:00:00Z\"\ndoes = \"shipped\"\n\
    [[device.step]]\nat = \"2026-03-04T10:00:00Z\"\ndoes = \"delivered\"\n\
    [[device.step]]\nat = \"2026-03-04T12:00:00Z\"\ndoes = \"handed_out\"\n\
    [[device.step]]\nat = \"2026-03-04T18:00:00Z\"\ndoes = \"set_up\"\n\
    [[device.step]]\nat = \"2026-08-10T08:00:00Z\"\ndoes = \"added\"\nby = \"configurator\"\n";
const ASSIGNED: &str =
    "[[device.step]]\nat = \"2026-08-10T09:00:00Z\"\ndoes = \"assigned\"\nto = \"intune\"\n";
/// Added, assigned, and only then handed out and set up: managed.
const MANAGED: &str = "[[device]]\nname = \"managed\"\nproduct = \"iPhone 16\"\n\
    source = \"reseller\"\n\
    [[device.step]]\nat = \"2026-03-02T09:00:00Z\"\ndoes = \"ordered\"\n\
    [[device.step]]\nat = \"2026-03-03T09:00:00Z\"\ndoes = \"shipped\"\n\
    [[device.step]]\nat = \"2026-03-03T12:00:00Z\"\ndoes = \"added\"\nby = \"reseller\"\n\
    [[device.step]]\nat = \"2026-03-03T13:00:00Z\"\ndoes = \"assigned\"\nto = \"intune\"\n\
    [[device.step]]\nat = \"2026-03-06T10:00:00Z\"\ndoes = \"delivered\"\n\
    [[device.step]]\nat = \"2026-03-09T12:00:00Z\"\ndoes = \"handed_out\"\n\
    [[device.step]]\nat = \"2026-03-09T18:00:00Z\"\ndoes = \"set_up\"\n";
/// Managed by another product, assigned to Intune with a deadline that lies ahead.
const MOVING: &str = "[[device]]\nname = \"moving\"\nproduct = \"iPhone 16\"\n\
    source = \"reseller\"\n\
    [[device.step]]\nat = \"2026-02-01T09:00:00Z\"\ndoes = \"ordered\"\n\
    [[device.step]]\nat = \"2026-02-03T09:00:00Z\"\ndoes = \"shipped\"\n\
    [[device.step]]\nat = \"2026-02-03T20:00:00Z\"\ndoes = \"added\"\nby = \"reseller\"\n\
    [[device.step]]\nat = \"2026-02-03T21:00:00Z\"\ndoes = \"assigned\"\nto = \"other\"\n\
    [[device.step]]\nat = \"2026-02-06T10:00:00Z\"\ndoes = \"delivered\"\n\
    [[device.step]]\nat = \"2026-02-06T11:00:00Z\"\ndoes = \"handed_out\"\n\
    [[device.step]]\nat = \"2026-02-06T12:00:00Z\"\ndoes = \"managed_elsewhere\"\n\
    [[device.step]]\nat = \"2026-09-18T08:00:00Z\"\ndoes = \"assigned\"\nto = \"intune\"\n\
    [[device.step]]\nat = \"2026-09-18T09:00:00Z\"\ndoes = \"migration_planned\"\n\
    deadline = \"2026-10-10T09:00:00Z\"\n";

/// A device of a world.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Set up before it was added: the classic case.
    Classic,
    /// The same, and left on Configurator's own service.
    Forgotten,
    /// Managed as it should be.
    Managed,
    /// On its way from another management, without an erase.
    Moving,
}

/// A world with these devices.
pub(super) fn of(devices: &[Kind]) -> String {
    let one = |kind: &Kind| match kind {
        Kind::Classic => [IN_USE, ASSIGNED].concat(),
        Kind::Forgotten => IN_USE.to_owned(),
        Kind::Managed => MANAGED.to_owned(),
        Kind::Moving => MOVING.to_owned(),
    };
    let devices: Vec<String> = devices.iter().map(one).collect();
    [HEAD, &devices.concat()].concat()
}
