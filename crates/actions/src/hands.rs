//! Carrying out: an approved act becomes its requests, under the identity that may write.

use crate::answer::Reply;
use crate::call::{Call, Vendor};
use crate::wire::{RetryAfter, Wire};
use crate::{
    allowed, assign_profile, assign_service, cancel_migration, migrate, retire,
    set_default_profile, sync_device, sync_token, touch_profile, wipe,
};
use enrollment::moment::Moment;
use remedy::act::{Act, Approved, Key, Outcome};
use reqwest::Url;
use sources::live::{Bearer, CollectError, Surroundings, TenantSettings, is_plain, pause};
use std::fmt;
use std::time::Duration;

/// How long a vendor is waited for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Patience {
    /// For one answer.
    pub answer: Duration,
    /// For one request that is asked to come later, in all.
    pub waits: Duration,
    /// Between two looks at an activity of Apple's.
    pub poll: Duration,
    /// For an activity to be finished.
    pub activity: Duration,
}

impl Default for Patience {
    /// Two minutes for an answer, as long for all waiting. An activity takes seconds to minutes,
    /// and others look every five seconds (apple.md §1.6).
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(120),
            waits: Duration::from_secs(120),
            poll: Duration::from_secs(5),
            activity: Duration::from_secs(600),
        }
    }
}

/// Hears of every request that was sent, with the status that answered it; none if no answer came.
pub type Heard<'h> = dyn FnMut(&Call, Option<u16>) + 'h;

/// Hands: whoever has them can carry out what was approved, and nothing else.
pub struct Hands<'h> {
    microsoft: Option<Service>,
    apple: Option<Service>,
    pub(crate) patience: Patience,
    around: Surroundings<'h>,
    heard: &'h mut Heard<'h>,
}

/// One service, and as whom it is spoken to.
struct Service {
    bearer: Bearer,
    wire: Wire,
}

/// What a write is sent under.
#[derive(Debug)]
pub(crate) struct Label<'l> {
    /// The act's number.
    pub(crate) number: String,
    /// For whoever is asked to approve it.
    pub(crate) justification: String,
    /// What another administrator's approval was called.
    pub(crate) approval: Option<&'l str>,
}

impl fmt::Debug for Hands<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = |service: Option<&Service>| service.map(|it| it.bearer.origin().to_string());
        f.debug_struct("Hands")
            .field("microsoft", &open(self.microsoft.as_ref()))
            .field("apple", &open(self.apple.as_ref()))
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}

impl<'h> Hands<'h> {
    /// Hands in a tenant. The settings are those of the identity that may write, which is not the
    /// one that reads; nothing is sent yet, not even to sign in.
    ///
    /// # Errors
    /// The certificates of the authorities cannot be read.
    pub fn new(
        settings: TenantSettings,
        patience: Patience,
        around: Surroundings<'h>,
        heard: &'h mut Heard<'h>,
    ) -> Result<Self, CollectError> {
        let authorities = settings.authorities.as_deref();
        let open = |bearer: Bearer| {
            let here = bearer.origin().is_here();
            let wire = Wire::open(here, authorities, patience.answer)?;
            Ok::<_, CollectError>(Service { bearer, wire })
        };
        let microsoft = settings
            .microsoft
            .map(|it| Bearer::microsoft(it, authorities));
        let apple = settings.apple.map(|it| Bearer::apple(it, authorities));
        Ok(Self {
            microsoft: microsoft.transpose()?.map(open).transpose()?,
            apple: apple.transpose()?.map(open).transpose()?,
            patience,
            around,
            heard,
        })
    }

