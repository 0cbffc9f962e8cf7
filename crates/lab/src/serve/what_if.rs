//! What-If: which of the tenant's Conditional Access policies would apply to a sign-in
//! (microsoft.md §1.10).

use super::Services;
use super::answer::Answer;
use super::asked::Asked;
use super::graph;
use crate::clock::Time;
use serde::Deserialize;
use serde_json::{Value, json};
use std::net::Ipv4Addr;

/// What Office 365 is to Conditional Access, as far as the lab's people sign in to it.
const OFFICE: [&str; 3] = [
    "00000002-0000-0ff1-ce00-000000000000",
    "00000003-0000-0ff1-ce00-000000000000",
    "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe",
];

/// The Azure portal, of the admin portals the one that anybody asks about.
const PORTAL: &str = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Question {
    sign_in_identity: Value,
    sign_in_context: Value,
    #[serde(default)]
    sign_in_conditions: Value,
    #[serde(default)]
    applied_policies_only: bool,
}

/// Answers `evaluate`.
pub(super) fn answer(services: &Services, asked: &Asked, now: Time) -> Answer {
    let bad = |why: &str| graph::error(services, 400, "BadRequest", why, now);
    if asked.method != "POST" {
        let why = "The action 'evaluate' must be called with POST.";
        return graph::error(services, 405, "Request_BadRequest", why, now);
    }
    let question: Question = match serde_json::from_str(&asked.body) {
        Ok(question) => question,
        Err(why) => return bad(&format!("Invalid request payload: {why}")),
    };
    let known = [
        ("userId", "#microsoft.graph.userSignIn"),
        (
            "servicePrincipalId",
            "#microsoft.graph.servicePrincipalSignIn",
        ),
    ];
    let identity = &question.sign_in_identity;
    let kind = identity["@odata.type"].as_str();
    let named = known.iter().any(|(field, wanted)| {
        kind == Some(wanted) && identity[*field].as_str().is_some_and(|id| !id.is_empty())
    });
    if !named {
        return bad("signInIdentity must name a user or a service principal with its @odata.type.");
    }
    let Some(found) = services
        .stock
        .collection("microsoft/conditionalAccessPolicies")
    else {
        let why = "Insufficient privileges to read conditionalAccessPolicies.";
        return graph::error(services, 403, "AccessDenied", why, now);
    };
    let mut rows = Vec::new();
    for row in &found.rows {
        let Ok(mut policy) = serde_json::from_str::<Value>(row.get()) else {
            continue;
        };
        let reasons = against(services, &policy, &question);
        let applies = reasons.is_empty();
        if question.applied_policies_only && !applies {
            continue;
        }
        policy["policyApplies"] = applies.into();
        policy["analysisReasons"] = if applies {
            "notSet".into()
        } else {
            reasons.join(",").into()
        };
        rows.push(policy);
    }
    let context = format!(
        "{}/{}/$metadata#Collection(microsoft.graph.whatIfAnalysisResult)",
        services.base,
        asked.parts.first().map_or("v1.0", String::as_str)
    );
    Answer::json(200, &json!({"@odata.context": context, "value": rows}))
}

