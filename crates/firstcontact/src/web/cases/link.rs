//! Links to the guide of whoever has a device. The secret is shown once; the store has its hash.

use super::super::secret::{digest, fresh};
use crate::app::mend::{Mending, NotDone, Open};
use crate::i18n::Language;

/// Makes the link of a case, which ends its earlier ones. `origin` is where the server is reached.
///
/// # Errors
/// The case is over, or whatever the store says.
pub fn make(
    mending: &Mending<'_>,
    open: &Open,
    origin: &str,
    language: Language,
    by: &str,
) -> Result<String, NotDone> {
    let secret = fresh()?;
    mending.link(open, digest(&secret), language.tag(), by)?;
    Ok(format!("{origin}/h/{secret}"))
}
