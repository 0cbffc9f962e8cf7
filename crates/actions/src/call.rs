//! One request to a vendor as it would be sent, and the requests of an act. A dry run shows them,
//! and carrying out sends them: there is no second place that knows an address.

use crate::{
    assign_profile, assign_service, cancel_migration, migrate, retire, set_default_profile,
    sync_device, sync_token, touch_profile, wipe,
};
use remedy::act::Act;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// The requests of an act, in the order in which they are sent: what is read before, the write,
/// what is read back. Needs no network and no sign-in.
///
/// What only an earlier answer says stands in braces: `{activity}` is the number of the activity at
/// Apple, `{type}` and `{description}` are the profile's own, `{description}` with its new remark.
/// A reading of something that takes its time is repeated.
///
/// ```
/// let act = remedy::act::Act::SyncDevice { device: "0b5a7e1c".to_owned() };
/// let calls: Vec<String> = actions::calls(&act).iter().map(ToString::to_string).collect();
/// assert_eq!(calls, ["POST /v1.0/deviceManagement/managedDevices/0b5a7e1c/syncDevice"]);
/// ```
pub fn calls(act: &Act) -> Vec<Call> {
    match act {
        Act::AssignService { service, serials } => assign_service::calls(service, serials),
        Act::Migrate {
            service,
            serials,
            deadline,
        } => migrate::calls(service, serials, *deadline),
        Act::CancelMigration { serials } => cancel_migration::calls(serials),
        Act::SyncToken { token } => sync_token::calls(token),
        Act::AssignProfile {
            token,
            profile,
            serials,
        } => assign_profile::calls(token, profile, serials),
        Act::SetDefaultProfile { token, profile } => set_default_profile::calls(token, profile),
        Act::TouchProfile { token, profile } => touch_profile::calls(token, profile),
        Act::SyncDevice { device } => sync_device::calls(device),
        Act::Retire { device, .. } => retire::calls(device),
        Act::Wipe {
            device,
            keep_enrollment_data,
            preserve_data_plan,
            ..
        } => wipe::calls(device, *keep_enrollment_data, *preserve_data_plan),
    }
}

/// One request to a vendor.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Call {
    /// Whom it goes to.
    pub vendor: Vendor,
    /// How.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// The JSON document that is sent with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// The least permission that Microsoft asks for (microsoft.md §2); Apple knows none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<&'static str>,
}

/// Whom a request goes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Vendor {
    /// Microsoft Graph.
    Microsoft,
    /// Apple Business or Apple School Manager.
    Apple,
}

impl Vendor {
    /// In messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Microsoft => "Microsoft",
            Self::Apple => "Apple",
        }
    }
}

/// The methods that are used at all: no deletion, no replacement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Reads.
    Get,
    /// Acts.
    Post,
    /// Changes a part.
    Patch,
}

impl Call {
    /// A request to Microsoft that needs this permission.
    pub(crate) fn microsoft(method: Method, path: String, needs: &'static str) -> Self {
        Self {
            vendor: Vendor::Microsoft,
            method,
            path,
            body: None,
            needs: Some(needs),
        }
    }

    /// A request to Apple.
    pub(crate) const fn apple(method: Method, path: String) -> Self {
        Self {
            vendor: Vendor::Apple,
            method,
            path,
            body: None,
            needs: None,
        }
    }

    /// The same with a document.
    #[must_use]
    pub(crate) fn with(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Whether it is to change something.
    pub const fn writes(&self) -> bool {
        !matches!(self.method, Method::Get)
    }

    /// The same with what an earlier answer said in the place of a name in braces: a whole part of
    /// the path, or a whole text of the document.
    #[must_use]
    pub(crate) fn filled(&self, name: &str, value: &str) -> Self {
        let part = |part| if part == name { value } else { part };
        let path: Vec<&str> = self.path.split('/').map(part).collect();
        let mut filled = self.clone();
        filled.path = path.join("/");
        for text in filled.body.iter_mut().filter_map(Value::as_object_mut) {
            for field in text.values_mut().filter(|field| *field == name) {
                *field = value.into();
            }
        }
        filled
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
        })
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        match &self.body {
            Some(body) => write!(f, " {body}"),
            None => Ok(()),
        }
    }
}

/// The calls as lines, for tests that hold them against what they should be.
#[cfg(test)]
pub(crate) fn lines(act: &Act) -> Vec<String> {
    calls(act).iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::{Call, Method};
    use serde_json::json;

    #[test]
    fn only_a_whole_part_is_filled_in() {
        let call = Call::apple(Method::Get, "/v1/{a}/x{a}".to_owned());
        let call = call.with(json!({"one": "{a}", "two": "x{a}"}));
        let filled = call.filled("{a}", "\"7");
        assert_eq!(
            filled.to_string(),
            "GET /v1/\"7/x{a} {\"one\":\"\\\"7\",\"two\":\"x{a}\"}"
        );
    }
}