/// Why a policy does not apply, in the words of `whatIfAnalysisReasons`; it applies without any.
fn against(services: &Services, policy: &Value, question: &Question) -> Vec<&'static str> {
    let conditions = &policy["conditions"];
    let asked = &question.sign_in_conditions;
    let mut reasons = Vec::new();
    let mut unless = |holds: bool, reason: &'static str| {
        if !holds {
            reasons.push(reason);
        }
    };
    let state = policy["state"].as_str();
    let enabled = matches!(state, Some("enabled" | "enabledForReportingButNotEnforced"));
    unless(enabled, "policyNotEnabled");
    unless(identified(services, conditions, question), "users");
    let context = &question.sign_in_context;
    match context["@odata.type"].as_str() {
        Some("#microsoft.graph.userActionContext") => {
            let action = match context["userAction"].as_str() {
                Some("registerOrJoinDevices") => "urn:user:registerdevice",
                _ => "urn:user:registersecurityinfo",
            };
            let actions = &conditions["applications"]["includeUserActions"];
            unless(has(actions, action), "userActions");
        }
        Some("#microsoft.graph.authContext") => {
            let value = context["authenticationContextValue"].as_str();
            let all = &conditions["applications"]["includeAuthenticationContextClassReferences"];
            let meant = value.is_some_and(|value| has(all, value));
            unless(meant, "authenticationContext");
        }
        _ => unless(targeted(conditions, context), "application"),
    }
    let platforms = &conditions["platforms"];
    unless(
        included(platforms, "Platforms", &asked["devicePlatform"], "all"),
        "devicePlatform",
    );
    let clients = &conditions["clientAppTypes"];
    unless(
        clients.is_null() || has(clients, "all") || said(clients, &asked["clientAppType"]),
        "clientApps",
    );
    unless(
        located(services, &conditions["locations"], asked),
        "location",
    );
    for (name, what, reason) in [
        ("signInRiskLevels", "signInRiskLevel", "signInRisk"),
        ("userRiskLevels", "userRiskLevel", "userRisk"),
        ("insiderRiskLevels", "insiderRiskLevel", "insiderRisk"),
    ] {
        let levels = &conditions[name];
        let open = levels.is_null() || levels.as_array().is_some_and(Vec::is_empty);
        unless(open || said(levels, &asked[what]), reason);
    }
    let flow = &conditions["authenticationFlows"]["transferMethods"];
    let method = &asked["authenticationFlow"]["transferMethod"];
    let flows = flow.as_str().unwrap_or_default();
    let used = |method: &str| flows.split(',').any(|one| one.trim() == method);
    unless(
        flow.is_null() || method.as_str().is_some_and(used),
        "authenticationFlow",
    );
    device(&conditions["devices"]["deviceFilter"], asked, &mut unless);
    reasons
}

/// A filter for devices; a rule of several conditions is more than the lab can tell.
fn device(filter: &Value, asked: &Value, unless: &mut impl FnMut(bool, &'static str)) {
    let Some(rule) = filter["rule"].as_str() else {
        return;
    };
    let words: Vec<&str> = rule.split_whitespace().collect();
    let [property, operator @ ("-eq" | "-ne"), value] = words.as_slice() else {
        return unless(false, "notEnoughInformation");
    };
    let name = property.trim_start_matches("device.");
    let is = match &asked["deviceInfo"][name] {
        Value::Bool(flag) => flag.to_string(),
        Value::String(text) => text.clone(),
        _ => String::new(),
    };
    let wanted = value.trim_matches('"');
    let fits = is.eq_ignore_ascii_case(wanted) == (*operator == "-eq");
    unless(fits == (filter["mode"] != "exclude"), "devices");
}

fn identified(services: &Services, conditions: &Value, question: &Question) -> bool {
    let identity = &question.sign_in_identity;
    if identity["@odata.type"] == "#microsoft.graph.servicePrincipalSignIn" {
        let clients = &conditions["clientApplications"];
        let id = &identity["servicePrincipalId"];
        let all = has(
            &clients["includeServicePrincipals"],
            "ServicePrincipalsInMyTenant",
        );
        let included = all || said(&clients["includeServicePrincipals"], id);
        return included && !said(&clients["excludeServicePrincipals"], id);
    }
    let who = identity["userId"].as_str().unwrap_or_default();
    let users = &conditions["users"];
    is_meant(services, users, "include", who) && !is_meant(services, users, "exclude", who)
}

/// Whether one side of `users` means an account: by its id, a group, a role, or as a guest.
fn is_meant(services: &Services, users: &Value, side: &str, who: &str) -> bool {
    let list = |what: &str| &users[format!("{side}{what}")];
    let guests = list("GuestsOrExternalUsers")["guestOrExternalUserTypes"].as_str();
    let kind = guest_kind(services, who);
    let of_kind = |kinds: &str| kinds.split(',').any(|one| Some(one.trim()) == kind);
    has(list("Users"), "All")
        || has(list("Users"), who)
        || has(list("Users"), "GuestsOrExternalUsers") && kind.is_some()
        || guests.is_some_and(of_kind)
        || any(list("Groups"), |group| is_member(services, group, who))
        || any(list("Roles"), |role| has_role(services, role, who))
}

fn any(list: &Value, holds: impl Fn(&str) -> bool) -> bool {
    let all = list.as_array().into_iter().flatten();
    all.filter_map(Value::as_str).any(holds)
}

fn is_member(services: &Services, group: &str, who: &str) -> bool {
    let members = format!("microsoft/transitiveMembers.{}", group.to_ascii_lowercase());
    let members = services.stock.collection(&members);
    members.is_some_and(|members| members.row(who).is_some())
}

/// Whether an account has a role in the whole tenant, itself or through a group.
fn has_role(services: &Services, role: &str, who: &str) -> bool {
    rows(services, "roleAssignments").any(|row| {
        let principal = row["principalId"].as_str().unwrap_or_default();
        row["roleDefinitionId"] == role
            && row["directoryScopeId"] == "/"
            && (principal == who || is_member(services, principal, who))
    })
}

/// What kind of guest an account is; none for a member who was never invited.
fn guest_kind(services: &Services, who: &str) -> Option<&'static str> {
    let users = services.stock.collection("microsoft/users")?;
    let user: Value = serde_json::from_str(users.row(who)?.get()).ok()?;
    let invited = user["creationType"] == "Invitation" || !user["externalUserState"].is_null();
    match (user["userType"].as_str(), invited) {
        (Some("Guest"), true) => Some("b2bCollaborationGuest"),
        (Some("Guest"), false) => Some("internalGuest"),
        (_, true) => Some("b2bCollaborationMember"),
        (_, false) => None,
    }
}

