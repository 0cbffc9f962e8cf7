//! What-If: which policies Microsoft says would apply to a sign-in (microsoft.md §1.10). It
//! evaluates and keeps nothing.

use super::Surroundings;
use super::collections::Vendor;
use super::failure::{CollectError, Ended};
use super::run::service;
use super::settings::TenantSettings;
use super::walk::no_address;
use crate::told::{Told, told};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PATH: &str = "/v1.0/identity/conditionalAccess/evaluate";
/// The least permission (microsoft.md §3.3).
const PERMISSION: &str = "Policy.Read.ConditionalAccess";

/// A sign-in of a device that is not registered, in Graph's words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The account's id.
    pub user: String,
    /// What is signed in to.
    pub context: Context,
    /// `clientAppType`.
    pub client: &'static str,
    /// `devicePlatform`; none where no platform is recognised.
    pub platform: Option<&'static str>,
    /// `ipAddress`.
    pub address: Option<String>,
    /// `country`.
    pub country: Option<String>,
    /// `transferMethod`.
    pub transfer: Option<&'static str>,
}

/// What is signed in to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Context {
    /// An app, by its id.
    App(String),
    /// `registerSecurityInformation` or `registerOrJoinDevices`.
    Action(&'static str),
}

impl Question {
    fn body(&self) -> Value {
        let context = match &self.context {
            Context::App(id) => json!({"@odata.type": "#microsoft.graph.applicationContext",
                "includeApplications": [id]}),
            Context::Action(action) => json!({"@odata.type": "#microsoft.graph.userActionContext",
                "userAction": action}),
        };
        let mut conditions = json!({"clientAppType": self.client, "signInRiskLevel": "none",
            "userRiskLevel": "none", "deviceInfo": {"isCompliant": false}});
        let more = [
            ("devicePlatform", self.platform.map(Value::from)),
            ("ipAddress", self.address.clone().map(Value::from)),
            ("country", self.country.clone().map(Value::from)),
            (
                "authenticationFlow",
                self.transfer.map(|it| json!({"transferMethod": it})),
            ),
        ];
        for (name, value) in more {
            if let Some(value) = value {
                conditions[name] = value;
            }
        }
        json!({
            "signInIdentity": {"@odata.type": "#microsoft.graph.userSignIn", "userId": self.user},
            "signInContext": context, "signInConditions": conditions, "appliedPoliciesOnly": true,
        })
    }
}

/// For each question the ids of the policies that would apply and are switched on, in lower case,
/// or why it was not answered. A refusal for want of a permission ends the asking.
pub fn what_if(
    tenant: &TenantSettings,
    questions: &[Question],
    around: &Surroundings<'_>,
) -> Result<Vec<Result<BTreeSet<String>, Told>>, CollectError> {
    let Some(service) = service(tenant, Vendor::Microsoft, around) else {
        let why = told("gap-no-table").with("table", "microsoft");
        return Ok(questions.iter().map(|_| Err(why.clone())).collect());
    };
    let service = service?;
    let needs = told("needs-permission").with("permission", PERMISSION);
    let mut answers: Vec<Result<BTreeSet<String>, Told>> = Vec::new();
    let mut closed: Option<Told> = None;
    for question in questions {
        if let Some(why) = &closed {
            answers.push(Err(why.clone()));
            continue;
        }
        let Some(url) = service.at(PATH) else {
            return Ok(vec![Err(no_address(PATH.to_owned())); questions.len()]);
        };
        match service.what_if(&url, &question.body().to_string(), &needs) {
            Ok(answer) => answers.push(applied(&answer.body)),
            Err(Ended::Stop(error)) => return Err(error),
            Err(Ended::Gap(missed) | Ended::Expired(missed)) => {
                if missed.reason == "forbidden" {
                    closed = Some(missed.detail.clone());
                }
                answers.push(Err(missed.detail));
            }
        }
    }
    Ok(answers)
}

/// The policies that apply and are switched on. One that only reports applies, too, and does
/// nothing.
fn applied(body: &[u8]) -> Result<BTreeSet<String>, Told> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let Some(rows) = body["value"].as_array() else {
        return Err(told("gap-no-json")
            .with("address", PATH)
            .with("status", "200"));
    };
    let applies = |row: &&Value| row["policyApplies"] == true && row["state"] == "enabled";
    let ids = rows
        .iter()
        .filter(applies)
        .filter_map(|row| row["id"].as_str());
    Ok(ids.map(str::to_ascii_lowercase).collect())
}

#[cfg(test)]
mod tests {
    use super::{Context, Question, applied};

    #[test]
    fn a_question_says_what_it_knows_and_no_more() {
        let question = Question {
            user: "u".into(),
            context: Context::Action("registerOrJoinDevices"),
            client: "browser",
            platform: None,
            address: None,
            country: Some("DE".into()),
            transfer: Some("deviceCodeFlow"),
        };
        let body = question.body();
        assert_eq!(body["signInContext"]["userAction"], "registerOrJoinDevices");
        let conditions = &body["signInConditions"];
        assert!(
            conditions.get("devicePlatform").is_none() && conditions.get("ipAddress").is_none()
        );
        assert_eq!(conditions["country"], "DE");
        assert_eq!(
            conditions["authenticationFlow"]["transferMethod"],
            "deviceCodeFlow"
        );
    }

    #[test]
    fn what_only_reports_does_nothing() {
        let body = br#"{"value":[{"id":"A","state":"enabled","policyApplies":true},
            {"id":"B","state":"enabledForReportingButNotEnforced","policyApplies":true},
            {"id":"C","state":"enabled","policyApplies":false}]}"#;
        let ids: Vec<String> = applied(body).unwrap().into_iter().collect();
        assert_eq!(ids, ["a"]);
        assert!(applied(b"{}").is_err());
    }
}
