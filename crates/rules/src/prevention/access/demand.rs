//! What grant controls mean for a device that is not registered, and for one that is managed.

use super::policy::{Control, Grant, Operator, Platform};

/// What a policy that applies does to an unregistered device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Demand {
    /// It lets it in, if perhaps after a second factor or the like.
    Open,
    /// It names something that is not known here.
    Unclear,
    /// It asks for a compliant or joined device, which this one is not.
    Managed,
    /// It blocks everybody.
    Blocks,
}

/// What the controls demand together.
///
/// Multifactor authentication, terms, a strength, a password change: a person can meet them on any
/// device. App protection and approved apps register a device but do not manage it, by design. Only
/// what an unregistered Apple device can never meet counts (causality.md §5.1 [E-GRANT]).
pub(crate) fn demand(grant: &Grant) -> Demand {
    let single = grant.controls.iter().map(of_control);
    let (least, most) = (single.clone().min(), single.max());
    let (Some(least), Some(most)) = (least, most) else {
        return Demand::Open;
    };
    match &grant.operator {
        Operator::All => most,
        Operator::OneOf => least,
        Operator::Unknown(_) if least == most => most,
        Operator::Unknown(_) if most <= Demand::Unclear => Demand::Open,
        Operator::Unknown(_) if least >= Demand::Managed => least,
        Operator::Unknown(_) => Demand::Unclear,
    }
}

fn of_control(control: &Control) -> Demand {
    match control {
        Control::Block => Demand::Blocks,
        Control::CompliantDevice | Control::DomainJoinedDevice => Demand::Managed,
        Control::Mfa
        | Control::ApprovedApplication
        | Control::CompliantApplication
        | Control::PasswordChange
        | Control::RiskRemediation
        | Control::TermsOfUse(_)
        | Control::AuthenticationStrength(_)
        | Control::CustomFactor(_) => Demand::Open,
        Control::Unknown(_) => Demand::Unclear,
    }
}

/// Whether a compliant device of a platform surely meets the controls, with a person who does what
/// is asked: a second factor, terms. A compliant device need not be joined to a domain, and only
/// Windows can be; approved and protected apps are there for iOS and Android alone [E-GRANT].
pub(crate) fn is_met_by_managed(grant: &Grant, platform: Platform) -> bool {
    let meets = |control: &Control| match control {
        Control::Block | Control::DomainJoinedDevice | Control::Unknown(_) => false,
        Control::ApprovedApplication | Control::CompliantApplication => {
            matches!(platform, Platform::Ios | Platform::Android)
        }
        Control::CompliantDevice
        | Control::Mfa
        | Control::PasswordChange
        | Control::RiskRemediation
        | Control::TermsOfUse(_)
        | Control::AuthenticationStrength(_)
        | Control::CustomFactor(_) => true,
    };
    let mut controls = grant.controls.iter();
    match grant.operator {
        Operator::OneOf => grant.controls.is_empty() || controls.any(meets),
        Operator::All | Operator::Unknown(_) => controls.all(meets),
    }
}

#[cfg(test)]
mod tests {
    use super::{Demand, demand, is_met_by_managed};
    use crate::prevention::access::policy::{Control, Grant, Operator, Platform};

    #[test]
    fn a_managed_device_meets_what_its_platform_has() {
        let met = |operator: Operator, controls: &[Control]| -> Vec<Platform> {
            let controls = controls.to_vec();
            let grant = Grant { operator, controls };
            let all = Platform::ALL.into_iter();
            all.filter(|one| is_met_by_managed(&grant, *one)).collect()
        };
        let compliant = Control::CompliantDevice;
        let joined = [compliant.clone(), Control::DomainJoinedDevice];
        assert_eq!(met(Operator::All, &joined), []);
        assert_eq!(met(Operator::OneOf, &joined), Platform::ALL);
        let app = [compliant, Control::ApprovedApplication];
        let phones = [Platform::Ios, Platform::Android];
        assert_eq!(met(Operator::All, &app), phones);
        assert_eq!(met(Operator::Unknown("XOR".into()), &app), phones);
        assert_eq!(met(Operator::OneOf, &[Control::Block]), []);
        assert_eq!(met(Operator::OneOf, &[]), Platform::ALL);
    }

    #[test]
    fn one_of_is_as_strong_as_its_weakest() {
        let with = |operator, controls: &[Control]| {
            let controls = controls.to_vec();
            demand(&Grant { operator, controls })
        };
        let strange = || Control::Unknown("faceScan".into());
        let (mfa, compliant) = (Control::Mfa, Control::CompliantDevice);
        let both = [mfa, compliant.clone()];
        assert_eq!(with(Operator::All, &both), Demand::Managed);
        assert_eq!(with(Operator::OneOf, &both), Demand::Open);
        let unclear = [compliant.clone(), strange()];
        assert_eq!(with(Operator::OneOf, &unclear), Demand::Unclear);
        assert_eq!(with(Operator::All, &unclear), Demand::Managed);
        let odd = || Operator::Unknown("XOR".into());
        assert_eq!(with(odd(), &both), Demand::Unclear);
        assert_eq!(with(odd(), &[compliant]), Demand::Managed);
        assert_eq!(with(Operator::All, &[]), Demand::Open);
    }
}