fn rows(services: &Services, name: &str) -> impl Iterator<Item = Value> {
    let found = services.stock.collection(&format!("microsoft/{name}"));
    let rows = found.into_iter().flat_map(|found| &found.rows);
    rows.filter_map(|row| serde_json::from_str(row.get()).ok())
}

fn targeted(conditions: &Value, context: &Value) -> bool {
    let applications = &conditions["applications"];
    let Some(apps) = context["includeApplications"].as_array() else {
        return false;
    };
    let named = |list: &Value, app: &Value| {
        let office = app.as_str().is_some_and(|app| OFFICE.contains(&app));
        let portal = app == PORTAL;
        has(list, "All")
            || said(list, app)
            || office && has(list, "Office365")
            || portal && has(list, "MicrosoftAdminPortals")
    };
    apps.iter().any(|app| {
        named(&applications["includeApplications"], app)
            && !named(&applications["excludeApplications"], app)
    })
}

/// Whether a pair of lists `include…` and `exclude…` takes a value; no pair takes every one.
fn included(pair: &Value, what: &str, value: &Value, all: &str) -> bool {
    if pair.is_null() {
        return true;
    }
    let include = &pair[format!("include{what}")];
    let exclude = &pair[format!("exclude{what}")];
    (has(include, all) || said(include, value)) && !said(exclude, value) && !has(exclude, all)
}

/// Places are known by their address or country; without either, only `All` is certain.
fn located(services: &Services, pair: &Value, asked: &Value) -> bool {
    if pair.is_null() {
        return true;
    }
    let here: Vec<Value> = rows(services, "namedLocations")
        .filter(|place| is_at(place, asked))
        .collect();
    let means = |list: &Value| {
        any(list, |word| match word {
            "All" => true,
            "AllTrusted" => here.iter().any(|place| place["isTrusted"] == true),
            id => here.iter().any(|place| place["id"] == id),
        })
    };
    means(&pair["includeLocations"]) && !means(&pair["excludeLocations"])
}

/// Whether a named location holds the address or the country that was given.
fn is_at(place: &Value, asked: &Value) -> bool {
    let country = &asked["country"];
    let address = asked["ipAddress"].as_str();
    let address: Option<Ipv4Addr> = address.and_then(|text| text.parse().ok());
    let in_range = |range: &Value| {
        let range = range["cidrAddress"].as_str().and_then(range_of);
        range
            .zip(address)
            .is_some_and(|((start, end), it)| (start..=end).contains(&u32::from(it)))
    };
    let ranges = place["ipRanges"].as_array().into_iter().flatten();
    said(&place["countriesAndRegions"], country) || ranges.into_iter().any(in_range)
}

/// The first and the last address of a range of version 4, in which all of the lab's places lie.
fn range_of(text: &str) -> Option<(u32, u32)> {
    let (address, bits) = text.split_once('/')?;
    let address: Ipv4Addr = address.parse().ok()?;
    let bits: u32 = bits.parse().ok().filter(|bits| *bits <= 32)?;
    let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
    let start = u32::from(address) & mask;
    Some((start, start | !mask))
}

fn has(list: &Value, word: &str) -> bool {
    list.as_array().is_some_and(|all| {
        let mut all = all.iter().filter_map(Value::as_str);
        all.any(|one| one.eq_ignore_ascii_case(word))
    })
}

fn said(list: &Value, word: &Value) -> bool {
    word.as_str().is_some_and(|word| has(list, word))
}
