//! `vppTokens`: tokens for apps and books (microsoft.md §1.13).

use crate::json::{Desk, RowKind, Text};
use enrollment::snapshot::{Guid, VppToken};
use serde::Deserialize;

/// `vppToken` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    organization_name: Text<'a>,
    #[serde(borrow, default)]
    state: Text<'a>,
    #[serde(borrow, default)]
    expiration_date_time: Text<'a>,
    #[serde(borrow, default)]
    apple_id: Text<'a>,
}

pub(crate) struct VppTokens;

impl RowKind for VppTokens {
    type Wire<'a> = Wire<'a>;
    type Row = VppToken;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<VppToken>) {
        rows.push(VppToken {
            id: Guid::parse(&wire.id),
            name: desk.word(&wire.organization_name),
            state: desk.term(&wire.state),
            expires: desk.date("expirationDateTime", &wire.expiration_date_time),
            apple_account: desk.word(&wire.apple_id),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::read;
    use enrollment::snapshot::{Source, VppState};

    #[test]
    fn a_state_of_next_year_is_kept() {
        let page = r#"{"value":[{"id":"1","state":"assignedToExternalMDM"},{"state":"frozen"}]}"#;
        let snapshot = read(Source::VppTokens, "", page);
        assert_eq!(
            snapshot.vpp_tokens[0].state,
            VppState::AssignedToExternalMdm
        );
        assert!(matches!(snapshot.vpp_tokens[1].state, VppState::Strange(_)));
    }
}
