//! `fix link`: the address of the guide, for whoever has the device.

use super::{Bench, Failed, case};
use crate::app::mend::Mending;
use crate::cli::serve_door::served_at;
use crate::cli::{NOTHING, Stop, deliver};
use crate::web::cases::link;

impl Bench<'_> {
    /// A link leads to where people reach the server, as a one-time link to enter does.
    pub(super) fn link(&self, mending: &Mending<'_>, serial: &str, by: &str) -> Result<u8, Failed> {
        let desk = self.desk;
        let named = desk.config.serve.public_address.as_ref();
        let named = named.map(|it| it.0.trim_end_matches('/').to_owned());
        let origin = match named {
            Some(named) => named,
            None => served_at(&*self.store)?
                .ok_or_else(|| Stop(desk.language.text("fix-link-no-server")))?,
        };
        let open = case(mending, serial)?;
        let address = link::make(mending, &open, &origin, desk.language, by)?;
        let text = desk.language.with("fix-link", &[("address", &address)]);
        deliver(format!("{text}\n").as_bytes())?;
        Ok(NOTHING)
    }
}
