//! The hands of a tenant, as it is configured, on this machine's clock.

use crate::app::mend::Carry;
use crate::cli::Stop;
use crate::cli::round::surroundings;
use crate::config::tenant::Tenant;
use crate::hands;
use crate::i18n::Language;
use sources::live::TenantSettings;

/// Opens the hands of a tenant for a while.
pub(in crate::cli) fn with<T>(
    name: &str,
    tenant: &Tenant,
    language: Language,
    call: impl FnOnce(&mut dyn Carry) -> T,
) -> Result<T, Stop> {
    let settings = hands::settings(name, tenant, language).map_err(Stop)?;
    open(settings, language, call)
}

/// Opens the hands of whoever these settings are of.
pub(in crate::cli) fn open<T>(
    settings: TenantSettings,
    language: Language,
    call: impl FnOnce(&mut dyn Carry) -> T,
) -> Result<T, Stop> {
    let silent = |_: sources::live::Event<'_>| ();
    let done = hands::open(settings, surroundings(&silent), call);
    done.map_err(|why| Stop(language.told(&why.told())))
}
