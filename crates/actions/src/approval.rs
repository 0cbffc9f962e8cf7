//! Multi Admin Approval: what became of a request that another administrator has to approve
//! (microsoft.md §2.3). An application can ask, and never approve.

use crate::call::{Call, Method};
use crate::hands::Hands;
use serde_json::Value;
use sources::live::is_plain;

/// What became of a request for approval.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ApprovalStatus {
    /// Nobody has decided yet.
    Waiting,
    /// It was approved, and may be sent with the code.
    Approved,
    /// It was sent with the code, and done.
    Completed,
    /// It was rejected or cancelled, or its time has passed.
    Over,
}

impl Hands<'_> {
    /// Reads what became of a request for approval, by the code of
    /// [`Outcome::ApprovalRequired`](remedy::act::Outcome::ApprovalRequired).
    ///
    /// # Errors
    /// Why it cannot be read, or that Intune knows no such request.
    pub fn approval(&mut self, code: &str) -> Result<ApprovalStatus, String> {
        if !is_plain(code) {
            return Err(format!("{code:?} is no code of an approval"));
        }
        let document = self.read(&call(code))?.document();
        let rows = document["value"].as_array().map(Vec::as_slice);
        // A filter may be ignored, and then there are others' rows (microsoft.md §1.1).
        let its = |row: &&Value| row["id"] == code || row["requestId"] == code;
        let row = rows.unwrap_or_default().iter().find(its);
        let status = row.and_then(|row| row["status"].as_str());
        let status =
            status.ok_or_else(|| format!("Intune knows no request {code} for approval"))?;
        Ok(match status {
            "approved" => ApprovalStatus::Approved,
            "completed" => ApprovalStatus::Completed,
            "rejected" | "cancelled" | "expired" => ApprovalStatus::Over,
            _ => ApprovalStatus::Waiting,
        })
    }
}

pub(crate) fn call(code: &str) -> Call {
    let list = "/beta/deviceManagement/operationApprovalRequests";
    let path = format!("{list}?$filter=requestId%20eq%20%27{code}%27");
    Call::microsoft(Method::Get, path, "DeviceManagementConfiguration.Read.All")
}