    /// Carries an approved act out, which uses the approval up. With a code of Multi Admin Approval
    /// the write is sent with it.
    ///
    /// A device that another request of the same act has reached already is no error. An act for
    /// several devices that Apple did for some is *refused*; the reason names those for which it
    /// did not.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an approval is for one time, and whoever gave it away cannot give it again"
    )]
    pub fn carry_out(&mut self, approved: Approved, approval_code: Option<&str>) -> Outcome {
        self.perform(approved.act(), approved.key(), approval_code)
    }

    pub(crate) fn perform(&mut self, act: &Act, key: &Key, approval: Option<&str>) -> Outcome {
        if let Some(code) = approval.filter(|code| !is_plain(code)) {
            let why = format!("{code:?} is no code of an approval");
            return Outcome::NotSent { why };
        }
        let label = Label {
            number: key.text(),
            justification: justification(act, key),
            approval,
        };
        let label = &label;
        match act {
            Act::AssignService { service, serials } => {
                assign_service::carry_out(self, service, serials, label)
            }
            Act::Migrate {
                service,
                serials,
                deadline,
            } => migrate::carry_out(self, service, serials, *deadline, label),
            Act::CancelMigration { serials } => cancel_migration::carry_out(self, serials, label),
            Act::SyncToken { token } => sync_token::carry_out(self, token, label),
            Act::AssignProfile {
                token,
                profile,
                serials,
            } => assign_profile::carry_out(self, token, profile, serials, label),
            Act::SetDefaultProfile { token, profile } => {
                set_default_profile::carry_out(self, token, profile, label)
            }
            Act::TouchProfile { token, profile } => {
                touch_profile::carry_out(self, token, profile, label)
            }
            Act::SyncDevice { device } => sync_device::carry_out(self, device, label),
            Act::Retire { device, serial } => retire::carry_out(self, device, serial, label),
            Act::Wipe {
                device,
                serial,
                keep_enrollment_data,
                preserve_data_plan,
            } => {
                let keeps = (*keep_enrollment_data, *preserve_data_plan);
                wipe::carry_out(self, device, serial, keeps, label)
            }
        }
    }

    /// Sends a request once, if it is one that may be sent.
    pub(crate) fn ask(&mut self, call: &Call, label: Option<&Label<'_>>) -> Reply {
        if let Err(why) = allowed::check(call) {
            return Reply::NotSent(why, false);
        }
        let service = match call.vendor {
            Vendor::Microsoft => self.microsoft.as_mut(),
            Vendor::Apple => self.apple.as_mut(),
        };
        let Some(service) = service else {
            let vendor = call.vendor.name();
            let why = format!("no identity that may write at {vendor} is configured");
            return Reply::NotSent(why, false);
        };
        let token = match service.bearer.token(&self.around) {
            Ok(token) => token,
            Err(why) => return Reply::NotSent(why.to_string(), false),
        };
        let url = service.bearer.origin().at(&call.path);
        let Some(url) = url.filter(|url| is_as_said(url, &call.path)) else {
            return Reply::NotSent(format!("{} is no address", call.path), false);
        };
        let reply = service.wire.send(url, call, &token, label);
        match &reply {
            Reply::NotSent(..) => {}
            Reply::Lost(_) => (self.heard)(call, None),
            Reply::Answered(answer) => (self.heard)(call, Some(answer.status)),
        }
        reply
    }

    /// The next request to this vendor goes with a new token.
    pub(crate) fn renew(&mut self, vendor: Vendor) {
        let service = match vendor {
            Vendor::Microsoft => self.microsoft.as_mut(),
            Vendor::Apple => self.apple.as_mut(),
        };
        if let Some(service) = service {
            service.bearer.refused();
        }
    }

    /// Follows a link to a file of Apple's, without a token.
    pub(crate) fn download(&mut self, link: &str) -> Option<Vec<u8>> {
        let service = self.apple.as_ref()?;
        let url = Url::parse(link).ok()?;
        let host = url.host_str().unwrap_or_default();
        let is_apple = url.scheme() == "https" && host.ends_with(".apple.com");
        if !is_apple && !service.bearer.origin().owns(&url) {
            return None;
        }
        service.wire.download(url)
    }

    pub(crate) fn now(&self) -> Moment {
        (self.around.now)()
    }

    pub(crate) fn wait(&self, time: Duration) {
        (self.around.wait)(time);
    }

    /// How long to wait after this try; nothing if the vendor asks for too much.
    pub(crate) fn pause(
        &self,
        tried: u32,
        asked: Option<RetryAfter>,
        call: &Call,
    ) -> Option<Duration> {
        let asked = asked.map(|it| (it.text, it.date));
        pause(tried, asked, &self.around, &call.path)
    }
}

/// Whether an address is the very path: what reads addresses may shorten or encode them.
fn is_as_said(url: &Url, path: &str) -> bool {
    let (its, query) = (url.path(), url.query());
    match path.split_once('?') {
        None => its == path && query.is_none(),
        Some((before, after)) => its == before && query == Some(after),
    }
}

/// What whoever is asked to approve a write reads of it.
fn justification(act: &Act, key: &Key) -> String {
    let plan = key.plan.to_string();
    let serial = &key.serial;
    format!(
        "firstcontact: {} of {serial}, step {} of the plan {}",
        act.name(),
        u16::from(key.step) + 1,
        &plan[..12]
    )
}
