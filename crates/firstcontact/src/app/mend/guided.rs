//! What the guide knows of a device, as far as the store remembers it.

use super::Mending;
use crate::app::remember::{MODEL, OS_VERSION};
use crate::guide::{DeviceFacts, OsVersion, Platform};
use crate::i18n::Language;
use crate::store::StoreError;
use remedy::facts::Facts;

/// How a company is known to those who have its devices. Empty where nobody laid it down.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    /// The company's name.
    pub company: &'k str,
    /// Whom to ask for help.
    pub contact: &'k str,
}

impl Mending<'_> {
    /// What the guide knows of a device; none for a device that the store does not remember, or
    /// that there is no guide for. `read`: what was read when its case was looked at last.
    ///
    /// # Errors
    /// Whatever the store says.
    pub fn guided(
        &self,
        serial: &str,
        read: Option<&Facts>,
        known: Known<'_>,
        language: Language,
    ) -> Result<Option<DeviceFacts>, StoreError> {
        let Some(view) = self.store.device(self.tenant, serial)? else {
            return Ok(None);
        };
        let (traits, holder) = (view.row.traits, view.row.holder);
        let Some(platform) = Platform::of(&traits.platform, &traits.model) else {
            return Ok(None);
        };
        let fact = |name: &str| {
            let mut facts = view.facts.iter();
            let found = facts.find(|fact| fact.name == name);
            found.and_then(|fact| fact.value.as_deref()).unwrap_or("")
        };
        let or = |text: &str, other: String| match text {
            "" => other,
            text => text.to_owned(),
        };
        Ok(Some(DeviceFacts {
            // Without Apple's list the trait is what Intune calls the model.
            model: or(fact(MODEL), traits.model),
            serial: serial.to_owned(),
            platform,
            least_os_version: OsVersion::parse(fact(OS_VERSION)),
            company: or(known.company, self.name.to_owned()),
            help_contact: or(known.contact, language.text("holder-contact")),
            account: Some(holder).filter(|it| it.contains('@')),
            has_esim: None,
            lock: read.and_then(|facts| facts.lock).map(|lock| lock.value),
            remote_management_text: String::new(),
        }))
    }
}
