//! What holds for the whole tenant and so for this device too.

use super::Desk;
use crate::case_file::{OsGeneration, SignInMethod, Silence, Vpp};
use crate::device_kind::platform_of;
use crate::moment::DAY;
use crate::snapshot::{Source, VppState};

impl Desk<'_, '_> {
    pub(super) fn tenant(&mut self) {
        let fleet = self.device.fleet;
        let tenant = &fleet.tenant;
        let platform = platform_of(self.kind);
        self.case.set(tenant.push);
        self.case.set(tenant.access);
        // A device without a user meets the default alone.
        let rule = match self.case.get() {
            SignInMethod::Userless => tenant.platform_rule(platform).0,
            _ => tenant.platform_rule_of_all(platform),
        };
        self.case.set(rule);
        if let Some(row) = self.managed {
            let version = fleet.snapshot.words.text(row.os_version);
            self.case.set(tenant.os_rule(fleet, platform, version));
            let major = version
                .split('.')
                .next()
                .and_then(|major| major.trim().parse::<u32>().ok());
            if let Some(major) = major {
                let from_26 = major >= 26;
                self.case.set(if from_26 {
                    OsGeneration::From26
                } else {
                    OsGeneration::Before26
                });
            }
            if let (Some(day), Some(last)) = (tenant.silent_since, row.last_sync.at()) {
                let with_them = last >= day && last < day.plus(2 * DAY);
                self.case.set(if with_them {
                    Silence::Mass
                } else {
                    Silence::Ordinary
                });
            } else if self.is_complete(Source::ManagedDevices) {
                self.case.set(Silence::Ordinary);
            }
        }
        let vpp = self.vpp();
        self.case.set(vpp);
    }

    fn vpp(&self) -> Vpp {
        let Some(profile) = self.profile else {
            return Vpp::Unread;
        };
        let snapshot = self.device.fleet.snapshot;
        if !profile.vpp_token.is_some() {
            return match profile.company_portal {
                Some(_) => Vpp::NotNeeded,
                None => Vpp::Unread,
            };
        }
        match snapshot
            .vpp_tokens
            .iter()
            .find(|token| token.id == profile.vpp_token)
        {
            Some(token) => {
                let expired = token
                    .expires
                    .at()
                    .is_some_and(|expires| expires <= self.now);
                let valid = matches!(token.state, VppState::Valid | VppState::Missing);
                if valid && !expired {
                    Vpp::Valid
                } else {
                    Vpp::Broken
                }
            }
            None if self.is_complete(Source::VppTokens) => Vpp::Broken,
            None => Vpp::Unread,
        }
    }
}
