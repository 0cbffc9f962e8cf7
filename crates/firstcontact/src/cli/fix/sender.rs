//! Approved acts are carried out by the hands of a tenant.

use crate::app::mend::{Carry, Told};
use crate::cli::Stop;
use crate::cli::round::surroundings;
use crate::config::tenant::Tenant;
use crate::hands;
use crate::i18n::Language;
use actions::{Hands, Patience};
use remedy::act::{Approved, Outcome};
use sources::live::TenantSettings;
use std::cell::RefCell;

/// Hands, and what they were heard to send.
struct Sender<'h> {
    hands: Hands<'h>,
    heard: &'h RefCell<Vec<Told>>,
}

impl Carry for Sender<'_> {
    fn carry(
        &mut self,
        approved: Approved,
        code: Option<&str>,
        told: &mut dyn FnMut(Told),
    ) -> Outcome {
        let outcome = self.hands.carry_out(approved, code);
        self.heard.take().into_iter().for_each(told);
        outcome
    }
}

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
    let heard = RefCell::new(Vec::new());
    let mut listen = |call: &actions::Call, status: Option<u16>| {
        heard.borrow_mut().push(Told {
            method: call.method.to_string(),
            path: call.path.clone(),
            status,
        });
    };
    let silent = |_: sources::live::Event<'_>| ();
    let hands = Hands::new(
        settings,
        Patience::default(),
        surroundings(&silent),
        &mut listen,
    );
    let hands = hands.map_err(|why| Stop(language.told(&why.told())))?;
    let mut sender = Sender {
        hands,
        heard: &heard,
    };
    Ok(call(&mut sender))
}
