//! Multi Admin Approval: a protected tenant lets nobody wipe, retire or delete alone
//! (microsoft.md §2.3).

use super::Services;
use super::answer::Answer;
use super::asked::Asked;
use super::graph;
use crate::clock::{self, DAY, Time};
use crate::world::Guid;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::sync::{Mutex, PoisonError};

/// How long a request waits for its approval.
const LASTS: Time = 30 * DAY;

/// All requests for approval, if the tenant is protected.
#[derive(Debug)]
pub(super) struct Approvals {
    protected: bool,
    all: Mutex<Vec<Approval>>,
}

#[derive(Debug)]
struct Approval {
    id: String,
    /// The one action that it is for.
    action: String,
    asked: Time,
    justification: String,
    status: &'static str,
}

impl Approvals {
    pub(super) fn new(protected: bool) -> Self {
        Self {
            protected,
            all: Mutex::default(),
        }
    }

    /// Refuses an action that has no approval yet; none if it may be done.
    pub(super) fn refuse(&self, services: &Services, asked: &Asked, now: Time) -> Option<Answer> {
        if !self.protected {
            return None;
        }
        let action = format!("{} {}", asked.method, asked.path);
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = asked.header("x-msft-approval-code") {
            let its = |it: &&mut Approval| it.id == code && it.action == action;
            match all.iter_mut().find(its) {
                Some(approval) if approval.status == "approved" => {
                    approval.status = "completed";
                    return None;
                }
                Some(approval) => {
                    let why = format!("The approval request is {}.", approval.status);
                    return Some(
                        graph::error(services, 403, "ApprovalRequired", &why, now)
                            .with("x-msft-approval-code", code),
                    );
                }
                None => {
                    let why = "The approval code does not belong to this action.";
                    return Some(graph::error(services, 403, "Forbidden", why, now));
                }
            }
        }
        let justification = asked.header("x-msft-approval-justification");
        let Some(justification) = justification.and_then(|it| BASE64_STANDARD.decode(it).ok())
        else {
            let why = "The header x-msft-approval-justification must hold a text in Base64.";
            return Some(graph::error(services, 400, "BadRequest", why, now));
        };
        let id = Guid::of(services.living.seed(), 78, all.len() as u64).to_string();
        all.push(Approval {
            id: id.clone(),
            action,
            asked: services.living.time.at(now).0,
            justification: String::from_utf8_lossy(&justification).into_owned(),
            status: "needsApproval",
        });
        let why = "This action needs the approval of another administrator.";
        let answer = graph::error(services, 403, "ApprovalRequired", why, now);
        Some(answer.with("x-msft-approval-code", id))
    }

    /// Decides as another administrator would; false if there is no such request.
    pub(super) fn decide(&self, id: &str, approved: bool) -> bool {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = |it: &&mut Approval| it.id == id && it.status == "needsApproval";
        let found = all.iter_mut().find(waiting);
        if let Some(approval) = found {
            approval.status = if approved { "approved" } else { "rejected" };
            return true;
        }
        false
    }

    /// `operationApprovalRequests`, all or the one that `$filter` names.
    pub(super) fn list(&self, asked: &Asked) -> Answer {
        let filter = asked.parameter("$filter");
        let wanted = filter.and_then(|text| text.split('\'').nth(1));
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |it: &&Approval| wanted.is_none_or(|id| it.id == id);
        let rows: Vec<Value> = all.iter().filter(fits).map(row).collect();
        Answer::json(200, &json!({"value": rows}))
    }
}

fn row(approval: &Approval) -> Value {
    json!({
        "id": approval.id,
        "requestDateTime": clock::text(approval.asked),
        "expirationDateTime": clock::text(approval.asked + LASTS),
        "requestJustification": approval.justification,
        "status": approval.status,
    })
}
