//! What Graph answers with one object, and not with a collection.

use crate::json::page::{GraphError, Tear};
use crate::json::{Desk, Lenient, Object, PageReport, PageState, Refusal};
use serde::Deserialize;

/// Graph's word that it will not answer.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    error: Option<Lenient<GraphError<'a>>>,
}

/// Reads the answer and hands it on, unless Graph refused or it is torn.
pub(crate) fn read_object<'t, T: Deserialize<'t>>(
    text: &'t str,
    desk: &mut Desk<'_>,
    take: impl FnOnce(T, &mut Desk<'_>),
) -> PageReport {
    desk.start_page();
    desk.start_row();
    let parsed = serde_json::from_str::<Object<Envelope<'_>>>(text);
    PageReport::of(match parsed.map(|Object(it)| it.error) {
        Ok(Some(error)) => PageState::Refused(Refusal::from(error)),
        Ok(None) => match serde_json::from_str::<Object<T>>(text) {
            Ok(Object(wire)) => {
                take(wire, desk);
                PageState::Whole
            }
            Err(why) => PageState::Torn(Tear::of(&why, None)),
        },
        Err(why) => PageState::Torn(Tear::of(&why, None)),
    })
}
