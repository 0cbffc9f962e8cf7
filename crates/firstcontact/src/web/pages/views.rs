//! Views: queries of devices that somebody gave a name, saved and deleted.

use super::super::form::pairs;
use super::say::field;
use super::{Frame, Refusal, Role, address, allow};
use crate::app::saved::{self, NotSaved};
use crate::store::Store;

/// A query that gets a name.
pub(super) fn save_view(
    store: &dyn Store,
    frame: &Frame<'_>,
    form: &[(String, String)],
) -> Result<String, Refusal> {
    allow(frame, Role::Operator)?;
    let asked = field(form, "query");
    let query = address::query(&pairs(asked));
    let place = address::fleet(frame, &saved::first_page(&query));
    let by = saved::By {
        name: frame.viewer,
        id: frame.who,
        at: frame.now,
    };
    let kept = saved::save(store, frame.tenant, field(form, "name"), &query, by);
    match kept {
        Ok(_) => Ok(place),
        Err(NotSaved::Store(error)) => Err(error.into()),
        Err(NotSaved::NoName | NotSaved::TooLong) => Err(Refusal::Invalid("web-invalid-view")),
    }
}

/// A saved view that nobody needs any more.
pub(super) fn delete_view(
    store: &dyn Store,
    frame: &Frame<'_>,
    form: &[(String, String)],
) -> Result<String, Refusal> {
    allow(frame, Role::Operator)?;
    saved::delete(
        store,
        frame.tenant,
        field(form, "name"),
        frame.who,
        frame.now,
    )?;
    Ok(address::page(frame, "fleet"))
}
